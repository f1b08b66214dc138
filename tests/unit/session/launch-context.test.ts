import { expect, test } from 'vitest';
import { referencesIn } from '../../../src/session/launch-context.ts';
import { iss } from './support.ts';

test('[smart 36] objects and plain texts are read, relative or of this EHR', () => {
  const context = [
    { reference: 'Appointment/1' },
    { reference: 'Slot/2', role: 'launch', type: 'Slot' },
    'ServiceRequest/3',
    { reference: `${iss}/Appointment/4` },
  ];
  const references = ['Appointment/1', 'Slot/2', 'ServiceRequest/3', 'Appointment/4'];
  expect(referencesIn(context, iss)).toEqual(references);
  expect(referencesIn(context, `${iss}/`)).toEqual(references);
});

test('[smart 36] unknown roles, other servers and what is no reference are ignored', () => {
  const context = [
    { reference: 'Appointment/1', role: 'https://ehr.example/roles/background' },
    { reference: 'https://elsewhere.example/fhir/Appointment/2' },
    { reference: `${iss}-evil/Appointment/3` },
    { reference: 'Appointment/4/_history/1' },
    { reference: '../Appointment/5' },
    { canonical: 'https://ehr.example/plan' },
    { reference: 7 },
    null,
    8,
  ];
  expect(referencesIn(context, iss)).toEqual([]);
});

test.each([undefined, null, 'Appointment/1', { reference: 'Appointment/1' }])(
  '[smart 36] a context of %j is none',
  (context) => {
    expect(referencesIn(context, iss)).toEqual([]);
  },
);
