import { describe, expect, test } from 'vitest';

import { findAppointments } from '../../../src/scheduling/find-appointments.ts';
import type { ProposedAppointment } from '../../../src/scheduling/model.ts';
import type { Search } from '../../../src/scheduling/ports.ts';
import { failed, scriptedEhr, found } from '../../support/scripted-ehr.ts';
import {
  atEast,
  atWest,
  days,
  drChen,
  drOkafor,
  hours,
  minutes,
  monday,
  openTime,
  warning,
} from '../../support/fixtures.ts';

const search: Search = { start: monday, end: monday + 14 * days };
const now = () => monday;
const tomorrow = monday + 1 * days;

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
      filtered: 0,
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
