import type { Appointment, Notice } from './model.ts';

/**
 * Why the EHR gave no usable answer. `notices` are its own words, when it had any.
 * Only `no-answer`, `server-error` and `unreadable` leave open whether a change was made.
 */
export type EhrFailure = { readonly notices: readonly Notice[] } & (
  | { readonly kind: 'no-answer'; readonly timedOut: boolean }
  | { readonly kind: 'session-ended' }
  | { readonly kind: 'not-permitted' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'not-supported' }
  /** 409, 412, 422, 423 and their kin: the EHR refuses this change in the state things are in. */
  | { readonly kind: 'conflict' }
  /** The EHR did not accept the request as it was put. */
  | { readonly kind: 'rejected' }
  | { readonly kind: 'too-busy'; readonly retryAfterSeconds: number | undefined }
  | { readonly kind: 'server-error' }
  | { readonly kind: 'unreadable'; readonly what: Unreadable }
);

/** What came instead of a FHIR answer. */
export type Unreadable = 'html' | 'empty' | 'not-json' | 'other-resource' | 'other-patient';

/** Failures after which it is certain that the EHR changed nothing, and that say why by themselves. */
export type PlainFailure = Exclude<
  EhrFailure,
  { kind: 'no-answer' | 'server-error' | 'unreadable' | 'conflict' | 'not-found' }
>;

/** The EHR did not hold the time. Nothing is booked in any of these. */
export type HoldFailure =
  /** Somebody else has it, or the EHR no longer offers it. */
  | { readonly kind: 'taken'; readonly notices: readonly Notice[] }
  /** The answer was lost or unreadable, and reading back did not tell: perhaps the time is held, perhaps not. */
  | { readonly kind: 'hold-unknown' }
  | PlainFailure;

/** The EHR did not keep the time longer; the present hold stands. */
export type ExtendFailure =
  | { readonly kind: 'not-extended'; readonly notices: readonly Notice[] }
  | { readonly kind: 'session-ended' };

/** The EHR keeps the time no longer. */
export interface HoldEnded {
  readonly kind: 'hold-expired';
  readonly notices: readonly Notice[];
}

/** The EHR did not book. Everything but `booking-unknown` and `requested` means: nothing was booked. */
export type BookFailure =
  | { readonly kind: 'taken'; readonly notices: readonly Notice[] }
  | HoldEnded
  /** It waits for the clinic: not booked, and not refused either. */
  | { readonly kind: 'requested'; readonly appointment: Appointment }
  /** The answer was lost or made no sense; the EHR's own list was read and has no such booking. */
  | { readonly kind: 'not-booked'; readonly stillHeld: boolean }
  /** Sent, and the truth could not be read back. */
  | { readonly kind: 'booking-unknown' }
  | PlainFailure;

/** The clinic did not take a visit that had waited for its yes. Nothing is booked. */
export interface Declined {
  readonly kind: 'declined';
  /** As it is now. */
  readonly appointment: Appointment;
}

/** The visit was not cancelled. Everything but `cancel-unknown` and `changed` means: it stands as it was. */
export type CancelFailure =
  /** The EHR refuses; its words say why, a cut-off for example. */
  | { readonly kind: 'cancel-refused'; readonly notices: readonly Notice[] }
  /** It is no longer what the patient saw: moved by the clinic, or over. Nothing was sent, or nothing applied. */
  | { readonly kind: 'changed'; readonly appointment: Appointment }
  /** The answer was lost; the EHR was asked again and has it as it was. */
  | { readonly kind: 'not-cancelled' }
  /** Sent, and the truth could not be read back. */
  | { readonly kind: 'cancel-unknown' }
  /** It could not be read beforehand, so nothing was sent. */
  | { readonly kind: 'not-read'; readonly failure: EhrFailure }
  | PlainFailure;
