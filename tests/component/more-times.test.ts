import { screen, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';

import type { ProposedAppointment } from '../../src/scheduling/model.ts';
import { err, ok } from '../../src/scheduling/result.ts';
import { anything, timesWith, type Wish } from '../../src/scheduling/wish.ts';
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
/** All of these, whoever was asked for and whenever. */
const giving =
  (times: readonly ProposedAppointment[]): Script['findAppointments'] =>
  () =>
    Promise.resolve(ok({ appointments: times, complete: true, dropped: 0, notices: [] }));
/** Only times with one of those who are asked for; with anyone where nobody is. */
const keeping =
  (times: readonly ProposedAppointment[]): Script['findAppointments'] =>
  (search) =>
    finding(
      times.filter(
        ({ practitioners: [one] }) =>
          search.practitioners === undefined ||
          search.practitioners.length === 0 ||
          search.practitioners.includes(one?.reference ?? ''),
      ),
    )(search);
const radios = () => [...document.querySelectorAll<HTMLInputElement>('input[type="radio"]')];
const hours = () =>
  radios().map((radio) => radio.closest('label')?.querySelector('strong')?.textContent.trim());
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const select = (name: string) => screen.getByRole<HTMLSelectElement>('combobox', { name });
const main = () => within(screen.getByRole('main'));
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
      name: 'Tuesday, February 2: 3 times, With Dr. Yee, Main Street Clinic, in person',
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

  test('a list that is not whole says so, with the phone', async () => {
    let asked = 0;
    const times = clinic(3, 2);
    await moreTimes((search) => {
      asked += 1;
      return asked > 3 ? Promise.resolve(err(failure('server-error'))) : finding(times)(search);
    }, /with Dr\. Yee$/);
    expect(screen.getByText(/We could not get all the times/)).toBeVisible();
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

async function timesFor(
  wish: Wish,
  findAppointments: Script['findAppointments'],
  options: Parameters<typeof openApp>[1] = {},
) {
  const opened = await openApp({}, options);
  opened.ehr.answer({ findAppointments });
  opened.app.seeMoreTimes(wish);
  await settled();
  return opened;
}

describe('a list of very many times', () => {
  test('folds up when it has more than sixty, all but the first day; each day says how many', async () => {
    const { user } = await moreTimes(finding(clinic(3, 30)));
    const folds = [...document.querySelectorAll('details')];
    expect(folds.map(({ open }) => open)).toEqual([true, false, false]);
    expect(screen.getByRole('heading', { name: 'Wednesday, February 3: 30 times' })).toBeVisible();
    expect(radios()).toHaveLength(30);

    const [, second] = document.querySelectorAll('summary');
    await user.click(second!);
    await settled();
    expect(radios()).toHaveLength(60);
    await user.click(second!);
    await settled();
    expect(folds[1]!.open).toBe(false);
    expect(radios()).toHaveLength(60);
  });

  test('lies open up to sixty', async () => {
    await moreTimes(finding(clinic(2, 30)));
    expect(document.querySelector('details')).toBeNull();
    expect(screen.getByRole('heading', { name: /^Wednesday, February 3: 30 times/ })).toBeVisible();
    expect(radios()).toHaveLength(60);
  });

  test('does not fold what lay open before further days came', async () => {
    const { user } = await moreTimes(finding(clinic(14, 5)));
    expect(document.querySelector('details')).toBeNull();
    await user.click(button('Show later dates'));
    await settled();
    expect([...document.querySelectorAll('details')].map(({ open }) => open)).toEqual(
      Array.from({ length: 4 }, () => false),
    );
    expect(radios()).toHaveLength(50);
  });

  test('[A8] of one day shows the first twenty of each part of the day, and all of them when asked', async () => {
    const { user } = await moreTimes(finding(clinic(1, 130, 5)));
    expect(radios()).toHaveLength(60);
    await user.click(button(/^Show all 36 morning times/));
    await settled();
    expect(radios()).toHaveLength(76);
    expect(screen.queryByRole('button', { name: /morning times/ })).toBeNull();
    expect(radios()[20]).toHaveFocus();
    expect(hours()[20]).toBe('10:40 AM');
    expect(radios()[20]).not.toBeChecked();
    expect(status()).toHaveTextContent('All 36 morning times are shown.');
    expect(button(/^Show all 60 afternoon times/)).toBeVisible();
  });

  test('[A8] shows all of a part also where there is nothing to choose', async () => {
    const { user } = await moreTimes(finding(clinic(1, 130, 5)), /with Dr\. Yee$/, {
      mayBook: false,
    });
    await user.click(button(/^Show all 36 morning times/));
    await settled();
    expect(screen.getByText('10:40 AM').closest('p')).toHaveFocus();
  });

  test('takes three elements for a time, and ninety for everything else', async () => {
    const times = clinic(10, 30).map((time, index) =>
      index % 2 === 0 ? time : { ...time, practitioners: lind },
    );
    await moreTimes(finding(times), /anyone$/);
    const labels = radios().map((radio) => radio.closest('label')!);
    expect(labels).toHaveLength(30);
    expect(Math.max(...labels.map((label) => label.querySelectorAll('*').length))).toBe(2);
    const page = document.querySelectorAll('.page, .page *').length;
    expect(page - 3 * labels.length).toBeLessThanOrEqual(90);
  });
});

describe('a list is narrowed', () => {
  const mixed = [
    ...clinic(2, 4, 180),
    openTime({ start: today + day, practitioners: lind, venue: 'video' }),
    openTime({ start: today + day + 20 * minute, practitioners: lind, venue: 'phone' }),
  ];

  test('to one clinician, by a list of those who have times', async () => {
    const { user, ehr } = await moreTimes(finding(mixed), /anyone$/);
    const asked = ehr.callsOf('findAppointments').length;
    const options = [...select('Clinician').options].map(({ text }) => text);
    expect(options).toEqual(['Anyone', 'Dr. Yee', 'Dr. Lind']);
    await user.selectOptions(select('Clinician'), 'Dr. Lind');
    await settled();
    expect(hours()).toEqual(['10:00 AM', '10:20 AM']);
    expect(status()).toHaveTextContent('2 times found on 1 day.');
    expect(select('Clinician')).toHaveFocus();
    expect(ehr.callsOf('findAppointments')).toHaveLength(asked);
  });

  test('to a part of the day, and to how one is seen', async () => {
    const { user } = await moreTimes(finding(mixed), /anyone$/);
    await user.selectOptions(select('Time of day'), 'Evening (5 PM and later)');
    await settled();
    expect(hours()).toEqual(['6:00 PM', '6:00 PM']);
    await user.selectOptions(select('Time of day'), 'Any time');
    await user.selectOptions(select('How'), 'By video');
    await settled();
    expect(hours()).toEqual(['10:00 AM']);
  });

  test('only by what leaves a choice', async () => {
    await moreTimes(finding(clinic(2, 3)));
    expect(screen.getAllByRole('combobox').map((list) => list.ariaLabel)).toEqual(['Language']);
  });

  test('to nothing: it says so, and one button shows all times again', async () => {
    const { user } = await moreTimes(finding(mixed), /anyone$/);
    await user.selectOptions(select('Clinician'), 'Dr. Lind');
    await user.selectOptions(select('Time of day'), 'Evening (5 PM and later)');
    await settled();
    expect(radios()).toEqual([]);
    expect(main().getByText('None of these times fit what you picked above.')).toBeVisible();
    expect(status()).toHaveTextContent('None of these times fit what you picked above.');
    await user.click(button('Show all times'));
    await settled();
    expect(radios()).toHaveLength(mixed.length);
    expect(select('Clinician')).toHaveFocus();
    expect([select('Clinician').selectedIndex, select('Time of day').selectedIndex]).toEqual([
      0, 0,
    ]);
  });

  test('and what was chosen before stays chosen', async () => {
    const { user } = await moreTimes(finding(mixed), /anyone$/);
    await user.click(radios()[0]!);
    await user.selectOptions(select('Clinician'), 'Dr. Lind');
    await settled();
    expect(screen.getByText(/^Tuesday, February 2, 9:00 AM Eastern Time, Dr\. Yee$/)).toBeVisible();
    await user.selectOptions(select('Clinician'), 'Anyone');
    await settled();
    expect(radios()[0]).toBeChecked();
  });
});

describe('the times of a search', () => {
  const search: Wish = {
    ...anything,
    visitTypes: [{ system: 'urn:kinds', code: 'fu', display: 'Follow-up visit' }],
    practitioners: [{ reference: 'Practitioner/yee', display: 'Dr. Yee' }, lind[0]!],
    locations: [{ reference: 'Location/main-street', display: 'Main Street Clinic' }],
    places: ['Portland'],
    venues: ['in-person'],
    weekdays: [1, 2],
    partsOfDay: ['morning'],
    from: '2027-02-02',
    to: '2027-03-20',
  };

  test('have a heading of their own, the search in words, and the way to change it', async () => {
    const { user } = await timesFor(search, giving(clinic(8, 2)));
    expect(
      screen.getByRole('heading', { level: 1, name: 'Times that fit your search' }),
    ).toBeVisible();
    expect(
      screen.getByText(
        'Follow-up visit; with Dr. Yee or Dr. Lind; at Main Street Clinic; near Portland; in person; Mondays or Tuesdays; mornings; from Tuesday, February 2 to Saturday, March 20',
      ),
    ).toBeVisible();
    expect(
      screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent.trim()),
    ).toEqual([
      'Tuesday, February 2: 2 times, With Dr. Yee, Main Street Clinic, in person',
      'Monday, February 8: 2 times, With Dr. Yee, Main Street Clinic, in person',
      'Tuesday, February 9: 2 times, With Dr. Yee, Main Street Clinic, in person',
    ]);
    expect(screen.getByText('These are all the times up to Saturday, March 20.')).toBeVisible();
    await user.click(button('Change your search'));
    await settled();
    expect(screen.getByRole('heading', { level: 1, name: 'Find a time' })).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Clinician: Dr. Yee or Dr. Lind' })).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Search for a time' })).toHaveFocus();
  });

  test('that the EHR mixed with others say what was left out', async () => {
    const other = { practitioners: [{ reference: 'Practitioner/okafor', display: 'Dr. Okafor' }] };
    await timesFor(
      timesWith(lind[0]!),
      giving([...clinic(1, 2).map((time) => ({ ...time, practitioners: lind })), openTime(other)]),
    );
    expect(
      screen.getByText(
        'The clinic’s system also sent times with other clinicians. We left them out.',
      ),
    ).toBeVisible();
    expect(radios()).toHaveLength(2);
  });

  test('say below them that more days are looked for', async () => {
    let asked = 0;
    await timesFor(anything, (search) => {
      asked += 1;
      return asked > 1 ? never() : finding(clinic(3, 2))(search);
    });
    const last = radios().at(-1)!;
    const looking = screen.getByText('Looking for more days…');
    expect(last.compareDocumentPosition(looking)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(screen.queryByRole('button', { name: 'Show later dates' })).toBeNull();
  });

  test('none of which is on such a day are none', async () => {
    await timesFor({ ...anything, weekdays: [0] }, finding(clinic(3, 2)));
    expect(screen.getByRole('heading', { name: 'We found no times that fit' })).toBeVisible();
    expect(button('Change your search')).toBeVisible();
  });
});

describe('later dates', () => {
  test('[A8] come below, counted aloud, and the button keeps the focus', async () => {
    const { user } = await moreTimes(finding(clinic(25, 2)));
    await user.click(button('Show later dates'));
    await settled();
    expect(radios()).toHaveLength(40);
    expect(status()).toHaveTextContent('10 more days. 20 times.');
    expect(button('Show later dates')).toHaveFocus();
  });

  test('say while they are looked for that they are, and are asked for once', async () => {
    const { user, ehr } = await moreTimes(finding(clinic(5, 2)));
    ehr.answer({ findAppointments: never });
    const asked = ehr.callsOf('findAppointments').length;
    await user.click(button('Show later dates'));
    await user.click(button('Show later dates'));
    expect(main().getByText('Looking for more days…')).toBeVisible();
    expect(status()).toHaveTextContent('Looking for more days…');
    expect(button('Show later dates')).toHaveFocus();
    expect(ehr.callsOf('findAppointments')).toHaveLength(asked + 1);
  });

  test('that do not exist: how far was looked, and at the end that there are none', async () => {
    const { user } = await moreTimes(finding(clinic(2, 2)));
    await user.click(button('Show later dates'));
    await settled();
    expect(
      main().getByText('We looked up to Tuesday, June 1 and found no more times.'),
    ).toBeVisible();
    expect(status()).toHaveTextContent('We looked up to Tuesday, June 1 and found no more times.');
    for (let press = 0; press < 8; press += 1) {
      const again = screen.queryByRole('button', { name: 'Show later dates' });
      if (again !== null) await user.click(again);
      await settled();
    }
    const end = main().getByText('We looked up to Tuesday, March 7. There are no later dates.');
    expect(end).toHaveFocus();
    expect(status()).toHaveTextContent('There are no later dates.');
  });
});

describe('[B4] a time that begins while the list is open', () => {
  test('goes off the list, and that is said', async () => {
    const { clock } = await moreTimes(finding(clinic(1, 3)));
    clock.pass(day - 60 * minute);
    await settled();
    expect(hours()).toEqual(['9:20 AM', '9:40 AM']);
    expect(status()).toHaveTextContent('9:00 AM has passed. We took it off the list.');
  });

  test('and was chosen is chosen no more; the bar says why', async () => {
    const { clock, user, ehr } = await moreTimes(finding(clinic(1, 3)));
    await user.click(radios()[0]!);
    clock.pass(day - 60 * minute);
    await settled();
    expect(
      screen.getByText(
        'Your choice, Tuesday, February 2, 9:00 AM Eastern Time, has passed. Please choose another time.',
      ),
    ).toBeVisible();
    await user.click(continueButton());
    expect(screen.getByText('Please choose a time first.')).toHaveFocus();
    expect(ehr.callsOf('holdAppointment')).toEqual([]);
  });

  test('with others of the same hour is named once', async () => {
    const times = [
      ...clinic(1, 2),
      ...clinic(1, 2).map((time) => ({ ...time, key: `${time.key}-lind`, practitioners: lind })),
      openTime(),
    ];
    const { clock } = await moreTimes(finding(times), /anyone$/);
    clock.pass(day - 60 * minute);
    await settled();
    expect(status()).toHaveTextContent('9:00 AM has passed. We took it off the list.');
  });
});

describe('nothing free', () => {
  const others = [
    openTime({ start: today + day, practitioners: lind }),
    openTime({ start: today + 2 * day, practitioners: lind, venue: 'video' }),
    openTime({ start: today + 3 * day, practitioners: lind, venue: 'phone' }),
  ];
  const ways = () =>
    main()
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent.trim());

  test('says how far it looked, and what else there is, nearest first', async () => {
    const wish = {
      ...timesWith({ reference: 'Practitioner/yee', display: 'Dr. Yee' }),
      locations: [{ reference: 'Location/main-street', display: 'Main Street Clinic' }],
    };
    const { user, ehr } = await timesFor(wish, keeping(others));
    expect(screen.getByRole('heading', { name: 'We found no times that fit' })).toBeVisible();
    expect(screen.getByText('We looked up to Friday, April 2.')).toBeVisible();
    expect(ways()).toEqual([
      'With another clinician: next Tuesday, February 2, 10:00 AM Eastern Time',
      'At another place: next Tuesday, February 2, 10:00 AM Eastern Time',
      'By video: next Wednesday, February 3, 10:00 AM Eastern Time',
      'By phone: next Thursday, February 4, 10:00 AM Eastern Time',
    ]);
    expect(main().getByRole('link', { name: 'Call (555) 010-0199' })).toBeVisible();
    expect(button('Change your search')).toBeVisible();
    await user.click(button(/^With another clinician/));
    await settled();
    expect(ehr.callsOf('findAppointments').at(-1)?.with[0]).toMatchObject({
      practitioners: [],
      locations: ['Location/main-street'],
    });
    expect(radios()).toHaveLength(3);
    expect(screen.getByRole('heading', { level: 1 })).toHaveFocus();
  });

  test('says that other ways are being looked for', async () => {
    let asked = 0;
    await timesFor(timesWith({ reference: 'Practitioner/yee', display: 'Dr. Yee' }), (search) => {
      asked += search.practitioners?.length === 0 ? 1 : 0;
      return asked > 0 ? never() : keeping(others)(search);
    });
    expect(screen.getByRole('heading', { name: 'No open times right now' })).toBeVisible();
    expect(screen.getByText('Looking for other ways…')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Change your search' })).toBeNull();
  });

  test('and no other way either: the phone', async () => {
    await timesFor(timesWith({ reference: 'Practitioner/yee', display: 'Dr. Yee' }), giving([]));
    expect(screen.getByText(/^We found no other way online\./)).toBeVisible();
    expect(main().getByRole('link', { name: 'Call (555) 010-0199' })).toBeVisible();
  });

  test('where the code for other ways does not come: times with anyone', async () => {
    const yee = { reference: 'Practitioner/yee', display: 'Dr. Yee' };
    const { user } = await timesFor(timesWith(yee), keeping(others), {
      finding: () => Promise.reject(new Error('offline')),
    });
    await user.click(button('See times with any clinician'));
    await settled();
    expect(radios()).toHaveLength(3);
  });

  test('[A8] leads to later dates: the heading has the focus when there are some', async () => {
    const far = openTime({ start: today + 100 * day });
    const { user } = await timesFor(anything, finding([far]));
    await user.click(button('Look at later dates'));
    await settled();
    expect(radios()).toHaveLength(1);
    expect(screen.getByRole('heading', { level: 1 })).toHaveFocus();
    expect(status()).toHaveTextContent('1 more day. 1 time.');
  });

  test('nor later: it says how far it looked this time, until it can look no further', async () => {
    const { user } = await timesFor(anything, giving([]));
    await user.click(button('Look at later dates'));
    await settled();
    expect(screen.getByText('We looked up to Tuesday, June 1.')).toBeVisible();
    expect(status()).toHaveTextContent('We looked up to Tuesday, June 1. There are no open times.');
    expect(screen.getByRole('heading', { level: 1 })).toHaveFocus();
    for (let press = 0; press < 8; press += 1) {
      const again = screen.queryByRole('button', { name: 'Look at later dates' });
      if (again !== null) await user.click(again);
      await settled();
    }
    expect(screen.queryByRole('button', { name: 'Look at later dates' })).toBeNull();
    expect(screen.getByText('We looked up to Tuesday, March 7.')).toBeVisible();
  });
});
