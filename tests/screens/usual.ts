import { badGateway, noTimes } from '../support/journey-answers.ts';
import { asked, expect, secondsUntil } from '../support/journey.ts';
import { Scheduling } from '../support/journey-screens.ts';
import { holdBack, stopNext } from '../support/journey-stops.ts';
import { starting } from '../support/journey-words.ts';
import { arrive, askToCancel, appointments, check, chooseNew, press, screen } from './screen.ts';

/** The hospital of most pictures: its EHR keeps times, and lets patients have two visits. */

const doctor = 'Dr. Mateo Quintanar';
const broken = { kind: 'answer', ...badGateway } as const;
const patches = { method: 'PATCH', path: asked.visit };
const reads = { method: 'GET', path: asked.visit };

screen('not-launched', async ({ page, hospital, words }) => {
  await page.goto(new URL('/launch.html', hospital.sandbox.app).href);
  await arrive(new Scheduling(page, 'by itself'), words.launch.failures['not-launched'].title);
});

screen('launch-failed', async ({ hospital, open, words }) => {
  hospital.breaks(asked.discovery, { kind: 'answer', status: 404 });
  const { failures } = words.launch;
  await arrive(await open(), failures['discovery-failed']['not-found'].title);
});

screen('sign-in-refused', async ({ hospital, open, words }) => {
  hospital.sandbox.authorization.levers.next({
    kind: 'error',
    error: 'access_denied',
    description: 'Ask the desk.',
    uri: 'https://help.example/denied',
  });
  const visit = await open();
  await expect(visit.heading(words.later.failures.denied.title)).toBeVisible();
});

screen('opening', async ({ page, open, words }) => {
  await holdBack(page, asked.token);
  const visit = await open();
  await expect(visit.text(words.first.opening).first()).toBeVisible();
});

screen('home-looking', async ({ page, open, words }) => {
  await holdBack(page, asked.find);
  const visit = await open();
  await arrive(visit, words.first.titles.home);
});

screen('home', async ({ open, words }) => {
  const visit = await open();
  await expect(visit.button(starting(words.first.home.bookThis))).toBeVisible();
  await expect(visit.heading(words.later.ways.title)).toBeVisible();
});

screen('home-without-own-doctor', async ({ open, words }) => {
  const visit = await open({ patient: 'noor-lindgren' });
  await expect(visit.heading(words.first.home.nobody)).toBeVisible();
  await expect(visit.button(starting(words.first.home.book)).first()).toBeVisible();
});

screen('home-without-times', async ({ hospital, open, words }) => {
  hospital.breaks(asked.find, noTimes, 9);
  const visit = await open();
  await expect(visit.heading(words.later.noTimes.anyone)).toBeVisible();
});

screen('home-broken', async ({ hospital, open, words }) => {
  hospital.breaks(asked.find, broken, 9);
  const visit = await open();
  // Each says beside it of which list it is.
  const again = visit.app.getByRole('button', { name: words.later.help.tryAgain });
  await expect(again).toHaveCount(2);
});

for (const [name, times] of [
  ['home-taken', 1],
  ['home-taken-twice', 2],
] as const) {
  screen(name, async ({ hospital, open, words }) => {
    const { failures, lostAgain } = words.later;
    hospital.breaks(asked.hold, { kind: 'take-time' }, times);
    const visit = await open();
    await press(visit, words.first.home.bookThis);
    await expect(visit.heading(failures.taken.title)).toBeVisible();
    if (times === 2) {
      await press(visit, words.first.home.bookThis);
      await expect(visit.heading(lostAgain.title)).toBeVisible();
    }
    await expect(visit.button(starting(words.first.home.bookThis))).toBeVisible();
  });
}

screen('more-times', async ({ open, words }) => {
  const visit = await open();
  await press(visit, words.first.home.moreOwn(doctor));
  await arrive(visit, words.later.moreTimes.practitioner(doctor));
  await visit.app.getByRole('radio').first().check();
});

screen('more-times-anyone', async ({ open, words }) => {
  const { continue: goOn, choose } = words.later.moreTimes;
  const visit = await open();
  await press(visit, words.first.home.moreAnyone);
  await expect(visit.app.getByRole('radio').first()).toBeVisible();
  await press(visit, goOn);
  await expect(visit.text(choose).first()).toBeVisible();
});

for (const name of ['find', 'find-open'] as const) {
  screen(name, async ({ open, words }) => {
    const visit = await open();
    await press(visit, words.later.ways.search);
    await expect(visit.heading(words.later.find.search)).toBeVisible();
    await expect(visit.text(words.later.find.lookingForNext)).toHaveCount(0);
    if (name === 'find') return;
    for (const line of await visit.app.locator('details > summary').all()) await line.click();
    await visit.app.getByRole('checkbox').first().check();
  });
}

screen('check', async (reach) => {
  const visit = await check(reach);
  await visit.app.getByRole('textbox').fill('');
  const { planLoading } = reach.words.later.check;
  await expect(visit.text(planLoading)).toHaveCount(0);
});

screen('check-hold-expired', async (reach) => {
  const visit = await check(reach);
  await visit.page.clock.fastForward('11:00');
  await expect(visit.heading(reach.words.later.check.expired)).toBeVisible();
});

screen('check-slow', async (reach) => {
  const { confirm, slow } = reach.words.later.check;
  const visit = await check(reach);
  await visit.page.route(new RegExp(asked.book), () => undefined);
  await press(visit, confirm);
  await visit.page.clock.fastForward(5_000);
  await expect(visit.text(slow).first()).toBeVisible();
});

screen('check-not-booked', async (reach) => {
  const { check: said, failures } = reach.words.later;
  const visit = await check(reach);
  reach.hospital.breaks(asked.book, broken);
  await press(visit, said.confirm);
  await secondsUntil(visit, visit.heading(failures.notBooked.title));
});

screen('session-ended', async (reach) => {
  const { check: said, failures } = reach.words.later;
  const visit = await check(reach);
  reach.hospital.breaks(asked.book, { kind: 'expire-token' });
  await press(visit, said.confirm);
  await expect(visit.heading(failures.endedBooking.title)).toBeVisible();
});

for (const name of ['booked', 'finished'] as const) {
  screen(name, async (reach) => {
    const { check: said, booked, failures, titles } = reach.words.later;
    const visit = await check(reach);
    await press(visit, said.confirm);
    await arrive(visit, titles.booked);
    if (name === 'booked') return;
    await press(visit, booked.finish);
    await arrive(visit, failures.finished.title);
  });
}

screen('unknown', async (reach) => {
  const { check: said, titles } = reach.words.later;
  const visit = await check(reach);
  reach.hospital.breaks(asked.book, broken);
  reach.hospital.breaks(asked.appointments, broken, 9);
  await press(visit, said.confirm);
  await secondsUntil(visit, visit.heading(titles.unknown));
});

screen('appointments', async (reach) => {
  const visit = await appointments(reach, 'ruth-okafor');
  const past = visit.app.getByRole('region', { name: reach.words.later.appointments.past });
  await expect(past.getByRole('listitem').first()).toContainText(/\d/);
});

screen('cancel', async (reach) => {
  await askToCancel(reach);
});

screen('cancelled', async (reach) => {
  const { change, titles } = reach.words.later;
  const visit = await askToCancel(reach);
  await press(visit, change.yes);
  await arrive(visit, titles.change.cancelled);
});

screen('cancel-unknown', async (reach) => {
  const { change, titles } = reach.words.later;
  const visit = await askToCancel(reach);
  reach.hospital.breaks(patches, { kind: 'answer-after', ...badGateway });
  // The look before the cancellation still works.
  reach.hospital.breaks(reads, { kind: 'slow', milliseconds: 0 });
  reach.hospital.breaks(reads, broken, 9);
  await press(visit, change.yes);
  await secondsUntil(visit, visit.heading(titles.change.unknown));
});

screen('cancel-not-offered', async (reach) => {
  const { appointments: said, titles } = reach.words.later;
  reach.hospital.rules.patchFormats = ['xml'];
  const visit = await appointments(reach);
  await press(visit, said.cancel);
  await arrive(visit, titles.change['not-offered']);
});

screen('visit-changed', async (reach) => {
  const { appointments: said, titles } = reach.words.later;
  const visit = await appointments(reach);
  await reach.hospital.sandbox.ehrHandle.levers.moveByClinic('coming-1', 60);
  await press(visit, said.cancel);
  await arrive(visit, titles.change.changed);
});

screen('move', async (reach) => {
  const { appointments: said, titles } = reach.words.later;
  const visit = await appointments(reach);
  await press(visit, said.move);
  await arrive(visit, titles.moreTimesMoving);
  await visit.app.getByRole('radio').first().check();
});

screen('move-check', async (reach) => {
  await chooseNew(reach);
});

screen('moved', async (reach) => {
  const { moving, titles } = reach.words.later;
  const visit = await chooseNew(reach);
  await press(visit, moving.confirm);
  await arrive(visit, titles.moved.moved);
});

screen('move-both', async (reach) => {
  const { moving, titles } = reach.words.later;
  reach.hospital.rules.cancelUntilHours = 999;
  const visit = await chooseNew(reach);
  await press(visit, moving.confirm);
  await arrive(visit, titles.moved.both);
});

screen('move-unknown', async (reach) => {
  const { moving, titles } = reach.words.later;
  const visit = await chooseNew(reach);
  // The look at the old visit before it all still works.
  await reach.page.route(new RegExp(asked.book), async (route) => {
    for (const path of [asked.book, asked.appointments, reads])
      reach.hospital.breaks(path, broken, 99);
    await route.fallback();
  });
  await press(visit, moving.confirm);
  await secondsUntil(visit, visit.heading(titles.moved.unknown));
});

for (const name of ['recovering', 'recovering-unknown'] as const) {
  screen(name, async (reach) => {
    const { page, hospital, open, words } = reach;
    const { check: said, titles } = words.later;
    const visit = await check(reach);
    const { reached } = await stopNext(page, { path: asked.book, where: 'after' });
    await press(visit, said.confirm);
    await reached;
    if (name === 'recovering') {
      await holdBack(page, asked.appointments);
      await arrive(await open(), titles.recovering.checking);
    } else {
      for (const path of [asked.appointments, reads]) hospital.breaks(path, broken, 99);
      const again = await open();
      await secondsUntil(again, again.heading(titles.recovering.unknown));
    }
  });
}
