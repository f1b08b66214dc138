import { describe, expect, it } from 'vitest';

import { bookAppointment } from '../../src/scheduling/book-appointment.ts';
import { idVariants } from './holding.ts';
import { mine, type Scene, valueOf } from './scene.ts';
import type { WholeRow } from './worlds.ts';

const comment = 'Back pain since Monday, "sharp" & <worse>';

/** Booking a time that is held, and one that is not. */
export function describeBooking(row: WholeRow, scene: Scene): void {
  const { does } = row;
  describe.each(idVariants(row))('booking by an EHR %s', (_, withoutIds) => {
    const { openTime, listAt, ports } = scene;

    it.each(does.hold === false ? [false] : [true, false])(
      'a time (held: %s) makes a visit of this patient, with their words',
      async (holds) => {
        const ehr = scene.world.open({ withoutIds });
        const time = await openTime(ehr);
        const hold = holds ? await scene.hold(ehr, time) : undefined;
        scene.world.forget();
        const visit = valueOf(await bookAppointment({ time, hold, comment }, ports(ehr)));
        expect(scene.world.sent('book')).toBe(1);
        const kept = does.comment ? comment : undefined;
        const shown = { id: visit.id, status: 'booked', start: time.start, comment: kept };
        expect(visit).toMatchObject({ ...shown, patients: [mine] });
        expect(await listAt(ehr, time)).toMatchObject([shown]);
        expect(valueOf(await ehr.readAppointment(visit.id))).toMatchObject(shown);
        expect(await scene.isOpen(time)).toBe(false);
      },
    );

    it('without words makes a visit without words', async () => {
      const ehr = scene.world.open({ withoutIds });
      const time = await openTime(ehr);
      const booking = { time, hold: undefined, comment: undefined };
      expect(valueOf(await bookAppointment(booking, ports(ehr))).comment).toBe(undefined);
    });

    it('a time that somebody else took is refused, and nothing is booked', async () => {
      const ehr = scene.world.open({ withoutIds });
      const time = await openTime(ehr);
      await scene.take(time);
      scene.world.forget();
      expect(
        await bookAppointment({ time, hold: undefined, comment: undefined }, ports(ehr)),
      ).toMatchObject({ failure: { kind: 'taken' } });
      expect(scene.world.sent('book')).toBe(1);
      expect(await listAt(ehr, time)).toEqual([]);
    });

    it('is refused where the app has no right to it, and nothing is booked', async () => {
      const ehr = scene.world.open({ withoutIds });
      const time = await openTime(ehr);
      const narrow = scene.world.open({ scopes: 'patient/Patient.read patient/Appointment.read' });
      expect(
        await bookAppointment({ time, hold: undefined, comment: undefined }, ports(narrow)),
      ).toMatchObject({ failure: { kind: 'not-permitted' } });
      expect(await listAt(ehr, time)).toEqual([]);
    });
  });
}
