import type { ChangeAnswer, Ehr, FoundAppointments, Search } from '../../scheduling/ports.ts';
import { type Asked, readChange } from '../changes.ts';
import type { Dialect, DialectPorts } from '../dialect.ts';
import { attempt, FhirError } from '../errors.ts';
import { findProposed } from '../finding.ts';
import { operation } from '../operation.ts';
import { patchCancelling } from '../patching.ts';
import type { createPrefetch } from '../prefetch.ts';
import { readRecords } from '../records.ts';
import type { FhirRequest } from '../request.ts';
import {
  bookParameters,
  findInputs,
  findParameters,
  findQuery,
  holdParameters,
} from './parameters.ts';

type Prefetch = ReturnType<typeof createPrefetch>;

/**
 * Argonaut Scheduling 1.0.0 (FHIR STU3): `$find`, `$hold` and `$book` on Appointment.
 *
 * `$hold` and `$book` are sent to the type and name the appointment inside (`appt-id`), although the guide
 * declares the instance level too. Their URLs so stay the same for every time, and one CORS preflight,
 * which browsers remember by URL, serves them all; the patient waits one round trip less at every step.
 */
export const argonaut: Dialect = (ports) => {
  const { send, base, patient, now } = ports;
  const change = async (request: FhirRequest, asked: Asked): Promise<ChangeAnswer> =>
    readChange(await send({ ...request, changes: true }), asked, base, now());
  const hold = (time: Asked & { readonly resource: unknown }): ReturnType<Ehr['holdAppointment']> =>
    attempt(() => change(operation('$hold', holdParameters(time)), time));

  const patching = patchCancelling(ports);
  let prefetch: Promise<Prefetch> | undefined;
  // Few EHRs want it so, and the others do not pay for it.
  const prefetching = (): Promise<Prefetch> =>
    (prefetch ??= import('../prefetch.ts').then(
      ({ createPrefetch }) => createPrefetch(ports),
      () => {
        prefetch = undefined;
        throw new FhirError({ kind: 'no-answer', timedOut: false, notices: [] });
      },
    ));

  return {
    ...readRecords(ports),
    ...patching,
    can: {
      hold: ports.hold,
      pending: ports.hold ? 'held' : 'requested',
      cancel: ports.cancel,
      reschedule: ports.reschedule ?? 'book-first',
    },
    findAppointments: (search, signal) =>
      attempt(async () =>
        ports.find === 'prefetch'
          ? (await prefetching())(search, signal)
          : find(ports, search, signal),
      ),
    holdAppointment: hold,
    extendHold: ({ appointment }) => hold(appointment),
    releaseHold: ({ appointment }) => patching.cancelAppointment(appointment, undefined),
    bookAppointment: (booking) => {
      const asked = booking.hold?.appointment ?? booking.time;
      return attempt(() => change(operation('$book', bookParameters(booking, patient)), asked));
    },
  };
};

async function find(
  { send, base, patient, find: method }: DialectPorts,
  search: Search,
  signal: AbortSignal | undefined,
): Promise<FoundAppointments> {
  const inputs = findInputs(search, patient);
  // The count stands in the query even of a POST (Argonaut Scheduling 1.0.0, Appointment $find). It is the
  // only thing there, so that searches of one count share one URL and with it one remembered preflight.
  const count = search.count === undefined ? '' : `_count=${String(search.count)}`;
  const request: FhirRequest =
    method === 'GET'
      ? {
          method,
          url: `Appointment/$find?${[findQuery(inputs), count].filter(Boolean).join('&')}`,
          operation: true,
        }
      : operation(`$find${count && `?${count}`}`, findParameters(inputs));
  return findProposed(send, base, { ...request, signal }, search.count);
}
