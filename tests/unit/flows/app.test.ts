import { describe, expect, test } from 'vitest';

import type { AppFlow } from '../../../src/flows/app.svelte.ts';
import type { ChangeAnswer, FoundAppointments } from '../../../src/scheduling/ports.ts';
import { anything, timesWith } from '../../../src/scheduling/wish.ts';
import {
  changed,
  failed,
  scriptedEhr,
  found,
  listed,
  madeOf,
  onItsWay,
  settled,
  type ScriptedEhr,
} from '../../support/scripted-ehr.ts';
import { days, drChen, minutes, monday, openTime } from '../../support/fixtures.ts';
import { appWith } from './app-harness.ts';

const time = openTime(monday + 1 * days);
const later = openTime(monday + 2 * days);
const held = madeOf(time, 'pending');
const booked = madeOf(time, 'booked', { id: held.id });

const openTimes = () => {
  const ehr = scriptedEhr();
  ehr.findAppointments.answers(found([time, later]));
  return ehr;
};
const keysOf = (panel: AppFlow['times']['anyone']) =>
  panel.at === 'times' ? panel.times.map(({ key }) => key) : panel.at;
const count = (ehr: ScriptedEhr, operation: ScriptedEhr['log'][number]) =>
  ehr.log.filter((name) => name === operation).length;
/** Readings of the coming appointments, and of nothing else. */
const comingRead = (ehr: ScriptedEhr) =>
  ehr.listAppointments.calls.filter(([{ from, to }]) => from === monday && to === undefined).length;

/** Searches of a list for this doctor. */
const searchesOf = (ehr: ScriptedEhr, doctor: string) =>
  ehr.findAppointments.calls.filter(
    ([{ practitioners, count }]) => practitioners?.includes(doctor) === true && count !== 20,
  );
/** Readings of the past ones. */
const pastRead = (ehr: ScriptedEhr) =>
  ehr.listAppointments.calls.filter(([{ from, to }]) => from === undefined && to === monday).length;

describe('the launch', () => {
  test('asks for times first, and for everything else beside them', async () => {
    const ehr = openTimes();
    const { app } = appWith(ehr);
    const started = app.start();
    expect(ehr.log).toEqual([
      'findAppointments',
      'readPatient',
      'listAppointments',
      'listCoverages',
    ]);
    expect(app.screen).toBe('home');
    await started;
    expect(app.times.anyone.at).toBe('times');
    expect(app.record.coming.at).toBe('ready');
    expect(app.record.coverages.at).toBe('ready');
  });

  test('is not stopped by anything that cannot be read', async () => {
    const ehr = openTimes();
    ehr.readPatient.answers(failed('not-permitted'));
    ehr.listAppointments.answers(failed('not-permitted'));
    ehr.listCoverages.answers(failed('not-permitted'));
    const { app } = appWith(ehr);
    await app.start();
    expect(app.times.anyone.at).toBe('times');
    expect(app.record.coming.at).toBe('failed');
  });

  test('knows what the EHR granted, and whether the portal shows who the patient is', () => {
    expect(appWith(scriptedEhr()).app).toMatchObject({ mayBook: true, needPatientBanner: true });
    const { app } = appWith(scriptedEhr(), { mayBook: false, needPatientBanner: false });
    expect(app).toMatchObject({ mayBook: false, needPatientBanner: false });
  });
});

describe('the screen', () => {
  test('stays at the list while a time is being held, and is then the check page', async () => {
    const { app } = appWith(openTimes());
    await app.start();
    const chosen = app.booking.choose(time);
    expect(app.screen).toBe('home');
    await chosen;
    expect(app.screen).toBe('check');
  });

  test('is the check page until the EHR has answered, and then the appointment', async () => {
    const ehr = openTimes();
    const { app } = appWith(ehr);
    await app.booking.choose(time);
    const confirmed = app.booking.confirm();
    expect(app.screen).toBe('check');
    await confirmed;
    expect(app.screen).toBe('booked');
  });

  test('stays the check page when the hold ends, and while it is held again', async () => {
    const ehr = openTimes();
    ehr.holdAppointment.answers(changed(held, [], monday + 10 * minutes));
    const { app, clock } = appWith(ehr);
    await app.booking.choose(time);
    clock.pass(10 * minutes);
    expect(app.booking.step.at).toBe('expired');
    expect(app.screen).toBe('check');
    void app.booking.choose(time);
    expect(app.booking.step.at).toBe('holding');
    expect(app.screen).toBe('check');
  });

  test('says that it waits for the clinic, or that nobody knows', async () => {
    const ehr = openTimes();
    ehr.bookAppointment.answers(changed(madeOf(time, 'proposed')), failed('no-answer'));
    const { app } = appWith(ehr);
    await app.booking.choose(time);
    await app.booking.confirm();
    expect(app.screen).toBe('requested');
    app.goHome();
    ehr.listAppointments.answers(failed('no-answer'));
    await app.booking.choose(time);
    await app.booking.confirm();
    expect(app.screen).toBe('unknown');
  });

  test('goes back to the list that the patient chose from', async () => {
    const { app } = appWith(openTimes());
    app.seeMoreTimes(anything);
    expect(app.screen).toBe('more-times');
    await settled();
    await app.booking.choose(later);
    expect(app.screen).toBe('check');
    app.booking.chooseAnother();
    expect(app.screen).toBe('more-times');
    app.goHome();
    expect(app.screen).toBe('home');
  });
});

describe('more times', () => {
  test('are looked for when they are opened, for whom they are opened', async () => {
    const ehr = openTimes();
    const { app } = appWith(ehr);
    expect(ehr.log).toEqual([]);
    app.seeMoreTimes(timesWith(drChen));
    expect(app.moreTimes.wish).toEqual(timesWith(drChen));
    await settled();
    expect(app.moreTimes.step.at).toBe('listed');
  });
});

describe('my appointments', () => {
  test('have the past ones read after the first times have come, and once', async () => {
    const ehr = openTimes();
    const times = onItsWay<FoundAppointments>();
    ehr.findAppointments.answers(times.promise);
    const { app } = appWith(ehr);
    const started = app.start();
    await settled();
    expect(pastRead(ehr)).toBe(0);
    times.arrive(found([time]));
    await started;
    expect(pastRead(ehr)).toBe(1);
    app.seeAppointments();
    expect(app.screen).toBe('appointments');
    app.goHome();
    app.seeAppointments();
    await settled();
    expect(pastRead(ehr)).toBe(1);
    expect(app.record.past.at).toBe('ready');
  });

  test('have the past ones read at once where they are opened before the times have come', async () => {
    const ehr = openTimes();
    ehr.findAppointments.answers(onItsWay<FoundAppointments>().promise);
    const { app } = appWith(ehr);
    void app.start({ at: 'appointments' });
    await settled();
    expect(pastRead(ehr)).toBe(1);
    expect(app.record.past.at).toBe('ready');
  });

  test('[B18] have the coming ones read again where that failed', async () => {
    const ehr = openTimes();
    ehr.listAppointments.answers(failed('no-answer'), listed([]), listed([booked]));
    const { app } = appWith(ehr);
    await app.record.readComing();
    expect(app.record.coming.at).toBe('failed');
    app.seeAppointments();
    await settled();
    expect(app.record.coming.at).toBe('ready');
  });
});

describe('[B13] after a booking', () => {
  test('the patient’s coming appointments are read again', async () => {
    const ehr = openTimes();
    const { app } = appWith(ehr);
    await app.start();
    expect(comingRead(ehr)).toBe(1);
    ehr.listAppointments.answers(listed([booked]));
    await app.booking.choose(time);
    await app.booking.confirm();
    await settled();
    expect(comingRead(ehr)).toBe(2);
    expect(app.record.coming).toMatchObject({ value: { appointments: [booked] } });
  });

  test('home has fresh times', async () => {
    const ehr = openTimes();
    const { app } = appWith(ehr);
    await app.start();
    await app.booking.choose(time);
    await app.booking.confirm();
    ehr.findAppointments.answers(found([later]));
    app.goHome();
    expect(app.screen).toBe('home');
    expect(app.times.anyone.at).toBe('looking');
    await settled();
    expect(keysOf(app.times.anyone)).toEqual([later.key]);
  });

  test('home has fresh times also by way of the appointments or the longer list', async () => {
    for (const way of ['appointments', 'more-times'] as const) {
      const ehr = openTimes();
      const { app } = appWith(ehr);
      await app.start();
      await app.booking.choose(time);
      await app.booking.confirm();
      ehr.findAppointments.answers(found([later]));
      if (way === 'appointments') app.seeAppointments();
      else app.seeMoreTimes(anything);
      expect(app.screen).toBe(way);
      app.goHome();
      await settled();
      expect(keysOf(app.times.anyone)).toEqual([later.key]);
    }
  });

  test('of which nobody knows, the coming appointments are read again too', async () => {
    const ehr = openTimes();
    ehr.bookAppointment.answers(failed('no-answer'));
    const { app } = appWith(ehr);
    ehr.listAppointments.answers(
      failed('no-answer'),
      failed('no-answer'),
      failed('no-answer'),
      listed([booked]),
    );
    await app.booking.choose(time);
    await app.booking.confirm();
    await settled();
    expect(app.screen).toBe('unknown');
    expect(app.record.coming).toMatchObject({ value: { appointments: [booked] } });
  });

  test('going home from another list alone asks for nothing', async () => {
    const ehr = openTimes();
    const { app } = appWith(ehr);
    await app.start();
    app.seeAppointments();
    await settled();
    const before = ehr.log.length;
    app.goHome();
    await settled();
    expect(ehr.log).toHaveLength(before);
  });
});

describe('[B10] a time that was lost', () => {
  test('is off Home, which looks again, and the patient is told there', async () => {
    const ehr = openTimes();
    const { app } = appWith(ehr);
    await app.start();
    ehr.holdAppointment.answers(failed('conflict'));
    const before = count(ehr, 'findAppointments');
    await app.booking.choose(time);
    expect(app.screen).toBe('home');
    expect(app.booking.step).toMatchObject({ lost: { time, failure: { kind: 'taken' } } });
    expect(count(ehr, 'findAppointments')).toBeGreaterThan(before);
    await settled();
    expect(keysOf(app.times.anyone)).toEqual([later.key]);
    expect(keysOf(app.times.own)).toEqual([later.key]);
  });

  test('is off the longer list, which looks again for the same doctor', async () => {
    const ehr = openTimes();
    const { app } = appWith(ehr);
    app.seeMoreTimes(timesWith(drChen));
    await settled();
    ehr.holdAppointment.answers(failed('conflict'));
    const before = searchesOf(ehr, drChen.reference).length;
    await app.booking.choose(time);
    expect(app.screen).toBe('more-times');
    await settled();
    expect(searchesOf(ehr, drChen.reference).length).toBeGreaterThan(before);
    expect(app.moreTimes.wish).toEqual(timesWith(drChen));
    expect(app.moreTimes.step).toMatchObject({ at: 'listed', times: [later] });
  });

  test('on Home does not search the longer list', async () => {
    const ehr = openTimes();
    ehr.holdAppointment.answers(failed('conflict'));
    const { app } = appWith(ehr);
    await app.booking.choose(time);
    await settled();
    expect(app.moreTimes.step).toEqual({ at: 'looking' });
    expect(ehr.findAppointments.calls.every(([search]) => search.count === 20)).toBe(true);
  });

  test('for a reason that is not the time’s leaves the lists alone', async () => {
    const ehr = openTimes();
    const { app } = appWith(ehr);
    await app.start();
    ehr.holdAppointment.answers(failed('too-busy'));
    const before = count(ehr, 'findAppointments');
    await app.booking.choose(time);
    expect(count(ehr, 'findAppointments')).toBe(before);
    expect(keysOf(app.times.anyone)).toEqual([time.key, later.key]);
  });
});

test('the address of the clinic is read when a time of it is held, and not before', async () => {
  const ehr = openTimes();
  const places = { locations: { 'Location/east': 'America/New_York' }, timeZone: undefined };
  const { app } = appWith(ehr, { places });
  const answer = onItsWay<ChangeAnswer>();
  ehr.holdAppointment.answers(answer.promise);
  await app.start();
  const chosen = app.booking.choose(time);
  await settled();
  expect(ehr.readLocation.calls).toEqual([]);
  answer.arrive(changed(held));
  await chosen;
  await settled();
  expect(ehr.readLocation.calls).toEqual([['Location/east']]);
  expect(app.places.detailOf(time)).toMatchObject({ name: 'East Clinic' });
});
