import type { EhrFailure } from './failure.ts';
import type { Intention } from './intention.ts';
import type {
  Appointment,
  CancelReason,
  Code,
  Coverage,
  Directory,
  Hold,
  Instant,
  Location,
  Notice,
  Patient,
  Practitioner,
  ProposedAppointment,
  Reference,
} from './model.ts';
import type { Result } from './result.ts';

/** The clock of the world, so that tests can pass their own. */
export type Clock = () => Instant;

/** What to look for. Several values of one kind mean "any of these, in this order of preference". */
export interface Search {
  readonly start: Instant;
  readonly end: Instant;
  readonly practitioners?: readonly Reference[];
  readonly locations?: readonly Reference[];
  /** Parts of an address: a town, a zip code. */
  readonly places?: readonly string[];
  readonly organizations?: readonly Reference[];
  readonly specialties?: readonly Code[];
  readonly visitTypes?: readonly Code[];
  readonly reasons?: readonly Code[];
  /** At most so many; the EHR may give fewer. */
  readonly count?: number;
}

export interface FoundAppointments {
  /** As they came: neither soonest first nor each once is promised. */
  readonly appointments: readonly ProposedAppointment[];
  /** Whether the EHR had no more to give than this. */
  readonly complete: boolean;
  /** Resources that could not be read and were left out. */
  readonly dropped: number;
  readonly notices: readonly Notice[];
}

export interface AppointmentList {
  readonly appointments: readonly Appointment[];
  /** False when a page could not be read or a resource was left out: some may be missing, and the page says so. */
  readonly complete: boolean;
}

/** The EHR's answer to a change, not yet judged. */
export interface ChangeAnswer {
  /** The Appointment in the answer; `undefined` where there was none. */
  readonly appointment: Appointment | undefined;
  readonly notices: readonly Notice[];
  /** When a hold ends, where the EHR says so believably. */
  readonly expires: Instant | undefined;
}

/**
 * How a visit is moved. `atomic`: the EHR books the new one and cancels the old one in one step. `book-first`:
 * the old one is cancelled when the new one is booked. `cancel-first`: where an EHR refuses two bookings.
 */
export type RescheduleOrder = 'atomic' | 'book-first' | 'cancel-first';

/** What this EHR can do at all; what it cannot, the page does not offer. */
export interface EhrCapabilities {
  /** Absent where times are booked here. Elsewhere nothing can be changed either, whatever the rest says. */
  readonly book?: 'elsewhere';
  readonly hold: boolean;
  /**
   * What it is that stands as `pending` among the patient's visits: a time that the EHR only keeps for them, or a
   * visit that waits for the clinic's yes. Where holds are no Appointments it is always the latter.
   */
  readonly pending: 'held' | 'requested';
  readonly cancel: boolean;
  readonly reschedule: RescheduleOrder;
}

/** What is booked: the held appointment where there is a hold, else the open time itself. */
export interface Booking {
  readonly time: ProposedAppointment;
  readonly hold: Hold | undefined;
  /** The patient's own words on the reason. */
  readonly comment: string | undefined;
  /**
   * The visit whose place this one takes, as it was last read. The EHR must be told only where it asks for it: the
   * visit is cancelled already, or the EHR moves or cancels it in this very step.
   */
  readonly replaces?: Appointment | undefined;
}

/**
 * The EHR that the patient came from, for the one patient of the launch. Nothing here throws for what
 * the network or the EHR may do; a bug stays an exception. Nothing here repeats a request by itself.
 */
export interface Ehr {
  readonly can: EhrCapabilities;
  /** Every page is read, up to a cap. `signal` ends a search that nobody waits for any more. */
  findAppointments(
    search: Search,
    signal?: AbortSignal,
  ): Promise<Result<FoundAppointments, EhrFailure>>;
  /** A wrong resource or another patient's is `unreadable`. */
  readPatient(): Promise<Result<Patient, EhrFailure>>;
  /** The patient's appointments that start in the period; an open side has no bound. All pages. */
  listAppointments(period: {
    from?: Instant;
    to?: Instant;
  }): Promise<Result<AppointmentList, EhrFailure>>;
  readAppointment(id: string): Promise<Result<Appointment, EhrFailure>>;
  listCoverages(): Promise<Result<readonly Coverage[], EhrFailure>>;
  readLocation(reference: Reference): Promise<Result<Location, EhrFailure>>;
  readPractitioner(reference: Reference): Promise<Result<Practitioner, EhrFailure>>;
  /** What the hospital offers. What cannot be read, or may not, is left empty: this never fails as a whole. */
  readDirectory(): Promise<Directory>;
  holdAppointment(time: ProposedAppointment): Promise<Result<ChangeAnswer, EhrFailure>>;
  /** Asks for more time on a hold that stands. */
  extendHold(hold: Hold): Promise<Result<ChangeAnswer, EhrFailure>>;
  releaseHold(hold: Hold): Promise<Result<ChangeAnswer, EhrFailure>>;
  bookAppointment(booking: Booking): Promise<Result<ChangeAnswer, EhrFailure>>;
  /** Whether this EHR takes a cancellation from an app. It is asked once, unless the settings say. */
  acceptsCancelling(): Promise<boolean>;
  /** Applies to the version that is given, where the EHR keeps versions. */
  cancelAppointment(
    appointment: Appointment,
    reason: CancelReason | undefined,
  ): Promise<Result<ChangeAnswer, EhrFailure>>;
}

/**
 * What the patient was about to change, kept from before it is sent until the truth is known. It outlives the
 * page, and holds opaque ids only: no names, no words, no token. Nothing here throws: without the journal
 * the truth still comes from the EHR. It is of one patient at one EHR.
 */
export interface Journal {
  /** What is in it, as it was found: `readIntentions` judges it. */
  entries(): readonly (readonly [id: string, value: unknown])[];
  /** Writes it, or writes it over. */
  put(id: string, intention: Intention): void;
  remove(id: string): void;
}
