import fc from 'fast-check';
import { harmKinds, type Harm, type HarmKind } from './harms.ts';
import { plans, type Plan } from './plan.ts';
import { openStage, type Report } from './run.ts';

/** What one process found out; printed as the last line, for the process that started it. */
export interface Found {
  readonly runs: number;
  readonly actions: number;
  /** How often each fault has struck each kind of request: `fault request`. */
  readonly struck: Readonly<Record<string, number>>;
  readonly harms: Readonly<Record<HarmKind, number>>;
  readonly failures: readonly Failure[];
}

export interface Failure {
  readonly seed: number;
  readonly path: string;
  readonly harms: readonly Harm[];
  readonly story: readonly string[];
  readonly plan: string;
}

export interface Options {
  /** As the settings name it. */
  readonly dialect: string;
  readonly runs: number;
  readonly seed: number;
  /** Of a failure that was found before. */
  readonly path?: string;
  /** After so many failures there is enough to mend. */
  readonly most: number;
  /** Whether to look for the shortest way to a failure. */
  readonly shrinks: boolean;
}

const options = JSON.parse(process.argv[2] ?? '{}') as Options;
const harms = Object.fromEntries(harmKinds.map((kind) => [kind, 0])) as Record<HarmKind, number>;
const struck: Record<string, number> = {};
const failures: Failure[] = [];
let runs = 0;
let actions = 0;
let crashes: string[] = [];

// What a page throws and nobody catches is a harm of its own kind: the run that did it fails.
process.on('unhandledRejection', (error) => {
  crashes.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
});

class Harmed extends Error {
  readonly report: Report;
  constructor(report: Report) {
    super(report.harms.map(({ kind, what }) => `${kind}: ${what}`).join('\n'));
    this.report = report;
  }
}

const stage = await openStage(options.dialect);

async function run(plan: Plan): Promise<Report> {
  const report = await stage.run(plan);
  const [crash] = crashes;
  crashes = [];
  if (crash !== undefined) throw new Error(`uncaught: ${crash}`);
  return report;
}

function count({ actions: done, struck: by, harms: found }: Report): void {
  actions += done;
  for (const [fault, on] of by) struck[`${fault} ${on}`] = (struck[`${fault} ${on}`] ?? 0) + 1;
  for (const kind of new Set(found.map((harm) => harm.kind))) harms[kind] += 1;
}

/** A shorter way is one to the same harm, whichever ids it has this time. */
const signs = ({ kind, what }: Harm): string => `${kind} ${what.replaceAll(/\S*\d\S*/g, '')}`;

for (let seed = options.seed; runs < options.runs; seed += 1) {
  let sought: string | undefined;
  let told = 0;
  const result = await fc.check(
    fc.asyncProperty(plans, async (plan) => {
      const report = await run(plan);
      const found = report.harms.map(signs);
      if (sought === undefined) {
        runs += 1;
        count(report);
        [sought] = found;
      }
      if (sought !== undefined && found.includes(sought)) throw new Harmed(report);
      if (process.send !== undefined && runs - told >= 20) process.send({ runs: (told = runs) });
    }),
    {
      seed,
      numRuns: options.runs - runs,
      endOnFailure: !options.shrinks,
      ...(options.path === undefined ? {} : { path: options.path }),
    },
  );
  if (!result.failed) break;
  const [plan] = result.counterexample ?? [];
  const error = result.errorInstance;
  const report = error instanceof Harmed ? error.report : undefined;
  failures.push({
    seed,
    path: result.counterexamplePath ?? '',
    harms: report?.harms ?? [{ kind: 'statesWithoutWords', what: String(error) }],
    story: report?.story ?? [],
    plan: JSON.stringify(plan),
  });
  if (report === undefined) harms.statesWithoutWords += 1;
  if (failures.length >= options.most || options.path !== undefined) break;
}
await stage.close();
const found: Found = { runs, actions, struck, harms, failures };
console.log(JSON.stringify(found));
process.exit(0);
