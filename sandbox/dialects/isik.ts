import type * as fhir3 from 'fhir/r3';
import type { Hono } from 'hono';
import { freeSlots } from '../database/slots.ts';
import { readFhirJson } from '../fhir/media.ts';
import { FhirRefusal, refuse } from '../fhir/outcome.ts';
import { readReference } from '../fhir/references.ts';
import { isObject, requireValid } from '../fhir/validation/validate.ts';
import type { Clinic } from './clinic.ts';
import {
  commonRecords,
  createDialectApp,
  type DialectAnswer,
  type DialectCall,
  passedOn,
} from './dialect-app.ts';
import { readCancelling } from './isik-patch.ts';
import { readInputs } from './r4-inputs.ts';
import { statementOf } from './statement.ts';
import { bookSlot, chosenIn, toldOf } from './slot-booking.ts';
import { searchSlots } from './slot-search.ts';
import { appointmentFrom, type Json, toR4 } from './versions.ts';

const replaces = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.replaces';
const oneId = '/:id{[A-Za-z0-9.-]+}';
const slotParameters = { schedule: 'reference', start: 'date', status: 'token' } as const;

/** gematik ISiK Terminplanung over the clinic, in FHIR R4. Nothing keeps a time. */
export function createIsikApp(clinic: Clinic): Hono {
  return createDialectApp(clinic, { write, records: commonRecords }, (app) => {
    app.on('GET', '/Slot', async (call) => ({
      status: 200,
      resource: write(await searchSlots(call, clinic, slotParameters)),
    }));
    app.on('GET', `/Slot${oneId}`, passedOn(clinic, write));
    app.on('POST', '/Appointment/:operation{\\$book}', (call) => book(call, clinic));
    app.on('GET', '/Appointment', (call) => searchVisits(call, clinic));
    app.on('GET', `/Appointment${oneId}`, passedOn(clinic, write));
    app.on('PATCH', `/Appointment${oneId}`, async (call) => {
      const patch = await readCancelling(call.request);
      const told = await clinic.get(
        call.request,
        'PATCH',
        `Appointment/${call.param('id')}`,
        patch,
      );
      return { status: told.status, resource: told.resource && write(told.resource) };
    });
    app.declare(() =>
      statementOf(clinic.server, {
        software: 'Larkspur sandbox EHR',
        patchFormats: ['application/fhir+json'],
        types: {
          Appointment: {
            interactions: ['read', 'search-type', 'patch'],
            searches: { _id: 'token', actor: 'reference', date: 'date', status: 'token' },
            operations: {
              book: 'https://gematik.de/fhir/isik/OperationDefinition/AppointmentBook',
            },
          },
        },
      }),
    );
  });
}

/** The clinic notes elsewhere which visit a new one replaces. */
const write: typeof toR4 = (resource) => {
  const json = toR4(resource);
  if (json['resourceType'] !== 'Appointment') return json;
  const {
    supportingInformation = [],
    extension = [],
    ...rest
  } = json as Json & {
    readonly supportingInformation?: readonly fhir3.Reference[];
    readonly extension?: readonly Json[];
  };
  const all = [
    ...extension,
    ...supportingInformation.map((valueReference) => ({ url: replaces, valueReference })),
  ];
  return { ...rest, ...(all.length > 0 ? { extension: all } : {}) };
};

/**
 * Operation `AppointmentBook`. 201 with the bare Appointment, 202 where somebody at the clinic has to say yes; an
 * Appointment that cannot be had is refused with 422, and then nothing is cancelled either.
 */
async function book(call: DialectCall, clinic: Clinic): Promise<DialectAnswer> {
  call.access.require('Appointment', 'c', 'u');
  const { json, replaced, schedule } = await readBooking(call);
  const visit = await onSlot(readVisit(call, clinic, json), schedule, clinic);
  const { comment } = visit;
  const told = await bookSlot(call, clinic, await chosenIn(clinic, visit), [
    ...(comment === undefined ? [] : [{ name: 'comment', valueString: comment }]),
    ...(replaced === undefined ? [] : [{ name: 'cancelled-appt-id', valueUri: replaced }]),
  ]);
  const { appointment, outcome } = toldOf(told);
  if (appointment.status === 'cancelled')
    throw new FhirRefusal(
      422,
      (outcome?.issue ?? []).map(({ code, diagnostics = '' }) => ({
        severity: 'error',
        code,
        text: diagnostics,
      })),
    );
  return {
    status: appointment.status === 'pending' ? 202 : 201,
    resource: write(appointment),
    headers: { Location: `${clinic.base}/Appointment/${appointment.id ?? ''}/_history/1` },
  };
}

interface Booking {
  readonly json: Json;
  readonly replaced?: string | undefined;
  readonly schedule?: fhir3.Reference | undefined;
}

/** The Appointment itself where it is all that there is to say, else Parameters around it. */
async function readBooking(call: DialectCall): Promise<Booking> {
  const body = await readFhirJson(call.request.clone());
  if (isObject(body) && body['resourceType'] === 'Appointment') {
    requireValid(appointmentFrom(body), 'Appointment');
    return { json: body };
  }
  const input = await readInputs(call, {
    'appt-resource': { kind: 'Appointment', min: 1, max: 1 },
    'cancelled-appt-id': { kind: 'uri', min: 0, max: 1 },
    schedule: { kind: 'Reference', min: 0, max: 1 },
  });
  const [json] = input('appt-resource') as readonly [Json];
  const [replaced] = input('cancelled-appt-id') as readonly string[];
  const [schedule] = input('schedule') as readonly fhir3.Reference[];
  return { json, replaced, schedule };
}

/** Where the client names a Schedule in place of a Slot, the server finds the Slot. */
async function onSlot(
  visit: fhir3.Appointment,
  schedule: fhir3.Reference | undefined,
  { base, server }: Clinic,
): Promise<fhir3.Appointment> {
  if (visit.slot !== undefined || schedule?.reference === undefined) return visit;
  const [slot] = await freeSlots(server.database, {
    from: new Date(visit.start ?? ''),
    until: new Date(visit.end ?? ''),
    schedules: [readReference(schedule.reference, 'Schedule', base, 'schedule')],
    limit: 1,
  });
  return slot ? { ...visit, slot: [{ reference: `Slot/${slot.id}` }] } : visit;
}

/** In the profile ISiKTermin: proposed, for what, and everybody by name. */
function readVisit({ access }: DialectCall, { base }: Clinic, json: Json): fhir3.Appointment {
  const wrong = (code: string, text: string, element: string) =>
    refuse(422, code, text, `Appointment.${element}`);
  const visit = appointmentFrom(json);
  if (visit.status !== 'proposed')
    throw wrong('business-rule', 'The Appointment must be proposed', 'status');
  if (json['note'] !== undefined || json['subject'] !== undefined || isOfR5(json))
    throw wrong('structure', 'The Appointment has elements as in R5', 'serviceType');
  if (visit.id !== undefined)
    throw wrong('not-supported', 'A visit is moved by cancelled-appt-id here', 'id');
  if ((visit.serviceType ?? []).length === 0)
    throw wrong('required', 'Appointment.serviceType is required', 'serviceType');
  const nameless = visit.participant.some(({ actor }) => (actor?.display ?? '') === '');
  if (nameless) throw wrong('required', 'Every actor needs a display', 'participant.actor.display');
  const patients = visit.participant
    .map(({ actor }) => actor?.reference ?? '')
    .filter((reference) => /(^|\/)Patient\//.test(reference));
  if (patients.length === 0) throw wrong('required', 'A Patient must take part', 'participant');
  for (const patient of patients)
    access.requireOwn(readReference(patient, 'Patient', base, 'Appointment.participant'));
  return visit;
}

/** The elements that have another type there. */
const isOfR5 = ({ serviceType = [], participant = [] }: Json): boolean =>
  (serviceType as readonly Json[]).some(({ concept }) => concept !== undefined) ||
  (participant as readonly Json[]).some(({ required }) => typeof required === 'boolean');

/** Patients and clinicians alike are actors. */
async function searchVisits(call: DialectCall, clinic: Clinic): Promise<DialectAnswer> {
  const query = new URLSearchParams();
  for (const [name, value] of call.url.searchParams) {
    const isPatient = /(^|\/)Patient\//.test(value);
    query.append(name === 'actor' ? (isPatient ? 'patient' : 'practitioner') : name, value);
  }
  const told = await clinic.get(call.request, 'GET', `Appointment?${query.toString()}`);
  const { entry, ...bundle } = toR4(told.resource as fhir3.Bundle);
  const entries = (entry ?? []) as readonly Json[];
  const written = entries.map((each) => ({
    ...each,
    resource: write(each['resource'] as fhir3.Appointment),
  }));
  return {
    status: told.status,
    resource: { ...bundle, ...(written.length > 0 ? { entry: written } : {}) },
  };
}
