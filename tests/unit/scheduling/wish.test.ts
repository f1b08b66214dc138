import { describe, expect, test } from 'vitest';

import type { Zone } from '../../../src/scheduling/availability.ts';
import type { Code, Venue } from '../../../src/scheduling/model.ts';
import {
  anything,
  asksForHours,
  fits,
  isAt,
  periodOf,
  rankOf,
  searchOf,
  timesWith,
  type Weekday,
  type Wish,
} from '../../../src/scheduling/wish.ts';
import {
  atEast,
  atWest,
  days,
  drChen,
  drOkafor,
  eastClinic,
  hours,
  monday,
  openTime,
} from '../../support/fixtures.ts';

const iana = (name: string): Zone => ({ kind: 'iana', name });
const newYork = iana('America/New_York');
const unknown: Zone = { kind: 'unknown' };
const wish = (more: Partial<Wish>): Wish => ({ ...anything, ...more });
const skin: Code = { system: 'http://snomed.info/sct', code: '394582007', display: 'Dermatology' };
const office: Code = { system: 'urn:types', code: 'office', display: 'Office visit' };

describe('what the EHR is asked for', () => {
  test('is nothing in particular where nothing was wished for', () => {
    expect(searchOf(anything)).toEqual({
      practitioners: [],
      locations: [],
      places: [],
      specialties: [],
      visitTypes: [],
    });
  });

  test.each<[string, Partial<Wish>, object]>([
    [
      'clinicians, in the order of preference',
      { practitioners: [drOkafor, drChen] },
      { practitioners: [drOkafor.reference, drChen.reference] },
    ],
    [
      'clinics, in the order of preference',
      { locations: [atWest, atEast] },
      { locations: [atWest.reference, atEast.reference] },
    ],
    ['a town or a zip code', { places: ['Albany', '12207'] }, { places: ['Albany', '12207'] }],
    ['specialties', { specialties: [skin] }, { specialties: [skin] }],
    ['kinds of visit', { visitTypes: [office] }, { visitTypes: [office] }],
    [
      'all five at once',
      {
        practitioners: [drChen],
        locations: [atEast],
        places: ['Albany'],
        specialties: [skin],
        visitTypes: [office],
      },
      {
        practitioners: [drChen.reference],
        locations: [atEast.reference],
        places: ['Albany'],
        specialties: [skin],
        visitTypes: [office],
      },
    ],
  ])('is %s', (_, wished, asked) => {
    expect(searchOf(wish(wished))).toEqual({ ...searchOf(anything), ...asked });
  });

  test('is one doctor for “times with Dr. Chen”, and nothing else', () => {
    expect(searchOf(timesWith(drChen))).toEqual({
      ...searchOf(anything),
      practitioners: [drChen.reference],
    });
  });

  test('has no hours, days or ways of being seen: no EHR can be asked for them', () => {
    const local = wish({
      from: '2026-03-01',
      to: '2026-03-31',
      weekdays: [6],
      partsOfDay: ['evening'],
      venues: ['video'],
    });
    expect(searchOf(local)).toEqual(searchOf(anything));
  });
});

test.each<[Partial<Wish>, boolean]>([
  [{}, false],
  [{ practitioners: [drChen], places: ['Albany'], venues: ['video'] }, false],
  [{ from: '2026-03-01' }, true],
  [{ to: '2026-03-01' }, true],
  [{ weekdays: [0] }, true],
  [{ partsOfDay: ['morning'] }, true],
])('%j asks for hours of the clinic’s clock: %j', (wished, answer) => {
  expect(asksForHours(wish(wished))).toBe(answer);
});

describe('a time is as it was wished for', () => {
  /** Saturday, 14 March 2026, 09:00 in New York, after the clocks went forward. */
  const saturday = openTime('2026-03-14T13:00:00Z');
  const isFit = (wished: Partial<Wish>, zone = newYork, time = saturday) =>
    fits(time, zone, wish(wished));

  test('always, where nothing was wished for', () => {
    expect(isFit({})).toBe(true);
    expect(isFit({}, unknown)).toBe(true);
  });

  test.each<[Partial<Wish>, boolean]>([
    [{ weekdays: [6] }, true],
    [{ weekdays: [1, 6] }, true],
    [{ weekdays: [0, 1, 2, 3, 4, 5] }, false],
    [{ partsOfDay: ['morning'] }, true],
    [{ partsOfDay: ['evening', 'morning'] }, true],
    [{ partsOfDay: ['afternoon', 'evening'] }, false],
    [{ from: '2026-03-14' }, true],
    [{ to: '2026-03-14' }, true],
    [{ from: '2026-03-14', to: '2026-03-14' }, true],
    [{ from: '2026-03-15' }, false],
    [{ to: '2026-03-13' }, false],
    [{ venues: ['in-person'] }, true],
    [{ venues: ['phone', 'in-person'] }, true],
    [{ venues: ['video'] }, false],
    [{ weekdays: [6], partsOfDay: ['morning'], from: '2026-03-01', venues: ['in-person'] }, true],
    [{ weekdays: [6], partsOfDay: ['evening'], from: '2026-03-01', venues: ['in-person'] }, false],
    [{ weekdays: [6], partsOfDay: ['morning'], from: '2026-03-01', venues: ['video'] }, false],
    [{ weekdays: [5], partsOfDay: ['morning'], from: '2026-03-01', venues: ['in-person'] }, false],
  ])('%j: %j', (wished, answer) => {
    expect(isFit(wished)).toBe(answer);
  });

  test('[B3] by the clinic’s calendar: late on Friday evening in Los Angeles it is Saturday in UTC', () => {
    const friday = openTime('2026-03-14T01:30:00Z');
    const losAngeles = iana('America/Los_Angeles');
    expect(isFit({ weekdays: [5], partsOfDay: ['evening'] }, losAngeles, friday)).toBe(true);
    expect(isFit({ weekdays: [6] }, losAngeles, friday)).toBe(false);
    expect(isFit({ to: '2026-03-13' }, losAngeles, friday)).toBe(true);
    expect(isFit({ from: '2026-03-14' }, losAngeles, friday)).toBe(false);
    expect(isFit({ weekdays: [6] }, iana('Pacific/Auckland'), friday)).toBe(true);
  });

  test('every day of a week is one weekday, and none is another', () => {
    for (let day = 0; day < 7; day += 1) {
      // Monday, 2 February 2026, 10:00 in New York, and the six days after it.
      const time = openTime(monday + day * days);
      const asked = ((day + 1) % 7) as Weekday;
      const all: readonly Weekday[] = [0, 1, 2, 3, 4, 5, 6];
      expect(all.filter((each) => isFit({ weekdays: [each] }, newYork, time))).toEqual([asked]);
    }
  });

  test('[B2] whatever its hour may be, where the clinic’s zone is unknown', () => {
    const hourly = { weekdays: [1], partsOfDay: ['evening'], from: '2027-01-01' } as const;
    expect(isFit(hourly, unknown)).toBe(true);
    expect(isFit({ ...hourly, venues: ['video'] }, unknown)).toBe(false);
  });

  test('by the offset that the EHR wrote, where that is all there is', () => {
    const evening = openTime('2026-03-14T01:30:00Z');
    expect(isFit({ weekdays: [5] }, { kind: 'offset', minutes: -420 }, evening)).toBe(true);
    expect(isFit({ weekdays: [5] }, { kind: 'offset', minutes: 0 }, evening)).toBe(false);
  });

  test('not by video where the EHR does not say how', () => {
    const time = openTime(monday, { venue: undefined as Venue });
    expect(isFit({ venues: ['video', 'phone', 'in-person'] }, newYork, time)).toBe(false);
    expect(isFit({}, newYork, time)).toBe(true);
  });
});

describe('[B5] the stretch that is searched for', () => {
  const now = monday;
  const farthest = now + 60 * days;
  const period = (more: Partial<Wish>) => periodOf(wish(more), { now, farthest });

  test('a wish without days goes from now to the farthest day', () => {
    expect(period({})).toEqual({ start: now, end: farthest });
  });

  test.each([
    ['Honolulu', 'Pacific/Honolulu', '-10:00'],
    ['Toronto', 'America/Toronto', '-04:00'],
    ['Auckland', 'Pacific/Auckland', '+13:00'],
    ['Kiritimati, first in the world', 'Pacific/Kiritimati', '+14:00'],
    ['Niue, among the last', 'Pacific/Niue', '-11:00'],
  ])('one day is searched whole at a clinic in %s, and is all that fits', (_, name, offset) => {
    const asked = wish({ from: '2026-03-31', to: '2026-03-31' });
    const { start, end } = periodOf(asked, { now, farthest });
    const at = (clock: string) => Date.parse(`${clock}${offset}`);
    const times = [
      '2026-03-30T23:40:00',
      '2026-03-31T00:00:00',
      '2026-03-31T12:00:00',
      '2026-03-31T23:40:00',
      '2026-04-01T00:00:00',
    ].map((clock) => openTime(at(clock)));
    const found = times
      .filter((time) => time.start >= start && time.start < end)
      .filter((time) => fits(time, iana(name), asked));
    expect(found).toEqual(times.slice(1, 4));
  });

  test('[B3] the last day of a month with 31 days is in it', () => {
    const { end } = period({ from: '2026-03-01', to: '2026-03-31' });
    expect(end).toBeGreaterThan(Date.parse('2026-03-31T23:59:00-12:00'));
  });

  test('never begins before now, also on the first day that was asked for', () => {
    expect(period({ from: '2026-02-02' }).start).toBe(now);
    expect(period({ from: '2026-01-01', to: '2026-02-02' })).toEqual({
      start: now,
      end: Date.parse('2026-02-03T12:00:00Z'),
    });
  });

  test('goes on for sixty days from a day that is far ahead', () => {
    const { start, end } = period({ from: '2026-06-01' });
    expect(start).toBe(Date.parse('2026-05-31T10:00:00Z'));
    expect(end).toBe(start + 60 * days);
  });

  test('is empty, and not upside down, where all of it is over or the last day comes before the first', () => {
    const over = period({ from: '2026-01-01', to: '2026-01-10' });
    expect(over.end).toBe(over.start);
    const crossed = period({ from: '2026-06-10', to: '2026-06-01' });
    expect(crossed.end).toBe(crossed.start);
  });

  test('may go beyond sixty days where a last day was asked for', () => {
    expect(period({ to: '2026-12-24' }).end).toBe(Date.parse('2026-12-25T12:00:00Z'));
  });
});

describe('a place answers to what the patient wrote', () => {
  const address = { ...eastClinic, address: ['1 Rue de l’Église', 'Saint-Jérôme, QC J7Z 1X6'] };

  test.each([
    ['nothing at all', [], true],
    ['the town', ['Saint-Jérôme'], true],
    ['the town without its accents', ['saint jerome'], true],
    ['how the town begins', ['SAINT-J'], true],
    ['the zip code', ['J7Z 1X6'], true],
    ['the first half of the zip code', ['J7Z'], true],
    ['the town and the state as they stand on an envelope', ['Saint-Jérôme, QC'], true],
    ['a later word of the town', ['jerome'], true],
    ['only the middle of a word', ['erome'], false],
    ['another town', ['Montréal'], false],
    ['one of two towns', ['Montréal', 'Saint-Jérôme'], true],
  ])('%s', (_, places, answer) => {
    expect(isAt(address, places)).toBe(answer);
  });

  test('and one without an address cannot be checked, so that nothing is hidden for it', () => {
    expect(isAt({ ...eastClinic, address: [] }, ['Montréal'])).toBe(true);
  });
});

describe('of two times at one hour the better one is', () => {
  const with_ = (more: Parameters<typeof openTime>[1]) => openTime(monday + hours, more);
  const both = wish({ practitioners: [drOkafor, drChen], locations: [atWest, atEast] });

  test('the one with the clinician who was named first, then the one at the clinic that was', () => {
    const ranked = [
      with_({ practitioners: [drOkafor], locations: [atWest] }),
      with_({ practitioners: [drOkafor], locations: [atEast] }),
      with_({ practitioners: [drChen], locations: [atWest] }),
      with_({ practitioners: [drChen], locations: [atEast] }),
      with_({ practitioners: [], locations: [] }),
    ].map((time) => rankOf(time, both));
    expect(ranked).toEqual([...ranked].sort((one, other) => one - other));
    expect(new Set(ranked).size).toBe(5);
  });

  test('none, where nothing was preferred', () => {
    expect(rankOf(with_({}), anything)).toBe(0);
    expect(rankOf(with_({ practitioners: [drOkafor] }), anything)).toBe(0);
  });

  test('the one with the first of several clinicians together', () => {
    const together = with_({ practitioners: [drChen, drOkafor], locations: [atWest] });
    expect(rankOf(together, both)).toBe(0);
  });
});
