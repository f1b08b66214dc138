import { Scheduling } from '../support/journey-screens.ts';
import { leftBehind, watch } from '../support/journey-watch.ts';
import { asked, expect, test } from '../support/journey.ts';

const typed = 'A cough since Monday';
/** What the record of Maria says of her, and what she types. */
const ofMaria = [
  'Maria',
  'Alvarez',
  '1984',
  'March 17',
  '555-0133',
  'mail.example',
  'LV-100284',
  'Palo Brea',
  'cough',
];
const among = (texts: readonly string[]) =>
  texts.filter((text) => ofMaria.some((word) => text.toLowerCase().includes(word.toLowerCase())));

test('after signing in, and after booking, nothing of the patient or the sign-in is left in the browser [smart 51]', async ({
  scheduling,
}) => {
  const visit = await scheduling();
  await expect(visit.bookThisTime).toBeVisible();
  expect(await leftBehind(visit.frame())).toEqual({});
  await visit.bookThisTime.click();
  await visit.reason.fill(typed);
  expect(await leftBehind(visit.frame())).toEqual({});
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  await visit.button('See my appointments').click();
  await expect(visit.title).toHaveText('My appointments');
  expect(await leftBehind(visit.frame())).toEqual({});
  const cookies = await visit.page.context().cookies();
  expect(cookies.map(({ domain }) => domain)).toEqual(['portal.localhost']);
});

test('a whole booking says nothing to the console, opens no window, asks nobody else, and leaves the portal alone [smart 56, 62]', async ({
  hospital,
  page,
  scheduling,
}) => {
  const seen = watch(page);
  const visit = await scheduling();
  const portal = page.url();
  await visit.button('See more times with anyone').click();
  await visit.app.getByRole('radio').first().check();
  await visit.button('Continue').click();
  await visit.reason.fill(typed);
  await visit.button('Keep it longer').click();
  await expect(visit.text('Done. You have more time now.').first()).toBeVisible();
  await visit.confirm.click();
  await visit.button('See my appointments').click();
  await expect(visit.app.getByRole('region', { name: /^Past/ }).getByRole('listitem')).toHaveCount(
    3,
  );

  expect(seen.complaints).toEqual([]);
  expect(seen.dialogs).toEqual([]);
  expect(seen.popups).toEqual([]);
  expect(page.url()).toBe(portal);
  expect(new URL(portal).pathname).toBe('/schedule');
  const { sandbox } = hospital;
  const known = [sandbox.portal, sandbox.app, sandbox.ehr].map(({ origin }) => origin);
  const origins = seen.requests.map((request) => new URL(request.url()).origin);
  expect(origins.filter((origin) => !known.includes(origin) && origin !== 'null')).toEqual([]);
});

test('nothing of the patient stands in titles, addresses or the console [B26]', async ({
  hospital,
  page,
}) => {
  const seen = watch(page);
  await page.goto(await hospital.launchUrl());
  const visit = new Scheduling(page, 'by itself');
  const titles: string[] = [];
  const note = async (heading: string) => {
    await expect(visit.title).toHaveText(heading);
    titles.push(await page.title());
  };
  await note('Book an appointment');
  await visit.bookThisTime.click();
  await note('Check your appointment');
  await visit.reason.fill(typed);
  await visit.confirm.click();
  await note('You’re booked');
  await visit.button('See my appointments').click();
  await note('My appointments');

  expect(new Set(titles).size).toBe(4);
  expect(among(titles)).toEqual([]);
  expect(among(seen.said)).toEqual([]);
  // The EHR's own addresses name the patient by the record's id, as FHIR has it; here the id is made of the name.
  const addresses = [...seen.addresses, ...seen.requests.map((request) => request.url())];
  expect(
    among(
      addresses.map((url) => url.replace(/(Patient\/|patient=|beneficiary=)maria-alvarez/g, '')),
    ),
  ).toEqual([]);
});

test('who leaves the page leaves nothing on it, and the access ends [smart 53]', async ({
  hospital,
  page,
}) => {
  await page.goto(await hospital.launchUrl());
  const visit = new Scheduling(page, 'by itself');
  await visit.bookThisTime.click();
  await visit.reason.fill(typed);
  await page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
  });
  await expect(visit.title).toHaveText('Please open this page from your portal');
  expect(among([await page.locator('body').innerText()])).toEqual([]);
  await expect.poll(() => hospital.wire(asked.revoke).map(({ status }) => status)).toEqual([200]);
});

test('the page says in which language it is, from its first moment on [smart 61, A17]', async ({
  scheduling,
}) => {
  const visit = await scheduling();
  await expect(visit.app.locator('html')).toHaveAttribute('lang', 'en');
  await expect(visit.bookThisTime).toBeVisible();
  await expect(visit.app.locator('html')).toHaveAttribute('lang', 'en');
});
