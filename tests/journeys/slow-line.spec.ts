import type { Page } from '@playwright/test';

import { Scheduling } from '../support/journey-screens.ts';
import { expect, launch, test } from '../support/journey.ts';

/** Nothing of the later screens comes before it is let through. */
async function holdBackLater(page: Page): Promise<() => void> {
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/\/later-screens-[^/]*\.js$/, async (route) => {
    await answered;
    await route.continue();
  });
  return () => {
    answer();
  };
}

test('a screen whose code is on its way says so, on screen and aloud, and then it is there [A3]', async ({
  hospital,
  page,
}) => {
  const letThrough = await holdBackLater(page);
  const visit = await launch(page, hospital);
  await visit.button('My appointments').click();
  await expect(visit.title).toHaveText('Opening your appointments');
  await expect(visit.title).toBeFocused();
  await expect(visit.app.getByRole('status').last()).toHaveText('Opening your appointments…');
  letThrough();
  await expect(visit.title).toHaveText('My appointments');
  await expect(visit.title).toBeFocused();
});

test('why there is no session is on its way: the page stands as it was, and then it is said, aloud too [A3]', async ({
  hospital,
  page,
}) => {
  const letThrough = await holdBackLater(page);
  const { origin } = new URL(await hospital.launchUrl());
  await page.goto(`${origin}/index.html`);
  const visit = new Scheduling(page, 'by itself');
  await expect(visit.app.getByRole('combobox')).toBeVisible();
  await expect(visit.title).toHaveText('Book an appointment');
  letThrough();
  await expect(visit.title).toHaveText('Please open this page from your portal');
  await expect(page.getByRole('status').last()).toHaveText('We could not open your appointments');
});
