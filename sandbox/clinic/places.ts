import type * as fhir3 from 'fhir/r3';
import { specialties, specialtyConcept, timezoneExtension } from './codes.ts';
import type { Stored } from '../database/resources.ts';

const site = 'https://larkspurvalley.example';

/** Where visits take place. Three time zones, one of which (Phoenix) never changes its clocks. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly phone: string;
  readonly address: fhir3.Address | undefined;
  /** The site whose clinicians see patients here by video. */
  readonly videoOf?: string;
}

export const places: readonly Place[] = [
  {
    id: 'harborview',
    name: 'Larkspur Harborview Clinic',
    zone: 'America/New_York',
    phone: '+1-207-555-0140',
    address: {
      use: 'work',
      line: ['210 Quayside Avenue'],
      city: 'Portland',
      state: 'ME',
      postalCode: '04101',
      country: 'US',
    },
  },
  {
    id: 'prairie-junction',
    name: 'Larkspur Prairie Junction',
    zone: 'America/Chicago',
    phone: '+1-608-555-0162',
    address: {
      use: 'work',
      line: ['48 Foundry Street', 'Floor 2'],
      city: 'Madison',
      state: 'WI',
      postalCode: '53703',
      country: 'US',
    },
  },
  {
    id: 'ocotillo',
    name: 'Larkspur Ocotillo Center',
    zone: 'America/Phoenix',
    phone: '+1-480-555-0119',
    address: {
      use: 'work',
      line: ['3300 East Juniper Road'],
      city: 'Tempe',
      state: 'AZ',
      postalCode: '85281',
      country: 'US',
    },
  },
  {
    id: 'harborview-video',
    name: 'Video visit',
    zone: 'America/New_York',
    phone: '+1-207-555-0140',
    address: undefined,
    videoOf: 'harborview',
  },
  {
    id: 'ocotillo-video',
    name: 'Video visit',
    zone: 'America/Phoenix',
    phone: '+1-480-555-0119',
    address: undefined,
    videoOf: 'ocotillo',
  },
];

export const organizations = {
  'larkspur-valley': {
    name: 'Larkspur Valley Health',
    phone: '+1-207-555-0100',
    partOf: undefined,
  },
  'saguaro-eye': {
    name: 'Saguaro Eye Partners',
    phone: '+1-480-555-0177',
    partOf: 'larkspur-valley',
  },
} as const;

export type OrganizationId = keyof typeof organizations;

/** An organization and every one that is part of it. */
export function withParts(organization: string): string[] {
  const parts = Object.entries(organizations).filter(([, { partOf }]) => partOf === organization);
  return [organization, ...parts.map(([id]) => id)];
}

export function placeResources(): Stored[] {
  return [...organizationResources(), ...places.map(location), ...serviceResources()];
}

function location(place: Place): Stored<fhir3.Location> {
  const virtual = place.videoOf !== undefined;
  return {
    resourceType: 'Location',
    id: place.id,
    extension: [{ url: timezoneExtension, valueCode: place.zone }],
    status: 'active',
    name: place.name,
    mode: 'instance',
    telecom: [{ system: 'phone', value: place.phone, use: 'work' }],
    managingOrganization: {
      reference: 'Organization/larkspur-valley',
      display: organizations['larkspur-valley'].name,
    },
    // The STU3 example codes know no virtual place, and the binding lets a clinic use its own.
    physicalType: virtual
      ? {
          coding: [
            { system: `${site}/fhir/location-physical-type`, code: 'virtual', display: 'Virtual' },
          ],
          text: 'Virtual',
        }
      : {
          coding: [
            {
              system: 'http://hl7.org/fhir/location-physical-type',
              code: 'bu',
              display: 'Building',
            },
          ],
        },
    ...(place.address ? { address: place.address } : {}),
    ...(place.videoOf ? { partOf: { reference: `Location/${place.videoOf}` } } : {}),
  };
}

function organizationResources(): Stored<fhir3.Organization>[] {
  return Object.entries(organizations).map(([id, { name, phone, partOf }]) => ({
    resourceType: 'Organization',
    id,
    active: true,
    type: [
      {
        coding: [
          {
            system: 'http://hl7.org/fhir/organization-type',
            code: 'prov',
            display: 'Healthcare Provider',
          },
        ],
      },
    ],
    name,
    telecom: [{ system: 'phone', value: phone, use: 'work' }],
    ...(partOf ? { partOf: { reference: `Organization/${partOf}` } } : {}),
  }));
}

function serviceResources(): Stored<fhir3.HealthcareService>[] {
  const common = {
    resourceType: 'HealthcareService',
    active: true,
    providedBy: { reference: 'Organization/larkspur-valley' },
    appointmentRequired: true,
  } as const;
  const bySpecialty = Object.entries(specialties).map(([code, name]) => ({
    ...common,
    id: name.toLowerCase().replaceAll(' ', '-'),
    specialty: [specialtyConcept(code)],
    name,
  }));
  const video: Stored<fhir3.HealthcareService> = {
    ...common,
    id: 'video-visits',
    name: 'Video visits',
    comment:
      'The clinician sees you by video. The link is in your portal 15 minutes before the visit.',
    location: places
      .filter((place) => place.videoOf)
      .map((place) => ({ reference: `Location/${place.id}`, display: place.name })),
    characteristic: [
      {
        coding: [{ system: `${site}/fhir/service-mode`, code: 'virtual', display: 'Virtual' }],
        text: 'Virtual',
      },
    ],
  };
  return [...bySpecialty, video];
}
