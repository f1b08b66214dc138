import { daysAfter } from './availability.ts';
import { findAppointments } from './find-appointments.ts';
import type { AppointmentFacts, ProposedAppointment } from './model.ts';
import type { Clock, Ehr } from './ports.ts';

/** Days before and after in which a time still counts as near. */
const near = 7;
const count = 200;

/**
 * The open time that is nearest to another, with the same clinicians and, where there is one, at the same
 * place: the very same time where it is open, and none that is booked elsewhere. `undefined` where there is none, or where nobody could tell.
 */
export async function findNearest(
  time: AppointmentFacts,
  { ehr, now }: { readonly ehr: Ehr; readonly now: Clock },
): Promise<ProposedAppointment | undefined> {
  const practitioners = time.practitioners.flatMap(({ reference }) => reference ?? []);
  const found = await findAppointments(
    {
      start: Math.max(now(), daysAfter(time.start, -near)),
      end: Math.max(daysAfter(now(), 1), daysAfter(time.start, near)),
      practitioners,
      count,
    },
    { ehr, now },
  );
  if (!found.ok) return undefined;
  const places = time.locations.flatMap(({ reference }) => reference ?? []);
  const isAway = ({ locations }: ProposedAppointment): number =>
    Number(
      !locations.some(({ reference }) => reference !== undefined && places.includes(reference)),
    );
  const distance = ({ start }: ProposedAppointment): number => Math.abs(start - time.start);
  return found.value.times
    .filter(({ elsewhere }) => elsewhere === undefined)
    .sort(
      (one, other) =>
        isAway(one) - isAway(other) || distance(one) - distance(other) || one.start - other.start,
    )[0];
}
