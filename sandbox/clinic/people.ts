import type * as fhir3 from 'fhir/r3';
import { TZDate } from '@date-fns/tz';
import { addMonths, endOfMonth, format, startOfYear } from 'date-fns';
import type { Stored } from '../database/resources.ts';

/** Somebody who can sign in to the portal. Invented, like everybody here. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly given: readonly string[];
  readonly family: string;
  readonly gender: 'female' | 'male' | 'other';
  readonly birthDate: string;
  readonly phone: string | undefined;
  readonly email: string | undefined;
  readonly address: fhir3.Address;
  readonly recordNumber: string;
  readonly language: string;
  readonly generalPractitioner: string | undefined;
  readonly coverage: 'active' | 'ended' | undefined;
}

export const people: readonly Person[] = [
  {
    id: 'maria-alvarez',
    name: 'Maria Alvarez',
    description:
      'Has a primary care doctor (Dr. Mateo Quintanar), insurance, and one visit coming up.',
    given: ['Maria', 'Elena'],
    family: 'Alvarez',
    gender: 'female',
    birthDate: '1984-03-17',
    phone: '+1-480-555-0133',
    email: 'maria.alvarez@mail.example',
    address: {
      use: 'home',
      line: ['918 Palo Brea Lane'],
      city: 'Tempe',
      state: 'AZ',
      postalCode: '85282',
      country: 'US',
    },
    recordNumber: 'LV-100284',
    language: 'en',
    generalPractitioner: 'mateo-quintanar',
    coverage: 'active',
  },
  {
    id: 'noor-lindgren',
    name: 'Noor Lindgren',
    description: 'New here: no primary care doctor and no visits yet.',
    given: ['Noor'],
    family: 'Lindgren',
    gender: 'female',
    birthDate: '1999-11-02',
    phone: undefined,
    email: 'noor.lindgren@mail.example',
    address: {
      use: 'home',
      line: ['5 Cobblers Row'],
      city: 'Portland',
      state: 'ME',
      postalCode: '04102',
      country: 'US',
    },
    recordNumber: 'LV-104417',
    language: 'en',
    generalPractitioner: undefined,
    coverage: undefined,
  },
  {
    id: 'ruth-okafor',
    name: 'Ruth Okafor',
    description:
      'Comes often, mostly to Dr. Naomi Castellane; three visits ahead, of which the clinic cancelled one.',
    given: ['Ruth'],
    family: 'Okafor',
    gender: 'female',
    birthDate: '1951-06-29',
    phone: '+1-207-555-0186',
    email: undefined,
    address: {
      use: 'home',
      line: ['77 Breakwater Street', 'Apt 4'],
      city: 'South Portland',
      state: 'ME',
      postalCode: '04106',
      country: 'US',
    },
    recordNumber: 'LV-088120',
    language: 'en',
    generalPractitioner: undefined,
    coverage: 'active',
  },
  {
    id: 'walter-dufresne',
    name: 'Walter Dufresne',
    description: 'Has a primary care doctor (Dr. Lena Brandvold); his insurance ended last month.',
    given: ['Walter', 'J'],
    family: 'Dufresne',
    gender: 'male',
    birthDate: '1968-09-08',
    phone: '+1-608-555-0121',
    email: 'walter.dufresne@mail.example',
    address: {
      use: 'home',
      line: ['1402 Sedge Avenue'],
      city: 'Madison',
      state: 'WI',
      postalCode: '53711',
      country: 'US',
    },
    recordNumber: 'LV-095533',
    language: 'en',
    generalPractitioner: 'lena-brandvold',
    coverage: 'ended',
  },
  {
    id: 'lucia-herrera',
    name: 'Lucía Herrera Peña',
    description: 'Would rather read Spanish. Has a primary care doctor (Dr. Naomi Castellane).',
    given: ['Lucía'],
    family: 'Herrera Peña',
    gender: 'female',
    birthDate: '1947-01-23',
    phone: '+1-207-555-0164',
    email: undefined,
    address: {
      use: 'home',
      line: ['30 Cannery Wharf'],
      city: 'Portland',
      state: 'ME',
      postalCode: '04101',
      country: 'US',
    },
    recordNumber: 'LV-091756',
    language: 'es',
    generalPractitioner: 'naomi-castellane',
    coverage: 'active',
  },
  {
    id: 'samir-haddad',
    name: 'Samir Haddad',
    description: 'Would rather read Arabic. Has a primary care doctor (Dr. Mateo Quintanar).',
    given: ['Samir'],
    family: 'Haddad',
    gender: 'male',
    birthDate: '1972-05-14',
    phone: '+1-480-555-0171',
    email: 'samir.haddad@mail.example',
    address: {
      use: 'home',
      line: ['2207 Ironwood Court'],
      city: 'Mesa',
      state: 'AZ',
      postalCode: '85201',
      country: 'US',
    },
    recordNumber: 'LV-106902',
    language: 'ar',
    generalPractitioner: 'mateo-quintanar',
    coverage: 'active',
  },
];

export function patientResource(
  person: Person,
  practitionerName: string | undefined,
): Stored<fhir3.Patient> {
  return {
    resourceType: 'Patient',
    id: person.id,
    meta: { profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient'] },
    identifier: [
      {
        use: 'usual',
        type: {
          coding: [{ system: 'http://hl7.org/fhir/v2/0203', code: 'MR' }],
          text: 'Medical record number',
        },
        system: 'https://larkspurvalley.example/mrn',
        value: person.recordNumber,
      },
    ],
    active: true,
    name: [{ use: 'official', text: person.name, family: person.family, given: [...person.given] }],
    telecom: [
      ...(person.phone ? [{ system: 'phone', value: person.phone, use: 'mobile' }] : []),
      ...(person.email ? [{ system: 'email', value: person.email }] : []),
    ],
    gender: person.gender,
    birthDate: person.birthDate,
    address: [person.address],
    communication: [
      {
        language: {
          coding: [{ system: 'urn:ietf:bcp:47', code: person.language }],
          text:
            new Intl.DisplayNames('en', { type: 'language' }).of(person.language) ??
            person.language,
        },
        preferred: true,
      },
    ],
    ...(person.generalPractitioner
      ? {
          generalPractitioner: [
            {
              reference: `Practitioner/${person.generalPractitioner}`,
              ...(practitionerName ? { display: practitionerName } : {}),
            },
          ],
        }
      : {}),
    managingOrganization: { reference: 'Organization/larkspur-valley' },
  };
}

/** A plan for the person, in the guide's profile; `ended` means that it ran out with the last month. */
export function coverageResource(person: Person, now: number): Stored<fhir3.Coverage> | undefined {
  if (!person.coverage) return undefined;
  const today = new TZDate(now, 'UTC');
  const start = format(startOfYear(addMonths(today, -14)), 'yyyy-MM-dd');
  const end = format(
    endOfMonth(addMonths(today, person.coverage === 'ended' ? -1 : 13)),
    'yyyy-MM-dd',
  );
  const patient = { reference: `Patient/${person.id}`, display: person.name };
  return {
    resourceType: 'Coverage',
    id: `${person.id}-plan`,
    meta: {
      profile: ['http://fhir.org/guides/argonaut-scheduling/StructureDefinition/argo-coverage'],
    },
    identifier: [
      {
        system: 'https://beaconmutual.example/members',
        value: `BM${person.recordNumber.slice(3)}`,
      },
    ],
    status: 'active',
    type: {
      coding: [
        {
          system: 'http://hl7.org/fhir/v3/ActCode',
          code: 'HIP',
          display: 'health insurance plan policy',
        },
      ],
    },
    subscriber: patient,
    subscriberId: `BM${person.recordNumber.slice(3)}`,
    beneficiary: patient,
    relationship: {
      coding: [
        { system: 'http://hl7.org/fhir/policyholder-relationship', code: 'self', display: 'Self' },
      ],
    },
    period: { start, end },
    payor: [{ display: 'Beacon Mutual' }],
    grouping: { plan: 'BM-PPO-40', planDisplay: 'Beacon Mutual Choice PPO' },
  };
}
