import type { EhrFailure } from '../../src/scheduling/failure.ts';
import type {
  Appointment,
  Coverage,
  Location,
  Patient,
  ProposedAppointment,
} from '../../src/scheduling/model.ts';
import type { ChangeAnswer, Ehr, EhrCapabilities } from '../../src/scheduling/ports.ts';
import { err, ok, type Result } from '../../src/scheduling/result.ts';

/** The methods of the port, without its constants. */
type Methods = Omit<Ehr, 'can'>;
/** What a method is to answer: anything with its own parameters and result. */
export type Script = { [Method in keyof Methods]: Methods[Method] };

export interface Call {
  readonly method: keyof Methods;
  readonly with: readonly unknown[];
}

export interface FakeEhr extends Ehr {
  /** All that reached the EHR, in order. */
  readonly calls: readonly Call[];
  callsOf(method: keyof Methods): readonly Call[];
  /** Changes what is answered from now on. */
  answer(script: Partial<Script>): void;
}

/** 1 February 2027, 10:00 in New York: before the clocks change. */
export const today = Date.UTC(2027, 1, 1, 15, 0);
/** Tuesday, March 2, 2027, 9:20 AM in New York. */
export const tuesday920 = Date.UTC(2027, 2, 2, 14, 20);
const minute = 60_000;
export const day = 24 * 60 * minute;

export const maria: Patient = {
  id: 'maria',
  name: 'Maria Alvarez',
  birthDate: '1951-04-02',
  phone: '(555) 010-0123',
  email: 'maria@example.com',
  languages: ['en'],
  generalPractitioners: [{ reference: 'Practitioner/yee', display: 'Dr. Yee' }],
};

export const mainStreet: Location = {
  reference: 'Location/main-street',
  name: 'Main Street Clinic',
  address: ['12 Main Street', 'Portland, ME 04101'],
  phone: '(555) 010-0140',
  timeZone: 'America/New_York',
};

export const plan: Coverage = {
  id: 'plan',
  plan: 'Harbor Health Silver',
  payer: 'Harbor Health',
  status: 'active',
  start: '2026-01-01',
  end: '2027-12-31',
};

/** An open time with Dr. Yee; what is given replaces what is usual. */
export function openTime(given: Partial<ProposedAppointment> = {}): ProposedAppointment {
  const start = given.start ?? tuesday920;
  const key = given.key ?? `time-${String(start)}-${given.practitioners?.[0]?.reference ?? 'yee'}`;
  return {
    key,
    id: key,
    start,
    end: start + 20 * minute,
    writtenOffset: undefined,
    patients: [],
    practitioners: [{ reference: 'Practitioner/yee', display: 'Dr. Yee' }],
    locations: [{ reference: mainStreet.reference, display: 'Main Street Clinic' }],
    venue: 'in-person',
    visitType: undefined,
    visitTypeCodes: [],
    specialties: [],
    resource: {},
    ...given,
  };
}

/** One of Maria's appointments. */
export function visit(given: Partial<Appointment> = {}): Appointment {
  const { key, id, ...facts } = openTime(given);
  return {
    ...facts,
    id: id ?? key,
    versionId: '1',
    status: 'booked',
    comment: undefined,
    changedAt: undefined,
    cancellation: undefined,
    patients: ['Patient/maria'],
    ...given,
  };
}

/** What a hold and a booking of this time look like in the EHR. */
export const answerFor = (
  time: ProposedAppointment,
  status: Appointment['status'],
  expires?: number,
): ChangeAnswer => ({
  appointment: visit({ ...time, id: time.id ?? 'new', status, patients: ['Patient/maria'] }),
  notices: [],
  expires,
});

export const failure = (
  kind: Exclude<EhrFailure['kind'], 'no-answer' | 'too-busy' | 'unreadable'>,
): EhrFailure => ({
  kind,
  notices: [],
});
export const noAnswer: EhrFailure = { kind: 'no-answer', timedOut: false, notices: [] };

/** Four times with Dr. Yee and two sooner ones with others. */
export const usualTimes: readonly ProposedAppointment[] = [
  openTime({
    start: tuesday920 - 2 * day,
    practitioners: [{ reference: 'Practitioner/okafor', display: 'Dr. Okafor' }],
  }),
  openTime({
    start: tuesday920 - day,
    practitioners: [{ reference: 'Practitioner/lind', display: 'Dr. Lind' }],
    venue: 'video',
  }),
  openTime(),
  openTime({ start: tuesday920 + 20 * minute }),
  openTime({ start: tuesday920 + 230 * minute }),
  openTime({ start: tuesday920 + day }),
];

const usual: Script = {
  findAppointments: ({ start, end, practitioners }) =>
    Promise.resolve(
      ok({
        appointments: usualTimes.filter(
          (time) =>
            time.start >= start &&
            time.start < end &&
            (practitioners === undefined ||
              practitioners.length === 0 ||
              practitioners.includes(time.practitioners[0]?.reference ?? '')),
        ),
        complete: true,
        dropped: 0,
        notices: [],
      }),
    ),
  readPatient: () => Promise.resolve(ok(maria)),
  listAppointments: () => Promise.resolve(ok({ appointments: [], complete: true })),
  readAppointment: () => Promise.resolve(err(failure('not-found'))),
  listCoverages: () => Promise.resolve(ok([plan])),
  readLocation: () => Promise.resolve(ok(mainStreet)),
  readPractitioner: (reference) => Promise.resolve(ok({ reference, name: 'Dr. Yee' })),
  readDirectory: () =>
    Promise.resolve({ services: [], roles: [], locations: [], calendars: undefined }),
  holdAppointment: (time) => Promise.resolve(ok(answerFor(time, 'pending', today + 10 * minute))),
  extendHold: ({ appointment, until }) =>
    Promise.resolve(ok({ appointment, notices: [], expires: (until ?? today) + 10 * minute })),
  releaseHold: ({ appointment }) =>
    Promise.resolve(
      ok({ appointment: { ...appointment, status: 'cancelled' }, notices: [], expires: undefined }),
    ),
  bookAppointment: ({ time }) => Promise.resolve(ok(answerFor(time, 'booked'))),
  acceptsCancelling: () => Promise.resolve(true),
  cancelAppointment: (appointment) =>
    Promise.resolve(
      ok({ appointment: { ...appointment, status: 'cancelled' }, notices: [], expires: undefined }),
    ),
};

const isChange = (method: keyof Methods): boolean =>
  ['holdAppointment', 'extendHold', 'releaseHold', 'bookAppointment', 'cancelAppointment'].includes(
    method,
  );

/** An EHR that answers from a script and keeps a record of what it was asked. */
export function fakeEhr(
  script: Partial<Script> = {},
  less: Partial<EhrCapabilities> = {},
): FakeEhr {
  const can: EhrCapabilities = {
    hold: true,
    pending: less.hold === false ? 'requested' : 'held',
    cancel: true,
    reschedule: 'book-first',
    ...less,
  };
  const calls: Call[] = [];
  /** What its answers to changes showed last, so that it can be read. */
  const known = new Map<string, Appointment>();
  const remember = (answer: unknown): void => {
    const { appointment } = (answer as { value?: ChangeAnswer }).value ?? {};
    if (appointment !== undefined) known.set(appointment.id, appointment);
  };
  let answers: Script = {
    ...usual,
    readAppointment: (id) => {
      const shown = known.get(id);
      return Promise.resolve(shown === undefined ? err(failure('not-found')) : ok(shown));
    },
    ...script,
  };
  const told = <Method extends keyof Methods>(method: Method): Methods[Method] =>
    ((...given: readonly unknown[]) => {
      calls.push({ method, with: given });
      const answer = (answers[method] as (...given: readonly unknown[]) => Promise<unknown>)(
        ...given,
      );
      if (isChange(method)) void answer.then(remember, () => undefined);
      return answer;
    }) as Methods[Method];
  return {
    can,
    calls,
    callsOf: (method) => calls.filter((call) => call.method === method),
    answer(more) {
      answers = { ...answers, ...more };
    },
    findAppointments: told('findAppointments'),
    readPatient: told('readPatient'),
    listAppointments: told('listAppointments'),
    readAppointment: told('readAppointment'),
    listCoverages: told('listCoverages'),
    readLocation: told('readLocation'),
    readPractitioner: told('readPractitioner'),
    readDirectory: told('readDirectory'),
    holdAppointment: told('holdAppointment'),
    extendHold: told('extendHold'),
    releaseHold: told('releaseHold'),
    bookAppointment: told('bookAppointment'),
    acceptsCancelling: told('acceptsCancelling'),
    cancelAppointment: told('cancelAppointment'),
  };
}

/** An answer that comes when the test says so. */
export function awaited<Value, Failure>(): {
  readonly answer: Promise<Result<Value, Failure>>;
  readonly give: (result: Result<Value, Failure>) => void;
} {
  let give: (result: Result<Value, Failure>) => void = () => undefined;
  const answer = new Promise<Result<Value, Failure>>((resolve) => {
    give = resolve;
  });
  return { answer, give };
}
