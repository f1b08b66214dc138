import type {
  BookFailure,
  CancelFailure,
  Declined,
  EhrFailure,
  ExtendFailure,
  HoldFailure,
  Unreadable,
} from '../scheduling/failure.ts';
import type { Appointment, Cancellation, Notice } from '../scheduling/model.ts';
import type { Closed } from '../flows/shell.svelte.ts';
import type { AuthorizationError, SessionFailure } from '../session/types.ts';
import type { LaterMessages } from './messages/en.ts';

/** The one thing that helps most after a failure. The phone is on screen whatever it is. */
export type FailureAction =
  'try-again' | 'choose-time' | 'portal' | 'call' | 'appointments' | 'confirm';

/** What a patient is told: what happened, whether anything was booked, and what to do now. */
export interface FailureText {
  readonly title: string;
  readonly text: string;
  readonly action: FailureAction;
  /** The EHR's own words: plain text, to be marked as the clinic's. */
  readonly notices: readonly string[];
}

interface Entry {
  readonly words: keyof LaterMessages['failures'];
  readonly action: FailureAction;
}

/** Failures that mean the same whatever was asked for. */
const plain = {
  'session-ended': { words: 'sessionEnded', action: 'portal' },
  'not-permitted': { words: 'notPermitted', action: 'call' },
  'not-supported': { words: 'notSupported', action: 'call' },
  rejected: { words: 'rejected', action: 'call' },
  'too-busy': { words: 'tooBusy', action: 'try-again' },
} as const satisfies Record<string, Entry>;

const reading = {
  ...plain,
  'no-answer': { words: 'noAnswer', action: 'try-again' },
  'not-found': { words: 'notFound', action: 'try-again' },
  conflict: { words: 'conflict', action: 'try-again' },
  'server-error': { words: 'serverError', action: 'try-again' },
} as const satisfies Record<Exclude<EhrFailure['kind'], 'unreadable'>, Entry>;

const unreadable = {
  html: { words: 'gotHtml', action: 'try-again' },
  empty: { words: 'gotEmpty', action: 'try-again' },
  'not-json': { words: 'gotNonsense', action: 'try-again' },
  'other-resource': { words: 'gotOther', action: 'try-again' },
  'other-patient': { words: 'gotOtherPatient', action: 'call' },
} as const satisfies Record<Unreadable, Entry>;

const holding = {
  ...plain,
  'session-ended': { words: 'endedBooking', action: 'portal' },
  taken: { words: 'taken', action: 'choose-time' },
  'hold-unknown': { words: 'holdUnknown', action: 'try-again' },
} as const satisfies Record<HoldFailure['kind'], Entry>;

const booking = {
  ...plain,
  'session-ended': holding['session-ended'],
  taken: { words: 'taken', action: 'choose-time' },
  'hold-expired': { words: 'holdExpired', action: 'choose-time' },
  'not-booked': { words: 'notBooked', action: 'try-again' },
  requested: { words: 'requested', action: 'appointments' },
  'booking-unknown': { words: 'bookingUnknown', action: 'call' },
} as const satisfies Record<BookFailure['kind'], Entry>;

/** By who has said no. */
const declining = {
  clinic: { words: 'declined', action: 'choose-time' },
  patient: { words: 'withdrawn', action: 'choose-time' },
} as const satisfies Record<NonNullable<Cancellation['by']>, Entry>;

const extending = {
  'not-extended': { words: 'notExtended', action: 'confirm' },
  'session-ended': holding['session-ended'],
} as const satisfies Record<ExtendFailure['kind'], Entry>;

/** One that could not be read beforehand is told by why it could not. */
const cancelling = {
  ...plain,
  'session-ended': { words: 'endedCancelling', action: 'portal' },
  'cancel-refused': { words: 'cancelRefused', action: 'call' },
  changed: { words: 'visitChanged', action: 'appointments' },
  'not-cancelled': { words: 'notCancelled', action: 'try-again' },
  'cancel-unknown': { words: 'cancelUnknown', action: 'call' },
} as const satisfies Record<Exclude<CancelFailure['kind'], 'not-read'>, Entry>;

const opening = {
  'not-launched': { words: 'notLaunched', action: 'portal' },
  'state-mismatch': { words: 'notSafe', action: 'portal' },
  'issuer-mismatch': { words: 'notSafe', action: 'portal' },
  'token-refused': { words: 'signInFailed', action: 'portal' },
  'token-unreachable': { words: 'noAnswer', action: 'portal' },
  'token-unreadable': { words: 'signInFailed', action: 'portal' },
  'no-patient': { words: 'noPatient', action: 'portal' },
  'storage-blocked': { words: 'storageBlocked', action: 'call' },
} as const satisfies Record<Exclude<SessionFailure['kind'], 'authorization-refused'>, Entry>;

const closed = {
  finished: { words: 'finished', action: 'portal' },
  idle: { words: 'idle', action: 'portal' },
  'loaded-again': { words: 'loadedAgain', action: 'portal' },
  'wrong-patient': { words: 'gotOtherPatient', action: 'call' },
} as const satisfies Record<Closed['kind'], Entry>;

const refused = {
  access_denied: { words: 'denied', action: 'portal' },
  invalid_scope: { words: 'setUpWrong', action: 'call' },
  invalid_request: { words: 'setUpWrong', action: 'call' },
  unauthorized_client: { words: 'setUpWrong', action: 'call' },
  unsupported_response_type: { words: 'setUpWrong', action: 'call' },
  server_error: { words: 'signInDown', action: 'portal' },
  temporarily_unavailable: { words: 'signInDown', action: 'portal' },
  other: { words: 'signInFailed', action: 'portal' },
} as const satisfies Record<AuthorizationError, Entry>;

/** Something could not be read. */
export function readFailureText(failure: EhrFailure, words: LaterMessages): FailureText {
  return say(readEntry(failure), words, failure.notices, words.nothing.changed);
}

/** What stands as long as a chosen time is not booked: nothing, or the visit that it is to replace. */
export function standing(moving: Appointment | undefined, { nothing }: LaterMessages): string {
  if (moving === undefined) return nothing.booked;
  return moving.status === 'cancelled' ? nothing.inItsPlace : nothing.moved;
}

/**
 * A time was not held, or not booked.
 * @param moving the visit that it was to replace
 */
export function bookingFailureText(
  failure: HoldFailure | BookFailure | Declined,
  words: LaterMessages,
  moving?: Appointment,
): FailureText {
  if (failure.kind === 'declined') {
    const { by = 'clinic', reason } = failure.appointment.cancellation ?? {};
    const told = say(declining[by], words, [], standing(moving, words));
    return reason === undefined ? told : { ...told, notices: [reason] };
  }
  const entry = failure.kind === 'hold-unknown' ? holding[failure.kind] : booking[failure.kind];
  // A browser may have sent the request twice, so a session that has ended says nothing of the first.
  const unsure = /^(requested|booking-unknown|session-ended)$/.test(failure.kind);
  if (unsure) return say(entry, words, [], undefined);
  return say(entry, words, 'notices' in failure ? failure.notices : [], standing(moving, words));
}

/** The time was not kept longer. */
export function extendFailureText(failure: ExtendFailure, words: LaterMessages): FailureText {
  return say(
    extending[failure.kind],
    words,
    'notices' in failure ? failure.notices : [],
    undefined,
  );
}

/** A visit was not cancelled. */
export function cancelFailureText(failure: CancelFailure, words: LaterMessages): FailureText {
  const { cancelled } = words.nothing;
  if (failure.kind === 'not-read')
    return say(readEntry(failure.failure), words, failure.failure.notices, cancelled);
  const unsure = /^(changed|cancel-unknown|session-ended)$/.test(failure.kind);
  if (unsure) return say(cancelling[failure.kind], words, [], undefined);
  const notices = 'notices' in failure ? failure.notices : [];
  return say(cancelling[failure.kind], words, notices, cancelled);
}

function readEntry(failure: EhrFailure): Entry {
  const entry = failure.kind === 'unreadable' ? unreadable[failure.what] : reading[failure.kind];
  const late = failure.kind === 'no-answer' && failure.timedOut;
  return late ? { ...entry, words: 'timedOut' } : entry;
}

/** There is no session. */
export function sessionFailureText(
  failure: SessionFailure | Closed,
  words: LaterMessages,
): FailureText {
  // Something may have been booked before, so nothing is said of that.
  if (isClosed(failure)) return say(closed[failure.kind], words, [], undefined);
  const entry =
    failure.kind === 'authorization-refused' ? refused[failure.error] : opening[failure.kind];
  const late = failure.kind === 'token-unreachable' && failure.timedOut;
  const said = late ? ({ ...entry, words: 'timedOut' } as const) : entry;
  const text = say(said, words, [], words.nothing.changed);
  const theirs = failure.kind === 'authorization-refused' ? failure.description : undefined;
  return theirs === undefined ? text : { ...text, notices: [theirs] };
}

function say(
  { words, action }: Entry,
  { failures }: LaterMessages,
  notices: readonly Notice[],
  also: string | undefined,
): FailureText {
  const { title, text } = failures[words];
  return {
    title,
    text: also === undefined ? text : `${also} ${text}`,
    action,
    notices: notices.flatMap((notice) => notice.text ?? []),
  };
}

const isClosed = (failure: SessionFailure | Closed): failure is Closed => failure.kind in closed;
