import { holdBack } from '../support/journey-stops.ts';
import { asked, expect, launch, openScheduling, signIn, test } from '../support/journey.ts';

const son = { patient: 'maria-alvarez', fhirUser: 'RelatedPerson/son-of-maria' } as const;
const forMaria = 'You are booking for Maria Alvarez';
const jwks = '/auth/jwks$';

test('a son who books for his mother reads her name on every page and in each button that counts [smart 39, B25]', async ({
  hospital,
  page,
}) => {
  const visit = await launch(page, hospital, son);
  await expect(visit.banner).toContainText(forMaria);
  await expect(visit.bookThisTime).toHaveAccessibleName(/^Book this time for Maria Alvarez ?: /);
  await visit.bookThisTime.click();
  await expect(visit.title).toHaveText('Check your appointment');
  await expect(visit.banner).toContainText(forMaria);
  await visit.button('Confirm appointment for Maria Alvarez').click();
  await expect(visit.title).toHaveText('You’re booked');
  await expect(visit.banner).toContainText(forMaria);
  expect(await hospital.madeBy('maria-alvarez')).toHaveLength(1);

  await visit.button('See my appointments').click();
  await expect(visit.banner).toContainText(forMaria);
  await visit
    .button(/^Move this visit/)
    .last()
    .click();
  await visit.app.getByRole('radio').first().check();
  await expect(visit.banner).toContainText(forMaria);
  await visit.button('Continue').click();
  await visit.button('Move the visit for Maria Alvarez').click();
  await expect(visit.title).toHaveText('Your visit is moved');
  await expect(visit.banner).toContainText(forMaria);

  await visit.button('See my appointments').click();
  await visit
    .button(/^Cancel this visit/)
    .last()
    .click();
  await expect(visit.banner).toContainText(forMaria);
  await visit.button('Yes, cancel this visit for Maria Alvarez').click();
  await expect(visit.title).toHaveText('Your visit is cancelled');
  await expect(visit.banner).toContainText(forMaria);
});

test('the first times wait for no key; the EHR is asked for its keys once, and for none where the patient is signed in [smart 39]', async ({
  context,
  hospital,
  page,
}) => {
  const answer = await holdBack(page, jwks);
  const visit = await launch(page, hospital, son);
  await expect(visit.bookThisTime).toHaveAccessibleName(/^Book this time ?: /);
  await expect(visit.banner).toContainText('For Maria Alvarez');
  const before = await visit.bookThisTime.boundingBox();
  answer();
  await expect(visit.banner).toContainText(forMaria);
  await expect(visit.bookThisTime).toHaveAccessibleName(/^Book this time for Maria Alvarez ?: /);
  const after = await visit.bookThisTime.boundingBox();
  expect([after?.x, after?.y, after?.height]).toEqual([before?.x, before?.y, before?.height]);
  expect(hospital.wire(jwks)).toHaveLength(1);

  const own = await launch(await context.newPage(), hospital);
  await expect(own.banner).toContainText('For Maria Alvarez');
  await expect(own.button(/^See more times with Dr/)).toBeVisible();
  await own.page.waitForLoadState('networkidle');
  expect(hospital.wire(jwks)).toHaveLength(1);
});

test('keys that the EHR does not give leave the words that everybody reads, and the visit is booked [smart 39]', async ({
  hospital,
  page,
}) => {
  hospital.breaks(jwks, { kind: 'answer', status: 500 });
  const visit = await launch(page, hospital, son);
  await expect(visit.bookThisTime).toBeVisible();
  await expect.poll(() => hospital.wire(jwks).length).toBe(1);
  await expect(visit.banner).toContainText('For Maria Alvarez');
  await visit.bookThisTime.click();
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
});

test('whoever has a Person of their own reads the name in the button, and nothing of somebody else [smart 39]', async ({
  hospital,
  page,
}) => {
  const visit = await launch(page, hospital, { ...son, fhirUser: 'Person/7' });
  await expect(visit.bookThisTime).toHaveAccessibleName(/^Book this time for Maria Alvarez ?: /);
  await expect(visit.banner).toContainText('For Maria Alvarez');
});

test('in the portal’s frame, where a carer is signed in, the page says for whom in its own words too [smart 34, 39]', async ({
  hospital,
  page,
}) => {
  await signIn(page, hospital, 'Maria Alvarez');
  await page.goto(new URL('/settings', hospital.sandbox.portal).href);
  await page.getByRole('radio', { name: /^A parent or a carer/ }).check();
  await page.getByRole('button', { name: 'Sign in as this one' }).click();
  await page.goto(new URL('/home', hospital.sandbox.portal).href);
  const visit = await openScheduling(page);
  await expect(visit.banner).toHaveText(forMaria);
});

test('a long name wraps in the button and in the banner at 320 pixels, and nothing is cut off or scrolls sideways [smart 39, A14]', async ({
  hospital,
  page,
}) => {
  const name = 'Wilhelmina-Theodora Papadimitrakopoulou-Featherstonehaugh';
  await page.route(new RegExp(asked.patient), async (route) => {
    const url = route.request().url().replace('ehr.localhost', '127.0.0.1');
    const response = await route.fetch({ url });
    const patient = (await response.json()) as object;
    await route.fulfill({ response, json: { ...patient, name: [{ text: name }] } });
  });
  await page.setViewportSize({ width: 320, height: 700 });
  const visit = await launch(page, hospital, son);
  await expect(visit.banner).toContainText(`You are booking for ${name}`);
  const noWiderThanThePage = async () => {
    const widths = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      ...Array.from(
        document.querySelectorAll('.button.primary, .banner'),
        (part) => part.scrollWidth - part.clientWidth,
      ),
    ]);
    expect(widths[0]).toBeLessThanOrEqual(320);
    expect(Math.max(...widths.slice(1))).toBeLessThanOrEqual(0);
  };
  await expect(visit.bookThisTime).toHaveAccessibleName(
    new RegExp(`^Book this time for ${name} ?: `),
  );
  await noWiderThanThePage();
  await visit.bookThisTime.click();
  await expect(visit.button(`Confirm appointment for ${name}`)).toBeVisible();
  await noWiderThanThePage();
});

test('which part of the hospital the portal is of stands nowhere on the page and in no request [smart 38]', async ({
  hospital,
  page,
}) => {
  const tenant = 'tenant-of-maria-7';
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.url(), request.postData() ?? ''));
  const visit = await launch(page, hospital, { patient: 'maria-alvarez', tenant });
  await visit.bookThisTime.click();
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  expect(await page.content()).not.toContain(tenant);
  expect(sent.length).toBeGreaterThan(10);
  expect(sent.join('\n')).not.toContain(tenant);
});
