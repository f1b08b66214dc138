export interface AuthorizationRequest {
  /** Sent as `aud`, byte for byte. */
  readonly iss: string;
  readonly launch: string;
  readonly clientId: string;
  readonly scopes: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly codeChallenge: string;
  readonly authorizationEndpoint: URL;
}

/**
 * SMART's authorization request (SMART App Launch 2.2, section 2.1.10), always with a challenge and always by S256.
 * A query of the endpoint is kept (RFC 6749, section 3.1); a fragment is not.
 */
export function authorizationUrl({
  authorizationEndpoint: { origin, pathname, search },
  ...request
}: AuthorizationRequest): string {
  const parameters = new URLSearchParams({
    response_type: 'code',
    client_id: request.clientId,
    scope: request.scopes,
    redirect_uri: request.redirectUri,
    aud: request.iss,
    state: request.state,
    launch: request.launch,
    code_challenge: request.codeChallenge,
    code_challenge_method: 'S256',
    // Comes back in the id_token, which so belongs to this launch; the one random value is enough for both. Without an
    // id_token there is no nonce, and strict servers refuse one (oidc-provider: invalid_request).
    ...(/\bopenid\b/.test(request.scopes) && { nonce: request.state }),
  });
  // A plus sign for a space is right in a form, and read as a plus sign by servers that expect a URL.
  const asked = parameters.toString().replaceAll('+', '%20');
  return `${origin}${pathname}${search === '' ? '?' : `${search}&`}${asked}`;
}
