import { expect, test } from 'vitest';
import type { Clock } from '../../../src/session/page.ts';
import { whenIdle } from '../../../src/ui/idle.ts';
import { testClock, type TestClock } from '../../support/clock.ts';
import { arrive, begun, ehr, noon, sessionOf, tokenResponse } from './support.ts';

const seconds = (count: number) => count * 1000;
const minutes = (count: number) => seconds(count * 60);

/** A session at an EHR whose token responses have, one after the other, these fields more. */
async function open(
  given: readonly object[],
  { clock = testClock(noon), lastActive }: { clock?: TestClock; lastActive?: Clock } = {},
) {
  const answers = [...given];
  const { fetch, sent } = ehr({}, () =>
    Response.json({ ...tokenResponse, refresh_token: 'again', ...answers.shift() }),
  );
  const { storage, state } = await begun({ fetch });
  const session = sessionOf(
    await arrive({
      storage,
      query: { state, code: 'abc' },
      fetch,
      now: clock.now,
      ...(lastActive && { lastActive }),
    }),
  );
  return { session, forms: () => sent.slice(1).map(({ form }) => form) };
}

const said = (forms: readonly URLSearchParams[]) => forms.map((form) => form.get('active_at'));

/** The browser's page as far as idling sees it, on a clock of the test. */
function pageOn(clock: TestClock) {
  const page = new EventTarget() as EventTarget & { setTimeout: typeof window.setTimeout };
  page.setTimeout = ((run: () => void, milliseconds: number) =>
    clock.later(milliseconds, run)) as unknown as typeof window.setTimeout;
  return page;
}

test.each([
  [900, minutes(15)],
  ['900', minutes(15)],
  [1, 1000],
  [undefined, undefined],
  [null, undefined],
  [0, undefined],
  ['0', undefined],
  [-1, undefined],
  ['', undefined],
  [' ', undefined],
  ['soon', undefined],
  [1e15, undefined],
  [true, undefined],
  [[900], undefined],
  [{}, undefined],
])('[smart 50] active_ttl %j lets the patient rest for %s', async (active_ttl, activeFor) => {
  const { session } = await open([{ active_ttl }]);
  expect(session.activeFor).toBe(activeFor);
});

test('[smart 50] a refresh says how many whole seconds ago the patient was active', async () => {
  const clock = testClock(noon);
  let active = noon;
  const { session, forms } = await open([{ active_ttl: 900 }], {
    clock,
    lastActive: () => active,
  });
  clock.pass(61_999);
  await session.refresh();
  active = clock.now();
  await session.refresh();
  clock.pass(minutes(2));
  await session.refresh();
  expect(said(forms())).toEqual([null, '61', '0', '120']);
});

test('[smart 50] a clock that was set back makes nobody active in the future', async () => {
  const { session, forms } = await open([{ active_ttl: 900 }], { lastActive: () => noon + 5000 });
  await session.refresh();
  expect(said(forms())).toEqual([null, '0']);
});

test('[smart 50] where nobody watches, the patient who makes the app ask is active', async () => {
  const clock = testClock(noon);
  const { session, forms } = await open([{ active_ttl: 900 }], { clock });
  clock.pass(minutes(5));
  await session.refresh();
  expect(said(forms())).toEqual([null, '0']);
});

test('[smart 50] an EHR that does not ask for it is told nothing about the patient', async () => {
  const { session, forms } = await open([{}, {}, { active_ttl: 'soon' }], {
    lastActive: () => noon - minutes(3),
  });
  await session.refresh();
  await session.refresh();
  await session.refresh();
  expect(forms().map((form) => form.has('active_at'))).toEqual([false, false, false, false]);
});

test('[smart 50] an EHR that asks for it with a refresh is told from the next one on', async () => {
  const { session, forms } = await open([{}, { active_ttl: '600' }], {
    lastActive: () => noon - seconds(30),
  });
  await session.refresh();
  await session.refresh();
  expect(said(forms())).toEqual([null, null, '30']);
});

test('[smart 50] a refresh that says nothing of it leaves the time as it was', async () => {
  const { session, forms } = await open([{ active_ttl: 900 }, {}, { active_ttl: 0 }]);
  await session.refresh();
  await session.refresh();
  expect(session.activeFor).toBe(minutes(15));
  await session.refresh();
  expect(said(forms())).toEqual([null, '0', '0', '0']);
});

test('[smart 50] a refresh tells what is left, which together with what has passed is the whole time', async () => {
  const clock = testClock(noon);
  const { session } = await open([{ active_ttl: 900 }, { active_ttl: 300 }, { active_ttl: 600 }], {
    clock,
    lastActive: () => noon,
  });
  clock.pass(minutes(10));
  await session.refresh();
  expect(session.activeFor).toBe(minutes(15));
  await session.refresh();
  expect(session.activeFor).toBe(minutes(20));
});

test('[smart 50] the page tells when it was last touched', () => {
  const clock = testClock(noon);
  const page = pageOn(clock);
  const idle = whenIdle(page, minutes(15), clock.now, () => undefined);
  expect(idle.lastActive()).toBe(noon);
  for (const sign of ['pointerdown', 'keydown', 'input', 'scroll']) {
    clock.pass(seconds(40));
    page.dispatchEvent(new Event(sign));
    expect(idle.lastActive()).toBe(clock.now());
  }
  clock.pass(seconds(40));
  page.dispatchEvent(new Event('focus'));
  expect(idle.lastActive()).toBe(clock.now() - seconds(40));
});

test('[smart 50] a page is idle when the EHR takes the patient to have left, as it says at that time', async () => {
  const clock = testClock(noon);
  const page = pageOn(clock);
  const { session } = await open([{ active_ttl: 300 }, { active_ttl: 600 }], { clock });
  let closed = 0;
  whenIdle(
    page,
    () => session.activeFor ?? Infinity,
    clock.now,
    () => (closed += 1),
  );
  clock.pass(minutes(4));
  await session.refresh();
  clock.pass(minutes(6) - 1);
  expect(closed).toBe(0);
  clock.pass(1);
  expect(closed).toBe(1);
  clock.pass(minutes(60));
  expect(closed).toBe(1);
});
