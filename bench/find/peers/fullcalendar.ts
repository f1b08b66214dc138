import { Calendar, type EventInput } from 'fullcalendar';
import listPlugin from 'fullcalendar/list';
import classicTheme from 'fullcalendar/themes/classic';

import 'fullcalendar/skeleton.css';
import 'fullcalendar/themes/classic/palette.css';
import 'fullcalendar/themes/classic/theme.css';

import { offer, root } from '../pages/screen.ts';
import { drawsAll, firstDay, lastClinician, type Time, timesOf, wholeRange } from './adapt.ts';

let text = '';
let times: readonly Time[] = [];
let calendar: Calendar | undefined;

const eventOf = ({ appointment, title }: Time): EventInput => ({
  id: appointment.id,
  start: appointment.start,
  end: appointment.end,
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
    calendar = new Calendar(root, {
      plugins: [listPlugin, classicTheme],
      initialView: drawsAll ? 'listAll' : 'listDay',
      initialDate: firstDay,
      views: { listAll: { type: 'list', duration: wholeRange } },
      events: times.map(eventOf),
    });
    calendar.render();
  },
  shown: () => root.querySelectorAll('[role="list"] [role="list"] > [role="listitem"]').length,
  async nextDay() {
    calendar?.next();
  },
  async filter() {
    const chosen = lastClinician(times);
    const filtered = times.filter(({ clinician }) => clinician === chosen);
    calendar?.setOption('events', filtered.map(eventOf));
  },
  release() {
    text = '';
  },
});
