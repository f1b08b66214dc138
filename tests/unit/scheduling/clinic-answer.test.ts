import { describe, expect, test } from 'vitest';

import { readClinicAnswer } from '../../../src/scheduling/clinic-answer.ts';
import type { EhrFailure } from '../../../src/scheduling/failure.ts';
import type { Appointment } from '../../../src/scheduling/model.ts';
import { ok } from '../../../src/scheduling/result.ts';
import { days, hours, monday, openTime } from '../../support/fixtures.ts';
import { failed, madeOf, scriptedEhr } from '../../support/scripted-ehr.ts';

const time = openTime(monday + 3 * days);
const waiting = madeOf(time, 'pending', { id: 'new' });

async function answer(shown: Partial<Appointment> | EhrFailure['kind']) {
  const ehr = scriptedEhr({ hold: false });
  ehr.readAppointment.answers(
    typeof shown === 'string' ? failed(shown) : ok({ ...waiting, ...shown }),
  );
  const said = await readClinicAnswer(waiting, { ehr, patient: 'Patient/maya' });
  expect(ehr.log).toEqual(['readAppointment']);
  expect(ehr.readAppointment.calls).toEqual([['new']]);
  return said;
}

describe('the clinic’s answer to a visit that waits', () => {
  test('is a yes only where the EHR shows it booked, for this patient, at the chosen start', async () => {
    const booked = { ...waiting, status: 'booked' };
    expect(await answer({ status: 'booked' })).toEqual({ says: 'yes', appointment: booked });
    for (const other of [
      { start: time.start + hours },
      { patients: ['Patient/other'] },
      { patients: [] },
    ])
      expect(await answer({ status: 'booked', ...other })).toEqual({ says: 'nothing' });
  });

  test.each(['cancelled', 'noshow', 'entered-in-error'] as const)(
    'is a no where it is %s',
    async (status) => {
      expect(await answer({ status })).toEqual({
        says: 'no',
        appointment: { ...waiting, status },
      });
    },
  );

  test.each(['pending', 'proposed', 'waitlist', 'unknown'] as const)(
    'has not come where it is %s',
    async (status) => {
      expect(await answer({ status })).toEqual({ says: 'nothing' });
    },
  );

  test.each([
    'no-answer',
    'not-found',
    'session-ended',
    'server-error',
    'unreadable',
    'not-permitted',
  ] as const)('is no refusal where it could not be read: %s', async (kind) => {
    expect(await answer(kind)).toEqual({ says: 'nothing' });
  });
});
