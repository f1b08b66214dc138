import { screen, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';

import type { EhrFailure } from '../../src/scheduling/failure.ts';
import type { Appointment } from '../../src/scheduling/model.ts';
import type { AppointmentList } from '../../src/scheduling/ports.ts';
import { err, ok } from '../../src/scheduling/result.ts';
import {
  answerFor,
  awaited,
  day,
  failure,
  mainStreet,
  maria,
  noAnswer,
  openTime,
  today,
  tuesday920,
  visit,
  type Script,
} from '../support/fake-ehr.ts';
import { never, openApp, settled } from './open-app.ts';

const minute = 60_000;
const bookFirst = () => screen.getByRole('button', { name: /^Book this time/ });
const status = () => screen.getAllByRole('status')[0];
const found = (appointments: ReturnType<typeof openTime>[]) => () =>
  Promise.resolve(ok({ appointments, complete: true, dropped: 0, notices: [] }));

describe('Home', () => {
  test('[A16] has its title and one h1, and leaves the focus alone at first', async () => {
    await openApp();
    expect(document.title).toBe('Book an appointment');
    expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
    expect(document.body).toHaveFocus();
    expect(document.documentElement.lang).toBe('en');
  });

  test('[B25] says whose appointments these are, and when she was born where that is needed', async () => {
    await openApp();
    expect(screen.getByRole('banner')).toHaveTextContent('For Maria Alvarez Born April 2, 1951');
  });

  test('[B25] shows the name alone where the portal shows who the patient is', async () => {
    await openApp({}, { needPatientBanner: false });
    expect(screen.getByRole('banner')).toHaveTextContent(/^For Maria Alvarez$/);
  });

  test('[A5] the own doctor’s next time is one button whose name says everything', async () => {
    await openApp();
    expect(
      screen.getByRole('heading', { name: 'Book with Dr. Yee, your primary care doctor' }),
    ).toBeVisible();
    expect(bookFirst()).toHaveAccessibleName(
      'Book this time: Tuesday, March 2, 9:20 AM Eastern Time, Dr. Yee, Main Street Clinic, in person',
    );
    expect(screen.getByText('Main Street Clinic, in person, 20 minutes')).toBeVisible();
  });

  test('[A5] three more times stand beside it, with full names', async () => {
    await openApp();
    const panel = screen.getByRole('region', { name: /Dr\. Yee/ });
    const names = within(within(panel).getByRole('list')).getAllByRole('button');
    expect(names.map((button) => button.textContent.replace(/\s+/g, ' ').trim())).toEqual([
      'Book Tuesday, March 2, 9:40 AM Eastern Time, Dr. Yee, Main Street Clinic, in person',
      'Book Tuesday, March 2, 1:10 PM Eastern Time, Dr. Yee, Main Street Clinic, in person',
      'Book Wednesday, March 3, 9:20 AM Eastern Time, Dr. Yee, Main Street Clinic, in person',
    ]);
  });

  test('the soonest with anyone are rows, one button each', async () => {
    await openApp();
    const panel = screen.getByRole('region', { name: 'Soonest with any clinician' });
    expect(within(panel).getAllByRole('listitem')).toHaveLength(4);
    expect(
      within(panel).getByRole('button', {
        name: 'Book Monday, March 1, 9:20 AM Eastern Time, Dr. Lind, by video',
      }),
    ).toBeVisible();
  });

  test('[A3] the next open time is announced', async () => {
    await openApp();
    expect(status()).toHaveTextContent('Next open time: Tuesday, March 2, 9:20 AM Eastern Time.');
  });

  test('[B2] a patient elsewhere is told the hour on the own clock too', async () => {
    await openApp();
    expect(screen.getByText('That is 7:50 PM where you are now.')).toBeVisible();
  });

  test('a doctor who is only seen most is called that, never the own doctor', async () => {
    const visits = [1, 2, 3, 4, 5].map((n) =>
      visit({ id: String(n), start: today - n * 30 * day, status: 'fulfilled' }),
    );
    await openApp({
      readPatient: () => Promise.resolve(ok({ ...maria, generalPractitioners: [] })),
      listAppointments: () => Promise.resolve(ok({ appointments: visits, complete: true })),
    });
    expect(
      screen.getByRole('heading', {
        name: 'Book with Dr. Yee, whom you have seen most (5 visits)',
      }),
    ).toBeVisible();
  });

  test('a record without a doctor leads to anyone who has time', async () => {
    const { user } = await openApp({
      readPatient: () => Promise.resolve(ok({ ...maria, generalPractitioners: [] })),
    });
    expect(screen.getByRole('heading', { name: 'We do not know your doctor' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'See times with any clinician' }));
    expect(
      screen.getByRole('heading', { level: 1, name: 'Times with any clinician' }),
    ).toHaveFocus();
  });

  test('[B23] no open times: how far was looked, and the phone', async () => {
    await openApp({ findAppointments: found([]) });
    expect(screen.getByRole('heading', { name: 'No open times with Dr. Yee' })).toBeVisible();
    expect(screen.getAllByText(/We looked up to Friday, April 2\./)).toHaveLength(2);
    expect(screen.getByRole('link', { name: 'Call (555) 010-0199' })).toHaveAttribute(
      'href',
      'tel:+15550100199',
    );
    expect(status()).toHaveTextContent('We found no open times.');
  });

  test('both panels are there, and quiet, while the times are looked for', async () => {
    await openApp({ findAppointments: never, readPatient: never });
    expect(screen.getByRole('region', { name: 'Book with your doctor' })).toBeVisible();
    expect(screen.getByRole('region', { name: 'Soonest with any clinician' })).toBeVisible();
    expect(status()).toHaveTextContent('Looking for open times…');
    expect(screen.getByRole('banner')).toHaveTextContent('Looking up your name');
  });

  test('[B2] no hour is drawn before the clinic’s zone is known', async () => {
    const location = awaited<typeof mainStreet, EhrFailure>();
    await openApp({ readLocation: () => location.answer });
    expect(screen.queryByText(/\d:\d\d/)).toBeNull();
    expect(screen.queryByRole('button', { name: /^Book/ })).toBeNull();
    location.give(ok({ ...mainStreet, timeZone: 'America/Chicago' }));
    await settled();
    expect(bookFirst()).toHaveAccessibleName(/Tuesday, March 2, 8:20 AM Central Time/);
  });

  test('[B2] a clinic whose zone is not known shows no hour, and is called', async () => {
    await openApp(
      { readLocation: () => Promise.resolve(err(noAnswer)) },
      { places: { locations: {}, timeZone: undefined } },
    );
    expect(
      screen.getAllByText(/Clinic local time could not be confirmed. Please call./).length,
    ).toBeGreaterThan(0);
    expect(screen.queryByText(/\d:\d\d/)).toBeNull();
    expect(screen.queryByRole('button', { name: /^Book/ })).toBeNull();
  });

  test('where the app may not book, times are shown and the phone stands first', async () => {
    await openApp({}, { mayBook: false });
    expect(screen.queryByRole('button', { name: /^Book/ })).toBeNull();
    expect(screen.getByText(/To book, call/)).toBeVisible();
    expect(screen.getByText('Monday, March 1, 9:20 AM Eastern Time')).toBeVisible();
  });

  test('a failed search says so in words and can be asked again', async () => {
    const { user, ehr } = await openApp({
      findAppointments: () => Promise.resolve(err(failure('server-error'))),
    });
    expect(screen.getAllByText('The clinic’s system has a problem')).toHaveLength(2);
    ehr.answer({ findAppointments: found([openTime()]) });
    await user.click(screen.getAllByRole('button', { name: /^Try again/ })[0] as HTMLElement);
    await settled();
    expect(bookFirst()).toBeVisible();
  });
});

describe('[B14] a time at which the patient has another visit', () => {
  const clash = 'You have another visit then: 9:00 AM with Dr. Yee';
  const inOwnPanel = () => within(screen.getByRole('region', { name: /Dr\. Yee/ }));
  /** Until 9:21 AM, so that it reaches one minute into the next open time. */
  const until921 = visit({ start: tuesday920 - 20 * minute, end: tuesday920 + minute });
  const having =
    (...appointments: Appointment[]): Script['listAppointments'] =>
    () =>
      Promise.resolve(ok({ appointments, complete: true }));

  test('says so in words, in the button’s name too, and can be taken', async () => {
    const { user } = await openApp({ listAppointments: having(until921) });
    expect(inOwnPanel().getByText(clash)).toBeVisible();
    expect(bookFirst()).toHaveAccessibleName(
      `Book this time: Tuesday, March 2, 9:20 AM Eastern Time, Dr. Yee, Main Street Clinic, in person. ${clash}`,
    );
    await user.click(bookFirst());
    await settled();
    expect(screen.getByRole('heading', { level: 1, name: 'Check your appointment' })).toHaveFocus();
  });

  test('is marked among the other times of the doctor and the soonest with anyone', async () => {
    const start = tuesday920 + 230 * minute;
    const lind = [{ reference: 'Practitioner/lind', display: 'Dr. Lind' }];
    await openApp({
      listAppointments: having(
        visit({ start, end: start + minute, practitioners: lind }),
        visit({ start: tuesday920 - day - minute, practitioners: [], locations: [] }),
      ),
    });
    const marked = screen.getAllByRole('button', { name: /You have another visit then/ });
    expect(marked).toHaveLength(2);
    expect(marked[0]).toHaveTextContent('You have another visit then');
    expect(marked[0]).toHaveAccessibleName(
      /^Book Tuesday, March 2, 1:10 PM .* You have another visit then: 1:10 PM with Dr\. Lind$/,
    );
    expect(marked[1]).toHaveAccessibleName(
      /^Book Monday, March 1, 9:20 AM .* You have another visit then: 9:19 AM$/,
    );
  });

  test('names the zone of a visit that is on another clock, and each of several visits', async () => {
    const west = [{ reference: 'Location/west', display: 'West Clinic' }];
    await openApp(
      { listAppointments: having(visit({ start: tuesday920, locations: west }), until921) },
      {
        places: { locations: { 'Location/west': 'America/Denver' }, timeZone: 'America/New_York' },
      },
    );
    expect(bookFirst()).toHaveAccessibleName(
      /then: 9:00 AM with Dr\. Yee and 7:20 AM Mountain Time with Dr\. Yee$/,
    );
  });

  test.each([
    ['right before it', { start: tuesday920 - 20 * minute }],
    ['cancelled', { status: 'cancelled' }],
    ['missed', { status: 'noshow' }],
    ['kept for the patient, and is this very time', { status: 'pending' }],
  ] as const)('is not one whose visit is %s', async (_, given) => {
    await openApp({ listAppointments: having(visit(given)) });
    expect(bookFirst()).toBeVisible();
    expect(screen.queryByText(/another visit/)).toBeNull();
  });

  test('is marked when the visits have come, and not before', async () => {
    const list = awaited<AppointmentList, EhrFailure>();
    await openApp({ listAppointments: () => list.answer });
    expect(bookFirst()).toBeVisible();
    expect(screen.queryByText(/another visit/)).toBeNull();
    list.give(ok({ appointments: [until921], complete: true }));
    await settled();
    expect(bookFirst()).toHaveAccessibleName(new RegExp(clash));
  });

  test('is not marked where the visits cannot be read', async () => {
    await openApp({ listAppointments: () => Promise.resolve(err(noAnswer)) });
    expect(bookFirst()).toBeVisible();
    expect(screen.queryByText(/another visit/)).toBeNull();
  });

  test('is marked where the app may not book, too', async () => {
    await openApp({ listAppointments: having(until921) }, { mayBook: false });
    expect(inOwnPanel().getByText(clash)).toBeVisible();
  });
});

describe('a time is pressed', () => {
  test('[B9] twice, and is asked for once; the button says so and keeps the focus', async () => {
    const { user, ehr } = await openApp({ holdAppointment: never });
    const button = bookFirst();
    await user.dblClick(button);
    expect(ehr.callsOf('holdAppointment')).toHaveLength(1);
    expect(button).toHaveTextContent('Keeping this time for you…');
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).toHaveFocus();
    expect(status()).toHaveTextContent('Keeping this time for you…');
    for (const other of screen.getAllByRole('button', { name: /^Book/ })) {
      expect(other).toHaveAttribute('aria-disabled', 'true');
    }
    await user.click(screen.getByRole('button', { name: /1:10 PM/ }));
    expect(ehr.callsOf('holdAppointment')).toHaveLength(1);
  });

  test('[A4] that is taken is explained: the heading has the focus, other times are fetched', async () => {
    const { user, ehr } = await openApp({
      holdAppointment: () =>
        Promise.resolve(
          err({
            kind: 'conflict',
            notices: [{ severity: 'error', code: 'conflict', text: 'Slot is busy' }],
          }),
        ),
    });
    const region = screen.getByRole('alert');
    expect(region).toHaveTextContent(/^$/);
    const searches = ehr.callsOf('findAppointments').length;
    await user.click(bookFirst());
    await settled();
    expect(within(region).getByRole('heading', { name: 'That time was just taken' })).toHaveFocus();
    expect(region).toHaveTextContent('Nothing is booked.');
    expect(region).toHaveTextContent('The clinic’s system says: “Slot is busy”');
    expect(ehr.callsOf('findAppointments').length).toBeGreaterThan(searches);
    expect(bookFirst()).toHaveAccessibleName(/Tuesday, March 2, 9:40 AM/);
  });

  test('[B10] a second lost time gives a person to call', async () => {
    const { user } = await openApp({
      holdAppointment: () => Promise.resolve(err(failure('conflict'))),
    });
    await user.click(bookFirst());
    await settled();
    await user.click(bookFirst());
    await settled();
    const region = screen.getByRole('alert');
    expect(within(region).getByRole('heading', { name: 'That time was taken too' })).toHaveFocus();
    expect(within(region).getByRole('link', { name: 'Call (555) 010-0199' })).toBeVisible();
  });

  test.each([
    ['session-ended', 'Your session has ended', 'link', /Go back to your portal/],
    ['not-permitted', 'We cannot do this for you online', 'link', /Call/],
    ['rejected', 'The clinic’s system said no', 'link', /Call/],
  ] as const)(
    '[B15] refused with %s: words, and one thing to do',
    async (kind, title, role, name) => {
      const { user } = await openApp({
        holdAppointment: () => Promise.resolve(err(failure(kind))),
      });
      await user.click(bookFirst());
      await settled();
      const region = screen.getByRole('alert');
      expect(within(region).getByRole('heading', { name: title })).toHaveFocus();
      expect(region).toHaveTextContent(
        kind === 'session-ended' ? 'We will then show you what is booked.' : 'Nothing is booked.',
      );
      expect(within(region).getByRole(role, { name })).toBeVisible();
    },
  );

  test('[B15] an unclear hold can be tried again from the alert', async () => {
    const { user, ehr } = await openApp({
      holdAppointment: () => Promise.resolve(err(noAnswer)),
    });
    await user.click(bookFirst());
    await settled();
    expect(
      screen.getByRole('heading', { name: 'We cannot tell if this time is kept' }),
    ).toHaveFocus();
    ehr.answer({ holdAppointment: (time) => Promise.resolve(ok(answerFor(time, 'pending'))) });
    await user.click(screen.getByRole('button', { name: /^Try again/ }));
    await settled();
    expect(screen.getByRole('heading', { level: 1, name: 'Check your appointment' })).toHaveFocus();
  });

  test('[B1] reads the same on the list, the check page and the confirmation', async () => {
    const after = openTime({ start: Date.UTC(2027, 2, 15, 13, 0) });
    const { user } = await openApp({ findAppointments: found([after]) });
    const words = 'Monday, March 15, 9:00 AM Eastern Time';
    expect(bookFirst()).toHaveAccessibleName(new RegExp(words));
    await user.click(bookFirst());
    await settled();
    expect(screen.getByText(words)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Confirm appointment' }));
    await settled();
    expect(screen.getByText(words)).toBeVisible();
    expect(tuesday920).toBeLessThan(after.start);
  });
});

describe('more ways to find a time', () => {
  const seen = (id: string, display: string, months: number, given: Partial<Appointment> = {}) =>
    visit({
      id: `${id}-${String(months)}`,
      start: today - months * 30 * day,
      status: 'fulfilled',
      practitioners: [{ reference: `Practitioner/${id}`, display }],
      ...given,
    });
  const having =
    (...past: Appointment[]): Script['listAppointments'] =>
    ({ to }) =>
      Promise.resolve(ok({ appointments: to === undefined ? [] : past, complete: true }));
  const ways = async () => {
    const region = await screen.findByRole('region', { name: 'More ways to find a time' });
    return within(region)
      .getAllByRole('button')
      .map(({ textContent }) => textContent);
  };
  const search = 'Search by place, specialty or kind of visit';

  test('are one search for whoever has never been here', async () => {
    await openApp();
    expect(await ways()).toEqual([search]);
  });

  test('are the clinicians seen and the visits had, each one click away', async () => {
    const followUp = {
      visitType: 'Follow-up visit',
      visitTypeCodes: [{ system: 'urn:kinds', code: 'fu', display: undefined }],
    };
    const { user, ehr } = await openApp({
      listAppointments: having(
        seen('yee', 'Dr. Yee', 3, followUp),
        seen('chen', 'Dr. Chen', 2),
        seen('chen', 'Dr. Chen', 9),
      ),
    });
    expect(await ways()).toEqual([
      search,
      'Times with Dr. Chen',
      'Follow-up visit again, with Dr. Yee',
    ]);
    await user.click(screen.getByRole('button', { name: 'Times with Dr. Chen' }));
    await settled();
    expect(screen.getByRole('heading', { level: 1, name: 'Times with Dr. Chen' })).toHaveFocus();

    await user.click(screen.getByRole('button', { name: 'Back' }));
    await user.click(screen.getByRole('button', { name: 'Follow-up visit again, with Dr. Yee' }));
    await settled();
    expect(screen.getByText('Follow-up visit; with Dr. Yee')).toBeVisible();
    expect(ehr.callsOf('findAppointments').at(-1)?.with[0]).toMatchObject({
      practitioners: ['Practitioner/yee'],
      visitTypes: [{ system: 'urn:kinds', code: 'fu' }],
    });
  });
});

test('[B4] a time that begins while Home is open goes off the lists, and that is said', async () => {
  const start = today + 60 * minute;
  const { clock } = await openApp({
    findAppointments: found([openTime({ start }), openTime({ start: start + day })]),
  });
  await screen.findByRole('region', { name: 'More ways to find a time' });
  expect(bookFirst()).toHaveAccessibleName(/Monday, February 1, 11:00 AM/);
  clock.pass(60 * minute);
  await settled();
  expect(bookFirst()).toHaveAccessibleName(/Tuesday, February 2, 11:00 AM/);
  expect(status()).toHaveTextContent('11:00 AM has passed. We took it off the list.');
});
