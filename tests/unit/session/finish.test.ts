import { afterEach, expect, test, vi } from 'vitest';
import {
  arrive,
  begun,
  network,
  sessionOf,
  silence,
  smartConfiguration,
  tokenResponse,
  wellKnown,
} from './support.ts';
import type { Behaviour } from './support.ts';

afterEach(() => vi.useRealTimers());

async function open(given: { revocation?: string; token?: object; revoke?: Behaviour } = {}) {
  const { fetch, sent } = network({
    [wellKnown]: () =>
      Response.json({ ...smartConfiguration, revocation_endpoint: given.revocation }),
    '/auth/token': () => Response.json({ ...tokenResponse, ...given.token }),
    '/auth/revoke': given.revoke ?? (() => new Response(null)),
  });
  const { storage, state } = await begun({ fetch });
  const session = sessionOf(await arrive({ storage, query: { state, code: 'abc' }, fetch }));
  return { session, revoked: () => sent.slice(2) };
}

const revocation = 'https://ehr.example/auth/revoke';

test('[smart 53] a session that is finished has no token any more, at once', async () => {
  const { session, revoked } = await open();
  const finishing = session.finish();
  expect(session.authorization()).toBeUndefined();
  await finishing;
  expect(revoked()).toEqual([]);
});

test('[smart 53] the token is revoked where the EHR offers it, even while the page goes away', async () => {
  const { session, revoked } = await open({ revocation });
  await session.finish();
  expect(revoked()).toHaveLength(1);
  const { url, init, form } = revoked()[0]!;
  expect(url).toBe(revocation);
  expect(init).toMatchObject({
    method: 'POST',
    keepalive: true,
    credentials: 'omit',
    redirect: 'error',
  });
  expect(Object.fromEntries(form)).toEqual({
    token: 'the-access-token',
    token_type_hint: 'access_token',
    client_id: 'scheduling-app',
  });
});

test('[smart 53] a refresh token that came along is revoked first, and nobody can read it', async () => {
  const { session, revoked } = await open({
    revocation,
    token: { refresh_token: 'the-refresh-token' },
  });
  expect(JSON.stringify(session)).not.toMatch(/the-refresh-token|the-access-token/);
  await session.finish();
  expect(revoked().map(({ form }) => form.get('token'))).toEqual([
    'the-refresh-token',
    'the-access-token',
  ]);
});

test('[smart 8] a relative revocation endpoint counts from the FHIR base', async () => {
  const { session, revoked } = await open({ revocation: '../auth/revoke' });
  await session.finish();
  expect(revoked().map(({ url }) => url)).toEqual([revocation]);
});

test('[smart 53] finishing twice revokes once', async () => {
  const { session, revoked } = await open({ revocation });
  await Promise.all([session.finish(), session.finish()]);
  expect(revoked()).toHaveLength(1);
});

test('[smart 9] a token is not sent to a revocation endpoint of another origin', async () => {
  const { session, revoked } = await open({ revocation: 'https://evil.example/auth/revoke' });
  await session.finish();
  expect(revoked()).toEqual([]);
});

test.each<[string, Behaviour]>([
  ['refuses', () => new Response('no', { status: 500 })],
  ['is gone', () => Promise.reject(new TypeError('Failed to fetch'))],
])('[smart 53] that revocation %s does not keep the patient', async (_what, revoke) => {
  const { session } = await open({ revocation, revoke });
  await expect(session.finish()).resolves.toBeUndefined();
});

test('[smart 53] a revocation that is not answered is given up after five seconds', async () => {
  const { session } = await open({ revocation, revoke: silence });
  vi.useFakeTimers();
  let ended = false;
  void session.finish().then(() => (ended = true));
  await vi.advanceTimersByTimeAsync(5000);
  expect(ended).toBe(true);
});
