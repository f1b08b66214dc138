import { readFile } from 'node:fs/promises';
import ICAL from 'ical.js';
import { chooseNew } from '../support/journey-changes.ts';
import type { Scheduling } from '../support/journey-screens.ts';
import { tellingOfMaria } from '../support/journey-watch.ts';
import { expect, test } from '../support/journey.ts';

/** The patient's next visit is with the own doctor, and is on the page that says so. */
async function book(visit: Scheduling): Promise<void> {
  await visit.bookThisTime.click();
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
}

/** Presses the button, and opens the file that the browser saves. */
async function saved(visit: Scheduling, button: string) {
  const saving = visit.page.waitForEvent('download');
  await visit.button(button).click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe('appointment.ics');
  await expect(visit.text('Open the file that was saved.')).toBeVisible();
  const text = await readFile(await file.path(), 'utf8');
  expect(tellingOfMaria([text])).toEqual([]);
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return {
    method: calendar.getFirstPropertyValue('method'),
    events: calendar.getAllSubcomponents('vevent').map((each) => {
      const { uid, startDate, endDate, summary, location } = new ICAL.Event(each);
      const [start, end] = [startDate, endDate].map((date) => date.toJSDate().toISOString());
      const status = each.getFirstPropertyValue('status');
      return { uid, start, end, summary, location, status };
    }),
  };
}

test('a booked visit goes into the patient’s calendar, at the hour that the clinic has, and the file names nobody [B1, B22]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  await book(visit);
  const { method, events } = await saved(visit, 'Add to my calendar');
  const [made] = await hospital.madeBy('maria-alvarez');
  expect(method).toBe('PUBLISH');
  expect(events).toMatchObject([
    {
      start: made?.start.toISOString(),
      summary: 'Appointment',
      location: 'Larkspur Ocotillo Center, 3300 East Juniper Road, Tempe, AZ 85281',
      status: 'CONFIRMED',
    },
  ]);
});

test('a file whose code comes late is said to be on its way, and comes once', async ({
  scheduling,
}) => {
  const visit = await scheduling();
  await book(visit);
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await visit.page.route(/\/calendar-[^/]+\.js$/, async (route) => {
    await answered;
    await route.continue();
  });
  const files: string[] = [];
  visit.page.on('download', (file) => files.push(file.suggestedFilename()));
  await visit.button('Add to my calendar').dblclick();
  await expect(visit.text('Making the file…')).toBeVisible();
  const saving = visit.page.waitForEvent('download');
  answer();
  await expect(visit.text('Open the file that was saved.')).toBeVisible();
  await saving;
  expect(files).toEqual(['appointment.ics']);
});

test('the way to the clinic is asked for in a tab of its own, which is told the address and nothing of the patient', async ({
  scheduling,
}) => {
  const visit = await scheduling();
  await book(visit);
  const way = visit.app.getByRole('link', { name: 'Get directions (opens in a new tab)' });
  const href = new URL((await way.getAttribute('href')) ?? '');
  expect(href.origin).toBe('https://www.google.com');
  expect(href.searchParams.get('destination')).toBe(
    'Larkspur Ocotillo Center, 3300 East Juniper Road, Tempe, AZ 85281',
  );
  expect(tellingOfMaria([href.href])).toEqual([]);
  await expect(way).toHaveAttribute('rel', 'noopener noreferrer');
});

test('a visit that is moved, and then cancelled, takes its old entry out of the calendar [B22]', async ({
  scheduling,
}) => {
  const visit = await scheduling('Walter Dufresne');
  await book(visit);
  const before = await saved(visit, 'Add to my calendar');
  await visit.button('See my appointments').click();
  await visit.coming
    .first()
    .getByRole('button', { name: /^Move this visit/ })
    .waitFor();
  await chooseNew(visit);
  await visit.button(/^Move my visit/).click();
  await expect(visit.title).toHaveText('Your visit is moved');
  const after = await saved(visit, 'Add to my calendar');
  const [first] = before.events;
  expect(after.events.map(({ status }) => status)).toEqual(['CONFIRMED', 'CANCELLED']);
  expect(after.events[1]).toMatchObject({ uid: first?.uid, start: first?.start });

  await visit.button('See my appointments').click();
  await visit.button(/^Cancel this visit/).click();
  await visit.button('Yes, cancel this visit').click();
  await expect(visit.title).toHaveText('Your visit is cancelled');
  const off = await saved(visit, 'Update my calendar');
  expect(off.method).toBe('CANCEL');
  expect(off.events).toMatchObject([{ uid: after.events[0]?.uid, status: 'CANCELLED' }]);
});

test('where the code of the calendar file does not come the page says so, and once more makes it', async ({
  scheduling,
}) => {
  const visit = await scheduling();
  await book(visit);
  await visit.page.route('**/assets/calendar-*.js', (route) => route.abort(), { times: 1 });
  await visit.button('Add to my calendar').click();
  await expect(visit.text('We could not make the file. Please try again.')).toBeVisible();
  await expect(visit.title).toHaveText('You’re booked');
  expect((await saved(visit, 'Add to my calendar')).events).toHaveLength(1);
});

test('on paper is what was booked, and nothing to press', async ({ scheduling }) => {
  const visit = await scheduling();
  await book(visit);
  await visit.page.emulateMedia({ media: 'print' });
  await expect(visit.title).toBeVisible();
  await expect(visit.app.getByText('3300 East Juniper Road')).toBeVisible();
  await expect(visit.app.getByRole('button')).toHaveCount(0);
  await expect(visit.phone).toBeVisible();
});
