import { localDay, partOfDay, type PartOfDay, type Zone } from './availability.ts';
import type { Actor, AppointmentFacts, Code, Instant, Location, Venue } from './model.ts';
import type { Search } from './ports.ts';

/** Days of the week as `Date` counts them: Sunday is 0. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/**
 * What a patient looks for. Several values of one kind mean "any of these", in this order of preference, and
 * none means "any at all". Days and hours are those of the clinic's own clock.
 */
export interface Wish {
  readonly practitioners: readonly Actor[];
  readonly locations: readonly Actor[];
  /** Parts of an address, as the patient wrote them: a town, a zip code. */
  readonly places: readonly string[];
  readonly specialties: readonly Code[];
  readonly visitTypes: readonly Code[];
  readonly venues: readonly NonNullable<Venue>[];
  /** `yyyy-MM-dd`, both included. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly weekdays: readonly Weekday[];
  readonly partsOfDay: readonly PartOfDay[];
}

export const anything: Wish = {
  practitioners: [],
  locations: [],
  places: [],
  specialties: [],
  visitTypes: [],
  venues: [],
  from: undefined,
  to: undefined,
  weekdays: [],
  partsOfDay: [],
};

/** The times of one clinician. */
export const timesWith = (practitioner: Actor): Wish => ({
  ...anything,
  practitioners: [practitioner],
});

const hour = 3_600_000;
const day = 24 * hour;

/**
 * The stretch of time to search. Where on the globe the clinics stand is not known yet, so that a day that
 * was asked for is searched from where it begins first to where it ends last.
 * @param farthest where a search without a last day ends
 */
export function periodOf(
  { from, to }: Wish,
  { now, farthest }: { readonly now: Instant; readonly farthest: Instant },
): { readonly start: Instant; readonly end: Instant } {
  const start = from === undefined ? now : Math.max(now, Date.parse(from) - 14 * hour);
  const last = to === undefined ? undefined : Date.parse(to) + day + 12 * hour;
  return { start, end: Math.max(start, last ?? Math.max(farthest, start + 60 * day)) };
}

/** What of a wish the EHR can be asked; the rest is left to `fits`. */
export function searchOf(wish: Wish): Omit<Search, 'start' | 'end'> {
  const references = (actors: readonly Actor[]) =>
    actors.flatMap(({ reference }) => reference ?? []);
  return {
    practitioners: references(wish.practitioners),
    locations: references(wish.locations),
    places: wish.places,
    specialties: wish.specialties,
    visitTypes: wish.visitTypes,
  };
}

/** Whether something was asked for that no EHR can be asked, because it is of the clinic's clock. */
export function asksForHours({ from, to, weekdays, partsOfDay }: Wish): boolean {
  return from !== undefined || to !== undefined || weekdays.length > 0 || partsOfDay.length > 0;
}

/**
 * Whether a time is as it was wished for in what the EHR cannot be asked: days, weekdays, parts of the day, and
 * how the patient is seen. Where the zone is unknown nobody can say what hour it is, and nothing is left out for it.
 */
export function fits(time: AppointmentFacts, zone: Zone, wish: Wish): boolean {
  if (wish.venues.length > 0 && !wish.venues.some((venue) => venue === time.venue)) return false;
  if (zone.kind === 'unknown' || !asksForHours(wish)) return true;
  const date = localDay(time.start, zone);
  const weekday = new Date(date).getUTCDay();
  return (
    (wish.from === undefined || date >= wish.from) &&
    (wish.to === undefined || date <= wish.to) &&
    (wish.weekdays.length === 0 || wish.weekdays.some((asked) => asked === weekday)) &&
    (wish.partsOfDay.length === 0 || wish.partsOfDay.includes(partOfDay(time.start, zone)))
  );
}

/**
 * Whether a place answers to one of the texts: a line of its address, or a word in it, begins with the text, as
 * in FHIR's search by string; so may its name, which some servers search too. A place without an address cannot
 * be checked.
 */
export function isAt({ name, address }: Location, places: readonly string[]): boolean {
  if (places.length === 0 || address.length === 0) return true;
  const words = plain([name ?? '', ...address].join(' '));
  return places.some((place) => words.includes(plain(place)));
}

/** The nearer to what was wished for first, the better: 0 is the first choice. For times of one and the same hour. */
export function rankOf(time: AppointmentFacts, wish: Wish): number {
  const rank = (wanted: readonly Actor[], actors: readonly Actor[]): number => {
    const found = wanted.findIndex(({ reference }) =>
      actors.some((actor) => reference !== undefined && actor.reference === reference),
    );
    return found < 0 ? wanted.length : found;
  };
  return rank(wish.practitioners, time.practitioners) * 100 + rank(wish.locations, time.locations);
}

/** Lower case, without accents, one blank before every word. */
const plain = (text: string): string =>
  ` ${text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .join(' ')}`;
