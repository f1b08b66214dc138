const signsOfLife = ['pointerdown', 'keydown', 'input', 'scroll'] as const;

/**
 * Runs once after so long without a touch, a key or a scroll: the next person at this screen may be another.
 * @param now epoch milliseconds
 */
export function whenIdle(
  page: Pick<Window, 'addEventListener' | 'setTimeout'>,
  milliseconds: number,
  now: () => number,
  run: () => void,
): void {
  let last = now();
  for (const sign of signsOfLife) {
    page.addEventListener(sign, () => (last = now()), { capture: true, passive: true });
  }
  const look = (): void => {
    const left = last + milliseconds - now();
    if (left <= 0) run();
    else page.setTimeout(look, left);
  };
  look();
}
