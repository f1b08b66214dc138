import type * as fhir3 from 'fhir/r3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { timeNamedIn } from '../../../sandbox/levers.ts';
import {
  apptId,
  type ClinicDay,
  findQuery,
  idOf,
  minute,
  monday,
  offerOf,
  openClinicDay,
  parameters,
  visitTypes,
} from './clinic-day.ts';

let clinic: ClinicDay;
let maria: ReturnType<ClinicDay['as']>;
beforeAll(async () => {
  clinic = await openClinicDay();
  maria = clinic.as('maria-alvarez');
}, 120_000);
afterAll(() => clinic.ehr.close());

const statusOf = async (id: string): Promise<string | undefined> =>
  (await clinic.ehr.database.visitsOf('maria-alvarez')).find((visit) => visit.id === id)?.status;
const holdOne = async (practitioner: string): Promise<string> => {
  const { id } = await offerOf(maria, practitioner, 1);
  return idOf(await maria('POST', '/Appointment/$hold', parameters(apptId(id))));
};
const book = async (): Promise<string> => {
  const { id } = await offerOf(maria, 'mateo-quintanar', 1);
  return idOf(await maria('POST', '/Appointment/$book', parameters(apptId(id))));
};
const cancel = (id: string) =>
  maria('PATCH', `/Appointment/${id}`, [{ op: 'replace', path: '/status', value: 'cancelled' }], {
    'content-type': 'application/json-patch+json',
  });

describe('a clinic’s day', () => {
  const instant = (time: Date | undefined): string | undefined =>
    time?.toISOString().replace('.000', '');
  const visit = async (id: string): Promise<fhir3.Appointment> =>
    (await maria('GET', `/Appointment/${id}`)).body as unknown as fhir3.Appointment;
  const slotOf = async (appointment: fhir3.Appointment): Promise<unknown> =>
    (await maria('GET', `/${appointment.slot?.[0]?.reference ?? ''}`)).body;

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
      extension: [
        {
          valueCodeableConcept: {
            coding: [{ code: 'staff-cancel', display: 'Staff Cancel' }],
            text: 'Staff Cancel',
          },
        },
      ],
    });
    const slot = (body as unknown as { slot: { reference: string }[] }).slot[0]?.reference ?? '';
    expect((await maria('GET', `/${slot}`)).body).toMatchObject({ status: 'free' });
  });

  test.each([
    ['later', 60],
    ['earlier', -60],
    ['a moment later', 1],
    ['a day later', 24 * 60],
  ])(
    'the clinic moves a visit %s, to the nearest time, and its old time is free',
    async (_, minutes) => {
      const { id } = await offerOf(maria, 'victor-amaechi', 12);
      const before = (await maria('POST', `/Appointment/${id}/$book`, parameters())).matches[0]!;
      const type = `visit-type=${visitTypes}|${before.serviceType?.[0]?.coding?.[0]?.code ?? ''}`;
      const wanted = Date.parse(before.start!) + minutes * minute;
      const [nearest] = (
        await maria(
          'GET',
          findQuery(`&_count=500&practitioner=Practitioner/victor-amaechi&${type}`),
        )
      ).matches
        .map(({ start }) => start!)
        .filter((start) => (minutes < 0 ? start < before.start! : start > before.start!))
        .sort((a, b) => Math.abs(Date.parse(a) - wanted) - Math.abs(Date.parse(b) - wanted));
      const start = await clinic.ehr.levers.moveByClinic(before.id!, minutes);
      const after = await visit(before.id!);
      expect([instant(start), after.start]).toEqual([nearest, nearest]);
      expect(after).toMatchObject({ status: 'booked', meta: { versionId: '2' } });
      expect(after.participant).toEqual(before.participant);
      expect(Date.parse(after.end!) - Date.parse(after.start!)).toBe(
        after.minutesDuration! * minute,
      );
      expect(await slotOf(before)).toMatchObject({ status: 'free' });
      expect(await slotOf(after)).toMatchObject({ status: 'busy', start: after.start });
      await cancel(before.id!);
      expect(await slotOf(after)).toMatchObject({ status: 'free' });
    },
  );

  test('the clinic moves nothing that is held, cancelled, over or unknown', async () => {
    const held = await holdOne('lena-brandvold');
    for (const id of [held, 'coming-4', 'past-1', 'nothing'])
      expect([id, await clinic.ehr.levers.moveByClinic(id, 60)]).toEqual([id, undefined]);
    expect(await statusOf(held)).toBe('pending');
  });

  test('the clinic says in words why it calls a visit off, and calls it off once', async () => {
    const id = await book();
    await clinic.ehr.levers.cancelByClinic(id, 'weather');
    await clinic.ehr.levers.cancelByClinic(id);
    expect(await visit(id)).toMatchObject({
      status: 'cancelled',
      meta: { versionId: '2' },
      extension: [
        {
          valueCodeableConcept: {
            coding: [{ code: 'weather', display: 'Weather' }],
            text: 'Weather',
          },
        },
      ],
    });
  });
});

describe('a reset', () => {
  const tables = async (): Promise<unknown> =>
    Promise.all(
      ['resource', 'claim'].map((table) =>
        clinic.ehr.database.query(`table ${table} order by 1, 2`),
      ),
    );

  test('brings the first morning back, and keeps what is not the clinic’s', async () => {
    const { ehr } = clinic;
    await ehr.database.query(`insert into setting (name, value) values ('keys', '{"a":1}')`);
    ehr.levers.add({ match: {}, fault: { kind: 'drop-before' } });
    await ehr.reset();
    expect((await maria('GET', '/Appointment')).bundle.total).toBe(4);
    expect(await statusOf('coming-1')).toBe('booked');
    expect(await ehr.database.query(`select value from setting where name = 'keys'`)).toEqual([
      { value: { a: 1 } },
    ]);
  });

  test('is exact to the last row, when it is quick and when the clock has moved', async () => {
    const { ehr } = clinic;
    await ehr.reset();
    const first = await tables();
    await holdOne('lena-brandvold');
    await cancel('coming-1');
    await ehr.levers.moveByClinic('coming-2', 60);
    await book();
    expect(await tables()).not.toEqual(first);
    await ehr.reset();
    expect(await tables()).toEqual(first);
    clinic.pass(minute);
    await ehr.reset();
    expect((await maria('GET', '/Appointment/coming-1')).body.meta?.lastUpdated).toBe(
      new Date(monday + minute).toISOString(),
    );
    clinic.pass(-minute);
    await ehr.reset();
    expect(await tables()).toEqual(first);
  });

  test('leaves no late request behind', async () => {
    clinic.ehr.levers.add({ match: { path: 'book' }, fault: { kind: 'late', milliseconds: 0 } });
    await expect(book()).rejects.toThrow('fetch failed');
    await clinic.ehr.reset();
    expect(await clinic.ehr.runLate()).toBe(0);
  });
});

describe('the time that a request is about', () => {
  const slot = (id: string, status: string) => ({
    resource: { resourceType: 'Slot', id, status },
    request: { method: 'PUT', url: `Slot/${id}` },
  });
  test.each<[string, string, unknown, unknown]>([
    ['a booking names', '/Appointment/$book', { valueUri: 'Appointment/a1' }, 'a1'],
    ['a visit has that is read', '/Appointment/a1', undefined, 'a1'],
    ['a visit has that is cancelled', '/Appointment/a1', [{ path: '/status' }], 'a1'],
    [
      'a visit is to have that is moved',
      '/Appointment/a1',
      [{ path: '/slot', value: [{ reference: 'Slot/s2' }] }],
      { slotId: 's2' },
    ],
    [
      'a transaction takes, and not that which it gives back',
      '/',
      {
        type: 'transaction',
        entry: [
          { request: { method: 'PATCH', url: 'Appointment/a1' } },
          slot('s1', 'free'),
          slot('s2', 'busy'),
        ],
      },
      { slotId: 's2' },
    ],
    ['nothing names', '/Appointment/$book', {}, undefined],
  ])('is that which %s', (_, path, body, named) => {
    expect(
      timeNamedIn(`http://ehr.example${path}`, body === undefined ? '' : JSON.stringify(body)),
    ).toEqual(typeof named === 'string' ? { appointmentId: named } : named);
  });
});
