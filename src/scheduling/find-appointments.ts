import type { EhrFailure } from './failure.ts';
import { isError } from './judge.ts';
import type { Actor, Notice, ProposedAppointment, Reference } from './model.ts';
import type { Clock, Ehr, Search } from './ports.ts';
import { err, ok, type Result } from './result.ts';

export interface OpenTimes {
  /** Soonest first, each once, none of them past. */
  readonly times: readonly ProposedAppointment[];
  /** Whether the EHR had no more in this window than these. */
  readonly complete: boolean;
  /** How many the EHR gave although they were not asked for; they are left out. */
  readonly filtered: number;
  /** How many could not be read. */
  readonly dropped: number;
  readonly notices: readonly Notice[];
}

/**
 * Finds open times. Servers may ignore a parameter that they do not know, or answer outside the window,
 * so what was asked is applied again here; times already past are never offered.
 */
export async function findAppointments(
  search: Search,
  { ehr, now }: { readonly ehr: Ehr; readonly now: Clock },
  signal?: AbortSignal,
): Promise<Result<OpenTimes, EhrFailure>> {
  const found = await ehr.findAppointments(search, signal);
  if (!found.ok) return found;
  const { appointments, notices } = found.value;
  // An answer that holds nothing but an error is no calendar without open times.
  if (appointments.length === 0 && notices.some(isError)) {
    return err({ kind: 'server-error', notices });
  }

  const asked = found.value.appointments.filter((time) => matches(time, search));
  const open = new Map<string, ProposedAppointment>();
  for (const time of asked) {
    if (time.start > now() && !open.has(time.key)) open.set(time.key, time);
  }
  return ok({
    times: [...open.values()].sort(
      (one, other) => one.start - other.start || compareText(one.key, other.key),
    ),
    complete: found.value.complete,
    filtered: found.value.appointments.length - asked.length,
    dropped: found.value.dropped,
    notices: found.value.notices,
  });
}

function matches(time: ProposedAppointment, search: Search): boolean {
  return (
    time.start >= search.start &&
    time.start < search.end &&
    named(time.practitioners, search.practitioners) &&
    named(time.locations, search.locations)
  );
}

/** True where nothing was asked, or where the EHR names its actors by display only and so cannot be checked. */
function named(actors: readonly Actor[], wanted: readonly Reference[] | undefined): boolean {
  if (wanted === undefined || wanted.length === 0) return true;
  const references = actors.flatMap(({ reference }) => reference ?? []);
  return references.length === 0 || references.some((reference) => wanted.includes(reference));
}

const compareText = (one: string, other: string): number =>
  one < other ? -1 : Number(one > other);
