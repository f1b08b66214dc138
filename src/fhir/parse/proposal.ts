import type {
  Actor,
  Code,
  Elsewhere,
  ProposedAppointment,
  Reference,
  Venue,
} from '../../scheduling/model.ts';
import { parseKind, parseSpan, parseStatus, type Kind } from './appointment.ts';
import { parseElsewhere } from './elsewhere.ts';
import { type Json, object, objects, text } from './json.ts';
import { parseParticipants, type Participants } from './participants.ts';
import { parseId } from './reference.ts';

/**
 * Reads the open times of one answer to `$find`. An answer may hold tens of thousands, of which a page shows a
 * few: so the start and the end are read at once, and the rest when somebody looks at it. The clinicians and
 * places, which are looked at when times are sifted, are read once for all times that have the same ones.
 */
export class Proposals {
  readonly base: string;
  readonly #people = new Map<string, Participants>();

  /** @param base the FHIR base, without a slash at its end */
  constructor(base: string) {
    this.base = base;
  }

  /** `undefined` where it is no open time, or cannot be read. */
  parse(json: Json): ProposedAppointment | undefined {
    if (json.status !== 'proposed' && parseStatus(json.status) !== 'proposed') return undefined;
    const span = parseSpan(json);
    return span && new Proposal(this, json, span.start, span.end, span.writtenOffset);
  }

  participantsOf(json: Json): Participants {
    const named = namesOf(json);
    if (named === undefined) return parseParticipants(json, this.base);
    let known = this.#people.get(named);
    if (known === undefined) this.#people.set(named, (known = parseParticipants(json, this.base)));
    return known;
  }
}

/** One open time out of an answer to `$find`; `undefined` where it is not one, or cannot be read. */
export function parseProposed(json: Json, base: string): ProposedAppointment | undefined {
  return new Proposals(base).parse(json);
}

class Proposal implements ProposedAppointment {
  readonly resource: Json;
  readonly start: number;
  readonly end: number;
  readonly writtenOffset: number | undefined;
  readonly #of: Proposals;
  #people: Participants | undefined;
  #kind: Kind | undefined;
  #key: string | undefined;
  #elsewhere: Elsewhere | 'unread' | undefined = 'unread';

  constructor(of: Proposals, resource: Json, start: number, end: number, offset?: number) {
    this.#of = of;
    this.resource = resource;
    this.start = start;
    this.end = end;
    this.writtenOffset = offset;
  }

  get id(): string | undefined {
    return parseId(this.resource.id);
  }
  get key(): string {
    return (this.#key ??= this.id ?? keyOf(this));
  }
  get patients(): readonly Reference[] {
    return this.#participants.patients;
  }
  get practitioners(): readonly Actor[] {
    return this.#participants.practitioners;
  }
  get locations(): readonly Actor[] {
    return this.#participants.locations;
  }
  get venue(): Venue {
    return this.#what.venue;
  }
  get visitType(): string | undefined {
    return this.#what.visitType;
  }
  get visitTypeCodes(): readonly Code[] {
    return this.#what.visitTypeCodes;
  }
  get specialties(): readonly Code[] {
    return this.#what.specialties;
  }

  get elsewhere(): Elsewhere | undefined {
    if (this.#elsewhere === 'unread') this.#elsewhere = parseElsewhere(this.resource);
    return this.#elsewhere;
  }

  get #participants(): Participants {
    return (this.#people ??= this.#of.participantsOf(this.resource));
  }
  get #what(): Kind {
    return (this.#kind ??= parseKind(this.resource));
  }
}

/** Who takes part, as it is written; `undefined` where the words alone do not say it all. */
function namesOf({ participant }: Json): string | undefined {
  if (!Array.isArray(participant)) return undefined;
  let names = '';
  for (const each of participant as readonly unknown[]) {
    const { reference, display, type } = object(object(each).actor);
    // Whoever is contained stands elsewhere in the resource.
    if (typeof reference !== 'string' || reference.startsWith('#')) return undefined;
    if (!isWord(display) || !isWord(type)) return undefined;
    // Characters that no FHIR string may have keep the words apart.
    names += `${reference}\0${display ?? ''}\0${type ?? ''}\0`;
  }
  return names;
}

const isWord = (value: unknown): value is string | undefined =>
  value === undefined || typeof value === 'string';

/** Some servers' proposals have no id; nothing but their contents tells them apart. */
function keyOf({ start, end, resource }: Proposal): string {
  const targets = [
    ...objects(resource.participant).map(({ actor }) => object(actor)),
    ...objects(resource.slot),
  ];
  const names = targets.map(({ reference, display }) => text(reference) ?? text(display));
  return [start, end, ...names].join('|');
}
