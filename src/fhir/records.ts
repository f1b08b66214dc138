import type {
  Appointment,
  Coverage,
  Directory,
  Instant,
  Notice,
  Reference,
} from '../scheduling/model.ts';
import type { EhrFailure } from '../scheduling/failure.ts';
import type { AppointmentList, Ehr } from '../scheduling/ports.ts';
import type { Result } from '../scheduling/result.ts';
import { attempt, FhirError, unreadable } from './errors.ts';
import { readPages } from './pages.ts';
import { parseAppointment, parseStatus } from './parse/appointment.ts';
import { parseContents } from './parse/bundle.ts';
import { parseCoverage } from './parse/coverage.ts';
import { writeInstant } from './parse/instant.ts';
import { isObject, type Json, text } from './parse/json.ts';
import { parseLocation } from './parse/location.ts';
import { partOf } from './parse/participants.ts';
import { parsePatient } from './parse/patient.ts';
import { parsePractitioner } from './parse/practitioner.ts';
import { parseActor } from './parse/reference.ts';
import type { Send } from './request.ts';

/** A parameter of a search. */
export type SearchPair = readonly [name: string, value: string];

/** In what dialects differ that are plain FHIR otherwise. */
export interface RecordsOptions {
  /** How a search says whose appointments are meant; `patient=` unless said. */
  readonly whose?: () => Promise<readonly SearchPair[]>;
}

export interface RecordsPorts {
  readonly send: Send;
  readonly base: string;
  /** `Patient/123`. */
  readonly patient: Reference;
}

type Records = Pick<
  Ehr,
  | 'readPatient'
  | 'listAppointments'
  | 'readAppointment'
  | 'listCoverages'
  | 'readLocation'
  | 'readPractitioner'
  | 'readDirectory'
>;

/** What is plain FHIR, read and search, and the same in nearly every dialect. */
export function readRecords(ports: RecordsPorts, options: RecordsOptions = {}): Records {
  const { send, base, patient } = ports;
  const { whose = () => Promise.resolve([['patient', idOf(patient)] as const]) } = options;
  const read = <Value>(
    type: string,
    reference: Reference,
    parse: (json: Json, reference: Reference, base: string) => Value,
  ): Promise<Result<Value, EhrFailure>> =>
    attempt(async () => parse(await readResource(send, type, reference), reference, base));
  return {
    readPatient: () => read('Patient', patient, parsePatient),
    readLocation: (reference) => read('Location', reference, parseLocation),
    readPractitioner: (reference) => read('Practitioner', reference, parsePractitioner),
    readAppointment: (id) =>
      read('Appointment', `Appointment/${id}`, (json) => {
        const appointment = parseAppointment(json, base);
        if (appointment === undefined) throw unreadable('other-resource');
        if (isOthers(appointment, patient)) throw unreadable('other-patient');
        return appointment;
      }),
    listAppointments: (period) =>
      attempt(async () => listAppointments(ports, await whose(), period)),
    listCoverages: () => attempt(() => listCoverages(ports)),
    readDirectory: () =>
      import('./directory.ts').then(
        ({ readDirectory }) => readDirectory(send, base),
        () => emptyDirectory,
      ),
  };
}

/** Where its code could not be fetched. */
const emptyDirectory: Directory = {
  services: [],
  roles: [],
  locations: [],
  calendars: undefined,
};

/**
 * A resource as the EHR has it.
 * @throws {FhirError} `unreadable` when something else came than was asked for: another patient's record
 *   under this name must never be shown.
 */
export async function readResource(send: Send, type: string, reference: Reference): Promise<Json> {
  const id = reference.slice(type.length + 1);
  // A reference to something else, a PractitionerRole perhaps, is to no Practitioner.
  if (reference !== `${type}/${id}`) throw new FhirError({ kind: 'not-found', notices: [] });
  const { json } = await send({ method: 'GET', url: `${type}/${encodeURIComponent(id)}` });
  if (json === undefined) throw unreadable('empty');
  if (!isObject(json) || json.resourceType !== type) {
    throw unreadable('other-resource', parseContents(json).notices);
  }
  if (text(json.id) === id) return json;
  throw unreadable(type === 'Patient' ? 'other-patient' : 'other-resource');
}

async function listAppointments(
  { send, base, patient }: RecordsPorts,
  whose: readonly SearchPair[],
  { from = -Infinity, to = Infinity }: { from?: Instant; to?: Instant },
): Promise<AppointmentList> {
  const url = query('Appointment', [
    ...whose,
    ...(Number.isFinite(from) ? [['date', `ge${writeInstant(from)}`] as const] : []),
    // To the full second after, so that a bound within a second still finds what starts in it.
    ...(Number.isFinite(to) ? [['date', `lt${writeInstant(to + 999)}`] as const] : []),
  ]);
  const pages = await readPages(send, base, { method: 'GET', url }, 'Appointment');
  if (pages.resources.length === 0) requireNoError(pages.notices);
  const appointments = new Map<string, Appointment>();
  let dropped = pages.broken;
  for (const resource of pages.resources) {
    const appointment = parseAppointment(resource, base);
    if (appointment === undefined) dropped += isNobodys(resource, patient, base) ? 0 : 1;
    else if (
      // `date` is a SHOULD for servers (Argonaut Scheduling 1.0.0, CapabilityStatement server).
      appointment.start >= from &&
      appointment.start < to &&
      !isOthers(appointment, patient) &&
      !isNobodys(resource, patient, base)
    ) {
      appointments.set(appointment.id, appointment);
    }
  }
  return {
    appointments: [...appointments.values()],
    complete: pages.complete && dropped === 0 && !pages.notices.some(isError),
  };
}

const isError = ({ severity }: Notice): boolean => severity === 'error' || severity === 'fatal';

const isOthers = ({ patients }: Appointment, patient: Reference): boolean =>
  patients.length > 0 && !patients.includes(patient);

/**
 * Traces of looking for a time, which are no appointments of the patient: proposals; refused ones, that
 * are `cancelled` without ever having had the patient; and released holds, whose participants stay
 * `tentative` (Argonaut Scheduling 1.0.0, Appointment State Diagram).
 */
function isNobodys(appointment: Json, patient: Reference, base: string): boolean {
  const status = parseStatus(appointment.status);
  if (status !== 'cancelled') return status === 'proposed';
  const part = partOf(patient, appointment, base);
  return part === undefined || part.status === 'tentative';
}

async function listCoverages({ send, base, patient }: RecordsPorts): Promise<readonly Coverage[]> {
  // STU3 calls it `beneficiary`; `patient` came with R4.
  const url = query('Coverage', [['beneficiary', idOf(patient)]]);
  const { resources, notices } = await readPages(send, base, { method: 'GET', url }, 'Coverage');
  if (resources.length === 0) requireNoError(notices);
  return resources.flatMap((resource) => {
    const { reference } = parseActor(resource.beneficiary, base);
    return reference === undefined || reference === patient ? (parseCoverage(resource) ?? []) : [];
  });
}

/**
 * "None" would be a claim that the EHR did not make.
 * @throws {FhirError} `unreadable` with what it said instead
 */
function requireNoError(notices: readonly Notice[]): void {
  if (notices.some(isError)) throw unreadable('other-resource', notices);
}

const idOf = (patient: Reference): string => patient.slice('Patient/'.length);

/** The URL of a search, relative to the base. */
export function query(type: string, parameters: readonly SearchPair[]): string {
  return `${type}?${parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
}
