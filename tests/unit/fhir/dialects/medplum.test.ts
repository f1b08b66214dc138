import { beforeAll, describe, expect, it } from 'vitest';

import { parseAppointment } from '../../../../src/fhir/parse/appointment.ts';
import { bookAppointment } from '../../../../src/scheduling/book-appointment.ts';
import { cancelAppointment } from '../../../../src/scheduling/cancel-appointment.ts';
import { holdAppointment } from '../../../../src/scheduling/hold-appointment.ts';
import type { Appointment, Hold, ProposedAppointment } from '../../../../src/scheduling/model.ts';
import type { Ehr } from '../../../../src/scheduling/ports.ts';
import { rescheduleAppointment } from '../../../../src/scheduling/reschedule-appointment.ts';
import { base, fhirJson, json, noon, words } from '../wire.ts';
import {
  ehr,
  kept,
  open,
  own,
  refusal,
  searchset,
  type Server,
  serving,
  timeOf,
  typeOf,
  wrote,
} from './medplum-server.ts';

const resource = open('dr-y', 'visit', 2);
let time: ProposedAppointment;
beforeAll(async () => {
  time = await timeOf(resource);
});

const appointmentOf = (json: object): Appointment => parseAppointment({ ...json }, base)!;
const held = (): Hold => ({
  appointment: appointmentOf(kept('pending', resource)),
  until: undefined,
});
const visit = (more: object = {}): Appointment =>
  appointmentOf(kept('booked', open('dr-y', 'visit', 1), { id: 'old-1', ...more }));
const ports = (one: Ehr) => ({
  ehr: one,
  patient: 'Patient/hal',
  now: () => noon,
  wait: () => Promise.resolve(),
});
const taken = refusal('Requested time slot is not available');
const notSupported = { ok: false, failure: { kind: 'not-supported', notices: [] } };

/** The time as `$find` gave it, with what the directory knows of it, the patient, and perhaps words. */
const given = (more: object = {}) => ({
  resourceType: 'Parameters',
  parameter: [
    {
      name: 'appointment',
      resource: {
        ...resource,
        ...more,
        participant: [
          {
            actor: { reference: 'Practitioner/dr-y', display: 'Dr dr-y' },
            required: 'required',
            status: 'needs-action',
          },
          {
            actor: { reference: 'Location/napa', display: 'Napa' },
            required: 'required',
            status: 'needs-action',
          },
          own('accepted'),
        ],
      },
    },
  ],
});
const lastSent = ({ sent }: Server) => sent.at(-1)!;

describe('Medplum', () => {
  it('holds, cancels and moves in one step, unless the settings say otherwise', async () => {
    const server = serving({});
    expect(ehr(server).can).toEqual({
      hold: true,
      pending: 'held',
      cancel: true,
      reschedule: 'atomic',
    });
    expect(await ehr(server).acceptsCancelling()).toBe(true);
    const narrow = ehr(server, { hold: false, cancel: false, reschedule: 'book-first' });
    expect(narrow.can).toEqual({
      hold: false,
      pending: 'requested',
      cancel: false,
      reschedule: 'book-first',
    });
    expect(await narrow.acceptsCancelling()).toBe(false);
    expect(await narrow.holdAppointment(time)).toEqual(notSupported);
    expect(await narrow.cancelAppointment(visit(), undefined)).toEqual(notSupported);
    expect(server.calls()).toEqual([]);
  });

  it('has no end of a hold that could be put off', async () => {
    const server = serving({});
    expect(await ehr(server).extendHold(held())).toEqual(notSupported);
    expect(server.calls()).toEqual([]);
  });
});

describe('$hold', () => {
  it('is given the whole time, and the patient with it', async () => {
    const server = serving({ 'POST Appointment/$hold': wrote(kept('pending', resource), 201) });
    const answer = await ehr(server).holdAppointment(time);
    expect(answer).toMatchObject({
      value: {
        appointment: { id: 'kept-1', status: 'pending', patients: ['Patient/hal'] },
        expires: undefined,
      },
    });
    expect(server.calls()).toEqual(['POST Appointment/$hold']);
    expect(lastSent(server).body).toEqual(given());
    expect(lastSent(server).headers['content-type']).toBe(fhirJson);
  });

  it('says no end, also where a header looks like one', async () => {
    const answer = json({ ...kept('pending', resource) }, 201, {
      Expires: new Date(noon + 600_000).toUTCString(),
    });
    const server = serving({ 'POST Appointment/$hold': answer });
    const hold = await holdAppointment(time, ports(ehr(server)));
    expect(hold).toMatchObject({ value: { until: undefined } });
  });

  it('comes in Parameters from earlier versions', async () => {
    const bundle = {
      resourceType: 'Bundle',
      type: 'transaction-response',
      entry: [{ resource: kept('pending', resource) }],
    };
    const server = serving({
      'POST Appointment/$hold': json({
        resourceType: 'Parameters',
        parameter: [{ name: 'return', resource: bundle }],
      }),
    });
    expect(await ehr(server).holdAppointment(time)).toMatchObject({
      value: { appointment: { id: 'kept-1', status: 'pending' } },
    });
  });

  it('of a time that is taken is refused with 400', async () => {
    const server = serving({ 'POST Appointment/$hold': taken, 'GET Appointment?': searchset() });
    expect(await ehr(server).holdAppointment(time)).toMatchObject({
      failure: { kind: 'conflict', notices: [{ text: 'Requested time slot is not available' }] },
    });
    expect(await holdAppointment(time, ports(ehr(server)))).toMatchObject({
      failure: { kind: 'taken' },
    });
  });

  it('that the server does not have is gone without', async () => {
    const server = serving({ 'POST Appointment/$hold': words('<h1>404</h1>', 404, 'text/html') });
    expect(await holdAppointment(time, ports(ehr(server)))).toEqual({ ok: true, value: undefined });
  });
});

describe('booking', () => {
  it('what is held is $confirm, without a body, and never $book', async () => {
    const server = serving({
      'POST Appointment/kept-1/$confirm': wrote(kept('booked', resource)),
    });
    const booking = { time, hold: held(), comment: undefined };
    expect(await bookAppointment(booking, ports(ehr(server)))).toMatchObject({
      value: { id: 'kept-1', status: 'booked' },
    });
    expect(server.calls()).toEqual(['POST Appointment/kept-1/$confirm']);
    expect(lastSent(server).body).toBe(undefined);
    expect(lastSent(server).headers).not.toHaveProperty('content-type');
  });

  it('what is held, with words, writes them before', async () => {
    const server = serving({
      'PATCH Appointment/kept-1': json(kept('pending', resource, { comment: 'Sore' })),
      'POST Appointment/kept-1/$confirm': wrote(kept('booked', resource, { comment: 'Sore' })),
    });
    const booking = { time, hold: held(), comment: 'Sore' };
    expect(await bookAppointment(booking, ports(ehr(server)))).toMatchObject({
      value: { comment: 'Sore' },
    });
    expect(server.calls()).toEqual([
      'PATCH Appointment/kept-1',
      'POST Appointment/kept-1/$confirm',
    ]);
    expect(server.sent[0]).toMatchObject({
      headers: { 'content-type': 'application/json-patch+json' },
      body: [
        { op: 'test', path: '/status', value: 'pending' },
        { op: 'add', path: '/comment', value: 'Sore' },
      ],
    });
  });

  it('what is held, with words that cannot be written, does not happen without them', async () => {
    const server = serving({
      'PATCH Appointment/kept-1': refusal('Forbidden', 403, 'forbidden'),
      'GET Appointment?': searchset(kept('pending', resource)),
    });
    const booking = { time, hold: held(), comment: 'Sore' };
    expect(await bookAppointment(booking, ports(ehr(server)))).toMatchObject({
      failure: { kind: 'not-permitted' },
    });
    expect(server.callsTo('POST')).toEqual([]);
  });

  it('what is not held is $book, of the whole time, the patient and their words', async () => {
    const server = serving({ 'POST Appointment/$book': wrote(kept('booked', resource), 201) });
    const booking = { time, hold: undefined, comment: 'Sore' };
    expect(await bookAppointment(booking, ports(ehr(server)))).toMatchObject({
      value: { id: 'kept-1', status: 'booked' },
    });
    expect(server.calls()).toEqual(['POST Appointment/$book']);
    expect(lastSent(server).body).toEqual(given({ comment: 'Sore' }));
  });

  it.each([
    ['$book', undefined, 400, 'Requested time slot is not available', 'invalid'],
    [
      'kept-1/$confirm',
      held,
      400,
      "Appointment cannot be confirmed in 'cancelled' status",
      'invalid',
    ],
    [
      'kept-1/$confirm',
      held,
      409,
      "Appointment cannot be confirmed in 'cancelled' status",
      'conflict',
    ],
    ['kept-1/$confirm', held, 404, 'Not found', 'not-found'],
  ] as const)('%s that comes too late (%#) is refused', async (path, hold, status, text, code) => {
    const server = serving({
      [`POST Appointment/${path}`]: refusal(text, status, code),
      'GET Appointment?': searchset(),
    });
    const booking = { time, hold: hold?.(), comment: undefined };
    expect(await bookAppointment(booking, ports(ehr(server)))).toMatchObject({
      failure: { kind: 'taken' },
    });
    expect(server.callsTo('POST')).toHaveLength(1);
  });

  it('whose answer is lost is looked up, and sent once', async () => {
    const server = serving({
      'POST Appointment/kept-1/$confirm': new TypeError('fetch failed'),
      'GET Appointment?': searchset(kept('booked', resource)),
    });
    const booking = { time, hold: held(), comment: undefined };
    expect(await bookAppointment(booking, ports(ehr(server)))).toMatchObject({
      value: { id: 'kept-1' },
    });
    expect(server.callsTo('POST')).toHaveLength(1);
  });

  it('is not taken for done where the answer has nothing in it', async () => {
    const server = serving({
      'POST Appointment/$book': words('', 201),
      'GET Appointment?': searchset(),
    });
    const booking = { time, hold: undefined, comment: undefined };
    expect(await bookAppointment(booking, ports(ehr(server)))).toMatchObject({
      failure: { kind: 'not-booked' },
    });
  });
});

describe('$cancel', () => {
  it('of a visit has no body and no reason, and is answered with the bare Appointment', async () => {
    const gone = kept('cancelled', open('dr-y', 'visit', 1), { id: 'old-1' });
    const server = serving({ 'POST Appointment/old-1/$cancel': json(gone) });
    expect(await ehr(server).cancelAppointment(visit(), 'moved')).toMatchObject({
      value: { appointment: { id: 'old-1', status: 'cancelled' } },
    });
    expect(server.calls()).toEqual(['POST Appointment/old-1/$cancel']);
    expect(lastSent(server).body).toBe(undefined);
  });

  it('that is refused leaves the visit, in the words of the EHR', async () => {
    const text = "Appointment cannot be canceled in 'arrived' status";
    const server = serving({
      'POST Appointment/old-1/$cancel': refusal(text),
      'GET Appointment/old-1': json(kept('booked', open('dr-y', 'visit', 1), { id: 'old-1' })),
    });
    expect(await cancelAppointment(visit(), undefined, ports(ehr(server)))).toMatchObject({
      failure: { kind: 'cancel-refused', notices: [{ text }] },
    });
  });

  it('of a hold comes after it is marked as one: it is none of the cancelled visits', async () => {
    const server = serving({
      'PATCH Appointment/kept-1': json(kept('pending', resource)),
      'POST Appointment/kept-1/$cancel': json(kept('cancelled', resource)),
    });
    expect(await ehr(server).releaseHold(held())).toMatchObject({
      value: { appointment: { status: 'cancelled' } },
    });
    expect(server.calls()).toEqual(['PATCH Appointment/kept-1', 'POST Appointment/kept-1/$cancel']);
    expect(server.sent[0]?.body).toEqual([
      { op: 'test', path: '/status', value: 'pending' },
      { op: 'test', path: '/participant/1/actor/reference', value: 'Patient/hal' },
      { op: 'replace', path: '/participant/1/status', value: 'tentative' },
    ]);
  });

  it('of a hold that cannot be marked frees the time all the same', async () => {
    for (const answer of [words('No.', 405), refusal('Forbidden', 403, 'forbidden')]) {
      const server = serving({
        'PATCH Appointment/kept-1': answer,
        'POST Appointment/kept-1/$cancel': json(kept('cancelled', resource)),
      });
      expect(await ehr(server).releaseHold(held())).toMatchObject({ ok: true });
    }
  });

  it('of a hold that has become a visit is not sent', async () => {
    const server = serving({
      'PATCH Appointment/kept-1': refusal('Test failed: /status'),
    });
    expect(await ehr(server).releaseHold(held())).toMatchObject({ failure: { kind: 'conflict' } });
    expect(server.callsTo('POST')).toEqual([]);
  });
});

describe('moving a visit', () => {
  const before = kept('booked', open('dr-y', 'visit', 1), { id: 'old-1' });
  const after = kept('booked', resource, { id: 'old-1' });
  const move = (server: Server, hold?: Hold, more: object = {}, chosen = time, settings = {}) => {
    const booking = { time: chosen, hold, comment: undefined, ...more };
    return rescheduleAppointment(visit(), booking, ports(ehr(server, settings)));
  };
  const parameters = {
    resourceType: 'Parameters',
    parameter: [
      { name: 'start', valueDateTime: '2026-05-08T12:00:00Z' },
      {
        name: 'service-type-reference',
        valueReference: { reference: 'HealthcareService/visit' },
      },
      { name: 'schedule', valueReference: { reference: 'Schedule/dr-y-schedule' } },
    ],
  };

  it('is $reschedule of that visit, which stays the same one', async () => {
    const server = serving({
      'GET Appointment/old-1': json(before),
      'POST Appointment/old-1/$reschedule': wrote(after),
    });
    expect(await move(server)).toMatchObject({
      is: 'moved',
      appointment: { id: 'old-1', status: 'booked', start: time.start },
    });
    expect(server.callsTo('POST')).toEqual(['POST Appointment/old-1/$reschedule']);
    expect(server.sent.find(({ url }) => url.endsWith('$reschedule'))?.body).toEqual(parameters);
  });

  it('to a held time gives the hold back first: it would stand in the way', async () => {
    const server = serving({
      'GET Appointment/old-1': json(before),
      'GET Appointment/kept-1': json(kept('pending', resource)),
      'PATCH Appointment/kept-1': json(kept('pending', resource)),
      'POST Appointment/kept-1/$cancel': json(kept('cancelled', resource)),
      'POST Appointment/old-1/$reschedule': wrote(after),
    });
    expect(await move(server, held())).toMatchObject({ is: 'moved', appointment: { id: 'old-1' } });
    expect(server.calls()).toEqual([
      'GET Appointment/old-1',
      'GET Appointment/kept-1',
      'PATCH Appointment/kept-1',
      'POST Appointment/kept-1/$cancel',
      'POST Appointment/old-1/$reschedule',
    ]);
  });

  it('to a time whose hold is gone does not end it again', async () => {
    const server = serving({
      'GET Appointment/old-1': json(before),
      'GET Appointment/kept-1': json(kept('cancelled', resource)),
      'POST Appointment/old-1/$reschedule': wrote(after),
    });
    expect(await move(server, held())).toMatchObject({ is: 'moved' });
    expect(server.callsTo('POST')).toEqual(['POST Appointment/old-1/$reschedule']);
  });

  it('to a time that another tab has booked meanwhile ends no visit but the old one', async () => {
    const server = serving({
      'GET Appointment/old-1': json(before),
      'GET Appointment/kept-1': json(kept('booked', resource)),
      'GET Appointment?': searchset(kept('booked', resource)),
      'POST Appointment/old-1/$cancel': json(kept('cancelled', open('dr-y', 'visit', 1))),
    });
    await move(server, held());
    expect(server.callsTo('POST')).toEqual(['POST Appointment/old-1/$cancel']);
  });

  it.each([
    ['that was taken in between', taken, 'taken'],
    ['that the app may not move', refusal('Forbidden', 403, 'forbidden'), 'not-permitted'],
    ['whose answer is lost', new TypeError('fetch failed'), 'not-booked'],
  ] as const)('to a time %s leaves the old one', async (_, answer, kind) => {
    const server = serving({
      'GET Appointment/old-1': json(before),
      'GET Appointment/kept-1': json(kept('cancelled', resource)),
      'GET Appointment?': searchset(before),
      'POST Appointment/old-1/$reschedule': answer,
    });
    expect(await move(server, held())).toMatchObject({
      is: 'not-moved',
      old: { id: 'old-1', status: 'booked' },
      failure: { kind },
    });
    expect(server.callsTo('POST')).toHaveLength(1);
  });

  it('is not begun where nobody knows whether the hold is gone', async () => {
    for (const answer of [words('Oops', 500), new TypeError('fetch failed')]) {
      const server = serving({
        'GET Appointment/old-1': json(before),
        'GET Appointment/kept-1': json(kept('pending', resource)),
        'GET Appointment?': searchset(kept('pending', resource)),
        'PATCH Appointment/kept-1': json(kept('pending', resource)),
        'POST Appointment/kept-1/$cancel': answer,
      });
      expect(await move(server, held())).toMatchObject({
        is: 'not-moved',
        failure: { kind: 'not-booked', stillHeld: true },
      });
      expect(server.callsTo('POST Appointment/old-1')).toEqual([]);
    }
  });

  it.each([
    ['the words of before', 'Sore', 'Sore', undefined],
    ['other words', 'Sore', 'Worse', { op: 'add', path: '/comment', value: 'Worse' }],
    ['no words any more', 'Sore', undefined, { op: 'remove', path: '/comment' }],
  ])('with %s writes those that are others, once it is moved', async (_, old, comment, patch) => {
    const server = serving({
      'GET Appointment/old-1': json({ ...before, comment: old }),
      'POST Appointment/old-1/$reschedule': wrote({ ...after, comment: old }),
      'PATCH Appointment/old-1': json({ ...after, comment }),
    });
    expect(await move(server, undefined, { comment })).toMatchObject({
      is: 'moved',
      appointment: { comment },
    });
    const [patched] = server.sent.filter(({ method }) => method === 'PATCH');
    expect(patched?.body).toEqual(
      patch && [{ op: 'test', path: '/status', value: 'booked' }, patch],
    );
  });

  it('is moved, also where the words cannot be written', async () => {
    const server = serving({
      'GET Appointment/old-1': json(before),
      'POST Appointment/old-1/$reschedule': wrote(after),
      'PATCH Appointment/old-1': words('Oops', 500),
    });
    expect(await move(server, undefined, { comment: 'Sore' })).toMatchObject({
      is: 'moved',
      appointment: { id: 'old-1', comment: undefined },
    });
  });

  it.each<[string, object]>([
    ['of another kind', { serviceType: [typeOf('check')] }],
    ['of no service', { serviceType: [{ text: 'Imported' }] }],
    ['of two services', { serviceType: [typeOf('visit'), typeOf('check')] }],
  ])('%s books the new one, and then cancels the old one', async (_, more) => {
    const other = { ...before, ...more };
    const gone = { ...other, status: 'cancelled' };
    let cancelled = false;
    const server = serving({
      'GET Appointment/old-1': async () => json(cancelled ? gone : other),
      'POST Appointment/kept-1/$confirm': wrote(kept('booked', resource)),
      'POST Appointment/old-1/$cancel': async () => {
        cancelled = true;
        return json(gone);
      },
    });
    expect(await move(server, held())).toMatchObject({
      is: 'moved',
      appointment: { id: 'kept-1', status: 'booked' },
      old: { id: 'old-1', status: 'cancelled' },
    });
    expect(server.callsTo('POST')).toEqual([
      'POST Appointment/kept-1/$confirm',
      'POST Appointment/old-1/$cancel',
    ]);
  });

  it('to a hold of which an earlier page knew the Schedule books that, and then cancels the old one', async () => {
    const { appointment } = held();
    const found = { ...appointment, key: appointment.id };
    let cancelled = false;
    const gone = { ...before, status: 'cancelled' };
    const server = serving({
      'GET Appointment/old-1': async () => json(cancelled ? gone : before),
      'POST Appointment/kept-1/$confirm': wrote(kept('booked', resource)),
      'POST Appointment/old-1/$cancel': async () => {
        cancelled = true;
        return json(gone);
      },
    });
    expect(await move(server, held(), {}, found)).toMatchObject({ is: 'moved' });
    expect(server.callsTo('POST')[0]).toBe('POST Appointment/kept-1/$confirm');
  });

  it('that is cancelled already is no move: the hold is confirmed', async () => {
    const server = serving({
      'POST Appointment/kept-1/$confirm': wrote(kept('booked', resource)),
    });
    const booking = { time, hold: held(), comment: undefined };
    const gone = { ...visit(), status: 'cancelled' as const };
    expect(await ehr(server).bookAppointment({ ...booking, replaces: gone })).toMatchObject({
      value: { appointment: { status: 'booked' } },
    });
    expect(server.calls()).toEqual(['POST Appointment/kept-1/$confirm']);
  });

  it('books first where the settings say so', async () => {
    let cancelled = false;
    const gone = { ...before, status: 'cancelled' };
    const server = serving({
      'GET Appointment/old-1': async () => json(cancelled ? gone : before),
      'POST Appointment/kept-1/$confirm': wrote(kept('booked', resource)),
      'POST Appointment/old-1/$cancel': async () => {
        cancelled = true;
        return json(gone);
      },
    });
    const settings = { reschedule: 'book-first' };
    expect(await move(server, held(), {}, time, settings)).toMatchObject({ is: 'moved' });
    expect(server.callsTo('POST')).toEqual([
      'POST Appointment/kept-1/$confirm',
      'POST Appointment/old-1/$cancel',
    ]);
  });
});
