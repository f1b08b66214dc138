import { describe, expect, test } from 'vitest';

import type { MovedOutcome } from '../../../src/flows/booking-step.ts';
import type { SignIn } from '../../../src/flows/sign-in.svelte.ts';
import type { Intention } from '../../../src/scheduling/intention.ts';
import type {
  MoveOutcome,
  rescheduleAppointment,
} from '../../../src/scheduling/reschedule-appointment.ts';
import { steadySignIn } from '../../support/clock.ts';
import {
  appointment,
  days,
  errorNotice,
  minutes,
  monday,
  openTime,
} from '../../support/fixtures.ts';
import { standing } from '../../support/journal.ts';
import { changed, failed, madeOf, scriptedEhr } from '../../support/scripted-ehr.ts';
import { bookingWith } from './booking-harness.ts';

const old = appointment('booked', monday + 3 * days);
/** The same visit after it was read once more. */
const asRead = { ...old, versionId: '2' };
const gone = { ...old, status: 'cancelled', versionId: '3' } as const;
const time = openTime(monday + 8 * days);
const another = openTime(monday + 9 * days);
const held = madeOf(time, 'pending');
const booked = madeOf(time, 'booked', { id: held.id });
const until = monday + 10 * minutes;
const notices = [errorNotice];

type Move = Parameters<typeof rescheduleAppointment>;

/** Maya is checking a time that is to take the place of her visit; how that ends, the test says. */
async function movingTo(
  outcome: MoveOutcome | ((...asked: Move) => MoveOutcome),
  { hold = true, signIn = steadySignIn }: { hold?: boolean; signIn?: SignIn } = {},
) {
  const ehr = scriptedEhr({ hold });
  ehr.holdAppointment.answers((chosen) => changed(madeOf(chosen, 'pending'), [], until));
  const under = bookingWith(ehr, signIn);
  const moves: Move[] = [];
  under.flow.move({
    old,
    reschedule: (...asked) => {
      moves.push(asked);
      return Promise.resolve(typeof outcome === 'function' ? outcome(...asked) : outcome);
    },
  });
  await under.flow.choose(time);
  return { ehr, moves, ...under };
}

const moved: MovedOutcome = { is: 'moved', appointment: booked, old: gone };
const refused = { kind: 'cancel-refused', notices } as const;
const noAnswer = failed('no-answer').failure;
const lost = { kind: 'not-booked', stillHeld: false } as const;

describe('[B11] a time that takes the place of a visit', () => {
  test('is confirmed as a move, never as one more visit, with the patient’s words', async () => {
    const { ehr, flow, moves, changes, clock } = await movingTo(moved);
    expect(flow.moving).toEqual(old);
    flow.comment = ' My knee hurts ';
    await flow.confirm();
    expect(moves.map(([visit, booking]) => [visit, booking])).toEqual([
      [old, { time, hold: { appointment: held, until }, comment: 'My knee hurts' }],
    ]);
    expect(ehr.log).toEqual(['holdAppointment']);
    expect(flow.step).toEqual({ at: 'moved', outcome: moved });
    expect(flow.comment).toBe('');
    expect(changes()).toBe(1);
    expect(clock.pending()).toBe(0);
  });

  test('[B9] is written down before anything is sent, with the visit that it replaces', async () => {
    const seen: (readonly Intention[])[] = [];
    const { flow, journal } = await movingTo(() => {
      seen.push(journal.all());
      return moved;
    });
    expect(journal.written).toMatchObject([
      { kind: 'hold', step: 'holding', replaces: old.id },
      { kind: 'hold', step: 'held', replaces: old.id, appointment: held.id },
    ]);
    await flow.confirm();
    expect(seen).toMatchObject([
      [{ kind: 'reschedule', step: 'sent', replaces: old.id, appointment: held.id }],
    ]);
    expect(journal.all()).toEqual([]);
  });

  test('[B9] is on its way from when the new one is sent, however long the old one took', async () => {
    const { flow, clock, journal } = await movingTo((_old, _booking, { onPhase }) => {
      onPhase?.('cancelling-old');
      clock.pass(2 * minutes);
      onPhase?.('booking-new');
      return { is: 'unknown', appointment: 'unknown', old: 'cancelled' };
    });
    await flow.confirm();
    expect(journal.all()).toMatchObject([
      { kind: 'reschedule', step: 'sent', startedAt: monday + 2 * minutes, appointment: held.id },
    ]);
  });

  test('[B9] pressed twice is moved once', async () => {
    const { flow, moves, changes } = await movingTo(moved);
    await Promise.all([flow.confirm(), flow.confirm()]);
    await flow.confirm();
    expect(moves).toHaveLength(1);
    expect(changes()).toBe(1);
  });

  test('says what is being done, step by step', async () => {
    const phases: unknown[] = [];
    const { flow } = await movingTo((_old, _booking, { onPhase, onReadingBack }) => {
      for (const phase of ['booking-new', 'cancelling-old', 'winning-back'] as const) {
        onPhase?.(phase);
        phases.push(flow.step.at === 'confirming' && flow.step.phase);
      }
      onReadingBack?.();
      phases.push(flow.step.at === 'confirming' && flow.step.phase);
      return moved;
    });
    await flow.confirm();
    expect(phases).toEqual(['booking-new', 'cancelling-old', 'winning-back', 'reading-back']);
  });

  test('[B21] is not sent without a session, and the old visit stands', async () => {
    const signIn = { endsAt: () => monday, renew: () => Promise.resolve(false) };
    const { flow, moves, journal } = await movingTo(moved, { signIn });
    await flow.confirm();
    expect(moves).toEqual([]);
    expect(flow.step).toMatchObject({
      at: 'checking',
      note: { failure: { kind: 'session-ended' } },
    });
    expect(flow.moving).toEqual(old);
    expect(standing(journal)).toEqual(['hold held']);
  });
});

describe('[B11] what came of a move is shown, and written down only while it is open', () => {
  const both = (failure: Extract<MovedOutcome, { is: 'both' }>['failure']): MovedOutcome => ({
    is: 'both',
    appointment: booked,
    old: asRead,
    failure,
  });
  test.each<[string, MovedOutcome, 'closed' | 'open']>([
    ['moved', moved, 'closed'],
    ['both stand, the clinic refuses', both(refused), 'closed'],
    ['both stand, the cancellation did not arrive', both({ kind: 'not-cancelled' }), 'closed'],
    ['both stand, perhaps', both({ kind: 'cancel-unknown' }), 'open'],
    ['both stand, and the session is over', both({ kind: 'session-ended', notices }), 'open'],
    ['the old one could not be read', both({ kind: 'not-read', failure: noAnswer }), 'open'],
    ['the new one waits', { is: 'requested', appointment: booked, old: asRead }, 'closed'],
    [
      'the old time was won back',
      { is: 'won-back', appointment: { ...old, id: 'again' }, old: gone, failure: lost },
      'closed',
    ],
    ['nothing is left', { is: 'nothing-left', old: gone, failure: lost }, 'closed'],
    ['nobody knows', { is: 'unknown', appointment: 'unknown', old: 'booked' }, 'open'],
  ])('%s', async (_, outcome, state) => {
    const { flow, journal, changes } = await movingTo(outcome);
    await flow.confirm();
    expect(flow.step).toEqual({ at: 'moved', outcome });
    expect(standing(journal)).toEqual(state === 'open' ? ['reschedule sent'] : []);
    expect(changes()).toBe(1);
    flow.startOver();
    expect(flow.step).toEqual({ at: 'choosing', lost: undefined });
    expect(flow.moving).toBeUndefined();
    expect(standing(journal)).toEqual(state === 'open' ? ['reschedule sent'] : []);
  });
});

describe('[B11] a move that did not happen leaves the old visit in hand', () => {
  test.each(['taken', 'hold-expired'] as const)(
    'where the new time was lost (%s), another can be chosen for it',
    async (kind) => {
      const {
        ehr,
        flow,
        moves,
        journal,
        lost: gone,
      } = await movingTo({
        is: 'not-moved',
        old: asRead,
        failure: { kind, notices },
      });
      flow.comment = 'My knee hurts';
      await flow.confirm();
      expect(flow.step).toMatchObject({ at: 'choosing', lost: { time, failure: { kind } } });
      expect(flow.moving).toEqual(asRead);
      expect(gone).toEqual([time]);
      expect(ehr.releaseHold.calls).toHaveLength(1);
      expect(flow.comment).toBe('My knee hurts');
      expect(standing(journal)).toEqual([]);

      await flow.choose(another);
      await flow.confirm();
      expect(moves[1]?.slice(0, 2)).toMatchObject([asRead, { time: another }]);
    },
  );

  test.each([
    refused,
    { kind: 'changed', appointment: asRead },
    { kind: 'not-cancelled' },
    { kind: 'not-read', failure: noAnswer },
  ] as const)('where it was not cancelled ($kind), the new time is still kept', async (failure) => {
    const { ehr, flow, journal, clock } = await movingTo({ is: 'not-moved', old: asRead, failure });
    flow.comment = 'My knee hurts';
    await flow.confirm();
    expect(flow.step).toEqual({
      at: 'checking',
      time,
      hold: { appointment: held, until },
      note: { kind: 'not-moved', failure },
      extending: false,
    });
    expect(flow.moving).toEqual(asRead);
    expect(flow.comment).toBe('My knee hurts');
    expect(flow.minutesLeft).toBe(10);
    expect(ehr.releaseHold.calls).toEqual([]);
    expect(journal.all()).toMatchObject([
      { kind: 'hold', step: 'held', appointment: held.id, replaces: old.id },
    ]);
    clock.pass(10 * minutes);
    expect(flow.step.at).toBe('expired');
  });

  test('where the EHR is too busy, the page says that nothing is booked', async () => {
    const failure = { kind: 'too-busy', retryAfterSeconds: 30, notices: [] } as const;
    const { flow, journal } = await movingTo({ is: 'not-moved', old: asRead, failure });
    await flow.confirm();
    expect(flow.step).toMatchObject({ at: 'checking', note: { kind: 'not-booked', failure } });
    expect(standing(journal)).toEqual(['hold held']);
  });

  test('[B21] where the session ended, the next launch looks it up', async () => {
    const failure = { kind: 'session-ended', notices: [] } as const;
    const { flow, journal } = await movingTo({ is: 'not-moved', old, failure });
    await flow.confirm();
    expect(flow.step).toMatchObject({ at: 'checking', note: { kind: 'not-booked', failure } });
    expect(standing(journal)).toEqual(['reschedule sent']);
  });

  test('where the EHR keeps no times, nothing is left written down', async () => {
    const outcome = { is: 'not-moved', old: asRead, failure: lost } as const;
    const { flow, journal } = await movingTo(outcome, { hold: false });
    await flow.confirm();
    expect(flow.step).toMatchObject({ at: 'checking', hold: undefined });
    expect(standing(journal)).toEqual([]);
  });
});

describe('[B11] where the old visit had to go first and the new one is not booked yet', () => {
  const stillHeld: MoveOutcome = {
    is: 'still-held',
    old: gone,
    failure: { kind: 'not-booked', stillHeld: true },
  };

  test('the time is still kept, and trying again knows that the old one is cancelled', async () => {
    const outcomes: MoveOutcome[] = [stillHeld, moved];
    const { ehr, flow, moves, journal } = await movingTo(() => outcomes.shift() ?? moved);
    await flow.confirm();
    expect(flow.step).toMatchObject({
      at: 'checking',
      hold: { appointment: held },
      note: { kind: 'not-booked', failure: stillHeld.failure },
    });
    expect(flow.moving).toEqual(gone);
    expect(ehr.releaseHold.calls).toEqual([]);
    expect(journal.all()).toMatchObject([{ step: 'held', appointment: held.id, replaces: old.id }]);
    await flow.confirm();
    expect(moves.map(([visit]) => visit.status)).toEqual(['booked', 'cancelled']);
    expect(flow.step.at).toBe('moved');
    expect(journal.all()).toEqual([]);
  });
});

describe('[B20] the patient’s words', () => {
  test.each<[string, MovedOutcome]>([
    ['nobody knows', { is: 'unknown', appointment: 'unknown', old: 'booked' }],
    ['nothing is left', { is: 'nothing-left', old: gone, failure: lost }],
    ['the old time was won back', { is: 'won-back', appointment: old, old: gone, failure: lost }],
  ])('stay where they went nowhere: %s', async (_, outcome) => {
    const { flow } = await movingTo(outcome);
    flow.comment = 'My knee hurts';
    await flow.confirm();
    expect(flow.comment).toBe('My knee hurts');
  });

  test.each<MovedOutcome>([
    moved,
    { is: 'both', appointment: booked, old, failure: refused },
    { is: 'requested', appointment: booked, old },
  ])('are gone where they went with the visit: $is', async (outcome) => {
    const { flow } = await movingTo(outcome);
    flow.comment = 'My knee hurts';
    await flow.confirm();
    expect(flow.comment).toBe('');
  });
});

describe('the visit in hand', () => {
  test('stays while the patient gives a time back and looks for another', async () => {
    const { flow } = await movingTo(moved);
    flow.chooseAnother();
    expect(flow.moving).toEqual(old);
  });

  test('is let go when the patient starts over, and the next time is booked beside it', async () => {
    const { ehr, flow, moves } = await movingTo(moved);
    flow.chooseAnother();
    flow.startOver();
    expect(flow.moving).toBeUndefined();
    await flow.choose(another);
    await flow.confirm();
    expect(moves).toEqual([]);
    expect(ehr.bookAppointment.calls).toHaveLength(1);
  });

  test('stays what it was while a time is checked: neither another nor none takes its place', async () => {
    const { flow } = await movingTo(moved);
    const other = appointment('booked', monday + 20 * days);
    const reschedule = () => Promise.resolve(moved);
    expect(flow.move({ old: other, reschedule })).toBe(false);
    expect(flow.moving).toEqual(old);
    flow.startOver();
    expect(flow.moving).toEqual(old);
  });
});
