import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Json } from '../../../sandbox/dialects/versions.ts';
import { type ClinicDay, openClinicDay, visitTypes, week } from './clinic-day.ts';

const window = [
  { name: 'start', valueDateTime: week.start },
  { name: 'end', valueDateTime: week.end },
];
const parameters = (...parameter: readonly Json[]) => ({ resourceType: 'Parameters', parameter });
const mine = { name: 'patient-id', valueUri: 'Patient/noor-lindgren' };
const reasons = 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason';

const operation = (type: string, path: string, ...rest: readonly Json[]) => ({
  name: 'operation',
  part: [{ name: 'type', valueCode: type }, { name: 'path', valueString: path }, ...rest],
});
const cancel = operation('replace', 'Appointment.status', {
  name: 'value',
  valueCode: 'cancelled',
});
const why = (system: string) =>
  operation(
    'add',
    'Appointment',
    { name: 'name', valueString: 'cancelationReason' },
    { name: 'value', valueCodeableConcept: { coding: [{ system, code: 'pat-lt' }] } },
  );

describe('the sandbox as Oracle’s Health AI Application Suite', () => {
  let clinic: ClinicDay;
  let base = '';
  let used = 0;
  beforeAll(async () => {
    clinic = await openClinicDay();
    base = clinic.ehr.bases['oracle'] ?? '';
  }, 60_000);
  afterAll(() => clinic.ehr.close());

  const send = (method: string, path: string, body?: unknown, headers = {}) =>
    clinic.as('noor-lindgren')(method, `${base}/${path}`, body, headers);
  const find = (...more: readonly Json[]) =>
    send('POST', 'Appointment/$find', parameters(...window, ...more));
  const book = (...parameter: readonly Json[]) =>
    send('POST', 'Appointment/$book', parameters(...parameter));
  const lena = {
    name: 'practitioner',
    valueReference: { reference: 'Practitioner/lena-brandvold' },
  };
  const open = async () => {
    const time = (await find(lena)).matches[(used += 1)];
    return { name: 'appt-id', valueUri: `Appointment/${time?.id ?? ''}` };
  };
  const visitOf = async () => (await book(await open(), mine)).matches[0]!.id!;
  const patch = (id: string, operations: readonly Json[], headers: Record<string, string> = {}) =>
    send('PATCH', `Appointment/${id}`, parameters(...operations), headers);
  const version = { 'if-match': 'W/"1"' };

  it('declares what it has: no hold, FHIRPath Patch', async () => {
    const { body } = await send('GET', 'metadata');
    expect(body).toMatchObject({
      fhirVersion: '4.0.1',
      software: { name: expect.stringContaining('Oracle Health AI') as unknown },
      patchFormat: ['application/fhir+json'],
      rest: [
        {
          resource: expect.arrayContaining([
            expect.objectContaining({
              type: 'Appointment',
              interaction: ['read', 'search-type', 'patch'].map((code) => ({ code })),
              operation: [
                expect.objectContaining({ name: 'find' }),
                expect.objectContaining({ name: 'book' }),
              ],
            }),
          ]) as unknown,
        },
      ],
    });
    expect((await send('POST', 'Appointment/$hold', parameters(await open()))).status).toBe(404);
  });

  it.each<[string, Json]>([
    [
      'a kind of visit by Argonaut’s name',
      { name: 'visit-type', valueString: `${visitTypes}|ekg` },
    ],
    ['a kind of visit as a token', { name: 'service-type', valueString: `${visitTypes}|ekg` }],
    ['a place by Argonaut’s name', { name: 'location-reference', valueUri: 'Location/ocotillo' }],
    ['a clinician as a uri', { name: 'practitioner', valueUri: 'Practitioner/lena-brandvold' }],
    ['a patient', { name: 'patient-reference', valueUri: 'Patient/noor-lindgren' }],
    [
      'a code without a system',
      { name: 'specialty', valueCodeableConcept: { coding: [{ code: 'x' }] } },
    ],
    ['a second end', window[1]!],
  ])('$find refuses %s', async (_, parameter) => {
    expect((await find(parameter)).status).toBe(400);
  });

  it('$find goes by POST alone, gives fifty, and a thousand at most', async () => {
    const query = `start=${week.start}&end=${week.end}`;
    expect((await send('GET', `Appointment/$find?${query}`)).status).toBe(405);
    expect((await find()).matches).toHaveLength(50);
    const many = await send('POST', 'Appointment/$find?_count=5000', parameters(...window));
    expect(many.matches.length).toBeGreaterThan(50);
    expect(many.bundle.link).toContainEqual({
      relation: 'self',
      url: `${base}/Appointment/$find?_count=1000`,
    });
  });

  it('$find knows kinds of visits, clinicians and places', async () => {
    const concept = { coding: [{ system: visitTypes, code: 'ekg' }] };
    const ekg = await find({ name: 'service-type', valueCodeableConcept: concept });
    expect(ekg.matches.length).toBeGreaterThan(0);
    for (const { serviceType } of ekg.matches)
      expect(serviceType?.[0]?.coding?.[0]?.code).toBe('ekg');
    const there = await find({
      name: 'location',
      valueReference: { reference: 'Location/ocotillo' },
    });
    expect(new Set(JSON.stringify(there.matches).match(/Location\/[\w-]+/g))).toEqual(
      new Set(['Location/ocotillo']),
    );
  });

  it('$book has Argonaut’s inputs in R4, and needs to know for whom', async () => {
    const booked = await book(await open(), mine, { name: 'comment', valueString: 'Knee' });
    expect(booked.status).toBe(200);
    expect(booked.matches).toMatchObject([{ status: 'booked', comment: 'Knee' }]);
    const time = await open();
    expect((await book(time)).status).toBe(400);
    expect((await book(time, mine, { name: 'patient', valueUri: 'x' })).status).toBe(400);
    const ruth = { ...mine, valueUri: 'Patient/ruth-okafor' };
    expect((await book(time, ruth)).status).toBe(403);
  });

  it('PATCH needs the version, and applies to no other', async () => {
    const id = await visitOf();
    expect((await patch(id, [cancel])).status).toBe(412);
    expect((await patch(id, [cancel], { 'if-match': '*' })).status).toBe(412);
    expect((await patch(id, [cancel], { 'if-match': 'W/"7"' })).status).toBe(412);
    const { status, body } = await patch(id, [cancel, why(reasons)], version);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'cancelled',
      cancelationReason: { coding: [{ system: reasons, code: 'pat-lt' }] },
      meta: { versionId: '2' },
    });
    expect(body).not.toHaveProperty('extension');
  });

  it.each<[string, readonly Json[], number]>([
    ['no operation', [], 400],
    ['three operations', [cancel, why(reasons), why(reasons)], 400],
    [
      'another status',
      [operation('replace', 'Appointment.status', { name: 'value', valueCode: 'fulfilled' })],
      422,
    ],
    [
      'a status as text',
      [operation('replace', 'Appointment.status', { name: 'value', valueString: 'cancelled' })],
      422,
    ],
    ['a reason in the codes of another guide', [cancel, why('urn:x')], 422],
    ['a reason alone', [why(reasons)], 422],
    [
      'another element',
      [operation('replace', 'Appointment.start', { name: 'value', valueInstant: week.end })],
      422,
    ],
    ['a part twice', [operation('replace', 'Appointment.status', ...cancel.part)], 400],
    ['what is no operation', [{ name: 'patch', part: cancel.part }], 400],
  ])('PATCH refuses %s', async (_, operations, status) => {
    const id = await visitOf();
    expect((await patch(id, operations, version)).status).toBe(status);
    expect((await send('GET', `Appointment/${id}`)).body).toMatchObject({ status: 'booked' });
  });

  it('PATCH knows no JSON Patch', async () => {
    const body = [{ op: 'replace', path: '/status', value: 'cancelled' }];
    const headers = { ...version, 'content-type': 'application/json-patch+json' };
    expect((await send('PATCH', `Appointment/${await visitOf()}`, body, headers)).status).toBe(415);
  });
});
