/**
 * The only file that knows fhirclient. One function of it is used: `ready` redeems the code. It sees
 * neither the address bar, the browser's storage nor the network, because left to itself
 *
 * - it writes the token response to session storage and leaves the verifier beside it
 *   (lib/smart.js:492). The adapter's storage is a Map that ends with the call.
 * - it sends with a function that follows redirects and knows neither a time limit nor a largest size
 *   (lib/lib.js:135). It calls that through the exports of lib/lib.js, where `answer` stands instead.
 *
 * The launch page does without: see docs/decisions/0001.
 */
import lib from 'fhirclient/lib/lib';
import { ready } from 'fhirclient/lib/smart';
import type { fhirclient } from 'fhirclient/lib/types';
import type { Fields } from './send.ts';

export interface CodeExchange {
  readonly iss: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly codeVerifier: string;
  readonly code: string;
}

type Answer = (request: RequestInit) => Promise<unknown>;
const answers = new Map<string, Answer>();

function answer(address: string, request: RequestInit = {}): Promise<unknown> {
  return (
    answers.get(address)?.(request) ??
    Promise.reject(new Error(`fhirclient may not ask for ${address}`))
  );
}
Object.assign(lib, { getAndCache: answer, request: answer });

/**
 * @param post sends the form to the token endpoint; what it throws comes through
 * @returns the token response
 */
export async function redeem(
  exchange: CodeExchange,
  post: (form: string) => Promise<Fields>,
): Promise<Fields> {
  const { state: key, codeVerifier, clientId, redirectUri } = exchange;
  const state: fhirclient.ClientState = {
    key,
    serverUrl: exchange.iss,
    clientId,
    redirectUri,
    codeVerifier,
    completeInTarget: true,
    // Not where the request goes, but the name under which `answer` finds this exchange and no
    // other.
    tokenUri: key,
  };
  answers.set(key, ({ body }) => post(typeof body === 'string' ? body : ''));
  try {
    // It writes the code into the form as it is (lib/smart.js:530), so that a `+` or `&` in it
    // would be lost.
    const client = await ready(adapter(new Map([[key, state]])), {
      stateKey: key,
      code: encodeURIComponent(exchange.code),
    });
    return client.state.tokenResponse ?? {};
  } finally {
    answers.delete(key);
  }
}

type UsedOfAdapter = Pick<fhirclient.Adapter, 'options' | 'getUrl' | 'getStorage' | 'atob'>;

function adapter(stored: Map<string, unknown>): fhirclient.Adapter {
  const storage: fhirclient.Storage = {
    get: (key) => Promise.resolve(stored.get(key)),
    set: (key, value: unknown) => Promise.resolve(stored.set(key, value)),
    unset: (key) => Promise.resolve(stored.delete(key)),
  };
  const used: UsedOfAdapter = {
    options: { replaceBrowserHistory: false, fullSessionStorageSupport: false },
    // Whatever stands in the address is not for it: `takeRedirect` has read and judged that.
    getUrl: () => new URL('about:blank'),
    getStorage: () => storage,
    // It reads access tokens as if they were JWTs and fails on those that are not (lib/lib.js:354).
    // A token is opaque.
    atob: () => 'null',
  };
  return used as fhirclient.Adapter;
}
