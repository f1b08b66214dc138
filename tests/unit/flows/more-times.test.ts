import { describe, expect, test } from 'vitest';

import { daysListed, MoreTimes } from '../../../src/flows/more-times.svelte.ts';
import { Places, type PlaceSettings } from '../../../src/flows/places.svelte.ts';
import type { Location, ProposedAppointment } from '../../../src/scheduling/model.ts';
import type { FoundAppointments, Search } from '../../../src/scheduling/ports.ts';
import { ok } from '../../../src/scheduling/result.ts';
import { anything, timesWith } from '../../../src/scheduling/wish.ts';
import { testClock } from '../../support/clock.ts';
import {
  failed,
  scriptedEhr,
  found,
  onItsWay,
  settled,
  type ScriptedEhr,
} from '../../support/scripted-ehr.ts';
import {
  atWest,
  days,
  drChen,
  drOkafor,
  eastClinic,
  hours,
  monday,
  openTime,
} from '../../support/fixtures.ts';

const chen = timesWith(drChen);
const nothing: PlaceSettings = { locations: {}, timeZone: undefined };

function moreTimesWith(ehr: ScriptedEhr, settings = nothing, clock = testClock(monday)) {
  return new MoreTimes(ehr, clock.now, new Places(ehr, settings), clock.later);
}
/** A clinic with these times, at most so many an answer, soonest first. */
const clinicWith =
  (times: readonly ProposedAppointment[], atOnce = Infinity) =>
  ({ start, end }: Search) => {
    const asked = times.filter((time) => time.start >= start && time.start < end);
    return found(asked.slice(0, atOnce), { complete: asked.length <= atOnce });
  };
/** The windows that were searched, in days from now. */
const windows = (ehr: ScriptedEhr) =>
  ehr.findAppointments.calls.map(([{ start, end }]) =>
    [start, end].map((instant) => (instant - monday) / days),
  );
const listOf = (more: MoreTimes) =>
  more.step.at === 'listed' ? more.step.times.map(({ key }) => key) : more.step.at;
const each = (count: number, everyDays = 1) =>
  Array.from({ length: count }, (_, index) => openTime(monday + hours + index * everyDays * days));

describe('the next ten days with times', () => {
  test('come from one search where the clinic has times all day, every day', async () => {
    const ehr = scriptedEhr();
    const times = each(60).flatMap(({ start }) =>
      [0, 2, 4, 7].map((hour) => openTime(start + hour * hours)),
    );
    ehr.findAppointments.answers(clinicWith(times));
    const more = moreTimesWith(ehr);
    const opened = more.open(anything);
    expect(more.step).toEqual({ at: 'looking' });
    await opened;
    await settled();
    expect(windows(ehr)).toEqual([[0, 14]]);
    expect(more.days.map(({ date }) => date)).toEqual(
      each(10).map(({ start }) => new Date(start).toISOString().slice(0, 10)),
    );
  });

  test('are looked for in two weeks after two weeks, until there are ten', async () => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(clinicWith(each(20, 3)));
    const more = moreTimesWith(ehr);
    await more.open(anything);
    await settled();
    expect(windows(ehr)).toEqual([
      [0, 14],
      [14, 28],
      [28, 42],
    ]);
    expect(more.days).toHaveLength(daysListed);
    expect(more.step).toMatchObject({ at: 'listed', complete: true });
  });

  test('are fewer only where sixty days have fewer', async () => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(clinicWith(each(4, 15)));
    const more = moreTimesWith(ehr);
    await more.open(anything);
    await settled();
    expect(windows(ehr).at(-1)).toEqual([56, 60]);
    expect(more.days).toHaveLength(4);
    expect(more.step).toMatchObject({ complete: true });
  });

  test('[B3] are the clinic’s days: Sydney’s mornings and afternoons are one day, though UTC has two', async () => {
    const ehr = scriptedEhr();
    const nine = Date.parse('2026-02-04T09:00:00+11:00');
    const times = Array.from({ length: 25 }, (_, index) => nine + index * 2 * days).flatMap(
      (morning) => [openTime(morning), openTime(morning + 7 * hours)],
    );
    ehr.findAppointments.answers(clinicWith(times));
    const more = moreTimesWith(ehr, {
      ...nothing,
      locations: { 'Location/east': 'Australia/Sydney' },
    });
    await more.open(anything);
    expect(more.days).toHaveLength(daysListed);
    expect(more.days.every(({ parts }) => parts.length === 2)).toBe(true);
  });

  test('the last one is whole', async () => {
    const ehr = scriptedEhr();
    // Twice a day; the second window begins between the two.
    const times = each(30).flatMap((time) => [time, openTime(time.start + 8 * hours)]);
    ehr.findAppointments.answers(clinicWith(times, 15));
    const more = moreTimesWith(ehr);
    await more.open(anything);
    await settled();
    expect(more.days).toHaveLength(daysListed);
    expect(more.days.map(({ parts }) => parts.flatMap((part) => part.times).length)).toEqual(
      Array.from({ length: daysListed }, () => 2),
    );
  });

  test('are none where sixty days have none, and the page says until when was searched', async () => {
    const ehr = scriptedEhr();
    const more = moreTimesWith(ehr);
    await more.open(anything);
    expect(more.step).toEqual({ at: 'none', searchedUntil: monday + 60 * days });
    expect(more.days).toEqual([]);
  });

  test('are sorted over all windows, each time once', async () => {
    const ehr = scriptedEhr();
    const [one, two] = [openTime(monday + 1 * days), openTime(monday + 15 * days)];
    // An EHR that ignores the window gives everything every time.
    ehr.findAppointments.answers(found([two, one, two]));
    const more = moreTimesWith(ehr);
    await more.open(anything);
    expect(listOf(more)).toEqual([one.key, two.key]);
  });
});

describe('one doctor’s times', () => {
  test('are asked for by reference, and others’ are left out', async () => {
    const ehr = scriptedEhr();
    const withOkafor = openTime(monday + 1 * days, { practitioners: [drOkafor] });
    const withChen = openTime(monday + 2 * days);
    ehr.findAppointments.answers(found([withOkafor, withChen]));
    const more = moreTimesWith(ehr);
    await more.open(chen);
    expect(more.wish).toEqual(chen);
    expect(ehr.findAppointments.calls[0]?.[0].practitioners).toEqual([drChen.reference]);
    expect(listOf(more)).toEqual([withChen.key]);
  });

  test('anyone’s are asked for without naming a doctor', async () => {
    const ehr = scriptedEhr();
    const more = moreTimesWith(ehr);
    await more.open(anything);
    expect(ehr.findAppointments.calls[0]?.[0]).toMatchObject({ practitioners: [] });
  });
});

describe('an answer that was cut off', () => {
  test('is gone on with at its last time, and nothing is missing', async () => {
    const ehr = scriptedEhr();
    const times = each(9);
    ehr.findAppointments.answers(clinicWith(times, 4));
    const more = moreTimesWith(ehr);
    await more.open(anything);
    expect(listOf(more)).toEqual(times.map(({ key }) => key));
    const [, second, third] = windows(ehr);
    const daysTo = (index: number) => ((times[index]?.start ?? NaN) - monday) / days;
    expect(second?.[0]).toBe(daysTo(3));
    expect(third?.[0]).toBe(daysTo(6));
  });

  test('keeps others at the very hour at which it was cut off', async () => {
    const ehr = scriptedEhr();
    const hour = monday + 1 * days;
    const both = [openTime(hour), openTime(hour, { practitioners: [drOkafor] })];
    const times = [openTime(monday + hours), ...both];
    ehr.findAppointments.answers(clinicWith(times, 2));
    const more = moreTimesWith(ehr);
    await more.open(anything);
    expect(listOf(more)).toEqual(times.map(({ key }) => key));
  });

  test.each([
    ['the same times', found([openTime(monday + hours)], { complete: false })],
    ['nothing at all', found([], { complete: false })],
  ])('for ever, with %s, ends all the same', async (_, answer) => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(answer);
    const more = moreTimesWith(ehr);
    await more.open(anything);
    expect(ehr.findAppointments.calls.length).toBeLessThanOrEqual(7);
    expect(['listed', 'none']).toContain(more.step.at);
  });
});

describe('an EHR that stops answering', () => {
  test('on the way leaves what came first, and says that there may be more', async () => {
    const ehr = scriptedEhr();
    const time = openTime(monday + 1 * days);
    ehr.findAppointments.answers(found([time]), failed('no-answer'));
    const more = moreTimesWith(ehr);
    await more.open(anything);
    expect(more.step).toEqual({
      at: 'listed',
      times: [time],
      looking: false,
      complete: false,
      searchedUntil: monday + 14 * days,
      ignored: [],
    });
    expect(ehr.findAppointments.calls).toHaveLength(2);
  });

  test('before any time came is a failure', async () => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(found([]), failed('server-error'));
    const more = moreTimesWith(ehr);
    await more.open(anything);
    expect(more.step).toEqual({ at: 'failed', failure: failed('server-error').failure });
  });
});

describe('opened for somebody else while it was still looking', () => {
  test('the older search is called off, and its late answer changes nothing', async () => {
    const ehr = scriptedEhr();
    const late = onItsWay<FoundAppointments>();
    const withChen = openTime(monday + 2 * days);
    ehr.findAppointments.answers(late.promise, found([withChen]));
    const more = moreTimesWith(ehr);
    const first = more.open(anything);
    const signal = ehr.findAppointments.calls[0]?.[1];
    expect(signal?.aborted).toBe(false);
    await more.open(chen);
    expect(signal?.aborted).toBe(true);
    const asked = ehr.findAppointments.calls.length;
    late.arrive(found([openTime(monday + 1 * days, { practitioners: [drOkafor] })]));
    await first;
    expect(more.wish).toEqual(chen);
    expect(listOf(more)).toEqual([withChen.key]);
    expect(ehr.findAppointments.calls).toHaveLength(asked);
    expect(ehr.findAppointments.calls.at(-1)?.[1]?.aborted).toBe(false);
  });
});

describe('the listed days', () => {
  test('wait until the zone of every time is known', async () => {
    const ehr = scriptedEhr();
    const answer = onItsWay<Location>();
    const denver = { ...eastClinic, reference: 'Location/west', timeZone: 'America/Denver' };
    ehr.readLocation.answers((reference) =>
      reference === 'Location/west' ? ok(denver) : answer.promise,
    );
    const times = [
      openTime('2026-02-03T14:00:00Z'),
      openTime('2026-02-04T05:30:00Z', { locations: [atWest] }),
    ];
    ehr.findAppointments.answers(clinicWith(times));
    const more = moreTimesWith(ehr);
    await more.open(anything);
    await settled();
    expect(more.step.at).toBe('listed');
    expect(more.days).toEqual([]);
    answer.arrive(ok(eastClinic));
    await settled();
    expect(more.days.map(({ date, parts }) => [date, parts.map(({ part }) => part)])).toEqual([
      ['2026-02-03', ['morning', 'evening']],
    ]);
  });
});

test('[B10] a time that the EHR refused is not listed again', async () => {
  const ehr = scriptedEhr();
  const [one, two] = [openTime(monday + 1 * days), openTime(monday + 2 * days)];
  ehr.findAppointments.answers(clinicWith([one, two]));
  const more = moreTimesWith(ehr);
  more.withdraw(one);
  await more.open(anything);
  expect(listOf(more)).toEqual([two.key]);
});
