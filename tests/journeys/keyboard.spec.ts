import type { Locator, Page } from '@playwright/test';
import { read, type Scheduling } from '../support/journey-screens.ts';
import { asked, expect, test } from '../support/journey.ts';

/** Presses Tab until this has the focus; a patient would have given up long before the end. */
async function tabTo(page: Page, target: Locator): Promise<number> {
  for (let pressed = 1; pressed <= 60; pressed += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return pressed;
  }
  throw new Error('Tab never came to what was looked for');
}

const documentTitle = (visit: Scheduling) => visit.frame().evaluate(() => document.title);

test('a visit is found among ten days and booked by keyboard alone, and each screen says where one is [A5, A6, A16]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  const { page, app } = visit;
  const { keyboard } = page;
  await expect(visit.bookThisTime).toBeVisible();
  expect(await documentTitle(visit)).toBe('Book an appointment');

  await tabTo(page, app.getByRole('button', { name: /^See more times with Dr\. Mateo/ }));
  await keyboard.press('Enter');
  await expect(visit.title).toHaveText('Times with Dr. Mateo Quintanar');
  await expect(visit.title).toBeFocused();
  await expect(visit.days).toHaveCount(10);
  expect(await documentTitle(visit)).toBe('Choose a time');

  const radios = app.getByRole('radio');
  await tabTo(page, radios.first());
  await keyboard.press('Space');
  await expect(radios.first()).toBeChecked();
  for (let pressed = 0; pressed < 3; pressed += 1) await keyboard.press('ArrowDown');
  await expect(radios.nth(3)).toBeChecked();
  await expect(radios.nth(3)).toBeFocused();
  await expect(visit.title).toHaveText('Times with Dr. Mateo Quintanar');

  // All times are one stop of the Tab key: after them come the days that are folded up, and the button.
  await keyboard.press('Tab');
  await expect(app.locator('summary').nth(1)).toBeFocused();
  await tabTo(page, visit.button('Continue'));
  const [chosen] =
    /\w+, \w+ \d+, \d+:\d\d [AP]M/.exec(await read(app.getByText(/^Your choice:/))) ?? [];
  await keyboard.press('Enter');
  await expect(visit.title).toHaveText('Check your appointment');
  await expect(visit.title).toBeFocused();
  await expect(app.getByRole('main')).toContainText(String(chosen));
  expect(await documentTitle(visit)).toBe('Check your appointment');

  await tabTo(page, visit.confirm);
  await keyboard.press('Enter');
  await expect(visit.title).toHaveText('You’re booked');
  await expect(visit.title).toBeFocused();
  await expect(app.getByRole('main')).toContainText(String(chosen));
  expect(await documentTitle(visit)).toBe('You’re booked');
  expect(hospital.wire(asked.book)).toHaveLength(1);

  await tabTo(page, visit.button('See my appointments'));
  await keyboard.press('Enter');
  await expect(visit.title).toHaveText('My appointments');
  await expect(visit.title).toBeFocused();
  expect(await documentTitle(visit)).toBe('My appointments');
});

test('choosing a time moves nothing: the focus stays, and only the button goes on [A7]', async ({
  scheduling,
}) => {
  const visit = await scheduling();
  await visit.button('See more times with anyone').click();
  const radio = visit.app.getByRole('radio').first();
  await radio.click();
  await expect(radio).toBeFocused();
  await expect(visit.title).toHaveText('Times with any clinician');
});

test('going on without a time chosen is explained, and nothing is asked of the clinic [A4]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  await visit.button('See more times with anyone').click();
  await visit.button('Continue').click();
  const missing = visit.app.getByRole('alert').filter({ hasText: 'Please choose a time first.' });
  await expect(missing).toBeFocused();
  expect(hospital.wire(asked.hold)).toHaveLength(0);
});

test('ten days that have times are listed, each time under its own day on the clinic’s calendar [B3]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling('Walter Dufresne');
  await visit.app.getByRole('button', { name: /^See more times with Dr\. Lena/ }).click();
  await expect(visit.days).toHaveCount(10);
  const last = await visit.day(visit.days.last());
  const [, day] = /^(\w+, \w+ \d+)/.exec(await read(last)) ?? [];
  const hour = await read(last.getByRole('radio').last().locator('..').locator('strong'));
  await last.getByRole('radio').last().check();
  await visit.button('Continue').click();
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  const [booked] = await hospital.madeBy('walter-dufresne');
  const atClinic = new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/Chicago',
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }).format(booked?.start);
  expect(atClinic.replace(/\s/g, ' ')).toBe(`${String(day)} at ${hour}`);
});
