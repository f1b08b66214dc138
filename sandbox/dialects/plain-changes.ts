import { isDeepStrictEqual } from 'node:util';
import type * as fhir3 from 'fhir/r3';
import { applyPatch, type Operation } from 'rfc6902';
import { readResource, type Stored } from '../database/resources.ts';
import type { SlotRow } from '../database/slots.ts';
import { readSpan } from '../fhir/dates.ts';
import { readFhirJson, readJson } from '../fhir/media.ts';
import { offerId } from '../fhir/offer.ts';
import { type FhirRefusal, refuse } from '../fhir/outcome.ts';
import { readReference } from '../fhir/references.ts';
import type { Clinic } from './clinic.ts';
import type { DialectAnswer, DialectCall } from './dialect-app.ts';
import { type Part, readParts } from './plain-bundle.ts';
import { slotAs } from './plain-slots.ts';
import type { Version } from './plain-version.ts';
import { slotState } from './slot-state.ts';
import { type Inside, together } from './together.ts';
import type { Json } from './versions.ts';

const statusReason =
  'http://fhir.org/guides/argonaut-scheduling/StructureDefinition/extension-status-reason';

/**
 * A transaction. What is served in it is what can be made of the clinic: visits are cancelled and their Slots given
 * back, and one is booked, with its Slot taken in the same transaction.
 */
export async function transact(
  clinic: Clinic,
  version: Version,
  call: DialectCall,
): Promise<DialectAnswer> {
  const parts = readParts(await readFhirJson(call.request), clinic.base);
  if (parts.some(({ type }) => type === 'Slot')) call.access.require('Slot', 'u');
  if (parts.some(({ type }) => type === 'Appointment'))
    call.access.require('Appointment', 'c', 'u');
  const made = await together(clinic, call, async (inside) => {
    for (const part of parts.filter(({ type }) => type === 'Slot'))
      await checkSlot(inside, version, part);
    await checkTogether(inside, clinic, parts);
    const results = new Map<Part, Stored>();
    for (const part of parts.filter(({ type, id }) => type === 'Appointment' && id !== undefined))
      results.set(part, await endVisit(inside, version, part));
    for (const part of parts.filter(({ id }) => id === undefined))
      results.set(part, await bookVisit(inside, clinic, version, part));
    return Promise.all(
      parts.map(async (part) => {
        if (part.type !== 'Slot') return version.write(results.get(part) as Stored);
        const state = await slotState(inside.database, part.id ?? '');
        return state && slotAs(version, state);
      }),
    );
  });
  const whole = /return=representation/.test(call.request.headers.get('Prefer') ?? '');
  const entry = parts.map((part, index) => responseOf(part, made[index] ?? {}, whole));
  return {
    status: 200,
    resource: { resourceType: 'Bundle', type: 'transaction-response', entry },
  };
}

function responseOf({ id }: Part, resource: Json, whole: boolean): Json {
  const { versionId = '1' } = (resource['meta'] ?? {}) as { versionId?: string };
  const place = `${String(resource['resourceType'])}/${String(resource['id'])}`;
  return {
    ...(whole ? { resource } : {}),
    response: {
      status: id === undefined ? '201 Created' : '200 OK',
      location: `${place}/_history/${versionId}`,
      etag: versionId,
    },
  };
}

/** Only whether it is free can be changed. */
async function checkSlot({ database }: Inside, version: Version, part: Part): Promise<void> {
  const { id = '', resource } = part;
  const state = await slotState(database, id);
  if (!state) throw refuse(404, 'not-found', `HAPI-2001: Resource Slot/${id} is not known`);
  requireVersion(part, state.version);
  const { status, meta: _, ...wanted } = resource;
  const { status: before, meta: __, ...current } = slotAs(version, state);
  if (!isDeepStrictEqual(wanted, current))
    throw refuse(422, 'processing', 'Only the status of a Slot can be changed', 'Slot');
  const allowed = status === 'busy' ? before === 'free' : status === 'free' && before === 'busy';
  if (!allowed)
    throw conflict(`Slot/${id} is ${state.status}, and cannot become ${String(status)}`);
}

/** What one part does to a Slot another has to do to a visit: the clinic keeps no Slot apart from its visits. */
async function checkTogether(
  { database }: Inside,
  { base }: Clinic,
  parts: readonly Part[],
): Promise<void> {
  const slotsIn = ({ resource }: Part): readonly string[] =>
    ((resource['slot'] ?? []) as readonly fhir3.Reference[]).map(({ reference = '' }) =>
      readReference(reference, 'Slot', base, 'Appointment.slot'),
    );
  const visits = parts.filter(({ type }) => type === 'Appointment');
  const booked = visits.filter(({ id }) => id === undefined);
  const inStatus = (status: string): readonly string[] =>
    parts.flatMap(({ type, id, resource }) =>
      type === 'Slot' && resource['status'] === status ? (id ?? '') : [],
    );
  if (!isDeepStrictEqual([...inStatus('busy')].sort(), [...booked.flatMap(slotsIn)].sort()))
    throw refuse(422, 'business-rule', 'A Slot becomes busy together with the visit that takes it');
  const left: string[] = [];
  for (const { id } of visits) {
    if (id === undefined) continue;
    const row = await readResource<fhir3.Appointment>(database, 'Appointment', id);
    for (const { reference = '' } of row?.resource.slot ?? [])
      left.push(reference.slice('Slot/'.length));
  }
  if (!inStatus('free').every((id) => left.includes(id)))
    throw refuse(422, 'business-rule', 'A Slot becomes free together with the end of its visit');
}

/** Cancels a visit of which nothing but the status and its reason is changed. */
async function endVisit(
  { database, call, ask }: Inside,
  version: Version,
  part: Pick<Part, 'id' | 'resource' | 'version'>,
): Promise<Stored<fhir3.Appointment>> {
  const { id = '', resource } = part;
  const row = await readResource<fhir3.Appointment>(database, 'Appointment', id);
  if (!row) throw refuse(404, 'not-found', `HAPI-2001: Resource Appointment/${id} is not known`);
  call.access.requireOwn(row.patient);
  requireVersion({ ...part, type: 'Appointment' }, String(row.version));
  const rest = ({ status: _, meta: __, [version.whyIn]: ___, ...others }: Json): Json => others;
  if (!isDeepStrictEqual(rest(resource), rest(version.write(row.resource))))
    throw refuse(422, 'business-rule', 'Only the status and its reason can be changed');
  if (resource['status'] !== 'cancelled')
    throw refuse(422, 'business-rule', 'A visit can only become cancelled', 'Appointment.status');
  version.read(resource);
  const why = version.why(resource);
  const extension = { url: statusReason, valueCodeableConcept: why };
  const { resource: ended } = await ask('PATCH', `Appointment/${id}`, [
    { op: 'replace', path: '/status', value: 'cancelled' },
    ...(why === undefined ? [] : [{ op: 'add', path: '/extension/-', value: extension }]),
  ]);
  return ended as Stored<fhir3.Appointment>;
}

async function bookVisit(
  { database, call, ask }: Inside,
  { base }: Clinic,
  version: Version,
  { resource }: Part,
): Promise<Stored<fhir3.Appointment>> {
  const visit = version.read(resource);
  const [{ reference = '' } = {}, second] = visit.slot ?? [];
  if (second) throw refuse(422, 'business-rule', 'A visit here takes one Slot', 'Appointment.slot');
  const state = await slotState(database, readReference(reference, 'Slot', base, 'slot'));
  if (!state) throw refuse(422, 'not-found', `There is no ${reference}`, 'Appointment.slot');
  checkVisit(visit, state.slot, call.access.patient);
  const kinds = (visit.serviceType ?? []).flatMap(({ coding = [] }) => coding);
  const asked = kinds.find(({ code = '' }) => state.slot.visitTypes.includes(code))?.code;
  if (kinds.length > 0 && asked === undefined)
    throw refuse(422, 'business-rule', 'The Slot is for other visits', 'Appointment.serviceType');
  const offer = offerId(state.slot.id, asked ?? state.slot.visitTypes[0] ?? '');
  const { comment } = visit;
  const { resource: told } = await ask('POST', 'Appointment/$book', {
    resourceType: 'Parameters',
    parameter: [
      { name: 'appt-id', valueUri: `Appointment/${offer}` },
      { name: 'patient-id', valueUri: `Patient/${call.access.patient}` },
      ...(comment === undefined ? [] : [{ name: 'comment', valueString: comment }]),
    ],
  });
  const [booked, outcome] = (told as fhir3.Bundle).entry ?? [];
  const made = booked?.resource as Stored<fhir3.Appointment>;
  if (made.status === 'booked') return made;
  const [issue] = (outcome?.resource as fhir3.OperationOutcome).issue;
  const text = issue?.diagnostics ?? '';
  throw issue?.code === 'conflict' ? conflict(text) : refuse(422, 'business-rule', text);
}

/** When, where and with whom it is follows from its Slot. */
function checkVisit(visit: fhir3.Appointment, slot: SlotRow, patient: string): void {
  const no = (text: string, element: string): FhirRefusal =>
    refuse(422, 'business-rule', text, `Appointment.${element}`);
  if (visit.status !== 'booked') throw no('A new visit is booked', 'status');
  const at = (text = ''): number | undefined => readSpan(text)?.start;
  if (at(visit.start) !== slot.start.getTime() || at(visit.end) !== slot.end.getTime())
    throw no('The visit does not last as long as its Slot', 'start');
  const wanted = [
    `Location/${slot.location}`,
    `Patient/${patient}`,
    `Practitioner/${slot.practitioner}`,
  ];
  const parts = visit.participant.map(({ actor, status }) => `${actor?.reference ?? ''} ${status}`);
  if (
    !isDeepStrictEqual(
      [...parts].sort(),
      wanted.map((reference) => `${reference} accepted`),
    )
  )
    throw no(`These take part, and have accepted: ${wanted.join(', ')}`, 'participant');
}

/** PUT of a whole Appointment: without a transaction visits can only be cancelled. */
export async function putVisit(
  clinic: Clinic,
  version: Version,
  call: DialectCall,
): Promise<DialectAnswer> {
  call.access.require('Appointment', 'u');
  const resource = (await readFhirJson(call.request)) as Json;
  const part = { id: call.param('id'), resource, version: wantedVersion(call) };
  if (resource['id'] !== part.id)
    throw refuse(400, 'processing', 'HAPI-0420: The id of the resource is not that of the URL');
  const ended = await together(clinic, call, (inside) => endVisit(inside, version, part));
  return { status: 200, resource: version.write(ended) };
}

/** JSON Patch of an Appointment, to the same ends. */
export async function patchVisit(
  clinic: Clinic,
  version: Version,
  call: DialectCall,
): Promise<DialectAnswer> {
  call.access.require('Appointment', 'u');
  const operations = (await readJson(call.request, ['application/json-patch+json'])) as Operation[];
  const id = call.param('id');
  const ended = await together(clinic, call, async (inside) => {
    const row = await readResource(inside.database, 'Appointment', id);
    if (!row) throw refuse(404, 'not-found', `HAPI-2001: Resource Appointment/${id} is not known`);
    call.access.requireOwn(row.patient);
    const resource = structuredClone(version.write(row.resource));
    const failure = applyPatch(resource, operations).find((result) => result !== null);
    if (failure) throw refuse(400, 'processing', `HAPI-1271: ${failure.message}`);
    return endVisit(inside, version, { id, resource, version: wantedVersion(call) });
  });
  return { status: 200, resource: version.write(ended) };
}

/** Alone these would leave a Slot without its visit, or a visit without its Slot. */
export function onlyTogether(): Promise<DialectAnswer> {
  const text = 'Slots and new Appointments are written in one transaction';
  return Promise.reject(refuse(422, 'business-rule', text));
}

const wantedVersion = ({ request }: DialectCall): string | undefined =>
  /^W\/"(.+)"$/.exec(request.headers.get('If-Match') ?? '')?.[1];

/** HAPI says 409 where HTTP has 412. */
function requireVersion({ type, id, version }: Omit<Part, 'resource'>, current: string): void {
  if (version === undefined || version === current) return;
  const text = `HAPI-0974: Trying to update ${type}/${id ?? ''}/_history/${version} but this is not the current version`;
  throw conflict(text);
}

const conflict = (text: string): FhirRefusal => refuse(409, 'processing', text);
