/** The errors of RFC 6749, section 4.1.2.1, which an authorization server reports by redirect. */
export const authorizationErrors = [
  'access_denied',
  'invalid_request',
  'invalid_scope',
  'server_error',
  'temporarily_unavailable',
  'unauthorized_client',
] as const;
export type AuthorizationErrorCode = (typeof authorizationErrors)[number];

/**
 * What goes wrong with one answer of the authorization endpoint.
 * `tamper-state`: the answer carries another state. `spent-code`: the code was redeemed before.
 * `foreign-iss`: the answer names another server (a mix-up, RFC 9207). `no-iss`: it names none.
 */
export type AuthorizationQuirk =
  | {
      readonly kind: 'error';
      readonly error: AuthorizationErrorCode;
      readonly description?: string;
      readonly uri?: string;
    }
  | { readonly kind: 'tamper-state' | 'spent-code' | 'foreign-iss' | 'no-iss' };

/** Levers of the authorization endpoint: each quirk strikes the next authorization, once, in the order given. */
export class AuthorizationLevers {
  readonly #waiting: AuthorizationQuirk[] = [];

  next(quirk: AuthorizationQuirk): void {
    this.#waiting.push(quirk);
  }

  take(): AuthorizationQuirk | undefined {
    return this.#waiting.shift();
  }

  clear(): void {
    this.#waiting.length = 0;
  }
}
