import type * as fhir3 from 'fhir/r3';

import type { CancelReason } from '../scheduling/model.ts';
import { isObject, objects } from './parse/json.ts';
import type { FhirRequest } from './request.ts';

export type PatchFormat = 'json' | 'fhirpath';

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
): FhirRequest {
  const concept = reason && {
    coding: [{ system: `${guide}/CodeSystem/status-reason`, code: reason }],
  };
  return {
    method: 'PATCH',
    url: `Appointment/${encodeURIComponent(id)}`,
    ...(format === 'json'
      ? { body: jsonPatch(resource, concept), contentType: 'application/json-patch+json' }
      : { body: fhirPathPatch(concept) }),
    // From the body: the ETag header is hidden from browsers unless the server exposes it.
    ifMatch: versionId,
    changes: true,
  };
}

/** RFC 6902: `/extension/-` needs a list that is there already, which FHIR leaves out when it is empty. */
function jsonPatch(resource: unknown, concept: fhir3.CodeableConcept | undefined): unknown {
  const status = { op: 'replace', path: '/status', value: 'cancelled' };
  if (concept === undefined) return [status];
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
function fhirPathPatch(concept: fhir3.CodeableConcept | undefined): fhir3.Parameters {
  const operation = (...part: readonly fhir3.ParametersParameter[]): fhir3.ParametersParameter => ({
    name: 'operation',
    part: [...part],
  });
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
      { name: 'name', valueString: 'extension' },
      {
        name: 'value',
        part: [
          { name: 'url', valueUri: statusReason },
          { name: 'value', valueCodeableConcept: concept },
        ],
      },
    );
  return { resourceType: 'Parameters', parameter: why === undefined ? [status] : [status, why] };
}
