import type { Appointment, AppointmentFacts, Notice, Reference } from './model.ts';
import type { ChangeAnswer } from './ports.ts';

/** Whose appointment, at which time: what an answer must show before it is believed. */
export interface Expected {
  /** `Patient/123`. */
  readonly patient: Reference;
  readonly time: Pick<AppointmentFacts, 'start'>;
}

/** What an answer to `$book` says, judged by its content alone and never by the HTTP status. */
export type BookingJudgement =
  | { readonly says: 'booked'; readonly appointment: Appointment }
  /** Waits for the clinic to confirm. */
  | { readonly says: 'requested'; readonly appointment: Appointment }
  | { readonly says: 'refused'; readonly notices: readonly Notice[] }
  /** Neither yes nor no: another time, another patient, nothing at all, or yes and no together. */
  | { readonly says: 'unclear' };

export function judgeBooking({ appointment, notices }: ChangeAnswer, expected: Expected): BookingJudgement {
  const error = notices.some(({ severity }) => severity === 'error' || severity === 'fatal');
  if (appointment === undefined) return error ? { says: 'refused', notices } : { says: 'unclear' };
  if (appointment.status === 'cancelled') return { says: 'refused', notices };
  if (error || !isFor(appointment, expected)) return { says: 'unclear' };
  if (appointment.status === 'booked') return { says: 'booked', appointment };
  if (appointment.status === 'pending' || appointment.status === 'proposed') return { says: 'requested', appointment };
  return { says: 'unclear' };
}

/** Whether this is the patient's own appointment at the chosen start. */
export function isFor(appointment: Appointment, { patient, time }: Expected): boolean {
  return appointment.patients.includes(patient) && appointment.start === time.start;
}
