import { describe, expect, it } from 'vitest';

import { bookAppointment } from '../../src/scheduling/book-appointment.ts';
import { cancelAppointment } from '../../src/scheduling/cancel-appointment.ts';
import { readClinicAnswer } from '../../src/scheduling/clinic-answer.ts';
import { finishMove, rescheduleAppointment } from '../../src/scheduling/reschedule-appointment.ts';
import { type Scene, valueOf } from './scene.ts';
import type { WholeRow } from './worlds.ts';

/** Bookings to which somebody at the clinic says yes or no later. */
export function describeConfirming({ does }: WholeRow, scene: Scene): void {
  if (!does.staff) return;
  describe('a booking that waits for the clinic', () => {
    const { ports, statusOf, listAt } = scene;
    const request = async (held: boolean) => {
      scene.world.rules.confirms = 'staff';
      const ehr = scene.world.open();
      const time = await scene.openTime(ehr);
      const hold = held ? await scene.hold(ehr, time) : undefined;
      const booked = await bookAppointment({ time, hold, comment: undefined }, ports(ehr));
      if (booked.ok || booked.failure.kind !== 'requested') throw new Error('not requested');
      return { ehr, time, visit: booked.failure.appointment };
    };

    it.each(does.hold === false ? [false] : [true, false])(
      '(held: %s) is requested, and booked when somebody there says yes',
      async (held) => {
        const { ehr, time, visit } = await request(held);
        expect(visit.start).toBe(time.start);
        expect(await listAt(ehr, time)).toMatchObject([{ id: visit.id, status: 'pending' }]);
        expect(await scene.isOpen(time)).toBe(false);
        expect(await readClinicAnswer(visit, ports(ehr))).toEqual({ says: 'nothing' });
        await scene.world.levers.confirmByClinic(visit.id);
        expect(await readClinicAnswer(visit, ports(ehr))).toMatchObject({
          says: 'yes',
          appointment: { id: visit.id, status: 'booked', start: time.start },
        });
      },
    );

    it('is cancelled when somebody there says no, and the time is open again', async () => {
      const { ehr, time, visit } = await request(false);
      await scene.world.levers.cancelByClinic(visit.id);
      expect(await readClinicAnswer(visit, ports(ehr))).toMatchObject({
        says: 'no',
        appointment: { id: visit.id, status: 'cancelled' },
      });
      expect(await scene.isOpen(time)).toBe(true);
    });

    if (does.cancel)
      it('can be withdrawn, and the time is open again', async () => {
        const { ehr, time, visit } = await request(false);
        const withdrawn = valueOf(await cancelAppointment(visit, undefined, ports(ehr)));
        expect(withdrawn).toMatchObject({ id: visit.id, status: 'cancelled' });
        expect(await scene.isOpen(time)).toBe(true);
        await scene.world.levers.confirmByClinic(visit.id);
        expect(await statusOf(visit)).toBe('cancelled');
      });

    it.each(does.hold === 'slot' ? [false, true] : [false])(
      '(held: %s) whose answer is lost is found as requested',
      async (held) => {
        scene.world.rules.confirms = 'staff';
        const ehr = scene.world.open();
        const time = await scene.openTime(ehr);
        const hold = held ? await scene.hold(ehr, time) : undefined;
        scene.strike('book', { kind: 'drop-after' });
        expect(await bookAppointment({ time, hold, comment: undefined }, ports(ehr))).toMatchObject(
          { failure: { kind: 'requested', appointment: { status: 'pending' } } },
        );
      },
    );

    if (does.reschedule === 'separate')
      it('[B11] in the place of a visit leaves that one alone until there is a yes', async () => {
        const ehr = scene.world.open();
        const old = await scene.book(ehr);
        const time = await scene.openTime(ehr);
        scene.world.rules.confirms = 'staff';
        const booking = { time, hold: undefined, comment: undefined };
        const asked = await rescheduleAppointment(old, booking, ports(ehr));
        if (asked.is !== 'requested') throw new Error(JSON.stringify(asked));
        expect(asked.appointment.start).toBe(time.start);
        expect(await statusOf(old)).toBe('booked');
        await scene.world.levers.confirmByClinic(asked.appointment.id);
        const answer = await readClinicAnswer(asked.appointment, ports(ehr));
        if (answer.says !== 'yes') throw new Error('no yes');
        expect(await finishMove(old, answer.appointment, ports(ehr))).toMatchObject({
          is: 'moved',
          appointment: { status: 'booked' },
        });
        expect(await statusOf(old)).toBe('cancelled');
      });
  });
}
