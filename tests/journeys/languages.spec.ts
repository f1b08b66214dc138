import { first as spanish, later as spanishLater } from '../../src/ui/messages/es.ts';
import { first as arabic, later as arabicLater } from '../../src/ui/messages/ar.ts';
import { languages } from '../../src/ui/messages/languages.ts';
import { violations } from '../support/journey-axe.ts';
import { sidewaysScroll } from '../support/journey-layout.ts';
import { asked, expect, launch, test } from '../support/journey.ts';
import { read, Scheduling } from '../support/journey-screens.ts';
import { spoken, starting, wordsIn } from '../support/journey-words.ts';

const htmlOf = (visit: Scheduling) => visit.app.locator('html');
const listOf = (visit: Scheduling) => visit.app.getByRole('combobox').first();

test('[B24] who would rather read Spanish reads Spanish, and books in it', async ({
  hospital,
  page,
}) => {
  const visit = await launch(page, hospital, { patient: 'lucia-herrera' });
  await expect(visit.title).toHaveText(spanish.titles.home);
  await expect(htmlOf(visit)).toHaveAttribute('lang', 'es');
  await expect(htmlOf(visit)).toHaveAttribute('dir', 'ltr');
  await expect(page).toHaveTitle(spanish.titles.home);
  await visit.app.getByRole('button', { name: new RegExp(`^${spanish.home.bookThis}`) }).click();
  await expect(visit.title).toHaveText(spanishLater.titles.check);
  await visit.button(spanishLater.check.confirm).click();
  await expect(visit.title).toHaveText(spanishLater.titles.booked);
  await expect(page).toHaveTitle(spanishLater.titles.booked);
  await expect(visit.app.getByText(/^\p{L}+, \d{1,2}\sde\s\p{L}+/u).first()).toBeVisible();
});

test('[A17] Arabic is written from right to left, on a small screen too, and nothing is cut off', async ({
  hospital,
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const visit = await launch(page, hospital, { patient: 'samir-haddad' });
  await expect(visit.title).toHaveText(arabic.titles.home);
  await expect(htmlOf(visit)).toHaveAttribute('dir', 'rtl');
  const primary = visit.app.getByRole('button', { name: new RegExp(`^${arabic.home.bookThis}`) });
  await expect(primary).toBeVisible();
  expect(await sidewaysScroll(visit.frame())).toBe(0);
  await primary.click();
  await expect(visit.title).toHaveText(arabicLater.titles.check);
  expect(await sidewaysScroll(visit.frame())).toBe(0);
  expect(await violations(page)).toEqual([]);
});

test('every language can be chosen on the page, which keeps all that was done', async ({
  hospital,
  page,
}) => {
  const visit = await launch(page, hospital, { patient: 'maria-alvarez' });
  await visit.bookThisTime.click();
  await expect(visit.title).toHaveText('Check your appointment');
  await visit.app.getByRole('textbox').fill('A cough');
  for (const [tag, { direction }] of Object.entries(languages).reverse()) {
    await listOf(visit).focus();
    await listOf(visit).selectOption(tag);
    await expect(htmlOf(visit)).toHaveAttribute('lang', tag);
    await expect(htmlOf(visit)).toHaveAttribute('dir', direction);
    await expect(listOf(visit)).toBeFocused();
    await expect(visit.app.getByRole('textbox')).toHaveValue('A cough');
  }
  await visit.button('Confirm appointment').click();
  await expect(visit.title).toHaveText('You’re booked');
  expect(hospital.wire(asked.book)).toHaveLength(1);
});

test('a time that is ticked, and a reason that is chosen, stay where the language changes', async ({
  hospital,
  page,
}) => {
  const visit = await launch(page, hospital, { patient: 'maria-alvarez' });
  await visit.button(/^See more times with Dr\. Mateo/).click();
  const later = await visit.day(visit.heading(await read(visit.days.nth(3))));
  await later.getByRole('radio').first().check();
  const ticked = visit.app.getByRole('radio', { checked: true });
  const key = await ticked.getAttribute('value');
  await listOf(visit).selectOption('es');
  await expect(visit.title).toContainText('Mateo');
  await expect(htmlOf(visit)).toHaveAttribute('lang', 'es');
  await expect(ticked).toBeVisible();
  expect(await ticked.getAttribute('value')).toBe(key);
  await visit.button(spanishLater.moreTimes.continue).click();
  await expect(visit.title).toHaveText(spanishLater.titles.check);
  await visit.button(spanishLater.check.confirm).click();
  await expect(visit.title).toHaveText(spanishLater.titles.booked);

  await visit.button(new RegExp(`^${spanishLater.appointments.cancel}`)).click();
  const why = visit.app.getByLabel(spanishLater.change.why);
  await why.selectOption(spanishLater.change.reasons.weather);
  await listOf(visit).selectOption('en');
  await expect(visit.app.getByLabel(/^Why\?/)).toHaveValue('weather');
  await visit.button('Yes, cancel this visit').click();
  await expect(visit.title).toHaveText('Your visit is cancelled');
  expect(hospital.patches()).toHaveLength(1);
});

test('a language whose words come late: the list says that it waits, and the page goes on as it is', async ({
  hospital,
  page,
}) => {
  const visit = await launch(page, hospital, { patient: 'maria-alvarez' });
  await expect(visit.bookThisTime).toBeVisible();
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/\/vi-[^/]+\.js$/, async (route) => {
    await answered;
    await route.continue();
  });
  await listOf(visit).selectOption('vi');
  await expect(listOf(visit)).toHaveAttribute('aria-busy', 'true');
  await visit.bookThisTime.click();
  await expect(visit.title).toHaveText('Check your appointment');
  answer();
  await expect(htmlOf(visit)).toHaveAttribute('lang', 'vi');
  await expect(listOf(visit)).toHaveAttribute('aria-busy', 'false');
});

test('a language whose words do not come leaves the page as it is', async ({ hospital, page }) => {
  const visit = await launch(page, hospital, { patient: 'maria-alvarez' });
  await expect(visit.bookThisTime).toBeVisible();
  await page.route(/\/vi-[^/]+\.js$/, (route) => route.abort());
  await listOf(visit).selectOption('vi');
  await expect(listOf(visit)).toHaveValue('en');
  await expect(visit.title).toHaveText('Book an appointment');
});

test('the language of the record comes after the times: the focus stays where it was', async ({
  hospital,
  page,
}) => {
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route(new RegExp(asked.patient), async (route) => {
    await answered;
    await route.continue();
  });
  await page.goto(await hospital.launchUrl({ patient: 'lucia-herrera' }));
  const visit = new Scheduling(page, 'by itself');
  const second = visit.timesWithAnyone.nth(1);
  await second.focus();
  answer();
  await expect(htmlOf(visit)).toHaveAttribute('lang', 'es');
  const times = visit.app.getByRole('button', { name: new RegExp(`^${spanish.home.book} `) });
  await expect(visit.app.locator('button:focus')).toHaveText(/Reservar/);
  const focused = await visit.app.locator('button:focus').textContent();
  expect(await times.allTextContents()).toContain(focused);
  await visit.app.locator('button:focus').click();
  await expect(visit.title).toHaveText(spanishLater.titles.check);
});

test('a patient loads the words of one language only', async ({ hospital, page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  const visit = await launch(page, hospital, { patient: 'maria-alvarez' });
  await visit.bookThisTime.click();
  await expect(visit.title).toHaveText('Check your appointment');
  // Once ahead, while the patient is signed in, and then what comes with the later screens.
  const words = fetched.flatMap((path) => /\/([a-z]{2}-[^/]+)\.js$/.exec(path)?.[1] ?? []);
  expect([...new Set(words)].map((name) => name.slice(0, 3))).toEqual(['en-', 'en-']);
});

for (const language of spoken) {
  test(`a booking in ${languages[language].name} is within WCAG 2.2 AA, light and dark, and 320 pixels wide`, async ({
    hospital,
    page,
  }) => {
    const { first, later } = await wordsIn(language);
    const judge = async (visit: Scheduling): Promise<void> => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect.soft(await violations(page), colorScheme).toEqual([]);
      }
      expect.soft(await sidewaysScroll(visit.frame())).toBe(0);
    };
    await page.setViewportSize({ width: 320, height: 640 });
    await hospital.patientsSpeak(language);
    const visit = await launch(page, hospital);
    await expect(visit.heading(later.ways.title)).toBeVisible();
    await judge(visit);
    await visit.button(first.home.moreAnyone).click();
    await expect(visit.app.getByRole('radio').first()).toBeVisible();
    await judge(visit);
    await visit.button(later.moreTimes.back).click();
    await visit.button(starting(first.home.bookThis)).click();
    await expect(visit.title).toHaveText(later.titles.check);
    await judge(visit);
    await visit.button(later.check.confirm).click();
    await expect(visit.title).toHaveText(later.titles.booked);
    await judge(visit);
    await visit.button(later.booked.mine).click();
    await expect(visit.app.getByRole('listitem').first()).toContainText(/\d/);
    await judge(visit);
  });
}
