import { horizonDays } from '../clinic/calendar.ts';
import { snomed, visitTypeSystem } from '../clinic/codes.ts';
import { sweepExpiredHolds } from '../database/claims.ts';
import { listResources } from '../database/resources.ts';
import { freeSlots } from '../database/slots.ts';
import { readDateRange, tokenCode } from '../fhir/search.ts';
import { refuse } from '../fhir/outcome.ts';
import { slotResource } from '../fhir/slot.ts';
import type { Clinic } from './clinic.ts';
import type { DialectAnswer, DialectCall } from './dialect-app.ts';
import type { Version } from './plain-version.ts';
import { type SlotState, slotState, slotStates } from './slot-state.ts';
import type { Json } from './versions.ts';

/** A search once it is understood, as the link to its next page holds it. */
interface Question {
  readonly from: number;
  readonly before: number;
  readonly practitioners?: readonly string[];
  readonly locations?: readonly string[];
  readonly visitTypes?: readonly string[];
  readonly specialties?: readonly string[];
  readonly includes: boolean;
  readonly sorted: boolean;
  readonly size: number;
  readonly offset: number;
}

export function slotAs({ write }: Version, { slot, status, version }: SlotState): Json {
  const { meta: _, ...resource } = write(slotResource(slot, true));
  return { ...resource, status, meta: { versionId: version } };
}

export async function searchSlots(
  clinic: Clinic,
  version: Version,
  call: DialectCall,
): Promise<DialectAnswer> {
  call.access.require('Slot', 'r', 's');
  return answer(clinic, version, call, readQuestion(clinic, version, call));
}

/** HAPI keeps a search on its server, and has the links to later pages ask the server as a whole. */
export async function pageOfSlots(
  clinic: Clinic,
  version: Version,
  call: DialectCall,
): Promise<DialectAnswer> {
  call.access.require('Slot', 'r', 's');
  try {
    const text = call.url.searchParams.get('_getpages') ?? '';
    const question = JSON.parse(Buffer.from(text, 'base64url').toString()) as Question;
    return await answer(clinic, version, call, question);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refuse(410, 'processing', 'HAPI-0387: This search is not known, or has ended');
  }
}

export async function readSlot(
  { server }: Clinic,
  version: Version,
  call: DialectCall,
): Promise<DialectAnswer> {
  call.access.require('Slot', 'r');
  server.changed(await sweepExpiredHolds(server.database, call.now));
  const state = await slotState(server.database, call.param('id'));
  if (!state)
    throw refuse(404, 'not-found', `HAPI-2001: Resource Slot/${call.param('id')} is not known`);
  return { status: 200, resource: slotAs(version, state) };
}

async function answer(
  { server, base }: Clinic,
  version: Version,
  { access, url, now }: DialectCall,
  question: Question,
): Promise<DialectAnswer> {
  server.changed(await sweepExpiredHolds(server.database, now));
  const { from, before, includes, sorted, size, offset, ...wishes } = question;
  const rows = await freeSlots(server.database, {
    ...wishes,
    from: new Date(Math.max(from, now)),
    // What begins within the period may end after it.
    until: new Date(Math.min(before, now + horizonDays * 86_400_000) + 86_400_000),
    limit: sorted ? offset + size + 1 : 100_000,
  });
  const found = rows.filter(({ start }) => start.getTime() < before);
  // In the order in which they came into the database, which here is that of their ids.
  if (!sorted) found.sort((one, other) => one.id.localeCompare(other.id));
  const slots = found.slice(offset, offset + size);
  const matches = await slotStates(server.database, slots);
  const ids =
    includes && access.allows('Schedule', 'r') ? slots.map(({ schedule }) => schedule) : [];
  const schedules = await listResources(server.database, 'Schedule', 'id = any($2::text[])', [ids]);
  const next = Buffer.from(JSON.stringify({ ...question, offset: offset + size }));
  const entry = [
    ...matches.map((state) => ({ resource: slotAs(version, state), search: { mode: 'match' } })),
    ...schedules.map(({ resource }) => ({
      resource: version.write(resource),
      search: { mode: 'include' },
    })),
  ];
  const link = [{ relation: 'self', url: url.href }];
  if (found.length > offset + size)
    link.push({ relation: 'next', url: `${base}?_getpages=${next.toString('base64url')}` });
  const bundle = { resourceType: 'Bundle', type: 'searchset', link };
  return { status: 200, resource: entry.length ? { ...bundle, entry } : bundle };
}

function readQuestion({ server }: Clinic, version: Version, { url }: DialectCall): Question {
  const { visitTypes, specialties = '' } = version.searches;
  const known = ['status', 'start', 'schedule.actor', visitTypes, specialties];
  const control = ['_include', '_sort', '_count', '_format'];
  const other = [...url.searchParams.keys()].find((name) => ![...known, ...control].includes(name));
  if (other !== undefined)
    throw refuse(
      400,
      'processing',
      `HAPI-0524: Unknown search parameter "${other}" for Slot`,
      other,
    );
  const [include = 'Slot:schedule', second] = url.searchParams.getAll('_include');
  if (include !== 'Slot:schedule' || second !== undefined)
    throw refuse(400, 'processing', `HAPI-2015: Invalid _include parameter value: ${include}`);
  if (url.searchParams.get('status') !== 'free')
    throw refuse(400, 'not-supported', 'This sandbox lists only Slots with the status free');
  const { pageSize = 500 } = server.rules.find;
  const count = url.searchParams.get('_count') ?? '20';
  if (!/^\d{1,9}$/.test(count)) throw refuse(400, 'processing', 'HAPI-0414: Invalid _count');
  return {
    ...periodIn(url),
    ...actorsIn(url),
    ...codesIn(url, visitTypes, 'visitTypes', visitTypeSystem),
    ...codesIn(url, specialties, 'specialties', snomed),
    includes: url.searchParams.has('_include'),
    sorted: url.searchParams.get('_sort') === 'start',
    size: Math.min(Number(count), pageSize),
    offset: 0,
  };
}

function periodIn(url: URL): Pick<Question, 'from' | 'before'> {
  const ranges = url.searchParams.getAll('start').map((value) => readDateRange('start', value));
  return {
    from: Math.max(0, ...ranges.map(({ start }) => start)),
    before: Math.min(Date.UTC(9999, 0), ...ranges.map(({ end }) => end)),
  };
}

/** Any of those that stand together, and one of each that stands alone. */
function actorsIn(url: URL): Pick<Question, 'practitioners' | 'locations'> {
  const wished = url.searchParams.getAll('schedule.actor').map((value) => value.split(','));
  const of = (type: string): readonly string[] | undefined => {
    const [ids, second] = wished.filter(([first = '']) => first.startsWith(`${type}/`));
    if (second) throw refuse(400, 'not-supported', `This sandbox takes ${type} once`);
    return ids?.map((reference) => reference.slice(type.length + 1));
  };
  const [practitioners, locations] = [of('Practitioner'), of('Location')];
  if (wished.length !== Number(practitioners !== undefined) + Number(locations !== undefined))
    throw refuse(400, 'processing', 'HAPI-0498: Invalid reference in schedule.actor');
  return { ...(practitioners ? { practitioners } : {}), ...(locations ? { locations } : {}) };
}

function codesIn(
  url: URL,
  name: string,
  as: 'visitTypes' | 'specialties',
  system: string,
): Partial<Question> {
  const [value] = url.searchParams.getAll(name);
  if (value === undefined) return {};
  // A code of another system is that of no Slot.
  const codes = value
    .split(',')
    .filter((token) => !token.includes('|') || token.startsWith(`${system}|`));
  return { [as]: codes.map(tokenCode) };
}
