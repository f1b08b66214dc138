import { chooseOwn, throughPortal, whenOf } from '../support/journey-again.ts';
import { asked, expect, test, type Hospital } from '../support/journey.ts';
import { read, type Scheduling } from '../support/journey-screens.ts';

const addressOf = (visit: Scheduling) => visit.frame().evaluate(() => location.href);
const booked = (hospital: Hospital) => hospital.madeBy('maria-alvarez');
const reload = (visit: Scheduling) =>
  visit.frame().evaluate(() => {
    location.reload();
  });

async function book(visit: Scheduling): Promise<string> {
  const when = await chooseOwn(visit);
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  return when;
}

test('a visit that was booked has an address of its own, which names neither it nor the patient; loaded again it asks for the portal, and comes back as the EHR has it [B20, B26]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  await expect(visit.bookThisTime).toBeVisible();
  const before = await addressOf(visit);
  const when = await book(visit);
  const [made] = await booked(hospital);
  expect(await addressOf(visit)).toBe(`${before}#visit`);
  expect(await addressOf(visit)).not.toContain(made?.id ?? 'an id');

  for (const time of ['once', 'and once more']) {
    await reload(visit);
    await expect(visit.title, time).toHaveText('Please open this page from your portal again');
    await expect(visit.text(/What you booked stays booked\./)).toBeVisible();
    expect(await addressOf(visit)).toBe(`${before}#visit`);
    const read = hospital.wire(asked.visit).length;
    await throughPortal(visit);
    await expect(visit.title, time).toHaveText('You’re booked');
    expect(await whenOf(visit)).toBe(when);
    expect(hospital.wire(asked.visit).length).toBeGreaterThan(read);
  }
  expect(hospital.wire(asked.book)).toHaveLength(1);
  expect(await booked(hospital)).toHaveLength(1);

  await visit.button('Book another appointment').click();
  await expect(visit.title).toHaveText('Book an appointment');
  expect(await addressOf(visit)).toBe(before);
  await throughPortal(visit);
  await expect(visit.bookThisTime).toBeVisible();
  await expect(visit.title).toHaveText('Book an appointment');
});

test('the visit that comes back was cancelled at the clinic meanwhile: the page says so, and not that it is booked [B16]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  await book(visit);
  const [made] = await booked(hospital);
  await reload(visit);
  await hospital.sandbox.ehrHandle.levers.cancelByClinic(made?.id ?? '');
  await throughPortal(visit);
  await expect(visit.title).toHaveText('This visit has changed');
  await expect(visit.text(/The clinic cancelled it\./)).toBeVisible();
});

test('a visit can be moved, and cancelled, from the page that says that it is booked', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  const when = await book(visit);
  await visit.button(/^Move this visit/).click();
  await expect(visit.title).toHaveText('Choose a new time');
  const day = await visit.day(visit.heading(await read(visit.days.nth(1))));
  await day.getByRole('radio').first().check();
  await visit.button('Continue').click();
  await visit.button('Move my visit').click();
  await expect(visit.title).toHaveText('Your visit is moved');
  const moved = await whenOf(visit);
  expect(moved).not.toBe(when);

  await reload(visit);
  await throughPortal(visit);
  await expect(visit.title).toHaveText('You’re booked');
  expect(await whenOf(visit)).toBe(moved);
  await visit.button(/^Cancel this visit/).click();
  await visit.button('Yes, cancel this visit').click();
  await expect(visit.title).toHaveText('Your visit is cancelled');
  expect(await booked(hospital)).toHaveLength(0);
});
