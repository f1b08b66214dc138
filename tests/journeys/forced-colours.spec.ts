import type { Locator } from '@playwright/test';

import { violations } from '../support/journey-axe.ts';
import { answered, expect, launch, test } from '../support/journey.ts';
import type { Scheduling } from '../support/journey-screens.ts';

test.use({ forcedColors: 'active' });

/** Buttons, links and boxes that nothing would mark where grounds are gone. */
const unmarked = (visit: Scheduling): Promise<readonly string[]> =>
  visit.frame().evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a.button, select, textarea')]
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const { borderTopStyle, borderTopWidth, textDecorationLine } = getComputedStyle(element);
        const bordered = borderTopStyle !== 'none' && parseFloat(borderTopWidth) >= 1;
        return !bordered && textDecorationLine !== 'underline';
      })
      .map(({ textContent }) => textContent.trim()),
  );

const outline = (of: Locator): Promise<string> =>
  of.evaluate((element) => getComputedStyle(element).outlineStyle);

test('where the system sets the colours, what can be pressed is seen, and so are the focus and what is ticked', async ({
  hospital,
  page,
}) => {
  const visit = await launch(page, hospital);
  await expect(visit.timesWithAnyone).toHaveCount(4);
  expect.soft(await unmarked(visit)).toEqual([]);
  await visit.bookThisTime.focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  expect.soft(await outline(visit.bookThisTime)).toBe('solid');

  await visit.button(/^See more times with Dr/).click();
  const labels = visit.app.locator('label:has(input[type="radio"])');
  await labels.first().click();
  const border = (of: Locator) =>
    of.evaluate((element) => {
      const { outlineStyle, outlineWidth, borderTopWidth, borderTopColor } =
        getComputedStyle(element);
      return { outlineStyle, outlineWidth, borderTopWidth, borderTopColor };
    });
  expect(await border(labels.first())).not.toEqual(await border(labels.nth(1)));
  expect.soft(await unmarked(visit)).toEqual([]);
  expect.soft(await violations(page)).toEqual([]);

  await visit.button('Continue').click();
  await expect(visit.title).toHaveText('Check your appointment');
  expect.soft(await unmarked(visit)).toEqual([]);
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  expect.soft(await unmarked(visit)).toEqual([]);
  expect.soft(await violations(page)).toEqual([]);
});

test('a portal’s colours are not worn over those of the system [smart 37]', async ({
  hospital,
  page,
}) => {
  const visit = await launch(page, hospital, { patient: 'maria-alvarez', style: 'hospital' });
  await answered(hospital, '^/assets/wear-');
  await visit.bookThisTime.click();
  await expect(visit.title).toHaveText('Check your appointment');
  expect(hospital.wire('/auth/style-')).toEqual([]);
});
