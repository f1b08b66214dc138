import { createHash, randomBytes } from 'node:crypto';
import type { LaunchContext } from '../../../sandbox/authorization/launches.ts';
import type { RunningSandbox } from '../../../sandbox/hosts.ts';

/** A SMART client of a few lines, with no cookie jar: every request stands alone, as in a frame with cookies blocked. */

export const maria: LaunchContext = { patient: 'maria-alvarez' };
export const scopes =
  'launch openid fhirUser patient/Patient.read patient/Appointment.read patient/Appointment.write';
export const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');

type Changes = Readonly<Record<string, string | undefined>>;

/** The address of an authorization request; a change to `undefined` leaves the parameter out. */
export function authorizeUrl(sandbox: RunningSandbox, launch: string, changes: Changes = {}): URL {
  const url = new URL('/auth/authorize', sandbox.ehr);
  const parameters: Changes = {
    response_type: 'code',
    client_id: sandbox.clientId,
    redirect_uri: redirectUri(sandbox),
    scope: scopes,
    state: 'the state',
    aud: sandbox.iss,
    launch,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  };
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url;
}

export function redirectUri(sandbox: RunningSandbox): string {
  return new URL('/index.html', sandbox.app).href;
}

/** Asks for authorization and hands back what the redirect says. */
export async function authorize(
  sandbox: RunningSandbox,
  context: LaunchContext = maria,
  changes: Changes = {},
): Promise<URLSearchParams> {
  const { launch, iss } = await sandbox.createLaunch(context);
  const url = authorizeUrl(sandbox, launch, { aud: iss, ...changes });
  return redirected(await fetch(url, { redirect: 'manual' }));
}

export function redirected(response: Response): URLSearchParams {
  const location = response.headers.get('Location');
  if (location === null) throw new Error(`no redirect, but ${String(response.status)}`);
  return new URL(location).searchParams;
}

export function tokenRequest(
  sandbox: RunningSandbox,
  body: Readonly<Record<string, string>>,
  origin = sandbox.app.origin,
): Promise<Response> {
  return fetch(new URL('/auth/token', sandbox.ehr), {
    method: 'POST',
    headers: { Origin: origin },
    body: new URLSearchParams(body),
  });
}

export function redeem(
  sandbox: RunningSandbox,
  code: string | null,
  changes: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return tokenRequest(sandbox, {
    grant_type: 'authorization_code',
    code: code ?? '',
    redirect_uri: redirectUri(sandbox),
    client_id: sandbox.clientId,
    code_verifier: verifier,
    ...changes,
  });
}

export function refresh(sandbox: RunningSandbox, token: string): Promise<Response> {
  return tokenRequest(sandbox, {
    grant_type: 'refresh_token',
    refresh_token: token,
    client_id: sandbox.clientId,
  });
}

export interface TokenResponse {
  readonly access_token: string;
  readonly scope: string;
  readonly expires_in?: number;
  readonly refresh_token?: string;
  readonly id_token?: string;
  readonly [extra: string]: unknown;
}

export async function tokenOf(response: Response): Promise<TokenResponse> {
  if (response.status !== 200)
    throw new Error(
      `the token endpoint answered ${String(response.status)}: ${await response.text()}`,
    );
  return (await response.json()) as TokenResponse;
}

/** The whole launch, from the portal's launch value to the token response. */
export async function signIn(
  sandbox: RunningSandbox,
  context: LaunchContext = maria,
  changes: Changes = {},
): Promise<TokenResponse> {
  return tokenOf(await redeem(sandbox, (await authorize(sandbox, context, changes)).get('code')));
}
