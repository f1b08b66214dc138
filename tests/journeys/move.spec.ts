import type { Fault } from '../../sandbox/types.ts';
import { whenOf } from '../support/journey-again.ts';
import { badGateway } from '../support/journey-answers.ts';
import {
  appointmentsOf,
  changesIn,
  chooseNew,
  rowOf,
  timeOf,
  visitId,
} from '../support/journey-changes.ts';
import { read } from '../support/journey-screens.ts';
import { asked, expect, type Hospital, secondsUntil, test } from '../support/journey.ts';

// This hospital lets patients have two visits, so the new one is booked before the old one is cancelled.
test.use({ browserClock: 'controlled' });

const move = 'Move my visit';
const patches = { method: 'PATCH', path: asked.visit };
const booked = (hospital: Hospital) => hospital.madeBy('maria-alvarez');

test('a visit is moved: old and new side by side, the new one booked, read, and only then the old one cancelled; the portal says the same [B11, B12]', async ({
  hospital,
  scheduling,
}) => {
  const old = await timeOf(hospital);
  const visit = await scheduling();
  await visit.button('My appointments').click();
  const when = await chooseNew(visit);
  const main = visit.app.getByRole('main');
  await expect(main.getByRole('region', { name: 'Old visit' })).toContainText(
    `${old.day}, ${old.hour}`,
  );
  expect(changesIn(hospital.steps())).toEqual(['$hold']);
  await visit.button(move).click();
  await expect(visit.title).toHaveText('Your visit is moved');
  await expect(main).toContainText('The clinic has your new time. Your old visit is cancelled.');
  expect(await whenOf(visit)).toBe(when);
  await expect(main).toContainText(`Cancelled: ${old.day}, ${old.hour}`);

  const steps = hospital.steps();
  expect(changesIn(steps)).toEqual(['$hold', '$book', 'cancel old']);
  expect(steps.slice(steps.indexOf('$book'))).toEqual([
    '$book',
    'read old',
    'cancel old',
    'read old',
  ]);
  expect(hospital.wire(asked.book)[0]?.requestBody).not.toContain('cancelled-appt-id');
  expect(await rowOf(hospital)).toMatchObject({ status: 'cancelled' });
  const [made] = await booked(hospital);
  expect(await booked(hospital)).toHaveLength(1);
  const now = await timeOf(hospital, made?.id);
  expect(when).toContain(`${now.day}, ${now.hour}`);

  await visit.button('See my appointments').click();
  await expect(visit.coming.filter({ hasText: 'Booked' })).toContainText(
    `${now.day}, 2026, ${now.hour}`,
  );
  await expect(visit.coming.filter({ hasText: 'Cancelled' })).toContainText(
    `${old.day}, 2026, ${old.hour}`,
  );
  await visit.page.getByRole('link', { name: 'Visits' }).click();
  const listed = (time: typeof now) =>
    visit.page.getByRole('listitem').filter({ hasText: `${time.day}, 2026 at ${time.hour}` });
  await expect(listed(now)).toContainText('Booked');
  await expect(listed(old)).toContainText('Canceled');
});

test('“Move this visit” and “Move my visit” that are pressed twice move once [B9, B11]', async ({
  hospital,
  page,
}) => {
  const visit = await appointmentsOf(page, hospital);
  await visit.button(/^Move this visit/).dblclick();
  await expect(visit.title).toHaveText('Choose a new time');
  await visit.app.getByRole('radio').first().check();
  await visit.button('Continue').dblclick();
  await expect(visit.title).toHaveText('Check your new time');
  hospital.breaks(asked.book, { kind: 'slow', milliseconds: 300 });
  await visit.button(move).dblclick();
  await expect(visit.title).toHaveText('Your visit is moved');
  for (const path of [asked.hold, asked.book]) expect(hospital.wire(path)).toHaveLength(1);
  expect(hospital.patches()).toHaveLength(1);
});

test('“Keep my visit as it is” on the check page gives the new time back, and leaves the old one as it was [B11]', async ({
  hospital,
  page,
}) => {
  const visit = await appointmentsOf(page, hospital);
  await chooseNew(visit);
  await visit.button('Keep my visit as it is').click();
  await expect(visit.title).toHaveText('My appointments');
  await expect(visit.coming.filter({ hasText: 'Booked' })).toHaveCount(1);
  await expect.poll(() => hospital.madeBy('maria-alvarez', 'pending')).toEqual([]);
  expect(await rowOf(hospital)).toMatchObject({ status: 'booked' });
  expect(await booked(hospital)).toEqual([]);
});

test('a visit that the clinic has moved meanwhile: the patient is told the new time before choosing one [B12]', async ({
  hospital,
  page,
}) => {
  const visit = await appointmentsOf(page, hospital);
  await hospital.sandbox.ehrHandle.levers.moveByClinic(visitId, 60);
  await visit.button(/^Move this visit/).click();
  await expect(visit.title).toHaveText('This visit has changed');
  const now = await timeOf(hospital);
  await expect(visit.app.getByRole('main')).toContainText(
    `At the clinic it is now on ${now.day}, ${now.hour}`,
  );
  expect(changesIn(hospital.steps())).toEqual([]);
});

test('a new time that is taken at the last moment: the old visit stands, the page says so, and another time can be chosen for it [B11]', async ({
  hospital,
  page,
}) => {
  const visit = await appointmentsOf(page, hospital);
  await chooseNew(visit);
  hospital.breaks(asked.book, { kind: 'take-time' });
  await visit.button(move).click();
  await expect(visit.heading('That time was just taken')).toBeFocused();
  await expect(visit.alert).toContainText('Your old visit stays as it is.');
  await expect(visit.title).toHaveText('Choose a new time');
  expect(await rowOf(hospital)).toMatchObject({ status: 'booked' });
  expect(hospital.patches().filter(({ path }) => path.endsWith(visitId))).toEqual([]);

  await visit.app.getByRole('radio').first().check();
  await visit.button('Continue').click();
  await visit.button(move).click();
  await expect(visit.title).toHaveText('Your visit is moved');
  expect(await rowOf(hospital)).toMatchObject({ status: 'cancelled' });
  expect(await booked(hospital)).toHaveLength(1);
});

test('a clinic that does not cancel the old visit any more: both stand, the page says so with the clinic’s words and the phone [B11, B17]', async ({
  hospital,
  page,
}) => {
  hospital.rules.cancelUntilHours = 999;
  const old = await timeOf(hospital);
  const visit = await appointmentsOf(page, hospital);
  const when = await chooseNew(visit);
  await visit.button(move).click();
  await expect(visit.title).toHaveText('You have two visits now');
  const main = visit.app.getByRole('main');
  await expect(main).toContainText('Your old visit is not cancelled, so it still stands.');
  await expect(main).toContainText('Visits can be cancelled up to 999 hours before');
  await expect(visit.strongest()).toHaveText('Call (555) 010-0199');
  await expect(main).toContainText(`${old.day}, ${old.hour}`);
  expect(await read(main.getByRole('region', { name: 'New visit' }))).toContain(when);
  expect(await rowOf(hospital)).toMatchObject({ status: 'booked' });
  expect(await booked(hospital)).toHaveLength(1);
});

test('a cancellation that is lost on the way: both visits stand, the page says so, and the old one can be cancelled there [B11]', async ({
  hospital,
  page,
}) => {
  const visit = await appointmentsOf(page, hospital);
  await chooseNew(visit);
  hospital.breaks(patches, { kind: 'drop-before' }, 9);
  await visit.button(move).click();
  await secondsUntil(visit, visit.heading('You have two visits now'));
  expect(await booked(hospital)).toHaveLength(1);
  expect(await rowOf(hospital)).toMatchObject({ status: 'booked' });

  hospital.mends();
  await visit.button('Cancel the old visit').click();
  await visit.button('Yes, cancel this visit').click();
  await expect(visit.title).toHaveText('Your visit is cancelled');
  expect(await rowOf(hospital)).toMatchObject({ status: 'cancelled' });
  expect(await booked(hospital)).toHaveLength(1);
});

const lost: readonly (readonly [string, string | typeof patches, Fault])[] = [
  ['to the booking', asked.book, { kind: 'answer-after', ...badGateway }],
  ['to the cancellation', patches, { kind: 'answer-after', ...badGateway }],
];

for (const [what, path, fault] of lost) {
  test(`an answer ${what} that is lost after the clinic has acted: the visit is moved, and nothing is sent twice [B9, B11]`, async ({
    hospital,
    page,
  }) => {
    const visit = await appointmentsOf(page, hospital);
    await chooseNew(visit);
    hospital.breaks(path, fault);
    await visit.button(move).click();
    await expect(visit.title).toHaveText('Your visit is moved');
    expect(hospital.wire(asked.book)).toHaveLength(1);
    expect(hospital.patches()).toHaveLength(1);
    expect(await rowOf(hospital)).toMatchObject({ status: 'cancelled' });
    expect(await booked(hospital)).toHaveLength(1);
  });
}

test('a booking that is lost on the way: the old visit is not touched, the page says so, and once more moves it [B11]', async ({
  hospital,
  page,
}) => {
  const visit = await appointmentsOf(page, hospital);
  await chooseNew(visit);
  hospital.breaks(asked.book, { kind: 'drop-before' }, 9);
  await visit.button(move).click();
  await secondsUntil(visit, visit.heading('This is not booked'));
  await expect(visit.title).toHaveText('Check your new time');
  await expect(visit.alert).toContainText('Your old visit stays as it is.');
  expect(hospital.patches()).toEqual([]);
  expect(await rowOf(hospital)).toMatchObject({ status: 'booked' });

  hospital.mends();
  await visit.button(move).click();
  await expect(visit.title).toHaveText('Your visit is moved');
  expect(await rowOf(hospital)).toMatchObject({ status: 'cancelled' });
  expect(await booked(hospital)).toHaveLength(1);
});

test('a clinic that refuses the new visit in its own words leaves the old one as it was [B11, B15]', async ({
  hospital,
  page,
}) => {
  hospital.rules.twoBookings = 'refused';
  const visit = await appointmentsOf(page, hospital);
  await chooseNew(visit);
  await visit.button(move).click();
  await expect(visit.alert).toContainText('Your old visit stays as it is.');
  await expect(visit.alert).toContainText('You already have a visit in this specialty.');
  expect(await rowOf(hospital)).toMatchObject({ status: 'booked' });
  expect(await booked(hospital)).toEqual([]);
});
