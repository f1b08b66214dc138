import type { BookFailure } from './failure.ts';
import { stands } from './hold-appointment.ts';
import { judgeBooking } from './judge.ts';
import type { Appointment, Notice, Reference } from './model.ts';
import type { Booking, Clock, Ehr } from './ports.ts';
import { afterNoAnswer, afterRefusal, reconcileBooking, type Wait } from './reconcile-booking.ts';
import { err, ok, type Result } from './result.ts';

interface Ports {
  readonly ehr: Ehr;
  /** `Patient/123`. */
  readonly patient: Reference;
  readonly now: Clock;
  readonly wait: Wait;
  /** Called when the answer was no answer, and the truth is being read back. */
  readonly onReadingBack?: () => void;
  /** The visit that this one replaces, which is never taken for it where it stands as it did. */
  readonly except?: Appointment | undefined;
  /** Nobody knows what became of the same booking when it was sent before: so that is looked up first. */
  readonly unsure?: boolean;
}

/**
 * Books once. `$book` is sent a single time, and not at all while nobody knows what became of an earlier one; the
 * value is an Appointment that the EHR itself showed as `booked`, for this patient, at the chosen start. Every other
 * answer, a refusal included, is checked against the EHR's list before it is believed: the browser may have sent the
 * request twice, and then "taken" means taken by us.
 */
export async function bookAppointment(
  booking: Booking,
  ports: Ports,
): Promise<Result<Appointment, BookFailure>> {
  const { ehr, patient, now } = ports;
  if (ports.unsure === true) {
    const before = await readBack(booking, ports, { kind: 'not-booked', stillHeld: true });
    if (before.ok || before.failure.kind !== 'not-booked') return before;
  }
  const refusal = (notices: readonly Notice[]): BookFailure => {
    const expired = booking.hold?.until !== undefined && booking.hold.until <= now();
    return { kind: expired ? 'hold-expired' : 'taken', notices };
  };
  const answer = await ehr.bookAppointment(booking);
  if (answer.ok) {
    const judged = judgeBooking(answer.value, { patient, time: booking.time });
    switch (judged.says) {
      case 'booked':
        return ok(judged.appointment);
      case 'requested':
        return err({ kind: 'requested', appointment: judged.appointment });
      case 'refused':
        return readBack(booking, ports, refusal(judged.notices));
      case 'unclear':
        return readBack(booking, ports);
    }
  }
  switch (answer.failure.kind) {
    case 'conflict':
    case 'not-found':
      return readBack(booking, ports, refusal(answer.failure.notices));
    case 'no-answer':
    case 'server-error':
    case 'unreadable':
      return readBack(booking, ports);
    default:
      return readBack(booking, ports, answer.failure);
  }
}

/** @param refusal what is so when the EHR has no such booking; absent where it neither accepted nor refused. */
async function readBack(
  booking: Booking,
  { ehr, patient, wait, onReadingBack, except }: Ports,
  refusal?: BookFailure,
): Promise<Result<Appointment, BookFailure>> {
  onReadingBack?.();
  const truth = await reconcileBooking(booking, {
    ehr,
    patient,
    wait,
    except,
    pauses: refusal === undefined ? afterNoAnswer : afterRefusal,
  });
  if (truth.is === 'booked') return ok(truth.appointment);
  if (truth.is === 'requested') return err({ kind: 'requested', appointment: truth.appointment });
  // Without a session nothing can be looked up; the journal asks again when there is one.
  if (truth.is === 'unknown')
    return err(refusal?.kind === 'session-ended' ? refusal : { kind: 'booking-unknown' });
  if (refusal === undefined) return err({ kind: 'not-booked', stillHeld: truth.stillHeld });
  // Whatever else was in the way, a time that is kept no longer is not said to be.
  const { hold, replaces } = booking;
  const mayStand = refusal.kind !== 'taken' && refusal.kind !== 'hold-expired' && !truth.stillHeld;
  // An EHR that moves in one step may have given the hold back for it: the move itself tells what is left.
  const isOneStep = replaces !== undefined && ehr.can.reschedule === 'atomic';
  return hold !== undefined && mayStand && !isOneStep && !(await stands(hold, ehr))
    ? err({ kind: 'hold-expired', notices: 'notices' in refusal ? refusal.notices : [] })
    : err(refusal);
}
