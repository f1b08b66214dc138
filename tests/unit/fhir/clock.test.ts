import { expect, test } from 'vitest';

import { EhrClock } from '../../../src/fhir/clock.ts';

const noon = Date.parse('2026-02-02T12:00:00Z');
const hour = 3_600_000;
const shows = (at: number) => new Date(at).toUTCString();

test('[B4] the EHR’s clock decides what is past, where the browser shows it', () => {
  let device = noon - 3 * hour;
  const clock = new EhrClock(() => device);
  expect(clock.now()).toBe(noon - 3 * hour);
  clock.hear(shows(noon), device);
  expect(Math.abs(clock.now() - noon)).toBeLessThanOrEqual(1_000);
  device += hour;
  expect(Math.abs(clock.now() - noon - hour)).toBeLessThanOrEqual(1_000);
});

test('a device that is right but for the way of the answer keeps its own clock', () => {
  const clock = new EhrClock(() => noon + 4_000);
  clock.hear(shows(noon + 2_000), noon);
  expect(clock.now()).toBe(noon + 4_000);
});

test('the way there and back is shared out: half of it has passed when the EHR writes', () => {
  const clock = new EhrClock(() => noon + 20_000);
  clock.hear(shows(noon + hour), noon);
  expect(Math.abs(clock.now() - (noon + hour + 10_000))).toBeLessThanOrEqual(1_000);
});

test.each([
  ['is hidden from pages of other hosts', null],
  ['is no date', 'soon'],
])('a header that %s leaves the device’s clock', (_, date) => {
  const clock = new EhrClock(() => noon);
  clock.hear(date, noon);
  expect(clock.now()).toBe(noon);
});

test('a device that is put right meanwhile is believed again', () => {
  let device = noon - 3 * hour;
  const clock = new EhrClock(() => device);
  clock.hear(shows(noon), device);
  device = noon + 60_000;
  clock.hear(shows(noon + 60_000), device);
  expect(clock.now()).toBe(noon + 60_000);
});
