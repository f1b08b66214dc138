import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dialectsDocument, file } from '../../scripts/dialects-table.ts';
import { dialectNames } from '../../src/config.ts';

describe('docs/dialects.md', () => {
  test('says what the code says; if not: npm run docs:dialects', () => {
    expect(readFileSync(file, 'utf8')).toBe(dialectsDocument());
  });

  test('has a row in each table for every dialect that the settings can name', () => {
    const lines = dialectsDocument().split('\n');
    for (const name of dialectNames)
      expect([name, lines.filter((line) => line.startsWith(`| \`${name}\` |`)).length]).toEqual([
        name,
        2,
      ]);
  });
});
