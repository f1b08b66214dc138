import { describe, expect, test } from 'vitest';

import { cliniciansSeen, visitsAgain } from '../../../src/scheduling/history.ts';
import type { AppointmentStatus, Code } from '../../../src/scheduling/model.ts';
import { appointment, days, drChen, drOkafor, monday } from '../../support/fixtures.ts';

const office: Code = { system: 'urn:types', code: 'office', display: 'Office visit' };
const ekg: Code = { system: 'urn:types', code: 'ekg', display: 'EKG' };
const ago = (
  count: number,
  more: Parameters<typeof appointment>[2] = {},
  status: AppointmentStatus = 'fulfilled',
) => appointment(status, monday - count * days, more);

describe('the clinicians whom a patient has seen', () => {
  test('are listed once each, the last one first', () => {
    const past = [
      ago(9, { practitioners: [drChen] }),
      ago(2, { practitioners: [drOkafor] }),
      ago(5, { practitioners: [drOkafor] }),
      ago(7, { practitioners: [drChen] }),
    ];
    expect(cliniciansSeen(past, undefined, 3)).toEqual([drOkafor, drChen]);
  });

  test('leave out the own doctor, who has their own place on the page', () => {
    const past = [ago(1, { practitioners: [drChen] }), ago(2, { practitioners: [drOkafor] })];
    expect(cliniciansSeen(past, drChen.reference, 3)).toEqual([drOkafor]);
  });

  test.each(['booked', 'arrived', 'checked-in', 'fulfilled'] as const)(
    'come from visits that took place, also where the clinic left them as %s',
    (status) => {
      expect(cliniciansSeen([ago(1, {}, status)], undefined, 3)).toEqual([drChen]);
    },
  );

  test.each(['cancelled', 'noshow', 'entered-in-error', 'pending', 'proposed', 'unknown'] as const)(
    'do not come from a visit that is %s',
    (status) => {
      expect(cliniciansSeen([ago(1, {}, status)], undefined, 3)).toEqual([]);
    },
  );

  test('have a name and can be asked for: no others are listed', () => {
    const nameless = { reference: 'Practitioner/nobody', display: undefined };
    const byName = { reference: undefined, display: 'Dr. Somebody' };
    expect(cliniciansSeen([ago(1, { practitioners: [nameless, byName] })], undefined, 3)).toEqual(
      [],
    );
  });

  test('have the name of an earlier visit where the last one has none', () => {
    const nameless = { ...drChen, display: undefined };
    const past = [ago(1, { practitioners: [nameless] }), ago(2, { practitioners: [drChen] })];
    expect(cliniciansSeen(past, undefined, 3)).toEqual([drChen]);
  });

  test('are no more than there is room for, the latest ones', () => {
    const past = Array.from({ length: 9 }, (_, index) =>
      ago(index + 1, {
        practitioners: [{ reference: `Practitioner/${index}`, display: `Dr. ${index}` }],
      }),
    );
    expect(cliniciansSeen(past, undefined, 3).map(({ display }) => display)).toEqual([
      'Dr. 0',
      'Dr. 1',
      'Dr. 2',
    ]);
  });

  test('are nobody where there were no visits', () => {
    expect(cliniciansSeen([], undefined, 3)).toEqual([]);
  });
});

describe('the visits that can be made once more', () => {
  const visit = (count: number, visitType: string | undefined, code: Code | undefined, more = {}) =>
    ago(count, { visitType, visitTypeCodes: code === undefined ? [] : [code], ...more });

  test('are each kind once, the last one first, with its last clinician', () => {
    const past = [
      visit(9, 'EKG', ekg),
      visit(1, 'Office visit', office, { practitioners: [drOkafor] }),
      visit(3, 'Office visit', office),
    ];
    expect(visitsAgain(past, 2)).toEqual([
      { visitType: 'Office visit', codes: [office], practitioner: drOkafor },
      { visitType: 'EKG', codes: [ekg], practitioner: drChen },
    ]);
  });

  test('leave out what the EHR could not be asked for: no words, or no code', () => {
    expect(
      visitsAgain([visit(1, undefined, office), visit(2, 'Office visit', undefined)], 2),
    ).toEqual([]);
  });

  test('have no clinician where the EHR gives only a name', () => {
    const byName = { practitioners: [{ reference: undefined, display: 'Dr. Somebody' }] };
    expect(visitsAgain([visit(1, 'EKG', ekg, byName)], 2)).toEqual([
      { visitType: 'EKG', codes: [ekg], practitioner: undefined },
    ]);
  });

  test('leave out a visit that did not take place, and are no more than there is room for', () => {
    const cancelled = ago(1, { visitType: 'EKG', visitTypeCodes: [ekg] }, 'cancelled');
    const kinds = ['a', 'b', 'c'].map((kind, index) =>
      visit(index + 2, kind, { ...office, code: kind }),
    );
    expect(visitsAgain([cancelled, ...kinds], 2).map(({ visitType }) => visitType)).toEqual([
      'a',
      'b',
    ]);
  });
});
