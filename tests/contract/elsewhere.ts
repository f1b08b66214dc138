import { describe, expect, it } from 'vitest';

import { bookAppointment } from '../../src/scheduling/book-appointment.ts';
import { canReschedule } from '../../src/scheduling/can-reschedule.ts';
import { type Scene, valueOf } from './scene.ts';

const notSupported = { ok: false, failure: { kind: 'not-supported' } };

/** An EHR whose times are booked elsewhere: here nothing is ever changed. */
export function describeElsewhere(scene: Scene): void {
  describe('where times are booked elsewhere', () => {
    it('every time says so, and where', async () => {
      const ehr = scene.world.open();
      expect(ehr.can).toMatchObject({ book: 'elsewhere', hold: false, cancel: false });
      expect(canReschedule(ehr.can)).toBe(false);
      const { times } = await scene.look(ehr, { count: 50 });
      expect(times.length).toBeGreaterThan(0);
      for (const { elsewhere } of times) expect(elsewhere?.url ?? elsewhere?.phone).toBeTruthy();
    });

    it('nothing is sent, whatever is called', async () => {
      const ehr = scene.world.open();
      const time = await scene.openTime(ehr);
      const someones = scene.world.open({ patient: 'ruth-okafor' });
      const [visit] = valueOf(await someones.listAppointments({})).appointments;
      if (visit === undefined) throw new Error('she has no visit');
      const held = { appointment: visit, until: undefined };
      const booking = { time, hold: undefined, comment: undefined };
      scene.world.forget();
      expect(await ehr.holdAppointment(time)).toMatchObject(notSupported);
      expect(await ehr.extendHold(held)).toMatchObject(notSupported);
      expect(await ehr.releaseHold(held)).toMatchObject(notSupported);
      expect(await ehr.bookAppointment(booking)).toMatchObject(notSupported);
      expect(await ehr.acceptsCancelling()).toBe(false);
      expect(await ehr.cancelAppointment(visit, undefined)).toMatchObject(notSupported);
      expect(scene.world.wire()).toEqual([]);
      expect(await bookAppointment(booking, scene.ports(ehr))).toMatchObject(notSupported);
      expect(scene.world.wire().filter(({ call }) => !call.startsWith('GET'))).toEqual([]);
    });
  });
}
