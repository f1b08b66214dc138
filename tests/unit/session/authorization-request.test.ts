import lib from 'fhirclient/lib/lib';
import { authorize } from 'fhirclient/lib/smart';
import type { fhirclient } from 'fhirclient/lib/types';
import { expect, test } from 'vitest';
import {
  authorizationUrl,
  type AuthorizationRequest,
} from '../../../src/session/authorization-request.ts';

const usual: AuthorizationRequest = {
  iss: 'https://ehr.example/fhir',
  launch: 'xyz',
  clientId: 'scheduling-app',
  scopes: 'launch openid fhirUser patient/Appointment.read patient/Appointment.write',
  redirectUri: 'https://app.example/scheduling/index.html',
  state: '6yQ-x7_ZrYyq3m1Bz9hTn0QKkqFf2Jc8o5sU4wVd1eA',
  codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  authorizationEndpoint: new URL('https://ehr.example/auth/authorize'),
};

/** What fhirclient itself would ask for, given a server that advertises this endpoint. */
async function asFhirclientAsks(request: AuthorizationRequest): Promise<string> {
  const discovered = {
    authorization_endpoint: request.authorizationEndpoint.href,
    token_endpoint: 'https://ehr.example/auth/token',
    code_challenge_methods_supported: ['S256'],
  };
  Object.assign(lib, { getAndCache: () => Promise.resolve(discovered) });
  const nothingStored = {
    get: () => Promise.resolve(undefined),
    set: () => Promise.resolve(),
    unset: () => Promise.resolve(true),
  };
  const adapter = {
    options: { replaceBrowserHistory: false, fullSessionStorageSupport: false },
    getUrl: () => new URL('about:blank'),
    getStorage: () => nothingStored,
    security: {
      generatePKCEChallenge: () =>
        Promise.resolve({ codeVerifier: 'kept', codeChallenge: request.codeChallenge }),
    },
  } as unknown as fhirclient.Adapter;
  const url = await authorize(adapter, {
    iss: request.iss,
    launch: request.launch,
    clientId: request.clientId,
    scope: request.scopes,
    redirectUri: request.redirectUri,
    stateKey: request.state,
    pkceMode: 'required',
    completeInTarget: true,
    noRedirect: true,
  });
  return String(url);
}

test.each<[string, Partial<AuthorizationRequest>]>([
  ['an everyday launch', {}],
  ['an issuer with a slash at its end', { iss: 'https://ehr.example/fhir/' }],
  ['an opaque launch of all sorts of characters', { launch: 'a+b/c== &x=1#2?3%20ä€😀' }],
  ['a long launch', { launch: 'e'.repeat(3000) }],
  [
    'a client id and a scope with signs in them',
    { clientId: 'a b&c', scopes: 'launch a/*.rs?x=y|z' },
  ],
  ['an app in a folder', { redirectUri: 'http://127.0.0.1:7101/a b/index.html' }],
])('%s is asked for as fhirclient would ask, parameter by parameter', async (_what, changed) => {
  const request = { ...usual, ...changed };
  const ours = new URL(authorizationUrl(request));
  const theirs = new URL(await asFhirclientAsks(request));
  expect(ours.origin + ours.pathname).toBe(theirs.origin + theirs.pathname);
  // fhirclient asks for none, and believes every id_token.
  const isIdentified = request.scopes.includes('openid');
  expect(ours.searchParams.get('nonce')).toBe(isIdentified ? request.state : null);
  const others = sorted(ours.searchParams).filter(([name]) => name !== 'nonce');
  expect(others).toEqual(sorted(theirs.searchParams));
  expect(ours.search).not.toContain('+');
});

function sorted(parameters: URLSearchParams): readonly (readonly [string, string])[] {
  return [...parameters].sort(([one], [other]) => one.localeCompare(other));
}

test('a query of the endpoint is kept, where fhirclient would begin a second one', async () => {
  const endpoint = new URL('https://ehr.example/authorize?tenant=7&x=a%2Fb#top');
  const request = { ...usual, authorizationEndpoint: endpoint };
  expect(await asFhirclientAsks(request)).toContain('#top?');
  const url = new URL(authorizationUrl(request));
  expect(url.href).toContain('/authorize?tenant=7&x=a%2Fb&response_type=code&');
  expect(url.hash).toBe('');
});
