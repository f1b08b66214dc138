import { describe, expect, test } from 'vitest';

import type { Appointment, Hold } from '../../../src/scheduling/model.ts';
import {
  afterNoAnswer,
  afterRefusal,
  reconcileBooking,
} from '../../../src/scheduling/reconcile-booking.ts';
import { testClock } from '../../support/clock.ts';
import {
  failed,
  scriptedEhr,
  listed,
  madeOf,
  type ScriptedEhr,
} from '../../support/scripted-ehr.ts';
import {
  appointment,
  atWest,
  drOkafor,
  minutes,
  monday,
  openTime,
} from '../../support/fixtures.ts';

const patient = 'Patient/maya';
const time = openTime('2026-02-10T14:00:00Z');
const hold: Hold = { appointment: madeOf(time, 'pending'), until: undefined };
const booked = madeOf(time, 'booked');

async function reconcile(ehr: ScriptedEhr, held: Hold | undefined = hold, pauses = afterNoAnswer) {
  const { wait, waits } = testClock(monday);
  const truth = await reconcileBooking(
    { time, hold: held, comment: undefined },
    { ehr, patient, wait, pauses },
  );
  return { truth, waits };
}

test('only the hour of the chosen time is read', async () => {
  const ehr = scriptedEhr();
  await reconcile(ehr, hold, afterRefusal);
  expect(ehr.log).toEqual(['listAppointments']);
  expect(ehr.listAppointments.calls).toEqual([[{ from: time.start, to: time.start + 1 }]]);
});

test('a booking is believed at the first reading that shows it', async () => {
  const ehr = scriptedEhr();
  ehr.listAppointments.answers(failed('no-answer'), listed([hold.appointment, booked]));
  expect(await reconcile(ehr)).toEqual({
    truth: { is: 'booked', appointment: booked },
    waits: [2_000],
  });
});

test('a booking is believed in a list that lacks other things', async () => {
  const ehr = scriptedEhr();
  ehr.listAppointments.answers(listed([booked], false));
  expect((await reconcile(ehr)).truth.is).toBe('booked');
});

test('[B18] a list that lacks something does not prove that nothing is booked', async () => {
  const ehr = scriptedEhr();
  ehr.listAppointments.answers(listed([], false));
  expect((await reconcile(ehr)).truth).toEqual({ is: 'unknown' });
});

test.each([0, 1, 2])(
  '"not booked" is believed only when every reading says so: reading %i fails',
  async (failing) => {
    const ehr = scriptedEhr();
    const [first, second, third] = [0, 1, 2].map((reading) =>
      reading === failing ? failed('server-error') : listed([]),
    );
    if (first && second && third) ehr.listAppointments.answers(first, second, third);
    expect((await reconcile(ehr)).truth).toEqual({ is: 'unknown' });
    expect(ehr.listAppointments.calls).toHaveLength(3);
  },
);

test('other people’s, other hours’ and cancelled appointments are not this booking', async () => {
  const ehr = scriptedEhr();
  ehr.listAppointments.answers(
    listed([
      { ...booked, patients: ['Patient/mary'] },
      { ...booked, start: time.start + minutes },
      { ...booked, status: 'cancelled' },
    ]),
  );
  expect((await reconcile(ehr)).truth).toEqual({ is: 'not-booked', stillHeld: false });
});

test('[B14] a visit at the same hour with another doctor is not this booking', async () => {
  const ehr = scriptedEhr();
  ehr.listAppointments.answers(
    listed([appointment('booked', time.start, { practitioners: [drOkafor] })]),
  );
  expect((await reconcile(ehr)).truth).toEqual({ is: 'not-booked', stillHeld: false });
});

test('[B14] where no doctor is named, the clinic tells two visits at one hour apart', async () => {
  const ehr = scriptedEhr();
  const elsewhere = appointment('booked', time.start, { practitioners: [], locations: [atWest] });
  const here = { ...elsewhere, locations: time.locations };
  ehr.listAppointments.answers(listed([elsewhere]));
  expect((await reconcile(ehr)).truth.is).toBe('not-booked');
  ehr.listAppointments.answers(listed([here]));
  expect((await reconcile(ehr)).truth).toEqual({ is: 'booked', appointment: here });
});

test('a booking in which the EHR names nobody is still this booking', async () => {
  const ehr = scriptedEhr();
  const bare = { ...booked, practitioners: [], locations: [] };
  ehr.listAppointments.answers(listed([bare]));
  expect((await reconcile(ehr)).truth).toEqual({ is: 'booked', appointment: bare });
});

test('a time that was open with nobody in particular is this booking with whoever has it', async () => {
  const ehr = scriptedEhr();
  ehr.listAppointments.answers(listed([booked]));
  const anyone = openTime(time.start, { practitioners: [], locations: [] });
  const truth = await reconcileBooking(
    { time: anyone, hold: undefined, comment: undefined },
    { ehr, patient, wait: testClock(monday).wait, pauses: afterRefusal },
  );
  expect(truth).toEqual({ is: 'booked', appointment: booked });
});

test('the held appointment is this booking even when the clinic put another doctor in', async () => {
  const ehr = scriptedEhr();
  const changedDoctor = { ...booked, id: hold.appointment.id, practitioners: [drOkafor] };
  ehr.listAppointments.answers(listed([changedDoctor]));
  expect((await reconcile(ehr)).truth).toEqual({ is: 'booked', appointment: changedDoctor });
});

test('the EHR still keeps the time when the hold is in its list', async () => {
  const ehr = scriptedEhr();
  ehr.listAppointments.answers(listed([hold.appointment]));
  expect((await reconcile(ehr)).truth).toEqual({ is: 'not-booked', stillHeld: true });
});

test('what is still held is what the last reading says', async () => {
  const ehr = scriptedEhr();
  ehr.listAppointments.answers(listed([hold.appointment]), listed([hold.appointment]), listed([]));
  expect((await reconcile(ehr)).truth).toEqual({ is: 'not-booked', stillHeld: false });
});

test.each(['pending', 'proposed'] as const)(
  'without a hold, what is %s in the list can only be the request that was just made',
  async (status) => {
    const ehr = scriptedEhr();
    const waiting = madeOf(time, status);
    ehr.listAppointments.answers(listed([waiting]));
    const { wait } = testClock(monday);
    const asked = { time, hold: undefined, comment: undefined };
    const truth = await reconcileBooking(asked, { ehr, patient, wait, pauses: afterNoAnswer });
    expect(truth).toEqual({ is: 'requested', appointment: waiting });
  },
);

test.each([
  ['requested', { is: 'requested', appointment: hold.appointment }],
  ['held', { is: 'not-booked', stillHeld: true }],
] as const)(
  'what is pending in the list of an EHR where that means %s is told as that, with a hold too',
  async (pending, truth) => {
    const ehr = scriptedEhr({ pending });
    ehr.listAppointments.answers(listed([hold.appointment]));
    expect((await reconcile(ehr)).truth).toEqual(truth);
  },
);

describe('[B11] a visit that is to be moved, and that the EHR may move under its own id', () => {
  const old = appointment('booked', time.start - 60 * minutes, { id: 'old' });
  const replacing = async (listing: Appointment, except = old) => {
    const ehr = scriptedEhr({ reschedule: 'atomic' });
    ehr.listAppointments.answers(listed([listing]));
    return reconcileBooking(
      { time, hold: undefined, comment: undefined, replaces: except },
      { ehr, patient, wait: testClock(monday).wait, pauses: afterRefusal, except },
    );
  };

  test('is the new one where it stands at the new hour', async () => {
    const moved = { ...old, start: time.start, end: time.end };
    expect(await replacing(moved)).toEqual({ is: 'booked', appointment: moved });
  });

  test('is the new one at its own hour with another doctor', async () => {
    const sameHour = { ...old, start: time.start, end: time.end, practitioners: [drOkafor] };
    const moved = { ...sameHour, practitioners: time.practitioners };
    expect(await replacing(moved, sameHour)).toEqual({ is: 'booked', appointment: moved });
    expect(await replacing(sameHour, sameHour)).toEqual({ is: 'not-booked', stillHeld: false });
  });

  test('is not the new one where it stands as it did', async () => {
    const sameHour = { ...old, start: time.start, end: time.end };
    const since = { ...sameHour, versionId: '9', comment: 'Bring your card' };
    expect(await replacing(since, sameHour)).toEqual({ is: 'not-booked', stillHeld: false });
  });

  test('that waits at the new hour for the clinic is requested', async () => {
    const moved: Appointment = { ...old, status: 'pending', start: time.start, end: time.end };
    expect(await replacing(moved)).toEqual({ is: 'requested', appointment: moved });
  });
});
