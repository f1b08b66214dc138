import { describe, expect, test } from 'vitest';

import { findAppointments } from '../../../src/scheduling/find-appointments.ts';
import type { Code, ProposedAppointment } from '../../../src/scheduling/model.ts';
import type { Search } from '../../../src/scheduling/ports.ts';
import { failed, scriptedEhr, found } from '../../support/scripted-ehr.ts';
import {
  atEast,
  atWest,
  days,
  drChen,
  drOkafor,
  errorNotice,
  hours,
  minutes,
  monday,
  openTime,
  warning,
} from '../../support/fixtures.ts';

const search: Search = { start: monday, end: monday + 14 * days };
const now = () => monday;
const tomorrow = monday + 1 * days;
const snomed = 'http://snomed.info/sct';

async function timesOf(given: readonly ProposedAppointment[], asked: Search = search, clock = now) {
  const ehr = scriptedEhr();
  ehr.findAppointments.answers(found(given));
  const result = await findAppointments(asked, { ehr, now: clock });
  if (!result.ok) throw new Error(result.failure.kind);
  return result.value;
}

test('the EHR is asked once, for just this, and can be told that nobody waits any more', async () => {
  const ehr = scriptedEhr();
  const { signal } = new AbortController();
  await findAppointments({ ...search, practitioners: ['Practitioner/chen'] }, { ehr, now }, signal);
  expect(ehr.findAppointments.calls).toEqual([
    [{ ...search, practitioners: ['Practitioner/chen'] }, signal],
  ]);
});

test('times are listed soonest first, and at one hour always in the same order', async () => {
  const [late, early] = [openTime(tomorrow + 2 * hours), openTime(tomorrow)];
  const alsoEarly = openTime(tomorrow, { practitioners: [drOkafor] });
  const { times } = await timesOf([late, alsoEarly, early]);
  expect(times).toEqual([early, alsoEarly, late]);
  expect((await timesOf([early, late, alsoEarly])).times).toEqual(times);
});

test('[B19] a time that the EHR gives twice is listed once', async () => {
  const time = openTime(tomorrow);
  const { times, filtered } = await timesOf([time, { ...time }]);
  expect(times).toEqual([time]);
  expect(filtered).toBe(0);
});

test('two doctors free at one hour are two times', async () => {
  const both = [openTime(tomorrow), openTime(tomorrow, { practitioners: [drOkafor] })];
  expect((await timesOf(both)).times).toHaveLength(2);
});

describe('[B4] times already past', () => {
  test('are not offered, and neither is one that begins this moment', async () => {
    const wide: Search = { ...search, start: monday - 1 * days };
    const { times, filtered } = await timesOf(
      [openTime(monday - minutes), openTime(monday), openTime(monday + minutes)],
      wide,
    );
    expect(times).toEqual([openTime(monday + minutes)]);
    expect(filtered).toBe(0);
  });

  test('are those past when the answer comes, not when it was asked for', async () => {
    const soon = openTime(monday + 5 * minutes);
    expect((await timesOf([soon], search, () => monday + 6 * minutes)).times).toEqual([]);
  });
});

describe('an EHR that does not keep to what was asked', () => {
  test('has its times outside the window left out: the start is in, the end is not', async () => {
    const later: Search = { start: monday + 1 * days, end: monday + 2 * days };
    const { times, filtered } = await timesOf(
      [
        openTime(later.start - minutes),
        openTime(later.start),
        openTime(later.end - minutes),
        openTime(later.end),
      ],
      later,
    );
    expect(times.map(({ start }) => start)).toEqual([later.start, later.end - minutes]);
    expect(filtered).toBe(2);
  });

  test('has other doctors’ times left out when one doctor was asked for', async () => {
    const withChen = openTime(tomorrow);
    const withOkafor = openTime(tomorrow, { practitioners: [drOkafor] });
    const withBoth = openTime(tomorrow + hours, { practitioners: [drOkafor, drChen] });
    const { times, filtered } = await timesOf([withOkafor, withChen, withBoth], {
      ...search,
      practitioners: [drChen.reference],
    });
    expect(times).toEqual([withChen, withBoth]);
    expect(filtered).toBe(1);
  });

  test('has other clinics’ times left out when clinics were asked for', async () => {
    const east = openTime(tomorrow, { locations: [atEast] });
    const west = openTime(tomorrow + hours, { locations: [atWest] });
    const { times } = await timesOf([west, east], { ...search, locations: [atEast.reference] });
    expect(times).toEqual([east]);
    const either = { ...search, locations: [atEast.reference, atWest.reference] };
    expect((await timesOf([west, east], either)).times).toEqual([east, west]);
  });

  test('keeps times whose doctor it gives by name only: they cannot be checked', async () => {
    const byName = openTime(tomorrow, {
      practitioners: [{ reference: undefined, display: 'Dr. Amy Chen' }],
    });
    const { times } = await timesOf([byName], { ...search, practitioners: [drChen.reference] });
    expect(times).toEqual([byName]);
  });
});

test('asking for no doctor in particular leaves nobody out', async () => {
  const withOkafor = openTime(tomorrow, { practitioners: [drOkafor] });
  expect((await timesOf([withOkafor], { ...search, practitioners: [] })).times).toHaveLength(1);
});

test('what the EHR says beside its times is passed on', async () => {
  const ehr = scriptedEhr();
  ehr.findAppointments.answers(
    found([openTime(tomorrow)], { complete: false, dropped: 3, notices: [warning] }),
  );
  expect(await findAppointments(search, { ehr, now })).toEqual({
    ok: true,
    value: {
      times: [openTime(tomorrow)],
      complete: false,
      until: tomorrow,
      filtered: 0,
      ignored: [],
      dropped: 3,
      notices: [warning],
    },
  });
});

test('[B18] a failed search is a failure, not an empty list', async () => {
  const ehr = scriptedEhr();
  ehr.findAppointments.answers(failed('server-error'));
  expect(await findAppointments(search, { ehr, now })).toEqual(failed('server-error'));
});

test('[B18] an answer that holds nothing but an error is a failure, with the EHR’s words, and no empty calendar', async () => {
  const ehr = scriptedEhr();
  const moved = {
    severity: 'error',
    code: 'transient',
    text: 'The calendars are being moved.',
  } as const;
  ehr.findAppointments.answers(found([], { notices: [moved] }));
  expect(await findAppointments(search, { ehr, now })).toEqual({
    ok: false,
    failure: { kind: 'server-error', notices: [moved] },
  });
  ehr.findAppointments.answers(found([], { notices: [warning] }));
  expect(await findAppointments(search, { ehr, now })).toMatchObject({ ok: true });
});

describe('an EHR that gives what was not wished for', () => {
  const skin: Code = { system: snomed, code: '394582007', display: undefined };
  const heart: Code = { system: snomed, code: '394579002', display: undefined };
  const office: Code = { system: 'urn:types', code: 'office', display: undefined };
  const ekg: Code = { system: 'urn:types', code: 'ekg', display: undefined };
  const times = [
    openTime(tomorrow, { specialties: [skin], visitTypeCodes: [office], locations: [atEast] }),
    openTime(tomorrow + hours, {
      specialties: [heart],
      visitTypeCodes: [ekg],
      locations: [atWest],
    }),
    openTime(tomorrow + 2 * hours, { practitioners: [drOkafor], specialties: [heart, skin] }),
  ];
  const startsOf = (given: readonly ProposedAppointment[]) =>
    given.map(({ start }) => (start - tomorrow) / hours);

  test.each<[keyof Search, Partial<Search>, readonly number[]]>([
    ['practitioners', { practitioners: [drChen.reference] }, [0, 1]],
    ['locations', { locations: [atWest.reference] }, [1]],
    ['specialties', { specialties: [skin] }, [0, 2]],
    ['visitTypes', { visitTypes: [office] }, [0, 2]],
  ])('in %s has it left out, and it is said which wish it was', async (ignored, asked, left) => {
    const result = await timesOf(times, { ...search, ...asked });
    expect(startsOf(result.times)).toEqual(left);
    expect(result).toMatchObject({ ignored: [ignored], filtered: 3 - left.length });
  });

  test('in several wishes has each of them named once', async () => {
    const result = await timesOf(
      [...times, openTime(tomorrow + 3 * hours, { locations: [atWest] })],
      {
        ...search,
        practitioners: [drChen.reference],
        locations: [atEast.reference],
        specialties: [heart],
      },
    );
    expect([...result.ignored].sort()).toEqual(['locations', 'practitioners', 'specialties']);
  });

  test('any of several kinds will do', async () => {
    const either = { ...search, specialties: [heart, skin], visitTypes: [ekg, office] };
    const result = await timesOf(times, either);
    expect(result).toMatchObject({ ignored: [], filtered: 0 });
    expect(result.times).toHaveLength(3);
  });

  test('codes of another system are not compared: who cannot be checked is not left out', async () => {
    const own: Code = { system: 'urn:own', code: 'derm', display: undefined };
    const foreign = openTime(tomorrow, { specialties: [own], visitTypeCodes: [own] });
    const none = openTime(tomorrow + hours);
    const asked = { ...search, specialties: [skin], visitTypes: [office] };
    const result = await timesOf([foreign, none], asked);
    expect(result).toMatchObject({ times: [foreign, none], ignored: [], filtered: 0 });
  });

  test('the same code in another system is another code', async () => {
    const alike = openTime(tomorrow, { specialties: [heart, { ...skin, system: 'urn:own' }] });
    const result = await timesOf([alike], { ...search, specialties: [skin] });
    expect(result).toMatchObject({ times: [], ignored: ['specialties'] });
  });

  test('times outside the window are left out, and are no wish that was ignored', async () => {
    const result = await timesOf([openTime(search.end), openTime(search.start - hours)]);
    expect(result).toMatchObject({ times: [], filtered: 2, ignored: [] });
  });

  test('what was left out still tells how far a cut-off answer reached', async () => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(found(times, { complete: false }));
    const asked = { ...search, practitioners: ['Practitioner/nobody'] };
    expect(await findAppointments(asked, { ehr, now })).toMatchObject({
      value: { times: [], complete: false, until: tomorrow + 2 * hours },
    });
  });

  test('times outside the window do not', async () => {
    const ehr = scriptedEhr();
    const outside = [openTime(search.end + days), openTime(search.start - days)];
    ehr.findAppointments.answers(found(outside, { complete: false }));
    expect(await findAppointments(search, { ehr, now })).toMatchObject({
      value: { times: [], until: search.start },
    });
  });
});

describe('an EHR that takes no window as long as that', () => {
  const far: Search = { start: monday, end: monday + 56 * days };
  /** One time a day, an hour after the days of the search begin. */
  const daily = Array.from({ length: 56 }, (_, day) => openTime(monday + day * days + hours));
  const span = ({ start, end }: Search) => (end - start) / days;
  const refusing =
    (longest: number, times = daily, atOnce = Infinity) =>
    (asked: Search) => {
      if (span(asked) > longest) return failed('rejected', [warning]);
      const there = times.filter((time) => time.start >= asked.start && time.start < asked.end);
      return found(there.slice(0, atOnce), { complete: there.length <= atOnce });
    };
  const windowsOf = (ehr: ReturnType<typeof scriptedEhr>) =>
    ehr.findAppointments.calls.map(([{ start, end }]) =>
      [start, end].map((at) => (at - monday) / days),
    );

  test.each([7, 10, 14, 31])(
    'is asked in halves of at most %d days, and nothing is missing or there twice',
    async (longest) => {
      const ehr = scriptedEhr();
      ehr.findAppointments.answers(refusing(longest));
      const result = await findAppointments(far, { ehr, now });
      expect(result).toMatchObject({
        ok: true,
        value: { times: daily, complete: true, until: far.end, filtered: 0, dropped: 0 },
      });
    },
  );

  test('a time at the very seam is in one half only', async () => {
    const seam = openTime(monday + 28 * days);
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(refusing(28, [seam]));
    expect(await findAppointments(far, { ehr, now })).toMatchObject({ value: { times: [seam] } });
    expect(windowsOf(ehr)).toEqual([
      [0, 56],
      [0, 28],
      [28, 56],
    ]);
  });

  test('and gives the same time in both halves, has it once', async () => {
    const ehr = scriptedEhr();
    // It ignores the window, once that is short enough.
    ehr.findAppointments.answers((asked) =>
      span(asked) > 28 ? failed('rejected') : found([daily[40]!, daily[3]!]),
    );
    expect(await findAppointments(far, { ehr, now })).toMatchObject({
      value: { times: [daily[3], daily[40]], filtered: 2 },
    });
  });

  test('is not asked for less than a week: then it refuses something else', async () => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(failed('rejected', [warning]));
    expect(await findAppointments(far, { ehr, now })).toEqual(failed('rejected', [warning]));
    expect(windowsOf(ehr)).toEqual([
      [0, 56],
      [0, 28],
      [0, 14],
      [0, 7],
    ]);
  });

  test.each(['no-answer', 'session-ended', 'not-permitted', 'server-error', 'too-busy'] as const)(
    'is told from one that fails (%s), which is asked once',
    async (kind) => {
      const ehr = scriptedEhr();
      ehr.findAppointments.answers(failed(kind));
      expect(await findAppointments(far, { ehr, now })).toEqual(failed(kind));
      expect(ehr.findAppointments.calls).toHaveLength(1);
    },
  );

  test('[B18] and fails at the second half, leaves what the first has, and says that it is not all', async () => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(
      failed('rejected'),
      found([daily[1]!], { notices: [errorNotice] }),
      failed('no-answer', [warning]),
    );
    expect(await findAppointments(far, { ehr, now })).toEqual({
      ok: true,
      value: {
        times: [daily[1]],
        complete: false,
        until: monday + 28 * days,
        filtered: 0,
        ignored: [],
        dropped: 0,
        notices: [errorNotice, warning],
      },
    });
  });

  test('[B18] and fails at the second half after an empty first one, has failed: no calendar is called empty', async () => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(failed('rejected'), found([]), failed('no-answer'));
    expect(await findAppointments(far, { ehr, now })).toEqual(failed('no-answer'));
  });

  test('and gives a part of the first half, is not asked for the second: there would be a gap', async () => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(refusing(28, daily, 5));
    expect(await findAppointments(far, { ehr, now })).toMatchObject({
      value: { times: daily.slice(0, 5), complete: false, until: daily[4]?.start },
    });
    expect(windowsOf(ehr)).toEqual([
      [0, 56],
      [0, 28],
    ]);
  });

  test('adds up what the halves say beside their times', async () => {
    const ehr = scriptedEhr();
    const unasked = openTime(monday + days, { practitioners: [drOkafor] });
    ehr.findAppointments.answers(
      failed('rejected'),
      found([unasked], { dropped: 1, notices: [warning] }),
      found([{ ...unasked, start: monday + 30 * days, key: 'other' }], { dropped: 2 }),
    );
    const asked = { ...far, practitioners: [drChen.reference] };
    expect(await findAppointments(asked, { ehr, now })).toMatchObject({
      value: { times: [], dropped: 3, filtered: 2, ignored: ['practitioners'], notices: [warning] },
    });
  });

  test('is not asked again once nobody waits', async () => {
    const ehr = scriptedEhr();
    const stop = new AbortController();
    ehr.findAppointments.answers((asked) => {
      if (span(asked) > 28) return failed('rejected');
      stop.abort();
      return failed('no-answer');
    });
    expect(await findAppointments(far, { ehr, now }, stop.signal)).toEqual(failed('no-answer'));
    expect(ehr.findAppointments.calls).toHaveLength(2);
    expect(ehr.findAppointments.calls[1]?.[1]).toBe(stop.signal);
  });
});
