import { read } from '../support/journey-screens.ts';
import { asked, expect, test } from '../support/journey.ts';

test('a time that is taken before the patient presses it is explained, and fresh times are there [B6, A4]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  const taken = await read(visit.timesWithAnyone.first());
  const finds = hospital.wire(asked.find).length;
  hospital.breaks(asked.hold, { kind: 'take-time' });
  await visit.timesWithAnyone.first().click();

  await expect(visit.alert).toContainText('Nothing is booked. Please choose another time.');
  await expect(visit.heading('That time was just taken')).toBeFocused();
  await expect(visit.timesWithAnyone).toHaveCount(4);
  expect(hospital.wire(asked.find).length).toBeGreaterThan(finds);
  for (const time of await visit.timesWithAnyone.all()) expect(await read(time)).not.toBe(taken);
  await expect(visit.phone).toBeVisible();
  expect(await hospital.madeBy('maria-alvarez', 'pending')).toHaveLength(0);

  await visit.timesWithAnyone.first().click();
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
});

test('a time that is taken while the patient is typing is explained, and nothing typed is lost [B6, A10]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  const taken = await read(visit.bookThisTime);
  await visit.bookThisTime.click();
  await visit.reason.fill('A cough since Monday');
  hospital.breaks(asked.book, { kind: 'take-time' });
  await visit.confirm.click();

  await expect(visit.heading('That time was just taken')).toBeFocused();
  await expect(visit.title).toHaveText('Book an appointment');
  await expect(visit.bookThisTime).toBeVisible();
  expect(await read(visit.bookThisTime)).not.toBe(taken);
  await visit.bookThisTime.click();
  await expect(visit.reason).toHaveValue('A cough since Monday');
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  expect(hospital.wire(asked.book).at(-1)?.requestBody).toContain('A cough since Monday');
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(1);
});

test('after two times that were taken the patient is given a person to call [B10]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  hospital.breaks(asked.hold, { kind: 'take-time' }, 2);
  await visit.bookThisTime.click();
  await expect(visit.heading('That time was just taken')).toBeVisible();
  await visit.bookThisTime.click();
  await expect(visit.heading('That time was taken too')).toBeFocused();
  await expect(visit.alert.getByRole('link', { name: 'Call (555) 010-0199' })).toBeVisible();
});

test('of two patients who press one time at once, one has it and the other is told [B6, B7]', async ({
  hospital,
  scheduling,
}) => {
  const [maria, walter] = [await scheduling('Maria Alvarez'), await scheduling('Walter Dufresne')];
  const chosen = await read(maria.timesWithAnyone.first());
  expect(await read(walter.timesWithAnyone.first())).toBe(chosen);
  await Promise.all([
    maria.timesWithAnyone.first().click(),
    walter.timesWithAnyone.first().click(),
  ]);
  for (const visit of [maria, walter])
    await expect(
      visit.heading(/^(Check your appointment|That time was just taken)$/),
    ).toBeVisible();

  const held = await hospital.madeBy('maria-alvarez', 'pending');
  const [first, second] = held.length === 1 ? [maria, walter] : [walter, maria];
  await first.confirm.click();
  await expect(first.title).toHaveText('You’re booked');
  await expect(second.alert).toContainText('That time was just taken');
  const booked = [await hospital.madeBy('maria-alvarez'), await hospital.madeBy('walter-dufresne')];
  expect(booked.flat()).toHaveLength(1);
});

test('a time that was taken is gone from “See more times”, too [B10]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  await visit.app.getByRole('button', { name: /^See more times with Dr\. Mateo/ }).click();
  await expect(visit.title).toHaveText('Times with Dr. Mateo Quintanar');
  const times = visit.app.getByRole('radio');
  const first = visit.app.getByRole('group').first().getByRole('radio').first();
  const taken = await first.getAttribute('value');
  const all = await times.count();
  await first.check();
  hospital.breaks(asked.hold, { kind: 'take-time' });
  await visit.button('Continue').click();
  await expect(visit.heading('That time was just taken')).toBeFocused();
  await expect(visit.title).toHaveText('Times with Dr. Mateo Quintanar');
  await expect(times).toHaveCount(all - 1);
  expect(
    await times.evaluateAll((radios) => radios.map((radio) => radio.getAttribute('value'))),
  ).not.toContain(taken);
});
