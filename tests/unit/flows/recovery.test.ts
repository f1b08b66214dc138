import { describe, expect, test } from 'vitest';

import type { AppPorts } from '../../../src/flows/app.svelte.ts';
import type { Intention } from '../../../src/scheduling/intention.ts';
import type { Appointment } from '../../../src/scheduling/model.ts';
import type { AppointmentList } from '../../../src/scheduling/ports.ts';
import { changes } from '../../support/changes.ts';
import { appointment, days, minutes, monday, openTime } from '../../support/fixtures.ts';
import { intentionOf, standing, testJournal } from '../../support/journal.ts';
import { failed, listed, madeOf, onItsWay, settled } from '../../support/scripted-ehr.ts';
import { appWith } from './app-harness.ts';
import { clinicWith, type Clinic } from './clinic.ts';

const time = openTime(monday + 8 * days);
const held = madeOf(time, 'pending', { id: 'new' });
const booked = madeOf(time, 'booked', { id: 'new' });
const old = appointment('booked', monday + 3 * days, { id: 'old' });
const gone: Appointment = { ...old, status: 'cancelled' };
const again: Appointment = { ...old, id: 'again' };

const about = { appointment: 'new' };
const holding = intentionOf('hold', 'holding', time);
const checking = intentionOf('hold', 'held', time, about);
const booking = intentionOf('book', 'sent', time, about);
const moving = intentionOf('reschedule', 'sent', time, { ...about, replaces: 'old' });
const cancelling = intentionOf('cancel', 'sent', old, { appointment: 'old' });

/** The next launch at a clinic, after an earlier page left this in the journal. */
function launch(
  clinic: Clinic,
  left: readonly Intention[],
  more: Partial<Pick<AppPorts, 'changes'>> = {},
) {
  const under = appWith(clinic.ehr, { journal: testJournal(...left), ...more });
  return { ...under, ...clinic, started: under.app.start() };
}
async function launched(...asked: Parameters<typeof launch>) {
  const under = launch(...asked);
  await under.started;
  await settled();
  return under;
}
const withoutHolds = { hold: false };

describe('[B9] [B20] after a page that was loaded again the patient is told', () => {
  test.each<[string, Intention, Appointment]>([
    ['that the visit is booked', booking, booked],
    ['that a time was booked elsewhere that was only kept here', checking, booked],
  ])('%s', async (_, left, visit) => {
    const { app, journal, asked } = await launched(clinicWith([visit]), [left]);
    expect(app.screen).toBe('booked');
    expect(app.booking.step).toEqual({ at: 'booked', appointment: visit });
    expect(standing(journal)).toEqual([]);
    expect(asked()).toEqual([]);
  });

  test('that it waits for the clinic, where no time is ever kept', async () => {
    const { app, journal } = await launched(clinicWith([held], [], withoutHolds), [booking]);
    expect(app.screen).toBe('requested');
    expect(app.booking.step).toEqual({ at: 'requested', appointment: held });
    expect(standing(journal)).toEqual([]);
  });

  test('that it waits for the clinic, where times are kept and the EHR says “proposed”', async () => {
    const waiting = madeOf(time, 'proposed', { id: 'new' });
    const { app, journal, asked } = await launched(clinicWith([waiting]), [booking]);
    expect(app.booking.step).toEqual({ at: 'requested', appointment: waiting });
    expect(standing(journal)).toEqual([]);
    expect(asked()).toEqual([]);
  });

  test.each([holding, checking])('that the time is kept, as it was: $step', async (left) => {
    const { app, journal, asked } = await launched(clinicWith([held]), [left]);
    expect(app.screen).toBe('check');
    expect(app.booking.step).toMatchObject({ at: 'checking', note: undefined });
    expect(journal.all()).toEqual([{ ...checking, startedAt: monday }]);
    // The end of the hold is known to the EHR alone, which says it when it is held again.
    expect(asked()).toEqual(['extendHold']);
  });

  test('that it is kept and not booked; confirming books it once, and nothing is left', async () => {
    const { app, journal, asked, statusOf } = await launched(clinicWith([held]), [booking]);
    expect(app.screen).toBe('check');
    expect(app.booking.step).toMatchObject({
      note: { kind: 'not-booked', failure: { kind: 'not-booked', stillHeld: true } },
    });
    expect(journal.all()).toMatchObject([{ id: booking.id, kind: 'hold', step: 'held' }]);
    await app.booking.confirm();
    expect(app.screen).toBe('booked');
    expect(asked()).toEqual(['extendHold', 'bookAppointment']);
    expect(statusOf('new')).toBe('booked');
    expect(journal.all()).toEqual([]);
  });

  test.each<[string, Intention, readonly Appointment[], Appointment | undefined]>([
    ['that no time is kept', holding, [], undefined],
    ['that nothing is booked', booking, [], undefined],
    ['that nothing is booked, and that the visit stands', moving, [old], old],
  ])('%s', async (_, left, visits, stands) => {
    const { app, journal, asked } = await launched(clinicWith(visits), [left]);
    expect(app.screen).toBe('home');
    expect(app.recovery.step).toEqual({ at: 'nothing', intention: left, old: stands });
    expect(standing(journal)).toEqual([]);
    expect(asked()).toEqual([]);
    app.goHome();
    expect(app.recovery.step.at).toBe('none');
  });

  test('that nobody can tell; it stays written down, and can be asked again', async () => {
    const clinic = clinicWith([booked]);
    const { listAppointments } = clinic.ehr;
    listAppointments.answers(failed('no-answer'));
    const { app, journal } = await launched(clinic, [booking]);
    expect(app.screen).toBe('recovering');
    expect(app.recovery.step).toEqual({ at: 'unknown', about: 'book' });
    expect(standing(journal)).toEqual(['book sent']);
    const before = listAppointments.calls.length;
    listAppointments.answers(listed([booked]));
    await Promise.all([app.recovery.checkAgain(), app.recovery.checkAgain()]);
    expect(listAppointments.calls).toHaveLength(before + 1);
    expect(app.screen).toBe('booked');
    expect(standing(journal)).toEqual([]);
  });
});

describe('[B11] after a page that was loaded again in the middle of a move the patient is told', () => {
  test.each<[string, readonly Appointment[], object]>([
    ['that it is moved', [booked, gone], { is: 'moved', appointment: booked, old: gone }],
    [
      'that both stand',
      [booked, old],
      { is: 'both', appointment: booked, old, failure: { kind: 'not-cancelled' } },
    ],
    ['that the old time was won back', [gone, again], { is: 'won-back', appointment: again }],
    ['that nothing is left', [gone], { is: 'nothing-left', old: gone }],
  ])('%s', async (_, visits, outcome) => {
    const { app, journal, asked } = await launched(clinicWith(visits), [moving]);
    expect(app.screen).toBe('moved');
    expect(app.booking.step).toMatchObject({ at: 'moved', outcome });
    expect(standing(journal)).toEqual([]);
    expect(asked()).toEqual([]);
  });

  test('that the new one waits, where no time is ever kept', async () => {
    const { app, journal } = await launched(clinicWith([held, old], [], withoutHolds), [moving]);
    expect(app.booking.step).toMatchObject({ at: 'moved', outcome: { is: 'requested', old } });
    expect(standing(journal)).toEqual([]);
  });

  test.each([
    { visit: old, kind: 'hold' },
    { visit: gone, kind: 'reschedule' },
  ])(
    'that the new time is kept, and confirming goes on with the move: old one $visit.status',
    async ({ visit, kind }) => {
      const { app, journal, asked, statusOf } = await launched(clinicWith([held, visit]), [moving]);
      expect(app.screen).toBe('check');
      expect(app.booking.moving).toEqual(visit);
      expect(journal.all()).toMatchObject([
        { id: moving.id, kind, step: 'held', appointment: 'new', replaces: 'old' },
      ]);
      await app.booking.confirm();
      expect(app.screen).toBe('moved');
      expect([statusOf('new'), statusOf('old')]).toEqual(['booked', 'cancelled']);
      expect(asked().filter((name) => name === 'bookAppointment')).toHaveLength(1);
      expect(journal.all()).toEqual([]);
    },
  );

  test('that nobody can tell while one of the two cannot be read', async () => {
    const clinic = clinicWith([booked]);
    const { app, journal } = await launched(clinic, [moving]);
    expect(app.screen).toBe('recovering');
    expect(standing(journal)).toEqual(['reschedule sent']);
  });
});

describe('[B16] after a page that was loaded again while cancelling the patient is told', () => {
  test('that the visit is cancelled', async () => {
    const { app, journal, asked } = await launched(clinicWith([gone]), [cancelling]);
    expect(app.screen).toBe('change');
    expect(app.change).toMatchObject({ step: { at: 'cancelled', visit: gone } });
    expect(standing(journal)).toEqual([]);
    expect(asked()).toEqual([]);
  });

  test('that it is not, and can be asked to cancel once more', async () => {
    const { app, journal, asked, statusOf } = await launched(clinicWith([old]), [cancelling]);
    expect(app.screen).toBe('change');
    expect(app.change).toMatchObject({
      step: { at: 'asking', visit: old, failure: { kind: 'not-cancelled' } },
    });
    expect(standing(journal)).toEqual([]);
    expect(asked()).toEqual([]);
    if (typeof app.change === 'object') await app.change.cancel();
    expect(app.change).toMatchObject({ step: { at: 'cancelled' } });
    expect(statusOf('old')).toBe('cancelled');
  });

  test.each<[string, Appointment]>([
    ['is at another hour by now', { ...old, start: old.start + 60 * minutes }],
    ['is over', { ...old, status: 'fulfilled' }],
  ])('[B12] that it %s, and nothing is asked', async (_, visit) => {
    const { app, journal, asked } = await launched(clinicWith([visit]), [cancelling]);
    expect(app.change).toMatchObject({ step: { at: 'changed', visit, wish: 'cancel' } });
    expect(standing(journal)).toEqual([]);
    expect(asked()).toEqual([]);
  });

  test.each<[string, Appointment]>([
    [
      'has meanwhile another time',
      { ...old, start: old.start + 1 * days, end: old.end + 1 * days },
    ],
    ['is over', { ...old, status: 'fulfilled' }],
    ['was missed', { ...old, status: 'noshow' }],
  ])('[B12] that it was changed where it %s, and nothing is asked about it', async (_, visit) => {
    const { app, journal, asked } = await launched(clinicWith([visit]), [cancelling]);
    expect(app.screen).toBe('change');
    expect(app.change).toMatchObject({ step: { at: 'changed', visit, wish: 'cancel' } });
    expect(standing(journal)).toEqual([]);
    expect(asked()).toEqual([]);
  });
});

describe('while it is looked up', () => {
  /** The reading of the time in question is on its way. */
  function looking() {
    const clinic = clinicWith([booked]);
    const answer = onItsWay<AppointmentList>();
    const all = listed([booked]);
    clinic.ehr.listAppointments.answers(({ from, to }) =>
      from === undefined || to === undefined ? all : answer.promise,
    );
    return { ...launch(clinic, [booking]), arrive: () => answer.arrive(all) };
  }

  test('the page says so, and reads everything else beside it', async () => {
    const { app, arrive, started } = looking();
    expect(app.screen).toBe('recovering');
    await settled();
    expect(app.recovery.step).toEqual({ at: 'checking', about: 'book' });
    expect(app.times.anyone.at).not.toBe('looking');
    expect(app.record.coming.at).toBe('ready');
    arrive();
    await started;
    expect(app.screen).toBe('booked');
  });

  test.each(['home', 'appointments'] as const)(
    'the patient may go to %s instead: the entry stays for the next launch',
    async (page) => {
      const { app, arrive, started, journal } = looking();
      await settled();
      if (page === 'home') app.goHome();
      else app.seeAppointments();
      expect(app.screen).toBe(page);
      arrive();
      await started;
      expect(app.screen).toBe(page);
      expect(app.booking.step.at).toBe('choosing');
      expect(journal.all()).toEqual([booking]);
    },
  );

  test('who goes on before the code for it has come is not asked about it', async () => {
    const { app, ehr, journal, started } = looking();
    app.goHome();
    await started;
    await settled();
    expect(app.screen).toBe('home');
    expect(app.recovery.step.at).toBe('none');
    expect(ehr.listAppointments.calls.filter(([{ to }]) => to === time.start + 1)).toEqual([]);
    expect(journal.all()).toEqual([booking]);
  });

  test('it is not looked up a second time', async () => {
    const { app, ehr, arrive, started } = looking();
    await settled();
    const before = ehr.log.length;
    const again = app.recovery.checkAgain();
    await settled();
    expect(ehr.log).toHaveLength(before);
    arrive();
    await Promise.all([started, again]);
    expect(app.screen).toBe('booked');
  });

  test('a change that was sent just now is given time to arrive', async () => {
    const clinic = clinicWith([held]);
    const justNow = { ...booking, startedAt: monday - 1_000 };
    const { listAppointments } = clinic.ehr;
    const readings = [listed([held]), listed([held]), listed([booked])];
    listAppointments.answers(({ from, to }) =>
      from === undefined || to === undefined ? listed([]) : (readings.shift() ?? listed([booked])),
    );
    const { app, clock, asked } = await launched(clinic, [justNow]);
    expect(clock.waits).toEqual([2_000, 5_000]);
    expect(app.screen).toBe('booked');
    expect(asked()).toEqual([]);
  });

  test('the patient who wanted to see the appointments comes to them afterwards', async () => {
    const clinic = clinicWith([]);
    const { app } = appWith(clinic.ehr, { journal: testJournal(booking) });
    const started = app.start({ at: 'appointments' });
    expect(app.screen).toBe('recovering');
    await started;
    expect(app.screen).toBe('appointments');
    expect(app.recovery.step.at).toBe('nothing');
  });
});

describe('what is left open', () => {
  test('is looked up by its most pressing entry first; the others wait', async () => {
    const left = [cancelling, { ...checking, startedAt: monday - 1 * minutes }];
    const { app, journal } = await launched(clinicWith([gone, held]), left);
    expect(app.change).toMatchObject({ step: { at: 'cancelled' } });
    expect(standing(journal)).toEqual(['hold held']);
  });

  test('is asked about no more once it was settled elsewhere: the page that asks ends', async () => {
    const clinic = clinicWith([]);
    clinic.ehr.listAppointments.answers(failed('no-answer'));
    const { app, journal } = await launched(clinic, [booking]);
    expect(app.screen).toBe('recovering');
    journal.remove(booking.id);
    await app.recovery.checkAgain();
    expect(app.screen).toBe('home');
  });

  test('is no reason to ask the EHR, where it is too old to matter', async () => {
    const old = { ...booking, startedAt: monday - 2 * days };
    const { app, ehr, journal } = await launched(clinicWith([booked]), [old]);
    expect(app.screen).toBe('home');
    expect(app.recovery.step.at).toBe('none');
    expect(ehr.listAppointments.calls.filter(([{ from }]) => from === time.start)).toEqual([]);
    expect(standing(journal)).toEqual([]);
  });

  test('is nothing at most launches: no code is fetched for it', async () => {
    let fetched = 0;
    const fetching = () => {
      fetched += 1;
      return changes();
    };
    const { app } = await launched(clinicWith([old]), [], { changes: fetching });
    expect(app.screen).toBe('home');
    expect(fetched).toBe(0);
  });

  test('stays written down where the code cannot be fetched, and can be asked again', async () => {
    let offline = true;
    const fetching = () => (offline ? Promise.reject(new Error('offline')) : changes());
    const { app, journal, ehr } = await launched(clinicWith([booked]), [booking], {
      changes: fetching,
    });
    expect(app.screen).toBe('recovering');
    expect(app.recovery.step.at).toBe('unknown');
    expect(journal.all()).toEqual([booking]);
    await app.recovery.checkAgain();
    expect(app.recovery.step.at).toBe('unknown');
    offline = false;
    await app.recovery.checkAgain();
    expect(app.screen).toBe('booked');
    expect(standing(journal)).toEqual([]);
    expect(ehr.bookAppointment.calls).toEqual([]);
  });
});
