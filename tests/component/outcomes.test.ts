import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';

import { err, ok } from '../../src/scheduling/result.ts';
import { answerFor, failure, noAnswer, type Script } from '../support/fake-ehr.ts';
import { openApp, settled } from './open-app.ts';

const heading = (name: string) => screen.getByRole('heading', { level: 1, name });

async function confirmed(script: Partial<Script> = {}) {
  const opened = await openApp();
  await opened.user.click(screen.getByRole('button', { name: /^Book this time/ }));
  await settled();
  opened.ehr.answer(script);
  await opened.user.click(screen.getByRole('button', { name: 'Confirm appointment' }));
  await settled();
  return opened;
}

describe('booked', () => {
  test('[B8] is drawn from the appointment that the EHR shows', async () => {
    await confirmed({
      bookAppointment: ({ time }) => {
        const answer = answerFor(time, 'booked');
        return Promise.resolve(
          ok({
            ...answer,
            appointment: answer.appointment && {
              ...answer.appointment,
              practitioners: [{ reference: 'Practitioner/lind', display: 'Dr. Lind' }],
            },
          }),
        );
      },
    });
    expect(heading('You’re booked')).toHaveFocus();
    expect(document.title).toBe('You’re booked');
    expect(screen.getByText('Dr. Lind')).toBeVisible();
    expect(screen.queryByText('Dr. Yee')).toBeNull();
    expect(screen.getByText('Tuesday, March 2, 9:20 AM Eastern Time')).toBeVisible();
    expect(screen.getByRole('heading', { name: 'What happens next' })).toBeVisible();
  });

  test('leads to the appointments, or to another booking', async () => {
    const { user } = await confirmed();
    expect(screen.getByRole('button', { name: 'See my appointments' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Book another appointment' }));
    expect(heading('Book an appointment')).toHaveFocus();
  });

  test.each([
    [
      'an error',
      {
        appointment: undefined,
        notices: [{ severity: 'error', code: 'conflict', text: 'No' }],
        expires: undefined,
      },
    ],
    ['nothing', { appointment: undefined, notices: [], expires: undefined }],
  ] as const)('[B8] is never drawn from a 200 with %s', async (_, answer) => {
    const { clock } = await confirmed({ bookAppointment: () => Promise.resolve(ok(answer)) });
    clock.pass(10_000);
    await settled();
    expect(screen.queryByText('You’re booked')).toBeNull();
    expect(screen.getByRole('alert')).toHaveTextContent('Nothing is booked');
  });
});

test('a request that waits for the clinic is called that', async () => {
  const { user } = await confirmed({
    bookAppointment: ({ time }) => Promise.resolve(ok(answerFor(time, 'proposed'))),
  });
  expect(heading('Sent, waiting for the clinic')).toHaveFocus();
  expect(screen.getByText(/You are not booked yet/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'See my appointments' }));
  expect(heading('My appointments')).toHaveFocus();
});

test('[B9] when nobody can say yet whether it is booked, the phone is the thing to do', async () => {
  await confirmed({
    bookAppointment: () => Promise.resolve(err(noAnswer)),
    listAppointments: () => Promise.resolve(err(failure('server-error'))),
  });
  expect(heading('We do not know yet whether this is booked')).toHaveFocus();
  expect(
    within(screen.getByRole('main')).getByRole('link', { name: 'Call (555) 010-0199' }),
  ).toHaveAttribute('href', 'tel:+15550100199');
  expect(screen.getByText(/Please do not book again yet/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'See my appointments' })).toBeVisible();
});

describe('what a patient takes along', () => {
  test('is how to prepare, in the clinic’s words, on the page that says it is booked', async () => {
    await confirmed({
      bookAppointment: ({ time }) => {
        const answer = answerFor(time, 'booked');
        const instructions = ['Do not eat after midnight.', 'Bring your medicines.'];
        return Promise.resolve(
          ok({ ...answer, appointment: { ...answer.appointment!, instructions } }),
        );
      },
    });
    expect(heading('You’re booked')).toBeVisible();
    const told = screen.getByText('How to prepare', { selector: 'dt' }).nextElementSibling;
    expect(told).toHaveTextContent('Do not eat after midnight.');
    expect(told).toHaveTextContent('Bring your medicines.');
  });

  test('[B22] is a file for the calendar, and the page on paper', async () => {
    await confirmed();
    expect(screen.getByRole('button', { name: 'Add to my calendar' })).toBeVisible();
    const print = vi.spyOn(window, 'print').mockImplementation(() => undefined);
    await userEvent.click(screen.getByRole('button', { name: 'Print this page' }));
    expect(print).toHaveBeenCalledOnce();
    print.mockRestore();
  });

  test('is not offered while nothing is booked', async () => {
    await confirmed({
      bookAppointment: ({ time }) => Promise.resolve(ok(answerFor(time, 'pending'))),
    });
    expect(screen.queryByRole('button', { name: 'Add to my calendar' })).toBeNull();
  });
});
