import type * as fhir3 from 'fhir/r3';
import { specialtyConcept, visitTypeConcept } from '../clinic/codes.ts';
import { type Clinician, clinicians, scheduleId } from '../clinic/clinicians.ts';
import { referenceTo } from '../clinic/directory.ts';
import { places } from '../clinic/places.ts';
import { services as hospital, servicesOf as doneBy } from '../clinic/services.ts';
import { serviceResources } from '../clinic/service-resources.ts';
import { readResource } from '../database/resources.ts';
import type { Server } from '../fhir/call.ts';
import type { DialectAnswer, DialectCall } from './dialect-app.ts';
import { invalid } from './medplum-messages.ts';
import {
  allServices,
  scheduleOf,
  type Service,
  servicesOf,
  serviceType,
} from './medplum-services.ts';
import { type Json, toR4 } from './versions.ts';

const schedulingParameters = 'https://medplum.com/fhir/StructureDefinition/SchedulingParameters';
const mostMatches = 1000;

function healthcareService(service: Service): Json {
  const { id, place, specialty, visitTypes, minutes } = service;
  const { zone = '', name = '' } = places.find((each) => each.id === place) ?? {};
  const [first = ''] = visitTypes;
  return {
    resourceType: 'HealthcareService',
    id,
    extension: [
      {
        url: schedulingParameters,
        extension: [
          { url: 'duration', valueDuration: { value: minutes, unit: 'min' } },
          { url: 'timezone', valueCode: zone },
        ],
      },
    ],
    active: true,
    type: visitTypes.map(visitTypeConcept),
    specialty: [specialtyConcept(specialty)],
    location: [referenceTo('Location', place)],
    name: `${visitTypeConcept(first).text ?? first}, ${name}`,
    appointmentRequired: true,
  };
}

/** Beside what can be scheduled, what the clinic does by phone alone, or for whoever comes. */
function healthcareServices(): readonly Json[] {
  const byPhone = hospital.filter((each) => !clinicians.some((one) => doneBy(one).includes(each)));
  return [
    ...allServices.map(healthcareService),
    ...serviceResources()
      .filter(({ id }) => byPhone.some((service) => service.id === id))
      .map((each) => toR4(each)),
  ];
}

/** As the clinic has published it; that of any of a clinician's places, for it is the same everywhere. */
export async function planningHorizonOf(
  { database }: Server,
  clinician: Clinician,
): Promise<fhir3.Period> {
  const id = scheduleId(clinician, clinician.posts[0]?.place ?? '');
  const row = await readResource<fhir3.Schedule>(database, 'Schedule', id);
  return row?.resource.planningHorizon ?? {};
}

function schedules(server: Server): Promise<readonly Json[]> {
  return Promise.all(
    clinicians.map(async (clinician) => ({
      resourceType: 'Schedule',
      id: scheduleOf(clinician.id).slice('Schedule/'.length),
      active: true,
      serviceType: servicesOf(clinician).flatMap(serviceType),
      specialty: [specialtyConcept(clinician.specialty)],
      actor: [referenceTo('Practitioner', clinician.id)],
      planningHorizon: await planningHorizonOf(server, clinician),
    })),
  );
}

type Type = 'Schedule' | 'HealthcareService';

const all = async (type: Type, server: Server): Promise<readonly Json[]> =>
  type === 'Schedule' ? schedules(server) : healthcareServices();

export async function readListed(
  call: DialectCall,
  type: Type,
  server: Server,
): Promise<DialectAnswer> {
  call.access.require(type, 'r');
  const found = (await all(type, server)).find(({ id }) => id === call.param('id'));
  if (found === undefined) throw invalid('Not found', { status: 404, code: 'not-found' });
  return { status: 200, resource: found };
}

/** What each search takes beside what is of the answer: the element that it looks at, as text. */
const conditions: Readonly<Record<Type, Readonly<Record<string, (json: Json) => string>>>> = {
  Schedule: {
    _id: ({ id }) => String(id),
    active: ({ active }) => String(active),
    actor: ({ actor }) => (actor as readonly fhir3.Reference[])[0]?.reference ?? '',
  },
  HealthcareService: {
    _id: ({ id }) => String(id),
    active: ({ active }) => String(active),
    name: ({ name }) => String(name),
  },
};
const elements: Readonly<Record<Type, string>> = {
  Schedule: 'actor',
  HealthcareService: 'location',
};
export const searchParameters = (type: Type): readonly string[] => Object.keys(conditions[type]);

/** `_count` 20 unless said, and a link to the rest; a parameter that is not known is refused. */
export async function searchListed(
  { access, url }: DialectCall,
  type: Type,
  server: Server,
): Promise<DialectAnswer> {
  access.require(type, 's');
  let found = await all(type, server);
  for (const [name, value] of url.searchParams) {
    if (['_count', '_offset', '_include'].includes(name)) continue;
    const look = conditions[type][name];
    if (look === undefined) throw invalid(`Unknown search parameter: ${name}`);
    found = found.filter((json) => value.split(',').includes(look(json)));
  }
  const size = numberIn(url, '_count', 20);
  const offset = numberIn(url, '_offset', 0);
  if (size > mostMatches) throw invalid(`Invalid _count, maximum allowed is ${mostMatches}`);
  const matches = found.slice(offset, offset + size);
  const next = new URL(`${server.base}/${type}${url.search}`);
  next.searchParams.set('_offset', String(offset + size));
  const included = url.searchParams
    .getAll('_include')
    .some((each) => each === `${type}:${elements[type]}`)
    ? await referredBy(matches, elements[type], access, server)
    : [];
  return {
    status: 200,
    resource: {
      resourceType: 'Bundle',
      type: 'searchset',
      entry: [...entries(matches, 'match', server), ...entries(included, 'include', server)],
      link: offset + size < found.length ? [{ relation: 'next', url: next.href }] : [],
    },
  };
}

const entries = (resources: readonly Json[], mode: string, { base }: Server): readonly Json[] =>
  resources.map((resource) => ({
    fullUrl: `${base}/${String(resource['resourceType'])}/${String(resource['id'])}`,
    search: { mode },
    resource,
  }));

function numberIn({ searchParams }: URL, name: string, otherwise: number): number {
  const text = searchParams.get(name);
  if (text !== null && !/^\d{1,6}$/.test(text)) throw invalid(`Invalid ${name} value: ${text}`);
  return text === null ? otherwise : Number(text);
}

async function referredBy(
  resources: readonly Json[],
  element: string,
  access: DialectCall['access'],
  { database }: Server,
): Promise<readonly Json[]> {
  const references = resources.flatMap((json) =>
    ((json[element] ?? []) as readonly fhir3.Reference[]).flatMap(
      ({ reference }) => reference ?? [],
    ),
  );
  const found: Json[] = [];
  for (const reference of new Set(references)) {
    const [type = '', id = ''] = reference.split('/');
    const row = access.allows(type, 'r')
      ? await readResource(database, type as fhir3.FhirResource['resourceType'], id)
      : undefined;
    if (row !== undefined) found.push(toR4(row.resource));
  }
  return found;
}
