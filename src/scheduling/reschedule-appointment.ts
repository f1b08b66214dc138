import { bookAppointment } from './book-appointment.ts';
import { cancelAppointment } from './cancel-appointment.ts';
import type { BookFailure, CancelFailure } from './failure.ts';
import { findNearest } from './find-nearest.ts';
import { isSameTime } from './judge.ts';
import type { Appointment, Reference } from './model.ts';
import type { Booking, Clock, Ehr } from './ports.ts';
import type { Wait } from './reconcile-booking.ts';

/** What came of moving a visit. Each says what the EHR itself showed, and what nobody could tell. */
export type MoveOutcome =
  /** The new one is booked, the old one is cancelled: both were read. */
  | { readonly is: 'moved'; readonly appointment: Appointment; readonly old: Appointment }
  /** The new one is booked, and the old one still stands, or perhaps does. */
  | {
      readonly is: 'both';
      readonly appointment: Appointment;
      readonly old: Appointment;
      readonly failure: CancelFailure;
    }
  /** The new one waits for the clinic. The old one was left alone, unless it had to go first. */
  | { readonly is: 'requested'; readonly appointment: Appointment; readonly old: Appointment }
  /** The old one stands as it was: it was read, or nothing was sent. A session that has ended may leave it unread. */
  | {
      readonly is: 'not-moved';
      readonly old: Appointment;
      readonly failure: BookFailure | CancelFailure;
    }
  /** The old one is cancelled; the new one is not booked and still held, so that it can be tried again. */
  | { readonly is: 'still-held'; readonly old: Appointment; readonly failure: BookFailure }
  /** The old one was cancelled, the new one was refused, and the old time was booked again. */
  | {
      readonly is: 'won-back';
      readonly appointment: Appointment;
      readonly old: Appointment;
      readonly failure: BookFailure;
    }
  /** The old one is cancelled and nothing is booked in its place. */
  | { readonly is: 'nothing-left'; readonly old: Appointment; readonly failure: BookFailure }
  /** What could not be read: whether the new one is booked, or whether the old one still stands. */
  | {
      readonly is: 'unknown';
      readonly appointment: 'booked' | 'not-booked' | 'unknown';
      readonly old: 'booked' | 'cancelled' | 'unknown';
    };

export interface ReschedulePorts {
  readonly ehr: Ehr;
  /** `Patient/123`. */
  readonly patient: Reference;
  readonly now: Clock;
  readonly wait: Wait;
  readonly onReadingBack?: () => void;
  /** Told what is done next, so that the page can say so. */
  readonly onPhase?: (phase: 'cancelling-old' | 'booking-new' | 'winning-back') => void;
}

/**
 * Moves a visit to a time that is held, or open where the EHR keeps no times. The order is that of
 * `ehr.can.reschedule`; in none of them is the old visit given up for a new one that is not at least held.
 * Cancelling first is for a patient who has agreed to it.
 * @param old the visit as the patient saw it
 */
export async function rescheduleAppointment(
  old: Appointment,
  booking: Booking,
  ports: ReschedulePorts,
): Promise<MoveOutcome> {
  // Where it was let go of before, in a page that is gone, only the second half is left to do.
  if (old.status === 'cancelled') return bookInItsPlace(old, booking, ports);
  switch (ports.ehr.can.reschedule) {
    case 'atomic':
      return bookThenCancel(old, { ...booking, replaces: old.id }, ports);
    case 'book-first':
      return bookThenCancel(old, booking, ports);
    case 'cancel-first':
      return cancelThenBook(old, booking, ports);
  }
}

/** Where the EHR moves in one step, the cancellation finds its work done. */
async function bookThenCancel(
  old: Appointment,
  booking: Booking,
  ports: ReschedulePorts,
): Promise<MoveOutcome> {
  const booked = await bookAppointment(booking, ports);
  if (!booked.ok) return notBooked(old, booked.failure, ports);
  ports.onPhase?.('cancelling-old');
  const cancelled = await cancelAppointment(old, undefined, ports);
  return cancelled.ok
    ? { is: 'moved', appointment: booked.value, old: cancelled.value }
    : { is: 'both', appointment: booked.value, old, failure: cancelled.failure };
}

async function cancelThenBook(
  old: Appointment,
  booking: Booking,
  ports: ReschedulePorts,
): Promise<MoveOutcome> {
  const { hold } = booking;
  const lost = { is: 'not-moved', old, failure: { kind: 'hold-expired', notices: [] } } as const;
  if (hold === undefined) return lost;
  // Read, not trusted: a hold may have ended early, and then there is nothing to let the old one go for.
  const kept = await ports.ehr.readAppointment(hold.appointment.id);
  if (!kept.ok)
    return { is: 'not-moved', old, failure: { kind: 'not-read', failure: kept.failure } };
  if (kept.value.status !== 'pending') return lost;

  ports.onPhase?.('cancelling-old');
  const cancelled = await cancelAppointment(old, undefined, ports);
  if (cancelled.ok) return bookInItsPlace(cancelled.value, booking, ports);
  const { failure } = cancelled;
  return failure.kind === 'cancel-unknown'
    ? { is: 'unknown', appointment: 'not-booked', old: 'unknown' }
    : { is: 'not-moved', old, failure };
}

async function bookInItsPlace(
  old: Appointment,
  booking: Booking,
  ports: ReschedulePorts,
): Promise<MoveOutcome> {
  ports.onPhase?.('booking-new');
  const booked = await bookAppointment({ ...booking, replaces: old.id }, ports);
  if (booked.ok) return { is: 'moved', appointment: booked.value, old };
  const { failure } = booked;
  if (failure.kind === 'requested')
    return { is: 'requested', appointment: failure.appointment, old };
  // A session that has ended answers nothing more, so nobody can say what came of the last request.
  if (failure.kind === 'booking-unknown' || failure.kind === 'session-ended')
    return { is: 'unknown', appointment: 'unknown', old: 'cancelled' };
  if (failure.kind === 'too-busy' || (failure.kind === 'not-booked' && failure.stillHeld))
    return { is: 'still-held', old, failure };
  return winBack(old, failure, ports);
}

/** The old visit's own time, once more: a different one would be nobody's choice. */
async function winBack(
  old: Appointment,
  failure: BookFailure,
  ports: ReschedulePorts,
): Promise<MoveOutcome> {
  ports.onPhase?.('winning-back');
  const open = await findNearest(old, ports);
  const left = { is: 'nothing-left', old, failure } as const;
  if (open === undefined || !isSameTime(open, old)) return left;
  const again = await bookAppointment({ time: open, hold: undefined, comment: old.comment }, ports);
  if (again.ok) return { is: 'won-back', appointment: again.value, old, failure };
  switch (again.failure.kind) {
    case 'booking-unknown':
    case 'session-ended':
    case 'requested':
      return { is: 'unknown', appointment: 'not-booked', old: 'unknown' };
    default:
      return left;
  }
}

/** The new one is not booked. That the old one stands is read before it is said. */
async function notBooked(
  old: Appointment,
  failure: BookFailure,
  ports: ReschedulePorts,
): Promise<MoveOutcome> {
  if (failure.kind === 'requested')
    return { is: 'requested', appointment: failure.appointment, old };
  if (failure.kind === 'session-ended') return { is: 'not-moved', old, failure };
  const read = await ports.ehr.readAppointment(old.id);
  const unsure = failure.kind === 'booking-unknown';
  if (!read.ok)
    return { is: 'unknown', appointment: unsure ? 'unknown' : 'not-booked', old: 'unknown' };
  const gone = read.value.status === 'cancelled';
  if (unsure) return { is: 'unknown', appointment: 'unknown', old: gone ? 'cancelled' : 'booked' };
  // Called off by the clinic meanwhile: to book it again would undo what somebody there has decided.
  return { is: gone ? 'nothing-left' : 'not-moved', old: read.value, failure };
}
