import type { Appointment, ProposedAppointment } from '../../scheduling/model.ts';
import type { Booking, ChangeAnswer } from '../../scheduling/ports.ts';
import { cancelReason } from '../cancel-reason.ts';
import { cannot, readCancelled, readChange } from '../changes.ts';
import type { Dialect } from '../dialect.ts';
import { attempt, unreadable } from '../errors.ts';
import { ownPatient } from '../own-patient.ts';
import { expectEnvelope } from '../pages.ts';
import { parseContents } from '../parse/bundle.ts';
import { parseExpires } from '../parse/expires.ts';
import { type Json, object, objects, text } from '../parse/json.ts';
import { parseId } from '../parse/reference.ts';
import { readRecords, type SearchPair } from '../records.ts';
import type { FhirAnswer } from '../request.ts';
import { token } from '../token.ts';
import { slotHolds } from '../slot-holds.ts';
import { isFor, postponed, requested } from './austria-appointment.ts';
import { findByServices } from './austria-finding.ts';

/**
 * HL7 Austria's Appointment Scheduling (https://fhir.hl7.at/tc/wg/scheduling/r5, FHIR R5): Slots of Schedules of
 * HealthcareServices, `$hold` on Slot, `$book` on Appointment. A visit is cancelled and put off by PUT.
 */
export const austria: Dialect = (ports) => {
  const { send, base, patient, now } = ports;
  const own = ownPatient(ports);
  const records = readRecords(ports, { whose: async () => [actorIn(await own.record(), patient)] });
  const holds = slotHolds(ports, records.readAppointment);

  const operation = (url: string, parameter: readonly Json[]): Promise<FhirAnswer> => {
    const body = { resourceType: 'Parameters', parameter };
    return send({ method: 'POST', url, body, operation: true, changes: true });
  };
  /** Also gives a time back. A refusal is a Slot that is `busy-unavailable`. */
  const hold = async (
    time: Pick<ProposedAppointment, 'resource'>,
    status: 'busy-tentative' | 'free',
  ): Promise<ChangeAnswer> => {
    const reference = holds.slotOf(time);
    const { json } = await operation('Slot/$hold', [
      { name: 'slot-reference', valueReference: { reference } },
      { name: 'slot-status', valueCode: status },
    ]);
    const { resources, notices } = parseContents(expectEnvelope(json, 'Slot'));
    const slot = resources.find(({ resourceType }) => resourceType === 'Slot');
    if (slot === undefined && notices.length === 0) throw unreadable('empty');
    if (slot !== undefined && `Slot/${parseId(slot.id) ?? ''}` !== reference)
      throw unreadable('other-resource', notices);
    const kept = text(slot?.status) === 'busy-tentative';
    if (text(slot?.status) === 'free') holds.forget(time);
    return {
      appointment: slot && holds.stand(time, kept ? 'pending' : 'cancelled'),
      notices,
      expires: kept ? parseExpires(heldUntil(object(json).parameter), now()) : undefined,
    };
  };

  /** The whole visit, as it was read but for what changes: the patient and the service may not. */
  const put = async (visit: Appointment, changes: Json): Promise<ChangeAnswer> => {
    const answer = await send({
      method: 'PUT',
      url: `Appointment/${encodeURIComponent(visit.id)}`,
      body: { ...object(visit.resource), ...changes },
      ifMatch: visit.versionId,
      prefer: 'return=representation',
      changes: true,
    });
    return readCancelled(answer, visit, base);
  };
  const request = async ({ time, comment = '' }: Booking): Promise<ChangeAnswer> => {
    const resource = requested(time, comment, ports);
    const answer = await operation('Appointment/$book', [
      { name: 'appointment-resource', resource },
    ]);
    return readChange(answer, { ...time, id: undefined }, base);
  };
  const book = async (booking: Booking): Promise<ChangeAnswer> => {
    const { time, replaces: old } = booking;
    // For another service another visit is booked; then the old one is for the domain to cancel.
    const moves = old !== undefined && old.status !== 'cancelled' && isFor(old, time);
    const answer = await (moves
      ? put(old, postponed(old.resource, time, ports))
      : request(booking));
    if (answer.appointment?.status !== 'cancelled') holds.forget(time);
    return answer;
  };

  const find = findByServices(ports);
  return {
    ...records,
    readPatient: own.readPatient,
    readAppointment: holds.readAppointment,
    // A search must name a date.
    listAppointments: ({ from, to }) =>
      records.listAppointments(
        to === undefined ? { from: from ?? 0 } : { ...(from === undefined ? {} : { from }), to },
      ),
    can: {
      hold: ports.hold,
      pending: 'requested',
      cancel: ports.cancel,
      reschedule: ports.reschedule ?? 'atomic',
    },
    findAppointments: (search, signal) => attempt(() => find(search, signal)),
    holdAppointment: (time) =>
      ports.hold ? attempt(() => hold(time, 'busy-tentative')) : cannot(),
    extendHold: ({ appointment }) =>
      ports.hold ? attempt(() => hold(appointment, 'busy-tentative')) : cannot(),
    releaseHold: ({ appointment }) =>
      ports.hold ? attempt(() => hold(appointment, 'free')) : cannot(),
    bookAppointment: (booking) => attempt(() => book(booking)),
    acceptsCancelling: () => Promise.resolve(ports.cancel),
    cancelAppointment(visit, reason) {
      if (!ports.cancel) return cannot();
      const why = reason === undefined ? {} : { cancellationReason: cancelReason(reason) };
      return attempt(() => put(visit, { status: 'cancelled', ...why }));
    },
  };
};

/** Austria's social security number, by which the guide's own sample searches. */
const socialSecurity = 'urn:oid:1.2.40.0.10.1.4.3.1';

/** Whose appointments: by an identifier of the patient, else by reference. */
function actorIn({ identifier }: Json, patient: string): SearchPair {
  const known = objects(identifier).flatMap(({ system, value, use }) => {
    const [of, code] = [text(system), text(value)];
    return of === undefined || code === undefined || use === 'old' ? [] : [{ system: of, code }];
  });
  const best = known.find(({ system }) => system === socialSecurity) ?? known[0];
  return best === undefined ? ['actor', patient] : ['actor:identifier', token(best)];
}

/** Under `return` or not: the definition has it so, and the guide's samples do not. */
function heldUntil(parameters: unknown): string | null {
  for (const { name, valueDateTime, part, resource } of objects(parameters)) {
    if (text(name) === 'held-until') return text(valueDateTime) ?? null;
    const inside = heldUntil(part) ?? heldUntil(object(resource).parameter);
    if (inside !== null) return inside;
  }
  return null;
}
