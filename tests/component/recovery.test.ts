import { screen, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';

import type { Intention } from '../../src/scheduling/intention.ts';
import type { Appointment } from '../../src/scheduling/model.ts';
import { err } from '../../src/scheduling/result.ts';
import { clinicVisits } from '../support/clinic-visits.ts';
import {
  day,
  noAnswer,
  openTime,
  today,
  tuesday920,
  visit,
  type Script,
} from '../support/fake-ehr.ts';
import { intentionOf, testJournal } from '../support/journal.ts';
import { never, openApp, settled } from './open-app.ts';

const chosen = openTime();
const kinds = ['hold', 'book', 'cancel', 'reschedule'] as const;
const title = (name: string) => screen.getByRole('heading', { level: 1, name });
const button = (name: RegExp | string) => screen.getByRole('button', { name });
const main = () => within(screen.getByRole('main'));
const status = () => screen.getAllByRole('status').at(-1);
const unread: Partial<Script> = {
  listAppointments: () => Promise.resolve(err(noAnswer)),
  readAppointment: () => Promise.resolve(err(noAnswer)),
};

/** Opens the app after a page that was lost while it did this, at a clinic that has these visits. */
async function after(
  left: Intention,
  visits: readonly Appointment[] = [],
  script: Partial<Script> = {},
) {
  const clinic = clinicVisits(...visits);
  const journal = testJournal(left);
  const opened = await openApp({ ...clinic.script, ...script }, { journal });
  // The clock of the tests waits for nothing, but each wait is a turn.
  await settled();
  return { ...opened, clinic, journal };
}

const left = (kind: Intention['kind'], more: Partial<Intention> = {}) =>
  intentionOf(kind, kind === 'hold' ? 'held' : 'sent', chosen, {
    startedAt: today - 60_000,
    appointment: 'mine',
    ...more,
  });
const sent = ({ ehr }: { ehr: Awaited<ReturnType<typeof openApp>>['ehr'] }) =>
  ehr.calls.filter(({ method }) => /^(hold|book|cancel|release)/.test(method));

describe('[B9] [B20] after a page that was lost', () => {
  test.each([
    ['hold', 'We are finding out if it is still kept for you.'],
    ['book', 'We are finding out if it is booked.'],
    ['cancel', 'We are finding out if it is cancelled.'],
    ['reschedule', 'We are finding out if it is moved.'],
  ] as const)(
    'what came of a %s is looked up before anything else is offered',
    async (kind, words) => {
      const { ehr } = await after(left(kind, { replaces: 'old' }), [], {
        listAppointments: never,
        readAppointment: never,
      });
      expect(title('Checking what happened')).toBeVisible();
      expect(document.title).toBe('Checking what happened');
      expect(screen.getByText(/Please do not book again yet\./)).toBeVisible();
      expect(screen.getByText(new RegExp(words.replaceAll('.', '\\.')))).toBeVisible();
      expect(status()).toHaveTextContent('Looking it up…');
      expect(main().getByRole('link', { name: '(555) 010-0199' })).toBeVisible();
      expect(screen.queryAllByRole('button')).toEqual([]);
      expect(sent({ ehr })).toEqual([]);
    },
  );

  test.each(kinds)(
    'nobody can say what came of a %s: the phone is the thing to do',
    async (kind) => {
      const { ehr, user, journal } = await after(left(kind, { replaces: 'old' }), [], unread);
      expect(title('We could not find out')).toHaveFocus();
      expect(document.title).toBe('We could not find out');
      expect(screen.getByText(/Call us, and we will look it up with you\./)).toBeVisible();
      expect(main().getByRole('link', { name: 'Call (555) 010-0199' })).toBeVisible();
      expect(sent({ ehr })).toEqual([]);
      await user.click(button('See my appointments'));
      expect(title('My appointments')).toHaveFocus();
      expect(journal.all()).toHaveLength(1);
    },
  );

  test('a visit that was on screen is looked up, and of nothing else is there a word', async () => {
    await after(left('look'), [], { readAppointment: never });
    expect(title('Looking at your visit')).toBeVisible();
    expect(document.title).toBe('Looking at your visit');
    expect(status()).toHaveTextContent('Looking it up…');
    expect(screen.queryByText(/before we could tell you/)).toBeNull();
    expect(main().getByRole('link', { name: '(555) 010-0199' })).toBeVisible();
  });

  test('a visit that was on screen and cannot be read can be looked up once more', async () => {
    const { user, ehr, clinic } = await after(left('look'), [visit({ id: 'mine' })], unread);
    expect(title('We could not look at your visit')).toHaveFocus();
    expect(screen.getByText(/What is booked stays booked\./)).toBeVisible();
    expect(screen.queryByText(/do not book again/)).toBeNull();
    ehr.answer(clinic.script);
    await user.click(button('Check again'));
    await settled();
    expect(title('You’re booked')).toHaveFocus();
  });

  test('it can be looked up once more', async () => {
    const { user, ehr, clinic } = await after(left('book'), [visit({ id: 'mine' })], unread);
    ehr.answer(clinic.script);
    await user.click(button('Check again'));
    await settled();
    expect(title('You’re booked')).toHaveFocus();
  });

  test('code that does not come leaves the phone, and no claim', async () => {
    await openApp(
      {},
      { journal: testJournal(left('book')), changes: () => Promise.reject(new Error('offline')) },
    );
    expect(title('We could not find out')).toBeVisible();
    expect(screen.getByText(/We do not know what came of it\./)).toBeVisible();
    expect(main().getByRole('link', { name: 'Call (555) 010-0199' })).toBeVisible();
  });

  test('[B8] a booking that reached the clinic is shown as it has it, and not sent again', async () => {
    const { ehr, journal } = await after(left('book'), [visit({ id: 'mine' })]);
    expect(title('You’re booked')).toHaveFocus();
    expect(sent({ ehr })).toEqual([]);
    expect(journal.all()).toEqual([]);
  });

  test('[B16] a visit that was cancelled is shown so', async () => {
    await after(left('cancel'), [visit({ id: 'mine', status: 'cancelled' })]);
    expect(title('Your visit is cancelled')).toHaveFocus();
  });

  test('[B16] a visit that was not cancelled is asked about again, and the alert is heard first', async () => {
    const { ehr } = await after(left('cancel'), [visit({ id: 'mine' })]);
    expect(title('Cancel this visit?')).toBeVisible();
    expect(
      within(screen.getByRole('alert')).getByRole('heading', {
        name: 'This visit is not cancelled',
      }),
    ).toHaveFocus();
    expect(sent({ ehr })).toEqual([]);
  });

  test('[B20] a time that is still kept is there to be confirmed', async () => {
    const { user, ehr } = await after(left('hold'), [visit({ id: 'mine', status: 'pending' })]);
    expect(title('Check your appointment')).toHaveFocus();
    await user.click(button('Confirm appointment'));
    await settled();
    expect(title('You’re booked')).toHaveFocus();
    expect(ehr.callsOf('holdAppointment')).toEqual([]);
  });

  test('[B11] a visit that was being moved goes on being moved', async () => {
    const old = visit({ id: 'old', start: tuesday920 - 10 * day });
    const { user, clinic } = await after(left('hold', { replaces: 'old' }), [
      visit({ id: 'mine', status: 'pending' }),
      old,
    ]);
    expect(title('Check your new time')).toHaveFocus();
    await user.click(button('Move my visit'));
    await settled();
    expect(title('Your visit is moved')).toHaveFocus();
    expect(clinic.visits.get('old')?.status).toBe('cancelled');
  });

  test('[B11] a new visit beside the old one is said, with the way to cancel that', async () => {
    await after(left('reschedule', { replaces: 'old' }), [
      visit({ id: 'mine' }),
      visit({ id: 'old', start: tuesday920 - 10 * day }),
    ]);
    expect(title('You have two visits now')).toHaveFocus();
    expect(button('Cancel the old visit')).toBeVisible();
  });
});

describe('[B9] [B20] where nothing came of it, Home says so', () => {
  const alert = () => screen.getByRole('alert');

  test('of a time that was kept', async () => {
    await after(left('hold'));
    expect(title('Book an appointment')).toBeVisible();
    expect(
      within(alert()).getByRole('heading', { name: 'The time we kept for you is no longer kept' }),
    ).toHaveFocus();
    expect(alert()).toHaveTextContent('Nothing was booked.');
    expect(button(/^Book this time/)).toBeVisible();
  });

  test('of a booking', async () => {
    await after(left('book'));
    expect(
      within(alert()).getByRole('heading', { name: 'Your appointment was not booked' }),
    ).toHaveFocus();
    expect(alert()).toHaveTextContent('Nothing was booked.');
  });

  test('of a visit that was to be moved, which stays', async () => {
    await after(left('reschedule', { replaces: 'old' }), [
      visit({ id: 'old', start: tuesday920 - 10 * day }),
    ]);
    expect(
      within(alert()).getByRole('heading', { name: 'Your visit was not moved' }),
    ).toHaveFocus();
    expect(alert()).toHaveTextContent(
      'Your visit of Saturday, February 20, 9:20 AM Eastern Time with Dr. Yee stays as it was.',
    );
  });

  test('[B16] of a visit that was to be moved, and that the clinic has called off', async () => {
    await after(left('hold', { replaces: 'old' }), [
      visit({ id: 'old', start: tuesday920 - 10 * day, status: 'cancelled' }),
    ]);
    expect(alert()).toHaveTextContent(/with Dr\. Yee is cancelled\./);
  });

  test('until the patient goes on', async () => {
    const { user } = await after(left('book'));
    await user.click(button(/^Book this time/));
    await settled();
    expect(title('Check your appointment')).toHaveFocus();
    expect(alert()).toHaveTextContent(/^$/);
  });
});
