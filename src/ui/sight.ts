import type { Sight } from '../flows/waiting.ts';

/** Whether the page is on screen, as far as the browser knows: not in a tab behind another one. */
export function sightOf(page: Document): Sight {
  const isSeen = (): boolean => page.visibilityState === 'visible';
  return {
    isSeen,
    whenSeen(run) {
      const waiting = new AbortController();
      const { signal } = waiting;
      const look = (): void => {
        if (!isSeen()) return;
        waiting.abort();
        run();
      };
      page.addEventListener('visibilitychange', look, { signal });
      return () => {
        waiting.abort();
      };
    },
  };
}
