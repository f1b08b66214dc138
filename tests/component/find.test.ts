import { screen, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';

import type { Code, Directory, Role, Service } from '../../src/scheduling/model.ts';
import { err, ok } from '../../src/scheduling/result.ts';
import {
  day,
  failure,
  mainStreet,
  openTime,
  tuesday920,
  usualTimes,
  type Script,
} from '../support/fake-ehr.ts';
import { never, openApp, settled } from './open-app.ts';

const specialty = (code: string, display: string): Code => ({
  system: 'urn:specialties',
  code,
  display,
});
const heart = specialty('heart', 'Heart care');
const skin = specialty('skin', 'Skin care');
const eyes = specialty('eyes', 'Eye care');
const checkUp: Code = { system: 'urn:kinds', code: 'check', display: 'Check-up' };

const service = (given: Partial<Service> & Pick<Service, 'id' | 'name'>): Service => ({
  about: undefined,
  specialties: [],
  visitTypes: [],
  locations: [],
  phone: undefined,
  needsAppointment: true,
  ...given,
});
const role = (id: string, display: string): Role => ({
  practitioner: { reference: `Practitioner/${id}`, display },
  specialties: [],
  locations: [],
});
const nobody: Directory = { services: [], roles: [], locations: [], calendars: undefined };
const hospital: Directory = {
  services: [
    service({ id: 'heart', name: 'Heart care', specialties: [heart], visitTypes: [checkUp] }),
    service({ id: 'skin', name: 'Skin care', specialties: [skin], about: 'Moles and rashes.' }),
    service({ id: 'eyes', name: 'Eye care', specialties: [eyes] }),
    service({
      id: 'surgery',
      name: 'Heart surgery',
      about: 'A surgeon reads your records first.',
      phone: '(555) 010-0171',
    }),
    service({ id: 'flu', name: 'Flu shots', needsAppointment: false, about: 'Come at any time.' }),
  ],
  roles: [role('yee', 'Dr. Yee'), role('okafor', 'Dr. Okafor'), role('lind', 'Dr. Lind')],
  locations: [mainStreet],
  calendars: undefined,
};

/** Heart care has times, skin care has none, and of eye care nobody can say. */
const asking: Script['findAppointments'] = ({ specialties = [] }) => {
  const [asked] = specialties;
  if (asked?.code === 'eyes') return Promise.resolve(err(failure('server-error')));
  const appointments = asked?.code === 'skin' ? [] : usualTimes;
  return Promise.resolve(ok({ appointments, complete: true, dropped: 0, notices: [] }));
};

const toFind = 'Search by place, specialty or kind of visit';
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const box = (name: string | RegExp) => screen.getByRole<HTMLInputElement>('checkbox', { name });
const heading = (name: string | RegExp) => screen.getByRole('heading', { name });
const region = (name: string) => within(screen.getByRole('region', { name }));
const status = () => screen.getAllByRole('status').at(-1);

async function find(
  directory: Script['readDirectory'] = () => Promise.resolve(hospital),
  options: Parameters<typeof openApp>[1] = {},
  findAppointments = asking,
) {
  const opened = await openApp({ readDirectory: directory, findAppointments }, options);
  await opened.user.click(await screen.findByRole('button', { name: toFind }));
  await settled();
  return opened;
}

describe('what can be booked online', () => {
  test('[A16] is a page of its own, and leads back', async () => {
    const { user } = await find();
    expect(screen.getByRole('heading', { level: 1, name: 'Find a time' })).toHaveFocus();
    expect(document.title).toBe('Find a time');
    await user.click(button('Back'));
    expect(screen.getByRole('heading', { level: 1, name: 'Book an appointment' })).toHaveFocus();
  });

  test('has each service with its next time, and one button with a full name', async () => {
    const { user, app } = await find();
    const menu = region('What you can book online');
    const [first] = menu.getAllByRole('listitem');
    expect(first).toHaveTextContent(
      'Heart care Next: Sunday, February 28, 9:20 AM Eastern Time See times: Heart care',
    );
    expect(status()).toHaveTextContent('1 kind of visit can be booked online.');
    await user.click(button('See times: Heart care'));
    await settled();
    expect(screen.getByText('Check-up; Heart care')).toBeVisible();
    expect(app.moreTimes.wish).toMatchObject({ specialties: [heart], visitTypes: [checkUp] });
  });

  test('what has to be asked for by phone stands apart, with why and with its own phone', async () => {
    await find();
    const items = region('Please call for these').getAllByRole('listitem');
    expect(items.map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())).toEqual([
      'Skin care Moles and rashes. (555) 010-0199',
      'Heart surgery A surgeon reads your records first. Call (555) 010-0171',
    ]);
    const surgery = within(items[1]!).getByRole('link', { name: 'Call (555) 010-0171' });
    expect(surgery).toHaveAttribute('href', 'tel:5550100171');
    expect(within(items[0]!).getByRole('link', { name: '(555) 010-0199' })).toHaveAttribute(
      'href',
      'tel:+15550100199',
    );
    expect(within(items[1]!).queryByRole('button')).toBeNull();
  });

  test('where patients just come it says so, and there is nothing to press', async () => {
    await find();
    const [walkIn] = region('No appointment needed').getAllByRole('listitem');
    expect(walkIn).toHaveTextContent(/^Flu shots Come at any time\.$/);
  });

  test('what could not be checked says so, with its times and the phone', async () => {
    await find();
    const item = screen.getByText('We could not check if there are open times.').closest('li')!;
    expect(within(item).getByRole('button', { name: 'See times: Eye care' })).toBeVisible();
    expect(within(item).getByRole('link', { name: '(555) 010-0199' })).toBeVisible();
  });

  test('nothing moves while next times are looked for: each has its place', async () => {
    await find(undefined, {}, (search) =>
      (search.specialties ?? []).length > 0 ? never() : asking(search),
    );
    const items = region('What you can book online').getAllByRole('listitem');
    expect(items.map((item) => within(item).getByRole('heading').textContent)).toEqual([
      'Heart care',
      'Skin care',
      'Eye care',
    ]);
    expect(screen.getAllByText('Looking for the next time…')).toHaveLength(3);
    expect(status()).toHaveTextContent('Looking up what you can book…');
    expect(region('Please call for these').getAllByRole('listitem')).toHaveLength(1);
  });

  test('is looked up first, and the search comes with it', async () => {
    await find(never);
    expect(screen.getAllByText('Looking up what you can book…')).toHaveLength(2);
    expect(screen.queryByRole('heading', { name: 'Search for a time' })).toBeNull();
  });

  test('is left out where the EHR has no directory; the search is there', async () => {
    await find(() => Promise.resolve(nobody));
    expect(screen.queryByRole('region', { name: 'What you can book online' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Go to the search' })).toBeNull();
    expect(heading('Clinician: anyone')).toBeVisible();
    expect(heading('Place: anywhere')).toBeVisible();
    expect(screen.queryByRole('heading', { name: /^(Kind of visit|Specialty):/ })).toBeNull();
  });

  test('of many things is passed by one button', async () => {
    const { user } = await find();
    await user.click(button('Go to the search'));
    expect(heading('Search for a time')).toHaveFocus();
  });

  test('where the code does not come there is the phone', async () => {
    await find(undefined, { finding: () => Promise.reject(new Error('offline')) });
    expect(screen.getByRole('link', { name: 'Call (555) 010-0199' })).toBeVisible();
  });
});

describe('the search', () => {
  test('says in each closed line what is chosen; the first ticked is the first choice', async () => {
    const { user, app } = await find();
    await user.click(box('Dr. Okafor'));
    expect(heading('Clinician: Dr. Okafor')).toBeVisible();
    expect(screen.queryByText(/choice$/)).toBeNull();
    await user.click(box('Dr. Yee'));
    expect(heading('Clinician: Dr. Okafor or Dr. Yee')).toBeVisible();
    expect(box(/^Dr\. Okafor 1st choice$/)).toBeChecked();
    expect(box(/^Dr\. Yee 2nd choice$/)).toBeChecked();

    await user.click(button('Show times'));
    await settled();
    expect(app.moreTimes.wish.practitioners.map(({ display }) => display)).toEqual([
      'Dr. Okafor',
      'Dr. Yee',
    ]);
    expect(screen.getByText('With Dr. Okafor or Dr. Yee', { exact: false })).toBeVisible();
  });

  test('takes a place from the list, with its address, and towns and ZIP codes', async () => {
    const { user, app } = await find();
    await user.click(box('Main Street Clinic 12 Main Street, Portland, ME 04101'));
    await user.type(screen.getByRole('textbox', { name: 'Town or ZIP code' }), 'Tempe, 04101,');
    expect(heading('Place: Main Street Clinic, Tempe or 04101')).toBeVisible();
    await user.click(button('Show times'));
    expect(app.moreTimes.wish).toMatchObject({
      locations: [{ reference: 'Location/main-street' }],
      places: ['Tempe', '04101'],
    });
  });

  test('takes days of the week, times of the day and dates', async () => {
    const { user, app } = await find();
    await user.click(box('Tuesday'));
    await user.click(box('Monday'));
    await user.click(box('Morning (before noon)'));
    await user.type(screen.getByLabelText('From this day'), '2027-03-02');
    await user.tab();
    expect(heading('When: from Tuesday, March 2; Mondays or Tuesdays; mornings')).toBeVisible();
    await user.click(button('Show times'));
    expect(app.moreTimes.wish).toMatchObject({
      weekdays: [2, 1],
      partsOfDay: ['morning'],
      from: '2027-03-02',
      to: undefined,
    });
  });

  test('asks how the visit is to be only where times differ in that', async () => {
    const { user, app } = await find();
    await user.click(box('By video'));
    expect(heading('How: by video')).toBeVisible();
    await user.click(button('Show times'));
    expect(app.moreTimes.wish.venues).toEqual(['video']);
  });

  test('does not ask how where the EHR does not say', async () => {
    await find(undefined, {}, () =>
      Promise.resolve(ok({ appointments: [openTime()], complete: true, dropped: 0, notices: [] })),
    );
    expect(screen.queryByRole('heading', { name: /^How:/ })).toBeNull();
  });

  test('finds in a long list by a part of the name; what is ticked stays, and Enter sends nothing', async () => {
    const names = ['Ábel', 'Bea', 'Cy', 'Dee', 'Eve', 'Fay', 'Gus', 'Hal', 'Ivy'];
    const roles = names.map((name) => role(name.toLowerCase(), `Dr. ${name}`));
    const { user } = await find(() => Promise.resolve({ ...nobody, roles }));
    await user.click(box('Dr. Bea'));
    await user.type(screen.getByRole('textbox', { name: 'Find in this list' }), 'abe{Enter}');
    const clinicians = screen.getAllByRole('checkbox', { name: /^Dr\. / });
    expect(clinicians.map((one) => one.closest('label')?.textContent.trim())).toEqual([
      'Dr. Ábel',
      'Dr. Bea',
    ]);
    expect(screen.getByText('2 of 12 are shown.')).toHaveRole('status');
    expect(heading('Find a time')).toBeVisible();
  });

  test.each([
    ['in the past', { from: '2020-01-01' }, 'From this day', /^This day is over\./],
    [
      'before the first',
      { from: '2050-03-09', to: '2050-03-08' },
      'Up to this day',
      /^This day is before/,
    ],
  ] as const)(
    '[A4] a day that is %s is told at its field, which has the focus, and nothing is lost',
    async (_, days, name, words) => {
      const { user, app } = await find();
      await user.click(box('Dr. Yee'));
      for (const [which, date] of Object.entries(days)) {
        const label = which === 'from' ? 'From this day' : 'Up to this day';
        await user.type(screen.getByLabelText(label), date);
      }
      const before = app.moreTimes.wish;
      await user.click(button('Show times'));
      const field = screen.getByLabelText(name);
      expect(field).toHaveFocus();
      expect(field).toBeInvalid();
      expect(field).toHaveAccessibleDescription(words);
      expect(field.closest('details')).toHaveAttribute('open');
      expect(app.moreTimes.wish).toBe(before);
      expect(box('Dr. Yee')).toBeChecked();
      await user.clear(field);
      await user.tab();
      expect(field).toBeValid();
    },
  );

  test('[A4] a day that is only half entered is told at its field', async () => {
    const { user } = await find();
    const field = screen.getByLabelText('Up to this day');
    // What a browser says of "03/dd/yyyy".
    Object.defineProperty(field, 'validity', { value: { badInput: true } });
    await user.click(button('Show times'));
    expect(field).toHaveFocus();
    expect(field).toHaveAccessibleDescription('Please enter the whole date: month, day and year.');
    expect(heading('Find a time')).toBeVisible();
  });

  test('[A10] is kept when the patient comes back', async () => {
    const { user } = await find();
    await user.click(box('Dr. Lind'));
    await user.type(screen.getByRole('textbox', { name: 'Town or ZIP code' }), 'Tempe');
    await user.click(button('Back'));
    await user.click(await screen.findByRole('button', { name: toFind }));
    await settled();
    expect(box('Dr. Lind')).toBeChecked();
    expect(screen.getByRole('textbox', { name: 'Town or ZIP code' })).toHaveValue('Tempe');
  });

  test('starts over: all is cleared, that is said, and the focus stays', async () => {
    const { user } = await find();
    await user.click(box('Dr. Lind'));
    await user.type(screen.getByRole('textbox', { name: 'Town or ZIP code' }), 'Tempe');
    await user.click(button('Start over'));
    expect(heading('Clinician: anyone')).toBeVisible();
    expect(heading('Place: anywhere')).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Town or ZIP code' })).toHaveValue('');
    expect(screen.getByText('All your choices are cleared.')).toHaveRole('status');
    expect(button('Start over')).toHaveFocus();
  });

  test('of nothing shows times with anyone', async () => {
    const { user } = await find();
    await user.click(button('Show times'));
    await settled();
    expect(
      screen.getByRole('heading', { level: 1, name: 'Times with any clinician' }),
    ).toHaveFocus();
  });

  test('is one line for codes of one name, and for places that have a name only', async () => {
    const twice: Code = { system: 'urn:other', code: 'c', display: 'Check-up' };
    const video = (id: string) => ({
      ...mainStreet,
      reference: `Location/${id}`,
      name: 'Video visit',
      address: [],
    });
    const { user, app } = await find(() =>
      Promise.resolve({
        ...hospital,
        services: [service({ id: 'one', name: 'One', visitTypes: [checkUp, twice] })],
        locations: [video('one'), video('two'), mainStreet],
      }),
    );
    await user.click(box('Check-up'));
    await user.click(box('Video visit'));
    await user.click(button('Show times'));
    expect(app.moreTimes.wish.visitTypes).toEqual([checkUp, twice]);
    expect(app.moreTimes.wish.locations.map(({ reference }) => reference)).toEqual([
      'Location/one',
      'Location/two',
    ]);
  });
});

test('a next time whose zone nobody knows has its day and no hour', async () => {
  const elsewhere = openTime({
    start: tuesday920 + day,
    locations: [{ reference: 'Location/nowhere', display: 'Nowhere' }],
  });
  const opened = await openApp(
    {
      readDirectory: () => Promise.resolve(hospital),
      readLocation: () => Promise.resolve(err(failure('not-found'))),
      findAppointments: () =>
        Promise.resolve(ok({ appointments: [elsewhere], complete: true, dropped: 0, notices: [] })),
    },
    { places: { locations: {}, timeZone: undefined } },
  );
  await opened.user.click(await screen.findByRole('button', { name: toFind }));
  await settled();
  expect(screen.getAllByText('Next: About Wednesday, March 3')[0]).toBeVisible();
});
