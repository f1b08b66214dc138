import type { Page } from '@playwright/test';
import { chooseOwn, whenOf } from '../support/journey-again.ts';
import { appointmentsOf, chooseNew } from '../support/journey-changes.ts';
import { Scheduling } from '../support/journey-screens.ts';
import { holdBack, stopNext } from '../support/journey-stops.ts';
import {
  answered,
  asked,
  expect,
  homeIsFull,
  type Hospital,
  launch,
  test,
} from '../support/journey.ts';

const typed = 'A cough since Monday';
const allOf = async (hospital: Hospital) => [
  await hospital.madeBy('maria-alvarez'),
  await hospital.madeBy('walter-dufresne'),
];

test('two tabs of one patient that finish the same kept time at once book it once, and both say so [B9]', async ({
  context,
  hospital,
  page,
}) => {
  const one = await launch(page, hospital);
  const when = await chooseOwn(one);
  const other = await launch(await context.newPage(), hospital);
  await other.button(/^Finish booking/).click();
  await expect(other.title).toHaveText('Check your appointment');
  await Promise.all([one.confirm.click(), other.confirm.click()]);
  for (const visit of [one, other]) {
    await expect(visit.title).toHaveText('You’re booked');
    expect(await whenOf(visit)).toBe(when);
  }
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(1);
});

test('two tabs of one patient that book different times book both, and each says which [B9]', async ({
  context,
  hospital,
  page,
}) => {
  const one = await launch(page, hospital);
  const other = await launch(await context.newPage(), hospital);
  await expect(other.timesWithAnyone).toHaveCount(4);
  const ownTime = await chooseOwn(one);
  await other.timesWithAnyone.last().click();
  await expect(other.title).toHaveText('Check your appointment');
  const otherTime = await whenOf(other);
  await Promise.all([one.confirm.click(), other.confirm.click()]);
  for (const [visit, when] of [
    [one, ownTime],
    [other, otherTime],
  ] as const) {
    await expect(visit.title).toHaveText('You’re booked');
    expect(await whenOf(visit)).toBe(when);
  }
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(2);
});

test('two tabs that move the same visit: the second is told that it has changed, and books nothing more [B11, B12]', async ({
  context,
  hospital,
  page,
}) => {
  const one = await appointmentsOf(page, hospital);
  const other = await appointmentsOf(await context.newPage(), hospital);
  for (const visit of [one, other]) await chooseNew(visit);
  await one.button('Move my visit').click();
  await expect(one.title).toHaveText('Your visit is moved');
  await other.button('Move my visit').click();
  await expect(other.heading('Your visit has changed at the clinic')).toBeFocused();
  await expect(other.alert).toContainText('It is cancelled.');
  expect(hospital.wire(asked.book)).toHaveLength(1);
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(1);
});

/** Opens the app for one more patient in a frame of the portal's; all frames share what the browser stores. */
async function addFrame(page: Page, hospital: Hospital, patient: string): Promise<Scheduling> {
  const count = await page.evaluate(
    (src) => {
      const frame = Object.assign(document.createElement('iframe'), { src });
      frame.width = '600';
      frame.height = '800';
      document.body.append(frame);
      return document.querySelectorAll('iframe').length;
    },
    await hospital.launchUrl({ patient }),
  );
  return new Scheduling(page, { frame: count - 1 });
}

test('two frames for two patients, side by side in one page: each books for its own, and shows nothing of the other [smart 7, B25]', async ({
  hospital,
  page,
}) => {
  await page.goto(hospital.sandbox.portal.href);
  const maria = await addFrame(page, hospital, 'maria-alvarez');
  await expect(maria.banner).toContainText('For Maria Alvarez');
  const walter = await addFrame(page, hospital, 'walter-dufresne');
  await expect(walter.banner).toContainText('For Walter Dufresne');
  await chooseOwn(maria);
  await chooseOwn(walter);
  await maria.reason.fill(typed);
  await expect(walter.reason).toHaveValue('');
  const entries = await maria.frame().evaluate(() => Object.keys(sessionStorage));
  expect(entries).toHaveLength(2);
  await Promise.all([maria.confirm.click(), walter.confirm.click()]);
  for (const [visit, other] of [
    [maria, /Walter|Dufresne|Brandvold/],
    [walter, /Maria|Alvarez|Quintanar|cough/],
  ] as const) {
    await expect(visit.title).toHaveText('You’re booked');
    await expect(visit.app.locator('body')).not.toContainText(other);
  }
  expect(await allOf(hospital)).toMatchObject([
    [{ practitioner: 'Dr. Mateo Quintanar' }],
    [{ practitioner: 'Dr. Lena Brandvold' }],
  ]);
});

test('a second launch in the same frame, for another patient: nothing of the first is shown or used, and the first finds it again [smart 6, B25]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling('Maria Alvarez');
  const when = await chooseOwn(visit);
  await visit.reason.fill(typed);
  const relaunch = async (patient: string) => {
    const src = await hospital.launchUrl({ patient });
    await visit.page.locator('iframe').evaluate((frame: HTMLIFrameElement, url) => {
      frame.src = url;
    }, src);
  };
  await relaunch('walter-dufresne');
  await expect(visit.banner).toContainText('For Walter Dufresne');
  await expect(visit.bookThisTime).toBeVisible();
  await expect(visit.title).toHaveText('Book an appointment');
  await answered(hospital, `${asked.appointments}patient=walter-dufresne&date=ge`);
  await expect(visit.button(/^Finish booking/)).toHaveCount(0);
  await expect(visit.app.locator('body')).not.toContainText(/Maria|Alvarez|Quintanar/);
  await chooseOwn(visit);
  await expect(visit.reason).toHaveValue('');
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  expect(hospital.wire(asked.book).map(({ requestBody }) => requestBody)).not.toContainEqual(
    expect.stringMatching(/maria|cough/i),
  );

  await relaunch('maria-alvarez');
  await expect(visit.banner).toContainText('For Maria Alvarez');
  await expect(visit.title).toHaveText('Check your appointment');
  expect(await whenOf(visit)).toBe(when);
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  expect(await allOf(hospital)).toMatchObject([
    [{ practitioner: 'Dr. Mateo Quintanar' }],
    [{ practitioner: 'Dr. Lena Brandvold' }],
  ]);
});

test('two frames that are signed in at the same time: neither launch undoes the other, and each opens for its own patient [smart 7]', async ({
  hospital,
  page,
}) => {
  const signingIn = await holdBack(page, asked.authorize);
  await page.goto(hospital.sandbox.portal.href);
  const maria = await addFrame(page, hospital, 'maria-alvarez');
  const walter = await addFrame(page, hospital, 'walter-dufresne');
  const begun = () => page.evaluate(() => null).then(() => hospital.wire(asked.discovery).length);
  await expect.poll(begun).toBe(2);
  signingIn();
  await expect(maria.banner).toContainText('For Maria Alvarez');
  await expect(walter.banner).toContainText('For Walter Dufresne');
});

test('a frame that is opened for another patient while “Confirm” is on its way: the first sends nothing more, and Back brings nothing of it back [smart 6, B25]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling('Maria Alvarez');
  await homeIsFull(visit, hospital);
  await chooseOwn(visit);
  const { reached } = await stopNext(visit.page, { path: asked.book, where: 'before' });
  await visit.confirm.click();
  await reached;
  const mine = () => hospital.askedOfEhr().filter(({ path }) => !path.startsWith('/auth'));
  const before = mine().length;
  const src = await hospital.launchUrl({ patient: 'walter-dufresne' });
  await visit.frame().evaluate((url) => {
    location.assign(url);
  }, src);
  await expect(visit.banner).toContainText('For Walter Dufresne');
  await homeIsFull(visit, hospital, 'walter-dufresne');
  const sinceThen = JSON.stringify(mine().slice(before));
  expect(sinceThen).not.toMatch(/maria|\$book/i);

  const walters = mine().length;
  // The frame's own history, which is all that this Back has to go.
  await visit.page.evaluate(() => {
    history.back();
  });
  await expect(visit.title).toHaveText('Please open this page from your portal');
  await expect(visit.app.locator('body')).not.toContainText(/Maria|Alvarez|Walter|Dufresne/);
  await expect(visit.button(/^(Book|Confirm)/)).toHaveCount(0);
  expect(mine()).toHaveLength(walters);
  expect(hospital.wire(asked.book)).toEqual([]);
  expect(await allOf(hospital)).toEqual([[], []]);
});

test('a page that is left while it is still signing in, and comes back, opens nothing, asks for nothing, and gives its access back [smart 53]', async ({
  hospital,
  page,
}) => {
  const token = await holdBack(page, asked.token);
  const signingIn = page.waitForRequest(new RegExp(asked.token));
  const visit = await launch(page, hospital);
  await signingIn;
  await page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
  });
  await expect(visit.title).toHaveText('Please open this page from your portal');
  token();
  await expect.poll(() => hospital.wire(asked.revoke).map(({ status }) => status)).toEqual([200]);
  await expect(visit.title).toHaveText('Please open this page from your portal');
  await expect(visit.banner).toBeHidden();
  expect(hospital.wire('/fhir/argonaut/(Patient|Appointment)')).toEqual([]);
});

/** "Duplicate" of a browser: the same address in a tab with a copy of all that the first one stores. */
async function duplicate(visit: Scheduling): Promise<Scheduling> {
  const opening = visit.page.waitForEvent('popup');
  await visit.page.evaluate(() => void window.open(location.href));
  return new Scheduling(await opening, 'by itself');
}

test('a duplicated tab has no token: it sends the patient to the portal, and asks the clinic nothing [smart 49]', async ({
  hospital,
  page,
}) => {
  const visit = await launch(page, hospital);
  await homeIsFull(visit, hospital);
  await chooseOwn(visit);
  const before = hospital.askedOfEhr().length;
  const copy = await duplicate(visit);
  await expect(copy.title).toHaveText('Please open this page from your portal');
  expect(await copy.page.evaluate(() => Object.keys(sessionStorage))).toEqual([
    expect.stringMatching(/^intention\//),
  ]);
  await expect(copy.app.locator('body')).not.toContainText(/Maria|Alvarez/);
  expect(hospital.askedOfEhr().slice(before)).toEqual([]);

  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
});

test('a duplicated tab that is opened from the portal again goes on with the same time; both confirm, and it is booked once [B9, smart 49]', async ({
  hospital,
  page,
}) => {
  const visit = await launch(page, hospital);
  const when = await chooseOwn(visit);
  const copy = await duplicate(visit);
  await launch(copy.page, hospital);
  await expect(copy.title).toHaveText('Check your appointment');
  expect(await whenOf(copy)).toBe(when);
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  await copy.confirm.click();
  await expect(copy.title).toHaveText('You’re booked');
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(1);
});

test('“Finish booking” and “Confirm appointment” that are pressed twice book once [B9]', async ({
  hospital,
  page,
}) => {
  await chooseOwn(await launch(page, hospital));
  const visit = await launch(await page.context().newPage(), hospital);
  await visit.button(/^Finish booking/).dblclick();
  await expect(visit.title).toHaveText('Check your appointment');
  await visit.confirm.dblclick();
  await expect(visit.title).toHaveText('You’re booked');
  expect(hospital.wire(asked.book)).toHaveLength(1);
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(1);
});

test('“Let it go” that is pressed twice gives the time back once', async ({ hospital, page }) => {
  await chooseOwn(await launch(page, hospital));
  const visit = await launch(await page.context().newPage(), hospital);
  await visit.button(/^Let it go/).dblclick();
  await expect(visit.heading('We are still keeping a time for you')).toBeHidden();
  expect(hospital.patches()).toHaveLength(1);
  expect(await hospital.madeBy('maria-alvarez', 'pending')).toHaveLength(0);
});
