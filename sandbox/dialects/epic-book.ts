import type * as fhir3 from 'fhir/r3';
import { type Clinic, Refused, type Told } from './clinic.ts';
import type { DialectAnswer, DialectCall } from './dialect-app.ts';
import type { TemporaryIds } from './epic-find.ts';
import {
  ignored,
  type Input,
  outcomeEntry,
  readSent,
  refused,
  required,
  requireOwn,
  says,
  type Sent,
  withWholeUrls,
} from './epic-messages.ts';
import type { Json } from './versions.ts';

/** `$book`: patient and time are named by Identifiers, the latter with an id that `$find` gave a while ago. */
export async function book(
  call: DialectCall,
  clinic: Clinic,
  ids: TemporaryIds,
): Promise<DialectAnswer> {
  const { sent, issues } = await readSent(call, ['patient', 'appointment', 'appointmentNote']);
  const patient = identifierIn(sent, 'patient');
  const id = identifierIn(sent, 'appointment');
  requireOwn(call, patient);
  const offer = ids.offerOf(id, call);
  if (offer === undefined) throw gone();
  const { valueString: note } = sent.get('appointmentNote') ?? {};
  const words = typeof note === 'string' && note.trim() !== '' ? note : undefined;
  if (words === undefined && sent.has('appointmentNote')) issues.push(ignored('appointmentNote'));
  const told = await clinic.ask(call.request, 'POST', 'Appointment/$book', {
    resourceType: 'Parameters',
    parameter: [
      { name: 'appt-id', valueUri: `Appointment/${offer}` },
      { name: 'patient-id', valueUri: `Patient/${patient}` },
      ...(words === undefined ? [] : [{ name: 'comment', valueString: words }]),
    ],
  });
  return visit(told, clinic.base, issues);
}

const gone = (): Refused => refused(400, says(59144, 'invalid appointment ID', 'appointment'));

function identifierIn(sent: Input['sent'], name: string): string {
  const { value } = (required(sent, name)['valueIdentifier'] ?? {}) as Sent;
  if (typeof value !== 'string') throw refused(400, says(59111, `${name} has no Identifier`, name));
  return value;
}

/** The bare Appointment; in a Bundle where there is something to say of the request. */
function visit(told: Told, base: string, issues: readonly Json[]): DialectAnswer {
  if (told.status === 404) throw gone();
  if (told.status >= 400) throw new Refused(told);
  const resources = ((told.resource as fhir3.Bundle).entry ?? []).flatMap(
    (each) => (each.resource as fhir3.FhirResource | undefined) ?? [],
  );
  const booked = resources.find((each) => each.resourceType === 'Appointment');
  if (booked === undefined || booked.status === 'cancelled') {
    const outcome = resources.find((each) => each.resourceType === 'OperationOutcome');
    const rule = outcome?.issue.find(({ code }) => code === 'business-rule');
    throw rule === undefined ? gone() : refused(400, says(59159, rule.diagnostics));
  }
  const { profile: _, ...meta } = booked.meta ?? {};
  const resource: Json = withWholeUrls({ ...booked, meta }, base);
  if (issues.length === 0) return { status: 201, resource };
  const entry = [{ resource, search: { mode: 'match' } }, outcomeEntry(issues)];
  return { status: 200, resource: { resourceType: 'Bundle', type: 'searchset', total: 1, entry } };
}
