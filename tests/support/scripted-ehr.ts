import type { EhrFailure } from '../../src/scheduling/failure.ts';
import type {
  Appointment,
  Directory,
  Instant,
  Notice,
  ProposedAppointment,
} from '../../src/scheduling/model.ts';
import type {
  AppointmentList,
  ChangeAnswer,
  Ehr,
  EhrCapabilities,
  FoundAppointments,
} from '../../src/scheduling/ports.ts';
import { err, ok, type Result } from '../../src/scheduling/result.ts';
import { drChen, eastClinic, maya } from './fixtures.ts';

/** An EHR that can do all that Argonaut describes. */
export const usualCapabilities: EhrCapabilities = {
  hold: true,
  pending: 'held',
  cancel: true,
  reschedule: 'book-first',
};

/** The directory of an EHR that has none. */
export const noDirectory: Directory = {
  services: [],
  roles: [],
  locations: [],
  calendars: undefined,
};

type Operation = Exclude<keyof Ehr, 'can'>;
type Answer<Name extends Operation> = Awaited<ReturnType<Ehr[Name]>>;

/** What the EHR says next: an answer, one that is still on its way, or one that depends on the question. */
export type Reply<Name extends Operation> =
  | Answer<Name>
  | Promise<Answer<Name>>
  | ((...asked: Parameters<Ehr[Name]>) => Answer<Name> | Promise<Answer<Name>>);

/** An operation of the EHR that says what it is told to, and remembers what it was asked. */
export type Scripted<Name extends Operation> = ((
  ...asked: Parameters<Ehr[Name]>
) => Promise<Answer<Name>>) & {
  /** The arguments of every call, in order. */
  readonly calls: Parameters<Ehr[Name]>[];
  /** Replaces the script: one reply a call, the last one for ever. */
  readonly answers: (...replies: readonly [Reply<Name>, ...Reply<Name>[]]) => void;
};

export type ScriptedEhr = { readonly [Name in Operation]: Scripted<Name> } & {
  readonly can: EhrCapabilities;
  /** The names of all operations that were called, in order. */
  readonly log: readonly Operation[];
};

/**
 * An EHR that gives one scripted reply after the other. Unscripted, it is a quiet clinic: Maya Lopez has
 * nothing booked, no time is open, and what she asks to hold or to book is hers.
 */
export function scriptedEhr(less: Partial<EhrCapabilities> = {}): ScriptedEhr {
  const can: EhrCapabilities = {
    ...usualCapabilities,
    pending: less.hold === false ? 'requested' : 'held',
    ...less,
  };
  const log: Operation[] = [];
  /** The appointments of its answers to changes, as they were shown last. */
  const known = new Map<string, Appointment>();
  const scripted = <Name extends Operation>(name: Name, usual: Reply<Name>): Scripted<Name> => {
    let script: readonly Reply<Name>[] = [usual];
    const calls: Parameters<Ehr[Name]>[] = [];
    const operation = async (...asked: Parameters<Ehr[Name]>): Promise<Answer<Name>> => {
      log.push(name);
      calls.push(asked);
      const [reply = usual, ...rest] = script;
      if (rest.length > 0) script = rest;
      const answer = await (typeof reply === 'function' ? reply(...asked) : reply);
      const shown = appointmentIn(answer);
      if (shown !== undefined) known.set(shown.id, shown);
      return answer;
    };
    return Object.assign(operation, {
      calls,
      answers: (...replies: readonly Reply<Name>[]) => {
        script = replies;
      },
    });
  };
  return {
    can,
    log,
    findAppointments: scripted('findAppointments', found([])),
    readPatient: scripted('readPatient', ok(maya)),
    listAppointments: scripted('listAppointments', listed([])),
    readAppointment: scripted('readAppointment', (id) => {
      const shown = known.get(id);
      return shown === undefined ? failed('not-found') : ok(shown);
    }),
    listCoverages: scripted('listCoverages', ok([])),
    readLocation: scripted('readLocation', ok(eastClinic)),
    readPractitioner: scripted('readPractitioner', (reference) =>
      ok({ reference, name: drChen.display }),
    ),
    readDirectory: scripted('readDirectory', noDirectory),
    holdAppointment: scripted('holdAppointment', (time) => changed(madeOf(time, 'pending'))),
    extendHold: scripted('extendHold', ({ appointment }) => changed(appointment)),
    releaseHold: scripted('releaseHold', ({ appointment }) =>
      changed({ ...appointment, status: 'cancelled' }),
    ),
    bookAppointment: scripted('bookAppointment', ({ time, hold, comment }) => {
      const booked = madeOf(time, 'booked', { comment });
      return changed(hold === undefined ? booked : { ...booked, id: hold.appointment.id });
    }),
    acceptsCancelling: scripted('acceptsCancelling', true),
    cancelAppointment: scripted('cancelAppointment', (appointment) =>
      changed({ ...appointment, status: 'cancelled' }),
    ),
  };
}

/** The appointment that an answer to a change shows. */
function appointmentIn(answer: unknown): Appointment | undefined {
  const { value } = answer as { value?: Partial<ChangeAnswer> };
  return value?.notices === undefined ? undefined : value.appointment;
}

/** The appointment that an EHR makes of an open time for Maya. */
export function madeOf(
  time: ProposedAppointment,
  status: Appointment['status'],
  more: Partial<Appointment> = {},
): Appointment {
  const { key, ...facts } = time;
  return {
    ...facts,
    id: `${status}-${key}`,
    patients: ['Patient/maya'],
    versionId: '1',
    status,
    comment: undefined,
    changedAt: undefined,
    cancellation: undefined,
    ...more,
  };
}

export const found = (
  appointments: readonly ProposedAppointment[],
  more: Partial<FoundAppointments> = {},
): Result<FoundAppointments, EhrFailure> =>
  ok({ appointments, complete: true, dropped: 0, notices: [], ...more });

export const listed = (
  appointments: readonly Appointment[],
  complete = true,
): Result<AppointmentList, EhrFailure> => ok({ appointments, complete });

export const changed = (
  appointment: Appointment | undefined,
  notices: readonly Notice[] = [],
  expires?: Instant,
): Result<ChangeAnswer, EhrFailure> => ok({ appointment, notices, expires });

/** A failure of that kind, with what else the kind needs. */
export function failed(
  kind: EhrFailure['kind'],
  notices: readonly Notice[] = [],
): { readonly ok: false; readonly failure: EhrFailure } {
  switch (kind) {
    case 'no-answer':
      return err({ kind, timedOut: true, notices });
    case 'too-busy':
      return err({ kind, retryAfterSeconds: 30, notices });
    case 'unreadable':
      return err({ kind, what: 'html', notices });
    default:
      return err({ kind, notices });
  }
}

/** An answer that comes when the test says so. */
export function onItsWay<Value>(): {
  readonly promise: Promise<Result<Value, EhrFailure>>;
  readonly arrive: (answer: Result<Value, EhrFailure>) => void;
} {
  let arrive: (answer: Result<Value, EhrFailure>) => void = () => undefined;
  const promise = new Promise<Result<Value, EhrFailure>>((resolve) => {
    arrive = resolve;
  });
  return { promise, arrive };
}

/** After everything that could go on without a new answer has gone on. */
export const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
