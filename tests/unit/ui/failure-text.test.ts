import { describe, expect, test } from 'vitest';

import type {
  BookFailure,
  EhrFailure,
  HoldFailure,
  Unreadable,
} from '../../../src/scheduling/failure.ts';
import type { AuthorizationError } from '../../../src/session/types.ts';
import {
  bookingFailureText,
  extendFailureText,
  readFailureText,
  sessionFailureText,
} from '../../../src/ui/failure-text.ts';
import { en } from '../../../src/ui/messages/en.ts';
import { visit } from '../../support/fake-ehr.ts';

const notices = [
  { severity: 'error', code: 'conflict', text: 'Slot is busy' },
  { severity: 'error', code: 'conflict', text: undefined },
] as const;

describe('[B15] every failure to read', () => {
  const plain = {
    'session-ended': 'portal',
    'not-permitted': 'call',
    'not-supported': 'call',
    rejected: 'call',
    'not-found': 'try-again',
    conflict: 'try-again',
    'server-error': 'try-again',
  } as const;
  const failures: [EhrFailure, string][] = [
    ...Object.entries(plain).map(([kind, action]): [EhrFailure, string] => [
      { kind: kind as keyof typeof plain, notices },
      action,
    ]),
    [{ kind: 'no-answer', timedOut: false, notices }, 'try-again'],
    [{ kind: 'no-answer', timedOut: true, notices }, 'try-again'],
    [{ kind: 'too-busy', retryAfterSeconds: undefined, notices }, 'try-again'],
    ...(['html', 'empty', 'not-json', 'other-resource'] satisfies Unreadable[]).map(
      (what): [EhrFailure, string] => [{ kind: 'unreadable', what, notices }, 'try-again'],
    ),
    [{ kind: 'unreadable', what: 'other-patient', notices }, 'call'],
  ];

  test.each(failures)(
    '%o says what happened, that nothing was booked, and what to do',
    (failure, action) => {
      const told = readFailureText(failure, en);
      expect(told.title).not.toBe('');
      expect(told.text).toContain('Nothing was booked or changed.');
      expect(told.action).toBe(action);
      expect(told.notices).toEqual(['Slot is busy']);
    },
  );

  test('has words of its own, so that the clinic knows on the phone what it was', () => {
    const titles = failures.map(([failure]) => readFailureText(failure, en).title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});

describe('[B15] every failure to hold or to book', () => {
  const failures: [HoldFailure | BookFailure, string, RegExp][] = [
    [{ kind: 'taken', notices }, 'choose-time', /Nothing is booked/],
    [{ kind: 'hold-expired', notices }, 'choose-time', /Nothing is booked/],
    [{ kind: 'hold-unknown' }, 'try-again', /Nothing is booked/],
    [{ kind: 'not-booked', stillHeld: true }, 'try-again', /Nothing is booked/],
    [{ kind: 'booking-unknown' }, 'call', /do not book again/],
    [{ kind: 'requested', appointment: visit() }, 'appointments', /not booked yet/],
    [{ kind: 'session-ended', notices }, 'portal', /Nothing is booked/],
    [{ kind: 'not-permitted', notices }, 'call', /Nothing is booked/],
    [{ kind: 'not-supported', notices }, 'call', /Nothing is booked/],
    [{ kind: 'rejected', notices }, 'call', /Nothing is booked/],
    [{ kind: 'too-busy', retryAfterSeconds: 9, notices }, 'try-again', /Nothing is booked/],
  ];
  test.each(failures)(
    '%o says whether anything was booked, and what to do',
    (failure, action, booked) => {
      const told = bookingFailureText(failure, en);
      expect(told.title).not.toBe('');
      expect(told.text).toMatch(booked);
      expect(told.action).toBe(action);
    },
  );
});

test.each([
  [{ kind: 'not-extended', notices }, 'confirm'],
  [{ kind: 'session-ended' }, 'portal'],
] as const)('[A1] a hold that is not kept longer, %o, says what to do', (failure, action) => {
  expect(extendFailureText(failure, en)).toMatchObject({ action });
});

const refusals: Record<AuthorizationError, string> = {
  access_denied: 'portal',
  invalid_scope: 'call',
  invalid_request: 'call',
  unauthorized_client: 'call',
  unsupported_response_type: 'call',
  server_error: 'portal',
  temporarily_unavailable: 'portal',
  other: 'portal',
};
test.each(Object.entries(refusals))('[B15] a sign-in refused with %s leads on', (error, action) => {
  const told = sessionFailureText(
    {
      kind: 'authorization-refused',
      error: error as AuthorizationError,
      description: 'Not today',
      moreInformation: undefined,
    },
    en,
  );
  expect(told).toMatchObject({ action, notices: ['Not today'] });
  expect(told.text).toContain('Nothing was booked or changed.');
});
