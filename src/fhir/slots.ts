import { isSameCode } from '../scheduling/find-appointments.ts';
import type { Code, ProposedAppointment } from '../scheduling/model.ts';
import type { FoundAppointments } from '../scheduling/ports.ts';
import { readPages } from './pages.ts';
import { parseCodes } from './parse/concept.ts';
import { parseName } from './parse/human-name.ts';
import { type Json, object, objects, text } from './parse/json.ts';
import { Proposals } from './parse/proposal.ts';
import { parseId, parseReference } from './parse/reference.ts';
import type { FhirRequest, Send } from './request.ts';
import { inSlices } from './slices.ts';

/** A calendar of which Slots are parts: whose it is, and for what. */
export interface Schedule {
  /** `Schedule/123`. */
  readonly reference: string;
  readonly resource: Json;
}

/**
 * Searches Slots, and gives the free ones as the Appointments that they could become: with the actors, the kinds
 * of visit and the specialty of their Schedule where they have none of their own. The Slot itself stands in
 * `contained`, where the dialect that books it finds it again (`slotOf`).
 * @param known calendars that are known already; others are taken from what the server included
 * @param learn reads those that are neither
 * @param shape what a dialect makes of each, where its Slots say more than others
 */
export async function findSlots(
  send: Send,
  base: string,
  request: FhirRequest,
  count: number | undefined,
  known: readonly Schedule[] = [],
  learn?: (references: readonly string[]) => Promise<readonly Schedule[]>,
  shape: (proposed: Json, slot: Json) => Json = (proposed) => proposed,
): Promise<FoundAppointments> {
  const pages = await readPages(send, base, request, 'Slot', count);
  const named = new Map<string, Json>();
  for (const resource of pages.included) {
    const id = parseId(resource.id);
    if (id !== undefined) named.set(`${String(resource.resourceType)}/${id}`, resource);
  }
  for (const { reference, resource } of known) named.set(reference, resource);
  const unknown = new Set(
    pages.resources
      .map(({ schedule }) => parseReference(object(schedule).reference, base))
      .filter((reference) => reference !== undefined && !named.has(reference)),
  ) as ReadonlySet<string>;
  if (unknown.size > 0)
    for (const { reference, resource } of (await learn?.([...unknown])) ?? [])
      named.set(reference, resource);
  const proposals = new Proposals(base);
  const appointments: ProposedAppointment[] = [];
  let dropped = pages.broken;
  await inSlices(pages.resources, (slot) => {
    // Servers may ignore that only free ones were asked for.
    if (text(slot.status) !== 'free') return;
    const time = proposals.parse(shape(proposedFrom(slot, named, base), slot));
    if (time === undefined) dropped += 1;
    else appointments.push(time);
  });
  return {
    appointments,
    complete: pages.complete && pages.resources.length !== count,
    dropped,
    notices: pages.notices,
  };
}

/** The Slot of a time that `findSlots` gave, as it was read. */
export function slotOf({ resource }: Pick<ProposedAppointment, 'resource'>): Json {
  const { contained } = object(resource);
  return objects(contained).find(({ resourceType }) => resourceType === 'Slot') ?? {};
}

/**
 * A Slot may be good for several kinds of visit. Those that were asked for stand first, in the order of preference:
 * the first one is what the patient reads, and what is booked.
 */
export function preferring(kinds: readonly Code[] = []): (proposed: Json) => Json {
  const rankOf = (concept: Json): number => {
    const codes = parseCodes(concept);
    const rank = kinds.findIndex((kind) => codes.some((code) => isSameCode(kind, code)));
    return rank < 0 ? kinds.length : rank;
  };
  return ({ serviceType, ...proposed }) => ({
    ...proposed,
    ...(serviceType === undefined
      ? {}
      : { serviceType: [...objects(serviceType)].sort((one, two) => rankOf(one) - rankOf(two)) }),
  });
}

/**
 * A Slot as the Appointment that it could become.
 * @param named whatever else is known, by reference: its Schedule, and the actors of that
 */
export function proposedFrom(slot: Json, named: ReadonlyMap<string, Json>, base: string): Json {
  const calendar = named.get(parseReference(object(slot.schedule).reference, base) ?? '') ?? {};
  const own = (element: string): Json => {
    const value = slot[element] ?? calendar[element];
    return value === undefined ? {} : { [element]: value };
  };
  const id = parseId(slot.id);
  return {
    resourceType: 'Appointment',
    status: 'proposed',
    start: slot.start,
    end: slot.end,
    contained: [slot],
    slot: id === undefined ? [] : [{ reference: `Slot/${id}` }],
    ...own('serviceCategory'),
    ...own('serviceType'),
    ...own('specialty'),
    ...own('appointmentType'),
    participant: objects(calendar.actor).map((actor) => ({
      actor: withName(actor, named, base),
      status: 'needs-action',
    })),
  };
}

/** Calendars often name their actors by reference alone; who was included has a name. */
function withName(actor: Json, named: ReadonlyMap<string, Json>, base: string): Json {
  if (text(actor.display) !== undefined) return actor;
  const { name } = named.get(parseReference(actor.reference, base) ?? '') ?? {};
  const display = text(name) ?? parseName(name);
  return display === undefined ? actor : { ...actor, display };
}
