import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { demoDeployment, discoveringDeployment } from '../../../sandbox/deployment.ts';
import { parseDeployment } from '../../../src/config.ts';
import { issuersIn } from '../../../src/session/settings.ts';

const issuer = { iss: 'https://ehr.example/fhir', clientId: 'app', scopes: 'launch patient/*.rs' };
const endpoints = { authorization: 'https://ehr.example/a', token: 'https://ehr.example/t' };
const settings = (changed: object) => JSON.stringify({ issuers: [{ ...issuer, ...changed }] });

describe('what the launch page reads of the settings', () => {
  const where = {
    portal: 'http://portal.localhost:1',
    app: 'http://app.localhost:2',
    ehr: 'http://ehr.localhost:3',
    iss: 'http://ehr.localhost:3/fhir',
  };
  const page = readFileSync('launch.html', 'utf8');

  test.each([
    ['of launch.html', /id="deployment">([^]*?)<\/script>/.exec(page)?.[1] ?? ''],
    ['with endpoints', JSON.stringify(demoDeployment(where))],
    ['without endpoints', JSON.stringify(discoveringDeployment(where))],
  ])('is what the whole page would read (%s)', (_what, text) => {
    const used = parseDeployment(text).issuers.map(
      ({ iss, clientId, scopes, authorizationOrigins, endpoints }) => ({
        ...{ iss, clientId, scopes, authorizationOrigins, endpoints },
      }),
    );
    const read = issuersIn(text)?.map(
      ({ iss, clientId, scopes, authorizationOrigins = [], endpoints }) => ({
        ...{ iss, clientId, scopes, authorizationOrigins, endpoints },
      }),
    );
    expect(read).toEqual(used);
  });

  test.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['a list', '[]'],
    ['no issuers', '{}'],
    ['an empty list of issuers', '{ "issuers": [] }'],
    ['an issuer that is none', '{ "issuers": [null] }'],
    ['a second issuer that is none', JSON.stringify({ issuers: [issuer, 'x'] })],
    ['no iss', settings({ iss: undefined })],
    ['an empty client id', settings({ clientId: ' ' })],
    ['scopes that are a list', settings({ scopes: ['launch'] })],
    ['scopes without launch', settings({ scopes: 'launch/patient openid' })],
    ['origins that are a text', settings({ authorizationOrigins: 'https://login.example' })],
    ['an origin that is none', settings({ authorizationOrigins: [1] })],
    ['endpoints that are a text', settings({ endpoints: 'https://ehr.example' })],
    ['no token endpoint', settings({ endpoints: { ...endpoints, token: undefined } })],
    ['an issuer’s name that is a number', settings({ endpoints: { ...endpoints, issuer: 1 } })],
  ])('is left to the whole reader, which says what is wrong, with %s', (_what, text) => {
    expect(issuersIn(text)).toBeUndefined();
    expect(() => parseDeployment(text)).toThrow('cannot be used');
  });
});
