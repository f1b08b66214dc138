import type { Reference } from '../../scheduling/model.ts';
import { failureOf, FhirError } from '../errors.ts';
import { type Json, object, objects, text } from '../parse/json.ts';
import { parseReference } from '../parse/reference.ts';
import type { FhirAnswer, Send } from '../request.ts';

/** An update of a whole resource, in the version in which it was read. */
export function update(resource: Json, base: string): Json {
  const reference = `${String(resource.resourceType)}/${String(resource.id)}`;
  const version = versionOf(resource);
  return {
    fullUrl: `${base}/${reference}`,
    resource,
    request: {
      method: 'PUT',
      url: reference,
      ...(version === undefined ? {} : { ifMatch: `W/"${version}"` }),
    },
  };
}

export function creation(resource: Json): Json {
  const url = String(resource.resourceType);
  return {
    fullUrl: `urn:uuid:${crypto.randomUUID()}`,
    resource,
    request: { method: 'POST', url },
  };
}

/**
 * All of it, or nothing (FHIR, http, transaction).
 * @throws {FhirError} also where the server says within a good answer that a part was not done
 */
export async function transact(
  send: Send,
  base: string,
  entry: readonly Json[],
): Promise<FhirAnswer> {
  const body = { resourceType: 'Bundle', type: 'transaction', entry };
  // A server without transactions answers as one without an operation does.
  const answer = await send({ method: 'POST', url: base, body, changes: true, operation: true });
  for (const { response } of entriesOf(answer)) {
    const { status, outcome } = object(response);
    const code = Number.parseInt(text(status) ?? '', 10);
    if (code >= 400) throw new FhirError(failureOf(code, outcome, { changes: true }, undefined));
  }
  return answer;
}

/** What became of each part, in the order in which they were asked for. */
export const entriesOf = ({ json }: FhirAnswer): readonly Json[] => objects(object(json).entry);

/** Where the server put what it made. */
export const madeIn = (entry: Json, base: string): Reference | undefined =>
  parseReference(object(entry.response).location, base);

export const versionOf = ({ meta }: Json): string | undefined => text(object(meta).versionId);
