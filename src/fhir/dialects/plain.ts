import type { Appointment, CancelReason, Reference } from '../../scheduling/model.ts';
import type { Booking, FoundAppointments, Search } from '../../scheduling/ports.ts';
import { cancelReason } from '../cancel-reason.ts';
import { cannot, readCancelled, readChange, silent } from '../changes.ts';
import type { Dialect } from '../dialect.ts';
import { attempt } from '../errors.ts';
import { writeInstant } from '../parse/instant.ts';
import { isObject, type Json, object, objects } from '../parse/json.ts';
import { parseReference } from '../parse/reference.ts';
import { type Declared, patchFormatOf } from '../patch-format.ts';
import { query, readRecords, readResource, type SearchPair } from '../records.ts';
import type { FhirRequest } from '../request.ts';
import { findSlots, preferring, slotOf } from '../slots.ts';
import { soonest } from '../soonest.ts';
import { creation, entriesOf, madeIn, transact, update, versionOf } from './transaction.ts';

/** Where a version of FHIR has room for the reason in an Appointment that is cancelled. */
type Why = (reason: CancelReason, appointment: Json) => Json;

/**
 * FHIR without any guide, as on HAPI: Slots are searched, and a visit is booked, moved or cancelled by one transaction
 * that changes its Slots along with it. Each Slot is changed in the version that was read, so that two patients
 * cannot have one: servers refuse any other with 412 or, as HAPI does, with 409.
 */
const plainly =
  (why: Why): Dialect =>
  (ports) => {
    const { send, base, patient, cancel, reschedule, patch } = ports;
    const records = readRecords(ports);
    const declared = patchFormatOf(send, patch);

    /** The Slots that a visit takes, given back. What cannot be read is left as it is. */
    const freed = async ({ resource }: Appointment): Promise<readonly Json[]> => {
      const slots = objects(object(resource).slot).flatMap(
        ({ reference }) => parseReference(reference, base) ?? [],
      );
      const read = await Promise.all(
        slots.map((slot) => attempt(() => readResource(send, 'Slot', slot))),
      );
      return read.flatMap((slot) =>
        slot.ok && slot.value.status === 'busy'
          ? [update({ ...slot.value, status: 'free' }, base)]
          : [],
      );
    };
    const endOf = ({ resource }: Appointment, reason?: CancelReason): Json => ({
      status: 'cancelled',
      ...(reason === undefined ? {} : why(reason, object(resource))),
    });
    const ended = (visit: Appointment, end: Json): Json =>
      update({ ...object(visit.resource), ...end }, base);

    return {
      ...records,
      // A Slot could be made `busy-tentative`, but nobody would ever end that where the patient just leaves.
      can: { hold: false, pending: 'requested', cancel, reschedule: reschedule ?? 'atomic' },
      findAppointments: (search, signal) =>
        attempt(async () => {
          const request = { method: 'GET', url: query('Slot', slotQuery(search)), signal } as const;
          const ask = (count: number | undefined): Promise<FoundAppointments> =>
            findSlots(send, base, request, count, [], undefined, preferring(search.visitTypes));
          return soonest(ask, search.count);
        }),
      holdAppointment: cannot,
      extendHold: cannot,
      releaseHold: cannot,
      async bookAppointment(booking) {
        const { time, replaces } = booking;
        const slot = slotOf(time);
        // Without its version there would be nothing to keep two patients from booking one Slot.
        if (versionOf(slot) === undefined) return cannot();
        const old = replaces?.status === 'cancelled' ? undefined : replaces;
        return attempt(async () => {
          const entries = [
            ...(old === undefined ? [] : [ended(old, endOf(old)), ...(await freed(old))]),
            update({ ...slot, status: 'busy' }, base),
            creation(appointmentOf(booking, patient)),
          ];
          const answer = await transact(send, base, entries);
          if (answer.json === undefined) return silent;
          const made = entriesOf(answer)[entries.length - 1];
          if (made === undefined || isObject(made.resource)) return readChange(answer, time, base);
          const id = madeIn(made, base)?.split('/')[1];
          const read = id === undefined ? undefined : await records.readAppointment(id);
          return read?.ok === true ? { ...silent, appointment: read.value } : silent;
        });
      },
      cancelAppointment: (visit, reason) =>
        cancel
          ? attempt(async () => {
              const end = endOf(visit, reason);
              const slots = await freed(visit);
              if (slots.length > 0) {
                await transact(send, base, [ended(visit, end), ...slots]);
                return silent;
              }
              const request = alone(visit, end, await declared());
              return readCancelled(await send(request), visit, base);
            })
          : cannot(),
      acceptsCancelling: () => Promise.resolve(cancel),
    };
  };

/** R4 and what is like it. */
export const plain: Dialect = plainly((reason) => ({ cancelationReason: cancelReason(reason) }));

/** STU3 has no element for the reason, so that it is told in the extension that Argonaut made for it. */
export const plainStu3: Dialect = plainly((reason, { extension }) => {
  const url =
    'http://fhir.org/guides/argonaut-scheduling/StructureDefinition/extension-status-reason';
  const others = objects(extension).filter((each) => each.url !== url);
  return { extension: [...others, { url, valueCodeableConcept: cancelReason(reason) }] };
});

/**
 * Slots say least of themselves: whose they are and mostly what for is told by their Schedule, which not every
 * server can look through. So only clinicians are asked for, whom every Schedule names.
 */
function slotQuery({ start, end, practitioners = [], count }: Search): readonly SearchPair[] {
  const pairs: readonly SearchPair[] = [
    ['status', 'free'],
    ['start', `ge${writeInstant(start)}`],
    ['start', `lt${writeInstant(end + 999)}`],
    ['schedule.actor', practitioners.join(',')],
    ['_include', 'Slot:schedule'],
    ['_sort', 'start'],
    ['_count', count === undefined ? '' : String(count)],
  ];
  return pairs.filter(([, value]) => value !== '');
}

function appointmentOf({ time, comment }: Booking, patient: Reference): Json {
  const { contained: _, serviceType, participant, ...proposed } = object(time.resource);
  const [kind] = objects(serviceType);
  return {
    ...proposed,
    status: 'booked',
    ...(kind === undefined ? {} : { serviceType: [kind] }),
    ...(comment === undefined ? {} : { comment }),
    participant: [...objects(participant), { actor: { reference: patient } }].map((part) => ({
      ...part,
      status: 'accepted',
    })),
  };
}

/** Where there is no Slot to give back. A whole resource can be written to any server that cannot be patched. */
function alone({ id, versionId, resource }: Appointment, end: Json, format: Declared): FhirRequest {
  const before = object(resource);
  const change = { url: `Appointment/${id}`, ifMatch: versionId, changes: true };
  if (format !== 'json') return { ...change, method: 'PUT', body: { ...before, ...end } };
  return {
    ...change,
    method: 'PATCH',
    contentType: 'application/json-patch+json',
    body: Object.entries(end).map(([name, value]) => ({
      op: name in before ? 'replace' : 'add',
      path: `/${name}`,
      value,
    })),
  };
}
