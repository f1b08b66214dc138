import { noTimes } from '../support/journey-answers.ts';
import { read, Scheduling } from '../support/journey-screens.ts';
import { asked, expect, test } from '../support/journey.ts';
import { layoutShift, watchLayoutShift } from '../support/journey-layout.ts';

test('two clicks in the portal bring open times, which wait for nothing that the record says', async ({
  hospital,
  page,
}) => {
  hospital.breaks(asked.patient, { kind: 'slow', milliseconds: 1_500 });
  await page.goto(hospital.sandbox.portal.href);
  await page.getByRole('button', { name: 'Maria Alvarez' }).click();
  await page
    .getByRole('main')
    .getByRole('link', { name: /^Schedule an appointment/ })
    .click();
  const visit = new Scheduling(page, 'in the portal');
  await expect(visit.timesWithAnyone).toHaveCount(4);
  await expect(visit.bookThisTime).toBeVisible();

  const [find] = hospital.wire(asked.find);
  const [patient] = hospital.wire(asked.patient);
  expect(find!.startedAt).toBeLessThan(patient!.endedAt!);
  expect(find!.endedAt!).toBeLessThan(patient!.endedAt!);
});

for (const width of [1280, 320]) {
  test(`times stand still while those of the own doctor come in, on a screen of ${width} pixels`, async ({
    hospital,
    page,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    await watchLayoutShift(page);
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    await page.route(new RegExp(asked.patient), async (route) => {
      await answered;
      await route.continue();
    });
    await page.goto(await hospital.launchUrl());
    const visit = new Scheduling(page, 'by itself');
    await expect(visit.timesWithAnyone).toHaveCount(4);
    await expect(visit.heading('Book with your doctor')).toBeVisible();
    const boxes = () =>
      Promise.all(
        [visit.anyone, visit.ownDoctor, visit.timesWithAnyone.last()].map((part) =>
          part.boundingBox(),
        ),
      );
    const before = await boxes();
    const shifted = await layoutShift(visit.frame());

    answer();
    await expect(visit.bookThisTime).toBeVisible();
    await expect(
      visit.heading('Book with Dr. Mateo Quintanar, your primary care doctor'),
    ).toBeVisible();
    expect(await boxes()).toEqual(before);
    expect(await layoutShift(visit.frame())).toBe(shifted);
  });
}

test('a patient without a doctor on record is told so, and offered times with anyone [B15]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling('Noor Lindgren');
  await expect(visit.heading('We do not know your doctor')).toBeVisible();
  await expect(visit.timesWithAnyone).toHaveCount(4);
  await expect(visit.ownDoctor.getByRole('link', { name: '(555) 010-0199' })).toBeVisible();
  await visit.ownDoctor.getByRole('button', { name: 'See times with any clinician' }).click();
  await expect(visit.title).toHaveText('Times with any clinician');

  await visit.button('Back').click();
  await visit.timesWithAnyone.first().click();
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  expect(await hospital.madeBy('noor-lindgren')).toHaveLength(1);
});

test('the clinician whom a patient has seen most comes first, and the page says why', async ({
  scheduling,
}) => {
  const visit = await scheduling('Ruth Okafor');
  await expect(
    visit.heading('Book with Dr. Naomi Castellane, whom you have seen most (22 visits)'),
  ).toBeVisible();
  expect(await read(visit.bookThisTime)).toContain('Dr. Naomi Castellane');
});

test('where there is no open time at all, the page says how far it looked, and gives the phone [B15, B23]', async ({
  hospital,
  scheduling,
}) => {
  hospital.breaks(asked.find, noTimes, 10);
  const visit = await scheduling();
  await expect(visit.heading('No open times with Dr. Mateo Quintanar')).toBeVisible();
  const anyone = visit.anyone;
  await expect(anyone.getByRole('heading', { name: 'No open times right now' })).toBeVisible();
  await expect(anyone).toContainText('We looked up to Friday, January 22.');
  await expect(anyone.getByRole('link', { name: 'Call (555) 010-0199' })).toBeVisible();
  await expect(visit.app.getByRole('status').first()).toHaveText('We found no open times.');
});

test('a patient sees times on the clinic’s clock, and on the own clock where that differs [B1, B2]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  await expect(visit.ownDoctor).toContainText('Mountain Standard Time');
  const [, elsewhere] = /That is (.+) where you are now\./.exec(await read(visit.ownDoctor)) ?? [];
  const [shown] = /\d+:\d\d [AP]M/.exec(await read(visit.bookThisTime)) ?? [];
  await visit.bookThisTime.click();
  await expect(visit.app.getByRole('main')).toContainText(
    `${String(shown)} Mountain Standard Time`,
  );

  const [held] = await hospital.madeBy('maria-alvarez', 'pending');
  const hourIn = (timeZone: string) =>
    held?.start
      .toLocaleTimeString('en-US', { timeZone, hour: 'numeric', minute: '2-digit' })
      .replace(/\s/g, ' ');
  expect(shown).toBe(hourIn('America/Phoenix'));
  expect(elsewhere).toBe(hourIn('Asia/Kolkata'));
});
