import type {
  Appointment,
  AppointmentStatus,
  ProposedAppointment,
} from '../../../src/scheduling/model.ts';
import type { EhrCapabilities } from '../../../src/scheduling/ports.ts';
import { ok } from '../../../src/scheduling/result.ts';
import {
  changed,
  failed,
  found,
  listed,
  madeOf,
  scriptedEhr,
  type ScriptedEhr,
} from '../../support/scripted-ehr.ts';

/** A clinic that remembers what it is told to do, behind an EHR that can still be scripted otherwise. */
export interface Clinic {
  readonly ehr: ScriptedEhr;
  /** What its own book says of a visit. */
  statusOf(id: string): AppointmentStatus | undefined;
  /** Something that happens at the clinic, and not in the app. */
  set(visit: Appointment): void;
  /** The changes that were asked for, in order; readings are left out. */
  asked(): readonly string[];
}

/**
 * @param visits what Maya has there
 * @param times open, until somebody has them
 */
export function clinicWith(
  visits: readonly Appointment[],
  times: readonly ProposedAppointment[] = [],
  can: Partial<EhrCapabilities> = {},
): Clinic {
  const ehr = scriptedEhr(can);
  const book = new Map(visits.map((visit) => [visit.id, visit]));
  /** Every change makes a new version. */
  const put = (visit: Appointment, status: AppointmentStatus) => {
    const versionId = String(Number(visit.versionId) + 1);
    const next: Appointment = { ...visit, status, versionId };
    book.set(next.id, next);
    return changed(next);
  };
  const isFree = ({ start }: ProposedAppointment) =>
    ![...book.values()].some(
      (visit) => visit.start === start && ['pending', 'booked'].includes(visit.status),
    );
  const cancel = ({ id, versionId }: Appointment) => {
    const visit = book.get(id);
    if (visit === undefined) return failed('not-found');
    return visit.versionId === versionId ? put(visit, 'cancelled') : failed('conflict');
  };

  ehr.findAppointments.answers(() => found(times.filter(isFree)));
  ehr.listAppointments.answers(({ from = -Infinity, to = Infinity }) =>
    listed([...book.values()].filter(({ start }) => start >= from && start < to)),
  );
  ehr.readAppointment.answers((id) => {
    const visit = book.get(id);
    return visit === undefined ? failed('not-found') : ok(visit);
  });
  ehr.holdAppointment.answers((time) =>
    isFree(time) ? put(madeOf(time, 'pending'), 'pending') : failed('conflict'),
  );
  ehr.extendHold.answers(({ appointment: { id } }) => {
    const held = book.get(id);
    return held?.status === 'pending' ? changed(held) : failed('conflict');
  });
  ehr.bookAppointment.answers(({ time, hold, replaces }) => {
    const held = hold === undefined ? undefined : book.get(hold.appointment.id);
    if (held === undefined ? !isFree(time) : held.status !== 'pending') return failed('conflict');
    const old = replaces === undefined ? undefined : book.get(replaces.id);
    if (old?.status === 'booked') put(old, 'cancelled');
    return put(held ?? madeOf(time, 'booked'), 'booked');
  });
  ehr.releaseHold.answers(({ appointment }) => cancel(appointment));
  ehr.cancelAppointment.answers(cancel);

  const changes: readonly string[] = [
    'holdAppointment',
    'extendHold',
    'releaseHold',
    'bookAppointment',
    'cancelAppointment',
  ];
  return {
    ehr,
    statusOf: (id) => book.get(id)?.status,
    set: (visit) => book.set(visit.id, visit),
    asked: () => ehr.log.filter((name) => changes.includes(name)),
  };
}
