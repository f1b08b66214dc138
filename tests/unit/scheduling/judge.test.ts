import { describe, expect, test } from 'vitest';

import { isFor, judgeBooking } from '../../../src/scheduling/judge.ts';
import type { Appointment, Notice } from '../../../src/scheduling/model.ts';
import { appointment, errorNotice, minutes, openTime, warning } from '../../support/fixtures.ts';

const time = openTime('2026-02-10T14:00:00Z');
const expected = { patient: 'Patient/maya', time };
const booked = appointment('booked', time.start);
const judge = (answered: Appointment | undefined, notices: readonly Notice[] = []) =>
  judgeBooking({ appointment: answered, notices, expires: undefined }, expected);

describe('what an answer to a booking says', () => {
  test('a booked Appointment for this patient at the chosen start is shown as booked', () => {
    expect(judge(booked)).toEqual({ says: 'booked', appointment: booked });
  });

  test('a warning beside the booked Appointment does not spoil it', () => {
    expect(judge(booked, [warning]).says).toBe('booked');
  });

  test.each(['error', 'fatal'] as const)(
    '[B8] a 200 that carries only an OperationOutcome of severity %s is not shown as booked',
    (severity) => {
      const notices = [warning, { ...errorNotice, severity }];
      expect(judge(undefined, notices)).toEqual({ says: 'refused', notices });
    },
  );

  test('[B8] a 200 that carries a cancelled Appointment is not shown as booked', () => {
    expect(judge(appointment('cancelled', time.start), [warning])).toEqual({
      says: 'refused',
      notices: [warning],
    });
  });

  test.each(['pending', 'proposed'] as const)(
    '[B8] a 200 that carries a %s Appointment waits for the clinic and is not shown as booked',
    (status) => {
      const waiting = appointment(status, time.start);
      expect(judge(waiting)).toEqual({ says: 'requested', appointment: waiting });
    },
  );

  test('[B8] a 200 with an empty Bundle, or a 201 without a body, is not shown as booked', () => {
    expect(judge(undefined)).toEqual({ says: 'unclear' });
    expect(judge(undefined, [warning])).toEqual({ says: 'unclear' });
  });

  test('[B8] a booked Appointment at another start is not shown as booked', () => {
    expect(judge({ ...booked, start: booked.start + minutes })).toEqual({ says: 'unclear' });
  });

  test('[B8] [B25] a booked Appointment of another patient, or of nobody, is not shown as booked', () => {
    expect(judge({ ...booked, patients: ['Patient/mary'] })).toEqual({ says: 'unclear' });
    expect(judge({ ...booked, patients: [] })).toEqual({ says: 'unclear' });
  });

  test('[B25] a pending Appointment of another patient is not shown as requested', () => {
    const other = appointment('pending', time.start, { patients: ['Patient/mary'] });
    expect(judge(other)).toEqual({ says: 'unclear' });
  });

  test.each(['error', 'fatal'] as const)(
    '[B8] a booked Appointment together with an outcome of severity %s is not shown as booked',
    (severity) => {
      expect(judge(booked, [{ ...errorNotice, severity }])).toEqual({ says: 'unclear' });
    },
  );

  test.each([
    'arrived',
    'checked-in',
    'fulfilled',
    'noshow',
    'waitlist',
    'entered-in-error',
    'unknown',
  ] as const)(
    '[B8] a 200 that carries an Appointment with status %s is not shown as booked',
    (status) => {
      expect(judge(appointment(status, time.start))).toEqual({ says: 'unclear' });
    },
  );
});

test('an appointment of several people is also this patient’s', () => {
  const family = { ...booked, patients: ['Patient/leo', 'Patient/maya'] };
  expect(isFor(family, expected)).toBe(true);
});

test('a patient whose id only begins alike is another patient', () => {
  expect(isFor({ ...booked, patients: ['Patient/maya2'] }, expected)).toBe(false);
});
