import { gzipSync } from 'node:zlib';
import type { Rolldown } from 'vite';
import { describe, expect, test } from 'vitest';
import { costs, dialectTable, judge, references, type Cost } from '../../scripts/budget.ts';

const limits = { launch: 18_000, home: 60_000 };
const cost = (name: string, ...bytes: readonly number[]): Cost => ({
  name,
  files: bytes.map((each, index) => ({ file: `assets/${name}-${index}.js`, bytes: each })),
});

describe('the budget', () => {
  test('is kept by pages that take exactly what they may', () => {
    const { complaints, table } = judge([cost('launch', 18_000), cost('home', 60_000)], limits);
    expect(complaints).toEqual([]);
    expect(table[0]).toBe('launch: 18.00 kB of 18.00 kB (gzip -9)');
  });

  test('is broken by a single byte more, and the largest files are named first', () => {
    const { complaints } = judge(
      [cost('launch', 100, 9_001, 8_900), cost('home', 59_000, 500, 400, 101)],
      limits,
    );
    expect(complaints).toEqual([
      'launch takes 18.00 kB, 0.00 kB above its budget of 18.00 kB. ' +
        'Largest: assets/launch-1.js (9.00 kB), assets/launch-2.js (8.90 kB), assets/launch-0.js (0.10 kB).',
      'home takes 60.00 kB, 0.00 kB above its budget of 60.00 kB. ' +
        'Largest: assets/home-0.js (59.00 kB), assets/home-1.js (0.50 kB), assets/home-2.js (0.40 kB).',
    ]);
  });

  test('counts a kB as a thousand bytes', () => {
    expect(judge([cost('launch', 18_400), cost('home', 1)], limits).complaints).toEqual([
      expect.stringContaining('launch takes 18.40 kB, 0.40 kB above its budget of 18.00 kB'),
    ]);
  });

  test('does not guard pages that are not there, or that nobody gave a limit', () => {
    expect(() => judge([cost('launch', 1)], limits)).toThrow('no page is "home"');
    expect(() => judge([cost('launch', 1), cost('home', 1), cost('print', 1)], limits)).toThrow(
      '"print" has no limit',
    );
    expect(() => judge([cost('launch'), cost('home', 1)], limits)).toThrow('"launch" has no files');
  });
});

describe('what a page needs', () => {
  test('is every local script, preload and style sheet that it names', () => {
    const html = `
      <link rel="icon" href="data:," />
      <script type="application/json" id="deployment">{}</script>
      <script type="module" crossorigin src="./assets/index-1.js"></script>
      <link rel="modulepreload" crossorigin href="./assets/shared-2.js">
      <link rel="stylesheet" crossorigin href="/assets/index-3.css?inline">
      <template><link rel="modulepreload" href="./assets/of-another-page-4.js"></template>
      <script src="https://elsewhere.example/a.js"></script>`;
    expect(references(html)).toEqual([
      'assets/index-1.js',
      'assets/shared-2.js',
      'assets/index-3.css',
    ]);
  });

  const chunk = (
    fileName: string,
    code: string,
    rest: { imports?: string[]; dynamicImports?: string[]; css?: string[]; module?: string } = {},
  ) =>
    ({
      type: 'chunk',
      fileName,
      code,
      imports: rest.imports ?? [],
      dynamicImports: rest.dynamicImports ?? [],
      facadeModuleId: rest.module ?? null,
      viteMetadata: { importedCss: new Set(rest.css), importedAssets: new Set() },
    }) as unknown as Rolldown.OutputChunk;
  const asset = (fileName: string, source: string) =>
    ({ type: 'asset', fileName, source }) as unknown as Rolldown.OutputAsset;

  const pages = { launch: 'launch.html', home: 'index.html' };
  const language = /\/src\/ui\/messages\//;
  const bundle: Rolldown.OutputBundle = {
    'launch.html': asset('launch.html', '<script type="module" src="./launch.js"></script>'),
    'launch.js': chunk('launch.js', 'launch', { imports: ['shared.js'] }),
    'shared.js': chunk('shared.js', 'shared'),
    'index.html': asset('index.html', '<script type="module" src="./index.js"></script>'),
    'index.js': chunk('index.js', 'index', {
      imports: ['shared.js'],
      css: ['index.css'],
      dynamicImports: ['en.js', 'ar.js', 'later.js', 'argonaut.js', 'epic.js', 'plain.js'],
    }),
    'index.css': asset('index.css', 'p{}'),
    'en.js': chunk('en.js', 'en', { module: '/app/src/ui/messages/en.ts' }),
    'ar.js': chunk('ar.js', 'ar, which is longer', {
      module: '/app/src/ui/messages/ar.ts',
      imports: ['shared.js', 'plural.js'],
    }),
    'plural.js': chunk('plural.js', 'plural'),
    'later.js': chunk('later.js', 'x'.repeat(999), { module: '/app/src/ui/screens/Later.svelte' }),
    'argonaut.js': chunk('argonaut.js', 'argonaut', {
      module: '/app/src/fhir/dialects/argonaut.ts',
      imports: ['shared.js', 'operations.js'],
    }),
    'epic.js': chunk('epic.js', 'epic', {
      module: '/app/src/fhir/dialects/epic.ts',
      imports: ['operations.js'],
    }),
    'operations.js': chunk('operations.js', 'find, book', { imports: ['index.js'] }),
    'plain.js': chunk('plain.js', 'plain, which needs more words than others and none of theirs', {
      module: '/app/src/fhir/dialects/plain.ts',
    }),
  };
  const options = {
    pages,
    language,
    dialects: { modules: /\/src\/fhir\/dialects\//, usual: 'argonaut' },
    limits: { ...limits, dialect: 5_000 },
  };
  const named = (name: string) =>
    costs(bundle, options).limited.find((each) => each.name === name)?.files ?? [];

  test('in a page that has its code in it is the page alone, code and all', () => {
    const inlined = { ...bundle, 'launch.html': asset('launch.html', '<script>launch</script>') };
    const [launch] = costs(inlined, options).limited;
    expect(launch?.files).toEqual([
      { file: 'launch.html', bytes: gzipSync('<script>launch</script>', { level: 9 }).byteLength },
    ]);
  });

  test('for the launch page is what it imports, named in the page or not', () => {
    expect(named('launch').map(({ file }) => file)).toEqual([
      'launch.html',
      'launch.js',
      'shared.js',
    ]);
  });

  test('for the home screen is both pages, each file once, the largest language and the usual dialect', () => {
    expect(named('home').map(({ file }) => file)).toEqual([
      'launch.html',
      'launch.js',
      'shared.js',
      'index.html',
      'index.js',
      'index.css',
      'ar.js',
      'plural.js',
      'argonaut.js',
      'operations.js',
    ]);
  });

  test('for a dialect is what comes beside the home screen, and the largest is held against its limit', () => {
    const gzip = (code: string) => gzipSync(code, { level: 9 }).byteLength;
    const { dialects } = costs(bundle, options);
    expect(dialects.map(({ name, files }) => [name, ...files.map(({ file }) => file)])).toEqual([
      ['plain', 'plain.js'],
      ['argonaut', 'argonaut.js', 'operations.js'],
      ['epic', 'epic.js', 'operations.js'],
    ]);
    expect(named('dialect').map(({ file }) => file)).toEqual(['plain.js']);
    const kB = (gzip('argonaut') + gzip('find, book')) / 1000;
    expect(dialectTable(dialects, 'argonaut')[2]).toBe(
      `    ${kB.toFixed(2)} kB  argonaut, files: 2`,
    );
  });

  test('cannot leave out the dialect that counts', () => {
    const dialects = { ...options.dialects, usual: 'esperanto' };
    expect(() => costs(bundle, { ...options, dialects })).toThrow('no dialect "esperanto"');
  });

  test('is weighed as gzip -9 sends it', () => {
    expect(named('launch')[1]?.bytes).toBe(gzipSync('launch', { level: 9 }).byteLength);
  });

  test('cannot be a file that the build did not write', () => {
    const broken = { ...bundle };
    delete broken['shared.js'];
    expect(() => costs(broken, options)).toThrow('shared.js is needed');
  });
});
