const signsOfLife = ['pointerdown', 'keydown', 'input', 'scroll'] as const;

export interface Idle {
  /** Epoch milliseconds of the last touch, key or scroll; before the first, of the beginning. */
  lastActive(): number;
}

/**
 * Runs once after so long without a touch, a key or a scroll: the next person at this screen may be another.
 * @param milliseconds a function where it can change; it is asked again each time they are over
 * @param now epoch milliseconds
 */
export function whenIdle(
  page: Pick<Window, 'addEventListener' | 'setTimeout'>,
  milliseconds: number | (() => number),
  now: () => number,
  run: () => void,
): Idle {
  let last = now();
  for (const sign of signsOfLife) {
    page.addEventListener(sign, () => (last = now()), { capture: true, passive: true });
  }
  const look = (): void => {
    const allowed = typeof milliseconds === 'number' ? milliseconds : milliseconds();
    const left = last + allowed - now();
    if (left <= 0) run();
    else page.setTimeout(look, left);
  };
  look();
  return { lastActive: () => last };
}
