import { refusal } from '../support/journey-answers.ts';
import { read } from '../support/journey-screens.ts';
import { asked, expect, test } from '../support/journey.ts';

test('an appointment is booked in two clicks, with nothing typed, and the portal lists it', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling('Maria Alvarez');
  const [, day, hour] = /: (.+), (\d+:\d\d [AP]M)/.exec(await read(visit.bookThisTime)) ?? [];
  await visit.bookThisTime.click();
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  await expect(visit.app.getByRole('main')).toContainText(`${String(day)}, ${String(hour)}`);

  expect(hospital.wire(asked.hold)).toHaveLength(1);
  expect(hospital.wire(asked.book)).toHaveLength(1);
  expect(await hospital.madeBy('maria-alvarez')).toMatchObject([
    { practitioner: 'Dr. Mateo Quintanar' },
  ]);
  const { page } = visit;
  await page.getByRole('link', { name: 'Visits' }).click();
  const listed = page
    .getByRole('listitem')
    .filter({ hasText: `${String(day)}, 2026 at ${String(hour)}` });
  await expect(listed).toContainText('Dr. Mateo Quintanar');
  await expect(listed).toContainText('Booked');
});

test('the portal’s frame has no cookies for the app, and storage that only this portal’s frame sees [smart 54, 60]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  await expect(visit.bookThisTime).toBeVisible();
  const framed = await visit.frame().evaluate(async () => {
    document.cookie = 'kept=yes; SameSite=None; Secure';
    localStorage.setItem('kept', 'yes');
    return { cookie: document.cookie, access: await document.hasStorageAccess() };
  });
  expect(framed).toEqual({ cookie: '', access: false });

  const alone = await visit.page.context().newPage();
  await alone.goto(new URL('/index.html', hospital.sandbox.app).href);
  const itself = await alone.evaluate(() => {
    document.cookie = 'kept=yes; SameSite=None; Secure';
    return { cookie: document.cookie, kept: localStorage.getItem('kept') };
  });
  expect(itself).toEqual({ cookie: 'kept=yes', kept: null });
});

test('pressing twice books once [B9]', async ({ hospital, scheduling }) => {
  const visit = await scheduling();
  for (const path of [asked.hold, asked.book])
    hospital.breaks(path, { kind: 'slow', milliseconds: 400 });
  await visit.bookThisTime.dblclick();
  await visit.confirm.dblclick();
  await expect(visit.title).toHaveText('You’re booked');
  expect(hospital.wire(asked.hold)).toHaveLength(1);
  expect(hospital.wire(asked.book)).toHaveLength(1);
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(1);
});

test('the held time is named with the minute until which it is kept, and can be kept longer [A1]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  await visit.bookThisTime.click();
  const kept = visit.text(/^We are keeping this time for you until/);
  await expect(kept).toContainText('until 3:10 PM Mountain Standard Time');
  await expect(visit.app.getByRole('status').filter({ hasText: 'We are keeping' })).toHaveText(
    'We are keeping this time for you.',
  );

  hospital.later(4 * 60_000);
  await visit.button('Keep it longer').click();
  await expect(visit.text('Done. You have more time now.').first()).toBeVisible();
  await expect(kept).toContainText('until 3:14 PM Mountain Standard Time');
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(1);
});

test('a hold that cannot be made longer stands, the page says so, and the time can be booked [A1]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  await visit.bookThisTime.click();
  await visit.reason.fill('A cough since Monday');
  hospital.breaks(asked.hold, refusal(409, 'business-rule', 'Ten minutes are the most.'));
  await visit.button('Keep it longer').click();
  await expect(visit.text('We could not get more time.').first()).toBeVisible();
  await expect(visit.text('Ten minutes are the most.')).toBeVisible();
  await expect(visit.text(/^We are keeping this time for you until 3:10\sPM/)).toBeVisible();
  expect(await hospital.madeBy('maria-alvarez', 'pending')).toHaveLength(1);

  await expect(visit.reason).toHaveValue('A cough since Monday');
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
});

test('an EHR that turns out to keep no times is booked all the same', async ({
  hospital,
  scheduling,
}) => {
  hospital.breaks(asked.hold, refusal(404, 'not-supported', 'Unknown operation $hold'));
  const visit = await scheduling();
  await visit.bookThisTime.click();
  await expect(visit.text('This time is not reserved until you confirm.').first()).toBeVisible();
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(1);
});

test('a held time that the patient gives back is free again', async ({ hospital, scheduling }) => {
  const visit = await scheduling();
  const name = await read(visit.bookThisTime);
  await visit.bookThisTime.click();
  await visit.reason.fill('A cough since Monday');
  await visit.button('Choose another time').click();
  await expect(visit.title).toHaveText('Book an appointment');
  await expect.poll(() => hospital.madeBy('maria-alvarez', 'pending')).toHaveLength(0);
  expect(await read(visit.bookThisTime)).toBe(name);
  await visit.bookThisTime.click();
  await expect(visit.reason).toHaveValue('A cough since Monday');
});
