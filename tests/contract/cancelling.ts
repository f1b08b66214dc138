import { describe, expect, it } from 'vitest';

import { cancelAppointment } from '../../src/scheduling/cancel-appointment.ts';
import { type Scene, valueOf } from './scene.ts';
import type { WholeRow } from './worlds.ts';

/** Calling a visit off. */
export function describeCancelling({ does }: WholeRow, scene: Scene): void {
  describe('cancelling', () => {
    const { book, statusOf, ports } = scene;

    it('is not offered where the settings say so, and nobody is asked', async () => {
      const ehr = scene.world.open({ settings: { cancel: false } });
      scene.world.forget();
      expect(ehr.can.cancel).toBe(false);
      expect(await ehr.acceptsCancelling()).toBe(false);
      expect(scene.world.wire()).toEqual([]);
    });

    if (!does.cancel) {
      it('[B17] is not for apps: it is not offered, and nothing is sent', async () => {
        const ehr = scene.world.open();
        const visit = await book(ehr);
        scene.world.forget();
        expect(ehr.can.cancel).toBe(false);
        expect(await ehr.acceptsCancelling()).toBe(false);
        expect(await ehr.cancelAppointment(visit, undefined)).toMatchObject({
          ok: false,
          failure: { kind: 'not-supported' },
        });
        expect(scene.world.wire()).toEqual([]);
        expect(await statusOf(visit)).toBe('booked');
      });
      return;
    }

    it.each(['transportation', undefined] as const)(
      '[B16] a visit (reason: %s) is read as cancelled, and its time is open again',
      async (reason) => {
        const ehr = scene.world.open();
        expect(ehr.can.cancel).toBe(true);
        expect(await ehr.acceptsCancelling()).toBe(true);
        const visit = await book(ehr);
        scene.world.forget();
        const cancelled = valueOf(await cancelAppointment(visit, reason, ports(ehr)));
        expect(cancelled).toMatchObject({ id: visit.id, status: 'cancelled', start: visit.start });
        if (does.cancelReason && reason !== undefined) {
          expect(cancelled.cancellation).toMatchObject({ by: 'patient' });
          expect(JSON.stringify(cancelled.resource)).toMatch(/transport/);
        }
        expect(scene.world.sent('cancel')).toBe(1);
        expect(await scene.listAt(ehr, visit)).toMatchObject([
          { id: visit.id, status: 'cancelled' },
        ]);
        expect(await scene.isOpen(visit)).toBe(true);
      },
    );

    it('a visit that is cancelled already is a success without a change', async () => {
      const ehr = scene.world.open();
      const visit = await book(ehr);
      await scene.world.levers.cancelByClinic(visit.id);
      scene.world.forget();
      const cancelled = valueOf(await cancelAppointment(visit, undefined, ports(ehr)));
      expect(cancelled.status).toBe('cancelled');
      if (does.cancelReason) expect(cancelled.cancellation).toMatchObject({ by: 'clinic' });
      expect(scene.world.sent('cancel')).toBe(0);
    });

    it('[B12] a visit that the clinic has moved is left alone, and the new time told', async () => {
      const ehr = scene.world.open();
      const visit = await book(ehr);
      await scene.world.levers.moveByClinic(visit.id, 24 * 60);
      scene.world.forget();
      const refused = await cancelAppointment(visit, undefined, ports(ehr));
      if (refused.ok || refused.failure.kind !== 'changed') throw new Error('not told');
      expect(refused.failure.appointment.start).not.toBe(visit.start);
      expect(refused.failure.appointment.status).toBe('booked');
      expect(scene.world.sent('cancel')).toBe(0);
    });

    it('[B17] is refused after the cut-off, in the words of the clinic', async () => {
      const ehr = scene.world.open();
      const visit = await book(ehr);
      scene.world.rules.cancelUntilHours = 24 * 365;
      const refused = await cancelAppointment(visit, undefined, ports(ehr));
      expect(refused).toMatchObject({ failure: { kind: 'cancel-refused' } });
      expect(JSON.stringify(refused)).toContain('hours before');
      expect(await statusOf(visit)).toBe('booked');
    });

    it.each([
      ['drop-before', 'booked'],
      ['drop-after', 'cancelled'],
    ] as const)('[B9] whose answer is lost (%s) is looked up, and sent once', async (kind, is) => {
      const ehr = scene.world.open();
      const visit = await book(ehr);
      scene.world.forget();
      scene.strike('cancel', { kind });
      const result = await cancelAppointment(visit, undefined, ports(ehr));
      expect(result.ok).toBe(is === 'cancelled');
      if (!result.ok) expect(result.failure.kind).toBe('not-cancelled');
      expect(scene.world.sent('cancel')).toBe(1);
      expect(await statusOf(visit)).toBe(is);
    });

    it.each([
      [401, 'session-ended'],
      [403, 'not-permitted'],
      [405, 'not-supported'],
      [409, 'cancel-refused'],
      [412, 'cancel-refused'],
      [422, 'cancel-refused'],
      [429, 'too-busy'],
      [500, 'not-cancelled'],
    ] as const)('%i leaves the visit as it was: %s', async (status, kind) => {
      const ehr = scene.world.open();
      const visit = await book(ehr);
      scene.strike('cancel', { kind: 'answer', status, contentType: 'text/plain', body: 'No.' });
      const refused = await cancelAppointment(visit, undefined, ports(ehr));
      expect(refused).toMatchObject({ failure: { kind } });
      expect(await statusOf(visit)).toBe('booked');
    });

    if (does.versions)
      it('applies to the version that was read, and not to one that came in between', async () => {
        const ehr = scene.world.open();
        const visit = await book(ehr);
        const read = valueOf(await ehr.readAppointment(visit.id));
        await scene.world.levers.moveByClinic(visit.id, 24 * 60);
        expect(await ehr.cancelAppointment(read, undefined)).toMatchObject({
          failure: { kind: 'conflict' },
        });
        expect(await statusOf(visit)).toBe('booked');
      });
  });
}
