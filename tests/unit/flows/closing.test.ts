import { describe, expect, test } from 'vitest';

import type { Appointment } from '../../../src/scheduling/model.ts';
import type { AppointmentList, ChangeAnswer } from '../../../src/scheduling/ports.ts';
import { ok } from '../../../src/scheduling/result.ts';
import { days, minutes, monday, openTime } from '../../support/fixtures.ts';
import { intentionOf, standing, testJournal } from '../../support/journal.ts';
import { changed, failed, listed, madeOf, onItsWay, settled } from '../../support/scripted-ehr.ts';
import { appWith } from './app-harness.ts';
import { clinicWith } from './clinic.ts';

const time = openTime(monday + 8 * days);
const held = madeOf(time, 'pending');

/** Maya's launch at a clinic where this time is open. */
async function launched(more: Parameters<typeof appWith>[1] = {}) {
  const clinic = clinicWith([], [time]);
  const under = appWith(clinic.ehr, more);
  await under.app.start();
  return { ...clinic, ...under };
}

describe('closing the page', () => {
  test('gives back the time that was being checked, and leaves nothing written down', async () => {
    const { app, asked, journal, closed, statusOf } = await launched();
    await app.booking.choose(time);
    expect(standing(journal)).toEqual(['hold held']);
    app.close({ kind: 'idle' });
    expect(closed).toEqual([{ kind: 'idle' }]);
    await settled();
    expect(asked()).toEqual(['holdAppointment', 'releaseHold']);
    expect(statusOf(held.id)).toBe('cancelled');
    expect(journal.all()).toEqual([]);
  });

  test('ends the session at once where nothing is kept', async () => {
    const { app, asked, ended } = await launched();
    app.close({ kind: 'finished' });
    await settled();
    expect(ended).toEqual([{ kind: 'finished' }]);
    expect(asked()).toEqual([]);
  });

  test('ends the session only when the time was given back', async () => {
    const { app, ehr, ended } = await launched();
    await app.booking.choose(time);
    const answer = onItsWay<ChangeAnswer>();
    ehr.releaseHold.answers(answer.promise);
    app.close({ kind: 'finished' });
    await settled();
    expect(ehr.releaseHold.calls).toHaveLength(1);
    expect(ended).toEqual([]);
    answer.arrive(changed({ ...held, status: 'cancelled' }));
    await settled();
    expect(ended).toEqual([{ kind: 'finished' }]);
  });

  test('gives back a time whose keeping is answered after it', async () => {
    const { app, ehr, journal, closed, ended } = await launched();
    const answer = onItsWay<ChangeAnswer>();
    ehr.holdAppointment.answers(answer.promise);
    ehr.readAppointment.answers(ok(held));
    const chosen = app.booking.choose(time);
    app.close({ kind: 'finished' });
    await settled();
    expect([closed, ended]).toEqual([[{ kind: 'finished' }], []]);
    answer.arrive(changed(held));
    await chosen;
    await settled();
    expect(ehr.releaseHold.calls).toMatchObject([[{ appointment: { id: held.id } }]]);
    expect(ended).toEqual([{ kind: 'finished' }]);
    expect(journal.all()).toEqual([]);
  });

  test('[B9] keeps what was sent and is not answered: nothing is given back', async () => {
    const { app, ehr, asked, journal, closed, ended } = await launched();
    const answer = onItsWay<ChangeAnswer>();
    ehr.bookAppointment.answers(answer.promise);
    await app.booking.choose(time);
    const confirmed = app.booking.confirm();
    await settled();
    app.close({ kind: 'finished' });
    await settled();
    expect(asked()).toEqual(['holdAppointment', 'bookAppointment']);
    expect(standing(journal)).toEqual(['book sent']);
    expect([closed, ended]).toEqual([[{ kind: 'finished' }], []]);
    answer.arrive(changed(madeOf(time, 'booked')));
    await confirmed;
    await settled();
    expect(ended).toEqual([{ kind: 'finished' }]);
    // Nobody has seen the answer, so the next launch tells it.
    expect(standing(journal)).toEqual(['book sent']);
  });

  test('while the session is being renewed for a booking sends no booking', async () => {
    let endsAt = monday + 30 * minutes;
    let renewed: (value: boolean) => void = () => undefined;
    const renew = () =>
      new Promise<boolean>((resolve) => {
        renewed = resolve;
      });
    const { app, asked, journal } = await launched({ signIn: { endsAt: () => endsAt, renew } });
    await app.booking.choose(time);
    endsAt = monday;
    const confirmed = app.booking.confirm();
    app.close({ kind: 'idle' });
    renewed(true);
    await confirmed;
    await settled();
    expect(asked()).toEqual(['holdAppointment']);
    expect(standing(journal)).toEqual(['hold held']);
  });

  test('keeps what an earlier page has left open', async () => {
    const { ehr } = clinicWith([]);
    ehr.listAppointments.answers(failed('no-answer'));
    const { app, journal } = appWith(ehr, {
      journal: testJournal(intentionOf('book', 'sent', time)),
    });
    await app.start();
    expect(app.screen).toBe('recovering');
    app.close({ kind: 'idle' });
    await settled();
    expect(standing(journal)).toEqual(['book sent']);
  });

  test.each<[string, Appointment, Parameters<typeof intentionOf>[0]]>([
    ['a time that is kept is not asked for longer', held, 'hold'],
    ['a visit that is booked is left for the next launch to tell', madeOf(time, 'booked'), 'book'],
  ])('while that is looked up changes nothing: %s', async (_, visit, kind) => {
    const { ehr, asked } = clinicWith([visit]);
    const answer = onItsWay<AppointmentList>();
    ehr.listAppointments.answers(answer.promise);
    const left = intentionOf(kind, 'sent', time, { appointment: visit.id });
    const { app, journal } = appWith(ehr, { journal: testJournal(left) });
    const started = app.start();
    await settled();
    app.close({ kind: 'idle' });
    answer.arrive(listed([visit]));
    await started;
    await settled();
    expect(asked()).toEqual([]);
    expect(app.booking.step.at).toBe('choosing');
    expect(journal.all()).toEqual([left]);
  });
});
