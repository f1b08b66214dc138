import { chooseOwn, confirmAndLoadAgain, throughPortal, whenOf } from '../support/journey-again.ts';
import { badGateway } from '../support/journey-answers.ts';
import { holdBack, kill, stopNext } from '../support/journey-stops.ts';
import {
  asked,
  expect,
  type Hospital,
  launch,
  openScheduling,
  secondsUntil,
  test,
} from '../support/journey.ts';

// Where an answer was lost the app looks for seven seconds; nobody needs to wait for them.
test.use({ browserClock: 'controlled' });

const typed = 'A cough since Monday';
const booked = (hospital: Hospital) => hospital.madeBy('maria-alvarez');
const held = (hospital: Hospital) => hospital.madeBy('maria-alvarez', 'pending');

test('a page that is loaded again before the answer to “Confirm” came: opened from the portal, it looks first, says “You’re booked”, and has booked once [B9]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  const when = await chooseOwn(visit);
  await confirmAndLoadAgain(visit, 'after');
  const answer = await holdBack(visit.page, asked.appointments);
  await throughPortal(visit);
  await expect(visit.title).toHaveText('Checking what happened');
  await expect(
    visit.text('You had sent a booking. We are finding out if it is booked.'),
  ).toBeVisible();
  await expect(visit.button(/^(Book|Confirm)/)).toHaveCount(0);
  answer();
  await expect(visit.title).toHaveText('You’re booked');
  expect(await whenOf(visit)).toBe(when);
  expect(hospital.wire(asked.book)).toHaveLength(1);
  expect(await booked(hospital)).toHaveLength(1);
  expect(await held(hospital)).toHaveLength(0);
});

test('a page that is loaded again before “Confirm” has reached the clinic: opened from the portal, it says that nothing is booked, keeps the time, and books it once [B9]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  const when = await chooseOwn(visit);
  await confirmAndLoadAgain(visit, 'before');
  await throughPortal(visit);
  await expect(visit.title).toHaveText('Checking what happened');
  await secondsUntil(visit, visit.heading('This is not booked'));
  await expect(visit.title).toHaveText('Check your appointment');
  await expect(visit.alert).toContainText('Nothing is booked.');
  await expect(visit.text(/^We are keeping this time for you until/)).toBeVisible();
  expect(await whenOf(visit)).toBe(when);
  expect(await held(hospital)).toHaveLength(1);
  expect(hospital.wire(asked.book)).toHaveLength(0);

  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  expect(hospital.wire(asked.book)).toHaveLength(1);
  expect(await booked(hospital)).toHaveLength(1);
});

test('Back from the check page to the portal, and opened from there again: the same time, the same step, and the hold is kept [B20]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  const when = await chooseOwn(visit);
  const [before] = await held(hospital);
  await visit.page.goBack();
  await expect(visit.page).toHaveURL(/\/home$/);
  // Forward shows the address of before, which launches nothing; that page, too, sends the patient to the portal.
  await visit.page.goForward();
  await expect(visit.title).toHaveText('Please open this page from your portal');
  await throughPortal(visit);
  await expect(visit.title).toHaveText('Check your appointment');
  expect(await whenOf(visit)).toBe(when);
  await expect(visit.text(/^We are keeping this time for you until/)).toBeVisible();
  await expect(visit.alert).toBeEmpty();
  expect(await held(hospital)).toMatchObject([{ id: before?.id }]);

  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  expect(await booked(hospital)).toMatchObject([{ id: before?.id }]);
});

test('a session that ends at “Confirm”: opened from the portal, the page is at the same time and step again, and books once [B20, B21]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  const when = await chooseOwn(visit);
  hospital.breaks(asked.book, { kind: 'expire-token' });
  await visit.confirm.click();
  await expect(visit.heading('Your session has ended')).toBeFocused();
  await throughPortal(visit);
  await secondsUntil(visit, visit.heading('This is not booked'));
  await expect(visit.title).toHaveText('Check your appointment');
  expect(await whenOf(visit)).toBe(when);
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  expect(hospital.wire(asked.book).map(({ status }) => status)).toEqual([401, 200]);
  expect(await booked(hospital)).toHaveLength(1);
});

test('who takes the page’s own link to the portal, which opens a new tab, finds the kept time there [B20, B21]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  await chooseOwn(visit);
  hospital.breaks(asked.book, { kind: 'expire-token' });
  await visit.confirm.click();
  const opening = visit.page.context().waitForEvent('page');
  await visit.app.getByRole('link', { name: /^Go back to your portal/ }).click();
  const tab = await opening;
  await tab.waitForURL('**/home');
  const again = await openScheduling(tab);
  await expect(again.heading('We are still keeping a time for you')).toBeVisible();
  await again.button(/^Finish booking/).click();
  await again.confirm.click();
  await expect(again.title).toHaveText('You’re booked');
  expect(await booked(hospital)).toHaveLength(1);
});

test('while nobody can say what came of it, the page says so with the phone, offers no other time, and finds it when it can [B9]', async ({
  hospital,
  page,
}) => {
  const visit = await launch(page, hospital);
  await chooseOwn(visit);
  await confirmAndLoadAgain(visit, 'after');
  hospital.breaks(asked.appointments, { kind: 'answer', ...badGateway }, 99);
  await launch(page, hospital);
  await secondsUntil(visit, visit.heading('We could not find out'));
  await expect(page.getByRole('main')).toContainText(
    'We do not know whether it is booked. Please do not book again yet.',
  );
  await expect(page.getByRole('link', { name: 'Call (555) 010-0199' })).toBeVisible();
  await expect(visit.button(/^(Book|Confirm)/)).toHaveCount(0);

  await visit.button('Check again').click();
  await expect(visit.title).toHaveText('Checking what happened');
  await secondsUntil(visit, visit.heading('We could not find out'));
  hospital.mends();
  await visit.button('Check again').click();
  await expect(visit.title).toHaveText('You’re booked');
  expect(hospital.wire(asked.book)).toHaveLength(1);
});

test('what the patient typed is in no storage, so it is gone with the page, and only that [B20]', async ({
  hospital,
  page,
}) => {
  const visit = await launch(page, hospital);
  const when = await chooseOwn(visit);
  await visit.reason.fill(typed);
  await launch(page, hospital);
  await expect(visit.title).toHaveText('Check your appointment');
  expect(await whenOf(visit)).toBe(when);
  await expect(visit.reason).toHaveValue('');
});

test('a time that has ended while the page was closed is said to be kept no longer, above fresh times [B20]', async ({
  hospital,
  page,
}) => {
  const visit = await launch(page, hospital);
  await chooseOwn(visit);
  const [kept] = await held(hospital);
  await hospital.sandbox.ehrHandle.levers.expireHold(String(kept?.id));
  await launch(page, hospital);
  await expect(visit.heading('The time we kept for you is no longer kept')).toBeVisible();
  await expect(visit.alert).toContainText('Nothing was booked.');
  await expect(visit.title).toHaveText('Book an appointment');
  await visit.bookThisTime.click();
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
});

for (const [what, button] of [
  ['finished', 'Finish booking'],
  ['let go', 'Let it go'],
] as const) {
  test(`a tab that is killed on the check page: the next one says that a time is kept, which can be ${what} [B9, B20]`, async ({
    context,
    hospital,
    page,
  }) => {
    const closed = await launch(page, hospital);
    await chooseOwn(closed);
    const [kept] = await held(hospital);
    await kill(page);
    const visit = await launch(await context.newPage(), hospital);
    const notice = visit.app.getByRole('region', { name: 'We are still keeping a time for you' });
    await expect(notice).toContainText('with Dr. Mateo Quintanar. It is not booked yet.');
    await notice.getByRole('button', { name: new RegExp(`^${button}`) }).click();
    if (what === 'finished') {
      await visit.confirm.click();
      await expect(visit.title).toHaveText('You’re booked');
      expect(await booked(hospital)).toMatchObject([{ id: kept?.id }]);
    } else {
      await expect(notice).toBeHidden();
      expect(await held(hospital)).toEqual([]);
      expect(await booked(hospital)).toEqual([]);
      expect(hospital.patches()).toHaveLength(1);
    }
  });
}

test('a time that is kept stands in “My appointments” as not booked, and can be booked from there [B9]', async ({
  context,
  hospital,
  page,
}) => {
  await chooseOwn(await launch(page, hospital));
  await kill(page);
  const next = await launch(await context.newPage(), hospital, {
    patient: 'maria-alvarez',
    intent: 'view-appointments',
  });
  const kept = next.coming.filter({ hasText: 'Kept for you, not booked yet.' });
  await expect(kept).toHaveCount(1);
  await kept.getByRole('button', { name: /^Finish booking/ }).click();
  await expect(next.title).toHaveText('Check your appointment');
  await next.confirm.click();
  await next.button('See my appointments').click();
  await expect(next.coming).toHaveCount(2);
  await expect(kept).toHaveCount(0);
  expect(await booked(hospital)).toHaveLength(1);
});

test('a tab that is killed before the answer to “Confirm” came: the next one shows the visit, and sends nothing [B9]', async ({
  context,
  hospital,
  page,
}) => {
  const first = await launch(page, hospital);
  await chooseOwn(first);
  const { reached } = await stopNext(page, { path: asked.book, where: 'after' });
  await first.confirm.click();
  await reached;
  await kill(page);
  const visit = await launch(await context.newPage(), hospital);
  await expect(visit.bookThisTime).toBeVisible();
  await visit.button('My appointments').click();
  await expect(visit.coming.filter({ hasText: 'Booked' })).toHaveCount(2);
  expect(hospital.wire(asked.book)).toHaveLength(1);
  expect(await booked(hospital)).toHaveLength(1);
});
