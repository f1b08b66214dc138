import { factsOf, looksMatterFor, type Intention } from '../scheduling/intention.ts';
import type { Appointment, AppointmentFacts } from '../scheduling/model.ts';
import type { Clock, Journal } from '../scheduling/ports.ts';

interface JournalPorts {
  readonly journal: Journal;
  readonly now: Clock;
}

/** A patient looks at one visit at a time. */
const look = 'look';

/**
 * Makes the next launch of this tab show a visit, if nothing is more pressing.
 * @param id of the Appointment
 * @param seen as it is on screen, if it is
 */
export function lookAt(id: string, { journal, now }: JournalPorts, seen?: AppointmentFacts): void {
  const startedAt = now();
  const unknown = { start: startedAt, practitioners: [], locations: [] };
  journal.put(look, {
    id: look,
    kind: 'look',
    step: seen === undefined ? 'wanted' : 'seen',
    startedAt,
    ...(seen === undefined ? unknown : factsOf(seen)),
    appointment: id,
    replaces: undefined,
  });
}

/** Whether nothing is left but a visit that was on screen; one of long ago is forgotten. */
export function isOnlyLook({ journal, now }: JournalPorts): boolean {
  const entries = journal.entries();
  const [, left] = entries.find(([id]) => id === look) ?? [];
  const { startedAt } = Object(left) as Partial<Intention>;
  const matters = now() - Number(startedAt) <= looksMatterFor;
  if (!matters) journal.remove(look);
  return matters && entries.length === 1;
}

/** What one flow is about to change, written over as it goes on: a page has one such thing at a time. */
export class Intent {
  readonly #journal: Journal;
  readonly #now: Clock;
  #id: string | undefined;

  constructor(journal: Journal, now: Clock) {
    this.#journal = journal;
    this.#now = now;
  }

  /** Call it before the change is sent. */
  note(
    kind: Intention['kind'],
    step: Intention['step'],
    time: AppointmentFacts,
    { appointment, replaces }: { appointment?: string | undefined; replaces?: string | undefined },
  ): void {
    const startedAt = this.#now();
    const facts = factsOf(time);
    const id = (this.#id ??= `${String(startedAt)}-${String(facts.start)}`);
    this.#journal.put(id, { id, kind, step, startedAt, ...facts, appointment, replaces });
  }

  /** Goes on with one that an earlier page has written. */
  adopt({ id }: Intention): void {
    this.#id = id;
  }

  /** The patient goes on. Where the truth is not known, what was written stays for the next launch. */
  leave(): void {
    this.#journal.remove(look);
    this.#id = undefined;
  }

  /** The truth is known, and on screen: a page that is loaded again comes back to it. */
  show(visit: Appointment): void {
    this.settle();
    lookAt(visit.id, { journal: this.#journal, now: this.#now }, visit);
  }

  /** The truth is known, and the patient was told. */
  settle(): void {
    if (this.#id !== undefined) this.#journal.remove(this.#id);
    this.leave();
  }
}
