import { isDeepStrictEqual } from 'node:util';
import type * as fhir3 from 'fhir/r3';
import { applyPatch, type Operation } from 'rfc6902';
import { readResource, type Stored, writeResource } from '../database/resources.ts';
import type { Server } from '../fhir/call.ts';
import { readJson } from '../fhir/media.ts';
import { requireValid } from '../fhir/validation/validate.ts';
import type { DialectAnswer, DialectCall } from './dialect-app.ts';
import { invalid } from './medplum-messages.ts';
import { appointmentFrom, type Json, toR4 } from './versions.ts';

export const jsonPatch = 'application/json-patch+json';

/**
 * PATCH of an Appointment, by JSON Patch alone. A patient may write the words, and whether they themselves come: the
 * rest is what this clinic's access policy keeps for the operations.
 */
export async function patchAppointment(call: DialectCall, server: Server): Promise<DialectAnswer> {
  call.access.require('Appointment', 'u');
  const operations = await readJson(call.request, [jsonPatch]);
  if (!Array.isArray(operations)) throw invalid('Patch body must be an array');
  const saved = await server.database.transaction(async (transaction) => {
    const id = call.param('id');
    const row = await readResource<fhir3.Appointment>(transaction, 'Appointment', id);
    if (row === undefined) throw invalid('Not found', { status: 404, code: 'not-found' });
    call.access.requireOwn(row.patient);
    const before = toR4(row.resource);
    const after = structuredClone(before);
    const [failure] = applyPatch(after, operations as Operation[]).filter((each) => each !== null);
    if (failure !== undefined) throw invalid(failure.message || failure.name);
    const own = `Patient/${call.access.patient}`;
    if (!isDeepStrictEqual(withoutOwn(before, own), withoutOwn(after, own)))
      throw invalid('Forbidden', { status: 403, code: 'forbidden' });
    const { meta: _, ...content } = appointmentFrom(after);
    requireValid(content, 'Appointment');
    const changed = { ...content, id } as Stored<fhir3.Appointment>;
    return writeResource(transaction, changed, { now: call.now, patient: row.patient });
  });
  return { status: 200, resource: toR4(saved.resource) };
}

/** What no patient may change. */
function withoutOwn({ comment: _, ...json }: Json, own: string): Json {
  const parts = json['participant'] as fhir3.AppointmentParticipant[];
  return {
    ...json,
    participant: parts.map((part) =>
      part.actor?.reference === own ? { ...part, status: undefined } : part,
    ),
  };
}
