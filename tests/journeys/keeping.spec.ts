import { chooseOwn, whenOf } from '../support/journey-again.ts';
import { read } from '../support/journey-screens.ts';
import { asked, expect, launch, test } from '../support/journey.ts';

test.use({ browserClock: 'controlled' });

const typed = 'A cough since Monday';

test('two minutes before its end a kept time is warned of, aloud and on screen, and one press keeps it longer [A1]', async ({
  hospital,
  page,
}) => {
  const visit = await launch(page, hospital);
  await chooseOwn(visit);
  const warning = visit.text(
    'Only 2 minutes left. Confirm now, or press “Keep it longer” if you need more time.',
  );
  const aloud = visit.app.getByRole('status').last();
  await page.clock.fastForward('07:00');
  await expect(warning).toBeHidden();
  await expect(aloud).toHaveText('We are keeping this time for you.');
  await page.clock.fastForward('01:00');
  await expect(warning).toBeVisible();
  await expect(aloud).toHaveText('We keep this time for 2 more minutes.');

  hospital.later(8 * 60_000);
  await visit.button('Keep it longer').click();
  await expect(visit.text('Done. You have more time now.').first()).toBeVisible();
  await expect(warning).toBeHidden();
  await expect(visit.text('(about 10 minutes)')).toBeVisible();
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
});

test('a time is kept longer again and again, until the clinic keeps it no longer: then the page says so, and the time can still be booked [A1]', async ({
  hospital,
  page,
}) => {
  const visit = await launch(page, hospital);
  await chooseOwn(visit);
  await visit.reason.fill(typed);
  const aloud = visit.app.getByRole('status').last();
  const longer = visit.button('Keep it longer');
  // The demonstration's EHR keeps a time for an hour at the most.
  for (let minutes = 5; minutes <= 50; minutes += 5) {
    hospital.later(5 * 60_000);
    await page.clock.fastForward('05:00');
    await longer.click();
    await expect(aloud, `${String(minutes)} minutes`).toHaveText('Done. You have more time now.');
    await expect(longer).toBeFocused();
  }
  expect(hospital.wire(asked.hold)).toHaveLength(11);
  hospital.later(8 * 60_000);
  await page.clock.fastForward('08:00');
  await expect(aloud).toContainText('We keep this time for 2 more minutes.');
  await longer.click();
  await expect(aloud).toContainText('We could not get more time.');
  await expect(visit.text('We could not get more time.').first()).toBeVisible();
  await expect(visit.text(/cannot be held any longer; it stays held/)).toBeVisible();
  await expect(longer).toBeFocused();
  await expect(visit.reason).toHaveValue(typed);
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(1);
});

test('“Keep it longer” that is pressed twice asks once [B9]', async ({ hospital, page }) => {
  const visit = await launch(page, hospital);
  await chooseOwn(visit);
  await visit.button('Keep it longer').dblclick();
  await expect(visit.text('Done. You have more time now.').first()).toBeVisible();
  expect(hospital.wire(asked.hold)).toHaveLength(2);
});

test('a time that is kept no longer and that somebody else has taken: the nearest one is offered, nothing typed is lost, and one press takes it [A2, B9]', async ({
  hospital,
  page,
}) => {
  const visit = await launch(page, hospital);
  const when = await chooseOwn(visit);
  await visit.reason.fill(typed);
  hospital.later(11 * 60_000);
  await page.clock.fastForward('11:00');
  await expect(visit.alert).toContainText('We could no longer keep this time');
  hospital.breaks(asked.hold, { kind: 'take-time' });
  await visit.button('Ask for this time again').dblclick();

  const take = visit.alert.getByRole('button', {
    name: /^Take .+ with Dr\. Mateo Quintanar instead$/,
  });
  await expect(take).toBeVisible();
  await expect(visit.heading('That time was just taken')).toBeFocused();
  await expect(visit.alert).toContainText('Nothing is booked.');
  const [, nearest = ''] = /^Take (.+) with Dr/.exec(await read(take)) ?? [];
  expect(when).not.toContain(nearest);
  const holds = hospital.wire(asked.hold).length;
  await take.dblclick();
  await expect(visit.title).toHaveText('Check your appointment');
  expect(await whenOf(visit)).toContain(nearest);
  await expect(visit.reason).toHaveValue(typed);
  expect(hospital.wire(asked.hold)).toHaveLength(holds + 1);
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(1);
});
