import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  checkStyles,
  repeatsTokens,
  styledFiles,
  tokenColours,
  tokens,
} from '../../../scripts/check-css.ts';
import { fixtures, folderOf, root } from './fixtures.ts';

const styled = /\.(?:css|svelte)$/;
const colours = tokenColours(readFileSync(join(folderOf('accepted'), tokens), 'utf8'));
const rulesIn = (path: string, source: string) =>
  [...new Set(checkStyles(path, source, colours).map(({ rule }) => rule))].sort();

describe('styles', () => {
  test.each(fixtures('accepted').filter(({ path }) => styled.test(path)))(
    '$path is accepted',
    ({ path, source }) => {
      expect(checkStyles(path, source, colours)).toEqual([]);
    },
  );

  const refused = fixtures('refused').filter(
    ({ path, refusedBy }) => styled.test(path) && path !== repeatsTokens && refusedBy,
  );
  test.each(refused)('$path is refused by $refusedBy.styles', ({ path, source, refusedBy }) => {
    expect(rulesIn(path, source)).toEqual(refusedBy.styles);
  });

  test('the launch page repeats the colours of the tokens, and no other', () => {
    expect(rulesIn(repeatsTokens, 'p { color: #123456; border-color: #ABCDEF }')).toEqual([
      'hard-coded-colour',
    ]);
    expect(rulesIn(repeatsTokens, 'p { color: #123456 }')).toEqual([]);
    expect(rulesIn('src/ui/base.css', 'p { color: #123456 }')).toEqual(['hard-coded-colour']);
  });

  test.each([
    ['transition: color 0.2s', ['motion']],
    ['transition: none', []],
    ['animation: spin 1s infinite', ['motion']],
    ['animation-duration: 300ms', ['motion']],
    ['animation: late 0s 12s forwards', []],
    ['scroll-behavior: smooth', ['motion']],
  ])('nothing moves for those who want less motion: %s', (declaration, rules) => {
    expect(rulesIn('src/ui/base.css', `p { ${declaration} }`)).toEqual(rules);
  });

  test('a short colour is the long one', () => {
    expect(tokenColours(':root { --a: #FFF; --b: #aabbccdd }')).toEqual(
      new Set(['#ffffff', '#aabbccdd']),
    );
  });

  test('a complaint names the line, what was written, and what to write', () => {
    const source = '<p></p>\n\n<style>\n  p {\n    margin-left: 1rem;\n  }\n</style>\n';
    expect(checkStyles('src/ui/P.svelte', source)).toEqual([
      {
        rule: 'physical-side',
        line: 5,
        message: 'margin-left: 1rem: write the inline-start or inline-end property',
      },
    ]);
  });

  test('the files that are looked at exist', () => {
    const files = styledFiles(root, 'src');
    expect(files).toContain(tokens);
    expect(files).toContain(repeatsTokens);
    expect(files.some((file) => file.endsWith('.svelte'))).toBe(true);
  });
});
