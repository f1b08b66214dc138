import type * as fhir3 from 'fhir/r3';
import { readFhirJson } from '../fhir/media.ts';
import { refuse } from '../fhir/outcome.ts';
import { isObject } from '../fhir/validation/validate.ts';

const statusReason =
  'http://fhir.org/guides/argonaut-scheduling/StructureDefinition/extension-status-reason';
const reasons = 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason';
/** The value set ISiKTerminCancelationReason, which is required. */
const allowed = ['pat', 'prov', 'maint', 'meds-inc', 'other'];
/** What no patch may change: a visit is moved by `$book`. */
const fixed = /^Appointment\.(slot|start|end|participant)\b/;

/**
 * Reads a FHIRPath Patch that cancels a visit, with or without a reason, as the clinic takes it: as a JSON Patch.
 * @throws FhirRefusal 400 for what is no patch, and for what the guide forbids to change; else 422
 */
export async function readCancelling(request: Request): Promise<readonly object[]> {
  const body = await readFhirJson(request);
  if (!isObject(body) || body['resourceType'] !== 'Parameters')
    throw refuse(400, 'structure', 'A FHIRPath Patch is a Parameters resource');
  const { parameter = [] } = body as unknown as fhir3.Parameters;
  const operations = parameter.map((operation) => readOperation(operation));
  if (operations.length === 0)
    throw refuse(400, 'structure', 'A FHIRPath Patch has at least one operation');
  return operations;
}

function readOperation({ name, part = [] }: fhir3.ParametersParameter): object {
  const find = (wanted: string) => part.find((each) => each.name === wanted);
  const type = find('type')?.valueCode;
  const path = find('path')?.valueString;
  if (name !== 'operation' || type === undefined || path === undefined)
    throw refuse(
      400,
      'structure',
      'Each operation has a type (valueCode) and a path (valueString)',
    );
  if (fixed.test(path))
    throw refuse(400, 'business-rule', `${path} cannot be changed by a patch`, path);
  if (type === 'replace' && path === 'Appointment.status') {
    if (find('value')?.valueCode !== 'cancelled')
      throw refuse(422, 'business-rule', 'A patient can only cancel a visit', path);
    return { op: 'replace', path: '/status', value: 'cancelled' };
  }
  const element = find('name')?.valueString;
  if (type !== 'add' || path !== 'Appointment' || element !== 'cancelationReason')
    throw refuse(422, 'not-supported', `This server does not patch ${type} at ${path}`, path);
  return { op: 'add', path: '/extension/-', value: readReason(find('value')) };
}

function readReason(value: fhir3.ParametersParameter | undefined): fhir3.Extension {
  const concept = value?.valueCodeableConcept;
  const coded = (concept?.coding ?? []).some(
    ({ system, code = '' }) => system === reasons && allowed.includes(code),
  );
  if (!concept || !coded)
    throw refuse(
      422,
      'code-invalid',
      `The reason must have one of the codes ${allowed.join(', ')}`,
      'Appointment.cancelationReason',
    );
  return { url: statusReason, valueCodeableConcept: concept };
}
