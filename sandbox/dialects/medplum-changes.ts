import { randomUUID } from 'node:crypto';
import type * as fhir3 from 'fhir/r3';
import {
  bookClaim,
  insertClaim,
  moveClaim,
  readClaim,
  releaseClaim,
  sweepExpiredHolds,
} from '../database/claims.ts';
import { type Queryable, sqlState } from '../database/database.ts';
import { readResource, type Stored, writeResource } from '../database/resources.ts';
import { readSlot, slotAt, type SlotRow } from '../database/slots.ts';
import { referenceTo } from '../clinic/directory.ts';
import type { Server } from '../fhir/call.ts';
import { requireCancellable } from '../fhir/cancelling.ts';
import { FhirRefusal } from '../fhir/outcome.ts';
import type { DialectAnswer, DialectCall } from './dialect-app.ts';
import { isOffered, scheduleOf, serviceOf } from './medplum-services.ts';
import { readMove, readProposed, requireOneService } from './medplum-input.ts';
import { invalid, notAvailable } from './medplum-messages.ts';
import { type Json, toR4 } from './versions.ts';

type Appointment = Stored<fhir3.Appointment>;

/** Nothing ends a hold but `$cancel`. */
const never = new Date(Date.UTC(9999, 0, 1));

/** `$hold` and `$book`: makes an Appointment and its Slot of a time that `$find` proposed. */
export async function take(
  call: DialectCall,
  server: Server,
  status: 'pending' | 'booked',
): Promise<DialectAnswer> {
  call.access.require('Appointment', 'c');
  call.access.require('Slot', 'c');
  const { appointment, clinician, service, start, end } = await readProposed(call);
  const schedule = scheduleOf(clinician);
  const changed = await changing(call, server, schedule, async (transaction) => {
    const slot = await slotAt(transaction, { practitioner: clinician, start, end });
    if (slot === undefined || serviceOf(slot) !== service) throw notAvailable(schedule);
    const id = randomUUID();
    await insertClaim(transaction, {
      appointment: id,
      slot,
      patient: call.access.patient,
      ...(status === 'pending' ? { heldSince: new Date(call.now), expiresAt: never } : {}),
    });
    const made: Appointment = {
      ...appointment,
      id,
      status,
      slot: [{ reference: `Slot/${slot.id}` }],
    };
    return { made, slot };
  });
  return { status: 201, resource: written(changed) };
}

/** Makes a visit of a hold. Everybody's part in it stays as it is. */
export async function confirm(call: DialectCall, server: Server): Promise<DialectAnswer> {
  call.access.require('Appointment', 'u');
  call.access.require('Slot', 'u');
  const changed = await changing(call, server, '', async (transaction) => {
    const visit = await readOwn(call, transaction);
    if (visit.status !== 'pending')
      throw invalid(`Appointment cannot be confirmed in '${visit.status}' status`);
    if (!(await bookClaim(transaction, visit.id))) throw invalid('Loading slots failed');
    return { made: { ...visit, status: 'booked' }, slot: await slotOf(transaction, visit) };
  });
  return { status: 200, resource: written(changed) };
}

/** Ends a visit, or a hold, and its Slots. Answered with the bare Appointment. */
export async function cancel(call: DialectCall, server: Server): Promise<DialectAnswer> {
  call.access.require('Appointment', 'u');
  call.access.require('Slot', 'd');
  const { saved } = await changing(call, server, '', async (transaction) => {
    const visit = await readOwn(call, transaction);
    if (visit.status !== 'pending' && visit.status !== 'booked')
      throw invalid(`Appointment cannot be canceled in '${visit.status}' status`);
    requireAllowed(call, server, visit);
    await releaseClaim(transaction, visit.id);
    return { made: { ...visit, status: 'cancelled' }, slot: await slotOf(transaction, visit) };
  });
  return { status: 200, resource: toR4(saved) };
}

/** Moves a visit in one step, under its own id: its own time does not stand in the way, and every other does. */
export async function reschedule(call: DialectCall, server: Server): Promise<DialectAnswer> {
  call.access.require('Appointment', 'u');
  for (const right of ['c', 'd'] as const) call.access.require('Slot', right);
  const { start, schedule, clinician } = await readMove(call);
  const changed = await changing(call, server, schedule, async (transaction) => {
    const visit = await readOwn(call, transaction);
    const claim = await readClaim(transaction, visit.id);
    // Medplum moves holds, too; this sandbox's clinic does not.
    if (visit.status !== 'booked' || claim?.status !== 'booked')
      throw invalid(`Appointment cannot be rescheduled in '${visit.status}' status`);
    requireAllowed(call, server, visit);
    const service = requireOneService(visit);
    if (!isOffered(service, clinician))
      throw invalid('Schedule is not schedulable for requested service type');
    const end = new Date(start.getTime() + service.minutes * 60_000);
    const slot = await slotAt(transaction, { practitioner: clinician, start, end });
    if (slot === undefined || serviceOf(slot) !== service) throw notAvailable(schedule);
    const before = await slotOf(transaction, visit);
    await moveClaim(transaction, visit.id, slot);
    return { made: movedTo(slot, before, visit), slot };
  });
  return { status: 200, resource: written(changed) };
}

interface Changed {
  readonly saved: Appointment;
  readonly slot: SlotRow;
}

/** One serializable transaction: where the time is somebody else's, nothing of it has happened. */
async function changing(
  { now, access }: DialectCall,
  server: Server,
  schedule: string,
  work: (transaction: Queryable) => Promise<{ made: Appointment; slot: SlotRow }>,
): Promise<Changed> {
  try {
    const { swept, saved, slot } = await server.database.transaction(async (transaction) => {
      const ended = await sweepExpiredHolds(transaction, now);
      const { made, slot: taken } = await work(transaction);
      const row = await writeResource(transaction, made, { now, patient: access.patient });
      return { swept: ended, saved: row.resource, slot: taken };
    });
    server.changed([...swept, slot.schedule]);
    return { saved, slot };
  } catch (error) {
    if (sqlState(error) === '23P01') throw notAvailable(schedule);
    throw error;
  }
}

/** The Appointment that the URL names. */
async function readOwn(call: DialectCall, database: Queryable): Promise<Appointment> {
  const row = await readResource<fhir3.Appointment>(database, 'Appointment', call.param('id'));
  if (row === undefined) throw invalid('Not found', { status: 404, code: 'not-found' });
  call.access.requireOwn(row.patient);
  return row.resource;
}

async function slotOf(database: Queryable, { slot = [] }: Appointment): Promise<SlotRow> {
  const found = await readSlot(database, slot[0]?.reference?.slice('Slot/'.length) ?? '');
  if (found === undefined)
    throw invalid('Loading slots failed', { expression: 'Appointment.slot' });
  return found.slot;
}

/** Medplum itself knows no cut-off; a clinic that has one refuses as Medplum does. */
function requireAllowed(call: DialectCall, server: Server, visit: Appointment): void {
  try {
    requireCancellable({ ...call, server }, visit);
  } catch (error) {
    if (error instanceof FhirRefusal) throw invalid(error.message);
    throw error;
  }
}

/** Whoever's calendar it was makes way for whose it is; all others stay, the place among them. */
function movedTo(slot: SlotRow, before: SlotRow, visit: Appointment): Appointment {
  const former = `Practitioner/${before.practitioner}`;
  const actor = referenceTo('Practitioner', slot.practitioner);
  return {
    ...visit,
    start: slot.start.toISOString(),
    end: slot.end.toISOString(),
    slot: [{ reference: `Slot/${slot.id}` }],
    participant: visit.participant.map((part) =>
      part.actor?.reference === former && former !== actor.reference
        ? { actor, required: 'required', status: 'needs-action' }
        : part,
    ),
  };
}

/** All that was written. */
function written({ saved, slot }: Changed): Json {
  const kept: Json = {
    resourceType: 'Slot',
    id: slot.id,
    status: saved.status === 'pending' ? 'busy-tentative' : 'busy',
    schedule: { reference: scheduleOf(slot.practitioner) },
    start: slot.start.toISOString(),
    end: slot.end.toISOString(),
  };
  return {
    resourceType: 'Bundle',
    type: 'transaction-response',
    entry: [{ resource: toR4(saved) }, { resource: kept }],
  };
}
