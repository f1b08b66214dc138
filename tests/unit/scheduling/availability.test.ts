import { describe, expect, test } from 'vitest';

import {
  clashesWith,
  groupByDay,
  localDay,
  offsetAt,
  overlaps,
  partOfDay,
  type Zone,
} from '../../../src/scheduling/availability.ts';
import type { AppointmentStatus, ProposedAppointment } from '../../../src/scheduling/model.ts';
import { appointment, drOkafor, hours, minutes, monday, openTime } from '../../support/fixtures.ts';

const iana = (name: string): Zone => ({ kind: 'iana', name });
const newYork = iana('America/New_York');
const phoenix = iana('America/Phoenix');
const losAngeles = iana('America/Los_Angeles');
const unknown: Zone = { kind: 'unknown' };
const instant = (text: string) => Date.parse(text);

/** What a clock on the clinic's wall reads. */
const wall = (text: string, zone: Zone) =>
  new Date(instant(text) + (offsetAt(instant(text), zone) ?? NaN) * minutes)
    .toISOString()
    .slice(0, 16);

test('these tests run far from every clinic in them', () => {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  expect(
    [newYork, phoenix, losAngeles].map((zone) => zone.kind === 'iana' && zone.name),
  ).not.toContain(here);
});

describe('[B1] the clinic’s clock is that of the appointment’s own day', () => {
  test.each([
    ['before the clocks go forward', '2026-03-07T14:00:00Z', '2026-03-07T09:00'],
    ['after the clocks went forward', '2026-03-15T13:00:00Z', '2026-03-15T09:00'],
    ['the last minute of winter time', '2026-03-08T06:59:00Z', '2026-03-08T01:59'],
    ['the first minute of summer time', '2026-03-08T07:00:00Z', '2026-03-08T03:00'],
    ['the first 01:30 as the clocks go back', '2026-11-01T05:30:00Z', '2026-11-01T01:30'],
    ['the second 01:30 as the clocks go back', '2026-11-01T06:30:00Z', '2026-11-01T01:30'],
    ['after the clocks went back', '2026-11-02T14:00:00Z', '2026-11-02T09:00'],
  ])('in New York, %s', (_, at, reads) => {
    expect(wall(at, newYork)).toBe(reads);
  });

  test('Phoenix keeps the same clock all year', () => {
    expect(wall('2026-03-07T16:00:00Z', phoenix)).toBe('2026-03-07T09:00');
    expect(wall('2026-03-15T16:00:00Z', phoenix)).toBe('2026-03-15T09:00');
    expect(wall('2026-11-02T16:00:00Z', phoenix)).toBe('2026-11-02T09:00');
  });

  test.each([
    ['Asia/Kathmandu', '2026-03-15T03:15:00Z', '2026-03-15T09:00'],
    ['America/St_Johns', '2026-03-15T11:30:00Z', '2026-03-15T09:00'],
    ['Australia/Lord_Howe', '2026-04-05T22:30:00Z', '2026-04-06T09:00'],
  ])('clinics on odd clocks have theirs: %s', (name, at, reads) => {
    expect(wall(at, iana(name))).toBe(reads);
  });
});

describe('[B2] a clinic whose zone nobody gives', () => {
  test('has the offset that the EHR wrote into the time', () => {
    expect(offsetAt(monday, { kind: 'offset', minutes: -300 })).toBe(-300);
    expect(offsetAt(monday, { kind: 'offset', minutes: 0 })).toBe(0);
    expect(wall('2026-03-15T03:30:00Z', { kind: 'offset', minutes: 330 })).toBe('2026-03-15T09:00');
  });

  test('has no local hour at all where the EHR wrote none', () => {
    expect(offsetAt(monday, unknown)).toBeUndefined();
  });
});

describe('[B3] a time stands under the clinic’s own calendar day', () => {
  test('half past one at night UTC on 11 March is still 10 March in Los Angeles', () => {
    expect(localDay(instant('2026-03-11T01:30:00Z'), losAngeles)).toBe('2026-03-10');
    expect(localDay(instant('2026-03-11T01:30:00Z'), { kind: 'offset', minutes: -420 })).toBe(
      '2026-03-10',
    );
  });

  test('an evening UTC is already the next day in Auckland', () => {
    expect(localDay(instant('2026-03-10T20:00:00Z'), iana('Pacific/Auckland'))).toBe('2026-03-11');
  });

  test('midnight begins the day', () => {
    expect(localDay(instant('2026-02-03T05:00:00Z'), newYork)).toBe('2026-02-03');
    expect(localDay(instant('2026-02-03T04:59:00Z'), newYork)).toBe('2026-02-02');
  });

  test('a day with 23 hours and one with 25 are one day each', () => {
    const short = ['2026-03-08T05:00:00Z', '2026-03-09T03:59:00Z'];
    const long = ['2026-11-01T04:00:00Z', '2026-11-02T04:59:00Z'];
    expect(short.map((at) => localDay(instant(at), newYork))).toEqual(['2026-03-08', '2026-03-08']);
    expect(long.map((at) => localDay(instant(at), newYork))).toEqual(['2026-11-01', '2026-11-01']);
  });

  test('an unknown zone groups by UTC', () => {
    expect(localDay(instant('2026-03-11T01:30:00Z'), unknown)).toBe('2026-03-11');
  });
});

test.each([
  ['00:00', 'morning'],
  ['11:59', 'morning'],
  ['12:00', 'afternoon'],
  ['16:59', 'afternoon'],
  ['17:00', 'evening'],
  ['23:59', 'evening'],
])('%s on the clinic’s clock is %s', (clock, part) => {
  expect(partOfDay(instant(`2026-02-03T${clock}:00-05:00`), newYork)).toBe(part);
  expect(partOfDay(instant(`2026-07-03T${clock}:00-04:00`), newYork)).toBe(part);
});

describe('the list of days', () => {
  const inNewYork = () => newYork;
  const datesOf = (times: readonly ProposedAppointment[], zoneOf = inNewYork, limit = 99) =>
    groupByDay(times, zoneOf, limit).map(({ date }) => date);

  test('has the parts of a day in their order, and the times in theirs', () => {
    const [nine, ten, two, six] = [9, 10, 14, 18].map((hour) =>
      openTime(instant('2026-02-03T00:00:00-05:00') + hour * hours),
    ) as [ProposedAppointment, ProposedAppointment, ProposedAppointment, ProposedAppointment];
    expect(groupByDay([nine, ten, two, six], inNewYork, 1)).toEqual([
      {
        date: '2026-02-03',
        parts: [
          { part: 'morning', times: [nine, ten] },
          { part: 'afternoon', times: [two] },
          { part: 'evening', times: [six] },
        ],
      },
    ]);
  });

  test('has no empty parts', () => {
    const evening = openTime('2026-02-03T18:00:00-05:00');
    expect(groupByDay([evening], inNewYork, 1)[0]?.parts).toEqual([
      { part: 'evening', times: [evening] },
    ]);
  });

  test('[B3] keeps 5 January 2026 and 5 January 2027 apart', () => {
    const years = [openTime('2026-01-05T09:00:00-05:00'), openTime('2027-01-05T09:00:00-05:00')];
    expect(datesOf(years)).toEqual(['2026-01-05', '2027-01-05']);
  });

  test('ends after so many days, and lists those whole', () => {
    const times = [
      openTime('2026-02-03T09:00:00-05:00'),
      openTime('2026-02-04T09:00:00-05:00'),
      openTime('2026-02-04T18:00:00-05:00'),
      openTime('2026-02-05T09:00:00-05:00'),
    ];
    expect(datesOf(times, inNewYork, 2)).toEqual(['2026-02-03', '2026-02-04']);
    expect(groupByDay(times, inNewYork, 2)[1]?.parts).toHaveLength(2);
  });

  test('is in the order of the calendars, where clinics are in several zones', () => {
    // Sooner in the world, but already tomorrow in Auckland.
    const auckland = openTime('2026-02-03T09:00:00+13:00');
    const honolulu = openTime('2026-02-02T15:00:00-10:00');
    const zoneOf = (time: ProposedAppointment) =>
      iana(time === auckland ? 'Pacific/Auckland' : 'Pacific/Honolulu');
    expect(
      groupByDay([auckland, honolulu], zoneOf, 9).map(({ date, parts }) => [date, parts[0]?.part]),
    ).toEqual([
      ['2026-02-02', 'afternoon'],
      ['2026-02-03', 'morning'],
    ]);
  });

  test('is empty without times', () => {
    expect(datesOf([])).toEqual([]);
  });
});

describe('[B14] a clash with the patient’s own appointment', () => {
  const visit = { start: monday, end: monday + 20 * minutes };
  const from = (start: number, end: number) => ({
    start: monday + start * minutes,
    end: monday + end * minutes,
  });

  test('is an overlap by one minute, from either side', () => {
    expect(overlaps(visit, from(19, 40))).toBe(true);
    expect(overlaps(visit, from(-20, 1))).toBe(true);
  });

  test('is a time within the other, and the same time', () => {
    expect(overlaps(visit, from(5, 10))).toBe(true);
    expect(overlaps(from(5, 10), visit)).toBe(true);
    expect(overlaps(visit, visit)).toBe(true);
  });

  test('is not a time right before or right after', () => {
    expect(overlaps(visit, from(20, 40))).toBe(false);
    expect(overlaps(visit, from(-20, 0))).toBe(false);
  });
});

describe('[B14] the own appointments that a time clashes with', () => {
  const time = openTime(monday);
  const own = (start: number, status: AppointmentStatus = 'booked') =>
    appointment(status, monday + start * minutes, { practitioners: [drOkafor] });

  test('are those that overlap it by a minute or more, soonest first', () => {
    const [before, early, late, after] = [own(-20), own(-19), own(19), own(20)];
    expect(clashesWith(time, [after, late, before, early])).toEqual([early, late]);
  });

  test.each(['booked', 'pending', 'arrived', 'checked-in'] as const)('may be %s', (status) => {
    expect(clashesWith(time, [own(0, status)])).toHaveLength(1);
  });

  test.each([
    'cancelled',
    'noshow',
    'entered-in-error',
    'proposed',
    'waitlist',
    'fulfilled',
    'unknown',
  ] as const)('are never %s', (status) => {
    expect(clashesWith(time, [own(0, status)])).toEqual([]);
  });

  test('leave out the hold on this very time, which may have another id', () => {
    expect(clashesWith(time, [appointment('pending', monday)])).toEqual([]);
  });

  test('have a booking of this very time, and a hold on a longer one that begins sooner', () => {
    const held = appointment('pending', monday - 10 * minutes);
    const booked = appointment('booked', monday);
    expect(clashesWith(time, [booked, held])).toEqual([held, booked]);
  });

  test('leave out the one that is to be moved', () => {
    const [moved, other] = [own(-10), own(10)];
    expect(clashesWith(time, [moved, other], moved.id)).toEqual([other]);
  });
});
