import type { Hono } from 'hono';
import type { Rules } from '../types.ts';
import { createAustriaApp } from './austria.ts';
import type { Clinic } from './clinic.ts';
import { createEpicApp } from './epic.ts';
import { createIsikApp } from './isik.ts';
import { createMedplumApp } from './medplum.ts';
import { createElsewhereApp } from './elsewhere.ts';
import { createIheApp } from './ihe.ts';
import { createMillenniumApp } from './millennium.ts';
import { createOracleApp } from './oracle.ts';
import { createPlainApp, createPlainStu3App } from './plain.ts';
import { createWofConnectApp } from './wof-connect.ts';

/** A dialect of the sandbox: where it is, and its server over the clinic. */
export interface SandboxDialect {
  /** The FHIR base that the portal sends as `iss`, under the directory of all dialects: `epic/api/FHIR/R4`. */
  readonly path: string;
  readonly createApp: (clinic: Clinic) => Hono;
  /** In what the clinic's rules are others over this dialect, whatever they are elsewhere. */
  readonly rules?: Partial<Rules>;
}

/** All dialects beside Argonaut's, by the names that the app's settings give them. */
export const sandboxDialects: Readonly<Record<string, SandboxDialect>> = {
  // What they cancel they cancel by this patch to the clinic, whatever it takes from others.
  ihe: { path: 'ihe', createApp: createIheApp, rules: { patchFormats: ['json'] } },
  'wof-connect': {
    path: 'wof-connect',
    createApp: createWofConnectApp,
    rules: { patchFormats: ['json'] },
  },
  epic: { path: 'epic/api/FHIR/R4', createApp: createEpicApp },
  medplum: { path: 'medplum', createApp: createMedplumApp },
  // As with IHE's; and nobody at the clinic is asked about what is booked.
  millennium: {
    path: 'millennium',
    createApp: createMillenniumApp,
    rules: { patchFormats: ['json'], confirms: 'server' },
  },
  oracle: { path: 'oracle', createApp: createOracleApp, rules: { patchFormats: ['json'] } },
  austria: { path: 'austria', createApp: createAustriaApp, rules: { patchFormats: ['json'] } },
  isik: {
    path: 'isik',
    createApp: createIsikApp,
    rules: { patchFormats: ['json'], reschedule: 'atomic' },
  },
  plain: {
    path: 'plain',
    createApp: createPlainApp,
    rules: { patchFormats: ['json'], confirms: 'server' },
  },
  'plain-stu3': {
    path: 'plain-stu3',
    createApp: createPlainStu3App,
    rules: { patchFormats: ['json'], confirms: 'server' },
  },
  elsewhere: { path: 'elsewhere', createApp: createElsewhereApp },
};
