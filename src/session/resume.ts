import { redeem } from './fhirclient.ts';
import { registrationOf } from './issuers.ts';
import type { Clock, Page } from './page.ts';
import { refusalOf, type Redirect } from './redirect.ts';
import { fieldsOf, send, type Fetch, type Fields } from './send.ts';
import { openSession } from './session.ts';
import { grantIn } from './token-response.ts';
import { takeTransaction, type Transaction } from './transactions.ts';
import type { RegisteredIssuer, Session, SessionFailure } from './types.ts';

export interface ResumeOptions {
  readonly page: Pick<Page, 'sessionStorage'>;
  readonly issuers: readonly RegisteredIssuer[];
  readonly now: Clock;
  /** When the patient last did something on the page; where nobody says, it is now. */
  readonly lastActive?: Clock;
  /** Told at which EHR it is, before its answer is there: what only that one needs can be fetched meanwhile. */
  readonly onIssuer?: (iss: string) => void;
  readonly fetch?: Fetch;
}

export type ResumeOutcome =
  | { readonly at: 'session'; readonly session: Session }
  | { readonly at: 'failed'; readonly failure: SessionFailure };

const fifteenSeconds = 15_000;

/** Thrown on the way through fhirclient, caught below. */
class NoToken extends Error {
  override readonly name = 'NoToken';
  readonly failure: SessionFailure;
  constructor(failure: SessionFailure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/**
 * Turns the answer of the authorization server into a session. The code is sent once and never
 * again, whatever comes back: a server that sees it twice must distrust both (RFC 6749, section
 * 4.1.2).
 */
export async function resumeSession(
  redirect: Redirect,
  options: ResumeOptions,
): Promise<ResumeOutcome> {
  const { issuers, now, lastActive = now, fetch = globalThis.fetch } = options;
  const { state, code, error } = redirect;
  if (state === undefined && code === undefined && error === undefined)
    return failed({ kind: 'not-launched' });
  if (state === undefined) return failed({ kind: 'state-mismatch' });
  const taken = take(state, options);
  if (taken === 'blocked') return failed({ kind: 'storage-blocked' });
  const issuer = taken === undefined ? undefined : registrationOf(taken.iss, issuers);
  if (taken === undefined || issuer === undefined) return failed({ kind: 'state-mismatch' });
  if (!isFromIssuer(redirect, taken)) return failed({ kind: 'issuer-mismatch' });
  if (error !== undefined) return failed(refusalOf(redirect));
  if (code === undefined) return failed({ kind: 'state-mismatch' });

  options.onIssuer?.(taken.iss);
  const { clientId, scopes } = issuer;
  const { iss, tokenEndpoint, revocationEndpoint } = taken;
  const askedAt = now();
  try {
    const fields = await redeem({ ...taken, clientId, code }, (form) =>
      requestToken(taken.tokenEndpoint, form, fetch),
    );
    const grant = grantIn(fields, scopes, iss, askedAt);
    if ('kind' in grant) return failed(grant);
    return {
      at: 'session',
      session: openSession({
        iss,
        issuer,
        nonce: state,
        idToken: fields['id_token'],
        tokenEndpoint,
        revocationEndpoint,
        grant,
        now,
        lastActive,
        fetch,
      }),
    };
  } catch (refused) {
    if (refused instanceof NoToken) return failed(refused.failure);
    throw refused;
  }
}

function take(state: string, { page, now }: ResumeOptions): Transaction | undefined | 'blocked' {
  try {
    return takeTransaction(state, page.sessionStorage, now);
  } catch {
    return 'blocked';
  }
}

/**
 * RFC 9207, section 2.4: where the issuer is known, its answers name it, or at least never
 * another.
 */
function isFromIssuer({ iss }: Redirect, { issuer, namesIssuer }: Transaction): boolean {
  if (iss === undefined) return !namesIssuer;
  return issuer === undefined || iss === issuer;
}

async function requestToken(endpoint: string, form: string, fetch: Fetch): Promise<Fields> {
  const headers = {
    Accept: 'application/json',
    'Content-Type': 'application/x-www-form-urlencoded',
  };
  const answer = await send(
    fetch,
    endpoint,
    { method: 'POST', headers, body: form },
    fifteenSeconds,
  );
  if (answer.at === 'unanswered') {
    throw new NoToken(
      answer.why === 'too-large'
        ? { kind: 'token-unreadable' }
        : { kind: 'token-unreachable', timedOut: answer.why === 'timeout' },
    );
  }
  if (answer.status >= 500 || answer.status === 429)
    throw new NoToken({ kind: 'token-unreachable', timedOut: false });
  if (answer.status !== 200) throw new NoToken({ kind: 'token-refused' });
  const fields = fieldsOf(answer.text);
  // fhirclient splits the access token at its dots, so it must be a text before it gets there
  // (lib/lib.js:325).
  if (typeof fields?.['access_token'] !== 'string' || fields['access_token'] === '')
    throw new NoToken({ kind: 'token-unreadable' });
  return fields;
}

function failed(failure: SessionFailure): ResumeOutcome {
  return { at: 'failed', failure };
}
