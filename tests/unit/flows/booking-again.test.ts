import { describe, expect, test } from 'vitest';

import { days, errorNotice, minutes, monday, openTime } from '../../support/fixtures.ts';
import { standing } from '../../support/journal.ts';
import { changed, failed, found, listed, madeOf, scriptedEhr } from '../../support/scripted-ehr.ts';
import { bookingWith } from './booking-harness.ts';

const time = openTime('2026-02-10T14:00:00Z');
/** The same hour with the same doctor, as another answer of the EHR names it. */
const renamed = openTime(time.start, { key: 'renamed', id: 'renamed' });
const near = openTime(time.start + 1 * days);
const held = madeOf(time, 'pending');
const until = monday + 10 * minutes;
const taken = failed('conflict', [errorNotice]);

/** A time was held, and its end has come while Maya was typing. */
async function expired() {
  const ehr = scriptedEhr();
  ehr.holdAppointment.answers(changed(held, [], until));
  const under = bookingWith(ehr);
  await under.flow.choose(time);
  under.flow.comment = 'My knee hurts';
  under.clock.pass(10 * minutes);
  expect(under.flow.step).toEqual({ at: 'expired', time });
  return { ehr, ...under };
}

describe('a time whose hold has ended', () => {
  test('is kept again under its own name, and nothing is searched', async () => {
    const { ehr, flow } = await expired();
    ehr.holdAppointment.answers(changed(held, [], until + 20 * minutes));
    await flow.choose(time);
    expect(ehr.holdAppointment.calls).toEqual([[time], [time]]);
    expect(ehr.findAppointments.calls).toEqual([]);
    expect(flow.step).toMatchObject({ at: 'checking', time, hold: { appointment: held } });
  });

  test('is kept again where it is open under another name, and counts as no loss', async () => {
    const { ehr, flow, journal, lost, held: goesOn } = await expired();
    const again = madeOf(renamed, 'pending');
    ehr.holdAppointment.answers(taken, changed(again));
    const seen: (readonly string[])[] = [];
    ehr.findAppointments.answers(() => {
      seen.push(standing(journal));
      return found([near, renamed]);
    });
    await flow.choose(time);
    expect(ehr.holdAppointment.calls).toEqual([[time], [time], [renamed]]);
    expect(flow.step).toMatchObject({
      at: 'checking',
      time: renamed,
      hold: { appointment: again },
      note: undefined,
    });
    expect(goesOn).toEqual([time, renamed]);
    expect(lost).toEqual([]);
    expect(flow.lostInARow).toBe(0);
    expect(seen).toEqual([['hold holding']]);
    expect(journal.all()).toMatchObject([{ step: 'held', appointment: again.id }]);
  });

  test('and that is gone is told together with the nearest that is open', async () => {
    const { ehr, flow, journal, lost } = await expired();
    const farther = openTime(time.start - 2 * days);
    ehr.holdAppointment.answers(taken);
    ehr.findAppointments.answers(found([farther, near]));
    await flow.choose(time);
    expect(flow.step).toEqual({
      at: 'choosing',
      lost: { time, failure: { kind: 'taken', notices: [errorNotice] }, nearest: near },
    });
    // The nearest is only offered: it is the patient who takes it.
    expect(ehr.holdAppointment.calls).toEqual([[time], [time]]);
    expect(lost).toEqual([time]);
    expect(flow.lostInARow).toBe(1);
    expect(standing(journal)).toEqual([]);
  });

  test.each([
    ['nothing near is open', found([])],
    ['the search fails', failed('no-answer')],
  ])('and that is gone is told alone where %s', async (_, searched) => {
    const { ehr, flow } = await expired();
    ehr.holdAppointment.answers(taken);
    ehr.findAppointments.answers(searched);
    await flow.choose(time);
    expect(flow.step).toMatchObject({ at: 'choosing', lost: { time, nearest: undefined } });
  });

  test('[B10] is not asked for a third time where the other name is refused as well', async () => {
    const { ehr, flow, journal, lost } = await expired();
    ehr.holdAppointment.answers(taken);
    ehr.findAppointments.answers(found([renamed]));
    await flow.choose(time);
    expect(ehr.holdAppointment.calls).toEqual([[time], [time], [renamed]]);
    expect(flow.step).toMatchObject({
      at: 'choosing',
      lost: { time: renamed, failure: { kind: 'taken' }, nearest: undefined },
    });
    expect(lost).toEqual([renamed]);
    expect(flow.lostInARow).toBe(1);
    expect(standing(journal)).toEqual([]);
  });

  test('[B10] is not asked for again under the name that was just refused', async () => {
    const { ehr, flow } = await expired();
    ehr.holdAppointment.answers(taken);
    ehr.findAppointments.answers(found([time, near]));
    await flow.choose(time);
    expect(ehr.holdAppointment.calls).toEqual([[time], [time]]);
    // Nor is it told as the nearest that is open.
    expect(flow.step).toMatchObject({
      at: 'choosing',
      lost: { failure: { kind: 'taken' }, nearest: undefined },
    });
  });

  test.each(['too-busy', 'session-ended', 'not-permitted'] as const)(
    'and that fails with %s is no reason to search',
    async (kind) => {
      const { ehr, flow } = await expired();
      ehr.holdAppointment.answers(failed(kind));
      await flow.choose(time);
      expect(flow.step).toMatchObject({ at: 'choosing', lost: { failure: { kind } } });
      expect(ehr.findAppointments.calls).toEqual([]);
    },
  );

  test('twice, by a double click, is asked for once', async () => {
    const { ehr, flow } = await expired();
    ehr.holdAppointment.answers(changed(held));
    await Promise.all([flow.choose(time), flow.choose(time)]);
    expect(ehr.holdAppointment.calls).toHaveLength(2);
  });
});

test('a time that is taken at the first press is told at once, and nothing is searched', async () => {
  const ehr = scriptedEhr();
  ehr.holdAppointment.answers(taken);
  const { flow } = bookingWith(ehr);
  await flow.choose(time);
  expect(flow.step).toMatchObject({ at: 'choosing', lost: { time, nearest: undefined } });
  expect(ehr.findAppointments.calls).toEqual([]);
});

describe('[B20] what the patient has typed', () => {
  const words = 'My knee hurts';

  test.each(['conflict', 'too-busy', 'session-ended', 'no-answer', 'server-error'] as const)(
    'stays when an ended time is not kept again: %s',
    async (kind) => {
      const { ehr, flow } = await expired();
      ehr.holdAppointment.answers(failed(kind));
      await flow.choose(time);
      expect(flow.step.at).toBe('choosing');
      expect(flow.comment).toBe(words);
    },
  );

  test.each(['conflict', 'session-ended', 'no-answer'] as const)(
    'stays when the time is not kept longer: %s',
    async (kind) => {
      const ehr = scriptedEhr();
      ehr.extendHold.answers(failed(kind));
      const { flow } = bookingWith(ehr);
      await flow.choose(time);
      flow.comment = words;
      await flow.keepLonger();
      expect(flow.comment).toBe(words);
    },
  );

  test.each([
    ...(['conflict', 'not-found', 'not-permitted', 'not-supported', 'rejected'] as const),
    ...(['too-busy', 'session-ended', 'no-answer', 'server-error', 'unreadable'] as const),
  ])('stays when the booking fails, and goes with the next that is sent: %s', async (kind) => {
    for (const reading of [listed([]), listed([held]), failed('no-answer')]) {
      const ehr = scriptedEhr();
      ehr.bookAppointment.answers(failed(kind));
      ehr.listAppointments.answers(reading);
      const { flow } = bookingWith(ehr);
      await flow.choose(time);
      flow.comment = words;
      await flow.confirm();
      expect(flow.step.at).not.toBe('booked');
      expect(flow.comment).toBe(words);
      flow.chooseAnother();
      flow.startOver();
      ehr.bookAppointment.answers(changed(madeOf(near, 'booked')));
      await flow.choose(near);
      await flow.confirm();
      expect(ehr.bookAppointment.calls.at(-1)?.[0].comment).toBe(words);
      expect(flow.comment).toBe('');
    }
  });
});
