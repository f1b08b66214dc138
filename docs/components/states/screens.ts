import { Shell } from '../../../src/flows/shell.svelte.ts';
import { err, ok } from '../../../src/scheduling/result.ts';
import { timesWith } from '../../../src/scheduling/wish.ts';
import App from '../../../src/ui/App.svelte';
import Journey from '../../../src/ui/Journey.svelte';
import Appointments from '../../../src/ui/screens/Appointments.svelte';
import Booked from '../../../src/ui/screens/Booked.svelte';
import Change from '../../../src/ui/screens/Change.svelte';
import Check from '../../../src/ui/screens/Check.svelte';
import Find from '../../../src/ui/screens/Find.svelte';
import Home from '../../../src/ui/screens/Home.svelte';
import MoreTimes from '../../../src/ui/screens/MoreTimes.svelte';
import Moved from '../../../src/ui/screens/Moved.svelte';
import NotOpened from '../../../src/ui/screens/NotOpened.svelte';
import Opening from '../../../src/ui/screens/Opening.svelte';
import Recovering from '../../../src/ui/screens/Recovering.svelte';
import Requested from '../../../src/ui/screens/Requested.svelte';
import Unknown from '../../../src/ui/screens/Unknown.svelte';
import { clinicVisits } from '../../../tests/support/clinic-visits.ts';
import {
  answerFor,
  day,
  failure,
  noAnswer,
  openTime,
  today,
  visit,
} from '../../../tests/support/fake-ehr.ts';
import { never } from '../clinic.ts';
import {
  cancel,
  choose,
  confirm,
  loseBooking,
  move,
  moveTo,
  seeFind,
  seeTimes,
  taken,
  withOld,
} from '../acts.ts';
import { deployment } from '../../../tests/support/deployment.ts';
import { arranged, type Scene, state, states } from '../state.ts';
import { cancelled, finds, kept, left, old, unread, withMenu } from '../visits.ts';

const shellAt = (change: (shell: Shell, scene: Scene) => void) => (scene: Scene) => {
  const shell = new Shell();
  change(shell, scene);
  // As the deployment wishes: the record of these states speaks English.
  return {
    shell,
    deployment: { ...deployment, language: scene.language },
    messages: scene.ui.messages,
  };
};
const asked = {
  script: { bookAppointment: () => Promise.resolve(ok(answerFor(openTime(), 'pending'))) },
  can: { hold: false },
};
const full = clinicVisits(
  old,
  kept,
  cancelled,
  visit({ id: 'past', start: today - 40 * day, status: 'fulfilled' }),
);
const kinds = ['hold', 'book', 'cancel', 'reschedule', 'look'] as const;
const readNever = { listAppointments: never, readAppointment: never };

export const screens = {
  App: [
    state(
      App,
      'opening',
      shellAt(() => undefined),
      { inside: [], whole: true },
    ),
    state(
      App,
      'open',
      shellAt((shell, { app }) => {
        shell.open(app);
      }),
      { inside: [], whole: true },
    ),
    state(
      App,
      'closed',
      shellAt((shell) => {
        shell.refuse({ kind: 'finished' });
      }),
      { inside: [], whole: true },
    ),
  ],
  Journey: [
    state(Journey, 'home', ({ app }: Scene) => ({ app }), { inside: [] }),
    state(Journey, 'with an alert', ({ app }: Scene) => ({ app }), {
      inside: [],
      act: (session) => taken(session, 1),
    }),
    state(Journey, 'a later screen', ({ app }: Scene) => ({ app }), { inside: [], act: choose }),
  ],
  'screens/Appointments': arranged(Appointments, {
    full: { clinic: { script: full.script } },
    empty: {},
    looking: { clinic: { script: { listAppointments: never } } },
    'not read': { clinic: { script: unread } },
    'changed by phone': {
      clinic: { script: full.script, can: { cancel: false, reschedule: 'book-first' } },
    },
  }),
  'screens/Booked': arranged(Booked, {
    usual: { act: confirm },
    'changed by phone': { clinic: { can: { cancel: false } }, act: confirm },
  }),
  'screens/Change': arranged(Change, {
    reading: {
      clinic: { script: { readAppointment: never } },
      act: ({ app }) => void app.cancelVisit(old),
    },
    'not fetched': { clinic: { online: false }, act: cancel },
    'not read': {
      clinic: { script: { readAppointment: () => Promise.resolve(err(noAnswer)) } },
      act: cancel,
    },
    changed: {
      clinic: {
        script: clinicVisits({ ...old, start: old.start + day, end: old.end + day }).script,
      },
      act: cancel,
    },
    'not offered': {
      clinic: {
        script: { ...clinicVisits(old).script, acceptsCancelling: () => Promise.resolve(false) },
      },
      act: cancel,
    },
    asking: { clinic: withOld(), act: cancel },
    cancelled: {
      clinic: withOld(),
      async act(session) {
        await cancel(session);
        const { change } = session.app;
        if (typeof change !== 'string') await change.cancel();
      },
    },
    unknown: {
      clinic: withOld(),
      async act(session) {
        await cancel(session);
        session.ehr.answer({
          cancelAppointment(visit) {
            session.ehr.answer(unread);
            return Promise.resolve(err(visit.id === old.id ? noAnswer : failure('not-found')));
          },
        });
        const { change } = session.app;
        if (typeof change !== 'string') await change.cancel();
      },
    },
  }),
  'screens/Check': arranged(Check, {
    kept: { act: choose },
    'not kept': { clinic: { can: { hold: false } }, act: choose },
    'hold ended': {
      async act(session) {
        await choose(session);
        session.clock.pass(11 * 60_000);
      },
    },
    move: { clinic: withOld(), act: moveTo },
    'move, one visit only': {
      clinic: { ...withOld(), can: { reschedule: 'cancel-first' } },
      act: moveTo,
    },
  }),
  'screens/Find': arranged(Find, {
    found: { clinic: withMenu, act: seeFind },
    looking: {
      clinic: { script: { readDirectory: never } },
      act: ({ app }) => void app.seeFind(),
    },
    'not fetched': { clinic: { online: false }, act: seeFind },
  }),
  'screens/Home': arranged(Home, {
    usual: {},
    looking: { clinic: { script: { findAppointments: never } } },
    'no times': { clinic: { script: { findAppointments: finds([]) } } },
    'a time is kept': { clinic: { script: clinicVisits(kept).script } },
    'may not book': { clinic: { mayBook: false } },
    'booked elsewhere': { clinic: { can: { book: 'elsewhere' } } },
  }),
  'screens/MoreTimes': arranged(MoreTimes, {
    usual: { act: seeTimes },
    looking: {
      async act(session) {
        session.ehr.answer({ findAppointments: never });
        seeTimes(session);
        await Promise.resolve();
      },
    },
    'no times': {
      act: ({ app }) => {
        app.seeMoreTimes(timesWith({ reference: 'Practitioner/none', display: 'Dr. None' }));
      },
    },
    broken: {
      act(session) {
        session.ehr.answer({
          findAppointments: () => Promise.resolve(err(failure('server-error'))),
        });
        seeTimes(session);
      },
    },
    'some are missing': {
      act(session) {
        session.ehr.answer({ findAppointments: finds([openTime()], false) });
        seeTimes(session);
      },
    },
    moving: { clinic: withOld(), act: move },
  }),
  'screens/Moved': arranged(Moved, {
    moved: {
      clinic: withOld(),
      async act(session) {
        await moveTo(session);
        await session.app.booking.confirm();
      },
    },
  }),
  'screens/NotOpened': states(NotOpened, {
    'not launched': { failure: { kind: 'not-launched' } },
    'not safe': { failure: { kind: 'state-mismatch' } },
    denied: {
      failure: {
        kind: 'authorization-refused',
        error: 'access_denied',
        description: 'Ask the desk.',
        moreInformation: 'https://help.example/denied',
      },
    },
    'sign-in down': { failure: { kind: 'token-unreachable', timedOut: false } },
    'no patient': { failure: { kind: 'no-patient' } },
    'storage blocked': { failure: { kind: 'storage-blocked' } },
    finished: { failure: { kind: 'finished' } },
    'loaded again': { failure: { kind: 'loaded-again' } },
    idle: { failure: { kind: 'idle' } },
    'another patient': { failure: { kind: 'wrong-patient' } },
  }),
  'screens/Opening': [state(Opening, '', {}, { inside: [] })],
  'screens/Recovering': kinds.flatMap((kind) =>
    arranged(Recovering, {
      [`${kind}, checking`]: { clinic: { journal: left(kind), script: readNever } },
      [`${kind}, unknown`]: { clinic: { journal: left(kind), script: unread } },
    }),
  ),
  'screens/Requested': arranged(Requested, { '': { clinic: asked, act: confirm } }),
  'screens/Unknown': arranged(Unknown, { '': { act: loseBooking } }),
};
