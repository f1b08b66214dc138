import type {
  BookFailure,
  CancelFailure,
  Declined,
  ExtendFailure,
  HoldFailure,
} from '../scheduling/failure.ts';
import type { Appointment, Hold, ProposedAppointment, Reference } from '../scheduling/model.ts';
import type { Booking, Clock, Ehr, Journal } from '../scheduling/ports.ts';
import type { Wait } from '../scheduling/reconcile-booking.ts';
import type { MoveOutcome, ReschedulePorts } from '../scheduling/reschedule-appointment.ts';
import type { Later, SignIn } from './sign-in.svelte.ts';
import type * as VisitChanges from './visit-change.svelte.ts';
import type { Sight } from './waiting.ts';

/** Why a chosen time was not had; shown where the patient chooses again. */
export interface LostTime {
  readonly time: ProposedAppointment;
  readonly failure: HoldFailure | BookFailure | Declined;
  /** The nearest open time to one that was kept before and could not be kept again. */
  readonly nearest: ProposedAppointment | undefined;
}

/** What the check page says beside the facts. */
export type CheckNote =
  | { readonly kind: 'kept-longer' }
  | { readonly kind: 'not-kept-longer'; readonly failure: ExtendFailure }
  | { readonly kind: 'not-booked'; readonly failure: BookFailure }
  /** The old visit was not cancelled, so the new one was not booked. */
  | { readonly kind: 'not-moved'; readonly failure: CancelFailure };

/** What is being done about a confirmed time. */
export type ConfirmingPhase =
  'sent' | 'slow' | 'reading-back' | 'cancelling-old' | 'booking-new' | 'winning-back';

/** Outcomes that need a page of their own; after the others the patient goes on where they were. */
export type MovedOutcome = Exclude<MoveOutcome, { is: 'not-moved' | 'still-held' }>;

export type BookingStep =
  | { readonly at: 'choosing'; readonly lost: LostTime | undefined }
  | {
      readonly at: 'holding';
      readonly time: ProposedAppointment;
      /** Asked for once more from the check page, which stays on screen meanwhile. */
      readonly again: boolean;
    }
  | {
      readonly at: 'checking';
      readonly time: ProposedAppointment;
      /** `undefined` where the EHR keeps no times: not reserved until booked. */
      readonly hold: Hold | undefined;
      readonly note: CheckNote | undefined;
      /** "Keep it longer" was pressed and not answered yet. */
      readonly extending: boolean;
    }
  /** The hold has ended while the patient was checking; nothing is booked. */
  | { readonly at: 'expired'; readonly time: ProposedAppointment }
  | {
      readonly at: 'confirming';
      readonly time: ProposedAppointment;
      readonly hold: Hold | undefined;
      readonly phase: ConfirmingPhase;
    }
  | { readonly at: 'booked'; readonly appointment: Appointment }
  | { readonly at: 'requested'; readonly appointment: Appointment }
  /** What came of moving a visit. */
  | { readonly at: 'moved'; readonly outcome: MovedOutcome }
  /** Sent, and nobody could say yet whether it is booked. */
  | { readonly at: 'unknown'; readonly time: ProposedAppointment };

/** Outcomes that an EHR has shown. */
export type Shown = Extract<BookingStep, { at: 'booked' | 'requested' | 'moved' }>;

/** A visit that waits for the clinic's yes, and the one that it is to replace. */
export interface Waiting {
  readonly appointment: Appointment;
  readonly old?: Appointment;
}

/**
 * What has come of asking for the clinic's yes to a visit that waits for it. `finishing`: it has said yes to the new
 * visit of a move, and the old one is being cancelled. `silent`: nothing has come, and nobody asks any more.
 */
export type ClinicsYes = 'asked-for' | 'finishing' | 'given' | 'silent';

/** All about changing a visit that exists. Fetched when it is first needed. */
export type Changes = typeof VisitChanges;

/** A visit that is being moved, and how that is done. */
export interface Moving {
  /** As the EHR showed it last; cancelled where it had to go first and the new one is still to be booked. */
  readonly old: Appointment;
  readonly reschedule: (
    old: Appointment,
    booking: Booking,
    ports: ReschedulePorts,
  ) => Promise<MoveOutcome>;
}

export interface BookingPorts {
  readonly ehr: Ehr;
  /** `Patient/123`. */
  readonly patient: Reference;
  readonly now: Clock;
  readonly wait: Wait;
  readonly later: Later;
  readonly sight?: Sight;
  readonly signIn: SignIn;
  readonly journal: Journal;
  /** Rejects where the code cannot be fetched. */
  readonly changes: () => Promise<Changes>;
  /** The patient goes on with this time: its clinic's address will be shown. */
  readonly onHeld: (time: ProposedAppointment) => void;
  /** What an earlier page has left is shown: its clinic's hour and address have to be known. */
  readonly onShown: (visit: Appointment) => void;
  /** The EHR refused this time: it should not be offered again. */
  readonly onLost: (time: ProposedAppointment) => void;
  /** Something of the patient's changed in the EHR. */
  readonly onChanged: () => void;
}
