import { describe, expect, test } from 'vitest';

import { Intent } from '../../../src/flows/journal.ts';
import { awaitClinic, type Sight } from '../../../src/flows/waiting.ts';
import type { Instant } from '../../../src/scheduling/model.ts';
import { ok } from '../../../src/scheduling/result.ts';
import { testClock } from '../../support/clock.ts';
import { days, minutes, monday, openTime } from '../../support/fixtures.ts';
import { testJournal } from '../../support/journal.ts';
import { failed, madeOf, onItsWay, scriptedEhr, settled } from '../../support/scripted-ehr.ts';

const second = 1_000;
const waiting = madeOf(openTime(monday + 3 * days), 'pending', { id: 'new' });
const booked = { ...waiting, status: 'booked' } as const;

/** A page that is seen or not, as the test says. */
function pageSight() {
  let seen = true;
  let runs: (() => void)[] = [];
  const sight: Sight = {
    isSeen: () => seen,
    whenSeen(run) {
      runs.push(run);
      return () => {
        runs = runs.filter((other) => other !== run);
      };
    },
  };
  return {
    sight,
    hide: () => (seen = false),
    show() {
      seen = true;
      const due = runs;
      runs = [];
      for (const run of due) run();
    },
    waiting: () => runs.length,
  };
}

function asking(since: Instant = monday) {
  const ehr = scriptedEhr({ hold: false });
  ehr.readAppointment.answers(ok(waiting));
  const clock = testClock(monday);
  const page = pageSight();
  const said: unknown[] = [];
  const stop = awaitClinic({ appointment: waiting }, since, {
    ehr,
    patient: 'Patient/maya',
    now: clock.now,
    wait: clock.wait,
    later: clock.later,
    sight: page.sight,
    intent: new Intent(testJournal(), clock.now),
    isShown: () => true,
    tell: (yes) => said.push(yes),
    end: (step) => said.push(step),
    lose: (_, failure) => said.push(failure),
    onChanged: () => undefined,
    finishes: (work) => void work,
  });
  const asked = (): number => ehr.readAppointment.calls.length;
  const pass = async (milliseconds: number) => {
    clock.pass(milliseconds);
    await settled();
  };
  /** At which seconds it was asked, until so many have passed. */
  const turns = async (until: number) => {
    const at: number[] = [];
    for (let passed = 1; passed <= until; passed += 1) {
      const before = asked();
      await pass(second);
      if (asked() > before) at.push(passed);
    }
    return at;
  };
  return { ehr, clock, page, said, stop, asked, pass, turns };
}

describe('the clinic is asked', () => {
  test('soon at first, then once a minute, and ten minutes at most', async () => {
    const { turns, said, clock } = asking();
    expect(await turns(700)).toEqual([5, 15, 30, 90, 150, 210, 270, 330, 390, 450, 510, 570]);
    expect(said).toEqual(['silent']);
    expect(clock.pending()).toBe(0);
  });

  test('from the booking on, not from when the page was opened', async () => {
    const { turns, said } = asking(monday - 8 * minutes);
    expect(await turns(300)).toEqual([30, 90]);
    expect(said).toEqual(['silent']);
  });

  test('no more at all, long after', async () => {
    const { turns, said } = asking(monday - 60 * minutes);
    expect(said).toEqual(['silent']);
    expect(await turns(120)).toEqual([]);
  });

  test('until it has answered', async () => {
    const { ehr, pass, turns, said, asked } = asking();
    await pass(5 * second);
    ehr.readAppointment.answers(ok(booked));
    await pass(10 * second);
    expect(said).toEqual(['given', { at: 'booked', appointment: booked }]);
    expect(await turns(120)).toEqual([]);
    expect(asked()).toBe(2);
  });

  test('again where it could not be read: that is no refusal', async () => {
    const { ehr, turns, pass, said } = asking();
    ehr.readAppointment.answers(failed('no-answer'), failed('not-found'), ok(booked));
    expect(await turns(20)).toEqual([5, 15]);
    expect(said).toEqual([]);
    await pass(10 * second);
    expect(said).toEqual(['given', { at: 'booked', appointment: booked }]);
  });

  test('one question at a time, however slow the answer is', async () => {
    const { ehr, pass, asked, said } = asking();
    const { promise, arrive } = onItsWay<typeof waiting>();
    ehr.readAppointment.answers(promise, ok(booked));
    await pass(40 * second);
    expect(asked()).toBe(1);
    arrive(ok(waiting));
    await settled();
    await pass(50 * second);
    expect(said).toEqual(['given', { at: 'booked', appointment: booked }]);
  });

  test('no more once that was called off, and an answer on its way is not heard', async () => {
    const { ehr, pass, asked, said, stop, clock } = asking();
    const { promise, arrive } = onItsWay<typeof waiting>();
    ehr.readAppointment.answers(promise);
    await pass(5 * second);
    stop();
    arrive(ok(booked));
    await settled();
    await pass(10 * minutes);
    expect(asked()).toBe(1);
    expect(said).toEqual([]);
    expect(clock.pending()).toBe(0);
  });
});

describe('for a page that nobody can see, the clinic', () => {
  test('is not asked, and is asked once as soon as the page is seen again', async () => {
    const { page, pass, asked, turns } = asking();
    page.hide();
    await pass(2 * minutes);
    expect(asked()).toBe(0);
    page.show();
    await settled();
    expect(asked()).toBe(1);
    // The turns stay those of the clock.
    expect(await turns(100)).toEqual([30, 90]);
  });

  test('is not asked any more after ten minutes, and then the page says so', async () => {
    const { page, pass, asked, said } = asking();
    page.hide();
    await pass(11 * minutes);
    expect(said).toEqual([]);
    page.show();
    await settled();
    expect(said).toEqual(['silent']);
    expect(asked()).toBe(0);
  });

  test('is not waited for once that was called off', async () => {
    const { page, pass, stop, asked } = asking();
    page.hide();
    await pass(minutes);
    expect(page.waiting()).toBe(1);
    stop();
    page.show();
    await settled();
    expect(asked()).toBe(0);
    expect(page.waiting()).toBe(0);
  });
});
