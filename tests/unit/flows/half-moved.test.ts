import { describe, expect, test } from 'vitest';

import { appointment, days, hours, monday, openTime } from '../../support/fixtures.ts';
import { standing, testJournal } from '../../support/journal.ts';
import { changed, failed, madeOf, settled } from '../../support/scripted-ehr.ts';
import { appWith } from './app-harness.ts';
import { clinicWith } from './clinic.ts';

const visit = appointment('booked', monday + 3 * days, { id: 'old' });
const time = openTime(monday + 8 * days);
const another = openTime(monday + 9 * days);
const held = madeOf(time, 'pending');

/** The old visit had to go first, and is gone; the EHR was too busy to book the new one, which it still keeps. */
async function halfMoved() {
  const times = [time, another, openTime(visit.start)];
  const clinic = clinicWith([visit], times, { reschedule: 'cancel-first' });
  const under = appWith(clinic.ehr);
  await under.app.start();
  await under.app.moveVisit(visit);
  await under.app.booking.choose(time);
  clinic.ehr.bookAppointment.answers(failed('too-busy'));
  await under.app.booking.confirm();
  await settled();
  expect(under.app.booking.step).toMatchObject({ at: 'checking', note: { kind: 'not-booked' } });
  expect(clinic.statusOf(visit.id)).toBe('cancelled');
  /** The page is loaded again, some time later. */
  const next = async (later = 0) => {
    const opened = appWith(clinic.ehr, { journal: testJournal(...under.journal.all()) });
    opened.clock.pass(later);
    await opened.app.start();
    await settled();
    return opened;
  };
  /** The EHR is less busy again. */
  const books = () => {
    clinic.ehr.bookAppointment.answers(({ time: chosen, hold }) => {
      const id = hold?.appointment.id ?? 'new';
      clinic.set(madeOf(chosen, 'booked', { id }));
      return changed(madeOf(chosen, 'booked', { id }));
    });
  };
  const nothingLeft = { at: 'moved', outcome: { is: 'nothing-left', old: { id: visit.id } } };
  return { ...clinic, ...under, next, books, nothingLeft };
}

describe('[B11] a move of which only the first half is done', () => {
  test('[B13] has the list read again: the old visit is shown as cancelled', async () => {
    const { app } = await halfMoved();
    expect(app.booking.moving).toMatchObject({ id: visit.id, status: 'cancelled' });
    expect(app.record.coming).toMatchObject({
      value: { appointments: [{ id: visit.id, status: 'cancelled' }, { id: held.id }] },
    });
  });

  test('[B9] is written down as more than a time to choose, and matters for longer than an hour', async () => {
    const { journal, next } = await halfMoved();
    expect(journal.all()).toMatchObject([
      { kind: 'reschedule', step: 'held', appointment: held.id, replaces: visit.id },
    ]);
    const { app } = await next(2 * hours);
    expect(app.screen).toBe('check');
    expect(app.booking.moving).toMatchObject({ id: visit.id, status: 'cancelled' });
  });

  test('is finished after the page was loaded again, and then nothing of it is left', async () => {
    const { next, books } = await halfMoved();
    const { app, journal } = await next();
    books();
    await app.booking.confirm();
    expect(app.booking.step).toMatchObject({ at: 'moved', outcome: { is: 'moved' } });
    expect(journal.all()).toEqual([]);
  });

  test('is told as such after the time is kept no more: the old visit is gone, and nothing is booked', async () => {
    const { set, next, nothingLeft } = await halfMoved();
    set({ ...held, status: 'cancelled' });
    const { app } = await next();
    expect(app.booking.step).toMatchObject(nothingLeft);
  });

  test('[B9] keeps the time, and stays written down, when the page closes', async () => {
    const { app, asked, ended, statusOf, journal } = await halfMoved();
    app.close({ kind: 'idle' });
    await settled();
    expect(ended).toEqual([{ kind: 'idle' }]);
    expect(asked()).not.toContain('releaseHold');
    expect(statusOf(held.id)).toBe('pending');
    expect(standing(journal)).toEqual(['reschedule held']);
  });

  test('[B9] stays written down while the patient gives the time back and looks for another', async () => {
    const { app, statusOf, next, nothingLeft } = await halfMoved();
    app.booking.chooseAnother();
    await settled();
    expect(statusOf(held.id)).toBe('cancelled');
    expect(app.booking.moving).toMatchObject({ id: visit.id });
    expect((await next()).app.booking.step).toMatchObject(nothingLeft);
  });

  test('[B9] stays written down when the other time is refused', async () => {
    const { app, ehr, next, nothingLeft } = await halfMoved();
    app.booking.chooseAnother();
    await settled();
    ehr.holdAppointment.answers(failed('conflict'));
    await app.booking.choose(another);
    expect(app.booking.step).toMatchObject({ lost: { failure: { kind: 'taken' } } });
    expect((await next()).app.booking.step).toMatchObject(nothingLeft);
  });

  test('and of which another time is booked in the end is told as moved, and nothing of it is left', async () => {
    const { app, journal, next, books } = await halfMoved();
    app.booking.chooseAnother();
    await settled();
    books();
    await app.booking.choose(another);
    expect(standing(journal)).toEqual(['reschedule held']);
    await app.booking.confirm();
    expect(app.booking.step).toMatchObject({
      at: 'moved',
      outcome: { is: 'moved', appointment: { start: another.start } },
    });
    expect(journal.all()).toEqual([]);
    expect((await next()).app.screen).toBe('home');
  });
});
