import type { Appointment, CancelReason, Hold, Reference } from '../../scheduling/model.ts';
import type { Booking, ChangeAnswer, Ehr, Search } from '../../scheduling/ports.ts';
import { type Asked, cannot, readCancelled, readChange } from '../changes.ts';
import type { Dialect } from '../dialect.ts';
import { attempt, FhirError } from '../errors.ts';
import { findProposed } from '../finding.ts';
import { ownPatient } from '../own-patient.ts';
import { writeInstant } from '../parse/instant.ts';
import { readRecords } from '../records.ts';
import type { FhirRequest } from '../request.ts';
import { cancelled, moved, requested } from './ihe-appointment.ts';
import { type Inputs, parametersOf, references, tokens } from './inputs.ts';

/** In what a guide that builds on IHE's differs from it. */
export interface Variant {
  /** Under what name `$book` takes an Appointment. */
  readonly appointment: 'appointment-resource' | 'appointment';
  /** Whether that is all that it takes, and nothing is held: no id, no Patient, no words but those in it. */
  readonly alone: boolean;
  /** The inputs of `$find`; all of IHE's unless said. */
  readonly finds?: readonly string[];
}

/** IHE ITI Scheduling 1.0.0 (FHIR R4): `$find`, `$hold` and `$book` on Appointment. */
export const ihe: Dialect = iheLike({ appointment: 'appointment-resource', alone: false });

/**
 * `$book` does everything (ITI-117): the status of the Appointment that it is given says whether a visit is to be
 * booked (`pending`), changed (`booked`) or cancelled (`cancelled`). A changed visit has the id that it had. No
 * version is asked for, so that nothing tells the EHR which one the patient saw: the domain reads it just before.
 */
export function iheLike({ appointment: whole, alone, finds }: Variant): Dialect {
  return (ports) => {
    const { send, base, patient, now } = ports;
    const records = readRecords(ports);
    const holds = ports.hold && !alone;

    const own = ownPatient(ports);

    const change = async (
      name: 'hold' | 'book',
      inputs: Inputs,
      asked: Asked,
    ): Promise<ChangeAnswer> =>
      readChange(await send({ ...operation(name, inputs), changes: true }), asked, base, now());

    const cancel = (visit: Appointment, reason?: CancelReason): ReturnType<Ehr['releaseHold']> =>
      attempt(async () => {
        const inputs = { [whole]: [{ resource: cancelled(visit.resource, reason) }] };
        const answer = await send({ ...operation('book', inputs), changes: true });
        return readCancelled(answer, visit, base);
      });

    /**
     * While a time is held the EHR refuses it to everybody (ITI-116), and a change does not say that it is for
     * whoever holds it. Where nobody can tell whether the hold is gone, nothing is changed.
     */
    const letGo = async ({ appointment: { id } }: Hold): Promise<void> => {
      const read = await records.readAppointment(id);
      const gone = read.ok && read.value.status === 'pending' ? await cancel(read.value) : read;
      if (gone.ok || gone.failure.kind === 'not-found' || gone.failure.kind === 'conflict') return;
      throw new FhirError(gone.failure);
    };

    const book = async ({ time, hold, comment = '', replaces }: Booking): Promise<ChangeAnswer> => {
      const words = comment === '' || alone ? [] : [{ valueString: comment }];
      const said = alone ? comment : '';
      if (replaces !== undefined && replaces.status !== 'cancelled') {
        if (hold !== undefined) await letGo(hold);
        const resource = moved(replaces.resource, time.resource, { patient, base, comment: said });
        const asked = { id: replaces.id, start: time.start, end: time.end };
        return change('book', { [whole]: [{ resource }], comment: words }, asked);
      }
      const chosen = hold?.appointment ?? time;
      const resource = requested(chosen.resource, { patient, base, comment: said });
      if (alone) return change('book', { [whole]: [{ resource }] }, chosen);
      const inputs = {
        ...(chosen.id === undefined
          ? { [whole]: [{ resource }] }
          : { 'appointment-reference': references([`Appointment/${chosen.id}`]) }),
        // There is no input that only refers to the patient.
        'patient-resource': [{ resource: await own.record() }],
        comment: words,
      };
      return change('book', inputs, chosen);
    };

    return {
      ...records,
      can: {
        hold: holds,
        pending: holds ? 'held' : 'requested',
        cancel: ports.cancel,
        reschedule: ports.reschedule ?? 'atomic',
      },
      readPatient: own.readPatient,
      findAppointments: (search, signal) =>
        attempt(() => {
          const request = operation('find', findInputs(search, patient, finds), search.count);
          return findProposed(send, base, { ...request, signal }, search.count);
        }),
      holdAppointment(time) {
        const { id } = time;
        if (!holds || id === undefined) return cannot();
        const inputs = { 'appointment-reference': references([`Appointment/${id}`]) };
        return attempt(() => change('hold', inputs, time));
      },
      // Only what `$find` proposes can be held.
      extendHold: cannot,
      releaseHold: holds ? ({ appointment }) => cancel(appointment) : cannot,
      bookAppointment: (booking) => attempt(() => book(booking)),
      acceptsCancelling: () => Promise.resolve(ports.cancel),
      cancelAppointment: ports.cancel ? cancel : cannot,
    };
  };
}

/** To the type, as the guide has it. The count is all that stands in the URL, which so has one remembered preflight. */
function operation(name: 'find' | 'hold' | 'book', inputs: Inputs, count?: number): FhirRequest {
  const query = count === undefined ? '' : `?_count=${String(count)}`;
  return {
    method: 'POST',
    url: `Appointment/$${name}${query}`,
    body: parametersOf(inputs),
    operation: true,
  };
}

function findInputs(
  search: Search,
  patient: Reference,
  finds: readonly string[] | undefined,
): Inputs {
  const inputs: Inputs = {
    start: [{ valueDateTime: writeInstant(search.start) }],
    end: [{ valueDateTime: writeInstant(search.end) }],
    specialty: tokens(search.specialties),
    'visit-type': tokens(search.visitTypes),
    practitioner: references(search.practitioners),
    organization: references(search.organizations),
    'location-string': (search.places ?? []).map((valueString) => ({ valueString })),
    'location-reference': references(search.locations),
    'patient-reference': references([patient]),
    reason: tokens(search.reasons),
  };
  return finds === undefined
    ? inputs
    : Object.fromEntries(Object.entries(inputs).filter(([name]) => finds.includes(name)));
}
