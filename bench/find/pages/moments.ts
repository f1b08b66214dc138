/** When something is in the DOM, laid out, painted, or done changing. */

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

/** By the second frame the first has been painted. */
export async function twoFrames(): Promise<void> {
  await frame();
  await frame();
}

/** Makes the browser lay out what was written, now and not with the next frame. */
export function writeLayout(): void {
  document.body.getBoundingClientRect();
}

const everything = { childList: true, subtree: true, attributes: true, characterData: true };

/**
 * Resolves right after the change of the DOM that makes it true, before the browser does anything else.
 * @param what is named where it does not come within half a minute
 */
export function until(isSo: () => boolean, what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (isSo()) {
      resolve();
      return;
    }
    const look = new MutationObserver(() => {
      if (!isSo()) return;
      clearTimeout(patience);
      look.disconnect();
      resolve();
    });
    const patience = setTimeout(() => {
      look.disconnect();
      const seen = document.body.innerText.slice(0, 500);
      reject(new Error(`${what} did not come within 30 seconds. The page says: ${seen}`));
    }, 30_000);
    look.observe(document.body, everything);
  });
}

/** A page has settled when nothing has changed for so many looks, between which it did nothing else for long. */
const calmLooks = 4;
const betweenLooks = 100;

/** Watches from now on; the result waits until nothing changes any more. */
export function settling(
  root: Element,
): (start: number) => Promise<{ at: number; longestTask: number }> {
  let at = performance.now();
  const changes = new MutationObserver(() => (at = performance.now()));
  changes.observe(root, everything);
  const tasks: PerformanceEntry[] = [];
  const long = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  long.observe({ type: 'longtask' });
  return async (start) => {
    at = Math.max(at, start);
    for (let calm = 0; calm < calmLooks;) {
      const looked = performance.now();
      await pause(betweenLooks);
      const wasBusy = performance.now() - looked > 1.5 * betweenLooks;
      calm = wasBusy || at > looked ? 0 : calm + 1;
    }
    changes.disconnect();
    tasks.push(...long.takeRecords());
    long.disconnect();
    const since = tasks.filter(({ startTime, duration }) => startTime + duration > start);
    return { at, longestTask: Math.max(0, ...since.map(({ duration }) => duration)) };
  };
}
