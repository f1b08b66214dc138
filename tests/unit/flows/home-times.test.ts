import { describe, expect, test } from 'vitest';

import { HomeTimes } from '../../../src/flows/home-times.svelte.ts';
import { PatientRecord } from '../../../src/flows/patient-record.svelte.ts';
import { Places } from '../../../src/flows/places.svelte.ts';
import type { Patient, ProposedAppointment } from '../../../src/scheduling/model.ts';
import type { FoundAppointments } from '../../../src/scheduling/ports.ts';
import { ok } from '../../../src/scheduling/result.ts';
import { testClock } from '../../support/clock.ts';
import {
  failed,
  scriptedEhr,
  found,
  listed,
  onItsWay,
  settled,
  type ScriptedEhr,
} from '../../support/scripted-ehr.ts';
import {
  appointment,
  atWest,
  days,
  drChen,
  drOkafor,
  hours,
  maya,
  monday,
  openTime,
} from '../../support/fixtures.ts';

const withChen = openTime(monday + 2 * days);
const withOkafor = openTime(monday + 1 * days, { practitioners: [drOkafor] });
const answers = found([withChen, withOkafor]);

function homeWith(ehr: ScriptedEhr, at = monday) {
  const clock = testClock(at);
  const { now, later } = clock;
  const places = new Places(ehr, { locations: {}, timeZone: undefined });
  const record = new PatientRecord(ehr, now, places);
  const home = new HomeTimes({ ehr, now, later, record, places });
  return { home, clock, record, places };
}
const keysOf = (panel: HomeTimes['anyone']) =>
  panel.at === 'times' ? panel.times.map(({ key }) => key) : panel.at;
/** Whom each search asked for, and how many days ahead. */
const searches = (ehr: ScriptedEhr) =>
  ehr.findAppointments.calls.map(([{ practitioners, start, end }]) => ({
    who: practitioners ?? 'anyone',
    days: (end - start) / days,
  }));

describe('the first times', () => {
  test('are asked for before anything else is known', () => {
    const ehr = scriptedEhr();
    const { home } = homeWith(ehr);
    void home.open();
    expect(ehr.log[0]).toBe('findAppointments');
    expect(ehr.log).toEqual(['findAppointments', 'readPatient']);
    expect(ehr.findAppointments.calls).toEqual([
      [{ start: monday, end: monday + 14 * days, count: 20 }, undefined],
    ]);
  });

  test('are shown while the record is still being read', async () => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(answers);
    ehr.readPatient.answers(onItsWay<Patient>().promise);
    const { home } = homeWith(ehr);
    void home.open();
    expect([home.anyone.at, home.own.at, home.doctor.at]).toEqual([
      'looking',
      'looking',
      'looking',
    ]);
    await settled();
    expect(keysOf(home.anyone)).toEqual([withOkafor.key, withChen.key]);
    expect(home.own).toEqual({ at: 'looking' });
    expect(home.doctor).toEqual({ at: 'looking' });
  });

  test('are shown when the record cannot be read', async () => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(answers);
    ehr.readPatient.answers(failed('server-error'));
    const { home } = homeWith(ehr);
    await home.open();
    expect(home.anyone.at).toBe('times');
    expect(home.doctor).toEqual({ at: 'failed', failure: failed('server-error').failure });
  });

  test('have the zones of those that are shown read, and no others', async () => {
    const ehr = scriptedEhr();
    const farther = openTime(monday + 9 * days, { locations: [atWest] });
    const four = [1, 2, 3, 4].map((day) => openTime(monday + day * days));
    ehr.findAppointments.answers(found([...four, farther]));
    const { home } = homeWith(ehr);
    await home.open();
    expect(ehr.readLocation.calls).toEqual([['Location/east']]);
    expect(keysOf(home.anyone)).toHaveLength(5);
  });

  test('that could not be asked for are a failure that says which', async () => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(failed('too-busy'));
    const { home } = homeWith(ehr);
    await home.open();
    expect(home.anyone).toEqual({ at: 'failed', failure: failed('too-busy').failure });
    expect(home.own).toEqual({ at: 'failed', failure: failed('too-busy').failure });
  });
});

test('[B5] how far is searched does not depend on where the browser is', () => {
  const here = process.env['TZ'];
  try {
    for (const zone of ['Pacific/Honolulu', 'America/Toronto', 'Pacific/Auckland']) {
      process.env['TZ'] = zone;
      const ehr = scriptedEhr();
      void homeWith(ehr, Date.parse('2026-03-01T15:00:00Z')).home.open();
      expect(searches(ehr)).toEqual([{ who: 'anyone', days: 14 }]);
    }
  } finally {
    process.env['TZ'] = here;
  }
});

describe('[B23] where two weeks have no times', () => {
  test('sixty days are searched', async () => {
    const ehr = scriptedEhr();
    const far = openTime(monday + 40 * days);
    ehr.findAppointments.answers((search) => found(search.end > far.start ? [far] : []));
    const { home } = homeWith(ehr);
    await home.open();
    expect(keysOf(home.anyone)).toEqual([far.key]);
    expect(keysOf(home.own)).toEqual([far.key]);
    expect(searches(ehr)).toContainEqual({ who: 'anyone', days: 60 });
    expect(searches(ehr)).toContainEqual({ who: [drChen.reference], days: 60 });
  });

  test('and sixty days neither, the page says until when was searched', async () => {
    const ehr = scriptedEhr();
    const { home } = homeWith(ehr);
    await home.open();
    expect(home.anyone).toEqual({ at: 'none', searchedUntil: monday + 60 * days });
    expect(home.own).toEqual({ at: 'none', searchedUntil: monday + 60 * days });
  });

  test('and the longer search fails, that is a failure', async () => {
    const ehr = scriptedEhr();
    ehr.readPatient.answers(failed('no-answer'));
    ehr.findAppointments.answers(found([]), failed('no-answer'));
    const { home } = homeWith(ehr);
    await home.open();
    expect(home.anyone.at).toBe('failed');
  });
});

describe('the own doctor’s times', () => {
  test('come from the first answer, when that is complete, without a second search', async () => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(answers);
    const { home } = homeWith(ehr);
    await home.open();
    expect(keysOf(home.own)).toEqual([withChen.key]);
    expect(searches(ehr)).toEqual([{ who: 'anyone', days: 14 }]);
  });

  test('are searched for when the first answer was cut off: it may lack the soonest', async () => {
    const ehr = scriptedEhr();
    const soonest = openTime(monday + 1 * hours);
    ehr.findAppointments.answers((search) =>
      search.practitioners === undefined
        ? found([withChen, withOkafor], { complete: false })
        : found([soonest, withChen]),
    );
    const { home } = homeWith(ehr);
    await home.open();
    expect(keysOf(home.own)).toEqual([soonest.key, withChen.key]);
    expect(searches(ehr)).toEqual([
      { who: 'anyone', days: 14 },
      { who: [drChen.reference], days: 14 },
    ]);
  });

  test('do not wait for a first answer that is slow', async () => {
    const ehr = scriptedEhr();
    const first = onItsWay<FoundAppointments>();
    ehr.findAppointments.answers((search) =>
      search.practitioners === undefined ? first.promise : found([withChen]),
    );
    const { home } = homeWith(ehr);
    const opened = home.open();
    await settled();
    expect(keysOf(home.own)).toEqual([withChen.key]);
    expect(home.anyone.at).toBe('looking');
    first.arrive(answers);
    await opened;
    expect(home.anyone.at).toBe('times');
  });

  test('are searched for when the first search failed', async () => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(failed('no-answer'), found([withChen]));
    const { home } = homeWith(ehr);
    await home.open();
    expect(home.anyone.at).toBe('failed');
    expect(keysOf(home.own)).toEqual([withChen.key]);
  });

  test('are searched for sixty days ahead where a complete answer has none of them', async () => {
    const ehr = scriptedEhr();
    const far = openTime(monday + 50 * days);
    ehr.findAppointments.answers((search) =>
      found(search.practitioners === undefined ? [withOkafor] : [far]),
    );
    const { home } = homeWith(ehr);
    await home.open();
    expect(keysOf(home.own)).toEqual([far.key]);
    expect(searches(ehr)).toEqual([
      { who: 'anyone', days: 14 },
      { who: [drChen.reference], days: 60 },
    ]);
  });
});

describe('the own doctor', () => {
  test('is the one on the record; past visits are not read for it', async () => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(answers);
    const { home } = homeWith(ehr);
    await home.open();
    expect(home.doctor).toEqual({
      at: 'known',
      doctor: { practitioner: drChen, because: { kind: 'on-record' } },
    });
    expect(ehr.log).not.toContain('listAppointments');
    expect(ehr.readPractitioner.calls).toEqual([]);
  });

  test('else is the one seen most', async () => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(answers);
    ehr.readPatient.answers(ok({ ...maya, generalPractitioners: [] }));
    const visit = appointment('fulfilled', monday - 30 * days, { practitioners: [drOkafor] });
    ehr.listAppointments.answers(listed([visit]));
    const { home } = homeWith(ehr);
    await home.open();
    expect(home.doctor).toEqual({
      at: 'known',
      doctor: { practitioner: drOkafor, because: { kind: 'seen-most', visits: 1 } },
    });
    expect(keysOf(home.own)).toEqual([withOkafor.key]);
  });

  test('has a name, read where the record gives none', async () => {
    const ehr = scriptedEhr();
    const nameless = { reference: drChen.reference, display: undefined };
    ehr.readPatient.answers(ok({ ...maya, generalPractitioners: [nameless] }));
    const { home } = homeWith(ehr);
    await home.open();
    expect(ehr.readPractitioner.calls).toEqual([[drChen.reference]]);
    expect(home.doctor).toMatchObject({ doctor: { practitioner: drChen } });
  });

  test('whose name cannot be read stays known by reference', async () => {
    const ehr = scriptedEhr();
    const nameless = { reference: drChen.reference, display: undefined };
    ehr.readPatient.answers(ok({ ...maya, generalPractitioners: [nameless] }));
    ehr.readPractitioner.answers(failed('not-permitted'));
    ehr.findAppointments.answers(answers);
    const { home } = homeWith(ehr);
    await home.open();
    expect(home.doctor).toMatchObject({ at: 'known', doctor: { practitioner: nameless } });
    expect(keysOf(home.own)).toEqual([withChen.key]);
  });

  test('is nobody where neither the record nor a visit names one', async () => {
    const ehr = scriptedEhr();
    ehr.readPatient.answers(ok({ ...maya, generalPractitioners: [] }));
    ehr.findAppointments.answers(answers);
    const { home } = homeWith(ehr);
    await home.open();
    expect(home.doctor).toEqual({ at: 'nobody' });
    expect(ehr.findAppointments.calls).toHaveLength(1);
  });

  test('[B18] is not called nobody when the past visits could not be read', async () => {
    const ehr = scriptedEhr();
    ehr.readPatient.answers(ok({ ...maya, generalPractitioners: [] }));
    ehr.listAppointments.answers(failed('server-error'));
    const { home } = homeWith(ehr);
    await home.open();
    expect(home.doctor).toEqual({ at: 'failed', failure: failed('server-error').failure });
  });

  test('is looked for again after a failure, and not again once known', async () => {
    const ehr = scriptedEhr();
    ehr.readPatient.answers(failed('no-answer'), ok(maya));
    ehr.findAppointments.answers(answers);
    const { home } = homeWith(ehr);
    await home.open();
    expect(home.doctor.at).toBe('failed');
    await home.open();
    expect(home.doctor.at).toBe('known');
    expect(keysOf(home.own)).toEqual([withChen.key]);
    const again = home.open();
    expect(home.doctor.at).toBe('known');
    await again;
    expect(ehr.readPatient.calls).toHaveLength(2);
    expect(keysOf(home.own)).toEqual([withChen.key]);
  });
});

describe('opened again', () => {
  test('[B13] the EHR is asked anew, and old times do not stand meanwhile', async () => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(answers, found([withChen]));
    const { home } = homeWith(ehr);
    await home.open();
    const again = home.open();
    expect([home.anyone.at, home.own.at]).toEqual(['looking', 'looking']);
    await again;
    expect(keysOf(home.anyone)).toEqual([withChen.key]);
  });

  test('a late answer of an earlier opening never replaces a newer one', async () => {
    const ehr = scriptedEhr();
    const [late, lateOwn] = [onItsWay<FoundAppointments>(), onItsWay<FoundAppointments>()];
    ehr.findAppointments.answers(late.promise, lateOwn.promise, found([withChen]));
    const { home } = homeWith(ehr);
    const first = home.open();
    await settled();
    const second = home.open();
    await second;
    late.arrive(answers);
    lateOwn.arrive(found([openTime(monday + 1 * days)]));
    await first;
    expect(keysOf(home.anyone)).toEqual([withChen.key]);
    expect(keysOf(home.own)).toEqual([withChen.key]);
  });

  test('[B19] before the record came, it is still read once', async () => {
    const ehr = scriptedEhr();
    const answer = onItsWay<Patient>();
    ehr.readPatient.answers(answer.promise);
    const { home } = homeWith(ehr);
    const opened = [home.open(), home.open()];
    answer.arrive(ok(maya));
    await Promise.all(opened);
    expect(ehr.readPatient.calls).toHaveLength(1);
    expect(home.doctor.at).toBe('known');
  });

  test('[B19] the own doctor’s times are searched for once', async () => {
    const ehr = scriptedEhr();
    const first = onItsWay<FoundAppointments>();
    ehr.findAppointments.answers((search) =>
      search.practitioners === undefined ? first.promise : found([withChen]),
    );
    const { home } = homeWith(ehr);
    const opened = [home.open(), home.open()];
    await settled();
    first.arrive(answers);
    await Promise.all(opened);
    expect(searches(ehr).filter(({ who }) => who !== 'anyone')).toHaveLength(1);
  });
});

describe('[B10] a time that the EHR refused', () => {
  const opened = async (times: readonly ProposedAppointment[]) => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(found(times));
    const { home, places } = homeWith(ehr);
    await home.open();
    return { ehr, home, places };
  };

  test('is off both lists at once, and stays off when the EHR offers it again', async () => {
    const { home } = await opened([withChen, withOkafor, openTime(monday + 3 * days)]);
    home.withdraw(withChen);
    expect(keysOf(home.anyone)).not.toContain(withChen.key);
    expect(keysOf(home.own)).not.toContain(withChen.key);
    await home.open();
    expect(keysOf(home.anyone)).toEqual([withOkafor.key, openTime(monday + 3 * days).key]);
    expect(keysOf(home.own)).toEqual([openTime(monday + 3 * days).key]);
  });

  test('is not counted as a time: where it was the only one, the search goes on and says none', async () => {
    const { ehr, home } = await opened([withChen]);
    home.withdraw(withChen);
    await home.open();
    expect(searches(ehr)).toContainEqual({ who: 'anyone', days: 60 });
    expect(home.anyone).toEqual({ at: 'none', searchedUntil: monday + 60 * days });
    expect(home.own.at).toBe('none');
  });

  test('gives its place to the next, whose clinic’s zone is read', async () => {
    const four = [1, 2, 3, 4].map((day) => openTime(monday + day * days));
    const fifth = openTime(monday + 5 * days, { locations: [atWest] });
    const { home, places } = await opened([...four, fifth]);
    expect(places.zoneOf(fifth)).toBeUndefined();
    const [first] = four;
    if (first !== undefined) home.withdraw(first);
    await home.open();
    await settled();
    expect(places.zoneOf(fifth)).toBeDefined();
  });
});

describe('[B4] lists that stay open', () => {
  test('lose what has begun, and tell of it, also where a list has to be filled anew', async () => {
    const ehr = scriptedEhr();
    const soon = openTime(monday + 1 * hours, { practitioners: [drOkafor] });
    ehr.findAppointments.answers(found([soon, withChen]));
    const { home, clock } = homeWith(ehr);
    await home.open();
    await settled();
    expect(keysOf(home.anyone)).toEqual([soon.key, withChen.key]);
    clock.pass(1 * hours);
    await settled();
    expect(keysOf(home.anyone)).toEqual([withChen.key]);
    expect(home.passed).toEqual([soon]);
  });

  test('are watched no more once nobody sees them, also where the answer comes after that', async () => {
    const ehr = scriptedEhr();
    const late = onItsWay<FoundAppointments>();
    ehr.findAppointments.answers(late.promise);
    const { home, clock } = homeWith(ehr);
    const opened = home.open();
    home.leave();
    late.arrive(found([openTime(monday + 1 * hours)]));
    await opened;
    expect(home.anyone.at).toBe('looking');
    const asked = ehr.findAppointments.calls.length;
    clock.pass(2 * hours);
    await settled();
    expect(ehr.findAppointments.calls).toHaveLength(asked);
    expect(home.passed).toEqual([]);
  });
});
