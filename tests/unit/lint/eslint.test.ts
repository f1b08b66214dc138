import { ESLint } from 'eslint';
import ts from 'typescript-eslint';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesIn, fixtures, root } from './fixtures.ts';

/** The configuration of the house, without the rules that need the types of a whole program. */
const withoutTypes = new ESLint({
  cwd: root,
  overrideConfig: [
    {
      // The fixtures are no part of the program, so what they leave unused is their own affair.
      ...ts.configs.disableTypeChecked,
      rules: {
        ...ts.configs.disableTypeChecked.rules,
        '@typescript-eslint/no-unused-vars': 'off',
        '@typescript-eslint/consistent-type-imports': 'off',
        'no-useless-assignment': 'off',
      },
    },
  ],
});

async function refusals(eslint: ESLint, path: string, source: string): Promise<readonly string[]> {
  const results = await eslint.lintText(source, { filePath: join(root, path) });
  const messages = results.flatMap((result) => result.messages);
  if (results.length === 0) throw new Error(`ESLint ignores ${path}`);
  const broken = messages.find(({ fatal }) => fatal);
  if (broken) throw new Error(`${path}: ${broken.message}`);
  return [...new Set(messages.map(({ ruleId }) => ruleId ?? ''))].sort();
}

const scripts = /\.(?:ts|svelte)$/;
const refused = fixtures('refused').filter(({ path }) => scripts.test(path));
const accepted = fixtures('accepted').filter(({ path }) => scripts.test(path));

describe('ESLint', () => {
  test.each(refused)('$path is refused by $refusedBy.eslint', async (fixture) => {
    expect(await refusals(withoutTypes, fixture.path, fixture.source)).toEqual(
      fixture.refusedBy.eslint,
    );
  });

  test.each(accepted)('$path is accepted', async ({ path, source }) => {
    expect(await refusals(withoutTypes, path, source)).toEqual([]);
  });

  test('every habit of the house has a fixture that breaks it', async () => {
    const plugin = join(root, 'scripts/eslint/house.js');
    const { house } = (await import(plugin)) as { house: { rules: Record<string, unknown> } };
    const broken = new Set(refused.flatMap(({ refusedBy }) => refusedBy.eslint));
    const unbroken = Object.keys(house.rules).filter((rule) => !broken.has(`house/${rule}`));
    expect(unbroken).toEqual([]);
  });

  test('one careless line is found as often as it is written', async () => {
    const results = await withoutTypes.lintText(
      'localStorage.a = window.localStorage.b;\nconst local = { localStorage: 1 };\nlocal.localStorage += 1;\n',
      { filePath: join(root, 'src/ui/twice.ts') },
    );
    expect(results[0]?.messages.map(({ line, column }) => [line, column])).toEqual([
      [1, 1],
      [1, 18],
    ]);
  });

  test('a shadowing name is not taken for the global one', async () => {
    const shadow =
      'export const ask = (fetch: () => number, document: string) => document + fetch();\n';
    expect(await refusals(withoutTypes, 'src/scheduling/shadow.ts', shadow)).toEqual([]);
  });
});

// The first of these reads the whole program, which takes as long as the machine is busy.
describe('ESLint, with the types of the program', () => {
  const withTypes = new ESLint({ cwd: root });
  const forgotten = (before: string, after = '') =>
    `${before}const wait = () => Promise.resolve(1);\nwait();\n${after}`;
  const component = filesIn(join(root, 'src')).find((path) => /^ui\/.+\.svelte$/.test(path));

  test('a promise that nobody waits for is refused in a module', async () => {
    const found = await refusals(withTypes, 'src/config.ts', forgotten(''));
    expect(found).toContain('@typescript-eslint/no-floating-promises');
  }, 120_000);

  test('a promise that nobody waits for is refused in a component', async () => {
    const source = forgotten('<script lang="ts">\n', '</script>\n');
    const found = await refusals(withTypes, `src/${component ?? ''}`, source);
    expect(found).toContain('@typescript-eslint/no-floating-promises');
  }, 120_000);
});

describe('every rule applies to a file that exists', () => {
  /** Where each rule has to be awake. A rule that matches no file passes for ever. */
  const everywhereInSrc = [
    'src/main.ts',
    'src/launch.ts',
    'src/scheduling/model.ts',
    'src/fhir/capability.ts',
    'src/session/types.ts',
    'src/flows/app.svelte.ts',
    'src/ui/App.svelte',
  ];
  const awake: Record<string, readonly string[]> = {
    'house/layers': [...everywhereInSrc, 'src/config.ts', 'sandbox/types.ts'],
    'house/pure-domain': ['src/scheduling/model.ts'],
    'house/dates-in-format': everywhereInSrc,
    'house/no-effect': everywhereInSrc,
    'house/storage-in-session': everywhereInSrc.filter((file) => !file.includes('/session/')),
    'house/no-inner-html': everywhereInSrc,
    'house/no-style-attribute': ['src/ui/App.svelte'],
    'house/no-text-in-markup': ['src/ui/App.svelte'],
    'house/no-test-ids': ['src/ui/App.svelte', 'tests/journeys/browser.spec.ts'],
    'house/no-module-mocks': ['tests/unit/lint/eslint.test.ts'],
    'house/no-silenced-tests': ['tests/unit/lint/eslint.test.ts', 'tests/journeys/browser.spec.ts'],
    'no-console': everywhereInSrc,
    'no-alert': everywhereInSrc,
    'svelte/no-at-html-tags': ['src/ui/App.svelte'],
    '@typescript-eslint/no-explicit-any': [...everywhereInSrc, 'sandbox/types.ts'],
    '@typescript-eslint/ban-ts-comment': [...everywhereInSrc, 'sandbox/types.ts'],
  };
  const files = new Set(filesIn(join(root, 'src')).map((file) => `src/${file}`));

  test.each(Object.entries(awake))('%s', async (rule, where) => {
    for (const file of where) {
      if (file.startsWith('src/')) expect(files).toContain(file);
      const { rules } = (await withoutTypes.calculateConfigForFile(join(root, file))) as {
        rules: Record<string, readonly unknown[] | undefined>;
      };
      expect(rules[rule]?.[0], `${rule} in ${file}`).toBe(2);
    }
  });

  test('every fixture breaks a rule of this list', () => {
    const broken = new Set(refused.flatMap(({ refusedBy }) => refusedBy.eslint));
    expect([...broken].sort()).toEqual(Object.keys(awake).sort());
  });

  test('every layer has files', async () => {
    const table = join(root, 'scripts/eslint/layers.js');
    const { layers } = (await import(table)) as { layers: { name: string; files: RegExp }[] };
    const all = [...files, 'sandbox/types.ts'];
    const empty = layers.filter((layer) => !all.some((file) => layer.files.test(file)));
    expect(empty.map(({ name }) => name)).toEqual([]);
  });
});
