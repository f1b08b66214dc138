import type * as fhir3 from 'fhir/r3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ClinicDay, monday, openClinicDay } from './clinic-day.ts';

let clinic: ClinicDay;
let maria: ReturnType<ClinicDay['as']>;
const app = 'http://localhost:7101';
beforeAll(async () => {
  clinic = await openClinicDay({
    origins: [app],
    advertise: { authorize: 'http://ehr.test/auth/authorize', token: 'http://ehr.test/auth/token' },
  });
  maria = clinic.as('maria-alvarez');
}, 120_000);
afterAll(() => clinic.ehr.close());

describe('every answer', () => {
  test('is FHIR JSON that nobody keeps, with its version', async () => {
    const { headers } = await maria('GET', '/Appointment/coming-1');
    expect(headers.get('Content-Type')).toBe('application/fhir+json;charset=utf-8');
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(headers.get('ETag')).toBe('W/"1"');
    expect(headers.get('Last-Modified')).toBe(new Date(monday).toUTCString());
  });

  test.each(['/Appointment/coming-1', '/Patient/ruth-okafor', '/metadata'])(
    'shows the EHR’s clock to other origins where the clinic lets it: %s',
    async (path) => {
      const date = async (): Promise<(string | null)[]> => {
        const { headers } = await maria('GET', path, undefined, { origin: app });
        return [headers.get('Date'), headers.get('Access-Control-Expose-Headers')];
      };
      expect(await date()).toEqual([null, null]);
      clinic.ehr.rules.showsDate = true;
      clinic.pass(90_000);
      expect(await date()).toEqual(['Mon, 23 Nov 2026 14:01:30 GMT', 'Date']);
      clinic.ehr.rules.showsDate = false;
      clinic.pass(-90_000);
    },
  );

  test.each<[string, Record<string, string>, number]>([
    ['/Appointment', { accept: 'application/fhir+json' }, 200],
    ['/Appointment', { accept: 'application/json' }, 200],
    ['/Appointment', { accept: 'text/html, */*;q=0.1' }, 200],
    ['/Appointment?_format=json', { accept: 'application/fhir+xml' }, 200],
    ['/Appointment?_format=application/fhir+json', {}, 200],
    ['/Appointment', { accept: 'application/fhir+xml' }, 406],
    ['/Appointment?_format=xml', {}, 406],
    ['/Appointment', { accept: 'application/json;q=0' }, 406],
    ['/metadata?_format=xml', {}, 406],
  ])('%s with %o is %i', async (path, headers, status) => {
    expect((await maria('GET', path, undefined, headers)).status).toBe(status);
  });
});

describe('a request is refused', () => {
  test.each<[string, string, string, string | undefined, string | undefined, number, string]>([
    ['a type that is unknown', 'GET', '/Observation', undefined, undefined, 404, 'not-supported'],
    ['a path that is none', 'GET', '/', undefined, undefined, 404, 'not-supported'],
    [
      'an operation that is unknown',
      'POST',
      '/Appointment/$cancel',
      '{}',
      undefined,
      404,
      'not-supported',
    ],
    [
      'an interaction that a type does not have',
      'DELETE',
      '/Appointment/coming-1',
      undefined,
      undefined,
      405,
      'not-supported',
    ],
    ['a search of slots', 'GET', '/Slot', undefined, undefined, 405, 'not-supported'],
    [
      'an update of a Patient',
      'PUT',
      '/Patient/maria-alvarez',
      '{}',
      undefined,
      405,
      'not-supported',
    ],
    [
      'a body of another media type',
      'POST',
      '/Patient',
      '<Patient/>',
      'application/fhir+xml',
      415,
      'not-supported',
    ],
    [
      'a body in another charset',
      'POST',
      '/Patient',
      '{}',
      'application/fhir+json;charset=latin1',
      415,
      'not-supported',
    ],
    ['a body that is no JSON', 'POST', '/Patient', '{"resourceType":', undefined, 400, 'structure'],
    ['a body that is no resource', 'POST', '/Patient', '[]', undefined, 400, 'structure'],
    [
      'a body of another type',
      'POST',
      '/Patient',
      '{"resourceType":"Coverage","status":"active"}',
      undefined,
      422,
      'invalid',
    ],
  ])('%s', async (_, method, path, body, type, status, code) => {
    const reply = await maria(method, path, body, type ? { 'content-type': type } : {});
    expect(reply.status).toBe(status);
    expect((reply.body as unknown as fhir3.OperationOutcome).issue[0]?.code).toBe(code);
  });
});

describe('across origins', () => {
  const preflight = (origin: string) =>
    clinic.ehr.fetch(
      new Request(`${clinic.ehr.base}/Appointment/$book`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        },
      }),
    );

  test('the app’s page is let in, and its preflight kept for two hours', async () => {
    const { status, headers } = await preflight(app);
    expect(status).toBe(204);
    expect(headers.get('Access-Control-Allow-Origin')).toBe(app);
    expect(headers.get('Access-Control-Max-Age')).toBe('7200');
    for (const name of ['authorization', 'content-type', 'accept', 'if-match', 'prefer']) {
      expect(headers.get('Access-Control-Allow-Headers')).toContain(name);
    }
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      expect(headers.get('Access-Control-Allow-Methods')).toContain(method);
    }
  });

  test('another page is not', async () => {
    expect(
      (await preflight('http://evil.example')).headers.has('Access-Control-Allow-Origin'),
    ).toBe(false);
  });

  test('refusals can be read as well, and no header beyond the usual ones', async () => {
    const { status, headers } = await maria('GET', '/Patient/ruth-okafor', undefined, {
      origin: app,
    });
    expect(status).toBe(403);
    expect(headers.get('Access-Control-Allow-Origin')).toBe(app);
    expect(headers.has('Access-Control-Expose-Headers')).toBe(false);
  });
});

describe('the CapabilityStatement', () => {
  test('names the Argonaut operations, the patch formats and where to sign in', async () => {
    const { body } = await maria('GET', '/metadata');
    const statement = body as unknown as fhir3.CapabilityStatement;
    const rest = statement.rest?.[0];
    const guide = 'http://fhir.org/guides/argonaut-scheduling/OperationDefinition/';
    expect(statement.fhirVersion).toBe('3.0.1');
    expect(rest?.operation?.map(({ name, definition }) => [name, definition.reference])).toEqual([
      ['find', `${guide}appointment-find`],
      ['hold', `${guide}appointment-hold`],
      ['book', `${guide}appointment-book`],
      ['prefetch', `${guide}slot-prefetch`],
    ]);
    expect(statement.patchFormat).toContain('application/json-patch+json');
    expect(rest?.security?.service?.[0]?.coding?.[0]?.code).toBe('SMART-on-FHIR');
    expect(rest?.security?.extension?.[0]?.extension).toEqual([
      { url: 'authorize', valueUri: 'http://ehr.test/auth/authorize' },
      { url: 'token', valueUri: 'http://ehr.test/auth/token' },
    ]);
  });

  test('declares no search parameter that the server does not know', async () => {
    const { body } = await maria('GET', '/metadata');
    const sample: Record<string, string> = {
      date: '2026-11-23',
      patient: 'maria-alvarez',
      beneficiary: 'maria-alvarez',
    };
    for (const { type, searchParam = [] } of (body as unknown as fhir3.CapabilityStatement)
      .rest?.[0]?.resource ?? []) {
      for (const { name } of searchParam) {
        const value =
          sample[name] ??
          (type === 'Patient' && name === '_id'
            ? 'maria-alvarez'
            : name === 'practitioner'
              ? 'Practitioner/x'
              : 'x');
        expect([
          type,
          name,
          (
            await maria('GET', `/${type}?${name}=${value}`, undefined, {
              prefer: 'handling=strict',
            })
          ).status,
        ]).toEqual([type, name, 200]);
      }
    }
  });
});
