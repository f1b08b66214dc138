import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { RegisteredIssuer } from '../../../src/session/types.ts';
import {
  arrive,
  begun,
  iss,
  issuer as anonymous,
  network,
  noon,
  sessionOf,
  smartConfiguration,
  tokenResponse,
  wellKnown,
  type Behaviour,
} from './support.ts';

/** Without the first scope there is no id_token. */
const issuer = { ...anonymous, scopes: `openid fhirUser ${anonymous.scopes}` };

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });

const jwk = (key: KeyObject, more: object = {}) => ({ ...key.export({ format: 'jwk' }), ...more });
const jwks = {
  keys: [
    { kty: 'oct', k: 'c2VjcmV0', kid: 'of another kind' },
    jwk(stranger.publicKey, { kid: 'of before', use: 'sig' }),
    jwk(rsa.publicKey, { kid: 'rsa', use: 'sig', alg: 'RS256' }),
    jwk(p256.publicKey, { kid: 'p256', use: 'sig' }),
    jwk(p384.publicKey, { kid: 'p384', use: 'sig' }),
  ],
};

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

interface Made {
  readonly claims?: object;
  readonly header?: object;
  readonly key?: KeyObject;
  readonly hash?: string;
  /** What is done to the token when it is signed. */
  readonly spoil?: (token: string) => string;
}

/** An id_token of our EHR, for our app and this launch, that says who is signed in. */
function idToken(nonce: string, { claims = {}, header = {}, spoil, ...made }: Made): string {
  const { key = rsa.privateKey, hash = 'sha256' } = made;
  const body = {
    iss: smartConfiguration.issuer,
    sub: 'a person',
    aud: issuer.clientId,
    exp: noon / 1000 + 3600,
    nonce,
    name: 'Zoë ÿÿÿ???',
    fhirUser: 'RelatedPerson/son',
    ...claims,
  };
  const signed = `${base64url({ alg: 'RS256', kid: 'rsa', ...header })}.${base64url(body)}`;
  const signature = sign(hash, Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  const token = `${signed}.${signature.toString('base64url')}`;
  return spoil === undefined ? token : spoil(token);
}

interface World {
  readonly configuration?: object;
  readonly keys?: Behaviour;
  readonly issuers?: readonly RegisteredIssuer[];
  readonly now?: number;
}

/** A launch whose token response has this id_token; nobody has asked yet what it says. */
async function launchWith(made: Made | string | undefined, world: World = {}) {
  const { configuration = {}, keys = () => Response.json(jwks), issuers = [issuer], now } = world;
  const answer: { id_token?: string | undefined } = {};
  const { fetch, sent } = network({
    [wellKnown]: () =>
      Response.json({
        ...smartConfiguration,
        jwks_uri: 'https://ehr.example/auth/jwks',
        ...configuration,
      }),
    '/auth/token': () => Response.json({ ...tokenResponse, ...answer }),
    '/auth/jwks': keys,
  });
  const { storage, state } = await begun({ fetch, issuers });
  answer.id_token = typeof made === 'object' ? idToken(state, made) : made;
  const outcome = await arrive({
    storage,
    query: { state, code: 'abc' },
    fetch,
    issuers,
    ...(now === undefined ? {} : { now }),
  });
  const atOnce = sent.length;
  return { session: sessionOf(outcome), asked: () => sent.slice(atOnce) };
}

const actsFor = async (made: Made | string | undefined, world?: World) =>
  (await launchWith(made, world)).session.actsFor();

describe('[smart 39] who acts for the patient is told by fhirUser', () => {
  test.each([
    ['RelatedPerson/son', 'another'],
    [`${iss}/RelatedPerson/son`, 'another'],
    [`${iss}/RelatedPerson/son/_history/2`, 'another'],
    ['Patient/pat-2', 'another'],
    [`${iss}/Patient/pat-2`, 'another'],
    ['Patient/pat-1', undefined],
    [`${iss}/Patient/pat-1`, undefined],
    [`${iss}/Patient/pat-1/_history/2`, undefined],
    ['Person/pat-1', 'perhaps-another'],
    [`${iss}/Person/7`, 'perhaps-another'],
    ['Practitioner/7', 'perhaps-another'],
    ['PractitionerRole/7', 'perhaps-another'],
    ['https://ehr.another.example/fhir/RelatedPerson/son', undefined],
    [`${iss}-of-another/RelatedPerson/son`, undefined],
    ['../RelatedPerson/son', undefined],
    ['RelatedPerson/', undefined],
    ['Device/7', undefined],
    ['', undefined],
    [undefined, undefined],
    [['RelatedPerson/son'], undefined],
  ])('%j: %s', async (fhirUser, who) => {
    expect(await actsFor({ claims: { fhirUser } })).toBe(who);
  });
});

test('[smart 39] for most, who are the patient, no key is asked for; else those of the EHR, once, without the token', async () => {
  const own = await launchWith({ claims: { fhirUser: 'Patient/pat-1' } });
  expect(await own.session.actsFor()).toBeUndefined();
  expect(own.asked()).toEqual([]);

  const sons = await launchWith({});
  expect(sons.asked()).toEqual([]);
  expect(await sons.session.actsFor()).toBe('another');
  expect(sons.asked().map(({ url }) => url)).toEqual([
    `${iss}/.well-known/smart-configuration`,
    'https://ehr.example/auth/jwks',
  ]);
  for (const { init } of sons.asked()) {
    expect(init).toMatchObject({ credentials: 'omit', redirect: 'error' });
    expect(init.headers).toEqual({ Accept: 'application/json' });
  }
});

test.each<[string, Made]>([
  ['RS256, by its kid', {}],
  ['RS256, without one', { header: { kid: undefined } }],
  ['RS384', { header: { alg: 'RS384' }, hash: 'sha384' }],
  ['ES256', { header: { alg: 'ES256', kid: 'p256' }, key: p256.privateKey }],
  ['ES384', { header: { alg: 'ES384', kid: 'p384' }, key: p384.privateKey, hash: 'sha384' }],
])('[smart 39] an id_token that is signed by %s counts', async (_how, made) => {
  expect(await actsFor(made)).toBe('another');
});

const payloadOf = (token: string) => token.split('.')[1] ?? '';
const unsigned = (alg: string) => (token: string) => `${base64url({ alg })}.${payloadOf(token)}.`;
const rewritten = (token: string) => {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const body = JSON.parse(Buffer.from(claims, 'base64url').toString()) as object;
  return `${header}.${base64url({ ...body, fhirUser: 'RelatedPerson/thief' })}.${signature}`;
};

test.each<[string, Made | string | undefined]>([
  ['is not there', undefined],
  ['is none', 'x'],
  ['has two parts', `${base64url({ alg: 'RS256' })}.${base64url({})}`],
  ['is not base64url', '!.!.!'],
  ['is not JSON', 'eA.eA.eA'],
  ['is not signed', { spoil: unsigned('none') }],
  ['says that it is not signed, in another way', { spoil: unsigned('None') }],
  ['is signed with a secret', { header: { alg: 'HS256' } }],
  ['is signed with a name of the language’s own', { header: { alg: 'constructor' } }],
  ['is signed by somebody else', { key: stranger.privateKey }],
  ['is signed with another key than it says', { header: { kid: 'of before' } }],
  ['is signed with a key that nobody knows', { header: { kid: 'unknown' } }],
  ['says that it is signed otherwise', { header: { alg: 'RS384' } }],
  ['has something critical about it', { header: { crit: ['b64'], b64: true } }],
  ['was changed on its way', { spoil: rewritten }],
  ['has lost its signature', { spoil: (token) => token.replace(/\.[^.]*$/, '.') }],
  ['is of another issuer', { claims: { iss: 'https://ehr.another.example' } }],
  ['is of the issuer but for its end', { claims: { iss: `${smartConfiguration.issuer}/` } }],
  ['names no issuer', { claims: { iss: undefined } }],
  ['is for another app', { claims: { aud: 'another-app' } }],
  ['is for nobody', { claims: { aud: undefined } }],
  ['is for several, and not said for which', { claims: { aud: [issuer.clientId, 'another-app'] } }],
  [
    'is for several, and was asked for by another',
    { claims: { aud: [issuer.clientId, 'another-app'], azp: 'another-app' } },
  ],
  ['was asked for by another app', { claims: { azp: 'another-app' } }],
  ['is of another launch', { claims: { nonce: 'of another launch' } }],
  ['names no launch', { claims: { nonce: undefined } }],
  ['has ended', { claims: { exp: noon / 1000 - 600 } }],
  ['never ends', { claims: { exp: undefined } }],
  ['ends at a text', { claims: { exp: '9999999999' } }],
])('[smart 39] an id_token that %s says nothing, and the session goes on', async (_what, made) => {
  const { session } = await launchWith(made);
  expect(await session.actsFor()).toBeUndefined();
  expect(session.patient).toBe('pat-1');
  expect(session.authorization()).toBe('Bearer the-access-token');
});

test.each<[string, Made]>([
  ['for this app in a list', { claims: { aud: [issuer.clientId] } }],
  [
    'for several, and asked for by this app',
    { claims: { aud: ['another-app', issuer.clientId], azp: issuer.clientId } },
  ],
  ['just over by a clock that is a little fast', { claims: { exp: noon / 1000 - 60 } }],
])('[smart 39] an id_token that is %s counts', async (_what, made) => {
  expect(await actsFor(made)).toBe('another');
});

test.each<[string, World]>([
  ['does not say where its keys are', { configuration: { jwks_uri: undefined } }],
  ['does not say who it is', { configuration: { issuer: undefined } }],
  [
    'has its keys somewhere else',
    { configuration: { jwks_uri: 'https://evil.example/auth/jwks' } },
  ],
  ['has its keys in the open', { configuration: { jwks_uri: 'http://ehr.example/auth/jwks' } }],
  ['does not give its keys', { keys: () => new Response('', { status: 500 }) }],
  ['does not answer', { keys: () => Promise.reject(new TypeError('Failed to fetch')) }],
  ['gives a page for its keys', { keys: () => new Response('<html>') }],
  ['has no keys', { keys: () => Response.json({ keys: [] }) }],
  ['has no list of keys', { keys: () => Response.json({ keys: 'none' }) }],
  [
    'has keys that are none',
    { keys: () => Response.json({ keys: [null, 7, {}, { kty: 'RSA' }] }) },
  ],
  [
    'signs nothing with its key',
    { keys: () => Response.json({ keys: [jwk(rsa.publicKey, { kid: 'rsa', use: 'enc' })] }) },
  ],
])('[smart 39] at an EHR that %s the id_token says nothing', async (_what, world) => {
  expect(await actsFor({}, world)).toBeUndefined();
});

test('[smart 39] an issuer that nobody names is not the same as none', async () => {
  const nobody = { claims: { iss: undefined } };
  expect(await actsFor(nobody, { configuration: { issuer: undefined } })).toBeUndefined();
});

test('[smart 39] the keys may be where the deployer says that the EHR signs in, also where its endpoints are written down', async () => {
  const origin = 'https://login.example';
  const endpoints = {
    authorization: `${origin}/auth/authorize`,
    token: `${origin}/auth/token`,
    revocation: undefined,
    issuer: undefined,
  };
  const issuers = [{ ...issuer, authorizationOrigins: [origin], endpoints }];
  const configuration = { jwks_uri: `${origin}/auth/jwks` };
  expect(await actsFor({}, { configuration, issuers })).toBe('another');
  expect(await actsFor({}, { configuration })).toBeUndefined();
});

test('[smart 39] the id_token is in no storage and in nothing that the session shows', async () => {
  const { session } = await launchWith({});
  const own = { ...session, authorization: session.authorization() };
  expect(JSON.stringify(own)).not.toMatch(/eyJ|RelatedPerson/);
});
