import { describe, expect, test } from 'vitest';

import { VisitChange, type ChangeStep, type Wish } from '../../../src/flows/visit-change.svelte.ts';
import type { EhrFailure } from '../../../src/scheduling/failure.ts';
import type { Appointment } from '../../../src/scheduling/model.ts';
import type { ChangeAnswer } from '../../../src/scheduling/ports.ts';
import { ok, type Result } from '../../../src/scheduling/result.ts';
import { testClock } from '../../support/clock.ts';
import { appointment, days, errorNotice, hours, monday } from '../../support/fixtures.ts';
import { standing, testJournal } from '../../support/journal.ts';
import { changed, failed, onItsWay, scriptedEhr, settled } from '../../support/scripted-ehr.ts';

const visit = appointment('booked', monday + 3 * days);
/** As the EHR has it now: the same visit, a newer version. */
const now: Appointment = { ...visit, versionId: '2' };
const gone: Appointment = { ...now, status: 'cancelled', versionId: '3' };
const moved: Appointment = { ...now, start: visit.start + hours, end: visit.end + hours };
const over: Appointment = { ...now, status: 'fulfilled' };

/** Maya has pressed "Cancel" or "Move" beside a visit; the EHR has it as `readings` say. */
function pressed(wish: Wish = 'cancel', can: Parameters<typeof scriptedEhr>[0] = {}) {
  const ehr = scriptedEhr(can);
  ehr.readAppointment.answers(ok(now));
  const clock = testClock(monday);
  const journal = testJournal();
  const moves: Appointment[] = [];
  let changes = 0;
  const change = new VisitChange(
    {
      ehr,
      now: clock.now,
      wait: clock.wait,
      later: clock.later,
      journal,
      isSeen: () => true,
      onMove: (old) => moves.push(old),
      onChanged: () => (changes += 1),
    },
    { at: 'reading', visit, wish },
  );
  return { change, ehr, clock, journal, moves, changes: () => changes };
}

/** Maya was asked whether she wants to cancel. */
async function asked() {
  const under = pressed();
  await under.change.open();
  expect(under.change.step.at).toBe('asking');
  return under;
}

describe('[B12] a visit that is to be cancelled or moved', () => {
  test('is read once more before anything is asked, and shown as it is now', async () => {
    const { change, ehr } = pressed();
    const opened = change.open();
    expect(change.step).toEqual({ at: 'reading', visit, wish: 'cancel' });
    await opened;
    expect(ehr.log).toEqual(['readAppointment', 'acceptsCancelling']);
    expect(ehr.readAppointment.calls).toEqual([[visit.id]]);
    expect(change.step).toEqual({ at: 'asking', visit: now, failure: undefined });
  });

  test('is handed on to be moved as it is now, and nothing is asked or sent', async () => {
    const { change, ehr, moves, journal } = pressed('move');
    await change.open();
    expect(moves).toEqual([now]);
    expect(ehr.log).toEqual(['readAppointment', 'acceptsCancelling']);
    expect(journal.written).toEqual([]);
  });

  test.each<[string, Appointment]>([
    ['cancelled already', gone],
    ['at another hour by now', moved],
    ['over', over],
  ])(
    'and that is %s is shown as that: nothing is offered, and lists are read again',
    async (_, truth) => {
      for (const wish of ['cancel', 'move'] as const) {
        const { change, ehr, moves, changes } = pressed(wish);
        ehr.readAppointment.answers(ok(truth));
        await change.open();
        expect(change.step).toEqual({ at: 'changed', visit: truth, wish });
        expect(changes()).toBe(1);
        await change.cancel();
        expect(moves).toEqual([]);
        expect(ehr.cancelAppointment.calls).toEqual([]);
      }
    },
  );

  test.each(['cancel', 'move'] as const)(
    '[B17] is not offered (%s) where the EHR takes no cancellation from an app',
    async (wish) => {
      const { change, ehr, moves } = pressed(wish);
      ehr.acceptsCancelling.answers(false);
      await change.open();
      expect(change.step).toEqual({ at: 'not-offered', visit: now, wish });
      await change.cancel();
      expect(moves).toEqual([]);
      expect(ehr.cancelAppointment.calls).toEqual([]);
    },
  );

  test('can be moved where the EHR does it in one step, and takes no cancellation', async () => {
    const { change, ehr, moves } = pressed('move', { reschedule: 'atomic' });
    ehr.acceptsCancelling.answers(false);
    await change.open();
    expect(moves).toEqual([now]);
    expect(ehr.acceptsCancelling.calls).toEqual([]);
  });

  test.each(['cancel', 'move'] as const)(
    'and that cannot be read (%s) is tried again with the same wish',
    async (wish) => {
      const { change, ehr, moves } = pressed(wish);
      ehr.readAppointment.answers(failed('no-answer'), ok(now));
      await change.open();
      const { failure } = failed('no-answer');
      expect(change.step).toEqual({ at: 'not-read', visit, wish, failure });
      await change.cancel();
      expect(ehr.cancelAppointment.calls).toEqual([]);
      await change.open();
      if (wish === 'move') expect(moves).toEqual([now]);
      else expect(change.step).toMatchObject({ at: 'asking', visit: now });
    },
  );

  test('is shown as the last look found it, whichever answer comes first', async () => {
    for (const late of [ok(gone), failed('no-answer')] as const) {
      const { change, ehr, changes } = pressed();
      const [first, second] = [onItsWay<Appointment>(), onItsWay<Appointment>()];
      ehr.readAppointment.answers(first.promise, second.promise);
      const opened = [change.open(), change.open()];
      second.arrive(ok(now));
      await settled();
      expect(change.step).toMatchObject({ at: 'asking', visit: now });
      first.arrive(late);
      await Promise.all(opened);
      expect(change.step).toMatchObject({ at: 'asking', visit: now });
      expect(changes()).toBe(0);
    }
  });

  test('is not handed on twice when it was looked at twice', async () => {
    const { change, ehr, moves } = pressed('move');
    const first = onItsWay<Appointment>();
    ehr.readAppointment.answers(first.promise, ok(now));
    const opened = [change.open(), change.open()];
    first.arrive(ok(now));
    await Promise.all(opened);
    expect(moves).toHaveLength(1);
  });
});

describe('cancelling', () => {
  test('is sent for the version that was read, and shown as the EHR shows it', async () => {
    const { change, ehr, journal, clock, changes } = await asked();
    ehr.readAppointment.answers(ok(now), ok(gone));
    change.reason = 'weather';
    await change.cancel();
    expect(ehr.cancelAppointment.calls).toEqual([[now, 'weather']]);
    expect(change.step).toEqual({ at: 'cancelled', visit: gone });
    expect(journal.all()).toEqual([]);
    expect(changes()).toBe(1);
    expect(clock.pending()).toBe(0);
  });

  test('[B9] is written down before it is sent', async () => {
    const { change, ehr, journal } = await asked();
    const seen: unknown[] = [];
    ehr.cancelAppointment.answers(() => {
      seen.push(journal.all());
      return changed(gone);
    });
    ehr.readAppointment.answers(ok(now), ok(gone));
    await change.cancel();
    expect(seen).toMatchObject([
      [{ kind: 'cancel', step: 'sent', start: visit.start, appointment: visit.id }],
    ]);
    expect(journal.written).toHaveLength(1);
  });

  test('[B9] by a double click is sent once', async () => {
    const { change, ehr, changes } = await asked();
    ehr.readAppointment.answers(ok(now), ok(gone));
    await Promise.all([change.cancel(), change.cancel()]);
    await change.cancel();
    expect(ehr.cancelAppointment.calls).toHaveLength(1);
    expect(changes()).toBe(1);
  });

  test('[B9] is not sent twice by another look at the visit meanwhile', async () => {
    const { change, ehr } = await asked();
    const answer = onItsWay<ChangeAnswer>();
    ehr.cancelAppointment.answers(answer.promise);
    ehr.readAppointment.answers(ok(now), ok(gone));
    const cancelled = change.cancel();
    await settled();
    await change.open();
    expect(change.step).toMatchObject({ at: 'cancelling', visit: now });
    await change.cancel();
    answer.arrive(changed(gone));
    await cancelled;
    expect(ehr.cancelAppointment.calls).toHaveLength(1);
    expect(change.step).toEqual({ at: 'cancelled', visit: gone });
  });

  test('of a visit that was cancelled meanwhile sends nothing, and is done', async () => {
    const { change, ehr, journal } = await asked();
    ehr.readAppointment.answers(ok(gone));
    await change.cancel();
    expect(ehr.cancelAppointment.calls).toEqual([]);
    expect(change.step).toEqual({ at: 'cancelled', visit: gone });
    expect(standing(journal)).toEqual([]);
  });

  test('of a visit that the clinic has moved meanwhile sends nothing, and says so', async () => {
    const { change, ehr, journal, changes } = await asked();
    ehr.readAppointment.answers(ok(moved));
    await change.cancel();
    expect(ehr.cancelAppointment.calls).toEqual([]);
    expect(change.step).toEqual({ at: 'changed', visit: moved, wish: 'cancel' });
    expect(standing(journal)).toEqual([]);
    expect(changes()).toBe(1);
  });

  test('says after five seconds that it is still waiting, and then that it looks', async () => {
    for (const slow of [true, false]) {
      const { change, ehr, clock } = await asked();
      const seen: unknown[] = [];
      const pass = (milliseconds: number) => {
        clock.pass(milliseconds);
        seen.push(change.step.at === 'cancelling' && change.step.phase);
      };
      ehr.cancelAppointment.answers(() => {
        pass(4_999);
        if (slow) pass(1);
        return changed(gone);
      });
      ehr.readAppointment.answers(ok(now), () => {
        pass(60_000);
        return ok(gone);
      });
      await change.cancel();
      expect(seen).toEqual(slow ? ['sent', 'slow', 'reading-back'] : ['sent', 'reading-back']);
      expect(change.step.at).toBe('cancelled');
    }
  });
});

describe('a cancellation that did not go through', () => {
  /** What the EHR says to the change, and what it shows before and after it. */
  async function cancelling(
    answer: ReturnType<typeof changed> | ReturnType<typeof failed>,
    ...readings: readonly [Result<Appointment, EhrFailure>, ...Result<Appointment, EhrFailure>[]]
  ) {
    const under = await asked();
    under.ehr.cancelAppointment.answers(answer);
    under.ehr.readAppointment.answers(...readings);
    await under.change.cancel();
    expect(under.clock.pending()).toBe(0);
    return under;
  }
  const asking = (failure: object): Partial<ChangeStep> =>
    ({ at: 'asking', visit: now, failure }) as Partial<ChangeStep>;

  test('[B17] because the clinic refuses is told in its words; the visit stands', async () => {
    const { change, journal, changes } = await cancelling(
      failed('conflict', [errorNotice]),
      ok(now),
    );
    expect(change.step).toEqual(asking({ kind: 'cancel-refused', notices: [errorNotice] }));
    expect(standing(journal)).toEqual([]);
    expect(changes()).toBe(0);
  });

  test('[B16] is not shown as cancelled because the answer was 200', async () => {
    const { change, journal, ehr } = await cancelling(changed(gone), ok(now));
    expect(change.step).toEqual(asking({ kind: 'not-cancelled' }));
    expect(ehr.cancelAppointment.calls).toHaveLength(1);
    expect(standing(journal)).toEqual([]);
  });

  test('can be tried again', async () => {
    const { change, ehr, journal } = await cancelling(failed('too-busy'), ok(now));
    expect(change.step).toMatchObject(asking({ kind: 'too-busy' }));
    ehr.cancelAppointment.answers(changed(gone));
    ehr.readAppointment.answers(ok(now), ok(gone));
    await change.cancel();
    expect(change.step.at).toBe('cancelled');
    expect(standing(journal)).toEqual([]);
  });

  test('[B9] of which nobody knows stays written down, and lists are read again', async () => {
    const { change, ehr, journal, changes } = await cancelling(
      failed('no-answer'),
      ok(now),
      failed('no-answer'),
    );
    expect(change.step).toEqual({ at: 'unknown', visit: now });
    expect(standing(journal)).toEqual(['cancel sent']);
    expect(changes()).toBe(1);
    await change.cancel();
    expect(ehr.cancelAppointment.calls).toHaveLength(1);
  });

  test('[B9] of which nobody knew is done when the next look finds the visit cancelled', async () => {
    const { change, ehr, journal, changes } = await cancelling(
      failed('no-answer'),
      ok(now),
      failed('no-answer'),
    );
    expect(change.step.at).toBe('unknown');
    ehr.readAppointment.answers(ok(gone));
    await change.open();
    expect(change.step).toEqual({ at: 'cancelled', visit: gone });
    expect(standing(journal)).toEqual([]);
    expect(changes()).toBe(2);
  });

  test('[B9] of which nobody knew can be asked for again when the next look finds the visit', async () => {
    const { change, ehr, journal } = await cancelling(
      failed('no-answer'),
      ok(now),
      failed('no-answer'),
    );
    ehr.readAppointment.answers(ok(now));
    await change.open();
    expect(change.step).toEqual({ at: 'asking', visit: now, failure: undefined });
    // It may still be on its way.
    expect(standing(journal)).toEqual(['cancel sent']);
  });

  test('[B9] whose answer was lost is done when the EHR shows it, and sent no second time', async () => {
    const { change, ehr, journal } = await cancelling(
      failed('no-answer'),
      ok(now),
      ok(now),
      ok(gone),
    );
    expect(change.step).toEqual({ at: 'cancelled', visit: gone });
    expect(ehr.cancelAppointment.calls).toHaveLength(1);
    expect(standing(journal)).toEqual([]);
  });

  test('[B21] because the session ended stays written down for the next launch', async () => {
    const ended = failed('session-ended');
    const { change, journal } = await cancelling(ended, ok(now), ended);
    expect(change.step).toEqual(asking({ kind: 'session-ended', notices: [] }));
    expect(standing(journal)).toEqual(['cancel sent']);
  });

  test('because it could not be read beforehand is not sent at all', async () => {
    const { change, ehr, journal } = await cancelling(changed(gone), failed('server-error'));
    expect(change.step).toMatchObject(asking({ kind: 'not-read' }));
    expect(ehr.cancelAppointment.calls).toEqual([]);
    expect(standing(journal)).toEqual([]);
  });

  test('because the clinic changed the visit on the way shows what it is now', async () => {
    const { change, journal, changes } = await cancelling(failed('conflict'), ok(now), ok(moved));
    expect(change.step).toEqual({ at: 'changed', visit: moved, wish: 'cancel' });
    expect(standing(journal)).toEqual([]);
    expect(changes()).toBe(1);
  });
});
