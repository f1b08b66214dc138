import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import type { Appointment } from '../../src/scheduling/model.ts';
import { err, ok } from '../../src/scheduling/result.ts';
import { day, noAnswer, today, visit, type Script } from '../support/fake-ehr.ts';
import { never, openApp, settled } from './open-app.ts';

const lists =
  (coming: Appointment[], past: Appointment[], complete = true): Script['listAppointments'] =>
  ({ from }) =>
    Promise.resolve(ok({ appointments: from === undefined ? past : coming, complete }));

async function appointments(listAppointments: Script['listAppointments']) {
  const opened = await openApp({ listAppointments });
  await opened.user.click(screen.getByRole('button', { name: 'My appointments' }));
  await settled();
  return opened;
}
/** The words of each visit in the list; what can be done about it left out. */
const visitsIn = (name: string) =>
  within(screen.getByRole('region', { name }))
    .queryAllByRole('listitem')
    .map((item) =>
      within(item)
        .queryAllByRole('button')
        .reduce((words, button) => words.replace(button.textContent, ''), item.textContent)
        .replace(/\s+/g, ' ')
        .trim(),
    );

test('coming visits stand soonest first and past ones newest first, with the year', async () => {
  await appointments(
    lists(
      [visit({ id: 'b', start: today + 9 * day }), visit({ id: 'a', start: today + 2 * day })],
      [
        visit({ id: 'd', start: today - 90 * day, status: 'noshow' }),
        visit({ id: 'c', start: today - 30 * day, status: 'fulfilled' }),
      ],
    ),
  );
  expect(screen.getByRole('heading', { level: 1, name: 'My appointments' })).toHaveFocus();
  expect(visitsIn('Coming up')).toEqual([
    'Wednesday, February 3, 2027, 10:00 AM Eastern Time Dr. Yee, Main Street Clinic, in person Booked',
    'Wednesday, February 10, 2027, 10:00 AM Eastern Time Dr. Yee, Main Street Clinic, in person Booked',
  ]);
  expect(visitsIn('Past visits').map((words) => words.slice(-6))).toEqual(['n Done', 'Missed']);
});

test.each([
  ['cancelled', 'Cancelled'],
  ['pending', 'Kept for you, not booked yet.'],
  ['proposed', 'Not booked yet: waiting for the clinic to confirm'],
] as const)('a coming visit that is %s is called so in words', async (status, words) => {
  await appointments(lists([visit({ status, start: today + day })], []));
  expect(visitsIn('Coming up')[0]).toMatch(new RegExp(`${words}$`));
});

test('[B18] a list is called empty only after it was read whole', async () => {
  await appointments(lists([], []));
  expect(screen.getByText('You have no coming appointments.')).toBeVisible();
  expect(screen.getByText('You have no past appointments.')).toBeVisible();
});

test('[B18] a list that is not whole says that some may be missing, with the phone', async () => {
  await appointments(lists([], [], false));
  expect(screen.queryByText('You have no coming appointments.')).toBeNull();
  const coming = screen.getByRole('region', { name: 'Coming up' });
  expect(coming).toHaveTextContent('Some appointments may be missing. Call us to be sure.');
  expect(within(coming).getByRole('link', { name: '(555) 010-0199' })).toBeVisible();
});

test('[B18] a list that is still on its way is not called empty', async () => {
  await appointments(never);
  expect(screen.queryByText(/You have no/)).toBeNull();
  expect(screen.getAllByText('Looking up your appointments…').length).toBeGreaterThan(0);
});

test('a list that cannot be read says so, and can be asked for again', async () => {
  const { user, ehr } = await appointments(() => Promise.resolve(err(noAnswer)));
  const coming = screen.getByRole('region', { name: 'Coming up' });
  expect(coming).toHaveTextContent('We could not reach the clinic');
  expect(screen.queryByText(/You have no/)).toBeNull();
  ehr.answer({ listAppointments: lists([visit({ start: today + day })], []) });
  await user.click(within(coming).getByRole('button', { name: /^Try again/ }));
  await settled();
  expect(visitsIn('Coming up')).toHaveLength(1);
});

test('the way back leads to Home', async () => {
  const { user } = await appointments(lists([], []));
  await user.click(screen.getByRole('button', { name: 'Back to booking' }));
  expect(screen.getByRole('heading', { level: 1, name: 'Book an appointment' })).toHaveFocus();
});
