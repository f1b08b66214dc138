import type { Clock } from './page.ts';
import { fieldsOf } from './send.ts';

/** What has to outlive the way to the authorization server and back. There is no token in it. */
export interface Transaction {
  readonly state: string;
  readonly iss: string;
  readonly redirectUri: string;
  readonly tokenEndpoint: string;
  readonly revocationEndpoint: string | undefined;
  readonly codeVerifier: string;
  /** The issuer that the answer must name where it names one, from the SMART configuration. */
  readonly issuer: string | undefined;
  readonly namesIssuer: boolean;
}

const prefix = 'smart-launch/';
const tenMinutes = 10 * 60 * 1000;

/*
 * Transactions that are under way, in session storage, each under its own `state`: there is no
 * "current" one that a second frame or tab could mistake for its own.
 *
 * Every function throws where the browser lets this frame store nothing. They are functions, so that
 * the launch page carries those alone that it calls.
 */

/**
 * Forgets the launches of this tab that nobody can come back from any more. Those that are under way may be another
 * frame's, with another patient, and each can be answered once, by who knows its `state`.
 */
export function putTransaction(transaction: Transaction, storage: Storage, now: Clock): void {
  for (const [key, text] of Object.entries<string>(storage))
    if (key.startsWith(prefix) && !isLive(text, now)) storage.removeItem(key);
  storage.setItem(prefix + transaction.state, JSON.stringify({ ...transaction, startedAt: now() }));
}

/** Takes the transaction out: whoever comes with the same state again finds nothing. */
export function takeTransaction(
  state: string,
  storage: Storage,
  now: Clock,
): Transaction | undefined {
  const key = prefix + state;
  const text = storage.getItem(key);
  if (text === null) return undefined;
  storage.removeItem(key);
  // Written by `putTransaction` in this very tab, so its shape is known.
  return isLive(text, now) ? (fieldsOf(text) as unknown as Transaction) : undefined;
}

/** Only a clock that was set back makes an age negative. */
function isLive(text: string, now: Clock): boolean {
  return Math.abs(now() - Number(fieldsOf(text)?.['startedAt'])) <= tenMinutes;
}
