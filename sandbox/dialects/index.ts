import type { Hono } from 'hono';
import type { Rules } from '../types.ts';
import type { Clinic } from './clinic.ts';

/** A dialect of the sandbox: where it is, and its server over the clinic. */
export interface SandboxDialect {
  /** The FHIR base that the portal sends as `iss`, under the directory of all dialects: `epic/api/FHIR/R4`. */
  readonly path: string;
  readonly createApp: (clinic: Clinic) => Hono;
  /** In what the clinic's rules are others over this dialect, whatever they are elsewhere. */
  readonly rules?: Partial<Rules>;
}

/** All dialects beside Argonaut's, by the names that the app's settings give them. */
export const sandboxDialects: Readonly<Record<string, SandboxDialect>> = {};
