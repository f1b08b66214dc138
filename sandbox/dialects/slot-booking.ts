import type * as fhir3 from 'fhir/r3';
import { holdOn } from '../database/claims.ts';
import { readResource, writeResource } from '../database/resources.ts';
import { readSlot, type SlotRow } from '../database/slots.ts';
import { writeAppointment } from '../fhir/appointment.ts';
import { readSpan } from '../fhir/dates.ts';
import { offerId } from '../fhir/offer.ts';
import { refuse } from '../fhir/outcome.ts';
import { readReference } from '../fhir/references.ts';
import type { Clinic, Told } from './clinic.ts';
import type { DialectCall } from './dialect-app.ts';

/** A Slot, and what it is to be used for. */
export interface Chosen {
  readonly slot: SlotRow;
  readonly visitType: string;
}

/**
 * The Slot that an Appointment refers to, which it must agree with.
 * @throws FhirRefusal 422 where it does not
 */
export async function chosenIn(
  { base, server }: Clinic,
  appointment: fhir3.Appointment,
): Promise<Chosen> {
  const [reference, ...others] = appointment.slot ?? [];
  if (reference?.reference === undefined || others.length > 0)
    throw refuse(422, 'required', 'The Appointment must refer to one Slot', 'Appointment.slot');
  const id = readReference(reference.reference, 'Slot', base, 'Appointment.slot');
  const found = await readSlot(server.database, id);
  if (!found) throw refuse(422, 'not-found', `There is no Slot/${id}`, 'Appointment.slot');
  const { slot } = found;
  const isAt = (at: Date, text = ''): boolean => readSpan(text)?.start === at.getTime();
  if (!isAt(slot.start, appointment.start) || !isAt(slot.end, appointment.end))
    throw refuse(422, 'business-rule', 'The Appointment and its Slot are not at the same time');
  for (const { actor } of appointment.participant) {
    const [, type = '', named] =
      /(Practitioner|Location)\/([^/]+)$/.exec(actor?.reference ?? '') ?? [];
    const right = type === 'Practitioner' ? slot.practitioner : slot.location;
    if (named !== undefined && named !== right)
      throw refuse(422, 'business-rule', `The Slot is not of ${type}/${named}`);
  }
  return { slot, visitType: visitTypeIn(appointment, slot) };
}

function visitTypeIn({ serviceType = [] }: fhir3.Appointment, { visitTypes }: SlotRow): string {
  const codes = serviceType.flatMap(({ coding = [] }) => coding.map(({ code }) => code));
  const fitting = visitTypes.find((type) => codes.length === 0 || codes.includes(type));
  if (fitting === undefined || serviceType.length > 1)
    throw refuse(
      422,
      'business-rule',
      `A visit is for one service, and the Slot is for ${visitTypes.join(', ')}`,
      'Appointment.serviceType',
    );
  return fitting;
}

/** Books the time in the clinic's own words; a hold of the patient's on it becomes the visit. */
export async function bookSlot(
  { request, access, now }: DialectCall,
  clinic: Clinic,
  { slot, visitType }: Chosen,
  more: readonly fhir3.ParametersParameter[],
): Promise<Told> {
  await clinic.server.database.transaction(async (transaction) => {
    const hold = await holdOn(transaction, slot.id, access.patient);
    const row =
      hold && (await readResource<fhir3.Appointment>(transaction, 'Appointment', hold.appointment));
    if (!row) return;
    // A Slot is held for nothing in particular.
    const facts = { ...slot, slot: slot.id, visitType };
    const { serviceType, description } = writeAppointment(facts, {
      id: row.resource.id,
      status: 'pending',
    });
    const content = { ...row.resource, serviceType, description };
    await writeResource(transaction, content, { now, patient: access.patient });
  });
  return clinic.get(request, 'POST', 'Appointment/$book', {
    resourceType: 'Parameters',
    parameter: [
      { name: 'appt-id', valueUri: `Appointment/${offerId(slot.id, visitType)}` },
      { name: 'patient-id', valueUri: `Patient/${access.patient}` },
      ...more,
    ],
  });
}

/** What stands in the clinic's answer to a hold or a booking. */
export function toldOf({ resource }: Told): {
  readonly appointment: fhir3.Appointment;
  readonly outcome: fhir3.OperationOutcome | undefined;
} {
  const resources = ((resource as fhir3.Bundle).entry ?? []).map(
    (entry) => entry.resource as fhir3.FhirResource | undefined,
  );
  const appointment = resources.find((each) => each?.resourceType === 'Appointment');
  const outcome = resources.find((each) => each?.resourceType === 'OperationOutcome');
  if (!appointment) throw new Error('the clinic answered without an Appointment');
  return { appointment, outcome };
}
