import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type BrowserContext,
  expect as plainExpect,
  type Locator,
  type Page,
  test as base,
} from '@playwright/test';
import type { LaunchContext } from '../../sandbox/authorization/launches.ts';
import { type Database, openDatabase } from '../../sandbox/database/database.ts';
import { discoveringDeployment, type Where } from '../../sandbox/deployment.ts';
import { type RunningSandbox, startSandbox } from '../../sandbox/hosts.ts';
import type { Fault, WireEntry } from '../../sandbox/types.ts';
import { Scheduling } from './journey-screens.ts';

/** The built app; another build can be tried by its path in DIST. */
const dist = process.env['DIST'] ?? fileURLToPath(new URL('../../dist', import.meta.url));

/** A Sunday evening: every clinic is closed, so no time that a journey has on screen goes by under it. */
const sundayEvening = Date.UTC(2026, 10, 22, 22);

/** Journeys share two cores with what else runs there. What is right comes long before this. */
export const expect = plainExpect.configure({ timeout: 15_000 });

/** What the wire calls the things that journeys count, slow down and break. */
export const asked = {
  find: String.raw`/Appointment/\$find`,
  hold: String.raw`/Appointment/\$hold`,
  book: String.raw`/Appointment/\$book`,
  appointments: String.raw`/Appointment\?`,
  nextPage: String.raw`/Appointment\?_page=`,
  patient: '/fhir/argonaut/Patient/',
  discovery: '/smart-configuration$',
  authorize: '/auth/authorize',
  token: '/auth/token$',
  revoke: '/auth/revoke$',
} as const;

/** The hospital of one journey: its EHR as on the same Sunday evening, whatever the journey before has done. */
export class Hospital {
  readonly sandbox: RunningSandbox;
  /** What was thrown in a browser and caught by nobody. */
  readonly uncaught: string[] = [];
  readonly #clock: HospitalClock;

  constructor(sandbox: RunningSandbox, clock: HospitalClock) {
    this.sandbox = sandbox;
    this.#clock = clock;
  }

  /** Epoch milliseconds at the hospital; the browser's clock shows the same. */
  now(): number {
    return this.#clock.now();
  }

  /** So much later at the hospital. The browser's clock is the browser's: see `browserClock`. */
  later(milliseconds: number): void {
    this.#clock.skipped += milliseconds;
  }

  /** A fault waits for requests to this path; see `asked`. */
  breaks(path: string, fault: Fault, times = 1): void {
    this.sandbox.ehrHandle.levers.add({ match: { path }, fault, times });
  }

  /** All faults are over. */
  mends(): void {
    this.sandbox.ehrHandle.levers.clear();
  }

  /** The requests to this path that reached a host, oldest first; preflights left out. */
  wire(path: string): readonly WireEntry[] {
    const pattern = new RegExp(path);
    return this.sandbox.ehrHandle.log.entries.filter(
      (entry) => entry.method !== 'OPTIONS' && pattern.test(entry.path),
    );
  }

  /** Whatever has asked the EHR or its authorization server for anything. */
  askedOfEhr(): readonly WireEntry[] {
    return this.sandbox.ehrHandle.log.entries.filter(
      ({ host }) => host !== 'portal' && host !== 'app',
    );
  }

  /** The patient's visits as the clinic's own desk sees them, straight from the tables. */
  visitsOf(patient: string) {
    return this.sandbox.ehrHandle.database.visitsOf(patient);
  }

  /** Those of the patient's visits in this state that the journey has made. */
  async madeBy(patient: string, status: 'booked' | 'pending' = 'booked') {
    const visits = await this.visitsOf(patient);
    return visits.filter((visit) => visit.status === status && !/^(coming|past)-/.test(visit.id));
  }

  /** An address that opens the app by itself, as in a tab of its own. */
  async launchUrl(context: LaunchContext = { patient: 'maria-alvarez' }): Promise<string> {
    return (await this.sandbox.createLaunch(context)).url;
  }
}

/** Signs in to the portal by its own page. */
export async function signIn(page: Page, hospital: Hospital, patient: string): Promise<void> {
  await page.goto(hospital.sandbox.portal.href);
  await page.getByRole('button', { name: patient }).click();
  await page.waitForURL('**/home');
}

/** From the portal's home to the app in the portal's frame. */
export async function openScheduling(page: Page): Promise<Scheduling> {
  await page
    .getByRole('main')
    .getByRole('link', { name: /^Schedule an appointment/ })
    .click();
  await page.waitForURL('**/schedule');
  return new Scheduling(page, 'in the portal');
}

/** Lets the browser's seconds go by, which has to be `controlled`, until this is on screen. */
export async function secondsUntil(visit: Scheduling, shown: Locator): Promise<void> {
  await expect(async () => {
    await visit.page.clock.fastForward(2_000);
    await expect(shown).toBeVisible({ timeout: 100 });
  }).toPass({ intervals: [50], timeout: 30_000 });
}

interface HospitalClock {
  now(): number;
  /** Milliseconds that a journey has let go by at once. */
  skipped: number;
  startAgain(): void;
}

function hospitalClock(): HospitalClock {
  let startedAt = performance.now();
  const clock: HospitalClock = {
    now: () => Math.floor(sundayEvening + performance.now() - startedAt) + clock.skipped,
    skipped: 0,
    startAgain() {
      startedAt = performance.now();
      clock.skipped = 0;
    },
  };
  return clock;
}

/** Runs in every frame before its own scripts: the browser's clock shows the hospital's day, and goes on by itself. */
function shiftClock(milliseconds: number): void {
  const Real = Date;
  const now = () => Real.now() + milliseconds;
  globalThis.Date = new Proxy(Real, {
    construct: (target, args: unknown[], self) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, self) as Date,
    get: (target, key, self) => (key === 'now' ? now : (Reflect.get(target, key, self) as unknown)),
  });
}

/**
 * What journeys change, put back. To seed again would take the better part of a second for each; almost all of it for
 * the slots, which no journey changes.
 */
async function keepFirstEvening(database: Database): Promise<() => Promise<void>> {
  await database.query('create table first_resource as table resource');
  await database.query('create table first_claim as table claim');
  return () =>
    database.transaction(async (transaction) => {
      await transaction.query('delete from resource');
      await transaction.query('insert into resource table first_resource');
      await transaction.query(
        'delete from claim where appointment not in (select appointment from first_claim)',
      );
      await transaction.query(
        `update claim set status = f.status, patient = f.patient, expires_at = f.expires_at
           from first_claim f where f.appointment = claim.appointment and f.status <> claim.status`,
      );
    });
}

/** How a hospital has set things up. */
export interface HospitalSetup {
  /** Where a browser finds the three hosts. */
  readonly names: { readonly portal: string; readonly app: string; readonly ehr: string };
  /** False where its EHR keeps no times. */
  readonly hold: boolean;
}

function settingsOf(where: Where, { hold }: HospitalSetup): unknown {
  const { issuers, ...settings } = discoveringDeployment(where) as { issuers: readonly object[] };
  return { ...settings, issuers: issuers.map((issuer) => ({ ...issuer, hold })) };
}

interface Running {
  readonly sandbox: RunningSandbox;
  readonly clock: HospitalClock;
  putBack(): Promise<void>;
}

interface Journey {
  /** `controlled`: `page.clock` can let time go by; until it does, this clock goes on by itself, too. */
  readonly browserClock: 'running' | 'controlled';
  readonly hospital: Hospital;
  /** Opens the app in the portal as this patient, each time in a browser that nobody else has used. */
  readonly scheduling: (patient?: string) => Promise<Scheduling>;
}

/**
 * `hospital` is there in every journey, `scheduling` where a patient comes to the app through the portal. An exception
 * that nobody caught fails any journey.
 */
export const test = base.extend<
  Journey,
  { readonly setup: HospitalSetup; readonly running: Running }
>({
  // Nobody lives here: what takes the browser's zone for the clinic's shows at once.
  timezoneId: 'Asia/Kolkata',
  locale: 'en-US',
  viewport: { width: 1280, height: 900 },
  actionTimeout: 15_000,
  navigationTimeout: 30_000,
  browserClock: ['running', { option: true }],

  // The portal, the app and the EHR on three sites, as it is in hospitals.
  setup: [
    {
      names: { portal: 'portal.localhost', app: 'app.localhost', ehr: 'ehr.localhost' },
      hold: true,
    },
    { option: true, scope: 'worker' },
  ],

  running: [
    async ({ setup }, use) => {
      if (!existsSync(`${dist}/index.html`))
        throw new Error(`There is no built app in ${dist}: run "npm run build" first.`);
      const clock = hospitalClock();
      const database = await openDatabase('memory');
      const sandbox = await startSandbox({
        appDirectory: dist,
        settings: (where) => settingsOf(where, setup),
        names: setup.names,
        database,
        clock: clock.now,
      });
      const putBack = await keepFirstEvening(database);
      await use({ sandbox, clock, putBack });
      await sandbox.close();
    },
    { scope: 'worker', timeout: 180_000 },
  ],

  hospital: [
    async ({ running: { sandbox, clock, putBack }, context, browserClock }, use) => {
      base.info().setTimeout(90_000);
      await putBack();
      sandbox.ehrHandle.levers.clear();
      sandbox.authorization.levers.clear();
      sandbox.ehrHandle.log.clear();
      clock.startAgain();
      const hospital = new Hospital(sandbox, clock);
      await furnish(context, hospital, browserClock);
      await use(hospital);
      expect(hospital.uncaught, 'exceptions that nobody caught').toEqual([]);
    },
    { auto: true },
  ],

  scheduling: async ({ browser, page, hospital, browserClock }, use) => {
    const others: BrowserContext[] = [];
    let free: Page | undefined = page;
    const nextPage = async (): Promise<Page> => {
      const context = await browser.newContext();
      others.push(context);
      await furnish(context, hospital, browserClock);
      return context.newPage();
    };
    await use(async (patient = 'Maria Alvarez') => {
      const own = free ?? (await nextPage());
      free = undefined;
      await signIn(own, hospital, patient);
      return openScheduling(own);
    });
    for (const context of others) await context.close();
  },
});

/** Makes a browser ready for a journey: its clock, and what is thrown in it. */
async function furnish(
  context: BrowserContext,
  hospital: Hospital,
  browserClock: Journey['browserClock'],
): Promise<void> {
  context.on('weberror', (error) => hospital.uncaught.push(error.error().message));
  if (browserClock === 'controlled') await context.clock.install({ time: hospital.now() });
  else await context.addInitScript(shiftClock, hospital.now() - Date.now());
}
