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
  /** Granted SMART scopes, v1 or v2, as they were granted. */
  readonly scopes: readonly string[];
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

export interface TokenVerifier {
  verify(accessToken: string): Promise<AccessGrant | undefined>;
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
 */
export type Fault =
  | { readonly kind: 'drop-before' | 'drop-after' | 'expire-token' | 'take-time' | 'reset-reused' }
  | { readonly kind: 'slow'; readonly milliseconds: number }
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
}
