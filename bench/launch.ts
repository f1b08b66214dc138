/**
 * How long, and over how many round trips, from the portal's click to the first time on screen: this app, and by turns
 * a page as it is commonly written with fhirclient (bench/typical/). Every request of every host takes 50 ms longer
 * than it would. Cold: a new browser profile. Warm: the same profile again.
 *
 * `depth` is the longest chain of requests, preflights counted, each started after the one before it had ended, from
 * the app's first page to the answer that brought the first time; `depthOwnDoctor` the same to the own doctor's. The
 * portal's own page, which comes before, is not counted. The last line is JSON. Fails where a target is missed.
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
import { missed, summary, type Launch, type Measured } from './launch-targets.ts';
import { timesSeen, watchForTimes } from './times-seen.ts';
import { buildTypical } from './typical/build.ts';
import { answeredBetween, bytesOf, pathTo, type Answered } from './wire.ts';

const latency = 50;
const repetitions = 5;
const dist = process.env['DIST'] ?? fileURLToPath(new URL('../dist', import.meta.url));
const names = { portal: 'portal.localhost', app: 'app.localhost', ehr: 'ehr.localhost' } as const;

interface Candidate {
  readonly sandbox: RunningSandbox;
  /** False for a page that knows nothing of the patient's own doctor. */
  readonly ownDoctor: boolean;
  readonly cold: Launch[];
  readonly warm: Launch[];
}

async function launchOnce(
  context: BrowserContext,
  { sandbox, ownDoctor }: Candidate,
): Promise<Launch> {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(new URL('/home', sandbox.portal).href);
  const link = page.getByRole('main').getByRole('link', { name: 'Schedule an appointment' });
  await link.waitFor();
  const clicked = Date.now();
  await link.click();
  const frame = await appFrame(page, sandbox);
  const { anyone = Number.POSITIVE_INFINITY, 'own-doctor': own = Number.NaN } = await timesSeen(
    frame,
    ownDoctor ? ['anyone', 'own-doctor'] : ['anyone'],
  );
  const first = Number.isNaN(own) ? anyone : Math.min(anyone, own);
  const log = sandbox.ehrHandle.log.entries;
  const toFirst = answeredBetween(log, { from: clicked, until: first, latency });
  const path = pathToTimes(toFirst);
  const toOwn = Number.isNaN(own)
    ? []
    : pathToTimes(answeredBetween(log, { from: clicked, until: own, latency }));
  const asked = path.at(-1)?.startedAt ?? Number.NaN;
  // What was still on its way when the times were asked for cannot have held them up.
  const before = [...toFirst.filter(({ endedAt }) => endedAt <= asked), ...path.slice(-1)];
  return {
    depth: path.length,
    ...(ownDoctor ? { depthOwnDoctor: toOwn.length } : {}),
    requests: toFirst.length,
    preflights: count(toFirst, /^OPTIONS /),
    preflightsOnPath: count(path, /^OPTIONS /),
    metadata: count(toFirst, /\/metadata\b/),
    discoveryOnPath: count(before, /^GET .*\/smart-configuration$/),
    patientOnPath: count(before, /^GET .*\/Patient\//),
    locationOnPath: count(before, /^GET .*\/Location\//),
    bytes: bytesOf(toFirst),
    ms: first - clicked,
  };
}

function count(requests: readonly Answered[], asked: RegExp): number {
  return requests.filter(({ method, path }) => asked.test(`${method} ${path}`)).length;
}

/** A time needs the answer of a `$find`, and perhaps of a Location: whichever came last is where the chain ends. */
function pathToTimes(requests: readonly Answered[]): readonly Answered[] {
  const last = requests
    .filter(
      ({ method, path }) => method !== 'OPTIONS' && /\/Appointment\/\$find|\/Location\//.test(path),
    )
    .sort((one, other) => one.endedAt - other.endedAt)
    .at(-1);
  return last === undefined ? [] : pathTo(last, requests);
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

async function coldThenWarm(candidate: Candidate): Promise<void> {
  const profile = await mkdtemp(join(tmpdir(), 'launch-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await findChromium(),
    ...(await strictLaunch()),
  });
  await context.addInitScript({ content: watchForTimes });
  await signIn(context, candidate.sandbox);
  candidate.cold.push(await launchOnce(context, candidate));
  candidate.warm.push(await launchOnce(context, candidate));
  await context.close();
  await rm(profile, { recursive: true, force: true });
}

const measured = ({ cold, warm }: Candidate): Measured => ({
  cold: summary(cold),
  warm: summary(warm),
});

const typicalDirectory = await mkdtemp(join(tmpdir(), 'launch-typical-'));
await buildTypical(typicalDirectory);
const common = { names, latencyMilliseconds: latency };
const sandboxes = {
  ours: await startSandbox({ ...common, appDirectory: dist, settings: demoDeployment }),
  typical: await startSandbox({ ...common, appDirectory: typicalDirectory }),
};
const ours: Candidate = { sandbox: sandboxes.ours, ownDoctor: true, cold: [], warm: [] };
const typical: Candidate = { sandbox: sandboxes.typical, ownDoctor: false, cold: [], warm: [] };
try {
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    // The machine may slow down while they take turns, so neither always comes first.
    const turns = repetition % 2 === 0 ? [ours, typical] : [typical, ours];
    for (const candidate of turns) await coldThenWarm(candidate);
  }
} finally {
  await Promise.all([sandboxes.ours.close(), sandboxes.typical.close()]);
  await rm(typicalDirectory, { recursive: true, force: true });
}

const [own, other] = [measured(ours), measured(typical)];
const ratio = {
  cold: Number((own.cold.ms / other.cold.ms).toFixed(2)),
  warm: Number((own.warm.ms / other.warm.ms).toFixed(2)),
};
console.table({
  'cold, ours': own.cold,
  'cold, typical': other.cold,
  'warm, ours': own.warm,
  'warm, typical': other.warm,
});
console.log(
  `medians of ${repetitions} launches each, by turns, ${latency} ms added to every request; ` +
    `ours takes ${ratio.cold} of the typical page's time cold and ${ratio.warm} warm`,
);
const complaints = missed(own, ratio);
for (const complaint of complaints) console.log(complaint);
process.exitCode = complaints.length === 0 ? 0 : 1;
console.log(JSON.stringify({ ...own, typical: other, ratio }));
