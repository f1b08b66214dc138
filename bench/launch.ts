/**
 * How long, and over how many round trips, from the portal's click to the first time on screen. Every request
 * of every host takes 50 ms longer than it would. Cold: a new browser profile. Warm: the same profile again.
 *
 * `depth` is the longest chain of requests, preflights counted, each started after the one before it had
 * ended, from the portal's own page to the answer that brought the first time; `depthOwnDoctor` the same to
 * the own doctor's. The last line is JSON.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type BrowserContext, type Frame, type Page } from '@playwright/test';

import { demoDeployment } from '../sandbox/deployment.ts';
import { startSandbox, type RunningSandbox } from '../sandbox/hosts.ts';
import { findChromium } from '../scripts/chromium.ts';
import { strictLaunch } from '../scripts/strict-browser.ts';
import { timesSeen, watchForTimes } from './times-seen.ts';
import { answeredBetween, bytesOf, depthTo, median } from './wire.ts';

const latency = 50;
const repetitions = 5;
const dist = process.env['DIST'] ?? fileURLToPath(new URL('../dist', import.meta.url));

interface Launch {
  readonly depth: number;
  readonly depthOwnDoctor: number;
  readonly requests: number;
  readonly bytes: number;
  readonly ms: number;
}

async function launchOnce(context: BrowserContext, sandbox: RunningSandbox): Promise<Launch> {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(new URL('/home', sandbox.portal).href);
  const link = page.getByRole('main').getByRole('link', { name: 'Schedule an appointment' });
  await link.waitFor();
  const clicked = Date.now();
  await link.click();
  const seen = await timesSeen(await appFrame(page, sandbox));
  const first = Math.min(...Object.values(seen));
  const own = seen['own-doctor'] ?? Number.NaN;
  const log = sandbox.ehrHandle.log.entries;
  const until = answeredBetween(log, { from: clicked, until: first, latency });
  const toOwn = answeredBetween(log, { from: clicked, until: own, latency });
  return {
    depth: chain(until),
    depthOwnDoctor: chain(toOwn),
    requests: until.length,
    bytes: bytesOf(until),
    ms: first - clicked,
  };
}

/** A time needs the answer of a `$find`, and perhaps of a Location: whichever came last is where the chain ends. */
function chain(requests: ReturnType<typeof answeredBetween>): number {
  const last = requests
    .filter(
      ({ method, path }) => method !== 'OPTIONS' && /\/Appointment\/\$find|\/Location\//.test(path),
    )
    .sort((one, other) => one.endedAt - other.endedAt)
    .at(-1);
  return last === undefined ? Number.NaN : depthTo(last, requests);
}

async function appFrame(page: Page, { app }: RunningSandbox): Promise<Frame> {
  const isApp = (frame: Frame) => frame.url().startsWith(`${app.origin}/index.html`);
  return page.frames().find(isApp) ?? page.waitForEvent('framenavigated', { predicate: isApp });
}

async function signIn(context: BrowserContext, sandbox: RunningSandbox): Promise<void> {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(sandbox.portal.href);
  await page.getByRole('button').first().click();
  await page.waitForURL('**/home');
}

const sandbox = await startSandbox({
  appDirectory: dist,
  settings: demoDeployment,
  names: { portal: 'portal.localhost', app: 'app.localhost', ehr: 'ehr.localhost' },
  latencyMilliseconds: latency,
});
const cold: Launch[] = [];
const warm: Launch[] = [];
try {
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const profile = await mkdtemp(join(tmpdir(), 'launch-bench-'));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: await findChromium(),
      ...(await strictLaunch()),
    });
    await context.addInitScript({ content: watchForTimes });
    await signIn(context, sandbox);
    cold.push(await launchOnce(context, sandbox));
    warm.push(await launchOnce(context, sandbox));
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
} finally {
  await sandbox.close();
}

const summary = (launches: readonly Launch[]): Launch => ({
  depth: median(launches.map(({ depth }) => depth)),
  depthOwnDoctor: median(launches.map(({ depthOwnDoctor }) => depthOwnDoctor)),
  requests: median(launches.map(({ requests }) => requests)),
  bytes: median(launches.map(({ bytes }) => bytes)),
  ms: median(launches.map(({ ms }) => ms)),
});
console.table({ cold: summary(cold), warm: summary(warm) });
console.log(
  `medians of ${String(repetitions)} launches, ${String(latency)} ms added to every request`,
);
console.log(JSON.stringify({ cold: summary(cold), warm: summary(warm) }));
