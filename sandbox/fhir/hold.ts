import { randomUUID } from 'node:crypto';
import type * as fhir3 from 'fhir/r3';
import { extendClaim, insertClaim } from '../database/claims.ts';
import type { Queryable } from '../database/database.ts';
import { writeResource, type Stored } from '../database/resources.ts';
import { writeAppointment } from './appointment.ts';
import type { Answer, Call } from './call.ts';
import { claimTime, type Claimed } from './claiming.ts';
import { instant } from './dates.ts';
import { readOperationInput, type Definition } from './input.ts';
import { factsOf, periodOf, type Offer } from './offer.ts';
import { refuse } from './outcome.ts';
import { granted, readNamed, tooLate, type Named, type Target } from './target.ts';

const definition: Definition = {
  'appt-id': { kind: 'uri', min: 0, max: 1 },
  'appt-resource': { kind: 'Appointment', min: 0, max: 1 },
};

/** A patient may ask again for the same hold until it has lasted this many times its ordinary length. */
const longestHold = 6;

/** `Appointment/$hold`: keeps a time for this patient for some minutes, under a new id. */
export async function holdAppointment(call: Call, instance: string | undefined): Promise<Answer> {
  call.access.require('Appointment', 'c', 'u');
  const named = readNamed(
    call,
    await readOperationInput(call, definition, 'appt-resource'),
    instance,
  );
  return claimTime(call, named, async (transaction, find) =>
    holdTarget(call, transaction, named, await find()),
  );
}

async function holdTarget(
  call: Call,
  database: Queryable,
  named: Named,
  target: Target,
): Promise<Claimed> {
  if (target.is === 'over')
    return {
      answer: tooLate(call, target, 'This appointment cannot be held any more'),
      changed: [],
    };
  if (target.is === 'held')
    return { answer: await extend(call, database, named, target), changed: [] };
  const { offer } = target;
  if (offer.slot.start.getTime() < call.now)
    return { answer: tooLate(call, target, 'This time has passed'), changed: [] };
  const expiresAt = new Date(call.now + call.server.holdMinutes * 60_000);
  const appointment = await startHold(call, database, offer, expiresAt);
  return { answer: heldUntil(call, named, appointment, expiresAt), changed: [offer.slot.schedule] };
}

async function startHold(
  call: Call,
  database: Queryable,
  offer: Offer,
  expiresAt: Date,
): Promise<Stored<fhir3.Appointment>> {
  const { patient } = call.access;
  const id = `h-${randomUUID()}`;
  await insertClaim(database, {
    appointment: id,
    slot: offer.slot,
    patient,
    heldSince: new Date(call.now),
    expiresAt,
  });
  const appointment = writeAppointment(factsOf(offer), {
    id,
    status: 'pending',
    patient,
    created: call.now,
    ...periodOf(offer),
  });
  return (await writeResource(database, appointment, { now: call.now, patient })).resource;
}

async function extend(
  call: Call,
  database: Queryable,
  named: Named,
  target: Extract<Target, { is: 'held' }>,
): Promise<Answer> {
  const { claim } = target;
  const ordinary = call.server.holdMinutes * 60_000;
  const longest = (claim.heldSince?.getTime() ?? call.now) + longestHold * ordinary;
  if ((claim.expiresAt?.getTime() ?? 0) >= longest) {
    throw refuse(
      409,
      'business-rule',
      'This time cannot be held any longer; it stays held until it expires',
    );
  }
  const expiresAt = new Date(Math.min(call.now + ordinary, longest));
  await extendClaim(database, claim.appointment, expiresAt);
  return heldUntil(call, named, target.appointment, expiresAt);
}

function heldUntil(
  call: Call,
  named: Named,
  appointment: Stored<fhir3.Appointment>,
  expiresAt: Date,
): Answer {
  return granted(call, named, appointment, `Held until ${instant(expiresAt)}`, {
    Expires: expiresAt.toUTCString(),
  });
}
