import { screen, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';

import type { EhrFailure } from '../../src/scheduling/failure.ts';
import { err, ok } from '../../src/scheduling/result.ts';
import { clinicVisits } from '../support/clinic-visits.ts';
import {
  answerFor,
  day,
  failure,
  noAnswer,
  openTime,
  tuesday920,
  visit,
  type Script,
} from '../support/fake-ehr.ts';
import { never, openApp, settled } from './open-app.ts';

const minute = 60_000;
/** The visit to be moved: ten days before the times on offer. */
const old = visit({ id: 'old', start: tuesday920 - 10 * day });
const title = (name: string) => screen.getByRole('heading', { level: 1, name });
const button = (name: RegExp | string) => screen.getByRole('button', { name });
const noButton = (name: RegExp | string) =>
  expect(screen.queryByRole('button', { name })).toBeNull();
const main = () => within(screen.getByRole('main'));
const region = (name: string) => screen.getByRole('region', { name });
const status = () => screen.getAllByRole('status').at(-1);
const callUs = () => main().getByRole('link', { name: 'Call (555) 010-0199' });

const cancelFirst = { reschedule: 'cancel-first' } as const;
type Can = Exclude<Parameters<typeof openApp>[1], undefined>['can'];

async function moving(script: Partial<Script> = {}, can: Can = {}) {
  const clinic = clinicVisits(old);
  const opened = await openApp({ ...clinic.script, ...script }, { can });
  await opened.user.click(button('My appointments'));
  await settled();
  await opened.user.click(button(/^Move this visit/));
  await settled();
  return { ...opened, clinic };
}

async function checking(...given: Parameters<typeof moving>) {
  const opened = await moving(...given);
  const [soonest] = screen.getAllByRole('radio');
  await opened.user.click(soonest!);
  await opened.user.click(button('Continue'));
  await settled();
  return opened;
}

const press = /^(Move my visit|I agree, move my visit)$/;
async function moved(...given: Parameters<typeof moving>) {
  const opened = await checking(...given);
  await opened.user.click(button(press));
  await settled();
  return opened;
}

const changesSent = ({ ehr }: Pick<Awaited<ReturnType<typeof openApp>>, 'ehr'>) =>
  ehr.calls
    .map(({ method }) => method)
    .filter((method) => /^(hold|book|cancel|release)/.test(method));
const refuses = (notices: EhrFailure['notices'] = []) =>
  Promise.resolve(err({ kind: 'conflict', notices } as const));
const lost = () => Promise.resolve(err(noAnswer));

describe('choosing a new time', () => {
  test('[B11] says which visit is moved and that it stays, over the times of its own clinician', async () => {
    const { ehr } = await moving();
    expect(title('Choose a new time')).toHaveFocus();
    expect(document.title).toBe('Choose a new time');
    expect(
      screen.getByText(
        'Moving your visit of Saturday, February 20, 9:20 AM Eastern Time with Dr. Yee.',
      ),
    ).toBeVisible();
    expect(screen.getByText(/It stays booked until the new one is booked\./)).toBeVisible();
    expect(screen.getByRole('heading', { level: 2, name: 'Times with Dr. Yee' })).toBeVisible();
    expect(ehr.callsOf('findAppointments').at(-1)?.with[0]).toMatchObject({
      practitioners: ['Practitioner/yee'],
    });
    expect(changesSent({ ehr })).toEqual([]);
  });

  test('[B12] reads the visit first: one that has changed is shown as it is', async () => {
    const { ehr } = await moving({
      readAppointment: () => Promise.resolve(ok({ ...old, status: 'cancelled' })),
    });
    expect(title('This visit has changed')).toHaveFocus();
    expect(ehr.callsOf('readAppointment')).toHaveLength(1);
  });

  test('[B17] is not offered by an EHR that takes no cancellation', async () => {
    await moving({ acceptsCancelling: () => Promise.resolve(false) });
    expect(title('This cannot be done online')).toHaveFocus();
    expect(screen.getByText(/we will move it for you/)).toBeVisible();
    expect(callUs()).toBeVisible();
  });

  test('leads to times with anyone and back, by one button that keeps the focus', async () => {
    const { user } = await moving();
    await user.click(button('See times with anyone'));
    await settled();
    expect(
      screen.getByRole('heading', { level: 2, name: 'Times with any clinician' }),
    ).toBeVisible();
    expect(screen.getByText(/^Moving your visit/)).toBeVisible();
    const back = button('See times with Dr. Yee');
    expect(back).toHaveFocus();
    await user.click(back);
    await settled();
    expect(screen.getByRole('heading', { level: 2, name: 'Times with Dr. Yee' })).toBeVisible();
  });

  test('can be left: the visit stays as it is', async () => {
    const { user, ehr } = await moving();
    await user.click(button('Keep my visit as it is'));
    expect(title('My appointments')).toHaveFocus();
    expect(changesSent({ ehr })).toEqual([]);
    await user.click(button('Back to booking'));
    await user.click(button(/^Book this time/));
    await settled();
    expect(title('Check your appointment')).toBeVisible();
  });

  test('[B11] where only one visit may stand says when it will be cancelled', async () => {
    await moving({}, cancelFirst);
    expect(screen.getByText(/only after you have chosen a new time and said yes\./)).toBeVisible();
  });

  test('[B11] that was just taken says that the visit stays', async () => {
    await checking({ holdAppointment: () => refuses() });
    const alert = screen.getAllByRole('alert')[0];
    expect(alert).toHaveTextContent('That time was just taken Your old visit stays as it is.');
    expect(alert).not.toHaveTextContent('Nothing is booked');
  });
});

describe('checking a new time', () => {
  test('shows the old visit and the new one', async () => {
    await checking();
    expect(title('Check your new time')).toHaveFocus();
    expect(document.title).toBe('Check your new time');
    expect(region('Old visit')).toHaveTextContent('Saturday, February 20, 9:20 AM');
    expect(region('New visit')).toHaveTextContent('Tuesday, March 2, 9:20 AM');
    expect(screen.getByText(/^Harbor Health Silver/)).toBeVisible();
    expect(button('Move my visit')).toBeVisible();
    expect(screen.queryByText(/I agree|one visit/)).toBeNull();
  });

  test('can be left: the new time is given back and the visit stays', async () => {
    const { user, ehr, clinic } = await checking();
    await user.click(button('Keep my visit as it is'));
    await settled();
    expect(title('My appointments')).toHaveFocus();
    expect(changesSent({ ehr })).toEqual(['holdAppointment', 'releaseHold']);
    expect(clinic.visits.get('old')?.status).toBe('booked');
  });

  test('another time can be chosen, still in place of the visit', async () => {
    const { user } = await checking();
    await user.click(button('Choose another time'));
    await settled();
    expect(title('Choose a new time')).toHaveFocus();
    expect(screen.getByText(/^Moving your visit/)).toBeVisible();
  });

  test('[A2] when the hold has ended says that the visit stays', async () => {
    const { clock } = await checking();
    clock.pass(10 * minute);
    await settled();
    expect(screen.getByRole('alert')).toHaveTextContent(
      'We could no longer keep this time Your old visit stays as it is.',
    );
    expect(screen.queryByText(/Nothing is booked/)).toBeNull();
  });

  test('[B11] where only one visit may stand asks for consent, in plain words', async () => {
    const { ehr } = await checking({}, cancelFirst);
    expect(region('Before you say yes')).toHaveTextContent(
      'This clinic lets you have only one visit. We keep the new time for you. Then we cancel the old visit, and then we book the new one. If something goes wrong, we try to get your old time back.',
    );
    expect(button('I agree, move my visit')).toBeVisible();
    expect(changesSent({ ehr })).toEqual(['holdAppointment']);
  });
});

describe('moving', () => {
  test('[B11] books the new time before it cancels the old visit, and shows what the EHR shows', async () => {
    const opened = await moved();
    expect(changesSent(opened)).toEqual([
      'holdAppointment',
      'bookAppointment',
      'cancelAppointment',
    ]);
    expect(title('Your visit is moved')).toHaveFocus();
    expect(document.title).toBe('Your visit is moved');
    expect(screen.getByText('Tuesday, March 2, 9:20 AM Eastern Time')).toBeVisible();
    expect(
      screen.getByText('Cancelled: Saturday, February 20, 9:20 AM Eastern Time with Dr. Yee.'),
    ).toBeVisible();
    expect(opened.clinic.visits.get('old')?.status).toBe('cancelled');
    await opened.user.click(button('See my appointments'));
    expect(title('My appointments')).toHaveFocus();
  });

  test('[B11] by an EHR that moves the visit itself cancels no other, and says of none that it is', async () => {
    const opened = await moved(
      {
        bookAppointment: ({ time }) => {
          const answer = answerFor(time, 'booked');
          const appointment = answer.appointment && { ...answer.appointment, id: 'old' };
          return Promise.resolve(ok({ ...answer, appointment }));
        },
      },
      { reschedule: 'atomic' },
    );
    expect(title('Your visit is moved')).toHaveFocus();
    expect(screen.queryByText(/cancelled/i)).toBeNull();
    expect(opened.ehr.callsOf('cancelAppointment')).toEqual([]);
  });

  test('[B9] by a double click is sent once, and the button keeps the focus', async () => {
    const opened = await checking({ bookAppointment: never });
    const confirm = button('Move my visit');
    await opened.user.dblClick(confirm);
    await settled();
    expect(opened.ehr.callsOf('bookAppointment')).toHaveLength(1);
    expect(confirm).toHaveTextContent('Moving your visit…');
    expect(confirm).toHaveAttribute('aria-disabled', 'true');
    expect(confirm).toHaveFocus();
  });

  test('says that the new time is booked while the old visit is being cancelled', async () => {
    await moved({ cancelAppointment: never });
    expect(status()).toHaveTextContent('Your new time is booked. Cancelling the old visit…');
  });

  test('[B11] where only one visit may stand cancels, then books, and says so', async () => {
    const opened = await moved({ cancelAppointment: never }, cancelFirst);
    expect(status()).toHaveTextContent('Cancelling the old visit. The new time is kept for you…');
    expect(changesSent(opened)).toEqual(['holdAppointment', 'cancelAppointment']);
  });

  test('says that the new time is being booked', async () => {
    await moved({ bookAppointment: never }, cancelFirst);
    expect(status()).toHaveTextContent('Booking the new time…');
  });

  test('says that the old time is being won back', async () => {
    let booked = 0;
    const { ehr } = await checking({}, cancelFirst);
    ehr.answer({
      bookAppointment: () => ((booked += 1) === 1 ? refuses() : never()),
      findAppointments: () =>
        Promise.resolve(
          ok({
            appointments: [openTime({ start: old.start })],
            complete: true,
            dropped: 0,
            notices: [],
          }),
        ),
    });
    button(press).click();
    await settled();
    expect(status()).toHaveTextContent('Getting your old time back…');
  });

  test('[B15] that is refused says that the visit stays, and not that nothing is booked', async () => {
    const { clinic } = await moved({
      bookAppointment: () =>
        Promise.resolve(err({ kind: 'too-busy', retryAfterSeconds: 5, notices: [] })),
    });
    const alert = screen.getByRole('alert');
    expect(
      within(alert).getByRole('heading', { name: 'The clinic’s system is very busy' }),
    ).toHaveFocus();
    expect(alert).toHaveTextContent('Your old visit stays as it is.');
    expect(alert).not.toHaveTextContent('Nothing is booked');
    expect(button('Move my visit')).toBeVisible();
    expect(clinic.visits.get('old')?.status).toBe('booked');
  });

  test('[B21] without a session claims nothing, and leads to the portal', async () => {
    await moved({ bookAppointment: () => Promise.resolve(err(failure('session-ended'))) });
    const alert = screen.getByRole('alert');
    expect(alert).toHaveTextContent('We will then show you what is booked.');
    expect(alert).not.toHaveTextContent(/stays|Nothing/);
    expect(main().getByRole('link', { name: /^Go back to your portal/ })).toBeVisible();
    noButton(press);
  });

  test('[B17] where the clinic does not let go of the old visit quotes it, and the phone is the thing to do', async () => {
    const said = 'Visits can be cancelled up to 24 hours before.';
    const opened = await moved(
      {
        cancelAppointment: () =>
          refuses([{ severity: 'error', code: 'business-rule', text: said }]),
      },
      cancelFirst,
    );
    const alert = screen.getByRole('alert');
    expect(
      within(alert).getByRole('heading', { name: 'The clinic did not cancel this visit' }),
    ).toHaveFocus();
    expect(alert).toHaveTextContent(`“${said}”`);
    expect(callUs()).toBeVisible();
    noButton(press);
    expect(opened.ehr.callsOf('bookAppointment')).toEqual([]);
  });

  describe.each([{}, cancelFirst])('[B12] of a visit that has changed meanwhile, %o', (can) => {
    test('says where it is now, sends nothing, and can go on from there', async () => {
      const { user, clinic, ehr } = await checking({}, can);
      const start = tuesday920 - 9 * day;
      clinic.put(visit({ ...old, start, end: start + 20 * minute }));
      await user.click(button(press));
      await settled();
      expect(screen.getByRole('alert')).toHaveTextContent(
        'Your visit has changed at the clinic At the clinic it is now on Sunday, February 21, 9:20 AM Eastern Time. Please look at both visits again before you go on.',
      );
      expect(region('Old visit')).toHaveTextContent('Sunday, February 21, 9:20 AM');
      expect(changesSent({ ehr })).toEqual(['holdAppointment']);
      await user.click(button(press));
      await settled();
      expect(title('Your visit is moved')).toHaveFocus();
    });

    test('says that the clinic has called it off, and books the new time where that is wished', async () => {
      const { user, clinic, ehr } = await checking({}, can);
      clinic.put({ ...old, status: 'cancelled' });
      await user.click(button(press));
      await settled();
      expect(screen.getByRole('alert')).toHaveTextContent(
        'Your visit has changed at the clinic It is cancelled.',
      );
      expect(region('Old visit, cancelled')).toHaveTextContent('Saturday, February 20');
      expect(changesSent({ ehr })).toEqual(['holdAppointment']);
      await user.click(button('Confirm appointment'));
      await settled();
      expect(title('Your visit is moved')).toHaveFocus();
    });

    test('leads to the appointments where it is over', async () => {
      const { user, clinic } = await checking({}, can);
      clinic.put({ ...old, status: 'arrived' });
      await user.click(button(press));
      await settled();
      expect(screen.getByRole('alert')).toHaveTextContent('You have arrived');
      noButton(press);
      await user.click(button('See my appointments'));
      await settled();
      expect(title('My appointments')).toHaveFocus();
    });
  });

  test('[B11] of a visit that is cancelled already goes on with the booking', async () => {
    const { user, ehr, clinic } = await moved(
      {
        bookAppointment: () =>
          Promise.resolve(err({ kind: 'too-busy', retryAfterSeconds: 5, notices: [] })),
      },
      cancelFirst,
    );
    expect(screen.getByRole('alert')).toHaveTextContent(
      'Your old visit is cancelled, and nothing is booked in its place yet.',
    );
    expect(
      screen.getByText('Your old visit is cancelled. Confirm now to book the new time.'),
    ).toBeVisible();
    noButton('Keep my visit as it is');
    ehr.answer({ bookAppointment: clinic.script.bookAppointment });
    await user.click(button('Confirm appointment'));
    await settled();
    expect(title('Your visit is moved')).toHaveFocus();
    expect(ehr.callsOf('cancelAppointment')).toHaveLength(1);
  });
});

describe('[B11] the new visit is booked, and the old one', () => {
  test('still stands where the clinic refuses: its words, and the phone', async () => {
    const said = 'Visits can be cancelled up to 24 hours before.';
    await moved({
      cancelAppointment: () => refuses([{ severity: 'error', code: 'business-rule', text: said }]),
    });
    expect(title('You have two visits now')).toHaveFocus();
    expect(document.title).toBe('You have two visits now');
    expect(screen.getByText(/Your old visit is not cancelled, so it still stands\./)).toBeVisible();
    expect(screen.getByText(`The clinic’s system says: “${said}”`)).toBeVisible();
    expect(region('Old visit')).toHaveTextContent('Saturday, February 20');
    expect(region('New visit')).toHaveTextContent('Tuesday, March 2');
    expect(callUs()).toBeVisible();
    noButton('Cancel the old visit');
  });

  test('can be cancelled once more where it was not', async () => {
    const { user, clinic, ehr } = await moved({
      cancelAppointment: (given) =>
        Promise.resolve(ok({ appointment: given, notices: [], expires: undefined })),
    });
    expect(title('You have two visits now')).toHaveFocus();
    ehr.answer({ cancelAppointment: clinic.script.cancelAppointment });
    await user.click(button('Cancel the old visit'));
    await settled();
    expect(title('Cancel this visit?')).toHaveFocus();
    expect(screen.getByText('Saturday, February 20, 9:20 AM Eastern Time')).toBeVisible();
    await user.click(button('Yes, cancel this visit'));
    await settled();
    expect(title('Your visit is cancelled')).toHaveFocus();
  });

  test('may be cancelled, where nobody could read it: that is said', async () => {
    const { ehr } = await checking();
    ehr.answer({
      cancelAppointment: () => {
        ehr.answer({ readAppointment: lost });
        return lost();
      },
    });
    button(press).click();
    await settled();
    expect(title('Your new visit is booked')).toHaveFocus();
    expect(
      screen.getByText(/We do not know yet whether your old visit is cancelled\./),
    ).toBeVisible();
    expect(button('Cancel the old visit')).toBeVisible();
    expect(main().getByRole('link', { name: '(555) 010-0199' })).toBeVisible();
  });

  test('may be cancelled, where the session has ended: the portal is the thing to do', async () => {
    const { ehr, clinic } = await checking();
    ehr.answer({
      bookAppointment: (booking) => {
        ehr.answer({ readAppointment: () => Promise.resolve(err(failure('session-ended'))) });
        return clinic.script.bookAppointment(booking);
      },
    });
    button(press).click();
    await settled();
    expect(title('Your new visit is booked')).toHaveFocus();
    expect(main().getByRole('link', { name: /^Go back to your portal/ })).toBeVisible();
    noButton('Cancel the old visit');
  });
});

describe('the new time waits for the clinic, and the old visit', () => {
  test('[B11] stays booked meanwhile', async () => {
    const { ehr } = await moved({
      bookAppointment: ({ time }) => Promise.resolve(ok(answerFor(time, 'proposed'))),
    });
    expect(title('Sent, waiting for the clinic')).toHaveFocus();
    expect(screen.getByText(/Your old visit stays booked until then\./)).toBeVisible();
    expect(region('New visit, not booked yet')).toHaveTextContent('Tuesday, March 2');
    expect(region('Old visit')).toHaveTextContent('Saturday, February 20');
    expect(ehr.callsOf('cancelAppointment')).toEqual([]);
  });

  test('is cancelled where it had to go first, and is called so', async () => {
    await moved(
      { bookAppointment: ({ time }) => Promise.resolve(ok(answerFor(time, 'proposed'))) },
      cancelFirst,
    );
    expect(screen.getByText(/^Your old visit is cancelled\./)).toBeVisible();
    expect(region('Old visit, cancelled')).toHaveTextContent('Saturday, February 20');
  });
});

describe('[B11] where the old visit had to go first and the new one was refused', () => {
  const oldTimeOpen: Script['findAppointments'] = () =>
    Promise.resolve(
      ok({
        appointments: [openTime({ start: old.start })],
        complete: true,
        dropped: 0,
        notices: [],
      }),
    );

  test('the old time is booked again, and that is said', async () => {
    const { ehr, clinic } = await checking({}, cancelFirst);
    ehr.answer({
      findAppointments: oldTimeOpen,
      bookAppointment: (booking) => {
        ehr.answer({ bookAppointment: clinic.script.bookAppointment });
        return booking.time.start === old.start
          ? clinic.script.bookAppointment(booking)
          : refuses();
      },
    });
    button(press).click();
    await settled();
    expect(title('Your visit was not moved')).toHaveFocus();
    expect(screen.getByText(/Your old time is booked again/)).toBeVisible();
    expect(screen.getByText('Saturday, February 20, 9:20 AM Eastern Time')).toBeVisible();
    expect(ehr.callsOf('bookAppointment')).toHaveLength(2);
    expect(button('See my appointments')).toBeVisible();
  });

  test('nothing may be left: that is said, and the phone is the thing to do', async () => {
    const { user, ehr, clinic } = await checking({}, cancelFirst);
    ehr.answer({
      bookAppointment: ({ hold }) => {
        if (hold !== undefined) clinic.put({ ...hold.appointment, status: 'cancelled' });
        return refuses();
      },
    });
    await user.click(button(press));
    await settled();
    expect(title('Your old visit is cancelled, and no new one is booked')).toHaveFocus();
    expect(document.title).toBe('Your old visit is cancelled, and no new one is booked');
    expect(callUs()).toBeVisible();
    await user.click(button('Choose another time'));
    expect(title('Book an appointment')).toHaveFocus();
  });
});

describe('[B9] where nobody can say what came of moving', () => {
  test('says of either visit what is known', async () => {
    const { ehr } = await checking({}, cancelFirst);
    ehr.answer({
      bookAppointment: () => {
        ehr.answer({ listAppointments: lost });
        return lost();
      },
    });
    button(press).click();
    await settled();
    expect(title('We do not know yet whether your visit is moved')).toHaveFocus();
    expect(screen.getByText('We do not know yet whether the new time is booked.')).toBeVisible();
    expect(screen.getByText('Your old visit is cancelled.')).toBeVisible();
    expect(region('Old visit, cancelled')).toHaveTextContent('Saturday, February 20');
    expect(callUs()).toBeVisible();
    expect(button('See my appointments')).toBeVisible();
  });

  test('says that the new time is not booked where the old visit could not be read', async () => {
    const { ehr } = await checking({}, cancelFirst);
    ehr.answer({
      cancelAppointment: () => {
        ehr.answer({ readAppointment: lost });
        return lost();
      },
    });
    button(press).click();
    await settled();
    expect(screen.getByText('The new time is not booked.')).toBeVisible();
    expect(
      screen.getByText('We do not know yet whether you still have your old time.'),
    ).toBeVisible();
  });
});
