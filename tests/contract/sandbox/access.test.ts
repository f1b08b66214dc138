import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  apptId,
  type ClinicDay,
  findQuery,
  idOf,
  minute,
  offerOf,
  openClinicDay,
  parameters,
  send,
} from './clinic-day.ts';

let clinic: ClinicDay;
beforeAll(async () => {
  clinic = await openClinicDay();
}, 120_000);
afterAll(() => clinic.ehr.close());

describe('without a good token', () => {
  test('an answer is 401, says so in an OperationOutcome, and names the scheme', async () => {
    const { status, headers, said } = await send(clinic.ehr, undefined, 'GET', '/Appointment');
    expect(status).toBe(401);
    expect(headers.get('WWW-Authenticate')).toBe('Bearer realm="fhir"');
    expect(said).toContain('An access token is needed');
  });

  test('an unknown, revoked or ended token is an invalid one', async () => {
    const token = clinic.tokens.issue({
      patient: 'maria-alvarez',
      scopes: 'patient/*.read',
      minutes: 5,
    });
    const revoked = clinic.tokens.issue({ patient: 'maria-alvarez', scopes: 'patient/*.read' });
    clinic.tokens.revoke(revoked);
    expect((await send(clinic.ehr, token, 'GET', '/Appointment')).status).toBe(200);
    clinic.pass(5 * minute);
    for (const bad of [token, revoked, 'made-up']) {
      const { status, headers } = await send(clinic.ehr, bad, 'GET', '/Appointment');
      expect(status).toBe(401);
      expect(headers.get('WWW-Authenticate')).toContain('error="invalid_token"');
    }
    clinic.pass(-5 * minute);
  });

  test('the CapabilityStatement can be read all the same', async () => {
    expect((await send(clinic.ehr, undefined, 'GET', '/metadata')).status).toBe(200);
  });
});

describe('scopes', () => {
  const read = '/Appointment/coming-1';
  /** What an app needs that books and has no use for the directory. */
  const booking =
    'patient/Patient.read patient/Appointment.read patient/Appointment.write patient/Coverage.read ' +
    'patient/Practitioner.read patient/Location.read';
  test.each<[string, string, string, number]>([
    ['patient/Appointment.read', 'GET', read, 200],
    ['patient/Appointment.rs', 'GET', read, 200],
    ['patient/*.cruds', 'GET', read, 200],
    ['patient/*.*', 'GET', read, 200],
    ['user/Appointment.read', 'GET', read, 200],
    ['patient/Appointment.s', 'GET', read, 403],
    ['patient/Appointment.s', 'GET', '/Appointment', 200],
    ['patient/Appointment.r', 'GET', '/Appointment', 403],
    ['patient/Appointment.write', 'GET', '/Appointment', 403],
    ['patient/Patient.read', 'GET', read, 403],
    ['system/Appointment.read', 'GET', read, 403],
    ['openid fhirUser launch/patient', 'GET', read, 403],
    ['patient/Appointment.sr', 'GET', read, 403],
    ['patient/Appointment.', 'GET', read, 403],
    ['patient/Appointment.r', 'GET', findQuery(), 200],
    ['patient/Appointment.write', 'GET', findQuery(), 403],
    ['patient/Patient.rs', 'GET', '/Patient/maria-alvarez', 200],
    ['patient/Practitioner.r', 'GET', '/Practitioner/lena-brandvold', 200],
    ['patient/Location.read', 'GET', '/Location/ocotillo', 200],
    ['patient/Practitioner.r', 'GET', '/Location/ocotillo', 403],
    ['patient/HealthcareService.read', 'GET', '/HealthcareService?active=true', 200],
    ['patient/HealthcareService.rs', 'GET', '/HealthcareService/dermatology', 200],
    ['patient/PractitionerRole.read', 'GET', '/PractitionerRole?active=true', 200],
    ['patient/Schedule.read', 'GET', '/Schedule?_count=1', 200],
    ...['HealthcareService', 'PractitionerRole', 'Schedule'].flatMap(
      (type): [string, string, string, number][] => [
        [booking, 'GET', `/${type}`, 403],
        [booking, 'GET', `/${type}/any`, 403],
      ],
    ),
    ['patient/Slot.read', 'GET', '/Slot/$prefetch?start=2026-11-24&end=2026-11-25&_count=1', 200],
    ['patient/Appointment.read', 'GET', '/Slot/$prefetch?start=2026-11-24&end=2026-11-25', 403],
  ])('%s: %s %s is %i', async (scopes, method, path, status) => {
    expect((await clinic.as('maria-alvarez', scopes)(method, path)).status).toBe(status);
  });

  test.each([
    ['patient/Appointment.read', false],
    ['patient/Appointment.write', true],
    ['patient/Appointment.c', true],
    ['patient/Appointment.u', true],
    ['patient/Appointment.rs', false],
    ['patient/Appointment.cruds?status=booked', false],
  ])('%s and writing: %s', async (scopes, allowed) => {
    const offer = await offerOf(clinic.as('maria-alvarez'), 'lena-brandvold');
    const narrow = clinic.as('maria-alvarez', scopes);
    const held = await narrow('POST', '/Appointment/$hold', parameters(apptId(offer.id)));
    expect(held.status).toBe(allowed ? 200 : 403);
    const booked = await narrow('POST', '/Appointment/$book', parameters(apptId(offer.id)));
    expect(booked.status).toBe(allowed ? 200 : 403);
    const patch = [{ op: 'replace', path: '/status', value: 'cancelled' }];
    const cancelled = await narrow(
      'PATCH',
      `/Appointment/${allowed ? idOf(booked) : 'coming-1'}`,
      patch,
      { 'content-type': 'application/json-patch+json' },
    );
    expect(cancelled.status).toBe(allowed ? 200 : 403);
  });

  test('that are narrowed to a status show only that', async () => {
    const narrow = clinic.as('ruth-okafor', 'patient/Appointment.rs?status=booked');
    expect((await narrow('GET', '/Appointment')).bundle.total).toBe(2);
    expect((await narrow('GET', '/Appointment/past-1')).status).toBe(403);
    expect((await narrow('GET', '/Appointment/coming-2')).status).toBe(200);
    expect(
      (
        await clinic.as(
          'ruth-okafor',
          'patient/Appointment.rs?status=booked patient/Appointment.rs?status=cancelled',
        )('GET', '/Appointment')
      ).bundle.total,
    ).toBe(3);
  });

  test('that are narrowed by what the server cannot judge grant nothing', async () => {
    expect(
      (await clinic.as('ruth-okafor', 'patient/Appointment.rs?location=x')('GET', '/Appointment'))
        .status,
    ).toBe(403);
  });
});

describe('another patient’s', () => {
  test.each([
    '/Patient/ruth-okafor',
    '/Appointment/past-1',
    '/Coverage/ruth-okafor-plan',
    '/Patient/who-is-that',
    '/Patient?_id=ruth-okafor',
    '/Coverage?patient=ruth-okafor',
  ])('%s is 403', async (path) => {
    expect((await clinic.as('maria-alvarez')('GET', path)).status).toBe(403);
  });
});

describe('a token without a patient', () => {
  test('reads who works where, and no patient’s record', async () => {
    const nobody = clinic.as(undefined);
    expect((await nobody('GET', '/Practitioner/lena-brandvold')).status).toBe(200);
    expect((await nobody('GET', findQuery())).status).toBe(200);
    expect((await nobody('GET', '/Appointment')).status).toBe(403);
    const offer = await offerOf(nobody, 'lena-brandvold');
    expect((await nobody('POST', '/Appointment/$hold', parameters(apptId(offer.id)))).status).toBe(
      403,
    );
    expect((await nobody('POST', '/Appointment/$book', parameters(apptId(offer.id)))).status).toBe(
      403,
    );
  });
});
