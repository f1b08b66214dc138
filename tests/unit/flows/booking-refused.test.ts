import { describe, expect, test } from 'vitest';

import {
  changed,
  failed,
  listed,
  madeOf,
  scriptedEhr,
  settled,
} from '../../support/scripted-ehr.ts';
import { errorNotice, minutes, monday, openTime } from '../../support/fixtures.ts';
import { bookingWith } from './booking-harness.ts';

const time = openTime('2026-02-10T14:00:00Z');
const held = madeOf(time, 'pending');
const booked = madeOf(time, 'booked', { id: held.id });
const until = monday + 10 * minutes;
const heldUntil = changed(held, [], until);

describe('a time that the EHR does not book', () => {
  test('[B6] because it was taken is explained where the patient chooses again, and the words stay', async () => {
    const ehr = scriptedEhr();
    ehr.bookAppointment.answers(failed('conflict', [errorNotice]));
    const { flow, lost, changes } = bookingWith(ehr);
    await flow.choose(time);
    flow.comment = 'My knee hurts';
    await flow.confirm();
    expect(flow.step).toEqual({
      at: 'choosing',
      lost: { time, failure: { kind: 'taken', notices: [errorNotice] } },
    });
    expect(lost).toEqual([time]);
    expect(flow.comment).toBe('My knee hurts');
    // The hold that did not help is given back.
    await settled();
    expect(ehr.releaseHold.calls).toHaveLength(1);
    expect(changes()).toBe(1);
  });

  test('because the hold ended on the way is explained as that', async () => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(heldUntil);
    const { flow, lost, clock } = bookingWith(ehr);
    ehr.bookAppointment.answers(() => {
      clock.pass(10 * minutes);
      return failed('conflict');
    });
    await flow.choose(time);
    flow.comment = 'My knee hurts';
    await flow.confirm();
    expect(flow.step).toMatchObject({
      at: 'choosing',
      lost: { failure: { kind: 'hold-expired' } },
    });
    expect(lost).toEqual([time]);
    expect(flow.comment).toBe('My knee hurts');
  });

  test.each(['session-ended', 'not-permitted', 'not-supported', 'rejected', 'too-busy'] as const)(
    '[B21] for %s stays on the check page, with its hold, its words and its end',
    async (kind) => {
      const ehr = scriptedEhr();
      ehr.holdAppointment.answers(heldUntil);
      ehr.bookAppointment.answers(failed(kind), changed(booked));
      const { flow, clock, lost } = bookingWith(ehr);
      await flow.choose(time);
      flow.comment = 'My knee hurts';
      await flow.confirm();
      expect(flow.step).toMatchObject({
        at: 'checking',
        time,
        hold: { appointment: held, until },
        note: { kind: 'not-booked', failure: { kind } },
      });
      expect(flow.comment).toBe('My knee hurts');
      expect(lost).toEqual([]);
      await flow.confirm();
      expect(flow.step.at).toBe('booked');
      expect(clock.pending()).toBe(0);
    },
  );

  test('after a lost answer stays on the check page while the EHR still keeps it', async () => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(heldUntil);
    ehr.bookAppointment.answers(failed('no-answer'));
    ehr.listAppointments.answers(listed([held]));
    const { flow } = bookingWith(ehr);
    await flow.choose(time);
    flow.comment = 'My knee hurts';
    await flow.confirm();
    expect(flow.step).toMatchObject({
      at: 'checking',
      hold: { until },
      note: { kind: 'not-booked', failure: { kind: 'not-booked', stillHeld: true } },
    });
    expect(flow.comment).toBe('My knee hurts');
  });

  test('after a lost answer is chosen anew when the EHR keeps it no more; it is still on offer', async () => {
    const ehr = scriptedEhr();
    ehr.bookAppointment.answers(failed('no-answer'));
    const { flow, lost } = bookingWith(ehr);
    await flow.choose(time);
    flow.comment = 'My knee hurts';
    await flow.confirm();
    expect(flow.step).toMatchObject({ at: 'choosing', lost: { failure: { kind: 'not-booked' } } });
    expect(flow.comment).toBe('My knee hurts');
    expect(lost).toEqual([]);
    expect(flow.lostInARow).toBe(0);
  });

  test('after a lost answer stays on the check page where the EHR keeps no times at all', async () => {
    const ehr = scriptedEhr({ hold: false });
    ehr.bookAppointment.answers(failed('no-answer'));
    const { flow } = bookingWith(ehr);
    await flow.choose(time);
    await flow.confirm();
    expect(flow.step).toMatchObject({
      at: 'checking',
      hold: undefined,
      note: { kind: 'not-booked', failure: { kind: 'not-booked', stillHeld: false } },
    });
  });
});
