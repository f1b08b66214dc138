import type * as fhir3 from 'fhir/r3';
import { differenceInYears } from 'date-fns';
import { horizonDays } from '../clinic/calendar.ts';
import { visitTypeSystem } from '../clinic/codes.ts';
import { holdOn, sweepExpiredHolds } from '../database/claims.ts';
import { readResource, type Stored } from '../database/resources.ts';
import { freeSlots, readSlot, type SlotRow } from '../database/slots.ts';
import { searchset } from '../fhir/bundle.ts';
import type { Call } from '../fhir/call.ts';
import { readCount } from '../fhir/input.ts';
import { refuse } from '../fhir/outcome.ts';
import { pageLink, readPage } from '../fhir/paging.ts';
import { readReference } from '../fhir/references.ts';
import { checkSearch, pairsOf, readDateRange, type SearchInput } from '../fhir/search.ts';
import { slotResource } from '../fhir/slot.ts';
import type { Clinic } from './clinic.ts';
import type { DialectCall } from './dialect-app.ts';

const day = 86_400_000;

/** What a search of Slots takes in a dialect, by its FHIR type. */
export type SlotParameters = Readonly<
  Partial<Record<'schedule' | 'service-type' | 'start' | 'status', string>>
>;

interface Page {
  readonly pairs: readonly (readonly [string, string])[];
  readonly offset: number;
  readonly size: number;
}

/**
 * Free Slots by the Schedules that they are on, soonest first and in pages, as the clinic writes them (STU3).
 * @param required which of the parameters nobody may leave out
 */
export async function searchSlots(
  dialectCall: DialectCall,
  { server }: Clinic,
  parameters: SlotParameters,
  required: readonly (keyof SlotParameters)[] = [],
): Promise<fhir3.Bundle> {
  const call: Call = { ...dialectCall, server };
  call.access.require('Slot', 's');
  const page = readPage(call) as Page | undefined;
  const search = checkSearch(
    call,
    page?.pairs ?? [...call.url.searchParams],
    Object.keys(parameters),
  );
  for (const name of required)
    if (!search.conditions.has(name))
      throw refuse(400, 'required', `A search of Slots needs ${name}`, name);
  for (const status of search.conditions.get('status')?.flat() ?? [])
    if (status !== 'free')
      throw refuse(400, 'not-supported', 'Only free Slots are searched here', 'status');
  const sort = call.url.searchParams.get('_sort');
  if (sort !== null && sort !== 'start')
    throw refuse(400, 'not-supported', `Slots cannot be sorted by ${sort}`, '_sort');

  const { pageSize } = server.rules.find;
  const count = readCount(call.url, pageSize ?? 50, 1000);
  const size = page?.size ?? Math.min(count, pageSize ?? count);
  const offset = page?.offset ?? 0;
  const found = await readFree(call, search, { size, offset });
  const next: Page = { pairs: page?.pairs ?? pairsOf(search), offset: offset + size, size };
  const { total: _, ...bundle } = searchset({
    base: server.base,
    matches: found.slice(0, size).map((slot) => slotResource(slot, true)),
    issues: search.issues,
    self: call.url.href,
    next: found.length > size && size > 0 ? pageLink(call, 'Slot', next) : undefined,
  });
  return bundle;
}

/** One Slot with the status that it has for this patient. */
export async function readSlotFor(
  { access, now }: Pick<DialectCall, 'access' | 'now'>,
  { server }: Clinic,
  id: string,
): Promise<Stored<fhir3.Slot>> {
  const { found, held, swept } = await server.database.transaction(async (transaction) => ({
    swept: await sweepExpiredHolds(transaction, now),
    found: await readSlot(transaction, id),
    held: await holdOn(transaction, id, access.patient),
  }));
  server.changed(swept);
  if (!found) throw refuse(404, 'not-found', `There is no Slot/${id}`);
  const slot = slotResource(found.slot, found.free);
  return held ? { ...slot, status: 'busy-tentative' } : slot;
}

/** One more than asked for shows whether there are more. */
async function readFree(
  call: Call,
  { conditions }: SearchInput,
  { size, offset }: { size: number; offset: number },
): Promise<readonly SlotRow[]> {
  const windows = (conditions.get('start') ?? []).map((values) => {
    const [value = '', ...others] = values;
    if (others.length > 0)
      throw refuse(400, 'not-supported', 'start takes one value at a time', 'start');
    return readDateRange('start', value);
  });
  const from = Math.max(call.now, ...windows.map(({ start }) => start));
  const until = Math.min(call.now + horizonDays * day, ...windows.map(({ end }) => end));
  if (until <= from) return [];
  const query = {
    from: new Date(from),
    // The clinic asks when a time ends, a search when it begins.
    until: new Date(until + day),
    schedules: schedulesIn(call, conditions.get('schedule')),
    visitTypes: kindsIn(conditions.get('service-type')),
    age: await ageOf(call),
    limit: size + 1,
    offset,
  };
  const { swept, slots } = await call.server.database.transaction(async (transaction) => ({
    swept: await sweepExpiredHolds(transaction, call.now),
    slots: await freeSlots(transaction, query),
  }));
  call.server.changed(swept);
  return slots.filter(({ start }) => start.getTime() < until);
}

/** Any of one list; all lists where there are several. */
function schedulesIn(
  { server }: Call,
  lists: readonly (readonly string[])[] | undefined,
): readonly string[] | undefined {
  const ids = lists?.map((values) =>
    values.map((value) =>
      readReference(
        value.includes('/') ? value : `Schedule/${value}`,
        'Schedule',
        server.base,
        'schedule',
      ),
    ),
  );
  return ids?.reduce((some, others) => some.filter((id) => others.includes(id)));
}

function kindsIn(lists: readonly (readonly string[])[] | undefined): readonly string[] | undefined {
  return lists?.flat().map((token) => {
    const [code = '', system] = token.split('|').reverse();
    return system === undefined || system === visitTypeSystem ? code : token;
  });
}

/** Children's clinicians see no adults. */
async function ageOf({ access, server, now }: Call): Promise<number | undefined> {
  const id = access.patientIfAny;
  if (id === undefined) return undefined;
  const row = await readResource<fhir3.Patient>(server.database, 'Patient', id);
  const born = row?.resource.birthDate;
  return born === undefined ? undefined : differenceInYears(now, Date.parse(born));
}
