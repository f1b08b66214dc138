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

/** Cheapest first, so that a slip is known within seconds. */
export const checks: readonly Step[] = [
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
  { name: 'eslint', command: ['eslint', '.', '--max-warnings', '0'] },
];

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

function run({ command: [program, ...args] }: Step): Promise<number> {
  const PATH = [resolve('node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter);
  return new Promise((finish, fail) => {
    const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, PATH } });
    child.on('error', fail);
    child.on('exit', (code) => {
      finish(code ?? 1);
    });
  });
}

/** Runs the steps one after the other, up to the first that fails. */
export async function runSteps(
  steps: readonly Step[],
): Promise<{ readonly ok: boolean; readonly counted: readonly Counts[] }> {
  const counted: Counts[] = [];
  const durations: string[] = [];
  let ok = true;
  for (const step of steps) {
    console.log(`\n--- ${step.name}: ${step.command.join(' ')}`);
    if (step.report) rmSync(step.report, { force: true });
    const start = performance.now();
    ok = (await run(step)) === 0;
    if (step.report) {
      try {
        const count = counts(JSON.parse(readFileSync(step.report, 'utf8')));
        counted.push(count);
        if (count.passed === 0 || count.failed > 0) ok = false;
      } catch (error) {
        console.error(`${step.name}: ${String(error)}`);
        ok = false;
      }
    }
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    durations.push(`${seconds.padStart(7)} s  ${step.name}${ok ? '' : ': FAILED'}`);
    if (!ok) break;
  }
  console.log(['', ...durations].join('\n'));
  return { ok, counted };
}
