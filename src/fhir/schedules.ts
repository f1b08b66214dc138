import { isOfOtherKind } from '../scheduling/find-appointments.ts';
import type { Reference } from '../scheduling/model.ts';
import type { FoundAppointments, Search } from '../scheduling/ports.ts';
import { chunksOf, idsAtOnce } from './chunks.ts';
import { joined } from './finding.ts';
import { type Pages, readPages } from './pages.ts';
import { parseCodes } from './parse/concept.ts';
import { writeInstant } from './parse/instant.ts';
import { type Json, objects } from './parse/json.ts';
import { parseActor, parseId } from './parse/reference.ts';
import { query, type SearchPair } from './records.ts';
import type { Send } from './request.ts';
import { findSlots, preferring, type Schedule } from './slots.ts';
import { soonest } from './soonest.ts';

/** In what servers differ whose times are searched as the Slots of Schedules that are named one by one. */
export interface ScheduleSearches {
  /**
   * The searches that give the Schedules of these actors, or of everybody where none is named.
   * @throws {FhirError} where something had to be asked before, and could not
   */
  schedules(actors: readonly Reference[]): Promise<readonly (readonly SearchPair[])[]>;
  /** What a search of these Schedules' Slots says besides. */
  slots?(schedules: readonly Schedule[], search: Search): Promise<readonly SearchPair[]>;
}

interface Known {
  readonly schedules: readonly Schedule[];
  readonly complete: boolean;
}

/** So many searches are under way side by side; browsers of older protocols open no more connections than six. */
const abreast = 4;

/** Finds free Slots by the Schedules that they are on. Each set of Schedules is read once. */
export function findBySchedules(
  send: Send,
  base: string,
  searches: ScheduleSearches,
): (search: Search, signal?: AbortSignal) => Promise<FoundAppointments> {
  /** By the actors that were asked for. */
  const read = new Map<string, Promise<Known>>();
  const schedulesOf = (actors: readonly Reference[]): Promise<Known> => {
    // Who has asked for everybody's has everybody's.
    const key = read.has('') ? '' : actors.join(',');
    const reading = read.get(key) ?? readSchedules(send, base, searches, actors);
    read.set(key, reading);
    reading.catch(() => read.delete(key));
    return reading;
  };
  return async (search, signal) => {
    const known = await schedulesOf(search.practitioners ?? []);
    const wanted = known.schedules.filter((schedule) => suits(schedule, search, base));
    const found = await abreastOf(chunksOf(wanted, idsAtOnce), (schedules) =>
      findIn(schedules, search, signal, { send, base, searches }),
    );
    return joined(found, search, known.complete);
  };
}

async function readSchedules(
  send: Send,
  base: string,
  searches: ScheduleSearches,
  actors: readonly Reference[],
): Promise<Known> {
  const asked = await searches.schedules(actors);
  const all = await abreastOf(asked, (pairs) =>
    readPages(send, base, { method: 'GET', url: query('Schedule', pairs) }, 'Schedule'),
  );
  return { schedules: distinct(all), complete: all.every(({ complete }) => complete) };
}

/** One Schedule may be for several of the things that were asked for. */
function distinct(all: readonly Pages[]): readonly Schedule[] {
  const schedules = new Map<string, Schedule>();
  for (const resource of all.flatMap(({ resources }) => resources)) {
    const id = parseId(resource.id);
    // `active` may be missing, and means yes then. Servers may ignore that it was asked for.
    if (id === undefined || resource.active === false) continue;
    const reference = `Schedule/${id}`;
    schedules.set(reference, { reference, resource });
  }
  return [...schedules.values()];
}

/** Who or what a Schedule does not name, it does not contradict: the domain looks at its times once more. */
function suits({ resource }: Schedule, search: Search, base: string): boolean {
  const actors = objects(resource.actor).flatMap(
    (actor) => parseActor(actor, base).reference ?? [],
  );
  const among = (type: RegExp, wanted: readonly Reference[] = []): boolean => {
    const named = actors.filter((actor) => type.test(actor));
    return wanted.length === 0 || named.length === 0 || named.some((each) => wanted.includes(each));
  };
  return (
    among(/^Practitioner/, search.practitioners) &&
    among(/^Location\//, search.locations) &&
    !isOfOtherKind(() => parseCodes(resource.specialty), search.specialties) &&
    !isOfOtherKind(() => parseCodes(resource.serviceType), search.visitTypes)
  );
}

interface Asking {
  readonly send: Send;
  readonly base: string;
  readonly searches: ScheduleSearches;
}

async function findIn(
  schedules: readonly Schedule[],
  search: Search,
  signal: AbortSignal | undefined,
  { send, base, searches }: Asking,
): Promise<FoundAppointments> {
  const { start, end, count } = search;
  const more = (await searches.slots?.(schedules, search)) ?? [];
  const ask = (most: number | undefined): Promise<FoundAppointments> => {
    const url = query('Slot', [
      ['schedule', schedules.map(({ reference }) => reference).join(',')],
      ...more,
      // There is no search parameter for when a Slot ends. The second in which the window ends is asked for whole.
      ['start', `ge${writeInstant(start)}`],
      ['start', `lt${writeInstant(end + 999)}`],
      ['status', 'free'],
      ['_sort', 'start'],
      ...(most === undefined ? [] : [['_count', String(most)] as const]),
    ]);
    const request = { method: 'GET', url, signal } as const;
    return findSlots(send, base, request, most, schedules, undefined, ofOneKind(search));
  };
  return soonest(ask, count);
}

/** A Slot may be for several kinds of visit; a visit is of one: that which was looked for, else the first. */
function ofOneKind({ visitTypes }: Search): (proposed: Json) => Json {
  const preferred = preferring(visitTypes);
  return (proposed) => {
    const { serviceType, ...rest } = preferred(proposed);
    const [kind] = objects(serviceType);
    return kind === undefined ? rest : { ...rest, serviceType: [kind] };
  };
}

async function abreastOf<Item, Value>(
  items: readonly Item[],
  work: (item: Item) => Promise<Value>,
): Promise<readonly Value[]> {
  const values: Value[] = [];
  for (let from = 0; from < items.length; from += abreast)
    values.push(...(await Promise.all(items.slice(from, from + abreast).map(work))));
  return values;
}
