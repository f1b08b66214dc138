import { badGateway } from '../support/journey-answers.ts';
import { asked, expect, test } from '../support/journey.ts';

test('all visits are listed, over both pages of the clinic’s answer, and one that the clinic called off is marked [B18, B19]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling('Ruth Okafor');
  await visit.button('My appointments').click();
  const coming = visit.app.getByRole('region', { name: /^Coming/ }).getByRole('listitem');
  const past = visit.app.getByRole('region', { name: /^Past/ }).getByRole('listitem');
  await expect(past).toHaveCount(30);
  await expect(coming).toHaveCount(3);
  expect(hospital.wire(asked.nextPage).length).toBeGreaterThan(0);

  const calledOff = coming.filter({ hasText: 'Dr. Ingrid Falkenrath' });
  await expect(calledOff).toContainText('Cancelled');
  await expect(coming.filter({ hasText: 'Dr. Naomi Castellane' })).toContainText('Booked');
  await expect(visit.text('Some appointments may be missing.')).toBeHidden();

  await visit.button('Back to booking').click();
  await expect(visit.title).toHaveText('Book an appointment');
});

test('where a page of visits cannot be read, the list says that some may be missing [B18]', async ({
  hospital,
  scheduling,
}) => {
  hospital.breaks(asked.nextPage, { kind: 'answer', ...badGateway }, 9);
  const visit = await scheduling('Ruth Okafor');
  await visit.button('My appointments').click();
  const past = visit.app.getByRole('region', { name: /^Past/ });
  await expect(past).toContainText('Some appointments may be missing. Call us to be sure.');
  await expect(past.getByRole('link', { name: '(555) 010-0199' })).toBeVisible();
  await expect(past.getByRole('listitem')).toHaveCount(20);
});

test('a list that cannot be read is not called empty, and can be asked for again [B18]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling('Noor Lindgren');
  await expect(visit.timesWithAnyone).toHaveCount(4);
  hospital.breaks(asked.appointments, { kind: 'answer', ...badGateway }, 9);
  await visit.timesWithAnyone.first().click();
  await visit.confirm.click();
  await visit.button('See my appointments').click();
  const coming = visit.app.getByRole('region', { name: /^Coming/ });
  await expect(coming).toContainText('The clinic’s system has a problem');
  await expect(visit.text('You have no coming appointments.')).toBeHidden();

  hospital.mends();
  await coming.getByRole('button', { name: /^Try again/ }).click();
  await expect(coming.getByRole('listitem')).toHaveCount(1);
});

test('an appointment that was booked is in the list at once [B13]', async ({ scheduling }) => {
  const visit = await scheduling('Noor Lindgren');
  await visit.button('My appointments').click();
  await expect(visit.text('You have no coming appointments.')).toBeVisible();
  await expect(visit.text('You have no past appointments.')).toBeVisible();
  await visit.button('Back to booking').click();
  await visit.timesWithAnyone.first().click();
  await visit.confirm.click();
  await visit.button('See my appointments').click();
  const coming = visit.app.getByRole('region', { name: /^Coming/ }).getByRole('listitem');
  await expect(coming).toHaveCount(1);
  await expect(coming).toContainText('Booked');
});
