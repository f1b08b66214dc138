import { expect, test } from 'vitest';

import { whenFirstPasses } from '../../../src/flows/passing.ts';
import { testClock } from '../../support/clock.ts';
import { days, hours, minutes, monday } from '../../support/fixtures.ts';

type Time = { readonly start: number };

function watching(starts: readonly number[]) {
  const clock = testClock(monday);
  const told: { readonly left: readonly Time[]; readonly gone: readonly Time[] }[] = [];
  const times = starts.map((start) => ({ start }));
  const stop = whenFirstPasses(times, clock.now, clock.later, (left, gone) => {
    told.push({ left, gone });
  });
  return { clock, told, stop, times };
}

test('[B4] a time is told of at the moment at which it begins, not before', () => {
  const { clock, told, times } = watching([monday + 5 * minutes, monday + hours]);
  clock.pass(5 * minutes - 1);
  expect(told).toEqual([]);
  clock.pass(1);
  expect(told).toEqual([{ left: [times[1]], gone: [times[0]] }]);
  expect(clock.pending()).toBe(0);
});

test('[B4] all that have begun are told of together, also where the computer slept meanwhile', () => {
  const clock = testClock(monday);
  const times = [1, 2, 3].map((hour) => ({ start: monday + hour * hours }));
  const told: (readonly Time[])[] = [];
  // The timer fires when the computer wakes up, long after it was due.
  const asleep = (_: number, run: () => void) => clock.later(2.5 * hours, run);
  whenFirstPasses(times, clock.now, asleep, (left, gone) => told.push(left, gone));
  clock.pass(3 * hours);
  expect(told).toEqual([[times[2]], [times[0], times[1]]]);
});

test('[B4] a time that has begun already is told of at once', () => {
  const { clock, told, times } = watching([monday - hours, monday + hours]);
  clock.pass(0);
  expect(told).toEqual([{ left: [times[1]], gone: [times[0]] }]);
});

test('a time months ahead is waited for in steps that a browser can count', () => {
  const clock = testClock(monday);
  const waits: number[] = [];
  let told = 0;
  const later = (milliseconds: number, run: () => void) => {
    waits.push(milliseconds);
    return clock.later(milliseconds, run);
  };
  whenFirstPasses([{ start: monday + 60 * days }], clock.now, later, () => (told += 1));
  clock.pass(60 * days - 1);
  expect(Math.max(...waits)).toBeLessThan(2 ** 31);
  expect(told).toBe(0);
  clock.pass(1);
  expect(told).toBe(1);
});

test('who has left is told of nothing', () => {
  const { clock, told, stop } = watching([monday + hours, monday + 3 * days]);
  stop();
  expect(clock.pending()).toBe(0);
  clock.pass(9 * days);
  expect(told).toEqual([]);
});

test('who leaves after a day of waiting is told of nothing either', () => {
  const { clock, told, stop } = watching([monday + 3 * days]);
  clock.pass(2 * days);
  stop();
  expect(clock.pending()).toBe(0);
  clock.pass(9 * days);
  expect(told).toEqual([]);
});

test('an empty list is not watched', () => {
  expect(watching([]).clock.pending()).toBe(0);
});
