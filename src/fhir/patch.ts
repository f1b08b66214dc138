import type { CancelReason } from '../scheduling/model.ts';
import { cancelReason } from './cancel-reason.ts';
import { isObject, type Json, objects } from './parse/json.ts';
import type { FhirRequest } from './request.ts';

export type PatchFormat = 'json' | 'fhirpath';

/** Where the reason stands: in the extension of Argonaut's guide (STU3), or in the element that R4 has for it. */
export type ReasonAt = 'extension' | 'cancelationReason';

const guide = 'http://fhir.org/guides/argonaut-scheduling';
const statusReason = `${guide}/StructureDefinition/extension-status-reason`;

/** What is patched: an Appointment, of which nothing but the status and its reason is ours to change. */
interface Patched {
  readonly id: string;
  readonly versionId: string | undefined;
  readonly resource: unknown;
}

/** Cancelling, which also gives a held time back (Argonaut Scheduling 1.0.0, Canceling and Releasing Holds). */
export function cancelPatch(
  { id, versionId, resource }: Patched,
  reason: CancelReason | undefined,
  format: PatchFormat,
  at: ReasonAt = 'extension',
): FhirRequest {
  const concept = reason && conceptOf(reason, at);
  return {
    method: 'PATCH',
    url: `Appointment/${encodeURIComponent(id)}`,
    ...(format === 'json'
      ? { body: jsonPatch(resource, concept, at), contentType: 'application/json-patch+json' }
      : { body: fhirPathPatch(concept, at) }),
    // From the body: the ETag header is hidden from browsers unless the server exposes it.
    ifMatch: versionId,
    changes: true,
  };
}

function conceptOf(reason: CancelReason, at: ReasonAt): Json {
  return at === 'cancelationReason'
    ? cancelReason(reason)
    : { coding: [{ system: `${guide}/CodeSystem/status-reason`, code: reason }] };
}

/** RFC 6902: `/extension/-` needs a list that is there already, which FHIR leaves out when it is empty. */
function jsonPatch(resource: unknown, concept: Json | undefined, at: ReasonAt): unknown {
  const status = { op: 'replace', path: '/status', value: 'cancelled' };
  if (concept === undefined) return [status];
  if (at === 'cancelationReason') return [status, { op: 'add', path: `/${at}`, value: concept }];
  const extension = { url: statusReason, valueCodeableConcept: concept };
  const list = isObject(resource) ? resource.extension : undefined;
  const before = objects(list).findIndex(({ url }) => url === statusReason);
  // The profile has room for one.
  if (before >= 0)
    return [status, { op: 'replace', path: `/extension/${String(before)}`, value: extension }];
  return [
    status,
    Array.isArray(list)
      ? { op: 'add', path: '/extension/-', value: extension }
      : { op: 'add', path: '/extension', value: [extension] },
  ];
}

/** FHIRPath Patch (FHIR R4, fhirpatch): each operation is a parameter with parts. */
function fhirPathPatch(concept: Json | undefined, at: ReasonAt): Json {
  const operation = (...part: readonly Json[]): Json => ({ name: 'operation', part });
  const status = operation(
    { name: 'type', valueCode: 'replace' },
    { name: 'path', valueString: 'Appointment.status' },
    { name: 'value', valueCode: 'cancelled' },
  );
  const why =
    concept &&
    operation(
      { name: 'type', valueCode: 'add' },
      { name: 'path', valueString: 'Appointment' },
      { name: 'name', valueString: at },
      at === 'cancelationReason'
        ? { name: 'value', valueCodeableConcept: concept }
        : {
            name: 'value',
            part: [
              { name: 'url', valueUri: statusReason },
              { name: 'value', valueCodeableConcept: concept },
            ],
          },
    );
  return { resourceType: 'Parameters', parameter: why === undefined ? [status] : [status, why] };
}
