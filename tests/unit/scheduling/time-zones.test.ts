import { tzOffset } from '@date-fns/tz/tzOffset';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  groupByDay,
  localDay,
  offsetAt,
  partOfDay,
  type Zone,
} from '../../../src/scheduling/availability.ts';
import type { ProposedAppointment } from '../../../src/scheduling/model.ts';
import { days, hours, minutes, openTime } from '../../support/fixtures.ts';

const iana = (name: string): Zone => ({ kind: 'iana', name });
const instant = (text: string) => Date.parse(text);
/** The clinic's wall, as the patient reads it. */
const wall = (at: number, zone: Zone) =>
  new Date(at + (offsetAt(at, zone) ?? NaN) * minutes).toISOString().slice(11, 16);

/** Zones of all kinds: whole hours and halves, with and without summer time, on both sides of the date line. */
const zones = [
  'America/New_York',
  'America/Los_Angeles',
  'America/Phoenix',
  'America/St_Johns',
  'America/Santiago',
  'Pacific/Honolulu',
  'Pacific/Pago_Pago',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Europe/Dublin',
  'Europe/London',
  'Australia/Lord_Howe',
  'Antarctica/Troll',
] as const;

describe('[B1] on 1 February a patient sees a time after the clock change as the clinic will keep it', () => {
  test.each([
    ['the day before the clocks go forward', 'America/New_York', '2026-03-07T14:00:00Z'],
    ['the day on which they go forward', 'America/New_York', '2026-03-08T13:00:00Z'],
    ['14 March, a week later', 'America/New_York', '2026-03-14T13:00:00Z'],
    ['15 March', 'America/New_York', '2026-03-15T13:00:00Z'],
    ['the day before they go back', 'America/New_York', '2026-10-31T13:00:00Z'],
    ['the day on which they go back', 'America/New_York', '2026-11-01T14:00:00Z'],
    ['the day after', 'America/New_York', '2026-11-02T14:00:00Z'],
    ['in March in Phoenix, which changes nothing', 'America/Phoenix', '2026-03-15T16:00:00Z'],
    ['in November in Phoenix', 'America/Phoenix', '2026-11-02T16:00:00Z'],
    ['in Kolkata, half an hour off', 'Asia/Kolkata', '2026-03-15T03:30:00Z'],
    ['in Honolulu', 'Pacific/Honolulu', '2026-03-15T19:00:00Z'],
    ['in Auckland before its summer ends', 'Pacific/Auckland', '2026-04-03T20:00:00Z'],
    ['in Auckland on the day it ends', 'Pacific/Auckland', '2026-04-04T21:00:00Z'],
    ['in Auckland before its summer begins', 'Pacific/Auckland', '2026-09-25T21:00:00Z'],
    ['in Auckland on the day it begins', 'Pacific/Auckland', '2026-09-26T20:00:00Z'],
  ])('%s (%s): 9:00, in the morning of that day', (_, name, at) => {
    const zone = iana(name);
    const time = openTime(at);
    expect(wall(time.start, zone)).toBe('09:00');
    expect(partOfDay(time.start, zone)).toBe('morning');
    const [day] = groupByDay([time], () => zone, 1);
    expect(day?.date).toBe(localDay(time.start, zone));
    expect(day?.parts).toEqual([{ part: 'morning', times: [time] }]);
  });

  test('the hours around both changes of one day are told apart, also when they are asked in any order', () => {
    const newYork = iana('America/New_York');
    const spring = ['2026-03-08T07:00:00Z', '2026-03-08T06:59:00Z'].map(instant);
    const autumn = ['2026-11-01T06:00:00Z', '2026-11-01T05:59:00Z'].map(instant);
    expect(spring.map((at) => wall(at, newYork))).toEqual(['03:00', '01:59']);
    expect(autumn.map((at) => wall(at, newYork))).toEqual(['01:00', '01:59']);
    expect([...spring].reverse().map((at) => offsetAt(at, newYork))).toEqual([-300, -240]);
    expect([...autumn].reverse().map((at) => offsetAt(at, newYork))).toEqual([-240, -300]);
  });
});

test('[B1] at any moment of fifteen years every zone has the offset that the zone tables give', () => {
  const between = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 11, 31) });
  fc.assert(
    fc.property(between, fc.constantFrom(...zones), (at, name) => {
      // Twice: what was reckoned once is the same when it is asked for again.
      expect(offsetAt(at, iana(name))).toBe(tzOffset(name, new Date(at)));
      expect(offsetAt(at, iana(name))).toBe(tzOffset(name, new Date(at)));
    }),
    { numRuns: 2_000 },
  );
});

test('[B1] in the hours around midnight UTC and around a clock change too', () => {
  const changes = zones.flatMap((name) =>
    Array.from({ length: 366 }, (_, day) => Date.UTC(2026, 0, 1) + day * days)
      .filter((day) => tzOffset(name, new Date(day)) !== tzOffset(name, new Date(day + days)))
      .map((day) => [name, day] as const),
  );
  expect(changes.length).toBeGreaterThan(15);
  for (const [name, day] of changes) {
    for (let at = day - minutes; at <= day + days + minutes; at += 29 * minutes) {
      expect(offsetAt(at, iana(name)), `${name} ${new Date(at).toISOString()}`).toBe(
        tzOffset(name, new Date(at)),
      );
    }
  }
});

describe('[B3] the days of a list', () => {
  /** The same without stopping early, and by nothing but the calendar of each time's own zone. */
  const naive = (
    times: readonly ProposedAppointment[],
    zoneOf: (time: ProposedAppointment) => Zone,
    limit: number,
  ) => {
    const dates = [...new Set(times.map((time) => localDay(time.start, zoneOf(time))))].sort();
    return dates.slice(0, limit).map((date) => ({
      date,
      parts: (['morning', 'afternoon', 'evening'] as const)
        .map((part) => ({
          part,
          times: times.filter(
            (time) =>
              localDay(time.start, zoneOf(time)) === date &&
              partOfDay(time.start, zoneOf(time)) === part,
          ),
        }))
        .filter(({ times: listed }) => listed.length > 0),
    }));
  };
  const somewhere = fc.oneof(
    fc.constantFrom(...zones).map(iana),
    fc
      .integer({ min: -12 * 60, max: 14 * 60 })
      .map((east): Zone => ({ kind: 'offset', minutes: east })),
    fc.constant<Zone>({ kind: 'unknown' }),
  );
  const start = Date.UTC(2026, 9, 28);

  test('are the same however early the grouping stops, for times in several zones', () => {
    const lists = fc.array(
      fc.record({
        minute: fc.integer({ min: 0, max: 12 * 24 * 60 }),
        zone: somewhere,
      }),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(lists, fc.integer({ min: 0, max: 14 }), (list, limit) => {
        const zoneOf = new Map<string, Zone>();
        const times = list
          .map(({ minute, zone }, index) => {
            const key = String(index);
            zoneOf.set(key, zone);
            return openTime(start + minute * minutes, { key });
          })
          .sort((one, other) => one.start - other.start);
        const zone = ({ key }: ProposedAppointment) => zoneOf.get(key)!;
        expect(groupByDay(times, zone, limit)).toEqual(naive(times, zone, limit));
      }),
      { numRuns: 400 },
    );
  });

  test('are the same where Kiritimati begins a day that Pago Pago ends fifty hours later', () => {
    const [first, last] = [iana('Pacific/Kiritimati'), { kind: 'offset', minutes: -720 } as const];
    // Half past midnight on the line's one side, half past eleven at night on the other: both are 2 November.
    const early = openTime('2026-11-02T00:30:00+14:00', { key: 'early' });
    const tomorrow = openTime('2026-11-03T00:30:00+14:00', { key: 'tomorrow' });
    const late = openTime('2026-11-02T23:30:00-12:00', { key: 'late' });
    const zoneOf = (time: ProposedAppointment): Zone => (time === late ? last : first);
    expect(late.start - early.start).toBe(49 * hours);
    expect(groupByDay([early, tomorrow, late], zoneOf, 1)).toEqual([
      {
        date: '2026-11-02',
        parts: [
          { part: 'morning', times: [early] },
          { part: 'evening', times: [late] },
        ],
      },
    ]);
  });

  test('do not look at times long after the last listed day', () => {
    const newYork = iana('America/New_York');
    const times = Array.from({ length: 1_000 }, (_, index) => openTime(start + index * hours));
    let asked = 0;
    groupByDay(
      times,
      () => {
        asked += 1;
        return newYork;
      },
      10,
    );
    expect(asked).toBeLessThan(13 * 24);
  });

  test('have half past one at night UTC on 11 March under 10 March in Los Angeles', () => {
    const time = openTime('2026-03-11T01:30:00Z');
    expect(groupByDay([time], () => iana('America/Los_Angeles'), 1)).toEqual([
      { date: '2026-03-10', parts: [{ part: 'evening', times: [time] }] },
    ]);
  });

  test('keep 5 January 2026 and 5 January 2027 apart, and have 31 January', () => {
    const times = ['2026-01-05', '2026-01-31', '2026-02-01', '2027-01-05'].map((date) =>
      openTime(`${date}T23:00:00-05:00`),
    );
    expect(groupByDay(times, () => iana('America/New_York'), 9).map(({ date }) => date)).toEqual([
      '2026-01-05',
      '2026-01-31',
      '2026-02-01',
      '2027-01-05',
    ]);
  });
});
