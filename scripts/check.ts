import { checks, runSteps } from './steps.ts';

const { ok } = await runSteps([checks]);
process.exitCode = ok ? 0 : 1;
