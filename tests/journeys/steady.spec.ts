import type { Locator } from '@playwright/test';

import { layoutShift, watchLayoutShift } from '../support/journey-layout.ts';
import { expect, launch, test } from '../support/journey.ts';
import type { Scheduling } from '../support/journey-screens.ts';

/** Longer than a browser takes for what a press has moved. */
const slow = { kind: 'slow', milliseconds: 900 } as const;
/** A tenth of what counts as good (web.dev/articles/cls). */
const unseen = 0.01;

/** Each screen, how to come to it from the one before, and what stands there in the end. */
const screens: readonly (readonly [
  string,
  (visit: Scheduling) => Locator,
  (visit: Scheduling) => Locator,
])[] = [
  ['the appointments', (visit) => visit.button('My appointments'), ({ coming }) => coming.first()],
  ['Home', (visit) => visit.button('Back to booking'), (visit) => visit.bookThisTime],
  [
    'the list of times',
    (visit) => visit.button(/^See more times with Dr/),
    (visit) => visit.app.getByRole('radio').first(),
  ],
  ['Home after the list', (visit) => visit.button('Back'), (visit) => visit.bookThisTime],
  [
    'the menu',
    (visit) => visit.button(/^Search by place/),
    (visit) => visit.text(/^Next: /).last(),
  ],
  ['Home after the menu', (visit) => visit.button('Back'), (visit) => visit.bookThisTime],
  ['the check page', (visit) => visit.bookThisTime, (visit) => visit.text(/^Keep it longer/)],
];

for (const width of [1280, 320]) {
  test(`nothing jumps while a slow clinic answers, on a screen of ${width} pixels`, async ({
    hospital,
    page,
  }) => {
    test.slow();
    await page.setViewportSize({ width, height: 800 });
    await watchLayoutShift(page);
    const visit = await launch(page, hospital, { patient: 'ruth-okafor' });
    await expect(visit.timesWithAnyone).toHaveCount(4);
    await expect(visit.bookThisTime).toBeVisible();
    hospital.breaks('/fhir/argonaut/', slow, 1_000);
    let before = await layoutShift(visit.frame());
    expect.soft(before, 'the first screen').toBeLessThan(unseen);
    for (const [name, way, end] of screens) {
      await way(visit).click();
      await expect(end(visit)).toBeVisible();
      await expect(visit.app.locator('.bone')).toHaveCount(0);
      const after = await layoutShift(visit.frame());
      expect.soft(after - before, name).toBeLessThan(unseen);
      before = after;
    }
  });
}
