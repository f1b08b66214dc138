import { Calendar, List } from '@event-calendar/core';
import { flushSync, mount } from 'svelte';

import '@event-calendar/core/index.css';

import { offer, root } from '../pages/screen.ts';
import { drawsAll, firstDay, lastClinician, type Time, timesOf, wholeRange } from './adapt.ts';

let text = '';
let times: readonly Time[] = [];
let calendar: Calendar | undefined;

const eventOf = ({ appointment, title }: Time): Calendar.EventInput => ({
  id: appointment.id,
  // It reads a text as the browser's own hour, whatever zone stands in it.
  start: new Date(appointment.start),
  end: new Date(appointment.end),
  title,
  extendedProps: { appointment },
});

offer({
  prepare: async () => undefined,
  receive(body) {
    text = new TextDecoder().decode(body);
  },
  stand: async () => undefined,
  async draw() {
    times = timesOf(text);
    calendar = mount(Calendar, {
      target: root,
      props: {
        plugins: [List],
        options: {
          view: 'listDay',
          date: firstDay,
          ...(drawsAll ? { views: { listDay: { duration: wholeRange } } } : {}),
          events: times.map(eventOf),
        },
      },
    }) as Calendar;
    flushSync();
  },
  shown: () => root.querySelectorAll('.ec-event').length,
  async nextDay() {
    calendar?.next();
    flushSync();
  },
  async filter() {
    const chosen = lastClinician(times);
    const filtered = times.filter(({ clinician }) => clinician === chosen);
    calendar?.setOption('events', filtered.map(eventOf));
    flushSync();
  },
  release() {
    text = '';
  },
});
