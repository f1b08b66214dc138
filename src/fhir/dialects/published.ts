import type { Location, ProposedAppointment } from '../../scheduling/model.ts';
import { attempt, FhirError, unreadable } from '../errors.ts';
import { isObject, type Json, many, object, objects, text, texts } from '../parse/json.ts';
import { parseLocation } from '../parse/location.ts';
import { Proposals } from '../parse/proposal.ts';
import { parseId } from '../parse/reference.ts';
import type { Send } from '../request.ts';
import { inSlices } from '../slices.ts';
import { proposedFrom } from '../slots.ts';

/** A place that is published. */
export interface Place {
  readonly location: Location;
  /** In which a town or a zip code is looked for. */
  readonly address: string;
}

export interface Published {
  /** Soonest first. */
  readonly times: readonly ProposedAppointment[];
  readonly places: ReadonlyMap<string, Place>;
  /** False where a file could not be read. */
  readonly complete: boolean;
  readonly dropped: number;
}

type Type = 'Slot' | 'Schedule' | 'Location' | 'PractitionerRole';

/** More files of one kind no page waits for. */
const mostFiles = 100;

/**
 * Reads all open times that are published, and joins each Slot with its Schedule and the actors of that.
 * @throws {FhirError} `not-supported` where nothing is published
 */
export async function readPublished(send: Send, base: string): Promise<Published> {
  // Where there is no such operation, the phone is the way, and not another try.
  const { json } = await send({
    method: 'GET',
    url: '$bulk-publish',
    published: 'json',
    operation: true,
  });
  const { output } = object(json);
  if (!Array.isArray(output)) throw unreadable(json === undefined ? 'empty' : 'other-resource');
  const read = async (type: Type): Promise<Files> => readFiles(send, urlsOf(output, type));
  const [slots, schedules, locations, roles] = await Promise.all([
    read('Slot'),
    read('Schedule'),
    read('Location'),
    read('PractitionerRole'),
  ]);
  const named = new Map<string, Json>();
  for (const { resources } of [schedules, locations, roles])
    for (const resource of resources) {
      const id = parseId(resource.id);
      // A role has the name of whoever has it.
      const { display: name } = object(resource.practitioner);
      if (id !== undefined)
        named.set(
          `${text(resource.resourceType) ?? ''}/${id}`,
          name === undefined ? resource : { ...resource, name },
        );
    }
  const proposals = new Proposals(base);
  const times: ProposedAppointment[] = [];
  let dropped = slots.broken;
  await inSlices(slots.resources, (slot) => {
    if (text(slot.status) !== 'free') return;
    const proposed = proposedFrom(slot, named, base);
    const time = proposals.parse(proposed);
    // A time without a calendar is nobody's, and nowhere.
    if (time === undefined || objects(proposed.participant).length === 0) dropped += 1;
    else times.push(time);
  });
  return {
    times: times.sort((one, other) => one.start - other.start),
    places: placesIn(locations.resources),
    complete: [slots, schedules, locations].every(({ complete }) => complete),
    dropped,
  };
}

interface Files {
  readonly resources: readonly Json[];
  readonly complete: boolean;
  /** Lines that are no resource. */
  readonly broken: number;
}

const urlsOf = (output: unknown, type: Type): readonly string[] => [
  ...new Set(
    objects(output).flatMap(({ type: of, url }) =>
      of === type && typeof url === 'string' ? [url] : [],
    ),
  ),
];

/** @throws {FhirError} where there are files, and none of them can be read */
async function readFiles(send: Send, urls: readonly string[]): Promise<Files> {
  const answers = await Promise.all(
    urls
      .slice(0, mostFiles)
      .map((url) =>
        attempt(async () => many((await send({ method: 'GET', url, published: 'lines' })).json)),
      ),
  );
  const lines = answers.flatMap((answer) => (answer.ok ? answer.value : []));
  const [failed] = answers.flatMap((answer) => (answer.ok ? [] : answer.failure));
  if (failed !== undefined && answers.every((answer) => !answer.ok)) throw new FhirError(failed);
  const resources = lines.filter(isObject);
  return {
    resources,
    complete: failed === undefined && urls.length <= mostFiles,
    broken: lines.length - resources.length,
  };
}

function placesIn(locations: readonly Json[]): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const resource of locations) {
    const id = parseId(resource.id);
    if (id === undefined) continue;
    const { city, district, state, postalCode, text: whole } = object(resource.address);
    places.set(`Location/${id}`, {
      location: parseLocation(resource, `Location/${id}`),
      address: texts([city, district, state, postalCode, whole]).join(' ').toLowerCase(),
    });
  }
  return places;
}
