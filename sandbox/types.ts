/**
 * What the parts of the sandbox agree on. The FHIR server (`fhir/`), the SMART authorization server
 * (`authorization/`), the portal (`portal/`) and the hosts (`hosts.ts`) meet here and nowhere else.
 */

/** Epoch milliseconds, UTC. The sandbox never reads the system clock but through one of these. */
export type Clock = () => number;

/** What an access token allows. `undefined` from a verifier means: no such token, or it has ended. */
export interface AccessGrant {
  readonly clientId: string;
  /** Logical id of the patient in context, without `Patient/`. */
  readonly patient: string | undefined;
  /** The FHIR base for which it was given; `undefined`: for all. */
  readonly audience?: string | undefined;
  /** Granted SMART scopes, v1 or v2, as they were granted. */
  readonly scopes: readonly string[];
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

export interface TokenVerifier {
  verify(accessToken: string): Promise<AccessGrant | undefined>;
}

/** The three ways in which the guide lets a client cancel. */
export type PatchFormat = 'json' | 'fhirpath' | 'xml';

/**
 * What this clinic does in its own way, as the guide lets it or as careless servers do. Tests may change
 * it while the EHR runs. Unless said, all of it is off: the clinic does as the guide has it.
 */
export interface Rules {
  /**
   * Whether `$book` may give a patient a second visit in one specialty while another one is still ahead:
   * `refused` is the guide's "no", and nothing changes. Visits in other specialties do not count, and
   * neither do holds, the patient's own included.
   */
  twoBookings: 'allowed' | 'refused';
  /**
   * How `$book` takes `cancelled-appt-id`. `argonaut`: the visit must be cancelled already. `atomic`, as
   * with gematik's ISiK: one that is still booked is cancelled along with the booking, both or neither.
   */
  reschedule: 'argonaut' | 'atomic';
  /** Until so many hours before it begins a patient may cancel a visit; `undefined` for until it begins. A hold may always be let go. */
  cancelUntilHours: number | undefined;
  /** A careless server: who books again what they have booked already gets one more booked Appointment, at the same time. */
  bookAgain: boolean;
  /**
   * Who says yes to a booking. `staff`: `$book` answers `pending`, the time is kept for the patient without an end,
   * and somebody at the clinic says yes or no to it (`levers.confirmByClinic`, `levers.cancelByClinic`).
   */
  confirms: 'server' | 'staff';
  /** What the CapabilityStatement declares and PATCH accepts. XML can only be declared: nobody reads it. */
  patchFormats: readonly PatchFormat[];
  /** Whether a page of another origin can read the `Date` of the FHIR answers, which is the sandbox's own clock. */
  showsDate: boolean;
  /** How `$find` is answered. It is replaced as a whole: `rules.find = { pageSize: 5 }`. */
  find: FindRules;
}

/** What is left out here `$find` does as the guide has it. */
export interface FindRules {
  /**
   * Inputs (`practitioner`, `start` ..., and `_count`) of which the server takes no notice, and says nothing. An
   * ignored `start` is now, an ignored `end` is the last day that is published.
   */
  readonly ignores?: readonly string[];
  /** A window of more days is refused, with 400 and the issue `too-costly`. */
  readonly longestWindowDays?: number;
  /**
   * So many times at most stand in one answer, and a `next` link leads to more. `_count` is then the size of a
   * page, and no longer of everything that is found.
   */
  readonly pageSize?: number;
}

/** Which requests a fault applies to. All that is given must match. */
export interface FaultMatch {
  readonly method?: string;
  /** A regular expression, tested against path and query. */
  readonly path?: string;
}

/**
 * What goes wrong, in the words of a clinic's day.
 * `drop-before`: the network fails before the EHR has acted. `drop-after`: it acted, the answer is lost.
 * `answer`: the EHR answers with this and does not act. `answer-after`: it acts, then answers with this.
 * `slow`: it acts after this many milliseconds. `expire-token`: the bearer's token ends now, so 401.
 * `take-time`: somebody else books the time that this request names, just before it is handled.
 * `reset-reused`: the connection is reset, without an answer, when it has carried a request before.
 * `expire-hold`: the hold that this request names ends just before it is handled; all holds where it names none.
 * `sent-twice`: it acts twice, one after the other, and only the second answer is heard. So it goes where
 * a browser sends a request again whose connection was reset before the answer came.
 * `late`: the network fails now, and the EHR acts so many milliseconds later on the sandbox's clock.
 */
export type Fault =
  | {
      readonly kind:
        | 'drop-before'
        | 'drop-after'
        | 'expire-token'
        | 'take-time'
        | 'reset-reused'
        | 'expire-hold'
        | 'sent-twice';
    }
  | { readonly kind: 'slow' | 'late'; readonly milliseconds: number }
  | {
      readonly kind: 'answer' | 'answer-after';
      readonly status: number;
      readonly contentType?: string;
      readonly headers?: Readonly<Record<string, string>>;
      /** Sent as it is; an object is sent as JSON. */
      readonly body?: unknown;
    };

/** A fault waits for its match, strikes `times` times (once unless said), and is gone. */
export interface FaultRule {
  readonly match: FaultMatch;
  readonly fault: Fault;
  readonly times?: number;
}

/** One request as it reached a host: what tests assert about the wire. */
export interface WireEntry {
  readonly sequence: number;
  readonly host: 'portal' | 'app' | 'ehr' | 'authorization' | 'in-process';
  /** Which connection carried it, and the how-manyth request on that connection it was (from 1). */
  readonly connection: number;
  readonly onConnection: number;
  readonly method: string;
  /** Path and query. The sandbox is a test server: here, and only here, queries are logged. */
  readonly path: string;
  readonly origin: string | undefined;
  readonly contentType: string | undefined;
  /** Whether an Authorization header came with it; never its value. */
  readonly authorized: boolean;
  readonly requestBody: string | undefined;
  readonly startedAt: number;
  endedAt: number | undefined;
  /** `undefined` where no answer was sent. */
  status: number | undefined;
  responseBytes: number;
  /** The fault that struck, if any. */
  fault: Fault['kind'] | undefined;
  /**
   * Each time the EHR acted on it, and what it would have answered: also where the answer was lost,
   * twice for one that was sent twice, and later for one that came late.
   */
  readonly acted: { readonly at: number; readonly status: number }[];
}
