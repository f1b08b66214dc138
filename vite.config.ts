import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';
import { budget } from './scripts/budget.ts';
import { headers } from './scripts/headers.ts';
import { launchPage } from './scripts/launch-page.ts';
import { noInline } from './scripts/no-inline.ts';
import { fhirclientAliases } from './shims/fhirclient/aliases.ts';

const testing = process.env['VITEST'] !== undefined;

// No patient of the tests lives here: what leaks the browser's zone into the page shows at once.
if (testing) process.env['TZ'] = 'Asia/Kolkata';

// Of a language what is read first. The words of the later screens come with those, and are theirs to carry.
const language = /\/src\/ui\/messages\/\w+\.ts\?first$/;
// The sign-in says nothing of the patient's language: most read the one that the page itself is written in.
const usualLanguage = /\/src\/ui\/messages\/en\.ts\?first$/;

const page = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  // Relative, so that a hospital can put the files under any path.
  base: './',
  plugins: [
    {
      name: 'house:without-the-rest-of-fhirclient',
      // Not for the dev server and the tests: there its files find each other without Vite, and must find them all.
      apply: 'build',
      config: () => ({ resolve: { alias: fhirclientAliases } }),
    },
    // Tests run what patients run: the browser's Svelte, also where a test needs no DOM.
    svelte(testing ? { dynamicCompileOptions: () => ({ generate: 'client' }) } : {}),
    launchPage({ page: 'launch.html', app: 'index.html', language: usualLanguage }),
    headers(),
    noInline({ except: 'launch.html' }),
    budget({
      pages: { launch: 'launch.html', home: 'index.html' },
      language,
      dialects: { modules: /\/src\/fhir\/dialects\//, usual: 'argonaut' },
      limits: { launch: 4_000, home: 68_200, dialect: 4_900 },
    }),
  ],
  build: {
    target: 'es2022',
    sourcemap: false,
    // A data: URL would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: page('index.html'),
      output: {
        chunkFileNames: ({ name, facadeModuleId }) =>
          `assets/${name}${facadeModuleId?.endsWith('?later') === true ? '-later' : ''}-[hash].js`,
        // What one page needs at once is one file: split at every seam it takes 4 kB more, and more requests.
        codeSplitting: {
          // That is what every dialect needs, too, and small parts of Argonaut's that most others share. Those that
          // search Slots have one more file in common.
          groups: [
            {
              name: 'home',
              test: /src\/(main|fhir\/(records|changes|finding|patching|operation|token))\.ts$/,
            },
            {
              name: 'slots',
              test: /src\/fhir\/(slots|slot-holds|cancel-reason|soonest|chunks)\.ts$/,
            },
          ],
        },
      },
    },
  },
  test: {
    // Two cores; a PGlite database takes half a gigabyte in each worker.
    maxWorkers: 2,
    // Vitest empties style sheets; the colours of this one are read as text.
    css: { include: [/tokens\.css\?raw$/] },
    projects: [
      {
        extends: true,
        resolve: { conditions: ['browser'] },
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/unit/**/*.test.ts'],
          exclude: ['tests/unit/lint/fixtures/**'],
          testTimeout: 15_000,
        },
      },
      {
        extends: true,
        plugins: [svelteTesting()],
        test: {
          name: 'component',
          environment: 'jsdom',
          include: ['tests/component/**/*.test.ts'],
          setupFiles: ['tests/setup.ts'],
          testTimeout: 15_000,
        },
      },
      {
        extends: true,
        resolve: { conditions: ['browser'] },
        test: {
          name: 'contract',
          environment: 'node',
          include: ['tests/contract/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
