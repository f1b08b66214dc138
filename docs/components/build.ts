import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the page of all components into a folder, for the journey that looks at it. It is no part of the app. */
export async function buildComponents(into: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    base: './',
    plugins: [svelte({ configFile: `${root}/svelte.config.js` })],
    build: {
      outDir: into,
      emptyOutDir: true,
      target: 'es2022',
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: {
        input: `${root}/docs/components/index.html`,
        // One file, so that the styles are in the app's order: what all share, and then what a component adds.
        output: { codeSplitting: false },
      },
    },
  });
}
