import { clothesOf } from './clothes.ts';
import { portalStyleIn } from './portal-style.ts';
import { readPortalStyle, type Send } from './read.ts';

type Tokens = Readonly<Record<string, string>>;

/**
 * Puts a portal's looks on the page, as far as they are legible. Every value is one that was reckoned here, set as the
 * value of a custom property: nothing of the portal's is ever read as a style sheet.
 *
 * @param url where the portal says what it looks like
 */
export async function wear(url: string, send: Send): Promise<void> {
  // Who has asked the device for stronger colours, or for their own, is not given others.
  if (matchMedia('(prefers-contrast: more), (forced-colors: active)').matches) return;
  const fields = await readPortalStyle(url, send);
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const { colours, shapes, sizes } = clothesOf(portalStyleIn(fields), isDark ? 'dark' : 'light');
  const { style } = document.documentElement;
  const set = (tokens: Tokens): void => {
    for (const [name, value] of Object.entries(tokens)) style.setProperty(`--${name}`, value);
  };
  set(shapes);
  whenTitled(document, () => {
    set(sizes);
  });
  if (colours === undefined) return;
  const { scheme, palette } = colours;
  const colour = (): void => {
    style.setProperty('color-scheme', scheme);
    set(palette);
  };
  colour();
  // Light letters of a dark portal would be lost on paper.
  addEventListener('beforeprint', () => {
    style.removeProperty('color-scheme');
    for (const name of Object.keys(palette)) style.removeProperty(`--${name}`);
  });
  addEventListener('afterprint', colour);
}

/**
 * Runs once when the page gets another title, which every screen has of its own. Times that are on screen must not move
 * while somebody is about to press one.
 */
function whenTitled({ head }: Document, run: () => void): void {
  const title = head.querySelector('title');
  if (title === null) return;
  const watch = new MutationObserver(() => {
    watch.disconnect();
    run();
  });
  watch.observe(title, { childList: true });
}
