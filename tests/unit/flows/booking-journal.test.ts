import { describe, expect, test } from 'vitest';

import type { Intention } from '../../../src/scheduling/intention.ts';
import { minutes, monday, openTime } from '../../support/fixtures.ts';
import { standing } from '../../support/journal.ts';
import {
  changed,
  failed,
  listed,
  madeOf,
  scriptedEhr,
  settled,
} from '../../support/scripted-ehr.ts';
import { bookingWith } from './booking-harness.ts';

const time = openTime('2026-02-10T14:00:00Z');
const another = openTime('2026-02-11T14:00:00Z');
const held = madeOf(time, 'pending');
const booked = madeOf(time, 'booked', { id: held.id });
const until = monday + 10 * minutes;
const heldUntil = changed(held, [], until);

/** Maya is checking a time that is held for ten minutes. */
async function checking() {
  const ehr = scriptedEhr();
  ehr.holdAppointment.answers(heldUntil);
  const under = bookingWith(ehr);
  await under.flow.choose(time);
  return { ehr, ...under };
}

describe('[B9] written down before it is sent', () => {
  test('is that a time shall be kept, and then that it is', async () => {
    const ehr = scriptedEhr();
    const seen: (readonly Intention[])[] = [];
    ehr.holdAppointment.answers(() => {
      seen.push(journal.all());
      return heldUntil;
    });
    const { flow, journal } = bookingWith(ehr);
    await flow.choose(time);
    const [before] = seen;
    expect(before).toMatchObject([
      { kind: 'hold', step: 'holding', start: time.start, appointment: undefined },
    ]);
    expect(journal.all()).toEqual([{ ...before?.[0], step: 'held', appointment: held.id }]);
  });

  test('is a booking, with the id of what is held; and it is gone once it is booked', async () => {
    const { ehr, flow, journal } = await checking();
    const seen: (readonly Intention[])[] = [];
    ehr.bookAppointment.answers(() => {
      seen.push(journal.all());
      return changed(booked);
    });
    await flow.confirm();
    expect(seen).toMatchObject([[{ kind: 'book', step: 'sent', appointment: held.id }]]);
    expect(flow.step.at).toBe('booked');
    expect(journal.all()).toEqual([]);
    expect(new Set(journal.written.map(({ id }) => id)).size).toBe(1);
  });

  test('is a booking where the EHR keeps no times, and no word of keeping one', async () => {
    const ehr = scriptedEhr({ hold: false });
    const seen: (readonly string[])[] = [];
    ehr.bookAppointment.answers(() => {
      seen.push(standing(journal));
      return changed(madeOf(time, 'booked'));
    });
    const { flow, journal } = bookingWith(ehr);
    await flow.choose(time);
    expect(journal.written).toEqual([]);
    await flow.confirm();
    expect(seen).toEqual([['book sent']]);
    expect(journal.written).toMatchObject([
      { kind: 'book', start: time.start, appointment: undefined },
    ]);
    expect(journal.all()).toEqual([]);
  });

  test('is the time once more when it is asked for after its end, in the same entry', async () => {
    const { ehr, flow, journal, clock } = await checking();
    clock.pass(10 * minutes);
    expect(standing(journal)).toEqual(['hold held']);
    const seen: (readonly string[])[] = [];
    ehr.holdAppointment.answers(() => {
      seen.push(standing(journal));
      return changed(madeOf(time, 'pending', { id: 'again' }));
    });
    await flow.choose(time);
    expect(seen).toEqual([['hold holding']]);
    expect(journal.all()).toMatchObject([{ step: 'held', appointment: 'again' }]);
    expect(new Set(journal.written.map(({ id }) => id)).size).toBe(1);
  });

  test('is the new name of a time that is kept longer, before the patient confirms it', async () => {
    const { ehr, flow, journal } = await checking();
    ehr.extendHold.answers(changed(madeOf(time, 'pending', { id: 'renewed' }), [], until));
    await flow.keepLonger();
    expect(journal.all()).toMatchObject([{ kind: 'hold', step: 'held', appointment: 'renewed' }]);
    expect(new Set(journal.written.map(({ id }) => id)).size).toBe(1);
  });
});

describe('[B9] once the truth is known nothing is left written down', () => {
  test.each(['conflict', 'not-found', 'not-permitted', 'rejected', 'too-busy'] as const)(
    'about a time that was not kept: %s',
    async (kind) => {
      const ehr = scriptedEhr();
      ehr.holdAppointment.answers(failed(kind));
      const { flow, journal } = bookingWith(ehr);
      await flow.choose(time);
      expect(flow.step.at).toBe('choosing');
      expect(standing(journal)).toEqual([]);
      expect(journal.written).toHaveLength(1);
    },
  );

  test('about a time that the EHR turns out not to keep', async () => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(failed('not-supported'));
    const { flow, journal } = bookingWith(ehr);
    await flow.choose(time);
    expect(flow.step).toMatchObject({ at: 'checking', hold: undefined });
    expect(standing(journal)).toEqual([]);
  });

  test('about a time that is given back', async () => {
    const { ehr, flow, journal } = await checking();
    flow.chooseAnother();
    expect(standing(journal)).toEqual([]);
    await settled();
    expect(ehr.releaseHold.calls).toHaveLength(1);
  });

  test('about a time that ended while it was checked, and that the patient let go', async () => {
    const { flow, journal, clock } = await checking();
    clock.pass(10 * minutes);
    flow.chooseAnother();
    expect(standing(journal)).toEqual([]);
  });

  test('about a booking that waits for the clinic', async () => {
    const { ehr, flow, journal } = await checking();
    ehr.bookAppointment.answers(changed(madeOf(time, 'proposed')));
    await flow.confirm();
    expect(flow.step.at).toBe('requested');
    expect(standing(journal)).toEqual([]);
  });

  test('about a booking whose answer was lost and that the EHR shows as booked', async () => {
    const { ehr, flow, journal } = await checking();
    const seen: (readonly string[])[] = [];
    ehr.bookAppointment.answers(failed('no-answer'));
    ehr.listAppointments.answers(() => {
      seen.push(standing(journal));
      return listed([booked]);
    });
    await flow.confirm();
    expect(seen).toEqual([['book sent']]);
    expect(flow.step.at).toBe('booked');
    expect(standing(journal)).toEqual([]);
  });

  test.each(['taken', 'hold-expired', 'not-booked'] as const)(
    'about a time that could not be booked: %s',
    async (why) => {
      const { ehr, flow, journal, clock } = await checking();
      ehr.bookAppointment.answers(() => {
        if (why === 'hold-expired') clock.pass(10 * minutes);
        return failed(why === 'not-booked' ? 'no-answer' : 'conflict');
      });
      await flow.confirm();
      expect(flow.step).toMatchObject({ at: 'choosing', lost: { failure: { kind: why } } });
      expect(ehr.bookAppointment.calls).toHaveLength(1);
      expect(standing(journal)).toEqual([]);
    },
  );

  test('and the next booking is an entry of its own', async () => {
    const { ehr, flow, journal } = await checking();
    await flow.confirm();
    flow.startOver();
    ehr.holdAppointment.answers(changed(madeOf(another, 'pending')));
    await flow.choose(another);
    expect(journal.all()).toMatchObject([{ step: 'held', start: another.start }]);
    expect(new Set(journal.written.map(({ id }) => id)).size).toBe(2);
  });
});

describe('[B9] what nobody could tell stays written down for the next launch', () => {
  test.each([
    ['the answer was lost, and the list cannot be read', 'no-answer', 'hold-unknown'],
    ['the session had ended', 'session-ended', 'session-ended'],
  ] as const)('a time that perhaps is kept: %s', async (_, kind, told) => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(failed(kind));
    ehr.listAppointments.answers(failed(kind));
    const { flow, journal } = bookingWith(ehr);
    await flow.choose(time);
    expect(flow.step).toMatchObject({ at: 'choosing', lost: { failure: { kind: told } } });
    expect(standing(journal)).toEqual(['hold holding']);
  });

  test('a booking that perhaps was made', async () => {
    const { ehr, flow, journal } = await checking();
    ehr.bookAppointment.answers(failed('no-answer'));
    ehr.listAppointments.answers(failed('no-answer'));
    await flow.confirm();
    expect(flow.step.at).toBe('unknown');
    expect(journal.all()).toMatchObject([
      { kind: 'book', step: 'sent', start: time.start, appointment: held.id },
    ]);
    flow.startOver();
    expect(standing(journal)).toEqual(['book sent']);
  });

  test('also when the patient goes on to another time, which has an entry of its own', async () => {
    const { ehr, flow, journal } = await checking();
    ehr.bookAppointment.answers(failed('no-answer'), changed(madeOf(another, 'booked')));
    ehr.listAppointments.answers(failed('no-answer'));
    await flow.confirm();
    flow.startOver();
    ehr.holdAppointment.answers(changed(madeOf(another, 'pending')));
    await flow.choose(another);
    expect(standing(journal)).toEqual(['book sent', 'hold held']);
    flow.chooseAnother();
    expect(journal.all()).toMatchObject([{ kind: 'book', start: time.start }]);
    await flow.choose(another);
    await flow.confirm();
    expect(flow.step.at).toBe('booked');
    expect(journal.all()).toMatchObject([{ kind: 'book', start: time.start }]);
  });

  test('also a time that perhaps is kept, when the patient goes on to another', async () => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(failed('no-answer'), changed(madeOf(another, 'pending')));
    ehr.listAppointments.answers(failed('no-answer'));
    const { flow, journal } = bookingWith(ehr);
    await flow.choose(time);
    await flow.choose(another);
    expect(journal.all()).toMatchObject([
      { step: 'holding', start: time.start },
      { step: 'held', start: another.start },
    ]);
  });

  test('[B21] a booking during which the session ended', async () => {
    const { ehr, flow, journal } = await checking();
    ehr.bookAppointment.answers(failed('session-ended'));
    ehr.listAppointments.answers(failed('session-ended'));
    await flow.confirm();
    expect(flow.step).toMatchObject({
      at: 'checking',
      note: { kind: 'not-booked', failure: { kind: 'session-ended' } },
    });
    expect(standing(journal)).toEqual(['book sent']);
  });

  test('[B21] a time that is kept, where the session was over before anything was sent', async () => {
    const ehr = scriptedEhr();
    const session = { endsAt: monday + 30 * minutes };
    const { flow, journal } = bookingWith(ehr, {
      endsAt: () => session.endsAt,
      renew: () => Promise.resolve(false),
    });
    await flow.choose(time);
    session.endsAt = monday;
    await flow.confirm();
    expect(ehr.bookAppointment.calls).toEqual([]);
    expect(journal.all()).toMatchObject([{ kind: 'hold', step: 'held', appointment: held.id }]);
  });
});

describe('[B9] a booking that failed and left the time kept', () => {
  test.each(['not-permitted', 'not-supported', 'rejected', 'too-busy'] as const)(
    'for %s is written down as a kept time again',
    async (kind) => {
      const { ehr, flow, journal } = await checking();
      ehr.bookAppointment.answers(failed(kind));
      await flow.confirm();
      expect(flow.step.at).toBe('checking');
      expect(journal.all()).toMatchObject([{ kind: 'hold', step: 'held', appointment: held.id }]);
      expect(new Set(journal.written.map(({ id }) => id)).size).toBe(1);
    },
  );

  test('after a lost answer too, when the EHR says that it still keeps it', async () => {
    const { ehr, flow, journal } = await checking();
    ehr.bookAppointment.answers(failed('no-answer'));
    ehr.listAppointments.answers(listed([held]));
    await flow.confirm();
    expect(flow.step.at).toBe('checking');
    expect(standing(journal)).toEqual(['hold held']);
  });

  test('leaves nothing written down where the EHR keeps no times', async () => {
    const ehr = scriptedEhr({ hold: false });
    ehr.bookAppointment.answers(failed('too-busy'));
    const { flow, journal } = bookingWith(ehr);
    await flow.choose(time);
    await flow.confirm();
    expect(flow.step.at).toBe('checking');
    expect(standing(journal)).toEqual([]);
  });
});
