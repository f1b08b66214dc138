import { describe, expect, test } from 'vitest';

import type { ChangeAnswer } from '../../../src/scheduling/ports.ts';
import { ok } from '../../../src/scheduling/result.ts';
import {
  changed,
  failed,
  scriptedEhr,
  listed,
  madeOf,
  onItsWay,
  settled,
} from '../../support/scripted-ehr.ts';
import { errorNotice, minutes, monday, openTime } from '../../support/fixtures.ts';
import { bookingWith } from './booking-harness.ts';

const time = openTime('2026-02-10T14:00:00Z');
const another = openTime('2026-02-11T14:00:00Z');
const held = madeOf(time, 'pending');
const booked = madeOf(time, 'booked', { id: held.id });
const until = monday + 10 * minutes;
const heldUntil = changed(held, [], until);

const refused = failed('conflict', [errorNotice]);

test('at first nothing is chosen and nothing was lost', () => {
  const { flow } = bookingWith(scriptedEhr());
  expect(flow.step).toEqual({ at: 'choosing', lost: undefined });
  expect(flow.lostInARow).toBe(0);
  expect(flow.comment).toBe('');
});

describe('choosing a time', () => {
  test('holds it, and shows the check page with the hold', async () => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(heldUntil);
    const { flow, held: goesOn } = bookingWith(ehr);
    const chosen = flow.choose(time);
    expect(flow.step).toMatchObject({ at: 'holding', time });
    expect(goesOn).toEqual([]);
    await chosen;
    expect(flow.step).toEqual({
      at: 'checking',
      time,
      hold: { appointment: held, until },
      note: undefined,
      extending: false,
    });
    expect(goesOn).toEqual([time]);
  });

  test('goes on without a hold where the EHR keeps no times', async () => {
    const { flow } = bookingWith(scriptedEhr({ hold: false }));
    await flow.choose(time);
    expect(flow.step).toMatchObject({ at: 'checking', time, hold: undefined });
  });

  test('[B9] twice, by a double click, asks for one hold', async () => {
    const ehr = scriptedEhr();
    const { flow } = bookingWith(ehr);
    await Promise.all([flow.choose(time), flow.choose(time), flow.choose(another)]);
    expect(ehr.holdAppointment.calls).toEqual([[time]]);
    expect(flow.step).toMatchObject({ at: 'checking', time });
  });

  test.each(['checking', 'confirming', 'booked'])('does nothing any more when %s', async (at) => {
    const ehr = scriptedEhr();
    const { flow } = bookingWith(ehr);
    await flow.choose(time);
    if (at === 'confirming') {
      ehr.bookAppointment.answers(onItsWay<ChangeAnswer>().promise);
      void flow.confirm();
    } else if (at === 'booked') await flow.confirm();
    expect(flow.step.at).toBe(at);
    await flow.choose(another);
    expect(flow.step.at).toBe(at);
    expect(ehr.holdAppointment.calls).toHaveLength(1);
  });

  test('[B10] that somebody else took says so where the patient chooses again', async () => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(refused);
    const { flow, lost, held: goesOn } = bookingWith(ehr);
    await flow.choose(time);
    expect(flow.step).toEqual({
      at: 'choosing',
      lost: { time, failure: { kind: 'taken', notices: [errorNotice] } },
    });
    expect(lost).toEqual([time]);
    expect(goesOn).toEqual([]);
  });

  test.each(['session-ended', 'not-permitted', 'too-busy', 'rejected', 'no-answer'] as const)(
    'that failed with %s leaves the time on offer, and counts as no loss',
    async (kind) => {
      const ehr = scriptedEhr();
      ehr.holdAppointment.answers(failed(kind));
      const { flow, lost } = bookingWith(ehr);
      await flow.choose(time);
      expect(flow.step).toMatchObject({
        at: 'choosing',
        lost: { time, failure: { kind: kind === 'no-answer' ? 'hold-unknown' : kind } },
      });
      expect(lost).toEqual([]);
      expect(flow.lostInARow).toBe(0);
    },
  );

  test('again after a loss takes the explanation away', async () => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(refused, heldUntil);
    const { flow } = bookingWith(ehr);
    await flow.choose(time);
    await flow.choose(another);
    expect(flow.step.at).toBe('choosing');
    const offered = changed(madeOf(another, 'pending'));
    ehr.holdAppointment.answers(offered);
    await flow.choose(another);
    flow.chooseAnother();
    expect(flow.step).toEqual({ at: 'choosing', lost: undefined });
  });
});

describe('[B10] times lost in a row', () => {
  test('are counted, at the hold and at the booking alike', async () => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(refused, changed(held));
    ehr.bookAppointment.answers(failed('conflict'));
    const { flow, lost } = bookingWith(ehr);
    await flow.choose(another);
    expect(flow.lostInARow).toBe(1);
    await flow.choose(time);
    await flow.confirm();
    expect(flow.lostInARow).toBe(2);
    expect(lost).toEqual([another, time]);
  });

  test('are forgotten once the patient has an appointment', async () => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(refused, refused, changed(held));
    const { flow } = bookingWith(ehr);
    await flow.choose(time);
    await flow.choose(time);
    await flow.choose(time);
    expect(flow.lostInARow).toBe(2);
    await flow.confirm();
    expect(flow.step.at).toBe('booked');
    expect(flow.lostInARow).toBe(0);
  });
});

describe('confirming', () => {
  test('[B7] books the held appointment with the patient’s words, and shows what the EHR answered', async () => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(heldUntil);
    ehr.bookAppointment.answers(changed(booked));
    const { flow, changes, clock } = bookingWith(ehr);
    await flow.choose(time);
    flow.comment = '  My knee hurts \n';
    await flow.confirm();
    expect(ehr.bookAppointment.calls).toEqual([
      [{ time, hold: { appointment: held, until }, comment: 'My knee hurts' }],
    ]);
    expect(flow.step).toEqual({ at: 'booked', appointment: booked });
    expect(changes()).toBe(1);
    expect(clock.pending()).toBe(0);
  });

  test('sends no comment where none was typed', async () => {
    const ehr = scriptedEhr();
    const { flow } = bookingWith(ehr);
    await flow.choose(time);
    flow.comment = '   ';
    await flow.confirm();
    expect(ehr.bookAppointment.calls[0]?.[0]).toMatchObject({ comment: undefined });
  });

  test('[B26] forgets the words once they are booked', async () => {
    const { flow } = bookingWith(scriptedEhr());
    await flow.choose(time);
    flow.comment = 'My knee hurts';
    await flow.confirm();
    expect(flow.comment).toBe('');
  });

  test('[B9] twice, by a double click, sends one booking', async () => {
    const ehr = scriptedEhr();
    const { flow, changes } = bookingWith(ehr);
    await flow.choose(time);
    await Promise.all([flow.confirm(), flow.confirm()]);
    await flow.confirm();
    expect(ehr.bookAppointment.calls).toHaveLength(1);
    expect(changes()).toBe(1);
  });

  test('does nothing where nothing is chosen', async () => {
    const ehr = scriptedEhr();
    const { flow } = bookingWith(ehr);
    await flow.confirm();
    await flow.keepLonger();
    flow.chooseAnother();
    expect(ehr.log).toEqual([]);
    expect(flow.step.at).toBe('choosing');
  });

  test('says after five seconds that it is still waiting', async () => {
    const ehr = scriptedEhr();
    const answer = onItsWay<ChangeAnswer>();
    ehr.bookAppointment.answers(answer.promise);
    const { flow, clock } = bookingWith(ehr);
    await flow.choose(time);
    const confirmed = flow.confirm();
    expect(flow.step).toMatchObject({ at: 'confirming', time, phase: 'sent' });
    clock.pass(4_999);
    expect(flow.step).toMatchObject({ phase: 'sent' });
    clock.pass(1);
    expect(flow.step).toMatchObject({ phase: 'slow' });
    answer.arrive(changed(booked));
    await confirmed;
    expect(flow.step.at).toBe('booked');
  });

  test('is not cut off by the end of the hold', async () => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(heldUntil);
    const answer = onItsWay<ChangeAnswer>();
    ehr.bookAppointment.answers(answer.promise);
    const { flow, clock } = bookingWith(ehr);
    await flow.choose(time);
    clock.pass(10 * minutes - 1);
    const confirmed = flow.confirm();
    clock.pass(2 * minutes);
    expect(flow.step.at).toBe('confirming');
    answer.arrive(changed(booked));
    await confirmed;
    expect(flow.step.at).toBe('booked');
  });
});

describe('[B9] a confirmation whose answer was lost', () => {
  test('says that it looks the booking up, and goes on saying so, and sends nothing again', async () => {
    const ehr = scriptedEhr();
    ehr.bookAppointment.answers(failed('no-answer'));
    const { flow, clock, changes } = bookingWith(ehr);
    await flow.choose(time);
    const seen: unknown[] = [];
    const look = (list: ReturnType<typeof listed>) => () => {
      seen.push(flow.step.at === 'confirming' && flow.step.phase);
      return list;
    };
    ehr.listAppointments.answers(look(listed([])), look(listed([])), look(listed([booked])));
    await flow.confirm();
    expect(seen).toEqual(['reading-back', 'reading-back', 'reading-back']);
    expect(clock.waits).toEqual([2_000, 5_000]);
    expect(flow.step).toEqual({ at: 'booked', appointment: booked });
    expect(ehr.bookAppointment.calls).toHaveLength(1);
    expect(changes()).toBe(1);
  });

  test('ends on a page that says that nobody knows, when the EHR cannot be read', async () => {
    const ehr = scriptedEhr();
    ehr.bookAppointment.answers(failed('no-answer'));
    ehr.listAppointments.answers(failed('no-answer'));
    const { flow, changes, lost } = bookingWith(ehr);
    await flow.choose(time);
    flow.comment = 'My knee hurts';
    await flow.confirm();
    expect(flow.step).toEqual({ at: 'unknown', time });
    expect(flow.comment).toBe('My knee hurts');
    expect(changes()).toBe(1);
    expect(lost).toEqual([]);
    await flow.confirm();
    expect(ehr.bookAppointment.calls).toHaveLength(1);
  });

  test('is looked up, and sent only where it is not booked, when the patient chooses the same time again', async () => {
    const ehr = scriptedEhr({ hold: false });
    ehr.bookAppointment.answers(failed('no-answer'));
    ehr.listAppointments.answers(failed('no-answer'));
    const { flow } = bookingWith(ehr);
    const again = async (chosen = time) => {
      flow.startOver();
      await flow.choose(chosen);
      await flow.confirm();
    };
    await again();
    expect(flow.step).toEqual({ at: 'unknown', time });
    await again();
    expect(flow.step).toEqual({ at: 'unknown', time });
    expect(ehr.bookAppointment.calls).toHaveLength(1);
    const visit = madeOf(time, 'booked', { id: 'visit' });
    ehr.listAppointments.answers(listed([visit]));
    await again();
    expect(flow.step).toEqual({ at: 'booked', appointment: visit });
    expect(ehr.bookAppointment.calls).toHaveLength(1);
    const other = openTime('2026-02-12T14:00:00Z');
    ehr.bookAppointment.answers(changed(madeOf(other, 'booked')));
    await again(other);
    expect(ehr.bookAppointment.calls).toHaveLength(2);
    expect(ehr.log.at(-1)).toBe('bookAppointment');
  });

  test('is shown as a request where it waits for the clinic, although times are kept', async () => {
    const ehr = scriptedEhr();
    const waiting = madeOf(time, 'proposed', { id: held.id });
    ehr.bookAppointment.answers(failed('no-answer'));
    ehr.listAppointments.answers(listed([waiting]));
    const { flow } = bookingWith(ehr);
    await flow.choose(time);
    await flow.confirm();
    expect(flow.step).toEqual({ at: 'requested', appointment: waiting });
    expect(ehr.bookAppointment.calls).toHaveLength(1);
  });
});

test('a booking that waits for the clinic is shown as a request, and its words are not kept for the next', async () => {
  const ehr = scriptedEhr();
  const waiting = madeOf(time, 'proposed');
  ehr.bookAppointment.answers(changed(waiting));
  const { flow, changes } = bookingWith(ehr);
  await flow.choose(time);
  flow.comment = 'My knee hurts';
  await flow.confirm();
  expect(flow.step).toEqual({ at: 'requested', appointment: waiting });
  expect(flow.comment).toBe('');
  expect(changes()).toBe(1);
});

describe('leaving', () => {
  test('for another time gives the hold back, and then the patient’s list is read again', async () => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(heldUntil);
    const { flow, changes, clock } = bookingWith(ehr);
    await flow.choose(time);
    flow.comment = 'My knee hurts';
    flow.chooseAnother();
    expect(flow.step).toEqual({ at: 'choosing', lost: undefined });
    expect(changes()).toBe(0);
    await settled();
    expect(ehr.releaseHold.calls).toEqual([[{ appointment: held, until }]]);
    expect(changes()).toBe(1);
    expect(clock.pending()).toBe(0);
    expect(flow.comment).toBe('My knee hurts');
  });

  test('where nothing is held releases nothing', async () => {
    const ehr = scriptedEhr({ hold: false });
    const { flow } = bookingWith(ehr);
    await flow.choose(time);
    flow.chooseAnother();
    await settled();
    expect(ehr.releaseHold.calls).toEqual([]);
  });

  test('is not kept waiting by a release that fails', async () => {
    const ehr = scriptedEhr();
    ehr.releaseHold.answers(failed('server-error'));
    const { flow } = bookingWith(ehr);
    await flow.choose(time);
    flow.chooseAnother();
    await flow.choose(another);
    expect(flow.step).toMatchObject({ at: 'checking', time: another });
    await settled();
    expect(flow.step).toMatchObject({ at: 'checking', time: another });
  });

  test.each([
    ['booked meanwhile, from another tab,', ok({ ...held, status: 'booked' } as const)],
    ['given back already', ok({ ...held, status: 'cancelled' } as const)],
    ['not to be read', failed('no-answer')],
  ])('a time that is %s is left alone', async (_, read) => {
    const ehr = scriptedEhr();
    const { flow, changes } = bookingWith(ehr);
    await flow.choose(time);
    ehr.readAppointment.answers(read);
    flow.chooseAnother();
    await settled();
    expect(ehr.readAppointment.calls).toEqual([[held.id]]);
    expect(ehr.releaseHold.calls).toEqual([]);
    expect(changes()).toBe(1);
  });

  test('gives a time back in the version that the EHR has of it now', async () => {
    const ehr = scriptedEhr();
    const { flow } = bookingWith(ehr);
    await flow.choose(time);
    const now = { ...held, versionId: '2' };
    ehr.readAppointment.answers(ok(now));
    flow.chooseAnother();
    await settled();
    expect(ehr.releaseHold.calls).toMatchObject([[{ appointment: now }]]);
  });

  test('a page with nothing more to do starts over; one that is being checked stays', async () => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(refused, changed(held));
    const { flow } = bookingWith(ehr);
    await flow.choose(time);
    flow.startOver();
    expect(flow.step).toEqual({ at: 'choosing', lost: undefined });
    await flow.choose(time);
    flow.startOver();
    expect(flow.step.at).toBe('checking');
    await flow.confirm();
    flow.startOver();
    expect(flow.step).toEqual({ at: 'choosing', lost: undefined });
  });
});
