import { describe, expect, test } from 'vitest';

import { daysListed, MoreTimes } from '../../../src/flows/more-times.svelte.ts';
import { Places, type PlaceSettings } from '../../../src/flows/places.svelte.ts';
import type { Location, ProposedAppointment } from '../../../src/scheduling/model.ts';
import type { FoundAppointments, Search } from '../../../src/scheduling/ports.ts';
import { ok } from '../../../src/scheduling/result.ts';
import { anything, timesWith, type Wish } from '../../../src/scheduling/wish.ts';
import { testClock } from '../../support/clock.ts';
import {
  atEast,
  atWest,
  days,
  drChen,
  drOkafor,
  eastClinic,
  hours,
  minutes,
  monday,
  openTime,
} from '../../support/fixtures.ts';
import {
  failed,
  found,
  onItsWay,
  scriptedEhr,
  settled,
  type ScriptedEhr,
} from '../../support/scripted-ehr.ts';

const inNewYork: PlaceSettings = {
  locations: { 'Location/east': 'America/New_York', 'Location/west': 'America/Los_Angeles' },
  timeZone: undefined,
};
const nothing: PlaceSettings = { locations: {}, timeZone: undefined };
const wish = (more: Partial<Wish>): Wish => ({ ...anything, ...more });

function listWith(
  ehr: ScriptedEhr,
  answer?: Parameters<ScriptedEhr['findAppointments']['answers']>[0],
  settings = inNewYork,
) {
  if (answer !== undefined) ehr.findAppointments.answers(answer);
  const clock = testClock(monday);
  const places = new Places(ehr, settings);
  return { more: new MoreTimes(ehr, clock.now, places, clock.later), clock, places };
}
/** A clinic with these times, soonest first, that gives no more than it is asked for. */
const clinicWith =
  (times: readonly ProposedAppointment[], atMost = Infinity) =>
  ({ start, end, practitioners = [], count = Infinity }: Search) => {
    const there = times.filter(
      (time) =>
        time.start >= start &&
        time.start < end &&
        (practitioners.length === 0 ||
          time.practitioners.some(({ reference }) => practitioners.includes(reference ?? ''))),
    );
    const given = there.slice(0, Math.min(count, atMost));
    return found(given, { complete: given.length === there.length && given.length < count });
  };
/** So many times on each of so many days, from 9:00 in New York on, every `every` minutes. */
const busy = (count: number, aDay: number, every = 5): readonly ProposedAppointment[] =>
  Array.from({ length: count }, (_, day) =>
    Array.from({ length: aDay }, (_, index) =>
      openTime(monday + (day + 1) * days - hours + index * every * minutes),
    ),
  ).flat();
const timesOf = (more: MoreTimes) => (more.step.at === 'listed' ? more.step.times : []);
const datesOf = (more: MoreTimes) => more.days.map(({ date }) => date);
const countsOf = (more: MoreTimes) =>
  more.days.map(({ parts }) => parts.reduce((sum, { times }) => sum + times.length, 0));
const asked = (ehr: ScriptedEhr) => ehr.findAppointments.calls.map(([search]) => search);

describe('the list of a busy clinic', () => {
  test('begins with a small answer, and goes on with large ones', async () => {
    const ehr = scriptedEhr();
    const { more } = listWith(ehr, clinicWith(busy(30, 80)));
    await more.open(anything);
    const [first, ...others] = asked(ehr).map(({ count }) => count);
    expect(first).toBe(100);
    expect(others.length).toBeGreaterThan(0);
    expect(new Set(others)).toEqual(new Set([500]));
  });

  test('shows the first times while further days are looked for, and says that it still looks', async () => {
    const ehr = scriptedEhr();
    const second = onItsWay<FoundAppointments>();
    const times = busy(30, 80);
    const answer = clinicWith(times);
    const { more } = listWith(ehr);
    ehr.findAppointments.answers(answer, second.promise, answer);
    const opened = more.open(anything);
    expect(more.step).toEqual({ at: 'looking' });
    await settled();
    expect(more.step).toMatchObject({ at: 'listed', looking: true });
    expect(timesOf(more)).toEqual(times.slice(0, 100));
    expect(datesOf(more)).toEqual(['2026-02-03', '2026-02-04']);
    expect(more.hasLater).toBe(false);
    second.arrive(answer(asked(ehr)[1]!));
    await opened;
    expect(more.step).toMatchObject({ at: 'listed', looking: false, complete: true });
    expect(datesOf(more)).toHaveLength(daysListed);
    expect(more.hasLater).toBe(true);
  });

  test.each([7, 80, 99, 100, 101, 250])(
    'has every time of its ten days once, whole, with %d times a day',
    async (aDay) => {
      const ehr = scriptedEhr();
      const times = busy(30, aDay, 3);
      const { more } = listWith(ehr, clinicWith(times));
      await more.open(anything);
      expect(countsOf(more)).toEqual(Array.from({ length: daysListed }, () => aDay));
      const listed = more.days.flatMap(({ parts }) => parts.flatMap((part) => part.times));
      expect(listed).toEqual(times.slice(0, daysListed * aDay));
      expect(new Set(timesOf(more).map(({ key }) => key)).size).toBe(timesOf(more).length);
    },
  );

  test('has all of one moment, also where more are free then than one answer holds', async () => {
    const ehr = scriptedEhr();
    const nine = monday + 1 * days;
    const everybody = Array.from({ length: 230 }, (_, index) =>
      openTime(nine, { practitioners: [{ reference: `Practitioner/${index}`, display: 'Dr.' }] }),
    );
    const after = openTime(nine + hours);
    const { more } = listWith(ehr, clinicWith([...everybody, after]));
    await more.open(anything);
    expect(timesOf(more)).toHaveLength(231);
    expect(more.step).toMatchObject({ complete: true });
  });

  test('goes on after a moment at which more are free than the EHR ever gives, and says that some are missing', async () => {
    const ehr = scriptedEhr();
    const nine = monday + 1 * days;
    const everybody = Array.from({ length: 9 }, (_, index) =>
      openTime(nine, { practitioners: [{ reference: `Practitioner/${index}`, display: 'Dr.' }] }),
    );
    const after = [openTime(nine + hours), openTime(nine + 5 * days)];
    const { more } = listWith(ehr, clinicWith([...everybody, ...after], 4));
    await more.open(anything);
    expect(timesOf(more)).toEqual([...everybody.slice(0, 4), ...after]);
    expect(more.step).toMatchObject({ at: 'listed', complete: false });
  });

  test('of an EHR that ignores whom was asked for and cuts off before it comes to them, has their times', async () => {
    const ehr = scriptedEhr();
    const others = busy(4, 60).map((time) =>
      openTime(time.start, { practitioners: [drOkafor], key: `other-${time.key}` }),
    );
    const own = openTime(monday + 4 * days + 11 * hours);
    const all = [...others, own].sort((one, other) => one.start - other.start);
    const everyone = clinicWith(all);
    const { more } = listWith(ehr, (search) => everyone({ ...search, practitioners: [] }));
    await more.open(timesWith(drChen));
    expect(timesOf(more)).toEqual([own]);
    expect(more.step).toMatchObject({ complete: true, ignored: ['practitioners'] });
  });

  test('[B18] of an EHR whose later pages fail goes on where they broke off', async () => {
    const ehr = scriptedEhr();
    const times = busy(5, 6);
    // Each answer has its first page, of four, and no other.
    const { more } = listWith(ehr, clinicWith(times, 4));
    await more.open(anything);
    expect(timesOf(more)).toEqual(times);
    expect(more.step).toMatchObject({ complete: true });
  });

  test('[B18] whose long windows are refused, and the second half fails, goes on at the half', async () => {
    const ehr = scriptedEhr();
    const [early, late] = [openTime(monday + 1 * days), openTime(monday + 10 * days)];
    const answer = clinicWith([early, late]);
    let failures = 1;
    const { more } = listWith(ehr, (search) => {
      if (search.end - search.start > 7 * days) return failed('rejected');
      if (search.start === monday + 7 * days && failures-- > 0) return failed('server-error');
      return answer(search);
    });
    await more.open(anything);
    expect(timesOf(more)).toEqual([early, late]);
    expect(more.step).toMatchObject({ complete: true });
  });

  test('[B18] whose long windows are refused, and the second half of an empty one fails, is no empty calendar', async () => {
    const ehr = scriptedEhr();
    const { more } = listWith(ehr, ({ start, end }) => {
      if (end - start > 7 * days) return failed('rejected');
      return start === monday ? found([]) : failed('no-answer');
    });
    await more.open(anything);
    expect(more.step).toEqual({ at: 'failed', failure: failed('no-answer').failure });
  });
});

describe('the windows', () => {
  const windows = (ehr: ScriptedEhr) =>
    asked(ehr).map(({ start, end }) => [start, end].map((at) => (at - monday) / days));

  test('[B23] grow wider only after one that had nothing', async () => {
    const ehr = scriptedEhr();
    const { more } = listWith(ehr, clinicWith([openTime(monday + 30 * days)]));
    await more.open(anything);
    expect(windows(ehr)).toEqual([
      [0, 14],
      [14, 42],
      [42, 60],
    ]);
    expect(datesOf(more)).toEqual(['2026-03-04']);
  });

  test('[B3] cover a month to its last day, the 31st', async () => {
    const ehr = scriptedEhr();
    const last = openTime('2026-03-31T23:40:00-04:00');
    const { more } = listWith(ehr, clinicWith([last]));
    await more.open(wish({ from: '2026-03-01', to: '2026-03-31' }));
    expect(datesOf(more)).toEqual(['2026-03-31']);
  });

  test.each([
    ['Honolulu', 'Pacific/Honolulu', '-10:00'],
    ['Toronto', 'America/Toronto', '-04:00'],
    ['Auckland', 'Pacific/Auckland', '+13:00'],
  ])('[B5] find the same times of one day at a clinic in %s', async (_, zone, offset) => {
    const ehr = scriptedEhr();
    const at = (clock: string) => openTime(`${clock}:00${offset}`);
    const day = ['2026-03-10T00:00', '2026-03-10T09:00', '2026-03-10T23:50'].map(at);
    const around = [at('2026-03-09T23:50'), ...day, at('2026-03-11T00:00')];
    const settings = { ...nothing, locations: { 'Location/east': zone } };
    const { more } = listWith(ehr, clinicWith(around), settings);
    await more.open(wish({ from: '2026-03-10', to: '2026-03-10' }));
    expect(datesOf(more)).toEqual(['2026-03-10']);
    expect(more.days.flatMap(({ parts }) => parts.flatMap(({ times }) => times))).toEqual(day);
    expect(more.hasLater).toBe(false);
  });
});

describe('later dates', () => {
  test('are ten more, below the ones that are there', async () => {
    const ehr = scriptedEhr();
    const times = busy(50, 2, 60);
    const { more } = listWith(ehr, clinicWith(times));
    await more.open(anything);
    const first = datesOf(more);
    await more.showLater();
    expect(datesOf(more)).toHaveLength(2 * daysListed);
    expect(datesOf(more).slice(0, daysListed)).toEqual(first);
    expect(new Set(timesOf(more).map(({ key }) => key)).size).toBe(timesOf(more).length);
    expect(countsOf(more).every((count) => count === 2)).toBe(true);
  });

  test('are looked for while the list stands, and the page can say so', async () => {
    const ehr = scriptedEhr();
    const { more } = listWith(ehr, clinicWith(busy(50, 2, 60)));
    await more.open(anything);
    const answer = onItsWay<FoundAppointments>();
    ehr.findAppointments.answers(answer.promise);
    void more.showLater();
    await settled();
    expect(more.step).toMatchObject({ at: 'listed', looking: true });
    expect(datesOf(more).length).toBeGreaterThanOrEqual(daysListed);
    answer.arrive(found([]));
    ehr.findAppointments.answers(found([]));
    await settled();
    expect(more.step).toMatchObject({ at: 'listed', looking: false });
  });

  test('go beyond sixty days, and end at four hundred', async () => {
    const ehr = scriptedEhr();
    const far = [70, 130, 390, 410].map((day) => openTime(monday + day * days));
    const { more } = listWith(ehr, clinicWith([openTime(monday + days), ...far]));
    await more.open(anything);
    expect(datesOf(more)).toHaveLength(1);
    let pressed = 0;
    for (; more.hasLater; pressed += 1) await more.showLater();
    expect(pressed).toBe(6);
    expect(timesOf(more).map(({ start }) => (start - monday) / days)).toEqual([1, 70, 130, 390]);
    expect(more.step).toMatchObject({ searchedUntil: monday + 400 * days });
    const before = ehr.findAppointments.calls.length;
    await more.showLater();
    expect(ehr.findAppointments.calls).toHaveLength(before);
  });

  test('[B23] can be looked for where sixty days have none', async () => {
    const ehr = scriptedEhr();
    const { more } = listWith(ehr, clinicWith([openTime(monday + 80 * days)]));
    await more.open(anything);
    expect(more.step).toEqual({ at: 'none', searchedUntil: monday + 60 * days });
    await more.showLater();
    expect(datesOf(more)).toEqual(['2026-04-23']);
  });

  test('are not looked for beyond the last day that was wished for', async () => {
    const ehr = scriptedEhr();
    const { more } = listWith(ehr, clinicWith(busy(40, 1)));
    await more.open(wish({ to: '2026-02-08' }));
    expect(datesOf(more).at(-1)).toBe('2026-02-08');
    expect(more.hasLater).toBe(false);
    const before = ehr.findAppointments.calls.length;
    await more.showLater();
    expect(ehr.findAppointments.calls).toHaveLength(before);
  });

  test('within the days that were wished for are offered where the list has not come to their end', async () => {
    const ehr = scriptedEhr();
    const okafor = [3, 30].map((day) =>
      openTime(monday + day * days + minutes, { practitioners: [drOkafor] }),
    );
    const times = [...busy(40, 80), ...okafor].sort((one, other) => one.start - other.start);
    const { more } = listWith(ehr, clinicWith(times));
    await more.open(wish({ to: '2026-03-10' }));
    more.narrow({ practitioner: drOkafor.reference });
    expect(datesOf(more)).toEqual(['2026-02-05']);
    // The only other one is weeks later, and was not looked for yet.
    expect(more.hasLater).toBe(true);
    while (more.hasLater) await more.showLater();
    expect(datesOf(more)).toEqual(['2026-02-05', '2026-03-04']);
  });

  test('asked for twice at once come once, and nothing is there twice', async () => {
    const ehr = scriptedEhr();
    const times = busy(60, 3, 60);
    const { more } = listWith(ehr, clinicWith(times, 20));
    await more.open(anything);
    await Promise.all([more.showLater(), more.showLater()]);
    expect(datesOf(more)).toHaveLength(3 * daysListed);
    expect(timesOf(more)).toEqual(times.slice(0, timesOf(more).length));
  });
});

describe('a wish that only this page can tell', () => {
  const both = busy(60, 2, 600);

  test('for evenings has ten days with evenings, however many mornings come between', async () => {
    const ehr = scriptedEhr();
    const { more } = listWith(ehr, clinicWith(both));
    await more.open(wish({ partsOfDay: ['evening'] }));
    expect(more.days.map(({ parts }) => parts.map(({ part }) => part))).toEqual(
      Array.from({ length: daysListed }, () => ['evening']),
    );
    expect(asked(ehr)[0]).toMatchObject({ practitioners: [], count: 100 });
  });

  test('for Saturdays goes on until there are ten of them, or sixty days are over', async () => {
    const ehr = scriptedEhr();
    const { more } = listWith(ehr, clinicWith(both));
    await more.open(wish({ weekdays: [6] }));
    expect(datesOf(more)).toEqual([
      '2026-02-07',
      '2026-02-14',
      '2026-02-21',
      '2026-02-28',
      '2026-03-07',
      '2026-03-14',
      '2026-03-21',
      '2026-03-28',
    ]);
    await more.showLater();
    expect(datesOf(more)).toEqual(expect.arrayContaining(['2026-03-28']));
  });

  test('for video has video alone', async () => {
    const ehr = scriptedEhr();
    const video = openTime(monday + 20 * days, { venue: 'video' });
    const { more } = listWith(
      ehr,
      clinicWith([...busy(30, 1), video].sort((one, other) => one.start - other.start)),
    );
    await more.open(wish({ venues: ['video'] }));
    expect(datesOf(more)).toEqual(['2026-02-22']);
  });

  test('for a town is checked by the clinics’ addresses, where the EHR did not keep to it', async () => {
    const ehr = scriptedEhr();
    ehr.readLocation.answers((reference) =>
      ok({
        ...eastClinic,
        reference,
        address: reference === 'Location/west' ? ['9 Elm', 'Portland, OR'] : eastClinic.address,
      }),
    );
    const times = [1, 2].map((day) =>
      openTime(monday + day * days, { locations: [day === 1 ? atEast : atWest] }),
    );
    const { more } = listWith(ehr, clinicWith(times));
    await more.open(wish({ places: ['Portland'] }));
    await settled();
    expect(asked(ehr)[0]).toMatchObject({ places: ['Portland'] });
    expect(more.days.flatMap(({ parts }) => parts.flatMap((part) => part.times))).toEqual([
      times[1],
    ]);
  });

  test('waits for the zones of the clinics before it knows which times fit', async () => {
    const ehr = scriptedEhr();
    const answer = onItsWay<Location>();
    ehr.readLocation.answers(answer.promise);
    const { more } = listWith(ehr, clinicWith(both), nothing);
    const opened = more.open(wish({ partsOfDay: ['evening'] }));
    await settled();
    expect(more.days).toEqual([]);
    expect(more.step).toMatchObject({ looking: true });
    answer.arrive(ok(eastClinic));
    await opened;
    expect(datesOf(more)).toHaveLength(daysListed);
    expect(more.days.every(({ parts }) => parts.every(({ part }) => part === 'evening'))).toBe(
      true,
    );
  });

  test('[B2] leaves nothing out where the zone of a clinic is unknown', async () => {
    const ehr = scriptedEhr();
    ehr.readLocation.answers(failed('not-permitted'));
    const { more } = listWith(ehr, clinicWith(busy(3, 2, 600)), nothing);
    await more.open(wish({ partsOfDay: ['evening'], weekdays: [0] }));
    await settled();
    expect(countsOf(more).reduce((sum, count) => sum + count, 0)).toBe(6);
  });

  test('names first what was wished for first, at one and the same hour', async () => {
    const ehr = scriptedEhr();
    const hour = monday + 1 * days;
    const chen = openTime(hour, { key: 'a' });
    const okafor = openTime(hour, { practitioners: [drOkafor], key: 'b' });
    const sooner = openTime(hour - hours, { key: 'c' });
    const { more } = listWith(ehr, clinicWith([sooner, chen, okafor]));
    await more.open(wish({ practitioners: [drOkafor, drChen] }));
    expect(asked(ehr)[0]?.practitioners).toEqual([drOkafor.reference, drChen.reference]);
    expect(more.days[0]?.parts.flatMap(({ times }) => times)).toEqual([sooner, okafor, chen]);
  });
});

test('in which wishes the EHR gave more than was asked for is said once, and not of the list before', async () => {
  const ehr = scriptedEhr();
  const okafor = openTime(monday + 2 * days, { practitioners: [drOkafor] });
  const own = [1, 20].map((day) => openTime(monday + day * days));
  const { more } = listWith(ehr, found([...own, okafor]));
  await more.open(timesWith(drChen));
  expect(more.step).toMatchObject({ at: 'listed', ignored: ['practitioners'] });
  await more.open(anything);
  expect(more.step).toMatchObject({ at: 'listed', ignored: [] });
});

describe('narrowing the list', () => {
  const video = openTime(monday + 2 * days, { venue: 'video' });
  const evening = openTime(monday + 3 * days + 9 * hours, { practitioners: [drOkafor] });
  const times = [openTime(monday + 1 * days), video, evening];

  async function opened() {
    const ehr = scriptedEhr();
    const { more } = listWith(ehr, clinicWith(times));
    await more.open(anything);
    return { more, ehr, before: ehr.findAppointments.calls.length };
  }
  const shown = (more: MoreTimes) =>
    more.days.flatMap(({ parts }) => parts.flatMap((part) => part.times));

  test('offers only what the list has', async () => {
    const { more } = await opened();
    expect(more.choices.practitioners.map(([name]) => name)).toEqual([
      drChen.reference,
      drOkafor.reference,
    ]);
    expect(more.choices.venues).toEqual(['in-person', 'video']);
  });

  test('shows some of the times, asks the EHR for nothing, and is undone', async () => {
    const { more, ehr, before } = await opened();
    more.narrow({ practitioner: drOkafor.reference });
    expect(shown(more)).toEqual([evening]);
    more.narrow({ practitioner: undefined, venue: 'video' });
    expect(shown(more)).toEqual([video]);
    more.narrow({ venue: undefined, partOfDay: 'evening' });
    expect(shown(more)).toEqual([evening]);
    more.narrow({ practitioner: drChen.reference });
    expect(shown(more)).toEqual([]);
    more.narrow({ practitioner: undefined, partOfDay: undefined });
    expect(shown(more)).toEqual(times);
    expect(ehr.findAppointments.calls).toHaveLength(before);
  });

  test('keeps the choices that are not chosen', async () => {
    const { more } = await opened();
    const before = more.choices;
    more.narrow({ practitioner: drOkafor.reference });
    expect(more.choices).toEqual(before);
  });

  test('is forgotten by another search', async () => {
    const { more } = await opened();
    more.narrow({ venue: 'video' });
    await more.open(anything);
    expect(more.narrowing.venue).toBeUndefined();
    expect(shown(more)).toEqual(times);
  });

  test('a clinician without a reference is told by name', async () => {
    const ehr = scriptedEhr();
    const byName = { reference: undefined, display: 'Dr. Somebody' };
    const one = openTime(monday + 1 * days, { practitioners: [byName], key: 'by-name' });
    const { more } = listWith(ehr, clinicWith([one, openTime(monday + 2 * days)]));
    await more.open(anything);
    more.narrow({ practitioner: 'Dr. Somebody' });
    expect(shown(more)).toEqual([one]);
  });

  test('to a clinician lists no day of which half was looked at: the search may have stopped within it', async () => {
    const ehr = scriptedEhr();
    // Seen twice a day on three days, while others fill every day: three answers end between the last two.
    const okafor = [3, 7, 14].flatMap((day) =>
      [0, 6].map((hour) =>
        openTime(monday + day * days + hour * hours, { practitioners: [drOkafor] }),
      ),
    );
    const all = [...busy(30, 80), ...okafor].sort((one, other) => one.start - other.start);
    const { more } = listWith(ehr, clinicWith(all));
    await more.open(anything);
    const { searchedUntil } = more.step as Extract<MoreTimes['step'], { at: 'listed' }>;
    expect(okafor.map(({ start }) => start < searchedUntil)).toEqual([
      ...Array.from({ length: 5 }, () => true),
      false,
    ]);
    more.narrow({ practitioner: drOkafor.reference });
    expect(datesOf(more)).toEqual(['2026-02-05', '2026-02-09']);
    expect(more.hasLater).toBe(true);
    await more.showLater();
    expect(datesOf(more)).toEqual(['2026-02-05', '2026-02-09', '2026-02-16']);
    expect(countsOf(more)).toEqual([2, 2, 2]);
  });
});

test('a clinician whose only time is on a day of which half was looked at is listed all the same', async () => {
  const okafor = openTime(monday + 14 * days, { practitioners: [drOkafor] });
  const all = [...busy(30, 80), okafor].sort((one, other) => one.start - other.start);
  const { more } = listWith(scriptedEhr(), clinicWith(all));
  await more.open(anything);
  more.narrow({ practitioner: drOkafor.reference });
  expect(datesOf(more)).toEqual(['2026-02-16']);
  expect(more.hasLater).toBe(true);
});

describe('[B4] a list that stays open', () => {
  const times = [
    openTime(monday + hours),
    openTime(monday + 2 * hours),
    openTime(monday + 3 * days),
  ];

  test('loses a time when it begins, and says which', async () => {
    const { more, clock } = listWith(scriptedEhr(), clinicWith(times));
    await more.open(anything);
    clock.pass(hours);
    expect(timesOf(more)).toEqual(times.slice(1));
    expect(more.passed).toEqual([times[0]]);
    expect(countsOf(more)).toEqual([1, 1]);
    clock.pass(hours);
    expect(timesOf(more)).toEqual(times.slice(2));
    expect(more.passed).toEqual([times[1]]);
  });

  test('has none in the end, and no longer watches', async () => {
    const { more, clock } = listWith(scriptedEhr(), clinicWith(times));
    await more.open(anything);
    clock.pass(4 * days);
    expect(more.step).toEqual({ at: 'none', searchedUntil: monday + 60 * days });
    expect(clock.pending()).toBe(0);
  });

  test('loses a time also while further days are looked for, and does not get it back', async () => {
    const ehr = scriptedEhr();
    const later = onItsWay<FoundAppointments>();
    const { more, clock } = listWith(ehr);
    ehr.findAppointments.answers(found(times.slice(0, 2)), later.promise, found([]));
    const opened = more.open(anything);
    await settled();
    clock.pass(hours);
    expect(timesOf(more)).toEqual([times[1]]);
    later.arrive(found([openTime(monday + 20 * days)]));
    await opened;
    expect(timesOf(more).map(({ start }) => (start - monday) / hours)).toEqual([2, 480]);
  });

  test('forgets what has passed when another list is opened', async () => {
    const { more, clock } = listWith(scriptedEhr(), clinicWith(times));
    await more.open(anything);
    clock.pass(hours);
    await more.open(timesWith(drChen));
    expect(more.passed).toEqual([]);
    expect(timesOf(more)).toEqual(times.slice(1));
  });

  test('that nobody sees any more is neither watched nor searched on', async () => {
    const ehr = scriptedEhr();
    const later = onItsWay<FoundAppointments>();
    const { more, clock } = listWith(ehr);
    ehr.findAppointments.answers(found(times), later.promise);
    const opened = more.open(anything);
    await settled();
    const before = ehr.findAppointments.calls.length;
    more.leave();
    expect(ehr.findAppointments.calls.at(-1)?.[1]?.aborted).toBe(true);
    later.arrive(failed('no-answer'));
    await opened;
    expect(ehr.findAppointments.calls).toHaveLength(before);
    expect(clock.pending()).toBe(0);
  });

  test('that was left can be opened anew', async () => {
    const ehr = scriptedEhr();
    const { more, clock } = listWith(ehr, clinicWith(times));
    await more.open(anything);
    more.leave();
    clock.pass(hours);
    await more.open(anything);
    expect(timesOf(more)).toEqual(times.slice(1));
    expect(clock.pending()).toBe(1);
  });
});

describe('[B19] opened again at once', () => {
  test('the EHR is asked for the newer list alone', async () => {
    const ehr = scriptedEhr();
    const { more } = listWith(ehr, clinicWith([openTime(monday + days)]));
    await Promise.all([more.open(timesWith(drOkafor)), more.open(anything)]);
    const [first, ...others] = asked(ehr);
    expect(first?.practitioners).toEqual([drOkafor.reference]);
    expect(others.every(({ practitioners = [] }) => practitioners.length === 0)).toBe(true);
    expect(ehr.findAppointments.calls[0]?.[1]?.aborted).toBe(true);
    expect(timesOf(more)).toHaveLength(1);
  });

  test('a list that waits for a zone no longer does', async () => {
    const ehr = scriptedEhr();
    const zone = onItsWay<Location>();
    ehr.readLocation.answers(zone.promise);
    const { more } = listWith(ehr, clinicWith(busy(60, 2, 600)), nothing);
    const evening = more.open(wish({ partsOfDay: ['evening'] }));
    await settled();
    await more.open(timesWith(drOkafor));
    const before = ehr.findAppointments.calls.length;
    zone.arrive(ok(eastClinic));
    await evening;
    expect(ehr.findAppointments.calls).toHaveLength(before);
    expect(more.step.at).toBe('none');
  });
});

test('[B10] a time that the EHR refused stays off the later dates too', async () => {
  const ehr = scriptedEhr();
  const refused = openTime(monday + 80 * days);
  const { more } = listWith(ehr, clinicWith([openTime(monday + days), refused]));
  await more.open(anything);
  more.withdraw(refused);
  await more.showLater();
  expect(timesOf(more)).toHaveLength(1);
});

test('[B1] on 1 February, times of 15 March and of the day after the change in November are at nine', async () => {
  const ehr = scriptedEhr();
  const times = [openTime('2026-03-15T13:00:00Z'), openTime('2026-11-02T14:00:00Z')];
  const { more, places } = listWith(ehr, clinicWith(times));
  await more.open(wish({ from: '2026-03-15', to: '2026-11-02', partsOfDay: ['morning'] }));
  expect(more.days.map(({ date, parts }) => [date, parts.map(({ part }) => part)])).toEqual([
    ['2026-03-15', ['morning']],
    ['2026-11-02', ['morning']],
  ]);
  expect(places.zoneOf(times[0]!)).toEqual({ kind: 'iana', name: 'America/New_York' });
});
