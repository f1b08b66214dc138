import type * as fhir3 from 'fhir/r3';
import type { Call } from './call.ts';
import { readFhirJson } from './media.ts';
import { FhirRefusal, refuse } from './outcome.ts';
import { requireValid } from './validation/validate.ts';

type Kind = 'dateTime' | 'token' | 'uri' | 'string' | 'Appointment' | 'Patient' | 'Coverage';

/** The in-parameters of an operation, as its OperationDefinition has them. */
export type Definition = Readonly<
  Record<string, { readonly kind: Kind; readonly min: 0 | 1; readonly max: 1 | '*' }>
>;

/** What came in, by parameter name, in the order sent. */
export interface OperationInput {
  readonly texts: ReadonlyMap<string, readonly string[]>;
  readonly resources: ReadonlyMap<string, readonly fhir3.FhirResource[]>;
  /** Names that the operation does not have. */
  readonly unknown: readonly string[];
}

/** Parameters about the answer, not the question; they stand on the URL also for a POST. */
const control = new Set(['_count', '_format', '_pretty']);
const valueElements: Partial<Record<Kind, 'valueDateTime' | 'valueString' | 'valueUri'>> = {
  dateTime: 'valueDateTime',
  token: 'valueString',
  uri: 'valueUri',
  string: 'valueString',
};

/** Reads an operation's input from the query (GET) or from a Parameters resource (POST). */
export async function readOperationInput(
  call: Call,
  definition: Definition,
  bare?: string,
): Promise<OperationInput> {
  const collected = {
    texts: new Map<string, string[]>(),
    resources: new Map<string, fhir3.FhirResource[]>(),
    unknown: new Set<string>(),
  };
  for (const [name, value] of call.url.searchParams) {
    if (control.has(name)) continue;
    const parameter = definition[name];
    if (!parameter) collected.unknown.add(name);
    else if (call.request.method === 'POST')
      throw refuse(400, 'invalid', `${name} belongs in the body of a POST`, name);
    else if (!valueElements[parameter.kind])
      throw refuse(400, 'invalid', `${name} is a resource: use POST`, name);
    else append(collected.texts, name, value);
  }
  if (call.request.method === 'POST') await readBody(call, definition, bare, collected);
  for (const [name, { min, max }] of Object.entries(definition)) {
    const count = (collected.texts.get(name) ?? collected.resources.get(name) ?? []).length;
    if (count < min) throw refuse(400, 'required', `${name} is required`, name);
    if (max === 1 && count > 1)
      throw refuse(400, 'invalid', `${name} may be given once, not ${count} times`, name);
  }
  return { ...collected, unknown: [...collected.unknown] };
}

interface Collected {
  readonly texts: Map<string, string[]>;
  readonly resources: Map<string, fhir3.FhirResource[]>;
  readonly unknown: Set<string>;
}

async function readBody(
  call: Call,
  definition: Definition,
  bare: string | undefined,
  collected: Collected,
): Promise<void> {
  const body = await readFhirJson(call.request);
  const type = (body as { resourceType?: unknown } | null)?.resourceType;
  if (bare !== undefined && type === 'Appointment') {
    requireValid(body, 'Appointment');
    append(collected.resources, bare, body as fhir3.Appointment);
    return;
  }
  requireValid(body, 'Parameters');
  for (const parameter of (body as fhir3.Parameters).parameter ?? []) {
    const kind = definition[parameter.name]?.kind;
    if (kind === undefined) collected.unknown.add(parameter.name);
    else readParameter(parameter, kind, collected);
  }
}

function readParameter(
  parameter: fhir3.ParametersParameter,
  kind: Kind,
  collected: Collected,
): void {
  const element = valueElements[kind];
  const text = element && parameter[element];
  if (text !== undefined) {
    append(collected.texts, parameter.name, text);
    return;
  }
  // The resource was validated with the Parameters, so it is one of FHIR's.
  const resource = parameter.resource as fhir3.FhirResource | undefined;
  if (element || !resource) {
    throw refuse(
      400,
      'invalid',
      `${parameter.name} must have ${element ?? `a resource of type ${kind}`}`,
      parameter.name,
    );
  }
  if (resource.resourceType !== kind) {
    throw new FhirRefusal(422, [
      {
        severity: 'error',
        code: 'invalid',
        text: `${parameter.name} must be a ${kind}, not a ${resource.resourceType}`,
        expression: parameter.name,
      },
    ]);
  }
  requireValid(resource, kind);
  append(collected.resources, parameter.name, resource);
}

function append<Value>(lists: Map<string, Value[]>, name: string, value: Value): void {
  const list = lists.get(name);
  if (list) list.push(value);
  else lists.set(name, [value]);
}

/** `_count` from the URL: a whole number, at most `cap`. */
export function readCount(url: URL, standard: number, cap: number): number {
  const text = url.searchParams.get('_count');
  if (text === null) return standard;
  if (!/^\d{1,9}$/.test(text))
    throw refuse(400, 'value', `_count must be a whole number, not "${text}"`, '_count');
  return Math.min(Number(text), cap);
}
