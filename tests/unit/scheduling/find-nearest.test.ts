import { describe, expect, test } from 'vitest';

import { findNearest } from '../../../src/scheduling/find-nearest.ts';
import type { AppointmentFacts, ProposedAppointment } from '../../../src/scheduling/model.ts';
import { failed, found, scriptedEhr } from '../../support/scripted-ehr.ts';
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
} from '../../support/fixtures.ts';

const time = openTime('2026-02-12T16:00:00Z');
const later = (milliseconds: number, more: Partial<ProposedAppointment> = {}) =>
  openTime(time.start + milliseconds, more);

async function nearest(
  open: readonly ProposedAppointment[],
  to: AppointmentFacts = time,
  now = monday,
) {
  const ehr = scriptedEhr();
  ehr.findAppointments.answers(found(open));
  const at = await findNearest(to, { ehr, now: () => now });
  return { at, search: ehr.findAppointments.calls[0]?.[0], log: ehr.log };
}

describe('the nearest open time', () => {
  test('is asked for once, a week around, with the same clinicians', async () => {
    const { search, log } = await nearest([], { ...time, practitioners: [drChen, drOkafor] });
    expect(log).toEqual(['findAppointments']);
    expect(search).toMatchObject({
      start: time.start - 7 * days,
      end: time.start + 7 * days,
      practitioners: [drChen.reference, drOkafor.reference],
    });
  });

  test('is none that is booked elsewhere', async () => {
    const elsewhere = { url: 'https://booking.example.org/', phone: undefined };
    const [near, far] = [later(20 * minutes, { elsewhere }), later(2 * hours)];
    expect((await nearest([near, far])).at).toBe(far);
  });

  test('is the very same one where it is open', async () => {
    const [before, after] = [later(-20 * minutes), later(20 * minutes)];
    expect((await nearest([before, after, time])).at).toBe(time);
  });

  test.each([
    ['before', [later(-20 * minutes), later(40 * minutes)], -20 * minutes],
    ['after', [later(-40 * minutes), later(20 * minutes)], 20 * minutes],
    ['on another day', [later(-3 * days), later(5 * days)], -3 * days],
  ])('is the one that is nearest, %s', async (_, open, off) => {
    expect((await nearest(open)).at).toEqual(later(off));
    expect((await nearest(open.toReversed())).at).toEqual(later(off));
  });

  test('is of two that are equally near the sooner one', async () => {
    expect((await nearest([later(hours), later(-hours)])).at).toEqual(later(-hours));
  });

  test('is at the same place, where there is one', async () => {
    const [west, east] = [
      later(20 * minutes, { locations: [atWest] }),
      later(2 * days, { locations: [atEast] }),
    ];
    expect((await nearest([west, east])).at).toBe(east);
    expect((await nearest([west])).at).toBe(west);
  });

  test('is just the nearest where the EHR names places by display only', async () => {
    const byName = { locations: [{ reference: undefined, display: 'East Clinic' }] };
    const [near, far] = [later(hours, byName), later(2 * days, byName)];
    expect((await nearest([far, near], { ...time, ...byName })).at).toBe(near);
    expect((await nearest([far, near])).at).toBe(near);
  });

  test('is with the same clinicians also where the EHR gives others’ times', async () => {
    const { at } = await nearest([
      later(minutes, { practitioners: [drOkafor] }),
      later(hours, { practitioners: [drOkafor, drChen] }),
    ]);
    expect(at?.start).toBe(time.start + hours);
  });

  test('is with anybody where no clinician was named', async () => {
    const { at, search } = await nearest([later(hours, { practitioners: [drOkafor] })], {
      ...time,
      practitioners: [{ reference: undefined, display: 'Dr. Amy Chen' }],
    });
    expect(search?.practitioners).toEqual([]);
    expect(at?.practitioners).toEqual([drOkafor]);
  });
});

describe('[B4] a time that is past', () => {
  test('is not looked for: the search begins now', async () => {
    const soon = openTime(monday + hours);
    const { search, at } = await nearest([openTime(monday - hours), soon], soon);
    expect(search?.start).toBe(monday);
    expect(at).toBe(soon);
  });

  test('is no reason to search for less than a day', async () => {
    const gone = openTime(monday - 8 * days);
    const { search, at } = await nearest([openTime(monday + hours)], gone);
    expect(search).toMatchObject({ start: monday, end: monday + 1 * days });
    expect(at?.start).toBe(monday + hours);
  });
});

describe('no time is named', () => {
  test('where none is open', async () => {
    expect((await nearest([])).at).toBeUndefined();
  });

  test('[B18] where nobody could tell', async () => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(failed('no-answer'));
    expect(await findNearest(time, { ehr, now: () => monday })).toBeUndefined();
    ehr.findAppointments.answers(found([], { notices: [errorNotice] }));
    expect(await findNearest(time, { ehr, now: () => monday })).toBeUndefined();
  });
});
