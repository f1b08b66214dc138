import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningSandbox, startSandbox } from '../../../sandbox/hosts.ts';
import {
  authorize,
  redeem,
  refresh,
  signIn,
  scopes,
  tokenOf,
  tokenRequest,
} from './smart-client.ts';

const start = Date.UTC(2026, 10, 23, 14);
let now = start;
let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ clock: () => now, accessTokenSeconds: 60 });
}, 120_000);
afterAll(() => sandbox.close());

const staying = { scope: `${scopes} online_access` };

test('a code works once; used again it is refused, and what it gave is taken back', async () => {
  const code = (await authorize(sandbox)).get('code');
  const token = await tokenOf(await redeem(sandbox, code));
  const again = await redeem(sandbox, code);
  expect(again.status).toBe(400);
  expect(await again.json()).toMatchObject({ error: 'invalid_grant' });
  expect(await sandbox.authorization.verify(token.access_token)).toBeUndefined();
});

test('of two that redeem one code at the same moment, at most one is given a token', async () => {
  const code = (await authorize(sandbox)).get('code');
  const statuses = await Promise.all(
    [redeem(sandbox, code), redeem(sandbox, code)].map(async (response) => (await response).status),
  );
  expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(1);
});

test.each([
  ['another verifier', { code_verifier: 'x'.repeat(43) }],
  ['another redirect URI', { redirect_uri: 'http://localhost/index.html' }],
])('a code with %s is refused', async (_title, changes) => {
  const response = await redeem(sandbox, (await authorize(sandbox)).get('code'), changes);
  expect(response.status).toBe(400);
});

test('an access token ends when its time is over, by the sandbox’s clock', async () => {
  const token = await signIn(sandbox);
  expect(token.expires_in).toBe(60);
  expect(await sandbox.authorization.verify(token.access_token)).toMatchObject({
    clientId: sandbox.clientId,
    patient: 'maria-alvarez',
    expiresAt: start + 60_000,
  });
  now = start + 60_000;
  const ended = await sandbox.authorization.verify(token.access_token);
  now = start;
  expect(ended).toBeUndefined();
});

test('an access token can be ended at once', async () => {
  const token = await signIn(sandbox);
  await sandbox.authorization.endToken(token.access_token);
  expect(await sandbox.authorization.verify(token.access_token)).toBeUndefined();
});

test.each(['online_access', 'offline_access'])(
  'with %s the session can be refreshed, and the context comes again',
  async (access) => {
    const first = await signIn(
      sandbox,
      { patient: 'maria-alvarez', intent: 'reschedule' },
      { scope: `${scopes} ${access}` },
    );
    expect(first.scope.split(' ')).toContain(access);
    const second = await tokenOf(await refresh(sandbox, first.refresh_token ?? ''));
    expect(second).toMatchObject({
      patient: 'maria-alvarez',
      intent: 'reschedule',
      scope: first.scope,
    });
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await sandbox.authorization.verify(second.access_token)).toMatchObject({
      patient: 'maria-alvarez',
    });
  },
);

test('a refresh token that is used twice ends the whole session', async () => {
  const first = await signIn(sandbox, undefined, staying);
  const second = await tokenOf(await refresh(sandbox, first.refresh_token ?? ''));
  expect((await refresh(sandbox, first.refresh_token ?? '')).status).toBe(400);
  expect((await refresh(sandbox, second.refresh_token ?? '')).status).toBe(400);
  expect(await sandbox.authorization.verify(second.access_token)).toBeUndefined();
});

test('a refresh without the client’s id is refused', async () => {
  const { refresh_token: token = '' } = await signIn(sandbox, undefined, staying);
  const response = await tokenRequest(sandbox, {
    grant_type: 'refresh_token',
    refresh_token: token,
  });
  expect(response.status).toBe(400);
});

test('an app that is done can revoke its token', async () => {
  const token = await signIn(sandbox);
  const response = await fetch(new URL('/auth/revoke', sandbox.ehr), {
    method: 'POST',
    headers: { Origin: sandbox.app.origin },
    body: new URLSearchParams({ token: token.access_token, client_id: sandbox.clientId }),
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe(sandbox.app.origin);
  expect(await sandbox.authorization.verify(token.access_token)).toBeUndefined();
});

test('only the registered app’s pages may call the token endpoint', async () => {
  const ours = await redeem(sandbox, (await authorize(sandbox)).get('code'));
  expect(ours.headers.get('Access-Control-Allow-Origin')).toBe(sandbox.app.origin);
  expect(ours.headers.get('Cache-Control')).toBe('no-store');
  const theirs = await tokenRequest(
    sandbox,
    { grant_type: 'authorization_code', client_id: sandbox.clientId, code: 'x' },
    'https://evil.example',
  );
  expect(theirs.status).toBe(400);
  expect(theirs.headers.get('Access-Control-Allow-Origin')).toBeNull();

  const preflight = (origin: string): Promise<Response> =>
    fetch(new URL('/auth/token', sandbox.ehr), {
      method: 'OPTIONS',
      headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
    });
  expect((await preflight(sandbox.app.origin)).headers.get('Access-Control-Allow-Origin')).toBe(
    sandbox.app.origin,
  );
  expect(
    (await preflight('https://evil.example')).headers.get('Access-Control-Allow-Origin'),
  ).toBeNull();
});

test('any page may read the discovery document', async () => {
  const response = await fetch(`${sandbox.iss}/.well-known/smart-configuration`, {
    headers: { Origin: 'https://anywhere.example' },
  });
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
  expect(response.headers.get('Cache-Control')).toBe('max-age=3600');
  expect(await response.json()).toMatchObject({
    issuer: sandbox.authorization.issuer,
    authorization_endpoint: `${sandbox.authorization.issuer}/authorize`,
    token_endpoint: `${sandbox.authorization.issuer}/token`,
    code_challenge_methods_supported: ['S256'],
  });
});
