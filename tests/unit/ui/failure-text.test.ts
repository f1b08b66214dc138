import { describe, expect, test } from 'vitest';

import type {
  BookFailure,
  CancelFailure,
  EhrFailure,
  HoldFailure,
  Unreadable,
} from '../../../src/scheduling/failure.ts';
import type { Cancellation } from '../../../src/scheduling/model.ts';
import type { AuthorizationError } from '../../../src/session/types.ts';
import {
  bookingFailureText,
  cancelFailureText,
  extendFailureText,
  readFailureText,
  sessionFailureText,
} from '../../../src/ui/failure-text.ts';
import { later as enLater } from '../../../src/ui/messages/en.ts';
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
      const told = readFailureText(failure, enLater);
      expect(told.title).not.toBe('');
      expect(told.text).toContain('Nothing was booked or changed.');
      expect(told.action).toBe(action);
      expect(told.notices).toEqual(['Slot is busy']);
    },
  );

  test('has words of its own, so that the clinic knows on the phone what it was', () => {
    const titles = failures.map(([failure]) => readFailureText(failure, enLater).title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});

describe('[B15] a visit that the clinic did not take', () => {
  const declined = (cancellation?: Cancellation) =>
    ({ kind: 'declined', appointment: visit({ status: 'cancelled', cancellation }) }) as const;

  test('says so, that nothing is booked, and why, where the clinic gives a reason', () => {
    expect(bookingFailureText(declined(), enLater)).toEqual({
      title: 'The clinic could not take that time',
      text: 'Nothing is booked. Please choose another time.',
      action: 'choose-time',
      notices: [],
    });
    const away = declined({ reason: 'Dr. Yee is away', by: 'clinic' });
    expect(bookingFailureText(away, enLater).notices).toEqual(['Dr. Yee is away']);
  });

  test('says that the old visit stays, where it was a move', () => {
    expect(bookingFailureText(declined(), enLater, visit()).text).toBe(
      'Your old visit stays as it is. Please choose another time.',
    );
  });

  test('is not laid on the clinic where the patient has called it off', () => {
    const told = bookingFailureText(declined({ reason: undefined, by: 'patient' }), enLater);
    expect(told.title).toBe('Your request was cancelled');
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
    [{ kind: 'session-ended', notices }, 'portal', /We will then show you what is booked/],
    [{ kind: 'not-permitted', notices }, 'call', /Nothing is booked/],
    [{ kind: 'not-supported', notices }, 'call', /Nothing is booked/],
    [{ kind: 'rejected', notices }, 'call', /Nothing is booked/],
    [{ kind: 'too-busy', retryAfterSeconds: 9, notices }, 'try-again', /Nothing is booked/],
  ];
  test.each(failures)(
    '%o says whether anything was booked, and what to do',
    (failure, action, booked) => {
      const told = bookingFailureText(failure, enLater);
      expect(told.title).not.toBe('');
      expect(told.text).toMatch(booked);
      expect(told.action).toBe(action);
    },
  );
});

describe('[B11] a time that was to replace a visit', () => {
  const old = visit();
  test('and was not had leaves the visit as it is', () => {
    for (const kind of ['taken', 'hold-expired', 'rejected'] as const) {
      const { text } = bookingFailureText({ kind, notices }, enLater, old);
      expect(text).toContain('Your old visit stays as it is.');
      expect(text).not.toContain('Nothing is booked');
    }
  });

  test('and was not had after the visit was cancelled leaves nothing, and says so', () => {
    const gone = visit({ status: 'cancelled' });
    expect(bookingFailureText({ kind: 'taken', notices }, enLater, gone).text).toContain(
      'Your old visit is cancelled, and nothing is booked in its place yet.',
    );
  });

  test('of which nobody knows claims nothing of the visit', () => {
    const unknown: readonly BookFailure[] = [
      { kind: 'session-ended', notices },
      { kind: 'booking-unknown' },
    ];
    for (const failure of unknown)
      expect(bookingFailureText(failure, enLater, old).text).not.toContain('old visit');
  });
});

describe('[B15] every failure to cancel', () => {
  const stands = /Your visit is not cancelled\. It stays as it is\./;
  const failures: [CancelFailure, string, RegExp][] = [
    [{ kind: 'cancel-refused', notices }, 'call', stands],
    [{ kind: 'changed', appointment: visit() }, 'appointments', /no longer as we showed it/],
    [{ kind: 'not-cancelled' }, 'try-again', stands],
    [{ kind: 'cancel-unknown' }, 'call', /we will look it up with you/],
    [
      { kind: 'not-read', failure: { kind: 'no-answer', timedOut: true, notices } },
      'try-again',
      stands,
    ],
    [{ kind: 'not-read', failure: { kind: 'not-permitted', notices } }, 'call', stands],
    [{ kind: 'session-ended', notices }, 'portal', /We will then show you what was cancelled/],
    [{ kind: 'not-permitted', notices }, 'call', stands],
    [{ kind: 'not-supported', notices }, 'call', stands],
    [{ kind: 'rejected', notices }, 'call', stands],
    [{ kind: 'too-busy', retryAfterSeconds: 9, notices }, 'try-again', stands],
  ];
  test.each(failures)(
    '%o says whether the visit stands, and what to do',
    (failure, action, truth) => {
      const told = cancelFailureText(failure, enLater);
      expect(told.title).not.toBe('');
      expect(told.text).toMatch(truth);
      expect(told.action).toBe(action);
    },
  );

  test('[B21] claims nothing where nobody could know', () => {
    const unknown: readonly CancelFailure[] = [
      { kind: 'session-ended', notices },
      { kind: 'cancel-unknown' },
      { kind: 'changed', appointment: visit() },
    ];
    for (const failure of unknown)
      expect(cancelFailureText(failure, enLater).text).not.toMatch(/stays|not cancelled/);
  });

  test('quotes the clinic', () => {
    expect(cancelFailureText({ kind: 'cancel-refused', notices }, enLater).notices).toEqual([
      'Slot is busy',
    ]);
  });
});

test.each([
  [{ kind: 'not-extended', notices }, 'confirm'],
  [{ kind: 'session-ended' }, 'portal'],
] as const)('[A1] a hold that is not kept longer, %o, says what to do', (failure, action) => {
  expect(extendFailureText(failure, enLater)).toMatchObject({ action });
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
    enLater,
  );
  expect(told).toMatchObject({ action, notices: ['Not today'] });
  expect(told.text).toContain('Nothing was booked or changed.');
});
