import type * as fhir3 from 'fhir/r3';
import type { PatchFormat } from '../types.ts';
import type { Server } from './call.ts';
import {
  directoryIncludes,
  directoryParameters,
  directoryTypes,
  type DirectoryType,
} from './directory-parameters.ts';
import { recordParameters } from './records.ts';

const guide = 'http://fhir.org/guides/argonaut-scheduling';
/** Of the patient's own records; a name that is not here is that of a reference. */
const parameterTypes: Readonly<Record<string, string>> = {
  _id: 'token',
  identifier: 'token',
  status: 'token',
  gender: 'token',
  date: 'date',
  birthdate: 'date',
  family: 'string',
  given: 'string',
};

const patchTypes: Readonly<Record<PatchFormat, string>> = {
  json: 'application/json-patch+json',
  fhirpath: 'application/fhirpath-patch+fhirpath',
  xml: 'application/xml-patch+xml',
};

/** Everything that this server does, and nothing else, unless the clinic's rules have it declare more. */
export function capabilityStatement(server: Server): fhir3.CapabilityStatement {
  const { patchFormats } = server.rules;
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-01-01',
    publisher: 'Larkspur Valley Health (sandbox)',
    kind: 'instance',
    software: { name: 'Larkspur sandbox EHR', version: '1.0.0' },
    implementation: { description: 'A sandbox with invented patients', url: server.base },
    fhirVersion: '3.0.1',
    acceptUnknown: 'no',
    format: ['application/fhir+json'],
    ...(patchFormats.length ? { patchFormat: patchFormats.map((each) => patchTypes[each]) } : {}),
    implementationGuide: [`${guide}/ImplementationGuide/ig`],
    rest: [
      {
        mode: 'server',
        security: security(server),
        resource: [
          resource(
            'Appointment',
            ['read', 'search-type', ...(patchFormats.length ? ['patch'] : [])],
            ['_id', 'patient', 'status', 'date', 'practitioner'],
            'argo-appt',
          ),
          resource('Slot', ['read'], [], 'prefetch-slot'),
          resource('Patient', ['read', 'search-type', 'create'], recordParameters('Patient')),
          {
            ...resource(
              'Coverage',
              ['read', 'search-type', 'create', 'update'],
              recordParameters('Coverage'),
              'argo-coverage',
            ),
            updateCreate: true,
          },
          resource('Subscription', ['read', 'create', 'delete'], []),
          ...directoryTypes.map(directoryResource),
        ],
        operation: [
          operation('find', 'appointment-find'),
          operation('hold', 'appointment-hold'),
          operation('book', 'appointment-book'),
          operation('prefetch', 'slot-prefetch'),
        ],
      },
    ],
  };
}

function security({ advertise }: Server): fhir3.CapabilityStatementRestSecurity {
  return {
    ...(advertise
      ? {
          extension: [
            {
              url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
              extension: [
                { url: 'authorize', valueUri: advertise.authorize },
                { url: 'token', valueUri: advertise.token },
              ],
            },
          ],
        }
      : {}),
    cors: true,
    service: [
      {
        coding: [{ system: 'http://hl7.org/fhir/restful-security-service', code: 'SMART-on-FHIR' }],
        text: 'OAuth2 using SMART-on-FHIR',
      },
    ],
  };
}

function resource(
  type: string,
  interactions: readonly string[],
  parameters: readonly string[],
  profile?: string,
): fhir3.CapabilityStatementRestResource {
  return {
    type,
    ...(profile ? { profile: { reference: `${guide}/StructureDefinition/${profile}` } } : {}),
    interaction: interactions.map((code) => ({ code })),
    versioning: 'versioned',
    readHistory: false,
    ...(parameters.length
      ? {
          searchParam: parameters.map((name) => ({
            name,
            type: parameterTypes[name] ?? 'reference',
          })),
        }
      : {}),
  };
}

function directoryResource(type: DirectoryType): fhir3.CapabilityStatementRestResource {
  const searchInclude = Object.keys(directoryIncludes(type));
  return {
    ...resource(type, ['read', 'search-type'], []),
    ...(searchInclude.length ? { searchInclude } : {}),
    searchParam: directoryParameters(type),
  };
}

function operation(name: string, definition: string): fhir3.CapabilityStatementRestOperation {
  return { name, definition: { reference: `${guide}/OperationDefinition/${definition}` } };
}
