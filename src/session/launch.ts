import { authorizationUrl } from './authorization-request.ts';
import { discover } from './discovery.ts';
import { registrationOf } from './issuers.ts';
import { only, takeQuery, type Clock, type Page } from './page.ts';
import { challengeOf, unguessable } from './proof-key.ts';
import type { Fetch } from './send.ts';
import { putTransaction, type Transaction } from './transactions.ts';
import type { LaunchFailure, RegisteredIssuer } from './types.ts';

/** What the portal opened the page with. Everything else in its address is ignored. */
export interface Launch {
  readonly iss: string | undefined;
  readonly launch: string | undefined;
}

export interface LaunchOptions {
  readonly page: Page;
  readonly issuers: readonly RegisteredIssuer[];
  /** As it is registered with the EHR, to the last character. */
  readonly redirectUri: string;
  readonly now: Clock;
  readonly fetch?: Fetch;
}

export type LaunchOutcome =
  /** The browser is leaving the page for the authorization server. */
  { readonly at: 'redirecting' } | { readonly at: 'failed'; readonly failure: LaunchFailure };

/**
 * Reads `iss` and `launch` and takes them out of the address, so that a reload or Back cannot
 * launch again.
 */
export function takeLaunch(page: Page): Launch {
  const query = takeQuery(page);
  return { iss: only(query, 'iss'), launch: only(query, 'launch') };
}

/**
 * SMART's EHR launch up to the authorization server. One request is sent, for the SMART
 * configuration, and only to a registered issuer. It may be called again with the same launch after
 * a failure.
 */
export async function authorizeLaunch(
  { iss, launch }: Launch,
  options: LaunchOptions,
): Promise<LaunchOutcome> {
  const { page, fetch = globalThis.fetch } = options;
  if (iss === undefined || launch === undefined) return failed({ kind: 'not-launched' });
  const issuer = registrationOf(iss, options.issuers);
  if (issuer === undefined) return failed({ kind: 'unknown-issuer' });
  if (page.crypto.subtle === undefined) return failed({ kind: 'insecure-page' });
  const storage = storageOf(page);
  if (storage === undefined) return failed({ kind: 'storage-blocked' });

  const discovered = await discover(iss, issuer, fetch);
  if (discovered.at === 'failed') return discovered;
  const { authorizationEndpoint, ...remembered } = discovered.configuration;

  const { clientId, scopes } = issuer;
  const state = unguessable(page.crypto);
  const codeVerifier = unguessable(page.crypto);
  const codeChallenge = await challengeOf(codeVerifier, page.crypto.subtle);
  const { redirectUri } = options;
  const url = authorizationUrl({
    ...{ iss, launch, clientId, scopes, redirectUri, state, codeChallenge },
    authorizationEndpoint,
  });
  const transaction = { state, iss, redirectUri, codeVerifier, ...remembered };
  if (!put(transaction, storage, options.now)) return failed({ kind: 'storage-blocked' });
  // Not `location.href =`: the launch page would stay in the history, and Back would spend the
  // launch once more.
  page.location.replace(url);
  return { at: 'redirecting' };
}

/** @returns undefined where the browser blocks it in this frame */
function storageOf(page: Page): Storage | undefined {
  try {
    return page.sessionStorage;
  } catch {
    return undefined;
  }
}

/** @returns false where the browser has storage but lets nothing be written to it */
function put(transaction: Transaction, storage: Storage, now: Clock): boolean {
  try {
    putTransaction(transaction, storage, now);
    return true;
  } catch {
    return false;
  }
}

function failed(failure: LaunchFailure): LaunchOutcome {
  return { at: 'failed', failure };
}
