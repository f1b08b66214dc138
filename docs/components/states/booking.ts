import TakeAlong from '../../../src/ui/afterwards/TakeAlong.svelte';
import AwaitingYes from '../../../src/ui/booking/AwaitingYes.svelte';
import BookingAlert from '../../../src/ui/booking/BookingAlert.svelte';
import Confirm from '../../../src/ui/booking/Confirm.svelte';
import HoldLine from '../../../src/ui/booking/HoldLine.svelte';
import KeptChoices from '../../../src/ui/booking/KeptChoices.svelte';
import KeptTimes from '../../../src/ui/booking/KeptTimes.svelte';
import OldAndNew from '../../../src/ui/booking/OldAndNew.svelte';
import OnRecord from '../../../src/ui/booking/OnRecord.svelte';
import OwnVisits from '../../../src/ui/booking/OwnVisits.svelte';
import Reason from '../../../src/ui/booking/Reason.svelte';
import RecoveryAlert from '../../../src/ui/booking/RecoveryAlert.svelte';
import Visit from '../../../src/ui/booking/Visit.svelte';
import VisitChoices from '../../../src/ui/booking/VisitChoices.svelte';
import VisitFacts from '../../../src/ui/booking/VisitFacts.svelte';
import VisitList from '../../../src/ui/booking/VisitList.svelte';
import When from '../../../src/ui/booking/When.svelte';
import type { AppointmentStatus } from '../../../src/scheduling/model.ts';
import { err, ok } from '../../../src/scheduling/result.ts';
import { clinicVisits } from '../../../tests/support/clinic-visits.ts';
import {
  answerFor,
  day,
  failure,
  maria,
  noAnswer,
  openTime,
  plan,
  today,
  tuesday920,
  visit,
} from '../../../tests/support/fake-ehr.ts';
import { type Clinic, never } from '../clinic.ts';
import {
  choose,
  confirm,
  keptFor,
  moveTo,
  readBack,
  refused,
  taken,
  waitForBooking,
  withOld,
} from '../acts.ts';
import { arranged, type Scene, state, states } from '../state.ts';
import { atTheSameTime, booked, cancelled, kept, left, old, withoutZone } from '../visits.ts';

const time = openTime();
const statuses: readonly AppointmentStatus[] = [
  'proposed',
  'booked',
  'arrived',
  'checked-in',
  'fulfilled',
  'noshow',
  'waitlist',
  'entered-in-error',
  'unknown',
];
const withKept = { script: clinicVisits(kept).script };
const waits = {
  can: { hold: false },
  script: {
    bookAppointment: () => Promise.resolve(ok(answerFor(time, 'pending'))),
  },
};
const plans = (...coverages: readonly (typeof plan)[]) => ({
  script: { listCoverages: () => Promise.resolve(ok(coverages)) },
});
const list = ({ words }: Scene) => ({
  id: 'list',
  title: words.appointments.coming,
  none: words.appointments.noneComing,
  retry: () => undefined,
});

export const booking = {
  'afterwards/TakeAlong': states(TakeAlong, {
    booked: { visit: booked },
    cancelled: { visit: cancelled },
    'in place of another': { visit: booked, instead: cancelled },
  }),
  'booking/AwaitingYes': arranged(AwaitingYes, {
    'asked for': { clinic: waits, act: confirm },
    silent: {
      clinic: waits,
      async act(session) {
        await confirm(session);
        session.clock.pass(24 * 3_600_000);
      },
    },
  }),
  'booking/BookingAlert': arranged(BookingAlert, {
    taken: { act: (session) => taken(session, 1) },
    'taken twice': { act: (session) => taken(session, 2) },
    'refused in the clinic’s words': {
      act: (session) => refused(session, 'rejected', 'Not this month.'),
    },
    'session ended': { act: (session) => refused(session, 'session-ended') },
    'not allowed': { act: (session) => refused(session, 'not-permitted') },
  }),
  'booking/Confirm': arranged(Confirm, {
    book: { act: choose },
    sent: { act: (session) => waitForBooking(session) },
    slow: { act: (session) => waitForBooking(session, 6_000) },
    'reading back': { act: readBack },
    'hold ended': {
      async act(session) {
        await choose(session);
        session.clock.pass(11 * 60_000);
      },
    },
    move: { clinic: withOld(), act: moveTo },
    'agree to cancel first': {
      clinic: { ...withOld(), can: { reschedule: 'cancel-first' } },
      act: moveTo,
    },
    'session ended': { act: (session) => refused(session, 'session-ended') },
    'not allowed': { act: (session) => refused(session, 'not-permitted') },
  }),
  'booking/HoldLine': arranged(HoldLine, {
    'kept until': { act: choose },
    'soon over': { act: (session) => keptFor(session, 2) },
    'no end is known': {
      clinic: {
        script: { holdAppointment: (asked) => Promise.resolve(ok(answerFor(asked, 'pending'))) },
      },
      act: choose,
    },
    'not kept': { clinic: { can: { hold: false } }, act: choose },
    'kept longer': {
      async act(session) {
        await choose(session);
        await session.app.booking.keepLonger();
      },
    },
    'not kept longer': {
      clinic: { script: { extendHold: () => Promise.resolve(err(failure('conflict'))) } },
      async act(session) {
        await choose(session);
        await session.app.booking.keepLonger();
      },
    },
    'asking for more': {
      clinic: { script: { extendHold: never } },
      async act(session) {
        await choose(session);
        void session.app.booking.keepLonger();
      },
    },
    'sign-in ends': {
      clinic: {
        signIn: { endsAt: () => today + 60_000, renew: () => Promise.resolve(false) },
      },
      act: choose,
    },
    ended: {
      async act(session) {
        await choose(session);
        session.clock.pass(11 * 60_000);
      },
    },
  }),
  'booking/KeptChoices': [
    state(KeptChoices, 'kept', { visit: kept }, { clinic: withKept }),
    state(
      KeptChoices,
      'giving it back',
      { visit: kept },
      {
        clinic: { script: { ...withKept.script, releaseHold: never } },
        act({ app }) {
          void app.releaseKept(kept);
        },
      },
    ),
  ],
  'booking/KeptTimes': arranged(KeptTimes, { kept: { clinic: withKept } }),
  'booking/OldAndNew': states(OldAndNew, {
    usual: { old, time },
    'how they stand': ({ words }: Scene) => ({
      old,
      oldIs: words.moving.oldIsCancelled,
      time,
      newIs: words.moved.requested.new,
    }),
  }),
  'booking/OnRecord': Object.entries<Clinic>({
    usual: {},
    looking: { script: { listCoverages: never } },
    'not read': { script: { listCoverages: () => Promise.resolve(err(noAnswer)) } },
    'no plan': plans(),
    ended: plans({ ...plan, end: '2026-12-31' }),
    'not active': plans({ ...plan, status: 'cancelled' }),
    'starts later': plans({ ...plan, start: '2027-06-01' }),
    'nothing to be reached by': {
      script: {
        readPatient: () => Promise.resolve(ok({ ...maria, phone: undefined, email: undefined })),
      },
    },
  }).map(([name, clinic]) =>
    state(OnRecord, name, { at: tuesday920 }, { clinic, inside: ['main', 'dl'] }),
  ),
  'booking/OwnVisits': [
    state(OwnVisits, 'another visit then', { time }, { clinic: atTheSameTime }),
    state(
      OwnVisits,
      'not read',
      { time },
      {
        clinic: { script: { listAppointments: () => Promise.resolve(err(noAnswer)) } },
      },
    ),
  ],
  'booking/Reason': arranged(Reason, {
    empty: {},
    'nearly full': {
      act({ app }) {
        app.booking.comment = 'A cough since Monday, '.repeat(11);
      },
    },
  }),
  'booking/RecoveryAlert': arranged(RecoveryAlert, {
    hold: { clinic: { journal: left('hold') } },
    book: { clinic: { journal: left('book') } },
    reschedule: { clinic: { ...withOld(), journal: left('reschedule') } },
  }),
  'booking/Visit': [
    ...statuses.map((status) => state(Visit, status, { visit: visit({ status }), past: false })),
    state(Visit, 'cancelled', { visit: cancelled, past: false }),
    state(Visit, 'kept', { visit: kept, past: false }, { clinic: withKept }),
    state(Visit, 'past, was booked', { visit: visit({ start: today - day }), past: true }),
    state(Visit, 'past, was not booked', {
      visit: visit({ start: today - day, status: 'proposed' }),
      past: true,
    }),
    state(Visit, 'no zone', { visit: booked, past: false }, { clinic: withoutZone }),
  ],
  'booking/VisitChoices': [
    state(VisitChoices, 'both', { visit: booked }),
    state(
      VisitChoices,
      'cancel',
      { visit: booked },
      {
        clinic: { can: { reschedule: 'atomic', cancel: true } },
      },
    ),
    state(
      VisitChoices,
      'one visit only',
      { visit: booked },
      {
        clinic: { can: { reschedule: 'cancel-first' } },
      },
    ),
  ],
  'booking/VisitFacts': states(VisitFacts, {
    all: { facts: booked },
    brief: { facts: booked, part: 'brief' },
    rest: { facts: booked, part: 'rest' },
  }),
  'booking/VisitList': states(VisitList, {
    looking: (scene: Scene) => ({ ...list(scene), list: { at: 'loading' as const } }),
    empty: (scene: Scene) => ({
      ...list(scene),
      list: { at: 'ready' as const, value: { appointments: [], complete: true } },
    }),
    'some are missing': (scene: Scene) => ({
      ...list(scene),
      list: { at: 'ready' as const, value: { appointments: [booked], complete: false } },
    }),
    'not read': (scene: Scene) => ({
      ...list(scene),
      list: { at: 'failed' as const, failure: failure('server-error') },
    }),
  }),
  'booking/When': [
    state(When, 'on the clinic’s clock', { facts: booked }, { inside: ['main', 'div'] }),
    state(When, 'no zone', { facts: booked }, { clinic: withoutZone, inside: ['main', 'div'] }),
  ],
};
