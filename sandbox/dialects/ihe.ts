import type * as fhir3 from 'fhir/r3';
import type { Hono } from 'hono';
import { readResource } from '../database/resources.ts';
import { searchset } from '../fhir/bundle.ts';
import { information, type Issue, operationOutcome, refuse } from '../fhir/outcome.ts';
import type { Clinic } from './clinic.ts';
import {
  commonRecords,
  createDialectApp,
  type DialectAnswer,
  type DialectCall,
} from './dialect-app.ts';
import { bookResource, bookTime, granted, refusalOf, withStatusReason } from './ihe-book.ts';
import { servesFind, type FindDefinition } from './ihe-find.ts';
import { servesSearch } from './ihe-search.ts';
import { type Definition, readInputs, referred } from './r4-inputs.ts';
import { statementOf } from './statement.ts';
import { type Json, toR4 } from './versions.ts';

export const iheGuide = 'https://profiles.ihe.net/ITI/Scheduling';

const anyNumber = { min: 0, max: '*' } as const;
const atMostOne = { min: 0, max: 1 } as const;
const find: FindDefinition = {
  start: { kind: 'dateTime', min: 1, max: 1 },
  end: { kind: 'dateTime', min: 1, max: 1 },
  specialty: { kind: 'string', ...anyNumber },
  'visit-type': { kind: 'string', ...anyNumber },
  practitioner: { kind: 'Reference', ...anyNumber },
  organization: { kind: 'Reference', ...anyNumber },
  'location-string': { kind: 'string', ...anyNumber },
  'location-reference': { kind: 'Reference', ...anyNumber },
  'patient-reference': { kind: 'Reference', ...anyNumber },
  'patient-resource': { kind: 'Patient', ...anyNumber },
  reason: { kind: 'string', ...anyNumber },
  'referral-identifier': { kind: 'Identifier', ...atMostOne },
  timing: { kind: 'Timing', ...atMostOne },
  'insurance-reference': { kind: 'Reference', ...anyNumber },
};
const hold: Definition = { 'appointment-reference': { kind: 'Reference', min: 1, max: 1 } };
const book: Definition = {
  'appointment-reference': { kind: 'Reference', ...atMostOne },
  'appointment-resource': { kind: 'Appointment', ...atMostOne },
  'patient-resource': { kind: 'Patient', ...anyNumber },
  comment: { kind: 'string', ...atMostOne },
};

/** IHE ITI Scheduling 1.0.0: ITI-115 to ITI-118. */
export function createIheApp(clinic: Clinic): Hono {
  const options = { write: toIhe, records: [...commonRecords, 'Appointment'] };
  return createDialectApp(clinic, options, (app) => {
    servesFind(app, clinic, find, toIhe);
    app.on('POST', '/Appointment/:operation{\\$hold}', (call) => holdTime(call, clinic));
    app.on('POST', '/Appointment/:operation{\\$book}', (call) => bookOrChange(call, clinic));
    servesSearch(app, clinic, toIhe);
    app.declare(() =>
      statementOf(clinic.server, {
        software: 'Larkspur sandbox, IHE ITI Scheduling',
        types: {
          Appointment: {
            interactions: ['read', 'search-type'],
            searches: {
              patient: 'reference',
              date: 'date',
              practitioner: 'reference',
              status: 'token',
            },
            operations: Object.fromEntries(
              ['find', 'hold', 'book'].map((name) => [
                name,
                `${iheGuide}/OperationDefinition/appointment-${name}`,
              ]),
            ),
          },
        },
      }),
    );
  });
}

/** ITI-116. Only what is open can be held, and by its reference alone. */
async function holdTime(call: DialectCall, clinic: Clinic): Promise<DialectAnswer> {
  const inputs = await readInputs(call, hold);
  const [reference] = inputs('appointment-reference');
  const id = (await referred(clinic, reference, 'Appointment', 'appointment-reference')) ?? '';
  try {
    if (await readResource(clinic.server.database, 'Appointment', id))
      throw refuse(409, 'conflict', 'This appointment is no open time');
    const parameter = [{ name: 'appt-id', valueUri: `Appointment/${id}` }];
    const question = { resourceType: 'Parameters', parameter };
    const told = await clinic.get(call.request, 'POST', 'Appointment/$hold', question);
    return one(clinic, granted(told), 'The time is held');
  } catch (error) {
    const text = issuesIn(error).map((issue) => issue.text);
    const issue: Issue = { severity: 'fatal', code: 'not-found', text: text.join(' ') };
    return { status: 200, resource: operationOutcome([issue]) as unknown as Json };
  }
}

/** ITI-117. An operation that was not successful answers with a Bundle that holds an OperationOutcome only. */
async function bookOrChange(call: DialectCall, clinic: Clinic): Promise<DialectAnswer> {
  const inputs = await readInputs(call, book);
  const [reference] = inputs('appointment-reference');
  const [sent] = inputs('appointment-resource') as readonly Json[];
  const [comment] = inputs('comment') as readonly string[];
  const patients = inputs('patient-resource') as readonly fhir3.Patient[];
  for (const patient of patients) requireWholePatient(call, patient);
  if ((reference === undefined) === (sent === undefined))
    throw refuse(400, 'required', 'Either appointment-reference or appointment-resource is needed');
  if (patients.length === 0 && (sent === undefined || sent['status'] === 'pending'))
    throw refuse(400, 'required', 'Nobody is to come', 'patient-resource');
  const id =
    reference === undefined
      ? undefined
      : await referred(clinic, reference, 'Appointment', 'appointment-reference');
  try {
    const done = sent
      ? bookResource(call, clinic, sent, comment)
      : bookTime(call, clinic, [
          { name: 'appt-id', valueUri: `Appointment/${id ?? ''}` },
          { name: 'patient-id', valueUri: `Patient/${call.access.patient}` },
          ...(comment === undefined ? [] : [{ name: 'comment', valueString: comment }]),
        ]);
    return one(clinic, await done, 'Done');
  } catch (error) {
    return bundleOf(clinic, [], issuesIn(error));
  }
}

/** IPA's Patient has an identifier and a name; a mere id would be a reference, for which there is no input. */
function requireWholePatient(
  { access }: DialectCall,
  { id, identifier, name }: fhir3.Patient,
): void {
  access.requireOwn(id ?? null);
  if (!identifier?.length || !name?.length)
    throw refuse(422, 'required', 'The whole Patient is needed', 'patient-resource');
}

/** What the clinic refused. Who may not ask at all is told so by HTTP, and a mistake is none of the clinic's words. */
function issuesIn(error: unknown): readonly Issue[] {
  const refusal = refusalOf(error);
  if (refusal === undefined || refusal.status === 401 || refusal.status === 403) throw error;
  return refusal.issues;
}

const one = (clinic: Clinic, appointment: fhir3.Appointment & { id: string }, text: string) =>
  bundleOf(clinic, [appointment], [information(text)]);

function bundleOf(
  { base }: Clinic,
  matches: readonly (fhir3.Appointment & { id: string })[],
  issues: readonly Issue[],
): DialectAnswer {
  return { status: 200, resource: toIhe(searchset({ base, matches, issues })) };
}

/** In R4, and in IHE's profiles. */
export function toIhe(resource: fhir3.FhirResource): Json {
  const written = toR4(resource);
  const { resourceType, entry } = written as { resourceType?: string; entry?: readonly Json[] };
  if (resourceType === 'Appointment') return inProfile(written);
  if (resourceType !== 'Bundle') return written;
  const { meta: _, ...bundle } = written;
  const isOfAppointments = entry?.some((each) => typeOf(each) === 'Appointment');
  return {
    ...bundle,
    ...(isOfAppointments
      ? { meta: { profile: [`${iheGuide}/StructureDefinition/ihe-sched-avail-bundle`] } }
      : {}),
    ...(entry === undefined
      ? {}
      : {
          entry: entry.map((each) =>
            typeOf(each) === 'Appointment'
              ? { ...each, resource: inProfile(each['resource'] as Json) }
              : each,
          ),
        }),
  };
}

const typeOf = ({ resource }: Json): unknown => (resource as Json | undefined)?.['resourceType'];

function inProfile({ meta, ...appointment }: Json): Json {
  const profile = [`${iheGuide}/StructureDefinition/ihe-sched-appt`];
  return withStatusReason({ ...appointment, meta: { ...(meta as Json | undefined), profile } });
}
