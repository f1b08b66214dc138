import { describe, expect, test } from 'vitest';
import { portalStyleIn, type PortalStyle } from '../../../../src/ui/theme/portal-style.ts';

/** What could become more than a value, were it ever put into a style sheet. */
const attacks = [
  'red;} body{display:none',
  'url(javascript:alert(1))',
  'url(https://evil.example/x.css)',
  'var(--x)',
  'expression(alert(1))',
  '#fff;} * {display:none} /*',
  '12px; background: url(//evil.example)',
  'calc(1px * 99999)',
  'inherit !important',
  '</style><script>alert(1)</script>',
  '\\72 ed',
  '@import "//evil.example"',
];
/** What is no text at all, or none that is worth reading. */
const strange = ['', ' ', ';', ' ; ', null, undefined, 7, true, [], ['#fff'], {}, 'x'.repeat(201)];

const keys: readonly (readonly [string, keyof PortalStyle])[] = [
  ['color_background', 'background'],
  ['color_text', 'text'],
  ['color_highlight', 'highlight'],
  ['color_error', 'error'],
  ['color_success', 'success'],
  ['dim_border_radius', 'radius'],
  ['dim_font_size', 'fontSize'],
  ['dim_spacing_size', 'spacing'],
  ['font_family_body', 'bodyFont'],
  ['font_family_heading', 'headingFont'],
];

const read = (key: string, name: keyof PortalStyle, value: unknown) =>
  portalStyleIn({ [key]: value })[name];

describe.each(keys)('%s', (key, name) => {
  test.each(attacks)('[smart 37] is not taken from %j', (value) => {
    expect(read(key, name, value)).toBeUndefined();
  });

  test.each(strange)('[smart 37] that is %j counts as not said', (value) => {
    expect(read(key, name, value)).toBeUndefined();
  });
});

test.each([
  ['#0a5a57', '#0a5a57'],
  ['#0A5A57', '#0a5a57'],
  ['#fA0', '#ffaa00'],
  ['  #0a5a57 ; ', '#0a5a57'],
  ['#0a5a57;', '#0a5a57'],
  ['#0a5a5', undefined],
  ['#0a5a57ff', undefined],
  ['0a5a57', undefined],
  ['red', undefined],
  ['rgb(1, 2, 3)', undefined],
  ['transparent', undefined],
  ['#fff #000', undefined],
  ['#ggg', undefined],
])('[smart 37] the color %j is read as %j', (value, colour) => {
  for (const [key, name] of keys.filter(([key]) => key.startsWith('color_')))
    expect(read(key, name, value)).toBe(colour);
});

test.each([
  ['radius', '0', 0],
  ['radius', '8px', 0.5],
  ['radius', '8PX;', 0.5],
  ['radius', '.5rem', undefined],
  ['radius', '0.5em', 0.5],
  ['radius', '24px', 1.5],
  ['radius', '25px', undefined],
  ['radius', '-1px', undefined],
  ['radius', '8', undefined],
  ['radius', '50%', undefined],
  ['radius', '8px 4px', undefined],
  ['radius', '1e1px', undefined],
  ['fontSize', '20px', 1.25],
  ['fontSize', '1.25rem', 1.25],
  ['fontSize', '11px', undefined],
  ['fontSize', '40px', undefined],
  ['fontSize', '2vw', undefined],
  ['spacing', '20px', 1.25],
  ['spacing', '4px', undefined],
  ['spacing', '99rem', undefined],
] as const)('[smart 37] the length of %s %j is read as %j', (name, value, length) => {
  const [key = ''] = keys.find(([, other]) => other === name) ?? [];
  expect(read(key, name, value)).toBe(length);
});

test.each([
  ['Verdana', '"Verdana"'],
  [`"Segoe UI", 'Open Sans' , Arial, sans-serif;`, '"Segoe UI", "Open Sans", "Arial", sans-serif'],
  ['Sans-Serif, System-UI', 'sans-serif, system-ui'],
  ['游ゴシック', '"游ゴシック"'],
  ['Georgia,', undefined],
  ['"Georgia', undefined],
  [`"Georgia'`, undefined],
  ['Georgia/**/', undefined],
  ['Geor\\67ia', undefined],
  ['a:b', undefined],
  ['""', undefined],
])('[smart 37] the fonts %j are read as %j', (value, fonts) => {
  expect(read('font_family_body', 'bodyFont', value)).toBe(fonts);
  expect(read('font_family_heading', 'headingFont', value)).toBe(fonts);
});
