import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apptId, type ClinicDay, idOf, offerOf, openClinicDay, parameters } from './clinic-day.ts';

let clinic: ClinicDay;
let maria: ReturnType<ClinicDay['as']>;
beforeAll(async () => {
  clinic = await openClinicDay();
  maria = clinic.as('maria-alvarez');
}, 120_000);
afterAll(() => clinic.ehr.close());

const reasonUrl =
  'http://fhir.org/guides/argonaut-scheduling/StructureDefinition/extension-status-reason';
const reason = {
  coding: [
    {
      system: 'http://fhir.org/guides/argonaut-scheduling/CodeSystem/status-reason',
      code: 'patient-cancel',
    },
  ],
};
const cancel = { op: 'replace', path: '/status', value: 'cancelled' };
const because = {
  op: 'add',
  path: '/extension',
  value: [{ url: reasonUrl, valueCodeableConcept: reason }],
};

async function booked(): Promise<{ id: string; offer: string }> {
  const offer = await offerOf(maria, 'lena-brandvold', 2);
  return {
    id: idOf(await maria('POST', '/Appointment/$book', parameters(apptId(offer.id)))),
    offer: offer.id,
  };
}

function patch(id: string, body: unknown, headers: Record<string, string> = {}) {
  return maria('PATCH', `/Appointment/${id}`, body, {
    'content-type': 'application/json-patch+json',
    ...headers,
  });
}

describe('cancelling by JSON Patch', () => {
  test('answers the cancelled Appointment with its new version, and frees the time', async () => {
    const { id, offer } = await booked();
    const reply = await patch(id, [cancel]);
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ id, status: 'cancelled', meta: { versionId: '2' } });
    expect(reply.headers.get('ETag')).toBe('W/"2"');
    expect(reply.headers.get('Location')).toBe(`${clinic.ehr.base}/Appointment/${id}/_history/2`);
    expect((await offerOf(maria, 'lena-brandvold', 2)).id).toBe(offer);
  });

  test.each([
    ['as a new list', because],
    ['at the end of the list', { ...because, path: '/extension/-', value: because.value[0] }],
  ])('keeps a reason given %s', async (_, operation) => {
    const { id } = await booked();
    const reply = await patch(id, [cancel, operation]);
    expect(reply.body).toMatchObject({ status: 'cancelled', extension: because.value });
  });

  test('a patch may test first', async () => {
    const { id } = await booked();
    expect(
      (await patch(id, [{ op: 'test', path: '/status', value: 'pending' }, cancel])).status,
    ).toBe(422);
    expect((await maria('GET', `/Appointment/${id}`)).body).toMatchObject({ status: 'booked' });
    expect(
      (await patch(id, [{ op: 'test', path: '/status', value: 'booked' }, cancel])).status,
    ).toBe(200);
  });

  test('with an outdated If-Match is refused with 412', async () => {
    const { id } = await booked();
    expect((await patch(id, [cancel], { 'if-match': 'W/"7"' })).status).toBe(412);
    expect((await patch(id, [cancel], { 'if-match': 'W/"1"' })).status).toBe(200);
  });

  test('answers without a body where a minimal answer is preferred', async () => {
    const { id } = await booked();
    const reply = await patch(id, [cancel], { prefer: 'return=minimal' });
    expect(reply.status).toBe(200);
    expect(reply.headers.has('content-type')).toBe(false);
    expect(reply.headers.get('ETag')).toBe('W/"2"');
  });

  test('a second time is refused', async () => {
    const { id } = await booked();
    await patch(id, [cancel]);
    const again = await patch(id, [cancel]);
    expect(again.status).toBe(422);
    expect(again.said).toContain('cancelled cannot be cancelled');
  });
});

describe('a patch is refused', () => {
  test.each<[string, unknown, number]>([
    [
      'that changes the start',
      [{ op: 'replace', path: '/start', value: '2026-12-01T10:00:00Z' }],
      422,
    ],
    [
      'that moves and cancels',
      [cancel, { op: 'replace', path: '/start', value: '2026-11-24T10:00:00Z' }],
      422,
    ],
    ['to another status', [{ op: 'replace', path: '/status', value: 'fulfilled' }], 422],
    ['to no status of FHIR’s', [{ op: 'replace', path: '/status', value: 'canceled' }], 422],
    ['with a reason alone', [because], 422],
    [
      'with another extension',
      [
        cancel,
        { op: 'add', path: '/extension', value: [{ url: 'http://x.example', valueString: 'x' }] },
      ],
      422,
    ],
    ['at a path that is not there', [{ op: 'replace', path: '/nothing/here', value: 1 }], 422],
    ['that removes the patient', [cancel, { op: 'remove', path: '/participant/2' }], 422],
    ['that is no list', cancel, 400],
    ['that is empty', [], 400],
    ['with an unknown operation', [{ op: 'set', path: '/status', value: 'cancelled' }], 400],
    ['without a value', [{ op: 'replace', path: '/status' }], 400],
    ['that is no JSON', '[{"op":"replace",}]', 400],
  ])('%s', async (_, body, status) => {
    const { id } = await booked();
    expect((await patch(id, body)).status).toBe(status);
    expect((await maria('GET', `/Appointment/${id}`)).body).toMatchObject({ status: 'booked' });
    await patch(id, [cancel]);
  });

  test.each(['application/xml-patch+xml', 'application/json', 'text/plain'])(
    'in the format %s, with 415',
    async (type) => {
      const reply = await patch('coming-1', '<diff/>', { 'content-type': type });
      expect(reply.status).toBe(415);
    },
  );

  test('of nothing (404), of another patient’s visit (403), of a visit in the past (422)', async () => {
    expect((await patch('nothing', [cancel])).status).toBe(404);
    expect((await patch('coming-2', [cancel])).status).toBe(403);
    expect((await patch('past-32', [cancel])).status).toBe(422);
  });
});

describe('cancelling by FHIRPath Patch', () => {
  const replaceStatus = {
    name: 'operation',
    part: [
      { name: 'type', valueCode: 'replace' },
      { name: 'path', valueString: 'Appointment.status' },
      { name: 'value', valueCode: 'cancelled' },
    ],
  };
  const addReason = {
    name: 'operation',
    part: [
      { name: 'type', valueCode: 'add' },
      { name: 'path', valueString: 'Appointment' },
      { name: 'name', valueString: 'extension' },
      {
        name: 'value',
        part: [
          { name: 'url', valueUri: reasonUrl },
          { name: 'value', valueCodeableConcept: reason },
        ],
      },
    ],
  };
  const fhirPath = { 'content-type': 'application/fhir+json' };

  test('works, with a reason', async () => {
    const { id } = await booked();
    const reply = await patch(id, parameters(replaceStatus, addReason), fhirPath);
    expect(reply.body).toMatchObject({ status: 'cancelled', extension: because.value });
  });

  test('elsewhere is refused', async () => {
    const { id } = await booked();
    const comment = {
      name: 'operation',
      part: [
        { name: 'type', valueCode: 'replace' },
        { name: 'path', valueString: 'Appointment.comment' },
        { name: 'value', valueString: 'x' },
      ],
    };
    expect((await patch(id, parameters(comment), fhirPath)).status).toBe(422);
    expect((await patch(id, parameters(), fhirPath)).status).toBe(400);
    expect(
      (
        await patch(
          id,
          parameters({ name: 'operation', part: [{ name: 'type', valueCode: 'replace' }] }),
          fhirPath,
        )
      ).status,
    ).toBe(400);
  });
});
