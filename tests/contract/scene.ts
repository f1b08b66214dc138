import { afterAll, afterEach, beforeAll } from 'vitest';

import { bookAppointment } from '../../src/scheduling/book-appointment.ts';
import { findAppointments, type OpenTimes } from '../../src/scheduling/find-appointments.ts';
import { holdAppointment } from '../../src/scheduling/hold-appointment.ts';
import type {
  Appointment,
  AppointmentFacts,
  Hold,
  ProposedAppointment,
  Reference,
} from '../../src/scheduling/model.ts';
import type { Clock, Ehr, Search } from '../../src/scheduling/ports.ts';
import type { Wait } from '../../src/scheduling/reconcile-booking.ts';
import type { Result } from '../../src/scheduling/result.ts';
import type { Fault } from '../../sandbox/types.ts';
import type { World } from './world.ts';
import type { Places } from './worlds.ts';

export const day = 86_400_000;
export const minute = 60_000;
export const mine: Reference = 'Patient/noor-lindgren';

export function valueOf<Value>(result: Result<Value, unknown>): Value {
  if (result.ok) return result.value;
  throw new Error(`failed: ${JSON.stringify(result.failure)}`);
}

/** What tests of every kind do, over a sandbox of their own that forgets its faults and rules after each. */
export interface Scene {
  readonly world: World;
  ports(ehr: Ehr): {
    readonly ehr: Ehr;
    readonly patient: Reference;
    readonly now: Clock;
    readonly wait: Wait;
  };
  /** A search of three weeks. */
  soon(more?: Partial<Search>): Search;
  /** What the domain makes of the EHR's answer. */
  look(ehr: Ehr, more?: Partial<Search>): Promise<OpenTimes>;
  /** An open time later than every one before: tests share a clinic, and no two of them a moment. */
  openTime(ehr: Ehr, more?: Partial<Search>): Promise<ProposedAppointment>;
  isOpen(time: AppointmentFacts): Promise<boolean>;
  /** Somebody else books it. */
  take(time: AppointmentFacts): Promise<void>;
  hold(ehr: Ehr, time: ProposedAppointment): Promise<Hold>;
  /** An open time, booked without a hold. */
  book(ehr: Ehr): Promise<Appointment>;
  /** The patient's appointments that start when this one does. */
  listAt(ehr: Ehr, time: { readonly start: number }): Promise<readonly Appointment[]>;
  statusOf(visit: Appointment): Promise<Appointment['status']>;
  strike(place: keyof Places, fault: Fault): void;
}

/** Of one clinician: there are EHRs that are asked once for each. */
const naomi = 'Practitioner/naomi-castellane';

/** To be called in a `describe`. */
export function openScene(open: () => Promise<World>): Scene {
  let world: World | undefined;
  let rules: World['rules'] | undefined;
  const the = (): World => {
    if (world === undefined) throw new Error('the sandbox is not open yet');
    return world;
  };
  beforeAll(async () => {
    world = await open();
    rules = { ...world.rules };
  }, 60_000);
  afterEach(() => {
    the().levers.clear();
    Object.assign(the().rules, rules);
  });
  afterAll(() => world?.close());

  let used = 0;
  const scene: Scene = {
    get world() {
      return the();
    },
    ports: (ehr) => ({ ehr, patient: mine, now: the().now, wait: () => Promise.resolve() }),
    soon: (more = {}) => ({ start: the().now(), end: the().now() + 21 * day, ...more }),
    look: async (ehr, more) => valueOf(await findAppointments(scene.soon(more), scene.ports(ehr))),
    async openTime(ehr, more = {}) {
      const start = Math.max(the().now() + 2 * day, used) + minute;
      const search = { start, end: start + 7 * day, count: 20, practitioners: [naomi], ...more };
      const [time] = (await scene.look(ehr, search)).times;
      if (time === undefined) throw new Error('the clinic is full');
      used = time.start;
      return time;
    },
    async isOpen({ start, end, practitioners }) {
      const wanted = practitioners.flatMap(({ reference }) => reference ?? []);
      const { times } = await scene.look(the().open(), { start, end, practitioners: wanted });
      return times.some((time) => time.start === start);
    },
    async take(time) {
      await the().levers.takeTime({ slotId: slotIn(time) });
    },
    async hold(ehr, time) {
      const hold = valueOf(await holdAppointment(time, scene.ports(ehr)));
      if (hold === undefined) throw new Error('not held');
      return hold;
    },
    async book(ehr) {
      const booking = { time: await scene.openTime(ehr), hold: undefined, comment: undefined };
      return valueOf(await bookAppointment(booking, scene.ports(ehr)));
    },
    listAt: async (ehr, { start }) =>
      valueOf(await ehr.listAppointments({ from: start, to: start + 1 })).appointments,
    statusOf: async ({ id }) => valueOf(await the().open().readAppointment(id)).status,
    strike: (place, fault) => {
      the().levers.add({ match: the().at[place], fault });
    },
  };
  return scene;
}

/** Id of the Slot that a resource refers to, or that stands in it. */
function slotIn({ resource }: AppointmentFacts): string {
  const { slot, contained } = resource as {
    readonly slot?: readonly { readonly reference?: string }[];
    readonly contained?: readonly { readonly resourceType: string; readonly id?: string }[];
  };
  const referred = /Slot\/([^/]+)/.exec(slot?.[0]?.reference ?? '')?.[1];
  const id = referred ?? contained?.find(({ resourceType }) => resourceType === 'Slot')?.id;
  if (id === undefined) throw new Error('the time names no Slot');
  return id;
}
