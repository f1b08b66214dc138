// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest';
import { takeRedirect } from '../../../src/session/redirect.ts';
import { resumeSession } from '../../../src/session/resume.ts';
import {
  arrive,
  begun,
  ehr,
  failureOf,
  iss,
  issuer,
  launchUrl,
  noon,
  pageAt,
  pageWithoutStorage,
  redirectUri,
  resumed,
  s256,
  sessionOf,
  silence,
  TabStorage,
  textIn,
} from './support.ts';
import type { Behaviour } from './support.ts';

afterEach(() => vi.useRealTimers());

const minutes = (count: number) => count * 60 * 1000;

test('[smart 21] code, state and error are gone from the address before anything waits', () => {
  const page = pageAt(`${redirectUri}?code=abc&state=s&error=x&error_description=y&iss=z#frag`);
  takeRedirect(page);
  expect(page.addresses.at(-1)).toBe(redirectUri);
});

test('[smart 22] an answer to a launch of this tab opens the session', async () => {
  const { storage, state } = await begun();
  const session = sessionOf(await arrive({ storage, query: { state, code: 'abc' } }));
  expect(session.patient).toBe('pat-1');
  expect(session.iss).toBe(issuer.iss);
});

test.each([
  ['a code', { code: 'abc' }],
  ['an error', { error: 'access_denied', error_description: 'Call 555-0666 now' }],
])(
  '[smart 22] %s with an unknown state is not believed, and the launch under way is left alone',
  async (_what, answer) => {
    const { storage, state } = await begun();
    const { fetch, sent } = ehr();
    for (const query of [
      { ...answer, state: 'unknown' },
      { ...answer, state: 'SMART_KEY' },
      { ...answer, state: '__proto__' },
      answer,
    ]) {
      expect(failureOf(await arrive({ storage, query, fetch }))).toEqual({
        kind: 'state-mismatch',
      });
    }
    expect(sent).toEqual([]);
    expect(sessionOf(await arrive({ storage, query: { state, code: 'abc' } })).patient).toBe(
      'pat-1',
    );
  },
);

test.each([
  ['a code', { code: 'abc' }],
  ['an error', { error: 'access_denied' }],
])('[smart 22] a state that comes a second time, with %s, is refused', async (_what, answer) => {
  const { storage, state } = await begun();
  await arrive({ storage, query: { state, code: 'abc' } });
  const { fetch, sent } = ehr();
  expect(failureOf(await arrive({ storage, query: { state, ...answer }, fetch }))).toEqual({
    kind: 'state-mismatch',
  });
  expect(sent).toEqual([]);
});

test('[smart 22] an error that is believed spends the state as well', async () => {
  const { storage, state } = await begun();
  await arrive({ storage, query: { state, error: 'access_denied' } });
  expect(failureOf(await arrive({ storage, query: { state, code: 'abc' } }))).toEqual({
    kind: 'state-mismatch',
  });
});

test('[smart 13] [smart 22] ten minutes after the launch its state is worth nothing', async () => {
  const inTime = await begun();
  sessionOf(
    await arrive({
      ...inTime,
      query: { state: inTime.state, code: 'abc' },
      now: noon + minutes(10),
    }),
  );
  const late = await begun();
  for (const query of [
    { state: late.state, code: 'abc' },
    { state: late.state, error: 'access_denied' },
  ]) {
    expect(failureOf(await arrive({ ...late, query, now: noon + minutes(10) + 1 }))).toEqual({
      kind: 'state-mismatch',
    });
  }
});

test('[smart 22] an answer with neither code nor error, or with two codes, is no answer', async () => {
  const empty = await begun();
  expect(failureOf(await arrive({ ...empty, query: { state: empty.state } }))).toEqual({
    kind: 'state-mismatch',
  });
  const { storage, state } = await begun();
  const page = pageAt(`${redirectUri}?state=${state}&code=a&code=b`, { storage });
  expect(
    await resumeSession(takeRedirect(page), { page, issuers: [issuer], now: () => noon }),
  ).toEqual({ at: 'failed', failure: { kind: 'state-mismatch' } });
});

test('[smart 22] an issuer that has been taken off the list since the launch is not asked for a token', async () => {
  const { storage, state } = await begun();
  const { fetch, sent } = ehr();
  expect(
    failureOf(await arrive({ storage, query: { state, code: 'abc' }, issuers: [], fetch })),
  ).toEqual({ kind: 'state-mismatch' });
  expect(sent).toEqual([]);
});

test('[smart 7] two launches that are under way at once keep to their own', async () => {
  const one = await begun();
  const two = await begun();
  const shared = one.storage;
  shared.setItem(two.storage.key(0)!, two.storage.getItem(two.storage.key(0)!)!);
  const patients: Behaviour = ({ form }) =>
    Response.json({
      access_token: form.get('code'),
      token_type: 'bearer',
      patient: s256(form.get('code_verifier')!) === one.challenge ? 'first' : 'second',
    });
  const { fetch } = ehr({}, patients);
  const [second, first] = await Promise.all([
    arrive({ storage: shared, query: { state: two.state, code: 'code-2' }, fetch }),
    arrive({ storage: shared, query: { state: one.state, code: 'code-1' }, fetch }),
  ]);
  expect(sessionOf(first)).toMatchObject({ patient: 'first' });
  expect(sessionOf(first).authorization()).toBe('Bearer code-1');
  expect(sessionOf(second)).toMatchObject({ patient: 'second' });
  expect(sessionOf(second).authorization()).toBe('Bearer code-2');
});

test('[smart 7] in two frames with one storage a launch does not undo the sign-in of the other, in whatever order they come back', async () => {
  const storage = new TabStorage();
  const one = await begun({ page: pageAt(launchUrl({ iss, launch: 'one' }), { storage }) });
  const two = await begun({ page: pageAt(launchUrl({ iss, launch: 'two' }), { storage }) });
  const { fetch, sent } = ehr();
  for (const { state, code } of [
    { state: two.state, code: 'code-2' },
    { state: one.state, code: 'code-1' },
  ])
    expect(sessionOf(await arrive({ storage, query: { state, code }, fetch })).patient).toBe(
      'pat-1',
    );
  expect(sent.map(({ form }) => s256(form.get('code_verifier')!))).toEqual([
    two.challenge,
    one.challenge,
  ]);
  expect(storage).toHaveLength(0);
});

test('[smart 23] what the server says is cut to plain text, and only an https page is linked', async () => {
  const refusal = async (query: Readonly<Record<string, string>>) => {
    const { storage, state } = await begun();
    return failureOf(await arrive({ storage, query: { state, error: 'access_denied', ...query } }));
  };
  expect(
    await refusal({
      error_description: `<b>No</b>\u0007\n\u202enot  today${'!'.repeat(400)}`,
      error_uri: 'https://ehr.example/why?x=1',
    }),
  ).toEqual({
    kind: 'authorization-refused',
    error: 'access_denied',
    description: `<b>No</b> not today${'!'.repeat(281)}`,
    moreInformation: 'https://ehr.example/why?x=1',
  });
  for (const error_uri of [
    'javascript:alert(1)',
    'http://ehr.example/',
    'data:text/html,x',
    '/why',
    'https://ehr.example@evil.example/',
  ]) {
    expect(await refusal({ error_uri, error_description: ' \t' })).toMatchObject({
      description: undefined,
      moreInformation: undefined,
    });
  }
});

test.each([
  ['access_denied', 'access_denied'],
  ['invalid_scope', 'invalid_scope'],
  ['invalid_request', 'invalid_request'],
  ['unauthorized_client', 'unauthorized_client'],
  ['unsupported_response_type', 'unsupported_response_type'],
  ['server_error', 'server_error'],
  ['temporarily_unavailable', 'temporarily_unavailable'],
  ['login_required', 'other'],
  ['toString', 'other'],
])('[smart 24] the error %s is told as %s', async (error, told) => {
  const { storage, state } = await begun();
  expect(failureOf(await arrive({ storage, query: { state, error } }))).toMatchObject({
    kind: 'authorization-refused',
    error: told,
  });
});

test.each([
  ['names the issuer', { iss: 'https://ehr.example' }, true],
  ['names none', {}, true],
  ['names another', { iss: 'https://ehr.another.example' }, false],
  ['names it with another ending', { iss: 'https://ehr.example/' }, false],
])(
  '[smart 25] an answer that %s is accepted: %s %s',
  async (_what, extra: Readonly<Record<string, string>>, accepted) => {
    for (const answer of [{ code: 'abc' }, { error: 'access_denied' }]) {
      const { storage, state } = await begun();
      const { fetch, sent } = ehr();
      const outcome = await arrive({ storage, query: { state, ...answer, ...extra }, fetch });
      if (accepted) expect(outcome).not.toMatchObject({ failure: { kind: 'issuer-mismatch' } });
      else expect(outcome).toEqual({ at: 'failed', failure: { kind: 'issuer-mismatch' } });
      if (!accepted) expect(sent).toEqual([]);
    }
  },
);

test('[smart 25] a server that promises to name itself must (RFC 9207, 2.4)', async () => {
  const { storage, state } = await begun({
    fetch: ehr({ authorization_response_iss_parameter_supported: true }).fetch,
  });
  expect(failureOf(await arrive({ storage, query: { state, code: 'abc' } }))).toEqual({
    kind: 'issuer-mismatch',
  });
});

test('[smart 25] where the configuration names no issuer, none is compared', async () => {
  const { storage, state } = await begun({ fetch: ehr({ issuer: undefined }).fetch });
  sessionOf(
    await arrive({ storage, query: { state, code: 'abc', iss: 'https://anything.example' } }),
  );
});

test.each(['a+b/c=&x=1%', 'a b', '%2B', 'ä'])(
  '[smart 26] the code %s reaches the token endpoint as it is',
  async (code) => {
    const { storage, state, challenge } = await begun();
    const { fetch, sent } = ehr();
    sessionOf(await arrive({ storage, query: { state, code }, fetch }));
    expect(sent).toHaveLength(1);
    const { url, init, form } = sent[0]!;
    expect(url).toBe('https://ehr.example/auth/token');
    expect(init).toMatchObject({
      method: 'POST',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    });
    expect(new Headers(init.headers).get('Content-Type')).toBe('application/x-www-form-urlencoded');
    expect(new Headers(init.headers).has('Authorization')).toBe(false);
    const { code_verifier: verifier = '', ...rest } = Object.fromEntries(form);
    expect(rest).toEqual({
      code,
      grant_type: 'authorization_code',
      redirect_uri: redirectUri,
      client_id: 'scheduling-app',
    });
    expect(s256(verifier)).toBe(challenge);
  },
);

test('[smart 27] a reload of the page after the redirect was not launched, and sends nothing', async () => {
  const { storage, state } = await begun();
  const page = pageAt(`${redirectUri}?state=${state}&code=abc`, { storage });
  const options = { page, issuers: [issuer], now: () => noon };
  sessionOf(await resumeSession(takeRedirect(page), { ...options, fetch: ehr().fetch }));
  const { fetch, sent } = ehr();
  expect(await resumeSession(takeRedirect(page), { ...options, fetch })).toEqual({
    at: 'failed',
    failure: { kind: 'not-launched' },
  });
  expect(sent).toEqual([]);
});

test.each<[string, Behaviour, object]>([
  [
    '400',
    () => Response.json({ error: 'invalid_grant' }, { status: 400 }),
    { kind: 'token-refused' },
  ],
  [
    '401',
    () => Response.json({ error: 'invalid_client' }, { status: 401 }),
    { kind: 'token-refused' },
  ],
  ['403 with text', () => new Response('no', { status: 403 }), { kind: 'token-refused' }],
  ['429', () => new Response('', { status: 429 }), { kind: 'token-unreachable', timedOut: false }],
  [
    '500',
    () => new Response('oops', { status: 500 }),
    { kind: 'token-unreachable', timedOut: false },
  ],
  ['503', () => Response.json({}, { status: 503 }), { kind: 'token-unreachable', timedOut: false }],
  [
    'no network, or no CORS header',
    () => Promise.reject(new TypeError('Failed to fetch')),
    { kind: 'token-unreachable', timedOut: false },
  ],
  ['HTML', () => new Response('<!doctype html>'), { kind: 'token-unreadable' }],
  ['nothing', () => new Response(null), { kind: 'token-unreadable' }],
  ['a list', () => Response.json([]), { kind: 'token-unreadable' }],
  ['a flood', () => new Response('x'.repeat(100_000)), { kind: 'token-unreadable' }],
])(
  '[smart 28] %s from the token endpoint is told apart, and the code is not sent again',
  async (_what, behaviour, failure) => {
    const { storage, state } = await begun();
    const { fetch, sent } = ehr({}, behaviour);
    const query = { state, code: 'abc' };
    expect(failureOf(await arrive({ storage, query, fetch }))).toEqual(failure);
    expect(failureOf(await arrive({ storage, query, fetch }))).toEqual({ kind: 'state-mismatch' });
    expect(sent).toHaveLength(1);
  },
);

test('[smart 28] the token is waited for fifteen seconds', async () => {
  const { storage, state } = await begun();
  vi.useFakeTimers();
  let outcome: unknown;
  const { fetch } = ehr({}, silence);
  void arrive({ storage, query: { state, code: 'abc' }, fetch }).then((ended) => (outcome = ended));
  await vi.advanceTimersByTimeAsync(14_999);
  expect(outcome).toBeUndefined();
  await vi.advanceTimersByTimeAsync(1);
  expect(outcome).toEqual({
    at: 'failed',
    failure: { kind: 'token-unreachable', timedOut: true },
  });
});

test('a token response that calls itself text is read all the same', async () => {
  const text: Behaviour = () =>
    new Response(JSON.stringify({ access_token: 't', token_type: 'bearer', patient: 'p' }));
  expect(sessionOf(await resumed({}, text)).patient).toBe('p');
});

test('[smart 51] after the launch the tab keeps neither token nor verifier nor code', async () => {
  const { fetch, sent } = ehr({}, { refresh_token: 'the-refresh-token', id_token: 'the.id.token' });
  const { storage, state } = await begun({ fetch });
  sessionOf(await arrive({ storage, query: { state, code: 'the-code' }, fetch }));
  expect(sent.at(-1)?.form.get('code_verifier')).toBeTruthy();
  expect(textIn(storage)).toBe('');
  expect(
    textIn(window.sessionStorage) + textIn(window.localStorage) + document.cookie + window.name,
  ).toBe('');
  expect(window.history.state).toBeNull();
});

test('[smart 49] a copy of the tab has nothing to sign in or to renew with', async () => {
  const { fetch, sent } = ehr({}, { refresh_token: 'the-refresh-token' });
  const { storage, state } = await begun({ fetch });
  const session = sessionOf(await arrive({ storage, query: { state, code: 'the-code' }, fetch }));
  expect(await session.refresh()).toBe(true);
  expect(textIn(storage) + textIn(window.sessionStorage) + textIn(window.localStorage)).toBe('');
  expect(document.cookie + window.name).toBe('');
  expect(window.history.state).toBeNull();

  const copy = pageAt(redirectUri, { storage });
  const before = sent.length;
  expect(
    await resumeSession(takeRedirect(copy), {
      page: copy,
      issuers: [issuer],
      now: () => noon,
      fetch,
    }),
  ).toEqual({ at: 'failed', failure: { kind: 'not-launched' } });
  expect(sent).toHaveLength(before);
});

test('[smart 51] while the token is on its way the tab has no verifier any more', async () => {
  const { storage, state } = await begun();
  let seen = 'nothing';
  const { fetch } = ehr({}, () => {
    seen = textIn(storage);
    return Response.json({});
  });
  await arrive({ storage, query: { state, code: 'abc' }, fetch });
  expect(seen).toBe('');
});

test('[smart 52] storage that throws on the way back is said', async () => {
  const page = pageWithoutStorage(`${redirectUri}?state=s&code=abc`);
  const { fetch, sent } = ehr();
  expect(
    await resumeSession(takeRedirect(page), { page, issuers: [issuer], now: () => noon, fetch }),
  ).toEqual({ at: 'failed', failure: { kind: 'storage-blocked' } });
  expect(sent).toEqual([]);
});

test('what somebody else wrote into the storage is not taken for a launch', async () => {
  const storage = new TabStorage();
  storage.setItem('smart-launch/s', 'not json');
  storage.setItem('smart-launch/t', '{}');
  for (const state of ['s', 't']) {
    expect(failureOf(await arrive({ storage, query: { state, code: 'abc' } }))).toEqual({
      kind: 'state-mismatch',
    });
  }
});
