import { asked, expect, test } from '../support/journey.ts';
import {
  listed,
  inputsOf,
  openLine,
  openSearch,
  showTimes,
  tick,
  timesListed,
} from '../support/journey-find.ts';

const visitType = 'http://fhir.org/guides/argonaut-scheduling/CodeSystem/visit-type';
const snomed = 'http://snomed.info/sct';

test.describe('each thing that a patient can search by reaches the clinic’s system', () => {
  test('the clinician, several in the order in which they were ticked', async ({
    hospital,
    scheduling,
  }) => {
    const visit = await scheduling();
    await openSearch(visit);
    await tick(visit, 'Clinician', 'Dr. Naomi Castellane', 'Dr. Mateo Quintanar');
    const inputs = await showTimes(visit, hospital);
    expect(inputs['practitioner']).toEqual([
      'Practitioner/naomi-castellane',
      'Practitioner/mateo-quintanar',
    ]);
    expect(inputs['patient-reference']).toEqual(['Patient/maria-alvarez']);
    for (const time of await timesListed(visit)) expect(time).toMatch(/Castellane|Quintanar/);
  });

  test('the place, known or by its town', async ({ hospital, scheduling }) => {
    const visit = await scheduling();
    await openSearch(visit);
    await tick(visit, 'Place', 'Larkspur Harborview Clinic');
    expect((await showTimes(visit, hospital))['location-reference']).toEqual([
      'Location/harborview',
    ]);

    await visit.button('Change your search').click();
    await tick(visit, 'Place');
    const line = await openLine(visit, 'Place');
    await line.getByRole('checkbox', { name: /^Larkspur Harborview Clinic/ }).uncheck();
    await line.getByLabel('Town or ZIP code').fill('Tempe');
    const inputs = await showTimes(visit, hospital);
    expect(inputs['location-string']).toEqual(['Tempe']);
    expect(inputs['location-reference']).toBeUndefined();
    await expect(visit.app.getByText('Mountain Standard Time').first()).toBeVisible();
  });

  test('the specialty, by its code and the system of it', async ({ hospital, scheduling }) => {
    const visit = await scheduling();
    await openSearch(visit);
    await tick(visit, 'Specialty', 'Dermatology');
    expect((await showTimes(visit, hospital))['specialty']).toEqual([`${snomed}|394582007`]);
  });

  test('the kind of visit, and what is booked is of that kind', async ({
    hospital,
    scheduling,
  }) => {
    const visit = await scheduling();
    await openSearch(visit);
    await tick(visit, 'Kind of visit', 'Yearly physical');
    expect((await showTimes(visit, hospital))['visit-type']).toEqual([`${visitType}|physical`]);
    await visit.app.getByRole('radio').first().check();
    await visit.button('Continue').click();
    await expect(visit.title).toHaveText('Check your appointment');
    await expect(visit.text('Yearly physical')).toBeVisible();
    await visit.confirm.click();
    await expect(visit.title).toHaveText('You’re booked');
    expect(await hospital.madeBy('maria-alvarez')).toHaveLength(1);
    expect(hospital.wire(asked.hold).at(-1)?.requestBody).toContain('.physical');
  });

  test('the time: days are asked for wide enough, and shown on the clinic’s clock alone', async ({
    hospital,
    scheduling,
  }) => {
    const visit = await scheduling();
    await openSearch(visit);
    const line = await openLine(visit, 'When');
    const day = (days: number) =>
      new Date(hospital.now() + days * 86_400_000).toISOString().slice(0, 10);
    await line.getByLabel('From this day').fill(day(8));
    await line.getByLabel('Up to this day').fill(day(21));
    await tick(visit, 'When', 'Tuesday', 'Afternoon');
    const inputs = await showTimes(visit, hospital);
    // Wherever on the globe the clinic is, its days lie within.
    expect(Date.parse(inputs['start']![0]!)).toBeLessThanOrEqual(Date.parse(day(8)));
    expect(Date.parse(inputs['end']![0]!)).toBeGreaterThan(Date.parse(day(8)));
    await expect(visit.app.getByRole('radio').first()).toBeVisible();
    const days = await visit.app.locator('h2').allInnerTexts();
    const dated = days.filter((text) => /[A-Z][a-z]+day, /.test(text));
    expect(dated.length).toBeGreaterThan(0);
    for (const text of dated) expect(text).toMatch(/^Tuesday, /);
    for (const time of await timesListed(visit)) expect(time).toMatch(/(12|[1-4]):\d\d PM/);
  });
});

test('all five together are one question, and a list that fits it', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  await openSearch(visit);
  await tick(visit, 'Kind of visit', 'Follow-up visit', 'Office visit');
  await tick(visit, 'Clinician', 'Dr. Mateo Quintanar');
  await tick(visit, 'Place', 'Larkspur Ocotillo Center');
  await tick(visit, 'Specialty', 'Family practice');
  await tick(visit, 'When', 'Morning');
  const inputs = await showTimes(visit, hospital);
  expect(inputs).toMatchObject({
    practitioner: ['Practitioner/mateo-quintanar'],
    'location-reference': ['Location/ocotillo'],
    specialty: [`${snomed}|419772000`],
    'visit-type': [`${visitType}|follow-up`, `${visitType}|office-visit`],
  });
  await expect(visit.text(/Dr\. Mateo Quintanar/).first()).toBeVisible();
  for (const time of await timesListed(visit)) expect(time).toMatch(/AM/);
});

test('a server that ignores what was asked has its answer sifted, and the page says so', async ({
  hospital,
  scheduling,
}) => {
  hospital.rules.find = { ignores: ['practitioner'] };
  const visit = await scheduling();
  await openSearch(visit);
  await tick(visit, 'Clinician', 'Dr. Naomi Castellane');
  await showTimes(visit, hospital);
  for (const time of await timesListed(visit)) expect(time).not.toMatch(/Quintanar/);
  await expect(visit.text(/We left them out/)).toBeVisible();
});

test('a window that a server does not take at once is asked for in halves', async ({
  hospital,
  scheduling,
}) => {
  hospital.rules.find = { longestWindowDays: 7 };
  const visit = await scheduling();
  await expect(visit.timesWithAnyone).toHaveCount(4);
  const windows = hospital.wire(asked.find).map(({ requestBody, status }) => {
    const { start = [], end = [] } = inputsOf(requestBody);
    return { status, days: (Date.parse(end[0]!) - Date.parse(start[0]!)) / 86_400_000 };
  });
  expect(windows[0]).toMatchObject({ status: 400 });
  for (const { status, days } of windows) if (status === 200) expect(days).toBeLessThanOrEqual(7);
});

test('the menu says what can be booked online, when next, and whom to call for the rest', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  await openSearch(visit);
  const dermatology = visit.app.getByRole('listitem').filter({
    has: visit.heading('Dermatology'),
  });
  await expect(dermatology.getByText(/^Next: /)).toBeVisible();
  const surgery = visit.app.getByRole('listitem').filter({
    has: visit.heading('Heart surgery consultations'),
  });
  await expect(surgery.getByRole('link')).toHaveAttribute('href', /^tel:/);
  await expect(surgery.getByText(/arranged by phone/)).toBeVisible();
  await expect(visit.heading('No appointment needed')).toBeVisible();

  await dermatology.getByRole('button', { name: /^See times/ }).click();
  await expect(visit.app.getByRole('radio').first()).toBeVisible();
  expect(inputsOf(listed(hospital).at(-1)?.requestBody)['specialty']).toEqual([
    `${snomed}|394582007`,
  ]);
});

test('clinicians seen before and the same kind of visit are one click away from Home', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  const again = visit.button(/ again, with /).first();
  await expect(again).toBeVisible();
  await again.click();
  await expect(visit.app.getByRole('radio').first()).toBeVisible();
  const inputs = inputsOf(listed(hospital).at(-1)?.requestBody);
  expect(inputs['visit-type']).toHaveLength(1);
  expect(inputs['practitioner']).toHaveLength(1);
});

test('“Show later dates” brings ten more days, and keeps its place', async ({ scheduling }) => {
  const visit = await scheduling();
  await visit.button('See more times with anyone').click();
  const days = visit.app.locator('h2').filter({ hasText: /[A-Z][a-z]+day, / });
  await expect(days).toHaveCount(10);
  const later = visit.button('Show later dates');
  await later.click();
  await expect(days).toHaveCount(20);
  await expect(later).toBeFocused();
});

test('where nothing is free, what comes nearest is offered with its next time, and then the phone', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  await openSearch(visit);
  await tick(visit, 'Clinician', 'Dr. Mateo Quintanar');
  await tick(visit, 'Specialty', 'Dermatology');
  await showTimes(visit, hospital);
  const other = visit.button(/^With another clinician: /);
  await expect(other).toBeVisible();
  await expect(visit.app.getByRole('main').getByRole('link', { name: /555/ })).toBeVisible();
  await other.click();
  await expect(visit.app.getByRole('radio').first()).toBeVisible();
});
