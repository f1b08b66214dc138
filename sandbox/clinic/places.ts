import type * as fhir3 from 'fhir/r3';
import { timezoneExtension, type VisitMode } from './codes.ts';
import type { Stored } from '../database/resources.ts';

export const site = 'https://larkspurvalley.example';

/** Where visits take place. Three time zones, one of which (Phoenix) never changes its clocks. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly phone: string;
  readonly address: fhir3.Address | undefined;
  /** Nowhere to go to: the clinicians of a site see patients from afar. */
  readonly remote?: { readonly mode: Exclude<VisitMode, 'in-person'>; readonly of: string };
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
    remote: { mode: 'video', of: 'harborview' },
  },
  {
    id: 'ocotillo-video',
    name: 'Video visit',
    zone: 'America/Phoenix',
    phone: '+1-480-555-0119',
    address: undefined,
    remote: { mode: 'video', of: 'ocotillo' },
  },
  {
    id: 'harborview-phone',
    name: 'Phone visit',
    zone: 'America/New_York',
    phone: '+1-207-555-0140',
    address: undefined,
    remote: { mode: 'phone', of: 'harborview' },
  },
];

/** How patients are seen at a place. */
export function modeOf(location: string): VisitMode {
  return places.find(({ id }) => id === location)?.remote?.mode ?? 'in-person';
}

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
  return [...organizationResources(), ...places.map(location)];
}

function location(place: Place): Stored<fhir3.Location> {
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
    physicalType: place.remote
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
    ...(place.remote ? { partOf: { reference: `Location/${place.remote.of}` } } : {}),
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
