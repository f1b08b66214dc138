import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';

/** A command that passes or fails, and the JSON report of its tests where it runs any. */
export interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly report?: string;
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** What goes on at the same time: each lane step by step, up to its first that fails. */
export interface Lanes {
  readonly lanes: readonly (readonly Step[])[];
}

/** Cheapest first, so that a slip is known within seconds. */
const quick: readonly Step[] = [
  { name: 'prettier', command: ['prettier', '--check', '.'] },
  { name: 'styles', command: ['tsx', 'scripts/check-css.ts'] },
  {
    name: 'dependency-cruiser',
    command: ['depcruise', 'src', 'sandbox', '--output-type', 'err-long'],
  },
  { name: 'tsc', command: ['tsc', '--noEmit'] },
  {
    name: 'svelte-check',
    command: ['svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings'],
  },
];

/** One that takes as long as all the others: two cores do both at once. */
export const checks: Lanes = {
  lanes: [quick, [{ name: 'eslint', command: ['eslint', '.', '--max-warnings', '0'] }]],
};

export const build: Step = { name: 'build', command: ['vite', 'build'] };

const vitestReport = 'test-results/vitest.json';

export const tests: readonly Step[] = [
  {
    name: 'vitest',
    command: [
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${vitestReport}`,
    ],
    report: vitestReport,
  },
  // A short run; `npm run chaos -- --runs 10000` is the long one.
  { name: 'chaos', command: ['tsx', 'scripts/chaos.ts', '--runs', '200'] },
  { name: 'journeys', command: ['playwright', 'test'], report: 'test-results/journeys.json' },
];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * How many tests of a vitest or Playwright report passed and failed. A test that was left out, or
 * passed only at a second try, has not passed.
 * @throws {Error} where the report is neither.
 */
export function counts(report: unknown): Counts {
  const number = (of: Record<string, unknown>, key: string): number => {
    const value = of[key];
    if (typeof value !== 'number') throw new Error(`the test report has no "${key}"`);
    return value;
  };
  if (!isRecord(report)) throw new Error('the test report is no JSON object');
  const { stats } = report;
  if (isRecord(stats)) {
    const errors = Array.isArray(report['errors']) ? report['errors'].length : 0;
    return {
      passed: number(stats, 'expected'),
      failed:
        number(stats, 'unexpected') + number(stats, 'flaky') + number(stats, 'skipped') + errors,
    };
  }
  const passed = number(report, 'numPassedTests');
  return { passed, failed: number(report, 'numTotalTests') - passed };
}

/** The line that ends a run. A step that fails counts as a failure, also where no test of it did. */
export function summary(all: readonly Counts[], stepFailed: boolean): string {
  const passed = all.reduce((sum, one) => sum + one.passed, 0);
  const failed = all.reduce((sum, one) => sum + one.failed, 0);
  return `checks: ${passed} passed, ${stepFailed ? Math.max(1, failed) : failed} failed`;
}

/** @param aloud whether its output is shown as it comes, or whole at its end */
function run({ name, command: [program, ...args] }: Step, aloud: boolean): Promise<number> {
  const PATH = [resolve('node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter);
  const title = `\n--- ${name}: ${[program, ...args].join(' ')}`;
  if (aloud) console.log(title);
  return new Promise((finish, fail) => {
    const stdio = aloud ? 'inherit' : 'pipe';
    const child = spawn(program, args, { stdio, env: { ...process.env, PATH } });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('error', fail);
    child.on('close', (code) => {
      if (!aloud) console.log(`${title}\n${Buffer.concat(said).toString().trim()}`);
      finish(code ?? 1);
    });
  });
}

export interface Run {
  readonly ok: boolean;
  readonly counted: readonly Counts[];
}

interface Measured extends Run {
  readonly durations: readonly string[];
}

async function runStep(step: Step, aloud: boolean): Promise<Measured> {
  const { report } = step;
  if (report) rmSync(report, { force: true });
  const start = performance.now();
  let ok = (await run(step, aloud)) === 0;
  const counted: Counts[] = [];
  if (report) {
    try {
      const count = counts(JSON.parse(readFileSync(report, 'utf8')));
      counted.push(count);
      if (count.passed === 0 || count.failed > 0) ok = false;
    } catch (error) {
      console.error(`${step.name}: ${String(error)}`);
      ok = false;
    }
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const duration = `${seconds.padStart(7)} s  ${step.name}${ok ? '' : ': FAILED'}`;
  return { ok, counted, durations: [duration] };
}

const joined = (runs: readonly Measured[]): Measured => ({
  ok: runs.every(({ ok }) => ok),
  counted: runs.flatMap(({ counted }) => counted),
  durations: runs.flatMap(({ durations }) => durations),
});

async function inOrder(parts: readonly (Step | Lanes)[], aloud: boolean): Promise<Measured> {
  const runs: Measured[] = [];
  for (const part of parts) {
    const last =
      'lanes' in part
        ? joined(await Promise.all(part.lanes.map((lane) => inOrder(lane, false))))
        : await runStep(part, aloud);
    runs.push(last);
    if (!last.ok) break;
  }
  return joined(runs);
}

/** Runs the steps one after the other, up to the first that fails, and says how long each took. */
export async function runSteps(parts: readonly (Step | Lanes)[]): Promise<Run> {
  const { durations, ...run } = await inOrder(parts, true);
  console.log(['', ...durations].join('\n'));
  return run;
}
