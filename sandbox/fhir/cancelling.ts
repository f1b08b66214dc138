import type * as fhir3 from 'fhir/r3';
import { readClaim, releaseClaim } from '../database/claims.ts';
import type { Queryable } from '../database/database.ts';
import { type ResourceRow, type Stored, writeResource } from '../database/resources.ts';
import { inStatus } from './appointment.ts';
import type { Call } from './call.ts';
import { refuse } from './outcome.ts';

type Appointment = Stored<fhir3.Appointment>;

/** What cancelling left behind, and the schedules in which time was given back. */
export interface Cancelled {
  readonly row: ResourceRow<fhir3.Appointment>;
  readonly changed: readonly string[];
}

/** @throws FhirRefusal 422 unless the patient may call this off now. */
export function requireCancellable(call: Call, { status, start = '' }: Appointment): void {
  const no = (text: string) => refuse(422, 'business-rule', text, 'Appointment.status');
  if (status !== 'pending' && status !== 'booked')
    throw no(`An appointment that is ${status} cannot be cancelled`);
  const left = Date.parse(start) - call.now;
  if (left <= 0) throw no('A visit that has begun cannot be cancelled');
  const { cancelUntilHours } = call.server.rules;
  if (status === 'pending' || cancelUntilHours === undefined) return;
  const hours = `${cancelUntilHours} ${cancelUntilHours === 1 ? 'hour' : 'hours'}`;
  if (left < cancelUntilHours * 3_600_000)
    throw no(`Visits can be cancelled up to ${hours} before they begin. Please call us.`);
}

/** Cancels a visit, or lets a hold go, and gives its time back. */
export async function cancel(
  call: Call,
  database: Queryable,
  current: ResourceRow<fhir3.Appointment>,
  content: Appointment = current.resource,
): Promise<Cancelled> {
  const claim = await readClaim(database, content.id);
  await releaseClaim(database, content.id);
  // A released hold stays tentative in the guide's state diagram: nobody had agreed to it, so nobody declines.
  const cancelled: Appointment =
    current.resource.status === 'pending'
      ? { ...content, status: 'cancelled' }
      : inStatus(content, 'cancelled');
  const row = await writeResource(database, cancelled, {
    now: call.now,
    patient: current.patient,
  });
  return { row, changed: claim ? [claim.schedule] : [] };
}
