/**
 * What a patient downloads of ours, gzip -9: `launch` is all that the redirect to the authorization server waits
 * for, `home` all up to the first times on screen, the launch page included, from an empty cache. FHIR answers are
 * not counted. `dialects` is what each EHR's way of scheduling takes of that, of which a deployment with one EHR pays
 * for one; `home` has Argonaut's in it. Measured in Chromium; the last line is JSON.
 */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium } from '@playwright/test';

import { patients } from '../sandbox/clinic/index.ts';
import { everyDialect, unnamed } from '../sandbox/deployment.ts';
import { type RunningSandbox, startSandbox } from '../sandbox/hosts.ts';
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

/** Our files that came, each once. */
function filesIn(entries: RunningSandbox['ehrHandle']['log']['entries']): readonly string[] {
  const ours = entries.filter(({ host, status }) => host === 'app' && status === 200);
  return [...new Set(ours.map(({ path }) => path.split('?')[0] ?? ''))];
}

/** What a patient of each EHR downloads, up to where nothing more comes. */
async function filesByDialect(
  browser: Browser,
  sandbox: RunningSandbox,
  patient: string,
): Promise<readonly (readonly [dialect: string, files: readonly string[]])[]> {
  const { bases, log } = sandbox.ehrHandle;
  const found: (readonly [string, readonly string[]])[] = [];
  for (const [dialect, iss] of Object.entries(bases)) {
    if (dialect === unnamed) continue;
    const context = await browser.newContext();
    const page = await context.newPage();
    log.clear();
    await page.goto((await sandbox.createLaunch({ patient, iss })).url);
    await page.getByRole('contentinfo').waitFor();
    await page.waitForLoadState('networkidle');
    found.push([dialect, filesIn(log.entries)]);
    await context.close();
  }
  return found;
}

const sandbox = await startSandbox({ appDirectory: dist, settings: everyDialect });
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
  const toTimes = entries.filter(({ startedAt }) => startedAt <= first);
  const launch = filesIn(toTimes.filter(({ startedAt }) => startedAt < left));
  const home = filesIn(toTimes);
  console.log(`launch: ${launch.join(' ')}\nhome:   ${home.join(' ')}`);

  const byDialect = await filesByDialect(browser, sandbox, patient.id);
  const own = byDialect.map(([dialect, files]) => {
    const common = (file: string) => byDialect.every(([, others]) => others.includes(file));
    return [dialect, files.filter((file) => !common(file))] as const;
  });
  console.log('of these a deployment with one EHR pays for one:');
  const dialects: Record<string, number> = {};
  for (const [dialect, files] of own) {
    dialects[dialect] = (await gzipBytes(files)).total;
    console.log(`  ${dialect}, ${dialects[dialect]} bytes: ${files.join(' ')}`);
  }
  console.log(
    JSON.stringify({ launch: await gzipBytes(launch), home: await gzipBytes(home), dialects }),
  );
} finally {
  await browser.close();
  await sandbox.close();
}
