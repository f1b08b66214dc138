import type { AppointmentFacts, Instant, Reference } from './model.ts';

/** How far a change has got. What is true now, only the EHR can say. */
export type IntentionStep =
  /** `$hold` was sent. */
  | 'holding'
  /** The time is kept, and the patient checks it. */
  | 'held'
  /** The change was sent: `$book`, or the cancellation. */
  | 'sent';

/** Something that the patient was about to change. Opaque ids only. */
export interface Intention {
  readonly id: string;
  readonly kind: 'hold' | 'book' | 'cancel' | 'reschedule';
  readonly step: IntentionStep;
  readonly startedAt: Instant;
  /** Start of the chosen time, or of the visit to be cancelled. */
  readonly start: Instant;
  /** Clinicians and places of it, by which two visits of one start are told apart. */
  readonly practitioners: readonly Reference[];
  readonly locations: readonly Reference[];
  /** Id of the held Appointment, or of the visit to be cancelled. */
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
