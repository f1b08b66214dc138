import { describe, expect, test } from 'vitest';

import type { Actor } from '../../../src/scheduling/model.ts';
import { doctorOnRecord, doctorSeenMost } from '../../../src/scheduling/own-doctor.ts';
import { appointment, days, drChen, drOkafor, maya, monday } from '../../support/fixtures.ts';

const practice: Actor = { reference: 'Organization/albany', display: 'Albany Primary Care' };
const visit = (daysAgo: number, ...practitioners: Actor[]) =>
  appointment('fulfilled', monday - daysAgo * days, { practitioners });

describe('the doctor on the record', () => {
  test('is the first that the record names', () => {
    const patient = { ...maya, generalPractitioners: [drOkafor, drChen] };
    expect(doctorOnRecord(patient)).toEqual({
      practitioner: drOkafor,
      because: { kind: 'on-record' },
    });
  });

  test('is no organization, no role and nobody without a reference', () => {
    const others: Actor[] = [
      practice,
      { reference: 'PractitionerRole/9', display: 'Dr. Amy Chen' },
      { reference: undefined, display: 'Dr. Amy Chen' },
    ];
    expect(doctorOnRecord({ ...maya, generalPractitioners: [...others, drChen] })).toMatchObject({
      practitioner: drChen,
    });
    expect(doctorOnRecord({ ...maya, generalPractitioners: others })).toBeUndefined();
  });

  test('may come without a name', () => {
    const nameless = { reference: 'Practitioner/chen', display: undefined };
    expect(doctorOnRecord({ ...maya, generalPractitioners: [nameless] })).toMatchObject({
      practitioner: nameless,
    });
  });

  test('is nobody where the record names nobody', () => {
    expect(doctorOnRecord({ ...maya, generalPractitioners: [] })).toBeUndefined();
  });
});

describe('the doctor seen most', () => {
  test('is the one of most visits, and the page can say how many', () => {
    expect(doctorSeenMost([visit(1, drOkafor), visit(30, drChen), visit(60, drChen)])).toEqual({
      practitioner: drChen,
      because: { kind: 'seen-most', visits: 2 },
    });
  });

  test.each([
    ['first', [visit(10, drOkafor), visit(40, drOkafor), visit(20, drChen), visit(30, drChen)]],
    ['last', [visit(30, drChen), visit(20, drChen), visit(40, drOkafor), visit(10, drOkafor)]],
  ])('is of equals the one seen last, even when listed %s', (_, past) => {
    expect(doctorSeenMost(past)).toMatchObject({ practitioner: drOkafor, because: { visits: 2 } });
  });

  test.each([
    'cancelled',
    'noshow',
    'pending',
    'proposed',
    'entered-in-error',
    'waitlist',
  ] as const)('does not count visits that never took place: %s', (status) => {
    const never = appointment(status, monday - 5 * days, { practitioners: [drOkafor] });
    expect(doctorSeenMost([never, never, visit(30, drChen)])).toMatchObject({
      practitioner: drChen,
    });
    expect(doctorSeenMost([never])).toBeUndefined();
  });

  test.each(['fulfilled', 'arrived', 'checked-in', 'booked'] as const)(
    'counts visits that the clinic left at %s',
    (status) => {
      const past = appointment(status, monday - 5 * days, { practitioners: [drOkafor] });
      expect(doctorSeenMost([past])).toMatchObject({ practitioner: drOkafor });
    },
  );

  test('counts everybody who was at the visit', () => {
    expect(doctorSeenMost([visit(30, drOkafor, drChen), visit(20, drChen)])).toMatchObject({
      practitioner: drChen,
      because: { visits: 2 },
    });
  });

  test('has the name from whichever visit has it', () => {
    const nameless: Actor = { reference: drChen.reference, display: undefined };
    expect(doctorSeenMost([visit(1, nameless), visit(2, drChen)])).toMatchObject({
      practitioner: drChen,
    });
  });

  test('is nobody where no visit names anyone by reference', () => {
    expect(doctorSeenMost([visit(1, { reference: undefined, display: 'Dr. Amy Chen' })])).toBe(
      undefined,
    );
    expect(doctorSeenMost([])).toBeUndefined();
  });
});
