import { describe, expect, test } from 'vitest';

import { factsOf, type Intention } from '../../../src/scheduling/intention.ts';
import type { Appointment } from '../../../src/scheduling/model.ts';
import type { EhrCapabilities } from '../../../src/scheduling/ports.ts';
import {
  reconcileIntention,
  type IntentionTruth,
} from '../../../src/scheduling/reconcile-intention.ts';
import { ok } from '../../../src/scheduling/result.ts';
import { testClock } from '../../support/clock.ts';
import {
  failed,
  listed,
  madeOf,
  scriptedEhr,
  type ScriptedEhr,
} from '../../support/scripted-ehr.ts';
import {
  appointment,
  atWest,
  drOkafor,
  hours,
  minutes,
  monday,
  openTime,
} from '../../support/fixtures.ts';

const patient = 'Patient/maya';
const time = openTime('2026-02-12T16:00:00Z');
const held = madeOf(time, 'pending', { id: 'new' });
const booked: Appointment = { ...held, status: 'booked', versionId: '2' };
const visit = appointment('booked', '2026-02-10T14:00:00Z', { id: 'old' });
const gone: Appointment = { ...visit, status: 'cancelled', versionId: '2' };
const again = madeOf(openTime(visit.start), 'booked', { id: 'again' });

const longAgo = monday - 10 * minutes;
const base = { id: 'i-1', startedAt: longAgo, step: 'sent' } as const;
const holding: Intention = {
  ...base,
  ...factsOf(time),
  kind: 'hold',
  step: 'holding',
  appointment: undefined,
  replaces: undefined,
};
const keeping: Intention = { ...holding, step: 'held', appointment: 'new' };
const booking: Intention = { ...keeping, kind: 'book', step: 'sent' };
const moving: Intention = { ...booking, kind: 'reschedule', replaces: 'old' };
const choosing: Intention = { ...keeping, replaces: 'old' };
const cancelling: Intention = {
  ...base,
  ...factsOf(visit),
  kind: 'cancel',
  appointment: 'old',
  replaces: undefined,
};

const kept = { appointment: held, until: undefined };
const notBooked = { kind: 'not-booked', stillHeld: false } as const;
const both = { is: 'both', old: visit, failure: { kind: 'not-cancelled' } } as const;

/** An EHR with these visits and no others. */
function ehrWith(visits: readonly Appointment[], less: Partial<EhrCapabilities> = {}): ScriptedEhr {
  const ehr = scriptedEhr(less);
  ehr.listAppointments.answers(({ from = -Infinity, to = Infinity }) =>
    listed(visits.filter(({ start }) => start >= from && start < to)),
  );
  ehr.readAppointment.answers((id) => {
    const found = visits.find((each) => each.id === id);
    return found === undefined ? failed('not-found') : ok(found);
  });
  return ehr;
}

async function reconcile(intention: Intention, ehr: ScriptedEhr, now = monday) {
  const clock = testClock(now);
  const truth = await reconcileIntention(intention, {
    ehr,
    patient,
    now: clock.now,
    wait: clock.wait,
  });
  // Whatever was begun, nothing of it is sent again.
  const sent = ehr.log.filter((name) => name !== 'listAppointments' && name !== 'readAppointment');
  expect(sent).toEqual([]);
  return { truth, waits: clock.waits };
}

type Row = readonly [
  what: string,
  intention: Intention,
  visits: readonly Appointment[],
  truth: IntentionTruth,
];

describe('[B9] what came of a change is read, and nothing is sent', () => {
  const rows: readonly Row[] = [
    ['a hold that the EHR has', holding, [held], { is: 'held', hold: kept, old: undefined }],
    ['a hold that it still has', keeping, [held], { is: 'held', hold: kept, old: undefined }],
    ['a hold that it has not', holding, [], { is: 'nothing', old: undefined }],
    [
      'a hold that was given back',
      keeping,
      [{ ...held, status: 'cancelled' }],
      { is: 'nothing', old: undefined },
    ],
    [
      'a hold that another tab has booked',
      keeping,
      [booked],
      { is: 'booked', appointment: booked },
    ],
    [
      'a hold in whose place the clinic put another visit',
      keeping,
      [{ ...booked, id: 'other' }],
      { is: 'overtaken' },
    ],
    ['a booking that was made', booking, [booked], { is: 'booked', appointment: booked }],
    [
      'a booking under another id',
      booking,
      [{ ...booked, id: 'other' }],
      { is: 'booked', appointment: { ...booked, id: 'other' } },
    ],
    [
      'a booking beside its own hold',
      booking,
      [held, { ...booked, id: 'other' }],
      { is: 'booked', appointment: { ...booked, id: 'other' } },
    ],
    [
      'the held one, booked with another doctor',
      booking,
      [{ ...booked, practitioners: [drOkafor] }],
      { is: 'booked', appointment: { ...booked, practitioners: [drOkafor] } },
    ],
    ['a booking that was not made', booking, [held], { is: 'held', hold: kept, old: undefined }],
    ['a booking without a trace', booking, [], { is: 'nothing', old: undefined }],
    [
      '[B14] a booking beside another doctor’s visit at that hour',
      { ...booking, appointment: undefined },
      [{ ...booked, practitioners: [drOkafor] }],
      { is: 'nothing', old: undefined },
    ],
    [
      '[B14] a booking beside a visit at another place at that hour, where no doctor is named',
      { ...booking, appointment: undefined, practitioners: [] },
      [{ ...booked, locations: [atWest] }],
      { is: 'nothing', old: undefined },
    ],
    [
      '[B25] a booking that another patient has',
      booking,
      [{ ...booked, patients: ['Patient/mary'] }],
      { is: 'nothing', old: undefined },
    ],
    [
      'a booking that the clinic moved by a minute',
      booking,
      [{ ...booked, start: booked.start + minutes }],
      { is: 'nothing', old: undefined },
    ],
    ['a cancellation that was made', cancelling, [gone], { is: 'cancelled', appointment: gone }],
    [
      'a cancellation that was not made',
      cancelling,
      [visit],
      { is: 'not-cancelled', appointment: visit },
    ],
    [
      'a cancellation of a visit that is over',
      cancelling,
      [{ ...visit, status: 'fulfilled' }],
      { is: 'not-cancelled', appointment: { ...visit, status: 'fulfilled' } },
    ],
    ['a cancellation of a visit that is not found', cancelling, [], { is: 'unknown' }],
    [
      'a cancellation of nobody knows what',
      { ...cancelling, appointment: undefined },
      [visit],
      { is: 'unknown' },
    ],
  ];
  test.each(rows)('%s', async (_, intention, visits, truth) => {
    expect((await reconcile(intention, ehrWith(visits))).truth).toEqual(truth);
  });

  test.each(['pending', 'proposed'] as const)(
    'what is %s where the EHR keeps no times waits for the clinic',
    async (status) => {
      const waiting = { ...held, status };
      const { truth } = await reconcile(booking, ehrWith([waiting], { hold: false }));
      expect(truth).toEqual({ is: 'requested', appointment: waiting });
    },
  );

  test.each([
    ['requested', { is: 'requested', appointment: held }],
    ['held', { is: 'held', hold: kept, old: undefined }],
  ] as const)('what is pending where that means %s is told as that', async (pending, truth) => {
    expect((await reconcile(booking, ehrWith([held], { pending }))).truth).toEqual(truth);
  });

  test('only the hour of the chosen time is read', async () => {
    const ehr = ehrWith([booked]);
    await reconcile(booking, ehr);
    expect(ehr.log).toEqual(['listAppointments']);
    expect(ehr.listAppointments.calls).toEqual([[{ from: time.start, to: time.start + 1 }]]);
  });

  test('of a cancellation only the visit is read', async () => {
    const ehr = ehrWith([gone]);
    await reconcile(cancelling, ehr);
    expect(ehr.log).toEqual(['readAppointment']);
    expect(ehr.readAppointment.calls).toEqual([['old']]);
  });
});

describe('[B11] what came of a move is read, and nothing is sent', () => {
  const move = (outcome: Extract<IntentionTruth, { is: 'move' }>['outcome']): IntentionTruth => ({
    is: 'move',
    outcome,
  });
  const rows: readonly Row[] = [
    ['both steps', moving, [gone, booked], move({ is: 'moved', appointment: booked, old: gone })],
    ['only the booking', moving, [visit, booked], move({ ...both, appointment: booked })],
    ['only the cancellation', moving, [gone, held], { is: 'held', hold: kept, old: gone }],
    ['neither, and it is kept', moving, [visit, held], { is: 'held', hold: kept, old: visit }],
    ['neither, and it is not kept', moving, [visit], { is: 'nothing', old: visit }],
    [
      'the cancellation, and it is not kept',
      moving,
      [gone],
      move({ is: 'nothing-left', old: gone, failure: notBooked }),
    ],
    [
      'the old time, booked again',
      moving,
      [gone, again],
      move({ is: 'won-back', appointment: again, old: gone, failure: notBooked }),
    ],
    [
      'the old time, only kept again',
      moving,
      [gone, { ...again, status: 'pending' }],
      move({ is: 'nothing-left', old: gone, failure: notBooked }),
    ],
    [
      'somebody else’s visit at the old time',
      moving,
      [gone, { ...again, patients: ['Patient/mary'] }],
      move({ is: 'nothing-left', old: gone, failure: notBooked }),
    ],
    [
      'a time that was only chosen',
      choosing,
      [visit, held],
      { is: 'held', hold: kept, old: visit },
    ],
    ['a chosen time that is not kept', choosing, [visit], { is: 'nothing', old: visit }],
    [
      'a chosen time that is not kept, when the clinic called the old one off',
      choosing,
      [gone, again],
      { is: 'nothing', old: gone },
    ],
    ['a visit that is not found', moving, [booked], { is: 'unknown' }],
  ];
  test.each(rows)('%s', async (_, intention, visits, truth) => {
    expect((await reconcile(intention, ehrWith(visits))).truth).toEqual(truth);
  });

  test('a new one that waits for the clinic, where the EHR keeps no times', async () => {
    for (const old of [visit, gone]) {
      const { truth } = await reconcile(moving, ehrWith([held, old], { hold: false }));
      expect(truth).toEqual(move({ is: 'requested', appointment: held, old }));
    }
  });

  test('the new hour is listed, the old visit is read, and its hour only when it is gone', async () => {
    const ehr = ehrWith([gone]);
    await reconcile(moving, ehr);
    expect(ehr.log).toEqual(['listAppointments', 'readAppointment', 'listAppointments']);
    expect(ehr.readAppointment.calls).toEqual([['old']]);
    expect(ehr.listAppointments.calls.map(([{ from }]) => from)).toEqual([time.start, visit.start]);

    const stands = ehrWith([visit]);
    await reconcile(moving, stands);
    expect(stands.log).toEqual(['listAppointments', 'readAppointment']);
  });

  describe('where the EHR moves the visit itself', () => {
    const moved: Appointment = { ...visit, start: time.start, end: time.end, versionId: '2' };
    const atomic: Partial<EhrCapabilities> = { reschedule: 'atomic' };
    const nothing = (old: Appointment): IntentionTruth => ({ is: 'nothing', old });

    test('the old one at the new hour is the new one', async () => {
      const ehr = ehrWith([moved], atomic);
      expect((await reconcile(moving, ehr)).truth).toEqual({ is: 'booked', appointment: moved });
      expect(ehr.log).toEqual(['listAppointments', 'readAppointment']);
    });

    test.each<[string, Appointment]>([
      ['still at its own hour', visit],
      ['at the new hour with another doctor', { ...moved, practitioners: [drOkafor] }],
      ['at the new hour for somebody else', { ...moved, patients: ['Patient/mary'] }],
      ['at the new hour and waiting for the clinic', { ...moved, status: 'pending' }],
    ])('the old one %s is not', async (_, old) => {
      expect((await reconcile(moving, ehrWith([old], atomic))).truth).toEqual(nothing(old));
    });

    test.each(['book-first', 'cancel-first'] as const)(
      'elsewhere (%s) somebody else has put it there',
      async (reschedule) => {
        const { truth } = await reconcile(moving, ehrWith([moved], { reschedule }));
        expect(truth).toEqual(nothing(moved));
      },
    );

    test('and a time that was only chosen was overtaken by whoever moved it there', async () => {
      const { truth } = await reconcile(choosing, ehrWith([moved], atomic));
      expect(truth).toEqual({ is: 'overtaken' });
    });
  });

  test('the old visit is never taken for the new one at its own hour', async () => {
    const sameHour = { ...moving, start: visit.start, appointment: 'new' };
    const { truth } = await reconcile(sameHour, ehrWith([visit]));
    expect(truth).toEqual({ is: 'nothing', old: visit });
  });
});

describe('[B18] nobody can tell', () => {
  test.each([holding, keeping, booking, moving, choosing])(
    'what came of %o when the list cannot be read',
    async (intention) => {
      const ehr = ehrWith([visit, booked]);
      ehr.listAppointments.answers(failed('no-answer'));
      expect((await reconcile(intention, ehr)).truth).toEqual({ is: 'unknown' });
    },
  );

  test('that nothing is booked, from a list that lacks something', async () => {
    const ehr = ehrWith([visit]);
    ehr.listAppointments.answers(listed([], false));
    expect((await reconcile(booking, ehr)).truth).toEqual({ is: 'unknown' });
    expect((await reconcile(moving, ehr)).truth).toEqual({ is: 'unknown' });
  });

  test('but what such a list shows as booked is booked', async () => {
    const ehr = ehrWith([]);
    ehr.listAppointments.answers(listed([booked], false));
    expect((await reconcile(booking, ehr)).truth).toEqual({ is: 'booked', appointment: booked });
  });

  test('what came of the old visit when it cannot be read', async () => {
    const ehr = ehrWith([booked]);
    ehr.readAppointment.answers(failed('no-answer'));
    expect((await reconcile(moving, ehr)).truth).toEqual({ is: 'unknown' });
    expect((await reconcile(cancelling, ehr)).truth).toEqual({ is: 'unknown' });
  });

  test('that nothing is left while the old hour cannot be listed', async () => {
    const ehr = ehrWith([gone]);
    ehr.listAppointments.answers(listed([]), failed('no-answer'));
    expect((await reconcile(moving, ehr)).truth).toEqual({ is: 'unknown' });
    ehr.listAppointments.answers(listed([]), listed([], false));
    expect((await reconcile(moving, ehr)).truth).toEqual({ is: 'unknown' });
  });
});

describe('[B9] what was sent just now may still be on its way', () => {
  const justNow = monday - 44_999;
  const looked = (ehr: ScriptedEhr): number =>
    ehr.log.filter((name) => name === 'listAppointments').length;

  test.each<[string, Intention, readonly Appointment[]]>([
    ['nothing booked', booking, [held]],
    ['nothing held', holding, []],
    ['nothing moved', moving, [visit, held]],
    ['both', moving, [visit, booked]],
  ])('so "%s" is asked three times over seven seconds', async (_, intention, visits) => {
    const ehr = ehrWith(visits);
    const { waits } = await reconcile({ ...intention, startedAt: justNow }, ehr);
    expect(waits).toEqual([2_000, 5_000]);
    expect(looked(ehr)).toBe(3);
  });

  test('and so is "not cancelled"', async () => {
    const ehr = ehrWith([visit]);
    const { truth, waits } = await reconcile({ ...cancelling, startedAt: justNow }, ehr);
    expect(truth).toEqual({ is: 'not-cancelled', appointment: visit });
    expect(waits).toEqual([2_000, 5_000]);
    expect(ehr.log).toHaveLength(3);
  });

  test.each<[string, Intention, readonly Appointment[]]>([
    ['booked', booking, [booked]],
    ['cancelled', cancelling, [gone]],
    ['moved', moving, [gone, booked]],
  ])('but "%s" is believed at once', async (_, intention, visits) => {
    const { waits } = await reconcile({ ...intention, startedAt: justNow }, ehrWith(visits));
    expect(waits).toEqual([]);
  });

  test('and "waits for the clinic" is, too', async () => {
    const ehr = ehrWith([held], { hold: false });
    const { waits } = await reconcile({ ...booking, startedAt: justNow }, ehr);
    expect(waits).toEqual([]);
  });

  test('and what the EHR did meanwhile is what is told', async () => {
    const ehr = scriptedEhr();
    ehr.listAppointments.answers(failed('no-answer'), listed([held]), listed([booked]));
    const { truth } = await reconcile({ ...booking, startedAt: justNow }, ehr);
    expect(truth).toEqual({ is: 'booked', appointment: booked });
  });

  test('and a last reading that fails leaves it unknown', async () => {
    const ehr = scriptedEhr();
    ehr.listAppointments.answers(listed([held]), listed([held]), failed('no-answer'));
    const { truth } = await reconcile({ ...booking, startedAt: justNow }, ehr);
    expect(truth).toEqual({ is: 'unknown' });
  });

  test.each<[string, Intention]>([
    ['was sent 45 seconds ago', { ...booking, startedAt: monday - 45_000 }],
    ['was sent hours ago', { ...moving, startedAt: monday - 5 * hours }],
    ['was never sent: the time was only kept', { ...keeping, startedAt: monday }],
    ['was never sent: the time was only kept, for a move', { ...choosing, startedAt: monday }],
  ])('and what %s is read once', async (_, intention) => {
    const ehr = ehrWith([visit]);
    const { waits } = await reconcile(intention, ehr);
    expect(waits).toEqual([]);
    expect(looked(ehr)).toBe(1);
  });
});
