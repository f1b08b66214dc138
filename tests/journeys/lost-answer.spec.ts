import type { Page } from '@playwright/test';
import { badGateway } from '../support/journey-answers.ts';
import { asked, expect, secondsUntil, test } from '../support/journey.ts';

// The app looks up to seven seconds for a lost answer; nobody needs to wait for them.
test.use({ browserClock: 'controlled' });

/** What the app itself has sent; a browser may put it on the wire twice. */
function sent(page: Page, path: string): readonly string[] {
  const urls: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'OPTIONS' && new RegExp(path).test(request.url()))
      urls.push(request.url());
  });
  return urls;
}

test('an answer that is lost after the clinic has booked is found again, and “Confirm” is sent once [B9, smart 42]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  await visit.bookThisTime.click();
  const confirmed = sent(visit.page, asked.book);
  hospital.breaks(asked.book, { kind: 'answer-after', ...badGateway });
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  expect(confirmed).toHaveLength(1);
  expect(hospital.wire(asked.book)).toHaveLength(1);
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(1);
});

for (const times of [1, 9]) {
  test(`a connection that breaks after the clinic has booked leaves one appointment and the truth on screen, broken ${times} times [B9]`, async ({
    hospital,
    scheduling,
  }) => {
    const visit = await scheduling();
    await visit.bookThisTime.click();
    const confirmed = sent(visit.page, asked.book);
    hospital.breaks(asked.book, { kind: 'drop-after' }, times);
    await visit.confirm.click();
    await expect(visit.title).toHaveText('You’re booked');
    expect(confirmed).toHaveLength(1);
    expect(hospital.wire(asked.book).some(({ fault }) => fault === 'drop-after')).toBe(true);
    expect(await hospital.madeBy('maria-alvarez')).toHaveLength(1);
  });
}

test('a connection that breaks before the clinic has booked: nothing is booked, the time is kept, and once more books once [B8, B9]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  await visit.bookThisTime.click();
  await visit.reason.fill('A cough since Monday');
  hospital.breaks(asked.book, { kind: 'drop-before' }, 9);
  await visit.confirm.click();
  await expect(visit.button('Booking…')).toBeVisible();
  await secondsUntil(visit, visit.heading('This is not booked'));
  await expect(visit.heading('This is not booked')).toBeFocused();
  await expect(visit.alert).toContainText('Nothing is booked.');
  await expect(visit.alert).toContainText('This time is not among them. You can try again.');
  await expect(visit.text(/^We are keeping this time for you/).first()).toBeVisible();
  await expect(visit.phone).toBeVisible();
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(0);
  expect(await hospital.madeBy('maria-alvarez', 'pending')).toHaveLength(1);

  hospital.mends();
  await expect(visit.reason).toHaveValue('A cough since Monday');
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(1);
});

test('a request that the browser itself repeats, on a connection that had been idle, books once [B9]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  hospital.breaks(asked.hold, { kind: 'reset-reused' }, 9);
  hospital.breaks(asked.book, { kind: 'reset-reused' }, 9);
  await visit.bookThisTime.click();
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  const struck = hospital.wire(asked.book).filter(({ fault }) => fault === 'reset-reused');
  expect(struck.length).toBeGreaterThan(0);
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(1);
  expect(await hospital.madeBy('maria-alvarez', 'pending')).toHaveLength(0);
});

test('where nobody can say whether it is booked, the page says so, and gives a person to call [B8, B15]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  await visit.bookThisTime.click();
  hospital.breaks(asked.book, { kind: 'answer', ...badGateway });
  hospital.breaks(asked.appointments, { kind: 'answer', ...badGateway }, 9);
  await visit.confirm.click();
  await secondsUntil(visit, visit.heading('We do not know yet whether this is booked'));
  await expect(visit.app.getByRole('main')).toContainText('Please do not book again yet.');
  await expect(visit.app.getByRole('link', { name: 'Call (555) 010-0199' })).toBeVisible();
  await expect(visit.button(/Confirm|Try again|Book/)).toBeHidden();
  expect(hospital.wire(asked.book)).toHaveLength(1);
});

test('a time whose “Keep” was lost on the way is kept all the same, and books once [B9]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  hospital.breaks(asked.hold, { kind: 'drop-after' }, 9);
  await visit.bookThisTime.click();
  await expect(visit.title).toHaveText('Check your appointment');
  await expect(visit.text('We are keeping this time for you.').first()).toBeVisible();
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(1);
});

test('a slow clinic: the page says after five seconds that it is still waiting [A3]', async ({
  scheduling,
}) => {
  const visit = await scheduling();
  await visit.bookThisTime.click();
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await visit.page.route(new RegExp(asked.book), async (route) => {
    await answered;
    await route.continue();
  });
  await visit.confirm.click();
  const status = visit.app.getByRole('status').last();
  await expect(status).toHaveText('Booking…');
  await visit.page.clock.fastForward(5_000);
  await expect(status).toHaveText('Still confirming, please wait. Do not press again.');
  answer();
  await expect(visit.title).toHaveText('You’re booked');
});
