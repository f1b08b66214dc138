import type { Actor, Reference } from '../../scheduling/model.ts';
import { type Json, object, objects, text } from './json.ts';
import { parseName } from './human-name.ts';
import { parseActor } from './reference.ts';

export interface Participants {
  readonly patients: readonly Reference[];
  readonly practitioners: readonly Actor[];
  readonly locations: readonly Actor[];
}

/** Sorts the participants of an Appointment by what they are. Devices, services and relatives are left out. */
export function parseParticipants(appointment: Json, base: string): Participants {
  const patients: Reference[] = [];
  const practitioners: Actor[] = [];
  const locations: Actor[] = [];
  const untold: Actor[] = [];
  for (const participant of objects(appointment.participant)) {
    const target = object(participant.actor);
    const contained = containedIn(appointment, target.reference);
    const { reference, display } = parseActor(target, base);
    const actor = {
      reference,
      display: display ?? text(contained.name) ?? parseName(contained.name),
    };
    if (reference === undefined && actor.display === undefined) continue;
    switch (kindOf(target, contained)) {
      case 'Patient':
        if (reference !== undefined) patients.push(reference);
        break;
      case 'Practitioner':
      case 'PractitionerRole':
        practitioners.push(actor);
        break;
      case 'Location':
        locations.push(actor);
        break;
      case undefined:
        untold.push(actor);
    }
  }
  // The guide's own samples name the clinician by reference and the place by display alone ("Napa Office").
  // A patient may be named so too, hence only before one takes part, or beside a patient already known.
  const free = appointment.status === 'proposed' || patients.length > 0;
  if (free && untold.length === 1 && practitioners.length > 0 && locations.length === 0) {
    locations.push(...untold);
  }
  return { patients, practitioners, locations };
}

/** What the patient's own `participant.status` says, such as `tentative`; `undefined` where they take no part. */
export function partOf(
  patient: Reference,
  appointment: Json,
  base: string,
): { readonly status: string | undefined } | undefined {
  const own = objects(appointment.participant).find(
    ({ actor }) => parseActor(actor, base).reference === patient,
  );
  return own === undefined ? undefined : { status: text(own.status) };
}

/** Also of another server's resource: it is not followed, and its words still say who comes. */
function kindOf({ reference, type }: Json, contained: Json): string | undefined {
  return (
    /(?:^|\/)([A-Z][A-Za-z]+)\/[^/]+(?:\/_history\/[^/]+)?$/.exec(text(reference) ?? '')?.[1] ??
    text(contained.resourceType) ??
    // R4 and later may say the type beside or instead of a literal reference.
    text(type)
  );
}

function containedIn(appointment: Json, reference: unknown): Json {
  const target = text(reference);
  if (target?.startsWith('#') !== true) return {};
  return objects(appointment.contained).find(({ id }) => text(id) === target.slice(1)) ?? {};
}
