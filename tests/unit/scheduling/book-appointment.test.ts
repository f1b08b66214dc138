import { describe, expect, test } from 'vitest';

import { bookAppointment } from '../../../src/scheduling/book-appointment.ts';
import type { Booking } from '../../../src/scheduling/ports.ts';
import { ok } from '../../../src/scheduling/result.ts';
import { testClock } from '../../support/clock.ts';
import {
  changed,
  failed,
  scriptedEhr,
  listed,
  madeOf,
  type ScriptedEhr,
} from '../../support/scripted-ehr.ts';
import {
  appointment,
  drOkafor,
  errorNotice,
  minutes,
  monday,
  openTime,
  warning,
} from '../../support/fixtures.ts';

const patient = 'Patient/maya';
const time = openTime('2026-02-10T14:00:00Z');
const held = madeOf(time, 'pending');
const booked = madeOf(time, 'booked', { id: held.id });
const booking: Booking = {
  time,
  hold: { appointment: held, until: monday + 10 * minutes },
  comment: 'My knee hurts',
};
const withoutHold: Booking = { ...booking, hold: undefined };

const lostAnswers = ['no-answer', 'server-error', 'unreadable'] as const;
const refusals = ['conflict', 'not-found'] as const;
const plain = ['session-ended', 'not-permitted', 'not-supported', 'too-busy', 'rejected'] as const;

async function book(ehr: ScriptedEhr, asked = booking, at = monday, unsure = false) {
  const clock = testClock(at);
  let readings = 0;
  const result = await bookAppointment(asked, {
    ehr,
    patient,
    now: clock.now,
    wait: clock.wait,
    onReadingBack: () => (readings += 1),
    unsure,
  });
  return { result, waits: clock.waits, readings };
}

test('the booking carries the held time and the patient’s words, and is asked for once', async () => {
  const ehr = scriptedEhr();
  ehr.bookAppointment.answers(changed(booked));
  const { result, readings } = await book(ehr);
  expect(result).toEqual({ ok: true, value: booked });
  expect(ehr.bookAppointment.calls).toEqual([[booking]]);
  expect(ehr.log).toEqual(['bookAppointment']);
  expect(readings).toBe(0);
});

describe('[B9] a booking whose answer was lost', () => {
  test.each(lostAnswers)(
    'is shown as booked when the EHR has it, after %s, and is not sent again',
    async (kind) => {
      const ehr = scriptedEhr();
      ehr.bookAppointment.answers(failed(kind));
      ehr.listAppointments.answers(listed([booked]));
      const { result, waits, readings } = await book(ehr);
      expect(result).toEqual({ ok: true, value: booked });
      expect(ehr.bookAppointment.calls).toHaveLength(1);
      expect(ehr.listAppointments.calls).toEqual([[{ from: time.start, to: time.start + 1 }]]);
      expect(waits).toEqual([]);
      expect(readings).toBe(1);
    },
  );

  test('is shown as booked when the EHR was slow to act on it', async () => {
    const ehr = scriptedEhr();
    ehr.bookAppointment.answers(failed('no-answer'));
    ehr.listAppointments.answers(listed([held]), listed([held]), listed([booked]));
    const { result, waits } = await book(ehr);
    expect(result).toEqual({ ok: true, value: booked });
    expect(waits).toEqual([2_000, 5_000]);
    expect(ehr.bookAppointment.calls).toHaveLength(1);
  });

  test.each(lostAnswers)(
    'is not booked after %s when three readings over seven seconds show none',
    async (kind) => {
      const ehr = scriptedEhr();
      ehr.bookAppointment.answers(failed(kind));
      const { result, waits } = await book(ehr);
      expect(result).toEqual({ ok: false, failure: { kind: 'not-booked', stillHeld: false } });
      expect(ehr.listAppointments.calls).toHaveLength(3);
      expect(waits).toEqual([2_000, 5_000]);
      expect(ehr.bookAppointment.calls).toHaveLength(1);
    },
  );

  test('leaves the hold standing when the EHR still keeps the time', async () => {
    const ehr = scriptedEhr();
    ehr.bookAppointment.answers(failed('no-answer'));
    ehr.listAppointments.answers(listed([held]));
    const { result } = await book(ehr);
    expect(result).toEqual({ ok: false, failure: { kind: 'not-booked', stillHeld: true } });
  });

  test('stays unknown when the truth cannot be read back', async () => {
    const ehr = scriptedEhr();
    ehr.bookAppointment.answers(failed('no-answer'));
    ehr.listAppointments.answers(failed('no-answer'));
    const { result, waits } = await book(ehr);
    expect(result).toEqual({ ok: false, failure: { kind: 'booking-unknown' } });
    expect(waits).toEqual([2_000, 5_000]);
  });

  test('is a request when the EHR, which keeps no times, has it waiting for the clinic', async () => {
    const ehr = scriptedEhr({ hold: false });
    const waiting = madeOf(time, 'pending');
    ehr.bookAppointment.answers(failed('no-answer'));
    ehr.listAppointments.answers(listed([waiting]));
    const { result } = await book(ehr, withoutHold);
    expect(result).toEqual({ ok: false, failure: { kind: 'requested', appointment: waiting } });
  });
});

describe('[B9] a refusal is looked up once before it is believed', () => {
  test.each(refusals)('%s: the EHR’s list shows it booked, so it is ours', async (kind) => {
    const ehr = scriptedEhr();
    ehr.bookAppointment.answers(failed(kind, [errorNotice]));
    ehr.listAppointments.answers(listed([booked]));
    const { result, waits } = await book(ehr);
    expect(result).toEqual({ ok: true, value: booked });
    expect(ehr.bookAppointment.calls).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  test.each(refusals)('%s: the list shows no booking, so it is taken', async (kind) => {
    const ehr = scriptedEhr();
    ehr.bookAppointment.answers(failed(kind, [errorNotice]));
    const { result, waits } = await book(ehr);
    expect(result).toEqual({ ok: false, failure: { kind: 'taken', notices: [errorNotice] } });
    expect(ehr.listAppointments.calls).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  test('[B14] the patient’s other visit at that hour is not shown as this booking', async () => {
    const ehr = scriptedEhr();
    ehr.bookAppointment.answers(failed('conflict', [errorNotice]));
    const other = appointment('booked', time.start, { practitioners: [drOkafor] });
    ehr.listAppointments.answers(listed([other]));
    const { result } = await book(ehr);
    expect(result).toEqual({ ok: false, failure: { kind: 'taken', notices: [errorNotice] } });
  });

  test('after the end of the hold it is called expired, not taken', async () => {
    const ehr = scriptedEhr();
    ehr.bookAppointment.answers(failed('conflict', [errorNotice]));
    const { result } = await book(ehr, booking, monday + 10 * minutes);
    expect(result).toEqual({
      ok: false,
      failure: { kind: 'hold-expired', notices: [errorNotice] },
    });
  });

  test.each([
    ['no hold', withoutHold],
    ['a hold without an end', { ...booking, hold: { appointment: held, until: undefined } }],
  ])('with %s it cannot have expired', async (_, asked) => {
    const ehr = scriptedEhr();
    ehr.bookAppointment.answers(failed('conflict'));
    const { result } = await book(ehr, asked, monday + 60 * minutes);
    expect(result).toEqual({ ok: false, failure: { kind: 'taken', notices: [] } });
  });
});

describe('[B8] a 200 that is no booking', () => {
  test.each([
    ['an OperationOutcome', undefined, [errorNotice]],
    ['a cancelled Appointment', madeOf(time, 'cancelled'), [warning]],
  ] as const)('with %s is a refusal, looked up once', async (_, answered, notices) => {
    const ehr = scriptedEhr();
    ehr.bookAppointment.answers(changed(answered, notices));
    const { result } = await book(ehr);
    expect(result).toEqual({ ok: false, failure: { kind: 'taken', notices } });
    expect(ehr.listAppointments.calls).toHaveLength(1);
  });

  test.each(['pending', 'proposed'] as const)('that is %s waits for the clinic', async (status) => {
    const ehr = scriptedEhr();
    const waiting = madeOf(time, status);
    ehr.bookAppointment.answers(changed(waiting));
    const { result } = await book(ehr);
    expect(result).toEqual({ ok: false, failure: { kind: 'requested', appointment: waiting } });
    expect(ehr.listAppointments.calls).toEqual([]);
  });

  test.each([
    ['an empty body', changed(undefined)],
    ['another start', changed({ ...booked, start: booked.start + minutes })],
    ['another patient', changed({ ...booked, patients: ['Patient/mary'] })],
    ['booked and an error together', changed(booked, [errorNotice])],
  ])('with %s is looked up three times before it is called not booked', async (_, answer) => {
    const ehr = scriptedEhr();
    ehr.bookAppointment.answers(answer);
    const { result, waits } = await book(ehr);
    expect(result).toEqual({ ok: false, failure: { kind: 'not-booked', stillHeld: false } });
    expect(waits).toEqual([2_000, 5_000]);
  });

  test('with an empty body is booked when the EHR’s list says so', async () => {
    const ehr = scriptedEhr();
    ehr.bookAppointment.answers(changed(undefined));
    ehr.listAppointments.answers(listed([booked]));
    expect((await book(ehr)).result).toEqual({ ok: true, value: booked });
  });
});

describe('[B9] a refusal that says why is looked up once as well', () => {
  test.each(plain)('%s: the EHR’s list shows it booked, so it is ours', async (kind) => {
    const ehr = scriptedEhr();
    ehr.bookAppointment.answers(failed(kind, [errorNotice]));
    ehr.listAppointments.answers(listed([booked]));
    const { result, waits } = await book(ehr);
    expect(result).toEqual({ ok: true, value: booked });
    expect(ehr.log).toEqual(['bookAppointment', 'listAppointments']);
    expect(waits).toEqual([]);
  });

  test.each(plain)('%s: the list shows no booking, so it is told as it is', async (kind) => {
    const ehr = scriptedEhr();
    ehr.bookAppointment.answers(failed(kind, [errorNotice]));
    ehr.listAppointments.answers(listed([held]));
    const { result, waits, readings } = await book(ehr);
    expect(result).toEqual(failed(kind, [errorNotice]));
    expect(ehr.log).toEqual(['bookAppointment', 'listAppointments']);
    expect(ehr.listAppointments.calls).toEqual([[{ from: time.start, to: time.start + 1 }]]);
    expect(waits).toEqual([]);
    expect(readings).toBe(1);
  });

  test.each(plain)(
    '%s: a time that the EHR keeps no longer is not said to be kept',
    async (kind) => {
      for (const read of [ok({ ...held, status: 'cancelled' as const }), failed('not-found')]) {
        const ehr = scriptedEhr();
        ehr.bookAppointment.answers(failed(kind, [errorNotice]));
        ehr.readAppointment.answers(read);
        const { result } = await book(ehr);
        expect(result).toEqual({
          ok: false,
          failure: { kind: 'hold-expired', notices: [errorNotice] },
        });
        expect(ehr.log).toEqual(['bookAppointment', 'listAppointments', 'readAppointment']);
        expect(ehr.readAppointment.calls).toEqual([[held.id]]);
      }
    },
  );

  test.each(['held', 'requested'] as const)(
    'a time that is not on the list, and is read as kept, is kept: pending means %s',
    async (pending) => {
      const ehr = scriptedEhr({ pending });
      ehr.bookAppointment.answers(failed('too-busy', [errorNotice]));
      ehr.readAppointment.answers(ok(held));
      expect((await book(ehr)).result).toEqual(failed('too-busy', [errorNotice]));
    },
  );

  test.each([
    ['has all holds: it is not said to be kept', 'held', 'hold-expired'],
    ['has no holds: it is kept as before', 'requested', 'too-busy'],
  ] as const)('a time that nobody can read and a list that %s', async (_, pending, kind) => {
    const ehr = scriptedEhr({ pending });
    ehr.bookAppointment.answers(failed('too-busy', [errorNotice]));
    ehr.readAppointment.answers(failed('no-answer'));
    expect((await book(ehr)).result).toMatchObject({ failure: { kind, notices: [errorNotice] } });
  });

  test('of a move in one step, which may give the hold back, the move says what is left', async () => {
    const ehr = scriptedEhr({ reschedule: 'atomic' });
    ehr.bookAppointment.answers(failed('too-busy', [errorNotice]));
    const moving = { ...booking, replaces: madeOf(time, 'booked', { id: 'visit-1' }) };
    expect((await book(ehr, moving)).result).toEqual(failed('too-busy', [errorNotice]));
    expect(ehr.log).toEqual(['bookAppointment', 'listAppointments']);
  });

  test.each(['no-answer', 'session-ended', 'not-permitted'] as const)(
    '[B21] a session that has ended stays that when the list gives %s',
    async (reading) => {
      const ehr = scriptedEhr();
      ehr.bookAppointment.answers(failed('session-ended', [errorNotice]));
      ehr.listAppointments.answers(failed(reading));
      const { result } = await book(ehr);
      expect(result).toEqual(failed('session-ended', [errorNotice]));
      expect(ehr.log).toEqual(['bookAppointment', 'listAppointments']);
    },
  );

  test('is a request where the EHR, which keeps no times, has it waiting', async () => {
    const ehr = scriptedEhr({ hold: false });
    const waiting = madeOf(time, 'pending');
    ehr.bookAppointment.answers(failed('not-permitted'));
    ehr.listAppointments.answers(listed([waiting]));
    const { result } = await book(ehr, withoutHold);
    expect(result).toEqual({ ok: false, failure: { kind: 'requested', appointment: waiting } });
  });
});

test.each(lostAnswers)(
  '[B9] a held time that waits for the clinic after %s is requested, where holds are no Appointments',
  async (kind) => {
    const waiting = madeOf(time, 'pending');
    for (const [pending, failure] of [
      ['requested', { kind: 'requested', appointment: waiting }],
      ['held', { kind: 'not-booked', stillHeld: true }],
    ] as const) {
      const ehr = scriptedEhr({ pending });
      ehr.bookAppointment.answers(failed(kind));
      ehr.listAppointments.answers(listed([waiting]));
      const { result } = await book(ehr);
      expect(result).toEqual({ ok: false, failure });
      expect(ehr.bookAppointment.calls).toHaveLength(1);
    }
  },
);

test.each([...refusals, ...plain.filter((kind) => kind !== 'session-ended')])(
  '[B9] %s is not believed while the list cannot be read',
  async (kind) => {
    const ehr = scriptedEhr();
    ehr.bookAppointment.answers(failed(kind));
    ehr.listAppointments.answers(failed('no-answer'));
    expect((await book(ehr)).result).toEqual({ ok: false, failure: { kind: 'booking-unknown' } });
    expect(ehr.listAppointments.calls).toHaveLength(1);
  },
);

describe('[B9] a booking of which nobody knows what became of it when it was sent before', () => {
  const again = (ehr: ScriptedEhr, asked = withoutHold) => book(ehr, asked, monday, true);

  test('is not sent again where the EHR has it', async () => {
    const ehr = scriptedEhr({ hold: false });
    ehr.listAppointments.answers(listed([booked]));
    expect((await again(ehr)).result).toEqual({ ok: true, value: booked });
    expect(ehr.log).toEqual(['listAppointments']);
  });

  test('is not sent again while that cannot be read', async () => {
    const ehr = scriptedEhr({ hold: false });
    ehr.listAppointments.answers(failed('unreadable'));
    const { result, waits } = await again(ehr);
    expect(result).toEqual({ ok: false, failure: { kind: 'booking-unknown' } });
    expect(ehr.log).toEqual(['listAppointments']);
    expect(waits).toEqual([]);
  });

  test('is sent where the EHR does not have it', async () => {
    const ehr = scriptedEhr({ hold: false });
    ehr.bookAppointment.answers(changed(booked));
    expect((await again(ehr)).result).toEqual({ ok: true, value: booked });
    expect(ehr.log).toEqual(['listAppointments', 'bookAppointment']);
  });

  test('is not sent for a hold that has ended meanwhile', async () => {
    const ehr = scriptedEhr();
    ehr.readAppointment.answers(ok({ ...held, status: 'cancelled' }));
    expect((await again(ehr, booking)).result).toMatchObject({ failure: { kind: 'hold-expired' } });
    expect(ehr.log).toEqual(['listAppointments', 'readAppointment']);
  });
});

test('the EHR is told which visit this one replaces', async () => {
  const ehr = scriptedEhr();
  const replacing = { ...booking, replaces: madeOf(time, 'cancelled', { id: 'visit-1' }) };
  await book(ehr, replacing);
  expect(ehr.bookAppointment.calls).toEqual([[replacing]]);
});
