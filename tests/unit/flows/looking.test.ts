import { describe, expect, test } from 'vitest';

import type { Opening } from '../../../src/flows/app.svelte.ts';
import type { Intention } from '../../../src/scheduling/intention.ts';
import type { Appointment } from '../../../src/scheduling/model.ts';
import {
  appointment,
  atWest,
  days,
  drOkafor,
  hours,
  minutes,
  monday,
  openTime,
} from '../../support/fixtures.ts';
import { intentionOf, standing, testJournal } from '../../support/journal.ts';
import { failed, listed, madeOf, settled } from '../../support/scripted-ehr.ts';
import { appWith } from './app-harness.ts';
import { clinicWith, type Clinic } from './clinic.ts';

const time = openTime(monday + 8 * days);
const visit = appointment('booked', monday + 3 * days, { id: 'visit' });
const withoutHolds = { hold: false };
const looked = intentionOf('look', 'seen', visit, { id: 'look', appointment: 'visit' });

/** A launch in a tab in which this was left. */
async function launch(
  clinic: Clinic,
  left: readonly Intention[] = [],
  opening: Opening = { at: 'home' },
) {
  const under = appWith(clinic.ehr, { journal: testJournal(...left) });
  await under.app.start(opening);
  await settled();
  return { ...under, ...clinic };
}

/** A time is booked, and its page is on screen. */
async function booked() {
  const under = await launch(clinicWith([], [time]));
  await under.app.booking.choose(time);
  await under.app.booking.confirm();
  await settled();
  expect(under.app.screen).toBe('booked');
  return under;
}

describe('the page of a visit that was just booked', () => {
  test('is written down by the id that the EHR gave the visit, and by nothing else', async () => {
    const { app, journal } = await booked();
    const { step } = app.booking;
    if (step.at !== 'booked') throw new Error(step.at);
    expect(journal.looksAt()).toBe(step.appointment.id);
    expect(JSON.stringify(journal.entries())).not.toMatch(/Chen|East|Follow|Patient/);
    expect(standing(journal)).toEqual([]);
  });

  test.each([
    ['home', 'goHome'],
    ['to the visits', 'seeAppointments'],
  ] as const)('is forgotten when the patient goes %s', async (_, go) => {
    const { app, journal } = await booked();
    app[go]();
    expect(journal.looksAt()).toBeUndefined();
  });

  test('is forgotten when the patient is done', async () => {
    const { app, journal } = await booked();
    app.close({ kind: 'finished' });
    await settled();
    expect(journal.looksAt()).toBeUndefined();
  });

  test('is what a page that is loaded again comes back to, as the EHR has it, with nothing sent', async () => {
    const { app, journal, clock } = await booked();
    const { step } = app.booking;
    app.leave();
    clock.pass(minutes);
    const id = journal.looksAt() ?? '';
    const clinic = clinicWith([madeOf(time, 'booked', { id })]);
    const again = appWith(clinic.ehr, { journal });
    await again.app.start();
    await settled();
    expect(again.app.screen).toBe('booked');
    expect(again.app.booking.step).toMatchObject({ at: 'booked', appointment: { id } });
    expect(step).toMatchObject({ appointment: { id, start: time.start } });
    expect(clinic.asked()).toEqual([]);
    // And again, as often as it is loaded.
    expect(journal.looksAt()).toBe(id);
  });

  test('comes back also where it was closed before the EHR had answered', async () => {
    const left = intentionOf('book', 'sent', visit, { appointment: 'visit' });
    const { app, journal } = await launch(clinicWith([visit]), [left]);
    expect(app.screen).toBe('booked');
    expect(standing(journal)).toEqual([]);
    expect(journal.looksAt()).toBe('visit');
  });
});

describe('what else is on screen', () => {
  test('a request that the clinic declined is not come back to', async () => {
    const clinic = clinicWith([], [time], withoutHolds);
    const under = await launch(clinic);
    const asked = madeOf(time, 'pending', { id: 'asked' });
    clinic.ehr.bookAppointment.answers({
      ok: true,
      value: { appointment: asked, notices: [], expires: undefined },
    });
    await under.app.booking.choose(time);
    await under.app.booking.confirm();
    await settled();
    expect(under.app.screen).toBe('requested');
    expect(under.journal.looksAt()).toBe('asked');
    clinic.set({ ...asked, status: 'cancelled' });
    under.clock.pass(6_000);
    await settled();
    expect(under.app.booking.step).toMatchObject({ lost: { failure: { kind: 'declined' } } });
    expect(under.journal.looksAt()).toBeUndefined();
  });

  test('only a visit that comes back has an address of its own', async () => {
    const { app } = await booked();
    expect(app.booking.lookedAt).toBeDefined();
    app.goHome();
    expect(app.booking.lookedAt).toBeUndefined();
    const old = appointment('cancelled', monday + 3 * days, { id: 'old' });
    const failure = { kind: 'not-booked', stillHeld: false } as const;
    app.booking.show({ at: 'moved', outcome: { is: 'nothing-left', old, failure } });
    expect(app.screen).toBe('moved');
    expect(app.booking.lookedAt).toBeUndefined();
  });

  test('what comes back has its clinic’s hour and address looked up', async () => {
    const { ehr } = await launch(clinicWith([visit]), [looked]);
    expect(ehr.readLocation.calls).toContainEqual([visit.locations[0]?.reference]);
  });

  test('until the code has come the page says what is looked up, and nothing of a booking', async () => {
    const clinic = clinicWith([visit]);
    const under = appWith(clinic.ehr, {
      journal: testJournal(looked),
      changes: () => new Promise(() => undefined),
    });
    void under.app.start();
    await settled();
    expect(under.app.recovery.step).toEqual({ at: 'checking', about: 'look' });
  });

  test('a look of long ago is forgotten before any code is fetched for it', async () => {
    const old = { ...looked, startedAt: monday - 15 * minutes - 1 };
    const under = appWith(clinicWith([visit]).ehr, {
      journal: testJournal(old),
      changes: () => Promise.reject(new Error('offline')),
    });
    await under.app.start();
    expect(under.app.recovery.step).toEqual({ at: 'none' });
    expect(under.journal.entries()).toEqual([]);
  });
});

describe('a visit that was on screen', () => {
  test.each([
    ['to another hour', { start: visit.start + hours, end: visit.end + hours }],
    ['to another clinician', { practitioners: [drOkafor] }],
    ['to another place', { locations: [atWest] }],
  ] as const)('is not just called booked where the clinic has moved it %s', async (_, now) => {
    const moved: Appointment = { ...visit, ...now };
    const { app, asked } = await launch(clinicWith([moved]), [looked]);
    expect(app.change).toMatchObject({ step: { at: 'changed', visit: moved, wish: undefined } });
    expect(asked()).toEqual([]);
  });

  test.each(['cancelled', 'entered-in-error', 'noshow'] as const)(
    'is shown as changed where it does not stand any more: %s',
    async (status) => {
      const gone: Appointment = { ...visit, status };
      const { app, journal } = await launch(clinicWith([gone]), [looked]);
      expect(app.screen).toBe('change');
      expect(app.change).toMatchObject({ step: { at: 'changed', visit: gone } });
      expect(journal.entries()).toEqual([]);
    },
  );

  test.each([
    ['pending', withoutHolds],
    ['proposed', {}],
  ] as const)('is shown as waiting where the clinic has not said yes: %s', async (status, can) => {
    const waiting: Appointment = { ...visit, status };
    const { app } = await launch(clinicWith([waiting], [], can), [looked]);
    expect(app.booking.step).toEqual({ at: 'requested', appointment: waiting });
    expect(app.booking.clinicsYes).toBe('asked-for');
  });

  test('is left to the list where nobody can tell it from a time that is only kept', async () => {
    const held: Appointment = { ...visit, status: 'pending' };
    const { app } = await launch(clinicWith([held]), [looked]);
    expect(app.screen).toBe('home');
    expect(app.kept).toEqual([held]);
  });

  test('is not shown as booked where the EHR names no patient for it', async () => {
    const { app } = await launch(clinicWith([{ ...visit, patients: [] }]), [looked]);
    expect(app.recovery.step).toEqual({ at: 'unknown', about: 'look' });
  });

  test.each([
    ['has begun', { start: monday - minutes }],
    ['is over', { status: 'fulfilled' }],
  ] as const)('is not shown where it %s', async (_, now) => {
    const { app, journal } = await launch(clinicWith([{ ...visit, ...now }]), [looked]);
    expect(app.screen).toBe('home');
    expect(journal.entries()).toEqual([]);
  });

  test('that cannot be read is not called anything, and can be asked for again', async () => {
    const clinic = clinicWith([visit]);
    clinic.ehr.readAppointment.answers(failed('no-answer'));
    const { app, journal } = await launch(clinic, [looked]);
    expect(app.screen).toBe('recovering');
    expect(app.recovery.step).toEqual({ at: 'unknown', about: 'look' });
    expect(journal.looksAt()).toBe('visit');
    // One look: nothing that was sent could still be on its way.
    expect(clinic.ehr.readAppointment.calls).toHaveLength(1);
    clinic.ehr.readAppointment.answers({ ok: true, value: visit });
    await app.recovery.checkAgain();
    expect(app.screen).toBe('booked');
  });

  test('is not what somebody wants who comes back a quarter of an hour later', async () => {
    const old = { ...looked, startedAt: monday - 15 * minutes - 1 };
    const { app, ehr, journal } = await launch(clinicWith([visit]), [old]);
    expect(app.screen).toBe('home');
    expect(ehr.readAppointment.calls).toEqual([]);
    expect(journal.entries()).toEqual([]);
  });

  test.each([
    ['a booking that was sent', intentionOf('book', 'sent', time), 'home'],
    ['a time that is kept', intentionOf('hold', 'held', time, { appointment: 'held' }), 'check'],
  ] as const)('gives way to %s', async (_, pressing, screen) => {
    const held = madeOf(time, 'pending', { id: 'held' });
    const clinic = clinicWith(screen === 'check' ? [visit, held] : [visit]);
    const { app } = await launch(clinic, [pressing, looked]);
    expect(app.screen).toBe(screen);
  });
});

describe('[smart 36] a visit that the portal opens the app for', () => {
  const opening: Opening = { at: 'visit', visit: 'visit' };

  test('is shown as the EHR has it, and comes back where the page is loaded again', async () => {
    const { app, journal, asked } = await launch(clinicWith([visit]), [], opening);
    expect(app.booking.step).toEqual({ at: 'booked', appointment: visit });
    expect(journal.looksAt()).toBe('visit');
    expect(asked()).toEqual([]);
  });

  test('gives way to what was left open', async () => {
    const left = intentionOf('book', 'sent', time);
    const { app } = await launch(clinicWith([visit]), [left], opening);
    expect(app.recovery.step).toMatchObject({ at: 'nothing', intention: { kind: 'book' } });
  });

  test.each([
    ['is over', { status: 'fulfilled', start: monday - days }],
    // The portal may open the app once more for a visit in whose place is another by now.
    ['was cancelled', { status: 'cancelled' }],
    ['is only kept', { status: 'pending' }],
    ['was never an appointment', { status: 'proposed' }],
  ] as const)('is found among the visits where it %s', async (_, now) => {
    const { app, journal } = await launch(clinicWith([{ ...visit, ...now }]), [], opening);
    expect(app.screen).toBe('appointments');
    expect(app.booking.isWaiting('visit')).toBe(false);
    expect(journal.entries()).toEqual([]);
  });

  test('that is another than the one on screen before takes its place', async () => {
    const other = appointment('booked', monday + 5 * days, { id: 'other' });
    const { app } = await launch(clinicWith([visit, other]), [looked], {
      at: 'visit',
      visit: 'other',
    });
    expect(app.booking.step).toEqual({ at: 'booked', appointment: other });
  });

  test('whoever asks for all visits gets them, whatever was on screen before', async () => {
    const clinic = clinicWith([visit]);
    clinic.ehr.listAppointments.answers(listed([visit]));
    const { app, journal } = await launch(clinic, [looked], { at: 'appointments' });
    expect(app.screen).toBe('appointments');
    expect(journal.entries()).toEqual([]);
  });
});
