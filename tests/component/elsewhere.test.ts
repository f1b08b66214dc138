import { screen, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';

import type { Elsewhere, ProposedAppointment } from '../../src/scheduling/model.ts';
import { ok } from '../../src/scheduling/result.ts';
import { clinicVisits } from '../support/clinic-visits.ts';
import { day, mainStreet, openTime, tuesday920, visit, type Script } from '../support/fake-ehr.ts';
import { testJournal } from '../support/journal.ts';
import { openApp, settled } from './open-app.ts';

const minute = 60_000;
const page = 'https://booking.example.org/slots/7';
const main = () => within(screen.getByRole('main'));
const ownDoctor = () => within(screen.getByRole('region', { name: /^Book with Dr\. Yee/ }));
const anyone = () => within(screen.getByRole('region', { name: 'Soonest with any clinician' }));
const links = (name: RegExp) => main().queryAllByRole('link', { name });
const noBooking = () =>
  expect(screen.queryByRole('button', { name: /^(Book|Continue)/ })).toBeNull();

const times = (elsewhere: Elsewhere | undefined, count = 3): ProposedAppointment[] =>
  Array.from({ length: count }, (_, nth) =>
    openTime({ start: tuesday920 + nth * 20 * minute, ...(elsewhere && { elsewhere }) }),
  );
const finding =
  (open: readonly ProposedAppointment[]): Script['findAppointments'] =>
  ({ start, end }) =>
    Promise.resolve(
      ok({
        appointments: open.filter((time) => time.start >= start && time.start < end),
        complete: true,
        dropped: 0,
        notices: [],
      }),
    );

/** An EHR that only shows its times. */
const showing = async (open: readonly ProposedAppointment[], more = {}) => {
  const journal = testJournal();
  const opened = await openApp(
    { findAppointments: finding(open) },
    {
      journal,
      hold: false,
      can: { book: 'elsewhere', cancel: false },
      mayBook: false,
      ...more,
    },
  );
  return { ...opened, journal };
};

describe('on Home, a time that is booked elsewhere', () => {
  test('is a link that says where it leads, of which time, and that it opens another page', async () => {
    await showing(times({ url: page, phone: undefined }));
    const [next, ...others] = ownDoctor().getAllByRole('link');
    expect(next).toHaveAccessibleName(
      'Book at booking.example.org, opens another page: Tuesday, March 2, 9:20 AM Eastern Time, Dr. Yee, Main Street Clinic, in person',
    );
    expect(next).toHaveAttribute('href', page);
    expect(next).toHaveAttribute('target', '_blank');
    expect(next).toHaveAttribute('rel', 'noopener noreferrer');
    expect(others.map((link) => link.textContent)).toEqual([
      expect.stringMatching(/^Book at booking\.example\.org, opens another page: .*9:40 AM/),
      expect.stringMatching(/^Book at booking\.example\.org, opens another page: .*10:00 AM/),
    ]);
    expect(anyone().getAllByRole('link')).toHaveLength(3);
    noBooking();
  });

  test('is told so from the start, and nobody is told to call instead', async () => {
    await showing(times({ url: page, phone: undefined }));
    expect(main().getByText('You book these times on another page, or by phone.')).toBeVisible();
    expect(main().queryByText(/^To book, call/)).toBeNull();
  });

  test('has the phone beside the page', async () => {
    await showing(times({ url: page, phone: '+1-207-555-0140 ext. 7' }, 1));
    const [book, call] = ownDoctor().getAllByRole('link');
    expect(book).toHaveAttribute('href', page);
    expect(call).toHaveAttribute('href', 'tel:+12075550140');
    expect(call).toHaveAccessibleName(/^\+1-207-555-0140 ext\. 7: Tuesday, March 2, 9:20 AM/);
    expect(ownDoctor().getByText(/^Or call/)).toBeVisible();
  });

  test('has the phone alone, where there is no page', async () => {
    await showing(times({ url: undefined, phone: '+1-207-555-0140' }, 1));
    expect(ownDoctor().getAllByRole('link')).toHaveLength(1);
    expect(ownDoctor().getByText(/^To book, call/)).toBeVisible();
    noBooking();
  });

  test('has the hospital’s phone, where nobody says either', async () => {
    await showing(times(undefined, 1));
    const link = ownDoctor().getByRole('link');
    expect(link).toHaveAttribute('href', 'tel:+15550100199');
    expect(ownDoctor().getByText(/^To book, call/)).toBeVisible();
    noBooking();
  });

  test('never reaches the EHR or the journal, whatever is pressed', async () => {
    const { user, ehr, journal } = await showing(times({ url: page, phone: undefined }));
    for (const link of links(/^Book at/)) {
      link.addEventListener('click', (event) => {
        event.preventDefault();
      });
      await user.click(link);
    }
    await settled();
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Book an appointment');
    expect(journal.written).toEqual([]);
    expect(ehr.calls.map(({ method }) => method)).not.toContain('bookAppointment');
    expect(ehr.calls.map(({ method }) => method)).not.toContain('holdAppointment');
  });

  test('stands among times that are booked here, each in its own way', async () => {
    const elsewhere = { url: page, phone: undefined };
    await openApp({
      findAppointments: finding([
        openTime(),
        openTime({ start: tuesday920 + 20 * minute, elsewhere }),
      ]),
    });
    expect(ownDoctor().getByRole('button', { name: /^Book this time.*9:20 AM/ })).toBeVisible();
    expect(ownDoctor().getByRole('link', { name: /9:40 AM/ })).toHaveAttribute('href', page);
    expect(anyone().getAllByRole('button', { name: /^Book / })).toHaveLength(1);
  });

  test('is not offered where the clinic’s hour is not known: then people have to call', async () => {
    const nowhere = { ...mainStreet, timeZone: undefined };
    await openApp(
      {
        findAppointments: finding(times({ url: page, phone: undefined }, 1)),
        readLocation: () => Promise.resolve(ok(nowhere)),
      },
      { can: { book: 'elsewhere' }, places: { locations: {}, timeZone: undefined } },
    );
    expect(links(/^Book at/)).toEqual([]);
    expect(main().getAllByText(/could not be confirmed\. Please call\./)).toHaveLength(2);
    noBooking();
  });
});

describe('in the list of times, one that is booked elsewhere', () => {
  const listed = async (...given: Parameters<typeof showing>) => {
    const opened = await showing(...given);
    await opened.user.click(screen.getByRole('button', { name: 'See more times with anyone' }));
    await settled();
    return opened;
  };

  test('is a link, and there is nothing to choose and go on with', async () => {
    await listed(times({ url: page, phone: '555-0100' }));
    expect(screen.queryAllByRole('radio')).toEqual([]);
    const group = within(screen.getByRole('group', { name: /Tuesday, March 2/ }));
    expect(group.getAllByRole('link', { name: /^Book at/ })).toHaveLength(3);
    expect(group.getAllByRole('link', { name: /^555-0100/ })).toHaveLength(3);
    noBooking();
    expect(main().getByText('You book these times on another page, or by phone.')).toBeVisible();
  });

  test('stands among times that are booked here, which can be chosen as ever', async () => {
    const elsewhere = { url: page, phone: undefined };
    const mixed = [openTime(), openTime({ start: tuesday920 + 20 * minute, elsewhere })];
    const { user } = await openApp({ findAppointments: finding(mixed) });
    await user.click(screen.getByRole('button', { name: 'See more times with anyone' }));
    await settled();
    expect(screen.getAllByRole('radio')).toHaveLength(1);
    expect(links(/^Book at booking\.example\.org.*9:40 AM/)).toHaveLength(1);
    await user.click(screen.getByRole('radio'));
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    await settled();
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Check your appointment');
  });

  test('[B11] is no new time of a move: another page knows nothing of the old visit', async () => {
    const old = visit({ id: 'old', start: tuesday920 - 10 * day });
    const { user } = await openApp({
      ...clinicVisits(old).script,
      findAppointments: finding(times({ url: page, phone: '555-0100' }, 1)),
    });
    await user.click(screen.getByRole('button', { name: 'My appointments' }));
    await settled();
    await user.click(screen.getByRole('button', { name: /^Move this visit/ }));
    await settled();
    expect(links(/^Book at/)).toEqual([]);
    expect(main().getByText(/^To book, call/)).toBeVisible();
    expect(screen.queryAllByRole('radio')).toEqual([]);
  });
});

test('visits of an EHR whose times are booked elsewhere can be changed only elsewhere', async () => {
  const own = visit({ id: 'own', start: tuesday920 + 3 * day });
  const { user } = await openApp(
    { ...clinicVisits(own).script, findAppointments: finding(times(undefined)) },
    { hold: false, can: { book: 'elsewhere', cancel: true } },
  );
  await user.click(screen.getByRole('button', { name: 'My appointments' }));
  await settled();
  expect(main().getByText(/^To move or cancel a visit, please call/)).toBeVisible();
  expect(screen.queryByRole('button', { name: /this visit/ })).toBeNull();
});
