import { read } from '../support/journey-screens.ts';
import { asked, expect, test, usualSetup } from '../support/journey.ts';

// Another hospital: its EHR keeps no times, and its portal and the app are on one site.
test.use({
  setup: {
    ...usualSetup,
    names: {
      portal: 'portal.hospital.localhost',
      app: 'visits.hospital.localhost',
      ehr: 'ehr.localhost',
    },
    hold: false,
  },
});

test('an EHR that keeps no times is booked all the same, and the page says that nothing is reserved yet', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  await visit.bookThisTime.click();
  await expect(visit.text('This time is not reserved until you confirm.').first()).toBeVisible();
  await expect(visit.button('Keep it longer')).toBeHidden();
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');

  expect(hospital.wire(asked.hold)).toHaveLength(0);
  const [booked] = hospital.wire(asked.book);
  expect(booked?.requestBody).toMatch(/"valueUri":"Appointment\/mateo-quintanar\.ocotillo[^"]*"/);
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(1);
});

test('of two patients who confirm one time at once, one is booked and the other is told [B6]', async ({
  hospital,
  scheduling,
}) => {
  const [maria, walter] = [await scheduling('Maria Alvarez'), await scheduling('Walter Dufresne')];
  const chosen = await read(maria.timesWithAnyone.first());
  expect(await read(walter.timesWithAnyone.first())).toBe(chosen);
  for (const visit of [maria, walter]) {
    await visit.timesWithAnyone.first().click();
    await visit.reason.fill('A cough since Monday');
  }
  await Promise.all([maria.confirm.click(), walter.confirm.click()]);
  for (const visit of [maria, walter])
    await expect(visit.heading(/^(You’re booked|That time was just taken)$/)).toBeVisible();

  const booked = [await hospital.madeBy('maria-alvarez'), await hospital.madeBy('walter-dufresne')];
  expect(booked.flat()).toHaveLength(1);
  const [first, second] = booked[0]?.length === 1 ? [maria, walter] : [walter, maria];
  await expect(first.title).toHaveText('You’re booked');
  await expect(second.alert).toContainText('Nothing is booked.');
  await expect(second.timesWithAnyone).toHaveCount(4);
  expect(await read(second.timesWithAnyone.first())).not.toBe(chosen);
  await second.timesWithAnyone.first().click();
  await expect(second.reason).toHaveValue('A cough since Monday');
});

test('an answer to “Confirm” that was lost is found again where nothing was held [B9]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  await visit.bookThisTime.click();
  hospital.breaks(asked.book, { kind: 'drop-after' }, 9);
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(1);
});

test('the app opens in a frame of its own site, too [smart 54]', async ({ scheduling }) => {
  const visit = await scheduling();
  await expect(visit.bookThisTime).toBeVisible();
  const sites = visit.page.frames().map((frame) => new URL(frame.url()).hostname);
  expect(sites).toEqual(['portal.hospital.localhost', 'visits.hospital.localhost']);
});
