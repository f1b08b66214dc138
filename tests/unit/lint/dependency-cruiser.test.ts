import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { filesIn, fixtures, folderOf, root } from './fixtures.ts';

let options: ICruiseOptions;

/** Which rules refuse which file of a copy of the house. */
async function refusals(kind: 'accepted' | 'refused'): Promise<ReadonlyMap<string, string[]>> {
  const { output } = await cruise(
    ['src', 'sandbox'],
    { ...options, baseDir: folderOf(kind) },
    undefined,
    { tsConfig: extractTSConfig(join(root, 'tsconfig.json')) },
  );
  const { summary } = output as ICruiseResult;
  const found = new Map<string, string[]>();
  for (const { from, rule } of summary.violations) {
    const rules = new Set([...(found.get(from) ?? []), rule.name]);
    found.set(from, [...rules].sort());
  }
  return found;
}

const cruised = /^(?:src|sandbox)\/.+\.(?:ts|svelte)$/;
const refused = fixtures('refused').filter(({ path }) => cruised.test(path));
const accepted = fixtures('accepted').filter(({ path }) => cruised.test(path));

let found: ReadonlyMap<string, string[]>;
let spared: ReadonlyMap<string, string[]>;

beforeAll(async () => {
  options = await extractOptions(join(root, '.dependency-cruiser.cjs'));
  found = await refusals('refused');
  spared = await refusals('accepted');
});

describe('dependency-cruiser', () => {
  test.each(refused)('$path is refused by $refusedBy.depcruise', ({ path, refusedBy }) => {
    // Nobody imports a fixture; only one of them is meant to be an orphan.
    const rules = (found.get(path) ?? []).filter(
      (rule) => rule !== 'no-orphans' || refusedBy.depcruise.includes(rule),
    );
    expect(rules).toEqual(refusedBy.depcruise);
  });

  test.each(accepted)('$path is accepted', ({ path }) => {
    expect(spared.get(path) ?? []).toEqual([]);
  });

  test('every rule has a fixture that breaks it', () => {
    const broken = new Set(refused.flatMap(({ refusedBy }) => refusedBy.depcruise));
    const rules = options.ruleSet?.forbidden?.map(({ name }) => name ?? '') ?? [];
    expect(rules.length).toBeGreaterThan(10);
    expect([...broken].sort()).toEqual([...rules].sort());
  });

  test('every rule applies to a file that exists, and tells the offender what to do', () => {
    const files = ['src', 'sandbox'].flatMap((folder) =>
      filesIn(join(root, folder)).map((file) => `${folder}/${file}`),
    );
    for (const { name, comment, from } of options.ruleSet?.forbidden ?? []) {
      const { path } = from;
      expect(typeof path, name).toBe('string');
      expect(
        files.some((file) => new RegExp(String(path)).test(file)),
        name,
      ).toBe(true);
      expect(comment, name).toMatch(/.{40}/);
    }
  });
});
