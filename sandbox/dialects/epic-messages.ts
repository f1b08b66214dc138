import { randomUUID } from 'node:crypto';
import type * as fhir3 from 'fhir/r3';
import { readFhirJson } from '../fhir/media.ts';
import { Refused } from './clinic.ts';
import type { DialectCall } from './dialect-app.ts';
import type { Json } from './versions.ts';

/** Of Epic's own codes; the site's number stands in it. */
const system = 'urn:oid:1.2.840.114350.1.13.861.1.7.2.657369';

/** What Epic has to say, by its own numbers for it. */
const sayings = {
  4100: ['fatal', 'invalid', 'The request contained an invalid parameter.'],
  4101: ['warning', 'processing', 'Resource request returns no results.'],
  4111: ['fatal', 'required', 'Required parameter missing from request.'],
  4118: ['fatal', 'forbidden', 'User not authorized for request.'],
  4122: ['warning', 'not-supported', 'An unknown query parameter was supplied and ignored.'],
  59109: ['information', 'value', 'An optional element has an invalid value and was ignored.'],
  59111: ['fatal', 'value', 'A required element has an invalid value.'],
  59144: ['fatal', 'not-found', 'The reference provided was not found.'],
  59159: ['fatal', 'business-rule', 'The content/operation failed to pass a business rule.'],
} as const;

/**
 * One issue.
 * @param diagnostics for whoever wrote the request
 * @param element the parameter that it is about
 */
export function says(number: keyof typeof sayings, diagnostics?: string, element?: string): Json {
  const [severity, code, text] = sayings[number];
  return {
    severity,
    code,
    details: { coding: [{ system, code: String(number), display: text }], text },
    ...(diagnostics === undefined ? {} : { diagnostics }),
    ...(element === undefined ? {} : { location: [`/f:${element}`], expression: [element] }),
  };
}

/** A parameter was left out of account. */
export const ignored = (name: string): Json => says(59109, `${name} was not used`, name);

/** A refusal: the bare OperationOutcome. */
export function refused(status: number, issue: Json): Refused {
  const resource = { resourceType: 'OperationOutcome', issue: [issue] } as unknown;
  return new Refused({
    status,
    resource: resource as fhir3.OperationOutcome,
    headers: new Headers(),
  });
}

/** As the last entry of a Bundle. */
export function outcomeEntry(issue: readonly Json[]): Json {
  return {
    fullUrl: `urn:uuid:${randomUUID()}`,
    resource: { resourceType: 'OperationOutcome', issue },
    search: { mode: 'outcome' },
  };
}

/** Epic's STU3 resources refer to others by whole URLs; its R4 ones do not. */
export function withWholeUrls<Value>(value: Value, base: string): Value {
  return JSON.parse(JSON.stringify(value), (key, element: unknown) =>
    key === 'reference' && typeof element === 'string' && /^[A-Z][A-Za-z]+\//.test(element)
      ? `${base}/${element}`
      : element,
  ) as Value;
}

/** One parameter as it was sent. */
export type Sent = Readonly<Record<string, unknown>>;

export interface Input {
  /** By name; of a name that stands twice, the first. */
  readonly sent: ReadonlyMap<string, Sent>;
  /** What is to be said of the rest. */
  readonly issues: Json[];
}

/** Reads Parameters. What is not known is ignored. */
export async function readSent({ request }: DialectCall, known: readonly string[]): Promise<Input> {
  const { resourceType, parameter } = ((await readFhirJson(request)) ?? {}) as Sent;
  const all = Array.isArray(parameter) ? (parameter as readonly Sent[]) : [];
  if (resourceType !== 'Parameters' || all.some(({ name }) => typeof name !== 'string'))
    throw refused(400, says(4100, 'The body is no Parameters'));
  const sent = new Map<string, Sent>();
  const issues: Json[] = [];
  for (const each of all) {
    const name = String(each['name']);
    if (known.includes(name) && !sent.has(name)) sent.set(name, each);
    else issues.push(ignored(name));
  }
  return { sent, issues };
}

export function required(sent: Input['sent'], name: string): Sent {
  const found = sent.get(name);
  if (found === undefined) throw refused(400, says(4111, name, name));
  return found;
}

export function requireOwn({ access }: DialectCall, patient: string): void {
  if (patient !== access.patient) throw refused(403, says(4118, 'another patient', 'patient'));
}
