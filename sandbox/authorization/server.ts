import type { Clock, TokenVerifier } from '../types.ts';
import { Artifacts, type Sql } from './artifacts.ts';
import type { Attempts } from './attempt.ts';
import { authorizeByLaunch } from './authorize.ts';
import { askListener } from './in-process.ts';
import { makeKeys } from './keys.ts';
import { type LaunchContext, Launches } from './launches.ts';
import {
  type ClientRegistration,
  type FhirBases,
  makeProvider,
  originsOf,
  smartConfiguration,
} from './provider.ts';
import { AuthorizationLevers } from './quirks.ts';
import { styleAt, styles } from './style.ts';
import { corsForRegistered, smartTokenResponse } from './token.ts';

export interface AuthorizationServerOptions {
  /** The EHR's origin; the server answers under `{ehr}/auth`. */
  readonly ehr: string;
  /** What `iss` and `aud` may be; the first is that of launches that name none. */
  readonly fhirBases: FhirBases;
  readonly clients: readonly ClientRegistration[];
  readonly sql: Sql;
  readonly clock: Clock;
  readonly accessTokenSeconds?: number;
}

export interface AuthorizationServer extends TokenVerifier {
  readonly issuer: string;
  /** Levers of the authorization endpoint; faults at the token endpoint are those of the EHR's levers. */
  readonly levers: AuthorizationLevers;
  /** The content of `.well-known/smart-configuration`. */
  readonly configuration: object;
  createLaunch(context: LaunchContext): Promise<string>;
  /** Ends an access token at once, as a clinic's session policy might. */
  endToken(accessToken: string): Promise<void>;
  /** Answers a request whose path begins with `/auth`. */
  fetch(request: Request): Promise<Response>;
}

const mount = '/auth';

export async function createAuthorizationServer(
  options: AuthorizationServerOptions,
): Promise<AuthorizationServer> {
  const issuer = `${options.ehr}${mount}`;
  const artifacts = new Artifacts(options.sql, options.clock);
  await artifacts.sweep();
  const launches = new Launches(artifacts, options.clock);
  const levers = new AuthorizationLevers();
  const attempts: Attempts = new WeakMap();
  const parts = {
    issuer,
    fhirBases: options.fhirBases,
    clients: options.clients,
    accessTokenSeconds: options.accessTokenSeconds ?? 3600,
    keys: await artifacts.setting('authorization.keys', makeKeys),
    artifacts,
    launches,
    attempts,
  };
  const provider = makeProvider(parts);
  const tokenParts = {
    launches,
    origins: originsOf(parts),
    issuer,
    keys: parts.keys,
    clock: options.clock,
  };
  provider.use(corsForRegistered(tokenParts));
  provider.use(authorizeByLaunch({ provider, attempts: parts.attempts, launches, levers }));
  provider.use(smartTokenResponse(tokenParts));
  const listener = provider.callback();

  return {
    issuer,
    levers,
    configuration: smartConfiguration(parts),
    createLaunch: (context) => launches.create(context),

    async verify(accessToken) {
      const token = await provider.AccessToken.find(accessToken);
      const expiresAt =
        token === undefined ? undefined : await artifacts.endOf('AccessToken', accessToken);
      if (token === undefined || expiresAt === undefined) return undefined;
      const patient = token.extra?.['patient'];
      return {
        clientId: token.clientId ?? '',
        patient: typeof patient === 'string' ? patient : undefined,
        audience: typeof token.aud === 'string' ? token.aud : undefined,
        scopes: (token.scope ?? '').split(' ').filter((scope) => scope !== ''),
        expiresAt,
      };
    },

    endToken: (accessToken) => artifacts.remove('AccessToken', 'id', accessToken),

    async fetch(request) {
      const { pathname } = new URL(request.url);
      const style = styleAt(pathname.slice(mount.length));
      if (style !== undefined) return styleResponse(styles[style]);
      return askListener((incoming, answer) => void listener(incoming, answer), request, mount);
    },
  };
}

/** Its URL is its version (SMART App Launch 2.2), so it may be kept for ever. */
function styleResponse(style: object): Response {
  return Response.json(style, {
    headers: {
      'Access-Control-Allow-Origin': '*',
      'Cache-Control': 'public, max-age=31536000, immutable',
    },
  });
}
