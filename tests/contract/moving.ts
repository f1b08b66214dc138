import { describe, expect, it } from 'vitest';

import { canReschedule } from '../../src/scheduling/can-reschedule.ts';
import type { Appointment } from '../../src/scheduling/model.ts';
import { rescheduleAppointment } from '../../src/scheduling/reschedule-appointment.ts';
import { type Scene, valueOf } from './scene.ts';
import type { WholeRow } from './worlds.ts';

/** Moving a visit, in the order that the dialect has. */
export function describeMoving({ does }: WholeRow, scene: Scene): void {
  describe('moving', () => {
    const { ports, listAt, isOpen, statusOf } = scene;

    if (does.reschedule === false) {
      it('[B11] is not offered', () => {
        expect(canReschedule(scene.world.open().can)).toBe(false);
      });
      return;
    }

    const holds = does.hold === false ? [false] : [true, false];
    /** A visit, and a time to which it is to go. */
    const begin = async (held: boolean) => {
      const ehr = scene.world.open();
      const old = await scene.book(ehr);
      // What a visit is for some EHRs never change.
      const time = await scene.openTime(ehr, { visitTypes: old.visitTypeCodes, count: 500 });
      const hold = held ? await scene.hold(ehr, time) : undefined;
      scene.world.forget();
      return { ehr, old, booking: { time, hold, comment: undefined } };
    };
    /** The old visit is gone, or it is the new one; nothing else stands at either time. */
    const expectMoved = async (old: Appointment, moved: Appointment): Promise<void> => {
      const ehr = scene.world.open();
      expect(moved.id === old.id).toBe(does.reschedule === 'same id');
      if (does.reschedule !== 'same id') expect(await statusOf(old)).toBe('cancelled');
      const standing = (visits: readonly Appointment[]) =>
        visits.filter(({ status }) => status !== 'cancelled').map(({ id }) => id);
      expect(standing(await listAt(ehr, old))).toEqual([]);
      expect(standing(await listAt(ehr, moved))).toEqual([moved.id]);
      expect(await isOpen(old)).toBe(true);
      expect(await isOpen(moved)).toBe(false);
    };
    const expectUnmoved = async (old: Appointment): Promise<void> => {
      expect(valueOf(await scene.world.open().readAppointment(old.id))).toMatchObject({
        status: 'booked',
        start: old.start,
        end: old.end,
      });
    };

    it.each(holds)('[B11] (to a held time: %s) leaves one visit, at the new time', async (held) => {
      const { ehr, old, booking } = await begin(held);
      expect(canReschedule(ehr.can)).toBe(true);
      expect(ehr.can.reschedule === 'atomic').toBe(does.reschedule !== 'separate');
      const outcome = await rescheduleAppointment(old, booking, ports(ehr));
      if (outcome.is !== 'moved') throw new Error(JSON.stringify(outcome));
      expect(outcome.appointment).toMatchObject({ status: 'booked', start: booking.time.start });
      // A hold may have to be let go of first, and by the same operation.
      if (!held) expect(scene.world.sent('move')).toBe(1);
      await expectMoved(old, outcome.appointment);
    });

    it.each(holds)('[B11] to a time (held: %s) that is gone leaves the old visit', async (held) => {
      const { ehr, old, booking } = await begin(held);
      await scene.take(booking.time);
      const outcome = await rescheduleAppointment(old, booking, ports(ehr));
      expect(outcome).toMatchObject({
        is: 'not-moved',
        old: { id: old.id, status: 'booked' },
        failure: { kind: 'taken' },
      });
      await expectUnmoved(old);
    });

    it.each(holds)(
      '[B9] [B11] (to a held time: %s) whose answer is lost is looked up, and sent once',
      async (held) => {
        for (const kind of ['drop-before', 'drop-after'] as const) {
          const { ehr, old, booking } = await begin(held);
          scene.strike('move', { kind });
          const outcome = await rescheduleAppointment(old, booking, ports(ehr));
          expect(scene.world.sent('move')).toBe(1);
          // What was lost may be what lets the hold go, and then the visit is not moved any more.
          if (!held || does.reschedule === 'separate')
            expect(outcome.is).toBe(kind === 'drop-before' ? 'not-moved' : 'moved');
          if (outcome.is === 'moved') await expectMoved(old, outcome.appointment);
          else {
            const lost = held && (await isOpen(booking.time));
            expect(outcome).toMatchObject({
              is: 'not-moved',
              failure: { kind: 'not-booked' },
              ...(lost ? { holdIsGone: true } : {}),
            });
            await expectUnmoved(old);
          }
        }
      },
    );

    it.each([
      [403, 'not-permitted'],
      [409, 'taken'],
      [422, 'taken'],
      [500, 'not-booked'],
    ] as const)('[B11] that is refused with %i leaves the old visit: %s', async (status, kind) => {
      const { ehr, old, booking } = await begin(false);
      scene.strike('move', { kind: 'answer', status, contentType: 'text/plain', body: 'No.' });
      expect(await rescheduleAppointment(old, booking, ports(ehr))).toMatchObject({
        is: 'not-moved',
        failure: { kind },
      });
      await expectUnmoved(old);
    });

    it('[B12] a visit that the clinic has moved meanwhile is left alone', async () => {
      const { ehr, old, booking } = await begin(false);
      await scene.world.levers.moveByClinic(old.id, 24 * 60);
      expect(await rescheduleAppointment(old, booking, ports(ehr))).toMatchObject({
        is: 'not-moved',
        failure: { kind: 'changed' },
      });
      expect(scene.world.sent('move')).toBe(0);
    });

    it('[B11] after the cut-off leaves the old visit, and says what else there is', async () => {
      const { ehr, old, booking } = await begin(false);
      scene.world.rules.cancelUntilHours = 24 * 365;
      const outcome = await rescheduleAppointment(old, booking, ports(ehr));
      expect(outcome.is).toBe(does.reschedule === 'separate' ? 'both' : 'not-moved');
      await expectUnmoved(old);
      const there = (await listAt(ehr, booking.time)).map(({ status }) => status);
      expect(there).toEqual(does.reschedule === 'separate' ? ['booked'] : []);
    });
  });
}
