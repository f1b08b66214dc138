import type { Server } from '../fhir/call.ts';
import { capabilityStatement } from '../fhir/metadata.ts';
import { commonRecords } from './dialect-app.ts';
import type { Json } from './versions.ts';

export interface Declared {
  /** The name of the product. */
  readonly software: string;
  /** Of Appointment; all else is read and searched as in plain FHIR. */
  readonly interactions: readonly string[];
  readonly searches: Readonly<Record<string, string>>;
  /** Operations on Appointment: their canonicals by their names. */
  readonly operations: Readonly<Record<string, string>>;
  readonly patchFormats?: readonly string[];
}

/** What a server of a dialect in FHIR R4 says of itself. */
export function r4Statement(server: Server, declared: Declared): Json {
  const { date, publisher, implementation, rest = [] } = capabilityStatement(server);
  const [{ security, resource = [] } = {}] = rest;
  const patchFormat = declared.patchFormats;
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date,
    publisher,
    kind: 'instance',
    software: { name: declared.software, version: '1.0.0' },
    implementation,
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    ...(patchFormat ? { patchFormat } : {}),
    rest: [
      {
        mode: 'server',
        security,
        resource: [
          {
            type: 'Appointment',
            interaction: declared.interactions.map((code) => ({ code })),
            searchParam: Object.entries(declared.searches).map(([name, type]) => ({ name, type })),
            operation: Object.entries(declared.operations).map(([name, definition]) => ({
              name,
              definition,
            })),
          },
          ...resource
            .filter(({ type }) => commonRecords.includes(type))
            .map(({ type, searchInclude, searchParam }) => ({
              type,
              interaction: [{ code: 'read' }, { code: 'search-type' }],
              ...(searchInclude ? { searchInclude } : {}),
              ...(searchParam ? { searchParam } : {}),
            })),
        ],
      },
    ],
  };
}
