import { bookAppointment } from './book-appointment.ts';
import { findAppointments } from './find-appointments.ts';
import { isSameTime } from './judge.ts';
import type { Appointment, AppointmentFacts } from './model.ts';
import type { ReschedulePorts } from './reschedule-appointment.ts';

/**
 * Books a visit's own time once more, if it is open: another time, or another kind of visit, would be nobody's
 * choice. Only for a visit that was let go of for a new one.
 */
export async function winBack(
  old: Appointment,
  ports: ReschedulePorts,
): Promise<Appointment | 'not-open' | 'unknown'> {
  ports.onPhase?.('winning-back');
  const found = await findAppointments(
    {
      start: old.start,
      end: old.end,
      practitioners: old.practitioners.flatMap(({ reference }) => reference ?? []),
      // An EHR may offer a time for one kind of visit at a time, and another kind first.
      visitTypes: old.visitTypeCodes,
    },
    ports,
  );
  const open = found.ok
    ? found.value.times.find(
        (time) => time.elsewhere === undefined && isSameTime(time, old) && isSameKind(time, old),
      )
    : undefined;
  if (open === undefined) return 'not-open';
  const again = await bookAppointment({ time: open, hold: undefined, comment: old.comment }, ports);
  if (again.ok) return again.value;
  switch (again.failure.kind) {
    case 'booking-unknown':
    case 'session-ended':
    case 'requested':
      return 'unknown';
    default:
      return 'not-open';
  }
}

/** Whether neither says another kind of visit than the other. */
function isSameKind(one: AppointmentFacts, other: AppointmentFacts): boolean {
  const [some, others] = [one.visitTypeCodes, other.visitTypeCodes];
  if (some.length === 0 || others.length === 0) return true;
  return some.some(({ system, code }) =>
    others.some((its) => its.system === system && its.code === code),
  );
}
