import type { Provider } from 'oidc-provider';
import type { Attempt, Attempts } from './attempt.ts';
import type { LaunchContext, Launches } from './launches.ts';
import type { AuthorizationLevers, AuthorizationQuirk } from './quirks.ts';

export interface AuthorizeParts {
  readonly provider: Provider;
  readonly attempts: Attempts;
  readonly launches: Launches;
  readonly levers: AuthorizationLevers;
}

type Middleware = Parameters<Provider['use']>[0];

/**
 * Stands in front of oidc-provider's authorization endpoint and signs the patient in by the launch value.
 *
 * The app runs in a frame on another site than the EHR, where browsers block cookies; a cookie of this server would
 * not come back. The launch value is one-time, unguessable and made for one signed-in patient, so it is as good as
 * the session cookie that oidc-provider looks for: a session is made for this one request, its cookie is written
 * into the incoming request here, on the server, and whatever cookie oidc-provider sets is taken out of the answer.
 * A cookie that a browser does send is never looked at.
 */
export function authorizeByLaunch(parts: AuthorizeParts): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== '/authorize') {
      await next();
      return;
    }
    delete ctx.req.headers.cookie;
    const query = new URLSearchParams(ctx.querystring);
    const launch = query.get('launch') ?? '';
    const taken = await parts.launches.take(launch);
    const context = taken?.context;
    const quirk = context === undefined ? undefined : parts.levers.take();
    const attempt: Attempt = { context, quirk, scope: query.get('scope') ?? '' };
    parts.attempts.set(ctx.req, attempt);
    const session = context === undefined ? undefined : await signIn(parts.provider, context);
    if (session !== undefined)
      ctx.req.headers.cookie = `${parts.provider.cookieName('session')}=${session}`;

    await next();

    ctx.remove('Set-Cookie');
    ctx.set('Referrer-Policy', 'no-referrer');
    if (session !== undefined) await parts.provider.Session.adapter.destroy(session);
    const answer = answerIn(ctx.response.get('Location'));
    if (taken !== undefined && answer?.searchParams.has('code') !== true)
      await parts.launches.giveBack(launch, taken);
    if (answer === undefined || quirk === undefined) return;
    await distort(answer, quirk, parts.provider);
    ctx.set('Location', answer.href);
  };
}

async function signIn(provider: Provider, { fhirUser, patient }: LaunchContext): Promise<string> {
  const session = new provider.Session();
  session.loginAccount({ accountId: fhirUser ?? `Patient/${patient}` });
  await session.save(60);
  return session.jti;
}

function answerIn(location: string): URL | undefined {
  return URL.canParse(location) ? new URL(location) : undefined;
}

async function distort(answer: URL, quirk: AuthorizationQuirk, provider: Provider): Promise<void> {
  switch (quirk.kind) {
    case 'error':
      if (quirk.uri !== undefined) answer.searchParams.set('error_uri', quirk.uri);
      return;
    case 'tamper-state':
      answer.searchParams.set('state', 'not-the-state-that-was-sent');
      return;
    case 'foreign-iss':
      answer.searchParams.set('iss', 'https://ehr.another-hospital.example/auth');
      return;
    case 'no-iss':
      answer.searchParams.delete('iss');
      return;
    case 'spent-code': {
      const code = await provider.AuthorizationCode.find(answer.searchParams.get('code') ?? '');
      await code?.consume();
    }
  }
}
