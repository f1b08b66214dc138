import { isFor, isSameVisit } from './judge.ts';
import type { Appointment, Reference } from './model.ts';
import type { Booking, Ehr } from './ports.ts';

/** What the EHR itself says about a booking whose answer was lost or made no sense. */
export type BookingTruth =
  | { readonly is: 'booked'; readonly appointment: Appointment }
  /** Waits for the clinic to confirm. Only told where there was no hold, which looks the same. */
  | { readonly is: 'requested'; readonly appointment: Appointment }
  | { readonly is: 'not-booked'; readonly stillHeld: boolean }
  | { readonly is: 'unknown' };

/** Waits so many milliseconds. */
export type Wait = (milliseconds: number) => Promise<void>;

/** A request that was slow on the way may be acted on after we gave up on it, so "no" is asked again. */
export const afterNoAnswer: readonly number[] = [0, 2_000, 5_000];
/** A refusal is an answer already: it is looked up once. */
export const afterRefusal: readonly number[] = [0];

/**
 * Reads the truth back: the patient's own appointments at that time, and never `$book` again.
 * "Not booked" is believed only when it is read at every attempt, "booked" at once.
 */
export async function reconcileBooking(
  { time, hold }: Booking,
  {
    ehr,
    patient,
    wait,
    pauses,
    except,
  }: {
    readonly ehr: Ehr;
    readonly patient: Reference;
    readonly wait: Wait;
    /** Milliseconds to wait before each reading. */
    readonly pauses: readonly number[];
    /**
     * The visit that the new one is to replace. Where it stands as it did it is not the new one; some EHRs move it
     * and leave it its id, and then it is.
     */
    readonly except?: Appointment | undefined;
  },
): Promise<BookingTruth> {
  let stillHeld = false;
  let unread = false;
  for (const pause of pauses) {
    if (pause > 0) await wait(pause);
    const list = await ehr.listAppointments({ from: time.start, to: time.start + 1 });
    if (!list.ok) {
      unread = true;
      continue;
    }
    const ours = list.value.appointments.filter(
      (appointment) =>
        !(except !== undefined && isUnmoved(appointment, except)) &&
        isFor(appointment, { patient, time }) &&
        (appointment.id === hold?.appointment.id || isSameVisit(appointment, time)),
    );
    const booked = ours.find(({ status }) => status === 'booked');
    if (booked !== undefined) return { is: 'booked', appointment: booked };
    const waiting = ours.find(({ status }) => status === 'pending' || status === 'proposed');
    if (
      waiting !== undefined &&
      (hold === undefined || waiting.status === 'proposed' || ehr.can.pending === 'requested')
    )
      return { is: 'requested', appointment: waiting };
    stillHeld = waiting?.status === 'pending';
    if (!list.value.complete) unread = true;
  }
  return unread ? { is: 'unknown' } : { is: 'not-booked', stillHeld };
}

const isUnmoved = (appointment: Appointment, old: Appointment): boolean =>
  appointment.id === old.id && appointment.start === old.start && isSameVisit(appointment, old);
