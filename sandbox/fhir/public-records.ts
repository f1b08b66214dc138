import type * as fhir3 from 'fhir/r3';
import { readSlot, type SlotRow } from '../database/slots.ts';
import { listResources, readResource, type Stored } from '../database/resources.ts';
import { specialtyConcept, visitTypeConcept } from '../clinic/codes.ts';
import { searchset } from './bundle.ts';
import type { Answer, Call } from './call.ts';
import { instant } from './dates.ts';
import { refuse } from './outcome.ts';
import { readSearch, tokenCode } from './search.ts';

type Directory =
  | 'Practitioner'
  | 'PractitionerRole'
  | 'Location'
  | 'Organization'
  | 'HealthcareService'
  | 'Schedule';

/** The resource's element that a search parameter looks at, as a JSON path in the database. */
const paths: Readonly<Record<Directory, Readonly<Record<string, string>>>> = {
  Practitioner: { _id: '$.id', family: '$.name[*].family', given: '$.name[*].given[*]' },
  PractitionerRole: {
    _id: '$.id',
    practitioner: '$.practitioner.reference',
    organization: '$.organization.reference',
    location: '$.location[*].reference',
    specialty: '$.specialty[*].coding[*].code',
  },
  Location: { _id: '$.id', name: '$.name', partof: '$.partOf.reference' },
  Organization: { _id: '$.id', name: '$.name', partof: '$.partOf.reference' },
  HealthcareService: { _id: '$.id', name: '$.name', location: '$.location[*].reference' },
  Schedule: { _id: '$.id', actor: '$.actor[*].reference' },
};

const referenceTypes: Readonly<Record<string, string>> = {
  practitioner: 'Practitioner',
  organization: 'Organization',
  location: 'Location',
};
const texts = new Set(['family', 'given', 'name']);

export const directoryTypes = Object.keys(paths) as readonly Directory[];

export function directoryParameters(type: Directory): string[] {
  return Object.keys(paths[type]);
}

/** Who works here and where: everybody with the scope may read it. */
export async function readDirectory(call: Call, type: Directory, id: string): Promise<Answer> {
  call.access.require(type, 'r');
  const row = await readResource(call.server.database, type, id);
  if (!row) throw refuse(404, 'not-found', `There is no ${type}/${id}`);
  return { status: 200, resource: row.resource };
}

export async function searchDirectory(call: Call, type: Directory): Promise<Answer> {
  call.access.require(type, 's');
  const search = await readSearch(call, directoryParameters(type));
  const values: unknown[] = [];
  const where = [...search.conditions].flatMap(([name, entries]) =>
    entries.map((alternatives) => {
      values.push(
        alternatives.map((value) =>
          texts.has(name) ? `${value}%` : searchValue(call, name, value),
        ),
      );
      const compare = texts.has(name) ? 'ilike' : '=';
      return `exists (select from jsonb_path_query(content, '${paths[type][name] ?? '$.id'}') found where found #>> '{}' ${compare} any($${values.length + 1}))`;
    }),
  );
  const rows = await listResources(
    call.server.database,
    type,
    where.join(' and ') || 'true',
    values,
  );
  const matches = rows.map(({ resource }) => resource);
  return {
    status: 200,
    resource: searchset({
      base: call.server.base,
      matches,
      issues: search.issues,
      self: call.url.href,
    }),
  };
}

export async function readSlotResource(call: Call, id: string): Promise<Answer> {
  call.access.require('Slot', 'r');
  const found = await readSlot(call.server.database, id);
  if (!found) throw refuse(404, 'not-found', `There is no Slot/${id}`);
  return { status: 200, resource: slotResource(found.slot, found.free) };
}

/** A Slot in the guide's prefetch profile, which has `busy` also for a time that is only held. */
export function slotResource(slot: SlotRow, free: boolean): Stored<fhir3.Slot> {
  return {
    resourceType: 'Slot',
    id: slot.id,
    meta: {
      profile: ['http://fhir.org/guides/argonaut-scheduling/StructureDefinition/prefetch-slot'],
    },
    serviceType: slot.visitTypes.map(visitTypeConcept),
    specialty: [specialtyConcept(slot.specialty)],
    schedule: { reference: `Schedule/${slot.schedule}` },
    status: free ? 'free' : 'busy',
    start: instant(slot.start),
    end: instant(slot.end),
    ...(slot.oldestAge === null ? {} : { comment: `age < ${slot.oldestAge + 1}` }),
  };
}

function searchValue(call: Call, name: string, value: string): string {
  if (name === 'specialty') return tokenCode(value);
  const relative = value.startsWith(`${call.server.base}/`)
    ? value.slice(call.server.base.length + 1)
    : value;
  const type = referenceTypes[name];
  return type !== undefined && !relative.includes('/') ? `${type}/${relative}` : relative;
}
