import { bookAppointment } from './book-appointment.ts';
import { cancelAppointment, isAsSeen, notRead } from './cancel-appointment.ts';
import type { BookFailure, CancelFailure, EhrFailure } from './failure.ts';
import type { Appointment, Reference } from './model.ts';
import type { Booking, Clock, Ehr } from './ports.ts';
import type { Wait } from './reconcile-booking.ts';
import { ok, type Result } from './result.ts';
import { winBack } from './win-back.ts';

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
      /** The new time, which was held, is not held any more. */
      readonly holdIsGone?: true;
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
  if (old.status === 'cancelled')
    return bookInItsPlace(
      old,
      booking,
      ports,
      ports.ehr.can.reschedule === 'cancel-first' && old.cancellation?.by !== 'clinic',
    );
  // Another tab, or the clinic, may have changed it since: then there is nothing to be moved as agreed.
  const read = await ports.ehr.readAppointment(old.id);
  if (!read.ok) return { is: 'not-moved', old, failure: notRead(read.failure) };
  if (!isAsSeen(read.value, old)) {
    const failure = { kind: 'changed', appointment: read.value } as const;
    return { is: 'not-moved', old: read.value, failure };
  }
  switch (ports.ehr.can.reschedule) {
    case 'atomic':
      return bookThenCancel(old, { ...booking, replaces: read.value }, ports);
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
  const booked = await bookAppointment(booking, { ...ports, except: old });
  if (!booked.ok) return withoutHold(await notBooked(old, booked.failure, ports), booking, ports);
  return cancelOld(old, booked.value, ports);
}

/** The new one is booked. */
type Finished = Extract<MoveOutcome, { is: 'moved' | 'both' }>;

/** @param appointment the new one, which is booked */
async function cancelOld(
  old: Appointment,
  appointment: Appointment,
  ports: ReschedulePorts,
): Promise<Finished> {
  // The EHR has moved the visit itself: there is no other to cancel.
  if (appointment.id === old.id) return { is: 'moved', appointment, old };
  ports.onPhase?.('cancelling-old');
  const cancelled = await cancelAppointment(old, undefined, ports);
  return cancelled.ok
    ? { is: 'moved', appointment, old: cancelled.value }
    : { is: 'both', appointment, old, failure: cancelled.failure };
}

/**
 * Finishes a move whose new visit had to wait for the clinic, and is booked now. The old one is cancelled where that
 * is the order of a move; where the EHR was to do it itself and has not, both stand, and the patient says which one.
 * @param appointment the new one, as it was read
 * @param old as it was when the new one was asked for
 */
export async function finishMove(
  old: Appointment,
  appointment: Appointment,
  ports: ReschedulePorts,
): Promise<Finished> {
  if (old.status === 'cancelled') return { is: 'moved', appointment, old };
  if (ports.ehr.can.reschedule === 'book-first' || appointment.id === old.id)
    return cancelOld(old, appointment, ports);
  const read = await ports.ehr.readAppointment(old.id);
  if (read.ok && read.value.status === 'cancelled')
    return { is: 'moved', appointment, old: read.value };
  const failure = read.ok ? ({ kind: 'not-cancelled' } as const) : notRead(read.failure);
  return { is: 'both', appointment, old: read.ok ? read.value : old, failure };
}

async function cancelThenBook(
  old: Appointment,
  booking: Booking,
  ports: ReschedulePorts,
): Promise<MoveOutcome> {
  // Read, not trusted: a hold may have ended early, and then there is nothing to let the old one go for.
  const held = await readHold(booking, ports);
  if (!held.ok) return { is: 'not-moved', old, failure: notRead(held.failure) };
  if (!held.value) return { is: 'not-moved', old, failure: { kind: 'hold-expired', notices: [] } };

  ports.onPhase?.('cancelling-old');
  let sent = false;
  const onReadingBack = (): void => {
    sent = true;
    ports.onReadingBack?.();
  };
  const cancelled = await cancelAppointment(old, undefined, { ...ports, onReadingBack });
  if (cancelled.ok) return bookInItsPlace(cancelled.value, booking, ports, sent);
  const { failure } = cancelled;
  return failure.kind === 'cancel-unknown'
    ? { is: 'unknown', appointment: 'not-booked', old: 'unknown' }
    : { is: 'not-moved', old: failure.kind === 'changed' ? failure.appointment : old, failure };
}

async function bookInItsPlace(
  old: Appointment,
  booking: Booking,
  ports: ReschedulePorts,
  ours: boolean,
): Promise<MoveOutcome> {
  ports.onPhase?.('booking-new');
  const booked = await bookAppointment({ ...booking, replaces: old }, ports);
  if (booked.ok) return { is: 'moved', appointment: booked.value, old };
  const { failure } = booked;
  if (failure.kind === 'requested')
    return { is: 'requested', appointment: failure.appointment, old };
  // A session that has ended answers nothing more, so nobody can say what came of the last request.
  if (failure.kind === 'booking-unknown' || failure.kind === 'session-ended')
    return { is: 'unknown', appointment: 'unknown', old: 'cancelled' };
  const mayWork = failure.kind === 'not-booked' || failure.kind === 'too-busy';
  if (mayWork && (await isStillHeld(booking, ports))) return { is: 'still-held', old, failure };
  // What the clinic has called off is never booked again.
  const again = ours ? await winBack(old, ports) : 'not-open';
  if (again === 'unknown') return { is: 'unknown', appointment: 'not-booked', old: 'unknown' };
  if (again !== 'not-open') return { is: 'won-back', appointment: again, old, failure };
  const kept = !mayWork && (await isStillHeld(booking, ports));
  return { is: kept ? 'still-held' : 'nothing-left', old, failure };
}

/** Whether the EHR still keeps the chosen time. */
async function readHold(
  { hold, time }: Booking,
  { ehr, now }: ReschedulePorts,
): Promise<Result<boolean, EhrFailure>> {
  if (hold === undefined || (hold.until !== undefined && hold.until <= now())) return ok(false);
  const read = await ehr.readAppointment(hold.appointment.id);
  if (!read.ok) return read;
  return ok(read.value.status === 'pending' && read.value.start === time.start);
}

const isStillHeld = async (booking: Booking, ports: ReschedulePorts): Promise<boolean> => {
  const held = await readHold(booking, ports);
  return held.ok && held.value;
};

/** Some EHRs that move in one step take the hold for somebody else's, so it is given back before: then it is gone. */
async function withoutHold(
  outcome: MoveOutcome,
  booking: Booking,
  ports: ReschedulePorts,
): Promise<MoveOutcome> {
  const isOneStep = ports.ehr.can.reschedule === 'atomic' && booking.hold !== undefined;
  if (outcome.is !== 'not-moved' || !isOneStep) return outcome;
  // Then the time is given up in any case.
  if (outcome.failure.kind === 'taken' || outcome.failure.kind === 'hold-expired') return outcome;
  // What nobody could read is not said to be kept.
  return (await isStillHeld(booking, ports)) ? outcome : { ...outcome, holdIsGone: true };
}

/** The new one is not booked. That the old one stands is read before it is said. */
async function notBooked(
  old: Appointment,
  failure: BookFailure,
  ports: ReschedulePorts,
): Promise<MoveOutcome> {
  if (failure.kind === 'requested') {
    const left =
      ports.ehr.can.reschedule === 'atomic' ? await ports.ehr.readAppointment(old.id) : undefined;
    return {
      is: 'requested',
      appointment: failure.appointment,
      old: left?.ok === true ? left.value : old,
    };
  }
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
