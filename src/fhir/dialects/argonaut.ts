import type {
  Appointment,
  Directory,
  Instant,
  Period,
  ProposedAppointment,
  Reference,
} from '../../scheduling/model.ts';
import type {
  ChangeAnswer,
  Clock,
  Ehr,
  FoundAppointments,
  RescheduleOrder,
  Search,
} from '../../scheduling/ports.ts';
import type { Cancelling } from '../cancelling.ts';
import { attempt, FhirError, unreadable } from '../errors.ts';
import { expectEnvelope, readPages } from '../pages.ts';
import type { PatchFormat } from '../patch.ts';
import { parseAppointment, parseStatus } from '../parse/appointment.ts';
import { parseContents } from '../parse/bundle.ts';
import { parseExpires } from '../parse/expires.ts';
import { Proposals } from '../parse/proposal.ts';
import { readRecords } from '../records.ts';
import { inSlices } from '../slices.ts';
import type { FhirAnswer, FhirRequest, Send } from '../request.ts';
import {
  bookParameters,
  findInputs,
  findParameters,
  findQuery,
  holdParameters,
} from './parameters.ts';

export interface DialectPorts {
  readonly send: Send;
  /** The FHIR base, without a slash at its end. */
  readonly base: string;
  /** `Patient/123`. */
  readonly patient: Reference;
  readonly now: Clock;
  readonly find: 'POST' | 'GET';
  readonly hold: boolean;
  readonly cancel: boolean;
  readonly reschedule: RescheduleOrder;
  /** `undefined`: as the server declares. */
  readonly patch: PatchFormat | undefined;
}

/** What a change was about. */
type Asked = Period & { readonly id: string | undefined };

/**
 * Argonaut Scheduling 1.0.0 (FHIR STU3): `$find`, `$hold` and `$book` on Appointment.
 *
 * `$hold` and `$book` are sent to the type and name the appointment inside (`appt-id`), although the guide
 * declares the instance level too. Their URLs so stay the same for every time, and one CORS preflight,
 * which browsers remember by URL, serves them all; the patient waits one round trip less at every step.
 */
export function argonautEhr(ports: DialectPorts): Ehr {
  const { send, base, patient, now } = ports;
  const change = async (request: FhirRequest, asked: Asked): Promise<ChangeAnswer> =>
    changeOf(await send({ ...request, changes: true }), asked, base, now());
  const hold = (time: Asked & { readonly resource: unknown }): ReturnType<Ehr['holdAppointment']> =>
    attempt(() => change(operation('hold', holdParameters(time)), time));

  let loading: Promise<Cancelling> | undefined;
  // Few patients cancel, and nobody does so first, so the code for it comes when it is needed.
  const cancelling = (): Promise<Cancelling> =>
    (loading ??= import('../cancelling.ts').then(
      ({ createCancelling }) => createCancelling(send, ports.patch),
      () => {
        loading = undefined;
        throw new FhirError({ kind: 'no-answer', timedOut: false, notices: [] });
      },
    ));
  const cancel: Ehr['cancelAppointment'] = (appointment, reason) =>
    attempt(async () =>
      cancelled(await (await cancelling()).cancel(appointment, reason), appointment, base),
    );

  return {
    ...readRecords(ports),
    can: { hold: ports.hold, cancel: ports.cancel, reschedule: ports.reschedule },
    findAppointments: (search, signal) => attempt(() => find(ports, search, signal)),
    holdAppointment: hold,
    extendHold: ({ appointment }) => hold(appointment),
    releaseHold: ({ appointment }) => cancel(appointment, undefined),
    bookAppointment: (booking) => {
      const asked = booking.hold?.appointment ?? booking.time;
      return attempt(() => change(operation('book', bookParameters(booking, patient)), asked));
    },
    readDirectory: () =>
      import('../directory.ts').then(
        ({ readDirectory }) => readDirectory(send, base),
        () => emptyDirectory,
      ),
    async acceptsCancelling() {
      if (!ports.cancel) return false;
      const accepted = await attempt(async () => (await cancelling()).accepts());
      // Nobody could tell, so it is offered, and the EHR has the last word.
      return !accepted.ok || accepted.value;
    },
    cancelAppointment: cancel,
  };
}

/** Where its code could not be fetched. */
const emptyDirectory: Directory = {
  services: [],
  roles: [],
  locations: [],
  calendars: undefined,
};

function operation(name: 'find' | 'hold' | 'book', body: unknown, query = ''): FhirRequest {
  return { method: 'POST', url: `Appointment/$${name}${query}`, body, operation: true };
}

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
      : operation('find', findParameters(inputs), count && `?${count}`);
  const pages = await readPages(send, base, { ...request, signal }, 'Appointment', search.count);
  const proposals = new Proposals(base);
  const appointments: ProposedAppointment[] = [];
  await inSlices(pages.resources, (resource) => {
    const time = proposals.parse(resource);
    if (time !== undefined) appointments.push(time);
  });
  return {
    appointments,
    // More than was asked for are all that there are: such a server knows no count.
    complete: pages.complete && pages.resources.length !== search.count,
    dropped: pages.broken + pages.resources.length - appointments.length,
    notices: pages.notices,
  };
}

/** An empty answer to a PATCH is a good one: servers need not return the resource (FHIR STU3, http, 2.21.0.5.2). */
function cancelled(answer: FhirAnswer, appointment: Appointment, base: string): ChangeAnswer {
  const nothing: ChangeAnswer = { appointment: undefined, notices: [], expires: undefined };
  return answer.json === undefined ? nothing : changeOf(answer, appointment, base, undefined);
}

/**
 * The answer to a change, read and not judged: a refusal is a 200 with a `cancelled` Appointment.
 * @throws {FhirError} `unreadable` where there is no word of the EHR in it at all
 */
function changeOf(
  { json, expires }: FhirAnswer,
  asked: Asked,
  base: string,
  now: Instant | undefined,
): ChangeAnswer {
  const { resources, notices } = parseContents(expectEnvelope(json, 'Appointment'));
  const found = resources.filter(({ resourceType }) => resourceType === 'Appointment');
  // A server may show a replaced appointment beside the new one.
  const told = found.find(({ status }) => parseStatus(status) !== 'cancelled') ?? found[0];
  const appointment = told && parseAppointment(told, base, asked);
  if (told !== undefined && appointment === undefined) throw unreadable('other-resource', notices);
  if (told === undefined && notices.length === 0) throw unreadable('empty');
  return {
    appointment,
    notices,
    expires: now === undefined ? undefined : parseExpires(expires, now),
  };
}
