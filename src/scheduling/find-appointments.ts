import { daysAfter } from './availability.ts';
import type { EhrFailure } from './failure.ts';
import { isError } from './judge.ts';
import type { Actor, Code, Instant, Notice, ProposedAppointment, Reference } from './model.ts';
import type { Clock, Ehr, FoundAppointments, Search } from './ports.ts';
import { err, ok, type Result } from './result.ts';

/** What can be asked for beside the time, and checked in the answer. */
export type Asked = 'practitioners' | 'locations' | 'specialties' | 'visitTypes';

export interface OpenTimes {
  /** Soonest first, each once, none of them past. */
  readonly times: readonly ProposedAppointment[];
  /** Whether the EHR had no more in this window than these. */
  readonly complete: boolean;
  /** Up to when none is missing: the end of the window, or where an answer that was cut off breaks off. */
  readonly until: Instant;
  /** How many the EHR gave although they were not asked for; they are left out. */
  readonly filtered: number;
  /** Which of the wishes the EHR did not keep to, so that they were applied here. */
  readonly ignored: readonly Asked[];
  /** How many could not be read. */
  readonly dropped: number;
  readonly notices: readonly Notice[];
}

interface Ports {
  readonly ehr: Ehr;
  readonly now: Clock;
  /**
   * How far the window will be moved on later. An EHR that ignores windows gives all of that at once, and what it
   * gave need not be asked for again.
   */
  readonly farthest?: Instant;
}

/** An EHR that refuses so short a window refuses something else. */
const shortestWindowDays = 7;

/**
 * Finds open times. Servers may ignore a parameter that they do not know, or answer outside the window,
 * so what was asked is applied again here; times already past are never offered. A window that the EHR does
 * not take at once is asked for in halves.
 */
export async function findAppointments(
  search: Search,
  ports: Ports,
  signal?: AbortSignal,
): Promise<Result<OpenTimes, EhrFailure>> {
  const found = await ports.ehr.findAppointments(search, signal);
  if (found.ok) return sift(found.value, search, ports);
  const { failure } = found;
  const { start, end } = search;
  if (failure.kind !== 'rejected' || end <= daysAfter(start, shortestWindowDays)) return found;
  const middle = start + Math.ceil((end - start) / 2);
  const { ehr, now } = ports;
  const first = await findAppointments({ ...search, end: middle }, { ehr, now }, signal);
  // Enough came from the nearer half, or it has more to give: the farther one would leave a gap.
  if (!first.ok || !first.value.complete) return first;
  const rest = await findAppointments({ ...search, start: middle }, { ehr, now }, signal);
  if (rest.ok) return ok(joined(first.value, rest.value));
  // What could not be asked for is no calendar without open times.
  if (first.value.times.length === 0) return rest;
  const notices = [...first.value.notices, ...rest.failure.notices];
  return ok({ ...first.value, complete: false, until: middle, notices });
}

function sift(
  { appointments, complete, dropped, notices }: FoundAppointments,
  search: Search,
  { now, farthest = search.end }: Ports,
): Result<OpenTimes, EhrFailure> {
  // An answer that holds nothing but an error is no calendar without open times.
  if (appointments.length === 0 && notices.some(isError)) {
    return err({ kind: 'server-error', notices });
  }
  const ignoresEnd = complete && appointments.some(({ start }) => start >= search.end);
  const end = ignoresEnd ? farthest : search.end;
  const ignored = new Set<Asked>();
  let times: ProposedAppointment[] = [];
  const present = now();
  let filtered = 0;
  let last: ProposedAppointment | undefined;
  /** Whether each is later than the one before it, and none so twice. */
  let distinct = true;
  let until = complete ? end : search.start;
  for (const time of appointments) {
    const outside = time.start < search.start || time.start >= end;
    // Also what was not asked for tells how far the EHR got.
    if (!outside) until = Math.max(until, time.start);
    const unasked = outside || differs(time, search);
    if (unasked !== false) {
      filtered += 1;
      if (unasked !== true) ignored.add(unasked);
    } else if (time.start > present) {
      // Pages can shift while they are read, and windows overlap: then one time comes twice.
      const order = last === undefined ? -1 : bySoonest(last, time);
      distinct &&= order < 0;
      times.push((last = time));
    }
  }
  if (!distinct) times = distinctOf(times.sort(bySoonest));
  return ok({ times, complete, until, filtered, ignored: [...ignored], dropped, notices });
}

function joined(one: OpenTimes, other: OpenTimes): OpenTimes {
  return {
    times: [...one.times, ...other.times],
    complete: other.complete,
    until: other.until,
    filtered: one.filtered + other.filtered,
    ignored: [...new Set([...one.ignored, ...other.ignored])],
    dropped: one.dropped + other.dropped,
    notices: [...one.notices, ...other.notices],
  };
}

/** @param sorted so that what comes twice stands together */
const distinctOf = (sorted: readonly ProposedAppointment[]): ProposedAppointment[] =>
  sorted.filter(({ key }, index) => key !== sorted[index - 1]?.key);

const bySoonest = (one: ProposedAppointment, other: ProposedAppointment): number =>
  one.start - other.start || compareText(one.key, other.key);

/** In what a time is not as it was asked for. */
function differs(time: ProposedAppointment, search: Search): Asked | false {
  const { practitioners, locations, specialties, visitTypes } = search;
  if (isOther(() => time.practitioners, practitioners)) return 'practitioners';
  if (isOther(() => time.locations, locations)) return 'locations';
  if (isOfOtherKind(() => time.specialties, specialties)) return 'specialties';
  if (isOfOtherKind(() => time.visitTypeCodes, visitTypes)) return 'visitTypes';
  return false;
}

/** False where nothing was asked, or where the EHR names its actors by display only and so cannot be checked. */
function isOther(
  actors: () => readonly Actor[],
  wanted: readonly Reference[] | undefined,
): boolean {
  if (wanted === undefined || wanted.length === 0) return false;
  const references = actors().flatMap(({ reference }) => reference ?? []);
  return references.length > 0 && !references.some((reference) => wanted.includes(reference));
}

/** False also where the EHR has no code in any system that was asked in: then it cannot be checked. */
export function isOfOtherKind(
  codes: () => readonly Code[],
  wanted: readonly Code[] | undefined,
): boolean {
  if (wanted === undefined || wanted.length === 0) return false;
  const comparable = codes().filter(({ system }) => wanted.some((code) => code.system === system));
  return (
    comparable.length > 0 &&
    !comparable.some((code) => wanted.some((each) => isSameCode(code, each)))
  );
}

export const isSameCode = (one: Code, other: Code): boolean =>
  one.system === other.system && one.code === other.code;

const compareText = (one: string, other: string): number =>
  one < other ? -1 : Number(one > other);
