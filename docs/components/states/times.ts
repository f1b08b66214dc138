import { err } from '../../../src/scheduling/result.ts';
import AnyonePanel from '../../../src/ui/times/AnyonePanel.svelte';
import AtAnotherPage from '../../../src/ui/times/AtAnotherPage.svelte';
import BookButton from '../../../src/ui/times/BookButton.svelte';
import Clash from '../../../src/ui/times/Clash.svelte';
import Elsewhere from '../../../src/ui/times/Elsewhere.svelte';
import NextTime from '../../../src/ui/times/NextTime.svelte';
import NoTimes from '../../../src/ui/times/NoTimes.svelte';
import NoTimesWithAnyone from '../../../src/ui/times/NoTimesWithAnyone.svelte';
import NoTimesWithOwnDoctor from '../../../src/ui/times/NoTimesWithOwnDoctor.svelte';
import OtherTime from '../../../src/ui/times/OtherTime.svelte';
import OwnDoctorPanel from '../../../src/ui/times/OwnDoctorPanel.svelte';
import TimeRow from '../../../src/ui/times/TimeRow.svelte';
import { ok } from '../../../src/scheduling/result.ts';
import {
  day,
  failure,
  maria,
  openTime,
  today,
  usualTimes,
} from '../../../tests/support/fake-ehr.ts';
import { type Clinic, never } from '../clinic.ts';
import { arranged, type Scene, someText, state, states } from '../state.ts';
import {
  atTheSameTime,
  away,
  awayByPhone,
  awaySomewhere,
  finds,
  video,
  withoutZone,
} from '../visits.ts';

const time = openTime();
const looking: Clinic = { script: { findAppointments: never } };
const none: Clinic = { script: { findAppointments: finds([]) } };
const broken: Clinic = {
  script: { findAppointments: () => Promise.resolve(err(failure('server-error'))) },
};
const nobody: Clinic = {
  script: { readPatient: () => Promise.resolve(ok({ ...maria, generalPractitioners: [] })) },
};
const published: Clinic = {
  can: { book: 'elsewhere' },
  script: {
    findAppointments: finds(usualTimes.map((each) => ({ ...each, elsewhere: away.elsewhere }))),
  },
};
/** The components that show one time, in all that may be said of a time. */
const ofOneTime = (component: typeof TimeRow) => [
  state(component, 'usual', { time }),
  state(component, 'by video', { time: video }),
  state(component, 'another visit then', { time }, { clinic: atTheSameTime }),
  state(
    component,
    'zone is looked up',
    { time },
    {
      clinic: {
        places: { locations: {}, timeZone: undefined },
        script: { readLocation: never },
      },
      act: ({ app }) => void app.places.learnZones([time]),
    },
  ),
  state(component, 'no zone', { time }, { clinic: withoutZone }),
  state(component, 'booked elsewhere', { time: away }),
  state(component, 'may not book', { time }, { clinic: { mayBook: false } }),
  state(
    component,
    'is being kept',
    { time },
    {
      clinic: { script: { holdAppointment: never } },
      act: ({ app }) => void app.booking.choose(time),
    },
  ),
];
const panels = {
  times: {},
  looking: { clinic: looking },
  'no times': { clinic: none },
  broken: { clinic: broken },
  'booked elsewhere': { clinic: published },
  'may not book': { clinic: { mayBook: false } },
};

export const times = {
  'times/AnyonePanel': arranged(AnyonePanel, panels),
  'times/AtAnotherPage': states(AtAnotherPage, {
    usual: { time: away },
    strong: { time: away, primary: true },
  }),
  'times/BookButton': states(BookButton, {
    primary: ({ ui }: Scene) => ({
      time,
      look: 'button primary' as const,
      children: someText(ui.messages.home.bookThis),
    }),
    chip: ({ ui }: Scene) => ({
      time,
      look: 'chip' as const,
      children: someText(ui.messages.home.book),
    }),
    row: ({ ui }: Scene) => ({
      time,
      look: 'row' as const,
      children: someText(ui.messages.home.book),
    }),
  }),
  'times/Clash': states(Clash, {
    whole: ({ ui }: Scene) => ({ clash: ui.messages.time.clash('9:20 AM, Dr. Okafor') }),
    brief: ({ ui }: Scene) => ({
      clash: ui.messages.time.clash('9:20 AM, Dr. Okafor'),
      brief: true,
    }),
  }),
  'times/Elsewhere': states(Elsewhere, {
    'page and phone': { time: away },
    strong: { time: away, primary: true },
    phone: { time: awayByPhone },
    'nobody says': { time: awaySomewhere },
  }),
  'times/NextTime': ofOneTime(NextTime),
  'times/NoTimes': states(NoTimes, {
    'so far': ({ words }: Scene) => ({
      title: words.noTimes.own('Dr. Yee'),
      until: today + 60 * day,
    }),
    anyone: ({ words }: Scene) => ({
      title: words.noTimes.anyone,
      until: today + 60 * day,
      anyone: false,
    }),
    nobody: ({ words }: Scene) => ({ text: words.noTimes.nobody }),
  }),
  'times/NoTimesWithAnyone': arranged(NoTimesWithAnyone, {
    none: { clinic: none },
    broken: { clinic: broken },
  }),
  'times/NoTimesWithOwnDoctor': arranged(NoTimesWithOwnDoctor, {
    none: { clinic: none },
    nobody: { clinic: nobody },
    broken: { clinic: broken },
  }),
  'times/OtherTime': ofOneTime(OtherTime),
  'times/OwnDoctorPanel': arranged(OwnDoctorPanel, { ...panels, nobody: { clinic: nobody } }),
  'times/TimeRow': ofOneTime(TimeRow),
};
