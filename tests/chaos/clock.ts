import type { Instant } from '../../src/scheduling/model.ts';

/** Whatever waits for time: a page, whose timers end with it, or the world outside. */
export type Owner = object;

interface Plan {
  readonly due: Instant;
  readonly owner: Owner;
  /** Somebody does nothing until this comes: the app between two readings. */
  readonly awaited: boolean;
  readonly run: () => void;
}

/** Time goes by only when a run says so, and then what falls due happens in order, each to its end. */
export class VirtualClock {
  readonly #start: Instant;
  #time: Instant;
  #plans: readonly Plan[] = [];

  constructor(start: Instant) {
    this.#start = start;
    this.#time = start;
  }

  readonly now = (): Instant => this.#time;

  plan(milliseconds: number, owner: Owner, run: () => void, awaited = false): () => void {
    const plan: Plan = { due: this.#time + Math.max(0, milliseconds), owner, awaited, run };
    this.#plans = [...this.#plans, plan];
    return () => {
      this.#plans = this.#plans.filter((other) => other !== plan);
    };
  }

  wait(milliseconds: number, owner: Owner): Promise<void> {
    return new Promise((resolve) => {
      this.plan(milliseconds, owner, resolve, true);
    });
  }

  /** A page that is gone waits for nothing. */
  forget(owner: Owner): void {
    this.#plans = this.#plans.filter((plan) => plan.owner !== owner);
  }

  /** When the next thing is due that somebody does nothing without. */
  nextAwaited(): Instant | undefined {
    return soonest(this.#plans.filter(({ awaited }) => awaited))?.due;
  }

  /** The last thing that is due and that belongs to `owner`. */
  lastOf(owner: Owner): Instant | undefined {
    const due = this.#plans.filter((plan) => plan.owner === owner).map((plan) => plan.due);
    return due.length === 0 ? undefined : Math.max(...due);
  }

  /** @param done waits until what has just happened is over */
  async passUntil(until: Instant, done: () => Promise<void>): Promise<void> {
    for (;;) {
      const next = soonest(this.#plans);
      if (next === undefined || next.due > until) break;
      this.#plans = this.#plans.filter((plan) => plan !== next);
      this.#time = Math.max(this.#time, next.due);
      next.run();
      await done();
    }
    this.#time = Math.max(this.#time, until);
  }

  /** As at first, for the next run. */
  startAgain(): void {
    this.#time = this.#start;
    this.#plans = [];
  }
}

/** Of plans for one moment, the one that was made first. */
function soonest(plans: readonly Plan[]): Plan | undefined {
  return plans.reduce<Plan | undefined>(
    (first, plan) => (first === undefined || plan.due < first.due ? plan : first),
    undefined,
  );
}
