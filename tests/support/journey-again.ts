import type { Locator } from '@playwright/test';
import { asked, expect, openScheduling } from './journey.ts';
import { read, type Scheduling } from './journey-screens.ts';
import { stopNext } from './journey-stops.ts';

/** The own doctor's next time is chosen and kept. @returns when that is, as the page says it */
export async function chooseOwn(visit: Scheduling): Promise<string> {
  await visit.bookThisTime.click();
  await expect(visit.title).toHaveText('Check your appointment');
  return whenOf(visit);
}

/** When the visit on screen is: of two, the first. */
export const whenOf = (visit: Scheduling): Promise<string> => whenIn(visit.app);

/** When the visit is that stands there, as soon as the clinic's zone is known. */
export async function whenIn(part: Pick<Locator, 'getByRole'>): Promise<string> {
  const when = part.getByRole('definition').first();
  await expect(when).toContainText(/\d/);
  return read(when);
}

/** The page of the app alone is loaded again, by the browser's own button or menu. */
export async function loadAgain(visit: Scheduling): Promise<void> {
  await visit.frame().evaluate(() => {
    location.reload();
  });
  await expect(visit.title).toHaveText('Please open this page from your portal');
}

/** "Confirm" is pressed, and the page is loaded again while it waits for the answer. */
export async function confirmAndLoadAgain(
  visit: Scheduling,
  where: 'before' | 'after',
): Promise<void> {
  const { reached } = await stopNext(visit.page, { path: asked.book, where });
  await visit.confirm.click();
  await reached;
  await loadAgain(visit);
}

/** To the portal's home, and from there to the app once more, in the same tab. */
export async function throughPortal(visit: Scheduling): Promise<Scheduling> {
  await visit.page.getByRole('link', { name: 'Home' }).click();
  await visit.page.waitForURL('**/home');
  return openScheduling(visit.page);
}
