import type * as fhir3 from 'fhir/r3';
import type { Queryable } from '../database/database.ts';
import { readResource, type ResourceRow } from '../database/resources.ts';
import type { Call } from './call.ts';
import { cancel, requireCancellable } from './cancelling.ts';
import type { OperationInput } from './input.ts';
import { refuse } from './outcome.ts';
import { readReference } from './references.ts';

/** The visit that a new one replaces. */
export interface Replaced {
  readonly id: string;
  /** It is to be cancelled along with the booking. */
  readonly stillBooked: ResourceRow<fhir3.Appointment> | undefined;
}

/**
 * Reads `cancelled-appt-id`. In the guide's words it names a visit that is cancelled already; where the
 * clinic reschedules in one step, also one that is still booked and may be cancelled now.
 * @throws FhirRefusal 422 where it names anything else.
 */
export async function readReplaced(
  call: Call,
  database: Queryable,
  input: OperationInput,
): Promise<Replaced | undefined> {
  const [text] = input.texts.get('cancelled-appt-id') ?? [];
  if (text === undefined) return undefined;
  const id = readReference(text, 'Appointment', call.server.base, 'cancelled-appt-id');
  const old = await readResource<fhir3.Appointment>(database, 'Appointment', id);
  const own = old?.patient === call.access.patient ? old : undefined;
  if (own?.resource.status === 'cancelled') return { id, stillBooked: undefined };
  const atomic = call.server.rules.reschedule === 'atomic';
  if (!own || !atomic || own.resource.status !== 'booked') {
    throw refuse(
      422,
      'business-rule',
      `cancelled-appt-id must name an appointment of this patient that is ${atomic ? 'booked, or ' : ''}cancelled already`,
      'cancelled-appt-id',
    );
  }
  requireCancellable(call, own.resource);
  return { id, stillBooked: own };
}

/** @returns the schedules in which time was given back. */
export async function cancelReplaced(
  call: Call,
  database: Queryable,
  replaced: Replaced | undefined,
): Promise<readonly string[]> {
  return replaced?.stillBooked ? (await cancel(call, database, replaced.stillBooked)).changed : [];
}
