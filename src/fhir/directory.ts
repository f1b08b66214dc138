import type { Calendar, Code, Directory, Location, Role, Service } from '../scheduling/model.ts';
import { FhirError } from './errors.ts';
import { type Pages, readPages } from './pages.ts';
import { parseCodes } from './parse/concept.ts';
import { type Json, objects, text } from './parse/json.ts';
import { parseLocation } from './parse/location.ts';
import { parseActor, parseId } from './parse/reference.ts';
import { parseTelecom, telecomOf } from './parse/telecom.ts';
import type { Send } from './request.ts';

/**
 * Reads what a hospital offers out of its directory (HealthcareService, PractitionerRole, Location, Schedule),
 * side by side. Not every EHR has all of them, or lets patients read them: what cannot be read is left empty.
 */
export async function readDirectory(send: Send, base: string): Promise<Directory> {
  const list = async (type: string, query = ''): Promise<Pick<Pages, 'resources' | 'complete'>> => {
    try {
      return await readPages(send, base, { method: 'GET', url: `${type}${query}` }, type);
    } catch (error) {
      if (error instanceof FhirError) return { resources: [], complete: false };
      throw error;
    }
  };
  const [services, roles, locations, schedules] = await Promise.all([
    list('HealthcareService', '?active=true'),
    list('PractitionerRole', '?active=true'),
    list('Location'),
    list('Schedule'),
  ]);
  return {
    services: services.resources.filter(isActive).flatMap((json) => serviceOf(json, base) ?? []),
    roles: roles.resources.filter(isActive).map((json) => roleOf(json, base)),
    locations: locations.resources
      .filter(({ status }) => status === undefined || status === 'active')
      .flatMap((json) => locationOf(json) ?? []),
    // Where some are missing, nobody knows what has none.
    calendars: schedules.complete
      ? schedules.resources.filter(isActive).map((json) => calendarOf(json, base))
      : undefined,
  };
}

/** `active` may be missing, and means yes then. Servers may ignore that it was asked for. */
const isActive = ({ active }: Json): boolean => active !== false;

function serviceOf(json: Json, base: string): Service | undefined {
  const [id, name] = [parseId(json.id), text(json.name)];
  if (id === undefined || name === undefined) return undefined;
  return {
    id,
    name,
    about: text(json.comment),
    specialties: codesOf(json.specialty),
    // STU3 and R4 have the kinds of visit in `type`.
    visitTypes: codesOf(json.type),
    locations: objects(json.location).map((reference) => parseActor(reference, base)),
    phone: parseTelecom(telecomOf(json), 'phone'),
    needsAppointment: json.appointmentRequired !== false,
  };
}

function roleOf(json: Json, base: string): Role {
  return {
    practitioner: parseActor(json.practitioner, base),
    specialties: codesOf(json.specialty),
    locations: objects(json.location).map((reference) => parseActor(reference, base)),
  };
}

function locationOf(json: Json): Location | undefined {
  const id = parseId(json.id);
  return id === undefined ? undefined : parseLocation(json, `Location/${id}`);
}

function calendarOf(json: Json, base: string): Calendar {
  return {
    actors: objects(json.actor).map((reference) => parseActor(reference, base)),
    specialties: codesOf(json.specialty),
    visitTypes: codesOf(json.serviceType),
  };
}

/** With words: the text of a concept serves where its only code has none. */
function codesOf(concepts: unknown): readonly Code[] {
  return objects(concepts).flatMap((concept) => {
    const codes = parseCodes(concept);
    const words = text(concept.text);
    return codes.length === 1 && words !== undefined
      ? codes.map((code) => ({ ...code, display: words }))
      : codes;
  });
}
