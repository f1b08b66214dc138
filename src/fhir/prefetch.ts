import type { FoundAppointments, Search } from '../scheduling/ports.ts';
import { findInputs, findParameters } from './dialects/parameters.ts';
import type { DialectPorts } from './dialect.ts';
import { chunksOf, idsAtOnce } from './chunks.ts';
import { readPages } from './pages.ts';
import { parseId } from './parse/reference.ts';
import { query } from './records.ts';
import type { Send } from './request.ts';
import { findSlots, type Schedule } from './slots.ts';

/** What `$prefetch` can be asked for; the rest is applied to what it gives. */
const inputs: readonly string[] = [
  'start',
  'end',
  'practitioner',
  'organization',
  'location-string',
  'location-reference',
];

/**
 * Argonaut's second way: free Slots by `Slot/$prefetch`, out of which the app itself proposes the Appointments that
 * it holds and books as `appt-resource` (Argonaut Scheduling 1.0.0, use case 3).
 */
export function createPrefetch({ send, base, patient }: DialectPorts) {
  const calendars = calendarsBy(send, base);
  return async (search: Search, signal: AbortSignal | undefined): Promise<FoundAppointments> => {
    const asked = findInputs(search, patient).filter(({ name }) => inputs.includes(name));
    const count = search.count === undefined ? '' : `?_count=${String(search.count)}`;
    const request = {
      method: 'POST',
      url: `Slot/$prefetch${count}`,
      body: findParameters(asked),
      operation: true,
      signal,
    } as const;
    return findSlots(send, base, request, search.count, [], calendars);
  };
}

/** Slots name their calendar, and only that says whose they are: each is read once. */
function calendarsBy(send: Send, base: string) {
  const known = new Map<string, Schedule>();
  return async (references: readonly string[]): Promise<readonly Schedule[]> => {
    const missing = references.filter((reference) => !known.has(reference));
    for (const some of chunksOf(missing, idsAtOnce)) {
      const url = query('Schedule', [
        ['_id', some.map((reference) => reference.slice('Schedule/'.length)).join(',')],
        ['_count', String(idsAtOnce)],
      ]);
      const { resources } = await readPages(send, base, { method: 'GET', url }, 'Schedule');
      for (const resource of resources) {
        const reference = `Schedule/${parseId(resource.id) ?? ''}`;
        known.set(reference, { reference, resource });
      }
    }
    return references.flatMap((reference) => known.get(reference) ?? []);
  };
}
