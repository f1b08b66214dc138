import { fileURLToPath } from 'node:url';
import { expect, test } from '../support/journey.ts';

const picture = (name: string) =>
  fileURLToPath(new URL(`../../docs/screenshots/${name}.png`, import.meta.url));

// Pictures for the README. They are taken only when asked for, so that no test changes the repository.
if (process.env['UPDATE_SCREENSHOTS'] === '1') {
  test.use({ timezoneId: 'America/Phoenix', viewport: { width: 1280, height: 1360 } });

  test('the portal with the app in it, on the first screen and on the check page', async ({
    page,
    scheduling,
  }) => {
    const visit = await scheduling('Maria Alvarez');
    await expect(visit.bookThisTime).toBeVisible();
    await expect(visit.timesWithAnyone).toHaveCount(4);
    await page.screenshot({ path: picture('home'), animations: 'disabled' });
    await visit.bookThisTime.click();
    await expect(visit.confirm).toBeVisible();
    await expect(visit.text('Active to')).toBeVisible();
    await page.screenshot({ path: picture('check'), animations: 'disabled' });
  });
}
