import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';
import { buildComponents } from '../../docs/components/build.ts';
import { languages } from '../../src/ui/messages/languages.ts';
import { watch } from '../support/journey-watch.ts';
import { spoken } from '../support/journey-words.ts';

/** Nobody is there: the browser is given the files as they are. */
const origin = 'http://components.localhost';
const wcag22 = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
let folder = '';

test.beforeAll(async () => {
  test.setTimeout(120_000);
  folder = await mkdtemp(join(tmpdir(), 'components-'));
  await buildComponents(folder);
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

async function open(page: Page, theme: string, language = 'en'): Promise<void> {
  await page.route(`${origin}/**`, (route) =>
    route.fulfill({ path: join(folder, new URL(route.request().url()).pathname) }),
  );
  await page.goto(`${origin}/docs/components/index.html?theme=${theme}&language=${language}`);
  await expect(page.locator('main')).toHaveAttribute('aria-busy', 'false', { timeout: 120_000 });
}

/** Which states are wider than a narrow screen. */
const wide = (page: Page): Promise<readonly string[]> =>
  page.locator('iframe').evaluateAll((frames) =>
    frames.flatMap((frame) => {
      const { title, contentDocument } = frame as HTMLIFrameElement;
      const { scrollWidth = 0, clientWidth = 0 } = contentDocument?.documentElement ?? {};
      return scrollWidth > clientWidth ? [title] : [];
    }),
  );

/** What is to be pressed, and smaller than a finger, in all frames. */
const small = (page: Page): Promise<readonly string[]> =>
  page.locator('iframe').evaluateAll((frames) =>
    frames.flatMap((frame) => {
      const { title, contentDocument } = frame as HTMLIFrameElement;
      const actions = contentDocument?.querySelectorAll(
        'button, a, select, summary, textarea, input:not([type="hidden"])',
      );
      return [...(actions ?? [])].flatMap((element) => {
        const { width, height } = (element.closest('label') ?? element).getBoundingClientRect();
        const size = `${String(Math.round(width))} x ${String(Math.round(height))}`;
        const isSmall = width > 0 && height > 0 && (width < 44 || height < 44);
        return isSmall ? [`${title}: ${element.textContent.trim()}: ${size}`] : [];
      });
    }),
  );

/** What each rule complains about, in all frames at once: one by one, from outside, it would take minutes. */
function violations(page: Page, options: RunOptions): Promise<readonly string[]> {
  return page.locator('iframe').evaluateAll(async (frames, options) => {
    const found: string[] = [];
    for (const frame of frames as HTMLIFrameElement[]) {
      const inside = frame.contentWindow as (Window & { readonly axe: typeof axe }) | null;
      if (inside === null) throw new Error(`${frame.title} has no window`);
      const { violations } = await inside.axe.run(inside.document, {
        ...options,
        resultTypes: ['violations'],
        iframes: false,
      });
      for (const { id, nodes } of violations)
        for (const { html } of nodes) found.push(`${frame.title}: ${id}: ${html}`);
    }
    return found;
  }, options);
}

const judged: Readonly<Record<'light' | 'dark', RunOptions>> = {
  light: { runOnly: wcag22 },
  // Nothing but colours is another in the dark.
  dark: { runOnly: { type: 'rule', values: ['color-contrast'] } },
};
/** Colours are the same in every language; `languages.spec.ts` looks at them on the way to a visit in each. */
const inOtherWords: RunOptions = {
  runOnly: wcag22,
  rules: { 'color-contrast': { enabled: false } },
};

for (const theme of ['light', 'dark'] as const) {
  test(`every component has something to show in every state, in ${theme}, within WCAG 2.2 AA, on a narrow screen and without a complaint in the console [A15]`, async ({
    page,
  }) => {
    test.setTimeout(300_000);
    const { complaints } = watch(page);
    const uncaught: string[] = [];
    page.on('pageerror', (error) => uncaught.push(error.message));
    await page.addInitScript({ content: axe.source });
    await open(page, theme);

    const empty = await page.locator('iframe').evaluateAll((frames) =>
      frames.flatMap((frame) => {
        const { title, contentDocument } = frame as HTMLIFrameElement;
        const body = contentDocument?.body;
        const drawn = body?.querySelector('svg, input, .bone') ?? null;
        return body?.innerText.trim() === '' && drawn === null ? [title] : [];
      }),
    );
    expect.soft(empty, 'states that show nothing').toEqual([]);
    expect.soft(await wide(page), 'states that scroll sideways at 320 pixels').toEqual([]);
    const headless = await page.locator('iframe[title^="screens/"]').evaluateAll((frames) =>
      frames.flatMap((frame) => {
        const { title, contentDocument } = frame as HTMLIFrameElement;
        return contentDocument?.querySelectorAll('h1').length === 1 ? [] : [title];
      }),
    );
    expect.soft(headless, 'screens without one h1 [A16]').toEqual([]);
    const alike = await page.locator('iframe[title^="screens/"]').evaluateAll((frames) =>
      frames.flatMap((frame) => {
        const { title, contentDocument } = frame as HTMLIFrameElement;
        const names = [...(contentDocument?.querySelectorAll('button') ?? [])]
          .filter((button) => button.checkVisibility())
          .map((button) => button.textContent.replace(/\s+/g, ' ').trim());
        // The same time may stand in two lists, and is one time.
        return names
          .filter((name, index) => names.indexOf(name) !== index && !name.startsWith('Book '))
          .map((name) => `${title}: ${name}`);
      }),
    );
    expect.soft(alike, 'buttons of one name').toEqual([]);
    expect.soft(await small(page), 'targets of less than 44 pixels').toEqual([]);
    expect.soft(uncaught, 'exceptions that nobody caught').toEqual([]);
    expect.soft(complaints, 'in the console').toEqual([]);
    expect(await violations(page, judged[theme])).toEqual([]);
  });
}

for (const language of spoken.filter((each) => each !== 'en')) {
  test(`every component in every state fits a narrow screen in ${languages[language].name}, within WCAG 2.2 AA [A14]`, async ({
    page,
  }) => {
    test.setTimeout(300_000);
    const { complaints } = watch(page);
    await page.addInitScript({ content: axe.source });
    await open(page, 'light', language);
    expect.soft(await violations(page, inOtherWords)).toEqual([]);
    expect.soft(await wide(page), 'states that scroll sideways at 320 pixels').toEqual([]);
    expect.soft(complaints, 'in the console').toEqual([]);
  });
}
