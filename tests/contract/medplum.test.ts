import { describe, expect, it } from 'vitest';

import { findAppointments } from '../../src/scheduling/find-appointments.ts';
import { bookAppointment } from '../../src/scheduling/book-appointment.ts';
import type { Appointment, ProposedAppointment } from '../../src/scheduling/model.ts';
import { rescheduleAppointment } from '../../src/scheduling/reschedule-appointment.ts';
import { describeDialect } from './dialect.ts';
import { day, minute, openScene, valueOf } from './scene.ts';
import { worldOf } from './world.ts';

describeDialect('medplum', 'Medplum');

/** Times of one clinician for one kind of visit: there, and only there, is a move one step. */
describe('moving a visit of Medplum in one step', () => {
  const scene = openScene(() => worldOf('medplum'));
  const { ports, listAt, isOpen } = scene;
  const opened = () => scene.world.open({ settings: { reschedule: 'atomic' } });
  /** The changes that were sent, each by the last part of its URL. */
  const steps = () =>
    scene.world
      .wire()
      .filter(({ call }) => !call.startsWith('GET'))
      .map(({ call }) => call.slice(call.lastIndexOf('/') + 1));

  let from = 2 * day;
  const like = (one: ProposedAppointment, other: ProposedAppointment): boolean =>
    one.locations[0]?.reference === other.locations[0]?.reference &&
    JSON.stringify(one.visitTypeCodes) === JSON.stringify(other.visitTypeCodes);
  const begin = async (holds: boolean) => {
    const ehr = opened();
    const start = scene.world.now() + from;
    const search = {
      start,
      end: start + 14 * day,
      practitioners: ['Practitioner/naomi-castellane'],
    };
    const { times } = valueOf(await findAppointments(search, ports(ehr)));
    const [first] = times;
    const time = times.find((each) => each !== first && like(each, first!));
    if (first === undefined || time === undefined) throw new Error('the clinic is full');
    from = time.start - scene.world.now() + minute;
    const none = { hold: undefined, comment: undefined };
    const old = valueOf(await bookAppointment({ time: first, ...none }, ports(ehr)));
    const hold = holds ? await scene.hold(ehr, time) : undefined;
    scene.world.forget();
    return { ehr, old, booking: { time, hold, comment: undefined } };
  };
  const standing = async (at: { readonly start: number }) =>
    (await listAt(opened(), at)).flatMap(({ id, status }) => (status === 'cancelled' ? [] : id));
  const expectUnmoved = async (old: Appointment): Promise<void> => {
    const read = valueOf(await opened().readAppointment(old.id));
    expect(read).toMatchObject({ status: 'booked', start: old.start, end: old.end });
  };

  it.each([true, false])(
    '[B11] (to a held time: %s) leaves the same visit at the new time',
    async (held) => {
      const { ehr, old, booking } = await begin(held);
      const outcome = await rescheduleAppointment(old, booking, ports(ehr));
      expect(outcome).toMatchObject({
        is: 'moved',
        appointment: { id: old.id, status: 'booked', start: booking.time.start },
      });
      expect(steps()).toEqual(
        held ? [booking.hold?.appointment.id, '$cancel', '$reschedule'] : ['$reschedule'],
      );
      expect(await standing(old)).toEqual([]);
      expect(await standing(booking.time)).toEqual([old.id]);
      expect(await listAt(ehr, booking.time)).toHaveLength(1);
      expect(await isOpen(old)).toBe(true);
      expect(await isOpen(booking.time)).toBe(false);
    },
  );

  it.each([true, false])(
    '[B11] to a time (held: %s) that is gone leaves the old visit',
    async (held) => {
      const { ehr, old, booking } = await begin(held);
      await scene.take(booking.time);
      expect(await rescheduleAppointment(old, booking, ports(ehr))).toMatchObject({
        is: 'not-moved',
        old: { id: old.id },
        failure: { kind: 'taken' },
      });
      await expectUnmoved(old);
    },
  );

  it('[B11] to a held time that is taken between the two steps leaves the old visit', async () => {
    const { ehr, old, booking } = await begin(true);
    const take = async () => {
      await scene.take(booking.time);
    };
    const watched = {
      ...ehr,
      bookAppointment: async (asked: Parameters<typeof ehr.bookAppointment>[0]) => {
        scene.world.levers.add({
          match: { method: 'POST', path: String.raw`\$reschedule$` },
          fault: { kind: 'slow', milliseconds: 50 },
        });
        const answer = ehr.bookAppointment(asked);
        while (!steps().includes('$reschedule')) await new Promise((go) => setTimeout(go, 1));
        await take();
        return answer;
      },
    };
    expect(await rescheduleAppointment(old, booking, ports(watched))).toMatchObject({
      is: 'not-moved',
      failure: { kind: 'taken' },
    });
    await expectUnmoved(old);
    expect(await standing(booking.time)).toEqual([]);
  });

  it.each([
    ['$reschedule', true],
    ['$reschedule', false],
    ['$cancel', true],
  ] as const)(
    '[B9] [B11] whose %s is lost (held: %s) is looked up, and sent once',
    async (step, held) => {
      for (const kind of ['drop-before', 'drop-after'] as const) {
        const { ehr, old, booking } = await begin(held);
        const match = { method: 'POST', path: `${step.replace('$', String.raw`\$`)}$` };
        scene.world.levers.add({ match, fault: { kind } });
        const outcome = await rescheduleAppointment(old, booking, ports(ehr));
        expect(steps().filter((each) => each === step)).toHaveLength(1);
        if (step === '$reschedule' && kind === 'drop-after') {
          expect(outcome).toMatchObject({ is: 'moved', appointment: { id: old.id } });
          expect(await standing(booking.time)).toEqual([old.id]);
        } else {
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
    [403, false, 'not-permitted'],
    // What was held is given back before, and so is not held any more.
    [403, true, 'not-permitted'],
    [409, true, 'taken'],
    [500, false, 'not-booked'],
    [500, true, 'not-booked'],
  ] as const)(
    '[B11] that is refused with %i (held: %s) leaves the old visit: %s',
    async (status, held, kind) => {
      const { ehr, old, booking } = await begin(held);
      scene.world.levers.add({
        match: { path: String.raw`\$reschedule$` },
        fault: { kind: 'answer', status, contentType: 'text/plain', body: 'No.' },
      });
      expect(await rescheduleAppointment(old, booking, ports(ehr))).toMatchObject({
        is: 'not-moved',
        failure: { kind },
        ...(held && status !== 409 ? { holdIsGone: true } : {}),
      });
      await expectUnmoved(old);
    },
  );

  it('[B11] after the cut-off leaves the old visit', async () => {
    const { ehr, old, booking } = await begin(false);
    scene.world.rules.cancelUntilHours = 24 * 365;
    expect((await rescheduleAppointment(old, booking, ports(ehr))).is).toBe('not-moved');
    await expectUnmoved(old);
  });

  it('[B11] to another kind of visit books that one, and then cancels the old one', async () => {
    const { ehr, old, booking } = await begin(false);
    const start = scene.world.now() + from;
    const search = { start, end: start + 14 * day, practitioners: ['Practitioner/victor-amaechi'] };
    const [time] = valueOf(await findAppointments(search, ports(ehr))).times;
    scene.world.forget();
    const outcome = await rescheduleAppointment(old, { ...booking, time: time! }, ports(ehr));
    expect(outcome).toMatchObject({ is: 'moved', old: { id: old.id, status: 'cancelled' } });
    expect(steps()).toEqual(['$book', '$cancel']);
    expect(await standing(old)).toEqual([]);
  });
});
