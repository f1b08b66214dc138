import { screen } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';

import type { ActsFor } from '../../src/session/types.ts';
import { err, ok } from '../../src/scheduling/result.ts';
import { clinicVisits } from '../support/clinic-visits.ts';
import { day, maria, noAnswer, tuesday920, visit, type Script } from '../support/fake-ehr.ts';
import { never, openApp, settled, type OpenApp } from './open-app.ts';

type Who = () => Promise<ActsFor | undefined>;
const saying =
  (who: ActsFor | undefined): Who =>
  () =>
    Promise.resolve(who);
const another = saying('another');
const notFoundOut: Who = () => Promise.reject(new TypeError('Failed to fetch'));

const banner = () => screen.getByRole('banner');
const button = (name: RegExp | string) => screen.getByRole('button', { name });
const press = async ({ user }: OpenApp, name: RegExp | string) => {
  await user.click(button(name));
  await settled();
};

const open = (actsFor: Who, script: Partial<Script> = {}, can = {}) =>
  openApp(script, { actsFor, can });

async function checking(actsFor: Who, script: Partial<Script> = {}): Promise<OpenApp> {
  const opened = await open(actsFor, script);
  await press(opened, /^Book this time/);
  return opened;
}

/** At "Cancel this visit?", or at the last page of a move to the soonest time. */
async function changing(what: 'cancel' | 'move', actsFor: Who, can = {}): Promise<OpenApp> {
  const clinic = clinicVisits(visit({ id: 'own', start: tuesday920 - 10 * day }));
  const opened = await open(actsFor, clinic.script, can);
  await press(opened, 'My appointments');
  await press(opened, what === 'cancel' ? /^Cancel this visit/ : /^Move this visit/);
  if (what === 'cancel') return opened;
  const [soonest] = screen.getAllByRole('radio');
  await opened.user.click(soonest!);
  await press(opened, 'Continue');
  return opened;
}

const cancelFirst = { reschedule: 'cancel-first' } as const;

describe('[smart 39] [B25] for somebody else', () => {
  test('the banner says so, and the button that books says for whom', async () => {
    await open(another);
    expect(banner()).toHaveTextContent(/^You are booking for Maria Alvarez/);
    expect(button(/^Book this time/)).toHaveAccessibleName(
      /^Book this time for Maria Alvarez: Tuesday, March 2, 9:20 AM Eastern Time, Dr. Yee,/,
    );
  });

  test('the time is confirmed by name, and the banner stays to the end', async () => {
    const opened = await checking(another);
    expect(banner()).toHaveTextContent('You are booking for Maria Alvarez');
    await press(opened, 'Confirm appointment for Maria Alvarez');
    expect(screen.getByRole('heading', { level: 1, name: 'You’re booked' })).toBeVisible();
    expect(banner()).toHaveTextContent('You are booking for Maria Alvarez');
  });

  test('a visit is cancelled by name', async () => {
    const opened = await changing('cancel', another);
    expect(banner()).toHaveTextContent('You are booking for Maria Alvarez');
    await press(opened, 'Yes, cancel this visit for Maria Alvarez');
    expect(screen.getByRole('heading', { name: 'Your visit is cancelled' })).toBeVisible();
  });

  test('a visit is moved by name', async () => {
    const opened = await changing('move', another);
    expect(banner()).toHaveTextContent('You are booking for Maria Alvarez');
    await press(opened, 'Move the visit for Maria Alvarez');
    expect(screen.getByRole('heading', { name: 'Your visit is moved' })).toBeVisible();
  });

  test('that the old visit is cancelled first is agreed to by name', async () => {
    const opened = await changing('move', another, cancelFirst);
    await press(opened, 'I agree, move the visit for Maria Alvarez');
    expect(screen.getByRole('heading', { name: 'Your visit is moved' })).toBeVisible();
  });

  test('who may be the patient under another name is not told that it is for somebody else, but the buttons say for whom', async () => {
    await checking(saying('perhaps-another'));
    expect(banner()).toHaveTextContent(/^For Maria Alvarez/);
    expect(button('Confirm appointment for Maria Alvarez')).toBeVisible();
  });
});

describe('[smart 39] in plain words, as for oneself,', () => {
  test.each<[string, Who]>([
    ['the patient is signed in', saying(undefined)],
    ['nobody could find out who is signed in', notFoundOut],
    ['that is not found out yet', never],
  ])('where %s', async (_what, actsFor) => {
    const opened = await open(actsFor);
    expect(banner()).toHaveTextContent(/^For Maria Alvarez/);
    expect(button(/^Book this time/)).toHaveAccessibleName(/^Book this time: Tuesday/);
    await press(opened, /^Book this time/);
    expect(button('Confirm appointment')).toBeVisible();
  });

  test.each([
    ['is still being read', never, 'Looking up your name'],
    ['cannot be read', () => Promise.resolve(err(noAnswer)), 'Your name could not be read'],
    [
      'is not on record',
      () => Promise.resolve(ok({ ...maria, name: undefined })),
      'No name on record',
    ],
  ] as const)('where the patient’s name %s', async (_what, readPatient, words) => {
    const { user } = await open(another, { readPatient });
    // Whose doctor is not known has times with anyone.
    await user.click(screen.getAllByRole('button', { name: /^Book / })[0]!);
    await settled();
    expect(banner()).toHaveTextContent(words);
    expect(button('Confirm appointment')).toBeVisible();
  });

  test.each([
    ['cancelled', 'cancel', {}, 'Yes, cancel this visit'],
    ['moved', 'move', {}, 'Move my visit'],
    ['moved after the old one is cancelled', 'move', cancelFirst, 'I agree, move my visit'],
  ] as const)('a visit is %s by the patient', async (_what, what, can, words) => {
    await changing(what, saying(undefined), can);
    expect(button(words)).toBeVisible();
  });
});

test('[smart 39] who is signed in is asked after the first times are there, not before', async () => {
  const asked: string[] = [];
  const { ehr } = await openApp(
    { findAppointments: never },
    { actsFor: () => Promise.resolve(void asked.push('who')) },
  );
  expect(ehr).toBeDefined();
  expect(asked).toEqual([]);
});
