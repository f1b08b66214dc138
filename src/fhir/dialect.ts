import type { Reference } from '../scheduling/model.ts';
import type { Clock, Ehr, RescheduleOrder } from '../scheduling/ports.ts';
import type { PatchFormat } from './patch.ts';
import type { Send } from './request.ts';

/** As the settings name it. */
export type { DialectName } from '../config.ts';

/** What the deployment's settings say of an EHR; what is left out a dialect does in its own way. */
export interface DialectSettings {
  /** How open times are asked for, where the dialect has several ways. */
  readonly find: 'POST' | 'GET' | 'prefetch';
  /** False where the EHR is known to keep no times, though its dialect could. */
  readonly hold: boolean;
  /** False where the EHR is known to take no cancellation from apps. */
  readonly cancel: boolean;
  readonly reschedule: RescheduleOrder | undefined;
  /** How a change of an Appointment is written; `undefined`: as the server declares. */
  readonly patch: PatchFormat | undefined;
}

/** A FHIR base, and the way to it. */
export interface Sending {
  /** URLs are relative to `base`, and nothing that is not under it is ever asked for. */
  readonly send: Send;
  /** Without a slash at its end. */
  readonly base: string;
}

/** To the base that the launch named. */
export interface DialectPorts extends DialectSettings, Sending {
  /**
   * The same for the base beside it, whose path ends otherwise, where an EHR has one base for each version of FHIR.
   * It is of the same origin, whatever is asked for: the token goes along.
   */
  readonly beside: (last: string, other: string) => Sending;
  /** `Patient/123`, of the launch and of nowhere else. */
  readonly patient: Reference;
  readonly now: Clock;
}

/** One way in which EHRs schedule. Nothing is sent until something is asked for. */
export type Dialect = (ports: DialectPorts) => Ehr;
