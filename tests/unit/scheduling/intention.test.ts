import { describe, expect, test } from 'vitest';

import { factsOf } from '../../../src/scheduling/intention.ts';
import { appointment, drOkafor, openTime } from '../../support/fixtures.ts';

const time = openTime('2026-02-10T14:00:00Z');

describe('what the journal knows of a time', () => {
  test('is when, with whom and where, by opaque ids', () => {
    expect(factsOf(time)).toEqual({
      start: time.start,
      practitioners: ['Practitioner/chen'],
      locations: ['Location/east'],
    });
  });

  test('[B26] is no name, no word and nothing of the resource', () => {
    const visit = appointment('booked', time.start, {
      comment: 'My knee hurts',
      resource: { resourceType: 'Appointment' },
    });
    expect(JSON.stringify(factsOf(visit))).not.toMatch(/Chen|East|Patient|knee|Appointment|Follow/);
  });

  test('leaves out whoever the EHR names by display only', () => {
    const nameless = openTime(time.start, {
      practitioners: [{ reference: undefined, display: 'Dr. Amy Chen' }, drOkafor],
      locations: [{ reference: undefined, display: 'East Clinic' }],
    });
    expect(factsOf(nameless)).toMatchObject({
      practitioners: ['Practitioner/okafor'],
      locations: [],
    });
  });
});
