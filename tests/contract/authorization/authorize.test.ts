import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authorizationErrors } from '../../../sandbox/authorization/quirks.ts';
import { type RunningSandbox, startSandbox } from '../../../sandbox/hosts.ts';
import {
  authorize,
  authorizeUrl,
  maria,
  redeem,
  redirected,
  signIn,
  tokenOf,
} from './smart-client.ts';

const start = Date.UTC(2026, 10, 23, 14);
let now = start;
let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ clock: () => now });
}, 120_000);
afterAll(() => sandbox.close());

test('a patient who opens the app in the portal is signed in without a cookie and without a page in between', async () => {
  const { launch } = await sandbox.createLaunch(maria);
  const response = await fetch(authorizeUrl(sandbox, launch), { redirect: 'manual' });
  expect(response.status).toBe(303);
  expect(response.headers.get('Set-Cookie')).toBeNull();
  expect(response.headers.get('Referrer-Policy')).toBe('no-referrer');
  const answer = redirected(response);
  expect(answer.get('state')).toBe('the state');
  expect(answer.get('iss')).toBe(sandbox.authorization.issuer);
  const token = await tokenOf(await redeem(sandbox, answer.get('code')));
  expect(token).toMatchObject({
    token_type: 'Bearer',
    patient: 'maria-alvarez',
    need_patient_banner: true,
    expires_in: 3600,
  });
  expect(token.refresh_token).toBeUndefined();
});

test('a cookie that a browser does send is not looked at', async () => {
  const { launch } = await sandbox.createLaunch(maria);
  const url = authorizeUrl(sandbox, launch);
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { Cookie: '_session=forged; _session.sig=forged' },
  });
  const token = await tokenOf(await redeem(sandbox, redirected(response).get('code')));
  expect(token['patient']).toBe('maria-alvarez');
});

test.each([
  ['no PKCE', { code_challenge: undefined, code_challenge_method: undefined }],
  ['plain PKCE', { code_challenge_method: 'plain' }],
  ['PKCE that does not say its method', { code_challenge_method: undefined }],
  ['an aud with a slash at its end', { aud: 'slash' }],
  ['an aud of another host', { aud: 'https://ehr.example/fhir' }],
  ['no aud', { aud: undefined }],
  ['no launch', { launch: undefined }],
  ['a launch that the portal did not make', { launch: 'made-up' }],
  ['a prompt for consent, which this server does not know', { prompt: 'consent' }],
])('%s is refused with invalid_request', async (_title, changes) => {
  const answer = await authorize(
    sandbox,
    maria,
    'aud' in changes && changes.aud === 'slash' ? { aud: `${sandbox.iss}/` } : changes,
  );
  expect(answer.get('error')).toBe('invalid_request');
  expect(answer.get('code')).toBeNull();
  expect(answer.get('state')).toBe('the state');
});

test('a launch is good for one authorization', async () => {
  const { launch } = await sandbox.createLaunch(maria);
  const answers = await Promise.all(
    [1, 2, 3].map(() => fetch(authorizeUrl(sandbox, launch), { redirect: 'manual' })),
  );
  expect(answers.filter((response) => redirected(response).has('code'))).toHaveLength(1);
  expect(
    redirected(await fetch(authorizeUrl(sandbox, launch), { redirect: 'manual' })).get('error'),
  ).toBe('invalid_request');
});

test('a launch is good for five minutes', async () => {
  const { launch } = await sandbox.createLaunch(maria);
  now += 5 * 60_000 + 1;
  const answer = redirected(await fetch(authorizeUrl(sandbox, launch), { redirect: 'manual' }));
  now = start;
  expect(answer.get('error_description')).toContain('too old');
});

test('after an answer without a code, the same launch may be tried again', async () => {
  const { launch } = await sandbox.createLaunch(maria);
  const refused = await fetch(authorizeUrl(sandbox, launch, { aud: undefined }), {
    redirect: 'manual',
  });
  expect(redirected(refused).get('error')).toBe('invalid_request');
  expect(
    redirected(await fetch(authorizeUrl(sandbox, launch), { redirect: 'manual' })).has('code'),
  ).toBe(true);
});

test.each(['/index.html?', '/index.html/', '/launch.html', '/Index.html'])(
  'a redirect URI that differs by %s gets a page, not a redirect',
  async (path) => {
    const { launch } = await sandbox.createLaunch(maria);
    const response = await fetch(
      authorizeUrl(sandbox, launch, { redirect_uri: `${sandbox.app.origin}${path}` }),
      { redirect: 'manual' },
    );
    expect(response.status).toBe(400);
    expect(response.headers.get('Location')).toBeNull();
    expect(await response.text()).toContain('This app cannot be opened');
  },
);

test('an app that is not registered gets a page, not a redirect', async () => {
  const { launch } = await sandbox.createLaunch(maria);
  const response = await fetch(authorizeUrl(sandbox, launch, { client_id: 'another-app' }), {
    redirect: 'manual',
  });
  expect(response.status).toBe(400);
  expect(response.headers.get('Location')).toBeNull();
});

test('scopes beyond the app’s are dropped or narrowed, and the token response says what is left', async () => {
  const scope =
    'launch openid fhirUser patient/Appointment.cruds patient/Observation.rs?category=vital-signs patient/Patient.* ' +
    'patient/Schedule.cruds patient/Coverage.write patient/Secret.read user/Patient.read system/*.cruds patient/Appointment.sr';
  const token = await signIn(sandbox, maria, { scope });
  expect(token.scope).toBe(
    'openid fhirUser launch patient/Appointment.cruds patient/Observation.rs?category=vital-signs patient/Patient.read patient/Schedule.rs',
  );
  const grant = await sandbox.authorization.verify(token.access_token);
  expect(grant?.scopes).toEqual([
    'launch',
    'patient/Appointment.cruds',
    'patient/Observation.rs?category=vital-signs',
    'patient/Patient.read',
    'patient/Schedule.rs',
  ]);
});

test('a launch can have exactly these scopes granted, whatever was asked for', async () => {
  const token = await signIn(sandbox, {
    ...maria,
    grantOnly: ['launch', 'patient/Appointment.rs'],
  });
  expect(token.scope).toBe('launch patient/Appointment.rs');
  expect(token.id_token).toBeUndefined();
});

test('the context of the launch comes with the token', async () => {
  const fhirContext = [{ reference: 'Appointment/123' }];
  const token = await signIn(sandbox, {
    ...maria,
    intent: 'reschedule',
    needPatientBanner: false,
    fhirContext,
    style: 'hospital',
  });
  expect(token).toMatchObject({ intent: 'reschedule', need_patient_banner: false, fhirContext });
  const style = await fetch(String(token['smart_style_url']));
  expect(style.headers.get('Access-Control-Allow-Origin')).toBe('*');
  expect(await style.json()).toHaveProperty('color_highlight');
});

test('a launch says nothing of looks unless it is told to', async () => {
  expect(await signIn(sandbox, maria)).not.toHaveProperty('smart_style_url');
});

test('a launch can leave the patient and the end of the token unsaid', async () => {
  const token = await signIn(sandbox, { ...maria, omitPatient: true, omitExpiresIn: true });
  expect(token).not.toHaveProperty('patient');
  expect(token).not.toHaveProperty('expires_in');
  expect((await sandbox.authorization.verify(token.access_token))?.patient).toBe('maria-alvarez');
});

test('the id_token is dated by the hospital’s clock, answers the nonce, and is signed with a key that the hospital shows', async () => {
  const nonce = 'of this launch';
  const answer = await authorize(sandbox, maria, { nonce });
  const token = (await (await redeem(sandbox, answer.get('code'))).json()) as { id_token: string };
  const [header = '', claims = '', signature = ''] = token.id_token.split('.');
  const { jwks_uri: address } = sandbox.authorization.configuration as { jwks_uri: string };
  const { keys } = (await (await fetch(address)).json()) as { keys: readonly JsonWebKey[] };
  const [key] = keys.map((jwk) => createPublicKey({ key: jwk, format: 'jwk' }));
  const signed = Buffer.from(`${header}.${claims}`);
  expect(keys).toHaveLength(1);
  expect(verify('sha256', signed, key!, Buffer.from(signature, 'base64url'))).toBe(true);
  const read = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
  expect(read).toMatchObject({ nonce, iat: now / 1000, exp: now / 1000 + 3600 });
});

test.each([
  [{}, 'Patient/maria-alvarez'],
  [{ fhirUser: 'RelatedPerson/son-of-maria' }, 'RelatedPerson/son-of-maria'],
])('the id_token says who is signed in: %j', async (extra, reference) => {
  const { id_token: idToken = '' } = await signIn(sandbox, { ...maria, ...extra });
  const claims: unknown = JSON.parse(
    Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString(),
  );
  expect(claims).toMatchObject({
    fhirUser: `${sandbox.iss}/${reference}`,
    iss: sandbox.authorization.issuer,
    aud: sandbox.clientId,
  });
});

test.each(authorizationErrors)('the next authorization can be answered with %s', async (error) => {
  sandbox.authorization.levers.next({
    kind: 'error',
    error,
    description: 'words & <signs>',
    uri: 'https://help.example/why',
  });
  const answer = await authorize(sandbox);
  expect(Object.fromEntries(answer)).toMatchObject({
    error,
    error_description: 'words & <signs>',
    error_uri: 'https://help.example/why',
    state: 'the state',
  });
  expect((await authorize(sandbox)).has('code')).toBe(true);
});

test('the next answer can come with another state, another issuer, or none', async () => {
  sandbox.authorization.levers.next({ kind: 'tamper-state' });
  expect((await authorize(sandbox)).get('state')).not.toBe('the state');
  sandbox.authorization.levers.next({ kind: 'foreign-iss' });
  expect((await authorize(sandbox)).get('iss')).not.toBe(sandbox.authorization.issuer);
  sandbox.authorization.levers.next({ kind: 'no-iss' });
  expect((await authorize(sandbox)).has('iss')).toBe(false);
});

test('the next code can be one that was redeemed before', async () => {
  sandbox.authorization.levers.next({ kind: 'spent-code' });
  const response = await redeem(sandbox, (await authorize(sandbox)).get('code'));
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: 'invalid_grant' });
});
