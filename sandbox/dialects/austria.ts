import type * as fhir3 from 'fhir/r3';
import type { Hono } from 'hono';
import { holdOn, readClaim } from '../database/claims.ts';
import { readResource, type Stored } from '../database/resources.ts';
import { readSlot } from '../database/slots.ts';
import { offerId } from '../fhir/offer.ts';
import { type Issue, operationOutcome, refuse } from '../fhir/outcome.ts';
import { readReference } from '../fhir/references.ts';
import { searchSchedules, write } from './austria-schedules.ts';
import { statementOf } from './statement.ts';
import { put, readVisit } from './austria-visits.ts';
import type { Clinic } from './clinic.ts';
import {
  commonRecords,
  createDialectApp,
  type DialectAnswer,
  type DialectCall,
  passedOn,
} from './dialect-app.ts';
import { readInputs } from './r4-inputs.ts';
import { bookSlot, chosenIn, toldOf } from './slot-booking.ts';
import { readSlotFor, searchSlots } from './slot-search.ts';
import type { Json } from './versions.ts';

const guide = 'https://fhir.hl7.at/tc/wg/scheduling/r5';
const slotParameters = {
  schedule: 'reference',
  'service-type': 'token',
  start: 'date',
  status: 'token',
} as const;
const oneId = '/:id{[A-Za-z0-9.-]+}';

/** HL7 Austria's Appointment Scheduling (https://fhir.hl7.at/tc/wg/scheduling/r5) over the clinic, in FHIR R5. */
export function createAustriaApp(clinic: Clinic): Hono {
  const records = commonRecords.filter((type) => type !== 'Schedule');
  return createDialectApp(clinic, { write, records }, (app) => {
    app.on('GET', '/Schedule', (call) => searchSchedules(call, clinic));
    app.on('GET', `/Schedule${oneId}`, passedOn(clinic, write));
    app.on('GET', '/Slot', async (call) => {
      const found = await searchSlots(call, clinic, slotParameters, ['schedule', 'service-type']);
      return { status: 200, resource: write(found) };
    });
    app.on('GET', `/Slot${oneId}`, async (call) => {
      call.access.require('Slot', 'r');
      return { status: 200, resource: write(await readSlotFor(call, clinic, call.param('id'))) };
    });
    app.on('POST', '/Slot/:operation{\\$hold}', (call) => hold(call, clinic));
    app.on('POST', '/Appointment/:operation{\\$book}', (call) => book(call, clinic));
    app.on('GET', '/Appointment', (call) => searchVisits(call, clinic));
    app.on('GET', `/Appointment${oneId}`, async (call) => {
      const told = await clinic.get(call.request, 'GET', `Appointment/${call.param('id')}`);
      const visit = told.resource as Stored<fhir3.Appointment>;
      if (!(await isVisit(clinic, visit)))
        throw refuse(404, 'not-found', `There is no Appointment/${visit.id}`);
      return { status: 200, resource: write(visit) };
    });
    app.on('PUT', `/Appointment${oneId}`, (call) => put(call, clinic));
    app.declare(() => statement(clinic));
  });
}

function statement({ server }: Clinic): Json {
  const definition = (name: string) => `${guide}/OperationDefinition/${name}`;
  return statementOf(server, {
    software: 'Larkspur sandbox EHR',
    fhirVersion: '5.0.0',
    types: {
      Appointment: {
        interactions: ['read', 'search-type', 'update'],
        searches: { actor: 'reference', date: 'date', status: 'token' },
        operations: { book: definition('appointment-book') },
      },
      Slot: { searches: slotParameters, operations: { hold: definition('slot-hold') } },
      Schedule: {
        searches: { actor: 'reference', date: 'date', 'service-type-reference': 'reference' },
      },
    },
  });
}

const isVisit = async (
  { server }: Clinic,
  { id, status, participant }: Stored<fhir3.Appointment>,
): Promise<boolean> => {
  if (status === 'proposed') return false;
  // The clinic writes a hold as an Appointment; here it is on the Slot alone, and leaves no trace.
  if (status === 'pending') return (await readClaim(server.database, id))?.status !== 'pending';
  return !(
    status === 'cancelled' &&
    id.startsWith('h-') &&
    participant.some((part) => part.status === 'tentative')
  );
};

/** Operation `slot-hold`: keeps a Slot, or gives it back. What cannot be kept is `busy-unavailable`. */
async function hold(call: DialectCall, clinic: Clinic): Promise<DialectAnswer> {
  call.access.require('Appointment', 'c', 'u');
  const input = await readInputs(call, {
    'slot-reference': { kind: 'Reference', min: 0, max: 1 },
    'slot-identifier': { kind: 'Identifier', min: 0, max: '*' },
    'slot-status': { kind: 'code', min: 1, max: 1 },
  });
  const [reference] = input('slot-reference') as readonly fhir3.Reference[];
  const [status] = input('slot-status');
  if (status !== 'busy-tentative' && status !== 'free')
    throw refuse(422, 'code-invalid', 'slot-status is busy-tentative or free', 'slot-status');
  // No Slot has an identifier here, so none resolves to one.
  if (reference?.reference === undefined || input('slot-identifier').length > 0)
    throw refuse(
      422,
      'not-found',
      'The Slot cannot be told from its identifiers',
      'slot-reference',
    );
  const id = readReference(reference.reference, 'Slot', clinic.base, 'slot-reference');
  return status === 'free' ? giveBack(call, clinic, id) : keep(call, clinic, id);
}

async function keep(call: DialectCall, clinic: Clinic, id: string): Promise<DialectAnswer> {
  const found = await readSlot(clinic.server.database, id);
  if (!found) throw refuse(404, 'not-found', `There is no Slot/${id}`, 'slot-reference');
  const [visitType = ''] = found.slot.visitTypes;
  const told = await clinic.get(call.request, 'POST', 'Appointment/$hold', {
    resourceType: 'Parameters',
    parameter: [{ name: 'appt-id', valueUri: `Appointment/${offerId(id, visitType)}` }],
  });
  if (toldOf(told).appointment.status !== 'pending') return unavailable(call, clinic, id);
  const until = new Date(told.headers.get('Expires') ?? '').toISOString();
  return slotAnswer(await readSlotFor(call, clinic, id), success('The Slot is held'), [
    { name: 'held-until', valueDateTime: until.replace('.000', '') },
  ]);
}

async function giveBack(call: DialectCall, clinic: Clinic, id: string): Promise<DialectAnswer> {
  const held = await holdOn(clinic.server.database, id, call.access.patient);
  if (held)
    await clinic.get(call.request, 'PATCH', `Appointment/${held.appointment}`, [
      { op: 'replace', path: '/status', value: 'cancelled' },
    ]);
  const slot = await readSlotFor(call, clinic, id);
  return slot.status === 'free'
    ? slotAnswer(slot, success('The Slot is free'))
    : unavailable(call, clinic, id);
}

async function unavailable(call: DialectCall, clinic: Clinic, id: string): Promise<DialectAnswer> {
  const slot = await readSlotFor(call, clinic, id);
  const text = 'This Slot is no longer available';
  return slotAnswer(
    { ...slot, status: 'busy-unavailable' },
    { severity: 'error', code: 'conflict', text },
  );
}

const success = (text: string): Issue => ({ severity: 'information', code: 'success', text });

function slotAnswer(slot: fhir3.Slot, issue: Issue, more: readonly Json[] = []): DialectAnswer {
  const parameter = [
    { name: 'slot', resource: write(slot) },
    { name: 'outcome', resource: operationOutcome([issue]) },
    ...more,
  ];
  return { status: 200, resource: { resourceType: 'Parameters', parameter } };
}

/** Operation `appointment-book`. Who comes too late is told so by an Appointment that is cancelled. */
async function book(call: DialectCall, clinic: Clinic): Promise<DialectAnswer> {
  call.access.require('Appointment', 'c', 'u');
  const input = await readInputs(call, {
    'appointment-resource': { kind: 'Appointment', min: 1, max: 1 },
  });
  const [json] = input('appointment-resource') as readonly Json[];
  if (json?.['status'] !== 'proposed')
    throw refuse(422, 'business-rule', 'The Appointment must be proposed', 'Appointment.status');
  const visit = readVisit(call, clinic, json);
  const { comment } = visit;
  const words = comment === undefined ? [] : [{ name: 'comment', valueString: comment }];
  const told = await bookSlot(call, clinic, await chosenIn(clinic, visit), words);
  const { appointment, outcome } = toldOf(told);
  const parameter = [
    { name: 'appointment', resource: write(appointment) },
    { name: 'outcome', resource: outcome },
  ];
  return { status: 200, resource: { resourceType: 'Parameters', parameter } };
}

/** `actor` and `date` are needed (profile at-scheduling-appointment, search parameters). */
async function searchVisits(call: DialectCall, clinic: Clinic): Promise<DialectAnswer> {
  const asked = call.url.searchParams;
  const query = new URLSearchParams(asked);
  if (!asked.has('_page')) {
    const byIdentifier = asked.get('actor:identifier');
    const actor = asked.get('actor');
    if (actor === null && byIdentifier === null)
      throw refuse(400, 'required', 'A search of Appointments needs actor', 'actor');
    if (!asked.has('date'))
      throw refuse(400, 'required', 'A search of Appointments needs date', 'date');
    query.delete('actor:identifier');
    query.delete('actor');
    if (actor !== null && !/(^|\/)Patient\//.test(actor)) query.append('practitioner', actor);
    else if (actor !== null) query.append('patient', actor);
    if (byIdentifier !== null && !(await isOwn(call, clinic, byIdentifier)))
      query.append('_id', 'none');
  }
  const told = await clinic.get(call.request, 'GET', `Appointment?${query.toString()}`);
  const { total: _, entry = [], ...bundle } = told.resource as fhir3.Bundle;
  const kept = await Promise.all(
    entry.map(async (each) =>
      each.resource?.resourceType === 'Appointment'
        ? isVisit(clinic, each.resource as Stored<fhir3.Appointment>)
        : true,
    ),
  );
  const entries = entry.filter((_each, index) => kept[index]);
  const found = { ...bundle, ...(entries.length > 0 ? { entry: entries } : {}) };
  return { status: 200, resource: write(found) };
}

/** Whether an identifier is one of the patient's own; nobody learns whose another one is. */
async function isOwn({ access }: DialectCall, clinic: Clinic, token: string): Promise<boolean> {
  const { database } = clinic.server;
  const row = await readResource<fhir3.Patient>(database, 'Patient', access.patient);
  return (row?.resource.identifier ?? []).some(
    ({ system = '', value = '' }) => token === `${system}|${value}` || token === value,
  );
}
