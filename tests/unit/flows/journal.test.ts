import { describe, expect, test } from 'vitest';

import { Intent } from '../../../src/flows/journal.ts';
import { readIntentions } from '../../../src/scheduling/read-intentions.ts';
import { testClock } from '../../support/clock.ts';
import { minutes, monday, openTime } from '../../support/fixtures.ts';
import { intentionOf, standing, testJournal } from '../../support/journal.ts';

const time = openTime('2026-02-10T14:00:00Z');
const another = openTime('2026-02-11T14:00:00Z');

describe('a change that goes on', () => {
  const intent = () => {
    const journal = testJournal();
    const clock = testClock(monday);
    return { journal, clock, intent: new Intent(journal, clock.now) };
  };

  test('[B9] is one entry, written over at every step and young again each time', () => {
    const { journal, clock, intent: booking } = intent();
    booking.note('hold', 'holding', time, {});
    clock.pass(1 * minutes);
    booking.note('hold', 'held', time, { appointment: 'held' });
    clock.pass(9 * minutes);
    booking.note('book', 'sent', time, { appointment: 'held', replaces: 'old' });
    expect(journal.written.map(({ kind, step, startedAt }) => [kind, step, startedAt])).toEqual([
      ['hold', 'holding', monday],
      ['hold', 'held', monday + 1 * minutes],
      ['book', 'sent', monday + 10 * minutes],
    ]);
    expect(new Set(journal.written.map(({ id }) => id)).size).toBe(1);
    expect(journal.all()).toEqual([
      {
        id: journal.written[0]?.id,
        kind: 'book',
        step: 'sent',
        startedAt: monday + 10 * minutes,
        start: time.start,
        practitioners: ['Practitioner/chen'],
        locations: ['Location/east'],
        appointment: 'held',
        replaces: 'old',
      },
    ]);
  });

  test('is gone once the truth is known, and the next change is another entry', () => {
    const { journal, intent: booking } = intent();
    booking.note('book', 'sent', time, {});
    booking.settle();
    expect(journal.all()).toEqual([]);
    booking.note('book', 'sent', another, {});
    expect(journal.all()).toHaveLength(1);
    expect(journal.all()[0]?.id).not.toBe(journal.written[0]?.id);
  });

  test('[B9] of which nobody knows the truth stays, and the next change is another entry', () => {
    const { journal, clock, intent: booking } = intent();
    booking.note('book', 'sent', time, {});
    booking.leave();
    clock.pass(1 * minutes);
    booking.note('hold', 'holding', time, {});
    expect(standing(journal)).toEqual(['book sent', 'hold holding']);
    booking.settle();
    expect(standing(journal)).toEqual(['book sent']);
  });

  test('leaves the entries of other changes alone', () => {
    const left = intentionOf('cancel', 'sent', another);
    const journal = testJournal(left);
    const booking = new Intent(journal, testClock(monday).now);
    booking.settle();
    booking.note('book', 'sent', time, {});
    booking.settle();
    booking.settle();
    expect(journal.all()).toEqual([left]);
  });

  test('[B20] of an earlier page goes on under the id that it had', () => {
    const left = intentionOf('hold', 'held', time);
    const journal = testJournal(left);
    const booking = new Intent(journal, testClock(monday).now);
    booking.adopt(left);
    booking.note('book', 'sent', time, { appointment: 'held' });
    expect(journal.all()).toMatchObject([{ id: left.id, kind: 'book', startedAt: monday }]);
    booking.settle();
    expect(journal.all()).toEqual([]);
  });

  test('[B20] is read by the next page as it was written by the last', () => {
    const { journal, clock, intent: booking } = intent();
    booking.note('reschedule', 'sent', time, { appointment: 'held', replaces: 'old' });
    const stored: unknown = JSON.parse(JSON.stringify(journal.entries()));
    const next = { ...journal, entries: () => stored as ReturnType<typeof journal.entries> };
    expect(readIntentions(next, clock.now)).toEqual(journal.written);
  });

  test('[B26] names neither the patient nor the clinician, and has no word of the visit', () => {
    const { journal, intent: booking } = intent();
    booking.note('book', 'sent', { ...time, patients: ['Patient/maya'] }, { appointment: 'held' });
    const text = JSON.stringify(journal.all());
    for (const word of ['maya', 'Chen', 'East Clinic', 'Follow-up'])
      expect(text).not.toContain(word);
  });
});
