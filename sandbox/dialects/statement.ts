import type { Server } from '../fhir/call.ts';
import { capabilityStatement } from '../fhir/metadata.ts';
import { commonRecords } from './dialect-app.ts';
import type { Json } from './versions.ts';

export interface Declared {
  /** The name of the product. */
  readonly software: string;
  /** That of R4 unless said. */
  readonly fhirVersion?: string;
  readonly patchFormats?: readonly string[];
  /** What can be asked of the whole system, such as `transaction`. */
  readonly system?: readonly string[];
  /** Whatever is not just read and searched as in plain FHIR. */
  readonly types: Readonly<Record<string, DeclaredType>>;
  /** What is; all records that dialects have in common unless said. */
  readonly records?: readonly string[];
}

interface DeclaredType {
  /** Reading and searching unless said. */
  readonly interactions?: readonly string[];
  /** Types of search parameters by their names. */
  readonly searches?: Readonly<Record<string, string>>;
  /** Canonicals of operations by their names. */
  readonly operations?: Readonly<Record<string, string>>;
}

const readable = ['read', 'search-type'];
const codes = (names: readonly string[]): readonly Json[] => names.map((code) => ({ code }));

/** What a server of a dialect says of itself. */
export function statementOf(
  server: Server,
  {
    software,
    fhirVersion = '4.0.1',
    patchFormats,
    system,
    types,
    records = commonRecords,
  }: Declared,
): Json {
  const { date, publisher, implementation, rest = [] } = capabilityStatement(server);
  const [{ security, resource = [] } = {}] = rest;
  const plain = resource.filter(
    ({ type }) => records.includes(type) && !Object.hasOwn(types, type),
  );
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date,
    publisher,
    kind: 'instance',
    software: { name: software, version: '1.0.0' },
    implementation,
    fhirVersion,
    // An element that later versions no longer have.
    ...(fhirVersion.startsWith('3') ? { acceptUnknown: 'no' } : {}),
    format: ['application/fhir+json'],
    ...(patchFormats ? { patchFormat: patchFormats } : {}),
    rest: [
      {
        mode: 'server',
        security,
        ...(system ? { interaction: codes(system) } : {}),
        resource: [
          ...Object.entries(types).map(resourceOf),
          ...plain.map(({ type, searchInclude, searchParam }) => ({
            type,
            interaction: codes(readable),
            ...(searchInclude ? { searchInclude } : {}),
            ...(searchParam ? { searchParam } : {}),
          })),
        ],
      },
    ],
  };
}

function resourceOf([type, declared]: readonly [string, DeclaredType]): Json {
  const { interactions = readable, searches = {}, operations = {} } = declared;
  const searchParam = Object.entries(searches).map(([name, kind]) => ({ name, type: kind }));
  const operation = Object.entries(operations).map(([name, definition]) => ({ name, definition }));
  return {
    type,
    interaction: codes(interactions),
    ...(searchParam.length > 0 ? { searchParam } : {}),
    ...(operation.length > 0 ? { operation } : {}),
  };
}
