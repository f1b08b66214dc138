import type * as fhir3 from 'fhir/r3';
import { holdOn, moveClaim, sweepExpiredHolds } from '../database/claims.ts';
import { sqlState } from '../database/database.ts';
import { readResource, type Stored, writeResource } from '../database/resources.ts';
import { readSlot, type SlotRow } from '../database/slots.ts';
import { referenceTo } from '../clinic/directory.ts';
import { requireVersion, type Call } from './call.ts';
import { cancel, requireCancellable } from './cancelling.ts';
import { instant } from './dates.ts';
import { refuse } from './outcome.ts';

/**
 * Moves a booked visit of this patient to another free slot, in one step and under its own id: no part of the
 * Argonaut guide, but of dialects that change an Appointment.
 * @throws FhirRefusal 404 unknown, 403 another patient's, 412 another version, 422 not to be moved, 409 not free
 */
export async function moveVisit(
  call: Call,
  id: string,
  slotId: string,
): Promise<Stored<fhir3.Appointment>> {
  call.access.require('Appointment', 'c', 'u');
  const conflict = () => refuse(409, 'conflict', 'This time is no longer free');
  try {
    const { swept, saved, schedules } = await call.server.database.transaction(
      async (transaction) => {
        const expired = await sweepExpiredHolds(transaction, call.now);
        const row = await readResource<fhir3.Appointment>(transaction, 'Appointment', id);
        if (!row) throw refuse(404, 'not-found', `There is no Appointment/${id}`);
        call.access.requireOwn(row.patient);
        requireVersion(call, row.version);
        if (row.resource.status !== 'booked')
          throw refuse(
            422,
            'business-rule',
            `A visit that is ${row.resource.status} cannot be moved`,
          );
        requireCancellable(call, row.resource);
        const found = await readSlot(transaction, slotId);
        if (!found) throw refuse(404, 'not-found', `There is no Slot/${slotId}`);
        // The patient's own hold gives way to the visit.
        const hold = await holdOn(transaction, slotId, call.access.patient);
        if (!(found.free || hold) || found.slot.start.getTime() < call.now) throw conflict();
        const held =
          hold &&
          (await readResource<fhir3.Appointment>(transaction, 'Appointment', hold.appointment));
        if (held) await cancel(call, transaction, held);
        await moveClaim(transaction, id, found.slot);
        const written = await writeResource(transaction, atSlot(found.slot, row.resource), {
          now: call.now,
          patient: row.patient,
        });
        return { swept: expired, saved: written.resource, schedules: [found.slot.schedule] };
      },
    );
    call.server.changed([...swept, ...schedules]);
    return saved;
  } catch (error) {
    if (sqlState(error) === '23P01') throw conflict();
    throw error;
  }
}

/** The visit at another time, with whoever has that time, at their place. */
function atSlot(slot: SlotRow, visit: Stored<fhir3.Appointment>): Stored<fhir3.Appointment> {
  const others = visit.participant.filter(
    ({ actor }) => !/(^|\/)(Practitioner|Location)\//.test(actor?.reference ?? ''),
  );
  const actors = [
    referenceTo('Practitioner', slot.practitioner),
    referenceTo('Location', slot.location),
  ];
  return {
    ...visit,
    start: instant(slot.start),
    end: instant(slot.end),
    minutesDuration: Math.round((slot.end.getTime() - slot.start.getTime()) / 60_000),
    slot: [{ reference: `Slot/${slot.id}` }],
    participant: [
      ...actors.map((actor) => ({ actor, required: 'required', status: 'accepted' })),
      ...others,
    ],
  };
}
