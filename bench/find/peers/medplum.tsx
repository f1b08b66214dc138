/**
 * It shows a month, and a day's times once the day is clicked; both are drawn here, and the person's own time
 * is left out. It drops times that begin alike, and says neither who nor where.
 */
import { MantineProvider } from '@mantine/core';
import { MedplumClient } from '@medplum/core';
import type { Period, Schedule, Slot } from '@medplum/fhirtypes';
import { MedplumProvider, Scheduler, type SlotSearchFunction } from '@medplum/react';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';

import '@mantine/core/styles.css';
import '@medplum/react/styles.css';

import { until } from '../pages/moments.ts';
import { offer, root } from '../pages/screen.ts';
import { lastClinician, type Time, timesOf } from './adapt.ts';

let text = '';
let times: readonly Time[] = [];
let searchWith: (search: SlotSearchFunction) => void = () => undefined;
/** To book one, its Appointment is needed again. */
const appointments = new Map<string, Time['appointment']>();

function slotOf({ appointment }: Time): Slot & { readonly id: string } {
  appointments.set(appointment.id, appointment);
  return {
    resourceType: 'Slot',
    id: appointment.id,
    schedule: { reference: 'Schedule/all' },
    status: 'free',
    start: appointment.start,
    end: appointment.end,
  };
}

function searchIn(slots: readonly Slot[]): SlotSearchFunction {
  return async ({ start, end }: Period) => {
    const [from, to] = [Date.parse(start ?? ''), Date.parse(end ?? '')];
    return slots.filter((slot) => {
      const at = Date.parse(slot.start);
      return at >= from && at < to;
    });
  };
}

/** Named once: a new list at every render would make it search again and again. */
const schedules: Schedule[] = [];

function Page({ medplum, first }: { medplum: MedplumClient; first: SlotSearchFunction }) {
  const [search, setSearch] = useState(() => first);
  searchWith = (next) => {
    setSearch(() => next);
  };
  return (
    <MedplumProvider medplum={medplum}>
      <MantineProvider>
        <Scheduler schedule={schedules} fetchSlots={search} />
      </MantineProvider>
    </MedplumProvider>
  );
}

const buttons = (within: string) => [
  ...root.querySelectorAll<HTMLButtonElement>(`[data-testid="scheduler"] ${within} button`),
];
const openDay = () => buttons('td').find(({ disabled }) => !disabled);
const shown = () => (buttons('td').length > 0 ? 0 : buttons('').length);

offer({
  prepare: async () => undefined,
  receive(body) {
    text = new TextDecoder().decode(body);
  },
  stand: async () => undefined,
  async draw() {
    times = timesOf(text);
    const first = searchIn(times.map(slotOf));
    const medplum = new MedplumClient({ baseUrl: 'http://ehr.localhost/' });
    flushSync(() => {
      createRoot(root).render(<Page medplum={medplum} first={first} />);
    });
    await until(() => openDay() !== undefined, 'a day with times');
    openDay()?.click();
    await until(() => shown() > 0, 'the times of the day');
  },
  shown,
  async filter() {
    const chosen = lastClinician(times);
    const before = shown();
    searchWith(searchIn(times.filter(({ clinician }) => clinician === chosen).map(slotOf)));
    await until(() => shown() !== before, "the clinician's times");
  },
  release() {
    text = '';
  },
});
