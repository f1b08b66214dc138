import type { Actor, Appointment, AppointmentFacts, Notice, Reference } from './model.ts';
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

export function judgeBooking(
  { appointment, notices }: ChangeAnswer,
  expected: Expected,
): BookingJudgement {
  const error = notices.some(isError);
  if (appointment === undefined) return error ? { says: 'refused', notices } : { says: 'unclear' };
  if (appointment.status === 'cancelled') return { says: 'refused', notices };
  if (error || !isFor(appointment, expected)) return { says: 'unclear' };
  if (appointment.status === 'booked') return { says: 'booked', appointment };
  if (appointment.status === 'pending' || appointment.status === 'proposed')
    return { says: 'requested', appointment };
  return { says: 'unclear' };
}

export const isError = ({ severity }: Notice): boolean =>
  severity === 'error' || severity === 'fatal';

/** Whether this is the patient's own appointment at the chosen start. */
export function isFor(appointment: Appointment, { patient, time }: Expected): boolean {
  return appointment.patients.includes(patient) && appointment.start === time.start;
}

/**
 * Whether an appointment that was found by its start is that of the chosen time: a patient may have two at
 * one start. The clinicians tell them apart, else the places; who is not named contradicts nobody.
 */
export function isSameVisit(one: AppointmentFacts, other: AppointmentFacts): boolean {
  return (
    meet(one.practitioners, other.practitioners) ?? meet(one.locations, other.locations) ?? true
  );
}

/** Whether two proposals, of different answers even, are one and the same time. Ids may change with each answer. */
export function isSameTime(one: AppointmentFacts, other: AppointmentFacts): boolean {
  return one.start === other.start && isSameVisit(one, other);
}

/** Whether a visit is when, where and with whom it was; what is not named contradicts nothing. */
export function isUnmoved(one: AppointmentFacts, other: AppointmentFacts): boolean {
  return (
    one.start === other.start &&
    meet(one.practitioners, other.practitioners) !== false &&
    meet(one.locations, other.locations) !== false
  );
}

function meet(some: readonly Actor[], others: readonly Actor[]): boolean | undefined {
  const [named, alsoNamed] = [referencesOf(some), referencesOf(others)];
  if (named.length === 0 || alsoNamed.length === 0) return undefined;
  return named.some((reference) => alsoNamed.includes(reference));
}

const referencesOf = (actors: readonly Actor[]): readonly Reference[] =>
  actors.flatMap(({ reference }) => reference ?? []);
