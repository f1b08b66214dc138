import { isDeepStrictEqual } from 'node:util';
import type * as fhir3 from 'fhir/r3';
import { applyPatch, type Operation } from 'rfc6902';
import { sweepExpiredHolds } from '../database/claims.ts';
import { readResource, type Stored } from '../database/resources.ts';
import { requireVersion, wantsMinimal, type Answer, type Call } from './call.ts';
import { cancel, requireCancellable } from './cancelling.ts';
import { refuse } from './outcome.ts';
import { readPatch } from './patch-document.ts';
import { requireValid } from './validation/validate.ts';

const statusReason =
  'http://fhir.org/guides/argonaut-scheduling/StructureDefinition/extension-status-reason';

/** PATCH Appointment: cancels a visit, or lets a hold go, with or without a reason. Nothing else may be changed. */
export async function patchAppointment(call: Call, id: string): Promise<Answer> {
  call.access.require('Appointment', 'c', 'u');
  const operations = await readPatch(call);
  const { row, changed } = await call.server.database.transaction(async (transaction) => {
    const swept = await sweepExpiredHolds(transaction, call.now);
    const current = await readResource<fhir3.Appointment>(transaction, 'Appointment', id);
    if (!current) throw refuse(404, 'not-found', `There is no Appointment/${id}`);
    call.access.requireOwn(current.patient);
    requireVersion(call, current.version);
    const patched = applyAllowed(current.resource, operations);
    requireCancellable(call, current.resource);
    const cancelled = await cancel(call, transaction, current, patched);
    return { row: cancelled.row, changed: [...swept, ...cancelled.changed] };
  });
  call.server.changed(changed);
  const { resource } = row;
  const headers = {
    Location: `${call.server.base}/Appointment/${id}/_history/${row.version}`,
    ETag: `W/"${row.version}"`,
  };
  return { status: 200, headers, resource: wantsMinimal(call) ? undefined : resource };
}

/** What the patch makes of the Appointment; 422 when that is anything but cancelled, with or without a reason. */
function applyAllowed(
  current: Stored<fhir3.Appointment>,
  operations: readonly Operation[],
): Stored<fhir3.Appointment> {
  const patched = structuredClone(current);
  // "/extension/-" needs a list to append to, which FHIR JSON leaves out when it would be empty.
  const appends = operations.some((operation) => operation.path === '/extension/-');
  if (appends) patched.extension ??= [];
  const failure = applyPatch(patched, [...operations]).find((result) => result !== null);
  if (failure) throw refuse(422, 'processing', `The patch does not apply: ${failure.message}`);
  requireValid(patched, 'Appointment');
  const { status, extension, ...rest } = patched;
  const { status: _, extension: extensionsBefore = [], ...restBefore } = current;
  if (!isDeepStrictEqual(rest, restBefore))
    throw refuse(422, 'business-rule', 'Only the status and its reason can be changed');
  const added = (extension ?? []).filter(
    (candidate) => !extensionsBefore.some((old) => isDeepStrictEqual(old, candidate)),
  );
  const kept = extensionsBefore.every((old) =>
    (extension ?? []).some((candidate) => isDeepStrictEqual(old, candidate)),
  );
  if (
    !kept ||
    added.length > 1 ||
    added.some(({ url, valueCodeableConcept }) => url !== statusReason || !valueCodeableConcept)
  ) {
    throw refuse(
      422,
      'business-rule',
      'The only extension that can be added is one status-reason',
      'Appointment.extension',
    );
  }
  if (status !== 'cancelled')
    throw refuse(
      422,
      'business-rule',
      'The status can only become cancelled',
      'Appointment.status',
    );
  return patched;
}
