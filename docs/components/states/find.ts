import { groupByDay } from '../../../src/scheduling/availability.ts';
import type { ProposedAppointment } from '../../../src/scheduling/model.ts';
import { anything, timesWith } from '../../../src/scheduling/wish.ts';
import Boxes from '../../../src/ui/find/Boxes.svelte';
import DayField from '../../../src/ui/find/DayField.svelte';
import FindingView from '../../../src/ui/find/FindingView.svelte';
import FormLine from '../../../src/ui/find/FormLine.svelte';
import Menu from '../../../src/ui/find/Menu.svelte';
import MoreWays from '../../../src/ui/find/MoreWays.svelte';
import OfferItem from '../../../src/ui/find/OfferItem.svelte';
import PlaceText from '../../../src/ui/find/PlaceText.svelte';
import SearchForm from '../../../src/ui/find/SearchForm.svelte';
import ChoiceBar from '../../../src/ui/more-times/ChoiceBar.svelte';
import DayChoices from '../../../src/ui/more-times/DayChoices.svelte';
import DayTimes from '../../../src/ui/more-times/DayTimes.svelte';
import Filters from '../../../src/ui/more-times/Filters.svelte';
import LaterDates from '../../../src/ui/more-times/LaterDates.svelte';
import MovingLead from '../../../src/ui/more-times/MovingLead.svelte';
import NothingFree from '../../../src/ui/more-times/NothingFree.svelte';
import PartTimes from '../../../src/ui/more-times/PartTimes.svelte';
import type { Form, ShownDay } from '../../../src/ui/more-times/shown-list.ts';
import TimesList from '../../../src/ui/more-times/TimesList.svelte';
import { ok } from '../../../src/scheduling/result.ts';
import { day, openTime, today, usualTimes, visit } from '../../../tests/support/fake-ehr.ts';
import { type Clinic, never } from '../clinic.ts';
import { seeFind, seeTimes } from '../acts.ts';
import { arranged, type Scene, someText, state, states } from '../state.ts';
import { atTheSameTime, away, cancelled, finds, manyTimes, old, withMenu } from '../visits.ts';

const choose = () => undefined;
const finding = ({ app }: Scene) => {
  if (typeof app.finding === 'string') throw new Error('the search has not come');
  return app.finding;
};
const searching = { clinic: withMenu, act: seeFind };
const choices = (count: number) =>
  Array.from({ length: count }, (_, nth) => ({
    id: String(nth),
    name: `Choice ${String(nth + 1)}`,
    values: [nth],
    ...(nth === 1 ? { about: '12 Main Street, Portland' } : {}),
  }));
const zone = { kind: 'iana', name: 'America/New_York' } as const;
const shownDay = (
  form: Form,
  times: readonly ProposedAppointment[] = usualTimes.slice(2),
): ShownDay => {
  const [first] = groupByDay(times, () => zone, today);
  if (first === undefined) throw new Error('no day');
  const count = first.parts.reduce((sum, part) => sum + part.times.length, 0);
  return { day: first, count, form };
};
const many = manyTimes(1, 30);
const shared = { who: 'Dr. Yee', where: 'Main Street Clinic, in person', zone: 'Eastern Time' };
const partOf = (times: readonly ProposedAppointment[] = usualTimes.slice(2)) => ({
  part: 'morning' as const,
  day: 'Tuesday, March 2: 4 times',
  times,
  shared,
  crowded: false,
  chosen: undefined,
  choose,
});
const listed = { act: seeTimes };
const nothing: Clinic = { script: { findAppointments: finds([]) } };
const seesPast: Clinic = {
  script: {
    listAppointments: ({ to = Infinity }) =>
      Promise.resolve(
        ok({
          appointments: [
            visit({
              id: 'past',
              start: today - 30 * day,
              status: 'fulfilled',
              practitioners: [{ reference: 'Practitioner/lind', display: 'Dr. Lind' }],
              visitType: 'Check-up',
              visitTypeCodes: [{ system: 'urn:codes', code: 'check-up', display: 'Check-up' }],
            }),
          ].filter(({ start }) => start < to),
          complete: true,
        }),
      ),
  },
};
const offers = ['heart', 'skin', 'eyes', 'surgery', 'flu'] as const;
const offerOf = (id: string) => (scene: Scene) => {
  const search = finding(scene);
  const offer = search.offers.find(({ service }) => service.id === id);
  if (offer === undefined) throw new Error(`no ${id}`);
  return { offer, finding: search };
};

export const find = {
  'find/Boxes': states(
    Boxes,
    {
      few: { choices: choices(4), chosen: [], choose },
      ticked: { choices: choices(4), chosen: ['2', '0'], choose },
      many: { choices: choices(12), chosen: ['3'], choose },
    },
    { inside: ['main', 'fieldset'] },
  ),
  'find/DayField': states(DayField, {
    empty: { name: 'from', value: undefined, mistake: undefined, choose },
    filled: { name: 'to', value: '2027-03-02', mistake: undefined, choose },
    unread: { name: 'from', value: undefined, mistake: 'unread', choose },
    past: { name: 'from', value: '2026-03-02', mistake: 'past', choose },
    'in the wrong order': { name: 'to', value: '2027-03-01', mistake: 'order', choose },
  }),
  'find/FindingView': [
    state(FindingView, 'found', (scene: Scene) => ({ finding: finding(scene) }), searching),
    state(FindingView, 'looking', (scene: Scene) => ({ finding: finding(scene) }), {
      clinic: { script: { readDirectory: never } },
      act: ({ app }) => void app.seeFind(),
    }),
    state(FindingView, 'without a menu', (scene: Scene) => ({ finding: finding(scene) }), {
      act: seeFind,
    }),
  ],
  'find/FormLine': states(FormLine, {
    '': ({ words }: Scene) => ({
      name: words.find.kinds.locations.name,
      chosen: words.find.kinds.locations.any,
      children: someText(words.find.several),
    }),
  }),
  'find/Menu': [
    state(Menu, 'found', (scene: Scene) => ({ finding: finding(scene) }), searching),
    state(Menu, 'looking', (scene: Scene) => ({ finding: finding(scene) }), {
      clinic: { script: { ...withMenu.script, findAppointments: never } },
      act: ({ app }) => void app.seeFind(),
    }),
  ],
  'find/MoreWays': arranged(MoreWays, { usual: {}, 'seen before': { clinic: seesPast } }),
  'find/OfferItem': [
    ...offers.map((id) => state(OfferItem, id, offerOf(id), searching)),
    state(OfferItem, 'looking', offerOf('heart'), {
      clinic: { script: { ...withMenu.script, findAppointments: never } },
      act: ({ app }) => void app.seeFind(),
    }),
  ],
  'find/PlaceText': states(PlaceText, {
    empty: { places: [], choose },
    filled: { places: ['Portland', '04101'], choose },
  }),
  'find/SearchForm': [
    state(
      SearchForm,
      'empty',
      (scene: Scene) => ({
        finding: finding(scene),
        arriveAtSearch: () => undefined,
      }),
      searching,
    ),
    state(
      SearchForm,
      'filled',
      (scene: Scene) => ({
        finding: finding(scene),
        arriveAtSearch: () => undefined,
      }),
      {
        clinic: withMenu,
        async act(session) {
          await seeFind(session);
          const { finding: search } = session.app;
          if (typeof search !== 'string')
            search.choose({ weekdays: [2, 4], partsOfDay: ['morning'], places: ['Portland'] });
        },
      },
    ),
  ],
};

export const moreTimes = {
  'more-times/ChoiceBar': [
    state(ChoiceBar, 'nothing chosen', { time: undefined, passed: undefined }),
    state(ChoiceBar, 'chosen', { time: openTime(), passed: undefined }),
    state(ChoiceBar, 'has passed', { time: undefined, passed: openTime() }),
    state(
      ChoiceBar,
      'is being kept',
      { time: openTime(), passed: undefined },
      {
        clinic: { script: { holdAppointment: never } },
        act: ({ app }) => void app.booking.choose(openTime()),
      },
    ),
  ],
  'more-times/DayChoices': states(DayChoices, {
    'its own heading': ({ ui }: Scene) => {
      const shown = shownDay('plain');
      const title = ui.format.calendarDay(shown.day.date);
      return { shown, title, heading: true, chosen: usualTimes[2]?.key, choose };
    },
    'several clinicians': ({ ui }: Scene) => {
      const shown = shownDay('plain', [
        openTime(),
        openTime({ practitioners: [{ reference: 'Practitioner/lind', display: 'Dr. Lind' }] }),
      ]);
      const title = ui.format.calendarDay(shown.day.date);
      return { shown, title, heading: true, chosen: undefined, choose };
    },
  }),
  'more-times/DayTimes': states(DayTimes, {
    plain: { shown: shownDay('plain'), chosen: undefined, choose },
    unfolded: { shown: shownDay('unfolded'), chosen: undefined, choose },
    folded: { shown: shownDay('folded'), chosen: undefined, choose },
  }),
  'more-times/Filters': arranged(Filters, {
    anyone: listed,
    'one clinician': {
      act: ({ app }) => {
        const [practitioner] = openTime().practitioners;
        if (practitioner !== undefined) app.seeMoreTimes(timesWith(practitioner));
      },
    },
  }),
  'more-times/LaterDates': arranged(LaterDates, {
    more: { clinic: { script: { findAppointments: finds(manyTimes(14, 3)) } }, ...listed },
    end: listed,
    'up to a day': {
      act: ({ app }) => {
        app.seeMoreTimes({ ...anything, to: '2027-03-05' });
      },
    },
  }),
  'more-times/MovingLead': [
    state(MovingLead, 'stays', { old, title: 'Dr. Yee' }, listed),
    state(
      MovingLead,
      'one visit only',
      { old, title: 'Dr. Yee' },
      {
        clinic: { can: { reschedule: 'cancel-first' } },
        ...listed,
      },
    ),
    state(MovingLead, 'is gone', { old: cancelled, title: 'Dr. Yee' }, listed),
  ],
  'more-times/NothingFree': [
    state(
      NothingFree,
      'with anyone',
      { until: today + 60 * day, heading: undefined },
      {
        clinic: nothing,
        ...listed,
      },
    ),
    state(
      NothingFree,
      'other ways',
      { until: today + 60 * day, heading: undefined },
      {
        act: ({ app }) => {
          app.seeMoreTimes(timesWith({ reference: 'Practitioner/none', display: 'Dr. None' }));
        },
      },
    ),
    state(
      NothingFree,
      'looking for others',
      { until: today + 60 * day, heading: undefined },
      {
        clinic: { script: { findAppointments: never } },
        ...listed,
      },
    ),
  ],
  'more-times/PartTimes': [
    state(PartTimes, 'alike', partOf(), listed),
    state(PartTimes, 'chosen', { ...partOf(), chosen: usualTimes[2]?.key }, listed),
    state(PartTimes, 'crowded', { ...partOf(many), crowded: true }, listed),
    state(
      PartTimes,
      'different',
      {
        ...partOf(usualTimes),
        shared: { who: undefined, where: undefined, zone: undefined },
      },
      listed,
    ),
    state(PartTimes, 'another visit then', partOf(), { clinic: atTheSameTime, ...listed }),
    state(PartTimes, 'booked elsewhere', partOf([away]), listed),
    state(PartTimes, 'may not book', partOf(), { clinic: { mayBook: false }, ...listed }),
  ],
  'more-times/TimesList': states(
    TimesList,
    {
      'nothing chosen': { days: [shownDay('plain')], chosen: undefined, choose },
      chosen: { days: [shownDay('plain')], chosen: usualTimes[2]?.key, choose },
      folded: {
        days: [shownDay('unfolded', many), shownDay('folded', usualTimes.slice(-1))],
        chosen: undefined,
        choose,
      },
    },
    listed,
  ),
};
