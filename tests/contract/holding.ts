import { describe, expect, it } from 'vitest';

import { bookAppointment } from '../../src/scheduling/book-appointment.ts';
import { extendHold, holdAppointment, releaseHold } from '../../src/scheduling/hold-appointment.ts';
import type { Hold } from '../../src/scheduling/model.ts';
import { mine, minute, type Scene, valueOf } from './scene.ts';
import type { WholeRow } from './worlds.ts';

/** With ids and without, as open times of this dialect come. */
export const idVariants = ({ does }: WholeRow): readonly (readonly [string, boolean])[] =>
  [
    ['whose open times have ids', false] as const,
    ['whose open times have none', true] as const,
  ].filter(([, without]) => does.ids === 'either' || does.ids !== without);

const notSupported = { ok: false, failure: { kind: 'not-supported' } };

/** Keeping a time while the patient checks it. */
export function describeHolding(row: WholeRow, scene: Scene): void {
  const { does } = row;
  describe('a hold', () => {
    const { openTime, isOpen, hold, listAt, ports } = scene;

    it('of an EHR that is known to keep no times is not asked for', async () => {
      const ehr = scene.world.open({ settings: { hold: false } });
      expect(ehr.can.hold).toBe(false);
      const time = await openTime(ehr);
      scene.world.forget();
      expect(await holdAppointment(time, ports(ehr))).toEqual({ ok: true, value: undefined });
      expect(scene.world.wire()).toEqual([]);
    });

    if (does.hold === false) {
      it('is never asked for: this EHR keeps no times', async () => {
        const ehr = scene.world.open();
        expect(ehr.can).toMatchObject({ hold: false, pending: 'requested' });
        const time = await openTime(ehr);
        const held: Hold = { appointment: await scene.book(ehr), until: undefined };
        scene.world.forget();
        expect(await holdAppointment(time, ports(ehr))).toEqual({ ok: true, value: undefined });
        expect(await ehr.holdAppointment(time)).toMatchObject(notSupported);
        expect(await ehr.extendHold(held)).toMatchObject(notSupported);
        expect(await ehr.releaseHold(held)).toMatchObject(notSupported);
        expect(scene.world.wire()).toEqual([]);
      });
      return;
    }

    it.each(idVariants(row))(
      'of an EHR %s keeps the time for this patient',
      async (_, withoutIds) => {
        const ehr = scene.world.open({ withoutIds });
        expect(ehr.can).toMatchObject({
          hold: true,
          pending: does.hold === 'appointment' ? 'held' : 'requested',
        });
        const time = await openTime(ehr);
        expect(time.id === undefined).toBe(withoutIds);
        const held = await hold(ehr, time);
        expect(held.appointment).toMatchObject({
          status: 'pending',
          start: time.start,
          end: time.end,
          patients: [mine],
        });
        expect(held.until).toBe(does.holdSaysUntil ? scene.world.now() + 10 * minute : undefined);
        expect(await isOpen(time)).toBe(false);
        expect(await listAt(ehr, time)).toMatchObject(
          does.hold === 'slot' ? [] : [{ id: held.appointment.id, status: 'pending' }],
        );
      },
    );

    it.each(idVariants(row))(
      'of an EHR %s is refused for a time that somebody else took',
      async (_, withoutIds) => {
        const ehr = scene.world.open({ withoutIds });
        const time = await openTime(ehr);
        await scene.take(time);
        expect(await holdAppointment(time, ports(ehr))).toMatchObject({
          failure: { kind: 'taken' },
        });
        expect(await listAt(ehr, time)).toEqual([]);
      },
    );

    if (does.holdExtends)
      it('can be kept longer, up to what the clinic allows', async () => {
        const ehr = scene.world.open();
        let held = await hold(ehr, await openTime(ehr));
        const { id } = held.appointment;
        let turns = 0;
        for (; turns < 20; turns += 1) {
          scene.world.pass(5 * minute);
          const asked = await extendHold(held, ports(ehr));
          if (!asked.ok) {
            expect(asked.failure.kind).toBe('not-extended');
            break;
          }
          held = asked.value;
          expect(held.appointment).toMatchObject({ id, status: 'pending' });
          if (does.holdSaysUntil) expect(held.until).toBe(scene.world.now() + 10 * minute);
        }
        expect(turns).toBeGreaterThan(0);
        expect(turns).toBeLessThan(20);
      });
    else
      it('cannot be kept longer, and nothing is sent', async () => {
        const ehr = scene.world.open();
        const held = await hold(ehr, await openTime(ehr));
        scene.world.forget();
        expect(await ehr.extendHold(held)).toMatchObject(notSupported);
        expect(scene.world.wire()).toEqual([]);
      });

    if (does.holdEnds)
      it('ends by itself: the time is open, and what is said of a booking then is so', async () => {
        const ehr = scene.world.open();
        const time = await openTime(ehr);
        const held = await hold(ehr, time);
        scene.world.pass(11 * minute);
        expect(await isOpen(time)).toBe(true);
        const booked = await bookAppointment({ time, hold: held, comment: undefined }, ports(ehr));
        if (does.hold === 'appointment')
          expect(booked).toMatchObject({
            failure: { kind: does.holdSaysUntil ? 'hold-expired' : 'taken' },
          });
        const listed = (await listAt(ehr, time)).map(({ status }) => status);
        expect(listed).toEqual(booked.ok ? ['booked'] : []);
      });

    if (does.holdReleases)
      it('is given back, and the time is open again', async () => {
        const ehr = scene.world.open();
        const time = await openTime(ehr);
        await releaseHold(await hold(ehr, time), ports(ehr));
        expect(await isOpen(time)).toBe(true);
        expect(await listAt(ehr, time)).toEqual([]);
      });
    else
      it('cannot be given back, and nothing is sent', async () => {
        const ehr = scene.world.open();
        const held = await hold(ehr, await openTime(ehr));
        scene.world.forget();
        expect(await ehr.releaseHold(held)).toMatchObject(notSupported);
        expect(scene.world.wire()).toEqual([]);
      });

    it('that became a visit meanwhile is not given back', async () => {
      const ehr = scene.world.open();
      const time = await openTime(ehr);
      const held = await hold(ehr, time);
      valueOf(await bookAppointment({ time, hold: held, comment: undefined }, ports(ehr)));
      await releaseHold(held, ports(ehr));
      expect(await listAt(ehr, time)).toMatchObject([{ status: 'booked' }]);
    });

    it('that is lost to somebody else cannot be booked', async () => {
      const ehr = scene.world.open();
      const time = await openTime(ehr);
      const held = await hold(ehr, time);
      await scene.take(time);
      expect(
        await bookAppointment({ time, hold: held, comment: undefined }, ports(ehr)),
      ).toMatchObject({ failure: { kind: 'taken' } });
      expect((await listAt(ehr, time)).filter(({ status }) => status === 'booked')).toEqual([]);
    });

    it.each([
      ['drop-before', false],
      ['drop-after', true],
    ] as const)(
      'whose answer is lost (%s) is asked for once, and looked up',
      async (kind, acted) => {
        const ehr = scene.world.open();
        const time = await openTime(ehr);
        scene.world.forget();
        scene.strike('hold', { kind });
        const held = await holdAppointment(time, ports(ehr));
        expect(scene.world.sent('hold')).toBe(1);
        // A Slot that is kept is nobody's in particular, so that nobody can tell.
        if (acted && does.hold === 'appointment')
          expect(valueOf(held)?.appointment.status).toBe('pending');
        else expect(held).toMatchObject({ failure: { kind: 'hold-unknown' } });
        expect(await isOpen(time)).toBe(!acted);
      },
    );

    it('that the EHR turns out not to know is gone without', async () => {
      const ehr = scene.world.open();
      const time = await openTime(ehr);
      scene.strike('hold', {
        kind: 'answer',
        status: 404,
        contentType: 'text/html',
        body: '<h1>404</h1>',
      });
      expect(await holdAppointment(time, ports(ehr))).toEqual({ ok: true, value: undefined });
    });
  });
}
