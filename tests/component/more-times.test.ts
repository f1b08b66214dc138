import { screen, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';

import type { ProposedAppointment } from '../../src/scheduling/model.ts';
import { err, ok } from '../../src/scheduling/result.ts';
import { day, failure, openTime, today, visit, type Script } from '../support/fake-ehr.ts';
import { never, openApp, settled } from './open-app.ts';

const minute = 60_000;
const lind = [{ reference: 'Practitioner/lind', display: 'Dr. Lind' }];
/** Days from tomorrow on, each with times from 9:00 AM in New York. */
const clinic = (days: number, each: number, step = 20) =>
  Array.from({ length: days * each }, (_, index) =>
    openTime({
      start:
        today - 60 * minute + (1 + Math.floor(index / each)) * day + (index % each) * step * minute,
    }),
  );
const finding =
  (times: readonly ProposedAppointment[]): Script['findAppointments'] =>
  ({ start, end }) =>
    Promise.resolve(
      ok({
        appointments: times.filter((time) => time.start >= start && time.start < end),
        complete: true,
        dropped: 0,
        notices: [],
      }),
    );
const continueButton = () => screen.getByRole('button', { name: 'Continue' });
const status = () => screen.getAllByRole('status').at(-1);

async function moreTimes(
  findAppointments: Script['findAppointments'],
  who = /with Dr\. Yee$/,
  options: Parameters<typeof openApp>[1] = {},
  script: Partial<Script> = {},
) {
  const opened = await openApp({ findAppointments, ...script }, options);
  await opened.user.click(screen.getByRole('button', { name: who }));
  await settled();
  return opened;
}

describe('more times', () => {
  test('are ten days, counted aloud, under a heading that says whose', async () => {
    await moreTimes(finding(clinic(12, 3)));
    expect(screen.getByRole('heading', { level: 1, name: 'Times with Dr. Yee' })).toHaveFocus();
    expect(document.title).toBe('Choose a time');
    expect(screen.getAllByRole('group')).toHaveLength(10);
    expect(status()).toHaveTextContent('30 times found on 10 days.');
  });

  test('[A5] each day is a fieldset whose legend is the full date, with clinician and place', async () => {
    await moreTimes(finding(clinic(2, 3)));
    const first = screen.getByRole('group', {
      name: 'Tuesday, February 2, With Dr. Yee, Main Street Clinic, in person',
    });
    expect(
      within(first)
        .getAllByRole('radio')
        .map((radio) => radio.closest('label')?.textContent.trim()),
    ).toEqual(['9:00 AM', '9:20 AM', '9:40 AM']);
    expect(within(first).getByText(/Times are in Eastern Time/)).toBeVisible();
  });

  test('[A22] hours stand under Morning, Afternoon and Evening', async () => {
    await moreTimes(finding(clinic(1, 4, 180)));
    const words = screen
      .getAllByRole('heading', { level: 3 })
      .map(({ textContent }) => textContent);
    expect(words).toEqual(['Morning', 'Afternoon', 'Evening']);
  });

  test('[A5] where a day has several clinicians each time says with whom', async () => {
    const times = [
      ...clinic(1, 2),
      openTime({ start: today + day, practitioners: lind, venue: 'video' }),
    ];
    await moreTimes(finding(times), /anyone$/);
    expect(
      screen.getByRole('radio', { name: '9:00 AM Dr. Yee, Main Street Clinic, in person' }),
    ).toBeVisible();
    expect(screen.getByRole('radio', { name: '10:00 AM Dr. Lind, by video' })).toBeVisible();
  });

  test('[B14] a time at which the patient has another visit says so, and can be chosen', async () => {
    const from919 = visit({ start: today + day - 41 * minute, practitioners: lind });
    const { user, ehr } = await moreTimes(
      finding(clinic(1, 3)),
      undefined,
      {},
      {
        listAppointments: () => Promise.resolve(ok({ appointments: [from919], complete: true })),
      },
    );
    const radios = screen.getAllByRole('radio');
    expect(
      radios.map((radio) => radio.closest('label')?.textContent.replace(/\s+/g, ' ').trim()),
    ).toEqual([
      '9:00 AM . You have another visit then: 9:19 AM with Dr. Lind',
      '9:20 AM . You have another visit then: 9:19 AM with Dr. Lind',
      '9:40 AM',
    ]);
    await user.click(radios[0] as HTMLElement);
    await user.click(continueButton());
    await settled();
    expect(ehr.callsOf('holdAppointment')).toHaveLength(1);
  });

  test('[A6] all radios are one group: one tab stop, arrows move on to the next day', async () => {
    const { user } = await moreTimes(finding(clinic(2, 2)));
    const radios = screen.getAllByRole<HTMLInputElement>('radio');
    expect(new Set(radios.map(({ name }) => name)).size).toBe(1);
    await user.click(radios[1] as HTMLElement);
    await user.keyboard('{ArrowDown}');
    expect(radios[2]).toHaveFocus();
    expect(radios[2]).toBeChecked();
  });

  test('[A7] choosing moves neither focus nor page, and is said again beside the button', async () => {
    const { user, ehr } = await moreTimes(finding(clinic(2, 2)));
    const radio = screen.getAllByRole('radio')[3] as HTMLElement;
    await user.click(radio);
    expect(radio).toHaveFocus();
    expect(ehr.callsOf('holdAppointment')).toEqual([]);
    expect(screen.getByText('Wednesday, February 3, 9:20 AM Eastern Time, Dr. Yee')).toBeVisible();
  });

  test('[A5] no name says whether a time is chosen', async () => {
    const { user } = await moreTimes(finding(clinic(1, 2)));
    const radio = screen.getAllByRole('radio')[0] as HTMLElement;
    await user.click(radio);
    expect(radio.closest('label')).not.toHaveTextContent(/selected|chosen/i);
  });

  test('going on without a choice says what is missing, there where it is missing', async () => {
    const { user, ehr } = await moreTimes(finding(clinic(1, 2)));
    await user.click(continueButton());
    const missing = screen.getByText('Please choose a time first.');
    expect(missing).toHaveFocus();
    expect(missing).toHaveAttribute('role', 'alert');
    expect(ehr.callsOf('holdAppointment')).toEqual([]);
    await user.click(screen.getAllByRole('radio')[0] as HTMLElement);
    expect(screen.queryByText('Please choose a time first.')).toBeNull();
  });

  test('[B9] going on twice asks for one hold, of the chosen time', async () => {
    const times = clinic(1, 2);
    const { user, ehr } = await moreTimes(finding(times));
    ehr.answer({ holdAppointment: never });
    await user.click(screen.getAllByRole('radio')[1] as HTMLElement);
    await user.dblClick(continueButton());
    expect(ehr.callsOf('holdAppointment')).toEqual([
      { method: 'holdAppointment', with: [times[1]] },
    ]);
    expect(screen.getByRole('button', { name: 'Keeping this time for you…' })).toHaveFocus();
  });

  test('days with very many times fold up, all but the first, and say how many', async () => {
    await moreTimes(finding(clinic(3, 30)));
    const folds = document.querySelectorAll('details');
    expect([...folds].map(({ open }) => open)).toEqual([true, false, false]);
    expect(screen.getByRole('heading', { name: 'Wednesday, February 3: 30 times' })).toBeVisible();
  });

  test('a list that is not whole says so, with the phone', async () => {
    let asked = 0;
    const times = clinic(3, 2);
    await moreTimes((search) => {
      asked += 1;
      return asked > 3 ? Promise.resolve(err(failure('server-error'))) : finding(times)(search);
    }, /with Dr\. Yee$/);
    expect(screen.getByText(/We could not get all the times/)).toBeVisible();
  });

  test('no times: how far was looked, and anyone instead', async () => {
    const { user, ehr } = await moreTimes(finding(clinic(1, 2)));
    await user.click(screen.getByRole('button', { name: 'Back' }));
    ehr.answer({ findAppointments: finding([]) });
    await user.click(screen.getByRole('button', { name: /with Dr\. Yee$/ }));
    await settled();
    expect(screen.getByText(/We looked up to/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'See times with any clinician' })).toBeVisible();
  });

  test('a failed search can be asked again', async () => {
    const { user, ehr } = await moreTimes(finding(clinic(1, 2)));
    await user.click(screen.getByRole('button', { name: 'Back' }));
    ehr.answer({ findAppointments: () => Promise.resolve(err(failure('server-error'))) });
    await user.click(screen.getByRole('button', { name: /with Dr\. Yee$/ }));
    await settled();
    expect(
      screen.getByRole('heading', { name: 'The clinic’s system has a problem' }),
    ).toBeVisible();
    ehr.answer({ findAppointments: finding(clinic(1, 2)) });
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await settled();
    expect(screen.getAllByRole('radio')).toHaveLength(2);
  });

  test('where the app may not book there is nothing to choose, and the phone', async () => {
    await moreTimes(finding(clinic(1, 2)), /with Dr\. Yee$/, { mayBook: false });
    expect(screen.queryByRole('radio')).toBeNull();
    expect(screen.getByText(/To book, call/)).toBeVisible();
    expect(screen.getByText('9:20 AM')).toBeVisible();
  });

  test('a taken time brings the alert here, and new times', async () => {
    const { user, ehr } = await moreTimes(finding(clinic(1, 2)));
    ehr.answer({ holdAppointment: () => Promise.resolve(err(failure('conflict'))) });
    await user.click(screen.getAllByRole('radio')[0] as HTMLElement);
    await user.click(continueButton());
    await settled();
    expect(screen.getByRole('heading', { name: 'That time was just taken' })).toHaveFocus();
    expect(screen.getAllByRole('radio')).toHaveLength(1);
  });
});
