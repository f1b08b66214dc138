import { describe, expect, test } from 'vitest';

import {
  extendHold,
  holdAppointment,
  releaseHold,
} from '../../../src/scheduling/hold-appointment.ts';
import type { Hold } from '../../../src/scheduling/model.ts';
import { ok } from '../../../src/scheduling/result.ts';
import { changed, failed, scriptedEhr, listed, madeOf } from '../../support/scripted-ehr.ts';
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
const until = monday + 10 * minutes;

describe('a chosen time is kept', () => {
  test('with the end that the EHR gives', async () => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(changed(held, [], until));
    expect(await holdAppointment(time, { ehr, patient })).toEqual({
      ok: true,
      value: { appointment: held, until },
    });
    expect(ehr.holdAppointment.calls).toEqual([[time]]);
    expect(ehr.listAppointments.calls).toEqual([]);
  });

  test('without an end where the EHR does not say', async () => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(changed(held));
    expect(await holdAppointment(time, { ehr, patient })).toEqual({
      ok: true,
      value: { appointment: held, until: undefined },
    });
  });

  test('by an EHR whose held Appointment names no patient yet', async () => {
    const ehr = scriptedEhr();
    const nobodys = { ...held, patients: [] };
    ehr.holdAppointment.answers(changed(nobodys));
    expect(await holdAppointment(time, { ehr, patient })).toMatchObject({
      ok: true,
      value: { appointment: nobodys },
    });
  });
});

describe('an EHR that keeps no times', () => {
  test('is not asked to, and the journey goes on', async () => {
    const ehr = scriptedEhr({ hold: false });
    expect(await holdAppointment(time, { ehr, patient })).toEqual({ ok: true, value: undefined });
    expect(ehr.log).toEqual([]);
  });

  test('may turn out only when it is asked', async () => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(failed('not-supported'));
    expect(await holdAppointment(time, { ehr, patient })).toEqual({ ok: true, value: undefined });
    expect(ehr.listAppointments.calls).toEqual([]);
  });
});

describe('[B10] a time that somebody else has is called taken', () => {
  test.each(['conflict', 'not-found'] as const)(
    'when the EHR refuses with %s and its list shows no hold of ours',
    async (kind) => {
      const ehr = scriptedEhr();
      ehr.holdAppointment.answers(failed(kind, [errorNotice]));
      expect(await holdAppointment(time, { ehr, patient })).toEqual({
        ok: false,
        failure: { kind: 'taken', notices: [errorNotice] },
      });
      expect(ehr.listAppointments.calls).toEqual([[{ from: time.start, to: time.start + 1 }]]);
      expect(ehr.holdAppointment.calls).toHaveLength(1);
    },
  );

  test.each([
    ['a cancelled Appointment', changed(madeOf(time, 'cancelled'), [warning]), [warning]],
    ['an error alone', changed(undefined, [errorNotice]), [errorNotice]],
    [
      'a fatal error alone',
      changed(undefined, [{ ...errorNotice, severity: 'fatal' }]),
      [{ ...errorNotice, severity: 'fatal' }],
    ],
  ])('when a 200 carries %s', async (_, answer, notices) => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(answer);
    expect(await holdAppointment(time, { ehr, patient })).toEqual({
      ok: false,
      failure: { kind: 'taken', notices },
    });
  });

  test('but not while the list cannot be read', async () => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(failed('conflict', [errorNotice]));
    ehr.listAppointments.answers(failed('no-answer'));
    expect(await holdAppointment(time, { ehr, patient })).toEqual({
      ok: false,
      failure: { kind: 'hold-unknown' },
    });
  });
});

describe('[B9] a hold that was asked for twice by the browser, or whose answer was lost', () => {
  test.each(['conflict', 'not-found', 'no-answer', 'server-error', 'unreadable'] as const)(
    'is ours when the EHR’s list shows it after %s',
    async (kind) => {
      const ehr = scriptedEhr();
      ehr.holdAppointment.answers(failed(kind));
      ehr.listAppointments.answers(listed([held]));
      expect(await holdAppointment(time, { ehr, patient })).toEqual({
        ok: true,
        value: { appointment: held, until: undefined },
      });
      expect(ehr.holdAppointment.calls).toHaveLength(1);
    },
  );

  test.each([
    ['a conflict', failed('conflict'), 'taken'],
    ['a lost answer', failed('no-answer'), 'hold-unknown'],
  ])('is not ours when the list has only other things, after %s', async (_, answer, kind) => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(answer);
    ehr.listAppointments.answers(
      listed([
        { ...held, patients: ['Patient/mary'] },
        { ...held, patients: [] },
        { ...held, start: held.start + minutes },
        { ...held, status: 'cancelled' },
        { ...held, status: 'booked' },
      ]),
    );
    expect(await holdAppointment(time, { ehr, patient })).toMatchObject({
      ok: false,
      failure: { kind },
    });
  });

  test('is not the hold that the patient still has with another doctor at the same hour', async () => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(failed('conflict', [errorNotice]));
    const withOkafor = appointment('pending', time.start, { practitioners: [drOkafor] });
    ehr.listAppointments.answers(listed([withOkafor]));
    expect(await holdAppointment(time, { ehr, patient })).toEqual({
      ok: false,
      failure: { kind: 'taken', notices: [errorNotice] },
    });
  });

  test.each(['no-answer', 'server-error', 'unreadable'] as const)(
    'stays unknown after %s when the list cannot be read either',
    async (kind) => {
      const ehr = scriptedEhr();
      ehr.holdAppointment.answers(failed(kind));
      ehr.listAppointments.answers(failed('no-answer'));
      expect(await holdAppointment(time, { ehr, patient })).toEqual({
        ok: false,
        failure: { kind: 'hold-unknown' },
      });
    },
  );
});

describe('[B8] a 200 that does not say that the time is held for us', () => {
  test.each([
    ['another patient’s pending Appointment', { ...held, patients: ['Patient/mary'] }],
    ['another start', { ...held, start: held.start + minutes }],
    ['a booked Appointment', { ...held, status: 'booked' as const }],
    ['no Appointment at all', undefined],
  ])('is not believed: %s', async (_, answered) => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(changed(answered, [warning]));
    expect(await holdAppointment(time, { ehr, patient })).toEqual({
      ok: false,
      failure: { kind: 'hold-unknown' },
    });
    expect(ehr.listAppointments.calls).toHaveLength(1);
  });

  test('is put right by the EHR’s list', async () => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(changed(undefined));
    ehr.listAppointments.answers(listed([held]));
    expect(await holdAppointment(time, { ehr, patient })).toMatchObject({
      ok: true,
      value: { appointment: held },
    });
  });
});

test.each(['session-ended', 'not-permitted', 'rejected', 'too-busy'] as const)(
  'a hold refused with %s is told as it is, without a second question',
  async (kind) => {
    const ehr = scriptedEhr();
    ehr.holdAppointment.answers(failed(kind, [errorNotice]));
    expect(await holdAppointment(time, { ehr, patient })).toEqual(failed(kind, [errorNotice]));
    expect(ehr.listAppointments.calls).toEqual([]);
  },
);

describe('a hold that is asked to stand longer', () => {
  const hold: Hold = { appointment: held, until };

  test('has the new end', async () => {
    const ehr = scriptedEhr();
    const renewed = { ...held, id: 'held-again', versionId: '2' };
    ehr.extendHold.answers(changed(renewed, [], until + 10 * minutes));
    expect(await extendHold(hold, { ehr, patient })).toEqual({
      ok: true,
      value: { appointment: renewed, until: until + 10 * minutes },
    });
    expect(ehr.extendHold.calls).toEqual([[hold]]);
  });

  test.each([
    'no-answer',
    'not-permitted',
    'not-found',
    'not-supported',
    'conflict',
    'rejected',
    'too-busy',
    'server-error',
    'unreadable',
  ] as const)('is not extended after %s, and stands as it did', async (kind) => {
    const ehr = scriptedEhr();
    ehr.extendHold.answers(failed(kind, [warning]));
    ehr.readAppointment.answers(ok(held));
    expect(await extendHold(hold, { ehr, patient })).toEqual({
      ok: false,
      failure: { kind: 'not-extended', notices: [warning] },
    });
    expect(ehr.log).toEqual(['extendHold', 'readAppointment']);
    expect(ehr.readAppointment.calls).toEqual([[held.id]]);
  });

  test.each([
    ['a cancelled Appointment', { ...held, status: 'cancelled' as const }],
    ['another patient’s', { ...held, patients: ['Patient/mary'] }],
    ['another start', { ...held, start: held.start + minutes }],
    ['nothing', undefined],
  ])('is not extended by a 200 with %s', async (_, answered) => {
    const ehr = scriptedEhr();
    ehr.extendHold.answers(changed(answered, [errorNotice]));
    ehr.readAppointment.answers(ok(held));
    expect(await extendHold(hold, { ehr, patient })).toEqual({
      ok: false,
      failure: { kind: 'not-extended', notices: [errorNotice] },
    });
  });

  test.each([
    ['has called it off', ok({ ...held, status: 'cancelled' as const })],
    ['does not know it any more', failed('not-found')],
  ])('has ended where the EHR %s, whatever it said to the question', async (_, read) => {
    for (const answer of [failed('no-answer', [warning]), changed(undefined, [warning])]) {
      const ehr = scriptedEhr();
      ehr.extendHold.answers(answer);
      ehr.readAppointment.answers(read);
      expect(await extendHold(hold, { ehr, patient })).toEqual({
        ok: false,
        failure: { kind: 'hold-expired', notices: [warning] },
      });
    }
  });

  test.each(['no-answer', 'not-permitted', 'server-error', 'session-ended'] as const)(
    'stands as it did where it cannot be read: %s',
    async (kind) => {
      const ehr = scriptedEhr();
      ehr.extendHold.answers(failed('conflict', [warning]));
      ehr.readAppointment.answers(failed(kind));
      expect(await extendHold(hold, { ehr, patient })).toEqual({
        ok: false,
        failure: { kind: 'not-extended', notices: [warning] },
      });
    },
  );

  test('[B21] says that the session has ended', async () => {
    const ehr = scriptedEhr();
    ehr.extendHold.answers(failed('session-ended'));
    expect(await extendHold(hold, { ehr, patient })).toEqual({
      ok: false,
      failure: { kind: 'session-ended' },
    });
  });
});

describe('[B9] giving a held time back', () => {
  const given = madeOf(time, 'pending', { id: 'held' });
  const keptUntil: Hold = { appointment: given, until: monday + 10 * minutes };

  test('releases it once, in the version that was read', async () => {
    const ehr = scriptedEhr();
    const now = { ...given, versionId: '7' };
    ehr.readAppointment.answers(ok(now));
    expect(await releaseHold(keptUntil, { ehr })).toBe(true);
    expect(ehr.log).toEqual(['readAppointment', 'releaseHold']);
    expect(ehr.readAppointment.calls).toEqual([['held']]);
    expect(ehr.releaseHold.calls).toEqual([[{ ...keptUntil, appointment: now }]]);
  });

  test.each([
    ['no-answer', false],
    ['server-error', true],
    ['conflict', true],
  ] as const)('tells whether the EHR may yet end it: after %s, %s', async (kind, sure) => {
    const ehr = scriptedEhr();
    ehr.readAppointment.answers(ok(given));
    ehr.releaseHold.answers(failed(kind));
    expect(await releaseHold(keptUntil, { ehr })).toBe(sure);
  });

  test.each(['booked', 'cancelled', 'proposed', 'fulfilled', 'unknown'] as const)(
    'sends nothing when another tab has left it %s: a visit is never cancelled so',
    async (status) => {
      const ehr = scriptedEhr();
      ehr.readAppointment.answers(ok({ ...given, status }));
      await releaseHold(keptUntil, { ehr });
      expect(ehr.log).toEqual(['readAppointment']);
    },
  );

  test.each(['no-answer', 'session-ended', 'not-found'] as const)(
    'sends nothing when it cannot be read: %s',
    async (kind) => {
      const ehr = scriptedEhr();
      ehr.readAppointment.answers(failed(kind));
      await releaseHold(keptUntil, { ehr });
      expect(ehr.log).toEqual(['readAppointment']);
    },
  );
});
