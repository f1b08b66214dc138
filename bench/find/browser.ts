/** One sample is one new browser, so that no code is compiled yet and nothing is on the heap. */
import { chromium, type CDPSession, type Page } from '@playwright/test';

import { findChromium } from '../../scripts/chromium.ts';
import { strictLaunch } from '../../scripts/strict-browser.ts';
import { zone } from './bundles.ts';
import type { Drawn } from './pages/screen.ts';

/** Seven in the morning of the first day, an hour before the first times: one calendar shows only the month of now. */
const now = Date.UTC(2027, 2, 1, 12);

/**
 * Runs before the page's own scripts: stops the clock, and counts what is made of Intl, which is slow to
 * make. A text, so that no compiler touches it.
 */
const beforeThePage = `
  Date.now = () => ${now};
  globalThis.intlConstructions = 0;
  const count = () => { globalThis.intlConstructions += 1; };
  for (const name of Object.getOwnPropertyNames(Intl)) {
    const made = Intl[name];
    if (typeof made !== 'function' || made.prototype === undefined) continue;
    Intl[name] = new Proxy(made, {
      construct(...given) { count(); return Reflect.construct(...given); },
      apply(...given) { count(); return Reflect.apply(...given); },
    });
  }
  for (const { prototype } of [Date, Number, BigInt, Array]) {
    for (const name of Object.getOwnPropertyNames(prototype)) {
      if (!/^toLocale.*String$/.test(name)) continue;
      const write = prototype[name];
      prototype[name] = function (...given) { count(); return write.apply(this, given); };
    }
  }
`;

/** What a page shows of one Bundle, and what it takes. */
export interface Sample extends Drawn {
  /** After a forced collection, in MB of 1,048,576 bytes. */
  readonly heapMB: number;
  readonly nextDayMs: number | undefined;
  readonly filterMs: number | undefined;
}

export interface Wanted {
  /** Absolute. */
  readonly page: string;
  readonly bundle: string;
  /** Whether the page has a next day, and a filter, that are to be measured. */
  readonly nextDay: boolean;
  readonly filter: boolean;
}

/** Draws one Bundle on one page. */
export const sample = ({ page: url, bundle, nextDay, filter }: Wanted): Promise<Sample> =>
  inNewBrowser(url, async (page, cdp) => {
    await page.evaluate(`bench.receive(${JSON.stringify(bundle)})`);
    const drawn = await page.evaluate<Drawn>('bench.draw()');
    await page.evaluate('bench.release()');
    const heapMB = await heapOf(cdp);
    const take = (what: string) => page.evaluate<number>(`bench.${what}()`);
    return {
      ...drawn,
      heapMB,
      nextDayMs: nextDay ? await take('nextDay') : undefined,
      filterMs: filter ? await take('filter') : undefined,
    };
  });

/** The heap, in MB, of a page whose Bundle has no times: its own code and screen. */
export const ownHeap = (url: string, emptyBundle: string): Promise<number> =>
  inNewBrowser(url, async (page, cdp) => {
    await page.evaluate(`bench.receive(${JSON.stringify(emptyBundle)})`);
    await page.evaluate('bench.drawNothing()');
    await page.evaluate('bench.release()');
    return heapOf(cdp);
  });

/** Milliseconds from opening the list to its first times, over a server that honours windows. */
export const firstWindow = (url: string, path: string): Promise<number> =>
  inNewBrowser(url, (page) => page.evaluate<number>(`bench.openWindowed(${JSON.stringify(path)})`));

async function inNewBrowser<Result>(
  url: string,
  work: (page: Page, cdp: CDPSession) => Promise<Result>,
): Promise<Result> {
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    ...(await strictLaunch()),
    // Calendars draw in the browser's zone; every page so has the same days.
    env: { ...process.env, TZ: zone },
  });
  try {
    const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
    const page = await context.newPage();
    let failure: Error | undefined;
    page.on('pageerror', (error) => (failure ??= error));
    await page.addInitScript({ content: beforeThePage });
    await page.goto(url);
    await page.waitForFunction('globalThis.bench !== undefined');
    const result = await work(page, await context.newCDPSession(page));
    if (failure !== undefined) throw failure;
    return result;
  } catch (error) {
    throw new Error(`${url}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  } finally {
    await browser.close();
  }
}

async function heapOf(cdp: CDPSession): Promise<number> {
  // What only a finalizer lets go of is gone with the next collection.
  for (let turn = 0; turn < 3; turn += 1) await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return usedSize / 1_048_576;
}
