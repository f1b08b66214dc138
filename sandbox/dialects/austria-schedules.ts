import type * as fhir3 from 'fhir/r3';
import { clinicians } from '../clinic/clinicians.ts';
import { referenceTo } from '../clinic/directory.ts';
import { modeOf } from '../clinic/places.ts';
import { type Service, servicesOf } from '../clinic/services.ts';
import { listResources } from '../database/resources.ts';
import { refuse } from '../fhir/outcome.ts';
import { readReference } from '../fhir/references.ts';
import type { Clinic } from './clinic.ts';
import type { DialectAnswer, DialectCall } from './dialect-app.ts';
import { type Json, toR5 } from './versions.ts';

/** As R5 has it, and a Schedule with the HealthcareServices that it is for. */
export const write: typeof toR5 = (resource) => {
  const json = toR5(resource);
  if (json['resourceType'] === 'Schedule') return withServices(json);
  if (json['resourceType'] !== 'Bundle' || json['entry'] === undefined) return json;
  const entry = (json['entry'] as readonly Json[]).map((each) => {
    const inside = each['resource'] as Json;
    return inside['resourceType'] === 'Schedule'
      ? { ...each, resource: withServices(inside) }
      : each;
  });
  return { ...json, entry };
};

function withServices(schedule: Json): Json {
  const services = servicesIn(schedule as unknown as fhir3.Schedule).map(({ id }) => ({
    reference: referenceTo('HealthcareService', id),
  }));
  return {
    ...schedule,
    serviceType: [...((schedule['serviceType'] ?? []) as readonly Json[]), ...services],
  };
}

/** The services for which a clinician has a calendar at a place. */
function servicesIn({ actor }: fhir3.Schedule): readonly Service[] {
  const actors = Array.isArray(actor) ? actor : [actor];
  const idOf = (type: string): string | undefined =>
    actors.map(({ reference = '' }) => reference.split('/')).find(([found]) => found === type)?.[1];
  const clinician = clinicians.find(({ id }) => id === idOf('Practitioner'));
  const mode = modeOf(idOf('Location') ?? '');
  return clinician ? servicesOf(clinician).filter((service) => service.mode === mode) : [];
}

/** `date` is needed, and one of `actor` and `service-type-reference` (profile at-scheduling-schedule, search parameters). */
export async function searchSchedules(
  { request, url, access }: DialectCall,
  clinic: Clinic,
): Promise<DialectAnswer> {
  access.require('Schedule', 's');
  const asked = url.searchParams;
  const query = new URLSearchParams(asked);
  if (!asked.has('_page')) {
    if (!asked.has('date'))
      throw refuse(400, 'required', 'A search of Schedules needs date', 'date');
    if (!asked.has('actor') && !asked.has('service-type-reference'))
      throw refuse(
        400,
        'required',
        'A search of Schedules needs actor or service-type-reference',
        'actor',
      );
    for (const value of asked.getAll('service-type-reference'))
      query.append('_id', (await schedulesOf(clinic, value.split(','))).join(',') || 'none');
    query.delete('service-type-reference');
  }
  const told = await clinic.get(request, 'GET', `Schedule?${query.toString()}`);
  return { status: told.status, resource: told.resource && write(told.resource) };
}

/** The ids of the Schedules for any of these services. */
async function schedulesOf(clinic: Clinic, references: readonly string[]): Promise<string[]> {
  const wanted = references.map((reference) =>
    readReference(reference, 'HealthcareService', clinic.base, 'service-type-reference'),
  );
  const rows = await listResources<fhir3.Schedule>(clinic.server.database, 'Schedule');
  return rows
    .filter(({ resource }) => servicesIn(resource).some(({ id }) => wanted.includes(id)))
    .map(({ resource }) => resource.id);
}
