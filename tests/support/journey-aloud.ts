import type { Page } from '@playwright/test';
import type { Scheduling } from './journey-screens.ts';

declare global {
  /** What a screen reader was told of this page: what came into a live region, and what got the focus. */
  var saidSoFar: string[] | undefined;
}

/** Begins to listen to every page that comes. */
export async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const said: string[] = (globalThis.saidSoFar = []);
    const last = new WeakMap<Element, string>();
    const wordsOf = (element: Element) => element.textContent.replace(/\s+/g, ' ').trim();
    const look = () => {
      for (const region of document.querySelectorAll('[role="status"], [role="alert"]')) {
        const words = wordsOf(region);
        const before = last.get(region);
        last.set(region, words);
        // What comes together with its region is heard by nobody.
        if (before !== undefined && words !== before && words !== '')
          said.push(`${region.getAttribute('role') ?? ''}: ${words}`);
      }
    };
    new MutationObserver(look).observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    addEventListener('focusin', ({ target }) => {
      if (target instanceof HTMLElement) said.push(`focus: ${wordsOf(target)}`);
    });
  });
}

/** What was said since this was asked last. */
export const heard = ({ page }: Scheduling): Promise<readonly string[]> =>
  page.evaluate(() => globalThis.saidSoFar?.splice(0) ?? []);
