import type { Instant } from '../scheduling/model.ts';
import type { Clock } from '../scheduling/ports.ts';
import type { Later } from './sign-in.svelte.ts';

/** Longer than this no browser counts. */
const longest = 24 * 3_600_000;

/**
 * Waits until the first of some times has begun: a page may stay open for hours, and what is past cannot be booked.
 * @param times soonest first
 * @param onPassed told which are left, and which have gone
 * @returns ends the waiting
 */
export function whenFirstPasses<Time extends { readonly start: Instant }>(
  times: readonly Time[],
  now: Clock,
  later: Later,
  onPassed: (left: readonly Time[], gone: readonly Time[]) => void,
): () => void {
  const [first] = times;
  if (first === undefined) return () => undefined;
  let stop: () => void = () => undefined;
  const wait = (): void => {
    stop = later(Math.min(Math.max(first.start - now(), 0), longest), () => {
      const present = now();
      if (first.start > present) wait();
      else
        onPassed(
          times.filter(({ start }) => start > present),
          times.filter(({ start }) => start <= present),
        );
    });
  };
  wait();
  return () => {
    stop();
  };
}
