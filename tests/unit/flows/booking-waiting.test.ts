import { beforeAll, describe, expect, test } from 'vitest';

import type { MovedOutcome } from '../../../src/flows/booking-step.ts';
import { rescheduleAppointment } from '../../../src/scheduling/reschedule-appointment.ts';
import type { Appointment } from '../../../src/scheduling/model.ts';
import type { EhrCapabilities } from '../../../src/scheduling/ports.ts';
import { ok } from '../../../src/scheduling/result.ts';
import { changes } from '../../support/changes.ts';
import { appointment, days, minutes, monday, openTime } from '../../support/fixtures.ts';
import { standing } from '../../support/journal.ts';
import {
  changed,
  failed,
  listed,
  madeOf,
  onItsWay,
  scriptedEhr,
  settled,
  type ScriptedEhr,
} from '../../support/scripted-ehr.ts';
import { bookingWith } from './booking-harness.ts';

// It is fetched by then.
beforeAll(changes);

const second = 1_000;
const time = openTime(monday + 8 * days);
const waiting = madeOf(time, 'pending', { id: 'new' });
const booked: Appointment = { ...waiting, status: 'booked', versionId: '2' };
const refused: Appointment = {
  ...waiting,
  status: 'cancelled',
  cancellation: { reason: 'Dr. Chen is away', by: 'clinic' },
};
const old = appointment('booked', monday + 3 * days, { id: 'old' });
const gone: Appointment = { ...old, status: 'cancelled', versionId: '2' };

/** What the EHR shows of each visit. */
function shows(ehr: ScriptedEhr, visits: Readonly<Record<string, Appointment>>) {
  const shown = new Map(Object.entries(visits));
  ehr.readAppointment.answers((id) => {
    const visit = shown.get(id);
    return visit === undefined ? failed('not-found') : ok(visit);
  });
  ehr.cancelAppointment.answers(({ id }) => {
    const cancelled = { ...shown.get(id)!, status: 'cancelled', versionId: '2' } as const;
    shown.set(id, cancelled);
    return changed(cancelled);
  });
  return (visit: Appointment) => shown.set(visit.id, visit);
}

/** A booking, or a move, whose visit waits for the clinic. */
async function waitingFor({
  move = false,
  can = {},
}: { move?: boolean; can?: Partial<EhrCapabilities> } = {}) {
  const ehr = scriptedEhr({ hold: false, ...can });
  const set = shows(ehr, { old, new: waiting });
  ehr.bookAppointment.answers(changed(waiting));
  const under = bookingWith(ehr);
  const { flow, clock } = under;
  if (move) flow.move({ old, reschedule: rescheduleAppointment });
  await flow.choose(time);
  flow.comment = 'My knee hurts';
  await flow.confirm();
  await settled();
  const pass = async (milliseconds: number) => {
    clock.pass(milliseconds);
    await settled();
  };
  return { ehr, set, pass, ...under };
}

describe('a visit that waits for the clinic', () => {
  test('is asked for while it is on screen, and nothing is left written down', async () => {
    const { flow, ehr, pass, journal } = await waitingFor();
    expect(flow.step).toEqual({ at: 'requested', appointment: waiting });
    expect(flow.clinicsYes).toBe('asked-for');
    expect(standing(journal)).toEqual([]);
    await pass(5 * second);
    expect(ehr.readAppointment.calls).toEqual([['new']]);
    expect(flow.step.at).toBe('requested');
  });

  test('is booked once the EHR shows it booked', async () => {
    const { flow, set, pass, changes: count, clock } = await waitingFor();
    const before = count();
    set(booked);
    await pass(5 * second);
    expect(flow.step).toEqual({ at: 'booked', appointment: booked });
    expect(flow.clinicsYes).toBe('given');
    expect(count()).toBe(before + 1);
    expect(clock.pending()).toBe(0);
  });

  test('that the clinic does not take leads back to the times, with the patient’s words', async () => {
    const { flow, set, pass, lost } = await waitingFor();
    expect(flow.comment).toBe('');
    set(refused);
    await pass(5 * second);
    expect(flow.step).toMatchObject({
      at: 'choosing',
      lost: { time: { start: time.start }, failure: { kind: 'declined', appointment: refused } },
    });
    expect(flow.clinicsYes).toBeUndefined();
    expect(flow.comment).toBe('My knee hurts');
    expect(lost).toMatchObject([{ start: time.start, practitioners: time.practitioners }]);
  });

  test('stays waiting where nothing comes, and then nobody asks any more', async () => {
    const { flow, pass, clock } = await waitingFor();
    await pass(10 * minutes);
    for (let turn = 0; turn < 12; turn += 1) await pass(minutes);
    expect(flow.step).toEqual({ at: 'requested', appointment: waiting });
    expect(flow.clinicsYes).toBe('silent');
    expect(clock.pending()).toBe(0);
  });

  test.each<[string, (under: Awaited<ReturnType<typeof waitingFor>>) => unknown]>([
    ['leaves the page', ({ flow }) => flow.leave()],
    ['closes it', ({ flow }) => flow.close()],
    ['goes on', ({ flow }) => flow.startOver()],
  ])('is asked for no more once the patient %s', async (_, act) => {
    const under = await waitingFor();
    const { flow, ehr, set, pass, clock } = under;
    await act(under);
    set(booked);
    await pass(10 * minutes);
    expect(ehr.readAppointment.calls).toEqual([]);
    expect(clock.pending()).toBe(0);
    expect(flow.step.at).not.toBe('booked');
  });

  test('stays waiting where the code for asking does not come', async () => {
    const ehr = scriptedEhr({ hold: false });
    ehr.bookAppointment.answers(changed(waiting));
    const { flow, clock } = bookingWith(ehr, undefined, [], () =>
      Promise.reject(new Error('gone')),
    );
    await flow.choose(time);
    await flow.confirm();
    await settled();
    expect(flow.step.at).toBe('requested');
    expect(flow.clinicsYes).toBe('silent');
    expect(clock.pending()).toBe(0);
  });

  test('is known as such, where a time that is only kept looks the same', async () => {
    const { flow } = await waitingFor();
    expect(flow.isWaiting('new')).toBe(true);
    flow.startOver();
    expect(flow.isWaiting('new')).toBe(true);
    expect(flow.isWaiting('other')).toBe(false);
  });

  test('of an earlier page is asked for from when it was sent', async () => {
    const ehr = scriptedEhr({ hold: false });
    const set = shows(ehr, { new: waiting });
    const { flow, clock } = bookingWith(ehr);
    flow.show({ at: 'requested', appointment: waiting }, { since: monday - 9 * minutes });
    await settled();
    set(booked);
    clock.pass(30 * second);
    await settled();
    expect(flow.step).toEqual({ at: 'booked', appointment: booked });
  });
});

describe('[B11] a move whose new visit waits for the clinic', () => {
  const requested = { is: 'requested', appointment: waiting, old };

  test('leaves the old one standing meanwhile', async () => {
    const { flow, ehr, pass, journal } = await waitingFor({ move: true });
    expect(flow.step).toEqual({ at: 'moved', outcome: requested });
    await pass(30 * second);
    expect(ehr.cancelAppointment.calls).toEqual([]);
    expect(standing(journal)).toEqual([]);
  });

  test('is finished when the new one is booked: written down, and the old one cancelled', async () => {
    const { flow, set, pass, journal, ehr, clock } = await waitingFor({ move: true });
    set(booked);
    await pass(5 * second);
    expect(flow.step).toEqual({
      at: 'moved',
      outcome: { is: 'moved', appointment: booked, old: gone },
    });
    expect(flow.clinicsYes).toBe('given');
    expect(ehr.cancelAppointment.calls).toHaveLength(1);
    expect(journal.written.at(-1)).toMatchObject({
      kind: 'reschedule',
      step: 'sent',
      startedAt: monday + 5 * second,
      start: time.start,
      appointment: 'new',
      replaces: 'old',
    });
    expect(standing(journal)).toEqual([]);
    expect(clock.pending()).toBe(0);
  });

  test('says so while the old one is being cancelled, and stays written down if the page dies', async () => {
    const { flow, set, pass, journal, ehr } = await waitingFor({ move: true });
    const { promise, arrive } = onItsWay<never>();
    ehr.cancelAppointment.answers(promise);
    set(booked);
    await pass(5 * second);
    expect(flow.clinicsYes).toBe('finishing');
    expect(flow.step).toEqual({ at: 'moved', outcome: requested });
    expect(standing(journal)).toEqual(['reschedule sent']);
    flow.leave();
    set(gone);
    arrive(failed('no-answer'));
    await settled();
    expect(standing(journal)).toEqual(['reschedule sent']);
  });

  test('that the patient goes on from is finished all the same, and stays written down for the next launch', async () => {
    const { flow, set, pass, journal, ehr, changes: count } = await waitingFor({ move: true });
    const { promise, arrive } = onItsWay<never>();
    ehr.cancelAppointment.answers(promise);
    set(booked);
    await pass(5 * second);
    flow.startOver();
    const before = count();
    set(gone);
    arrive(failed('no-answer'));
    await settled();
    expect(flow.step).toEqual({ at: 'choosing', lost: undefined });
    expect(flow.clinicsYes).toBeUndefined();
    expect(count()).toBe(before + 1);
    expect(standing(journal)).toEqual(['reschedule sent']);
  });

  test('is waited for by a page that closes while the old one is being cancelled', async () => {
    const { flow, set, pass, ehr } = await waitingFor({ move: true });
    const { promise, arrive } = onItsWay<never>();
    ehr.cancelAppointment.answers(promise);
    set(booked);
    await pass(5 * second);
    let closed = false;
    void flow.close().then(() => (closed = true));
    await settled();
    expect(closed).toBe(false);
    set(gone);
    arrive(failed('no-answer'));
    await settled();
    expect(closed).toBe(true);
  });

  test('says that both stand, where the old one was not cancelled', async () => {
    const { flow, set, pass, ehr, journal } = await waitingFor({ move: true });
    ehr.cancelAppointment.answers(failed('conflict'));
    set(booked);
    await pass(5 * second);
    expect(flow.step).toMatchObject({
      at: 'moved',
      outcome: { is: 'both', appointment: booked, failure: { kind: 'cancel-refused' } },
    });
    expect(standing(journal)).toEqual([]);
  });

  test('says that both stand, where the EHR was to end the old one itself and has not', async () => {
    const { flow, set, pass, ehr } = await waitingFor({
      move: true,
      can: { reschedule: 'atomic' },
    });
    set(booked);
    await pass(5 * second);
    expect(flow.step).toMatchObject({ at: 'moved', outcome: { is: 'both', old } });
    expect(ehr.cancelAppointment.calls).toEqual([]);
  });

  test('that the clinic does not take leads back to the times, with the old one in hand', async () => {
    const { flow, set, pass, ehr } = await waitingFor({ move: true });
    set(refused);
    await pass(5 * second);
    expect(flow.step).toMatchObject({ at: 'choosing', lost: { failure: { kind: 'declined' } } });
    expect(flow.moving).toEqual(old);
    expect(flow.comment).toBe('My knee hurts');
    expect(ehr.cancelAppointment.calls).toEqual([]);
  });

  test('that the clinic does not take leaves nothing, where the old one had to go first', async () => {
    const ehr = scriptedEhr({ reschedule: 'cancel-first' });
    shows(ehr, { old, new: refused });
    const { flow, clock } = bookingWith(ehr);
    const outcome: MovedOutcome = { is: 'requested', appointment: waiting, old: gone };
    flow.show({ at: 'moved', outcome });
    await settled();
    clock.pass(5 * second);
    await settled();
    expect(flow.step).toMatchObject({ at: 'moved', outcome: { is: 'nothing-left', old: gone } });
    expect(ehr.log).toEqual(['readAppointment']);
  });
});

describe('what is booked elsewhere', () => {
  const page = { url: 'https://booking.example.org/7', phone: undefined };

  test.each([
    ['by its own word', { ...time, elsewhere: page }, {}],
    ['as everything of this EHR', time, { book: 'elsewhere' }],
  ] as const)(
    'is not taken here, and nothing is sent or written down: %s',
    async (_, chosen, can) => {
      const ehr = scriptedEhr(can);
      const { flow, journal } = bookingWith(ehr);
      await flow.choose(chosen);
      expect(flow.step).toEqual({ at: 'choosing', lost: undefined });
      expect(ehr.log).toEqual([]);
      expect(journal.written).toEqual([]);
    },
  );
});

test('an EHR that keeps no times is not said to be keeping one', async () => {
  const ehr = scriptedEhr({ hold: false });
  ehr.listAppointments.answers(listed([]));
  const { flow, journal } = bookingWith(ehr);
  void flow.choose(time);
  expect(flow.step).toMatchObject({ at: 'checking', hold: undefined });
  expect(ehr.log).toEqual([]);
  expect(journal.written).toEqual([]);
});
