import type * as fhir3 from 'fhir/r3';
import { holdOn } from '../database/claims.ts';
import { listResources, readResource, type Stored } from '../database/resources.ts';
import { readFhirJson } from '../fhir/media.ts';
import { moveVisit } from '../fhir/moving.ts';
import { readOffer } from '../fhir/offer.ts';
import { type FhirRefusal, refuse } from '../fhir/outcome.ts';
import { readReference } from '../fhir/references.ts';
import type { Clinic } from './clinic.ts';
import type { DialectAnswer, DialectCall } from './dialect-app.ts';
import {
  type Change,
  changed,
  done,
  momentOf,
  packed,
  readCount,
  readParameters,
  readPatch,
  readPeriod,
  requireVersion,
  unpacked,
} from './millennium-request.ts';
import { reasonOf, writeMillennium } from './millennium-resources.ts';
import { type Inside, together } from './together.ts';

const statusReason =
  'http://fhir.org/guides/argonaut-scheduling/StructureDefinition/extension-status-reason';
const periods = ['date', '-date-or-req-period'] as const;
const parameters = ['patient', 'status', '_count', '-pageContext', '-pageDirection'];

interface Question {
  readonly from: number;
  readonly before: number;
  readonly statuses?: readonly string[];
  readonly size: number;
  readonly offset: number;
}

/** The patient's visits that lie wholly in a period, soonest first. */
export async function searchAppointments(
  clinic: Clinic,
  call: DialectCall,
): Promise<DialectAnswer> {
  call.access.require('Appointment', 's');
  const given = readParameters(call, [...parameters, ...periods], periods);
  const question = (unpacked(given) as Question | undefined) ?? readQuestion(clinic, call);
  const { from, before, statuses, size, offset } = question;
  const rows = await listResources<fhir3.Appointment>(
    clinic.server.database,
    'Appointment',
    'patient = $2',
    [call.access.patient],
  );
  const found = rows
    .map(({ resource }) => resource)
    .filter(
      (visit) =>
        !isHold(visit) &&
        Date.parse(visit.start ?? '') >= from &&
        Date.parse(visit.end ?? '') < before &&
        (statuses?.includes(visit.status) ?? true),
    )
    .sort((one, other) => (one.start ?? '').localeCompare(other.start ?? ''));
  const link = [{ relation: 'self', url: call.url.href }];
  const next = `${clinic.base}/Appointment?${packed({ ...question, offset: offset + size })}`;
  if (found.length > offset + size) link.push({ relation: 'next', url: next });
  const entry = found
    .slice(offset, offset + size)
    .map((visit) => ({ resource: writeMillennium(visit), search: { mode: 'match' } }));
  const bundle = { resourceType: 'Bundle', type: 'searchset', link };
  return { status: 200, resource: entry.length ? { ...bundle, entry } : bundle };
}

function readQuestion(clinic: Clinic, call: DialectCall): Question {
  const given = readParameters(call, [...parameters, ...periods], periods);
  const [patient] = given.get('patient') ?? [];
  if (patient === undefined) throw refuse(400, 'required', 'patient is required', 'patient');
  const reference = patient.includes('/') ? patient : `Patient/${patient}`;
  call.access.requireOwn(readReference(reference, 'Patient', clinic.base, 'patient'));
  const named = periods.filter((name) => given.has(name));
  const [name] = named;
  if (name === undefined || named.length > 1)
    throw refuse(400, 'required', 'Either date or -date-or-req-period is required', 'date');
  const values = given.get(name) ?? [];
  const status = given.get('status')?.[0];
  return {
    ...boundsIn(name, values),
    ...(status === undefined ? {} : { statuses: status.split(',') }),
    size: readCount(given, 20, 100),
    offset: 0,
  };
}

/** One side may be open. */
function boundsIn(name: string, values: readonly string[]): Pick<Question, 'from' | 'before'> {
  const [only = '', other] = values;
  if (other !== undefined) {
    const { start, end } = readPeriod(name, values);
    return { from: start, before: end };
  }
  // JSON, in which a question travels to the next page, has no infinity.
  const far = Date.UTC(9999, 0);
  if (only.startsWith('ge')) return { from: momentOf(name, only), before: far };
  if (only.startsWith('lt')) return { from: 0, before: momentOf(name, only) };
  throw refuse(400, 'value', `${name} needs a prefix, ge or lt`, name);
}

/** Holds are on Slots here, and leave no Appointment behind. */
const isHold = ({ status, participant }: fhir3.Appointment): boolean =>
  status === 'pending' ||
  (status === 'cancelled' && participant.some((part) => part.status === 'tentative'));

export async function readAppointment(clinic: Clinic, call: DialectCall): Promise<DialectAnswer> {
  const id = call.param('id');
  const { status, resource } = await clinic.get(call.request, 'GET', `Appointment/${id}`);
  const visit = resource as Stored<fhir3.Appointment>;
  if (visit.status === 'proposed' || isHold(visit)) throw unknown(id);
  return { status, resource: writeMillennium(visit) };
}

/** Books the Slot that is named, which says when, where, with whom and what for. */
export async function createAppointment(clinic: Clinic, call: DialectCall): Promise<DialectAnswer> {
  call.access.require('Appointment', 'c');
  const { slot, comment } = readBooking(clinic, call, await readFhirJson(call.request));
  const texts = comment === undefined ? [] : [{ name: 'comment', valueString: comment }];
  const { resource } = await clinic.get(call.request, 'POST', 'Appointment/$book', {
    resourceType: 'Parameters',
    parameter: [
      { name: 'appt-id', valueUri: `Appointment/${slot}` },
      { name: 'patient-id', valueUri: `Patient/${call.access.patient}` },
      ...texts,
    ],
  });
  const [booked, outcome] = (resource as fhir3.Bundle).entry ?? [];
  const visit = booked?.resource as Stored<fhir3.Appointment>;
  if (visit.status !== 'booked') throw saidNo(outcome?.resource as fhir3.OperationOutcome);
  const headers = {
    Location: `${clinic.base}/Appointment/${visit.id}`,
    ETag: `W/"${visit.meta?.versionId ?? '1'}"`,
  };
  return { status: 201, headers, contentType: 'application/fhir+json' };
}

function saidNo({ issue }: fhir3.OperationOutcome): FhirRefusal {
  const [{ code, diagnostics = '' } = { code: 'conflict' }] = issue;
  return refuse(422, code, diagnostics);
}

const elements = [
  'resourceType',
  'status',
  'slot',
  'participant',
  'reasonCode',
  'comment',
  'serviceType',
];

function readBooking(
  clinic: Clinic,
  { access }: DialectCall,
  body: unknown,
): { slot: string; comment: string | undefined } {
  const json = Object(body) as Partial<fhir3.Appointment> & { reasonCode?: { text?: string }[] };
  const no = (element: string, text: string) =>
    refuse(422, 'invalid', `Appointment.${element} ${text}`, `Appointment.${element}`);
  if (json.resourceType !== 'Appointment') throw refuse(400, 'structure', 'This is no Appointment');
  const other = Object.keys(json).find((name) => !elements.includes(name));
  if (other !== undefined) throw no(other, 'is not supported');
  if (json.status !== 'booked') throw no('status', 'must be booked');
  const { slot = [], participant = [], reasonCode = [{ text: '-' }], comment } = json;
  const [{ reference = '' } = {}] = slot;
  if (slot.length !== 1) throw no('slot', 'must name one Slot');
  const [part] = participant;
  if (participant.length !== 1 || !part?.actor)
    throw no('participant', 'must be the patient alone');
  if (part.type !== undefined) throw no('participant.type', 'must not be set');
  if (part.status !== 'accepted') throw no('participant.status', 'must be accepted');
  const patient = part.actor.reference ?? '';
  access.requireOwn(readReference(patient, 'Patient', clinic.base, 'participant'));
  if (reasonCode.length !== 1 || !reasonCode[0]?.text)
    throw no('reasonCode', 'must be one, with its text');
  if (comment !== undefined && typeof comment !== 'string') throw no('comment', 'must be a string');
  return { slot: readReference(reference, 'Slot', clinic.base, 'slot'), comment };
}

/** Cancels a visit, with or without a reason, or gives it another Slot. */
export async function patchAppointment(clinic: Clinic, call: DialectCall): Promise<DialectAnswer> {
  call.access.require('Appointment', 'u');
  const { changes, version } = await readPatch(call);
  return together(clinic, call, async (inside) => {
    const id = call.param('id');
    const row = await readResource<fhir3.Appointment>(inside.database, 'Appointment', id);
    if (!row || isHold(row.resource)) throw unknown(id);
    call.access.requireOwn(row.patient);
    requireVersion(version, row.version);
    const slot = changed(changes[0], 'replace', '/slot');
    await (slot === undefined ? cancel(inside, id, changes) : move(inside, id, slot, changes));
    const after = await readResource(inside.database, 'Appointment', id);
    return done(after?.version ?? version);
  });
}

async function cancel(
  { ask }: Inside,
  id: string,
  [status, reason, ...others]: readonly Change[],
): Promise<void> {
  const cancelled = changed(status, 'replace', '/status') === 'cancelled';
  const why = changed(reason, 'add', '/cancelationReason') as fhir3.CodeableConcept | undefined;
  if (!cancelled || others.length > 0 || (reason !== undefined && why === undefined))
    throw refuse(422, 'business-rule', 'This combination of operations is not supported');
  const [{ code = '' } = {}, second] = why?.coding ?? [];
  const concept = reasonOf(code);
  if (why !== undefined && (second !== undefined || concept === undefined))
    throw refuse(422, 'code-invalid', 'cancelationReason must be one known code');
  const extension = { url: statusReason, valueCodeableConcept: concept };
  await ask('PATCH', `Appointment/${id}`, [
    { op: 'replace', path: '/status', value: 'cancelled' },
    ...(concept === undefined ? [] : [{ op: 'add', path: '/extension/-', value: extension }]),
  ]);
}

/** To a Slot that is free, or that is kept for this very patient. */
async function move(
  { database, call, ask }: Inside,
  id: string,
  value: unknown,
  changes: readonly Change[],
): Promise<void> {
  const [slot, second] = Array.isArray(value) ? (value as readonly fhir3.Reference[]) : [];
  if (slot?.reference === undefined || second !== undefined || changes.length > 1)
    throw refuse(422, 'business-rule', 'A visit is moved to one Slot, and nothing else with it');
  const named = readReference(slot.reference, 'Slot', call.server.base, 'slot');
  const offer = await readOffer(database, named);
  if (!offer) throw refuse(422, 'not-found', `There is no Slot/${named}`);
  const hold = await holdOn(database, offer.slot.id, call.access.patient);
  if (hold) {
    const cancelled = [{ op: 'replace', path: '/status', value: 'cancelled' }];
    await ask('PATCH', `Appointment/${hold.appointment}`, cancelled);
  }
  await moveVisit(call, id, offer.slot.id);
}

const unknown = (id: string): FhirRefusal =>
  refuse(404, 'not-found', `There is no Appointment/${id}`);
