import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type Plugin } from 'vite';

/** A guard taken out of the code on purpose, to see whether anything notices. */
export interface Mutation {
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

/**
 * Builds the process that runs the app's own code against the sandbox's. Vite does it, because flows are
 * compiled by Svelte: flows as for browsers, components as for servers, where they give their text.
 * @returns the file to run with node
 */
export async function buildWorker(
  name: string,
  mutations: readonly Mutation[] = [],
): Promise<string> {
  const outDir = resolve('.cache/chaos', name);
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      ...mutations.map(mutate),
      ownAddresses(),
      svelte({
        dynamicCompileOptions: ({ filename }) => ({
          generate: filename.endsWith('.svelte') ? 'server' : 'client',
        }),
      }),
    ],
    build: {
      ssr: 'tests/chaos/worker.ts',
      outDir,
      target: 'node20',
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  return resolve(outDir, 'worker.js');
}

/** @throws {Error} where the code is no longer what the mutation was written for */
export function checkMutation({ file, find, replace }: Mutation): void {
  const count = readFileSync(file, 'utf8').split(find).length - 1;
  if (count !== 1) throw new Error(`${file} has this ${count} times, not once: ${find}`);
  if (find === replace) throw new Error(`${file}: nothing would change`);
}

function mutate(mutation: Mutation): Plugin {
  checkMutation(mutation);
  const path = resolve(mutation.file);
  return {
    name: 'mutate',
    enforce: 'pre',
    transform(code, id) {
      if (id !== path) return undefined;
      return { code: code.replace(mutation.find, () => mutation.replace), map: null };
    },
  };
}

/** The sandbox finds its own files beside itself; in one bundle it would look in the wrong place. */
function ownAddresses(): Plugin {
  return {
    name: 'own-addresses',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('/sandbox/') || !code.includes('import.meta.url')) return undefined;
      const url = JSON.stringify(pathToFileURL(id).href);
      return { code: code.replaceAll('import.meta.url', url), map: null };
    },
  };
}
