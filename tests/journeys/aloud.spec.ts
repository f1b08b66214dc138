import { expect, test } from '../support/journey.ts';

/**
 * What a screen reader has to go by, from the first screen to the last: names, roles and states, as the browser gives
 * them to it. Reviewed as a text: whoever changes it reads it aloud.
 */
test('[A3] [A4] the two clicks to a booked visit, as they are read aloud', async ({
  scheduling,
}) => {
  const visit = await scheduling();
  const told = async (name: string): Promise<void> => {
    await expect(visit.app.locator('.page')).toMatchAriaSnapshot({ name: `${name}.aria.yml` });
  };
  await expect(visit.button('See more times with anyone')).toBeVisible();
  await expect(visit.text('More ways to find a time')).toBeVisible();
  await told('1-home');
  await visit.bookThisTime.click();
  await expect(visit.title).toHaveText('Check your appointment');
  await told('2-check');
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  await told('3-booked');
});
