import { afterEach, expect, test, vi } from 'vitest';
import {
  authorizationRequest,
  begun,
  ehr,
  iss,
  issuer,
  launch,
  launchUrl,
  network,
  pageAt,
  silence,
  smartConfiguration,
  wellKnown,
} from './support.ts';
import type { Behaviour } from './support.ts';

afterEach(() => vi.useRealTimers());

const failed = (kind: string, why: string) => ({ at: 'failed', failure: { kind, why } });
const answering = (behaviour: Behaviour) => network({ [wellKnown]: behaviour });

test('[smart 8] the configuration is asked for once, without cookies, referrer or redirects', async () => {
  const { fetch, sent } = ehr();
  await launch({ fetch });
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({
    url: `${iss}/.well-known/smart-configuration`,
    init: { credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer' },
  });
});

test('[smart 8] the browser may answer from its cache', async () => {
  const { fetch, sent } = ehr();
  await launch({ fetch });
  expect(sent[0]?.init).not.toHaveProperty('cache');
});

test('[smart 8] an answer that does not come is waited for ten seconds', async () => {
  vi.useFakeTimers();
  let outcome: unknown;
  void launch({ fetch: answering(silence).fetch }).then((ended) => (outcome = ended));
  await vi.advanceTimersByTimeAsync(9_999);
  expect(outcome).toBeUndefined();
  await vi.advanceTimersByTimeAsync(1);
  expect(outcome).toEqual(failed('discovery-failed', 'timeout'));
});

test('[smart 8] an answer whose body never ends is cut off at ten seconds too', async () => {
  vi.useFakeTimers();
  let outcome: unknown;
  const dripping: Behaviour = ({ init }) =>
    new Response(
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{'));
          init.signal?.addEventListener('abort', () =>
            controller.error(new DOMException('aborted', 'AbortError')),
          );
        },
      }),
    );
  void launch({ fetch: answering(dripping).fetch }).then((ended) => (outcome = ended));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(outcome).toEqual(failed('discovery-failed', 'timeout'));
});

test('[smart 8] more than 64 kB are not read', async () => {
  let pulled = 0;
  const flood: Behaviour = () =>
    new Response(
      new ReadableStream({
        pull(controller) {
          pulled += 1;
          controller.enqueue(new Uint8Array(16 * 1024).fill(32));
        },
      }),
    );
  expect(await launch({ fetch: answering(flood).fetch })).toEqual(
    failed('discovery-failed', 'too-large'),
  );
  expect(pulled).toBeLessThan(10);
});

test('[smart 8] a configuration of 64 kB is read', async () => {
  const text = JSON.stringify(smartConfiguration).padEnd(64 * 1024);
  expect(await launch({ fetch: answering(() => new Response(text)).fetch })).toEqual({
    at: 'redirecting',
  });
});

test('[smart 8] relative endpoints count from the FHIR base', async () => {
  const relative = { authorization_endpoint: 'auth/authorize', token_endpoint: '/auth/token' };
  const { url } = await authorizationRequest({ fetch: ehr(relative).fetch });
  expect(url.origin + url.pathname).toBe('https://ehr.example/fhir/auth/authorize');
  const { storage, state } = await begun({ fetch: ehr(relative).fetch });
  expect(storage.getItem(`smart-launch/${state}`)).toContain('"https://ehr.example/auth/token"');
});

test.each([
  ['authorization_endpoint', 'http://ehr.example/authorize'],
  ['authorization_endpoint', 'https://login.example/authorize'],
  ['authorization_endpoint', 'https://ehr.example:8443/authorize'],
  ['authorization_endpoint', '//login.example/authorize'],
  ['authorization_endpoint', 'https://user@ehr.example/authorize'],
  ['token_endpoint', 'https://:word@ehr.example/token'],
  ['authorization_endpoint', 'javascript:alert(1)'],
  ['token_endpoint', 'https://ehr.example.evil.example/token'],
  ['token_endpoint', 'http://ehr.example/token'],
])('[smart 9] an %s at %s is not trusted', async (name, endpoint) => {
  const page = pageAt(launchUrl());
  expect(await launch({ page, fetch: ehr({ [name]: endpoint }).fetch })).toEqual(
    failed('discovery-unsafe', 'foreign-endpoint'),
  );
  expect(page.replaced).toEqual([]);
});

test('[smart 9] where the deployer says that the EHR signs in elsewhere, it may', async () => {
  const elsewhere = {
    authorization_endpoint: 'https://login.example/authorize',
    token_endpoint: 'https://login.example/token',
  };
  const issuers = [{ ...issuer, authorizationOrigins: ['https://login.example'] }];
  const { url } = await authorizationRequest({ fetch: ehr(elsewhere).fetch, issuers });
  expect(url.origin).toBe('https://login.example');
  const insecure = { ...elsewhere, token_endpoint: 'http://login.example/token' };
  expect(
    await launch({
      fetch: ehr(insecure).fetch,
      issuers: [
        { ...issuer, authorizationOrigins: ['https://login.example', 'http://login.example'] },
      ],
    }),
  ).toEqual(failed('discovery-unsafe', 'foreign-endpoint'));
});

test.each([[[]], [['plain']], [undefined], ['S256'], [{ S256: true }]])(
  '[smart 10] with %j instead of S256 the launch stops',
  async (methods) => {
    const { fetch, sent } = ehr({ code_challenge_methods_supported: methods });
    const page = pageAt(launchUrl());
    expect(await launch({ page, fetch })).toEqual(failed('discovery-unsafe', 'no-pkce'));
    expect(page.replaced).toEqual([]);
    // fhirclient by itself would ask /metadata next.
    expect(sent).toHaveLength(1);
  },
);

test('[smart 10] plain beside S256 is not used', async () => {
  const { asked } = await authorizationRequest({
    fetch: ehr({ code_challenge_methods_supported: ['plain', 'S256'] }).fetch,
  });
  expect(asked.get('code_challenge_method')).toBe('S256');
});

test.each(['authorization_endpoint', 'token_endpoint'])(
  '[smart 11] without %s the launch stops',
  async (name) => {
    for (const value of [undefined, '', 7, 'https://']) {
      expect(await launch({ fetch: ehr({ [name]: value }).fetch })).toEqual(
        failed('discovery-unsafe', 'no-endpoint'),
      );
    }
  },
);

test.each([[undefined], [[]], ['launch-ehr'], [['launch-EHR']]])(
  '[smart 11] capabilities of %j stop nothing',
  async (capabilities) => {
    const { fetch } = ehr({ capabilities, grant_types_supported: undefined });
    expect(await launch({ fetch })).toEqual({ at: 'redirecting' });
  },
);

test.each<[string, Behaviour, string]>([
  [
    'a network that is down, or no CORS header',
    () => Promise.reject(new TypeError('Failed to fetch')),
    'unreachable',
  ],
  ['503', () => new Response('busy', { status: 503 }), 'unreachable'],
  ['404', () => new Response('no', { status: 404 }), 'not-found'],
  ['403', () => new Response('no', { status: 403 }), 'not-found'],
  ['a page of HTML', () => new Response('<!doctype html><title>Sign in</title>'), 'not-json'],
  ['no body', () => new Response(null), 'not-json'],
  ['a list', () => Response.json([smartConfiguration]), 'not-json'],
  ['null', () => Response.json(null), 'not-json'],
])('[smart 12] %s is told apart from other troubles', async (_what, behaviour, why) => {
  expect(await launch({ fetch: answering(behaviour).fetch })).toEqual(
    failed('discovery-failed', why),
  );
});

const written = {
  authorization: 'https://ehr.example/auth/authorize',
  token: 'https://ehr.example/auth/token',
  revocation: undefined,
  issuer: undefined,
};

test('endpoints that the deployer wrote down cost the launch no request', async () => {
  const { fetch, sent } = ehr();
  const page = pageAt(launchUrl());
  const outcome = await launch({ page, fetch, issuers: [{ ...issuer, endpoints: written }] });
  expect(outcome).toEqual({ at: 'redirecting' });
  expect(sent).toEqual([]);
  expect(page.replaced[0]).toContain(`${written.authorization}?response_type=code`);
  expect(page.replaced[0]).toContain('code_challenge_method=S256');
});

test('[smart 9] endpoints that the deployer wrote down are refused where they lead elsewhere', async () => {
  const elsewhere = { ...written, token: 'https://evil.example/token' };
  expect(await launch({ issuers: [{ ...issuer, endpoints: elsewhere }] })).toEqual(
    failed('discovery-unsafe', 'foreign-endpoint'),
  );
});
