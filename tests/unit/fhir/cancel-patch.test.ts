import { applyPatch, type Operation } from 'rfc6902';
import { describe, expect, it } from 'vitest';

import { cancelPatch } from '../../../src/fhir/patch.ts';
import { cancelReasons } from '../../../src/scheduling/model.ts';
import { appointment } from './wire.ts';

const hl7 = 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason';
const visit = { id: 'booked-1', versionId: '3', resource: appointment('booked') };

describe('a cancellation of an R4 Appointment', () => {
  it.each(cancelReasons)('says why in the element that R4 has for it: %s', (reason) => {
    const { body } = cancelPatch(visit, reason, 'json', 'cancelationReason');
    const patched = structuredClone(visit.resource) as { cancelationReason?: { coding: object[] } };
    expect(applyPatch(patched, body as Operation[])).toEqual([null, null]);
    expect(patched).toMatchObject({ status: 'cancelled' });
    expect(patched).not.toHaveProperty('extension');
    expect(patched.cancelationReason?.coding).toContainEqual({ system: hl7, code: 'pat' });

    const fhirPath = cancelPatch(visit, reason, 'fhirpath', 'cancelationReason');
    expect(fhirPath.body).toMatchObject({
      parameter: [
        { name: 'operation' },
        {
          part: [
            { valueCode: 'add' },
            { valueString: 'Appointment' },
            { name: 'name', valueString: 'cancelationReason' },
            { name: 'value', valueCodeableConcept: patched.cancelationReason },
          ],
        },
      ],
    });
  });

  it('is the status alone where no reason is given', () => {
    expect(cancelPatch(visit, undefined, 'json', 'cancelationReason').body).toEqual([
      { op: 'replace', path: '/status', value: 'cancelled' },
    ]);
  });
});
