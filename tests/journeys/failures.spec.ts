import type { Fault } from '../../sandbox/types.ts';
import { badGateway, refusal, strange } from '../support/journey-answers.ts';
import { read, type Scheduling } from '../support/journey-screens.ts';
import { asked, expect, type Hospital, secondsUntil, test } from '../support/journey.ts';

test.use({ browserClock: 'controlled' });

const typed = 'A cough since Monday';

const unreadableTimes: readonly (readonly [string, Fault, string])[] = [
  ['a web page', strange.webPage, 'We got a web page, not an answer'],
  ['nothing', strange.nothing, 'The clinic’s answer was empty'],
  ['half an answer', strange.half, 'We could not read the clinic’s answer'],
  ['something else', strange.otherResource, 'The clinic sent something else'],
  ['a broken gateway', { kind: 'answer', ...badGateway }, 'The clinic’s system has a problem'],
  [
    'a busy system',
    refusal(429, 'throttled', 'Later, please.'),
    'The clinic’s system is very busy',
  ],
  [
    'a refusal',
    refusal(403, 'forbidden', 'Not for this patient.'),
    'We cannot do this for you online',
  ],
  ['no connection', { kind: 'drop-before' }, 'We could not reach the clinic'],
];

for (const [what, fault, title] of unreadableTimes) {
  test(`${what} in place of times is told apart from “no times” [B15, B18, smart 43]`, async ({
    hospital,
    scheduling,
  }) => {
    hospital.breaks(asked.find, fault, 20);
    const visit = await scheduling();
    for (const panel of [visit.ownDoctor, visit.anyone]) {
      await expect(panel.getByRole('heading', { name: title })).toBeVisible();
      await expect(panel).toContainText('Nothing was booked or changed.');
      await expect(visit.strongest(panel)).toHaveCount(1);
    }
    await expect(visit.text(/No open times/)).toBeHidden();
    await expect(visit.phone).toBeVisible();

    hospital.mends();
    const again = visit.anyone.getByRole('button', { name: /^Try again/ });
    if (await again.isHidden()) return;
    await again.click();
    await expect(visit.timesWithAnyone).toHaveCount(4);
    await expect(visit.bookThisTime).toBeVisible();
  });
}

test('errors of the clinic in place of times are not taken for “no times” [B18]', async ({
  hospital,
  scheduling,
}) => {
  hospital.breaks(asked.find, strange.onlyOutcomes, 20);
  const visit = await scheduling();
  for (const list of [visit.anyone, visit.ownDoctor])
    await expect(list).toContainText('The calendars are being moved.');
  await expect(visit.text(/No open times/)).toBeHidden();
  await expect(visit.phone).toBeVisible();
});

const unreadableHolds: readonly (readonly [string, Fault])[] = [
  ['a web page', strange.webPage],
  ['nothing', strange.nothing],
  ['half an answer', strange.half],
  ['something else', strange.otherResource],
  ['a broken gateway', { kind: 'answer', ...badGateway }],
];

test('where the clinic’s answer does not say whether a time is kept, the page says so, and asks again when told to [B8, B15]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  const { alert } = visit;
  await expect(visit.bookThisTime).toBeVisible();
  for (const [index, [what, fault]] of unreadableHolds.entries()) {
    hospital.breaks(asked.hold, fault);
    await (
      index === 0 ? visit.bookThisTime : alert.getByRole('button', { name: 'Try again' })
    ).click();
    await expect.poll(() => hospital.wire(asked.hold).length, what).toBe(index + 1);
    await expect(alert, what).toContainText('We cannot tell if this time is kept');
    await expect(alert, what).toContainText('Nothing is booked.');
    await expect(visit.strongest(alert), what).toHaveCount(1);
    await expect(visit.phone, what).toBeVisible();
  }
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(visit.title).toHaveText('Check your appointment');
});

const refusedHolds: readonly (readonly [string, Fault, string])[] = [
  [
    'in so many words',
    refusal(409, 'conflict', 'The desk has given it away.'),
    'That time was just taken',
  ],
  ['by errors alone', strange.onlyOutcomes, 'That time was just taken'],
  [
    'because it is not allowed',
    refusal(403, 'forbidden', 'Not for this patient.'),
    'We cannot do this for you online',
  ],
  [
    'because it is busy',
    refusal(429, 'throttled', 'Later, please.'),
    'The clinic’s system is very busy',
  ],
];

for (const [why, fault, title] of refusedHolds) {
  test(`a clinic that refuses to keep a time ${why} is quoted, and nothing is booked [B10, B15]`, async ({
    hospital,
    scheduling,
  }) => {
    const visit = await scheduling();
    const refused = await read(visit.bookThisTime);
    hospital.breaks(asked.hold, fault);
    await visit.bookThisTime.click();
    await expect(visit.alert).toContainText(title);
    await expect(visit.alert).toContainText('Nothing is booked');
    await expect(visit.alert).toContainText('The clinic’s system says:');
    await expect(visit.strongest(visit.alert)).toHaveCount(title.startsWith('That time') ? 0 : 1);
    await expect(visit.title).toHaveText('Book an appointment');
    await expect(visit.phone).toBeVisible();
    expect(await hospital.madeBy('maria-alvarez', 'pending')).toHaveLength(0);
    // The EHR still lists the time, and would only refuse it again.
    await expect(visit.bookThisTime).toBeVisible();
    const offered = await read(visit.bookThisTime);
    expect(offered === refused).toBe(!title.startsWith('That time'));
  });
}

/** On the check page, with a reason typed in. */
async function checking(
  hospital: Hospital,
  scheduling: () => Promise<Scheduling>,
): Promise<Scheduling> {
  const visit = await scheduling();
  await visit.bookThisTime.click();
  await visit.reason.fill(typed);
  expect(await hospital.madeBy('maria-alvarez', 'pending')).toHaveLength(1);
  return visit;
}

test('no answer to “Confirm” but the clinic’s own “booked” is taken for one [B8]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await checking(hospital, scheduling);
  for (const [index, [what, fault]] of unreadableHolds.entries()) {
    hospital.breaks(asked.book, fault);
    await visit.confirm.click();
    await expect.poll(() => hospital.wire(asked.book).length, what).toBe(index + 1);
    await secondsUntil(visit, visit.confirm);
    await expect(visit.alert, what).toContainText('This is not booked');
    await expect(visit.strongest(), what).toHaveCount(1);
    await expect(visit.reason, what).toHaveValue(typed);
    await expect(visit.phone, what).toBeVisible();
  }
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(0);
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(1);
});

const refusedBookings: readonly (readonly [string, Fault, string, string])[] = [
  [
    'by errors alone',
    strange.onlyOutcomes,
    'That time was just taken',
    'The calendars are being moved.',
  ],
  [
    'in so many words',
    refusal(422, 'business-rule', 'Not this month.'),
    'That time was just taken',
    'Not this month.',
  ],
  [
    'because it is not allowed',
    refusal(403, 'forbidden', 'Ask the desk.'),
    'We cannot do this for you online',
    'Ask the desk.',
  ],
  [
    'because it is busy',
    refusal(429, 'throttled', 'Later, please.'),
    'The clinic’s system is very busy',
    'Later, please.',
  ],
  [
    'as it does not know the request',
    refusal(400, 'structure', 'Bad input.'),
    'The clinic’s system said no',
    'Bad input.',
  ],
];

for (const [why, fault, title, words] of refusedBookings) {
  test(`a clinic that refuses to book ${why} is quoted, and nothing typed is lost [B8, B10, B15]`, async ({
    hospital,
    scheduling,
  }) => {
    const visit = await checking(hospital, scheduling);
    hospital.breaks(asked.book, fault);
    await visit.confirm.click();
    await expect(visit.heading(title)).toBeFocused();
    await expect(visit.alert).toContainText('Nothing is booked');
    await expect(visit.alert).toContainText(words);
    await expect(visit.phone).toBeVisible();
    expect(await hospital.madeBy('maria-alvarez')).toHaveLength(0);

    if (title === 'That time was just taken') await visit.bookThisTime.click();
    else await expect(visit.strongest()).toHaveCount(1);
    await expect(visit.reason).toHaveValue(typed);
  });
}

test('a request that waits for the clinic is not called booked [B8]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await checking(hospital, scheduling);
  const [held] = await hospital.madeBy('maria-alvarez', 'pending');
  const { database } = hospital.sandbox.ehrHandle;
  const rows = await database.query<{ content: object }>(
    `select content from resource where type = 'Appointment' and id = $1`,
    [held?.id],
  );
  hospital.breaks(asked.book, {
    kind: 'answer',
    status: 200,
    body: { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: rows[0]?.content }] },
  });
  await visit.confirm.click();
  await expect(visit.title).toHaveText('Sent, waiting for the clinic');
  await expect(visit.app.getByRole('main')).toContainText('You are not booked yet.');
  await expect(visit.phone).toBeVisible();
});

test('a hold that has ended while the patient was reading is said to have ended, and can be asked for again [A1, A2]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await checking(hospital, scheduling);
  await visit.page.clock.fastForward('08:00');
  const status = visit.app.getByRole('status').last();
  await expect(status).toHaveText(/^We keep this time for [12] more minutes?\.$/);
  hospital.later(11 * 60_000);
  await visit.page.clock.fastForward('03:00');
  await expect(visit.alert).toContainText('We could no longer keep this time');
  await expect(visit.alert).toContainText('Nothing is booked. What you wrote is still here.');
  await expect(visit.confirm).toBeHidden();
  await expect(visit.reason).toHaveValue(typed);

  await visit.button('Ask for this time again').click();
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  expect(hospital.wire(asked.book).at(-1)?.requestBody).toContain(typed);
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(1);
});

test('a hold that the clinic has ended is not booked, and nothing typed is lost [A2, B8]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await checking(hospital, scheduling);
  const [held] = await hospital.madeBy('maria-alvarez', 'pending');
  await hospital.sandbox.ehrHandle.levers.expireHold(String(held?.id));
  await visit.confirm.click();
  await expect(visit.alert).toContainText('Nothing is booked');
  await expect(visit.alert).toContainText('The hold has ended');
  await expect(visit.title).toHaveText('Book an appointment');
  await visit.bookThisTime.click();
  await expect(visit.reason).toHaveValue(typed);
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(0);
});

test('a session that ends before “Confirm”: nothing is booked, and the way back to the portal is there, for nothing lasting was asked for [B21, smart 46]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await checking(hospital, scheduling);
  hospital.breaks(asked.book, { kind: 'expire-token' });
  await visit.confirm.click();
  await expect(visit.heading('Your session has ended')).toBeFocused();
  await expect(visit.alert).toContainText('We will then show you what is booked.');
  await expect(visit.strongest()).toHaveCount(1);
  const portal = visit.app.getByRole('link', { name: /^Go back to your portal/ });
  await expect(portal).toHaveAttribute('href', hospital.sandbox.portal.href);
  await expect(portal).toHaveAttribute('target', '_blank');
  await expect(portal).toHaveAttribute('rel', /noopener/);
  await expect(visit.reason).toHaveValue(typed);
  await expect(visit.phone).toBeVisible();
  expect(hospital.wire(asked.book)).toHaveLength(1);
  expect(hospital.wire(asked.authorize)[0]?.path).not.toMatch(/online_access|offline_access/);
  expect(hospital.wire(asked.token)).toHaveLength(1);
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(0);
});

test('a session that ends before the times are there is told apart from “no times” [B21]', async ({
  hospital,
  scheduling,
}) => {
  hospital.breaks(asked.find, { kind: 'expire-token' });
  const visit = await scheduling();
  await expect(visit.anyone).toContainText('Your session has ended');
  await expect(visit.anyone.getByRole('link', { name: /^Go back to your portal/ })).toBeVisible();
  await expect(visit.phone).toBeVisible();
});

test('a session that ends before a time is kept: nothing is booked, and the way back is there [B21]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  hospital.breaks(asked.hold, { kind: 'expire-token' });
  await visit.bookThisTime.click();
  await expect(visit.heading('Your session has ended')).toBeFocused();
  await expect(visit.alert).toContainText('We will then show you what is booked.');
  expect(await hospital.madeBy('maria-alvarez', 'pending')).toHaveLength(0);
  await expect(visit.alert.getByRole('link', { name: /^Go back to your portal/ })).toBeVisible();
});

test('where the rest of the page does not come, the patient is told whom to call [B15]', async ({
  page,
  scheduling,
}) => {
  await page.route(/later-screens/, (route) => route.abort());
  const visit = await scheduling();
  await visit.bookThisTime.click();
  await expect(visit.title).toHaveText('We could not show the next page');
  await expect(visit.strongest().first()).toHaveText('Call (555) 010-0199');
});
