import type { EhrFailure, Unreadable } from '../scheduling/failure.ts';
import type { Notice } from '../scheduling/model.ts';
import { err, ok, type Result } from '../scheduling/result.ts';
import { parseStatus } from './parse/appointment.ts';
import { parseContents } from './parse/bundle.ts';

/** Thrown inside this layer only; `attempt` turns it into a failure on the way out. Holds no URL and no name. */
export class FhirError extends Error {
  override readonly name = 'FhirError';
  readonly code: EhrFailure['kind'];
  readonly failure: EhrFailure;
  constructor(failure: EhrFailure) {
    super(failure.kind);
    this.code = failure.kind;
    this.failure = failure;
  }
}

/** Runs what may throw a FhirError. Every other exception is a bug and stays one. */
export async function attempt<Value>(
  work: () => Promise<Value>,
): Promise<Result<Value, EhrFailure>> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof FhirError) return err(error.failure);
    throw error;
  }
}

export function unreadable(what: Unreadable, notices: readonly Notice[] = []): FhirError {
  return new FhirError({ kind: 'unreadable', what, notices });
}

/** What kind of request an error answers; the same status means different things. */
export interface Asked {
  /** It would have changed something in the EHR. */
  readonly changes?: boolean;
  /** It went to an operation, which the server may not have at all. */
  readonly operation?: boolean;
}

/** Issue types with which servers refuse a booking under a plain 400: the time was taken, or is none. */
const refusals = ['conflict', 'invalid', 'duplicate', 'not-found', 'business-rule', 'lock-error'];

/**
 * The one mapping from an HTTP status and its body to a failure.
 * @param json the body as JSON; `undefined` where it was none
 */
export function failureOf(
  status: number,
  json: unknown,
  { changes = false, operation = false }: Asked,
  retryAfterSeconds: number | undefined,
): EhrFailure {
  const { notices, resources } = parseContents(json);
  const says = (code: string): boolean => notices.some((notice) => notice.code === code);
  switch (status) {
    case 401:
      return { kind: 'session-ended', notices };
    case 403:
      return { kind: 'not-permitted', notices };
    case 429:
      return { kind: 'too-busy', retryAfterSeconds, notices };
    case 503:
      // A proxy says 503, too, when the EHR broke off in the middle: only the EHR's own word is certain.
      if (changes && notices.length === 0) return { kind: 'server-error', notices };
      return { kind: 'too-busy', retryAfterSeconds, notices };
  }
  // Some servers refuse with both an error status and the refused Appointment.
  if (changes && resources.some((resource) => parseStatus(resource.status) === 'cancelled')) {
    return { kind: 'conflict', notices };
  }
  if (status === 405 || status === 501 || (status < 500 && says('not-supported'))) {
    return { kind: 'not-supported', notices };
  }
  switch (status) {
    case 404:
    case 410:
      return { kind: operation && !isStaleId(notices) ? 'not-supported' : 'not-found', notices };
    case 408:
      return { kind: 'no-answer', timedOut: true, notices };
    case 409:
    case 412:
    case 422:
    case 423:
    case 424:
      return { kind: changes ? 'conflict' : 'rejected', notices };
    case 400:
      return { kind: changes && refusals.some(says) ? 'conflict' : 'rejected', notices };
  }
  return { kind: status < 500 ? 'rejected' : 'server-error', notices };
}

/**
 * A 404 from an operation means that the server does not have the operation, or not the appointment.
 * Only `not-found` about a thing is the latter. When in doubt the operation counts as missing: the patient
 * then goes on without a hold, whereas "taken" at every time would be a dead end.
 */
function isStaleId(notices: readonly Notice[]): boolean {
  return notices.some(
    ({ code, text }) => code === 'not-found' && !/\boperation\b/i.test(text ?? ''),
  );
}
