/**
 * What Lighthouse thinks of the first screen, on a phone as it emulates one (slow network, slow processor): the built
 * app after a real launch, in the sandbox. Each run is a new browser profile and a launch of its own, opened as the
 * portal would open it in a tab: Lighthouse follows the whole way, from launch.html through the authorization server
 * to index.html, and judges the page where it ends.
 *
 * Accessibility and best practices have to be 100 and nothing may jump (CLS 0), or it fails; performance depends on
 * the machine and is only told. Medians of five runs; what fails an audit is named. The last line is JSON.
 */
import { fileURLToPath } from 'node:url';
import { launch } from 'chrome-launcher';
import lighthouse, { type Result } from 'lighthouse';

import { patients } from '../sandbox/clinic/index.ts';
import { demoDeployment } from '../sandbox/deployment.ts';
import { type RunningSandbox, startSandbox } from '../sandbox/hosts.ts';
import { findChromium } from '../scripts/chromium.ts';
import { median } from './wire.ts';

const repetitions = 5;
const dist = process.env['DIST'] ?? fileURLToPath(new URL('../dist', import.meta.url));
const categories = ['accessibility', 'best-practices', 'performance'] as const;

interface Figures {
  readonly accessibility: number;
  readonly bestPractices: number;
  readonly performance: number;
  readonly cls: number;
}

/** One launch in a browser that has never seen the app. */
async function judgeOnce(sandbox: RunningSandbox, patient: string): Promise<Result> {
  const browser = await launch({
    chromePath: await findChromium(),
    chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  sandbox.ehrHandle.log.clear();
  try {
    const { url } = await sandbox.createLaunch({ patient });
    const judged = await lighthouse(url, {
      port: browser.port,
      onlyCategories: [...categories],
      output: 'json',
      logLevel: 'error',
    });
    if (judged === undefined) throw new Error('Lighthouse has judged nothing.');
    const { lhr } = judged;
    if (lhr.runtimeError !== undefined) throw new Error(lhr.runtimeError.message);
    // Whatever page a launch that fails ends on, it is not the one that is meant.
    const { origin, pathname } = new URL(lhr.finalDisplayedUrl);
    if (origin !== sandbox.app.origin || pathname !== '/index.html')
      throw new Error(`The launch has ended at ${lhr.finalDisplayedUrl}.`);
    const found = sandbox.ehrHandle.log.entries.filter(
      ({ method, path, status }) =>
        method === 'POST' && path.includes('/Appointment/$find') && status === 200,
    );
    if (found.length < 2) throw new Error('The page that was judged had no times on it.');
    return lhr;
  } finally {
    browser.kill();
  }
}

function figuresOf({ categories: of, audits }: Result): Figures {
  const score = (name: (typeof categories)[number]) => Math.round((of[name]?.score ?? 0) * 100);
  return {
    accessibility: score('accessibility'),
    bestPractices: score('best-practices'),
    performance: score('performance'),
    cls: audits['cumulative-layout-shift']?.numericValue ?? Number.NaN,
  };
}

/** The audits that cost points in the categories that must be whole, each with what it complains about. */
function failing({ categories: of, audits }: Result): readonly string[] {
  const ids = ['accessibility', 'best-practices'].flatMap((name) =>
    (of[name]?.auditRefs ?? []).filter(({ weight }) => weight > 0).map(({ id }) => id),
  );
  return ids.flatMap((id) => {
    const audit = audits[id];
    if (audit?.score == null || audit.score === 1) return [];
    const items: unknown =
      audit.details !== undefined && 'items' in audit.details ? audit.details.items : [];
    return [`  ${id}: ${audit.title} ${JSON.stringify(items)}`];
  });
}

const sandbox = await startSandbox({ appDirectory: dist, settings: demoDeployment });
const runs: Figures[] = [];
try {
  const [patient] = patients;
  if (patient === undefined) throw new Error('the clinic has no patients');
  for (let run = 1; run <= repetitions; run += 1) {
    const result = await judgeOnce(sandbox, patient.id);
    const figures = figuresOf(result);
    runs.push(figures);
    const { accessibility, bestPractices, performance, cls } = figures;
    console.log(
      `${run}: accessibility ${accessibility}, best practices ${bestPractices}, performance ${performance}, ` +
        `CLS ${cls}`,
    );
    for (const complaint of failing(result)) console.log(complaint);
  }
} finally {
  await sandbox.close();
}

const middle = (of: (figures: Figures) => number) => median(runs.map(of));
const medians: Figures = {
  accessibility: middle(({ accessibility }) => accessibility),
  bestPractices: middle(({ bestPractices }) => bestPractices),
  performance: middle(({ performance }) => performance),
  cls: middle(({ cls }) => cls),
};
const kept = medians.accessibility === 100 && medians.bestPractices === 100 && medians.cls === 0;
process.exitCode = kept ? 0 : 1;
console.log(JSON.stringify(medians));
