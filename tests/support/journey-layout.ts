import type { Frame, Locator, Page } from '@playwright/test';

declare global {
  /** The sum of all layout shifts so far, as a browser scores them. */
  var layoutShiftSoFar: (() => number) | undefined;
}

type Shift = PerformanceEntry & { readonly value: number; readonly hadRecentInput: boolean };

/** From now on every document of the page keeps count of what jumps in it. */
export async function watchLayoutShift(page: Page): Promise<void> {
  await page.addInitScript(() => {
    let sum = 0;
    const add = (entries: PerformanceEntryList) => {
      // What a press moves at once, nobody is surprised by.
      for (const entry of entries as Shift[]) sum += entry.hadRecentInput ? 0 : entry.value;
    };
    const observer = new PerformanceObserver((list) => {
      add(list.getEntries());
    });
    observer.observe({ type: 'layout-shift', buffered: true });
    globalThis.layoutShiftSoFar = () => {
      add(observer.takeRecords());
      return sum;
    };
  });
}

/** How much has jumped in the document, after all that is due has been painted. */
export function layoutShift(frame: Frame): Promise<number> {
  return frame.evaluate(async () => {
    for (let paint = 0; paint < 2; paint += 1)
      await new Promise((painted) => requestAnimationFrame(painted));
    if (globalThis.layoutShiftSoFar === undefined) throw new Error('nobody has watched');
    return globalThis.layoutShiftSoFar();
  });
}

/** By how many pixels the document is wider than its window. */
export function sidewaysScroll(frame: Frame): Promise<number> {
  return frame.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

/** What is pressed to act, and is smaller than a finger, with its size. Links within a sentence are not meant. */
export async function smallTargets(actions: Locator, least: number): Promise<readonly string[]> {
  return actions.evaluateAll(
    (elements, size) =>
      elements.flatMap((element) => {
        const { width, height } = (element.closest('label') ?? element).getBoundingClientRect();
        const seen = width > 0 && height > 0;
        return seen && (width < size || height < size)
          ? [`${element.textContent.trim()}: ${String(width)} x ${String(height)}`]
          : [];
      }),
    least,
  );
}

/** Spaces text out as far as WCAG 1.4.12 says that a page has to bear. */
export function spaceText(frame: Frame): Promise<void> {
  return frame.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* {
      line-height: 1.5 !important;
      letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important;
    }
    p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
}

/** Text that is wider or higher than the place that it has, and so is cut off or lies on other text. */
export function cutOff(frame: Frame): Promise<readonly string[]> {
  return frame.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main *, header *, footer *')].flatMap((element) => {
      const { clientWidth, clientHeight, scrollWidth, scrollHeight, textContent } = element;
      const hidden = element.closest('.hidden, select, textarea') !== null || clientWidth === 0;
      const over = scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1;
      return hidden || !over ? [] : [`${element.tagName} ${textContent.trim().slice(0, 60)}`];
    }),
  );
}
