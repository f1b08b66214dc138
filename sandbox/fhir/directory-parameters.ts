import type { Call } from './call.ts';
import { readDateRange, type SearchInput } from './search.ts';

export type DirectoryType =
  | 'Practitioner'
  | 'PractitionerRole'
  | 'Location'
  | 'Organization'
  | 'HealthcareService'
  | 'Schedule';

/** One search parameter: its FHIR type, and where in the resource it looks, as a JSON path in the database. */
interface Parameter {
  readonly type: 'token' | 'string' | 'reference' | 'date';
  readonly path: string;
  /** Of a reference that can be to one type only: then the id alone will do. */
  readonly to?: string;
}

const token = (path: string): Parameter => ({ type: 'token', path });
const concept = (element: string): Parameter => token(`$.${element}[*].coding[*]`);
const string = (path: string): Parameter => ({ type: 'string', path });
const reference = (path: string, to?: string): Parameter => ({
  type: 'reference',
  path: `$.${path}.reference`,
  ...(to === undefined ? {} : { to }),
});

const parameters: Readonly<Record<DirectoryType, Readonly<Record<string, Parameter>>>> = {
  Practitioner: {
    _id: token('$.id'),
    active: token('$.active'),
    family: string('$.name[*].family'),
    given: string('$.name[*].given[*]'),
  },
  PractitionerRole: {
    _id: token('$.id'),
    active: token('$.active'),
    practitioner: reference('practitioner', 'Practitioner'),
    organization: reference('organization', 'Organization'),
    location: reference('location[*]', 'Location'),
    service: reference('healthcareService[*]', 'HealthcareService'),
    specialty: concept('specialty'),
  },
  Location: {
    _id: token('$.id'),
    status: token('$.status'),
    name: string('$.name'),
    // Every string of the address, the lines one by one; its `use` is a code.
    address: string('$.address.keyvalue() ? (@.key != "use").value[*]'),
    'address-city': string('$.address.city'),
    'address-state': string('$.address.state'),
    'address-postalcode': string('$.address.postalCode'),
    partof: reference('partOf', 'Location'),
  },
  Organization: {
    _id: token('$.id'),
    name: string('$.name'),
    partof: reference('partOf', 'Organization'),
  },
  HealthcareService: {
    _id: token('$.id'),
    active: token('$.active'),
    name: string('$.name'),
    location: reference('location[*]', 'Location'),
    organization: reference('providedBy', 'Organization'),
    type: concept('type'),
    // STU3 has no such parameter yet; servers have it all the same, and R4 does.
    specialty: concept('specialty'),
  },
  Schedule: {
    _id: token('$.id'),
    active: token('$.active'),
    actor: reference('actor[*]'),
    type: concept('serviceType'),
    date: { type: 'date', path: '$.planningHorizon' },
  },
};

/** What can be sent along with the matches: the element, and the type that it refers to. */
const includes: Readonly<
  Partial<Record<DirectoryType, Readonly<Record<string, { element: string; type: DirectoryType }>>>>
> = {
  PractitionerRole: {
    'PractitionerRole:practitioner': { element: 'practitioner', type: 'Practitioner' },
  },
};

export const directoryTypes = Object.keys(parameters) as readonly DirectoryType[];

/** By name, the type of each search parameter. */
export function directoryParameters(type: DirectoryType): { name: string; type: string }[] {
  return Object.entries(parameters[type]).map(([name, each]) => ({ name, type: each.type }));
}

export function directoryIncludes(
  type: DirectoryType,
): Readonly<Record<string, { readonly element: string; readonly type: DirectoryType }>> {
  return includes[type] ?? {};
}

/** The search as a condition on the content of resources; its values are numbered from `$2`. */
export function directoryCondition(
  call: Call,
  type: DirectoryType,
  search: SearchInput,
): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const where = [...search.conditions].flatMap(([name, entries]) => {
    const parameter = parameters[type][name];
    if (!parameter) return [];
    return entries.map((alternatives) => {
      values.push(alternatives.map((value) => searchValue(call, name, parameter, value)));
      const test = comparisons[parameter.type](`$${values.length + 1}::text[]`);
      return `exists (select from jsonb_path_query(content, '${parameter.path}') found where ${test})`;
    });
  });
  return { where: where.join(' and ') || 'true', values };
}

/** How what is found is compared with the values asked for, of which any one will do. */
const comparisons: Readonly<Record<Parameter['type'], (values: string) => string>> = {
  token: (values) =>
    `found #>> '{}' = any(${values}) or found->>'code' = any(${values})
       or (found->>'system') || '|' || (found->>'code') = any(${values})`,
  string: (values) => `found #>> '{}' ilike any(${values})`,
  reference: (values) => `found #>> '{}' = any(${values})`,
  // A period that has a moment in common; it is given in days, of which the last counts.
  date: (values) =>
    `tstzrange((found->>'start')::timestamp at time zone 'UTC', ((found->>'end')::date + 1)::timestamp at time zone 'UTC')
       && any(${values}::tstzrange[])`,
};

function searchValue(call: Call, name: string, parameter: Parameter, value: string): string {
  switch (parameter.type) {
    case 'token':
      return value;
    case 'string':
      return `${value.replace(/[\\%_]/g, '\\$&')}%`;
    case 'date': {
      const { start, end } = readDateRange(name, value);
      const bound = (at: number): string => (Number.isFinite(at) ? new Date(at).toISOString() : '');
      return `[${bound(start)},${bound(end)})`;
    }
    case 'reference': {
      const relative = value.startsWith(`${call.server.base}/`)
        ? value.slice(call.server.base.length + 1)
        : value;
      return parameter.to !== undefined && !relative.includes('/')
        ? `${parameter.to}/${relative}`
        : relative;
    }
  }
}
