import { unnamed } from '../deployment.ts';
import { type SandboxDialect, sandboxDialects } from './index.ts';

const { ihe } = sandboxDialects;

/** All EHRs that stand beside the Argonaut server, over the same clinic. That which is not named schedules as IHE has it. */
export const served: Readonly<Record<string, SandboxDialect>> = {
  ...sandboxDialects,
  ...(ihe === undefined ? {} : { [unnamed]: { ...ihe, path: unnamed } }),
};

/** The FHIR bases of all of them by their names: each stands in the same directory as Argonaut's. */
export function basesBeside(argonaut: string): Readonly<Record<string, string>> {
  const directory = argonaut.slice(0, argonaut.lastIndexOf('/'));
  const others = Object.entries(served).map(
    ([name, { path }]) => [name, `${directory}/${path}`] as const,
  );
  return { argonaut, ...Object.fromEntries(others) };
}
