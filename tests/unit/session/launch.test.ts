// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { takeLaunch } from '../../../src/session/launch.ts';
import {
  authorizationRequest,
  ehr,
  iss,
  issuer,
  launch,
  launchPage,
  launchUrl,
  noon,
  pageAt,
  pageWithoutStorage,
  redirectUri,
  TabStorage,
  textIn,
} from './support.ts';

const tenMinutes = 10 * 60 * 1000;
const failed = (failure: object) => ({ at: 'failed', failure });

test.each([
  ['iss', { launch: 'xyz' }],
  ['launch', { iss }],
  ['both', { patientId: 'pat-2' }],
  ['the value of iss', { iss: '', launch: 'xyz' }],
])('[smart 1] without %s the page was not launched, and nothing is asked', async (_what, query) => {
  const { fetch, sent } = ehr();
  expect(await launch({ page: pageAt(launchUrl(query)), fetch })).toEqual(
    failed({ kind: 'not-launched' }),
  );
  expect(sent).toEqual([]);
});

test('[smart 1] a second iss makes the launch ambiguous, so it is none', async () => {
  const page = pageAt(`${launchUrl()}&iss=${encodeURIComponent('https://evil.example/fhir')}`);
  expect(await launch({ page })).toEqual(failed({ kind: 'not-launched' }));
});

test.each([
  'http://ehr.example/fhir',
  'https://ehr.example:8443/fhir',
  'https://ehr.example/fhir/r4',
  'https://ehr.example/fhir-evil',
  'https://ehr.example/Fhir',
  'https://EHR.example/fhir',
  'https://ehr.example.evil.example/fhir',
  'https://ehr.example@evil.example/fhir',
  'https://ehr.example/fhir?x=1',
  'https://ehr.example/fhir#',
  'https://ehr.example/fhir//',
  ' https://ehr.example/fhir',
  'javascript:alert(1)',
])('[smart 2] %s is not the issuer that is registered, and is asked nothing', async (other) => {
  const { fetch, sent } = ehr();
  const page = pageAt(launchUrl({ iss: other, launch: 'xyz' }));
  expect(await launch({ page, fetch })).toEqual(failed({ kind: 'unknown-issuer' }));
  expect(sent).toEqual([]);
});

test('[smart 2] [smart 15] a slash at the end makes no other issuer, and aud is what was received', async () => {
  const slashed = await authorizationRequest({
    page: pageAt(launchUrl({ iss: `${iss}/`, launch: 'xyz' })),
  });
  expect(slashed.asked.get('aud')).toBe(`${iss}/`);
  const bare = await authorizationRequest({ issuers: [{ ...issuer, iss: `${iss}/` }] });
  expect(bare.asked.get('aud')).toBe(iss);
});

test.each([
  ['http://ehr.example/fhir', false],
  ['http://127.0.0.1.example/fhir', false],
  ['http://localhost.example/fhir', false],
  ['http://127.0.0.1:7102/fhir', true],
  ['http://[::1]:7102/fhir', true],
  ['http://localhost:7102/fhir', true],
  ['http://ehr.localhost/fhir', true],
])('[smart 3] even when it is registered, %s over http is let pass: %s', async (base, allowed) => {
  const page = pageAt(launchUrl({ iss: base, launch: 'xyz' }));
  const { fetch, sent } = ehr({
    authorization_endpoint: 'auth/authorize',
    token_endpoint: 'auth/token',
  });
  const outcome = await launch({ page, fetch, issuers: [{ ...issuer, iss: base }] });
  expect(outcome).toEqual(allowed ? { at: 'redirecting' } : failed({ kind: 'unknown-issuer' }));
  expect(sent).toHaveLength(allowed ? 1 : 0);
});

test('[smart 4] what else stands in the address changes nothing', async () => {
  const { fetch, sent } = ehr();
  const page = pageAt(
    launchUrl({
      iss,
      launch: 'xyz',
      clientId: 'evil-app',
      client_id: 'evil-app',
      fhirServiceUrl: 'https://evil.example/fhir',
      patientId: 'pat-2',
      redirect_uri: 'https://evil.example/',
      redirectUri: 'https://evil.example/',
      scope: 'system/*.*',
      state: 'SMART_KEY',
    }),
  );
  const { url, asked } = await authorizationRequest({ page, fetch });
  expect(url.origin).toBe('https://ehr.example');
  expect(asked.get('client_id')).toBe('scheduling-app');
  expect(asked.get('redirect_uri')).toBe(redirectUri);
  expect(asked.get('scope')).toBe(issuer.scopes);
  expect(url.href).not.toMatch(/evil|pat-2|system|SMART_KEY/);
  expect(textIn(page.sessionStorage)).not.toMatch(/evil|pat-2/);
  expect(sent.map(({ url }) => url)).toEqual([`${iss}/.well-known/smart-configuration`]);
});

test('[smart 4] the page without a launch cannot be sent to a server of the address', async () => {
  const { fetch, sent } = ehr();
  const page = pageAt(
    launchUrl({ fhirServiceUrl: 'https://evil.example/fhir', patientId: 'pat-2' }),
  );
  expect(await launch({ page, fetch })).toEqual(failed({ kind: 'not-launched' }));
  expect(sent).toEqual([]);
  expect(page.replaced).toEqual([]);
});

test('[smart 5] the address is cleaned before anything waits, and the launch page leaves no history entry', async () => {
  const page = pageAt(`${launchUrl()}#fragment`);
  takeLaunch(page);
  expect(page.addresses).toEqual([`${launchUrl()}#fragment`, launchPage]);

  const again = pageAt(launchUrl());
  await launch({ page: again });
  expect(again.replaced).toHaveLength(1);
});

test('[smart 6] a second launch in the tab leaves nothing that a sign-in of long ago could come back to', async () => {
  const storage = new TabStorage();
  storage.setItem('of another app', 'stays');
  const first = await authorizationRequest({
    page: pageAt(launchUrl({ iss, launch: 'first' }), { storage }),
  });
  for (const other of ['b', 'c', 'd']) storage.setItem(`smart-launch/${other}`, '{}');
  expect(textIn(storage)).toContain(first.asked.get('state'));
  const second = await authorizationRequest({
    page: pageAt(launchUrl({ iss, launch: 'second' }), { storage }),
    now: noon + tenMinutes + 1,
  });
  expect(textIn(storage)).not.toContain(first.asked.get('state'));
  expect(textIn(storage)).toContain(second.asked.get('state'));
  expect(storage).toHaveLength(2);
  expect(storage.getItem('of another app')).toBe('stays');
});

test('[smart 7] a second launch in the tab leaves alone what is under way, perhaps in another frame', async () => {
  const storage = new TabStorage();
  const launches = [noon, noon + tenMinutes].map((now) => ({
    page: pageAt(launchUrl(), { storage }),
    now,
  }));
  for (const one of launches) {
    const { asked } = await authorizationRequest(one);
    expect(textIn(storage)).toContain(asked.get('state'));
  }
  expect(storage).toHaveLength(2);
});

test('[smart 6] a launch that is refused leaves the one that is under way alone', async () => {
  const storage = new TabStorage();
  const { asked } = await authorizationRequest({ page: pageAt(launchUrl(), { storage }) });
  await launch({
    page: pageAt(launchUrl({ iss: 'https://evil.example', launch: 'x' }), { storage }),
  });
  expect(textIn(storage)).toContain(asked.get('state'));
});

test('[smart 13] state has 256 random bits and is never the same', async () => {
  const states = await Promise.all(
    Array.from({ length: 20 }, async () => (await authorizationRequest()).asked.get('state')!),
  );
  expect(new Set(states).size).toBe(20);
  for (const state of states) expect(state).toMatch(/^[A-Za-z0-9_-]{43}$/);
});

test('[smart 14] the challenge is that of S256, and a verifier is never used twice', async () => {
  const challenges = await Promise.all(
    Array.from({ length: 5 }, async () => (await authorizationRequest()).asked),
  );
  for (const asked of challenges) {
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('code_challenge')).toMatch(/^[A-Za-z0-9_-]{43}$/);
  }
  expect(new Set(challenges.map((asked) => asked.get('code_challenge'))).size).toBe(5);
});

test('the authorization request is the one that SMART asks for', async () => {
  const { asked } = await authorizationRequest();
  expect([...asked.keys()].sort()).toEqual(
    [
      'aud',
      'client_id',
      'code_challenge',
      'code_challenge_method',
      'launch',
      'redirect_uri',
      'response_type',
      'scope',
      'state',
    ].sort(),
  );
  expect(asked.get('response_type')).toBe('code');
});

test.each(['launch patient/Patient.read', 'launch online_access patient/Patient.read'])(
  '[smart 46] what the deployment configures is asked for, and nothing else: %s',
  async (scopes) => {
    const { asked } = await authorizationRequest({ issuers: [{ ...issuer, scopes }] });
    expect(asked.get('scope')).toBe(scopes);
  },
);

test.each(['a+b/c==', 'x y&z=1#2?3%20', 'ä€😀', 'e'.repeat(3000)])(
  '[smart 16] launch is handed on unchanged: %.20s',
  async (value) => {
    const { asked } = await authorizationRequest({
      page: pageAt(launchUrl({ iss, launch: value })),
    });
    expect(asked.get('launch')).toBe(value);
  },
);

test('[smart 17] a query of the authorization endpoint is kept, and nothing is put behind a fragment', async () => {
  const { fetch } = ehr({
    authorization_endpoint: 'https://ehr.example/auth/authorize?tenant=7&x=a%2Fb#top',
  });
  const { url, asked } = await authorizationRequest({ fetch });
  expect(url.href).toMatch(
    /^https:\/\/ehr\.example\/auth\/authorize\?tenant=7&x=a%2Fb&response_type=code&/,
  );
  expect(asked.get('tenant')).toBe('7');
  expect(url.hash).toBe('');
});

test('[smart 20] without crypto.subtle the page says so and asks nothing', async () => {
  const { fetch, sent } = ehr();
  expect(await launch({ page: pageAt(launchUrl(), { secure: false }), fetch })).toEqual(
    failed({ kind: 'insecure-page' }),
  );
  expect(sent).toEqual([]);
});

test('[smart 52] storage that throws is said before anything is asked', async () => {
  const { fetch, sent } = ehr();
  expect(await launch({ page: pageWithoutStorage(launchUrl()), fetch })).toEqual(
    failed({ kind: 'storage-blocked' }),
  );
  expect(sent).toEqual([]);
});

test('[smart 52] storage that is there and takes nothing is said too, and the browser stays on the page', async () => {
  const storage = new TabStorage();
  storage.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  const page = pageAt(launchUrl(), { storage });
  expect(await launch({ page })).toEqual(failed({ kind: 'storage-blocked' }));
  expect(page.replaced).toEqual([]);
});

test('a launch that failed may be tried again with what was taken from the address', async () => {
  const page = pageAt(launchUrl());
  const taken = takeLaunch(page);
  const { authorizeLaunch } = await import('../../../src/session/launch.ts');
  const options = { page, issuers: [issuer], redirectUri, now: () => noon };
  const down = () => Promise.reject(new TypeError('Failed to fetch'));
  expect(await authorizeLaunch(taken, { ...options, fetch: down })).toMatchObject({ at: 'failed' });
  expect(await authorizeLaunch(taken, { ...options, fetch: ehr().fetch })).toEqual({
    at: 'redirecting',
  });
});
