import { describe, expect, it } from 'vitest';

import { wofConnect } from '../../../../src/fhir/dialects/wof-connect.ts';
import { parseAppointment } from '../../../../src/fhir/parse/appointment.ts';
import type { Json } from '../../../../src/fhir/parse/json.ts';
import { parseProposed } from '../../../../src/fhir/parse/proposal.ts';
import { bookAppointment } from '../../../../src/scheduling/book-appointment.ts';
import { rescheduleAppointment } from '../../../../src/scheduling/reschedule-appointment.ts';
import {
  answering,
  appointment,
  base,
  bundle,
  ehrOver,
  json,
  noon,
  outcome,
  type ScriptedWire,
} from '../wire.ts';

const canonical = 'http://canonical.fhir.link/servicewell/wof-connect';
const week = 7 * 86_400_000;
const code = (system: string, value: string) => ({ system, code: value, display: 'Words' });
const people = [
  { actor: { reference: 'Practitioner/3dc3', display: 'Utv Mattias' }, status: 'accepted' },
  { actor: { reference: 'Organization/48e4', display: 'Service Well' }, status: 'accepted' },
];
const own = { actor: { reference: 'Patient/hal' }, required: 'required', status: 'accepted' };
const personal = {
  actor: {
    type: 'Patient',
    identifier: { system: 'http://electronichealth.se/identifier/personnummer', value: '1976' },
    display: 'Hal',
  },
  status: 'accepted',
};

/** As the guide's samples have an open time, and a visit. */
const open = {
  resourceType: 'Appointment',
  id: '756b2987',
  identifier: [{ system: `${canonical}/identifiercodesystem/slot-id`, value: 'NDhl' }],
  status: 'proposed',
  serviceType: [{ coding: [{ system: `${canonical}/service-type-id`, code: '696b' }] }],
  start: '2026-05-11T08:00:00Z',
  end: '2026-05-11T08:30:00Z',
  requestedPeriod: [{ start: '2026-05-11T08:00:00Z', end: '2026-05-11T08:30:00Z' }],
  participant: people,
};
const visit = { ...open, id: '4362a446', identifier: [], status: 'booked' };
const time = parseProposed(open, base)!;
const old = parseAppointment(
  { ...visit, start: '2026-05-12T08:00:00Z', end: '2026-05-12T08:30:00Z' },
  base,
)!;
const booking = { time, hold: undefined, comment: undefined };

const over = (wire: Pick<ScriptedWire, 'fetch'>, settings = {}) =>
  ehrOver(wire, { dialect: wofConnect, ...settings });
const ports = (wire: ScriptedWire) => ({
  ehr: over(wire),
  patient: 'Patient/hal',
  now: () => noon,
  wait: () => Promise.resolve(),
});
const calls = ({ sent }: ScriptedWire) =>
  sent.map(({ method, url }) => `${method} ${url.slice(base.length + 1).replace(/\?.*/, '')}`);

describe('what WOF Connect is asked', () => {
  it('for open times is only what it has inputs for', async () => {
    const wire = answering(json(bundle([open])));
    const found = await over(wire).findAppointments({
      start: noon,
      end: noon + week,
      practitioners: ['Practitioner/3dc3'],
      organizations: ['Organization/48e4'],
      visitTypes: [code(`${canonical}/service-type-id`, '696b')],
      specialties: [code('urn:s', '1')],
      places: ['Umeå'],
      locations: ['Location/a'],
      reasons: [code('urn:r', '2')],
      count: 10,
    });
    expect(found).toMatchObject({ value: { appointments: [{ id: '756b2987' }] } });
    expect(wire.sent[0]).toMatchObject({
      method: 'POST',
      url: `${base}/Appointment/$find?_count=10`,
    });
    expect(wire.sent[0]!.body).toEqual({
      resourceType: 'Parameters',
      parameter: [
        { name: 'start', valueDateTime: '2026-05-06T12:00:00Z' },
        { name: 'end', valueDateTime: '2026-05-13T12:00:00Z' },
        { name: 'visit-type', valueString: `${canonical}/service-type-id|696b` },
        { name: 'practitioner', valueReference: { reference: 'Practitioner/3dc3' } },
        { name: 'organization', valueReference: { reference: 'Organization/48e4' } },
      ],
    });
  });

  it('to book is one Appointment, pending: the time, its slot, this patient and their words', async () => {
    const wire = answering(json(bundle([visit])));
    await over(wire).bookAppointment({ ...booking, comment: 'Tooth' });
    expect(calls(wire)).toEqual(['POST Appointment/$book']);
    expect(wire.sent[0]!.body).toEqual({
      resourceType: 'Parameters',
      parameter: [
        {
          name: 'appointment',
          resource: {
            ...open,
            status: 'pending',
            participant: [...people, own],
            reasonCode: [{ text: 'Tooth' }],
          },
        },
      ],
    });
  });

  it('keeps whoever is named by an identifier alone as they are', async () => {
    const wire = answering(json(bundle([visit])));
    const doctor = { actor: { type: 'Practitioner', identifier: { value: 'PR1' } }, status: 'x' };
    const anyone = parseProposed({ ...open, participant: [doctor] }, base)!;
    await over(wire).bookAppointment({ ...booking, time: anyone });
    expect(wire.sent[0]!.body).toMatchObject({
      parameter: [{ resource: { participant: [doctor, own] } }],
    });
  });

  it('to move a visit is that visit, booked, at the slot of the new time', async () => {
    const wire = answering(json(bundle([visit])));
    await over(wire).bookAppointment({ ...booking, replaces: old });
    expect(wire.sent[0]!.body).toEqual({
      resourceType: 'Parameters',
      parameter: [
        {
          name: 'appointment',
          resource: { ...open, id: '4362a446', status: 'booked', participant: [...people, own] },
        },
      ],
    });
  });

  it('to cancel is that visit, cancelled', async () => {
    const wire = answering(json(bundle([{ ...visit, status: 'cancelled' }])));
    expect(await over(wire).cancelAppointment(old, 'weather')).toMatchObject({
      value: { appointment: { status: 'cancelled' } },
    });
    expect(wire.sent[0]!.body).toMatchObject({
      parameter: [
        {
          name: 'appointment',
          resource: {
            id: '4362a446',
            status: 'cancelled',
            extension: [{ valueCodeableConcept: { coding: [{ code: 'weather' }] } }],
          },
        },
      ],
    });
  });

  it('is nothing at all where it cannot: it keeps no times', async () => {
    const wire = answering();
    const ehr = over(wire, { hold: true });
    expect(ehr.can).toEqual({
      hold: false,
      pending: 'requested',
      cancel: true,
      reschedule: 'atomic',
    });
    const pending = parseAppointment(appointment('pending') as Json, base)!;
    for (const answer of [
      await ehr.holdAppointment(time),
      await ehr.extendHold({ appointment: pending, until: undefined }),
      await ehr.releaseHold({ appointment: pending, until: undefined }),
    ])
      expect(answer).toMatchObject({ failure: { kind: 'not-supported' } });
    expect(wire.sent).toEqual([]);
  });
});

describe('what WOF Connect answers', () => {
  it.each([
    ['not at all', []],
    ['by an identifier alone', [personal]],
    ['as Patient/hal', [own]],
  ])('names the patient %s: visits that are read are theirs', async (_, named) => {
    const resources = [
      { ...visit, participant: [...people, ...named] },
      { ...visit, id: 'gone', status: 'cancelled', participant: [...people, ...named] },
    ];
    const list = await over(answering(json(bundle(resources)))).listAppointments({});
    expect(list).toMatchObject({
      value: {
        complete: true,
        appointments: [
          { id: '4362a446', patients: ['Patient/hal'], locations: [] },
          { id: 'gone', patients: ['Patient/hal'], status: 'cancelled' },
        ],
      },
    });
    const read = await over(answering(json(resources[0]))).readAppointment('4362a446');
    expect(read).toMatchObject({ value: { patients: ['Patient/hal'] } });
  });

  it('names somebody else: that is not shown', async () => {
    const others = { ...visit, participant: [{ actor: { reference: `${base}/Patient/sal` } }] };
    expect(await over(answering(json(bundle([others])))).listAppointments({})).toMatchObject({
      value: { appointments: [] },
    });
    expect(await over(answering(json(others))).readAppointment('4362a446')).toMatchObject({
      failure: { kind: 'unreadable', what: 'other-patient' },
    });
  });

  it('is no word of the patient: what $book made is looked up before it is said', async () => {
    const wire = answering(json(bundle([visit])), json(bundle([visit])));
    expect(await bookAppointment(booking, ports(wire))).toMatchObject({
      ok: true,
      value: { id: '4362a446', status: 'booked' },
    });
    expect(calls(wire)).toEqual(['POST Appointment/$book', 'GET Appointment']);
  });

  it('moves a visit under its id', async () => {
    const moved = json(bundle([visit]));
    const before = { ...visit, start: '2026-05-12T08:00:00Z', end: '2026-05-12T08:30:00Z' };
    const wire = answering(json(before), moved, moved.clone());
    expect(await rescheduleAppointment(old, booking, ports(wire))).toMatchObject({
      is: 'moved',
      appointment: { id: '4362a446', start: time.start },
    });
  });

  it.each([
    ['in the place of a Bundle', json(outcome('conflict', 'Upptagen'))],
    ['under 409', json(outcome('conflict', 'Upptagen'), 409)],
    ['under 422', json(outcome('business-rule', 'Upptagen'), 422)],
  ])('is an OperationOutcome %s where it refuses', async (_, refused) => {
    const wire = answering(refused, json(bundle([])));
    expect(await bookAppointment(booking, ports(wire))).toMatchObject({
      failure: { kind: 'taken', notices: [{ text: 'Upptagen' }] },
    });
    expect(calls(wire)).toEqual(['POST Appointment/$book', 'GET Appointment']);
  });

  it('may hold entries that are none', async () => {
    const list = await over(
      answering(json({ resourceType: 'Bundle', entry: [null, {}, { resource: visit }] })),
    ).listAppointments({});
    expect(list).toMatchObject({
      value: { complete: false, appointments: [{ id: '4362a446' }] },
    });
  });
});
