import type { JWKS, KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Clock } from '../types.ts';
import { onClock } from './id-token.ts';
import type { LaunchContext, Launches } from './launches.ts';
import { stylePath } from './style.ts';

export interface TokenParts {
  readonly launches: Launches;
  readonly origins: readonly string[];
  readonly issuer: string;
  readonly keys: JWKS;
  readonly clock: Clock;
}

type Middleware = Parameters<Provider['use']>[0];
const forScripts = new Set(['/token', '/revoke']);

/** Only pages of registered origins may read these answers, or learn from a preflight that they could. */
export function corsForRegistered({ origins }: TokenParts): Middleware {
  return async (ctx, next) => {
    await next();
    if (!forScripts.has(ctx.path) || origins.includes(ctx.get('Origin'))) return;
    for (const header of Object.keys(ctx.response.headers)) {
      if (header.toLowerCase().startsWith('access-control-')) ctx.remove(header);
    }
  };
}

/** Adds SMART's launch context to token responses; a refreshed token comes with it again. */
export function smartTokenResponse(parts: TokenParts): Middleware {
  return async (ctx, next) => {
    await next();
    if (ctx.path !== '/token' || ctx.status !== 200) return;
    const { oidc } = ctx as KoaContextWithOIDC;
    const grant = oidc.grant;
    const context = grant === undefined ? undefined : await parts.launches.ofGrant(grant.jti);
    if (grant === undefined || context === undefined) return;
    const body: Record<string, unknown> = {
      ...(ctx.body as object),
      ...extrasOf(context, parts.issuer),
      scope: scopeOf(oidc),
    };
    if (typeof body['id_token'] === 'string')
      body['id_token'] = onClock(body['id_token'], parts.clock, parts.keys);
    if (context.omitExpiresIn === true) delete body['expires_in'];
    ctx.body = body;
  };
}

function extrasOf(context: LaunchContext, issuer: string): Record<string, unknown> {
  return {
    ...(context.omitPatient === true ? {} : { patient: context.patient }),
    need_patient_banner: context.needPatientBanner ?? true,
    ...(context.style === undefined
      ? {}
      : { smart_style_url: `${issuer}${stylePath(context.style)}` }),
    ...(context.tenant === undefined ? {} : { tenant: context.tenant }),
    ...(context.intent === undefined ? {} : { intent: context.intent }),
    ...(context.fhirContext === undefined ? {} : { fhirContext: context.fhirContext }),
  };
}

/** oidc-provider names the FHIR server's scopes alone; `scope` must say all that was granted. */
function scopeOf({ grant, params, accessToken }: KoaContextWithOIDC['oidc']): string {
  const asked = typeof params?.['scope'] === 'string' ? params['scope'].split(' ') : undefined;
  const identity = (grant?.getOIDCScope() ?? '')
    .split(' ')
    .filter((scope) => asked?.includes(scope) ?? true);
  return [...identity, ...(accessToken?.scope ?? '').split(' ')]
    .filter((scope) => scope !== '')
    .join(' ');
}
