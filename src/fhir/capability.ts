import type { Instant } from '../scheduling/model.ts';
import type { Clock, Ehr, RescheduleOrder } from '../scheduling/ports.ts';
import { baseOf } from './base.ts';
import { argonautEhr, type DialectPorts } from './dialects/argonaut.ts';
import type { PatchFormat } from './patch.ts';
import { createSend } from './request.ts';

/** The ways in which EHRs schedule, by the name that the deployment's settings give them. */
const dialects = {
  argonaut: argonautEhr,
} satisfies Readonly<Record<string, (ports: DialectPorts) => Ehr>>;

/** What this layer needs to know of an issuer; the deployment's settings have more. */
export interface EhrSettings {
  /** The FHIR base. */
  readonly iss: string;
  readonly dialect: keyof typeof dialects;
  readonly find: 'POST' | 'GET';
  /** False where the EHR is known to have no `$hold`. */
  readonly hold: boolean;
  /** False where the EHR is known to take no cancellation from apps. */
  readonly cancel?: boolean;
  /** `book-first` unless said. */
  readonly reschedule?: RescheduleOrder;
  /** How changes of an Appointment are written; as the server declares unless said. */
  readonly patch?: PatchFormat | undefined;
}

export interface EhrPorts {
  readonly issuer: EhrSettings;
  /** Logical id of the launch's patient, without `Patient/`. */
  readonly patient: string;
  /** The value of the Authorization header, asked for at every request. */
  readonly authorization: () => string | undefined;
  /** Asked after a 401 to a reading, which is then sent once more when this says true. */
  readonly renew?: () => Promise<boolean>;
  readonly now: Clock;
  /** Told of every answer's `Date` header, where the browser shows it, and when the request was sent. */
  readonly onDate?: (date: string | null, sentAt: Instant) => void;
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** Milliseconds until a request is given up. */
  readonly patience?: { readonly read: number; readonly change: number };
}

/** The EHR of this launch, in its dialect. Sends nothing by itself: no capability is looked up. */
export function createEhr({
  issuer,
  patient,
  authorization,
  renew,
  now,
  onDate,
  fetch,
  patience,
}: EhrPorts): Ehr {
  const base = baseOf(issuer.iss);
  const send = createSend({
    base,
    authorization,
    renew,
    now,
    onDate,
    // Looked up at each call: whoever replaces the window's fetch later is heard.
    fetch: fetch ?? ((url, init) => globalThis.fetch(url, init)),
    ...(patience === undefined ? {} : { patience }),
  });
  return dialects[issuer.dialect]({
    send,
    base,
    patient: `Patient/${patient}`,
    now,
    find: issuer.find,
    hold: issuer.hold,
    cancel: issuer.cancel ?? true,
    reschedule: issuer.reschedule ?? 'book-first',
    patch: issuer.patch,
  });
}
