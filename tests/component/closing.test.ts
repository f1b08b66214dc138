import { screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { err } from '../../src/scheduling/result.ts';
import { whenIdle } from '../../src/ui/idle.ts';
import { testClock } from '../support/clock.ts';
import { openApp, settled } from './open-app.ts';

const heading = () => screen.getByRole('heading', { level: 1 });
const nothingOfThePatient = () => {
  expect(document.body).not.toHaveTextContent('Maria');
  expect(document.body).not.toHaveTextContent(/\d:\d\d/);
};

test('[smart 33] somebody else’s record in the answer closes the page, and gives the phone', async () => {
  const failure = { kind: 'unreadable', what: 'other-patient', notices: [] } as const;
  await openApp({ readPatient: () => Promise.resolve(err(failure)) });
  await settled();
  expect(heading()).toHaveTextContent('We got a record that may not be yours');
  expect(screen.queryByRole('button', { name: /Book/ })).not.toBeInTheDocument();
  nothingOfThePatient();
});

test('[smart 53] a patient who has booked can finish, and nothing stays on the page', async () => {
  const { user } = await openApp();
  await user.click(screen.getByRole('button', { name: /^Book this time/ }));
  await settled();
  await user.click(screen.getByRole('button', { name: 'Confirm appointment' }));
  await settled();
  await user.click(screen.getByRole('button', { name: 'Finish' }));
  await settled();
  expect(heading()).toHaveTextContent('You are done');
  expect(document.title).toBe('Scheduling is closed');
  nothingOfThePatient();
});

test('the page of a visit that is loaded again names the portal as the way back, and keeps its address', async () => {
  const { app } = await openApp();
  expect(location.hash).toBe('');
  app.close({ kind: 'loaded-again' });
  await settled();
  expect(heading()).toHaveTextContent('Please open this page from your portal again');
  expect(screen.getByRole('link', { name: /^Go back to your portal/ })).toBeVisible();
  expect(screen.getByText(/What you booked stays booked\./)).toBeVisible();
  expect(location.hash).toBe('#visit');
  nothingOfThePatient();
  app.close({ kind: 'finished' });
  await settled();
  expect(location.hash).toBe('');
});

test('[smart 53] a page that nobody uses closes, and gives the held time back', async () => {
  const { app, ehr, user } = await openApp();
  await user.click(screen.getByRole('button', { name: /^Book this time/ }));
  await settled();
  app.close({ kind: 'idle' });
  await settled();
  expect(heading()).toHaveTextContent('We closed this page');
  expect(ehr.callsOf('releaseHold')).toHaveLength(1);
  nothingOfThePatient();
});

test('[smart 53] idle is fifteen minutes without a touch or a key, once', () => {
  const clock = testClock(0);
  const page = new EventTarget() as EventTarget & { setTimeout: typeof window.setTimeout };
  page.setTimeout = ((run: () => void, milliseconds: number) =>
    clock.later(milliseconds, run)) as unknown as typeof window.setTimeout;
  let closed = 0;
  whenIdle(page, 15, clock.now, () => (closed += 1));
  clock.pass(14);
  page.dispatchEvent(new Event('keydown'));
  clock.pass(14);
  expect(closed).toBe(0);
  clock.pass(1);
  expect(closed).toBe(1);
  clock.pass(60);
  expect(closed).toBe(1);
});

test('[smart 45] the check page says when the sign-in is about to end', async () => {
  const endsSoon = { endsAt: () => 0, renew: () => Promise.resolve(false) };
  const { user } = await openApp({}, { signIn: endsSoon });
  await user.click(screen.getByRole('button', { name: /^Book this time/ }));
  await settled();
  const said = 'Your sign-in ends in less than two minutes. Please confirm now.';
  expect(screen.getByText(said, { selector: 'p' })).toBeVisible();
  expect(screen.getAllByRole('status').at(-1)).toHaveTextContent(said);
});
