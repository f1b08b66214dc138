import type { Directory, ProposedAppointment, Service } from '../../src/scheduling/model.ts';
import { err, ok } from '../../src/scheduling/result.ts';
import {
  day,
  failure,
  mainStreet,
  noAnswer,
  openTime,
  type Script,
  today,
  tuesday920,
  usualTimes,
  visit,
} from '../../tests/support/fake-ehr.ts';
import { intentionOf, testJournal } from '../../tests/support/journal.ts';
import type { Clinic } from './clinic.ts';

const minute = 60_000;

/** The visit ahead that states cancel and move. */
export const old = visit({ id: 'old', start: tuesday920 - 10 * day });
export const booked = visit({ id: 'new', visitType: 'Office visit' });
export const cancelled = visit({
  id: 'old',
  start: tuesday920 - 10 * day,
  status: 'cancelled',
  changedAt: today,
  cancellation: { by: 'clinic', reason: 'The clinician is away.' },
});
/** A time that the EHR keeps, and that nobody has booked. */
export const kept = visit({ id: 'kept', status: 'pending' });

/** A clinic of which nobody can say what hour it is there. */
export const withoutZone: Clinic = {
  places: { locations: {}, timeZone: undefined },
  script: { readLocation: () => Promise.resolve(err(failure('not-found'))) },
};

export const video = openTime({ venue: 'video', start: tuesday920 + day });
export const away = openTime({
  elsewhere: { url: 'https://booking.larkspur.example/times', phone: '(555) 010-0140' },
});
export const awayByPhone = openTime({ elsewhere: { url: undefined, phone: '(555) 010-0140' } });
export const awaySomewhere = openTime({ elsewhere: { url: undefined, phone: undefined } });

/** A visit at the very time that is on offer. */
export const atTheSameTime: Clinic = {
  script: {
    listAppointments: () =>
      Promise.resolve(
        ok({
          appointments: [
            visit({ practitioners: [{ reference: undefined, display: 'Dr. Marguerite Okafor' }] }),
          ],
          complete: true,
        }),
      ),
  },
};

/** Answers to every search with these. */
export const finds =
  (appointments: readonly ProposedAppointment[], complete = true): Script['findAppointments'] =>
  () =>
    Promise.resolve(ok({ appointments, complete, dropped: 0, notices: [] }));

/** So many times a day, for some days. */
export const manyTimes = (days: number, each: number): readonly ProposedAppointment[] =>
  Array.from({ length: days * each }, (_, nth) =>
    openTime({ start: tuesday920 + Math.floor(nth / each) * day + (nth % each) * 5 * minute }),
  );

export const unread: Partial<Script> = {
  listAppointments: () => Promise.resolve(err(noAnswer)),
  readAppointment: () => Promise.resolve(err(noAnswer)),
};

/** What a page that was lost has left in the journal. */
export const left = (kind: Parameters<typeof intentionOf>[0]) =>
  testJournal(
    intentionOf(kind, kind === 'hold' ? 'held' : 'sent', openTime(), {
      startedAt: today - minute,
      appointment: 'mine',
      ...(kind === 'reschedule' ? { replaces: old.id } : {}),
    }),
  );

const code = (name: string, display: string) => ({ system: 'urn:codes', code: name, display });
const service = (id: string, name: string, more: Partial<Service>): Service => ({
  id,
  name,
  about: undefined,
  specialties: [],
  visitTypes: [],
  locations: [],
  phone: undefined,
  needsAppointment: true,
  ...more,
});

const directory: Directory = {
  services: [
    service('heart', 'Heart care', {
      specialties: [code('heart', 'Heart')],
      visitTypes: [code('check-up', 'Check-up')],
    }),
    service('skin', 'Skin care', {
      specialties: [code('skin', 'Skin')],
      about: 'Moles and rashes.',
    }),
    service('eyes', 'Eye care', { specialties: [code('eyes', 'Eyes')] }),
    service('surgery', 'Heart surgery', {
      about: 'A surgeon reads your records first.',
      phone: '(555) 010-0171',
    }),
    service('flu', 'Flu shots', { needsAppointment: false, about: 'Come at any time.' }),
  ],
  roles: [],
  locations: [mainStreet],
  calendars: undefined,
};

/** Heart care has times, skin care has none, and of eye care nobody can say. */
export const withMenu: Clinic = {
  script: {
    readDirectory: () => Promise.resolve(directory),
    findAppointments: ({ specialties = [] }) => {
      const [asked] = specialties;
      if (asked?.code === 'eyes') return Promise.resolve(err(failure('server-error')));
      const appointments = asked?.code === 'skin' ? [] : usualTimes;
      return Promise.resolve(ok({ appointments, complete: true, dropped: 0, notices: [] }));
    },
  },
};
