import { describe, expect, it } from 'vitest';

import { parseAppointment, parseStatus } from '../../../src/fhir/parse/appointment.ts';
import { parseProposed } from '../../../src/fhir/parse/proposal.ts';
import type { Json } from '../../../src/fhir/parse/json.ts';
import { appointment, base, proposal } from './wire.ts';

const start = Date.UTC(2026, 4, 11, 14);
const end = start + 20 * 60_000;
const proposed = (changes: object = {}) => parseProposed({ ...proposal, ...changes }, base);
const existing = (changes: object = {}) =>
  parseAppointment(appointment('booked', changes) as Json, base);

describe('how to prepare', () => {
  const told = 'Bring your list of medicines.';
  const extension = (valueString: unknown) => ({
    url: 'http://hl7.org/fhir/4.0/StructureDefinition/extension-Appointment.patientInstruction',
    valueString,
  });

  it.each([
    ['as one text (R4)', { patientInstruction: told }],
    ['as concepts (R5)', { patientInstruction: [{ concept: { text: told } }, { text: told }] }],
    [
      'as an extension (STU3)',
      { extension: [{ url: 'other', valueString: 'no' }, extension(told)] },
    ],
  ])('is read %s', (_, written) => {
    expect(new Set(existing(written)?.instructions)).toEqual(new Set([told]));
  });

  it.each([[{}], [{ patientInstruction: 7 }], [{ extension: [extension(7)] }]])(
    'is not there where nobody says it: %o',
    (written) => {
      expect(existing(written)).not.toHaveProperty('instructions');
    },
  );
});

describe('a proposed appointment', () => {
  it('is read with all its facts, and kept whole', () => {
    expect(proposed()).toMatchObject({
      key: 'open-1',
      id: 'open-1',
      start,
      end,
      writtenOffset: -300,
      patients: [],
      practitioners: [{ reference: 'Practitioner/dr-y', display: 'Dr Y' }],
      locations: [{ reference: 'Location/napa', display: 'Napa Office' }],
      venue: undefined,
      visitType: 'Office visit',
      visitTypeCodes: [
        {
          system: 'http://fhir.org/guides/argonaut-scheduling/CodeSystem/visit-type',
          code: 'office-visit',
          display: 'OFFICE VISIT',
        },
      ],
      specialties: [],
      resource: proposal,
    });
  });

  it('keeps what this app does not know: contained resources, extensions, elements of later versions', () => {
    const strange = {
      contained: [{ resourceType: 'Slot', id: 's' }],
      extension: [{ url: 'x' }],
      future: { a: [1] },
    };
    expect(proposed(strange)?.resource).toEqual({ ...proposal, ...strange });
  });

  it('without an id is told apart by its time, its actors and its slots', () => {
    const key = (changes: object) => proposed({ id: undefined, ...changes })?.key;
    const other = {
      participant: [{ actor: { reference: 'Practitioner/dr-z' }, status: 'needs-action' }],
    };
    const keys = [
      key({}),
      key({ end: '2026-05-11T09:40:00-05:00' }),
      key(other),
      key({ slot: [{ reference: '#slot-1' }] }),
      key({ slot: [{ reference: '#slot-2' }] }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(key({})).toBe(key({}));
    expect(proposed({ id: undefined })?.id).toBeUndefined();
  });

  it.each([
    ['a start', { start: undefined }],
    ['a start with an offset', { start: '2026-05-11T09:00:00' }],
    ['an end', { end: undefined }],
    ['an end after its start', { end: '2026-05-11T08:00:00-05:00' }],
    ['the status proposed', { status: 'booked' }],
    ['any status', { status: undefined }],
  ])('without %s is not one', (_, changes) => {
    expect(proposed(changes)).toBeUndefined();
  });

  it('may give its length instead of its end', () => {
    expect(proposed({ end: undefined, minutesDuration: 20 })?.end).toBe(end);
  });
});

describe('shapes of other versions and of careless servers', () => {
  const coding = { system: 'http://snomed.info/sct', code: '185349003', display: 'Check up' };

  it.each([
    ['R5: a concept in a CodeableReference', [{ concept: { coding: [coding] } }]],
    ['one concept where a list belongs', { coding: [coding] }],
    ['one coding where a list belongs', [{ coding }]],
  ])('serviceType as %s', (_, serviceType) => {
    expect(proposed({ serviceType })).toMatchObject({
      visitType: 'Check up',
      visitTypeCodes: [coding],
    });
  });

  it('R5: a HealthcareService in a CodeableReference gives its words', () => {
    const serviceType = [
      { reference: { reference: 'HealthcareService/1', display: 'Eye clinic' } },
    ];
    expect(proposed({ serviceType })).toMatchObject({
      visitType: 'Eye clinic',
      visitTypeCodes: [],
    });
  });

  it('the appointment type gives the words where there is no service type', () => {
    const changes = {
      serviceType: undefined,
      appointmentType: { coding: [{ code: 'ROUTINE', display: 'Routine' }] },
    };
    expect(proposed(changes)).toMatchObject({ visitType: 'Routine', visitTypeCodes: [] });
  });

  it('a code without words, or without its system, is neither a word nor a code', () => {
    expect(proposed({ serviceType: [{ coding: [{ code: 'X1' }] }] })).toMatchObject({
      visitType: undefined,
      visitTypeCodes: [],
    });
  });

  it('R5: participant.required as a boolean, and R4: an actor that says its type', () => {
    const participant = [
      {
        actor: { reference: 'PractitionerRole/7', display: 'Dr Y, Cardiology' },
        required: true,
        status: 'accepted',
      },
      { actor: { type: 'Location', display: 'Napa' }, required: false, status: 'accepted' },
      { actor: { type: 'Device', display: 'Scanner' }, status: 'accepted' },
    ];
    expect(proposed({ participant })).toMatchObject({
      practitioners: [{ reference: 'PractitionerRole/7', display: 'Dr Y, Cardiology' }],
      locations: [{ reference: undefined, display: 'Napa' }],
    });
  });

  it('R5: the comment is a note', () => {
    expect(existing({ comment: 'Bring the letter' })?.comment).toBe('Bring the letter');
    expect(existing({ note: [{ text: 'Bring the letter' }] })?.comment).toBe('Bring the letter');
    expect(existing()?.comment).toBeUndefined();
  });

  it('single values in lists', () => {
    expect(
      proposed({ status: ['proposed'], start: [proposal.start], end: [proposal.end] }),
    ).toMatchObject({ start, end });
  });

  it.each([null, 7, 'text', [], [null], [[]], {}, { actor: 5 }, [{ actor: null }]])(
    'participant as %j',
    (participant) => {
      expect(
        proposed({
          participant,
          serviceType: participant,
          specialty: participant,
          contained: participant,
        }),
      ).toMatchObject({
        practitioners: [],
        locations: [],
      });
    },
  );

  it('a cancelled that is misspelt is cancelled, and an unknown status is unknown', () => {
    expect(parseStatus('canceled')).toBe('cancelled');
    expect(parseStatus('confirmed')).toBe('unknown');
    expect(parseStatus(undefined)).toBe('unknown');
    for (const status of ['checked-in', 'waitlist', 'noshow', 'entered-in-error'] as const) {
      expect(parseStatus(status)).toBe(status);
    }
  });
});

describe('who takes part', () => {
  const actors = (...list: object[]) =>
    proposed({ participant: list.map((actor) => ({ actor, status: 'needs-action' })) });

  it('absolute references under the base are ours, others keep only their words', () => {
    expect(
      actors(
        { reference: `${base}/Practitioner/dr-y`, display: 'Dr Y' },
        { reference: 'Practitioner/dr-z/_history/4' },
        { reference: 'https://other.example/fhir/Practitioner/dr-q', display: 'Dr Q' },
        { reference: 'https://ehr.example/fhir-evil/Practitioner/dr-e' },
        { reference: 'urn:uuid:5d3b9a2e-0000-4000-8000-000000000000' },
        { reference: '../Practitioner/up' },
      )?.practitioners,
    ).toEqual([
      { reference: 'Practitioner/dr-y', display: 'Dr Y' },
      { reference: 'Practitioner/dr-z', display: undefined },
      { reference: undefined, display: 'Dr Q' },
    ]);
  });

  it('contained resources give their kind and their name', () => {
    const contained = [
      { resourceType: 'Practitioner', id: 'p', name: [{ family: 'Y', prefix: ['Dr'] }] },
      { resourceType: 'Location', id: 'l', name: 'Napa Office' },
    ];
    const participant = [
      { actor: { reference: '#p' } },
      { actor: { reference: '#l' } },
      { actor: { reference: '#lost' } },
    ];
    expect(proposed({ contained, participant })).toMatchObject({
      practitioners: [{ reference: undefined, display: 'Dr Y' }],
      locations: [{ reference: undefined, display: 'Napa Office' }],
    });
  });

  it('a lone display beside a clinician is the place, as in the samples of the guide', () => {
    const time = actors(
      { reference: 'Practitioner/dr-y', display: 'Dr Y' },
      { display: 'Napa Office' },
    );
    expect(time?.locations).toEqual([{ reference: undefined, display: 'Napa Office' }]);
  });

  it.each([
    [
      'the place is known',
      [{ reference: 'Practitioner/dr-y' }, { reference: 'Location/1' }, { display: 'Who' }],
    ],
    ['no clinician is', [{ display: 'Napa Office' }]],
    ['there are two', [{ reference: 'Practitioner/dr-y' }, { display: 'A' }, { display: 'B' }]],
  ])('a display alone stays unsorted when %s', (_, list) => {
    const shown = actors(...list);
    expect(
      [...shown!.practitioners, ...shown!.locations].map(({ display }) => display).filter(Boolean),
    ).toEqual([]);
  });

  it('a display alone is no place where it may be the patient', () => {
    const participant = [
      { actor: { reference: 'Practitioner/dr-y' } },
      { actor: { display: 'Hal Somebody' } },
    ];
    expect(existing({ participant })?.locations).toEqual([]);
  });

  it('patients are those of this EHR', () => {
    expect(existing()?.patients).toEqual(['Patient/hal']);
    expect(
      actors(
        { reference: `${base}/Patient/hal` },
        { reference: 'https://other.example/Patient/hal' },
      )?.patients,
    ).toEqual(['Patient/hal']);
  });
});

describe('where it takes place', () => {
  const actCode = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
  it.each([
    [
      'in-person',
      { serviceCategory: { coding: [{ system: 'http://hl7.org/fhir/v3/ActCode', code: 'AMB' }] } },
    ],
    ['in-person', { serviceCategory: [{ coding: [{ system: actCode, code: 'AMB' }] }] }],
    [
      'phone',
      { appointmentType: { coding: [{ system: 'http://snomed.info/sct', code: '185317003' }] } },
    ],
    [
      'video',
      { serviceCategory: [{ coding: [{ system: 'http://snomed.info/sct', code: '448337001' }] }] },
    ],
    [undefined, { serviceCategory: [{ coding: [{ system: actCode, code: 'VR' }] }] }],
    [
      undefined,
      { serviceCategory: [{ coding: [{ system: 'https://other.example', code: 'AMB' }] }] },
    ],
    [undefined, { serviceType: [{ text: 'Video visit' }] }],
    [undefined, {}],
  ])('is %s only where a code says so', (venue, changes) => {
    expect(proposed(changes)?.venue).toBe(venue);
  });
});

describe('an existing appointment', () => {
  it('has an identity, a version and a status', () => {
    expect(existing()).toMatchObject({
      id: 'booked-1',
      versionId: '3',
      status: 'booked',
      start,
      end,
    });
  });

  it('says when the EHR last changed it, where that is an instant', () => {
    const changedAt = (lastUpdated: unknown) => existing({ meta: { lastUpdated } })?.changedAt;
    expect(changedAt('2026-05-06T08:15:30.5-04:00')).toBe(Date.UTC(2026, 4, 6, 12, 15, 30, 500));
    expect(changedAt('2026-05-06T12:15:30Z')).toBe(Date.UTC(2026, 4, 6, 12, 15, 30));
    for (const unclear of [undefined, null, '', '2026-05-06', '2026-05-06T12:15:30', 7, {}])
      expect(changedAt(unclear)).toBeUndefined();
    expect(existing({ meta: undefined })).toMatchObject({
      changedAt: undefined,
      versionId: undefined,
    });
  });

  it.each([
    { id: undefined },
    { id: '../x' },
    { id: 'a b' },
    { start: undefined },
    { end: undefined },
  ])('with %j cannot be read', (changes) => {
    expect(existing(changes)).toBeUndefined();
  });

  it('that is a bare refusal is about what was asked for', () => {
    const asked = { id: 'open-1', start, end };
    const refusal = { resourceType: 'Appointment', status: 'cancelled' };
    expect(parseAppointment(refusal, base, asked)).toMatchObject({ ...asked, status: 'cancelled' });
    expect(parseAppointment(refusal, base)).toBeUndefined();
  });

  it('that says booked must say of itself which and when', () => {
    const asked = { id: 'open-1', start, end };
    expect(
      parseAppointment({ resourceType: 'Appointment', status: 'booked' }, base, asked),
    ).toBeUndefined();
  });
});

describe('text of the EHR', () => {
  it('is trimmed, on one line, and without marks that turn what follows', () => {
    const serviceType = [{ text: ' Office\u0000\u0007 \r\n visit\u202e ' }];
    expect(proposed({ serviceType })?.visitType).toBe('Office visit');
  });

  it('stays text where it looks like markup', () => {
    const serviceType = [{ text: '<img src=x onerror=alert(1)>' }];
    expect(proposed({ serviceType })?.visitType).toBe('<img src=x onerror=alert(1)>');
  });
});
