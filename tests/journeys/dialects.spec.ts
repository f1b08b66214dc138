import type { Page } from '@playwright/test';
import { unnamed } from '../../sandbox/deployment.ts';
import { basesBeside } from '../../sandbox/dialects/bases.ts';
import { portalDialects } from '../../sandbox/portal/dialects.ts';
import {
  asked,
  expect,
  type Hospital,
  openScheduling,
  signIn,
  test,
  usualSetup,
} from '../support/journey.ts';
import { leftBehind } from '../support/journey-watch.ts';

// The demonstration's hospital, whose EHR speaks whatever its portal's settings say.
test.use({ setup: { ...usualSetup, everyDialect: true } });

const dialects = portalDialects(basesBeside('http://ehr.example/fhir/argonaut'));
const anyDialect = new Set(dialects.map(({ name }) => name));
/** Only shows its times: each is booked on the page that it names. */
const elsewhere = 'elsewhere';
/** Whose code is that of another, or begins with it. */
const builtOn: Readonly<Record<string, readonly string[]>> = {
  'wof-connect': ['ihe'],
  'plain-stu3': ['plain'],
  [unnamed]: ['ihe'],
};

for (const { name, words } of dialects.filter((each) => each.name !== elsewhere)) {
  test(`a visit is booked from the portal where the EHR’s way of scheduling is “${words}”`, async ({
    hospital,
    page,
  }) => {
    await choose(page, hospital, words);
    const visit = await openScheduling(page);
    await visit.timesWithAnyone.first().click();
    await visit.confirm.click();
    await expect(visit.title).toHaveText('You’re booked');

    const [booked, ...others] = await hospital.madeBy('maria-alvarez');
    expect(others).toEqual([]);
    await page.getByRole('link', { name: 'Visits' }).click();
    const coming = page.getByRole('region', { name: 'Coming up' }).getByRole('listitem');
    const inPortal = coming.filter({ hasText: booked?.practitioner ?? 'nobody' });
    await expect(inPortal.filter({ hasText: 'Booked' })).not.toHaveCount(0);

    expectOwnCode(hospital, name);
    const [question] = hospital.wire('/metadata$');
    expect(question?.path).toBe(name === unnamed ? `/fhir/${unnamed}/metadata` : undefined);
  });
}

test('times that are booked elsewhere are shown from the portal, each with the page or the phone where it is', async ({
  hospital,
  page,
}) => {
  await choose(page, hospital, dialects.find(({ name }) => name === elsewhere)?.words ?? '');
  const visit = await openScheduling(page);
  await expect(
    visit.anyone.getByRole('link', { name: /opens another page|\d{3}/ }),
  ).not.toHaveCount(0);
  await expect(visit.timesWithAnyone).toHaveCount(0);
  expectOwnCode(hospital, elsewhere);
});

test('what the app finds out of an EHR it keeps, and nothing else, until the EHR says that it is not so', async ({
  hospital,
  page,
}) => {
  await choose(page, hospital, dialects.find(({ name }) => name === unnamed)?.words ?? '');
  const times = () => hospital.wire('/metadata$').length;
  const leave = async () => {
    await page.getByRole('link', { name: 'Home' }).click();
    await page.waitForURL('**/home');
  };
  const first = await openScheduling(page);
  await expect(first.timesWithAnyone.first()).toBeVisible();
  expect(times()).toBe(1);
  const base = hospital.sandbox.ehrHandle.bases[unnamed] ?? '';
  expect(await leftBehind(first.frame())).toEqual({
    localStorage: [[`dialect/${base}`, expect.stringMatching(/^{"dialect":"ihe","foundAt":\d+}$/)]],
  });

  await leave();
  const second = await openScheduling(page);
  await expect(second.timesWithAnyone.first()).toBeVisible();
  expect(times()).toBe(1);

  // What it still asks for would be refused, too, and be one more launch that forgets.
  await leave();
  const finds = hospital.wire(asked.find).length;
  hospital.breaks(asked.find, { kind: 'answer', status: 501 }, 9);
  const third = await openScheduling(page);
  await expect
    .poll(() =>
      hospital
        .wire(asked.find)
        .slice(finds)
        .map(({ status }) => status),
    )
    .toContain(501);
  await expect(async () => {
    expect(await leftBehind(third.frame())).toEqual({});
  }).toPass();
  hospital.mends();
  await leave();
  const fourth = await openScheduling(page);
  await expect(fourth.timesWithAnyone.first()).toBeVisible();
  expect(times()).toBe(2);
});

/** The EHR's dialect is fetched, with what it is built on, and no other. */
function expectOwnCode(hospital: Hospital, name: string): void {
  const own = [name, ...(builtOn[name] ?? [])];
  const fetched = modulesIn(hospital).filter((module) => anyDialect.has(module));
  expect(fetched.filter((module) => !own.includes(module))).toEqual([]);
  expect(fetched).not.toEqual([]);
}

/** Signs in, and has the portal launch the app with this EHR from now on. */
async function choose(page: Page, hospital: Hospital, words: string): Promise<void> {
  await signIn(page, hospital, 'Maria Alvarez');
  await page.goto(new URL('/settings', hospital.sandbox.portal).href);
  await page.getByRole('radio', { name: words, exact: true }).check();
  await page.getByRole('button', { name: 'Use this one' }).click();
  await expect(page.getByRole('status')).toContainText('Done.');
  await expect(page.getByRole('radio', { name: words, exact: true })).toBeChecked();
  await page.getByRole('link', { name: 'Home' }).click();
}

/** The names of the app's modules that were fetched. */
function modulesIn(hospital: Hospital): readonly string[] {
  return hospital
    .wire('^/assets/')
    .map(({ path }) => /\/assets\/([\w.-]+)-[\w-]{8}\.js$/.exec(path)?.[1] ?? '');
}
