import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contrast, mix } from '../../../../src/ui/theme/colour.ts';
import { illegible } from '../../../../src/ui/theme/legible.ts';
import { palettesIn, type Scheme } from '../../../../src/ui/theme/palettes.ts';

const tokens = readFileSync('src/ui/tokens.css', 'utf8');
const palettes = palettesIn(tokens);
const schemes: readonly Scheme[] = ['light', 'dark'];

describe.each(schemes)('the %s theme', (scheme) => {
  test('has all that is read on a ground that it can be read on [A15]', () => {
    expect(illegible(palettes[scheme])).toEqual([]);
  });

  test('is that of the launch page, too', () => {
    const launch = palettesIn(readFileSync('src/ui/launch/launch.css', 'utf8'))[scheme];
    const { ground, ink, accent } = palettes[scheme];
    expect(launch).toEqual({ g: ground, i: ink, a: accent });
  });
});

test('the dark theme has every colour of the light one anew', () => {
  const [, dark = ''] = tokens.split('prefers-color-scheme: dark');
  for (const name of Object.keys(palettes.light)) expect(dark).toContain(`--${name}: #`);
  expect(Object.keys(palettes.light).length).toBeGreaterThan(15);
});

test('a colour that is too faint is named, with what it is on', () => {
  const { light } = palettes;
  expect(illegible({ ...light, 'ink-soft': '#8a8a8a' })).toContain(
    'ink-soft on ground: 3.12, not 4.5',
  );
  expect(illegible({ ...light, focus: '#ffffff' })[0]).toMatch(/^focus on ground: /);
  const { ink: _, ...inkless } = light;
  expect(illegible(inkless)).toContain('ink on ground: no colour');
});

// The values of WCAG's own examples, and of its understanding documents.
test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  ['#777777', '#ffffff', 4.48],
  ['#ff0000', '#ffffff', 4],
])('%s on %s has the contrast that WCAG gives it', (one, other, ratio) => {
  expect(contrast(one, other)).toBeCloseTo(ratio, 2);
  expect(contrast(other, one)).toBeCloseTo(ratio, 2);
});

test('a mixed colour lies between two', () => {
  expect(mix('#000000', '#ff8000', 0)).toBe('#000000');
  expect(mix('#000000', '#ff8000', 0.5)).toBe('#804000');
  expect(mix('#000000', '#ff8000', 1)).toBe('#ff8000');
});

test.each(['index.html', 'launch.html'])('%s is dark before its style sheet comes', (page) => {
  expect(readFileSync(page, 'utf8')).toContain('<meta name="color-scheme" content="light dark" />');
});
