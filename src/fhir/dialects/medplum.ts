import type { Appointment } from '../../scheduling/model.ts';
import type { Booking, ChangeAnswer } from '../../scheduling/ports.ts';
import { type Asked, cannot, readCancelled, readChange } from '../changes.ts';
import type { Dialect } from '../dialect.ts';
import { attempt, FhirError } from '../errors.ts';
import { operation } from '../operation.ts';
import { readRecords } from '../records.ts';
import type { FhirRequest } from '../request.ts';
import { type Calendars, readCalendars } from './medplum-calendars.ts';
import { findInCalendars } from './medplum-finding.ts';
import { appointmentFor, placeFor, tentativePatch, wordsPatch } from './medplum-requests.ts';

/**
 * Medplum's scheduling (FHIR R4, https://www.medplum.com/docs/scheduling): `$find` of each Schedule, `$hold` and
 * `$confirm`, or `$book` where nothing is held: after a `$hold` it would book a second time. Open times have no ids;
 * they are given back whole, with the patient among the participants, for no operation takes a patient.
 */
export const medplum: Dialect = (ports) => {
  const { send, base, patient, hold, cancel } = ports;
  const records = readRecords(ports);
  const change = async (request: FhirRequest, asked: Asked): Promise<ChangeAnswer> =>
    readChange(await send({ ...request, changes: true }), asked, base);

  let reading: Promise<Calendars> | undefined;
  const calendars = (): Promise<Calendars> =>
    (reading ??= readCalendars(ports).catch((error: unknown) => {
      reading = undefined;
      throw error;
    }));

  /** Ends a hold as well as a visit. It takes no reason, and asks for no version. */
  const callOff = async (appointment: Appointment): Promise<ChangeAnswer> => {
    const request = operation(`${appointment.id}/$cancel`);
    return readCancelled(await send({ ...request, changes: true }), appointment, base);
  };
  /**
   * What was only held is none of the patient's cancelled visits, and afterwards nothing else would tell them apart.
   * Where that cannot be written the time is given back all the same, but not where it is no hold any more.
   */
  const giveBack = async (held: Appointment): Promise<ChangeAnswer> => {
    const marked = await attempt(() => change(tentativePatch(held, patient), held));
    if (!marked.ok && marked.failure.kind === 'conflict') throw new FhirError(marked.failure);
    return callOff(held);
  };
  /**
   * Moves the old visit itself. Its own time does not stand in the way of the new one, but a hold does, the patient's
   * own included ("Requested time slot is not available"). So the hold goes first, and nothing but a hold: it is read
   * again, since `$cancel` would end a visit just as well. At no moment has the patient two visits or none:
   * `$reschedule` is one transaction, and when somebody takes the time in between it is refused, and the old visit
   * stands as it was. (To `$confirm` the hold and `$cancel` the old visit then would leave two of them on the way.)
   */
  const move = async (
    { time, hold: held, comment }: Booking,
    { id, comment: before }: Appointment,
    to: unknown,
  ): Promise<ChangeAnswer> => {
    if (held !== undefined) {
      const read = await records.readAppointment(held.appointment.id);
      if (!read.ok) throw new FhirError(read.failure);
      if (read.value.status === 'pending') await giveBack(read.value);
      // Booked meanwhile, by another tab: the list will tell.
      else if (read.value.status !== 'cancelled')
        throw new FhirError({ kind: 'conflict', notices: [] });
    }
    const asked = { id, start: time.start, end: time.end };
    const moved = await change(operation(`${id}/$reschedule`, to), asked);
    if (moved.appointment?.status !== 'booked' || comment === before) return moved;
    // It is moved, whatever becomes of the words.
    const said = await attempt(() => change(wordsPatch(id, 'booked', comment), asked));
    return said.ok && said.value.appointment !== undefined ? said.value : moved;
  };
  const book = async (booking: Booking): Promise<ChangeAnswer> => {
    const { time, hold: held, comment, replaces } = booking;
    if (replaces !== undefined) {
      const to = placeFor(time, replaces, base);
      // Where the visit cannot be moved the new one is booked first, and whoever moves it then cancels the old one.
      if (to !== undefined) return move(booking, replaces, to);
    }
    if (held === undefined)
      return change(operation('$book', appointmentFor(time, patient, comment)), time);
    const { appointment } = held;
    // `$confirm` takes no words. They are there before it, so that there is no visit without them.
    if (comment !== undefined && comment !== '')
      await change(wordsPatch(appointment.id, 'pending', comment), appointment);
    return change(operation(`${appointment.id}/$confirm`), appointment);
  };

  return {
    ...records,
    can: {
      hold,
      pending: hold ? 'held' : 'requested',
      cancel,
      reschedule: ports.reschedule ?? 'atomic',
    },
    async findAppointments(search, signal) {
      const find = async () => findInCalendars(ports, await calendars(), search, signal);
      const found = await attempt(find);
      // Perhaps because the calendars have changed since they were read.
      if (!found.ok && found.failure.kind === 'rejected') reading = undefined;
      return found;
    },
    holdAppointment: (time) =>
      hold
        ? attempt(() => change(operation('$hold', appointmentFor(time, patient)), time))
        : cannot(),
    // It has no end that could be put off, and a second one would find the time taken.
    extendHold: cannot,
    releaseHold: ({ appointment }) => attempt(() => giveBack(appointment)),
    bookAppointment: (booking) => attempt(() => book(booking)),
    acceptsCancelling: () => Promise.resolve(cancel),
    cancelAppointment: (visit) => (cancel ? attempt(() => callOff(visit)) : cannot()),
  };
};
