import type { Instant, ProposedAppointment } from '../../scheduling/model.ts';
import type { Clock, FoundAppointments, Search } from '../../scheduling/ports.ts';
import { ok } from '../../scheduling/result.ts';
import { cannot } from '../changes.ts';
import type { Dialect } from '../dialect.ts';
import { attempt, FhirError } from '../errors.ts';
import { readRecords } from '../records.ts';
import { type Published, readPublished } from './published.ts';

/**
 * SMART Scheduling Links (https://github.com/smart-on-fhir/smart-scheduling-links): open times are files for
 * everybody, which `$bulk-publish` lists, and each is booked on the page or by the phone that it names. Nothing is
 * ever changed here. The patient's own record is read where the base is a FHIR server that has it.
 */
export const elsewhere: Dialect = (ports) => {
  const records = readRecords(ports);
  const published = keptForAMinute(ports.now, () => readPublished(ports.send, ports.base));
  return {
    ...records,
    can: {
      book: 'elsewhere',
      hold: false,
      pending: 'requested',
      cancel: false,
      reschedule: 'book-first',
    },
    findAppointments: (search, signal) =>
      attempt(async () => {
        const all = await published();
        // Others may wait for the same files, so only this answer ends.
        if (signal?.aborted === true)
          throw new FhirError({ kind: 'no-answer', timedOut: false, notices: [] });
        return timesOf(all, search);
      }),
    async readLocation(reference) {
      const known = await attempt(published);
      const location = known.ok ? known.value.places.get(reference)?.location : undefined;
      return location === undefined ? records.readLocation(reference) : ok(location);
    },
    async listAppointments(period) {
      const list = await records.listAppointments(period);
      const { kind } = list.ok ? { kind: undefined } : list.failure;
      // Whoever only publishes times has no visits to list, and nobody can say that there are none.
      return kind === 'not-found' || kind === 'not-supported'
        ? ok({ appointments: [], complete: false })
        : list;
    },
    async readDirectory() {
      const [directory, known] = await Promise.all([records.readDirectory(), attempt(published)]);
      if (directory.locations.length > 0 || !known.ok) return directory;
      return {
        ...directory,
        locations: [...known.value.places.values()].map(({ location }) => location),
      };
    },
    holdAppointment: cannot,
    extendHold: cannot,
    releaseHold: cannot,
    bookAppointment: cannot,
    acceptsCancelling: () => Promise.resolve(false),
    cancelAppointment: cannot,
  };
};

/**
 * Whatever else was asked for, the domain looks for in what is given. Nothing is counted: the first few with anyone
 * might be none with those who were asked for.
 */
function timesOf(
  { times, places, complete, dropped }: Published,
  search: Search,
): FoundAppointments {
  const { start, end } = search;
  const towns = (search.places ?? []).map((town) => town.toLowerCase());
  const isThere = ({ locations }: ProposedAppointment): boolean =>
    towns.length === 0 ||
    locations.some(({ reference = '' }) =>
      towns.some((town) => places.get(reference)?.address.includes(town)),
    );
  return {
    appointments: times.filter((time) => time.start >= start && time.start < end && isThere(time)),
    complete,
    dropped,
    notices: [],
  };
}

const minute = 60_000;

/** Clients should not ask for a file more than once a minute; what could not be read is asked for again. */
function keptForAMinute<Value>(now: Clock, read: () => Promise<Value>): () => Promise<Value> {
  let kept: { readonly value: Promise<Value>; readonly since: Instant } | undefined;
  return async () => {
    if (kept === undefined || now() - kept.since >= minute) kept = { value: read(), since: now() };
    const mine = kept;
    try {
      return await mine.value;
    } catch (error) {
      if (kept === mine) kept = undefined;
      throw error;
    }
  };
}
