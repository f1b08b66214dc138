import { whenOf } from '../support/journey-again.ts';
import {
  appointmentsOf,
  changesIn,
  chooseNew,
  rowOf,
  timeOf,
  visitId,
} from '../support/journey-changes.ts';
import {
  asked,
  expect,
  type Hospital,
  secondsUntil,
  test,
  usualSetup,
} from '../support/journey.ts';

// Another hospital: its EHR refuses a second visit, so the old one has to go before the new one is booked.
test.use({ setup: { ...usualSetup, reschedule: 'cancel-first' }, browserClock: 'controlled' });
test.beforeEach(({ hospital }) => {
  hospital.rules.twoBookings = 'refused';
});

const agree = 'I agree, move my visit';
const patches = { method: 'PATCH', path: asked.visit };
const booked = (hospital: Hospital) => hospital.madeBy('maria-alvarez');
const held = (hospital: Hospital) => hospital.madeBy('maria-alvarez', 'pending');

test('where a patient may have only one visit, the page asks before it cancels the old one; the new time is kept meanwhile, and booked in its place [B11]', async ({
  hospital,
  page,
}) => {
  const old = await timeOf(hospital);
  const visit = await appointmentsOf(page, hospital);
  const when = await chooseNew(visit);
  const consent = visit.app.getByRole('region', { name: 'Before you say yes' });
  await expect(consent).toContainText('This clinic lets you have only one visit.');
  await expect(consent).toContainText('Then we cancel the old visit');
  expect(changesIn(hospital.steps())).toEqual(['$hold']);
  await visit.button(agree).dblclick();
  await expect(visit.title).toHaveText('Your visit is moved');
  expect(await whenOf(visit)).toBe(when);
  await expect(visit.app.getByRole('main')).toContainText(`Cancelled: ${old.day}, ${old.hour}`);

  const steps = hospital.steps();
  expect(changesIn(steps)).toEqual(['$hold', 'cancel old', '$book']);
  expect(steps.indexOf('read new')).toBeLessThan(steps.indexOf('cancel old'));
  expect(steps.slice(steps.indexOf('cancel old'))).toEqual(['cancel old', 'read old', '$book']);
  expect(hospital.wire(asked.book)[0]?.requestBody).toMatch(
    new RegExp(`"cancelled-appt-id","valueUri":"[^"]*Appointment/${visitId}"`),
  );
  expect(await rowOf(hospital)).toMatchObject({ status: 'cancelled' });
  expect(await booked(hospital)).toHaveLength(1);
});

test('a new time that the clinic keeps no longer: nothing is cancelled, and the page says so [B11]', async ({
  hospital,
  page,
}) => {
  const visit = await appointmentsOf(page, hospital);
  await chooseNew(visit);
  const [kept] = await held(hospital);
  await hospital.sandbox.ehrHandle.levers.expireHold(String(kept?.id));
  await visit.button(agree).click();
  await expect(visit.heading('We could no longer keep that time')).toBeFocused();
  await expect(visit.alert).toContainText('Your old visit stays as it is.');
  await expect(visit.title).toHaveText('Choose a new time');
  expect(hospital.steps()).not.toContain('cancel old');
  expect(await rowOf(hospital)).toMatchObject({ status: 'booked' });
});

test('a clinic that does not cancel the old visit any more: nothing is moved, its words and the phone are there [B11, B17]', async ({
  hospital,
  page,
}) => {
  hospital.rules.cancelUntilHours = 999;
  const visit = await appointmentsOf(page, hospital);
  await chooseNew(visit);
  await visit.button(agree).click();
  await expect(visit.heading('The clinic did not cancel this visit')).toBeFocused();
  await expect(visit.alert).toContainText('Visits can be cancelled up to 999 hours before');
  await expect(visit.phone).toBeVisible();
  expect(changesIn(hospital.steps())).toEqual(['$hold', 'cancel old']);
  expect(await rowOf(hospital)).toMatchObject({ status: 'booked' });
  expect(await booked(hospital)).toEqual([]);
});

test('a cancellation that is lost on the way: the old visit stands, nothing is booked, and once more moves it [B11]', async ({
  hospital,
  page,
}) => {
  const visit = await appointmentsOf(page, hospital);
  await chooseNew(visit);
  hospital.breaks(patches, { kind: 'drop-before' }, 9);
  await visit.button(agree).click();
  await secondsUntil(visit, visit.heading('This visit is not cancelled'));
  await expect(visit.title).toHaveText('Check your new time');
  expect(hospital.wire(asked.book)).toEqual([]);
  expect(await rowOf(hospital)).toMatchObject({ status: 'booked' });
  expect(await held(hospital)).toHaveLength(1);

  hospital.mends();
  await visit.button(agree).click();
  await expect(visit.title).toHaveText('Your visit is moved');
  expect(await booked(hospital)).toHaveLength(1);
});

test('a booking that is lost after the old visit was cancelled: the page says that the old one is cancelled and the new one kept, and confirming books it [B11]', async ({
  hospital,
  page,
}) => {
  const visit = await appointmentsOf(page, hospital);
  await chooseNew(visit);
  hospital.breaks(asked.book, { kind: 'drop-before' }, 9);
  await visit.button(agree).click();
  await secondsUntil(visit, visit.heading('This is not booked'));
  await expect(visit.alert).toContainText(
    'Your old visit is cancelled, and nothing is booked in its place yet.',
  );
  await expect(
    visit.text('Your old visit is cancelled. Confirm now to book the new time.'),
  ).toBeVisible();
  expect(await rowOf(hospital)).toMatchObject({ status: 'cancelled' });
  expect(await held(hospital)).toHaveLength(1);

  hospital.mends();
  await visit.confirm.click();
  await expect(visit.title).toHaveText('Your visit is moved');
  expect(await booked(hospital)).toHaveLength(1);
  expect(hospital.patches()).toHaveLength(1);
});

test('a new time that is taken after the old visit was cancelled: the old time is booked again, and the page says exactly that [B11]', async ({
  hospital,
  page,
}) => {
  const old = await timeOf(hospital);
  const visit = await appointmentsOf(page, hospital);
  await chooseNew(visit);
  hospital.breaks(asked.book, { kind: 'take-time' });
  await visit.button(agree).click();
  await expect(visit.title).toHaveText('Your visit was not moved');
  const main = visit.app.getByRole('main');
  await expect(main).toContainText('Your old time is booked again, so you still have your visit.');
  await expect(visit.app.getByRole('definition').first()).toContainText(`${old.day}, ${old.hour}`);
  const [again] = await booked(hospital);
  expect(await timeOf(hospital, again?.id)).toEqual(old);
  expect(await booked(hospital)).toHaveLength(1);
  expect(await held(hospital)).toEqual([]);
});

test('where somebody has taken the old time, too, the page says that no visit is left, and gives a person to call [B11, B15]', async ({
  hospital,
  page,
}) => {
  const old = await timeOf(hospital);
  const visit = await appointmentsOf(page, hospital);
  await chooseNew(visit);
  const { levers } = hospital.sandbox.ehrHandle;
  await page.route(new RegExp(asked.book), async (route) => {
    await levers.takeTime({ appointmentId: visitId });
    await route.fallback();
  });
  hospital.breaks(asked.book, { kind: 'take-time' });
  await visit.button(agree).click();
  await expect(visit.title).toHaveText('Your old visit is cancelled, and no new one is booked');
  await expect(visit.strongest()).toHaveText('Call (555) 010-0199');
  await expect(visit.app.getByRole('main')).toContainText(`${old.day}, ${old.hour}`);
  expect(await booked(hospital)).toEqual([]);
  expect(await rowOf(hospital)).toMatchObject({ status: 'cancelled' });
});
