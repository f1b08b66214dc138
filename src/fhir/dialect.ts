import type { Reference } from '../scheduling/model.ts';
import type { Clock, Ehr, RescheduleOrder } from '../scheduling/ports.ts';
import type { PatchFormat } from './patch.ts';
import type { Send } from './request.ts';

/** As the settings name them. */
export const dialectNames = ['argonaut'] as const;
export type DialectName = (typeof dialectNames)[number];

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

export interface DialectPorts extends DialectSettings {
  /** Sends to the EHR; URLs are relative to `base`. */
  readonly send: Send;
  /** The FHIR base, without a slash at its end. */
  readonly base: string;
  /** `Patient/123`, of the launch and of nowhere else. */
  readonly patient: Reference;
  readonly now: Clock;
}

/** One way in which EHRs schedule. Nothing is sent until something is asked for. */
export type Dialect = (ports: DialectPorts) => Ehr;
