import type { Appointment, ProposedAppointment, Reference } from '../scheduling/model.ts';
import type { Ehr } from '../scheduling/ports.ts';
import { attempt, unreadable } from './errors.ts';
import { parseAppointment } from './parse/appointment.ts';
import { type Json, object, objects, text } from './parse/json.ts';
import { parseActor, parseReference } from './parse/reference.ts';
import { readResource, type RecordsPorts } from './records.ts';

/** A time, or what stands for one that is kept. */
type OnSlot = Pick<ProposedAppointment, 'resource'>;

/** Holds that are kept on Slots, told to the domain as the Appointments that it knows holds by. */
export interface SlotHolds {
  /** `Slot/123`. @throws {FhirError} where the time names none */
  slotOf(time: OnSlot): Reference;
  /**
   * The time as a hold: its id is the Slot's, and what it is made of stays in `resource`, so that it can be given back
   * or booked like the time itself.
   * @param status `cancelled` where the EHR refused to keep it
   */
  stand(time: OnSlot, status: 'pending' | 'cancelled'): Appointment;
  /** It became a visit, or is free again: its id means nothing any more. */
  forget(time: OnSlot): void;
  /** Reads a hold by its Slot, and everything else as ever. */
  readAppointment: Ehr['readAppointment'];
}

/** @param readAppointment how the EHR's own Appointments are read */
export function slotHolds(
  { send, base, patient }: RecordsPorts,
  readAppointment: Ehr['readAppointment'],
): SlotHolds {
  /** By the ids of their Slots. */
  const kept = new Map<string, OnSlot>();
  const slotOf = ({ resource }: OnSlot): Reference => {
    const reference = parseReference(object(object(resource).slot).reference, base);
    if (reference === undefined) throw unreadable('other-resource');
    return reference;
  };
  const idOf = (time: OnSlot): string => slotOf(time).slice('Slot/'.length);

  const standing = (time: OnSlot, status: 'pending' | 'cancelled'): Appointment => {
    const json: Json = {
      ...object(time.resource),
      id: idOf(time),
      status,
      participant: [
        ...othersIn(object(time.resource), patient, base),
        { actor: { reference: patient }, status: 'tentative' },
      ],
    };
    const appointment = parseAppointment(json, base);
    if (appointment === undefined) throw unreadable('other-resource');
    return appointment;
  };
  return {
    slotOf,
    stand(time, status) {
      if (status === 'pending') kept.set(idOf(time), time);
      return standing(time, status);
    },
    forget: (time) => void kept.delete(idOf(time)),
    readAppointment(id) {
      const time = kept.get(id);
      if (time === undefined) return readAppointment(id);
      return attempt(async () => {
        const { status } = await readResource(send, 'Slot', `Slot/${id}`);
        return standing(time, text(status) === 'busy-tentative' ? 'pending' : 'cancelled');
      });
    },
  };
}

/** Everybody who takes part but the patient. */
export function othersIn(appointment: Json, patient: Reference, base: string): readonly Json[] {
  return objects(appointment.participant).filter(
    ({ actor }) => parseActor(actor, base).reference !== patient,
  );
}
