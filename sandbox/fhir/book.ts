import { randomUUID } from 'node:crypto';
import type * as fhir3 from 'fhir/r3';
import { bookClaim, insertClaim } from '../database/claims.ts';
import type { Queryable } from '../database/database.ts';
import { readResource, writeResource, type Stored } from '../database/resources.ts';
import { inStatus, writeAppointment } from './appointment.ts';
import type { Answer, Call } from './call.ts';
import { claimTime, type Claimed } from './claiming.ts';
import { readOperationInput, type Definition, type OperationInput } from './input.ts';
import { factsOf, periodOf } from './offer.ts';
import { refuse } from './outcome.ts';
import { readReference } from './references.ts';
import { granted, readNamed, tooLate, type Named, type Target } from './target.ts';

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
  /** The cancelled visit that this one replaces. */
  readonly replaces: string | undefined;
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
  if (target.is === 'over') {
    const text =
      target.appointment.status === 'booked'
        ? 'This appointment is booked already'
        : 'The hold has ended';
    return { answer: tooLate(call, target, text), changed: [] };
  }
  const { patient } = call.access;
  if (target.is === 'held') {
    if (!(await bookClaim(database, target.claim.appointment)))
      return { answer: tooLate(call, target, 'The hold has ended'), changed: [] };
    const appointment = await save(call, database, inStatus(target.appointment, 'booked'), wishes);
    return {
      answer: granted(call, named, appointment, 'The visit is booked'),
      changed: [target.claim.schedule],
    };
  }
  const { offer } = target;
  if (offer.slot.start.getTime() < call.now)
    return { answer: tooLate(call, target, 'This time has passed'), changed: [] };
  const id = `a-${randomUUID()}`;
  await insertClaim(database, { appointment: id, slot: offer.slot, patient });
  const booked = writeAppointment(factsOf(offer), {
    id,
    status: 'booked',
    patient,
    created: call.now,
    ...periodOf(offer),
  });
  const appointment = await save(call, database, booked, wishes);
  return {
    answer: granted(call, named, appointment, 'The visit is booked'),
    changed: [offer.slot.schedule],
  };
}

async function save(
  call: Call,
  database: Queryable,
  appointment: Stored<fhir3.Appointment>,
  wishes: Wishes,
): Promise<Stored<fhir3.Appointment>> {
  const told: Stored<fhir3.Appointment> = {
    ...appointment,
    ...(wishes.comment === undefined ? {} : { comment: wishes.comment }),
    ...(wishes.replaces === undefined
      ? {}
      : { supportingInformation: [{ reference: `Appointment/${wishes.replaces}` }] }),
  };
  return (await writeResource(database, told, { now: call.now, patient: call.access.patient }))
    .resource;
}

async function readWishes(call: Call, database: Queryable, input: OperationInput): Promise<Wishes> {
  const comment =
    input.texts.get('comment')?.[0] ??
    (input.resources.get('appt-resource')?.[0] as fhir3.Appointment | undefined)?.comment;
  const [text] = input.texts.get('cancelled-appt-id') ?? [];
  if (text === undefined) return { comment, replaces: undefined };
  const replaces = readReference(text, 'Appointment', call.server.base, 'cancelled-appt-id');
  const old = await readResource<fhir3.Appointment>(database, 'Appointment', replaces);
  if (old?.patient !== call.access.patient || old.resource.status !== 'cancelled') {
    throw refuse(
      422,
      'business-rule',
      'cancelled-appt-id must name an appointment of this patient that is cancelled already',
      'cancelled-appt-id',
    );
  }
  return { comment, replaces };
}
