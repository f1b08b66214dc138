import { rowOf } from '../support/journey-changes.ts';
import {
  expectLeft,
  expectTruthListed,
  type Moment,
  moveUntil,
  sent,
} from '../support/journey-killed.ts';
import { Scheduling } from '../support/journey-screens.ts';
import { kill } from '../support/journey-stops.ts';
import { answered, coming, expect, launch, secondsUntil, test } from '../support/journey.ts';

// A page that goes in the middle of a move, where the new visit is booked before the old one is cancelled.
test.use({ browserClock: 'controlled' });

const move = 'Move my visit';
const stands = { old: 'booked' } as const;
const moments: readonly Moment[] = [
  {
    when: 'before the new time is asked for',
    stop: { ...sent.hold, where: 'before' },
    ...stands,
    new: 'none',
  },
  {
    when: 'when the new time is kept, before the answer is there',
    stop: { ...sent.hold, where: 'after' },
    ...stands,
    new: 'pending',
  },
  { when: 'on the check page', stop: undefined, ...stands, new: 'pending' },
  {
    when: 'before the booking has reached the clinic',
    stop: { ...sent.book, where: 'before' },
    ...stands,
    new: 'pending',
  },
  {
    when: 'when the new visit is booked, before the answer is there',
    stop: { ...sent.book, where: 'after' },
    ...stands,
    new: 'booked',
  },
  {
    when: 'while the old visit is looked at',
    stop: { ...sent.readAfterBooking, where: 'before' },
    ...stands,
    new: 'booked',
  },
  {
    when: 'before the cancellation has reached the clinic',
    stop: { ...sent.cancel, where: 'before' },
    ...stands,
    new: 'booked',
  },
  {
    when: 'when the old visit is cancelled, before the answer is there',
    stop: { ...sent.cancel, where: 'after' },
    old: 'cancelled',
    new: 'booked',
  },
  {
    when: 'while the cancelled visit is looked at',
    stop: { ...sent.readAfterCancelling, where: 'before' },
    old: 'cancelled',
    new: 'booked',
  },
];

for (const moment of moments) {
  test(`a move whose tab is killed ${moment.when}: a visit is left, and the next tab shows which [B11, B20]`, async ({
    context,
    hospital,
    page,
  }) => {
    await moveUntil(page, hospital, moment, move);
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
    await expect(visit.title).toHaveText('You’re booked');
    await expectLeft(hospital, { ...moment, new: 'booked' });
  });

  test(`a move whose page is opened again in its tab after it was left ${moment.when}: it says what came of it, and goes on [B11, B20]`, async ({
    hospital,
    page,
  }) => {
    await moveUntil(page, hospital, moment, move);
    await page.goto(await hospital.launchUrl());
    const visit = new Scheduling(page, 'by itself');
    await expectLeft(hospital, moment);
    if (moment.new === 'none') {
      await secondsUntil(visit, visit.heading('The time we kept for you is no longer kept'));
      await expect(visit.alert).toContainText(/Your visit of .+ stays as it was\./);
    } else if (moment.old === 'cancelled') {
      await expect(visit.title).toHaveText('Your visit is moved');
    } else if (moment.new === 'booked') {
      await secondsUntil(visit, visit.heading('You have two visits now'));
      await visit.button('Cancel the old visit').click();
      await visit.button('Yes, cancel this visit').click();
      await expect(visit.title).toHaveText('Your visit is cancelled');
    } else {
      await secondsUntil(visit, visit.heading('Check your new time'));
      await visit.button(move).click();
      await expect(visit.title).toHaveText('Your visit is moved');
    }
    if (moment.new === 'none') expect(await rowOf(hospital)).toMatchObject({ status: 'booked' });
    else await expectLeft(hospital, { ...moment, old: 'cancelled', new: 'booked' });
  });
}
