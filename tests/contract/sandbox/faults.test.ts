import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Fault } from '../../../sandbox/types.ts';
import { apptId, type ClinicDay, idOf, offerOf, openClinicDay, parameters } from './clinic-day.ts';

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
    });
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

describe('a clinic’s day', () => {
  test('a time is taken, named by its slot or by its offer', async () => {
    for (const how of ['slot', 'offer']) {
      const offer = await offerOf(maria, 'lena-brandvold');
      await clinic.ehr.levers.takeTime(
        how === 'slot'
          ? { slotId: offer.slot?.[0]?.reference?.slice(5) ?? '' }
          : { appointmentId: offer.id },
      );
      expect((await offerOf(maria, 'lena-brandvold')).id).not.toBe(offer.id);
    }
    await clinic.ehr.levers.takeTime({ slotId: 'no-such-slot' });
  });

  test('a hold ends early', async () => {
    const offer = await offerOf(maria, 'lena-brandvold');
    const id = idOf(await maria('POST', '/Appointment/$hold', parameters(apptId(offer.id))));
    await clinic.ehr.levers.expireHold(id);
    expect((await maria('GET', `/Appointment/${id}`)).body).toMatchObject({ status: 'cancelled' });
  });

  test('the clinic calls a visit off, and its time is free', async () => {
    await clinic.ehr.levers.cancelByClinic('coming-1');
    const { body } = await maria('GET', '/Appointment/coming-1');
    expect(body).toMatchObject({
      status: 'cancelled',
      extension: [{ valueCodeableConcept: { coding: [{ code: 'staff-cancel' }] } }],
    });
    const slot = (body as unknown as { slot: { reference: string }[] }).slot[0]?.reference ?? '';
    expect((await maria('GET', `/${slot}`)).body).toMatchObject({ status: 'free' });
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

test('a reset brings the first morning back, and keeps what is not the clinic’s', async () => {
  const { ehr } = clinic;
  await ehr.database.query(`insert into setting (name, value) values ('keys', '{"a":1}')`);
  ehr.levers.add({ match: {}, fault: { kind: 'drop-before' } });
  await ehr.reset();
  expect((await maria('GET', '/Appointment')).bundle.total).toBe(4);
  expect(await bookedCount()).toBe(1);
  expect(await ehr.database.query(`select value from setting where name = 'keys'`)).toEqual([
    { value: { a: 1 } },
  ]);
});
