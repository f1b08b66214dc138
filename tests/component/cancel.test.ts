import { screen, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';

import type { Appointment } from '../../src/scheduling/model.ts';
import { err, ok } from '../../src/scheduling/result.ts';
import { clinicVisits } from '../support/clinic-visits.ts';
import {
  day,
  failure,
  noAnswer,
  today,
  tuesday920,
  visit,
  type Script,
} from '../support/fake-ehr.ts';
import { never, openApp, settled } from './open-app.ts';

const own = visit({ id: 'own' });
const title = (name: string) => screen.getByRole('heading', { level: 1, name });
const button = (name: RegExp | string) => screen.getByRole('button', { name });
const noButton = (name: RegExp | string) =>
  expect(screen.queryByRole('button', { name })).toBeNull();
const main = () => within(screen.getByRole('main'));
const status = () => screen.getAllByRole('status').at(-1);

async function appointments(
  visits: readonly Appointment[] = [own],
  script: Partial<Script> = {},
  options: Parameters<typeof openApp>[1] = {},
) {
  const clinic = clinicVisits(...visits);
  const opened = await openApp({ ...clinic.script, ...script }, options);
  await opened.user.click(button('My appointments'));
  await settled();
  return { ...opened, clinic };
}

async function asking(...given: Parameters<typeof appointments>) {
  const opened = await appointments(...given);
  await opened.user.click(button(/^Cancel this visit/));
  await settled();
  return opened;
}

async function cancelled(...given: Parameters<typeof appointments>) {
  const opened = await asking(...given);
  await opened.user.click(button('Yes, cancel this visit'));
  await settled();
  return opened;
}

describe('my appointments', () => {
  test('[B17] have for each booked visit a button to move it and one to cancel it, each naming the visit', async () => {
    await appointments([own, visit({ id: 'other', start: tuesday920 + day })]);
    expect(
      screen.getAllByRole('button', { name: /this visit/ }).map((one) => one.textContent),
    ).toEqual([
      'Move this visit: Tuesday, March 2, 9:20 AM Eastern Time with Dr. Yee',
      'Cancel this visit: Tuesday, March 2, 9:20 AM Eastern Time with Dr. Yee',
      'Move this visit: Wednesday, March 3, 9:20 AM Eastern Time with Dr. Yee',
      'Cancel this visit: Wednesday, March 3, 9:20 AM Eastern Time with Dr. Yee',
    ]);
  });

  test.each(['cancelled', 'fulfilled', 'arrived', 'noshow', 'proposed'] as const)(
    '[B17] have no such button for one that is %s',
    async (is) => {
      await appointments([visit({ status: is })]);
      noButton(/this visit/);
    },
  );

  test.each([
    [{ cancel: false }, 'To move or cancel a visit, please call', []],
    [
      { reschedule: 'cancel-first', hold: false },
      'To move a visit, please call',
      ['Cancel this visit'],
    ],
    [
      { cancel: false, reschedule: 'atomic' },
      'To cancel a visit, please call',
      ['Move this visit'],
    ],
  ] as const)('[B17] of an EHR that can %o say whom to call', async (can, words, left) => {
    await appointments([own], {}, { can });
    const line = screen.getByText(words);
    expect(within(line).getByRole('link', { name: '(555) 010-0199' })).toBeVisible();
    expect(
      screen
        .queryAllByRole('button', { name: /this visit/ })
        .map((one) => one.textContent.split(':')[0]),
    ).toEqual(left);
  });

  test('[B17] of a patient who may not book here say whom to call', async () => {
    await appointments([own], {}, { mayBook: false });
    expect(screen.getByText('To move or cancel a visit, please call')).toBeVisible();
    noButton(/this visit/);
  });

  test('[B16] say of a cancelled visit by whom, why and when, in the words of the EHR', async () => {
    await appointments([
      visit({
        status: 'cancelled',
        cancellation: { by: 'clinic', reason: 'Provider: Personal' },
        changedAt: today,
      }),
    ]);
    for (const words of [
      'Cancelled',
      'The clinic cancelled it.',
      'The clinic’s system says: “Provider: Personal”',
      'Last change: Monday, February 1, 2027.',
    ])
      expect(screen.getByText(words)).toBeVisible();
  });

  test('[B16] say that the patient cancelled it where the EHR says so', async () => {
    await appointments([
      visit({ status: 'cancelled', cancellation: { by: 'patient', reason: undefined } }),
    ]);
    expect(screen.getByText('You cancelled it.')).toBeVisible();
  });

  test('[B16] do not guess who cancelled it', async () => {
    await appointments([
      visit({ status: 'cancelled', cancellation: { by: undefined, reason: undefined } }),
    ]);
    expect(screen.getByText('Cancelled')).toBeVisible();
    expect(screen.queryByText(/cancelled it|system says|Last change/)).toBeNull();
  });
});

describe('before a visit is cancelled', () => {
  test('[B12] it is read once more, and the page says so', async () => {
    const { ehr } = await asking([own], { readAppointment: never });
    expect(title('Looking at your visit')).toHaveFocus();
    expect(document.title).toBe('Looking at your visit');
    expect(ehr.callsOf('readAppointment').map((call) => call.with)).toEqual([['own']]);
    noButton('Yes, cancel this visit');
  });

  test('[A12] the patient is asked, with the facts, and nothing is sent', async () => {
    const { ehr } = await asking();
    expect(title('Cancel this visit?')).toHaveFocus();
    expect(document.title).toBe('Cancel this visit?');
    expect(screen.getByText('Tuesday, March 2, 9:20 AM Eastern Time')).toBeVisible();
    expect(screen.getByText('Dr. Yee')).toBeVisible();
    expect(screen.getByRole('combobox', { name: 'Why? You can leave this empty.' })).toHaveValue(
      '',
    );
    expect(ehr.callsOf('cancelAppointment')).toEqual([]);
  });

  test('it can be kept', async () => {
    const { user, ehr } = await asking();
    await user.click(button('Keep my visit'));
    expect(title('My appointments')).toHaveFocus();
    expect(ehr.callsOf('cancelAppointment')).toEqual([]);
  });

  test('it can be moved instead', async () => {
    const { user } = await asking();
    await user.click(button('Move it to another time instead'));
    await settled();
    expect(title('Choose a new time')).toHaveFocus();
  });

  test('moving is not offered where the EHR cannot', async () => {
    await asking([own], {}, { can: { reschedule: 'cancel-first', hold: false } });
    noButton('Move it to another time instead');
  });

  test('[B12] one that the clinic has moved is shown where it is now, and can be cancelled there', async () => {
    const { user, clinic, ehr } = await appointments();
    clinic.put(visit({ ...own, start: tuesday920 + day, end: tuesday920 + day + 1_200_000 }));
    await user.click(button(/^Cancel this visit/));
    await settled();
    expect(title('This visit has changed')).toHaveFocus();
    expect(document.title).toBe('This visit has changed');
    expect(
      screen.getByText(/At the clinic it is now on Wednesday, March 3, 9:20 AM Eastern Time\./),
    ).toBeVisible();
    await user.click(button('Cancel this visit'));
    await settled();
    await user.click(button('Yes, cancel this visit'));
    await settled();
    expect(title('Your visit is cancelled')).toHaveFocus();
    expect(ehr.callsOf('cancelAppointment')).toHaveLength(1);
  });

  test('[B12] one that the clinic has cancelled is called so, and nothing more can be done to it', async () => {
    const { user, clinic } = await appointments();
    clinic.put({
      ...own,
      status: 'cancelled',
      cancellation: { by: 'clinic', reason: 'Provider: Personal' },
    });
    await user.click(button(/^Cancel this visit/));
    await settled();
    expect(
      ['It is cancelled.', 'The clinic cancelled it.', /“Provider: Personal”/].map((words) =>
        screen.getByText(words),
      ),
    ).toHaveLength(3);
    noButton('Cancel this visit');
    expect(main().getByRole('link', { name: '(555) 010-0199' })).toBeVisible();
    await user.click(button('Back to my appointments'));
    expect(title('My appointments')).toHaveFocus();
  });

  test('[B12] one that is over is called what it is', async () => {
    const { user, clinic } = await appointments();
    clinic.put({ ...own, status: 'fulfilled' });
    await user.click(button(/^Cancel this visit/));
    await settled();
    expect(screen.getByText(/The clinic’s system now says: Done\./)).toBeVisible();
  });

  test('[B17] an EHR that takes no cancellation from here leaves the visit as it is, and the phone', async () => {
    const { ehr } = await asking([own], { acceptsCancelling: () => Promise.resolve(false) });
    expect(title('This cannot be done online')).toHaveFocus();
    expect(screen.getByText(/Your visit stays as it is/)).toBeVisible();
    expect(main().getByRole('link', { name: 'Call (555) 010-0199' })).toBeVisible();
    expect(ehr.callsOf('cancelAppointment')).toEqual([]);
  });

  test('[B15] one that cannot be read can be looked at again', async () => {
    const { user, ehr, clinic } = await asking([own], {
      readAppointment: () => Promise.resolve(err(noAnswer)),
    });
    expect(title('We could not look at your visit')).toHaveFocus();
    expect(screen.getByText(/Nothing was booked or changed\./)).toBeVisible();
    ehr.answer({ readAppointment: clinic.script.readAppointment });
    await user.click(button('Try again'));
    await settled();
    expect(title('Cancel this visit?')).toHaveFocus();
  });

  test('[B15] a page that does not come leaves the phone and the way back', async () => {
    const { user } = await asking(
      [own],
      {},
      { changes: () => Promise.reject(new Error('offline')) },
    );
    expect(title('We could not show the next page')).toHaveFocus();
    expect(document.title).toBe('We could not show the next page');
    expect(main().getByRole('link', { name: 'Call (555) 010-0199' })).toBeVisible();
    await user.click(button('Back to my appointments'));
    expect(title('My appointments')).toHaveFocus();
  });
});

describe('cancelling', () => {
  test('[B8] [B16] is done when the EHR shows the visit as cancelled', async () => {
    const { ehr, clinic, user } = await cancelled();
    expect(ehr.callsOf('cancelAppointment').map((call) => call.with)).toEqual([[own, undefined]]);
    expect(title('Your visit is cancelled')).toHaveFocus();
    expect(document.title).toBe('Your visit is cancelled');
    expect(clinic.visits.get('own')?.status).toBe('cancelled');
    await user.click(button('See my appointments'));
    await settled();
    expect(screen.getByText('Cancelled')).toBeVisible();
  });

  test('sends the reason that was chosen', async () => {
    const { user, ehr } = await asking();
    await user.selectOptions(
      screen.getByRole('combobox', { name: /^Why/ }),
      'I have no way to get there',
    );
    await user.click(button('Yes, cancel this visit'));
    await settled();
    expect(ehr.callsOf('cancelAppointment').map((call) => call.with[1])).toEqual([
      'transportation',
    ]);
  });

  test('leads on to another booking, and to the end', async () => {
    const { user } = await cancelled();
    expect(button('Finish')).toBeVisible();
    await user.click(button('Book another appointment'));
    expect(title('Book an appointment')).toHaveFocus();
  });

  test('[B9] by a double click sends one cancellation, says so, and keeps the focus', async () => {
    const { user, ehr } = await asking([own], { cancelAppointment: never });
    const yes = button('Yes, cancel this visit');
    await user.dblClick(yes);
    await settled();
    expect(ehr.callsOf('cancelAppointment')).toHaveLength(1);
    expect(yes).toHaveTextContent('Cancelling…');
    expect(yes).toHaveAttribute('aria-disabled', 'true');
    expect(yes).toHaveFocus();
    expect(status()).toHaveTextContent('Cancelling…');
  });

  test('that takes long says so, and asks not to press again', async () => {
    const { user, clock } = await asking([own], { cancelAppointment: never });
    await user.click(button('Yes, cancel this visit'));
    clock.pass(5_000);
    await settled();
    expect(status()).toHaveTextContent('Still cancelling, please wait. Do not press again.');
  });

  test('[B16] is read back, and said to be', async () => {
    const { user, ehr } = await asking();
    ehr.answer({
      cancelAppointment: () => {
        ehr.answer({ readAppointment: never });
        return Promise.resolve(err(noAnswer));
      },
    });
    await user.click(button('Yes, cancel this visit'));
    await settled();
    expect(status()).toHaveTextContent('Checking with the clinic…');
  });

  test('[B16] that the EHR answered with yes and did not do is called not cancelled', async () => {
    const { user, ehr, clinic } = await cancelled([own], {
      cancelAppointment: (visit) =>
        Promise.resolve(
          ok({ appointment: { ...visit, status: 'cancelled' }, notices: [], expires: undefined }),
        ),
    });
    const alert = screen.getByRole('alert');
    expect(
      within(alert).getByRole('heading', { name: 'This visit is not cancelled' }),
    ).toHaveFocus();
    expect(alert).toHaveTextContent('Your visit is not cancelled. It stays as it is.');
    expect(document.title).toBe('Cancel this visit?');
    ehr.answer({ cancelAppointment: clinic.script.cancelAppointment });
    await user.click(button('Yes, cancel this visit'));
    await settled();
    expect(title('Your visit is cancelled')).toHaveFocus();
  });

  test('[B17] that is refused quotes the clinic, and the phone is the thing to do', async () => {
    const said = 'Visits can be cancelled up to 24 hours before.';
    const { user, ehr } = await cancelled([own], {
      cancelAppointment: () =>
        Promise.resolve(
          err({
            kind: 'conflict',
            notices: [{ severity: 'error', code: 'business-rule', text: said }],
          }),
        ),
    });
    const alert = screen.getByRole('alert');
    expect(
      within(alert).getByRole('heading', { name: 'The clinic did not cancel this visit' }),
    ).toHaveFocus();
    expect(alert).toHaveTextContent(`The clinic’s system says: “${said}”`);
    expect(alert).toHaveTextContent('It stays as it is.');
    expect(main().getByRole('link', { name: 'Call (555) 010-0199' })).toBeVisible();
    noButton('Yes, cancel this visit');
    expect(ehr.callsOf('cancelAppointment')).toHaveLength(1);
    // Moving it would leave the patient with two.
    noButton('Move it to another time instead');
    await user.click(button('Back to my appointments'));
    expect(title('My appointments')).toHaveFocus();
  });

  test.each([
    ['not-permitted', 'We cannot do this for you online'],
    ['not-supported', 'This cannot be done online'],
  ] as const)('[B15] that fails with %s leaves the visit, and the phone', async (kind, heading) => {
    await cancelled([own], { cancelAppointment: () => Promise.resolve(err(failure(kind))) });
    const alert = screen.getByRole('alert');
    expect(within(alert).getByRole('heading', { name: heading })).toHaveFocus();
    expect(alert).toHaveTextContent('It stays as it is.');
    expect(main().getByRole('link', { name: 'Call (555) 010-0199' })).toBeVisible();
    noButton('Yes, cancel this visit');
  });

  test('[B15] at a busy clinic can be tried again with the same button', async () => {
    const { user, ehr, clinic } = await cancelled([own], {
      cancelAppointment: () =>
        Promise.resolve(err({ kind: 'too-busy', retryAfterSeconds: 5, notices: [] })),
    });
    expect(screen.getByRole('alert')).toHaveTextContent('It stays as it is.');
    ehr.answer({ cancelAppointment: clinic.script.cancelAppointment });
    await user.click(button('Yes, cancel this visit'));
    await settled();
    expect(title('Your visit is cancelled')).toHaveFocus();
  });

  test('[B21] without a session claims nothing about the visit, and leads to the portal', async () => {
    const { ehr } = await asking();
    ehr.answer({
      cancelAppointment: () => {
        ehr.answer({ readAppointment: () => Promise.resolve(err(failure('session-ended'))) });
        return Promise.resolve(err(failure('session-ended')));
      },
    });
    button('Yes, cancel this visit').click();
    await settled();
    const alert = screen.getByRole('alert');
    expect(within(alert).getByRole('heading', { name: 'Your session has ended' })).toHaveFocus();
    expect(alert).toHaveTextContent('We will then show you what was cancelled.');
    expect(alert).not.toHaveTextContent(/stays|not cancelled/);
    expect(main().getByRole('link', { name: /^Go back to your portal/ })).toBeVisible();
    noButton(/^(Yes, cancel|Keep my visit|Move it|Back)/);
  });

  test('[B9] of which nobody knows whether it was done, the phone is the thing to do', async () => {
    const { ehr } = await asking();
    ehr.answer({
      cancelAppointment: () => {
        ehr.answer({ readAppointment: () => Promise.resolve(err(noAnswer)) });
        return Promise.resolve(err(noAnswer));
      },
    });
    button('Yes, cancel this visit').click();
    await settled();
    expect(title('We do not know yet whether this is cancelled')).toHaveFocus();
    expect(document.title).toBe('We do not know yet whether this is cancelled');
    expect(main().getByRole('link', { name: 'Call (555) 010-0199' })).toBeVisible();
    expect(button('See my appointments')).toBeVisible();
    expect(ehr.callsOf('cancelAppointment')).toHaveLength(1);
  });

  test('[B12] of a visit that the clinic moves meanwhile does nothing to it', async () => {
    const { user, clinic, ehr } = await asking();
    clinic.put(visit({ ...own, start: tuesday920 + day, end: tuesday920 + day + 1_200_000 }));
    await user.click(button('Yes, cancel this visit'));
    await settled();
    expect(title('This visit has changed')).toHaveFocus();
    expect(ehr.callsOf('cancelAppointment')).toEqual([]);
  });
});

test('a visit that was just booked can be cancelled from its page', async () => {
  const clinic = clinicVisits();
  const { user, ehr } = await openApp(clinic.script);
  await user.click(button(/^Book this time/));
  await settled();
  await user.click(button('Confirm appointment'));
  await settled();
  await user.click(button(/^Cancel this visit/));
  await settled();
  await user.click(button('Yes, cancel this visit'));
  await settled();
  expect(title('Your visit is cancelled')).toHaveFocus();
  expect(ehr.callsOf('cancelAppointment')).toHaveLength(1);
});

test('where nothing can be changed from here a booked visit names the phone', async () => {
  const { user } = await openApp({}, { can: { cancel: false } });
  await user.click(button(/^Book this time/));
  await settled();
  await user.click(button('Confirm appointment'));
  await settled();
  expect(screen.getByText('If you cannot come, please call us as soon as you can.')).toBeVisible();
  noButton(/^(Cancel|Move) this visit/);
});
