import { endpointOf, isTrusted } from './endpoints.ts';
import { withoutSlash } from './issuers.ts';
import { fieldsOf, send, type Fetch, type Fields } from './send.ts';
import type { LaunchFailure, RegisteredIssuer } from './types.ts';

/** What is used of an EHR's SMART configuration, checked. */
export interface SmartConfiguration {
  readonly authorizationEndpoint: URL;
  readonly tokenEndpoint: string;
  readonly revocationEndpoint: string | undefined;
  readonly issuer: string | undefined;
  /** Whether the answer must name the issuer (RFC 9207, section 3). */
  readonly namesIssuer: boolean;
}

export type Discovered =
  | { readonly at: 'found'; readonly configuration: SmartConfiguration }
  | { readonly at: 'failed'; readonly failure: LaunchFailure };

const tenSeconds = 10_000;

/**
 * Asks the EHR where it authorizes, and refuses what a launch would not be safe with.
 * `capabilities` is not judged: servers spell and forget them freely, and what is missing shows in
 * the token response.
 *
 * @param iss as it was received; asked only where the endpoints are not written down
 */
export async function discover(
  iss: string,
  issuer: RegisteredIssuer,
  fetch: Fetch,
): Promise<Discovered> {
  // Written down by the deployer, it costs no request; it is judged like what a server says.
  if (issuer.endpoints !== undefined) return judge(fieldsFor(issuer.endpoints), issuer);
  const url = `${withoutSlash(iss)}/.well-known/smart-configuration`;
  const answer = await send(fetch, url, { headers: { Accept: 'application/json' } }, tenSeconds);
  if (answer.at === 'unanswered') return unread(answer.why);
  if (answer.status >= 400 && answer.status < 500) return unread('not-found');
  if (answer.status !== 200) return unread('unreachable');
  const fields = fieldsOf(answer.text);
  return fields === undefined ? unread('not-json') : judge(fields, issuer);
}

function fieldsFor(endpoints: NonNullable<RegisteredIssuer['endpoints']>): Fields {
  return {
    authorization_endpoint: endpoints.authorization,
    token_endpoint: endpoints.token,
    revocation_endpoint: endpoints.revocation,
    issuer: endpoints.issuer,
    code_challenge_methods_supported: ['S256'],
  };
}

function judge(fields: Fields, issuer: RegisteredIssuer): Discovered {
  const endpoint = (name: string) => {
    const value = fields[name];
    return typeof value === 'string' && value !== '' ? endpointOf(value, issuer) : undefined;
  };
  const authorization = endpoint('authorization_endpoint');
  const token = endpoint('token_endpoint');
  if (authorization === undefined || token === undefined) return unsafe('no-endpoint');
  if (!isTrusted(authorization, issuer) || !isTrusted(token, issuer))
    return unsafe('foreign-endpoint');
  const methods = fields['code_challenge_methods_supported'];
  if (!Array.isArray(methods) || !methods.includes('S256')) return unsafe('no-pkce');
  const revocation = endpoint('revocation_endpoint');
  return {
    at: 'found',
    configuration: {
      authorizationEndpoint: authorization,
      tokenEndpoint: token.href,
      revocationEndpoint:
        revocation !== undefined && isTrusted(revocation, issuer) ? revocation.href : undefined,
      issuer: typeof fields['issuer'] === 'string' ? fields['issuer'] : undefined,
      namesIssuer: fields['authorization_response_iss_parameter_supported'] === true,
    },
  };
}

type Why<Kind> = Extract<LaunchFailure, { readonly kind: Kind; readonly why: unknown }>['why'];

function unread(why: Why<'discovery-failed'>): Discovered {
  return { at: 'failed', failure: { kind: 'discovery-failed', why } };
}

function unsafe(why: Why<'discovery-unsafe'>): Discovered {
  return { at: 'failed', failure: { kind: 'discovery-unsafe', why } };
}
