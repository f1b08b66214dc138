import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Issuer, parseDeployment } from '../../../src/config.ts';
import { everyDialect, unnamed } from '../../../sandbox/deployment.ts';
import { basesBeside } from '../../../sandbox/dialects/bases.ts';
import { type RunningSandbox, startSandbox } from '../../../sandbox/hosts.ts';
import { authorize, maria, refresh, scopes, signIn, tokenOf } from './smart-client.ts';

const names = Object.keys(basesBeside('http://ehr.example/fhir/argonaut'));
const clock = (): number => Date.UTC(2026, 10, 23, 14);

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ clock });
}, 120_000);
afterAll(() => sandbox.close());

const baseOf = (name: string): string => sandbox.ehrHandle.bases[name] ?? '';
const statusAt = async (base: string, token: string): Promise<number> =>
  (await fetch(`${base}/Patient/maria-alvarez`, { headers: { Authorization: `Bearer ${token}` } }))
    .status;

/** What the demonstration's deployer writes for each of them. */
const issuers = (): readonly Issuer[] => {
  const { portal, app, ehr, iss, ehrHandle } = sandbox;
  const where = { portal: portal.origin, app: app.origin, ehr: ehr.origin, iss };
  const settings = everyDialect({ ...where, bases: ehrHandle.bases });
  return parseDeployment(JSON.stringify(settings)).issuers;
};

test('the demonstration’s settings are without mistakes, and name every dialect but the one that is to be found out', () => {
  expect(issuers().map(({ iss, dialect = unnamed }) => [dialect, iss])).toEqual(
    Object.entries(sandbox.ehrHandle.bases),
  );
});

describe.each(names)('the EHR "%s"', (name) => {
  const other = names[(names.indexOf(name) + 1) % names.length] ?? '';

  test('says under its own base where it signs patients in', async () => {
    const response = await fetch(`${baseOf(name)}/.well-known/smart-configuration`);
    expect(await response.json()).toMatchObject({ issuer: sandbox.authorization.issuer });
  });

  test('can be launched with, and gives a token with which the patient’s record is read there', async () => {
    const iss = baseOf(name);
    const token = await signIn(sandbox, { ...maria, iss });
    expect(token['patient']).toBe('maria-alvarez');
    const [, claims = ''] = (token.id_token ?? '').split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      fhirUser: `${iss}/Patient/maria-alvarez`,
    });
    expect(await statusAt(iss, token.access_token)).toBe(200);
  });

  test('grants all that the demonstration’s app asks of it', async () => {
    const issuer = issuers().find(({ iss }) => iss === baseOf(name));
    const scope = issuer?.scopes ?? '';
    const granted = await signIn(sandbox, { ...maria, iss: baseOf(name) }, { scope });
    expect(granted.scope.split(' ').sort()).toEqual(scope.split(' ').sort());
  });

  test('gives tokens that open no other EHR, refreshed or not', async () => {
    const first = await signIn(
      sandbox,
      { ...maria, iss: baseOf(name) },
      { scope: `${scopes} online_access` },
    );
    const second = await tokenOf(await refresh(sandbox, first.refresh_token ?? ''));
    expect(second.scope).toBe(first.scope);
    expect(await statusAt(baseOf(name), second.access_token)).toBe(200);
    for (const { access_token: token } of [first, second])
      expect(await statusAt(baseOf(other), token)).toBe(401);
  });

  test('is the only one that its launch is good for', async () => {
    const context = { ...maria, iss: baseOf(name) };
    const answer = await authorize(sandbox, context, { aud: baseOf(other) });
    expect(answer.get('error')).toBe('invalid_request');
    expect(answer.get('error_description')).toBe('aud is not the FHIR server of this launch');
  });
});
