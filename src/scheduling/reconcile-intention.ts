import type { Intention } from './intention.ts';
import { isFor, isSameVisit, isUnmoved } from './judge.ts';
import type { Appointment, AppointmentFacts, AppointmentStatus, Hold, Reference } from './model.ts';
import type { Clock, Ehr } from './ports.ts';
import { factsIn } from './read-intentions.ts';
import type { Wait } from './reconcile-booking.ts';
import type { MoveOutcome } from './reschedule-appointment.ts';

/** What the EHR says about a change that was begun in a page that is gone. */
export type IntentionTruth =
  | { readonly is: 'booked'; readonly appointment: Appointment }
  | { readonly is: 'requested'; readonly appointment: Appointment }
  /** Kept and not booked: the patient can go on. `old` is the visit that it was to replace, as it is now. */
  | { readonly is: 'held'; readonly hold: Hold; readonly old: Appointment | undefined }
  | { readonly is: 'cancelled'; readonly appointment: Appointment }
  /** A cancellation that did not reach the EHR: the visit as it is. */
  | { readonly is: 'not-cancelled'; readonly appointment: Appointment }
  | { readonly is: 'move'; readonly outcome: Ended }
  /** It is not when, where, with whom or what it was when the patient saw it last. */
  | { readonly is: 'changed'; readonly appointment: Appointment }
  /** Neither booked nor kept. `old` is the visit that was to be moved, as it is now. */
  | { readonly is: 'nothing'; readonly old: Appointment | undefined }
  /** The time was only to be kept, and the patient has another visit there by now; or there is no more to look at. */
  | { readonly is: 'overtaken' }
  | { readonly is: 'unknown' };

type Ended = Extract<
  MoveOutcome,
  { is: 'moved' | 'both' | 'requested' | 'won-back' | 'nothing-left' }
>;

export interface ReconcilePorts {
  readonly ehr: Ehr;
  /** `Patient/123`. */
  readonly patient: Reference;
  readonly now: Clock;
  readonly wait: Wait;
}

/** So long after it was sent a change may still be on its way to the EHR. */
const onItsWayFor = 45_000;
const pauses: readonly number[] = [0, 2_000, 5_000];

/** Reads what came of an intention. It sends nothing but readings. */
export async function reconcileIntention(
  intention: Intention,
  ports: ReconcilePorts,
): Promise<IntentionTruth> {
  const { step, startedAt } = intention;
  const wasSent = step === 'holding' || step === 'sent';
  const sentJustNow = wasSent && ports.now() - startedAt < onItsWayFor;
  let truth: IntentionTruth = { is: 'unknown' };
  for (const pause of sentJustNow ? pauses : [0]) {
    if (pause > 0) await ports.wait(pause);
    truth = await look(intention, ports);
    if (isSettled(truth)) return truth;
  }
  return truth;
}

/** What can no longer be changed by a request that is still on its way. */
const isSettled = (truth: IntentionTruth): boolean =>
  truth.is === 'booked' ||
  truth.is === 'requested' ||
  truth.is === 'cancelled' ||
  (truth.is === 'move' && truth.outcome.is === 'moved');

async function look(intention: Intention, ports: ReconcilePorts): Promise<IntentionTruth> {
  if (intention.kind === 'cancel') return lookAtCancelled(intention, ports);
  if (intention.kind === 'look') return lookAgain(intention, ports);
  const chosen = await readAt(factsIn(intention), intention, ports);
  if (chosen === 'unread') return { is: 'unknown' };
  // Nobody had confirmed it here, so it is not the answer to anything that was asked here.
  if (
    intention.kind === 'hold' &&
    chosen?.status === 'booked' &&
    chosen.id !== intention.appointment
  )
    return { is: 'overtaken' };
  if (intention.replaces !== undefined)
    return lookAtMoved(chosen, intention.replaces, intention, ports);
  if (chosen === undefined) return { is: 'nothing', old: undefined };
  if (chosen.status === 'booked') return { is: 'booked', appointment: chosen };
  return isHold(chosen, ports)
    ? { is: 'held', hold: { appointment: chosen, until: undefined }, old: undefined }
    : { is: 'requested', appointment: chosen };
}

async function lookAtCancelled(
  { appointment: id }: Intention,
  { ehr }: ReconcilePorts,
): Promise<IntentionTruth> {
  const read = id === undefined ? undefined : await ehr.readAppointment(id);
  if (read?.ok !== true) return { is: 'unknown' };
  const is = read.value.status === 'cancelled' ? 'cancelled' : 'not-cancelled';
  return { is, appointment: read.value };
}

/** A visit as it is now. What cannot be shown by itself is in the list of all. */
async function lookAgain(intention: Intention, ports: ReconcilePorts): Promise<IntentionTruth> {
  const { appointment: id, step } = intention;
  const read = id === undefined ? undefined : await ports.ehr.readAppointment(id);
  // One that names no patient is nobody's to be shown as booked.
  if (read?.ok !== true || !read.value.patients.includes(ports.patient)) return { is: 'unknown' };
  const { value: appointment } = read;
  const { status, start } = appointment;
  // What was asked for cannot be told from what is only kept: the list has the ways on for both.
  const isOver = start <= ports.now() || begun.includes(status);
  if (isOver || isHold(appointment, ports)) return { is: 'overtaken' };
  const asBefore = step !== 'seen' || isUnmoved(appointment, factsIn(intention));
  if (status === 'booked' && asBefore) return { is: status, appointment };
  if (step !== 'seen') return { is: 'overtaken' };
  const isWaiting = status === 'pending' || status === 'proposed';
  return { is: isWaiting && asBefore ? 'requested' : 'changed', appointment };
}

const begun: readonly AppointmentStatus[] = ['arrived', 'checked-in', 'fulfilled'];

async function lookAtMoved(
  chosen: Appointment | undefined,
  replaces: string,
  intention: Intention,
  ports: ReconcilePorts,
): Promise<IntentionTruth> {
  const { kind } = intention;
  const read = await ports.ehr.readAppointment(replaces);
  if (!read.ok) return { is: 'unknown' };
  const old = read.value;
  // Some EHRs move the visit itself: there is no other, and it stands where it was to go.
  if (chosen === undefined && isMoved(old, intention, ports))
    return kind === 'hold' ? { is: 'overtaken' } : { is: 'booked', appointment: old };
  const gone = old.status === 'cancelled';
  const failure = { kind: 'not-booked', stillHeld: false } as const;
  if (chosen?.status === 'booked') {
    const outcome: Ended = gone
      ? { is: 'moved', appointment: chosen, old }
      : { is: 'both', appointment: chosen, old, failure: { kind: 'not-cancelled' } };
    return { is: 'move', outcome };
  }
  if (chosen !== undefined) {
    return isHold(chosen, ports)
      ? { is: 'held', hold: { appointment: chosen, until: undefined }, old }
      : { is: 'move', outcome: { is: 'requested', appointment: chosen, old } };
  }
  // Choosing a time sends nothing about the old visit: if it is gone, the clinic called it off.
  if (!gone || kind === 'hold') return { is: 'nothing', old };
  const again = await readAt(old, { appointment: undefined, replaces: old.id }, ports);
  if (again === 'unread') return { is: 'unknown' };
  return again?.status === 'booked'
    ? { is: 'move', outcome: { is: 'won-back', appointment: again, old, failure } }
    : { is: 'move', outcome: { is: 'nothing-left', old, failure } };
}

const isMoved = (
  visit: Appointment,
  intention: Intention,
  { ehr, patient }: ReconcilePorts,
): boolean => {
  const time = factsIn(intention);
  return (
    ehr.can.reschedule === 'atomic' &&
    visit.status === 'booked' &&
    isFor(visit, { patient, time }) &&
    isSameVisit(visit, time)
  );
};

const isHold = ({ status }: Appointment, { ehr }: ReconcilePorts): boolean =>
  ehr.can.pending === 'held' && status === 'pending';

/** The patient's booked or waiting visit at this time, the booked one before the other. */
async function readAt(
  time: AppointmentFacts,
  { appointment: id, replaces }: Pick<Intention, 'appointment' | 'replaces'>,
  { ehr, patient }: ReconcilePorts,
): Promise<Appointment | undefined | 'unread'> {
  const list = await ehr.listAppointments({ from: time.start, to: time.start + 1 });
  if (!list.ok) return 'unread';
  const ours = list.value.appointments.filter(
    (appointment) =>
      appointment.id !== replaces &&
      isFor(appointment, { patient, time }) &&
      (appointment.id === id || isSameVisit(appointment, time)),
  );
  const found =
    ours.find(({ status }) => status === 'booked') ??
    ours.find(({ status }) => status === 'pending' || status === 'proposed');
  return found === undefined && !list.value.complete ? 'unread' : found;
}
