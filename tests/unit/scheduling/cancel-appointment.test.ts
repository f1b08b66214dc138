import { describe, expect, test } from 'vitest';

import { cancelAppointment } from '../../../src/scheduling/cancel-appointment.ts';
import type { EhrFailure } from '../../../src/scheduling/failure.ts';
import type { Appointment } from '../../../src/scheduling/model.ts';
import { ok } from '../../../src/scheduling/result.ts';
import { testClock } from '../../support/clock.ts';
import { changed, failed, scriptedEhr, type ScriptedEhr } from '../../support/scripted-ehr.ts';
import {
  appointment,
  errorNotice,
  hours,
  minutes,
  monday,
  warning,
} from '../../support/fixtures.ts';

const visit = appointment('booked', '2026-02-10T14:00:00Z', { id: 'visit-1', versionId: '7' });
const cancelled: Appointment = {
  ...visit,
  status: 'cancelled',
  versionId: '8',
  changedAt: monday,
  cancellation: { reason: 'Patient Cancel', by: 'patient' },
};

const lostAnswers = ['no-answer', 'server-error', 'unreadable'] as const;
const plainRefusals = ['session-ended', 'not-permitted', 'not-supported', 'too-busy'] as const;
const otherRefusals = ['conflict', 'not-found', 'rejected'] as const;
const kinds: readonly EhrFailure['kind'][] = [...lostAnswers, ...plainRefusals, ...otherRefusals];

const [seen, sent] = ['readAppointment', 'cancelAppointment'] as const;

async function cancel(ehr: ScriptedEhr, asSeen = visit) {
  const { wait, waits } = testClock(monday);
  let readings = 0;
  const result = await cancelAppointment(asSeen, 'transportation', {
    ehr,
    wait,
    onReadingBack: () => (readings += 1),
  });
  return { result, waits, readings };
}

describe('[B16] a visit is shown as cancelled', () => {
  test('when the EHR shows it so, whatever its answer had in it', async () => {
    const ehr = scriptedEhr();
    ehr.readAppointment.answers(ok(visit), ok(cancelled));
    ehr.cancelAppointment.answers(changed({ ...cancelled, comment: 'of the answer' }));
    const { result, waits, readings } = await cancel(ehr);
    expect(result).toEqual({ ok: true, value: cancelled });
    expect(ehr.log).toEqual([seen, sent, seen]);
    expect(ehr.readAppointment.calls).toEqual([['visit-1'], ['visit-1']]);
    expect(ehr.cancelAppointment.calls).toEqual([[visit, 'transportation']]);
    expect(waits).toEqual([]);
    expect(readings).toBe(1);
  });

  test.each(kinds)('when it is, although the answer was %s', async (kind) => {
    const ehr = scriptedEhr();
    ehr.readAppointment.answers(ok(visit), ok(cancelled));
    ehr.cancelAppointment.answers(failed(kind, [errorNotice]));
    const { result, waits, readings } = await cancel(ehr);
    expect(result).toEqual({ ok: true, value: cancelled });
    expect(ehr.log).toEqual([seen, sent, seen]);
    expect(waits).toEqual([]);
    expect(readings).toBe(1);
  });

  test.each([
    ['nothing in its answer', changed(undefined)],
    ['a booked visit in its answer', changed(visit)],
    ['an error in its answer', changed(undefined, [errorNotice])],
  ])('when it is, with %s', async (_, answer) => {
    const ehr = scriptedEhr();
    ehr.readAppointment.answers(ok(visit), ok(cancelled));
    ehr.cancelAppointment.answers(answer);
    expect((await cancel(ehr)).result).toEqual({ ok: true, value: cancelled });
  });

  test.each([1, 2])('when the EHR takes %i more readings to say so', async (more) => {
    const ehr = scriptedEhr();
    const late = more === 1 ? [ok(visit)] : [ok(visit), ok(visit)];
    ehr.readAppointment.answers(ok(visit), ...late, ok(cancelled));
    const { result, waits } = await cancel(ehr);
    expect(result).toEqual({ ok: true, value: cancelled });
    expect(waits).toEqual([2_000, 5_000].slice(0, more));
    expect(ehr.cancelAppointment.calls).toHaveLength(1);
  });

  test('when one reading fails and the next one shows it', async () => {
    const ehr = scriptedEhr();
    ehr.readAppointment.answers(ok(visit), failed('no-answer'), ok(cancelled));
    expect((await cancel(ehr)).result).toEqual({ ok: true, value: cancelled });
  });
});

describe('[B12] before anything is sent the visit is read', () => {
  test('and one that is cancelled already is a success: nothing is sent', async () => {
    const ehr = scriptedEhr();
    const byClinic = { ...cancelled, cancellation: { reason: undefined, by: 'clinic' } } as const;
    ehr.readAppointment.answers(ok(byClinic));
    const { result, readings } = await cancel(ehr);
    expect(result).toEqual({ ok: true, value: byClinic });
    expect(ehr.log).toEqual([seen]);
    expect(readings).toBe(0);
  });

  test.each<Partial<Appointment>>([
    { start: visit.start + hours, end: visit.end + hours },
    { start: visit.start + minutes },
    { end: visit.end + 20 * minutes },
    { status: 'proposed' },
    { status: 'arrived' },
    { status: 'checked-in' },
    { status: 'fulfilled' },
    { status: 'noshow' },
    { status: 'waitlist' },
    { status: 'entered-in-error' },
    { status: 'unknown' },
  ])('and nothing is done to one that is no longer what the patient saw: %o', async (more) => {
    const ehr = scriptedEhr();
    const now = { ...visit, versionId: '8', ...more };
    ehr.readAppointment.answers(ok(now));
    const { result, readings } = await cancel(ehr);
    expect(result).toEqual({ ok: false, failure: { kind: 'changed', appointment: now } });
    expect(ehr.log).toEqual([seen]);
    expect(readings).toBe(0);
  });

  test.each([
    ['booked', 'pending'],
    ['pending', 'booked'],
    ['pending', 'pending'],
  ] as const)('and one that was %s and is %s can be cancelled', async (before, now) => {
    const ehr = scriptedEhr();
    ehr.readAppointment.answers(ok({ ...visit, status: now }), ok(cancelled));
    const { result } = await cancel(ehr, { ...visit, status: before });
    expect(result).toEqual({ ok: true, value: cancelled });
    expect(ehr.cancelAppointment.calls).toHaveLength(1);
  });

  test('and the version that was read is the one that is cancelled', async () => {
    const ehr = scriptedEhr();
    const now = { ...visit, versionId: '9', comment: 'Bring your X-rays' };
    ehr.readAppointment.answers(ok(now), ok(cancelled));
    await cancel(ehr);
    expect(ehr.cancelAppointment.calls).toEqual([[now, 'transportation']]);
  });

  test.each(kinds.filter((kind) => kind !== 'session-ended'))(
    'and nothing is sent when that fails with %s',
    async (kind) => {
      const ehr = scriptedEhr();
      ehr.readAppointment.answers(failed(kind, [warning]));
      const { result, readings } = await cancel(ehr);
      expect(result).toEqual({
        ok: false,
        failure: { kind: 'not-read', failure: failed(kind, [warning]).failure },
      });
      expect(ehr.log).toEqual([seen]);
      expect(readings).toBe(0);
    },
  );

  test('[B21] and nothing is sent when the session has ended', async () => {
    const ehr = scriptedEhr();
    ehr.readAppointment.answers(failed('session-ended'));
    expect((await cancel(ehr)).result).toEqual(failed('session-ended'));
    expect(ehr.log).toEqual([seen]);
  });
});

describe('[B16] a visit is called "not cancelled"', () => {
  test.each<readonly [string, ReturnType<typeof changed>]>([
    ['a 200', changed(cancelled)],
    ['an empty 200', changed(undefined)],
    ['a 200 with a warning', changed(undefined, [warning])],
    ...lostAnswers.map((kind) => [kind, failed(kind, [errorNotice])] as const),
  ])('after %s, when three readings over seven seconds show it booked', async (_, answer) => {
    const ehr = scriptedEhr();
    ehr.readAppointment.answers(ok(visit));
    ehr.cancelAppointment.answers(answer);
    const { result, waits, readings } = await cancel(ehr);
    expect(result).toEqual({ ok: false, failure: { kind: 'not-cancelled' } });
    expect(ehr.log).toEqual([seen, sent, seen, seen, seen]);
    expect(waits).toEqual([2_000, 5_000]);
    expect(readings).toBe(1);
  });

  test.each([1, 2, 3])('never, when reading %i of the three fails', async (failing) => {
    const ehr = scriptedEhr();
    const [first, second, third] = [1, 2, 3].map((reading) =>
      reading === failing ? failed('server-error') : ok(visit),
    );
    if (first && second && third) ehr.readAppointment.answers(ok(visit), first, second, third);
    const { result, waits } = await cancel(ehr);
    expect(result).toEqual({ ok: false, failure: { kind: 'cancel-unknown' } });
    expect(waits).toEqual([2_000, 5_000]);
    expect(ehr.cancelAppointment.calls).toHaveLength(1);
  });

  test.each(kinds)('never, when every reading fails with %s', async (kind) => {
    const ehr = scriptedEhr();
    ehr.readAppointment.answers(ok(visit), failed(kind));
    ehr.cancelAppointment.answers(failed('no-answer'));
    expect((await cancel(ehr)).result).toEqual({ ok: false, failure: { kind: 'cancel-unknown' } });
  });
});

describe('[B17] a cancellation that the EHR refuses leaves the visit as it was', () => {
  test.each(otherRefusals)('and its words say why, after %s', async (kind) => {
    const ehr = scriptedEhr();
    ehr.readAppointment.answers(ok(visit));
    ehr.cancelAppointment.answers(failed(kind, [errorNotice]));
    const { result, waits } = await cancel(ehr);
    expect(result).toEqual({
      ok: false,
      failure: { kind: 'cancel-refused', notices: [errorNotice] },
    });
    expect(ehr.log).toEqual([seen, sent, seen]);
    expect(waits).toEqual([]);
  });

  test.each(plainRefusals)('and it is told as it is: %s', async (kind) => {
    const ehr = scriptedEhr();
    ehr.readAppointment.answers(ok(visit));
    ehr.cancelAppointment.answers(failed(kind, [errorNotice]));
    const { result, waits } = await cancel(ehr);
    expect(result).toEqual(failed(kind, [errorNotice]));
    expect(ehr.log).toEqual([seen, sent, seen]);
    expect(waits).toEqual([]);
  });

  test('and its words are told also where they come with a 200', async () => {
    const ehr = scriptedEhr();
    ehr.readAppointment.answers(ok(visit));
    ehr.cancelAppointment.answers(changed(undefined, [errorNotice]));
    expect((await cancel(ehr)).result).toEqual({
      ok: false,
      failure: { kind: 'cancel-refused', notices: [errorNotice] },
    });
  });

  test.each([...otherRefusals, 'not-permitted', 'not-supported', 'too-busy'] as const)(
    'but %s is not believed while the visit cannot be read',
    async (kind) => {
      const ehr = scriptedEhr();
      ehr.readAppointment.answers(ok(visit), failed('no-answer'));
      ehr.cancelAppointment.answers(failed(kind));
      const { result } = await cancel(ehr);
      expect(result).toEqual({ ok: false, failure: { kind: 'cancel-unknown' } });
      expect(ehr.log).toEqual([seen, sent, seen]);
    },
  );

  test('[B21] and a session that has ended claims nothing about the visit', async () => {
    const ehr = scriptedEhr();
    ehr.readAppointment.answers(ok(visit), failed('session-ended'));
    ehr.cancelAppointment.answers(failed('session-ended'));
    const { result } = await cancel(ehr);
    expect(result).toEqual(failed('session-ended'));
    expect(ehr.log).toEqual([seen, sent, seen]);
  });
});

describe('[B12] a visit that changes while it is being cancelled', () => {
  test.each<[string, Partial<Appointment>]>([
    ['is another version', { versionId: '8', comment: 'Bring your X-rays' }],
    ['is at another hour', { start: visit.start + hours, end: visit.end + hours }],
    ['is over', { status: 'fulfilled' }],
  ])('and %s is shown as it is: the EHR refused the old version', async (_, more) => {
    const ehr = scriptedEhr();
    const now = { ...visit, ...more };
    ehr.readAppointment.answers(ok(visit), ok(now));
    ehr.cancelAppointment.answers(failed('conflict', [errorNotice]));
    const { result } = await cancel(ehr);
    expect(result).toEqual({ ok: false, failure: { kind: 'changed', appointment: now } });
    expect(ehr.cancelAppointment.calls).toHaveLength(1);
  });

  test('is shown as the last reading has it, also when the answer was lost', async () => {
    const ehr = scriptedEhr();
    const now = { ...visit, versionId: '9', start: visit.start + hours, end: visit.end + hours };
    ehr.readAppointment.answers(ok(visit), ok(visit), ok({ ...visit, versionId: '8' }), ok(now));
    ehr.cancelAppointment.answers(failed('no-answer'));
    const { result } = await cancel(ehr);
    expect(result).toEqual({ ok: false, failure: { kind: 'changed', appointment: now } });
  });
});

test('an EHR that keeps no versions is asked all the same', async () => {
  const ehr = scriptedEhr();
  const unversioned = { ...visit, versionId: undefined };
  ehr.readAppointment.answers(ok(unversioned));
  ehr.cancelAppointment.answers(failed('conflict', [errorNotice]));
  expect((await cancel(ehr, unversioned)).result).toMatchObject({
    failure: { kind: 'cancel-refused' },
  });
  expect(ehr.cancelAppointment.calls).toEqual([[unversioned, 'transportation']]);
});
