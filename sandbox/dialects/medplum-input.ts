import type * as fhir3 from 'fhir/r3';
import { readSpan } from '../fhir/dates.ts';
import { readFhirJson } from '../fhir/media.ts';
import { FhirRefusal } from '../fhir/outcome.ts';
import { requireValid } from '../fhir/validation/validate.ts';
import type { DialectCall } from './dialect-app.ts';
import { clinicianWith, referredIn, type Service, serviceWith } from './medplum-services.ts';
import { invalid } from './medplum-messages.ts';
import { appointmentFrom, type Json } from './versions.ts';

/** A time as `$hold` and `$book` are given it. */
interface Proposed {
  /** As it is kept: without the Slots that stood in it. */
  readonly appointment: fhir3.Appointment;
  readonly clinician: string;
  readonly service: Service;
  readonly start: Date;
  readonly end: Date;
}

const listOf = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];

/** `Parameters` with the values of one name; what else is in it is not looked at. */
async function readParameters({
  request,
}: DialectCall): Promise<(name: string) => readonly Json[]> {
  const body = (await readFhirJson(request)) as Json | null;
  const parameters = body?.['resourceType'] === 'Parameters' ? listOf(body['parameter']) : [];
  return (wanted) => parameters.filter(({ name }) => name === wanted);
}

function only(found: readonly Json[], name: string): Json {
  const [first, second] = found;
  if (first === undefined)
    throw invalid(`Expected at least 1 value(s) for required input parameter '${name}'`);
  if (second !== undefined)
    throw invalid(`Expected 1 value(s) for input parameter ${name}, but ${found.length} provided`);
  return first;
}

export async function readProposed(call: DialectCall): Promise<Proposed> {
  const parameter = only((await readParameters(call))('appointment'), 'appointment');
  const resource = (parameter['resource'] ?? {}) as Json;
  const { contained, ...rest } = resource;
  const at = 'Parameters.appointment';
  const appointment = asValid(rest);
  const service = requireOneService(appointment, `${at}.serviceType`);
  const slots = listOf(contained).filter(({ resourceType }) => resourceType === 'Slot');
  if (slots.length === 0)
    throw invalid('Appointment has no contained Slot resources', { expression: at });
  const busy = slots.filter(({ status }) => status === 'busy');
  for (const edge of ['start', 'end'])
    if (busy.some((slot) => slot[edge] !== busy[0]?.[edge]))
      throw invalid(`Mismatched slot ${edge} times`);
  const schedules = slots.map(
    ({ schedule }) => (schedule as fhir3.Reference | undefined)?.reference,
  );
  if (schedules.includes(undefined)) throw invalid('Slot missing schedule reference');
  const [schedule = '', ...others] = new Set(schedules);
  const clinician = clinicianWith(schedule);
  if (clinician === undefined) throw invalid('Schedule load failed');
  // Medplum books several together; this sandbox's clinic has nobody who sees a patient with another.
  if (others.length > 0) throw invalid('This sandbox books one Schedule at a time');
  const [slot = {}, second] = busy;
  if (slot['start'] === undefined || second !== undefined)
    throw invalid(`Expected exactly one 'busy' slot per schedule`);
  if (resource['slot'] !== undefined)
    throw invalid('Proposed appointment must not have Slot references', {
      expression: `${at}.slot`,
    });
  const [start, end] = [slot['start'], slot['end']].map((edge) => new Date(edge as string)) as [
    Date,
    Date,
  ];
  if ((end.getTime() - start.getTime()) / 60_000 !== service.minutes)
    throw invalid('Slot duration does not match scheduling parameters duration');
  requireOnlyOwn(call, appointment);
  return { appointment, clinician: clinician.id, service, start, end };
}

function asValid(json: Json): fhir3.Appointment {
  const appointment = appointmentFrom(json);
  try {
    requireValid(appointment, 'Appointment');
  } catch (error) {
    if (!(error instanceof FhirRefusal)) throw error;
    throw invalid(error.message, { code: 'structure' });
  }
  return appointment;
}

/** A token with a patient reaches that patient's compartment and no other place. */
function requireOnlyOwn({ access }: DialectCall, { participant }: fhir3.Appointment): void {
  const patients = participant.flatMap(({ actor }) =>
    actor?.reference?.startsWith('Patient/') === true ? actor.reference : [],
  );
  if (patients.length === 0 || patients.some((each) => each !== `Patient/${access.patient}`))
    throw invalid('Forbidden', { status: 403, code: 'forbidden' });
}

/** The one service that an Appointment is of. */
export function requireOneService(
  { serviceType }: fhir3.Appointment,
  expression = 'Appointment.serviceType',
): Service {
  const [reference, ...others] = referredIn(serviceType);
  if (reference === undefined)
    throw invalid('Appointment has no service reference', { expression });
  if (others.length > 0)
    throw invalid('Appointment has too many service references', { expression });
  const service = serviceWith(reference.replace('HealthcareService/', ''));
  if (service === undefined) throw invalid('HealthcareService not found');
  return service;
}

/** The input of `$reschedule`. Which service it is the Appointment says; a client need not. */
export async function readMove(
  call: DialectCall,
): Promise<{ readonly start: Date; readonly schedule: string; readonly clinician: string }> {
  const parameters = await readParameters(call);
  const text = only(parameters('start'), 'start')['valueDateTime'];
  const start = typeof text === 'string' ? readSpan(text)?.start : undefined;
  if (start === undefined) throw invalid('Invalid start time', { expression: 'Parameters.start' });
  const [schedule, second] = parameters('schedule').map(
    ({ valueReference }, index) =>
      (valueReference as fhir3.Reference | undefined)?.reference ??
      refused(`Parameters.schedule[${index}]`),
  );
  if (schedule === undefined)
    throw invalid(`Expected at least 1 value(s) for required input parameter 'schedule'`);
  if (second !== undefined) throw invalid('This sandbox books one Schedule at a time');
  const clinician = clinicianWith(schedule);
  if (clinician === undefined) throw invalid('Loading schedule failed');
  return { start: new Date(start), schedule, clinician: clinician.id };
}

function refused(expression: string): never {
  throw invalid('Invalid schedule reference', { expression });
}
