import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type InlineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const peers = here('peers');

/** Installs the calendars that are compared with, where they are not there as the lock file says. */
export function installPeers(): void {
  const changed = (file: string) => statSync(join(peers, file), { throwIfNoEntry: false })?.mtimeMs;
  const installed = changed('node_modules/.package-lock.json') ?? 0;
  if (installed >= (changed('package-lock.json') ?? Infinity)) return;
  console.log('Installing the other calendars into bench/find/peers (npm ci).');
  // Medplum asks for a newer Node than ours; its code runs in the browser only.
  const options = ['--no-engine-strict', '--ignore-scripts', '--no-audit', '--loglevel=error'];
  execFileSync('npm', ['ci', ...options], { cwd: peers, stdio: 'inherit' });
}

/** Builds every page for production, each group with its own packages, into folders of `into`. */
export async function buildPages(into: string): Promise<void> {
  await build(
    configOf('pages', ['app', 'blank'], into, [
      svelte({ configFile: here('../../svelte.config.js') }),
    ]),
  );
  const calendars = ['fullcalendar', 'event-calendar', 'medplum'];
  await build(
    configOf('peers', calendars, into, [svelte({ configFile: false }), startsAtTheBenchsMonth()]),
  );
}

function configOf(
  folder: string,
  pages: readonly string[],
  into: string,
  plugins: InlineConfig['plugins'] = [],
): InlineConfig {
  const root = here(folder);
  return {
    configFile: false,
    logLevel: 'error',
    root,
    base: './',
    plugins,
    // Medplum's style sheet has a rule that lightningcss refuses.
    css: { lightningcss: { errorRecovery: true } },
    build: {
      outDir: join(into, folder),
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { input: pages.map((page) => join(root, `${page}.html`)) },
    },
  };
}

/**
 * Medplum's month is that of `new Date()`, and has no setting; only `Date.now` is stood in for here, since a
 * whole `Date` in place of the real one would slow every page down.
 */
function startsAtTheBenchsMonth(): Plugin {
  const found = 'function getStartMonth(){return startOfMonth(new Date)}';
  return {
    name: 'bench:start-month',
    transform(code, id) {
      if (!id.includes('@medplum/react/') || !id.endsWith('.mjs')) return undefined;
      if (!code.includes(found)) throw new Error(`@medplum/react has no ${found}`);
      return code.replace(found, found.replace('new Date', 'new Date(Date.now())'));
    },
  };
}
