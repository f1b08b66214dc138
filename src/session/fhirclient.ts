/**
 * The only file that knows fhirclient. Two functions of it are used: `authorize` writes the
 * authorization request, `ready` redeems the code. Neither sees the address bar, the browser's
 * storage or the network, because left to itself
 *
 * - `authorize` lets `?iss`, `?clientId`, `?patientId` and `?fhirServiceUrl` of the page overrule
 *   what the app says (lib/smart.js:156). The adapter here has an address without a query.
 * - `ready` writes the token response to session storage and leaves the verifier beside it
 *   (lib/smart.js:492). The adapter's storage is a Map that ends with the call.
 * - both send with a function that follows redirects and knows neither a time limit nor a largest
 *   size (lib/lib.js:135). They call it through the exports of lib/lib.js, where `answer` stands
 *   instead.
 */
import lib from 'fhirclient/lib/lib';
import { authorize, ready } from 'fhirclient/lib/smart';
import type { fhirclient } from 'fhirclient/lib/types';
import type { Fields } from './send.ts';

export interface AuthorizationRequest {
  /** Sent as `aud`, byte for byte. */
  readonly iss: string;
  readonly launch: string;
  readonly clientId: string;
  readonly scopes: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly codeVerifier: string;
  readonly codeChallenge: string;
  readonly authorizationEndpoint: URL;
  readonly tokenEndpoint: string;
}

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

/** @returns the URL that asks for authorization; nothing has been sent or stored yet */
export async function authorizationUrl(request: AuthorizationRequest): Promise<string> {
  const { codeVerifier, codeChallenge, authorizationEndpoint } = request;
  const endpoint = authorizationEndpoint.origin + authorizationEndpoint.pathname;
  const discovered = {
    authorization_endpoint: endpoint,
    token_endpoint: request.tokenEndpoint,
    code_challenge_methods_supported: ['S256'],
  };
  answers.set(request.iss.replace(/\/*$/, '/.well-known/smart-configuration'), () =>
    Promise.resolve(discovered),
  );
  const url = await authorize(
    adapter(new Map(), () => Promise.resolve({ codeVerifier, codeChallenge })),
    {
      iss: request.iss,
      launch: request.launch,
      clientId: request.clientId,
      scope: request.scopes,
      redirectUri: request.redirectUri,
      // Its own would be sixteen letters from Math.random (lib/lib.js:309).
      stateKey: request.state,
      // Else a server that does not advertise S256 would be asked without a challenge.
      pkceMode: 'required',
      // Else it would wait for ever for a parent of another origin.
      completeInTarget: true,
      noRedirect: true,
    },
  );
  // It would put a second `?` behind an endpoint that has a query (lib/smart.js:271), which RFC
  // 6749, 3.1, says to keep.
  const parameters = String(url).slice(endpoint.length + 1);
  const kept = authorizationEndpoint.search;
  return `${endpoint}${kept === '' ? '?' : `${kept}&`}${parameters}`;
}

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

type UsedOfAdapter = Pick<fhirclient.Adapter, 'options' | 'getUrl' | 'getStorage' | 'atob'> & {
  readonly security: Pick<fhirclient.Adapter['security'], 'generatePKCEChallenge'>;
};

function adapter(
  stored: Map<string, unknown>,
  generatePKCEChallenge: fhirclient.Adapter['security']['generatePKCEChallenge'] = () =>
    Promise.reject(new Error('no challenge is made here')),
): fhirclient.Adapter {
  const storage: fhirclient.Storage = {
    get: (key) => Promise.resolve(stored.get(key)),
    set: (key, value: unknown) => Promise.resolve(stored.set(key, value)),
    unset: (key) => Promise.resolve(stored.delete(key)),
  };
  const used: UsedOfAdapter = {
    options: { replaceBrowserHistory: false, fullSessionStorageSupport: false },
    getUrl: () => new URL('about:blank'),
    getStorage: () => storage,
    // It reads access tokens as if they were JWTs and fails on those that are not (lib/lib.js:354).
    // A token is opaque.
    atob: () => 'null',
    security: { generatePKCEChallenge },
  };
  return used as fhirclient.Adapter;
}
