import type * as fhir3 from 'fhir/r3';
import { sweepExpiredHolds } from '../database/claims.ts';
import { listResources, readResource, type Stored } from '../database/resources.ts';
import { writeAppointment } from './appointment.ts';
import { searchset } from './bundle.ts';
import type { Answer, Call } from './call.ts';
import { readCount } from './input.ts';
import { factsOf, readOffer } from './offer.ts';
import { refuse } from './outcome.ts';
import { pageLink, readPage } from './paging.ts';
import { readReference } from './references.ts';
import {
  checkSearch,
  pairsOf,
  readDateRange,
  readSearch,
  tokenCode,
  type SearchInput,
} from './search.ts';

const parameters = ['_id', 'patient', 'status', 'date', 'practitioner'];

/** Reads one Appointment of the patient; an offer can be read as long as its time is free. */
export async function readAppointment(call: Call, id: string): Promise<Answer> {
  const statuses = call.access.statuses('Appointment', 'r');
  await endOldHolds(call);
  const row = await readResource<fhir3.Appointment>(call.server.database, 'Appointment', id);
  if (row) call.access.requireOwn(row.patient);
  const resource = row?.resource ?? (await readProposed(call, id));
  if (!resource) throw refuse(404, 'not-found', `There is no Appointment/${id}`);
  if (statuses !== 'all' && !statuses.includes(resource.status)) {
    throw refuse(
      403,
      'forbidden',
      `The granted scopes do not reach an Appointment that is ${resource.status}`,
    );
  }
  return { status: 200, resource };
}

/** The patient's Appointments, in order of their start, in pages. */
export async function searchAppointments(call: Call): Promise<Answer> {
  const statuses = call.access.statuses('Appointment', 's');
  await endOldHolds(call);
  const page = readPage(call) as Page | undefined;
  const search = page
    ? checkSearch(call, page.pairs, parameters)
    : await readSearch(call, parameters);
  const all = await listResources<fhir3.Appointment>(
    call.server.database,
    'Appointment',
    'patient = $2',
    [call.access.patient],
  );
  const test = readTest(call, search);
  const found = all
    .map(({ resource }) => resource)
    .filter(
      (resource) => test(resource) && (statuses === 'all' || statuses.includes(resource.status)),
    );
  const newestFirst = (page?.sort ?? call.url.searchParams.get('_sort')) === '-date';
  found.sort(
    (one, other) =>
      (newestFirst ? -1 : 1) *
      ((one.start ?? '').localeCompare(other.start ?? '') || one.id.localeCompare(other.id)),
  );
  const offset = page?.offset ?? 0;
  const size = page?.size ?? readCount(call.url, 20, 100);
  const more = offset + size < found.length && size > 0;
  const after: Page = {
    pairs: page?.pairs ?? pairsOf(search),
    offset: offset + size,
    size,
    sort: newestFirst ? '-date' : 'date',
  };
  const next = more ? pageLink(call, 'Appointment', after) : undefined;
  const matches = found.slice(offset, offset + size);
  return {
    status: 200,
    resource: searchset({
      base: call.server.base,
      matches,
      total: found.length,
      issues: search.issues,
      self: call.url.href,
      next,
    }),
  };
}

async function readProposed(
  call: Call,
  id: string,
): Promise<Stored<fhir3.Appointment> | undefined> {
  const offer = await readOffer(call.server.database, id);
  return offer && writeAppointment(factsOf(offer), { id, status: 'proposed' });
}

async function endOldHolds(call: Call): Promise<void> {
  call.server.changed(await sweepExpiredHolds(call.server.database, call.now));
}

function readTest(
  call: Call,
  search: SearchInput,
): (appointment: Stored<fhir3.Appointment>) => boolean {
  const tests: ((appointment: Stored<fhir3.Appointment>) => boolean)[] = [];
  for (const [name, entries] of search.conditions) {
    for (const values of entries) tests.push(readCondition(call, name, values));
  }
  return (appointment) => tests.every((test) => test(appointment));
}

function readCondition(
  call: Call,
  name: string,
  values: readonly string[],
): (appointment: Stored<fhir3.Appointment>) => boolean {
  if (name === 'date') return dateTest(values);
  if (name === '_id') return ({ id }) => values.includes(id);
  if (name === 'status') return ({ status }) => values.map(tokenCode).includes(status);
  if (name === 'patient') {
    for (const value of values) call.access.requireOwn(readActor(call, value, 'Patient', name));
    return () => true;
  }
  const wanted = values.map(
    (value) => `Practitioner/${readActor(call, value, 'Practitioner', name)}`,
  );
  return ({ participant }) =>
    participant.some(({ actor }) => wanted.includes(actor?.reference ?? ''));
}

/** In a search a bare id will do where the type can be only one. */
function readActor(call: Call, value: string, type: string, name: string): string {
  return readReference(
    value.includes('/') ? value : `${type}/${value}`,
    type,
    call.server.base,
    name,
  );
}

function dateTest(values: readonly string[]): (appointment: fhir3.Appointment) => boolean {
  const ranges = values.map((value) => readDateRange('date', value));
  return ({ start }) => {
    const at = Date.parse(start ?? '');
    return ranges.some((range) => at >= range.start && at < range.end);
  };
}

interface Page {
  readonly pairs: readonly (readonly [string, string])[];
  readonly offset: number;
  readonly size: number;
  readonly sort: string;
}
