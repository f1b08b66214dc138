import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Json } from '../../../sandbox/dialects/versions.ts';
import { type ClinicDay, everything, openClinicDay } from './clinic-day.ts';

const visitTypes = 'http://fhir.org/guides/argonaut-scheduling/CodeSystem/visit-type';
const reasons = 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason';
const replaces = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.replaces';
const own = { reference: 'Patient/noor-lindgren', display: 'Noor Lindgren' };
const json = (value: unknown) => value as Json;
const list = (value: unknown) => (value ?? []) as readonly Json[];

describe('the sandbox as an ISiK Termin-Repository', () => {
  let clinic: ClinicDay;
  let base = '';
  let used = 0;
  beforeAll(async () => {
    clinic = await openClinicDay();
    base = clinic.ehr.bases['isik'] ?? '';
  }, 60_000);
  afterAll(() => clinic.ehr.close());

  const as = (patient = 'noor-lindgren', scopes = everything) => clinic.as(patient, scopes);
  const get = (path: string) => as()('GET', `${base}/${path}`);
  const lena = 'Schedule/lena-brandvold.prairie-junction';
  /** A Slot that no other test has. */
  const open = async (): Promise<Json> => {
    const { matches } = await get(`Slot?schedule=${lena}&status=free&_count=500`);
    const fitting = matches.filter((each) => JSON.stringify(each).includes('"new-patient"'));
    const slot = json(fitting[(used += 2)]);
    if (slot['id'] === undefined) throw new Error('no slot');
    return slot;
  };
  const proposed = (slot: Json, more: Json = {}): Json => ({
    resourceType: 'Appointment',
    status: 'proposed',
    start: slot['start'],
    end: slot['end'],
    slot: [{ reference: `Slot/${String(slot['id'])}` }],
    serviceType: [{ coding: [{ system: visitTypes, code: 'new-patient' }] }],
    participant: [{ actor: own, status: 'accepted' }],
    ...more,
  });
  const book = (body: Json) => as()('POST', `${base}/Appointment/$book`, body);
  const parameters = (...parameter: readonly Json[]): Json => ({
    resourceType: 'Parameters',
    parameter,
  });
  const booked = async () => json((await book(proposed(await open()))).body);
  const statusOf = async ({ id }: Json) =>
    json((await get(`Appointment/${String(id)}`)).body)['status'];

  it('declares R4, $book and FHIRPath Patch, and no hold', async () => {
    const { body } = await get('metadata');
    expect(body).toMatchObject({ fhirVersion: '4.0.1', patchFormat: ['application/fhir+json'] });
    const resources = list(list(json(body)['rest'])[0]?.['resource']);
    expect(resources.find(({ type }) => type === 'Appointment')).toMatchObject({
      interaction: [{ code: 'read' }, { code: 'search-type' }, { code: 'patch' }],
      operation: [
        {
          name: 'book',
          definition: 'https://gematik.de/fhir/isik/OperationDefinition/AppointmentBook',
        },
      ],
    });
    expect((await as()('POST', `${base}/Appointment/$hold`, parameters())).status).toBe(404);
    expect((await as()('POST', `${base}/Slot/$hold`, parameters())).status).toBe(404);
    expect((await as()('PUT', `${base}/Appointment/x`, {})).status).toBe(405);
  });

  it('lists visits by their actors', async () => {
    const { id } = await booked();
    const idsOf = async (query: string) =>
      (await get(`Appointment?${query}`)).matches.map((each) => each.id);
    expect(await idsOf('actor=Patient/noor-lindgren&date=ge2026-11-23')).toContain(id);
    expect(await idsOf('actor=Practitioner/lena-brandvold')).toContain(id);
    expect(await idsOf('actor=Practitioner/naomi-castellane')).toEqual([]);
    expect((await get('Appointment?actor=Patient/ruth-okafor')).status).toBe(403);
  });

  describe('$book', () => {
    it('answers 201 with the bare Appointment', async () => {
      const slot = await open();
      const answer = await book(proposed(slot, { comment: 'Bauchschmerzen' }));
      expect(answer.status).toBe(201);
      expect(answer.headers.get('Location')).toContain(`${base}/Appointment/`);
      expect(answer.body).toMatchObject({
        resourceType: 'Appointment',
        status: 'booked',
        start: slot['start'],
        comment: 'Bauchschmerzen',
        slot: [{ reference: `Slot/${String(slot['id'])}` }],
      });
      expect((await book(proposed(slot))).status).toBe(422);
    });

    it('answers 202 where somebody at the clinic has to say yes', async () => {
      clinic.ehr.rules.confirms = 'staff';
      const answer = await book(proposed(await open()));
      clinic.ehr.rules.confirms = 'server';
      expect(answer).toMatchObject({ status: 202, body: { status: 'pending' } });
    });

    it('moves a visit, both halves or neither, and says what the new one replaces', async () => {
      const [old, slot, taken] = [await booked(), await open(), await open()];
      await clinic.ehr.levers.takeTime({ slotId: String(taken['id']) });
      const cancelled = { name: 'cancelled-appt-id', valueUri: `Appointment/${String(old['id'])}` };
      const move = (resource: Json) =>
        book(parameters({ name: 'appt-resource', resource }, cancelled));
      expect((await move(proposed(taken))).status).toBe(422);
      expect(await statusOf(old)).toBe('booked');
      const answer = await move(proposed(slot));
      expect(answer.status).toBe(201);
      expect(json(answer.body)['extension']).toEqual([
        { url: replaces, valueReference: { reference: `Appointment/${String(old['id'])}` } },
      ]);
      expect(await statusOf(old)).toBe('cancelled');
    });

    it('finds the Slot where it is given a Schedule', async () => {
      const slot = await open();
      const resource = proposed(slot, { slot: undefined });
      const schedule = { name: 'schedule', valueReference: { reference: lena } };
      const answer = await book(parameters({ name: 'appt-resource', resource }, schedule));
      expect(answer.body).toMatchObject({
        status: 'booked',
        slot: [{ reference: `Slot/${String(slot['id'])}` }],
      });
      expect((await book(resource)).status).toBe(422);
    });

    it.each<[string, Json, number]>([
      ['a status other than proposed', { status: 'booked' }, 422],
      ['no patient', { participant: [{ actor: { display: 'Dr. Y' }, status: 'accepted' }] }, 422],
      [
        'a patient without a name',
        { participant: [{ actor: { reference: own.reference }, status: 'accepted' }] },
        422,
      ],
      [
        'another patient',
        {
          participant: [
            { actor: { reference: 'Patient/ruth-okafor', display: 'Ruth' }, status: 'accepted' },
          ],
        },
        403,
      ],
      ['no kind of service', { serviceType: undefined }, 422],
      ['a note, as in R5', { note: [{ text: 'x' }] }, 422],
      [
        'a concept in a reference, as in R5',
        { serviceType: [{ concept: { coding: [{ code: 'new-patient' }] } }] },
        422,
      ],
      [
        'required as a boolean, as in R5',
        { participant: [{ actor: own, required: true, status: 'accepted' }] },
        422,
      ],
      ['another time than the Slot’s', { end: '2026-12-24T20:00:00Z' }, 422],
      ['an id that it cannot have yet', { id: 'x' }, 422],
    ])('refuses %s', async (_, more, status) => {
      expect((await book(proposed(await open(), more))).status).toBe(status);
    });

    it.each<[string, (resource: Json) => Json, number]>([
      [
        'Argonaut’s patient-id',
        (resource) =>
          parameters(
            { name: 'appt-resource', resource },
            { name: 'patient-id', valueUri: own.reference },
          ),
        400,
      ],
      [
        'two Appointments',
        (resource) =>
          parameters({ name: 'appt-resource', resource }, { name: 'appt-resource', resource }),
        400,
      ],
      [
        'no Appointment',
        () => parameters({ name: 'cancelled-appt-id', valueUri: 'Appointment/x' }),
        400,
      ],
      [
        'a cancelled visit as a reference',
        (resource) =>
          parameters(
            { name: 'appt-resource', resource },
            { name: 'cancelled-appt-id', valueReference: { reference: 'Appointment/x' } },
          ),
        400,
      ],
      [
        'an unknown visit in whose place it is',
        (resource) =>
          parameters(
            { name: 'appt-resource', resource },
            { name: 'cancelled-appt-id', valueUri: 'Appointment/x' },
          ),
        422,
      ],
      ['a Bundle', () => ({ resourceType: 'Bundle', type: 'collection' }), 400],
    ])('refuses %s', async (_, body, status) => {
      expect((await book(body(proposed(await open())))).status).toBe(status);
    });
  });

  describe('PATCH', () => {
    const operation = (type: string, path: string, ...more: readonly Json[]): Json => ({
      name: 'operation',
      part: [{ name: 'type', valueCode: type }, { name: 'path', valueString: path }, ...more],
    });
    const cancel = operation('replace', 'Appointment.status', {
      name: 'value',
      valueCode: 'cancelled',
    });
    const because = (code: string, element = 'cancelationReason') =>
      operation(
        'add',
        'Appointment',
        { name: 'name', valueString: element },
        { name: 'value', valueCodeableConcept: { coding: [{ system: reasons, code }] } },
      );
    const patch = ({ id }: Json, body: unknown, headers: Record<string, string> = {}) =>
      as()('PATCH', `${base}/Appointment/${String(id)}`, body, headers);

    it('cancels, with one of the guide’s reasons', async () => {
      const answer = await patch(await booked(), parameters(cancel, because('pat')));
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        status: 'cancelled',
        cancelationReason: { coding: [{ system: reasons, code: 'pat' }] },
      });
    });

    it.each<[string, Json, number]>([
      [
        'another time',
        operation('replace', 'Appointment.start', {
          name: 'value',
          valueInstant: '2026-12-24T20:00:00Z',
        }),
        400,
      ],
      ['another Slot', operation('delete', 'Appointment.slot[0]'), 400],
      ['another patient', operation('delete', 'Appointment.participant[0]'), 400],
      ['another comment', operation('delete', 'Appointment.comment'), 422],
      [
        'another status',
        operation('replace', 'Appointment.status', { name: 'value', valueCode: 'fulfilled' }),
        422,
      ],
      [
        'the status as the sample misspells it',
        operation('replace', 'Appointment.status', { name: 'value', valueCode: 'canceled' }),
        422,
      ],
      ['no operation at all', { name: 'op' }, 400],
    ])('refuses %s, and changes nothing', async (_, change, status) => {
      const visit = await booked();
      expect((await patch(visit, parameters(change))).status).toBe(status);
      expect(await statusOf(visit)).toBe('booked');
    });

    it('refuses a reason of no set, one as an extension, JSON Patch and another version', async () => {
      const visit = await booked();
      expect((await patch(visit, parameters(cancel, because('pat-lt')))).status).toBe(422);
      expect((await patch(visit, parameters(cancel, because('pat', 'extension')))).status).toBe(
        422,
      );
      const asJson = { 'content-type': 'application/json-patch+json' };
      const replace = [{ op: 'replace', path: '/status', value: 'cancelled' }];
      expect((await patch(visit, replace, asJson)).status).toBe(415);
      expect((await patch(visit, parameters(cancel), { 'if-match': 'W/"9"' })).status).toBe(412);
      expect(await statusOf(visit)).toBe('booked');
    });
  });
});
