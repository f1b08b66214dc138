import type * as fhir3 from 'fhir/r3';
import type { Operation } from 'rfc6902';
import type { Call } from './call.ts';
import { readJson } from './media.ts';
import { refuse } from './outcome.ts';
import { isObject, requireValid } from './validation/validate.ts';

const jsonPatch = 'application/json-patch+json';
const fhirPath = 'application/fhir+json';

/** Reads the patch of a PATCH request in a format that the clinic takes; another one is 415. */
export async function readPatch(call: Call): Promise<Operation[]> {
  const { patchFormats } = call.server.rules;
  const readable = [
    ...(patchFormats.includes('json') ? [jsonPatch] : []),
    ...(patchFormats.includes('fhirpath') ? [fhirPath] : []),
  ];
  if (readable.length === 0)
    throw refuse(415, 'not-supported', 'This server reads no patch in any format');
  const body = await readJson(call.request, readable);
  return call.request.headers.get('content-type')?.startsWith(jsonPatch)
    ? readJsonPatch(body)
    : readFhirPathPatch(body);
}

function readJsonPatch(body: unknown): Operation[] {
  if (!Array.isArray(body) || body.length === 0)
    throw refuse(400, 'structure', 'A JSON Patch is a list of operations');
  return body.map((operation: unknown, index) => {
    const { op, path, from } = isObject(operation) ? operation : {};
    const known = ['add', 'remove', 'replace', 'move', 'copy', 'test'].includes(String(op));
    const needsValue = op === 'add' || op === 'replace' || op === 'test';
    const needsFrom = op === 'move' || op === 'copy';
    if (
      !known ||
      typeof path !== 'string' ||
      !/^(\/.*)?$/.test(path) ||
      (needsValue && !('value' in (operation as object))) ||
      (needsFrom && typeof from !== 'string')
    ) {
      throw refuse(400, 'structure', `Operation ${index} is no JSON Patch operation`);
    }
    return operation as Operation;
  });
}

/** FHIRPath Patch on the two places that this server lets a client change. */
function readFhirPathPatch(body: unknown): Operation[] {
  requireValid(body, 'Parameters');
  const operations = (body as fhir3.Parameters).parameter ?? [];
  if (operations.length === 0)
    throw refuse(400, 'structure', 'A FHIRPath Patch has at least one operation');
  return operations.map((operation) => {
    const part = (name: string): fhir3.ParametersParameter | undefined =>
      operation.part?.find((candidate) => candidate.name === name);
    const type = part('type')?.valueCode;
    const path = part('path')?.valueString;
    if (operation.name !== 'operation' || type === undefined || path === undefined) {
      throw refuse(
        400,
        'structure',
        'Each operation needs a type (valueCode) and a path (valueString)',
      );
    }
    const value = part('value');
    if (type === 'replace' && path === 'Appointment.status' && value?.valueCode !== undefined) {
      return { op: 'replace', path: '/status', value: value.valueCode };
    }
    if (
      type === 'add' &&
      path === 'Appointment' &&
      part('name')?.valueString === 'extension' &&
      value?.part
    ) {
      return { op: 'add', path: '/extension/-', value: readExtension(value.part) };
    }
    throw refuse(422, 'not-supported', `This server does not patch ${type} at ${path}`, path);
  });
}

function readExtension(parts: readonly fhir3.ParametersParameter[]): fhir3.Extension {
  const url = parts.find(({ name }) => name === 'url')?.valueUri;
  const concept = parts.find(
    ({ name }) => name === 'value' || name === 'valueCodeableConcept',
  )?.valueCodeableConcept;
  if (url === undefined || !concept)
    throw refuse(
      422,
      'structure',
      'An extension to add needs url (valueUri) and value (valueCodeableConcept)',
    );
  return { url, valueCodeableConcept: concept };
}
