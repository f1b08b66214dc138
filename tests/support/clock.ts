import type { Later } from '../../src/flows/sign-in.svelte.ts';
import type { Instant } from '../../src/scheduling/model.ts';
import type { Clock } from '../../src/scheduling/ports.ts';
import type { Wait } from '../../src/scheduling/reconcile-booking.ts';

/** A clock that moves when the test says so, with what is to happen later. */
export interface TestClock {
  readonly now: Clock;
  readonly later: Later;
  /** Passes at once, on this clock. */
  readonly wait: Wait;
  /** How long was waited, each time. */
  readonly waits: number[];
  /** Lets time pass; what falls due happens in order. */
  pass(milliseconds: number): void;
  /** How much is still to happen. */
  pending(): number;
}

export function testClock(start: Instant): TestClock {
  let time = start;
  let planned: { readonly due: Instant; readonly run: () => void }[] = [];
  const waits: number[] = [];
  const pass = (milliseconds: number) => {
    const until = time + milliseconds;
    for (;;) {
      const next = planned
        .filter(({ due }) => due <= until)
        .sort((one, other) => one.due - other.due)[0];
      if (next === undefined) break;
      planned = planned.filter((plan) => plan !== next);
      time = Math.max(time, next.due);
      next.run();
    }
    time = until;
  };
  return {
    now: () => time,
    later: (milliseconds, run) => {
      const plan = { due: time + milliseconds, run };
      planned.push(plan);
      return () => {
        planned = planned.filter((other) => other !== plan);
      };
    },
    wait: async (milliseconds) => {
      waits.push(milliseconds);
      await Promise.resolve();
      pass(milliseconds);
    },
    waits,
    pass,
    pending: () => planned.length,
  };
}

/** A session of which the EHR does not say when it ends, and that cannot be renewed. */
export const steadySignIn = { endsAt: () => undefined, renew: () => Promise.resolve(false) };
