import { factsOf, type Intention } from '../../src/scheduling/intention.ts';
import type { AppointmentFacts } from '../../src/scheduling/model.ts';
import type { Journal } from '../../src/scheduling/ports.ts';
import { minutes, monday } from './fixtures.ts';

/** A journal in memory. */
export interface TestJournal extends Journal {
  /** Every change that was ever written, in order. */
  readonly written: readonly Intention[];
  /** What stands in it now about changes. */
  all(): readonly Intention[];
  /** The visit that a page which is loaded again comes back to. */
  looksAt(): string | undefined;
}

export function testJournal(...left: readonly Intention[]): TestJournal {
  const entries = new Map(left.map((intention) => [intention.id, intention]));
  const written: Intention[] = [];
  return {
    written,
    all: () => [...entries.values()].filter(({ kind }) => kind !== 'look'),
    looksAt: () => [...entries.values()].find(({ kind }) => kind === 'look')?.appointment,
    entries: () => [...entries],
    put: (id, intention) => {
      if (intention.kind !== 'look') written.push(intention);
      entries.set(id, intention);
    },
    remove: (id) => {
      entries.delete(id);
    },
  };
}

/** What a page wrote about a time five minutes before this morning began, unless told otherwise. */
export function intentionOf(
  kind: Intention['kind'],
  step: Intention['step'],
  time: AppointmentFacts,
  more: Partial<Intention> = {},
): Intention {
  return {
    id: `left-${kind}`,
    kind,
    step,
    startedAt: monday - 5 * minutes,
    ...factsOf(time),
    appointment: undefined,
    replaces: undefined,
    ...more,
  };
}

/** What stands in a journal, each in two words. */
export const standing = (journal: TestJournal): readonly string[] =>
  journal.all().map(({ kind, step }) => `${kind} ${step}`);
