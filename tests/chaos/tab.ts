import { createEhr, type EhrSettings } from '../../src/fhir/capability.ts';
import { AppFlow } from '../../src/flows/app.svelte.ts';
import * as finding from '../../src/flows/finding.svelte.ts';
import { Shell } from '../../src/flows/shell.svelte.ts';
import * as changes from '../../src/flows/visit-change.svelte.ts';
import type { AppointmentFacts, Instant } from '../../src/scheduling/model.ts';
import type { Journal, RescheduleOrder } from '../../src/scheduling/ports.ts';
import { openDrawer } from '../../src/session/drawer.ts';
import { patient, type Clinic } from './clinic.ts';
import type { VirtualClock } from './clock.ts';
import type { Spoken } from './dialects.ts';
import type { Wire } from './wire.ts';

/** How the EHR of a run is, and how the app is set for it. */
export interface Setting {
  readonly order: RescheduleOrder;
  readonly hold: boolean;
  /** Whether a session can be made to last longer. */
  readonly renewable: boolean;
}

export interface World {
  readonly clinic: Clinic;
  readonly clock: VirtualClock;
  readonly wire: Wire;
  readonly setting: Setting;
  /** How the EHR is spoken to. */
  readonly spoken: Spoken;
  /** The slot of a time that the app shows. */
  readonly slotOf: (time: Pick<AppointmentFacts, 'start' | 'practitioners'>) => string | undefined;
}

const minute = 60_000;
const sessionMinutes = 45;

/** Zones by place, so that no page asks for them. */
const zones = {
  'Location/harborview': 'America/New_York',
  'Location/ocotillo': 'America/Phoenix',
  'Location/harborview-video': 'America/New_York',
};

/** One page in a tab, from its launch until it goes. */
export class Page {
  readonly number: number;
  readonly app: AppFlow;
  readonly shell = new Shell();
  readonly journal: Journal;
  /** The time that the patient last said yes to here. */
  confirmed: string | undefined;
  #token: string;
  #endsAt: Instant;
  #gone = false;
  #closed = false;
  /** The session is ended when all that was to be sent is sent. */
  #signedOut = false;

  constructor(
    tab: Tab,
    journal: Journal,
    number: number,
    { clinic, clock, wire, setting, spoken }: World,
  ) {
    this.number = number;
    this.journal = journal;
    const signIn = (): void => {
      this.#token = clinic.token(sessionMinutes);
      this.#endsAt = clock.now() + sessionMinutes * minute;
    };
    this.#token = '';
    this.#endsAt = 0;
    signIn();
    const renew = async (): Promise<boolean> => {
      if (!setting.renewable || this.#signedOut) return false;
      signIn();
      return true;
    };
    this.app = new AppFlow({
      iss: clinic.base,
      ehr: createEhr({
        issuer: settingsFor(setting, clinic.base, spoken),
        dialect: spoken.dialect,
        patient,
        authorization: () => (this.#signedOut ? undefined : `Bearer ${this.#token}`),
        renew,
        now: clock.now,
        fetch: wire.fetchFor({
          tab: tab.number,
          page: number,
          isGone: () => this.#gone,
          concern: () => tab.concern(),
          onGone: (keepsStorage) => {
            tab.lose(keepsStorage);
          },
        }),
      }),
      patient: `Patient/${patient}`,
      now: clock.now,
      wait: (milliseconds) => clock.wait(milliseconds, this),
      later: (milliseconds, run) => clock.plan(milliseconds, this, run),
      places: { locations: zones, timeZone: undefined },
      mayBook: true,
      needPatientBanner: true,
      signIn: { endsAt: () => this.#endsAt, renew },
      journal,
      changes: () => Promise.resolve(changes),
      finding: () => Promise.resolve(finding),
      onClose: (why, sent) => {
        this.#closed = true;
        this.shell.refuse(why);
        void sent.finally(() => (this.#signedOut = true));
      },
    });
    this.shell.open(this.app);
  }

  get isGone(): boolean {
    return this.#gone;
  }
  /** The patient has finished here, or was away too long. */
  get isClosed(): boolean {
    return this.#closed;
  }

  go(): void {
    this.#gone = true;
  }
}

/** A tab of the patient's browser: one page after another over one storage. */
export class Tab {
  readonly #world: World;
  /** Counts tabs, and again where one loses its storage: who knows nothing of before is somebody else. */
  number: number;
  page: Page | undefined;
  #storage: Storage = memoryStorage();
  readonly #numbers: { tabs: number; pages: number };
  readonly #onGoing: (page: Page, tab: number) => void;

  /** @param onGoing sees what is on a page at the moment when it goes away */
  constructor(
    world: World,
    numbers: { tabs: number; pages: number },
    onGoing: (page: Page, tab: number) => void,
  ) {
    this.#world = world;
    this.#numbers = numbers;
    this.#onGoing = onGoing;
    this.number = numbers.tabs += 1;
  }

  /** Opens the app from the portal, in place of the page that was there. */
  async launch(): Promise<Page> {
    this.lose(true);
    const drawer = await openDrawer({
      page: { sessionStorage: this.#storage, crypto: globalThis.crypto },
      iss: this.#world.clinic.base,
      patient,
    });
    const page = new Page(this, drawer, (this.#numbers.pages += 1), this.#world);
    this.page = page;
    void page.app.start();
    return page;
  }

  /** The page goes away at once, whatever it was doing. */
  lose(keepsStorage: boolean): void {
    const { page } = this;
    if (page !== undefined) {
      this.#onGoing(page, this.number);
      page.go();
      this.#world.clock.forget(page);
      this.#world.wire.hangUp(page.number);
    }
    this.page = undefined;
    if (keepsStorage) return;
    this.#storage = memoryStorage();
    this.number = this.#numbers.tabs += 1;
  }

  /** The time that the patient is about to have, else one that is on offer here. */
  concern(): string | undefined {
    const { page } = this;
    if (page === undefined) return undefined;
    const { step } = page.app.booking;
    if ('time' in step) return this.#world.slotOf(step.time);
    const { anyone } = page.app.times;
    const first = anyone.at === 'times' ? anyone.times[0] : undefined;
    return first && this.#world.slotOf(first);
  }
}

function settingsFor(
  { order, hold }: Setting,
  base: string,
  { settings, server }: Spoken,
): EhrSettings {
  return {
    iss: `${base}/`,
    ...settings,
    hold,
    reschedule: order,
    ...(server === 'argonaut' ? { patch: 'json' } : {}),
  };
}

function memoryStorage(): Storage {
  const entries = new Map<string, string>();
  return {
    get length() {
      return entries.size;
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
    clear: () => {
      entries.clear();
    },
  };
}
