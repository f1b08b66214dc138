import { heard, listen } from '../support/journey-aloud.ts';
import { expect, launch, test } from '../support/journey.ts';

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

test('[A3] [A4] what is said, and where the focus goes, from the first press to a booked visit: each once', async ({
  hospital,
  page,
}) => {
  await listen(page);
  const visit = await launch(page, hospital);
  const aloud = visit.app.getByRole('status').last();
  await expect(aloud).toHaveText(/^Next open time: /);
  await expect(visit.text('More ways to find a time')).toBeVisible();
  await heard(visit);

  await visit.bookThisTime.click();
  await expect(aloud).toHaveText('We are keeping this time for you.');
  expect(await heard(visit)).toEqual([
    'focus: Book this time: Monday, November 23, 8:00 AM Mountain Standard Time, Dr. Mateo Quintanar, Larkspur Ocotillo Center, in person',
    'status: Keeping this time for you…',
    'focus: Check your appointment',
    'status: We are keeping this time for you.',
  ]);

  await visit.button('Keep it longer').click();
  await expect(aloud).toHaveText('Done. You have more time now.');
  expect(await heard(visit)).toEqual([
    'focus: Keep it longer',
    'status: Asking for more time…',
    'status: Done. You have more time now.',
  ]);

  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  expect(await heard(visit)).toEqual([
    'focus: Confirm appointment',
    'status: Booking…',
    'focus: You’re booked',
  ]);
});
