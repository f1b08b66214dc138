import tokens from '../tokens.css?raw';
import { colourIn } from './colour.ts';
import type { Palette } from './legible.ts';

export type Scheme = 'light' | 'dark';

function coloursIn(css: string): Palette {
  const named = [...css.matchAll(/--([\w-]+):\s*(#\w+)/g)].flatMap(([, name = '', value = '']) => {
    const colour = colourIn(value);
    return colour === undefined ? [] : [[name, colour] as const];
  });
  return Object.fromEntries(named);
}

/**
 * The colours of both themes, as tokens.css has them. They are read out of its text: a page in the one theme cannot
 * be asked for the other's.
 */
export function palettesIn(css: string): Readonly<Record<Scheme, Palette>> {
  const [light = '', dark = ''] = css.split(/@media[^{]*prefers-color-scheme: dark[^{]*\{/);
  const day = coloursIn(light);
  return { light: day, dark: { ...day, ...coloursIn(dark) } };
}

/** The app's own colours. */
export const palettes = palettesIn(tokens);
