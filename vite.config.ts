import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';
import { budget } from './scripts/budget.ts';
import { noInline } from './scripts/no-inline.ts';
import { fhirclientAliases } from './shims/fhirclient/aliases.ts';

const testing = process.env['VITEST'] !== undefined;

// No patient of the tests lives here: what leaks the browser's zone into the page shows at once.
if (testing) process.env['TZ'] = 'Asia/Kolkata';

const page = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  // Relative, so that a hospital can put the files under any path.
  base: './',
  resolve: { alias: fhirclientAliases },
  plugins: [
    // Tests run what patients run: the browser's Svelte, also where a test needs no DOM.
    svelte(testing ? { dynamicCompileOptions: () => ({ generate: 'client' }) } : {}),
    noInline(),
    budget({
      pages: { launch: 'launch.html', home: 'index.html' },
      // The words of the later screens come with those, and are theirs to carry.
      language: /\/src\/ui\/messages\/(?!\w+-later\.)/,
      limits: { launch: 18_000, home: 60_000 },
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
      input: [page('index.html'), page('launch.html')],
      output: {
        // What one page needs at once is one file: split at every seam it takes 4 kB more, and more requests.
        codeSplitting: {
          groups: [
            {
              name: 'sign-in',
              test: /src\/(config|session\/launch|ui\/launch\/[a-z-]+)\.ts$/,
              priority: 2,
            },
            { name: 'home', test: /src\/main\.ts$/, priority: 1 },
          ],
        },
      },
    },
  },
  test: {
    // Two cores; a PGlite database takes half a gigabyte in each worker.
    maxWorkers: 2,
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
