import { expect, test } from 'vitest';
import {
  arrive,
  begun,
  ehr,
  failureOf,
  issuer,
  noon,
  resumed,
  sessionOf,
  textIn,
  tokenResponse,
} from './support.ts';

/** `arrive` comes two seconds after noon. */
const asked = noon + 2000;
const hour = 3600 * 1000;

test.each(['Bearer', 'bearer', 'BEARER'])(
  '[smart 29] a token of type %s is used as a bearer token',
  async (token_type) => {
    expect(sessionOf(await resumed({}, { token_type })).authorization()).toBe(
      'Bearer the-access-token',
    );
  },
);

test.each([['mac'], [undefined], [7], ['DPoP']])(
  '[smart 29] a token of type %s is refused',
  async (token_type) => {
    expect(failureOf(await resumed({}, { token_type }))).toEqual({ kind: 'token-unreadable' });
  },
);

test.each([[undefined], [''], [null], [17], ['two words'], ['line\r\nbreak'], ['tökén']])(
  '[smart 29] the access token %j is refused',
  async (access_token) => {
    expect(failureOf(await resumed({}, { access_token }))).toEqual({ kind: 'token-unreadable' });
  },
);

test.each([
  [3600, asked + hour],
  ['3600', asked + hour],
  [0.5, asked + 500],
  [undefined, undefined],
  [null, undefined],
  [0, undefined],
  [-1, undefined],
  ['', undefined],
  ['soon', undefined],
  [1e15, undefined],
  [{}, undefined],
  [[3600], undefined],
  [true, undefined],
])('[smart 30] expires_in %j ends the token at %s', async (expires_in, expiresAt) => {
  expect(sessionOf(await resumed({}, { expires_in })).expiresAt).toBe(expiresAt);
});

test('[smart 30] the time of the answer is not added to the life of the token', async () => {
  const { storage, state } = await begun();
  let now = noon;
  const { fetch } = ehr({}, () => {
    now += 9000;
    return Response.json(tokenResponse);
  });
  const { resumeSession } = await import('../../../src/session/resume.ts');
  const redirect = {
    state,
    code: 'abc',
    error: undefined,
    errorDescription: undefined,
    errorUri: undefined,
    iss: undefined,
  };
  const outcome = await resumeSession(redirect, {
    page: { sessionStorage: storage },
    issuers: [issuer],
    now: () => now,
    fetch,
  });
  expect(sessionOf(outcome).expiresAt).toBe(noon + hour);
});

test.each([
  ['an opaque token with dots', { access_token: 'a.b-c_d.e', expires_in: undefined }],
  ['an opaque token that looks like a JWT', { access_token: 'eyJ.eyJ.sig', expires_in: undefined }],
  [
    'an id_token in base64url',
    { id_token: 'eyJhbGciOiJSUzI1NiJ9.eyJuYW1lIjoi_-_-IsO8In0.x-_', expires_in: undefined },
  ],
  ['an id_token that is none', { id_token: 'x' }],
])('[smart 30] %s is not decoded, so it breaks nothing', async (_what, token) => {
  expect(sessionOf(await resumed({}, token)).patient).toBe('pat-1');
});

test.each([
  ['launch  patient/Patient.read\npatient/Patient.read', ['launch', 'patient/Patient.read']],
  ['', []],
  [undefined, issuer.scopes.split(' ')],
])('[smart 31] the scope %j grants %j', async (scope, granted) => {
  expect(sessionOf(await resumed({}, { scope })).grantedScopes).toEqual(granted);
});

test.each([
  [undefined],
  [''],
  [null],
  [7],
  ['Patient/pat-1'],
  ['../Patient'],
  ['..'],
  ['a b'],
  ['a'.repeat(65)],
  [['pat-1']],
])('[smart 32] with %j for a patient there is no session', async (patient) => {
  expect(failureOf(await resumed({}, { patient }))).toEqual({ kind: 'no-patient' });
});

test.each([
  [true, true],
  [undefined, true],
  ['no', true],
  [false, false],
])(
  '[smart 34] need_patient_banner %j asks for the banner: %s',
  async (need_patient_banner, needPatientBanner) => {
    expect(sessionOf(await resumed({}, { need_patient_banner })).needPatientBanner).toBe(
      needPatientBanner,
    );
  },
);

test('[smart 38] tenant is nowhere in the session, so nothing can show it or send it', async () => {
  const tenant = 'hospital-7';
  const { fetch, sent } = ehr(
    { revocation_endpoint: 'https://ehr.example/auth/revoke' },
    { tenant, refresh_token: 'first' },
  );
  const { storage, state } = await begun({ fetch });
  const session = sessionOf(await arrive({ storage, query: { state, code: 'abc' }, fetch }));
  await session.refresh();
  await session.finish();
  expect(sent.length).toBeGreaterThan(2);
  expect(JSON.stringify([session, sent, textIn(storage)])).not.toContain(tenant);
  expect(sent.map(({ form }) => form.toString()).join()).not.toContain(tenant);
});

test.each([
  ['reschedule', 'reschedule'],
  ['', undefined],
  [undefined, undefined],
  [{}, undefined],
])('[smart 35] intent %j is read as %s', async (intent, read) => {
  expect(sessionOf(await resumed({}, { intent })).intent).toBe(read);
});

test.each([
  ['https://ehr.example/style-1.json', 'https://ehr.example/style-1.json'],
  ['https://static.example/style.json?v=2', 'https://static.example/style.json?v=2'],
  ['http://127.0.0.1:7102/style.json', 'http://127.0.0.1:7102/style.json'],
  ['http://ehr.example/style.json', undefined],
  ['javascript:alert(1)', undefined],
  ['data:application/json,{}', undefined],
  ['/style.json', undefined],
  ['', undefined],
  [undefined, undefined],
  [null, undefined],
  [['https://ehr.example/style-1.json'], undefined],
])('[smart 37] smart_style_url %j leads to %j', async (smart_style_url, styleUrl) => {
  expect(sessionOf(await resumed({}, { smart_style_url })).styleUrl).toBe(styleUrl);
});
