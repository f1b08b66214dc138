/**
 * What a patient downloads of ours, gzip -9: `launch` is all that the redirect to the authorization server waits
 * for, `home` all up to the first times on screen, the launch page included, from an empty cache. FHIR answers are
 * not counted. Measured in Chromium; the last line is JSON.
 */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';

import { patients } from '../sandbox/clinic/index.ts';
import { demoDeployment } from '../sandbox/deployment.ts';
import { startSandbox } from '../sandbox/hosts.ts';
import { findChromium } from '../scripts/chromium.ts';
import { strictLaunch } from '../scripts/strict-browser.ts';
import { timesSeen, watchForTimes } from './times-seen.ts';

const dist = process.env['DIST'] ?? fileURLToPath(new URL('../dist', import.meta.url));
const kinds = ['html', 'js', 'css'] as const;

async function gzipBytes(
  paths: readonly string[],
): Promise<Record<(typeof kinds)[number] | 'total', number>> {
  const sizes = { html: 0, js: 0, css: 0, total: 0 };
  for (const path of paths) {
    const kind = kinds.find((name) => extname(path) === `.${name}`);
    if (kind === undefined)
      throw new Error(`${path} is neither HTML, JavaScript nor CSS: count it too`);
    const size = gzipSync(await readFile(join(dist, path)), { level: 9 }).byteLength;
    sizes[kind] += size;
    sizes.total += size;
  }
  return sizes;
}

const sandbox = await startSandbox({ appDirectory: dist, settings: demoDeployment });
const browser = await chromium.launch({
  executablePath: await findChromium(),
  ...(await strictLaunch()),
});
try {
  const [patient] = patients;
  if (patient === undefined) throw new Error('the clinic has no patients');
  const { url } = await sandbox.createLaunch({ patient: patient.id });
  const page = await browser.newPage();
  await page.addInitScript({ content: watchForTimes });
  const { log } = sandbox.ehrHandle;
  const redirect = () =>
    log.entries.find(
      ({ host, path }) => host === 'authorization' && path.startsWith('/auth/authorize'),
    );
  // What comes beside the redirect may overtake it here, where nothing takes any time. What the redirect waits for
  // is held back in vain, and counted.
  await page.route('**/assets/**', async (route) => {
    const deadline = Date.now() + 2_000;
    while (redirect() === undefined && Date.now() < deadline) await page.waitForTimeout(20);
    await route.continue();
  });
  await page.goto(url);
  const { anyone: first = Number.NaN } = await timesSeen(page.mainFrame(), [
    'anyone',
    'own-doctor',
  ]);

  const { entries } = log;
  const left = redirect()?.startedAt ?? Number.NaN;
  const ours = (some: typeof entries) => [
    ...new Set(
      some
        .filter(
          ({ host, status, startedAt }) => host === 'app' && status === 200 && startedAt <= first,
        )
        .map(({ path }) => path.split('?')[0] ?? ''),
    ),
  ];
  const launch = ours(entries.filter(({ startedAt }) => startedAt < left));
  const home = ours(entries);
  console.log(`launch: ${launch.join(' ')}\nhome:   ${home.join(' ')}`);
  console.log(JSON.stringify({ launch: await gzipBytes(launch), home: await gzipBytes(home) }));
} finally {
  await browser.close();
  await sandbox.close();
}
