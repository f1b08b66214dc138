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
import { openDatabase } from '../../sandbox/database/database.ts';
import { type RunningSandbox, startSandbox } from '../../sandbox/hosts.ts';
import { rulesWith } from '../../sandbox/rules.ts';
import { type Evening, keepFirstEvening, sundayEvening } from './journey-evening.ts';
import { asked, Hospital, type HospitalSetup, settingsOf, usualSetup } from './journey-hospital.ts';
import { Scheduling } from './journey-screens.ts';

export { asked, Hospital, usualSetup } from './journey-hospital.ts';

/** The built app; another build can be tried by its path in DIST. */
const dist = process.env['DIST'] ?? fileURLToPath(new URL('../../dist', import.meta.url));

/** Journeys share two cores with what else runs there. What is right comes long before this. */
export const expect = plainExpect.configure({ timeout: 15_000 });

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

/** Opens the app by itself in this tab. */
export async function launch(
  page: Page,
  hospital: Hospital,
  context?: LaunchContext,
): Promise<Scheduling> {
  await page.goto(await hospital.launchUrl(context));
  return new Scheduling(page, 'by itself');
}

/** The visits ahead, also those that are only kept. */
export const coming = `${asked.appointments}patient=maria-alvarez&date=ge`;

/** Waits until Home has all that it asks the clinic for by itself: the times, and last of all the visits of the past. */
export async function homeIsFull(
  visit: Scheduling,
  hospital: Hospital,
  patient = 'maria-alvarez',
): Promise<void> {
  await expect(visit.bookThisTime).toBeVisible();
  await expect(visit.timesWithAnyone.first()).toBeVisible();
  await answered(hospital, `${asked.appointments}patient=${patient}&date=lt`);
}

/** Waits until the first request to this path has its answer, or the first after so many. */
export async function answered(hospital: Hospital, path: string, before = 0): Promise<void> {
  await expect.poll(() => hospital.wire(path)[before]?.endedAt).toBeDefined();
}

/** Lets the browser's seconds go by, which has to be `controlled`, until this is on screen. */
export async function secondsUntil(visit: Scheduling, shown: Locator): Promise<void> {
  // None go by while the patient is signed in: a few turns would be all the time that this may take.
  await expect(visit.app.getByRole('banner')).toBeVisible();
  await expect(async () => {
    await visit.page.clock.fastForward(2_000);
    await expect(shown).toBeVisible({ timeout: 100 });
  }).toPass({ intervals: [50], timeout: 30_000 });
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

interface Running {
  readonly sandbox: RunningSandbox;
  readonly clock: Evening;
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

  setup: [usualSetup, { option: true, scope: 'worker' }],

  running: [
    async ({ setup }, use) => {
      if (!existsSync(`${dist}/index.html`))
        throw new Error(`There is no built app in ${dist}: run "npm run build" first.`);
      const clock = sundayEvening();
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
      Object.assign(sandbox.ehrHandle.rules, rulesWith());
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
