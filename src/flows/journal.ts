import { factsOf, type Intention } from '../scheduling/intention.ts';
import type { AppointmentFacts } from '../scheduling/model.ts';
import type { Clock, Journal } from '../scheduling/ports.ts';

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

  /** The patient goes on, and the truth is not known: what was written stays for the next launch. */
  leave(): void {
    this.#id = undefined;
  }

  /** The truth is known, and the patient was told. */
  settle(): void {
    if (this.#id !== undefined) this.#journal.remove(this.#id);
    this.#id = undefined;
  }
}
