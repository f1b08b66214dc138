import type * as fhir3 from 'fhir/r3';
import { listResources } from '../database/resources.ts';
import { readFhirJson } from '../fhir/media.ts';
import { refuse } from '../fhir/outcome.ts';
import { readReference } from '../fhir/references.ts';
import { isObject, requireValid } from '../fhir/validation/validate.ts';
import type { Clinic } from './clinic.ts';
import type { DialectCall } from './dialect-app.ts';
import { appointmentFrom, type Json } from './versions.ts';

const checks = {
  code: isText,
  dateTime: isText,
  string: isText,
  uri: isText,
  Identifier: ({ system, value }: Json) => isText(system) && isText(value),
  Timing: isObject,
  Reference: (json: Json) => isText(json['reference']) || isObject(json['identifier']),
  CodeableConcept: ({ coding, text }: Json) =>
    isText(text) || (Array.isArray(coding) && coding.length > 0 && coding.every(isObject)),
} as const;

type Kind = keyof typeof checks | 'Appointment' | 'Patient';

/** The inputs of an operation, as its OperationDefinition has them. */
export type Definition = Readonly<
  Record<string, { readonly kind: Kind; readonly min: 0 | 1; readonly max: 1 | '*' }>
>;

/** What came in under a name, in the order sent: a `value[x]` or a resource. */
export type Inputs = (name: string) => readonly unknown[];

/** Parameters about the answer; they stand in the URL also of a POST. */
const control = ['_count', '_format', '_pretty'];

/**
 * Reads the Parameters that an operation of FHIR R4 is given. Whatever its definition does not have is refused: a
 * name, a type, a second value.
 */
export async function readInputs(
  { request, url }: DialectCall,
  definition: Definition,
): Promise<Inputs> {
  for (const name of url.searchParams.keys())
    if (!control.includes(name))
      throw refuse(400, 'invalid', `${name} belongs in the body of a POST`, name);
  const body = await readFhirJson(request);
  if (!isObject(body) || body['resourceType'] !== 'Parameters')
    throw refuse(400, 'structure', 'The body must be a Parameters resource');
  const { parameter = [] } = body;
  if (!Array.isArray(parameter) || !parameter.every(isObject))
    throw refuse(400, 'structure', 'Parameters.parameter is a list', 'Parameters.parameter');
  const sent = new Map<string, unknown[]>();
  for (const { name, ...value } of parameter) {
    const known = isText(name) ? definition[name] : undefined;
    if (!isText(name) || known === undefined)
      throw refuse(400, 'not-supported', `This operation has no parameter ${String(name)}`);
    sent.set(name, [...(sent.get(name) ?? []), valueOf(name, known.kind, value)]);
  }
  for (const [name, { min, max }] of Object.entries(definition)) {
    const count = sent.get(name)?.length ?? 0;
    if (count < min) throw refuse(400, 'required', `${name} is required`, name);
    if (max === 1 && count > 1)
      throw refuse(400, 'invalid', `${name} may be given once, not ${count} times`, name);
  }
  return (name) => sent.get(name) ?? [];
}

function valueOf(name: string, kind: Kind, value: Json): unknown {
  const isResource = kind === 'Appointment' || kind === 'Patient';
  const element = isResource ? 'resource' : `value${kind[0]?.toUpperCase()}${kind.slice(1)}`;
  const content = value[element];
  const alone = Object.keys(value).length === 1 && content !== undefined;
  if (!alone) throw refuse(400, 'invalid', `${name} must have ${element}, and nothing else`, name);
  if (!isResource) {
    if (!checks[kind](content as never))
      throw refuse(400, 'value', `The ${kind} of ${name} is incomplete`, name);
    return content;
  }
  if (!isObject(content) || content['resourceType'] !== kind)
    throw refuse(422, 'invalid', `${name} must be a ${kind}`, name);
  if (kind === 'Appointment') requireR4(content);
  requireValid(kind === 'Appointment' ? inStu3(content) : content, kind);
  return content;
}

/** An Appointment of R4 as the clinic reads it, where a Reference does not say its type. */
export function inStu3(json: Json): fhir3.Appointment {
  const appointment = appointmentFrom(json);
  const participant = appointment.participant.map(({ actor, ...part }) => {
    if (actor === undefined) return part;
    const { type: _, ...reference } = actor as fhir3.Reference & { readonly type?: string };
    return { ...part, actor: reference };
  });
  return { ...appointment, participant };
}

/** What STU3 has otherwise, and the clinic would read. */
function requireR4({ serviceCategory, reason, incomingReferral }: Json): void {
  if (serviceCategory !== undefined && !Array.isArray(serviceCategory))
    throw refuse(422, 'structure', 'Appointment.serviceCategory is a list in R4');
  if (reason !== undefined || incomingReferral !== undefined)
    throw refuse(422, 'structure', 'Appointment has reasonCode and basedOn in R4');
}

/**
 * The id of whom a Reference means: literally, or by an identifier alone, where `undefined` is nobody whom the
 * clinic knows.
 * @throws FhirRefusal 400 for another type or another server
 */
export async function referred(
  { base, server }: Clinic,
  value: unknown,
  type: 'Practitioner' | 'Organization' | 'Location' | 'Patient' | 'Appointment',
  name: string,
): Promise<string | undefined> {
  const { reference, identifier } = value as fhir3.Reference;
  if (reference !== undefined) return readReference(reference, type, base, name);
  const [row] = await listResources(server.database, type, 'content->$2 @> $3::jsonb', [
    'identifier',
    JSON.stringify([{ system: identifier?.system, value: identifier?.value }]),
  ]);
  return row?.resource.id;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
