import type * as fhir3 from 'fhir/r3';
import { visitTypes } from '../clinic/codes.ts';
import type { Queryable } from '../database/database.ts';
import type { Stored } from '../database/resources.ts';
import { readSlot, slotAt, type SlotRow } from '../database/slots.ts';
import { writeAppointment } from './appointment.ts';
import type { Call } from './call.ts';
import { readSpan } from './dates.ts';
import { FhirRefusal, refuse } from './outcome.ts';
import { readReference } from './references.ts';
import { argoAppointmentIssues } from './validation/invariants.ts';

/** One free time for one kind of visit, before anybody has it. */
export interface Offer {
  readonly id: string;
  readonly slot: SlotRow;
  readonly visitType: string;
  readonly requestedPeriod: fhir3.Period | undefined;
}

/** An offer is nothing but its slot and its purpose, so its id says both and nothing need be stored. */
export function offerId(slot: string, visitType: string): string {
  return `${slot}.${visitType}`;
}

/** `undefined` when the id is not that of any offer this clinic could have made. */
export async function readOffer(database: Queryable, id: string): Promise<Offer | undefined> {
  const dot = id.lastIndexOf('.');
  const visitType = id.slice(dot + 1);
  const found = dot > 0 ? await readSlot(database, id.slice(0, dot)) : undefined;
  if (!found?.slot.visitTypes.includes(visitType)) return undefined;
  return { id, slot: found.slot, visitType, requestedPeriod: undefined };
}

/** The offer that a client wrote itself from a slot (the guide's prefetch workflow). 422 when it breaks the profile. */
export async function offerFromResource(
  call: Call,
  database: Queryable,
  appointment: fhir3.Appointment,
): Promise<Offer> {
  const wrong = argoAppointmentIssues(appointment);
  if (wrong.length) throw new FhirRefusal(422, wrong);
  const actor = (type: string): string[] =>
    appointment.participant.flatMap(({ actor: { reference } = {} }) =>
      reference?.split('/').at(-2) === type
        ? [readReference(reference, type, call.server.base, 'Appointment.participant.actor')]
        : [],
    );
  for (const patient of actor('Patient')) call.access.requireOwn(patient);
  const slot = await slotOf(call, database, appointment, actor('Practitioner'));
  const [location] = actor('Location');
  if (location !== undefined && location !== slot.location) {
    throw refuse(
      422,
      'business-rule',
      `The slot is at Location/${slot.location}, not Location/${location}`,
      'Appointment.participant',
    );
  }
  const codes = (appointment.serviceType ?? []).flatMap(({ coding }) =>
    (coding ?? []).map(({ code }) => code ?? ''),
  );
  const visitType = codes.length
    ? codes.find((code) => slot.visitTypes.includes(code))
    : slot.visitTypes[0];
  if (visitType === undefined || visitTypes[visitType] === undefined) {
    throw refuse(
      422,
      'business-rule',
      `The slot is for ${slot.visitTypes.join(', ')}`,
      'Appointment.serviceType',
    );
  }
  return {
    id: offerId(slot.id, visitType),
    slot,
    visitType,
    requestedPeriod: appointment.requestedPeriod?.[0],
  };
}

async function slotOf(
  call: Call,
  database: Queryable,
  appointment: fhir3.Appointment,
  practitioners: readonly string[],
): Promise<SlotRow> {
  const [practitioner, second] = practitioners;
  const start = new Date(readSpan(appointment.start ?? '')?.start ?? Number.NaN);
  const end = new Date(readSpan(appointment.end ?? '')?.start ?? Number.NaN);
  if (practitioner === undefined || second !== undefined) {
    throw refuse(
      422,
      'business-rule',
      'One Practitioner must take part',
      'Appointment.participant',
    );
  }
  const reference = appointment.slot?.[0]?.reference;
  const named =
    reference === undefined
      ? undefined
      : await readSlot(
          database,
          readReference(reference, 'Slot', call.server.base, 'Appointment.slot'),
        );
  const slot =
    reference === undefined ? await slotAt(database, { practitioner, start, end }) : named?.slot;
  const agrees =
    slot?.practitioner === practitioner &&
    slot.start.getTime() === start.getTime() &&
    slot.end.getTime() === end.getTime();
  if (!slot || !agrees)
    throw refuse(
      422,
      'business-rule',
      'The clinic has no slot with this practitioner, start and end',
      'Appointment',
    );
  return slot;
}

/** The answer to whoever came too late: the guide's "cancelled", everybody "declined". Nothing is stored. */
export function refusedOffer(offer: Offer): Stored<fhir3.Appointment> {
  return writeAppointment(factsOf(offer), {
    id: offer.id,
    status: 'cancelled',
    ...periodOf(offer),
  });
}

export function factsOf(offer: Offer) {
  return { ...offer.slot, slot: offer.slot.id, visitType: offer.visitType };
}

export function periodOf(offer: Offer): { requestedPeriod?: fhir3.Period } {
  return offer.requestedPeriod ? { requestedPeriod: offer.requestedPeriod } : {};
}
