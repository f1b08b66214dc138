import type { Instant } from '../scheduling/model.ts';
import type { Clock, Ehr } from '../scheduling/ports.ts';
import { baseBeside, baseOf } from './base.ts';
import type { Dialect, DialectName, DialectSettings, Sending } from './dialect.ts';
import type { DetectingPage } from './detection.ts';
import { FhirError } from './errors.ts';
import { createSend, type Send } from './request.ts';

/** The ways in which EHRs schedule, by the names that the settings give them. Only the one in use is fetched. */
const dialects: Readonly<Record<DialectName, () => Promise<Dialect>>> = {
  argonaut: async () => (await import('./dialects/argonaut.ts')).argonaut,
  ihe: async () => (await import('./dialects/ihe.ts')).ihe,
  'wof-connect': async () => (await import('./dialects/wof-connect.ts')).wofConnect,
  epic: async () => (await import('./dialects/epic.ts')).epic,
  medplum: async () => (await import('./dialects/medplum.ts')).medplum,
  millennium: async () => (await import('./dialects/millennium.ts')).millennium,
  oracle: async () => (await import('./dialects/oracle.ts')).oracle,
  austria: async () => (await import('./dialects/austria.ts')).austria,
  isik: async () => (await import('./dialects/isik.ts')).isik,
  plain: async () => (await import('./dialects/plain.ts')).plain,
  'plain-stu3': async () => (await import('./dialects/plain.ts')).plainStu3,
  elsewhere: async () => (await import('./dialects/elsewhere.ts')).elsewhere,
};

export const isKnown = (name: string): name is DialectName => Object.hasOwn(dialects, name);

/**
 * Fetches the code of an EHR's dialect. It can be asked for before anybody has signed in. Where the settings do
 * not say which dialect it is, the EHR is asked what it can do.
 * @param page where it is fetched, and where what was found out is kept
 */
export async function loadDialect(
  { iss, dialect }: { readonly iss: string; readonly dialect: DialectName | undefined },
  page: DetectingPage,
): Promise<Dialect> {
  if (dialect !== undefined) return dialects[dialect]();
  const { detectDialect } = await import('./detection.ts');
  return dialects[await detectDialect(baseOf(iss), page, { isKnown })]();
}

/** Lets the next launch ask again: the EHR was found out to schedule in a way in which it does not. */
export async function forgetDialect(
  { iss, dialect }: { readonly iss: string; readonly dialect: DialectName | undefined },
  page: DetectingPage,
): Promise<void> {
  if (dialect !== undefined) return;
  (await import('./detection.ts')).forgetDialect(baseOf(iss), page);
}

/** What this layer needs to know of an issuer; the deployment's settings have more. */
export interface EhrSettings extends Partial<DialectSettings> {
  /** The FHIR base. */
  readonly iss: string;
}

export interface EhrPorts {
  readonly issuer: EhrSettings;
  readonly dialect: Dialect;
  /** Logical id of the launch's patient, without `Patient/`. */
  readonly patient: string;
  /** The value of the Authorization header, asked for at every request. */
  readonly authorization: () => string | undefined;
  /** Asked after a 401 to a reading, which is then sent once more when this says true. */
  readonly renew?: () => Promise<boolean>;
  readonly now: Clock;
  /** Told of every answer's `Date` header, where the browser shows it, and when the request was sent. */
  readonly onDate?: (date: string | null, sentAt: Instant) => void;
  /** Told when the EHR says that it does not do what its dialect has it do. */
  readonly onNotSupported?: () => void;
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** Milliseconds until a request is given up. */
  readonly patience?: { readonly read: number; readonly change: number };
}

/** The EHR of this launch, in its dialect. Sends nothing by itself: no capability is looked up. */
export function createEhr({
  issuer,
  dialect,
  patient,
  authorization,
  renew,
  now,
  onDate,
  onNotSupported,
  fetch,
  patience,
}: EhrPorts): Ehr {
  const under = (base: string): Sending => {
    const wire = createSend({
      base,
      authorization,
      renew,
      now,
      onDate,
      // Looked up at each call: whoever replaces the window's fetch later is heard.
      fetch: fetch ?? ((url, init) => globalThis.fetch(url, init)),
      ...(patience === undefined ? {} : { patience }),
    });
    const send: Send = async (request) => {
      try {
        return await wire(request);
      } catch (error) {
        const missing = error instanceof FhirError && error.code === 'not-supported';
        // That a server has no such records, or does not search them, says nothing of how it schedules.
        if (missing && (request.operation === true || request.changes === true)) onNotSupported?.();
        throw error;
      }
    };
    return { send, base };
  };
  const base = baseOf(issuer.iss);
  const { find = 'POST', hold = true, cancel = true, reschedule, patch } = issuer;
  return dialect({
    ...under(base),
    beside: (last, other) => under(baseBeside(base, last, other)),
    patient: `Patient/${patient}`,
    now,
    find,
    hold,
    cancel,
    reschedule,
    patch,
  });
}
