import { describe, expect, test } from 'vitest';

import type { ChangeAnswer } from '../../../src/scheduling/ports.ts';
import { ok } from '../../../src/scheduling/result.ts';
import {
  changed,
  failed,
  scriptedEhr,
  madeOf,
  onItsWay,
  settled,
} from '../../support/scripted-ehr.ts';
import { errorNotice, minutes, monday, openTime, warning } from '../../support/fixtures.ts';
import { bookingWith } from './booking-harness.ts';
import { clinicWith } from './clinic.ts';

const time = openTime('2026-02-10T14:00:00Z');
const another = openTime('2026-02-11T14:00:00Z');
const held = madeOf(time, 'pending');
const renewed = madeOf(time, 'pending', { id: 'renewed' });
const until = monday + 10 * minutes;

/** Maya is checking a time that is held for ten minutes. */
async function checking() {
  const ehr = scriptedEhr();
  ehr.holdAppointment.answers(changed(held, [], until));
  const under = bookingWith(ehr);
  await under.flow.choose(time);
  return { ehr, ...under };
}

describe('the end of a hold', () => {
  test('comes by itself, while the patient is still typing, and the words stay', async () => {
    const { flow, clock } = await checking();
    flow.comment = 'My kn';
    clock.pass(10 * minutes - 1);
    expect(flow.step.at).toBe('checking');
    clock.pass(1);
    expect(flow.step).toEqual({ at: 'expired', time });
    expect(flow.comment).toBe('My kn');
    expect(clock.pending()).toBe(0);
  });

  test('that has passed before the answer came is seen at once', async () => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(changed(held, [], monday - 1));
    const { flow } = bookingWith(ehr);
    await flow.choose(time);
    expect(flow.step.at).toBe('expired');
  });

  test('is never made up where the EHR gives none', async () => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(changed(held));
    const { flow, clock } = bookingWith(ehr);
    await flow.choose(time);
    expect(flow.minutesLeft).toBeUndefined();
    expect(clock.pending()).toBe(0);
    clock.pass(24 * 60 * minutes);
    expect(flow.step.at).toBe('checking');
  });

  test('cannot be confirmed past, only held again', async () => {
    const { ehr, flow, clock } = await checking();
    clock.pass(10 * minutes);
    await flow.confirm();
    await flow.keepLonger();
    expect(ehr.bookAppointment.calls).toEqual([]);
    expect(ehr.extendHold.calls).toEqual([]);
    ehr.holdAppointment.answers(changed(renewed, [], until + 20 * minutes));
    const chosen = flow.choose(time);
    expect(flow.step).toEqual({ at: 'holding', time, again: true });
    await chosen;
    expect(flow.step).toMatchObject({ at: 'checking', hold: { appointment: renewed } });
  });

  test('sends the patient back to the times when holding again is refused', async () => {
    const { ehr, flow, clock, lost } = await checking();
    clock.pass(10 * minutes);
    ehr.holdAppointment.answers(failed('conflict'));
    await flow.choose(time);
    expect(flow.step).toMatchObject({ at: 'choosing', lost: { failure: { kind: 'taken' } } });
    expect(lost).toEqual([time]);
  });

  test('leaves nothing to release', async () => {
    const { ehr, flow, clock } = await checking();
    clock.pass(10 * minutes);
    flow.chooseAnother();
    expect(flow.step).toEqual({ at: 'choosing', lost: undefined });
    expect(ehr.releaseHold.calls).toEqual([]);
  });

  test('of a time that was given back does not disturb the next', async () => {
    const { ehr, flow, clock } = await checking();
    flow.chooseAnother();
    ehr.holdAppointment.answers(changed(madeOf(another, 'pending')));
    await flow.choose(another);
    clock.pass(60 * minutes);
    expect(flow.step).toMatchObject({ at: 'checking', time: another });
  });
});

describe('[B9] a time that is being given back', () => {
  async function givingBack() {
    const opened = await checking();
    const { ehr, flow } = opened;
    const gone = onItsWay<ChangeAnswer>();
    ehr.readAppointment.answers(ok(held));
    ehr.releaseHold.answers(gone.promise);
    flow.chooseAnother();
    await settled();
    const arrive = async () => {
      gone.arrive(changed({ ...held, status: 'cancelled' }));
      await settled();
    };
    return { ...opened, arrive };
  }

  test('is asked for again only when it is free: else the new hold would be the old one, which ends', async () => {
    const { ehr, flow, arrive } = await givingBack();
    ehr.holdAppointment.answers(changed(renewed, [], until));
    void flow.choose(time);
    await settled();
    expect(flow.step).toMatchObject({ at: 'holding', time });
    expect(ehr.holdAppointment.calls).toHaveLength(1);
    await arrive();
    expect(ehr.holdAppointment.calls).toEqual([[time], [time]]);
    expect(flow.step).toMatchObject({ at: 'checking', hold: { appointment: renewed } });
  });

  test('is not asked for any more where the patient has gone on to another one, which waits for nothing', async () => {
    const { ehr, flow, arrive } = await givingBack();
    void flow.choose(time);
    await settled();
    flow.startOver();
    ehr.holdAppointment.answers(changed(madeOf(another, 'pending'), [], until));
    await flow.choose(another);
    expect(flow.step).toMatchObject({ at: 'checking', time: another });
    await arrive();
    expect(ehr.holdAppointment.calls).toEqual([[time], [another]]);
    expect(flow.step).toMatchObject({ at: 'checking', time: another });
  });
});

describe('[B9] a time of which no answer tells that it is back', () => {
  async function unanswered() {
    const opened = await checking();
    opened.ehr.readAppointment.answers(ok(held));
    opened.ehr.releaseHold.answers(failed('no-answer'));
    opened.flow.chooseAnother();
    await settled();
    return opened;
  }

  test('is not taken again under the same id: what is booked then could be cancelled late', async () => {
    const { flow } = await unanswered();
    await flow.choose(time);
    expect(flow.step).toMatchObject({
      at: 'choosing',
      lost: { time, failure: { kind: 'hold-unknown' } },
    });
  });

  test('is taken again under another id', async () => {
    const { ehr, flow } = await unanswered();
    ehr.holdAppointment.answers(changed(renewed, [], until));
    await flow.choose(time);
    expect(flow.step).toMatchObject({ at: 'checking', hold: { appointment: renewed } });
  });
});

describe('the minutes left', () => {
  test('are whole, a begun one counted, and go down by one each minute', async () => {
    const { flow, clock } = await checking();
    expect(flow.minutesLeft).toBe(10);
    clock.pass(59_999);
    expect(flow.minutesLeft).toBe(10);
    clock.pass(1);
    expect(flow.minutesLeft).toBe(9);
    clock.pass(8 * minutes);
    expect(flow.minutesLeft).toBe(1);
  });

  test('begin with a part of a minute where the hold ends between two', async () => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(changed(held, [], monday + 90_000));
    const { flow, clock } = bookingWith(ehr);
    await flow.choose(time);
    expect(flow.minutesLeft).toBe(2);
    clock.pass(30_000);
    expect(flow.minutesLeft).toBe(1);
    clock.pass(60_000);
    expect(flow.step.at).toBe('expired');
  });

  test('are right again after the computer slept', async () => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(changed(held, [], until));
    const { flow, clock } = bookingWith(ehr);
    await flow.choose(time);
    clock.pass(25 * minutes);
    expect(flow.step.at).toBe('expired');
  });
});

describe('keeping a time longer', () => {
  test('shows the new end, and expires only then', async () => {
    const { ehr, flow, clock } = await checking();
    ehr.extendHold.answers(changed(renewed, [], until + 10 * minutes));
    clock.pass(8 * minutes);
    const asked = flow.keepLonger();
    expect(flow.step).toMatchObject({ at: 'checking', extending: true });
    await asked;
    expect(ehr.extendHold.calls).toEqual([[{ appointment: held, until }]]);
    expect(flow.step).toEqual({
      at: 'checking',
      time,
      hold: { appointment: renewed, until: until + 10 * minutes },
      note: { kind: 'kept-longer' },
      extending: false,
    });
    clock.pass(11 * minutes);
    expect(flow.step.at).toBe('checking');
    clock.pass(1 * minutes);
    expect(flow.step.at).toBe('expired');
  });

  test('[B7] has the booking name the newest hold', async () => {
    const { ehr, flow } = await checking();
    ehr.extendHold.answers(changed(renewed, [], until + 10 * minutes));
    await flow.keepLonger();
    await flow.confirm();
    expect(ehr.bookAppointment.calls[0]?.[0].hold?.appointment).toEqual(renewed);
  });

  test('that is refused leaves the hold standing until its own end', async () => {
    const { ehr, flow, clock } = await checking();
    ehr.extendHold.answers(failed('conflict', [errorNotice]));
    clock.pass(8 * minutes);
    await flow.keepLonger();
    expect(flow.step).toEqual({
      at: 'checking',
      time,
      hold: { appointment: held, until },
      note: {
        kind: 'not-kept-longer',
        failure: { kind: 'not-extended', notices: [errorNotice] },
      },
      extending: false,
    });
    expect(flow.minutesLeft).toBe(2);
    clock.pass(2 * minutes);
    expect(flow.step.at).toBe('expired');
  });

  test('by a double click asks once', async () => {
    const { ehr, flow } = await checking();
    await Promise.all([flow.keepLonger(), flow.keepLonger()]);
    expect(ehr.extendHold.calls).toHaveLength(1);
  });

  test('is not asked for where nothing is held', async () => {
    const ehr = scriptedEhr({ hold: false });
    const { flow } = bookingWith(ehr);
    await flow.choose(time);
    await flow.keepLonger();
    expect(ehr.extendHold.calls).toEqual([]);
    expect(flow.step).toMatchObject({ at: 'checking', extending: false });
  });

  describe('whose answer comes late', () => {
    async function asking() {
      const under = await checking();
      const answer = onItsWay<ChangeAnswer>();
      under.ehr.extendHold.answers(answer.promise);
      const asked = under.flow.keepLonger();
      const arrive = async () => {
        answer.arrive(changed(renewed, [warning], until + 10 * minutes));
        await asked;
      };
      return { ...under, arrive };
    }

    test('does not call back a time that was given back', async () => {
      const { flow, arrive } = await asking();
      flow.chooseAnother();
      await arrive();
      expect(flow.step).toEqual({ at: 'choosing', lost: undefined });
    });

    test('does not replace the next time that the patient is checking by then', async () => {
      const { ehr, flow, arrive } = await asking();
      flow.chooseAnother();
      ehr.holdAppointment.answers(changed(madeOf(another, 'pending')));
      await flow.choose(another);
      await arrive();
      expect(flow.step).toMatchObject({ at: 'checking', time: another, note: undefined });
    });
  });
});

describe('a hold that was made longer too late', () => {
  /** "Keep it longer" is pressed; the answer is given by hand. */
  async function asking() {
    const under = await checking();
    const answer = onItsWay<ChangeAnswer>();
    under.ehr.extendHold.answers(answer.promise);
    const asked = under.flow.keepLonger();
    return { ...under, answer, asked };
  }

  test('after its end on the page goes on with the check', async () => {
    const { flow, journal, clock, answer, asked } = await asking();
    clock.pass(10 * minutes);
    expect(flow.step.at).toBe('expired');
    answer.arrive(changed(renewed, [], clock.now() + 10 * minutes));
    await asked;
    expect(flow.step).toMatchObject({ at: 'checking', hold: { appointment: { id: 'renewed' } } });
    expect(journal.all()).toMatchObject([{ kind: 'hold', step: 'held', appointment: 'renewed' }]);
  });

  test('after the patient chose another time is given back', async () => {
    const { ehr, flow, answer, asked } = await asking();
    flow.chooseAnother();
    answer.arrive(changed(renewed, [], until));
    await asked;
    await settled();
    expect(ehr.releaseHold.calls.map(([{ appointment }]) => appointment.id)).toEqual([
      held.id,
      'renewed',
    ]);
    expect(flow.step.at).toBe('choosing');
  });

  test('after the patient had it kept again is not given back: it is what is being checked', async () => {
    const { ehr, flow, clock, answer, asked } = await asking();
    clock.pass(10 * minutes);
    ehr.holdAppointment.answers(changed(held, [], until + 20 * minutes));
    await flow.choose(time);
    answer.arrive(changed(held, [], until + 20 * minutes));
    await asked;
    await settled();
    expect(flow.step).toMatchObject({ at: 'checking', hold: { appointment: held } });
    expect(ehr.releaseHold.calls).toEqual([]);
  });

  test('[B9] after the patient has booked it does not cancel the visit', async () => {
    const { ehr, set, statusOf } = clinicWith([], [time]);
    const { flow, clock } = bookingWith(ehr);
    ehr.holdAppointment.answers(() => {
      set(held);
      return changed(held, [], clock.now() + 10 * minutes);
    });
    await flow.choose(time);
    const answer = onItsWay<ChangeAnswer>();
    ehr.extendHold.answers(answer.promise);
    const asked = flow.keepLonger();
    clock.pass(10 * minutes);
    await flow.choose(time);
    await flow.confirm();
    expect(flow.step.at).toBe('booked');
    answer.arrive(changed(held, [], until));
    await asked;
    await settled();
    expect(ehr.releaseHold.calls).toEqual([]);
    expect(statusOf(held.id)).toBe('booked');
  });

  test('is waited for before the booking, for its id may be another', async () => {
    const { ehr, flow, answer, asked } = await asking();
    await flow.confirm();
    expect(ehr.bookAppointment.calls).toEqual([]);
    answer.arrive(changed(renewed, [], until));
    await asked;
    await flow.confirm();
    expect(ehr.bookAppointment.calls[0]?.[0].hold?.appointment.id).toBe('renewed');
  });
});

test('a hold whose booking is refused is given back', async () => {
  const { ehr, flow } = await checking();
  ehr.bookAppointment.answers(failed('conflict'));
  await flow.confirm();
  expect(flow.step).toMatchObject({ at: 'choosing', lost: { failure: { kind: 'taken' } } });
  await settled();
  expect(ehr.releaseHold.calls).toHaveLength(1);
});
