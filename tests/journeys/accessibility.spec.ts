import { AxeBuilder } from '@axe-core/playwright';
import { badGateway, noTimes, refusal } from '../support/journey-answers.ts';
import { violations, wcag22 } from '../support/journey-axe.ts';
import { cutOff, sidewaysScroll, smallTargets, spaceText } from '../support/journey-layout.ts';
import { Scheduling } from '../support/journey-screens.ts';
import { asked, expect, type Hospital, secondsUntil, test } from '../support/journey.ts';

test.use({ browserClock: 'controlled' });

interface Screen {
  readonly name: string;
  /** The heading that shows that the screen is there. */
  readonly heading: string;
  readonly patient?: string;
  reach(visit: Scheduling, hospital: Hospital): Promise<void>;
}

const check = async (visit: Scheduling): Promise<void> => {
  await visit.bookThisTime.click();
  await expect(visit.title).toHaveText('Check your appointment');
};

const screens: readonly Screen[] = [
  {
    name: 'the first screen',
    heading: 'Soonest with any clinician',
    reach: (visit) => expect(visit.bookThisTime).toBeVisible(),
  },
  {
    name: 'the first screen of a patient without a doctor',
    heading: 'We do not know your doctor',
    patient: 'noor-lindgren',
    reach: (visit) => expect(visit.timesWithAnyone).toHaveCount(4),
  },
  {
    name: 'the first screen of somebody who comes often',
    heading: 'Book with Dr. Naomi Castellane, whom you have seen most (22 visits)',
    patient: 'ruth-okafor',
    reach: (visit) => expect(visit.bookThisTime).toBeVisible(),
  },
  {
    name: 'the first screen without any time',
    heading: 'No open times right now',
    async reach(_visit, hospital) {
      hospital.breaks(asked.find, noTimes, 9);
    },
  },
  {
    name: 'the first screen while the EHR is broken',
    heading: 'Soonest with any clinician',
    async reach(visit, hospital) {
      hospital.breaks(asked.find, { kind: 'answer', ...badGateway }, 9);
      await expect(visit.button(/^Try again/)).toHaveCount(2);
    },
  },
  {
    name: 'the times of the own doctor',
    heading: 'Times with Dr. Mateo Quintanar',
    reach: (visit) => visit.app.getByRole('button', { name: /^See more times with Dr\./ }).click(),
  },
  {
    name: 'the times with anyone',
    heading: 'Times with any clinician',
    async reach(visit) {
      await visit.button('See more times with anyone').click();
      await visit.button('Continue').click();
      await expect(visit.app.getByText('Please choose a time first.')).toBeVisible();
      await visit.app.getByRole('radio').first().check();
    },
  },
  { name: 'the check page', heading: 'Check your appointment', reach: check },
  {
    name: 'the check page of somebody whose insurance has ended',
    heading: 'Check your appointment',
    patient: 'walter-dufresne',
    reach: check,
  },
  {
    name: 'the check page after “Keep it longer” was refused',
    heading: 'Check your appointment',
    async reach(visit, hospital) {
      await check(visit);
      hospital.breaks(asked.hold, refusal(409, 'business-rule', 'Ten minutes are the most.'));
      await visit.button('Keep it longer').click();
      await expect(visit.text('We could not get more time.').first()).toBeVisible();
    },
  },
  {
    name: 'the check page after the hold has ended',
    heading: 'We could no longer keep this time',
    async reach(visit) {
      await check(visit);
      await visit.page.clock.fastForward('11:00');
    },
  },
  {
    name: 'the check page while the clinic is asked',
    heading: 'Check your appointment',
    async reach(visit) {
      await check(visit);
      await visit.page.route(new RegExp(asked.book), () => undefined);
      await visit.confirm.click();
      await visit.page.clock.fastForward(5_000);
      await expect(visit.text('Still confirming, please wait.').first()).toBeVisible();
    },
  },
  {
    name: 'the check page after a lost answer',
    heading: 'This is not booked',
    async reach(visit, hospital) {
      await check(visit);
      hospital.breaks(asked.book, { kind: 'answer', ...badGateway });
      await visit.confirm.click();
      await secondsUntil(visit, visit.confirm);
    },
  },
  {
    name: 'the check page after the session has ended',
    heading: 'Your session has ended',
    async reach(visit, hospital) {
      await check(visit);
      hospital.breaks(asked.book, { kind: 'expire-token' });
      await visit.confirm.click();
    },
  },
  {
    name: 'the first screen after a time was taken',
    heading: 'That time was just taken',
    async reach(visit, hospital) {
      hospital.breaks(asked.hold, { kind: 'take-time' });
      await visit.bookThisTime.click();
      await expect(visit.bookThisTime).toBeVisible();
    },
  },
  {
    name: 'the first screen after two times were taken',
    heading: 'That time was taken too',
    async reach(visit, hospital) {
      hospital.breaks(asked.hold, { kind: 'take-time' }, 2);
      await visit.bookThisTime.click();
      await expect(visit.heading('That time was just taken')).toBeVisible();
      await visit.bookThisTime.click();
      await expect(visit.bookThisTime).toBeVisible();
    },
  },
  {
    name: 'the confirmation',
    heading: 'You’re booked',
    async reach(visit) {
      await check(visit);
      await visit.confirm.click();
    },
  },
  {
    name: 'the page of a booking that nobody knows of',
    heading: 'We do not know yet whether this is booked',
    async reach(visit, hospital) {
      await check(visit);
      hospital.breaks(asked.book, { kind: 'answer', ...badGateway });
      hospital.breaks(asked.appointments, { kind: 'answer', ...badGateway }, 9);
      await visit.confirm.click();
      await secondsUntil(visit, visit.heading('We do not know yet whether this is booked'));
    },
  },
  {
    name: 'the list of visits',
    heading: 'My appointments',
    patient: 'ruth-okafor',
    async reach(visit, hospital) {
      hospital.breaks(asked.nextPage, { kind: 'answer', ...badGateway }, 9);
      await visit.button('My appointments').click();
      await expect(visit.text('Some appointments may be missing.')).toBeVisible();
    },
  },
];

/** What every screen has to keep to, at a width of a laptop and of an old phone. */
async function judge(visit: Scheduling): Promise<void> {
  const { page } = visit;
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 });
    expect.soft(await violations(page), `axe at ${width} pixels`).toEqual([]);
    expect.soft(await sidewaysScroll(visit.frame()), `scrolls sideways at ${width} pixels`).toBe(0);
    const actions = page.locator(
      'button, a.button, a[target], label:has(input), summary, textarea',
    );
    expect.soft(await smallTargets(actions, 44), `small at ${width} pixels`).toEqual([]);
  }
  await expect(page.getByText('If this is an emergency, call 911.')).toBeVisible();
  await expect(page.getByRole('link', { name: /\(555\) 010-0199/ }).last()).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
}

for (const { name, heading, patient = 'maria-alvarez', reach } of screens) {
  test(`${name} is within WCAG 2.2 AA, for fingers and on a narrow screen, and has the phone [A9, A14, A15, A18]`, async ({
    hospital,
    page,
  }) => {
    await page.goto(await hospital.launchUrl({ patient }));
    const visit = new Scheduling(page, 'by itself');
    await reach(visit, hospital);
    await expect(visit.heading(heading)).toBeVisible();
    await judge(visit);
  });
}

test('the page of a failed sign-in is within WCAG 2.2 AA, for fingers and on a narrow screen, and has the phone [A9, A14, A15, A18]', async ({
  hospital,
  page,
}) => {
  hospital.sandbox.authorization.levers.next({
    kind: 'error',
    error: 'access_denied',
    description: 'Ask the desk.',
    uri: 'https://help.example/denied',
  });
  await page.goto(await hospital.launchUrl());
  const visit = new Scheduling(page, 'by itself');
  await expect(visit.title).toHaveText('This app may not see your record');
  await judge(visit);
});

test('the page of a failed launch is within WCAG 2.2 AA, for fingers and on a narrow screen, and has the phone [A9, A14, A15, A18]', async ({
  hospital,
  page,
}) => {
  const visit = new Scheduling(page, 'by itself');
  await page.goto(new URL('/launch.html', hospital.sandbox.app).href);
  await expect(visit.title).toHaveText('Open scheduling from your portal');
  await judge(visit);
  hospital.breaks(asked.discovery, { kind: 'answer', status: 404 });
  await page.goto(await hospital.launchUrl());
  await expect(visit.title).toHaveText('Scheduling is not ready right now');
  await judge(visit);
});

test('in the portal’s frame the app is within WCAG 2.2 AA [A15]', async ({ page, scheduling }) => {
  const visit = await scheduling();
  await expect(visit.bookThisTime).toBeVisible();
  const { violations: found } = await new AxeBuilder({ page })
    .include('iframe')
    .withTags([...wcag22])
    .analyze();
  expect(
    found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
  ).toEqual([]);
});

test('text that is spaced out is cut off nowhere, on a small screen either [A14]', async ({
  hospital,
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const visit = new Scheduling(page, 'by itself');
  await page.goto(await hospital.launchUrl());
  await expect(visit.heading('More ways to find a time')).toBeVisible();
  const judge = async (): Promise<void> => {
    expect.soft(await sidewaysScroll(visit.frame())).toBe(0);
    expect.soft(await cutOff(visit.frame())).toEqual([]);
  };
  await spaceText(visit.frame());
  await judge();
  await check(visit);
  await judge();
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  await judge();
});

/** A laptop's window, 1280 by 1024, at 400 percent is as large as a small phone that lies on its side. */
const small = [
  ['on a small phone', 640],
  ['at 400 percent', 256],
] as const;
/** Where the bar stays at the foot of the window. */
const withBar = [
  ['on a laptop', 1280, 800],
  ['on a tablet', 700, 600],
  ['on a phone', 320, 760],
] as const;

for (const [where, width, height] of withBar) {
  test(`what has the focus is never hidden behind the bar at the foot of the page ${where} [A13]`, async ({
    hospital,
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await page.goto(await hospital.launchUrl());
    const visit = new Scheduling(page, 'by itself');
    await page.getByRole('button', { name: /^See more times with Dr\./ }).click();
    await page.getByRole('radio').first().check();
    await expect(page.locator('.bar')).toHaveCSS('position', 'sticky');
    for (const key of ['ArrowDown', 'ArrowUp'])
      for (let pressed = 0; pressed < 12; pressed += 1) {
        await page.keyboard.press(key);
        expect(await seesFocus(visit), `${key} ${pressed + 1}`).toBe(true);
      }
    for (let pressed = 0; pressed < 12; pressed += 1) {
      await page.keyboard.press('Shift+Tab');
      expect(await seesFocus(visit), `Shift+Tab ${pressed + 1}`).toBe(true);
    }
  });
}

for (const [where, height] of small) {
  test(`a visit is booked by keyboard ${where}: what has the focus is seen, and nothing scrolls sideways [A14]`, async ({
    hospital,
    page,
  }) => {
    await page.setViewportSize({ width: 320, height });
    await page.goto(await hospital.launchUrl());
    const visit = new Scheduling(page, 'by itself');
    const tabTo = async (name: RegExp): Promise<void> => {
      const wanted = visit.button(name);
      await expect(wanted).toBeVisible();
      for (let pressed = 0; pressed < 40; pressed += 1) {
        if (await wanted.evaluate((button) => button === document.activeElement)) return;
        await page.keyboard.press('Tab');
        expect(await seesFocus(visit), `${String(name)}, after ${pressed + 1} tabs`).toBe(true);
      }
      throw new Error(`nobody comes to ${String(name)}`);
    };
    await expect(visit.bookThisTime).toBeVisible();
    expect(await sidewaysScroll(visit.frame())).toBe(0);
    await tabTo(/^Book this time/);
    await page.keyboard.press('Enter');
    await expect(visit.title).toHaveText('Check your appointment');
    expect(await sidewaysScroll(visit.frame())).toBe(0);
    await tabTo(/^Confirm appointment$/);
    await page.keyboard.press('Enter');
    await expect(visit.title).toHaveText('You’re booked');
    expect(await sidewaysScroll(visit.frame())).toBe(0);
    await tabTo(/^Finish$/);
  });
}

/** Whether nothing covers what has the focus, nor a radio's words. */
const seesFocus = (visit: Scheduling): Promise<boolean> =>
  visit.frame().evaluate(() => {
    const active = document.activeElement;
    const focused = active?.closest('label') ?? active;
    const box = focused?.getBoundingClientRect();
    if (!focused || !box) return false;
    // Of what is taller than the window, the beginning is seen.
    const y = Math.min(box.y + box.height / 2, innerHeight - 1);
    return focused.contains(document.elementFromPoint(box.x + box.width / 2, Math.max(y, 0)));
  });
