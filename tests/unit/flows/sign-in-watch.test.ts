import { describe, expect, test } from 'vitest';

import { SignInWatch } from '../../../src/flows/sign-in.svelte.ts';
import type { Instant } from '../../../src/scheduling/model.ts';
import { testClock } from '../../support/clock.ts';
import { minutes, monday } from '../../support/fixtures.ts';
import { settled } from '../../support/scripted-ehr.ts';

/** A session that ends in so many minutes; renewing makes it longer as often as `renewals` say. */
function watched(left: number | undefined, ...renewals: readonly number[]) {
  const clock = testClock(monday);
  const longer = [...renewals];
  let endsAt: Instant | undefined = left === undefined ? undefined : monday + left * minutes;
  let asked = 0;
  const watch = new SignInWatch({
    signIn: {
      endsAt: () => endsAt,
      renew: () => {
        asked += 1;
        const more = longer.shift();
        if (more !== undefined) endsAt = clock.now() + more * minutes;
        return Promise.resolve(more !== undefined);
      },
    },
    now: clock.now,
    later: clock.later,
  });
  const pass = async (some: number) => {
    clock.pass(some * minutes);
    await settled();
  };
  /** A reading that the EHR refused has renewed it meanwhile, for so many minutes. */
  const renewedFor = (more: number | undefined) => {
    endsAt = more === undefined ? undefined : clock.now() + more * minutes;
  };
  return { watch, clock, pass, renewedFor, asked: () => asked };
}

describe('[B21] a session', () => {
  test('that has time left is open, and nobody asks for more', async () => {
    const { watch, asked } = watched(1);
    expect(await watch.isOpen()).toBe(true);
    expect(asked()).toBe(0);
  });

  test('of which the EHR tells no end is open, and is not watched', async () => {
    const { watch, clock, asked } = watched(undefined);
    expect(await watch.isOpen()).toBe(true);
    watch.watch(() => true);
    expect(clock.pending()).toBe(0);
    expect([watch.endsSoon, asked()]).toEqual([false, 0]);
  });

  test('that has ended is open only where it could be renewed', async () => {
    expect(await watched(0).watch.isOpen()).toBe(false);
    const { watch, asked } = watched(0, 30);
    expect(await watch.isOpen()).toBe(true);
    expect(asked()).toBe(1);
  });

  test('is neither renewed nor warned of once there is nothing to confirm', async () => {
    const { watch, pass, asked } = watched(5);
    let matters = true;
    watch.watch(() => matters);
    await pass(2);
    matters = false;
    await pass(60);
    expect([watch.endsSoon, asked()]).toEqual([false, 0]);
  });

  test('is watched for the newest time alone', async () => {
    const { watch, clock, pass, asked } = watched(5);
    watch.watch(() => true);
    watch.watch(() => true);
    expect(clock.pending()).toBe(1);
    await pass(3);
    expect(asked()).toBe(1);
    expect(watch.endsSoon).toBe(true);
  });

  test('that was renewed is watched on, and warned of when it cannot be renewed again', async () => {
    const { watch, pass, asked } = watched(5, 10);
    watch.watch(() => true);
    await pass(3);
    expect([watch.endsSoon, asked()]).toEqual([false, 1]);
    await pass(7);
    expect([watch.endsSoon, asked()]).toEqual([false, 1]);
    await pass(1);
    expect([watch.endsSoon, asked()]).toEqual([true, 2]);
  });

  test.each([60, undefined])(
    'that has time again after it was warned of is warned of no more: %s minutes',
    async (more) => {
      const { watch, pass, renewedFor } = watched(1);
      watch.watch(() => true);
      await pass(0);
      expect(watch.endsSoon).toBe(true);
      renewedFor(more);
      watch.watch(() => true);
      expect(watch.endsSoon).toBe(false);
    },
  );
});
