import { chooseNew } from '../support/journey-changes.ts';
import type { Scheduling } from '../support/journey-screens.ts';
import {
  answered,
  asked,
  expect,
  type Hospital,
  secondsUntil,
  test,
  usualSetup,
} from '../support/journey.ts';

// Another hospital: its EHR keeps no times, and somebody at the clinic says yes to each booking.
test.use({ setup: { ...usualSetup, hold: false }, browserClock: 'controlled' });
test.beforeEach(({ hospital }) => {
  hospital.rules.confirms = 'staff';
});

/** Maria's visit that waits for the clinic. */
async function waitingAt(hospital: Hospital): Promise<string> {
  const made = await hospital.madeBy('maria-alvarez', 'pending');
  expect(made).toHaveLength(1);
  return made[0]!.id;
}

async function requested(visit: Scheduling): Promise<void> {
  await visit.bookThisTime.click();
  await visit.reason.fill('A cough since Monday');
  await visit.confirm.click();
  await expect(visit.title).toHaveText('Sent, waiting for the clinic');
}

test('a booking that somebody at the clinic confirms becomes “You’re booked” by itself [B8] [A3]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  await requested(visit);
  await expect(visit.text('You are not booked yet.')).toBeVisible();
  await expect(visit.heading('You’re booked')).toBeHidden();

  const id = await waitingAt(hospital);
  await hospital.sandbox.ehrHandle.levers.confirmByClinic(id);
  await secondsUntil(visit, visit.heading('You’re booked'));
  await expect(visit.title).toBeFocused();
  await expect(visit.app.getByRole('status').last()).toHaveText('The clinic has said yes.');
  expect(hospital.wire(asked.book)).toHaveLength(1);
  expect((await hospital.madeBy('maria-alvarez')).map((each) => each.id)).toEqual([id]);

  const questions: string[] = [];
  visit.page.on('request', (request) => questions.push(request.url()));
  await visit.page.clock.fastForward('11:00');
  // Whoever asks has asked by the end of a turn.
  await visit.frame().evaluate(() => null);
  expect(questions).toEqual([]);
});

test('a booking that the clinic cannot take leads to other times, and what was typed is still there', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  await requested(visit);
  // Without the code that asks, the first question would be put off.
  await answered(hospital, '^/assets/visit-change');
  // An answer that is lost on the way is no refusal.
  hospital.breaks(asked.visit, { kind: 'answer', status: 503 });
  await visit.page.clock.fastForward(6_000);
  await expect.poll(() => hospital.wire(asked.visit).length).toBe(1);
  await expect(visit.title).toHaveText('Sent, waiting for the clinic');

  await hospital.sandbox.ehrHandle.levers.cancelByClinic(await waitingAt(hospital));
  await secondsUntil(visit, visit.alert.getByText('The clinic could not take that time'));
  await expect(visit.alert).toContainText('Nothing is booked. Please choose another time.');
  expect(await hospital.madeBy('maria-alvarez')).toEqual([]);

  await visit.bookThisTime.click();
  await expect(visit.reason).toHaveValue('A cough since Monday');
});

test('a visit is moved when the clinic has confirmed the new one, and stands until then [B11]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  await visit.button('My appointments').click();
  await chooseNew(visit);
  await visit.button('Move my visit').click();
  await expect(visit.title).toHaveText('Sent, waiting for the clinic');
  await expect(visit.text('Your old visit stays booked until then.')).toBeVisible();
  expect(hospital.patches()).toEqual([]);

  const id = await waitingAt(hospital);
  await hospital.sandbox.ehrHandle.levers.confirmByClinic(id);
  await secondsUntil(visit, visit.heading('Your visit is moved'));
  expect((await hospital.madeBy('maria-alvarez')).map((each) => each.id)).toEqual([id]);
  expect(hospital.patches()).toHaveLength(1);
  expect(hospital.steps().slice(-4)).toEqual(['read new', 'read old', 'cancel old', 'read old']);
});
