import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type { LaunchContext } from '../../sandbox/authorization/launches.ts';
import { languageFor } from '../../src/ui/messages/languages.ts';
import { violations } from '../support/journey-axe.ts';
import { expect, type Hospital, launch, test as base } from '../support/journey.ts';
import { sidewaysScroll } from '../support/journey-layout.ts';
import type { Scheduling } from '../support/journey-screens.ts';
import { starting, type Words, wordsIn } from '../support/journey-words.ts';
import { fileOf, type ScreenName, themes, widths } from './names.ts';

const folder = fileURLToPath(new URL('../../screenshots', import.meta.url));

/** Everything with which a screen is reached, in the language of its pictures. */
export interface Reach {
  readonly page: Page;
  readonly hospital: Hospital;
  readonly words: Words;
  /** Opens the app by itself, as Maria unless somebody else is said. */
  readonly open: (context?: Partial<LaunchContext>) => Promise<Scheduling>;
}

const test = base.extend<{ readonly words: Words }>({
  words: async ({ setup }, use) => {
    await use(await wordsIn(languageFor(setup.language)));
  },
});
// Where most of the clinic's visits are, so that the pictures show no other hour beside the clinic's.
test.use({ browserClock: 'controlled', timezoneId: 'America/Phoenix' });

/** Takes the pictures of one screen, once it is reached: both widths, light and dark. */
export function screen(name: ScreenName, reach: (at: Reach) => Promise<void>): void {
  test(name, async ({ page, hospital, words, setup: { language = 'en' } }) => {
    await hospital.patientsSpeak(language);
    await reach({
      page,
      hospital,
      words,
      open: (context) => launch(page, hospital, { patient: 'maria-alvarez', ...context }),
    });
    await expect(page.locator('html')).toHaveAttribute('lang', new RegExp(`^${language}`));
    // Nothing looks as if the mouse were on it.
    await page.mouse.move(0, 0);
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme });
      for (const width of widths) {
        await showAll(page, width);
        await page.screenshot({
          path: `${folder}/${fileOf(language, colorScheme, width, name)}`,
          animations: 'disabled',
        });
        // Worth knowing, and no reason to take no more pictures.
        const across = await sidewaysScroll(page.mainFrame());
        expect.soft(across, `pixels to scroll sideways at ${width} pixels`).toBe(0);
      }
      expect.soft(await violations(page), `axe, ${colorScheme}`).toEqual([]);
    }
  });
}

/** Makes the window as high as the page: in a longer page what sticks to the window's foot would cover its middle. */
async function showAll(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height });
}

/** Presses the button whose name begins with this. */
export async function press(visit: Scheduling, name: string): Promise<void> {
  await visit.button(starting(name)).first().click();
}

/** Waits for the screen with this heading. */
export async function arrive(visit: Scheduling, title: string): Promise<void> {
  await expect(visit.title).toHaveText(title);
}

/** With the own doctor's next time on the check page. */
export async function check({ open, words }: Reach): Promise<Scheduling> {
  const visit = await open();
  await press(visit, words.first.home.bookThis);
  await arrive(visit, words.later.titles.check);
  return visit;
}

/** "My appointments", as the portal can open them, with a visit ahead on it. */
export async function appointments(
  { open, words }: Reach,
  patient = 'maria-alvarez',
): Promise<Scheduling> {
  const visit = await open({ patient, intent: 'view-appointments' });
  const coming = visit.app.getByRole('region', { name: words.later.appointments.coming });
  await expect(coming.getByRole('listitem').first()).toContainText(/\d/);
  return visit;
}

/** Asks whether Maria's visit ahead shall be cancelled. */
export async function askToCancel(reach: Reach): Promise<Scheduling> {
  const { appointments: said, titles } = reach.words.later;
  const visit = await appointments(reach);
  await press(visit, said.cancel);
  await arrive(visit, titles.change.asking);
  return visit;
}

/** Chooses another time for Maria's visit ahead, and comes to the check page. */
export async function chooseNew(reach: Reach): Promise<Scheduling> {
  const { appointments: said, moreTimes, moving, titles } = reach.words.later;
  const visit = await appointments(reach);
  await press(visit, said.move);
  await visit.app.getByRole('radio').first().check();
  await press(visit, moreTimes.continue);
  await arrive(visit, titles.checkMoving);
  await expect(visit.app.getByRole('region', { name: moving.new })).toContainText(/\d/);
  return visit;
}
