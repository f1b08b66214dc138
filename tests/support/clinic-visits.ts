import type { Appointment } from '../../src/scheduling/model.ts';
import { err, ok } from '../../src/scheduling/result.ts';
import { answerFor, failure, today, type Script } from './fake-ehr.ts';

export interface ClinicVisits {
  /** By id, as they are now. */
  readonly visits: ReadonlyMap<string, Appointment>;
  /** The clinic itself changes one. */
  put(visit: Appointment): void;
  readonly script: Pick<
    Script,
    | 'listAppointments'
    | 'readAppointment'
    | 'holdAppointment'
    | 'releaseHold'
    | 'bookAppointment'
    | 'cancelAppointment'
  >;
}

/** A clinic that has these visits, and does with them as it is asked. */
export function clinicVisits(...given: readonly Appointment[]): ClinicVisits {
  const visits = new Map(given.map((visit) => [visit.id, visit]));
  const put = (visit: Appointment): Appointment => {
    visits.set(visit.id, visit);
    return visit;
  };
  const answer = (visit: Appointment | undefined, expires?: number) => {
    if (visit !== undefined) put(visit);
    return Promise.resolve(ok({ appointment: visit, notices: [], expires }));
  };
  return {
    visits,
    put,
    script: {
      listAppointments: ({ from = -Infinity, to = Infinity }) =>
        Promise.resolve(
          ok({
            appointments: [...visits.values()].filter(({ start, end }) => end > from && start < to),
            complete: true,
          }),
        ),
      readAppointment: (id) => {
        const visit = visits.get(id);
        return Promise.resolve(visit === undefined ? err(failure('not-found')) : ok(visit));
      },
      holdAppointment: (time) =>
        answer(answerFor(time, 'pending').appointment, today + 10 * 60_000),
      releaseHold: ({ appointment }) => answer({ ...appointment, status: 'cancelled' }),
      bookAppointment: ({ time }) => answer(answerFor(time, 'booked').appointment),
      cancelAppointment: (visit) => answer({ ...visit, versionId: '2', status: 'cancelled' }),
    },
  };
}
