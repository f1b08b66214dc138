import { isDeepStrictEqual } from 'node:util';
import type * as fhir3 from 'fhir/r3';
import { readResource, type ResourceRow } from '../database/resources.ts';
import { type Call, requireVersion } from '../fhir/call.ts';
import { readFhirJson } from '../fhir/media.ts';
import { moveVisit } from '../fhir/moving.ts';
import { refuse } from '../fhir/outcome.ts';
import { readReference } from '../fhir/references.ts';
import { isObject, requireValid } from '../fhir/validation/validate.ts';
import { write } from './austria-schedules.ts';
import type { Clinic } from './clinic.ts';
import type { DialectAnswer, DialectCall } from './dialect-app.ts';
import { chosenIn } from './slot-booking.ts';
import { appointmentFrom, type Json } from './versions.ts';

const statusReason =
  'http://fhir.org/guides/argonaut-scheduling/StructureDefinition/extension-status-reason';

/** What postponing changes beside who is there: nobody but the patient must stay. */
const timing = ['start', 'end', 'minutesDuration', 'slot'];

/** An Appointment in the shapes of R5, which names the patient as the guide wants it: twice. */
export function readVisit(
  { access }: DialectCall,
  { base }: Clinic,
  json: Json,
): fhir3.Appointment {
  const wrong = (text: string, element: string) =>
    refuse(422, 'structure', text, `Appointment.${element}`);
  const {
    serviceType = [],
    participant = [],
    subject,
    comment,
    reasonCode,
  } = json as {
    readonly [element: string]: unknown;
    readonly serviceType?: unknown;
    readonly participant?: unknown;
  };
  if (!Array.isArray(serviceType) || !serviceType.every(isCodeableReference))
    throw wrong('Appointment.serviceType is a list of CodeableReference', 'serviceType');
  if (!Array.isArray(participant) || !participant.every(isParticipant))
    throw wrong(
      'participant.actor is needed, and participant.required is a boolean',
      'participant',
    );
  if (comment !== undefined || reasonCode !== undefined)
    throw wrong('Appointment has note and reason in R5', 'note');
  const visit = appointmentFrom(json);
  requireValid(visit, 'Appointment');
  const patients = visit.participant
    .map(({ actor }) => actor?.reference ?? '')
    .filter((reference) => /(^|\/)Patient\//.test(reference));
  const { reference } = (subject ?? {}) as fhir3.Reference;
  if (patients.length !== 1 || reference === undefined)
    throw refuse(
      422,
      'required',
      'The patient is the subject and takes part',
      'Appointment.subject',
    );
  for (const each of [...patients, reference])
    access.requireOwn(readReference(each, 'Patient', base, 'Appointment.subject'));
  return visit;
}

/** PUT: cancels a visit or puts it off. All else must be as it is (interactions cancel, postpone and update Appointment). */
export async function put(call: DialectCall, clinic: Clinic): Promise<DialectAnswer> {
  const whole: Call = { ...call, server: clinic.server };
  const id = call.param('id');
  if (!(call.request.headers.get('prefer') ?? '').includes('return=representation'))
    throw refuse(400, 'required', 'Prefer: return=representation is needed');
  const sent = await readFhirJson(call.request);
  if (!isObject(sent) || sent['resourceType'] !== 'Appointment')
    throw refuse(400, 'structure', 'The body must be an Appointment');
  if (sent['id'] !== id)
    throw refuse(400, 'invalid', `The URL names Appointment/${id}`, 'Appointment.id');
  call.access.require('Appointment', 'u');
  const row = await readResource<fhir3.Appointment>(clinic.server.database, 'Appointment', id);
  if (!row) throw refuse(404, 'not-found', `There is no Appointment/${id}`);
  call.access.requireOwn(row.patient);
  requireVersion(whole, row.version);
  const visit = readVisit(call, clinic, sent);
  const changed = changesOf(sent, row);
  if (changed.length === 0) return { status: 200, resource: write(row.resource) };
  if (changed.every((element) => element === 'status' || element === 'cancellationReason'))
    return cancel(call, clinic, sent);
  if (changed.every((element) => timing.includes(element) || element === 'participant')) {
    requireKept(visit, row.resource);
    const { slot } = await chosenIn(clinic, visit);
    return { status: 200, resource: write(await moveVisit(whole, id, slot.id)) };
  }
  throw refuse(422, 'business-rule', `Nobody but the clinic may change ${changed.join(', ')}`);
}

/** The elements in which what was sent is other than what is there; what the server writes itself does not count. */
function changesOf(sent: Json, { resource }: ResourceRow<fhir3.Appointment>): readonly string[] {
  const before = JSON.parse(JSON.stringify(write(resource))) as Json;
  return [...new Set([...Object.keys(before), ...Object.keys(sent)])].filter(
    (element) => element !== 'meta' && !isDeepStrictEqual(before[element], sent[element]),
  );
}

async function cancel(
  call: DialectCall,
  clinic: Clinic,
  { status, cancellationReason }: Json,
): Promise<DialectAnswer> {
  if (status !== 'cancelled')
    throw refuse(422, 'business-rule', 'A patient can only cancel a visit', 'Appointment.status');
  const why = { url: statusReason, valueCodeableConcept: cancellationReason };
  const told = await clinic.get(call.request, 'PATCH', `Appointment/${call.param('id')}`, [
    { op: 'replace', path: '/status', value: status },
    ...(cancellationReason === undefined ? [] : [{ op: 'add', path: '/extension/-', value: why }]),
  ]);
  return { status: 200, resource: told.resource && write(told.resource) };
}

/** `chosenIn` looks after the rest: that the new time is good for the service, and who is there. */
function requireKept(sent: fhir3.Appointment, { participant }: fhir3.Appointment): void {
  const patientsIn = (parts: readonly fhir3.AppointmentParticipant[]) =>
    parts.filter(({ actor }) => actor?.reference?.includes('Patient/'));
  if (!isDeepStrictEqual(patientsIn(sent.participant), patientsIn(participant)))
    throw refuse(422, 'business-rule', 'The patient of a visit does not change');
}

const isCodeableReference = (each: unknown): boolean =>
  isObject(each) && (isObject(each['concept']) || isObject(each['reference']));

const isParticipant = (each: unknown): boolean =>
  isObject(each) &&
  isObject(each['actor']) &&
  (each['required'] === undefined || typeof each['required'] === 'boolean');
