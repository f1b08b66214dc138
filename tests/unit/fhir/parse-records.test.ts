import { describe, expect, it } from 'vitest';

import { parseContents } from '../../../src/fhir/parse/bundle.ts';
import { parseCoverage } from '../../../src/fhir/parse/coverage.ts';
import { parseLocation } from '../../../src/fhir/parse/location.ts';
import { parsePatient } from '../../../src/fhir/parse/patient.ts';
import { parsePractitioner } from '../../../src/fhir/parse/practitioner.ts';
import { base, bundle, outcome, proposal } from './wire.ts';

const patient = (json: object) =>
  parsePatient({ resourceType: 'Patient', id: 'hal', ...json }, 'Patient/hal', base);
const location = (json: object) =>
  parseLocation({ resourceType: 'Location', ...json }, 'Location/napa');
const coverage = (json: object) => parseCoverage({ resourceType: 'Coverage', id: 'plan', ...json });

describe('a patient', () => {
  it('is read as the hospital writes them', () => {
    expect(
      patient({
        name: [
          { use: 'maiden', text: 'Halley Before' },
          { use: 'nickname', given: ['Hal'] },
          { use: 'official', family: 'LastName', given: ['First', 'M'], suffix: ['Jr'] },
        ],
        birthDate: '1964-06-19',
        telecom: [
          { system: 'phone', value: '555-0101', use: 'old' },
          { system: 'phone', value: '555-0102', rank: 2 },
          { system: 'phone', value: '555-0103', rank: 1 },
          { system: 'email', value: 'hal@example.com' },
        ],
        communication: [
          { language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'en-us' }] } },
          { language: { coding: [{ code: 'es' }] }, preferred: true },
          { language: { coding: [{ code: 'not a language' }], text: 'Klingon' } },
        ],
        generalPractitioner: [{ reference: 'Practitioner/dr-y', display: 'Dr Y' }, {}],
      }),
    ).toEqual({
      id: 'hal',
      name: 'First M LastName Jr',
      birthDate: '1964-06-19',
      phone: '555-0103',
      email: 'hal@example.com',
      languages: ['es', 'en-US'],
      generalPractitioners: [{ reference: 'Practitioner/dr-y', display: 'Dr Y' }],
    });
  });

  it('may be hardly recorded at all', () => {
    expect(patient({})).toEqual({
      id: 'hal',
      name: undefined,
      birthDate: undefined,
      phone: undefined,
      email: undefined,
      languages: [],
      generalPractitioners: [],
    });
    expect(
      patient({ name: 'Hal', birthDate: 1964, telecom: 'x', communication: [null] }),
    ).toMatchObject({
      name: undefined,
      birthDate: undefined,
    });
  });

  it('is named by the whole text first, and by the usual name where there is no official one', () => {
    expect(
      patient({
        name: [
          { use: 'nickname', text: 'Hal' },
          { use: 'usual', text: 'Halley Q. Somebody' },
        ],
      }).name,
    ).toBe('Halley Q. Somebody');
    expect(patient({ name: { family: ['Somebody'], given: 'Hal' } }).name).toBe('Hal Somebody');
    expect(patient({ name: [{ use: 'old', text: 'Before' }] }).name).toBeUndefined();
  });

  it.each([
    ['1964', '1964'],
    ['1964-06', '1964-06'],
    ['1964-06-19T10:00:00Z', '1964-06-19'],
    ['19.06.1964', undefined],
  ])('born %s', (birthDate, read) => {
    expect(patient({ birthDate }).birthDate).toBe(read);
  });

  it("has doctors of this EHR; another server's are names only", () => {
    const generalPractitioner = [
      { reference: `${base}/Practitioner/dr-y` },
      { reference: 'https://ehr.example/fhir-Practitioner/dr-e' },
      { reference: 'https://other.example/fhir/Practitioner/dr-q', display: 'Dr Q' },
    ];
    expect(patient({ generalPractitioner }).generalPractitioners).toEqual([
      { reference: 'Practitioner/dr-y', display: undefined },
      { reference: undefined, display: 'Dr Q' },
    ]);
  });
});

describe('a practitioner', () => {
  it('has a name with its title', () => {
    const json = { resourceType: 'Practitioner', name: [{ family: 'Y', prefix: ['Dr'] }] };
    expect(parsePractitioner(json, 'Practitioner/dr-y')).toEqual({
      reference: 'Practitioner/dr-y',
      name: 'Dr Y',
    });
  });
});

describe('a location', () => {
  it('is read as on an envelope, with its zone', () => {
    expect(
      location({
        name: 'Napa Office',
        address: {
          line: ['1 Main St', 'Floor 2'],
          city: 'Napa',
          state: 'CA',
          postalCode: '94558',
          country: 'US',
        },
        telecom: [
          { system: 'fax', value: '1' },
          { system: 'phone', value: '555-0199' },
        ],
        extension: [
          {
            url: 'http://hl7.org/fhir/StructureDefinition/timezone',
            valueCode: 'America/Los_Angeles',
          },
        ],
      }),
    ).toEqual({
      reference: 'Location/napa',
      name: 'Napa Office',
      address: ['1 Main St', 'Floor 2', 'Napa, CA 94558'],
      phone: '555-0199',
      timeZone: 'America/Los_Angeles',
    });
  });

  it('has its phone in a contact in R5', () => {
    const telecom = [{ system: 'phone', value: '555-0199' }];
    expect(location({ contact: [{ name: [{ text: 'Desk' }] }, { telecom }] }).phone).toBe(
      '555-0199',
    );
  });

  it('may have its address in one text, or in parts, or not at all', () => {
    expect(location({ address: { text: '1 Main St\r\nNapa, CA 94558' } }).address).toEqual([
      '1 Main St',
      'Napa, CA 94558',
    ]);
    expect(location({ address: { city: 'Napa' } }).address).toEqual(['Napa']);
    expect(location({ address: { state: 'CA' } }).address).toEqual(['CA']);
    expect(location({}).address).toEqual([]);
  });

  it.each(['Mars/Olympus', '+05:00', '', 5, undefined])('the zone %s is none', (valueCode) => {
    const extension = [{ url: 'http://hl7.org/fhir/StructureDefinition/timezone', valueCode }];
    expect(location({ extension }).timeZone).toBeUndefined();
  });
});

describe('a coverage', () => {
  it('is read in the profile of the guide', () => {
    expect(
      coverage({
        status: 'active',
        period: { start: '2016-01-01' },
        payor: [{ display: 'Beacon Mutual' }],
        grouping: { plan: '1FZQ', planDisplay: 'Bronze 60' },
      }),
    ).toEqual({
      id: 'plan',
      plan: 'Bronze 60',
      payer: 'Beacon Mutual',
      status: 'active',
      start: '2016-01-01',
      end: undefined,
    });
  });

  const planned = (value: unknown, name?: string) => ({
    class: [
      { type: { coding: [{ code: 'group' }] }, value: 'G7', name: 'Employees' },
      { type: { coding: [{ code: 'plan' }] }, value, name },
    ],
  });
  it.each<[string, object, string]>([
    ['in a class with a name', planned('1FZQ', 'Bronze 60'), 'Bronze 60'],
    ['in a class without (R4)', planned('1FZQ'), '1FZQ'],
    ['in a class without (R5)', planned({ value: '1FZQ' }), '1FZQ'],
  ])('has its plan %s', (_, json, plan) => {
    expect(coverage({ ...json, type: { text: 'Medicare' } })?.plan).toBe(plan);
  });

  it('has one insurer in R5', () => {
    expect(coverage({ insurer: { display: 'Beacon Mutual' } })?.payer).toBe('Beacon Mutual');
  });

  it('gives its kind where it names no plan', () => {
    expect(coverage({ type: { text: 'Medicare' }, status: 'valid' })).toMatchObject({
      plan: 'Medicare',
      status: 'unknown',
    });
  });

  it('without identity is none', () => {
    expect(coverage({ id: undefined })).toBeUndefined();
  });
});

describe('an envelope', () => {
  const kept = (json: unknown) => parseContents(json).resources.map(({ id }) => id);

  it.each([
    ['a Bundle', bundle([proposal])],
    [
      'Parameters with the Bundle as return',
      { resourceType: 'Parameters', parameter: [{ name: 'return', resource: bundle([proposal]) }] },
    ],
    [
      'Parameters with the resource',
      { resourceType: 'Parameters', parameter: [{ name: 'appointment', resource: proposal }] },
    ],
    [
      'Parameters in parts',
      {
        resourceType: 'Parameters',
        parameter: [{ name: 'return', part: [{ name: 'appointment', resource: proposal }] }],
      },
    ],
    ['nothing around it', proposal],
    ['a Bundle whose entry is no list', { resourceType: 'Bundle', entry: { resource: proposal } }],
  ])('%s is opened', (_, json) => {
    expect(kept(json)).toEqual(['open-1']);
  });

  it('outcomes become notices, and neither they nor included resources count as found', () => {
    const json = {
      resourceType: 'Bundle',
      total: 9,
      entry: [
        { resource: proposal },
        { resource: { resourceType: 'Location', id: 'napa' }, search: { mode: 'include' } },
        {
          resource: outcome('informational', 'All good', 'information'),
          search: { mode: 'outcome' },
        },
        { resource: outcome('value', 'Filter ignored', 'warning') },
        { response: { status: '201', outcome: outcome('processing', 'Created', 'information') } },
        { response: { status: '201' } },
      ],
    };
    expect(kept(json)).toEqual(['open-1']);
    expect(parseContents(json)).toMatchObject({
      broken: 0,
      included: [{ resourceType: 'Location', id: 'napa' }],
      notices: [{ text: 'All good' }, { text: 'Filter ignored' }, { text: 'Created' }],
    });
  });

  it('entries that are no resource are counted', () => {
    const json = {
      resourceType: 'Bundle',
      entry: [
        null,
        {},
        'x',
        { resource: 5 },
        { resource: { id: 'nameless' } },
        { resource: proposal },
      ],
    };
    expect(parseContents(json)).toMatchObject({ broken: 5, resources: [proposal] });
  });

  it.each([
    { resourceType: 'Bundle' },
    { resourceType: 'Bundle', entry: [] },
    { resourceType: 'Bundle', entry: null },
  ])('%j is empty and whole', (json) => {
    expect(parseContents(json)).toEqual({
      resources: [],
      included: [],
      notices: [],
      next: undefined,
      broken: 0,
    });
  });

  it('the next link is kept as written', () => {
    const url = `${base}?_getpages=a%2Bb%20c&x=1 2`;
    expect(parseContents(bundle([], url)).next).toBe(url);
    expect(parseContents({ resourceType: 'Bundle', link: { relation: 'next', url } }).next).toBe(
      url,
    );
    expect(
      parseContents({
        resourceType: 'Bundle',
        link: [{ relation: 'next' }, { relation: 'self', url }],
      }).next,
    ).toBeUndefined();
  });

  it('without end is not opened for ever', () => {
    let nested: object = proposal;
    for (let depth = 0; depth < 1_000; depth += 1) nested = bundle([nested]);
    expect(parseContents(nested)).toMatchObject({ resources: [], broken: 1 });
  });

  it('a notice prefers the words for people, and none is endless', () => {
    const issue = [
      { severity: 'fatal', code: 'not-found', details: { text: 'Gone' }, diagnostics: 'stack' },
      {
        severity: 'error',
        code: 'conflict',
        details: { coding: [{ code: '59144', display: 'Taken' }] },
      },
      { severity: 'error', code: 'exception', diagnostics: 'x'.repeat(9_000) },
      { severity: 'success', code: 'success' },
      {},
    ];
    const { notices } = parseContents({ resourceType: 'OperationOutcome', issue });
    expect(
      notices.map(({ severity, code, text }) => [severity, code, text?.slice(0, 5), text?.length]),
    ).toEqual([
      ['fatal', 'not-found', 'Gone', 4],
      ['error', 'conflict', 'Taken', 5],
      ['error', 'exception', 'xxxxx', 500],
      ['information', 'success', undefined, undefined],
      ['error', 'processing', undefined, undefined],
    ]);
  });
});
