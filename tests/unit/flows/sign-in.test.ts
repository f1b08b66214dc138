import { describe, expect, test } from 'vitest';

import { minutes, monday, openTime } from '../../support/fixtures.ts';
import { scriptedEhr, settled } from '../../support/scripted-ehr.ts';
import { bookingWith } from './booking-harness.ts';

const time = openTime('2026-02-10T14:00:00Z');

/** Maya is checking a time; her session ends in so many minutes, and may be renewed for as many. */
async function checking(left: number, { renewable = false } = {}) {
  const ehr = scriptedEhr();
  const session = { endsAt: monday + left * minutes, renewals: 0 };
  const under = bookingWith(ehr, {
    endsAt: () => session.endsAt,
    renew() {
      session.renewals += 1;
      if (renewable) session.endsAt += left * minutes;
      return Promise.resolve(renewable);
    },
  });
  await under.flow.choose(time);
  await settled();
  return { ehr, session, ...under };
}

describe('[smart 45] the end of the session', () => {
  test('[B21] is warned of two minutes before, and not earlier', async () => {
    const { flow, clock } = await checking(5);
    clock.pass(3 * minutes - 1);
    await settled();
    expect(flow.signInEndsSoon).toBe(false);
    clock.pass(1);
    await settled();
    expect(flow.signInEndsSoon).toBe(true);
    expect(flow.step.at).toBe('checking');
  });

  test('that is near already is warned of at once', async () => {
    const { flow } = await checking(1);
    expect(flow.signInEndsSoon).toBe(true);
  });

  test('that has come sends no booking, and keeps what was typed', async () => {
    const { ehr, flow, clock } = await checking(5);
    flow.comment = 'My knee hurts';
    clock.pass(5 * minutes);
    await settled();
    await flow.confirm();
    expect(ehr.bookAppointment.calls).toEqual([]);
    expect(flow.step).toMatchObject({
      at: 'checking',
      note: { kind: 'not-booked', failure: { kind: 'session-ended' } },
    });
    expect(flow.comment).toBe('My knee hurts');
  });

  test('[B21] is no alarm where the EHR lets the session be renewed', async () => {
    const { ehr, session, flow, clock } = await checking(5, { renewable: true });
    clock.pass(3 * minutes);
    await settled();
    expect(flow.signInEndsSoon).toBe(false);
    expect(session.renewals).toBe(1);
    clock.pass(3 * minutes);
    await flow.confirm();
    expect(ehr.bookAppointment.calls).toHaveLength(1);
    expect(flow.step.at).toBe('booked');
  });

  test('is not renewed over and over for a moment at a time', async () => {
    const { session } = await checking(1, { renewable: true });
    expect(session.renewals).toBe(1);
  });

  test('that nobody knows is not warned of', async () => {
    const { flow, clock } = await checking(Infinity);
    clock.pass(60 * minutes);
    await settled();
    expect(flow.signInEndsSoon).toBe(false);
  });
});
