import type { AppointmentFacts, Instant, Reference } from './model.ts';

/** How far a change has got. What is true now, only the EHR can say. */
export type IntentionStep =
  /** `$hold` was sent. */
  | 'holding'
  /** The time is kept, and the patient checks it. */
  | 'held'
  /** The change was sent: `$book`, or the cancellation. */
  | 'sent'
  /** The portal has opened the app for a visit, of which no more than its id is known. */
  | 'wanted'
  /** The EHR has shown the visit, and the patient reads about it. */
  | 'seen';

/** Whoever opens the app longer after a visit was on screen wants something else. Milliseconds. */
export const looksMatterFor = 15 * 60_000;

/** Something that the patient was about to change or, as a `look`, to read. Opaque ids only. */
export interface Intention {
  readonly id: string;
  readonly kind: 'hold' | 'book' | 'cancel' | 'reschedule' | 'look';
  readonly step: IntentionStep;
  readonly startedAt: Instant;
  /** Start of the chosen time, or of the visit to be cancelled. */
  readonly start: Instant;
  /** Clinicians and places of it, by which two visits of one start are told apart. */
  readonly practitioners: readonly Reference[];
  readonly locations: readonly Reference[];
  /** Id of the held Appointment, or of the visit to be cancelled or looked at. */
  readonly appointment: string | undefined;
  /** Id of the visit that is being moved. */
  readonly replaces: string | undefined;
}

/** What of the chosen time the journal may know. */
export function factsOf(
  time: AppointmentFacts,
): Pick<Intention, 'start' | 'practitioners' | 'locations'> {
  const references = (actors: AppointmentFacts['practitioners']): readonly Reference[] =>
    actors.flatMap(({ reference }) => reference ?? []);
  return {
    start: time.start,
    practitioners: references(time.practitioners),
    locations: references(time.locations),
  };
}
