/** Epoch milliseconds, UTC. Domain values are instants; a local hour exists only where a zone is known. */
export type Instant = number;

/** A relative FHIR reference such as `Practitioner/123`, always of the EHR that the patient came from. */
export type Reference = string;

export interface Period {
  readonly start: Instant;
  readonly end: Instant;
}

/** A coded value: `system` is a URI. Argonaut's `$find` demands both parts. */
export interface Code {
  readonly system: string;
  readonly code: string;
  readonly display: string | undefined;
}

/** A participant. Servers may give a reference, a display, or both. */
export interface Actor {
  readonly reference: Reference | undefined;
  readonly display: string | undefined;
}

/** `undefined` where the EHR does not say. */
export type Venue = 'in-person' | 'video' | 'phone' | undefined;

export interface AppointmentFacts {
  readonly start: Instant;
  readonly end: Instant;
  /** Minutes east of UTC that the EHR wrote in `start`; `undefined` where it wrote `Z`, which says nothing local. */
  readonly writtenOffset: number | undefined;
  readonly patients: readonly Reference[];
  readonly practitioners: readonly Actor[];
  readonly locations: readonly Actor[];
  readonly venue: Venue;
  /** The kind of visit: words of the EHR, and its codes. */
  readonly visitType: string | undefined;
  readonly visitTypeCodes: readonly Code[];
  readonly specialties: readonly Code[];
  /** What the patient is to do before, in the EHR's words; each a paragraph. */
  readonly instructions?: readonly string[];
  /**
   * The resource as it came, contained resources, extensions and unknown elements included:
   * some servers want it back whole. Opaque here; only `fhir/` looks inside.
   */
  readonly resource: unknown;
}

/** An open time, as `$find` proposes it. It is nobody's until it is held or booked. */
export interface ProposedAppointment extends AppointmentFacts {
  /** Tells proposals of one answer apart: the id, else start, end and actors. Never stored. */
  readonly key: string;
  /** Absent on servers whose proposals have no identity. May change at hold and at book. */
  readonly id: string | undefined;
  /** Set where it cannot be booked here: then the page says where it can, and sends nothing. */
  readonly elsewhere?: Elsewhere | undefined;
}

/** Where a time is booked that this EHR only shows. Neither where nobody says: then whoever answers the phone knows. */
export interface Elsewhere {
  /** Always https. */
  readonly url: string | undefined;
  /** As it is written. */
  readonly phone: string | undefined;
}

/** FHIR's codes of all versions; `unknown` stands for a code that none of them has. */
export type AppointmentStatus =
  | 'proposed'
  | 'pending'
  | 'booked'
  | 'arrived'
  | 'checked-in'
  | 'fulfilled'
  | 'cancelled'
  | 'noshow'
  | 'waitlist'
  | 'entered-in-error'
  | 'unknown';

export interface Appointment extends AppointmentFacts {
  readonly id: string;
  /** `meta.versionId`, for a conditional change; servers often hide the `ETag` header from browsers. */
  readonly versionId: string | undefined;
  readonly status: AppointmentStatus;
  /** What the patient or the clinic wrote at booking. */
  readonly comment: string | undefined;
  /** `meta.lastUpdated`: when the EHR last changed it, where it says so. */
  readonly changedAt: Instant | undefined;
  /** Of a cancelled one, as far as the EHR says. */
  readonly cancellation: Cancellation | undefined;
}

/** Why, and from which side, an appointment was called off. Never guessed. */
export interface Cancellation {
  /** In the EHR's words. */
  readonly reason: string | undefined;
  readonly by: 'patient' | 'clinic' | undefined;
}

/**
 * Why a patient cancels: those codes of Argonaut's `status-reason` whose definition says that it was the patient,
 * or that it may have been. The guide's `other` is defined as the provider's.
 */
export const cancelReasons = [
  'improved',
  'transportation',
  'weather',
  'needs-tests',
  'refused',
  'moved',
  'new-provider',
  'terminated',
  'patient-cancel',
] as const;
export type CancelReason = (typeof cancelReasons)[number];

/** A time that the EHR keeps for this patient. */
export interface Hold {
  readonly appointment: Appointment;
  /** `undefined` where the EHR does not say, or says what cannot be believed: then no end is shown. */
  readonly until: Instant | undefined;
}

export interface Patient {
  readonly id: string;
  /** As the hospital writes it; `undefined` where the record has no name. */
  readonly name: string | undefined;
  /** `yyyy-MM-dd` or shorter, a calendar date without zone. */
  readonly birthDate: string | undefined;
  readonly phone: string | undefined;
  readonly email: string | undefined;
  /** BCP 47 codes, preferred first. */
  readonly languages: readonly string[];
  readonly generalPractitioners: readonly Actor[];
}

export interface Practitioner {
  readonly reference: Reference;
  readonly name: string | undefined;
}

export interface Location {
  readonly reference: Reference;
  readonly name: string | undefined;
  /** One line per element, as on an envelope. */
  readonly address: readonly string[];
  readonly phone: string | undefined;
  /** IANA name, where the EHR carries one that this browser knows. */
  readonly timeZone: string | undefined;
}

export interface Coverage {
  readonly id: string;
  /** Plan and payer in the EHR's words. */
  readonly plan: string | undefined;
  readonly payer: string | undefined;
  readonly status: 'active' | 'cancelled' | 'draft' | 'entered-in-error' | 'unknown';
  /** Calendar dates, `yyyy-MM-dd` or shorter. */
  readonly start: string | undefined;
  readonly end: string | undefined;
}

/** Something that a hospital does for patients, as its directory has it. */
export interface Service {
  readonly id: string;
  readonly name: string;
  /** In the hospital's words. */
  readonly about: string | undefined;
  readonly specialties: readonly Code[];
  readonly visitTypes: readonly Code[];
  readonly locations: readonly Actor[];
  /** Whom to call about it. */
  readonly phone: string | undefined;
  /** False where patients simply come. */
  readonly needsAppointment: boolean;
}

/** What a clinician does, and where. */
export interface Role {
  readonly practitioner: Actor;
  readonly specialties: readonly Code[];
  readonly locations: readonly Actor[];
}

/** Somebody's or something's published calendar. */
export interface Calendar {
  readonly actors: readonly Actor[];
  readonly specialties: readonly Code[];
  readonly visitTypes: readonly Code[];
}

/** A hospital's directory, as far as the EHR lets this app read it. */
export interface Directory {
  readonly services: readonly Service[];
  readonly roles: readonly Role[];
  readonly locations: readonly Location[];
  /** `undefined` where they could not be read: then nobody knows what has none. */
  readonly calendars: readonly Calendar[] | undefined;
}

/** What an EHR says beside its answer (OperationOutcome). Plain text, never HTML. */
export interface Notice {
  readonly severity: 'fatal' | 'error' | 'warning' | 'information';
  /** FHIR issue type, such as `conflict`. */
  readonly code: string;
  readonly text: string | undefined;
}
