import { afterAll, beforeAll, expect, test } from 'vitest';
import { visitTypes as known } from '../../../sandbox/clinic/codes.ts';
import { clinicians } from '../../../sandbox/clinic/clinicians.ts';
import { slotsBetween } from '../../../sandbox/clinic/calendar.ts';
import { locations, patients, practitioners } from '../../../sandbox/clinic/index.ts';
import { openClinic } from '../../../sandbox/clinic/seed.ts';
import { type ClinicDay, day, monday, openClinicDay } from './clinic-day.ts';

let clinic: ClinicDay;
beforeAll(async () => {
  clinic = await openClinicDay();
}, 120_000);
afterAll(() => clinic.ehr.close());

const count = async (table: string): Promise<number> =>
  (
    await clinic.ehr.database.query<{ count: number }>(
      `select count(*)::integer as count from ${table}`,
    )
  )[0]?.count ?? 0;

test('more than 10,000 times are open, over 60 days', async () => {
  expect((await count('slot')) - (await count('claim'))).toBeGreaterThan(10_000);
});

test('16 people in 7 specialties work in three time zones', () => {
  expect(practitioners).toHaveLength(16);
  expect(new Set(clinicians.map(({ specialty }) => specialty)).size).toBe(7);
  expect(new Set(locations.map(({ zone }) => zone))).toEqual(
    new Set(['America/New_York', 'America/Chicago', 'America/Phoenix']),
  );
});

test('every visit type offered is one of the guide’s 41', () => {
  expect(Object.keys(known)).toHaveLength(41);
  const offered = clinicians.flatMap(({ posts }) =>
    posts.flatMap(({ template }) => template.flatMap(({ visitTypes }) => visitTypes)),
  );
  expect(offered.filter((code) => known[code] === undefined)).toEqual([]);
});

test('a session begins at the same time on the wall clock before and after the clocks change, and never moves where they do not', () => {
  // The clocks go forward on Sunday, 14 March 2027.
  const friday = Date.UTC(2027, 2, 12, 12);
  const first = (schedule: string, ahead: number) =>
    slotsBetween(friday, ahead, ahead)
      .find((slot) => slot.schedule === schedule)
      ?.start.toISOString()
      .slice(11, 16);
  expect([
    first('lena-brandvold.prairie-junction', 0),
    first('lena-brandvold.prairie-junction', 3),
  ]).toEqual(['14:00', '13:00']);
  expect([first('omar-benhaddou.ocotillo', 0), first('omar-benhaddou.ocotillo', 3)]).toEqual([
    '15:00',
    '15:00',
  ]);
});

test('nobody works at weekends, and nobody is in two places at once', () => {
  const slots = slotsBetween(monday, 0, 13);
  expect(
    slots.filter(({ start }) =>
      [0, 6].includes(new Date(start.getTime() - 6 * 3_600_000).getUTCDay()),
    ),
  ).toEqual([]);
  for (const { id } of clinicians) {
    const own = slots
      .filter(({ practitioner }) => practitioner === id)
      .sort((one, other) => one.start.getTime() - other.start.getTime());
    own.forEach((slot, index) =>
      expect(slot.end.getTime()).toBeLessThanOrEqual(own[index + 1]?.start.getTime() ?? Infinity),
    );
  }
});

test('the patients are as they are described', async () => {
  expect(patients.map(({ id }) => id)).toEqual([
    'maria-alvarez',
    'noor-lindgren',
    'ruth-okafor',
    'walter-dufresne',
    'lucia-herrera',
    'samir-haddad',
  ]);
  const tally = async (id: string) => {
    const visits = await clinic.ehr.database.visitsOf(id);
    return Object.fromEntries(
      ['fulfilled', 'booked', 'cancelled'].map((status) => [
        status,
        visits.filter((visit) => visit.status === status).length,
      ]),
    );
  };
  expect(await tally('maria-alvarez')).toEqual({ fulfilled: 3, booked: 1, cancelled: 0 });
  expect(await tally('noor-lindgren')).toEqual({ fulfilled: 0, booked: 0, cancelled: 0 });
  expect(await tally('ruth-okafor')).toEqual({ fulfilled: 30, booked: 2, cancelled: 1 });
  expect(await tally('walter-dufresne')).toEqual({ fulfilled: 2, booked: 0, cancelled: 0 });
  const walter = await clinic.as('walter-dufresne')('GET', '/Coverage');
  expect(walter.matches[0]).toMatchObject({ period: { end: '2026-10-31' } });
});

test('a visit is listed for the portal with its place and that place’s zone', async () => {
  const [visit] = (await clinic.ehr.database.visitsOf('maria-alvarez')).filter(
    ({ status }) => status === 'booked',
  );
  expect(visit).toMatchObject({
    id: 'coming-1',
    zone: 'America/Phoenix',
    practitioner: 'Dr. Mateo Quintanar',
    location: 'Larkspur Ocotillo Center',
  });
  expect(visit?.start).toBeInstanceOf(Date);
});

test('a database that is opened again days later publishes the days since, once', async () => {
  const before = await count('slot');
  await openClinic(clinic.ehr.database, monday + 7 * day);
  const after = await count('slot');
  expect(after).toBeGreaterThan(before + 1_000);
  await openClinic(clinic.ehr.database, monday + 7 * day);
  expect(await count('slot')).toBe(after);
});
