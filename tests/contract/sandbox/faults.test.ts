import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Fault } from '../../../sandbox/types.ts';
import {
  apptId,
  type ClinicDay,
  idOf,
  minute,
  monday,
  offerOf,
  openClinicDay,
  parameters,
} from './clinic-day.ts';

let clinic: ClinicDay;
let maria: ReturnType<ClinicDay['as']>;
beforeAll(async () => {
  clinic = await openClinicDay();
  maria = clinic.as('maria-alvarez');
}, 120_000);
afterAll(() => clinic.ehr.close());
afterEach(() => {
  clinic.ehr.levers.clear();
  clinic.ehr.log.clear();
});

const onBook = (fault: Fault, times?: number): void =>
  clinic.ehr.levers.add({
    match: { method: 'POST', path: '\\$book' },
    fault,
    ...(times ? { times } : {}),
  });
const bookedCount = async (): Promise<number> =>
  (await clinic.ehr.database.visitsOf('maria-alvarez')).filter(({ status }) => status === 'booked')
    .length;
const holdOne = async (practitioner: string): Promise<string> => {
  const { id } = await offerOf(maria, practitioner, 1);
  return idOf(await maria('POST', '/Appointment/$hold', parameters(apptId(id))));
};
const statusOf = async (id: string): Promise<string | undefined> =>
  (await clinic.ehr.database.visitsOf('maria-alvarez')).find((visit) => visit.id === id)?.status;
const cancel = (id: string) =>
  maria('PATCH', `/Appointment/${id}`, [{ op: 'replace', path: '/status', value: 'cancelled' }], {
    'content-type': 'application/json-patch+json',
  });
const book = async () => {
  const offer = await offerOf(maria, 'mateo-quintanar', 1);
  return () => maria('POST', '/Appointment/$book', parameters(apptId(offer.id)));
};

describe('the network', () => {
  test('can fail before the EHR has acted', async () => {
    onBook({ kind: 'drop-before' });
    const before = await bookedCount();
    await expect((await book())()).rejects.toThrow(new TypeError('fetch failed'));
    expect(await bookedCount()).toBe(before);
  });

  test('can fail after it has acted', async () => {
    onBook({ kind: 'drop-after' });
    const before = await bookedCount();
    await expect((await book())()).rejects.toThrow('fetch failed');
    expect(await bookedCount()).toBe(before + 1);
    expect(clinic.ehr.log.entries.at(-1)).toMatchObject({
      status: undefined,
      fault: 'drop-after',
      host: 'in-process',
      acted: [{ status: 200 }],
    });
  });

  test('can have a browser send a request twice, and hear the second answer alone', async () => {
    const id = await holdOne('mateo-quintanar');
    onBook({ kind: 'sent-twice' });
    clinic.ehr.log.clear();
    const before = await bookedCount();
    const reply = await maria('POST', '/Appointment/$book', parameters(apptId(id)));
    expect([reply.matches[0]?.status, await statusOf(id)]).toEqual(['cancelled', 'booked']);
    expect(reply.said).toContain('booked already');
    expect(await bookedCount()).toBe(before + 1);
    expect(clinic.ehr.log.entries).toMatchObject([
      { fault: 'sent-twice', status: 200, acted: [{ status: 200 }, { status: 200 }] },
    ]);
  });

  test('makes two visits of one that is sent twice to a server that books again', async () => {
    clinic.ehr.rules.bookAgain = true;
    onBook({ kind: 'sent-twice' });
    const before = await bookedCount();
    expect((await (await book())()).matches[0]?.status).toBe('booked');
    expect(await bookedCount()).toBe(before + 2);
    clinic.ehr.rules.bookAgain = false;
  });

  test('can deliver a request when its sender has long given up', async () => {
    onBook({ kind: 'late', milliseconds: minute });
    const before = await bookedCount();
    await expect((await book())()).rejects.toThrow(new TypeError('fetch failed'));
    const entry = clinic.ehr.log.entries.at(-1);
    expect(entry).toMatchObject({ fault: 'late', status: undefined, endedAt: monday, acted: [] });
    clinic.pass(minute - 1);
    expect([await clinic.ehr.runLate(), await bookedCount()]).toEqual([0, before]);
    clinic.pass(1);
    expect([await clinic.ehr.runLate(), await bookedCount()]).toEqual([1, before + 1]);
    expect(entry?.acted).toEqual([{ at: monday + minute, status: 200 }]);
    expect(await clinic.ehr.runLate()).toBe(0);
    clinic.pass(-minute);
  });

  test('delivers late requests before the next one, the first due first', async () => {
    const late = async (minutes: number, request: () => Promise<unknown>): Promise<void> => {
      const fault = { kind: 'late', milliseconds: minutes * minute } as const;
      clinic.ehr.levers.add({ match: {}, fault });
      await expect(request()).rejects.toThrow('fetch failed');
    };
    const bookIt = (id: string) => () => maria('POST', `/Appointment/${id}/$book`, parameters());
    const [one, other] = [await holdOne('mateo-quintanar'), await holdOne('lena-brandvold')];
    await late(1, bookIt(one));
    await late(2, () => cancel(one));
    await late(3, bookIt(other));
    await late(1, () => cancel(other));
    expect([await statusOf(one), await statusOf(other)]).toEqual(['pending', 'pending']);
    clinic.pass(minute);
    await maria('GET', '/metadata');
    expect([await statusOf(one), await statusOf(other)]).toEqual(['booked', 'cancelled']);
    clinic.pass(2 * minute);
    expect((await maria('GET', `/Appointment/${one}`)).body).toMatchObject({ status: 'cancelled' });
    expect(await statusOf(other)).toBe('cancelled');
    clinic.pass(-3 * minute);
  });

  test('delivers late requests in the order of their times when all are due', async () => {
    const id = await holdOne('mateo-quintanar');
    onBook({ kind: 'late', milliseconds: 2 });
    clinic.ehr.levers.add({ match: { method: 'PATCH' }, fault: { kind: 'late', milliseconds: 1 } });
    const requests = [maria('POST', `/Appointment/${id}/$book`, parameters()), cancel(id)];
    await Promise.allSettled(requests);
    clinic.pass(2);
    // Released and then not booked any more: the other way round it would be the third version.
    expect((await maria('GET', `/Appointment/${id}`)).body.meta?.versionId).toBe('2');
    clinic.pass(-2);
  });
});

describe('the EHR', () => {
  test('can answer something else, without acting or after it', async () => {
    const before = await bookedCount();
    onBook({
      kind: 'answer',
      status: 503,
      headers: { 'Retry-After': '7' },
      body: { resourceType: 'OperationOutcome', issue: [] },
    });
    const unavailable = await (await book())();
    expect([
      unavailable.status,
      unavailable.headers.get('Retry-After'),
      await bookedCount(),
    ]).toEqual([503, '7', before]);
    onBook({ kind: 'answer-after', status: 504 });
    expect((await (await book())()).status).toBe(504);
    expect(await bookedCount()).toBe(before + 1);
  });

  test('can be slow, and a client that gives up hears nothing', async () => {
    clinic.ehr.levers.add({ match: {}, fault: { kind: 'slow', milliseconds: 300 } });
    const token = clinic.tokens.issue({ patient: 'maria-alvarez', scopes: 'patient/*.read' });
    const signal = AbortSignal.timeout(20);
    const request = new Request(`${clinic.ehr.base}/Appointment`, {
      headers: { authorization: `Bearer ${token}` },
      signal,
    });
    await expect(clinic.ehr.fetch(request)).rejects.toThrow('timeout');
  });

  test('can have ended the token', async () => {
    const send = clinic.as('maria-alvarez');
    clinic.ehr.levers.add({ match: {}, fault: { kind: 'expire-token' } });
    expect((await send('GET', '/Appointment')).status).toBe(401);
    expect((await send('GET', '/Appointment')).status).toBe(401);
    expect((await maria('GET', '/Appointment')).status).toBe(200);
  });

  test('can have given the time to somebody else', async () => {
    onBook({ kind: 'take-time' });
    const late = await (await book())();
    expect([late.status, late.matches[0]?.status]).toEqual([200, 'cancelled']);
  });

  test('can have given away even a time that was held', async () => {
    const offer = await offerOf(maria, 'mateo-quintanar', 1);
    const id = idOf(await maria('POST', '/Appointment/$hold', parameters(apptId(offer.id))));
    onBook({ kind: 'take-time' });
    const late = await maria('POST', `/Appointment/${id}/$book`, parameters());
    expect(late.matches[0]).toMatchObject({ id, status: 'cancelled' });
  });
});

describe('somebody else', () => {
  test('can take the time of a visit that is just being cancelled or read', async () => {
    for (const method of ['PATCH', 'GET']) {
      const id = idOf(await (await book())());
      clinic.ehr.levers.add({ match: { method }, fault: { kind: 'take-time' } });
      const reply = method === 'GET' ? await maria('GET', `/Appointment/${id}`) : await cancel(id);
      expect([method, reply.status, await statusOf(id)]).toEqual([
        method,
        method === 'GET' ? 200 : 422,
        'cancelled',
      ]);
    }
  });

  test('takes no time by a request that names none', async () => {
    const before = await bookedCount();
    clinic.ehr.levers.add({ match: { method: 'GET' }, fault: { kind: 'take-time' } });
    expect((await maria('GET', '/Appointment?patient=maria-alvarez')).status).toBe(200);
    expect(await bookedCount()).toBe(before);
  });

  test('takes the time that is being booked, not that of the visit it replaces', async () => {
    const old = idOf(await (await book())());
    const { id } = await offerOf(maria, 'mateo-quintanar', 1);
    onBook({ kind: 'take-time' });
    clinic.ehr.rules.reschedule = 'atomic';
    const replaces = { name: 'cancelled-appt-id', valueUri: `Appointment/${old}` };
    const reply = await maria('POST', '/Appointment/$book', parameters(replaces, apptId(id)));
    clinic.ehr.rules.reschedule = 'argonaut';
    expect([reply.matches[0]?.status, await statusOf(old)]).toEqual(['cancelled', 'booked']);
  });
});

describe('a hold can end just before the request', () => {
  test('that names it, and no other hold with it', async () => {
    const [id, other] = [await holdOne('mateo-quintanar'), await holdOne('lena-brandvold')];
    onBook({ kind: 'expire-hold' });
    const reply = await maria('POST', '/Appointment/$book', parameters(apptId(id)));
    expect(reply.matches[0]).toMatchObject({ id, status: 'cancelled' });
    expect(reply.said).toContain('The hold has ended');
    expect([await statusOf(id), await statusOf(other)]).toEqual(['cancelled', 'pending']);
  });

  test('that is about something else, as the cancellation of a visit is', async () => {
    const old = idOf(await (await book())());
    const id = await holdOne('mateo-quintanar');
    clinic.ehr.levers.add({ match: { method: 'PATCH' }, fault: { kind: 'expire-hold' } });
    expect((await cancel(old)).status).toBe(200);
    expect(await statusOf(id)).toBe('cancelled');
  });
});

describe('a fault', () => {
  test('strikes once unless more is said, and only what it matches', async () => {
    clinic.ehr.levers.add({
      match: { path: '/Appointment\\?status=booked' },
      fault: { kind: 'answer', status: 500 },
      times: 2,
    });
    expect((await maria('GET', '/Appointment?status=fulfilled')).status).toBe(200);
    const statuses: number[] = [];
    for (let turn = 0; turn < 3; turn += 1)
      statuses.push((await maria('GET', '/Appointment?status=booked')).status);
    expect(statuses).toEqual([500, 500, 200]);
  });

  test('on a connection that was used before spares the first request on it', () => {
    clinic.ehr.levers.add({ match: {}, fault: { kind: 'reset-reused' } });
    expect(clinic.ehr.levers.strike({ method: 'GET', path: '/', onConnection: 1 })).toBeUndefined();
    expect(clinic.ehr.levers.strike({ method: 'GET', path: '/', onConnection: 2 })).toEqual({
      kind: 'reset-reused',
    });
  });
});

test('the log has every request, without the token’s value, and can be cleared', async () => {
  await maria('POST', '/Appointment/$book', parameters(), { origin: 'http://localhost:7101' });
  const { entries } = clinic.ehr.log;
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({
    host: 'in-process',
    method: 'POST',
    path: '/fhir/argonaut/Appointment/$book',
    origin: 'http://localhost:7101',
    contentType: 'application/fhir+json',
    authorized: true,
    requestBody: '{"resourceType":"Parameters"}',
    status: 400,
    fault: undefined,
  });
  expect(entries[0]?.responseBytes).toBeGreaterThan(50);
  expect(JSON.stringify(entries)).not.toContain('Bearer');
  clinic.ehr.log.clear();
  expect(clinic.ehr.log.entries).toHaveLength(0);
});
