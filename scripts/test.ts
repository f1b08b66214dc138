import { findChromium } from './chromium.ts';
import { build, checks, runSteps, summary, tests } from './steps.ts';

// Asked for first: where it has to be installed and cannot be, nobody should wait to hear it.
await findChromium();
const { ok, counted } = await runSteps([checks, build, ...tests]);
process.exitCode = ok ? 0 : 1;
console.log(`\n${summary(counted, !ok)}`);
