import type * as fhir3 from 'fhir/r3';
import { holdOn, sweepExpiredHolds } from '../database/claims.ts';
import { readResource, type Stored, writeResource } from '../database/resources.ts';
import { moveVisit } from '../fhir/moving.ts';
import { offerFromResource } from '../fhir/offer.ts';
import { FhirRefusal, type Issue, refuse } from '../fhir/outcome.ts';
import { type Clinic, Refused, type Told } from './clinic.ts';
import type { DialectCall } from './dialect-app.ts';
import { inStu3, referred } from './r4-inputs.ts';
import type { Json } from './versions.ts';

type Appointment = Stored<fhir3.Appointment>;

export const statusReason =
  'https://profiles.ihe.net/ITI/Scheduling/StructureDefinition/extension-status-reason';
const codes = 'https://profiles.ihe.net/ITI/Scheduling/CodeSystem/status-reason';
const guide = 'http://fhir.org/guides/argonaut-scheduling';
const argonautCodes = `${guide}/CodeSystem/status-reason`;

/**
 * Books, changes or cancels, as the status of the Appointment says (OperationDefinition appointment-book).
 * @throws FhirRefusal where it cannot be
 */
export async function bookResource(
  call: DialectCall,
  clinic: Clinic,
  sent: Json,
  comment: string | undefined,
): Promise<Appointment> {
  requireProfile(sent);
  const { reasonCode } = sent as unknown as { reasonCode?: readonly { text?: string }[] };
  const words = comment ?? reasonCode?.map(({ text }) => text).join(' ');
  const appointment = await withReferences(clinic, sent);
  switch (sent['status']) {
    case 'pending': {
      await requirePatient(call, clinic, appointment);
      const { id: _, ...open } = { ...appointment, status: 'proposed' as const };
      return bookTime(call, clinic, [
        { name: 'appt-resource', resource: open },
        ...(words === undefined ? [] : [{ name: 'comment', valueString: words }]),
      ]);
    }
    case 'booked':
      await requirePatient(call, clinic, appointment);
      return change(call, clinic, appointment, words);
    case 'cancelled':
      return cancel(call, clinic, appointment);
    default:
      throw refuse(
        422,
        'business-rule',
        'The Appointment must be pending (to book it), booked (to change it) or cancelled',
        'Appointment.status',
      );
  }
}

/** Asks the clinic's `$book`. Its "no" is a 200, and a refusal here. */
export async function bookTime(
  call: DialectCall,
  clinic: Clinic,
  parameter: readonly fhir3.ParametersParameter[],
): Promise<Appointment> {
  const question = { resourceType: 'Parameters', parameter };
  return granted(await clinic.get(call.request, 'POST', 'Appointment/$book', question));
}

/** The Appointment of an answer, unless it is a "no". */
export function granted({ resource }: Told): Appointment {
  const resources = ((resource as fhir3.Bundle).entry ?? []).map(
    (entry) => entry.resource as fhir3.FhirResource,
  );
  const found = resources.find(
    (each): each is Appointment => each.resourceType === 'Appointment' && each.id !== undefined,
  );
  if (found !== undefined && found.status !== 'cancelled') return found;
  throw new FhirRefusal(409, resources.flatMap(issuesOf));
}

/** What an OperationOutcome says. */
export function issuesOf(resource: fhir3.FhirResource | undefined): readonly Issue[] {
  if (resource?.resourceType !== 'OperationOutcome') return [];
  return resource.issue.map(({ severity, code, diagnostics = '' }) => ({
    severity: severity as Issue['severity'],
    code,
    text: diagnostics,
  }));
}

/** A visit gets another time, and keeps its id. */
async function change(
  call: DialectCall,
  clinic: Clinic,
  appointment: fhir3.Appointment,
  comment: string | undefined,
): Promise<Appointment> {
  const { server } = clinic;
  const clinicCall = { ...call, server };
  const { slot } = await offerFromResource(clinicCall, server.database, {
    ...appointment,
    status: 'proposed',
  });
  const id = idOf(appointment);
  server.changed(await sweepExpiredHolds(server.database, call.now));
  // A hold keeps everybody out (ITI-116), and a change does not say that it is for whoever holds the time.
  if (await holdOn(server.database, slot.id, call.access.patient))
    throw refuse(409, 'conflict', 'This time is held');
  const visit = await moveVisit(clinicCall, id, slot.id);
  if (comment === undefined) return visit;
  const written = await writeResource<fhir3.Appointment>(
    server.database,
    { ...visit, comment },
    { now: call.now, patient: call.access.patient },
  );
  return written.resource;
}

/** A visit, or a hold. */
async function cancel(
  call: DialectCall,
  clinic: Clinic,
  appointment: fhir3.Appointment,
): Promise<Appointment> {
  const id = idOf(appointment);
  const stored = await readResource(clinic.server.database, 'Appointment', id);
  if (!stored) throw unknown(id);
  const why = (appointment.extension ?? []).filter(({ url }) => url === statusReason);
  if (why.length > 1 || why.some(({ valueCodeableConcept }) => !valueCodeableConcept))
    throw refuse(422, 'invalid', 'There is room for one reason, a CodeableConcept', statusReason);
  const told = await clinic.get(call.request, 'PATCH', `Appointment/${id}`, [
    { op: 'replace', path: '/status', value: 'cancelled' },
    ...why.map(({ valueCodeableConcept }) => ({
      op: 'add',
      path: '/extension/-',
      value: {
        url: `${guide}/StructureDefinition/extension-status-reason`,
        valueCodeableConcept: withCodes(valueCodeableConcept, codes, argonautCodes),
      },
    })),
  ]);
  return told.resource as Appointment;
}

/** The reason of a cancelled Appointment as IHE's extension: R4 has an element for it, and the profile has this. */
export function withStatusReason({ cancelationReason: why, ...appointment }: Json): Json {
  if (why === undefined) return appointment;
  const valueCodeableConcept = withCodes(why as fhir3.CodeableConcept, argonautCodes, codes);
  const others = (appointment['extension'] ?? []) as readonly Json[];
  return { ...appointment, extension: [...others, { url: statusReason, valueCodeableConcept }] };
}

/** Both guides have the same codes, each in a system of its own. */
function withCodes(
  concept: fhir3.CodeableConcept | undefined,
  from: string,
  to: string,
): fhir3.CodeableConcept {
  const { coding, ...rest } = concept ?? {};
  return {
    ...rest,
    ...(coding
      ? { coding: coding.map((each) => (each.system === from ? { ...each, system: to } : each)) }
      : {}),
  };
}

/** ihe-sched-appt */
function requireProfile(appointment: Json): void {
  const { start, end, requestedPeriod, participant } = appointment;
  const parts = participant as readonly { readonly actor?: unknown }[];
  const wrong = (text: string) =>
    refuse(422, 'invariant', `ihe-sched-appt: ${text}`, 'Appointment');
  if (start === undefined || end === undefined) throw wrong('a start and an end are needed');
  if (!Array.isArray(requestedPeriod) || requestedPeriod.length !== 1)
    throw wrong('one requestedPeriod is needed');
  if (parts.some(({ actor }) => actor === undefined))
    throw wrong('every participant needs an actor');
}

/** Whoever is named by an identifier alone, by reference. */
async function withReferences(clinic: Clinic, sent: Json): Promise<fhir3.Appointment> {
  const parts = sent['participant'] as readonly { readonly actor: fhir3.Reference & Json }[];
  const participant = await Promise.all(
    parts.map(async (part) => {
      const { reference, identifier, type } = part.actor;
      if (reference !== undefined || identifier === undefined) return part;
      if (type !== 'Practitioner' && type !== 'Location' && type !== 'Patient') return part;
      const id = await referred(clinic, part.actor, type, 'participant');
      return id === undefined ? part : { ...part, actor: { reference: `${type}/${id}` } };
    }),
  );
  return inStu3({ ...sent, participant });
}

async function requirePatient(
  { access }: DialectCall,
  clinic: Clinic,
  { participant }: fhir3.Appointment,
): Promise<void> {
  const named = participant.flatMap(({ actor }) =>
    /(^|\/)Patient\//.test(actor?.reference ?? '') ? [actor] : [],
  );
  if (named.length === 0)
    throw refuse(422, 'required', 'The patient must take part', 'Appointment.participant');
  for (const actor of named)
    access.requireOwn((await referred(clinic, actor, 'Patient', 'participant')) ?? null);
}

function idOf({ id }: fhir3.Appointment): string {
  if (id !== undefined) return id;
  throw refuse(422, 'required', 'The Appointment to change needs its id', 'Appointment.id');
}

const unknown = (id: string) =>
  new FhirRefusal(404, [
    { severity: 'fatal', code: 'not-found', text: `There is no Appointment/${id}` },
  ]);

/** What was refused, and how; `undefined` for a mistake of the sandbox. */
export function refusalOf(
  error: unknown,
): { readonly status: number; readonly issues: readonly Issue[] } | undefined {
  if (error instanceof FhirRefusal) return error;
  if (!(error instanceof Refused)) return undefined;
  return { status: error.told.status, issues: issuesOf(error.told.resource) };
}
