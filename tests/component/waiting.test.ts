import { screen, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';

import type { Appointment } from '../../src/scheduling/model.ts';
import { err, ok } from '../../src/scheduling/result.ts';
import { clinicVisits } from '../support/clinic-visits.ts';
import {
  answerFor,
  day,
  failure,
  noAnswer,
  tuesday920,
  visit,
  type Script,
} from '../support/fake-ehr.ts';
import { openApp, settled } from './open-app.ts';

const second = 1_000;
const minute = 60 * second;
const title = (name: string) => screen.getByRole('heading', { level: 1, name });
const button = (name: RegExp | string) => screen.getByRole('button', { name });
const main = () => within(screen.getByRole('main'));
const status = () => screen.getAllByRole('status').at(-1);
const waits: Script['bookAppointment'] = ({ time }) =>
  Promise.resolve(ok(answerFor(time, 'pending')));

/** Maria has asked for the first time of her doctor, and the clinic has not said yes. */
async function requested(options: Parameters<typeof openApp>[1] = {}) {
  let waiting: Appointment | undefined;
  const opened = await openApp(
    {
      bookAppointment: ({ time }) => {
        const answer = answerFor(time, 'pending');
        waiting = answer.appointment;
        return Promise.resolve(ok(answer));
      },
      listAppointments: ({ from }) =>
        Promise.resolve(
          ok({ appointments: from === undefined ? [] : [waiting ?? []].flat(), complete: true }),
        ),
      readAppointment: (id) =>
        Promise.resolve(waiting?.id === id ? ok(waiting) : err(failure('not-found'))),
    },
    { hold: false, ...options },
  );
  await opened.user.click(button(/^Book this time/));
  await settled();
  await opened.user.type(screen.getByRole('textbox'), 'A cough');
  await opened.user.click(button('Confirm appointment'));
  await settled();
  const shows = (more: Partial<Appointment>) => {
    waiting = { ...waiting!, ...more };
  };
  const pass = async (milliseconds: number) => {
    opened.clock.pass(milliseconds);
    await settled();
  };
  return { ...opened, shows, pass };
}

describe('a request that waits for the clinic', () => {
  test('says that the answer comes here by itself, and is not said to be booked', async () => {
    await requested();
    expect(title('Sent, waiting for the clinic')).toHaveFocus();
    expect(screen.getByText(/You are not booked yet/)).toBeVisible();
    expect(screen.getByText(/This page shows the answer as soon as there is one/)).toBeVisible();
    expect(screen.getByText(/The clinic will get in touch with you/)).toBeVisible();
    expect(status()).toHaveTextContent(/^$/);
    expect(screen.queryByText('You’re booked')).toBeNull();
  });

  test('[A3] becomes “You’re booked”, and that is told aloud', async () => {
    const { shows, pass } = await requested();
    shows({ status: 'booked' });
    await pass(5 * second);
    expect(title('You’re booked')).toHaveFocus();
    expect(document.title).toBe('You’re booked');
    expect(status()).toHaveTextContent('The clinic has said yes.');
    expect(screen.getByText('Tuesday, March 2, 9:20 AM Eastern Time')).toBeVisible();
    expect(button('See my appointments')).toBeVisible();
  });

  test('that the clinic does not take leads to other times, with why, and keeps what was typed', async () => {
    const { user, shows, pass } = await requested();
    shows({ status: 'cancelled', cancellation: { reason: 'Dr. Yee is away', by: 'clinic' } });
    await pass(5 * second);
    const [alert] = screen.getAllByRole('alert');
    expect(alert).toHaveTextContent('The clinic could not take that time');
    expect(alert).toHaveTextContent('Nothing is booked. Please choose another time.');
    expect(alert).toHaveTextContent('Dr. Yee is away');
    expect(within(alert!).getByRole('heading')).toHaveFocus();
    const next = button(/^Book this time/);
    expect(next).toHaveAccessibleName(/9:40 AM/);
    await user.click(next);
    await settled();
    expect(screen.getByRole('textbox')).toHaveValue('A cough');
  });

  test('stays waiting where nobody answers, and then says so aloud, with the phone', async () => {
    const { ehr, pass } = await requested();
    ehr.answer({ readAppointment: () => Promise.resolve(err(noAnswer)) });
    for (let turn = 0; turn < 12; turn += 1) await pass(minute);
    expect(title('Sent, waiting for the clinic')).toBeVisible();
    expect(status()).toHaveTextContent(
      'The clinic has not answered yet. It will get in touch with you.',
    );
    expect(main().getByText(/You do not need to send it again/)).toBeVisible();
    expect(main().getByRole('link', { name: '(555) 010-0199' })).toBeVisible();
    expect(main().queryByText(/as soon as there is one/)).toBeNull();
  });

  test('is asked for no more once the patient has gone on', async () => {
    const { user, ehr, pass } = await requested();
    await user.click(button('See my appointments'));
    await settled();
    await pass(2 * minute);
    expect(ehr.callsOf('readAppointment')).toEqual([]);
    expect(title('My appointments')).toBeVisible();
  });

  test('stands in the list as waiting for the clinic to confirm', async () => {
    const { user } = await requested();
    await user.click(button('See my appointments'));
    await settled();
    const coming = within(screen.getByRole('region', { name: 'Coming up' }));
    expect(coming.getByText('Not booked yet: waiting for the clinic to confirm')).toBeVisible();
    expect(coming.getByRole('button', { name: /^Cancel this visit/ })).toBeVisible();
    expect(coming.queryByRole('button', { name: /^(Move|Finish|Let it go)/ })).toBeNull();
  });

  test('is not called kept, where the EHR also keeps times', async () => {
    const { user } = await requested({ hold: true });
    await user.click(button('See my appointments'));
    await settled();
    expect(screen.getByText('Not booked yet: waiting for the clinic to confirm')).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Finish booking/ })).toBeNull();
    await user.click(button('Back to booking'));
    await settled();
    expect(screen.queryByText('We are still keeping a time for you')).toBeNull();
  });
});

describe('[B11] a move whose new visit waits for the clinic', () => {
  const old = visit({ id: 'old', start: tuesday920 - 10 * day });

  async function moveRequested(can: NonNullable<Parameters<typeof openApp>[1]>['can'] = {}) {
    const clinic = clinicVisits(old);
    const opened = await openApp(
      { ...clinic.script, bookAppointment: waits },
      { hold: false, can },
    );
    await opened.user.click(button('My appointments'));
    await settled();
    await opened.user.click(button(/^Move this visit/));
    await settled();
    await opened.user.click(screen.getAllByRole('radio')[0]!);
    await opened.user.click(button('Continue'));
    await opened.user.click(button('Move my visit'));
    await settled();
    const sent = opened.ehr.callsOf('bookAppointment')[0]?.with[0] as { time: Appointment };
    const put = (status: Appointment['status']) => {
      clinic.put(visit({ ...sent.time, status, patients: ['Patient/maria'] }));
    };
    put('pending');
    const pass = async (milliseconds: number) => {
      opened.clock.pass(milliseconds);
      await settled();
    };
    return { ...opened, clinic, put, pass };
  }

  test('says what becomes of the old one', async () => {
    await moveRequested();
    expect(title('Sent, waiting for the clinic')).toHaveFocus();
    expect(
      main().getByText(
        'Keep this page open. If the clinic says yes, we cancel your old visit. If you see two visits later, cancel the old one or call us.',
      ),
    ).toBeVisible();
  });

  test('does not promise what only the EHR can do, or nobody here', async () => {
    await moveRequested({ reschedule: 'atomic', cancel: false });
    expect(main().getByText('If you see two visits later, please call us.')).toBeVisible();
    expect(main().queryByText(/we cancel your old visit/)).toBeNull();
  });

  test('is moved once the clinic has said yes, and that is told aloud', async () => {
    const { put, pass, ehr } = await moveRequested();
    put('booked');
    await pass(5 * second);
    expect(title('Your visit is moved')).toHaveFocus();
    expect(status()).toHaveTextContent('The clinic has said yes.');
    expect(ehr.callsOf('cancelAppointment')).toHaveLength(1);
    expect(ehr.callsOf('cancelAppointment')[0]?.with[0]).toMatchObject({ id: 'old' });
  });

  test('leaves the old one where the clinic says no, and shows other times for it', async () => {
    const { put, pass, ehr } = await moveRequested();
    put('cancelled');
    await pass(5 * second);
    const [alert] = screen.getAllByRole('alert');
    expect(alert).toHaveTextContent('The clinic could not take that time');
    expect(alert).toHaveTextContent('Your old visit stays as it is.');
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Choose a new time');
    expect(screen.getByText(/^Moving your visit of Saturday, February 20/)).toBeVisible();
    expect(screen.getAllByRole('radio').length).toBeGreaterThan(0);
    expect(ehr.callsOf('cancelAppointment')).toEqual([]);
  });
});
