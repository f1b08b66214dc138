import { afterEach, expect, test, vi } from 'vitest';
import {
  arrive,
  begun,
  network,
  noon,
  sessionOf,
  silence,
  smartConfiguration,
  tokenResponse,
  wellKnown,
} from './support.ts';
import type { Behaviour } from './support.ts';

afterEach(() => vi.useRealTimers());

const renewal = { access_token: 'the-second-token', token_type: 'Bearer', expires_in: 600 };
const granting =
  (fields: object): Behaviour =>
  () =>
    Response.json({ ...renewal, ...fields });

/** A session whose refreshes are answered in order; the last answer serves again. */
async function open(
  answers: readonly Behaviour[],
  token: object = { refresh_token: 'first' },
  now: () => number = () => noon + 2_000,
) {
  let turn = -1;
  const { fetch, sent } = network({
    [wellKnown]: () =>
      Response.json({
        ...smartConfiguration,
        revocation_endpoint: 'https://ehr.example/auth/revoke',
      }),
    '/auth/token': (request) => {
      const answer = answers[Math.min(turn++, answers.length - 1)];
      return answer?.(request) ?? Response.json({ ...tokenResponse, ...token });
    },
    '/auth/revoke': () => new Response(null),
  });
  const { storage, state } = await begun({ fetch });
  const session = sessionOf(await arrive({ storage, query: { state, code: 'abc' }, fetch, now }));
  const sentTo = (path: string) => sent.slice(2).filter(({ url }) => url.endsWith(path));
  return {
    session,
    storage,
    refreshes: () => sentTo('/token'),
    revoked: () => sentTo('/revoke').map(({ form }) => form.get('token')),
  };
}

test('[smart 47] a refresh is a form with the refresh token and the client id, and renews the token', async () => {
  const { session, refreshes } = await open([granting({})]);
  expect(await session.refresh()).toBe(true);
  expect(session.authorization()).toBe('Bearer the-second-token');
  const [{ url, init, form }] = refreshes() as [ReturnType<typeof refreshes>[0]];
  expect(url).toBe(smartConfiguration.token_endpoint);
  expect(init).toMatchObject({ method: 'POST', credentials: 'omit', redirect: 'error' });
  expect(Object.fromEntries(form)).toEqual({
    grant_type: 'refresh_token',
    refresh_token: 'first',
    client_id: 'scheduling-app',
  });
});

test('[smart 47] all who ask at the same time share one request', async () => {
  const { session, refreshes } = await open([granting({})]);
  expect(await Promise.all([session.refresh(), session.refresh(), session.refresh()])).toEqual([
    true,
    true,
    true,
  ]);
  expect(refreshes()).toHaveLength(1);
  expect(await session.refresh()).toBe(true);
  expect(refreshes()).toHaveLength(2);
});

test('[smart 47] what the answer leaves out stays as it was: refresh token, scopes and patient', async () => {
  const { session, refreshes } = await open([granting({ token_type: 'bEARER' })]);
  await session.refresh();
  await session.refresh();
  expect(refreshes().map(({ form }) => form.get('refresh_token'))).toEqual(['first', 'first']);
  expect(session.grantedScopes).toEqual(tokenResponse.scope.split(' '));
  expect(session.patient).toBe('pat-1');
});

test('[smart 47] what the answer says counts from then on: refresh token, scopes and time', async () => {
  const { session, refreshes, revoked } = await open([
    granting({ refresh_token: 'second', scope: 'launch patient/Patient.read', expires_in: '900' }),
    granting({ expires_in: undefined }),
  ]);
  expect(session.expiresAt).toBe(noon + 2_000 + 3_600_000);
  await session.refresh();
  expect(session.expiresAt).toBe(noon + 2_000 + 900_000);
  expect(session.grantedScopes).toEqual(['launch', 'patient/Patient.read']);
  await session.refresh();
  expect(session.expiresAt).toBeUndefined();
  expect(session.grantedScopes).toEqual(['launch', 'patient/Patient.read']);
  expect(refreshes().map(({ form }) => form.get('refresh_token'))).toEqual(['first', 'second']);
  await session.finish();
  expect(revoked()).toEqual(['second', 'the-second-token']);
});

test('[smart 47] a renewed token is in memory only', async () => {
  const { session, storage } = await open([granting({ refresh_token: 'second' })]);
  await session.refresh();
  expect(storage).toHaveLength(0);
  expect(JSON.stringify(session)).not.toMatch(/first|second|the-access-token/);
});

test('[smart 47] the time of the answer is not added to the life of the renewed token', async () => {
  let now = noon;
  const slow: Behaviour = (request) => {
    now += 9_000;
    return granting({})(request);
  };
  const { session } = await open([slow], { refresh_token: 'first' }, () => now);
  await session.refresh();
  expect(session.expiresAt).toBe(noon + 600_000);
});

test('[smart 7] two sessions that are renewed at once keep to their own', async () => {
  const [one, two] = await Promise.all([
    open([granting({ access_token: 'token-1' })], { refresh_token: 'first-1' }),
    open([granting({ access_token: 'token-2', patient: 'pat-2' })], {
      refresh_token: 'first-2',
      patient: 'pat-2',
    }),
  ]);
  const renewals = Promise.all([one.session.refresh(), two.session.refresh()]);
  expect(await renewals).toEqual([true, true]);
  expect(one.refreshes().map(({ form }) => form.get('refresh_token'))).toEqual(['first-1']);
  expect(two.refreshes().map(({ form }) => form.get('refresh_token'))).toEqual(['first-2']);
  expect(one.session.authorization()).toBe('Bearer token-1');
  expect(two.session.authorization()).toBe('Bearer token-2');
  await one.session.finish();
  expect(two.session.authorization()).toBe('Bearer token-2');
});

test.each([[undefined], [''], [null], [7], [{}]])(
  '[smart 46] with %j for a refresh token the session opens, is not renewed, and ends as it should',
  async (refresh_token) => {
    const { session, refreshes, revoked } = await open([granting({})], { refresh_token });
    expect(session.patient).toBe('pat-1');
    expect(await session.refresh()).toBe(false);
    expect(refreshes()).toEqual([]);
    expect(session.authorization()).toBe('Bearer the-access-token');
    await session.finish();
    expect(revoked()).toEqual(['the-access-token']);
  },
);

test('[smart 47] without a refresh token nothing is asked', async () => {
  const { session, refreshes } = await open([granting({})], {});
  expect(await session.refresh()).toBe(false);
  expect(refreshes()).toEqual([]);
});

test.each<[string, Behaviour]>([
  ['without a network', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['while the server is broken', () => new Response('', { status: 500 })],
  ['while the server is busy', () => new Response('', { status: 429 })],
])('[smart 48] a refresh %s keeps the tokens, and can be tried again', async (_when, lost) => {
  const { session } = await open([lost, granting({})]);
  expect(await session.refresh()).toBe(false);
  expect(session.authorization()).toBe('Bearer the-access-token');
  expect(await session.refresh()).toBe(true);
});

test('[smart 48] a refresh that is not answered is given up after fifteen seconds', async () => {
  const { session } = await open([silence]);
  vi.useFakeTimers();
  const refreshing = session.refresh();
  await vi.advanceTimersByTimeAsync(15_000);
  expect(await refreshing).toBe(false);
  expect(session.authorization()).toBe('Bearer the-access-token');
});

test.each<[string, Behaviour]>([
  ['is refused', () => Response.json({ error: 'invalid_grant' }, { status: 400 })],
  ['is refused, with a token', () => Response.json(renewal, { status: 400 })],
  ['gives no token', () => new Response('<html>')],
  ['gives a token of another kind', granting({ token_type: 'mac' })],
  ['gives a token for another patient', granting({ patient: 'pat-2' })],
])('[smart 48] a refresh that %s is not tried again', async (_what, refused) => {
  const { session, refreshes, revoked } = await open([refused, granting({})]);
  expect(await session.refresh()).toBe(false);
  expect(await session.refresh()).toBe(false);
  expect(refreshes()).toHaveLength(1);
  expect(session.authorization()).toBe('Bearer the-access-token');
  await session.finish();
  expect(revoked()).toEqual(['the-access-token']);
});

test('[smart 48] a session that is finished is not refreshed', async () => {
  const { session, refreshes } = await open([granting({})]);
  await session.finish();
  expect(await session.refresh()).toBe(false);
  expect(refreshes()).toEqual([]);
});

test('[smart 48] a refresh that comes after the end opens nothing, and its tokens are revoked', async () => {
  let answer = (): void => undefined;
  const waiting = new Promise<void>((resolve) => (answer = resolve));
  const { session, revoked } = await open([
    async (request) => {
      await waiting;
      return granting({ refresh_token: 'second' })(request);
    },
  ]);
  const refreshing = session.refresh();
  await session.finish();
  answer();
  expect(await refreshing).toBe(false);
  expect(session.authorization()).toBeUndefined();
  expect(revoked()).toEqual(['first', 'the-access-token', 'second', 'the-second-token']);
});
