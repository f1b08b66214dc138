import type { Appointment, CancelReason, Reference } from '../../scheduling/model.ts';
import type { ChangeAnswer } from '../../scheduling/ports.ts';
import { ok } from '../../scheduling/result.ts';
import { cancelReason } from '../cancel-reason.ts';
import { cannot, readCancelled, readChange, silent } from '../changes.ts';
import type { Dialect } from '../dialect.ts';
import { attempt, unreadable } from '../errors.ts';
import { type Json, object, objects, text } from '../parse/json.ts';
import { parseReference } from '../parse/reference.ts';
import { query, readRecords, readResource } from '../records.ts';
import type { FhirRequest } from '../request.ts';
import { slotHolds } from '../slot-holds.ts';
import { findSlots, slotOf } from '../slots.ts';
import { asOthersHaveIt, oncePerTime, slotQuery } from './millennium-slots.ts';

const day = 86_400_000;

/**
 * Oracle Health Millennium, R4 (https://docs.oracle.com/en/industries/health/millennium-platform-apis/mfrap/): Slots
 * are searched, kept by a change of their status, and booked by an Appointment that names them. Changes are answered
 * with nothing, so that what came of them is read.
 */
export const millennium: Dialect = (ports) => {
  const { send, base, patient, now, hold, cancel, reschedule } = ports;
  const records = readRecords(ports);
  const holds = slotHolds(ports, records.readAppointment);
  /** Of the Slots that are kept, by their ids: one that has another version is kept for somebody else by now. */
  const versions = new Map<string, string>();

  /** Where the answer does not say so, the Slot does: that it is kept, and in which version. */
  const readKept = async (slot: Reference): Promise<string | undefined> => {
    const read = await readResource(send, 'Slot', slot);
    if (read.status !== 'busy-tentative') throw unreadable('other-resource');
    return versionOf(read);
  };
  /** What a change that was answered with nothing made of a visit; whoever asked looks at the list otherwise. */
  const readBack = async (id: string | undefined): Promise<ChangeAnswer> => {
    const read = id === undefined ? undefined : await records.readAppointment(id);
    return read?.ok === true ? { ...silent, appointment: read.value } : silent;
  };

  return {
    ...records,
    can: { hold, pending: 'requested', cancel, reschedule: reschedule ?? 'atomic' },
    findAppointments: (search, signal) =>
      attempt(async () => {
        const { visitTypes = [], count } = search;
        const request = { method: 'GET', url: query('Slot', slotQuery(search)), signal } as const;
        const found = await findSlots(send, base, request, count, [], undefined, asOthersHaveIt);
        return visitTypes.length > 0 ? found : oncePerTime(found, base);
      }),
    readAppointment: holds.readAppointment,
    async listAppointments({ from = now() - 3650 * day, to = now() + 730 * day }) {
      // A period needs both of its ends, and the visits in it have to end in it, too.
      const list = await records.listAppointments({ from, to: to + day });
      if (!list.ok) return list;
      const appointments = list.value.appointments.filter(({ start }) => start < to);
      return ok({ ...list.value, appointments });
    },
    holdAppointment(time) {
      const version = versionOf(slotOf(time));
      // Without it two patients could keep one time.
      if (!hold || version === undefined) return cannot();
      return attempt(async () => {
        const slot = holds.slotOf(time);
        const { json, headers } = await send(slotPatch(slot, 'busy-tentative', version));
        const told = json === undefined ? headers.get('ETag') : undefined;
        const kept = /"(.+)"/.exec(told ?? '')?.[1] ?? (await readKept(slot));
        const appointment = holds.stand(time, 'pending');
        if (kept !== undefined) versions.set(appointment.id, kept);
        return { ...silent, appointment };
      });
    },
    extendHold: cannot,
    releaseHold({ appointment }) {
      const version = versions.get(appointment.id);
      if (version === undefined) return cannot();
      return attempt(async () => {
        await send(slotPatch(`Slot/${appointment.id}`, 'free', version));
        holds.forget(appointment);
        return silent;
      });
    },
    bookAppointment: ({ time, comment, replaces }) =>
      attempt(async () => {
        const slot = [{ reference: holds.slotOf(time) }];
        const moved = replaces?.status === 'cancelled' ? undefined : replaces;
        const answer = await send(
          moved === undefined
            ? creation(slot, comment, patient)
            : patch(moved, [{ op: 'replace', path: '/slot', value: slot }]),
        );
        if (answer.json !== undefined) return readChange(answer, time, base);
        const made = parseReference(answer.headers.get('Location'), base)?.split('/')[1];
        return readBack(moved?.id ?? made);
      }),
    cancelAppointment: (appointment, reason) =>
      cancel
        ? attempt(async () =>
            readCancelled(await send(patch(appointment, cancellation(reason))), appointment, base),
          )
        : cannot(),
    acceptsCancelling: () => Promise.resolve(cancel),
  };
};

function creation(
  slot: readonly object[],
  comment: string | undefined,
  patient: Reference,
): FhirRequest {
  const participant = [{ actor: { reference: patient }, status: 'accepted' }];
  return {
    method: 'POST',
    url: 'Appointment',
    body: {
      resourceType: 'Appointment',
      status: 'booked',
      slot,
      participant,
      ...(comment === undefined ? {} : { comment }),
    },
    changes: true,
  };
}

function cancellation(reason: CancelReason | undefined): readonly object[] {
  const status = { op: 'replace', path: '/status', value: 'cancelled' };
  // One code, of HL7's: those stand in groups, and the finest of them before the one that is Argonaut's.
  const coding = objects(reason && cancelReason(reason).coding).slice(-2, -1);
  return reason === undefined
    ? [status]
    : [status, { op: 'add', path: '/cancelationReason', value: { coding } }];
}

const patch = ({ id, versionId }: Appointment, operations: readonly object[]): FhirRequest =>
  jsonPatch(`Appointment/${id}`, operations, versionId);

/** A server without this change of Slots answers as one without an operation does. */
const slotPatch = (slot: Reference, value: string, version: string): FhirRequest => ({
  ...jsonPatch(slot, [{ op: 'replace', path: '/status', value }], version),
  operation: true,
});

const jsonPatch = (
  reference: Reference,
  body: readonly object[],
  ifMatch: string | undefined,
): FhirRequest => ({
  method: 'PATCH',
  url: reference,
  body,
  contentType: 'application/json-patch+json',
  ifMatch,
  changes: true,
});

const versionOf = ({ meta }: Json): string | undefined => text(object(meta).versionId);
