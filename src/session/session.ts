import type { Clock } from './page.ts';
import { fieldsOf, send, type Fetch } from './send.ts';
import { grantIn, type Grant } from './token-response.ts';
import type { RegisteredIssuer, Session } from './types.ts';

export interface SessionParts {
  readonly iss: string;
  readonly issuer: RegisteredIssuer;
  /** That of the authorization request. */
  readonly nonce: string;
  /** As it came. Nothing in it counts before it is validated, which is done only where it matters. */
  readonly idToken: unknown;
  readonly tokenEndpoint: string;
  readonly revocationEndpoint: string | undefined;
  readonly grant: Grant;
  readonly now: Clock;
  /** When the patient last did something on the page. Without it they count as active now. */
  readonly lastActive?: Clock;
  readonly fetch: Fetch;
}

type Tokens = Pick<Grant, 'accessToken' | 'refreshToken'>;

const fiveSeconds = 5_000;
const fifteenSeconds = 15_000;

/** The tokens live in this closure and nowhere else. */
export function openSession(parts: SessionParts): Session {
  const { iss, issuer, tokenEndpoint, revocationEndpoint, grant, now, fetch } = parts;
  const { lastActive = now } = parts;
  const { accessToken, refreshToken, expiresAt, activeFor, scopes, ...known } = grant;
  const { clientId } = issuer;
  let tokens: Tokens | undefined = { accessToken, refreshToken };
  let terms = { expiresAt, activeFor, scopes };
  let renewing: Promise<boolean> | undefined;

  const renew = async (spent: string): Promise<boolean> => {
    const askedAt = now();
    // A server refuses a negative number; a clock that was set back makes one.
    const idle = Math.max(0, Math.floor((askedAt - lastActive()) / 1000));
    const body = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: spent,
      client_id: clientId,
      ...(terms.activeFor === undefined ? {} : { active_at: String(idle) }),
    });
    const headers = { Accept: 'application/json' };
    const answer = await send(
      fetch,
      tokenEndpoint,
      { method: 'POST', headers, body },
      fifteenSeconds,
    );
    if (answer.at === 'unanswered' || answer.status >= 500 || answer.status === 429) return false;
    const fields = answer.status === 200 ? fieldsOf(answer.text) : undefined;
    // What the answer leaves out stays as it was (RFC 6749, section 6).
    const next = grantIn(
      { patient: known.patient, ...fields },
      terms.scopes.join(' '),
      iss,
      askedAt,
    );
    if ('kind' in next || next.patient !== known.patient) {
      if (tokens !== undefined) tokens = { ...tokens, refreshToken: undefined };
      return false;
    }
    const renewed = { ...next, refreshToken: next.refreshToken ?? spent };
    if (tokens === undefined) {
      // Finished in the meantime: nobody else knows these any more.
      await revoke(renewed);
      return false;
    }
    tokens = renewed;
    terms = {
      expiresAt: next.expiresAt,
      // The server tells what is left; together with what has passed it is the whole time again.
      activeFor: next.activeFor === undefined ? terms.activeFor : next.activeFor + idle * 1000,
      scopes: next.scopes,
    };
    return true;
  };

  const revoke = async ({ accessToken, refreshToken }: Tokens): Promise<void> => {
    if (revocationEndpoint === undefined) return;
    // Revoking the refresh token should end all that came of it (RFC 7009, section 2.1), so it goes
    // first.
    const ended = [
      ...(refreshToken === undefined
        ? []
        : [{ token: refreshToken, token_type_hint: 'refresh_token' }]),
      { token: accessToken, token_type_hint: 'access_token' },
    ];
    const requests = ended.map((hinted) => {
      const body = new URLSearchParams({ ...hinted, client_id: clientId });
      // `keepalive` lets the request outlive the page. Whether it succeeds changes nothing here.
      return send(
        fetch,
        revocationEndpoint,
        { method: 'POST', body, keepalive: true },
        fiveSeconds,
      );
    });
    await Promise.all(requests);
  };

  return {
    iss,
    ...known,
    get expiresAt() {
      return terms.expiresAt;
    },
    get activeFor() {
      return terms.activeFor;
    },
    get grantedScopes() {
      return terms.scopes;
    },
    authorization() {
      return tokens === undefined ? undefined : `Bearer ${tokens.accessToken}`;
    },
    refresh() {
      const spent = tokens?.refreshToken;
      if (spent === undefined) return Promise.resolve(false);
      renewing ??= renew(spent).finally(() => (renewing = undefined));
      return renewing;
    },
    // Where the EHR gave none, nothing is fetched to read it with.
    actsFor: async () =>
      parts.idToken === undefined ? undefined : (await import('./identity.ts')).actsFor(parts),
    async finish() {
      const ended = tokens;
      tokens = undefined;
      if (ended !== undefined) await revoke(ended);
    },
  };
}
