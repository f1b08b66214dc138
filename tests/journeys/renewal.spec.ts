import { chooseOwn, whenOf } from '../support/journey-again.ts';
import { Scheduling } from '../support/journey-screens.ts';
import { leftBehind } from '../support/journey-watch.ts';
import {
  asked,
  expect,
  homeIsFull,
  type Hospital,
  launch,
  secondsUntil,
  test,
  usualSetup,
} from '../support/journey.ts';

// Another hospital: its EHR lets the app renew a session for as long as the patient is there.
test.use({ setup: { ...usualSetup, moreScopes: ['online_access'] }, browserClock: 'controlled' });

/** What was asked of the sign-in, as "authorization_code" or "refresh_token" with the client it named. */
const tokensAsked = (hospital: Hospital) =>
  hospital.wire(asked.token).map(({ requestBody }) => {
    const form = new URLSearchParams(requestBody);
    return [form.get('grant_type'), form.get('client_id')].join(' ');
  });

test('a session whose token ends while the page reads goes on: it is renewed in the name of the app, and the patient notices nothing [smart 47]', async ({
  hospital,
  page,
}) => {
  hospital.breaks(asked.patient, { kind: 'expire-token' });
  const visit = await launch(page, hospital);
  await expect(visit.banner).toContainText('For Maria Alvarez');
  await expect(visit.bookThisTime).toBeVisible();
  const { clientId } = hospital.sandbox;
  const [code, ...renewals] = tokensAsked(hospital);
  expect(code).toBe(`authorization_code ${clientId}`);
  expect(new Set(renewals)).toEqual(new Set([`refresh_token ${clientId}`]));
  await chooseOwn(visit);
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
});

test('a renewal that is refused ends the session in plain words, and is not tried again [smart 48, B21]', async ({
  hospital,
  page,
}) => {
  const visit = await launch(page, hospital);
  await expect(visit.bookThisTime).toBeVisible();
  hospital.breaks(asked.find, { kind: 'expire-token' });
  hospital.breaks(
    asked.token,
    { kind: 'answer', status: 400, body: { error: 'invalid_grant' } },
    9,
  );
  await visit.button('See more times with anyone').click();
  await expect(visit.heading('Your session has ended')).toBeVisible();
  await expect(page.getByRole('link', { name: /^Go back to your portal/ })).toBeVisible();
  await visit.button('Back').click();
  expect(tokensAsked(hospital)).toHaveLength(2);
});

test('a token that ends at “Confirm”: the booking is sent once, and not again by itself; opened from the portal, the same time is booked [smart 42, B9, B21]', async ({
  hospital,
  page,
}) => {
  const visit = await launch(page, hospital);
  const when = await chooseOwn(visit);
  hospital.breaks(asked.book, { kind: 'expire-token' });
  await visit.confirm.click();
  await expect(visit.alert.getByRole('heading')).toBeFocused();
  expect(hospital.wire(asked.book).map(({ status }) => status)).toEqual([401]);
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(0);
  await launch(page, hospital);
  await secondsUntil(visit, visit.heading('Check your appointment'));
  expect(await whenOf(visit)).toBe(when);
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(1);
});

test('neither token is anywhere but in the page: a duplicated tab has none, and renews nothing [smart 49, 51]', async ({
  hospital,
  page,
}) => {
  const visit = await launch(page, hospital);
  await homeIsFull(visit, hospital);
  expect(await leftBehind(visit.frame())).toEqual({});
  const before = hospital.askedOfEhr().length;
  const opening = page.waitForEvent('popup');
  await page.evaluate(() => void window.open(location.href));
  const copy = new Scheduling(await opening, 'by itself');
  await expect(copy.title).toHaveText('Please open this page from your portal');
  expect(await leftBehind(copy.frame())).toEqual({});
  expect(hospital.askedOfEhr().slice(before)).toEqual([]);
  expect(tokensAsked(hospital)).toHaveLength(1);
});
