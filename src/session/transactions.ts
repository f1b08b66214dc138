import type { Clock, Page } from './page.ts';
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

/**
 * Transactions that are under way, in session storage, each under its own `state`: there is no
 * "current" one that a second frame or tab could mistake for its own.
 *
 * Every method throws where the browser lets this frame store nothing.
 */
export class Transactions {
  readonly #storage: Storage;
  readonly #now: Clock;

  /** @throws {DOMException} where the browser blocks storage */
  constructor(page: Pick<Page, 'sessionStorage'>, now: Clock) {
    this.#storage = page.sessionStorage;
    this.#now = now;
  }

  put(transaction: Transaction): void {
    this.#storage.setItem(
      prefix + transaction.state,
      JSON.stringify({ ...transaction, startedAt: this.#now() }),
    );
  }

  /** Takes the transaction out: whoever comes with the same state again finds nothing. */
  take(state: string): Transaction | undefined {
    const key = prefix + state;
    const text = this.#storage.getItem(key);
    if (text === null) return undefined;
    this.#storage.removeItem(key);
    const fields = fieldsOf(text);
    const age = this.#now() - Number(fields?.['startedAt']);
    // Written by `put` in this very tab, so its shape is known; only a clock that was set back
    // makes an age negative.
    return Math.abs(age) <= tenMinutes ? (fields as unknown as Transaction) : undefined;
  }

  /** Forgets every launch that was begun in this tab. */
  clear(): void {
    const keys = Array.from({ length: this.#storage.length }, (_, index) =>
      this.#storage.key(index),
    );
    for (const key of keys) if (key?.startsWith(prefix) === true) this.#storage.removeItem(key);
  }
}
