import { afterEach, describe, expect, test, vi } from 'vitest';

import type { Zone } from '../../../src/scheduling/availability.ts';
import { createFormat } from '../../../src/ui/format.ts';
import { first as en } from '../../../src/ui/messages/en.ts';

const format = createFormat('en', en);
const iana = (name: string): Zone => ({ kind: 'iana', name });
const newYork = iana('America/New_York');
const phoenix = iana('America/Phoenix');
const unknown: Zone = { kind: 'unknown' };
const at = (instant: string) => Date.parse(instant);

const usualZone = process.env['TZ'];
afterEach(() => {
  process.env['TZ'] = usualZone;
  vi.useRealTimers();
});

describe('[B1] the hour is that of the appointment’s own day', () => {
  test.each([
    [
      'before the clocks change',
      '2027-03-13T14:00:00Z',
      newYork,
      'Saturday, March 13, 9:00 AM Eastern Time',
    ],
    [
      'after the clocks change',
      '2027-03-15T13:00:00Z',
      newYork,
      'Monday, March 15, 9:00 AM Eastern Time',
    ],
    [
      'minutes before the change in March',
      '2027-03-14T06:59:00Z',
      newYork,
      'Sunday, March 14, 1:59 AM Eastern Time',
    ],
    [
      'minutes after the change in March',
      '2027-03-14T07:00:00Z',
      newYork,
      'Sunday, March 14, 3:00 AM Eastern Time',
    ],
    [
      'on the change day in November',
      '2027-11-07T14:00:00Z',
      newYork,
      'Sunday, November 7, 9:00 AM Eastern Time',
    ],
    [
      'the first 1:30 in November',
      '2027-11-07T05:30:00Z',
      newYork,
      'Sunday, November 7, 1:30 AM Eastern Time',
    ],
    [
      'the second 1:30 in November',
      '2027-11-07T06:30:00Z',
      newYork,
      'Sunday, November 7, 1:30 AM Eastern Time',
    ],
    [
      'in winter where clocks never change',
      '2027-02-01T16:00:00Z',
      phoenix,
      'Monday, February 1, 9:00 AM Mountain Standard Time',
    ],
    [
      'in summer where clocks never change',
      '2027-07-01T16:00:00Z',
      phoenix,
      'Thursday, July 1, 9:00 AM Mountain Standard Time',
    ],
  ])('%s', (_, instant, zone, words) => {
    expect(format.when(at(instant), zone)).toBe(words);
  });

  test.each(['Asia/Kolkata', 'Pacific/Honolulu', 'America/New_York', 'Pacific/Auckland'])(
    'in a browser that stands in %s, in February',
    (browser) => {
      process.env['TZ'] = browser;
      vi.useFakeTimers({ now: at('2027-02-01T15:00:00Z') });
      expect(format.when(at('2027-03-15T13:00:00Z'), newYork)).toBe(
        'Monday, March 15, 9:00 AM Eastern Time',
      );
    },
  );
});

describe('[B2] the zone', () => {
  test.each([
    [newYork, 'Eastern Time'],
    [iana('America/Chicago'), 'Central Time'],
    [iana('America/Indiana/Indianapolis'), 'Eastern Time'],
    [{ kind: 'offset', minutes: -300 } as const, 'UTC−5'],
    [{ kind: 'offset', minutes: 330 } as const, 'UTC+5:30'],
    [{ kind: 'offset', minutes: -570 } as const, 'UTC−9:30'],
    [{ kind: 'offset', minutes: 0 } as const, 'UTC'],
    [unknown, undefined],
  ])('%o is named %s', (zone, name) => {
    expect(format.zone(at('2027-03-15T13:00:00Z'), zone)).toBe(name);
  });

  test('that was only written as an offset gives that offset’s hour', () => {
    expect(format.when(at('2027-03-15T13:00:00Z'), { kind: 'offset', minutes: -240 })).toBe(
      'Monday, March 15, 9:00 AM UTC−4',
    );
  });

  test('that is unknown gives no hour, a day only roughly, and the advice to call', () => {
    const instant = at('2027-03-15T13:00:00Z');
    expect(format.hour(instant, unknown)).toBeUndefined();
    expect(format.when(instant, unknown)).toBe(
      'About Monday, March 15. Clinic local time could not be confirmed. Please call.',
    );
    expect(format.elsewhere(instant, unknown)).toBeUndefined();
  });
});

describe('[B2] the second line', () => {
  test('gives the hour of the browser where it differs', () => {
    process.env['TZ'] = 'America/Chicago';
    expect(format.elsewhere(at('2027-03-15T13:00:00Z'), newYork)).toBe('8:00 AM');
  });

  test('gives the day too where that differs', () => {
    process.env['TZ'] = 'Pacific/Auckland';
    expect(format.elsewhere(at('2027-03-15T13:00:00Z'), newYork)).toBe(
      'Tuesday, March 16, 2:00 AM',
    );
  });

  test('is absent where the clocks agree, whatever the zone is called', () => {
    process.env['TZ'] = 'America/Toronto';
    expect(format.elsewhere(at('2027-03-15T13:00:00Z'), newYork)).toBeUndefined();
  });

  test('comes and goes with the seasons of the appointment, not of today', () => {
    process.env['TZ'] = 'America/Denver';
    expect(format.elsewhere(at('2027-02-01T16:00:00Z'), phoenix)).toBeUndefined();
    expect(format.elsewhere(at('2027-07-01T16:00:00Z'), phoenix)).toBe('10:00 AM');
  });
});

describe('[B3] the day', () => {
  test('is the clinic’s: an evening there is not tomorrow', () => {
    expect(format.day(at('2026-03-11T01:30:00Z'), iana('America/Los_Angeles'))).toBe(
      'Tuesday, March 10',
    );
  });

  test('has its year in lists that reach into other years', () => {
    expect(format.dayAndYear(at('2026-01-01T02:00:00Z'), newYork)).toBe(
      'Wednesday, December 31, 2025',
    );
  });

  test.each([
    ['2027-03-02', 'March 2, 2027'],
    ['2027-03', 'March 2027'],
    ['2027', '2027'],
    ['soon', 'soon'],
  ])('of a record, %s, is read in no zone at all: %s', (date, words) => {
    process.env['TZ'] = 'Pacific/Honolulu';
    expect(format.calendarDate(date)).toBe(words);
  });

  test('of a calendar is named as it stands there', () => {
    process.env['TZ'] = 'Pacific/Honolulu';
    expect(format.calendarDay('2027-03-02')).toBe('Tuesday, March 2');
  });
});

test('a thousand times cost no more formatters than one', () => {
  const { DateTimeFormat } = Intl;
  let made = 0;
  vi.stubGlobal('Intl', {
    ...Intl,
    DateTimeFormat: class extends DateTimeFormat {
      constructor(...given: ConstructorParameters<typeof DateTimeFormat>) {
        super(...given);
        made += 1;
      }
    },
  });
  try {
    const fresh = createFormat('en', en);
    for (let n = 0; n < 1000; n += 1) {
      const instant = at('2027-03-01T13:00:00Z') + n * 3_600_000;
      fresh.when(instant, newYork);
      fresh.dayAndYear(instant, newYork);
      fresh.elsewhere(instant, newYork);
    }
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThanOrEqual(6);
  } finally {
    vi.unstubAllGlobals();
  }
});
