import { describe, expect, test } from 'vitest';

import type { Appointment } from '../../../src/scheduling/model.ts';
import type { RescheduleOrder } from '../../../src/scheduling/ports.ts';
import { finishMove } from '../../../src/scheduling/reschedule-appointment.ts';
import { ok } from '../../../src/scheduling/result.ts';
import { testClock } from '../../support/clock.ts';
import { appointment, days, hours, monday, openTime } from '../../support/fixtures.ts';
import { changed, failed, madeOf, scriptedEhr } from '../../support/scripted-ehr.ts';

const old = appointment('booked', monday + 3 * days, { id: 'old' });
const gone: Appointment = { ...old, status: 'cancelled' };
const booked = madeOf(openTime(monday + 8 * days), 'booked', { id: 'new' });

async function finished(
  order: RescheduleOrder,
  { before = old, now = old }: { before?: Appointment; now?: Appointment } = {},
  refuse = false,
) {
  const ehr = scriptedEhr({ reschedule: order });
  let stands = now;
  ehr.readAppointment.answers(() => ok(stands));
  ehr.cancelAppointment.answers(() => {
    if (refuse) return failed('conflict');
    stands = { ...stands, status: 'cancelled' };
    return changed(stands);
  });
  const { wait, now: clock } = testClock(monday);
  const outcome = await finishMove(before, booked, {
    ehr,
    patient: 'Patient/maya',
    now: clock,
    wait,
  });
  return { outcome, cancelled: ehr.cancelAppointment.calls.length, ehr };
}

describe('[B11] a move whose new visit the clinic has confirmed later', () => {
  test('ends as it would have at once: the old one is read, cancelled, and read', async () => {
    const { outcome, ehr } = await finished('book-first');
    expect(outcome).toEqual({ is: 'moved', appointment: booked, old: gone });
    expect(ehr.log).toEqual(['readAppointment', 'cancelAppointment', 'readAppointment']);
  });

  test('leaves both, where the old one was not cancelled', async () => {
    const { outcome } = await finished('book-first', {}, true);
    expect(outcome).toMatchObject({ is: 'both', old, failure: { kind: 'cancel-refused' } });
  });

  test('cancels nothing that the clinic has changed meanwhile', async () => {
    const later = { ...old, start: old.start + hours, end: old.end + hours };
    const { outcome, cancelled } = await finished('book-first', { now: later });
    expect(outcome).toMatchObject({ is: 'both', failure: { kind: 'changed', appointment: later } });
    expect(cancelled).toBe(0);
  });

  test.each(['atomic', 'cancel-first'] as const)(
    'leaves both, where the EHR was to end the old one itself and has not: %s',
    async (order) => {
      const { outcome, cancelled } = await finished(order);
      expect(outcome).toEqual({
        is: 'both',
        appointment: booked,
        old,
        failure: { kind: 'not-cancelled' },
      });
      expect(cancelled).toBe(0);
    },
  );

  test('is moved, where the EHR has ended the old one itself', async () => {
    const { outcome, cancelled } = await finished('atomic', { now: gone });
    expect(outcome).toEqual({ is: 'moved', appointment: booked, old: gone });
    expect(cancelled).toBe(0);
  });

  test.each(['book-first', 'atomic', 'cancel-first'] as const)(
    'is moved, where the old one had gone before: %s',
    async (order) => {
      const { outcome, ehr } = await finished(order, { before: gone });
      expect(outcome).toEqual({ is: 'moved', appointment: booked, old: gone });
      expect(ehr.log).toEqual([]);
    },
  );

  test.each(['book-first', 'atomic'] as const)(
    'is moved, where it is the very same visit: %s',
    async (order) => {
      const same = { ...old, id: booked.id };
      const { outcome, ehr } = await finished(order, { before: same });
      expect(outcome).toEqual({ is: 'moved', appointment: booked, old: same });
      expect(ehr.log).toEqual([]);
    },
  );

  test('says that the old one perhaps stands, where it cannot be read', async () => {
    const ehr = scriptedEhr({ reschedule: 'atomic' });
    ehr.readAppointment.answers(failed('no-answer'));
    const { wait, now } = testClock(monday);
    expect(
      await finishMove(old, booked, { ehr, patient: 'Patient/maya', now, wait }),
    ).toMatchObject({ is: 'both', old, failure: { kind: 'not-read' } });
  });
});
