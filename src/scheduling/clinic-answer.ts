import { isFor } from './judge.ts';
import type { Appointment, AppointmentStatus, Reference } from './model.ts';
import type { Ehr } from './ports.ts';

/** What the clinic has said to a visit that waits for its yes. */
export type ClinicAnswer =
  | { readonly says: 'yes' | 'no'; readonly appointment: Appointment }
  /** Not yet, or nobody could tell: a reading that fails is no refusal. */
  | { readonly says: 'nothing' };

const refused: readonly AppointmentStatus[] = ['cancelled', 'noshow', 'entered-in-error'];

/**
 * Reads once what the clinic has said.
 * @param waiting the visit as it was last seen
 */
export async function readClinicAnswer(
  waiting: Appointment,
  { ehr, patient }: { readonly ehr: Ehr; readonly patient: Reference },
): Promise<ClinicAnswer> {
  const read = await ehr.readAppointment(waiting.id);
  if (!read.ok) return { says: 'nothing' };
  const appointment = read.value;
  if (refused.includes(appointment.status)) return { says: 'no', appointment };
  // Booked at another hour, or for nobody in particular, it is not what the patient asked for: a person has to tell.
  return appointment.status === 'booked' && isFor(appointment, { patient, time: waiting })
    ? { says: 'yes', appointment }
    : { says: 'nothing' };
}
