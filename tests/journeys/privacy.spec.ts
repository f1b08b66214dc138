import { loadAgain, throughPortal } from '../support/journey-again.ts';
import { appointmentsOf, chooseNew } from '../support/journey-changes.ts';
import { sent } from '../support/journey-killed.ts';
import { Scheduling } from '../support/journey-screens.ts';
import { stopNext } from '../support/journey-stops.ts';
import { openChanges, tellingOfMaria, watch } from '../support/journey-watch.ts';
import { asked, expect, test } from '../support/journey.ts';

const typed = 'A cough since Monday';
/** What may be known of a change that is open: opaque ids, and when. */
const known = [
  'id',
  'kind',
  'step',
  'startedAt',
  'start',
  'practitioners',
  'locations',
  'appointment',
  'replaces',
];

/** Nothing is stored but the ids of one open change, if one is. @returns how far that has got */
async function stored(visit: Scheduling): Promise<readonly string[]> {
  const left = await openChanges(visit.frame());
  for (const { key, text, change } of left) {
    expect(key).toMatch(/^intention\/[0-9a-f]{32}\/(?:[\d-]+|look)$/);
    expect(Object.keys(change).filter((name) => !known.includes(name))).toEqual([]);
    expect(tellingOfMaria([key, text])).toEqual([]);
  }
  return left.map(({ change }) => [change['kind'], change['step']].join(' '));
}

test('after signing in, and after booking, nothing of the patient or the sign-in is left in the browser; in between, the opaque ids of the one change that is open, or of the visit on screen [smart 51, B20]', async ({
  scheduling,
}) => {
  const visit = await scheduling();
  await expect(visit.bookThisTime).toBeVisible();
  expect(await stored(visit)).toEqual([]);
  await visit.bookThisTime.click();
  await visit.reason.fill(typed);
  expect(await stored(visit)).toEqual(['hold held']);
  const { reached } = await stopNext(visit.page, { path: asked.book, where: 'after' });
  await visit.confirm.click();
  await reached;
  expect(await stored(visit)).toEqual(['book sent']);

  await loadAgain(visit);
  expect(await stored(visit)).toEqual(['book sent']);
  await throughPortal(visit);
  await expect(visit.title).toHaveText('You’re booked');
  expect(await stored(visit)).toEqual(['look seen']);
  await visit.button('See my appointments').click();
  await expect(visit.title).toHaveText('My appointments');
  expect(await stored(visit)).toEqual([]);
  const cookies = await visit.page.context().cookies();
  expect(cookies.map(({ domain }) => domain)).toEqual(['portal.localhost']);
});

test('of a visit that is moved or cancelled, too, the browser keeps ids alone, and those only until it is done and left [smart 51, B20]', async ({
  hospital,
  page,
}) => {
  const visit = await appointmentsOf(page, hospital);
  await chooseNew(visit);
  await visit.reason.fill(typed);
  expect(await stored(visit)).toEqual(['hold held']);
  const moving = await stopNext(page, { ...sent.cancel, where: 'after' });
  await visit.button('Move my visit').click();
  await moving.reached;
  expect(await stored(visit)).toEqual(['reschedule sent']);
  await page.goto(await hospital.launchUrl());
  await expect(visit.title).toHaveText('Your visit is moved');
  expect(await stored(visit)).toEqual(['look seen']);

  await visit.button('See my appointments').click();
  await visit.button(/^Cancel this visit/).click();
  await expect(visit.title).toHaveText('Cancel this visit?');
  expect(await stored(visit)).toEqual([]);
  const cancelling = await stopNext(page, { ...sent.cancel, where: 'after' });
  await visit.button('Yes, cancel this visit').click();
  await cancelling.reached;
  expect(await stored(visit)).toEqual(['cancel sent']);
  await page.goto(await hospital.launchUrl());
  await expect(visit.title).toHaveText('Your visit is cancelled');
  expect(await stored(visit)).toEqual([]);
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
  await expect(visit.bookThisTime).toBeVisible();
  await note('Book an appointment');
  await visit.bookThisTime.click();
  await note('Check your appointment');
  await visit.reason.fill(typed);
  await visit.confirm.click();
  await note('You’re booked');
  await visit.button('See my appointments').click();
  await note('My appointments');

  expect(new Set(titles).size).toBe(4);
  expect(tellingOfMaria(titles)).toEqual([]);
  expect(tellingOfMaria(seen.said)).toEqual([]);
  // The EHR's own addresses name the patient by the record's id, as FHIR has it; here the id is made of the name.
  const addresses = [...seen.addresses, ...seen.requests.map((request) => request.url())];
  expect(
    tellingOfMaria(
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
  expect(tellingOfMaria([await page.locator('body').innerText()])).toEqual([]);
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
