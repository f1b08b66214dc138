import { isSameCode } from '../../scheduling/find-appointments.ts';
import type { Code, Period, Reference } from '../../scheduling/model.ts';
import type { Search } from '../../scheduling/ports.ts';
import type { Sending } from '../dialect.ts';
import { readPages } from '../pages.ts';
import { parseCodes } from '../parse/concept.ts';
import { parseName } from '../parse/human-name.ts';
import { type Json, object, objects, text } from '../parse/json.ts';
import { parseId, parseReference } from '../parse/reference.ts';

/** One Schedule for one of the services that can be booked on it: as much as one `$find` is asked for. */
export interface Calendar {
  readonly schedule: Reference;
  readonly service: Reference;
  /** Whose it is: a Medplum Schedule has one actor. With a name, where the directory has one. */
  readonly actor: Json;
  readonly whose: Reference;
  /** Where the service is given. */
  readonly locations: readonly Json[];
  readonly specialty: unknown;
  readonly visitTypes: readonly Code[];
  /** For when it is planned; NaN where it does not say. */
  readonly planned: Period;
}

export interface Calendars {
  /** The first service of each Schedule before the second of any. */
  readonly list: readonly Calendar[];
  readonly complete: boolean;
}

const serviceReference = 'https://medplum.com/fhir/service-type-reference';
const isOf = (type: string, reference: Reference): boolean => reference.startsWith(`${type}/`);

/** The services that `serviceType` refers to, each once: Medplum writes R5's CodeableReference in R4 so. */
export function servicesIn({ serviceType }: Json, base: string): readonly Reference[] {
  const references = objects(serviceType)
    .flatMap(({ extension }) => objects(extension))
    .filter(({ url }) => url === serviceReference)
    .flatMap(({ valueReference }) => parseReference(object(valueReference).reference, base) ?? []);
  return [...new Set(references)];
}

/** `$find` wants to be told the Schedule and the service, so all of them are read before. */
export async function readCalendars({ send, base }: Sending): Promise<Calendars> {
  const read = (type: string, include: string) =>
    readPages(
      send,
      base,
      { method: 'GET', url: `${type}?_count=1000&_include=${type}:${include}` },
      type,
    );
  const [schedules, healthcareServices] = await Promise.all([
    read('Schedule', 'actor'),
    read('HealthcareService', 'location'),
  ]);
  const names = new Map<string, string | undefined>();
  for (const { resourceType, id, name } of [...schedules.included, ...healthcareServices.included])
    names.set(`${text(resourceType) ?? ''}/${text(id) ?? ''}`, text(name) ?? parseName(name));
  const named = (actor: Json): Json => {
    const display = text(actor.display) ?? names.get(parseReference(actor.reference, base) ?? '');
    return display === undefined ? actor : { ...actor, display };
  };
  const services = new Map<string, Json>(
    healthcareServices.resources
      .filter(({ active }) => active !== false)
      .map((service) => [`HealthcareService/${text(service.id) ?? ''}`, service] as const),
  );
  const ranked = schedules.resources.flatMap((schedule) => {
    const [actor = {}, ...others] = objects(schedule.actor);
    const [id, whose] = [parseId(schedule.id), parseReference(actor.reference, base)];
    if (id === undefined || whose === undefined || others.length > 0 || schedule.active === false)
      return [];
    const { start, end } = object(schedule.planningHorizon);
    return servicesIn(schedule, base).flatMap((reference, rank) => {
      const service = services.get(reference);
      if (service === undefined) return [];
      const calendar: Calendar = {
        schedule: `Schedule/${id}`,
        service: reference,
        actor: named(actor),
        whose,
        locations: objects(service.location).map(named),
        specialty: schedule.specialty ?? service.specialty,
        visitTypes: parseCodes(service.type),
        planned: { start: Date.parse(text(start) ?? ''), end: Date.parse(text(end) ?? '') },
      };
      return [{ calendar, rank }];
    });
  });
  const list = ranked.sort((one, other) => one.rank - other.rank).map(({ calendar }) => calendar);
  const byPeople = list.filter(({ whose }) => isOf('Practitioner', whose));
  return {
    // Rooms and devices have calendars of their own: where people give a service, a room alone is no visit.
    list: list.filter(
      (calendar) =>
        byPeople.includes(calendar) ||
        !byPeople.some(({ service }) => service === calendar.service),
    ),
    complete: schedules.complete && healthcareServices.complete,
  };
}

/** What a calendar does not say, it does not rule out: the domain judges the times themselves. */
export function suits(
  { whose, locations, specialty, visitTypes }: Calendar,
  search: Search,
  base: string,
): boolean {
  const { practitioners = [], locations: places = [] } = search;
  const there = isOf('Location', whose)
    ? [whose]
    : locations.flatMap(({ reference }) => parseReference(reference, base) ?? []);
  return (
    (practitioners.length === 0 || practitioners.includes(whose)) &&
    (places.length === 0 || there.length === 0 || there.some((place) => places.includes(place))) &&
    meet(parseCodes(specialty), search.specialties) &&
    meet(visitTypes, search.visitTypes)
  );
}

function meet(codes: readonly Code[], wanted: readonly Code[] = []): boolean {
  const comparable = codes.filter(({ system }) => wanted.some((code) => code.system === system));
  return (
    comparable.length === 0 ||
    comparable.some((code) => wanted.some((each) => isSameCode(code, each)))
  );
}

/** `$find` refuses a calendar that is not planned for any of the window. */
export const isPlanned = ({ planned }: Calendar, { start, end }: Period): boolean =>
  !(planned.start > end) && !(planned.end < start);

/**
 * An open time with what the directory says of it. `$find` itself names whose calendar it is and nobody else, so that
 * the visit would have no place, and nobody could say in which zone its hour is.
 */
export function withPlace(
  time: Json,
  { whose, actor, locations, specialty }: Calendar,
  base: string,
): Json {
  const participants = objects(time.participant).map((part) =>
    parseReference(object(part.actor).reference, base) === whose ? { ...part, actor } : part,
  );
  const [place, ...more] = locations;
  const isPlaced = participants.some((part: Json) =>
    isOf('Location', text(object(part.actor).reference) ?? ''),
  );
  return {
    ...(specialty === undefined ? {} : { specialty }),
    ...time,
    // Of several places nobody knows which one it is.
    participant:
      isPlaced || place === undefined || more.length > 0
        ? participants
        : [...participants, { actor: place, required: 'required', status: 'needs-action' }],
  };
}
