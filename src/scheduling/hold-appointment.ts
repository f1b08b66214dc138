import type { ExtendFailure, HoldEnded, HoldFailure } from './failure.ts';
import { isError, isFor, isSameVisit } from './judge.ts';
import type { Hold, ProposedAppointment, Reference } from './model.ts';
import type { ChangeAnswer, Ehr } from './ports.ts';
import { err, ok, type Result } from './result.ts';

interface Ports {
  readonly ehr: Ehr;
  /** `Patient/123`. */
  readonly patient: Reference;
}

/**
 * Asks the EHR to keep a time while the patient checks it. `undefined` means that this EHR keeps no times:
 * the journey goes on, and the page says that the time is not reserved yet.
 */
export async function holdAppointment(
  time: ProposedAppointment,
  { ehr, patient }: Ports,
): Promise<Result<Hold | undefined, HoldFailure>> {
  if (!ehr.can.hold) return ok(undefined);
  const answer = await ehr.holdAppointment(time);
  if (answer.ok) {
    const hold = heldBy(answer.value, time, patient);
    if (hold !== undefined) return ok(hold);
    const { appointment, notices } = answer.value;
    const refused =
      appointment === undefined ? notices.some(isError) : appointment.status === 'cancelled';
    return readBack(
      time,
      { ehr, patient },
      refused ? { kind: 'taken', notices } : { kind: 'hold-unknown' },
    );
  }
  switch (answer.failure.kind) {
    case 'not-supported':
      return ok(undefined);
    case 'conflict':
    case 'not-found':
      return readBack(time, { ehr, patient }, { kind: 'taken', notices: answer.failure.notices });
    case 'no-answer':
    case 'server-error':
    case 'unreadable':
      return readBack(time, { ehr, patient }, { kind: 'hold-unknown' });
    default:
      return err(answer.failure);
  }
}

/**
 * Asks for more time on a hold. Where it is not given the present hold stands until its own end, which nobody may
 * know: so it is read whether there still is one.
 */
export async function extendHold(
  hold: Hold,
  { ehr, patient }: Ports,
): Promise<Result<Hold, ExtendFailure | HoldEnded>> {
  const answer = await ehr.extendHold(hold);
  if (!answer.ok && answer.failure.kind === 'session-ended') return err({ kind: 'session-ended' });
  const longer = answer.ok ? heldBy(answer.value, hold.appointment, patient) : undefined;
  if (longer !== undefined) return ok(longer);
  const { notices } = answer.ok ? answer.value : answer.failure;
  return err({ kind: (await hasEnded(hold, ehr)) ? 'hold-expired' : 'not-extended', notices });
}

/** Whether the EHR says that it keeps the time no longer. A hold that cannot be read stands as it did. */
async function hasEnded({ appointment }: Hold, ehr: Ehr): Promise<boolean> {
  const read = await ehr.readAppointment(appointment.id);
  return read.ok ? read.value.status === 'cancelled' : read.failure.kind === 'not-found';
}

/**
 * Whether a time is still kept that is not on the list. Where holds are Appointments, nothing but a look at the hold
 * itself weighs more than the list; elsewhere the list says nothing of them.
 */
export async function stands({ appointment }: Hold, ehr: Ehr): Promise<boolean> {
  const read = await ehr.readAppointment(appointment.id);
  if (read.ok) return read.value.status === 'pending';
  return read.failure.kind !== 'not-found' && ehr.can.pending !== 'held';
}

/**
 * Gives a held time back. It is read first: the same Appointment may have been booked meanwhile, from another
 * tab, and to release that would be to cancel a visit. What cannot be read is left to end by itself.
 * @returns false where no answer came: then the EHR may yet end it, at any moment
 */
export async function releaseHold(hold: Hold, { ehr }: Pick<Ports, 'ehr'>): Promise<boolean> {
  const read = await ehr.readAppointment(hold.appointment.id);
  if (!read.ok || read.value.status !== 'pending') return true;
  const gone = await ehr.releaseHold({ ...hold, appointment: read.value });
  return gone.ok || gone.failure.kind !== 'no-answer';
}

/**
 * Held means: `pending`, at the chosen start, and nobody else's. Argonaut's own sample of a held
 * appointment names no patient yet, so an absent patient is no contradiction.
 */
function heldBy(
  { appointment, expires }: ChangeAnswer,
  time: { start: number },
  patient: Reference,
): Hold | undefined {
  if (appointment?.status !== 'pending' || appointment.start !== time.start) return undefined;
  if (appointment.patients.length > 0 && !appointment.patients.includes(patient)) return undefined;
  return { appointment, until: expires };
}

/**
 * Perhaps the EHR keeps the time for us all the same: the answer was lost, or the browser sent the request
 * twice and the second was refused. Asking again would only find it taken, so the EHR's list is read.
 * @param otherwise what is so when the list does not show our hold
 */
async function readBack(
  time: ProposedAppointment,
  { ehr, patient }: Ports,
  otherwise: HoldFailure,
): Promise<Result<Hold, HoldFailure>> {
  const list = await ehr.listAppointments({ from: time.start, to: time.start + 1 });
  if (!list.ok) return err({ kind: 'hold-unknown' });
  const held = list.value.appointments.find(
    (appointment) =>
      appointment.status === 'pending' &&
      isFor(appointment, { patient, time }) &&
      isSameVisit(appointment, time),
  );
  return held === undefined ? err(otherwise) : ok({ appointment: held, until: undefined });
}
