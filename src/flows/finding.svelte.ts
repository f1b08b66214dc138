import { daysAfter } from '../scheduling/availability.ts';
import { findAppointments, isSameCode } from '../scheduling/find-appointments.ts';
import type {
  Actor,
  Calendar,
  Code,
  Directory,
  Location,
  ProposedAppointment,
  Service,
} from '../scheduling/model.ts';
import type { Clock, Ehr } from '../scheduling/ports.ts';
import { anything, asksForHours, fits, periodOf, searchOf, type Wish } from '../scheduling/wish.ts';
import type { Places } from './places.svelte.ts';

/** What becomes of a service that a patient could want. */
export type Offered =
  | { readonly at: 'looking' }
  | { readonly at: 'open'; readonly next: ProposedAppointment }
  /** No open time in the next weeks, or none that this EHR could be asked for: the phone is the way. */
  | { readonly at: 'call' }
  /** Patients simply come. */
  | { readonly at: 'walk-in' }
  /** The EHR did not say. */
  | { readonly at: 'unknown' };

export interface Offer {
  readonly service: Service;
  readonly wish: Wish;
  readonly offered: Offered;
}

/** What the form can offer to choose from. */
export interface Options {
  readonly practitioners: readonly Actor[];
  readonly locations: readonly Actor[];
  readonly specialties: readonly Code[];
  readonly visitTypes: readonly Code[];
}

/** Known without asking: whom the patient has seen, and what the lists on the page already have. */
export interface Known {
  readonly practitioners: readonly Actor[];
  readonly times: readonly ProposedAppointment[];
}

interface Ports {
  readonly ehr: Ehr;
  readonly now: Clock;
  readonly places: Places;
  readonly known: () => Known;
}

const nothingRead: Directory = { services: [], roles: [], locations: [], calendars: undefined };
const searchedDays = 60;
const count = 20;
/** Where the times that fit have to be picked out of all. */
const longCount = 500;
/** An EHR that by then gave nothing that was asked for is not asked any further. */
const mostAnswers = 5;
/** Requests under way at a time. */
const atOnce = 2;

/** "What can I book, and why not the rest?": the hospital's menu, and the form of five inputs beside it. */
export class Finding {
  readonly #ports: Ports;
  #directory = $state.raw<Directory | undefined>();
  #offers = $state.raw<readonly Offer[]>([]);
  #wish = $state.raw<Wish>(anything);
  #turn = 0;
  #reading: Promise<Directory> | undefined;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Whether the hospital's directory is still being read. */
  get isLooking(): boolean {
    return this.#directory === undefined;
  }
  /** The menu, as the hospital orders it; empty where its EHR has none. */
  get offers(): readonly Offer[] {
    return this.#offers;
  }
  /** What the patient has chosen in the form so far. */
  get wish(): Wish {
    return this.#wish;
  }

  readonly #options = $derived.by((): Options => {
    const { practitioners, times } = this.#ports.known();
    const { services, roles, locations, calendars } = this.#directory ?? nothingRead;
    const kept = calendars ?? [];
    const sources = [...services, ...roles, ...kept];
    return {
      practitioners: eachOnce([
        ...practitioners,
        ...times.flatMap((time) => time.practitioners),
        ...roles.map(({ practitioner }) => practitioner),
      ]),
      locations: eachOnce([
        ...locations.map(({ reference, name }) => ({ reference, display: name })),
        ...times.flatMap((time) => time.locations),
      ]),
      specialties: named([
        ...sources.flatMap(({ specialties }) => specialties),
        ...times.flatMap(({ specialties }) => specialties),
      ]),
      visitTypes: named([
        ...[...services, ...kept].flatMap(({ visitTypes }) => visitTypes),
        ...times.flatMap(({ visitTypeCodes }) => visitTypeCodes),
      ]),
    };
  });
  get options(): Options {
    return this.#options;
  }

  /** The address of a place that can be chosen, where the hospital gives one. */
  placeOf({ reference }: Actor): Location | undefined {
    return this.#directory?.locations.find((location) => location.reference === reference);
  }

  choose(change: Partial<Wish>): void {
    this.#wish = { ...this.#wish, ...change };
  }

  /** Nobody sees the menu any more: what has not been looked for yet is left. */
  leave(): void {
    this.#turn += 1;
  }

  /** Reads the directory once, and looks for the next time of each service anew. */
  async open(): Promise<void> {
    const turn = ++this.#turn;
    const directory = await (this.#reading ??= this.#ports.ehr.readDirectory());
    if (turn !== this.#turn) return;
    // It may be that nothing could be read: then it is tried again at the next opening.
    if (isEmpty(directory)) this.#reading = undefined;
    this.#directory = directory;
    this.#offers = directory.services.map((service) => offerOf(service, directory.calendars));
    const waiting = this.#offers.filter(({ offered }) => offered.at === 'looking');
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const offered = await this.#lookFor(next.wish);
        if (turn !== this.#turn) return;
        const { service } = next;
        this.#offers = this.#offers.map((offer) =>
          offer.service === service ? { ...offer, offered } : offer,
        );
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }

  async #lookFor(wish: Wish): Promise<Offered> {
    const found = await firstOf(wish, this.#ports);
    if (found === 'unknown') return { at: 'unknown' };
    const [next] = found;
    if (next === undefined) return { at: 'call' };
    void this.#ports.places.learnZones([next]);
    return { at: 'open', next };
  }
}

/** Where else there are times, when what was wished for has none. */
export interface OtherWay {
  readonly kind: 'clinicians' | 'places' | 'video' | 'phone';
  readonly wish: Wish;
  readonly next: ProposedAppointment;
}

/**
 * Looks for the nearest thing to a wish that has times: with other clinicians, at other places, by video, by
 * phone, in this order. What has no times is left out, so that nobody is sent from one empty list to the next.
 */
export async function otherWays(
  wish: Wish,
  ports: Pick<Ports, 'ehr' | 'now' | 'places'>,
): Promise<readonly OtherWay[] | 'unknown'> {
  const ways: OtherWay[] = [];
  const unanswered: Wish[] = [];
  const anyClinician: Wish = { ...wish, practitioners: [], venues: [] };
  const anywhere: Wish = { ...anyClinician, locations: [], places: [] };
  const add = (
    kind: OtherWay['kind'],
    asked: Wish,
    times: readonly ProposedAppointment[],
  ): void => {
    const [next] = times;
    if (next !== undefined) ways.push({ kind, wish: asked, next });
  };
  const timesOf = async (asked: Wish): Promise<readonly ProposedAppointment[]> => {
    const found = await firstOf(asked, ports, longCount);
    if (found !== 'unknown') return found;
    unanswered.push(asked);
    return [];
  };
  const elsewhere = wish.locations.length > 0 || wish.places.length > 0;
  const here =
    wish.practitioners.length > 0 || (wish.venues.length > 0 && !elsewhere)
      ? await timesOf(anyClinician)
      : [];
  if (wish.practitioners.length > 0) add('clinicians', anyClinician, here);
  const times = elsewhere ? await timesOf(anywhere) : here;
  if (elsewhere) add('places', anywhere, times);
  for (const venue of ['video', 'phone'] as const) {
    if (wish.venues.includes(venue)) continue;
    const asked: Wish = { ...anywhere, venues: [venue] };
    add(
      venue,
      asked,
      times.filter((time) => time.venue === venue),
    );
  }
  void ports.places.learnZones(ways.map(({ next }) => next));
  // Where the EHR did not say, there may be others.
  return unanswered.length > 0 && ways.length === 0 ? 'unknown' : ways;
}

/** The first times of the next weeks, as far as the EHR can be asked for them. */
async function firstOf(
  wish: Wish,
  { ehr, now, places }: Pick<Ports, 'ehr' | 'now' | 'places'>,
  most = asksForHours(wish) || wish.venues.length > 0 ? longCount : count,
): Promise<readonly ProposedAppointment[] | 'unknown'> {
  const present = now();
  const farthest = daysAfter(present, searchedDays);
  const { start, end } = periodOf(wish, { now: present, farthest });
  let from = start;
  for (let answers = 1; from < end; answers += 1) {
    const search = { ...searchOf(wish), start: from, end, count: most };
    const found = await findAppointments(search, { ehr, now });
    if (!found.ok) return 'unknown';
    const { times, until } = found.value;
    await places.learnZones(times);
    const fitting = times.filter((time) =>
      fits(time, places.zoneOf(time) ?? { kind: 'unknown' }, wish),
    );
    if (fitting.length > 0) return fitting;
    if (until <= from || answers === mostAnswers) return 'unknown';
    from = until;
  }
  return [];
}

/** Nothing of a directory could be read, or it has nothing. */
function isEmpty({ services, roles, locations, calendars }: Directory): boolean {
  return services.length + roles.length + locations.length === 0 && calendars === undefined;
}

function offerOf(service: Service, calendars: readonly Calendar[] | undefined): Offer {
  const { specialties, visitTypes, locations } = service;
  const wish: Wish = { ...anything, specialties, visitTypes, locations };
  if (!service.needsAppointment) return { service, wish, offered: { at: 'walk-in' } };
  const askable = specialties.length + visitTypes.length + locations.length > 0;
  const kept = calendars === undefined || calendars.some((calendar) => keeps(calendar, service));
  return { service, wish, offered: { at: askable && kept ? 'looking' : 'call' } };
}

/** Whether a calendar may have times for a service: what it does not say, it does not rule out. */
function keeps({ specialties, actors }: Calendar, service: Service): boolean {
  const meets =
    specialties.length === 0 ||
    service.specialties.length === 0 ||
    specialties.some((one) => service.specialties.some((other) => isSameCode(one, other)));
  const places = service.locations.flatMap(({ reference }) => reference ?? []);
  const there = actors.flatMap(({ reference }) =>
    reference?.startsWith('Location/') === true ? reference : [],
  );
  return (
    meets &&
    (places.length === 0 || there.length === 0 || there.some((place) => places.includes(place)))
  );
}

function eachOnce(actors: readonly Actor[]): readonly Actor[] {
  const known = new Map<string, Actor>();
  for (const actor of actors) {
    // What has no name nobody can choose, and what has no reference the EHR cannot be asked for.
    if (actor.reference === undefined || actor.display === undefined) continue;
    if (!known.has(actor.reference)) known.set(actor.reference, actor);
  }
  return [...known.values()];
}

function named(codes: readonly Code[]): readonly Code[] {
  const known = new Map<string, Code>();
  for (const code of codes) {
    const key = `${code.system}|${code.code}`;
    if (code.display !== undefined && !known.has(key)) known.set(key, code);
  }
  return [...known.values()].sort((one, other) =>
    (one.display ?? '').localeCompare(other.display ?? ''),
  );
}
