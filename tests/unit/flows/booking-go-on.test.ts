import { describe, expect, test } from 'vitest';

import type { ChangeAnswer } from '../../../src/scheduling/ports.ts';
import { ok } from '../../../src/scheduling/result.ts';
import { steadySignIn } from '../../support/clock.ts';
import { appointment, days, minutes, monday, openTime } from '../../support/fixtures.ts';
import { intentionOf, standing } from '../../support/journal.ts';
import {
  changed,
  failed,
  madeOf,
  onItsWay,
  scriptedEhr,
  settled,
} from '../../support/scripted-ehr.ts';
import { bookingWith } from './booking-harness.ts';

const time = openTime('2026-02-10T14:00:00Z');
const held = madeOf(time, 'pending');
const hold = { appointment: held, until: undefined };
const until = monday + 10 * minutes;
const left = intentionOf('hold', 'held', time, { appointment: held.id });
const note = {
  kind: 'not-booked',
  failure: { kind: 'not-booked', stillHeld: true },
} as const;
const old = appointment('booked', monday + 3 * days);
const moving = { old, reschedule: () => Promise.reject(new Error('nothing was confirmed')) };

/** The EHR keeps a time of an earlier page; how long, it says only when the test wants it to. */
function comingBack() {
  const ehr = scriptedEhr();
  const answer = onItsWay<ChangeAnswer>();
  ehr.extendHold.answers(answer.promise);
  const arrive = async (reply: Parameters<typeof answer.arrive>[0]) => {
    answer.arrive(reply);
    await settled();
  };
  return { ehr, arrive, ...bookingWith(ehr, steadySignIn, [left]) };
}

describe('[B20] a time that the EHR still keeps from an earlier page', () => {
  test('is on the check page at once, and its end is there as soon as the EHR says it', async () => {
    const { ehr, flow, held: goesOn, arrive } = comingBack();
    flow.goOn(hold, { intention: left });
    expect(flow.step).toMatchObject({ at: 'checking', hold, note: undefined, extending: true });
    expect(flow.minutesLeft).toBeUndefined();
    expect(goesOn).toMatchObject([{ start: time.start, locations: time.locations }]);
    await arrive(changed(held, [], until));
    expect(ehr.extendHold.calls).toEqual([[hold]]);
    expect(flow.step).toMatchObject({
      at: 'checking',
      hold: { appointment: held, until },
      note: undefined,
      extending: false,
    });
    expect(flow.minutesLeft).toBe(10);
  });

  test('keeps what the page has to say about it', async () => {
    const { flow, arrive } = comingBack();
    flow.goOn(hold, { intention: left, note });
    expect(flow.step).toMatchObject({ note });
    await arrive(changed(held, [], until));
    expect(flow.step).toMatchObject({ hold: { until }, note });
  });

  test.each(['conflict', 'not-supported', 'session-ended', 'no-answer'] as const)(
    'stays as it is where its end is not told: %s',
    async (kind) => {
      const { ehr, flow, journal, arrive } = comingBack();
      ehr.readAppointment.answers(ok(held));
      flow.goOn(hold, { intention: left, note });
      const before = flow.step;
      await arrive(failed(kind));
      expect(flow.step).toEqual({ ...before, extending: false });
      expect(standing(journal)).toEqual(['hold held']);
    },
  );

  test('ends when the EHR does not keep it longer, and has it as cancelled', async () => {
    const { ehr, flow, journal, arrive } = comingBack();
    ehr.readAppointment.answers(ok({ ...held, status: 'cancelled' }));
    flow.goOn(hold, { intention: left });
    await arrive(failed('conflict'));
    expect(flow.step).toMatchObject({ at: 'expired', time: { start: time.start } });
    expect(standing(journal)).toEqual(['hold held']);
  });

  test('ends when the EHR says that its end has passed', async () => {
    const { flow, arrive } = comingBack();
    flow.goOn(hold, { intention: left });
    await arrive(changed(held, [], monday));
    expect(flow.step.at).toBe('expired');
  });

  test('is booked once, under the entry that the earlier page wrote, and that is gone then', async () => {
    const { ehr, flow, journal, arrive } = comingBack();
    flow.goOn(hold, { intention: left });
    await arrive(changed(held, [], until));
    await Promise.all([flow.confirm(), flow.confirm()]);
    expect(ehr.bookAppointment.calls).toMatchObject([[{ hold: { appointment: held } }]]);
    expect(flow.step.at).toBe('booked');
    expect(journal.written).toMatchObject([
      { id: left.id, kind: 'hold', step: 'held' },
      { id: left.id, kind: 'book', step: 'sent' },
    ]);
    expect(journal.all()).toEqual([]);
  });

  test('can be given back, and then nothing of it is left', async () => {
    const { ehr, flow, journal, arrive } = comingBack();
    flow.goOn(hold, { intention: left });
    await arrive(changed(held, [], until));
    flow.chooseAnother();
    await settled();
    expect(ehr.releaseHold.calls).toEqual([[{ appointment: held, until }]]);
    expect(flow.step).toEqual({ at: 'choosing', lost: undefined });
    expect(journal.all()).toEqual([]);
  });

  test('is not called back when its end is told after the patient chose another', async () => {
    const { flow, arrive } = comingBack();
    flow.goOn(hold, { intention: left });
    flow.chooseAnother();
    await arrive(changed(held, [], until));
    expect(flow.step).toEqual({ at: 'choosing', lost: undefined });
  });

  test('that no page remembers is written down once the EHR keeps it for this one', async () => {
    const ehr = scriptedEhr();
    const { flow, journal } = bookingWith(ehr);
    flow.goOn(hold, {});
    expect(journal.written).toEqual([]);
    await settled();
    expect(journal.all()).toMatchObject([{ kind: 'hold', step: 'held', appointment: held.id }]);
    await flow.confirm();
    expect(journal.written.at(-1)).toMatchObject({ kind: 'book', appointment: held.id });
    expect(journal.all()).toEqual([]);
  });

  describe('and keeps under another name, as the answer about its end shows,', () => {
    const renewed = madeOf(time, 'pending', { id: 'renewed' });

    test('[B7] is booked under that name: confirming waits for the answer', async () => {
      const { ehr, flow, journal, arrive } = comingBack();
      flow.goOn(hold, { intention: left });
      await flow.confirm();
      expect(ehr.bookAppointment.calls).toEqual([]);
      expect(flow.step.at).toBe('checking');
      await arrive(changed(renewed, [], until));
      expect(journal.all()).toMatchObject([{ id: left.id, appointment: 'renewed' }]);
      await flow.confirm();
      expect(ehr.bookAppointment.calls).toMatchObject([[{ hold: { appointment: renewed } }]]);
    });

    test('is given back under both, where the patient chose another before the answer', async () => {
      const { ehr, flow, arrive } = comingBack();
      ehr.readAppointment.answers(ok(held), ok(renewed));
      flow.goOn(hold, { intention: left });
      flow.chooseAnother();
      await arrive(changed(renewed, [], until));
      const released = ehr.releaseHold.calls.map(([{ appointment }]) => appointment.id);
      expect(released).toEqual([held.id, 'renewed']);
      expect(flow.step).toEqual({ at: 'choosing', lost: undefined });
    });

    test('is not asked for a second time by “keep it longer” before the answer', async () => {
      const { ehr, flow, arrive } = comingBack();
      flow.goOn(hold, { intention: left, note });
      await flow.keepLonger();
      await arrive(changed(held, [], until));
      expect(ehr.extendHold.calls).toHaveLength(1);
      expect(flow.step).toMatchObject({ at: 'checking', note });
      expect(ehr.releaseHold.calls).toEqual([]);
    });
  });

  test('[B12] takes the place of a visit only where it was to', () => {
    const { flow } = comingBack();
    flow.goOn(hold, { intention: left, moving });
    expect(flow.moving).toEqual(old);
    flow.chooseAnother();
    expect(flow.moving).toEqual(old);
    flow.goOn(hold, {});
    expect(flow.moving).toBeUndefined();
  });

  test('does not push aside a time that the patient is checking', async () => {
    const ehr = scriptedEhr();
    const { flow } = bookingWith(ehr);
    await flow.choose(openTime('2026-02-11T14:00:00Z'));
    const before = flow.step;
    flow.goOn(hold, { intention: left, moving });
    expect(flow.step).toBe(before);
    expect(flow.moving).toBeUndefined();
    expect(ehr.extendHold.calls).toEqual([]);
  });
});

describe('what an earlier page did not live to show', () => {
  const booked = madeOf(time, 'booked');
  const steps = [
    { at: 'booked', appointment: booked },
    { at: 'requested', appointment: madeOf(time, 'proposed') },
    { at: 'moved', outcome: { is: 'moved', appointment: booked, old } },
  ] as const;

  test.each(steps)('is shown: $at', (step) => {
    const { flow } = bookingWith(scriptedEhr());
    flow.show(step);
    expect(flow.step).toEqual(step);
    flow.startOver();
    expect(flow.step).toEqual({ at: 'choosing', lost: undefined });
  });

  test.each(steps)('is not shown over what the patient is doing: $at', async (step) => {
    const ehr = scriptedEhr();
    const { flow } = bookingWith(ehr);
    ehr.holdAppointment.answers(onItsWay<ChangeAnswer>().promise, changed(held, [], until));
    void flow.choose(time);
    flow.show(step);
    expect(flow.step.at).toBe('holding');

    const { flow: checking, clock } = bookingWith(ehr);
    await checking.choose(time);
    checking.show(step);
    expect(checking.step.at).toBe('checking');
    clock.pass(10 * minutes);
    checking.show(step);
    expect(checking.step.at).toBe('expired');
  });
});
