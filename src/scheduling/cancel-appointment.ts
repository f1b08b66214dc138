import type { CancelFailure, EhrFailure } from './failure.ts';
import type { Appointment, CancelReason, Notice } from './model.ts';
import type { Ehr } from './ports.ts';
import { isError } from './judge.ts';
import { afterNoAnswer, afterRefusal, type Wait } from './reconcile-booking.ts';
import { err, ok, type Result } from './result.ts';

export interface CancelPorts {
  readonly ehr: Ehr;
  readonly wait: Wait;
  /** Called when the change was sent, and the truth is being read back. */
  readonly onReadingBack?: () => void;
}

/**
 * Cancels a visit once. It is read before, so that nothing is done to a visit that is no longer what the
 * patient saw, and read after, whatever the EHR answered: the value is an Appointment that the EHR showed as
 * `cancelled`. One that was cancelled already is a success.
 * @param visit as the patient saw it
 */
export async function cancelAppointment(
  visit: Appointment,
  reason: CancelReason | undefined,
  ports: CancelPorts,
): Promise<Result<Appointment, CancelFailure>> {
  const { ehr, onReadingBack } = ports;
  const read = await ehr.readAppointment(visit.id);
  if (!read.ok) return err(notRead(read.failure));
  const before = read.value;
  if (before.status === 'cancelled') return ok(before);
  if (!isAsSeen(before, visit)) return err({ kind: 'changed', appointment: before });

  const answer = await ehr.cancelAppointment(before, reason);
  onReadingBack?.();
  if (answer.ok) {
    const { appointment, notices } = answer.value;
    // A refusal may come with a 200, as it may to `$book`.
    return appointment === undefined && notices.some(isError)
      ? readBack(before, ports, afterRefusal, { kind: 'conflict', notices })
      : readBack(before, ports, afterNoAnswer);
  }
  if (isUnclear(answer.failure)) return readBack(before, ports, afterNoAnswer);
  return readBack(before, ports, afterRefusal, answer.failure);
}

/** Whether a visit still is what the patient saw: booked, or waiting, at that very time. */
export function isAsSeen(now: Appointment, seen: Appointment): boolean {
  return (
    (now.status === 'booked' || now.status === 'pending') &&
    now.start === seen.start &&
    now.end === seen.end
  );
}

/**
 * "Cancelled" is believed at once, "not cancelled" only when it is read at every attempt.
 * @param refusal what the EHR said, where it said no
 */
async function readBack(
  before: Appointment,
  { ehr, wait }: CancelPorts,
  pauses: readonly number[],
  refusal?: EhrFailure,
): Promise<Result<Appointment, CancelFailure>> {
  let last: Appointment | undefined;
  let unread: EhrFailure | undefined;
  for (const pause of pauses) {
    if (pause > 0) await wait(pause);
    const read = await ehr.readAppointment(before.id);
    if (!read.ok) unread = read.failure;
    else if (read.value.status === 'cancelled') return ok(read.value);
    else last = read.value;
  }
  if (refusal?.kind === 'session-ended' && unread !== undefined) return err(refusal);
  if (last === undefined || unread !== undefined) return err({ kind: 'cancel-unknown' });
  if (!isAsSeen(last, before) || last.versionId !== before.versionId)
    return err({ kind: 'changed', appointment: last });
  return err(refusal === undefined ? { kind: 'not-cancelled' } : refused(refusal));
}

/** Nothing was sent. */
export function notRead(failure: EhrFailure): CancelFailure {
  return failure.kind === 'session-ended' ? failure : { kind: 'not-read', failure };
}

const isUnclear = ({ kind }: EhrFailure): boolean =>
  kind === 'no-answer' || kind === 'server-error' || kind === 'unreadable';

function refused(failure: EhrFailure): CancelFailure {
  switch (failure.kind) {
    case 'session-ended':
    case 'not-permitted':
    case 'not-supported':
    case 'too-busy':
      return failure;
    default:
      return { kind: 'cancel-refused', notices: wordsOf(failure) };
  }
}

const wordsOf = ({ notices }: EhrFailure): readonly Notice[] => notices;
