import { beforeAll, describe, expect, test } from 'vitest';

import type { Intention } from '../../../src/scheduling/intention.ts';
import type { Appointment } from '../../../src/scheduling/model.ts';
import type { EhrCapabilities } from '../../../src/scheduling/ports.ts';
import { changes } from '../../support/changes.ts';
import { appointment, days, monday, openTime } from '../../support/fixtures.ts';
import { intentionOf, standing, testJournal } from '../../support/journal.ts';
import { madeOf, settled } from '../../support/scripted-ehr.ts';
import { appWith } from './app-harness.ts';
import { clinicWith } from './clinic.ts';

beforeAll(changes);

const second = 1_000;
const time = openTime(monday + 8 * days);
const waiting = madeOf(time, 'pending', { id: 'new' });
const refused: Appointment = { ...waiting, status: 'cancelled' };
const booked: Appointment = { ...waiting, status: 'booked' };
const old = appointment('booked', monday + 3 * days, { id: 'old' });

const sent = { startedAt: monday - 60 * second, appointment: 'new' };
const booking = intentionOf('book', 'sent', time, sent);
const moving = intentionOf('reschedule', 'sent', time, { ...sent, replaces: 'old' });

/** The next launch, after an earlier page has sent what the clinic has not confirmed yet. */
async function launched(
  left: Intention,
  visits: readonly Appointment[] = [waiting, old],
  can: Partial<EhrCapabilities> = { hold: false },
) {
  const clinic = clinicWith(visits, [openTime(monday + 9 * days)], can);
  const under = appWith(clinic.ehr, { journal: testJournal(left) });
  await under.app.start();
  await settled();
  const pass = async (milliseconds: number) => {
    under.clock.pass(milliseconds);
    await settled();
  };
  return { ...under, ...clinic, pass };
}

describe('after a page that was loaded again the clinic is asked', () => {
  test('counted from when it was sent', async () => {
    const { app, set, pass } = await launched(booking);
    expect(app.screen).toBe('requested');
    set(booked);
    await pass(29 * second);
    expect(app.screen).toBe('requested');
    await pass(second);
    expect(app.booking.step).toEqual({ at: 'booked', appointment: booked });
  });

  test('[B11] and a move is finished', async () => {
    const { app, set, pass, statusOf, journal } = await launched(moving);
    expect(app.booking.step).toMatchObject({ at: 'moved', outcome: { is: 'requested' } });
    expect(statusOf('old')).toBe('booked');
    set(booked);
    await pass(30 * second);
    expect(app.booking.step).toMatchObject({ at: 'moved', outcome: { is: 'moved' } });
    expect(statusOf('old')).toBe('cancelled');
    expect(standing(journal)).toEqual([]);
  });

  test('[B11] and where it says no, the patient chooses again for the visit that stands', async () => {
    const { app, set, pass, statusOf } = await launched(moving);
    set(refused);
    await pass(30 * second);
    expect(app.screen).toBe('more-times');
    expect(app.moreTimes.step.at).toBe('listed');
    expect(app.booking.moving?.id).toBe('old');
    expect(app.booking.step).toMatchObject({
      at: 'choosing',
      lost: { failure: { kind: 'declined' } },
    });
    expect(statusOf('old')).toBe('booked');
  });

  test('[B11] and where it says no and the old visit had gone, nothing is said to be in hand', async () => {
    const gone: Appointment = { ...old, status: 'cancelled' };
    const { app, set, pass } = await launched(moving, [waiting, gone]);
    expect(app.booking.moving).toBeUndefined();
    set(refused);
    await pass(30 * second);
    expect(app.booking.step).toMatchObject({ at: 'moved', outcome: { is: 'nothing-left' } });
  });
});

describe('in the list of visits, where a time that is only kept looks the same', () => {
  test('what this page has sent, and waits for, is not called kept', async () => {
    const { app, ehr, set } = await launched(booking, [], {});
    ehr.bookAppointment.answers(({ hold }) => {
      const visit = { ...hold!.appointment, status: 'pending' } as const;
      set(visit);
      return { ok: true, value: { appointment: visit, notices: [], expires: undefined } };
    });
    await app.booking.choose(time);
    await app.booking.confirm();
    expect(app.screen).toBe('requested');
    await app.record.readComing();
    const [visit] = app.record.coming.at === 'ready' ? app.record.coming.value.appointments : [];
    expect(visit?.status).toBe('pending');
    expect(app.isKept(visit!)).toBe(false);
    expect(app.kept).toEqual([]);
    expect(app.isKept({ ...visit!, id: 'other' })).toBe(true);
  });
});
