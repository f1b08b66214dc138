import type { Configuration, JWKS, KoaContextWithOIDC } from 'oidc-provider';
import { errors, Provider } from 'oidc-provider';
import { type Artifacts, adapterOver } from './artifacts.ts';
import type { Attempts } from './attempt.ts';
import { errorPage } from './error-page.ts';
import type { LaunchContext, Launches } from './launches.ts';
import { advertisedScopes, grantedScopes, identityScopes } from './scopes.ts';

export interface ClientRegistration {
  readonly clientId: string;
  readonly name: string;
  /** Compared as strings, to the last character. */
  readonly redirectUris: readonly string[];
  /** Origins whose scripts may call the token endpoint. */
  readonly origins: readonly string[];
}

/** The first is that of launches that name none. */
export type FhirBases = readonly [string, ...string[]];

export interface ProviderParts {
  readonly issuer: string;
  /** What `iss` and `aud` may be. */
  readonly fhirBases: FhirBases;
  readonly clients: readonly ClientRegistration[];
  readonly accessTokenSeconds: number;
  readonly keys: JWKS;
  readonly artifacts: Artifacts;
  readonly launches: Launches;
  readonly attempts: Attempts;
}

const eightHours = 8 * 60 * 60;

/**
 * oidc-provider, set up for SMART's EHR launch of public clients. There is no sign-in and no consent page: the
 * patient has signed in to the portal, and the one-time launch value says so. Hence no interaction policy.
 */
export function makeProvider(parts: ProviderParts): Provider {
  const configuration: Configuration = {
    adapter: adapterOver(parts.artifacts),
    jwks: parts.keys,
    clients: parts.clients.map(({ clientId, name, redirectUris }) => ({
      client_id: clientId,
      client_name: name,
      redirect_uris: [...redirectUris],
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    })),
    responseTypes: ['code'],
    routes: { authorization: '/authorize', token: '/token', revocation: '/revoke', jwks: '/jwks' },
    // The session cookie never reaches a browser (see authorize.ts), so there is nothing to sign it against.
    cookies: { long: { signed: false }, short: { signed: false } },
    claims: { openid: ['sub'], fhirUser: ['fhirUser'] },
    // SMART puts fhirUser into the id_token; OpenID Connect would leave it to a userinfo endpoint.
    conformIdTokenClaims: false,
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
      // SMART scopes are the FHIR server's, and unbounded (`?category=...`): a resource's scopes need no list.
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx) => baseOf(parts.attempts.get(ctx.req)?.context, parts),
        useGrantedResource: () => true,
        getResourceServerInfo: (ctx, fhirBase) => ({
          scope: ctx.oidc.grant?.getResourceScope(fhirBase) ?? '',
          audience: fhirBase,
          accessTokenFormat: 'opaque',
        }),
      },
    },
    interactions: { policy: [] },
    pkce: { required: () => true },
    extraParams: { aud: audValidator(parts), launch: launchValidator(parts) },
    findAccount: (_ctx, fhirUser, token) => ({
      accountId: fhirUser,
      claims: async () => {
        const context = await contextOf(token, parts);
        return { sub: fhirUser, fhirUser: `${baseOf(context, parts)}/${fhirUser}` };
      },
    }),
    loadExistingGrant: (ctx) => grantFor(ctx, parts),
    extraTokenClaims: async (_ctx, token) => {
      const context = await contextOf(token, parts);
      return context === undefined ? undefined : { patient: context.patient };
    },
    expiresWithSession: () => false,
    issueRefreshToken: (_ctx, _client, code) =>
      code.scopes.has('online_access') || code.scopes.has('offline_access'),
    rotateRefreshToken: true,
    clientBasedCORS: (_ctx, origin, client) => originsOf(parts, client.clientId).includes(origin),
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.body = errorPage(out.error, out.error_description);
    },
    ttl: {
      AccessToken: parts.accessTokenSeconds,
      AuthorizationCode: 60,
      Grant: eightHours,
      IdToken: 3600,
      RefreshToken: eightHours,
      Session: 60,
    },
  };
  return new Provider(parts.issuer, configuration);
}

export function originsOf(
  parts: Pick<ProviderParts, 'clients'>,
  clientId?: string,
): readonly string[] {
  return parts.clients
    .filter((client) => clientId === undefined || client.clientId === clientId)
    .flatMap((client) => client.origins);
}

/** The FHIR base of a launch. */
function baseOf(context: LaunchContext | undefined, { fhirBases }: ProviderParts): string {
  return context?.iss ?? fhirBases[0];
}

/** @param token anything that oidc-provider hands out */
function contextOf(token: object | undefined, { launches }: ProviderParts) {
  const grantId = token !== undefined && 'grantId' in token ? token.grantId : undefined;
  return typeof grantId === 'string' ? launches.ofGrant(grantId) : undefined;
}

/** `aud` must be the launch's FHIR base byte for byte, or a stolen launch page could send the token to another server. */
function audValidator(parts: ProviderParts) {
  return (ctx: KoaContextWithOIDC, aud: string | undefined): void => {
    if (aud === undefined) throw new errors.InvalidRequest('aud is missing');
    if (!parts.fhirBases.includes(aud))
      throw new errors.InvalidRequest('aud is not a FHIR server of this hospital');
    const context = parts.attempts.get(ctx.req)?.context;
    if (context !== undefined && aud !== baseOf(context, parts))
      throw new errors.InvalidRequest('aud is not the FHIR server of this launch');
  };
}

function launchValidator({ attempts }: ProviderParts) {
  return (ctx: KoaContextWithOIDC, launch: string | undefined): void => {
    if (launch === undefined) throw new errors.InvalidRequest('launch is missing');
    const attempt = attempts.get(ctx.req);
    if (attempt?.context === undefined)
      throw new errors.InvalidRequest('launch is not known, has been used, or is too old');
    if (attempt.quirk?.kind === 'error') {
      throw new errors.CustomOIDCProviderError(
        attempt.quirk.error,
        attempt.quirk.description ?? 'the hospital is not able to open this app',
      );
    }
  };
}

/** A new grant for each launch, so that ending one launch's tokens leaves another's alone. */
async function grantFor(ctx: KoaContextWithOIDC, parts: ProviderParts) {
  const { attempts, launches } = parts;
  const { client, account, params, provider } = ctx.oidc;
  const attempt = attempts.get(ctx.req);
  if (
    client === undefined ||
    account === undefined ||
    params === undefined ||
    attempt?.context === undefined
  )
    return undefined;
  const scopes = attempt.context.grantOnly ?? grantedScopes(attempt.scope);
  params['scope'] = scopes.join(' ');
  const grant = new provider.Grant({ clientId: client.clientId, accountId: account.accountId });
  grant.addOIDCScope(scopes.filter((scope) => identityScopes.has(scope)));
  grant.addResourceScope(
    baseOf(attempt.context, parts),
    scopes.filter((scope) => !identityScopes.has(scope)),
  );
  await launches.keepFor(await grant.save(), attempt.context, eightHours);
  return grant;
}

/** `{fhirBase}/.well-known/smart-configuration`, SMART App Launch 2.2, section 2.1.9. */
export function smartConfiguration({ issuer }: Pick<ProviderParts, 'issuer'>): object {
  return {
    issuer,
    jwks_uri: `${issuer}/jwks`,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    revocation_endpoint: `${issuer}/revoke`,
    token_endpoint_auth_methods_supported: ['none'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: advertisedScopes,
    authorization_response_iss_parameter_supported: true,
    capabilities: [
      'launch-ehr',
      'client-public',
      'context-banner',
      'context-ehr-patient',
      'context-style',
      'permission-offline',
      'permission-online',
      'permission-patient',
      'permission-v1',
      'permission-v2',
      'sso-openid-connect',
    ],
  };
}
