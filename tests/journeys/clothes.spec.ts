import { AxeBuilder } from '@axe-core/playwright';
import type { Request, Route } from '@playwright/test';
import { sidewaysScroll } from '../support/journey-layout.ts';
import type { Scheduling } from '../support/journey-screens.ts';
import { watch } from '../support/journey-watch.ts';
import {
  answered,
  expect,
  homeIsFull,
  launch,
  openScheduling,
  signIn,
  test,
} from '../support/journey.ts';

/** What the page looks like: of all tokens those that stand for the rest, and what came of them. */
const looksOf = (visit: Scheduling) =>
  visit.frame().evaluate(() => {
    const root = getComputedStyle(document.documentElement);
    const button = document.querySelector('.button.primary');
    const shown = button === null ? undefined : getComputedStyle(button);
    return {
      paper: root.backgroundColor,
      ink: root.color,
      scheme: root.colorScheme,
      button: shown?.backgroundColor,
      corner: shown?.borderRadius,
      letters: getComputedStyle(document.body).fontSize,
      font: root.fontFamily,
    };
  });

const own = {
  light: { paper: 'rgb(246, 243, 236)', ink: 'rgb(23, 40, 43)', button: 'rgb(10, 90, 87)' },
  dark: { paper: 'rgb(27, 24, 20)', ink: 'rgb(243, 238, 228)', button: 'rgb(119, 204, 187)' },
};
const blue = {
  paper: 'rgb(234, 241, 251)',
  ink: 'rgb(20, 33, 61)',
  button: 'rgb(11, 74, 158)',
  corner: '4px',
  scheme: 'light',
};
const style = '/auth/style-';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`on a device that is ${colorScheme}`, () => {
    test.use({ colorScheme });

    test(`without a word of the portal’s the page is ${colorScheme} [smart 37]`, async ({
      page,
      hospital,
    }) => {
      const visit = await launch(page, hospital);
      await homeIsFull(visit, hospital);
      expect(await looksOf(visit)).toMatchObject(own[colorScheme]);
      expect(hospital.wire(style)).toEqual([]);
      const { violations } = await new AxeBuilder({ page }).withRules('color-contrast').analyze();
      expect(violations).toEqual([]);
    });

    test(`a portal’s colors are on the page, light as they are, and nothing moves before the next screen, where its letters are [smart 37]`, async ({
      page,
      hospital,
    }) => {
      const { portal } = hospital.sandbox;
      await signIn(page, hospital, 'Maria Alvarez');
      await page.goto(new URL('/settings', portal).href);
      await page.getByRole('radio', { name: /^The hospital’s/ }).check();
      await page.getByRole('button', { name: 'Wear these' }).click();
      await page.goto(new URL('/home', portal).href);
      const seen = watch(page);
      const visit = await openScheduling(page);
      await expect(visit.bookThisTime).toBeVisible();
      await expect.poll(() => looksOf(visit)).toMatchObject(blue);
      expect(await looksOf(visit)).toMatchObject({ letters: '18px' });
      expect((await looksOf(visit)).font).not.toContain('Verdana');
      await visit.bookThisTime.click();
      await expect(visit.title).toHaveText('Check your appointment');
      await expect.poll(() => looksOf(visit)).toMatchObject({ ...blue, letters: '20px' });
      expect((await looksOf(visit)).font).toContain('Verdana');
      await page.setViewportSize({ width: 320, height: 800 });
      expect(await sidewaysScroll(visit.frame())).toBe(0);
      expect(seen.complaints).toEqual([]);
    });
  });
}

test('colors that nobody can read are not worn, and nothing they say is run [smart 37]', async ({
  page,
  hospital,
}) => {
  const seen = watch(page);
  const visit = await launch(page, hospital, { patient: 'maria-alvarez', style: 'unreadable' });
  await expect(visit.timesWithAnyone).toHaveCount(4);
  await answered(hospital, style);
  await visit.bookThisTime.click();
  await expect(visit.title).toHaveText('Check your appointment');
  expect(await looksOf(visit)).toMatchObject({ ...own.light, corner: '10px', letters: '18px' });
  expect(await page.locator('html').getAttribute('style')).toBeNull();
  expect(seen.complaints).toEqual([]);
});

test('the portal’s looks are asked for after the times are there, without the token [smart 37]', async ({
  page,
  hospital,
}) => {
  const visit = await launch(page, hospital, { patient: 'maria-alvarez', style: 'hospital' });
  await expect(visit.timesWithAnyone).toHaveCount(4);
  await expect.poll(() => hospital.wire(style).length).toBe(1);
  const asked = hospital.askedOfEhr().map(({ path }) => path);
  const looks = asked.findIndex((path) => path.startsWith(style));
  expect(looks).toBeGreaterThan(asked.findLastIndex((path) => path.includes('$find')));
  expect(hospital.wire(style)[0]?.authorized).toBe(false);
});

const failures: readonly (readonly [string, (at: Route) => unknown])[] = [
  ['answers with an error', (at) => at.fulfill({ status: 500, body: 'no' })],
  ['is not there', (at) => at.abort('connectionrefused')],
  ['sends a web page', (at) => at.fulfill({ body: '<!doctype html><p>Sorry' })],
  ['sends somebody elsewhere', (at) => at.fulfill({ status: 302, headers: { location: '/x' } })],
  ['never answers', () => undefined],
];

for (const [what, act] of failures) {
  test(`where the server of the looks ${what}, the page is as it was and says nothing [smart 37]`, async ({
    page,
    hospital,
  }) => {
    const seen = watch(page);
    const asked: Request[] = [];
    await page.route(`**${style}*`, async (at) => {
      asked.push(at.request());
      await act(at);
    });
    const visit = await launch(page, hospital, { patient: 'maria-alvarez', style: 'hospital' });
    await expect(visit.timesWithAnyone).toHaveCount(4);
    await expect.poll(() => asked.length).toBe(1);
    await visit.bookThisTime.click();
    await expect(visit.title).toHaveText('Check your appointment');
    expect(await looksOf(visit)).toMatchObject(own.light);
    await expect(visit.alert).toBeEmpty();
    // The browser notes a request that failed, whoever made it; the app adds nothing to that.
    const noted = /^Failed to load resource|^Access to fetch at .*style-hospital/;
    expect(seen.complaints.filter((words) => !noted.test(words))).toEqual([]);
  });
}
