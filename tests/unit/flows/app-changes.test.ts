import { describe, expect, test } from 'vitest';

import type { AppFlow } from '../../../src/flows/app.svelte.ts';
import type { VisitChange } from '../../../src/flows/visit-change.svelte.ts';
import type { Appointment } from '../../../src/scheduling/model.ts';
import type { ChangeAnswer, EhrCapabilities } from '../../../src/scheduling/ports.ts';
import { ok } from '../../../src/scheduling/result.ts';
import { anything, timesWith } from '../../../src/scheduling/wish.ts';
import { changes } from '../../support/changes.ts';
import {
  appointment,
  atEast,
  days,
  drChen,
  drOkafor,
  hours,
  monday,
  openTime,
} from '../../support/fixtures.ts';
import { changed, failed, madeOf, onItsWay, settled } from '../../support/scripted-ehr.ts';
import { appWith } from './app-harness.ts';
import { clinicWith } from './clinic.ts';

const visit = appointment('booked', monday + 3 * days, { id: 'old' });
const second = appointment('booked', monday + 4 * days, { id: 'second' });
/** The open time that is the visit's own, once that is cancelled. */
const freed = openTime(visit.start);
const time = openTime(monday + 8 * days);
const another = openTime(monday + 9 * days, { practitioners: [drOkafor] });
const kept = madeOf(time, 'pending', { id: 'kept' });

/** Maya's launch at a clinic where she has these visits. */
async function launched(
  visits: readonly Appointment[] = [visit],
  can: Partial<EhrCapabilities> = {},
  more: Parameters<typeof appWith>[1] = {},
) {
  const clinic = clinicWith(visits, [freed, time, another], can);
  const under = appWith(clinic.ehr, more);
  await under.app.start();
  return { ...clinic, ...under };
}
function opened(app: AppFlow): VisitChange {
  if (typeof app.change !== 'object') throw new Error(`nothing is opened but ${app.change}`);
  return app.change;
}
const timesOn = ({ times: { anyone } }: AppFlow) =>
  anyone.at === 'times' ? anyone.times.map(({ key }) => key) : anyone.at;
const comingOf = ({ record: { coming } }: AppFlow) =>
  coming.at === 'ready' ? coming.value.appointments.map(({ status }) => status) : coming.at;

describe('cancelling a visit', () => {
  test('has a page of its own: it is looked at there, and then asked about', async () => {
    const { app, asked } = await launched();
    app.seeAppointments();
    const asking = app.cancelVisit(visit);
    expect(app.screen).toBe('change');
    expect(app.change).toBe('loading');
    await asking;
    expect(app.screen).toBe('change');
    expect(opened(app).step).toEqual({ at: 'asking', visit, failure: undefined });
    expect(asked()).toEqual([]);
  });

  test('[B13] reads the list again, and Home then offers the time that is free again', async () => {
    const { app, asked, journal } = await launched();
    expect(timesOn(app)).toEqual([time.key, another.key]);
    await app.cancelVisit(visit);
    await opened(app).cancel();
    await settled();
    expect(asked()).toEqual(['cancelAppointment']);
    expect(opened(app).step.at).toBe('cancelled');
    expect(comingOf(app)).toEqual(['cancelled']);
    expect(journal.written).toMatchObject([{ kind: 'cancel', appointment: visit.id }]);
    expect(journal.all()).toEqual([]);
    app.goHome();
    expect(app.screen).toBe('home');
    await settled();
    expect(timesOn(app)).toEqual([freed.key, time.key, another.key]);
  });

  test('of another visit never shows the one before', async () => {
    const { app } = await launched([visit, second]);
    await app.cancelVisit(visit);
    const asking = app.cancelVisit(second);
    expect(app.change).toBe('loading');
    await asking;
    expect(opened(app).step).toEqual({ at: 'asking', visit: second, failure: undefined });
  });

  test('[B12] of a visit that the clinic has moved shows the visit as it is, and reads the list', async () => {
    const { app, set, asked } = await launched();
    const moved = { ...visit, start: visit.start + hours, end: visit.end + hours };
    set(moved);
    await app.cancelVisit(visit);
    await settled();
    expect(opened(app).step).toEqual({ at: 'changed', visit: moved, wish: 'cancel' });
    expect(app.record.coming).toMatchObject({ value: { appointments: [moved] } });
    expect(asked()).toEqual([]);
  });

  test('that cannot be shown for want of its code can be tried again', async () => {
    let offline = true;
    const { app, asked } = await launched(
      [visit],
      {},
      {
        changes: () => (offline ? Promise.reject(new Error('offline')) : changes()),
      },
    );
    await app.cancelVisit(visit);
    expect(app.screen).toBe('change');
    expect(app.change).toBe('not-loaded');
    offline = false;
    await app.cancelVisit(visit);
    expect(opened(app).step.at).toBe('asking');
    expect(asked()).toEqual([]);
  });

  test('and moving are offered where the EHR can, and only to whom may book', () => {
    const may = (can: Partial<EhrCapabilities>, mayBook = true) =>
      appWith(clinicWith([], [], can).ehr, { mayBook }).app.may;
    expect(may({})).toEqual({ cancel: true, move: true });
    expect(may({}, false)).toEqual({ cancel: false, move: false });
    expect(may({ cancel: false })).toEqual({ cancel: false, move: false });
    expect(may({ cancel: false, reschedule: 'atomic' })).toEqual({ cancel: false, move: true });
    expect(may({ hold: false, reschedule: 'cancel-first' })).toEqual({ cancel: true, move: false });
  });

  test('first is announced where a patient has to agree to it', () => {
    const cancelsFirst = (reschedule: EhrCapabilities['reschedule']) =>
      appWith(clinicWith([], [], { reschedule }).ehr).app.cancelsFirst;
    expect(cancelsFirst('cancel-first')).toBe(true);
    expect(cancelsFirst('book-first')).toBe(false);
    expect(cancelsFirst('atomic')).toBe(false);
  });
});

describe('[B11] moving a visit', () => {
  /** Maya has chosen another time for her visit. */
  async function choosing(can: Partial<EhrCapabilities> = {}) {
    const under = await launched([visit], can);
    await under.app.moveVisit(visit);
    await under.app.booking.choose(time);
    return under;
  }

  test('begins among the times of its own doctor', async () => {
    const { app, asked } = await launched();
    await app.moveVisit(visit);
    await settled();
    expect(app.screen).toBe('more-times');
    expect(app.booking.moving).toEqual(visit);
    expect(app.moreTimes.wish).toEqual(timesWith(drChen));
    expect(app.moreTimes.step).toMatchObject({ at: 'listed', times: [time] });
    expect(asked()).toEqual([]);
  });

  test('begins among all times where it names no doctor', async () => {
    const nobody = { ...visit, practitioners: [], locations: [atEast] };
    const { app } = await launched([nobody]);
    await app.moveVisit(nobody);
    expect(app.moreTimes.wish).toEqual(anything);
  });

  test('keeps the visit in hand while others’ times are looked at, and lets it go at Home', async () => {
    const { app } = await launched();
    await app.moveVisit(visit);
    app.seeMoreTimes(anything);
    expect(app.screen).toBe('more-times');
    expect(app.booking.moving).toEqual(visit);
    app.goHome();
    expect(app.booking.moving).toBeUndefined();
  });

  test.each(['home', 'appointments'] as const)(
    'is given up by going to %s: the next time is booked beside the visit',
    async (page) => {
      const { app, asked, statusOf } = await launched();
      await app.moveVisit(visit);
      if (page === 'home') app.goHome();
      else app.seeAppointments();
      await app.booking.choose(time);
      await app.booking.confirm();
      expect(app.screen).toBe('booked');
      expect(asked()).toEqual(['holdAppointment', 'bookAppointment']);
      expect(statusOf(visit.id)).toBe('booked');
    },
  );

  test.each([
    ['book-first', ['holdAppointment', 'bookAppointment', 'cancelAppointment']],
    ['cancel-first', ['holdAppointment', 'cancelAppointment', 'bookAppointment']],
    ['atomic', ['holdAppointment', 'bookAppointment']],
  ] as const)('%s sends each change once, in that order', async (reschedule, order) => {
    const { app, asked, statusOf, journal } = await choosing({ reschedule });
    await Promise.all([app.booking.confirm(), app.booking.confirm()]);
    expect(app.screen).toBe('moved');
    expect(app.booking.step).toMatchObject({
      outcome: { is: 'moved', appointment: { start: time.start }, old: { status: 'cancelled' } },
    });
    expect(asked()).toEqual(order);
    expect(statusOf(visit.id)).toBe('cancelled');
    expect(journal.all()).toEqual([]);
    await settled();
    expect(comingOf(app)).toEqual(['cancelled', 'booked']);
  });

  test.each(['book-first', 'atomic'] as const)(
    '%s leaves the visit alone when the new time is refused',
    async (reschedule) => {
      const { app, ehr, asked, statusOf } = await choosing({ reschedule });
      ehr.bookAppointment.answers(failed('conflict'));
      await app.booking.confirm();
      expect(app.screen).toBe('more-times');
      expect(app.booking.step).toMatchObject({ lost: { failure: { kind: 'taken' } } });
      expect(app.booking.moving).toEqual(visit);
      expect(asked()).toEqual(['holdAppointment', 'bookAppointment', 'releaseHold']);
      expect(statusOf(visit.id)).toBe('booked');
    },
  );

  test('[B13] Home then offers the time that is free again, and no more the one that was taken', async () => {
    const { app } = await choosing();
    await app.booking.confirm();
    app.goHome();
    await settled();
    expect(timesOn(app)).toEqual([freed.key, another.key]);
  });

  /** Looking at the visit takes long; looking at any other does not. */
  async function lookingLong() {
    const under = await launched([visit, second]);
    const look = onItsWay<Appointment>();
    under.ehr.readAppointment.answers((id) => (id === visit.id ? look.promise : ok(second)));
    const pressed = under.app.moveVisit(visit);
    await settled();
    const arrive = async () => {
      look.arrive(ok(visit));
      await pressed;
      await settled();
    };
    return { ...under, arrive };
  }

  test('[B12] of another, which is still being looked at, does not begin with the one before', async () => {
    const { app, ehr, arrive } = await lookingLong();
    const look = onItsWay<Appointment>();
    ehr.readAppointment.answers(look.promise);
    const pressed = app.moveVisit(second);
    await arrive();
    expect([app.screen, app.booking.moving]).toEqual(['change', undefined]);
    look.arrive(ok(second));
    await pressed;
    expect([app.screen, app.booking.moving]).toEqual(['more-times', second]);
  });

  test('[B12] of another never moves the one before, whose look took longer', async () => {
    const { app, arrive } = await lookingLong();
    app.seeAppointments();
    await app.moveVisit(second);
    expect(app.booking.moving).toEqual(second);
    await arrive();
    expect(app.booking.moving).toEqual(second);
    expect(app.screen).toBe('more-times');
  });

  test.each(['home', 'appointments'] as const)(
    'is not begun by a look that comes after the patient went to %s',
    async (page) => {
      const { app, arrive } = await lookingLong();
      if (page === 'home') app.goHome();
      else app.seeAppointments();
      await arrive();
      expect([app.screen, app.booking.moving]).toEqual([page, undefined]);
    },
  );

  test('[B12] of a visit that the clinic has changed by then shows it as it is, and sends nothing', async () => {
    for (const reschedule of ['book-first', 'cancel-first', 'atomic'] as const) {
      const { app, set, asked } = await choosing({ reschedule });
      const moved = { ...visit, start: visit.start + hours, end: visit.end + hours };
      set(moved);
      await app.booking.confirm();
      expect(app.booking.step).toMatchObject({
        at: 'checking',
        note: { kind: 'not-moved', failure: { kind: 'changed', appointment: moved } },
      });
      expect(app.booking.moving).toEqual(moved);
      expect(asked()).toEqual(['holdAppointment']);
      await settled();
      expect(app.record.coming).toMatchObject({
        value: { appointments: [moved, { status: 'pending' }] },
      });
    }
  });

  test('[B12] of a visit that was cancelled meanwhile says so, and moves nothing', async () => {
    const { app, set, asked } = await launched();
    set({ ...visit, status: 'cancelled' });
    await app.moveVisit(visit);
    expect(app.screen).toBe('change');
    expect(opened(app).step).toMatchObject({ at: 'changed', visit: { status: 'cancelled' } });
    expect(app.booking.moving).toBeUndefined();
    expect(asked()).toEqual([]);
  });
});

describe('[B20] a time that the EHR keeps and no page remembers', () => {
  test('is told, and nothing else is', async () => {
    const { app } = await launched([visit, kept, { ...kept, id: 'asked', status: 'proposed' }]);
    expect(app.kept).toEqual([kept]);
  });

  test('is told neither before the list is there, nor where it could not be finished', async () => {
    expect(appWith(clinicWith([kept]).ehr).app.kept).toEqual([]);
    expect((await launched([kept], { hold: false })).app.kept).toEqual([]);
    expect((await launched([kept], {}, { mayBook: false })).app.kept).toEqual([]);
  });

  test('can be finished: it is booked once, and is then told no more', async () => {
    const { app, asked, statusOf } = await launched([kept]);
    await Promise.all([app.finishKept(kept), app.finishKept(kept)]);
    expect(app.screen).toBe('check');
    await settled();
    expect(app.kept).toEqual([]);
    await app.booking.confirm();
    await settled();
    expect(app.screen).toBe('booked');
    expect(asked()).toEqual(['extendHold', 'bookAppointment']);
    expect(statusOf('kept')).toBe('booked');
    expect(app.kept).toEqual([]);
  });

  test('[B12] is finished as a visit of its own, whichever visit was being moved', async () => {
    const { app, statusOf } = await launched([visit, kept]);
    await app.moveVisit(visit);
    await app.finishKept(kept);
    expect(app.booking.moving).toBeUndefined();
    await settled();
    await app.booking.confirm();
    expect([app.screen, statusOf('old'), statusOf('kept')]).toEqual(['booked', 'booked', 'booked']);
  });

  test('[B13] can be let go: it is told no more, and Home offers the time again', async () => {
    const { app, asked, statusOf } = await launched([kept]);
    expect(timesOn(app)).toEqual([freed.key, another.key]);
    await Promise.all([app.releaseKept(kept), app.releaseKept(kept)]);
    expect(asked()).toEqual(['releaseHold']);
    expect(statusOf('kept')).toBe('cancelled');
    expect(app.kept).toEqual([]);
    await settled();
    expect(timesOn(app)).toEqual([freed.key, time.key, another.key]);
  });

  test('[B9] that is being let go is asked for again only when it is free', async () => {
    const { app, ehr, asked } = await launched([kept]);
    const gone = onItsWay<ChangeAnswer>();
    ehr.releaseHold.answers(gone.promise);
    const letting = app.releaseKept(kept);
    void app.booking.choose(time);
    await settled();
    expect(asked()).toEqual(['releaseHold']);
    gone.arrive(changed({ ...kept, status: 'cancelled' }));
    await letting;
    await settled();
    expect(asked()).toEqual(['releaseHold', 'holdAppointment']);
  });

  test('that was booked meanwhile, from another tab, is not let go: the list shows it', async () => {
    const { app, set, asked } = await launched([kept]);
    set({ ...kept, status: 'booked' });
    await app.releaseKept(kept);
    expect(asked()).toEqual([]);
    expect(comingOf(app)).toEqual(['booked']);
    expect(app.kept).toEqual([]);
  });

  test('that is being kept for this page is not told beside the check page', async () => {
    const { app } = await launched();
    await app.booking.choose(time);
    await app.record.readComing();
    expect(comingOf(app)).toEqual(['booked', 'pending']);
    expect(app.kept).toEqual([]);
  });

  test('[B9] of which no answer tells that it is gone is not offered: it may go at any moment', async () => {
    const { app, ehr } = await launched([kept]);
    ehr.releaseHold.answers(failed('no-answer'));
    await app.releaseKept(kept);
    expect(comingOf(app)).toEqual(['pending']);
    expect(app.kept).toEqual([]);
  });

  test('that cannot be let go is still told', async () => {
    const { app, ehr } = await launched([kept]);
    ehr.releaseHold.answers(failed('server-error'));
    await app.releaseKept(kept);
    expect(app.kept).toEqual([kept]);
    await app.releaseKept(kept);
    expect(ehr.releaseHold.calls).toHaveLength(2);
  });
});
