import { describe, expect, test } from 'vitest';

import { DeploymentError, parseDeployment, readDeployment } from '../../src/config.ts';

const issuer = {
  iss: 'https://ehr.example.org/fhir',
  clientId: 'scheduling',
  scopes: 'launch openid fhirUser patient/Appointment.read',
};
const endpoints = {
  authorization: 'https://login.example.org/authorize',
  token: 'https://login.example.org/token',
  issuer: 'https://login.example.org',
};
const settings = {
  hospital: 'Albany General',
  language: 'en',
  phone: { display: '518-555-0100', href: 'tel:+15185550100' },
  emergency: 'If this is an emergency, call 911.',
  issuers: [issuer],
};

/** What is wrong with these settings, one line a mistake. */
function problemsOf(json: unknown): readonly string[] {
  try {
    parseDeployment(typeof json === 'string' ? json : JSON.stringify(json));
    return [];
  } catch (error) {
    if (error instanceof DeploymentError) return error.problems;
    throw error;
  }
}
const withIssuer = (more: object) => ({ ...settings, issuers: [{ ...issuer, ...more }] });
/** The paths of the mistakes. */
const pathsOf = (json: unknown) => problemsOf(json).map((problem) => problem.split(': ')[0]);

describe('settings that can be used', () => {
  test('need only what nobody can guess', () => {
    expect(parseDeployment(JSON.stringify(settings))).toEqual({
      ...settings,
      emergencyIn: {},
      timeZone: undefined,
      portalUrl: undefined,
      directions: undefined,
      issuers: [
        {
          ...issuer,
          authorizationOrigins: [],
          endpoints: undefined,
          dialect: undefined,
          find: 'POST',
          hold: true,
          cancel: true,
          reschedule: undefined,
          patch: undefined,
          locations: {},
        },
      ],
    });
  });

  test('may say everything', () => {
    const all = {
      ...settings,
      language: 'de-AT',
      timeZone: 'America/New_York',
      portalUrl: 'https://portal.example.org/start',
      emergencyIn: { es: 'En una emergencia, llame al 911.' },
      directions: 'https://www.openstreetmap.org/search?query=',
      issuers: [
        {
          ...issuer,
          authorizationOrigins: ['https://login.example.org'],
          endpoints: { ...endpoints, revocation: 'https://login.example.org/revoke' },
          dialect: 'argonaut',
          find: 'GET',
          hold: false,
          cancel: false,
          reschedule: 'cancel-first',
          patch: 'fhirpath',
          locations: { 'Location/east': 'America/New_York', 'Location/w-1.2': 'UTC' },
        },
        { ...issuer, iss: 'https://ehr.example.org/test/fhir' },
      ],
    };
    const parsed = parseDeployment(JSON.stringify(all));
    expect(parsed).toMatchObject({ ...all, issuers: [all.issuers[0], all.issuers[1]] });
    expect(parsed.issuers).toHaveLength(2);
  });

  test.each([
    ['reschedule', 'book-first'],
    ['reschedule', 'cancel-first'],
    ['reschedule', 'atomic'],
    ['patch', 'json'],
    ['patch', 'fhirpath'],
    ['cancel', true],
    ['cancel', false],
  ])('may say of a change: %s %s', (key, value) => {
    const { issuers } = parseDeployment(JSON.stringify(withIssuer({ [key]: value })));
    expect(issuers).toMatchObject([{ [key]: value }]);
  });

  test.each([
    'http://localhost:8080/fhir',
    'http://ehr.localhost:8080/fhir',
    'http://127.0.0.1:8080/fhir',
    'http://[::1]:8080/fhir',
  ])('may name an EHR without TLS on the deployer’s own machine: %s', (iss) => {
    expect(problemsOf(withIssuer({ iss }))).toEqual([]);
  });
});

describe('settings that cannot be used are refused, and the mistake is named by its path', () => {
  const cases: readonly (readonly [string, object])[] = [
    ['hospital', { hospital: undefined }],
    ['hospital', { hospital: '  ' }],
    ['hospital', { hospital: 7 }],
    ['language', { language: 'not a language' }],
    ['language', { language: undefined }],
    ['phone.display', { phone: { href: 'tel:911' } }],
    ['phone.href', { phone: { display: '911' } }],
    ['phone.href', { phone: { display: '911', href: '911' } }],
    ['phone.href', { phone: { display: '911', href: 'javascript:alert(1)' } }],
    ['phone.href', { phone: { display: '911', href: 'tel:' } }],
    ['phone.href', { phone: { display: '911', href: 'tel:911 0' } }],
    ['phone.note', { phone: { ...settings.phone, note: 'Mon-Fri' } }],
    ['emergency', { emergency: '' }],
    ['timeZone', { timeZone: 'Nowhere/Land' }],
    ['timeZone', { timeZone: 'EST' }],
    ['timeZone', { timeZone: '-05:00' }],
    ['timeZone', { timeZone: null }],
    ['portalUrl', { portalUrl: 'http://portal.example.org' }],
    ['portalUrl', { portalUrl: 'javascript:alert(1)' }],
    ['directions', { directions: 'javascript:alert(1)//' }],
    ['emergencyIn', { emergencyIn: { 'not a tag': 'Call 911.' } }],
    ['emergencyIn.es', { emergencyIn: { es: ' ' } }],
    ['issuers', { issuers: [] }],
    ['issuers', { issuers: {} }],
    ['issuers', { issuers: undefined }],
    ['issuers[1]', { issuers: [issuer, null] }],
    ['issuers[0]', { issuers: [['iss']] }],
    ['hospitals', { hospitals: 'Albany General' }],
    ['__proto__', JSON.parse('{"__proto__":{}}') as object],
  ];
  test.each(cases)('%s: %o', (path, more) => {
    // Spread by JSON, so that __proto__ stays a key.
    const json = JSON.stringify({ ...settings, ...more });
    const text = path === '__proto__' ? json.replace('{', '{"__proto__":{},') : json;
    expect(pathsOf(text)).toEqual([path]);
  });

  const issuerCases: readonly (readonly [string, object])[] = [
    ['iss', { iss: undefined }],
    ['iss', { iss: 'ehr.example.org/fhir' }],
    ['iss', { iss: 'http://ehr.example.org/fhir' }],
    ['iss', { iss: 'http://localhost.example.org/fhir' }],
    ['iss', { iss: 'http://127.0.0.1.example.org/fhir' }],
    ['iss', { iss: 'http://10.0.0.1/fhir' }],
    ['iss', { iss: 'ftp://localhost/fhir' }],
    ['clientId', { clientId: '' }],
    ['scopes', { scopes: undefined }],
    ['scopes', { scopes: 'openid launch/patient' }],
    ['authorizationOrigins', { authorizationOrigins: 'https://login.example.org' }],
    ['authorizationOrigins[0]', { authorizationOrigins: ['http://login.example.org'] }],
    ['authorizationOrigins[1]', { authorizationOrigins: ['https://a.example.org', 7] }],
    ['authorizationOrigins[0]', { authorizationOrigins: ['https://login.example.org/authorize'] }],
    ['authorizationOrigins[0]', { authorizationOrigins: ['https://login.example.org/'] }],
    ['endpoints', { endpoints: 'https://login.example.org' }],
    ['endpoints.authorization', { endpoints: { ...endpoints, authorization: undefined } }],
    ['endpoints.token', { endpoints: { ...endpoints, token: 'http://login.example.org/token' } }],
    ['endpoints.revocation', { endpoints: { ...endpoints, revocation: 7 } }],
    ['endpoints.issuer', { endpoints: { ...endpoints, issuer: 'login.example.org' } }],
    ['endpoints.jwks', { endpoints: { ...endpoints, jwks: 'https://login.example.org/jwks' } }],
    ['dialect', { dialect: 'morse' }],
    ['find', { find: 'post' }],
    ['hold', { hold: 'yes' }],
    ['hold', { hold: null }],
    ['cancel', { cancel: 'no' }],
    ['cancel', { cancel: null }],
    ['cancel', { cancel: 0 }],
    ['reschedule', { reschedule: 'rebook' }],
    ['reschedule', { reschedule: 'Atomic' }],
    ['reschedule', { reschedule: true }],
    ['patch', { patch: 'xml' }],
    ['patch', { patch: 'application/json-patch+json' }],
    ['patch', { patch: false }],
    ['patch', { patch: null }],
    ['locations', { locations: ['Location/1'] }],
    ['locations["East"]', { locations: { East: 'America/New_York' } }],
    ['locations["Location/1"]', { locations: { 'Location/1': 'Nowhere/Land' } }],
    ['locations["Location/a/b"]', { locations: { 'Location/a/b': 'UTC' } }],
    ['clientid', { clientid: 'x' }],
    ['clientSecret', { clientSecret: 'x' }],
  ];
  test.each(issuerCases)('issuers[0].%s: %o', (path, more) => {
    expect(pathsOf(withIssuer(more))).toEqual([`issuers[0].${path}`]);
  });

  test('all of them at once, in the message too', () => {
    const wrong = { ...withIssuer({ iss: 'x', find: 'PUT' }), hospital: '', colour: 'blue' };
    const paths = ['colour', 'hospital', 'issuers[0].iss', 'issuers[0].find'];
    expect(pathsOf(wrong).toSorted()).toEqual(paths.toSorted());
    expect(() => parseDeployment(JSON.stringify(wrong))).toThrow(
      /colour: .*\n(.*\n)*- issuers\[0\]\.find: /,
    );
  });

  test.each(['null', '[]', '"settings"', '7'])('that are %s', (text) => {
    expect(pathsOf(text)).toEqual(['the settings']);
  });

  test('that are not JSON', () => {
    expect(problemsOf('{ hospital: 1 }')).toEqual([expect.stringMatching(/^not JSON: ./)]);
    expect(problemsOf('')).toEqual([expect.stringMatching(/^not JSON: ./)]);
  });

  test('without a phone, in place of which there is nothing to guess', () => {
    expect(pathsOf({ ...settings, phone: '911' })).toContain('phone');
  });
});

describe('the page', () => {
  const pageWith = (element: { textContent: string } | null) =>
    ({ getElementById: (id: string) => (id === 'deployment' ? element : null) }) as Document;

  test('carries the settings', () => {
    const page = pageWith({ textContent: `\n${JSON.stringify(settings)}\n` });
    expect(readDeployment(page).hospital).toBe('Albany General');
  });

  test('without settings says what is missing from it', () => {
    expect(() => readDeployment(pageWith(null))).toThrow(DeploymentError);
    expect(() => readDeployment(pageWith(null))).toThrow(/id="deployment"/);
  });
});
