import { describe, expect, it } from 'vitest';

import type { EhrPorts } from '../../../../src/fhir/capability.ts';
import { isik } from '../../../../src/fhir/dialects/isik.ts';
import { parseAppointment } from '../../../../src/fhir/parse/appointment.ts';
import type { ProposedAppointment } from '../../../../src/scheduling/model.ts';
import type { Booking } from '../../../../src/scheduling/ports.ts';
import { base, bundle, json, noon, outcome, words } from '../wire.ts';
import { type Opened, openOver, type Reads } from './slots-wire.ts';

const services = 'http://terminology.hl7.org/CodeSystem/service-type';
const fields = 'http://ihe-d.de/CodeSystems/AerztlicheFachrichtungen';
const hl7Reasons = 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason';
const argonautReasons = 'http://fhir.org/guides/argonaut-scheduling/CodeSystem/status-reason';

const serviceType = [{ coding: [{ system: services, code: '124', display: 'General Practice' }] }];
const specialty = [{ coding: [{ system: fields, code: 'ALLG' }] }];
const fleming = { reference: 'Practitioner/fleming', display: 'Dr. Fleming' };
const schedule = {
  resourceType: 'Schedule',
  id: 'fleming',
  active: true,
  serviceType,
  specialty,
  actor: [fleming],
};
const [start, end] = ['2026-05-11T09:00:00+02:00', '2026-05-11T09:30:00+02:00'];
/** In the guide's profile, a Slot is on a Schedule, free or not, and from when until when. */
const slot = {
  resourceType: 'Slot',
  id: 's1',
  schedule: { reference: 'Schedule/fleming' },
  status: 'free',
  start,
  end,
};
const record = { resourceType: 'Patient', id: 'hal', name: [{ family: 'Huber', given: ['Hal'] }] };
const visit = (more: object = {}) => ({
  resourceType: 'Appointment',
  id: 'v1',
  meta: { versionId: '4' },
  status: 'booked',
  start,
  end,
  slot: [{ reference: 'Slot/s1' }],
  serviceType,
  specialty,
  participant: [
    { actor: fleming, status: 'accepted' },
    { actor: { reference: 'Patient/hal', display: 'Hal Huber' }, status: 'accepted' },
  ],
  ...more,
});
const old = parseAppointment(
  visit({ id: 'old', start: '2026-05-08T08:00:00Z', end: '2026-05-08T08:30:00Z' }),
  base,
)!;
const proposal = {
  resourceType: 'Appointment',
  status: 'proposed',
  start,
  end,
  slot: [{ reference: 'Slot/s1' }],
  serviceType,
  specialty,
  participant: [
    { actor: fleming, status: 'needs-action' },
    { actor: { reference: 'Patient/hal', display: 'Hal Huber' }, status: 'accepted' },
  ],
};
const note = outcome('informational', 'Bitte nüchtern erscheinen', 'information');

type Answer = Response | Error;
const everything: Reads = {
  Schedule: () => json(bundle([schedule])),
  Slot: () => json(bundle([slot])),
  Patient: () => json(record),
  Appointment: () => json(bundle([visit()])),
};
const open = (
  answers: readonly Answer[] = [],
  settings: Partial<EhrPorts['issuer']> = {},
  reads: Reads = {},
) => openOver({ dialect: isik, ...settings }, { ...everything, ...reads }, answers);
const week = { start: noon, end: noon + 7 * 86_400_000 };

async function timeOf({ ehr, forget }: Opened): Promise<ProposedAppointment> {
  const found = await ehr.findAppointments(week);
  const time = found.ok ? found.value.appointments[0] : undefined;
  if (time === undefined) throw new Error('no time was found');
  forget();
  return time;
}
async function book(answer: Answer, more: Partial<Booking> = {}, reads: Reads = {}) {
  const opened = open([answer], {}, reads);
  const time = await timeOf(opened);
  const booking = { time, hold: undefined, comment: undefined, ...more };
  const result = await opened.ehr.bookAppointment(booking);
  return { ...opened, result };
}

describe('finding', () => {
  it('asks for the active Schedules, and for their free Slots', async () => {
    const { ehr, calls } = open();
    const found = await ehr.findAppointments({ ...week, count: 5 });
    expect(calls()).toEqual([
      'GET /Schedule?active=true',
      'GET /Slot?schedule=Schedule/fleming&start=ge2026-05-06T12:00:00Z' +
        '&start=lt2026-05-13T12:00:00Z&status=free&_sort=start&_count=5',
    ]);
    expect(found).toMatchObject({
      value: {
        complete: true,
        appointments: [
          {
            start: Date.parse(start),
            visitType: 'General Practice',
            practitioners: [fleming],
            specialties: [{ system: fields, code: 'ALLG' }],
          },
        ],
      },
    });
  });

  it('of some clinicians asks for theirs', async () => {
    const { ehr, calls } = open();
    await ehr.findAppointments({
      ...week,
      practitioners: ['Practitioner/fleming', 'Practitioner/koch'],
    });
    expect(calls()[0]).toBe(
      'GET /Schedule?active=true&actor=Practitioner/fleming,Practitioner/koch',
    );
  });
});

describe('$book', () => {
  it('is sent the bare Appointment, in which everybody has a name', async () => {
    const { sent } = await book(json(visit(), 201), { comment: 'Bauchschmerzen' });
    expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET ${base}/Patient/hal`,
      `POST ${base}/Appointment/$book`,
    ]);
    expect(sent[1]!.body).toEqual({ ...proposal, comment: 'Bauchschmerzen' });
    expect(sent[1]!.headers['content-type']).toBe('application/fhir+json');
  });

  it('reads the name only where the page has not done so', async () => {
    const opened = open([json(visit(), 201)]);
    const time = await timeOf(opened);
    expect(await opened.ehr.readPatient()).toMatchObject({ value: { name: 'Hal Huber' } });
    opened.forget();
    await opened.ehr.bookAppointment({ time, hold: undefined, comment: '' });
    expect(opened.sent.map(({ body }) => body)).toEqual([proposal]);
  });

  it.each([
    ['cannot be read', () => words('', 500)],
    ['has none', () => json({ ...record, name: [] })],
  ])('goes without the name where the record %s', async (_, Patient) => {
    const { changes, result } = await book(json(visit(), 201), {}, { Patient });
    expect(changes()[0]!.body).toMatchObject({
      participant: [{}, { actor: { reference: 'Patient/hal' }, status: 'accepted' }],
    });
    expect(JSON.stringify(changes()[0]!.body)).not.toContain('Huber');
    expect(result.ok).toBe(true);
  });

  it('in the place of a visit names that one beside it', async () => {
    const { changes, result } = await book(json(visit(), 201), { replaces: old });
    expect(changes()[0]!.body).toEqual({
      resourceType: 'Parameters',
      parameter: [
        { name: 'appt-resource', resource: proposal },
        { name: 'cancelled-appt-id', valueUri: 'Appointment/old' },
      ],
    });
    expect(result).toMatchObject({ value: { appointment: { id: 'v1', status: 'booked' } } });
  });

  const both = (appointment: object) => ({
    resourceType: 'Parameters',
    parameter: [
      { name: 'return', resource: appointment },
      { name: 'return', resource: note },
    ],
  });
  it.each<[string, Response, string, number]>([
    ['201, bare', json(visit(), 201), 'booked', 0],
    ['201, with a note', json(both(visit()), 201), 'booked', 1],
    ['202, to be confirmed', json(visit({ status: 'pending' }), 202), 'pending', 0],
    ['202, with a note', json(both(visit({ status: 'pending' })), 202), 'pending', 1],
    ['in a Bundle, as in stage 2', json(bundle([visit()])), 'booked', 0],
  ])('is answered: %s', async (_, answer, status, notices) => {
    const { result } = await book(answer);
    expect(result).toMatchObject({
      value: {
        appointment: { id: 'v1', status, start: Date.parse(start), patients: ['Patient/hal'] },
        expires: undefined,
      },
    });
    expect(result.ok && result.value.notices).toHaveLength(notices);
  });

  it.each<[string, Answer, object]>([
    [
      '422',
      json(outcome('business-rule', 'Vergeben'), 422),
      { kind: 'conflict', notices: [{ text: 'Vergeben' }] },
    ],
    ['400 about the time', json(outcome('conflict', 'Vergeben'), 400), { kind: 'conflict' }],
    ['400 about the request', json(outcome('structure'), 400), { kind: 'rejected' }],
    ['409', json(outcome('conflict'), 409), { kind: 'conflict' }],
    ['202 and nothing', words('', 202), { kind: 'unreadable', what: 'empty' }],
    ['no network', new TypeError('fetch failed'), { kind: 'no-answer' }],
    [
      'what the guide’s own sample has, which is no resource',
      json({
        resourceType: 'Bundle',
        entry: [{ resource: { name: 'appt-resource', resource: visit() } }],
      }),
      { kind: 'unreadable' },
    ],
  ])('answered by %s is sent once', async (_, answer, failure) => {
    const { changes, result } = await book(answer);
    expect(result).toMatchObject({ ok: false, failure });
    expect(changes()).toHaveLength(1);
  });
});

describe('cancelling', () => {
  const status = {
    name: 'operation',
    part: [
      { name: 'type', valueCode: 'replace' },
      { name: 'path', valueString: 'Appointment.status' },
      { name: 'value', valueCode: 'cancelled' },
    ],
  };

  it('is a FHIRPath Patch, and nobody is asked for the format', async () => {
    const { ehr, sent } = open([json(visit({ id: 'old', status: 'cancelled' }))]);
    expect(await ehr.acceptsCancelling()).toBe(true);
    expect(await ehr.cancelAppointment(old, undefined)).toMatchObject({
      value: { appointment: { id: 'old', status: 'cancelled' } },
    });
    expect(sent).toMatchObject([
      {
        method: 'PATCH',
        url: `${base}/Appointment/old`,
        headers: { 'content-type': 'application/fhir+json', 'if-match': 'W/"4"' },
        body: { resourceType: 'Parameters', parameter: [status] },
      },
    ]);
  });

  it('says why in the element of R4, by a code of the guide’s own set first', async () => {
    const { ehr, sent } = open([words('')]);
    await ehr.cancelAppointment(old, 'weather');
    expect(sent[0]!.body).toEqual({
      resourceType: 'Parameters',
      parameter: [
        status,
        {
          name: 'operation',
          part: [
            { name: 'type', valueCode: 'add' },
            { name: 'path', valueString: 'Appointment' },
            { name: 'name', valueString: 'cancelationReason' },
            {
              name: 'value',
              valueCodeableConcept: {
                coding: [
                  { system: hl7Reasons, code: 'pat' },
                  { system: hl7Reasons, code: 'oth-weath' },
                  { system: argonautReasons, code: 'weather' },
                ],
              },
            },
          ],
        },
      ],
    });
  });

  it('is a JSON Patch where the settings say so', async () => {
    const { ehr, sent } = open([words('')], { patch: 'json' });
    await ehr.cancelAppointment(old, undefined);
    expect(sent[0]!.body).toEqual([{ op: 'replace', path: '/status', value: 'cancelled' }]);
  });

  it('is read also where it is misspelt', async () => {
    const { ehr } = open([json(visit({ id: 'old', status: 'canceled' }))]);
    expect(await ehr.cancelAppointment(old, undefined)).toMatchObject({
      value: { appointment: { status: 'cancelled' } },
    });
  });

  it('is not offered where the settings say so, and nothing is sent', async () => {
    const { ehr, sent } = open([], { cancel: false });
    expect(ehr.can.cancel).toBe(false);
    expect(await ehr.acceptsCancelling()).toBe(false);
    expect(await ehr.cancelAppointment(old, undefined)).toMatchObject({
      failure: { kind: 'not-supported' },
    });
    expect(sent).toEqual([]);
  });
});

it('lists the visits in which the patient takes part', async () => {
  const { ehr, calls } = open();
  expect(await ehr.listAppointments({ from: noon })).toMatchObject({
    value: { complete: true, appointments: [{ id: 'v1' }] },
  });
  await ehr.listAppointments({});
  expect(calls()).toEqual([
    'GET /Appointment?actor=Patient/hal&date=ge2026-05-06T12:00:00Z',
    'GET /Appointment?actor=Patient/hal',
  ]);
});

it('keeps no times, and sends nothing when asked to', async () => {
  const opened = open();
  const { ehr } = opened;
  expect(ehr.can).toEqual({
    hold: false,
    pending: 'requested',
    cancel: true,
    reschedule: 'atomic',
  });
  const time = await timeOf(opened);
  const hold = { appointment: old, until: undefined };
  const notSupported = { ok: false, failure: { kind: 'not-supported' } };
  expect(await ehr.holdAppointment(time)).toMatchObject(notSupported);
  expect(await ehr.extendHold(hold)).toMatchObject(notSupported);
  expect(await ehr.releaseHold(hold)).toMatchObject(notSupported);
  expect(opened.sent).toEqual([]);
});
