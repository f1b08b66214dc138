import { rowOf, timeOf } from '../support/journey-changes.ts';
import {
  expectLeft,
  expectTruthListed,
  type Moment,
  moveUntil,
  sent,
} from '../support/journey-killed.ts';
import { Scheduling } from '../support/journey-screens.ts';
import { kill } from '../support/journey-stops.ts';
import {
  answered,
  asked,
  coming,
  expect,
  launch,
  secondsUntil,
  test,
  usualSetup,
} from '../support/journey.ts';

// A page that goes in the middle of a move, where the old visit has to be cancelled before the new one is booked.
test.use({ setup: { ...usualSetup, reschedule: 'cancel-first' }, browserClock: 'controlled' });
test.beforeEach(({ hospital }) => {
  hospital.rules.twoBookings = 'refused';
});

const agree = 'I agree, move my visit';
const stands = { old: 'booked', new: 'pending' } as const;
/** The one gap that this order has: the old visit is gone, and the new one is no more than kept. */
const between = { old: 'cancelled', new: 'pending' } as const;
const moments: readonly Moment[] = [
  {
    when: 'before the new time is asked for',
    stop: { ...sent.hold, where: 'before' },
    old: 'booked',
    new: 'none',
  },
  {
    when: 'when the new time is kept, before the answer is there',
    stop: { ...sent.hold, where: 'after' },
    ...stands,
  },
  { when: 'on the check page', stop: undefined, ...stands },
  { when: 'while the visits are looked at', stop: { ...sent.read, where: 'before' }, ...stands },
  {
    when: 'before the cancellation has reached the clinic',
    stop: { ...sent.cancel, where: 'before' },
    ...stands,
  },
  {
    when: 'when the old visit is cancelled, before the answer is there',
    stop: { ...sent.cancel, where: 'after' },
    ...between,
  },
  {
    when: 'while the cancelled visit is looked at',
    stop: { ...sent.readAfterCancelling, where: 'before' },
    ...between,
  },
  {
    when: 'before the booking has reached the clinic',
    stop: { ...sent.book, where: 'before' },
    ...between,
  },
  {
    when: 'when the new visit is booked, before the answer is there',
    stop: { ...sent.book, where: 'after' },
    old: 'cancelled',
    new: 'booked',
  },
];

for (const moment of moments) {
  test(`cancelling first, a move whose tab is killed ${moment.when}: a visit is left, or the new time is kept, and the next tab shows which [B11, B20]`, async ({
    context,
    hospital,
    page,
  }) => {
    await moveUntil(page, hospital, moment, agree);
    await kill(page);
    await expectLeft(hospital, moment);

    const read = hospital.wire(coming).length;
    const visit = await launch(await context.newPage(), hospital);
    await expect(visit.bookThisTime).toBeVisible();
    await answered(hospital, coming, read);
    await expect(visit.button(/^Finish booking/)).toHaveCount(moment.new === 'pending' ? 1 : 0);
    await expectTruthListed(visit, hospital);
    if (moment.new !== 'pending') return;
    await visit.button(/^Finish booking/).click();
    await visit.confirm.click();
    if (moment.old === 'cancelled') {
      await expect(visit.title).toHaveText('You’re booked');
      await expectLeft(hospital, { ...moment, new: 'booked' });
    } else {
      // Nobody remembers that it was to replace a visit, so the clinic says that this would be a second one.
      await expect(visit.alert).toContainText('Nothing is booked');
      await expect(visit.alert).toContainText('You already have a visit in this specialty.');
      expect(await rowOf(hospital)).toMatchObject({ status: 'booked' });
    }
  });

  test(`cancelling first, a move whose page is opened again in its tab after it was left ${moment.when}: it says exactly what is left, and goes on [B11, B20]`, async ({
    hospital,
    page,
  }) => {
    await moveUntil(page, hospital, moment, agree);
    await page.goto(await hospital.launchUrl());
    const visit = new Scheduling(page, 'by itself');
    await expectLeft(hospital, moment);
    if (moment.new === 'none') {
      await secondsUntil(visit, visit.heading('The time we kept for you is no longer kept'));
      await expect(visit.alert).toContainText(/Your visit of .+ stays as it was\./);
      expect(await rowOf(hospital)).toMatchObject({ status: 'booked' });
      return;
    }
    if (moment.new === 'pending') {
      await secondsUntil(visit, visit.heading('Check your new time'));
      const gone = visit.text('Your old visit is cancelled. Confirm now to book the new time.');
      await expect(gone).toBeVisible({ visible: moment.old === 'cancelled' });
      await expect(visit.heading('Before you say yes')).toBeVisible({
        visible: moment.old === 'booked',
      });
      await (moment.old === 'cancelled' ? visit.confirm : visit.button(agree)).click();
    }
    await expect(visit.title).toHaveText('Your visit is moved');
    await expectLeft(hospital, { ...moment, old: 'cancelled', new: 'booked' });
    expect(hospital.wire(asked.book).filter(({ status }) => status === 200)).toHaveLength(1);
    expect(hospital.patches().filter(({ status }) => status === 200)).toHaveLength(1);
  });
}

test('cancelling first, a move that was left between the two, whose new time has ended by the time the page is opened again: it says that no visit is left, and gives a person to call [B11, B15]', async ({
  hospital,
  page,
}) => {
  const moment = moments.find(({ stop }) => stop?.path === asked.book)!;
  const old = await timeOf(hospital);
  await moveUntil(page, hospital, moment, agree);
  const [kept] = await hospital.madeBy('maria-alvarez', 'pending');
  await hospital.sandbox.ehrHandle.levers.expireHold(String(kept?.id));
  await page.goto(await hospital.launchUrl());
  const visit = new Scheduling(page, 'by itself');
  await secondsUntil(visit, visit.heading('Your old visit is cancelled, and no new one is booked'));
  await expect(visit.strongest()).toHaveText('Call (555) 010-0199');
  await expect(visit.app.getByRole('main')).toContainText(`${old.day}, ${old.hour}`);
  expect(await hospital.madeBy('maria-alvarez')).toEqual([]);
});
