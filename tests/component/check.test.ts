import { screen, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';

import type { Script } from '../support/fake-ehr.ts';
import type { BookFailure } from '../../src/scheduling/failure.ts';
import { err, ok } from '../../src/scheduling/result.ts';
import { answerFor, failure, maria, noAnswer, plan, today, visit } from '../support/fake-ehr.ts';
import { never, openApp, settled } from './open-app.ts';

const minute = 60_000;
const status = () => screen.getAllByRole('status').at(-1);
const confirm = () => screen.getByRole('button', { name: 'Confirm appointment' });
const reason = () => screen.getByRole('textbox', { name: 'What is the visit for?' });
/** The fact under this name, a line for each that the page shows. */
const fact = (name: string) => {
  const value = screen.getByText(name, { selector: 'dt' }).nextElementSibling as HTMLElement;
  for (const line of value.querySelectorAll('p')) line.prepend(' ');
  return value;
};

async function checking(script: Partial<Script> = {}, options: Parameters<typeof openApp>[1] = {}) {
  const opened = await openApp(script, options);
  await opened.user.click(screen.getByRole('button', { name: /^Book this time/ }));
  await settled();
  return opened;
}

describe('the check page', () => {
  test('[A16] takes the focus to its one h1', async () => {
    await checking();
    expect(screen.getByRole('heading', { level: 1, name: 'Check your appointment' })).toHaveFocus();
    expect(document.title).toBe('Check your appointment');
  });

  test('says who, with whom, when, where, how and how long', async () => {
    await checking();
    expect(fact('When')).toHaveTextContent(
      'Tuesday, March 2, 9:20 AM Eastern Time in the morning That is 7:50 PM where you are now.',
    );
    expect(fact('Who for')).toHaveTextContent('Maria Alvarez');
    expect(fact('With')).toHaveTextContent('Dr. Yee');
    expect(fact('Where')).toHaveTextContent('Main Street Clinic 12 Main Street Portland, ME 04101');
    expect(fact('How')).toHaveTextContent('In person');
    expect(fact('How long')).toHaveTextContent('20 minutes');
  });

  test('[B14] says that the patient has another visit then, and lets the patient go on', async () => {
    const own = visit({ practitioners: [{ reference: 'Practitioner/lind', display: 'Dr. Lind' }] });
    const { user } = await checking({
      listAppointments: () => Promise.resolve(ok({ appointments: [own], complete: true })),
    });
    expect(screen.getByText('You have another visit then: 9:20 AM with Dr. Lind.')).toBeVisible();
    expect(screen.getByText('You can still choose this time.')).toBeVisible();
    await user.click(confirm());
    await settled();
    expect(screen.getByRole('heading', { level: 1, name: 'You’re booked' })).toHaveFocus();
  });

  test('[B14] has nothing to say of a patient who has no other visit then', async () => {
    await checking();
    expect(screen.queryByText(/another visit/)).toBeNull();
  });

  test.each([
    ['could not be read', err(noAnswer)],
    ['are not all there', ok({ appointments: [], complete: false })],
  ])('[B14] says that nobody could look where the own visits %s', async (_, answer) => {
    await checking({ listAppointments: () => Promise.resolve(answer) });
    expect(screen.getByText('We could not check if you have another visit then.')).toBeVisible();
  });

  test('[A10] shows what is on record and asks for none of it', async () => {
    await checking();
    expect(fact('Phone and email on record')).toHaveTextContent('(555) 010-0123 maria@example.com');
    expect(fact('Health plan on record')).toHaveTextContent(
      'Harbor Health Silver. Active to December 31, 2027.',
    );
    expect(screen.getAllByRole('textbox')).toEqual([reason()]);
    expect(reason()).not.toBeRequired();
  });

  test('says that nothing is on record', async () => {
    await checking({
      readPatient: () => Promise.resolve(ok({ ...maria, phone: undefined, email: undefined })),
      listCoverages: () => Promise.resolve(ok([])),
    });
    expect(fact('Phone and email on record')).toHaveTextContent('None on record');
    expect(fact('Health plan on record')).toHaveTextContent(
      'None on record. Please bring your card.',
    );
  });

  test.each([
    [
      'ended before the visit',
      { end: '2027-03-01' },
      'Your plan on record ended on March 1, 2027.',
    ],
    ['ends on the day of the visit', { end: '2027-03-02' }, 'Active to March 2, 2027.'],
    ['ended in a month', { end: '2027-01' }, 'Your plan on record ended on January 2027.'],
    [
      'was cancelled',
      { status: 'cancelled', end: undefined },
      'Your plan on record is not active.',
    ],
    ['has no end', { end: undefined }, 'Harbor Health Silver. Active.'],
  ] as const)('a plan that %s is called so', async (_, given, words) => {
    await checking({ listCoverages: () => Promise.resolve(ok([{ ...plan, ...given }])) });
    expect(fact('Health plan on record')).toHaveTextContent(words);
  });

  test.each([
    ['is still being read', never, 'Looking up your plan'],
    ['cannot be read', () => Promise.resolve(err(noAnswer)), 'We could not read your plan.'],
  ] as const)('a plan that %s does not stop the booking', async (_, listCoverages, words) => {
    await checking({ listCoverages });
    expect(fact('Health plan on record')).toHaveTextContent(words);
    expect(confirm()).toBeVisible();
  });

  test('counts letters only when few are left', async () => {
    const { user } = await checking();
    expect(screen.queryByText(/more letter/)).toBeNull();
    await user.click(reason());
    await user.paste('x'.repeat(250));
    expect(screen.getByText('5 more letters fit.')).toBeVisible();
    await user.paste('y'.repeat(10));
    expect(reason()).toHaveValue('x'.repeat(250) + 'yyyyy');
  });
});

describe('[A1] the hold', () => {
  test('says until when, on the clinic’s clock, and about how long that is', async () => {
    const { clock } = await checking();
    expect(
      screen.getByText(
        'We are keeping this time for you until 10:10 AM Eastern Time (about 10 minutes).',
      ),
    ).toBeVisible();
    clock.pass(minute);
    await settled();
    expect(screen.getByText(/about 9 minutes/)).toBeVisible();
    expect(status()).toHaveTextContent('We are keeping this time for you.');
  });

  test('[A3] warns two minutes ahead, in words and once a minute', async () => {
    const { clock } = await checking();
    clock.pass(8 * minute);
    await settled();
    expect(status()).toHaveTextContent('We keep this time for 2 more minutes.');
    clock.pass(minute);
    await settled();
    expect(status()).toHaveTextContent('We keep this time for 1 more minute.');
  });

  test('[A3] warns of the end also of a time that was kept longer', async () => {
    const { clock, user } = await checking();
    for (const [minutes, time] of [
      [8, 'once'],
      [10, 'and once more'],
    ] as const) {
      clock.pass(minutes * minute);
      await settled();
      expect(status(), time).toHaveTextContent('We keep this time for 2 more minutes.');
      await user.click(screen.getByRole('button', { name: 'Keep it longer' }));
      await settled();
      expect(status(), time).toHaveTextContent('Done. You have more time now.');
    }
  });

  test('is kept longer with one button, ten times over', async () => {
    const { user, ehr } = await checking();
    for (let time = 0; time < 10; time += 1) {
      await user.click(screen.getByRole('button', { name: 'Keep it longer' }));
      await settled();
    }
    expect(ehr.callsOf('extendHold')).toHaveLength(10);
    expect(screen.getAllByText('Done. You have more time now.').length).toBeGreaterThan(0);
    expect(screen.getByText(/until 11:50 AM Eastern Time/)).toBeVisible();
  });

  test('is waited for while it is being made longer: what is booked must be what is held', async () => {
    const { user, ehr } = await checking({ extendHold: never });
    await user.click(screen.getByRole('button', { name: 'Keep it longer' }));
    expect(screen.getByRole('button', { name: 'Asking for more time…' })).toHaveFocus();
    expect(confirm()).toHaveAttribute('aria-disabled', 'true');
    await user.click(confirm());
    expect(ehr.callsOf('bookAppointment')).toEqual([]);
  });

  test('that the clinic does not extend stands, and what was typed too', async () => {
    const { user } = await checking({
      extendHold: () => Promise.resolve(err(failure('conflict'))),
    });
    await user.type(reason(), 'My knee hurts');
    await user.click(screen.getByRole('button', { name: 'Keep it longer' }));
    await settled();
    expect(screen.getByText(/We could not get more time/, { selector: 'strong' })).toBeVisible();
    expect(status()).toHaveTextContent('We could not get more time.');
    expect(screen.getByText(/until 10:10 AM/)).toBeVisible();
    expect(reason()).toHaveValue('My knee hurts');
    expect(confirm()).toBeVisible();
  });

  test('without an end names none', async () => {
    await checking({ holdAppointment: (time) => Promise.resolve(ok(answerFor(time, 'pending'))) });
    expect(
      screen.getByText('We are keeping this time for you.', { selector: 'p span' }),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Keep it longer' })).toBeNull();
  });

  test('is not claimed where the clinic keeps no times', async () => {
    await checking({}, { hold: false });
    expect(
      screen.getByText('This time is not reserved until you confirm.', { selector: 'p span' }),
    ).toBeVisible();
  });

  test('[A2] that ended while typing leaves the words, the focus, and the same time to ask for', async () => {
    const { user, clock, ehr } = await checking();
    await user.type(reason(), 'My knee hurts');
    clock.pass(10 * minute);
    await settled();
    expect(screen.getByRole('alert')).toHaveTextContent(
      'We could no longer keep this time Nothing is booked.',
    );
    expect(reason()).toHaveValue('My knee hurts');
    expect(reason()).toHaveFocus();
    ehr.answer({
      holdAppointment: (time) =>
        Promise.resolve(ok(answerFor(time, 'pending', today + 30 * minute))),
    });
    await user.click(screen.getByRole('button', { name: 'Ask for this time again' }));
    await settled();
    expect(ehr.callsOf('holdAppointment')).toHaveLength(2);
    expect(reason()).toHaveValue('My knee hurts');
    expect(screen.getByText(/until 10:30 AM/)).toBeVisible();
    expect(confirm()).toHaveFocus();
  });

  test('is given back when another time is wanted', async () => {
    const { user, ehr } = await checking();
    await user.click(screen.getByRole('button', { name: 'Choose another time' }));
    await settled();
    expect(ehr.callsOf('releaseHold')).toHaveLength(1);
    expect(screen.getByRole('heading', { level: 1, name: 'Book an appointment' })).toHaveFocus();
  });
});

describe('confirming', () => {
  test('[B9] by a double click sends one booking, with the words that were typed', async () => {
    const { user, ehr } = await checking({ bookAppointment: never });
    await user.type(reason(), ' My knee hurts ');
    const button = confirm();
    await user.dblClick(button);
    expect(ehr.callsOf('bookAppointment')).toHaveLength(1);
    expect(ehr.callsOf('bookAppointment')[0]?.with[0]).toMatchObject({ comment: 'My knee hurts' });
    expect(button).toHaveTextContent('Booking…');
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).toHaveFocus();
    expect(status()).toHaveTextContent('Booking…');
  });

  test('that takes long says so, and asks not to press again', async () => {
    const { user, clock } = await checking({ bookAppointment: never });
    await user.click(confirm());
    clock.pass(5_000);
    await settled();
    expect(status()).toHaveTextContent('Still confirming, please wait. Do not press again.');
  });

  test('[B9] whose answer was lost is read back, and said to be', async () => {
    const { user, ehr } = await checking({ bookAppointment: () => Promise.resolve(err(noAnswer)) });
    ehr.answer({ listAppointments: never });
    await user.click(confirm());
    await settled();
    expect(status()).toHaveTextContent('Checking with the clinic…');
    expect(ehr.callsOf('bookAppointment')).toHaveLength(1);
  });

  const plain = [
    ['not-permitted', 'We cannot do this for you online', 'link', /^Call/],
    ['not-supported', 'This cannot be done online', 'link', /^Call/],
    ['rejected', 'The clinic’s system said no', 'link', /^Call/],
    ['session-ended', 'Your session has ended', 'link', /^Go back to your portal/],
  ] as const satisfies readonly (readonly [BookFailure['kind'], string, string, RegExp])[];

  test.each(plain)(
    '[B15] that fails with %s keeps the words and offers what helps',
    async (kind, title, role, name) => {
      const { user } = await checking({
        bookAppointment: () => Promise.resolve(err(failure(kind))),
      });
      await user.type(reason(), 'My knee hurts');
      await user.click(confirm());
      await settled();
      const region = screen.getByRole('alert');
      expect(within(region).getByRole('heading', { name: title })).toHaveFocus();
      // The browser may have sent a booking twice, and only one of the two found a session.
      expect(region).toHaveTextContent(
        kind === 'session-ended' ? 'We will then show you what is booked.' : 'Nothing is booked.',
      );
      expect(reason()).toHaveValue('My knee hurts');
      expect(screen.getByRole(role, { name })).toBeVisible();
      expect(screen.queryByRole('button', { name: 'Confirm appointment' })).toBeNull();
      expect(screen.getByRole('contentinfo')).toHaveTextContent('(555) 010-0199');
    },
  );

  test('the way back to the portal opens a tab: the frame may not navigate the window', async () => {
    const { user } = await checking({
      bookAppointment: () => Promise.resolve(err(failure('session-ended'))),
    });
    await user.click(confirm());
    await settled();
    const link = screen.getByRole('link', { name: /Go back to your portal/ });
    expect(link).toHaveAttribute('target', '_blank');
    expect(link).toHaveAttribute('rel', 'noopener noreferrer');
    expect(link).toHaveAttribute('href', 'https://portal.example.org/');
  });

  test('at a busy clinic can be tried again with the same button', async () => {
    const { user, ehr } = await checking({
      bookAppointment: () =>
        Promise.resolve(err({ kind: 'too-busy', retryAfterSeconds: 5, notices: [] })),
    });
    await user.click(confirm());
    await settled();
    expect(screen.getByRole('heading', { name: 'The clinic’s system is very busy' })).toHaveFocus();
    ehr.answer({ bookAppointment: ({ time }) => Promise.resolve(ok(answerFor(time, 'booked'))) });
    await user.click(confirm());
    await settled();
    expect(screen.getByRole('heading', { level: 1, name: 'You’re booked' })).toHaveFocus();
  });

  test('[B6] a time taken while the patient was typing is explained, and the words are kept for the next', async () => {
    const { user } = await checking({
      bookAppointment: () => Promise.resolve(err(failure('conflict'))),
    });
    await user.type(reason(), 'My knee hurts');
    await user.click(confirm());
    await settled();
    expect(screen.getByRole('heading', { name: 'That time was just taken' })).toHaveFocus();
    await user.click(screen.getByRole('button', { name: /^Book this time/ }));
    await settled();
    expect(reason()).toHaveValue('My knee hurts');
  });
});
