import { describe, expect, it } from 'vitest';

import { baseBeside, baseOf, onOrigin, underBase } from '../../../src/fhir/base.ts';
import { base } from './wire.ts';

describe('what lies under the FHIR base', () => {
  it.each([
    ['a relative URL', 'Patient/1', `${base}/Patient/1`],
    ['an operation', 'Appointment/$find?_count=3', `${base}/Appointment/$find?_count=3`],
    [
      'the base itself with a query, as some servers write next links',
      `${base}?_getpages=a1`,
      `${base}?_getpages=a1`,
    ],
    ['an absolute URL below it', `${base}/Appointment?page=2`, `${base}/Appointment?page=2`],
    ['the default port written out', 'https://ehr.example:443/fhir/Patient/1', `${base}/Patient/1`],
    [
      'a query that is opaque',
      `${base}/Appointment?s=..%2F..%252e&b=\\`,
      `${base}/Appointment?s=..%2F..%252e&b=\\`,
    ],
    ['a fragment, which is never sent', `${base}/Patient/1#name`, `${base}/Patient/1`],
  ])('%s is under it', (_, url, whole) => {
    expect(underBase(base, url)).toBe(whole);
  });

  it.each([
    ['another host', 'https://evil.example/fhir/Patient/1'],
    ['a host that begins alike', 'https://ehr.example.evil.example/fhir/Patient/1'],
    ['another port', 'https://ehr.example:8443/fhir/Patient/1'],
    ['http instead of https', 'http://ehr.example/fhir/Patient/1'],
    ['another scheme', 'data:application/json,{}'],
    ['a URL without a scheme', '//evil.example/fhir/Patient/1'],
    ['a sibling whose name begins alike', 'https://ehr.example/fhir-evil/Patient/1'],
    ['the server above the base', 'https://ehr.example/admin'],
    ['a path from the root', '/admin'],
    ['a name before the host', 'https://ehr.example@evil.example/fhir/Patient/1'],
    ['a user name', 'https://someone@ehr.example/fhir/Patient/1'],
    ['a password', 'https://someone:secret@ehr.example/fhir/Patient/1'],
    ['dots that climb', `${base}/../admin`],
    ['dots that climb out and in again', `${base}/../fhir/Patient/1`],
    ['encoded dots', `${base}/%2e%2e/admin`],
    ['half encoded dots', `${base}/.%2E/admin`],
    ['dots encoded twice', `${base}/%252e%252e/admin`],
    ['an encoded slash', `${base}/..%2fadmin`],
    ['a backslash', `${base}\\..\\admin`],
    ['an encoded backslash', `${base}/..%5cadmin`],
    ['an id that climbs', 'Patient/..'],
    ['no URL at all', 'https://'],
  ])('%s is not', (_, url) => {
    expect(underBase(base, url)).toBeUndefined();
  });

  it('a slash at the end of iss changes nothing', () => {
    expect(underBase(baseOf(`${base}/`), 'Patient/1')).toBe(`${base}/Patient/1`);
  });

  it('a base that is a whole host admits all of that host and no other', () => {
    expect(underBase('https://ehr.example', 'https://ehr.example/Patient/1')).toBe(
      'https://ehr.example/Patient/1',
    );
    expect(
      underBase('https://ehr.example', 'https://ehr.example.evil.example/Patient/1'),
    ).toBeUndefined();
  });
});

describe('the base beside it', () => {
  const beside = (iss: string) => baseBeside(iss, 'R4', 'STU3');

  it.each([
    ['https://ehr.example/api/FHIR/R4', 'https://ehr.example/api/FHIR/STU3'],
    ['https://ehr.example:8443/R4', 'https://ehr.example:8443/STU3'],
    ['https://ehr.example/R4/api/R4', 'https://ehr.example/R4/api/STU3'],
  ])('of %s is %s', (iss, other) => {
    expect(beside(iss)).toBe(other);
  });

  it.each([
    'https://ehr.example/api/FHIR/STU3',
    'https://ehr.example/api/FHIR/XR4',
    'https://ehr.example/R4/fhir',
    'https://ehr.example',
    'https://R4',
  ])('of %s is itself', (iss) => {
    expect(beside(iss)).toBe(iss);
  });

  it('is never of another origin', () => {
    for (const iss of [
      'https://r4/R4',
      'https://ehr.example//R4',
      'https://ehr.example//evil.example/R4',
    ])
      expect(new URL(beside(iss)).origin).toBe(new URL(iss).origin);
  });
});

describe('what is of the origin of the FHIR base, and asked for without a token', () => {
  it.each([
    ['open/slots.ndjson', `${base}/open/slots.ndjson`],
    ['/open/slots.ndjson', 'https://ehr.example/open/slots.ndjson'],
    [
      'https://ehr.example/open/slots.ndjson?week=1',
      'https://ehr.example/open/slots.ndjson?week=1',
    ],
  ])('%s', (url, whole) => {
    expect(onOrigin(base, url)).toBe(whole);
  });

  it.each([
    'https://evil.example/slots.ndjson',
    'https://ehr.example.evil.example/slots.ndjson',
    'http://ehr.example/slots.ndjson',
    'https://ehr.example:8443/slots.ndjson',
    '//evil.example/slots.ndjson',
    'https://someone@ehr.example/slots.ndjson',
    'data:text/plain,x',
    'https://',
  ])('is not %s', (url) => {
    expect(onOrigin(base, url)).toBeUndefined();
  });
});
