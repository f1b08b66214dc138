import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { bookAppointment } from '../../src/scheduling/book-appointment.ts';
import { cancelAppointment } from '../../src/scheduling/cancel-appointment.ts';
import { findAppointments } from '../../src/scheduling/find-appointments.ts';
import { holdAppointment } from '../../src/scheduling/hold-appointment.ts';
import type { Appointment, ProposedAppointment } from '../../src/scheduling/model.ts';
import type { Ehr } from '../../src/scheduling/ports.ts';
import { rescheduleAppointment } from '../../src/scheduling/reschedule-appointment.ts';
import type { Result } from '../../src/scheduling/result.ts';
import type { Fault } from '../../sandbox/types.ts';
import type { Opening, World } from './world.ts';

const day = 86_400_000;
const minute = 60_000;
const patient = 'Patient/noor-lindgren';

function valueOf<Value>(result: Result<Value, unknown>): Value {
  if (result.ok) return result.value;
  throw new Error(`failed: ${JSON.stringify(result.failure)}`);
}

/** Cancelling and moving, told over a server that speaks the dialect: the domain, the wire and the EHR together. */
export function describeChanges(name: string, open: () => Promise<World>): void {
  describe(name, () => {
    let world: World;
    let usual: World['rules'];
    beforeAll(async () => {
      world = await open();
      usual = { ...world.rules };
    }, 60_000);
    afterEach(() => {
      world.levers.clear();
      Object.assign(world.rules, usual);
    });
    afterAll(() => world.close());

    const ports = (ehr: Ehr) => ({ ehr, patient, now: world.now, wait: () => Promise.resolve() });
    let used = 0;
    /** The soonest open time later than every one before, of a clinician with more than one. */
    const openTime = async (ehr: Ehr): Promise<ProposedAppointment> => {
      const start = Math.max(world.now() + 2 * day, used) + minute;
      const search = { start, end: start + 14 * day, count: 20 };
      const [time] = valueOf(await findAppointments(search, { ehr, now: world.now })).times;
      if (time === undefined) throw new Error('the clinic is full');
      used = time.start;
      return time;
    };
    const book = async (ehr: Ehr): Promise<Appointment> => {
      const time = await openTime(ehr);
      return valueOf(
        await bookAppointment({ time, hold: undefined, comment: undefined }, ports(ehr)),
      );
    };
    const holdNext = async (ehr: Ehr) => {
      const time = await openTime(ehr);
      return { time, hold: valueOf(await holdAppointment(time, ports(ehr))), comment: undefined };
    };
    const statusOf = async ({ id }: Appointment): Promise<Appointment['status']> =>
      valueOf(await world.open().readAppointment(id)).status;
    const patches = () => world.wire().filter(({ call }) => call.startsWith('PATCH'));
    const changesSent = () =>
      world
        .wire()
        .filter(({ call }) => /^PATCH|\$hold|\$book/.test(call))
        .map(({ call }) => call.replace(/^PATCH .*/, 'PATCH').replace('POST /Appointment/', ''));
    const strike = (fault: Fault): void => {
      world.levers.add({ match: { method: 'PATCH', path: world.at.visit }, fault });
    };

    describe('cancelling', () => {
      it.each(['json', 'fhirpath'] as const)(
        '[B16] a visit by %s patch, with the reason, is read as cancelled',
        async (patch) => {
          const ehr = world.open({ patch });
          const visit = await book(ehr);
          world.forget();
          const cancelled = valueOf(await cancelAppointment(visit, 'transportation', ports(ehr)));
          expect(cancelled).toMatchObject({
            id: visit.id,
            status: 'cancelled',
            cancellation: { by: 'patient' },
          });
          expect(patches()).toHaveLength(1);
          expect(JSON.stringify(patches()[0]?.body)).toContain('transportation');
        },
      );

      it.each([
        [['json', 'fhirpath'], 'json'],
        [['fhirpath'], 'fhirpath'],
      ] as const)('is written as the server declares: of %s, %s', async (formats, used) => {
        world.rules.patchFormats = formats;
        const ehr = world.open();
        const visit = await book(ehr);
        world.forget();
        valueOf(await cancelAppointment(visit, undefined, ports(ehr)));
        const body = patches()[0]?.body;
        expect(Array.isArray(body) ? 'json' : 'fhirpath').toBe(used);
        expect(await ehr.acceptsCancelling()).toBe(true);
        expect(world.wire().filter(({ call }) => call.includes('/metadata'))).toHaveLength(1);
      });

      it('[B17] is not offered by a server that patches by XML alone, and nothing is sent', async () => {
        world.rules.patchFormats = ['xml'];
        const ehr = world.open();
        const visit = await book(ehr);
        world.forget();
        expect(await ehr.acceptsCancelling()).toBe(false);
        expect(await cancelAppointment(visit, undefined, ports(ehr))).toMatchObject({
          failure: { kind: 'not-supported' },
        });
        expect(patches()).toEqual([]);
        expect(await statusOf(visit)).toBe('booked');
      });

      it('a visit that is cancelled already is a success without a change', async () => {
        const ehr = world.open();
        const visit = await book(ehr);
        await world.levers.cancelByClinic(visit.id);
        world.forget();
        const cancelled = valueOf(await cancelAppointment(visit, undefined, ports(ehr)));
        expect(cancelled.cancellation).toMatchObject({ by: 'clinic' });
        expect(patches()).toEqual([]);
      });

      it('[B12] a visit that the clinic has moved is left alone, and the new time told', async () => {
        const ehr = world.open();
        const visit = await book(ehr);
        await world.levers.moveByClinic(visit.id, 24 * 60);
        world.forget();
        const refused = await cancelAppointment(visit, undefined, ports(ehr));
        if (refused.ok || refused.failure.kind !== 'changed') throw new Error('not told');
        expect(refused.failure.appointment.start).not.toBe(visit.start);
        expect(refused.failure.appointment.status).toBe('booked');
        expect(patches()).toEqual([]);
      });

      it('[B17] is refused after the cut-off, in the words of the clinic', async () => {
        const ehr = world.open();
        const visit = await book(ehr);
        world.rules.cancelUntilHours = 24 * 365;
        const refused = await cancelAppointment(visit, undefined, ports(ehr));
        expect(refused).toMatchObject({ failure: { kind: 'cancel-refused' } });
        expect(JSON.stringify(refused)).toContain('hours before');
        expect(await statusOf(visit)).toBe('booked');
      });

      it.each([
        ['drop-before', 'booked'],
        ['drop-after', 'cancelled'],
      ] as const)(
        '[B9] whose answer is lost (%s) is looked up, and sent once',
        async (kind, is) => {
          const ehr = world.open();
          const visit = await book(ehr);
          world.forget();
          strike({ kind });
          const result = await cancelAppointment(visit, undefined, ports(ehr));
          expect(result.ok).toBe(is === 'cancelled');
          if (!result.ok) expect(result.failure.kind).toBe('not-cancelled');
          expect(patches()).toHaveLength(1);
          expect(await statusOf(visit)).toBe(is);
        },
      );

      it('applies to the version that was read, and not to one that came in between', async () => {
        const ehr = world.open();
        const visit = await book(ehr);
        const read = valueOf(await ehr.readAppointment(visit.id));
        await world.levers.moveByClinic(visit.id, 24 * 60);
        expect(await ehr.cancelAppointment(read, undefined)).toMatchObject({
          failure: { kind: 'conflict' },
        });
        expect(await statusOf(visit)).toBe('booked');
      });
    });

    describe('moving', () => {
      /** With one visit to be moved, and no other: a clinic may refuse a second one. */
      const opened = async (more: Opening) => {
        const ehr = world.open(more);
        const coming = valueOf(await ehr.listAppointments({ from: world.now() })).appointments;
        for (const { id, status } of coming)
          if (status === 'booked') await world.levers.cancelByClinic(id);
        const old = await book(ehr);
        const booking = await holdNext(ehr);
        world.forget();
        return { ehr, old, booking };
      };

      it('[B11] books first and cancels then, where nothing else is said', async () => {
        const { ehr, old, booking } = await opened({});
        const outcome = await rescheduleAppointment(old, booking, ports(ehr));
        expect(outcome).toMatchObject({
          is: 'moved',
          appointment: { status: 'booked', start: booking.time.start },
          old: { id: old.id, status: 'cancelled' },
        });
        expect(changesSent()).toEqual(['$book', 'PATCH']);
      });

      it('[B11] cancels first for a server that refuses two bookings, and names the old one', async () => {
        world.rules.twoBookings = 'refused';
        const { ehr, old, booking } = await opened({ reschedule: 'cancel-first' });
        const outcome = await rescheduleAppointment(old, booking, ports(ehr));
        expect(outcome).toMatchObject({ is: 'moved', old: { status: 'cancelled' } });
        expect(changesSent()).toEqual(['PATCH', '$book']);
        expect(JSON.stringify(world.wire().find(({ call }) => call.includes('$book')))).toContain(
          `"cancelled-appt-id","valueUri":"Appointment/${old.id}"`,
        );
      });

      it('[B11] is one step where the server moves in one', async () => {
        Object.assign(world.rules, { reschedule: 'atomic', twoBookings: 'refused' });
        const { ehr, old, booking } = await opened({ reschedule: 'atomic' });
        const outcome = await rescheduleAppointment(old, booking, ports(ehr));
        expect(outcome).toMatchObject({ is: 'moved', old: { status: 'cancelled' } });
        expect(changesSent()).toEqual(['$book']);
      });

      it.each(['book-first', 'cancel-first', 'atomic'] as const)(
        '[B11] %s to a time that is gone leaves the old visit',
        async (reschedule) => {
          if (reschedule === 'atomic') world.rules.reschedule = 'atomic';
          const { ehr, old, booking } = await opened({ reschedule });
          await world.levers.takeTime({ appointmentId: booking.hold?.appointment.id ?? '' });
          const outcome = await rescheduleAppointment(old, booking, ports(ehr));
          expect(outcome).toMatchObject({ is: 'not-moved', old: { id: old.id } });
          expect(await statusOf(old)).toBe('booked');
        },
      );

      it('[B11] a time that is lost after the old visit was let go wins the old time back', async () => {
        const { ehr, old, booking } = await opened({ reschedule: 'cancel-first' });
        world.levers.add({ match: { path: world.at.book }, fault: { kind: 'take-time' } });
        const outcome = await rescheduleAppointment(old, booking, ports(ehr));
        expect(outcome).toMatchObject({
          is: 'won-back',
          appointment: { status: 'booked', start: old.start },
        });
      });

      it('[B11] a cut-off leaves both visits, and says so', async () => {
        const { ehr, old, booking } = await opened({});
        world.rules.cancelUntilHours = 24 * 365;
        expect(await rescheduleAppointment(old, booking, ports(ehr))).toMatchObject({
          is: 'both',
          failure: { kind: 'cancel-refused' },
        });
        expect(await statusOf(old)).toBe('booked');
      });
    });
  });
}
