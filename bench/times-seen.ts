import type { Frame } from '@playwright/test';

/**
 * Runs in every frame: notes when an hour of the day first stands in each of Home's two lists. A text, so
 * that no compiler touches it.
 */
export const watchForTimes = `
  const seen = (globalThis.timesSeen = {});
  new MutationObserver(() => {
    for (const list of ['anyone', 'own-doctor']) {
      const text = document.querySelector('section[aria-labelledby="' + list + '"]')?.textContent ?? '';
      if (!(list in seen) && /\\d{1,2}:\\d{2}/.test(text)) seen[list] = Date.now();
    }
  }).observe(document, { childList: true, subtree: true, characterData: true });
`;

type List = 'anyone' | 'own-doctor';

/** When the first hour stood in each list, epoch milliseconds; waits until all of these have one. */
export async function timesSeen(
  frame: Frame,
  lists: readonly List[],
): Promise<Partial<Record<List, number>>> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    const seen = await frame
      .evaluate<Partial<Record<List, number>> | undefined>('globalThis.timesSeen')
      .catch(() => undefined);
    if (seen !== undefined && lists.every((list) => seen[list] !== undefined)) return seen;
    await frame.page().waitForTimeout(50);
  }
  throw new Error('No times came on screen within 20 seconds.');
}
