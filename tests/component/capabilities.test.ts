import { screen, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';

import type { EhrCapabilities } from '../../src/scheduling/ports.ts';
import { err } from '../../src/scheduling/result.ts';
import { clinicVisits } from '../support/clinic-visits.ts';
import { day, failure, tuesday920, visit } from '../support/fake-ehr.ts';
import { deployment } from '../support/deployment.ts';
import { openApp, settled } from './open-app.ts';

const button = (name: RegExp | string) => screen.getByRole('button', { name });
const noButton = (name: RegExp | string) =>
  expect(screen.queryByRole('button', { name })).toBeNull();
const main = () => within(screen.getByRole('main'));
const title = (name: string) => screen.getByRole('heading', { level: 1, name });
const inPortal = (name: string) =>
  main().getByRole('link', { name: `${name} (opens in a new tab)` });
const noPortal = () => expect(main().queryByRole('link', { name: /in your portal/ })).toBeNull();

const own = visit({ id: 'own', start: tuesday920 + 3 * day });
const waiting = visit({ id: 'waiting', start: tuesday920 + 4 * day, status: 'pending' });

async function appointments(
  can: Partial<EhrCapabilities>,
  {
    visits = [own],
    ...more
  }: { visits?: readonly (typeof own)[] } & Parameters<typeof openApp>[1] = {},
) {
  const opened = await openApp(clinicVisits(...visits).script, { can, ...more });
  await opened.user.click(button('My appointments'));
  await settled();
  return opened;
}

async function booked(can: Partial<EhrCapabilities>, more: Parameters<typeof openApp>[1] = {}) {
  const opened = await openApp({}, { can, ...more });
  await opened.user.click(button(/^Book this time/));
  await settled();
  await opened.user.click(button('Confirm appointment'));
  await settled();
  expect(title('You’re booked')).toBeVisible();
  return opened;
}

const all = { cancel: true, reschedule: 'book-first' } as const;
const neither = { cancel: false, reschedule: 'book-first' } as const;
const onlyMove = { cancel: false, reschedule: 'atomic' } as const;
/** Who must let go of the old visit first needs the new time kept meanwhile. */
const onlyCancel = { cancel: true, reschedule: 'cancel-first', hold: false } as const;

describe('[B17] in the list of visits', () => {
  test('both are offered where the EHR takes both, and nobody is sent elsewhere', async () => {
    await appointments(all);
    expect(button(/^Move this visit/)).toBeVisible();
    expect(button(/^Cancel this visit/)).toBeVisible();
    expect(main().queryByText(/please call/)).toBeNull();
    noPortal();
  });

  test('where it takes neither, the phone and the portal are the ways', async () => {
    await appointments(neither);
    noButton(/^(Move|Cancel) this visit/);
    const line = main().getByText(/^To move or cancel a visit, please call/);
    expect(within(line).getByRole('link')).toHaveAttribute('href', 'tel:+15550100199');
    const portal = inPortal('Move or cancel it in your portal');
    expect(portal).toHaveAttribute('href', 'https://portal.example.org/');
    expect(portal).toHaveAttribute('target', '_blank');
    expect(portal).toHaveAttribute('rel', 'noopener noreferrer');
  });

  test('where it moves but does not cancel, only cancelling is elsewhere', async () => {
    await appointments(onlyMove);
    expect(button(/^Move this visit/)).toBeVisible();
    noButton(/^Cancel this visit/);
    expect(main().getByText(/^To cancel a visit, please call/)).toBeVisible();
    expect(inPortal('Cancel it in your portal')).toBeVisible();
  });

  test('where it cancels but does not move, the phone is the way to move', async () => {
    await appointments(onlyCancel);
    noButton(/^Move this visit/);
    expect(button(/^Cancel this visit/)).toBeVisible();
    expect(main().getByText(/^To move a visit, please call/)).toBeVisible();
    noPortal();
  });

  test('a hospital without a portal has only the phone', async () => {
    await appointments(neither, { deployment: { ...deployment, portalUrl: undefined } });
    expect(main().getByText(/^To move or cancel a visit, please call/)).toBeVisible();
    noPortal();
  });

  test('a visit that waits for the clinic is called so, and can only be called off', async () => {
    await appointments({ ...all, pending: 'requested' }, { visits: [waiting] });
    expect(main().getByText('Not booked yet: waiting for the clinic to confirm')).toBeVisible();
    expect(button(/^Cancel this visit/)).toBeVisible();
    noButton(/^(Move|Finish booking|Let it go)/);
  });

  test('one that waits and cannot be called off here can be by phone', async () => {
    await appointments({ ...neither, pending: 'requested' }, { visits: [waiting] });
    noButton(/^(Move|Cancel|Finish booking|Let it go)/);
    expect(main().getByText(/^To move or cancel a visit, please call/)).toBeVisible();
  });

  test('a time that is only kept is called so, also to whoever may not book here', async () => {
    await appointments(all, { visits: [waiting], mayBook: false });
    expect(main().getByText('Kept for you, not booked yet.')).toBeVisible();
    noButton(/^(Move|Cancel|Finish booking|Let it go)/);
  });

  test('with nothing that could be changed, nothing is said of changing', async () => {
    await appointments(neither, { visits: [{ ...own, status: 'cancelled' }] });
    expect(main().queryByText(/please call/)).toBeNull();
    noPortal();
  });
});

describe('[B17] after booking', () => {
  test.each([
    ['both', all, /Cancel or move the visit here/, ['Move', 'Cancel']],
    ['cancelling alone', onlyCancel, /Cancel the visit here/, ['Cancel']],
    ['moving alone', onlyMove, /Move the visit here\. To cancel it, call us/, ['Move']],
  ] as const)('only what this EHR takes is promised: %s', async (_, can, told, here) => {
    await booked(can);
    expect(main().getByText(told)).toBeVisible();
    const choices = screen.getAllByRole('button', { name: /^(Move|Cancel) this visit/ });
    expect(choices.map(({ textContent }) => textContent.split(' ')[0])).toEqual(here);
    if (can.cancel) noPortal();
    else expect(inPortal('Cancel it in your portal')).toBeVisible();
  });

  test('where it takes neither, the phone and the portal are the ways', async () => {
    await booked(neither);
    expect(
      main().getByText('If you cannot come, please call us as soon as you can.'),
    ).toBeVisible();
    noButton(/^(Move|Cancel) this visit/);
    expect(inPortal('Move or cancel it in your portal')).toBeVisible();
  });
});

describe('where two visits stand after a move, and none can be cancelled here', () => {
  test('the phone and the portal are the ways', async () => {
    const { user } = await openApp(
      {
        ...clinicVisits(own).script,
        cancelAppointment: () => Promise.resolve(err(failure('not-supported'))),
      },
      { can: onlyMove },
    );
    await user.click(button('My appointments'));
    await settled();
    await user.click(button(/^Move this visit/));
    await settled();
    await user.click(screen.getAllByRole('radio')[0]!);
    await user.click(button('Continue'));
    await settled();
    await user.click(button('Move my visit'));
    await settled();
    noButton('Cancel the old visit');
    expect(main().getByRole('link', { name: 'Call (555) 010-0199' })).toBeVisible();
    expect(inPortal('Cancel it in your portal')).toBeVisible();
  });
});

describe('where the EHR takes no change after all', () => {
  test.each(['Move', 'Cancel'] as const)('%s: the portal stands beside the phone', async (what) => {
    const { user } = await openApp(
      { ...clinicVisits(own).script, acceptsCancelling: () => Promise.resolve(false) },
      { can: all },
    );
    await user.click(button('My appointments'));
    await settled();
    await user.click(button(new RegExp(`^${what} this visit`)));
    await settled();
    expect(title('This cannot be done online')).toHaveFocus();
    expect(main().getByRole('link', { name: 'Call (555) 010-0199' })).toBeVisible();
    expect(inPortal(`${what} it in your portal`)).toBeVisible();
  });
});

describe('where the EHR keeps no times', () => {
  test('nothing is said to be kept, and nothing can be kept longer or let go', async () => {
    const { user, ehr, clock } = await openApp({}, { hold: false });
    const said: string[] = [];
    const region = screen.getAllByRole('status').at(-1)!;
    const watch = new MutationObserver(() => said.push(region.textContent));
    watch.observe(region, { childList: true, characterData: true, subtree: true });
    await user.click(button(/^Book this time/));
    await settled();
    watch.disconnect();
    expect(title('Check your appointment')).toHaveFocus();
    expect(said.join('\n')).not.toMatch(/[Kk]eeping/);
    expect(main().getByText('This time is not reserved until you confirm.')).toBeVisible();
    expect(main().queryByText(/keep/i)).toBeNull();
    noButton('Keep it longer');
    clock.pass(30 * 60_000);
    await settled();
    expect(main().queryByText(/minute(s)? left|could no longer keep/)).toBeNull();
    await user.click(button('Choose another time'));
    await settled();
    expect(ehr.calls.map(({ method }) => method)).not.toContain('holdAppointment');
    expect(ehr.calls.map(({ method }) => method)).not.toContain('releaseHold');
  });

  test('a visit that waits is no time to finish booking, or to let go', async () => {
    await openApp(clinicVisits(waiting).script, { hold: false });
    expect(screen.queryByText('We are still keeping a time for you')).toBeNull();
    noButton(/^(Finish booking|Let it go)/);
  });
});
