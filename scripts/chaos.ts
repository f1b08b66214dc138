import { parseArgs } from 'node:util';
import { requestKinds } from '../tests/chaos/asked.ts';
import { spokenNames } from '../tests/chaos/dialects.ts';
import { type FaultKind, faultKinds } from '../tests/chaos/fault-kinds.ts';
import { harmKinds, type HarmKind } from '../tests/chaos/harms.ts';
import type { Failure, Found, Options } from '../tests/chaos/worker.ts';
import { buildWorker } from './chaos-build.ts';
import { runWorker } from './chaos-worker.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '150' },
    seed: { type: 'string', default: '1' },
    /** Of a failure: the same run once more, with `--seed` as it was printed. */
    path: { type: 'string' },
    workers: { type: 'string', default: '2' },
    /** Tells a failure as it was found, at once; else the shortest way to it is looked for. */
    'no-shrink': { type: 'boolean', default: false },
    /** One of the sandbox's, or `all`: so many runs of each. */
    dialect: { type: 'string', default: 'argonaut' },
  },
});
/** What came of the runs over one dialect. */
interface Result {
  readonly runs: number;
  readonly actions: number;
  readonly faults: Readonly<Record<FaultKind, number>>;
  readonly harms: Readonly<Record<HarmKind, number>>;
}

const runs = whole('runs', values.runs);
const seed = whole('seed', values.seed);
const workers = values.path === undefined ? Math.min(whole('workers', values.workers), runs) : 1;

/** Far enough apart that no two workers ever make up the same runs. */
const apart = 1_000_000;
/** From so many runs on, every fault must have met every request this often. */
const enoughRuns = 10_000;
const leastStrikes = 20;

const every = 1_000;
const names = values.dialect === 'all' ? spokenNames : [values.dialect];
const file = await buildWorker('app');
const results: Record<string, Result> = {};
let failed = false;
for (const name of names) {
  const { result, harmed } = await runDialect(name);
  results[name] = result;
  failed ||= harmed;
}
process.exitCode = failed ? 1 : 0;
console.log(JSON.stringify({ ...inAll(Object.values(results)), dialects: results }));

/** So many runs over one dialect. */
async function runDialect(dialect: string): Promise<{ result: Result; harmed: boolean }> {
  const startedAt = performance.now();
  const seconds = (): string => ((performance.now() - startedAt) / 1000).toFixed(0);
  const done = new Map<number, number>();
  let told = 0;
  /** Long ones say now and then that they are getting on. */
  const progress = (): void => {
    const all = [...done.values()].reduce((count, one) => count + one, 0);
    if (all < told + every) return;
    told = all - (all % every);
    console.log(`${dialect}: ${told} runs, ${seconds()} seconds`);
  };
  const found = await Promise.all(
    Array.from({ length: workers }, (_, worker) =>
      runWorker(file, optionsOf(worker, dialect), (count) => {
        done.set(worker, count);
        progress();
      }),
    ),
  );
  const total = sum(found);
  for (const failure of found.flatMap(({ failures }) => failures))
    console.log(retold(failure, dialect));
  console.log(`${dialect}:\n${table(total.struck)}`);
  const seldom = pairs().filter(
    ([fault, on]) => (total.struck[`${fault} ${on}`] ?? 0) < leastStrikes,
  );
  const tooSeldom = runs >= enoughRuns && seldom.length > 0;
  if (tooSeldom)
    console.log(
      `struck less than ${leastStrikes} times: ${seldom.map((pair) => pair.join(' on ')).join(', ')}`,
    );
  const harmed = harmKinds.some((kind) => total.harms[kind] > 0);
  console.log(`${dialect}: seed ${seed}, ${workers} workers, ${seconds()} seconds`);
  return {
    result: {
      runs: total.runs,
      actions: total.actions,
      faults: byFault(total.struck),
      harms: total.harms,
    },
    harmed: harmed || tooSeldom || total.runs < runs,
  };
}

function optionsOf(worker: number, dialect: string): Options {
  return {
    dialect,
    runs: Math.floor(runs / workers) + (worker < runs % workers ? 1 : 0),
    seed: seed + worker * apart,
    ...(values.path === undefined ? {} : { path: values.path }),
    most: 3,
    shrinks: !values['no-shrink'],
  };
}

function whole(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new Error(`--${name} ${text} is no number`);
  return number;
}

function sum(all: readonly Found[]): Omit<Found, 'failures'> {
  const struck: Record<string, number> = {};
  for (const one of all)
    for (const [pair, count] of Object.entries(one.struck))
      struck[pair] = (struck[pair] ?? 0) + count;
  const harms = Object.fromEntries(
    harmKinds.map((kind) => [kind, all.reduce((count, one) => count + one.harms[kind], 0)]),
  ) as Record<HarmKind, number>;
  return {
    runs: all.reduce((count, one) => count + one.runs, 0),
    actions: all.reduce((count, one) => count + one.actions, 0),
    struck,
    harms,
  };
}

/** Everything of all dialects together. */
function inAll(all: readonly Result[]): Result {
  const added = <Key extends string>(
    keys: readonly Key[],
    of: (one: Result) => Readonly<Record<Key, number>>,
  ): Record<Key, number> =>
    Object.fromEntries(
      keys.map((key) => [key, all.reduce((count, one) => count + of(one)[key], 0)]),
    ) as Record<Key, number>;
  return {
    runs: all.reduce((count, one) => count + one.runs, 0),
    actions: all.reduce((count, one) => count + one.actions, 0),
    faults: added(faultKinds, ({ faults }) => faults),
    harms: added(harmKinds, ({ harms }) => harms),
  };
}

function pairs(): readonly (readonly [fault: string, on: string])[] {
  return faultKinds.flatMap((fault) => requestKinds.map((on) => [fault, on] as const));
}

function byFault(struck: Found['struck']): Readonly<Record<FaultKind, number>> {
  return Object.fromEntries(
    faultKinds.map((fault) => [
      fault,
      requestKinds.reduce((count, on) => count + (struck[`${fault} ${on}`] ?? 0), 0),
    ]),
  ) as Record<FaultKind, number>;
}

function table(struck: Found['struck']): string {
  const line = (name: string, cells: readonly (string | number)[]): string =>
    name.padEnd(16) + cells.map((cell) => String(cell).padStart(9)).join('');
  const rows = faultKinds.map((fault) =>
    line(
      fault,
      requestKinds.map((on) => struck[`${fault} ${on}`] ?? 0),
    ),
  );
  return [
    'How often each fault struck each kind of request:',
    line('', requestKinds),
    ...rows,
  ].join('\n');
}

function retold({ seed: its, path, harms, story, plan }: Failure, dialect: string): string {
  return [
    '',
    ...harms.map(({ kind, what }) => `${kind}: ${what}`),
    ...story.map((line) => `  ${line}`),
    `  again: npm run chaos -- --dialect ${dialect} --seed ${its} --path ${path}`,
    `  as data: ${plan}`,
    '',
  ].join('\n');
}
