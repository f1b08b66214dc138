import { badGateway } from '../support/journey-answers.ts';
import {
  appointmentsOf,
  changesIn,
  chooseNew,
  rowOf,
  visitId,
} from '../support/journey-changes.ts';
import { asked, expect, type Hospital, test, usualSetup } from '../support/journey.ts';

// Another hospital: its EHR moves a visit in one step.
test.use({ setup: { ...usualSetup, reschedule: 'atomic' }, browserClock: 'controlled' });

const move = 'Move my visit';
const booked = (hospital: Hospital) => hospital.madeBy('maria-alvarez');

test('an EHR that moves in one step is asked once, and cancels nothing by itself: “moved” is said when both were read [B11]', async ({
  hospital,
  page,
}) => {
  hospital.rules.reschedule = 'atomic';
  const visit = await appointmentsOf(page, hospital);
  await chooseNew(visit);
  await visit.button(move).dblclick();
  await expect(visit.title).toHaveText('Your visit is moved');
  const steps = hospital.steps();
  expect(changesIn(steps)).toEqual(['$hold', '$book']);
  expect(steps.at(-1)).toBe('read old');
  expect(hospital.wire(asked.book)[0]?.requestBody).toContain(`Appointment/${visitId}`);
  expect(await rowOf(hospital)).toMatchObject({ status: 'cancelled' });
  expect(await booked(hospital)).toHaveLength(1);
});

test('an answer that is lost after an EHR has moved in one step: the visit is found moved, and nothing is sent twice [B9, B11]', async ({
  hospital,
  page,
}) => {
  hospital.rules.reschedule = 'atomic';
  const visit = await appointmentsOf(page, hospital);
  await chooseNew(visit);
  hospital.breaks(asked.book, { kind: 'answer-after', ...badGateway });
  await visit.button(move).click();
  await expect(visit.title).toHaveText('Your visit is moved');
  expect(changesIn(hospital.steps())).toEqual(['$hold', '$book']);
  expect(await booked(hospital)).toHaveLength(1);
});

test('an EHR that is said to move in one step and refuses to: nothing has changed, and the page says so in the EHR’s words [B11, B15]', async ({
  hospital,
  page,
}) => {
  const visit = await appointmentsOf(page, hospital);
  await chooseNew(visit);
  await visit.button(move).click();
  await expect(visit.alert).toContainText('Your old visit stays as it is.');
  await expect(visit.alert).toContainText('cancelled-appt-id must name an appointment');
  expect(await rowOf(hospital)).toMatchObject({ status: 'booked' });
  expect(await booked(hospital)).toEqual([]);
});
