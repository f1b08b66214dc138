import { expect, test } from 'vitest';
import { grants, parseScopes, type Interaction } from '../../../src/session/scopes.ts';

const all: readonly Interaction[] = ['read', 'search', 'create', 'update'];
const allowed = (scope: string, type = 'Appointment') =>
  all.filter((interaction) => grants(parseScopes(scope), type, interaction));

test.each([
  ['patient/Appointment.read', ['read', 'search']],
  ['patient/Appointment.write', ['create', 'update']],
  ['patient/Appointment.*', all],
  ['patient/*.read', ['read', 'search']],
  ['patient/*.*', all],
  ['user/Appointment.read', ['read', 'search']],
])('[smart 31] SMART v1: %s allows %j', (scope, interactions) => {
  expect(allowed(scope)).toEqual(interactions);
});

test.each([
  ['patient/Appointment.r', ['read']],
  ['patient/Appointment.rs', ['read', 'search']],
  ['patient/Appointment.c patient/Appointment.u', ['create', 'update']],
  ['patient/Appointment.cruds', all],
  ['patient/*.cruds', all],
  ['patient/Appointment.cud', ['create', 'update']],
  ['patient/Appointment.rs?status=booked', ['read', 'search']],
])('[smart 31] SMART v2: %s allows %j', (scope, interactions) => {
  expect(allowed(scope)).toEqual(interactions);
});

test.each([
  '',
  'launch openid fhirUser',
  'patient/AppointmentResponse.cruds',
  'patient/Patient.cruds',
  'system/Appointment.cruds',
  'patient/Appointment.sdurc',
  'patient/Appointment.',
  'patient/Appointment.delete',
  'patient/Appointment.rsx',
  'Appointment.cruds',
  'xpatient/Appointment.cruds',
  'patient/appointment.cruds',
])('[smart 18] [smart 31] "%s" allows nothing with an Appointment', (scope) => {
  expect(allowed(scope)).toEqual([]);
});

test('a v1 word does not count by its letters', () => {
  expect(grants(['patient/Appointment.read'], 'Appointment', 'create')).toBe(false);
  expect(grants(['patient/Appointment.write'], 'Appointment', 'read')).toBe(false);
});
