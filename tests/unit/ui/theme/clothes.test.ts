import { describe, expect, test } from 'vitest';
import { styles } from '../../../../sandbox/authorization/style.ts';
import { clothesOf } from '../../../../src/ui/theme/clothes.ts';
import { contrast } from '../../../../src/ui/theme/colour.ts';
import { illegible } from '../../../../src/ui/theme/legible.ts';
import { palettes } from '../../../../src/ui/theme/palettes.ts';
import { portalStyleIn } from '../../../../src/ui/theme/portal-style.ts';

const worn = (fields: Readonly<Record<string, string>>, scheme: 'light' | 'dark' = 'light') =>
  clothesOf(portalStyleIn(fields), scheme);

const blue = { color_background: '#eaf1fb', color_text: '#14213d' };
const night = { color_background: '#101820', color_text: '#f2f2f2' };

describe('the colors of a portal', () => {
  test('[smart 37] are worn where all stays legible, and the shades between them are theirs', () => {
    const { colours } = worn(styles.hospital);
    expect(colours?.scheme).toBe('light');
    expect(colours?.palette).toMatchObject({
      ground: '#eaf1fb',
      ink: '#14213d',
      accent: '#0b4a9e',
      'alarm-line': '#b3261e',
      'good-line': '#1f7a4d',
      notice: palettes.light['notice'],
    });
    expect(illegible(colours!.palette)).toEqual([]);
    for (const name of ['surface', 'surface-quiet', 'ink-soft', 'line', 'accent-quiet'])
      expect(colours!.palette[name]).not.toBe(palettes.light[name]);
  });

  test('[smart 37] that nobody can read change nothing', () => {
    expect(worn(styles.unreadable)).toEqual({ colours: undefined, shapes: {}, sizes: {} });
    const { ground, accent } = palettes.dark;
    expect(worn(styles.unreadable, 'dark').colours?.palette).toMatchObject({ ground, accent });
  });

  test('say whether the page is light or dark, whatever the device has', () => {
    for (const device of ['light', 'dark'] as const) {
      const bright = worn(blue, device).colours;
      expect(bright?.scheme).toBe('light');
      expect(bright?.palette['alarm']).toBe(palettes.light['alarm']);
      const dim = worn(night, device).colours;
      expect(dim?.scheme).toBe('dark');
      expect(dim?.palette['alarm']).toBe(palettes.dark['alarm']);
      expect(illegible(dim!.palette)).toEqual([]);
    }
  });

  test('are no paper without ink, and no ink without paper', () => {
    const { color_background, color_text } = blue;
    expect(worn({ color_background }).colours).toBeUndefined();
    expect(worn({ color_text }).colours).toBeUndefined();
  });

  // 6.8:1 is more than level AA asks for, and less than the app's own text has.
  test.each([
    ['#ffffff', '#5c5c5c', false],
    ['#ffffff', '#333333', true],
    ['#000000', '#ffffff', true],
    ['#808080', '#000000', false],
  ])('%s under %s is paper and ink: %s', (color_background, color_text, taken) => {
    expect(worn({ color_background, color_text }).colours !== undefined).toBe(taken);
  });

  test('[smart 37] the highlight is worn only where it can be read as a link', () => {
    expect(worn({ color_highlight: '#0b4a9e' }).colours?.palette['accent']).toBe('#0b4a9e');
    for (const faint of ['#ffe94d', '#8fb8e8', '#999999'])
      expect(worn({ color_highlight: faint }).colours).toBeUndefined();
    const { colours } = worn({ ...blue, color_highlight: '#ffe94d' });
    expect(colours?.palette).toMatchObject({ ground: '#eaf1fb', accent: palettes.light['accent'] });
  });

  test('a highlight alone stays in the scheme of the device', () => {
    const light = { color_highlight: '#0b4a9e' };
    expect(worn(light, 'dark').colours).toBeUndefined();
    const dark = worn({ color_highlight: '#9ecbff' }, 'dark').colours;
    expect(dark).toMatchObject({ scheme: 'dark', palette: { ground: palettes.dark['ground'] } });
  });

  test('[smart 37] error and success are worn as lines that can be seen', () => {
    const { colours } = worn({ color_error: '#d32f2f', color_success: '#c9e8c9' });
    expect(colours?.palette['alarm-line']).toBe('#d32f2f');
    expect(colours?.palette['good-line']).toBe(palettes.light['good-line']);
    expect(contrast('#d32f2f', colours!.palette['alarm']!)).toBeGreaterThan(3);
  });

  test('whatever they are, the page stays legible', () => {
    const steps = ['00', '40', '80', 'c0', 'ff'];
    const all = steps.flatMap((red) =>
      steps.flatMap((green) => steps.map((blue) => `#${red}${green}${blue}`)),
    );
    let taken = 0;
    for (const [index, color_background] of all.entries()) {
      for (const color_text of ['#000000', '#ffffff', '#1a2b4c', '#f5e9d0']) {
        const color_highlight = all[(index * 37) % all.length]!;
        const { colours } = worn({ color_background, color_text, color_highlight });
        if (colours === undefined) continue;
        taken += 1;
        expect(illegible(colours.palette)).toEqual([]);
      }
    }
    expect(taken).toBeGreaterThan(50);
  });
});

describe('the sizes of a portal', () => {
  test('[smart 37] make letters larger, and never smaller', () => {
    for (const size of ['12px', '14px', '18px'])
      expect(worn({ dim_font_size: size }).sizes).toEqual({});
    expect(worn({ dim_font_size: '20px' }).sizes).toEqual({
      'text-small': '1.1111rem',
      text: '1.25rem',
      'text-large': '1.4583rem',
      'text-title': '1.6667rem',
    });
  });

  test('scale all spaces alike', () => {
    expect(worn({ dim_spacing_size: '20px' }).sizes).toMatchObject({
      'space-1': '0.3125rem',
      'space-4': '1.25rem',
      'space-6': '2.5rem',
    });
  });

  test('round corners at once, for that moves nothing', () => {
    expect(worn({ dim_border_radius: '0' }).shapes).toEqual({
      radius: '0rem',
      'radius-large': '0rem',
    });
    expect(worn({ dim_border_radius: '8px' })).toMatchObject({
      shapes: { radius: '0.5rem' },
      sizes: {},
    });
  });

  test('fonts come with others to fall back on', () => {
    expect(worn({ font_family_body: 'Verdana', font_family_heading: 'Georgia' }).sizes).toEqual({
      font: '"Verdana", system-ui, sans-serif',
      'font-display': '"Georgia", serif',
    });
  });
});
