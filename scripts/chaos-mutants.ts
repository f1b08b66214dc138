import { parseArgs } from 'node:util';
import { mutants, type Mutant } from '../tests/chaos/mutants.ts';
import { buildWorker, checkMutation } from './chaos-build.ts';
import { runWorker } from './chaos-worker.ts';

const { values } = parseArgs({
  options: {
    /** How many runs a mutant gets to do harm. */
    runs: { type: 'string', default: '4000' },
    seed: { type: 'string', default: '1' },
    /** Only those with this in their name. */
    only: { type: 'string', default: '' },
  },
});
const runs = Number(values.runs);
const chosen = mutants.filter(({ name }) => name.includes(values.only));
// Known before any time is spent: a mutation that no longer fits the code would change nothing.
for (const mutant of chosen) checkMutation(mutant);

const waiting = [...chosen.entries()];
let caught = 0;
await Promise.all([inTurn(), inTurn()]);
process.exitCode = caught === chosen.length ? 0 : 1;
console.log(JSON.stringify({ mutants: chosen.length, caught }));

/** One after the other, of those that nobody has taken yet. */
async function inTurn(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const [index, mutant] = next;
    const by = await harmBy(mutant, index);
    if (by !== undefined) caught += 1;
    console.log(
      `${by === undefined ? 'MISSED' : 'caught'}  ${mutant.name}${by ?? ` in ${runs} runs`}`,
    );
  }
}

async function harmBy(mutant: Mutant, index: number): Promise<string | undefined> {
  const file = await buildWorker(`mutant-${index}`, [mutant]);
  const { runs: done, failures } = await runWorker(file, {
    dialect: 'argonaut',
    runs,
    seed: Number(values.seed),
    most: 1,
    shrinks: false,
  });
  const [harm] = failures[0]?.harms ?? [];
  return harm && `: ${harm.kind} after ${done} runs`;
}
