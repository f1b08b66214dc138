import { contrast, luminance, mix, type Colour } from './colour.ts';
import { illegible, type Palette } from './legible.ts';
import { palettes, type Scheme } from './palettes.ts';
import type { PortalStyle } from './portal-style.ts';

/** What the page is to wear, by the names of the tokens, without the dashes. */
export interface Clothes {
  /** All colours, and in which scheme they are; undefined where the portal's are not worn. */
  readonly colours: { readonly scheme: Scheme; readonly palette: Palette } | undefined;
  /** What can change under the patient's hand, for nothing moves. */
  readonly shapes: Readonly<Record<string, string>>;
  /** What moves the page about. */
  readonly sizes: Readonly<Record<string, string>>;
}

type Colours = Record<string, Colour>;

/**
 * What of a portal's looks the page puts on. A colour is worn only where everything on the page stays legible with it
 * (`legible.ts`); otherwise the app's own stands.
 *
 * @param scheme that of the page now
 */
export function clothesOf(style: PortalStyle, scheme: Scheme): Clothes {
  return { colours: coloursOf(style, scheme), shapes: shapesOf(style), sizes: sizesOf(style) };
}

function coloursOf(
  { background, text, highlight, error, success }: PortalStyle,
  now: Scheme,
): Clothes['colours'] {
  let worn = { scheme: now, palette: palettes[now], changed: false };
  const tryOn = (scheme: Scheme, colours: Colours): void => {
    const own = scheme === worn.scheme ? worn.palette : palettes[scheme];
    const palette = { ...own, ...colours };
    if (illegible(palette).length === 0) worn = { scheme, palette, changed: true };
  };
  // One without the other says nothing: what is written on it, or what it is written on, would be ours.
  if (background !== undefined && text !== undefined)
    tryOn(luminance(background) > luminance(text) ? 'light' : 'dark', paperOf(background, text));
  if (highlight !== undefined) tryOn(worn.scheme, accentsOf(highlight, worn.palette));
  if (error !== undefined) tryOn(worn.scheme, { 'alarm-line': error });
  if (success !== undefined) tryOn(worn.scheme, { 'good-line': success });
  const { changed, ...colours } = worn;
  return changed ? colours : undefined;
}

/** Paper and ink, and all the shades between them. */
function paperOf(ground: Colour, ink: Colour): Colours {
  const isLight = luminance(ground) > luminance(ink);
  const surface = isLight ? mix(ground, '#ffffff', 0.7) : mix(ground, ink, 0.06);
  const grounds = [ground, surface];
  return {
    ground,
    surface,
    'surface-quiet': mix(ground, ink, isLight ? 0.05 : 0.12),
    ink,
    'ink-soft': mix(ink, ground, 0.2),
    line: mix(ground, ink, 0.16),
    'line-control': faintest(ground, ink, grounds, 3.2),
  };
}

function accentsOf(accent: Colour, { ink = '', surface = '' }: Palette): Colours {
  return {
    accent,
    'accent-deep': mix(accent, ink, 0.4),
    'accent-quiet': mix(surface, accent, 0.12),
  };
}

/** As far from one colour to the other as it takes to be seen on all of the grounds. */
function faintest(from: Colour, to: Colour, grounds: readonly Colour[], least: number): Colour {
  const steps = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((share) => mix(from, to, share));
  return steps.find((step) => grounds.every((ground) => contrast(step, ground) >= least)) ?? to;
}

function shapesOf({ radius }: PortalStyle): Record<string, string> {
  return radius === undefined
    ? {}
    : { radius: rem(radius), 'radius-large': rem(Math.min(radius * 1.8, 2)) };
}

/** As tokens.css has them, in rem. */
const textSizes = { 'text-small': 1, text: 1.125, 'text-large': 1.3125, 'text-title': 1.5 };
const spaces = [0.25, 0.5, 0.75, 1, 1.5, 2];

function sizesOf({ fontSize, spacing, bodyFont, headingFont }: PortalStyle) {
  const sizes: Record<string, string> = {};
  // A portal's letters may be larger than ours and never smaller: many who book here are old.
  const larger = (fontSize ?? 0) / textSizes.text;
  if (larger > 1)
    for (const [name, size] of Object.entries(textSizes)) sizes[name] = rem(size * larger);
  if (spacing !== undefined)
    spaces.forEach((space, index) => (sizes[`space-${index + 1}`] = rem(space * spacing)));
  if (bodyFont !== undefined) sizes['font'] = `${bodyFont}, system-ui, sans-serif`;
  if (headingFont !== undefined) sizes['font-display'] = `${headingFont}, serif`;
  return sizes;
}

function rem(size: number): string {
  return `${Number(size.toFixed(4))}rem`;
}
