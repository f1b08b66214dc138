import { describe, expect, test } from 'vitest';

import type { Intention } from '../../../src/scheduling/intention.ts';
import { isSameTime } from '../../../src/scheduling/judge.ts';
import type { Journal } from '../../../src/scheduling/ports.ts';
import {
  factsIn,
  mostPressing,
  parseIntention,
  readIntentions,
} from '../../../src/scheduling/read-intentions.ts';
import {
  atEast,
  atWest,
  days,
  drChen,
  drOkafor,
  hours,
  minutes,
  monday,
  openTime,
} from '../../support/fixtures.ts';

const time = openTime('2026-02-10T14:00:00Z');
const cancelling: Intention = {
  id: 'i-1',
  kind: 'cancel',
  step: 'sent',
  startedAt: monday,
  start: time.start,
  practitioners: [drChen.reference],
  locations: [atEast.reference],
  appointment: 'visit-1',
  replaces: undefined,
};
const intention = (more: Partial<Intention>): Intention => ({ ...cancelling, ...more });

/** Reads a journal in which this was found. */
function readAt(now: number, found: Readonly<Record<string, unknown>>) {
  const entries = new Map(Object.entries(found));
  const journal: Journal = {
    entries: () => [...entries],
    put: (id, value) => void entries.set(id, value),
    remove: (id) => void entries.delete(id),
  };
  const left = readIntentions(journal, () => now);
  return { left, stay: [...entries.keys()] };
}

describe('how long an intention matters', () => {
  test.each([
    ['look', 15 * minutes],
    ['hold', 60 * minutes],
    ['book', 24 * hours],
    ['cancel', 24 * hours],
    ['reschedule', 24 * hours],
  ] as const)('a %s that was begun matters for %i ms, and no longer', (kind, longest) => {
    const begun = intention({ kind });
    const at = (age: number) => readAt(monday + age, { 'i-1': begun });
    for (const age of [0, longest]) expect(at(age)).toEqual({ left: [begun], stay: ['i-1'] });
    expect(at(longest + 1)).toEqual({ left: [], stay: [] });
  });

  test.each(['look', 'hold', 'book', 'cancel', 'reschedule'] as const)(
    'a %s that begins in ten minutes was written before the clock was set back',
    (kind) => {
      const begun = intention({ kind });
      const at = (early: number) => readAt(monday - early, { 'i-1': begun });
      for (const early of [1, 10 * minutes])
        expect(at(early)).toEqual({ left: [begun], stay: ['i-1'] });
      expect(at(10 * minutes + 1)).toEqual({ left: [], stay: [] });
    },
  );

  test('one that begins tomorrow was written by a clock that nobody can trust', () => {
    expect(readAt(monday - 1 * days, { 'i-1': cancelling })).toEqual({ left: [], stay: [] });
  });
});

describe('a journal', () => {
  test('is read oldest first', () => {
    const [first, second] = [
      intention({ id: 'z', startedAt: monday - 2 * minutes }),
      intention({ id: 'a', startedAt: monday - 1 * minutes }),
    ];
    expect(readAt(monday, { a: second, z: first }).left).toEqual([first, second]);
  });

  test('loses what makes no sense, and what stands under another name, and keeps the rest', () => {
    const found = { 'i-1': cancelling, 'i-2': cancelling, 'i-3': 'cancel', 'i-4': { id: 'i-4' } };
    expect(readAt(monday, found)).toEqual({ left: [cancelling], stay: ['i-1'] });
  });
});

describe('where the patient goes on', () => {
  const held = intention({ id: 'held', kind: 'hold', step: 'held' });
  const later = intention({ id: 'later', kind: 'hold', step: 'holding' });
  const booking = intention({ id: 'booking', kind: 'book' });
  const moving = intention({ id: 'moving', kind: 'reschedule' });

  test.each([
    ['nothing where nothing was begun', [], undefined],
    ['the last hold where nothing was sent', [held, later], later],
    ['a booking before any hold, also one that was begun later', [held, booking, later], booking],
    ['the last of two changes that were sent', [moving, cancelling, held], cancelling],
  ])('is %s', (_, left, expected) => {
    expect(mostPressing(left)).toBe(expected);
  });
});

describe('what the journal knows of a time', () => {
  test('is enough to find the time again, and to tell it from another', () => {
    const known = factsIn(cancelling);
    expect(isSameTime(known, time)).toBe(true);
    expect(isSameTime(known, openTime(time.start, { practitioners: [drOkafor] }))).toBe(false);
    expect(isSameTime(known, openTime(time.start + minutes))).toBe(false);
    const placed = factsIn(intention({ practitioners: [] }));
    expect(isSameTime(placed, openTime(time.start, { locations: [atWest] }))).toBe(false);
  });

  test('is no more than that', () => {
    expect(factsIn(cancelling)).toMatchObject({
      end: time.start,
      patients: [],
      practitioners: [{ reference: 'Practitioner/chen', display: undefined }],
      visitType: undefined,
      resource: undefined,
    });
  });
});

describe('what was written earlier', () => {
  const stored = (value: object): unknown => JSON.parse(JSON.stringify(value)) as unknown;
  const kinds = ['hold', 'book', 'cancel', 'reschedule'] as const;
  const steps = ['holding', 'held', 'sent'] as const;

  test.each(kinds.flatMap((kind) => steps.map((step) => [kind, step] as const)))(
    'is read as it was: %s, %s',
    (kind, step) => {
      const nameless = kind === 'cancel' ? {} : { appointment: undefined };
      for (const more of [nameless, { replaces: 'visit-0' }, { startedAt: 0 }]) {
        const written = intention({ kind, step, ...more });
        expect(parseIntention(stored(written))).toEqual(written);
      }
    },
  );

  test('by a version that knew neither clinicians nor places names nobody', () => {
    const { practitioners: _, locations: __, ...older } = cancelling;
    expect(parseIntention(stored(older))).toEqual({
      ...cancelling,
      practitioners: [],
      locations: [],
    });
  });

  test('by a version that knew more is read without it', () => {
    expect(parseIntention(stored({ ...cancelling, name: 'Maya Lopez' }))).toEqual(cancelling);
  });

  test.each([undefined, null, 7, 'cancel', [], {}])('makes no sense as %j', (value) => {
    expect(parseIntention(value)).toBeUndefined();
  });

  test.each([
    { id: undefined },
    { id: 7 },
    { kind: 'pay' },
    { kind: undefined },
    { step: 'done' },
    { step: undefined },
    { startedAt: '2026-02-02' },
    { startedAt: null },
    { startedAt: 8.64e15 + 1 },
    { start: -8.64e15 - 1 },
    { start: 1e300 },
    { start: undefined },
    { practitioners: 'Practitioner/chen' },
    { practitioners: [7] },
    { locations: [null] },
    { locations: { 0: 'Location/east' } },
    { appointment: 7 },
    { appointment: null },
    { replaces: {} },
  ])('makes no sense with %j', (more) => {
    expect(parseIntention(stored({ ...cancelling, ...more }))).toBeUndefined();
  });

  test.each([NaN, Infinity, -Infinity])('makes no sense at the instant %d', (instant) => {
    expect(parseIntention({ ...cancelling, startedAt: instant })).toBeUndefined();
    expect(parseIntention({ ...cancelling, start: instant })).toBeUndefined();
  });

  test.each(steps)('makes no sense as a cancellation of nobody knows what (%s)', (step) => {
    const written = intention({ step, appointment: undefined, replaces: 'visit-0' });
    expect(parseIntention(stored(written))).toBeUndefined();
    expect(readAt(monday, { 'i-1': stored(written) })).toEqual({ left: [], stay: [] });
  });
});
