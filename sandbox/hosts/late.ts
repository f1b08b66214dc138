import type { Clock } from '../types.ts';

interface Late {
  readonly dueAt: number;
  readonly act: () => Promise<unknown>;
}

/** Requests whose senders have gone, and on which the EHR is yet to act. */
export class LateRequests {
  readonly #clock: Clock;
  #waiting: Late[] = [];
  #running: Promise<unknown> = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(milliseconds: number, act: () => Promise<unknown>): void {
    this.#waiting.push({ dueAt: this.#clock() + milliseconds, act });
  }

  clear(): void {
    this.#waiting = [];
  }

  /**
   * Acts on those whose time has come, one after the other, and after those of an earlier call.
   * @returns how many there were.
   */
  run(): Promise<number> {
    const now = this.#clock();
    const due = this.#waiting
      .filter(({ dueAt }) => dueAt <= now)
      .sort((one, other) => one.dueAt - other.dueAt);
    this.#waiting = this.#waiting.filter((late) => !due.includes(late));
    const done = this.#running.then(async () => {
      // Nobody hears how it went.
      for (const { act } of due) await act().catch(() => undefined);
      return due.length;
    });
    this.#running = done;
    return done;
  }
}
