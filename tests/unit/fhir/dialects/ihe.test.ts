import { describe, expect, it } from 'vitest';

import { ihe } from '../../../../src/fhir/dialects/ihe.ts';
import { parseAppointment } from '../../../../src/fhir/parse/appointment.ts';
import type { Json } from '../../../../src/fhir/parse/json.ts';
import { parseProposed } from '../../../../src/fhir/parse/proposal.ts';
import { bookAppointment } from '../../../../src/scheduling/book-appointment.ts';
import { cancelAppointment } from '../../../../src/scheduling/cancel-appointment.ts';
import { holdAppointment } from '../../../../src/scheduling/hold-appointment.ts';
import { type Hold, cancelReasons } from '../../../../src/scheduling/model.ts';
import { rescheduleAppointment } from '../../../../src/scheduling/reschedule-appointment.ts';
import {
  answering,
  appointment,
  base,
  bundle,
  ehrOver,
  fhirJson,
  json,
  noon,
  outcome,
  proposal,
  type ScriptedWire,
  words,
} from '../wire.ts';

const guide = 'https://profiles.ihe.net/ITI/Scheduling';
const week = 7 * 86_400_000;
const code = (system: string, value: string) => ({ system, code: value, display: 'Words' });

/** As IHE's sample has it. */
const hal = {
  resourceType: 'Patient',
  id: 'hal',
  identifier: [{ use: 'usual', system: 'urn:oid:2.16.840.1.113883.19.5', value: '12345' }],
  active: true,
  name: [{ use: 'usual', text: 'Hal' }],
  birthDate: '1978-03-22',
  future: { element: true },
};
const own = { actor: { reference: 'Patient/hal' }, required: 'required', status: 'accepted' };
const time = parseProposed(proposal, base)!;
const anonymous = parseProposed({ ...proposal, id: undefined }, base)!;
const held: Hold = {
  appointment: parseAppointment(appointment('pending') as Json, base)!,
  until: undefined,
};
/** A visit to another clinician, an hour later, with everything that an EHR may keep with it. */
const oldResource = appointment('booked', {
  id: 'old-1',
  text: { status: 'generated', div: '<div>at ten</div>' },
  identifier: [{ system: 'urn:visits', value: '7' }],
  extension: [{ url: 'https://ehr.example/room', valueString: '4B' }],
  start: '2026-05-12T10:00:00-05:00',
  end: '2026-05-12T10:40:00-05:00',
  minutesDuration: 40,
  description: 'With Dr X',
  slot: [{ reference: 'Slot/old' }],
  comment: 'Knee',
  participant: [
    { actor: { reference: 'Practitioner/dr-x' }, status: 'accepted' },
    { actor: { reference: 'Location/elsewhere' }, status: 'accepted' },
    { actor: { reference: `${base}/Patient/hal`, display: 'Hal' }, status: 'accepted' },
    { actor: { reference: 'RelatedPerson/mother' }, status: 'accepted' },
  ],
}) as Json;
const old = parseAppointment(oldResource, base)!;
const booking = { time, hold: undefined, comment: undefined };

const over = (wire: Pick<ScriptedWire, 'fetch'>, settings = {}) =>
  ehrOver(wire, { dialect: ihe, ...settings });
const ports = (wire: ScriptedWire) => ({
  ehr: over(wire),
  patient: 'Patient/hal',
  now: () => noon,
  wait: () => Promise.resolve(),
});
const calls = ({ sent }: ScriptedWire) =>
  sent.map(({ method, url }) => `${method} ${url.slice(base.length + 1)}`);
const parametersIn = ({ sent }: ScriptedWire, index: number) =>
  (sent[index]?.body as { parameter: readonly Record<string, unknown>[] }).parameter;
/** The one input of a request that is an Appointment. */
const resourceIn = (wire: ScriptedWire, index: number) =>
  parametersIn(wire, index).find(({ name }) => name === 'appointment-resource')?.resource as Record<
    string,
    unknown
  >;
const emptied = (body: unknown): unknown => JSON.parse(JSON.stringify(body));

describe('what IHE’s $find is asked', () => {
  it('is every wish by its own name and type, and for whom', async () => {
    const wire = answering(json(bundle([proposal])));
    const found = await over(wire).findAppointments({
      start: noon,
      end: noon + week,
      specialties: [code('http://snomed.info/sct', '394582007')],
      visitTypes: [code('urn:types', 'ekg'), code('urn:types', 'check|up')],
      practitioners: ['Practitioner/dr-y', 'Practitioner/dr-x'],
      organizations: ['Organization/a'],
      places: ['Napa, CA'],
      locations: ['Location/napa'],
      reasons: [code('urn:reasons', 'cough')],
      count: 25,
    });
    expect(found).toMatchObject({ ok: true, value: { appointments: [{ id: 'open-1' }] } });
    expect(wire.sent[0]).toMatchObject({
      method: 'POST',
      url: `${base}/Appointment/$find?_count=25`,
      headers: { 'content-type': fhirJson, accept: fhirJson },
    });
    expect(wire.sent[0]!.body).toEqual({
      resourceType: 'Parameters',
      parameter: [
        { name: 'start', valueDateTime: '2026-05-06T12:00:00Z' },
        { name: 'end', valueDateTime: '2026-05-13T12:00:00Z' },
        { name: 'specialty', valueString: 'http://snomed.info/sct|394582007' },
        { name: 'visit-type', valueString: 'urn:types|ekg' },
        { name: 'visit-type', valueString: 'urn:types|check|up' },
        { name: 'practitioner', valueReference: { reference: 'Practitioner/dr-y' } },
        { name: 'practitioner', valueReference: { reference: 'Practitioner/dr-x' } },
        { name: 'organization', valueReference: { reference: 'Organization/a' } },
        { name: 'location-string', valueString: 'Napa, CA' },
        { name: 'location-reference', valueReference: { reference: 'Location/napa' } },
        { name: 'patient-reference', valueReference: { reference: 'Patient/hal' } },
        { name: 'reason', valueString: 'urn:reasons|cough' },
      ],
    });
  });

  it('goes by POST whatever the settings say, to a URL that stays the same, and on to every page', async () => {
    const next = `${base}/Appointment/$find?page=2`;
    const wire = answering(
      json(bundle([proposal], next)),
      json(bundle([{ ...proposal, id: 'open-2' }])),
    );
    const found = await over(wire, { find: 'GET' }).findAppointments({
      start: noon,
      end: noon + week,
    });
    expect(calls(wire)).toEqual(['POST Appointment/$find', 'GET Appointment/$find?page=2']);
    expect(found).toMatchObject({ value: { appointments: [{}, {}], complete: true } });
  });
});

describe('an IHE server’s hold', () => {
  it('is asked for by a reference to the open time', async () => {
    const wire = answering(json(bundle([appointment('pending'), outcome('informational')])));
    const answer = await over(wire).holdAppointment(time);
    expect(calls(wire)).toEqual(['POST Appointment/$hold']);
    expect(wire.sent[0]!.body).toEqual({
      resourceType: 'Parameters',
      parameter: [
        { name: 'appointment-reference', valueReference: { reference: 'Appointment/open-1' } },
      ],
    });
    expect(answer).toMatchObject({
      ok: true,
      value: { appointment: { id: 'pending-1', status: 'pending' }, expires: undefined },
    });
  });

  it('is not asked for where there is nothing to refer to, or none is kept, nor for longer', async () => {
    const wire = answering();
    const cannot = { ok: false, failure: { kind: 'not-supported', notices: [] } };
    expect(await over(wire).holdAppointment(anonymous)).toEqual(cannot);
    expect(await over(wire).extendHold(held)).toEqual(cannot);
    const without = over(wire, { hold: false });
    expect(without.can).toMatchObject({ hold: false, pending: 'requested' });
    expect(await without.holdAppointment(time)).toEqual(cannot);
    expect(await without.releaseHold(held)).toEqual(cannot);
    expect(wire.sent).toEqual([]);
  });

  it.each([
    ['a bare OperationOutcome', outcome('not-found', 'Gone', 'fatal'), 200],
    ['a Bundle with nothing else', bundle([outcome('not-found', 'Gone', 'fatal')]), 200],
    ['one under 404', outcome('not-found', 'Gone', 'fatal'), 404],
    ['a cancelled Appointment', bundle([appointment('cancelled')]), 200],
  ])('that is refused with %s is taken', async (_, body, status) => {
    const wire = answering(json(body, status), json(bundle([])));
    expect(await holdAppointment(time, ports(wire))).toMatchObject({
      ok: false,
      failure: { kind: 'taken' },
    });
  });

  it('is given back by $book with the held Appointment, cancelled', async () => {
    const wire = answering(json(bundle([appointment('cancelled', { id: 'pending-1' })])));
    const released = await over(wire, { cancel: false }).releaseHold(held);
    expect(calls(wire)).toEqual(['POST Appointment/$book']);
    expect(parametersIn(wire, 0)).toEqual([
      {
        name: 'appointment-resource',
        resource: emptied({ ...appointment('pending'), status: 'cancelled' }),
      },
    ]);
    expect(released).toMatchObject({ value: { appointment: { status: 'cancelled' } } });
  });
});

describe('booking by IHE', () => {
  it('names the time and sends the whole Patient, who was read before', async () => {
    const wire = answering(json(hal), json(bundle([appointment('booked')])));
    const booked = await over(wire).bookAppointment({ ...booking, comment: 'Back <pain>' });
    expect(calls(wire)).toEqual(['GET Patient/hal', 'POST Appointment/$book']);
    expect(wire.sent[1]!.body).toEqual({
      resourceType: 'Parameters',
      parameter: [
        { name: 'appointment-reference', valueReference: { reference: 'Appointment/open-1' } },
        { name: 'patient-resource', resource: hal },
        { name: 'comment', valueString: 'Back <pain>' },
      ],
    });
    expect(booked).toMatchObject({
      ok: true,
      value: { appointment: { id: 'booked-1', patients: ['Patient/hal'] } },
    });
  });

  it('names the hold where there is one, and reads the Patient no second time', async () => {
    const wire = answering(
      json(hal),
      json(bundle([appointment('booked')])),
      json(bundle([appointment('booked')])),
    );
    const ehr = over(wire);
    expect(await ehr.readPatient()).toMatchObject({ value: { name: 'Hal' } });
    await ehr.bookAppointment({ ...booking, hold: held, comment: '' });
    await ehr.bookAppointment(booking);
    expect(calls(wire)).toEqual([
      'GET Patient/hal',
      'POST Appointment/$book',
      'POST Appointment/$book',
    ]);
    expect(parametersIn(wire, 1)).toEqual([
      { name: 'appointment-reference', valueReference: { reference: 'Appointment/pending-1' } },
      { name: 'patient-resource', resource: hal },
    ]);
  });

  it('gives a time without id back as a pending visit of this patient, as the profile wants it', async () => {
    const wire = answering(json(hal), json(bundle([appointment('booked')])));
    const careless = {
      ...proposal,
      id: undefined,
      text: { status: 'generated', div: '<div>proposed</div>' },
      requestedPeriod: undefined,
      participant: [...proposal.participant, { status: 'needs-action' }],
      contained: [{ resourceType: 'Slot', id: 's' }],
      future: true,
    };
    await over(wire).bookAppointment({ ...booking, time: parseProposed(careless, base)! });
    const { start, end } = proposal;
    expect(resourceIn(wire, 1)).toEqual(
      emptied({
        ...careless,
        text: undefined,
        status: 'pending',
        requestedPeriod: [{ start, end }],
        participant: [...proposal.participant, own],
      }),
    );
  });

  it.each([
    ['cannot be had', json(outcome('forbidden'), 403), 'not-permitted'],
    ['is lost', new TypeError('Failed to fetch'), 'no-answer'],
    ['is another patient’s', json({ ...hal, id: 'sal' }), 'unreadable'],
    ['is none', json(bundle([])), 'unreadable'],
  ])(
    'sends nothing where the Patient %s, and asks again the next time',
    async (_, answer, kind) => {
      const wire = answering(answer, json(hal), json(bundle([appointment('booked')])));
      const ehr = over(wire);
      expect(await ehr.bookAppointment(booking)).toMatchObject({ ok: false, failure: { kind } });
      expect(calls(wire)).toEqual(['GET Patient/hal']);
      expect(await ehr.bookAppointment(booking)).toMatchObject({ ok: true });
    },
  );

  it.each([
    ['a Bundle with an OperationOutcome only', json(bundle([outcome('conflict', 'Taken')]))],
    ['a bare OperationOutcome', json(outcome('conflict', 'Taken', 'fatal'))],
    ['a cancelled Appointment', json(bundle([appointment('cancelled')]))],
    ['409', json(outcome('conflict', 'Taken'), 409)],
  ])('that is refused with %s is taken, and was sent once', async (_, refused) => {
    const wire = answering(json(hal), refused, json(bundle([])));
    expect(await bookAppointment(booking, ports(wire))).toMatchObject({
      failure: { kind: 'taken' },
    });
    expect(calls(wire).filter((call) => call.includes('$book'))).toHaveLength(1);
  });

  it.each([
    ['lost', new TypeError('Failed to fetch')],
    ['empty', words('', 200)],
    ['an empty Bundle', json(bundle([]))],
  ])('whose answer is %s is looked up among the patient’s visits', async (_, answer) => {
    const wire = answering(json(hal), answer, json(bundle([appointment('booked')])));
    expect(await bookAppointment(booking, ports(wire))).toMatchObject({
      ok: true,
      value: { id: 'booked-1' },
    });
    expect(calls(wire)).toEqual([
      'GET Patient/hal',
      'POST Appointment/$book',
      'GET Appointment?patient=hal&date=ge2026-05-11T14%3A00%3A00Z&date=lt2026-05-11T14%3A00%3A01Z',
    ]);
  });
});

describe('cancelling by IHE', () => {
  it.each(cancelReasons)(
    'is $book with the visit as it was read, cancelled: %s',
    async (reason) => {
      const wire = answering(json(bundle([appointment('cancelled', { id: 'old-1' })])));
      expect(await over(wire).cancelAppointment(old, reason)).toMatchObject({
        ok: true,
        value: { appointment: { id: 'old-1', status: 'cancelled' } },
      });
      expect(calls(wire)).toEqual(['POST Appointment/$book']);
      const { text: _, ...rest } = oldResource;
      expect(parametersIn(wire, 0)).toEqual([
        {
          name: 'appointment-resource',
          resource: {
            ...rest,
            status: 'cancelled',
            extension: [
              { url: 'https://ehr.example/room', valueString: '4B' },
              {
                url: `${guide}/StructureDefinition/extension-status-reason`,
                valueCodeableConcept: {
                  coding: [{ system: `${guide}/CodeSystem/status-reason`, code: reason }],
                },
              },
            ],
          },
        },
      ]);
    },
  );

  it('has room for one reason, and needs none', async () => {
    const wire = answering(json(bundle([appointment('cancelled')])));
    const url = `${guide}/StructureDefinition/extension-status-reason`;
    const before = parseAppointment({ ...oldResource, extension: [{ url }] }, base)!;
    await over(wire).cancelAppointment(before, 'moved');
    expect(resourceIn(wire, 0)).toMatchObject({
      extension: [{ url, valueCodeableConcept: { coding: [{ code: 'moved' }] } }],
    });
    await over(wire).cancelAppointment(old, undefined);
    expect(resourceIn(wire, 1)).toMatchObject({ extension: oldResource.extension });
  });

  it('is asked of nobody beforehand, and not sent where the EHR takes none', async () => {
    const wire = answering();
    expect(over(wire).can).toEqual({
      hold: true,
      pending: 'held',
      cancel: true,
      reschedule: 'atomic',
    });
    expect(await over(wire).acceptsCancelling()).toBe(true);
    const never = over(wire, { cancel: false });
    expect(never.can.cancel).toBe(false);
    expect(await never.acceptsCancelling()).toBe(false);
    expect(await never.cancelAppointment(old, undefined)).toMatchObject({
      failure: { kind: 'not-supported' },
    });
    expect(wire.sent).toEqual([]);
  });

  it('that is refused in a Bundle leaves the visit, and keeps the EHR’s words', async () => {
    const wire = answering(
      json(oldResource),
      json(bundle([outcome('business-rule', 'Too late')])),
      json(oldResource),
    );
    expect(await cancelAppointment(old, undefined, ports(wire))).toMatchObject({
      failure: { kind: 'cancel-refused', notices: [{ text: 'Too late' }] },
    });
  });
});

describe('moving a visit by IHE', () => {
  it('is $book with the visit at its new time: same id, same people, and the clinic’s side of that time', async () => {
    const open = parseProposed(
      {
        ...proposal,
        identifier: [{ system: 'urn:slots', value: 's9' }],
        slot: [{ reference: 'Slot/s9' }],
        minutesDuration: 20,
      },
      base,
    )!;
    const moved = appointment('booked', { id: 'old-1' });
    const wire = answering(json(bundle([moved])));
    const answer = await over(wire).bookAppointment({
      time: open,
      hold: undefined,
      comment: 'Still the knee',
      replaces: old,
    });
    expect(calls(wire)).toEqual(['POST Appointment/$book']);
    expect(parametersIn(wire, 0)).toEqual([
      {
        name: 'appointment-resource',
        resource: emptied({
          ...oldResource,
          ...proposal,
          id: 'old-1',
          status: 'booked',
          text: undefined,
          description: undefined,
          minutesDuration: 20,
          slot: [{ reference: 'Slot/s9' }],
          identifier: [
            { system: 'urn:visits', value: '7' },
            { system: 'urn:slots', value: 's9' },
          ],
          participant: [
            ...proposal.participant,
            { actor: { reference: 'RelatedPerson/mother' }, status: 'accepted' },
            own,
          ],
        }),
      },
      { name: 'comment', valueString: 'Still the knee' },
    ]);
    expect(answer).toMatchObject({ value: { appointment: { id: 'old-1', status: 'booked' } } });
  });

  it('lets go of what was of the old time where the new one says nothing of it', async () => {
    const wire = answering(json(bundle([appointment('booked', { id: 'old-1' })])));
    await over(wire).bookAppointment({ ...booking, replaces: old });
    const resource = resourceIn(wire, 0);
    for (const element of ['minutesDuration', 'slot', 'description', 'text'])
      expect(resource).not.toHaveProperty(element);
    expect(resource).toMatchObject({
      comment: 'Knee',
      extension: oldResource.extension,
      meta: { versionId: '3' },
      identifier: [{ system: 'urn:visits', value: '7' }],
    });
  });

  it('to a held time gives the hold back before, for nobody may have a time that is held', async () => {
    const moved = appointment('booked', { id: 'old-1' });
    const wire = answering(
      json(oldResource),
      json(appointment('pending')),
      json(bundle([appointment('cancelled', { id: 'pending-1' })])),
      json(bundle([moved])),
    );
    expect(await rescheduleAppointment(old, { ...booking, hold: held }, ports(wire))).toMatchObject(
      { is: 'moved', appointment: { id: 'old-1' } },
    );
    expect(calls(wire)).toEqual([
      'GET Appointment/old-1',
      'GET Appointment/pending-1',
      'POST Appointment/$book',
      'POST Appointment/$book',
    ]);
    expect(resourceIn(wire, 2)).toMatchObject({ id: 'pending-1', status: 'cancelled' });
    expect(resourceIn(wire, 3)).toMatchObject({ id: 'old-1', status: 'booked' });
  });

  it.each([
    ['has ended', json(appointment('cancelled', { id: 'pending-1' }))],
    ['is a visit already', json(appointment('booked', { id: 'pending-1' }))],
    ['is not there', json(outcome('not-found'), 404)],
  ])('gives nothing back where the hold %s', async (_, read) => {
    const wire = answering(read, json(bundle([appointment('booked', { id: 'old-1' })])));
    await over(wire).bookAppointment({ ...booking, hold: held, replaces: old });
    expect(calls(wire)).toEqual(['GET Appointment/pending-1', 'POST Appointment/$book']);
    expect(resourceIn(wire, 1)).toMatchObject({ id: 'old-1', status: 'booked' });
  });

  it.each([
    ['the hold cannot be read', [new TypeError('Failed to fetch')], 'no-answer'],
    [
      'nobody can tell whether the hold is gone',
      [json(appointment('pending')), new TypeError('Failed to fetch')],
      'no-answer',
    ],
    [
      'the hold may not be given back',
      [json(appointment('pending')), json(outcome('forbidden'), 403)],
      'not-permitted',
    ],
  ] as const)('does not change the visit where %s', async (_, answers, kind) => {
    const wire = answering(...answers);
    const moved = await over(wire).bookAppointment({ ...booking, hold: held, replaces: old });
    expect(moved).toMatchObject({ ok: false, failure: { kind } });
    expect(wire.sent).toHaveLength(answers.length);
  });

  it('goes on where the EHR no longer knows of the hold', async () => {
    const wire = answering(
      json(appointment('pending')),
      json(outcome('conflict', 'It has ended'), 409),
      json(bundle([appointment('booked', { id: 'old-1' })])),
    );
    const moved = await over(wire).bookAppointment({ ...booking, hold: held, replaces: old });
    expect(moved).toMatchObject({ ok: true });
  });

  it('whose visit is cancelled already is a booking like any other', async () => {
    const gone = parseAppointment({ ...oldResource, status: 'cancelled' }, base)!;
    const wire = answering(json(hal), json(bundle([appointment('booked')])));
    await over(wire, { reschedule: 'cancel-first' }).bookAppointment({
      ...booking,
      hold: held,
      replaces: gone,
    });
    expect(parametersIn(wire, 1)).toEqual([
      { name: 'appointment-reference', valueReference: { reference: 'Appointment/pending-1' } },
      { name: 'patient-resource', resource: hal },
    ]);
  });

  it.each(['book-first', 'cancel-first'] as const)('is %s where the settings say so', (order) => {
    expect(over(answering(), { reschedule: order }).can.reschedule).toBe(order);
  });
});
