import { randomUUID } from 'node:crypto';
import type * as fhir3 from 'fhir/r3';
import { bookClaim, bookedOn, hasBookedAhead, insertClaim } from '../database/claims.ts';
import type { Queryable } from '../database/database.ts';
import { readResource, writeResource, type Stored } from '../database/resources.ts';
import { inStatus, writeAppointment } from './appointment.ts';
import type { Answer, Call } from './call.ts';
import { claimTime, type Claimed } from './claiming.ts';
import { instant } from './dates.ts';
import { readOperationInput, type Definition, type OperationInput } from './input.ts';
import { factsOf, periodOf } from './offer.ts';
import { readReference } from './references.ts';
import { cancelReplaced, readReplaced, type Replaced } from './replacing.ts';
import { granted, readNamed, sayNo, tooLate, type Named, type Target } from './target.ts';

const definition: Definition = {
  'appt-id': { kind: 'uri', min: 0, max: 1 },
  'appt-resource': { kind: 'Appointment', min: 0, max: 1 },
  'cancelled-appt-id': { kind: 'uri', min: 0, max: 1 },
  'patient-id': { kind: 'uri', min: 0, max: '*' },
  comment: { kind: 'string', min: 0, max: 1 },
};

/** What the patient says about the visit, apart from when it is. */
interface Wishes {
  readonly comment: string | undefined;
  readonly replaced: Replaced | undefined;
}

/** `Appointment/$book`: makes a time the patient's own. A held Appointment keeps its id. */
export async function bookAppointment(call: Call, instance: string | undefined): Promise<Answer> {
  call.access.require('Appointment', 'c', 'u');
  const input = await readOperationInput(call, definition, 'appt-resource');
  const named = readNamed(call, input, instance);
  for (const text of input.texts.get('patient-id') ?? []) {
    call.access.requireOwn(readReference(text, 'Patient', call.server.base, 'patient-id'));
  }
  return claimTime(call, named, async (transaction, find) => {
    const wishes = await readWishes(call, transaction, input);
    return bookTarget(call, transaction, named, await find(), wishes);
  });
}

async function bookTarget(
  call: Call,
  database: Queryable,
  named: Named,
  target: Target,
  wishes: Wishes,
): Promise<Claimed> {
  const bookable = await bookableOf(call, database, target);
  if (typeof bookable === 'string') return { answer: tooLate(call, target, bookable), changed: [] };
  if (await isOneTooMany(call, database, target, wishes)) {
    const text =
      'You already have a visit in this specialty. Cancel it before you book another one.';
    return { answer: sayNo(call, target, 'business-rule', text), changed: [] };
  }
  // The old time is given back before the new one is claimed: the two may overlap.
  const freed = await cancelReplaced(call, database, wishes.replaced);
  const { appointment, changed } = await claimAs(call, database, bookable);
  const saved = await save(call, database, appointment, wishes);
  return {
    answer: granted(
      call,
      named,
      saved,
      saved.status === 'booked' ? 'The visit is booked' : 'The clinic will confirm the visit',
    ),
    changed: [...freed, ...changed],
  };
}

type Bookable =
  | Exclude<Target, { is: 'over' }>
  | { readonly is: 'booked before'; readonly appointment: Stored<fhir3.Appointment> };

/** What `$book` can make a visit of, or why it is too late. */
async function bookableOf(
  call: Call,
  database: Queryable,
  target: Target,
): Promise<Bookable | string> {
  const before = call.server.rules.bookAgain
    ? await bookedBefore(call, database, target)
    : undefined;
  if (before) return { is: 'booked before', appointment: before };
  if (target.is === 'over')
    return target.appointment.status === 'booked'
      ? 'This appointment is booked already'
      : 'The hold has ended';
  if (target.is === 'offer' && target.offer.slot.start.getTime() < call.now)
    return 'This time has passed';
  return target;
}

/** The Appointment with which this patient has booked the time already. */
async function bookedBefore(
  call: Call,
  database: Queryable,
  target: Target,
): Promise<Stored<fhir3.Appointment> | undefined> {
  if (target.is === 'held') return undefined;
  if (target.is === 'over')
    return target.appointment.status === 'booked' ? target.appointment : undefined;
  const id = await bookedOn(database, target.offer.slot.id, call.access.patient);
  return id === undefined
    ? undefined
    : (await readResource<fhir3.Appointment>(database, 'Appointment', id))?.resource;
}

/** Whether the clinic's rule against a second visit stands in the way. The visit to be replaced does not count. */
async function isOneTooMany(
  call: Call,
  database: Queryable,
  target: Target,
  { replaced }: Wishes,
): Promise<boolean> {
  if (call.server.rules.twoBookings === 'allowed') return false;
  const specialty =
    target.is === 'offer'
      ? target.offer.slot.specialty
      : target.appointment.specialty?.[0]?.coding?.[0]?.code;
  return hasBookedAhead(database, {
    patient: call.access.patient,
    specialty: specialty ?? '',
    now: call.now,
    besides: replaced?.id,
  });
}

/** Makes the time this patient's own. @returns the Appointment, yet to be saved, and the schedules that changed. */
async function claimAs(
  call: Call,
  database: Queryable,
  bookable: Bookable,
): Promise<{ appointment: Stored<fhir3.Appointment>; changed: string[] }> {
  const { patient } = call.access;
  const id = `a-${randomUUID()}`;
  // The time is the patient's already; only whether they may come is still to be said.
  const status = call.server.rules.confirms === 'staff' ? 'pending' : 'booked';
  if (bookable.is === 'booked before') {
    // The time is claimed already, and the database would not let anybody claim it twice.
    const appointment = { ...bookable.appointment, id, created: instant(call.now) };
    return { appointment, changed: [] };
  }
  if (bookable.is === 'held') {
    const { claim } = bookable;
    if (!(await bookClaim(database, claim.appointment)))
      throw new Error(`The hold ${claim.appointment} went away inside one transaction`);
    return { appointment: inStatus(bookable.appointment, status), changed: [claim.schedule] };
  }
  const { offer } = bookable;
  await insertClaim(database, { appointment: id, slot: offer.slot, patient });
  const booked = { id, status, patient, created: call.now, ...periodOf(offer) } as const;
  return { appointment: writeAppointment(factsOf(offer), booked), changed: [offer.slot.schedule] };
}

async function save(
  call: Call,
  database: Queryable,
  appointment: Stored<fhir3.Appointment>,
  { comment, replaced }: Wishes,
): Promise<Stored<fhir3.Appointment>> {
  const told: Stored<fhir3.Appointment> = {
    ...appointment,
    ...(comment === undefined ? {} : { comment }),
    ...(replaced === undefined
      ? {}
      : { supportingInformation: [{ reference: `Appointment/${replaced.id}` }] }),
  };
  return (await writeResource(database, told, { now: call.now, patient: call.access.patient }))
    .resource;
}

async function readWishes(call: Call, database: Queryable, input: OperationInput): Promise<Wishes> {
  const comment =
    input.texts.get('comment')?.[0] ??
    (input.resources.get('appt-resource')?.[0] as fhir3.Appointment | undefined)?.comment;
  return { comment, replaced: await readReplaced(call, database, input) };
}
