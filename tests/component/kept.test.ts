import { screen, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';

import { err, ok } from '../../src/scheduling/result.ts';
import { clinicVisits } from '../support/clinic-visits.ts';
import { day, failure, openTime, tuesday920, visit } from '../support/fake-ehr.ts';
import { never, openApp, settled } from './open-app.ts';

const minute = 60_000;
const kept = visit({ id: 'kept', start: tuesday920 + day, status: 'pending' });
const named = 'Wednesday, March 3, 9:20 AM Eastern Time with Dr. Yee';
const title = (name: string) => screen.getByRole('heading', { level: 1, name });
const button = (name: RegExp | string) => screen.getByRole('button', { name });
const notice = () => screen.getByRole('region', { name: 'We are still keeping a time for you' });
const status = () => screen.getAllByRole('status').at(-1);

async function home(options: Parameters<typeof openApp>[1] = {}) {
  const clinic = clinicVisits(kept);
  return { ...(await openApp(clinic.script, options)), clinic };
}

describe('[B20] a time that is still kept', () => {
  test('is named on Home, and not called booked', async () => {
    await home();
    expect(notice()).toHaveTextContent(`${named}.`);
    expect(notice()).toHaveTextContent('It is not booked yet.');
  });

  test('can be booked from there, without being kept anew', async () => {
    const { user, ehr } = await home();
    await user.click(button(`Finish booking: ${named}`));
    await settled();
    expect(title('Check your appointment')).toHaveFocus();
    await user.click(button('Confirm appointment'));
    await settled();
    expect(title('You’re booked')).toHaveFocus();
    expect(ehr.callsOf('holdAppointment')).toEqual([]);
    expect(ehr.callsOf('bookAppointment')[0]?.with[0]).toMatchObject({
      hold: { appointment: { id: 'kept' } },
    });
  });

  test('can be given back: the notice goes, and the focus stays on the page', async () => {
    const { user, ehr } = await home();
    await user.click(button(`Let it go: ${named}`));
    await settled();
    expect(ehr.callsOf('releaseHold')[0]?.with[0]).toMatchObject({ appointment: { id: 'kept' } });
    expect(screen.queryByText(/still keeping/)).toBeNull();
    expect(title('Book an appointment')).toHaveFocus();
  });

  test('is given back once, however often that is pressed', async () => {
    const { user, ehr } = await home();
    ehr.answer({ releaseHold: never });
    await user.dblClick(button(/^Let it go/));
    expect(ehr.callsOf('releaseHold')).toHaveLength(1);
    expect(button(/^Giving it back…/)).toHaveAttribute('aria-disabled', 'true');
  });

  test('stands in the appointments too, with the same two ways', async () => {
    const { user } = await home();
    await user.click(button('My appointments'));
    await settled();
    const [item] = within(screen.getByRole('region', { name: 'Coming up' })).getAllByRole(
      'listitem',
    );
    expect(item).toHaveTextContent('Kept for you, not booked yet.');
    expect(
      within(item!)
        .getAllByRole('button')
        .map((one) => one.textContent),
    ).toEqual([`Finish booking: ${named}`, `Let it go: ${named}`]);
  });

  test('is no hold where the EHR keeps no times: it waits for the clinic, and can be cancelled', async () => {
    const { user, ehr } = await home({ hold: false });
    expect(screen.queryByText(/still keeping/)).toBeNull();
    await user.click(button('My appointments'));
    await settled();
    expect(screen.getByText('Not booked yet: waiting for the clinic to confirm')).toBeVisible();
    expect(screen.queryByRole('button', { name: /^(Move|Finish)/ })).toBeNull();
    await user.click(button(/^Cancel this visit/));
    await settled();
    await user.click(button('Yes, cancel this visit'));
    await settled();
    expect(title('Your visit is cancelled')).toHaveFocus();
    expect(ehr.callsOf('cancelAppointment')).toHaveLength(1);
  });

  test('is not offered to a patient who may not book here', async () => {
    await home({ mayBook: false });
    expect(screen.queryByRole('button', { name: /^(Finish|Let)/ })).toBeNull();
  });
});

describe('[A1] the last two minutes of a hold', () => {
  async function checking() {
    const clinic = clinicVisits();
    const opened = await openApp(clinic.script);
    await opened.user.click(button(/^Book this time/));
    await settled();
    return opened;
  }
  const warning = () => screen.queryByText(/^Only .* left\./);

  test('are warned of in words, beside the way to keep it longer', async () => {
    const { clock } = await checking();
    clock.pass(7 * minute);
    await settled();
    expect(warning()).toBeNull();
    clock.pass(minute);
    await settled();
    expect(warning()).toHaveTextContent(
      'Only 2 minutes left. Confirm now, or press “Keep it longer” if you need more time.',
    );
    expect(warning()?.closest('[role=status]')).toBeNull();
    expect(status()).toHaveTextContent('We keep this time for 2 more minutes.');
    clock.pass(minute);
    await settled();
    expect(warning()).toHaveTextContent('Only 1 minute left.');
  });

  test('are over once it is kept longer', async () => {
    const { clock, user } = await checking();
    clock.pass(9 * minute);
    await settled();
    await user.click(button('Keep it longer'));
    await settled();
    expect(warning()).toBeNull();
  });

  async function gone(times: readonly number[]) {
    const opened = await checking();
    opened.clock.pass(10 * minute);
    await settled();
    opened.ehr.answer({
      listAppointments: () => Promise.resolve(ok({ appointments: [], complete: true })),
      holdAppointment: () => Promise.resolve(err(failure('conflict'))),
      findAppointments: () =>
        Promise.resolve(
          ok({
            appointments: times.map((start) => openTime({ start })),
            complete: true,
            dropped: 0,
            notices: [],
          }),
        ),
    });
    await opened.user.click(button('Ask for this time again'));
    await settled();
    return opened;
  }

  test('[A2] a time that is lost after them leads to the nearest that is open', async () => {
    const { user, ehr } = await gone([tuesday920 + 5 * day, tuesday920 + 20 * minute]);
    const nearest = 'Tuesday, March 2, 9:40 AM Eastern Time with Dr. Yee';
    const alert = screen.getByRole('alert');
    expect(alert).toHaveTextContent('Nothing is booked.');
    ehr.answer(clinicVisits().script);
    await user.click(within(alert).getByRole('button', { name: `Take ${nearest} instead` }));
    await settled();
    expect(title('Check your appointment')).toHaveFocus();
    expect(ehr.callsOf('holdAppointment').at(-1)?.with[0]).toMatchObject({
      start: tuesday920 + 20 * minute,
    });
  });

  test('[A2] where none is near there is the list', async () => {
    await gone([]);
    expect(screen.getByRole('alert')).toHaveTextContent('Please choose another time.');
    expect(screen.queryByRole('button', { name: /instead$/ })).toBeNull();
  });
});
