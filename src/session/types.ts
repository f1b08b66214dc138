/**
 * What the launch gives the app. `session/` imports no other layer; the two composition roots
 * (`main.ts`, `launch.ts`) carry these values across.
 */

/** What `session/` needs to know of an issuer; the deployment's settings have more. */
export interface RegisteredIssuer {
  readonly iss: string;
  readonly clientId: string;
  readonly scopes: string;
  /** Origins other than that of `iss` where this EHR has its authorization and token endpoints. */
  readonly authorizationOrigins?: readonly string[];
  /** What discovery would tell, where the deployer wrote it down; the server is known to demand PKCE with S256. */
  readonly endpoints?:
    | {
        readonly authorization: string;
        readonly token: string;
        readonly revocation: string | undefined;
        readonly issuer: string | undefined;
      }
    | undefined;
}

/**
 * That who is signed in is not the patient, or need not be: a parent, say, or a carer. Some people have a second
 * record in the same EHR, as a Person or as one of its clinicians, so of those it is not sure.
 */
export type ActsFor = 'another' | 'perhaps-another';

export interface Session {
  readonly iss: string;
  /** Logical id of the patient in context, without `Patient/`. */
  readonly patient: string;
  /** Epoch milliseconds; `undefined` where the EHR did not say. */
  readonly expiresAt: number | undefined;
  /**
   * After so many milliseconds without a sign of the patient the EHR takes them to have left;
   * `undefined` where it did not say.
   */
  readonly activeFor: number | undefined;
  readonly grantedScopes: readonly string[];
  /** True unless the EHR said that the portal shows who the patient is. */
  readonly needPatientBanner: boolean;
  readonly intent: string | undefined;
  /** What the portal launched the app with, such as `Appointment/123`: relative references of this EHR. */
  readonly context: readonly string[];
  /**
   * Where the portal says what it looks like (`smart_style_url`): https, or http on this machine. `undefined` where it
   * does not say.
   */
  readonly styleUrl: string | undefined;
  /** The value of the Authorization header. Held in memory only; never store or log it. */
  authorization(): string | undefined;
  /**
   * Asks for a new access token, once for all who ask at the same time. True when there is one now; false,
   * without a request, where the EHR gave no refresh token or has refused it.
   */
  refresh(): Promise<boolean>;
  /**
   * Whether somebody acts for the patient, by an id_token that has been validated. `undefined` where it is the patient
   * who is signed in, and where nobody can say. Rejects where the code for it cannot be fetched.
   */
  actsFor(): Promise<ActsFor | undefined>;
  /** Forgets the tokens, and revokes them where the EHR offers that. */
  finish(): Promise<void>;
}

/** Why the launch page cannot send the patient on to authorization. */
export type LaunchFailure =
  /** Opened without `iss` or `launch`: not from the portal. */
  | { readonly kind: 'not-launched' }
  /** `iss` is not on the deployment's list, so nothing was asked of it. */
  | { readonly kind: 'unknown-issuer' }
  /** No `crypto.subtle`: the page is not served over https. */
  | { readonly kind: 'insecure-page' }
  /** The browser lets this frame store nothing, not even for the ten minutes of a sign-in. */
  | { readonly kind: 'storage-blocked' }
  | {
      readonly kind: 'discovery-failed';
      readonly why: 'unreachable' | 'timeout' | 'not-found' | 'not-json' | 'too-large';
    }
  /** The EHR's SMART configuration lacks what a safe launch needs: an endpoint, or PKCE with S256. */
  | {
      readonly kind: 'discovery-unsafe';
      readonly why: 'no-endpoint' | 'no-pkce' | 'foreign-endpoint';
    };

/** OAuth's error codes on the redirect (RFC 6749 4.1.2.1), or `other`. */
export type AuthorizationError =
  | 'access_denied'
  | 'invalid_scope'
  | 'invalid_request'
  | 'unauthorized_client'
  | 'unsupported_response_type'
  | 'server_error'
  | 'temporarily_unavailable'
  | 'other';

/** Why there is no session after the redirect. */
export type SessionFailure =
  /** The page was opened or reloaded by itself; the launch has to come from the portal. */
  | { readonly kind: 'not-launched' }
  /** `state` is unknown, used, too old or tampered with; nothing of the URL is believed. */
  | { readonly kind: 'state-mismatch' }
  | {
      readonly kind: 'authorization-refused';
      readonly error: AuthorizationError;
      /** The EHR's words: plain text, cut to 300 characters. */
      readonly description: string | undefined;
      /** An https page of the EHR that explains more. */
      readonly moreInformation: string | undefined;
    }
  /** The callback's `iss` is not the issuer that was asked (RFC 9207). */
  | { readonly kind: 'issuer-mismatch' }
  | { readonly kind: 'token-refused' }
  | { readonly kind: 'token-unreachable'; readonly timedOut: boolean }
  | { readonly kind: 'token-unreadable' }
  /** The EHR gave a token without saying for which patient. */
  | { readonly kind: 'no-patient' }
  | { readonly kind: 'storage-blocked' };
