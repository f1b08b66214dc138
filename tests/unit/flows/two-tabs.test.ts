import { describe, expect, test } from 'vitest';

import { appointment, days, monday, openTime } from '../../support/fixtures.ts';
import { failed, madeOf, settled } from '../../support/scripted-ehr.ts';
import { intentionOf, testJournal } from '../../support/journal.ts';
import { appWith } from './app-harness.ts';
import { clinicWith } from './clinic.ts';

const time = openTime(monday + 8 * days);
const kept = madeOf(time, 'pending', { id: 'kept' });

/** Maya has the app open twice, and both pages show the check page of one time that the EHR keeps. */
async function bothChecking() {
  const clinic = clinicWith([kept], [time]);
  const [one, other] = [appWith(clinic.ehr), appWith(clinic.ehr)];
  await Promise.all([one.app.start(), other.app.start()]);
  for (const { app } of [one, other]) await app.finishKept(kept);
  await settled();
  return { ...clinic, one, other };
}

describe('[B9] one held time, finished in two tabs', () => {
  test('at once is one visit: both tabs say that it is booked, and each has asked once', async () => {
    const { ehr, one, other, statusOf } = await bothChecking();
    await Promise.all([one.app.booking.confirm(), other.app.booking.confirm()]);
    expect([one.app.screen, other.app.screen]).toEqual(['booked', 'booked']);
    for (const { app, journal } of [one, other]) {
      expect(app.booking.step).toMatchObject({ appointment: { id: 'kept', status: 'booked' } });
      expect(journal.all()).toEqual([]);
    }
    expect(ehr.bookAppointment.calls).toHaveLength(2);
    expect(ehr.releaseHold.calls).toEqual([]);
    expect(statusOf('kept')).toBe('booked');
  });

  test('one after the other is told as booked in the second, which reads it and asks no more', async () => {
    const { ehr, one, other, asked, statusOf } = await bothChecking();
    await one.app.booking.confirm();
    const before = asked().length;
    await Promise.all([other.app.booking.confirm(), other.app.booking.confirm()]);
    await other.app.booking.confirm();
    expect(asked().slice(before)).toEqual(['bookAppointment']);
    expect(ehr.listAppointments.calls).toContainEqual([{ from: time.start, to: time.start + 1 }]);
    expect(other.app.screen).toBe('booked');
    expect(statusOf('kept')).toBe('booked');
  });

  test('is not given back by a second tab that closes after the first has booked it', async () => {
    const { ehr, one, other, statusOf } = await bothChecking();
    await one.app.booking.confirm();
    other.app.close({ kind: 'idle' });
    await settled();
    expect(other.ended).toEqual([{ kind: 'idle' }]);
    expect(ehr.releaseHold.calls).toEqual([]);
    expect(statusOf('kept')).toBe('booked');
  });

  test('is not given back by the second tab after the first has booked it', async () => {
    const { ehr, one, other, statusOf } = await bothChecking();
    await one.app.booking.confirm();
    other.app.booking.chooseAnother();
    await settled();
    expect(ehr.releaseHold.calls).toEqual([]);
    expect(statusOf('kept')).toBe('booked');
    expect(other.app.record.coming).toMatchObject({
      value: { appointments: [{ id: 'kept', status: 'booked' }] },
    });
    expect(other.app.kept).toEqual([]);
  });

  test('and given back in the second is told as lost in the first, which books nothing', async () => {
    const { one, other, statusOf } = await bothChecking();
    other.app.booking.chooseAnother();
    await settled();
    await one.app.booking.confirm();
    expect(one.app.screen).toBe('home');
    expect(one.app.booking.step).toMatchObject({ lost: { failure: { kind: 'taken' } } });
    expect(statusOf('kept')).toBe('cancelled');
  });

  test('whose second tab cannot read it back says that nobody knows, and keeps it written down', async () => {
    const { ehr, one, other } = await bothChecking();
    await one.app.booking.confirm();
    ehr.listAppointments.answers(failed('no-answer'));
    await other.app.booking.confirm();
    expect(other.app.screen).toBe('unknown');
    expect(other.journal.all()).toMatchObject([{ kind: 'book', appointment: 'kept' }]);
    expect(ehr.releaseHold.calls).toEqual([]);
  });
});

describe('[B12] a visit that another tab has moved between choosing and confirming', () => {
  const visit = appointment('booked', monday + 3 * days, { id: 'old' });
  const later = { ...visit, start: visit.start + 1 * days, end: visit.end + 1 * days };

  test.each(['book-first', 'cancel-first', 'atomic'] as const)(
    'is not moved again: nothing is sent, and it is told as it is now (%s)',
    async (reschedule) => {
      const { ehr, set, asked, statusOf } = clinicWith([visit], [time], { reschedule });
      const { app } = appWith(ehr);
      await app.start();
      await app.moveVisit(visit);
      await app.booking.choose(time);
      set({ ...later, versionId: '2' });
      const before = asked();
      await app.booking.confirm();
      expect(asked()).toEqual(before);
      expect(statusOf('old')).toBe('booked');
      expect(app.booking.step).toMatchObject({
        note: { failure: { kind: 'changed', appointment: { id: 'old', start: later.start } } },
      });
      expect(app.booking.moving).toMatchObject({ id: 'old', start: later.start });
    },
  );
});

test('[B9] a tab that was copied in the middle of a booking is told what came of it, and sends nothing', async () => {
  const clinic = clinicWith([], [time]);
  const first = appWith(clinic.ehr);
  await first.app.start();
  await first.app.booking.choose(time);
  await first.app.booking.confirm();
  const left = intentionOf('book', 'sent', time, { startedAt: monday - 60_000 });
  const copy = appWith(clinic.ehr, { journal: testJournal(left) });
  const before = clinic.asked().length;
  await copy.app.start();
  expect(copy.app.screen).toBe('booked');
  expect(clinic.asked()).toHaveLength(before);
  expect(copy.journal.all()).toEqual([]);
});
