import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Json } from '../../../sandbox/dialects/versions.ts';
import { type ClinicDay, everything, monday, openClinicDay, type Reply } from './clinic-day.ts';

const guide = 'https://fhir.hl7.at/tc/wg/scheduling/r5/OperationDefinition';
const visitTypes = 'http://fhir.org/guides/argonaut-scheduling/CodeSystem/visit-type';
const own = 'Patient/noor-lindgren';
const prefer = { prefer: 'return=representation' };
const json = (value: unknown) => value as Json;
const list = (value: unknown) => (value ?? []) as readonly Json[];
const without = (resource: Json, element: string): Json =>
  Object.fromEntries(Object.entries(resource).filter(([name]) => name !== element));

describe('the sandbox as a server of HL7 Austria’s guide', () => {
  let clinic: ClinicDay;
  let base = '';
  let used = 0;
  beforeAll(async () => {
    clinic = await openClinicDay();
    base = clinic.ehr.bases['austria'] ?? '';
  }, 60_000);
  afterAll(() => clinic.ehr.close());

  const as = (patient = 'noor-lindgren', scopes = everything) => clinic.as(patient, scopes);
  const get = (path: string) => as()('GET', `${base}/${path}`);
  const post = (path: string, ...parameter: readonly Json[]) =>
    as()('POST', `${base}/${path}`, { resourceType: 'Parameters', parameter });
  const put = (body: Json, headers: Record<string, string> = prefer, patient?: string) =>
    as(patient)('PUT', `${base}/Appointment/${String(body['id'])}`, body, headers);

  const kinds = [visitTypes, 'new-patient'].join('|');
  const lena = 'Schedule/lena-brandvold.prairie-junction';
  const findSlots = (more = '') =>
    get(`Slot?schedule=${lena}&service-type=${kinds}&status=free&_count=100${more}`);
  /** A Slot that no other test has. */
  const open = async (): Promise<Json> => {
    const slot = json((await findSlots()).matches[(used += 3)]);
    if (slot['id'] === undefined) throw new Error('no slot');
    return slot;
  };
  const proposed = (slot: Json, more: Json = {}): Json => ({
    resourceType: 'Appointment',
    status: 'proposed',
    serviceType: [{ concept: { coding: [{ system: visitTypes, code: 'new-patient' }] } }],
    start: slot['start'],
    end: slot['end'],
    slot: [{ reference: `Slot/${String(slot['id'])}` }],
    subject: { reference: own },
    participant: [{ actor: { reference: own }, required: true, status: 'accepted' }],
    ...more,
  });
  const book = (resource: Json) =>
    post('Appointment/$book', { name: 'appointment-resource', resource });
  const hold = (slot: Json, status = 'busy-tentative') =>
    post(
      'Slot/$hold',
      { name: 'slot-reference', valueReference: { reference: `Slot/${String(slot['id'])}` } },
      { name: 'slot-status', valueCode: status },
    );
  /** What an answer in Parameters holds under a name. */
  const under = ({ body }: Reply, name: string): Json => {
    const found = list(json(body)['parameter']).find((each) => each['name'] === name);
    return json(found?.['resource'] ?? found ?? {});
  };
  const booked = async (more: Json = {}) =>
    under(await book(proposed(await open(), more)), 'appointment');

  it('declares R5, its operations and no patch', async () => {
    const { body } = await as(undefined)('GET', `${base}/metadata`);
    expect(body).toMatchObject({ fhirVersion: '5.0.0' });
    expect(body).not.toHaveProperty('patchFormat');
    const resources = list(list(json(body)['rest'])[0]?.['resource']);
    const of = (type: string) => resources.find((each) => each['type'] === type);
    expect(of('Appointment')).toMatchObject({
      interaction: [{ code: 'read' }, { code: 'search-type' }, { code: 'update' }],
      operation: [{ name: 'book', definition: `${guide}/appointment-book` }],
    });
    expect(of('Slot')).toMatchObject({
      operation: [{ name: 'hold', definition: `${guide}/slot-hold` }],
    });
    expect((await as()('PATCH', `${base}/Appointment/x`, [])).status).toBe(405);
    expect((await post('Appointment/$find')).status).toBe(404);
    expect((await post('Appointment/$hold')).status).toBe(404);
  });

  it.each([
    ['Schedules without a date', `Schedule?actor=Practitioner/lena-brandvold`, 400],
    ['Schedules of nobody', 'Schedule?date=ge2026-11-23', 400],
    ['Schedules of an actor', 'Schedule?date=ge2026-11-23&actor=Practitioner/lena-brandvold', 200],
    [
      'Schedules of a service',
      'Schedule?date=ge2026-11-23&service-type-reference=HealthcareService/family-practice',
      200,
    ],
    ['Slots without a Schedule', `Slot?service-type=${visitTypes}|consult`, 400],
    ['Slots for nothing', `Slot?schedule=${lena}`, 400],
    ['Slots of an actor', `Slot?schedule.actor=Practitioner/x&service-type=x`, 400],
    ['Slots that are busy', `Slot?schedule=${lena}&service-type=consult&status=busy`, 400],
    ['Slots by their end', `Slot?schedule=${lena}&service-type=consult&_sort=end`, 400],
    ['Slots at no time', `Slot?schedule=${lena}&service-type=consult&start=geNoon`, 400],
    ['visits of nobody', 'Appointment?date=ge2026-11-23', 400],
    ['visits without a date', `Appointment?actor=${own}`, 400],
    ['visits of somebody else', 'Appointment?date=ge2026&actor=Patient/ruth-okafor', 403],
    ['visits', `Appointment?date=ge2026-11-23&actor=${own}`, 200],
  ])('a search of %s', async (_, path, status) => {
    expect((await get(path)).status).toBe(status);
  });

  it('Schedules name their services, and Slots are of their Schedule, for what was asked, in order', async () => {
    const path = 'Schedule?date=ge2026-11-23&service-type-reference=HealthcareService/dermatology';
    const schedules = (await get(path)).matches.map(json);
    expect(schedules.length).toBeGreaterThan(0);
    for (const { serviceType } of schedules)
      expect(list(serviceType)).toContainEqual({
        reference: { reference: 'HealthcareService/dermatology', display: 'Dermatology' },
      });
    const slots = (await findSlots()).matches.map(json);
    const starts = slots.map(({ start }) => String(start));
    expect(starts).toEqual([...starts].sort());
    for (const slot of slots) {
      expect(slot).toMatchObject({ status: 'free', schedule: { reference: lena } });
      expect(JSON.stringify(list(slot['serviceType'])[0])).toContain('"concept"');
      expect(JSON.stringify(slot['serviceType'])).toContain('new-patient');
    }
    const day = await findSlots('&start=ge2026-11-24T00:00:00Z&start=lt2026-11-25T00:00:00Z');
    expect(day.matches.every(({ start }) => start?.startsWith('2026-11-24'))).toBe(true);
  });

  it('gives Slots in pages', async () => {
    const first = await get(`Slot?schedule=${lena}&service-type=${kinds}&_count=2`);
    expect(first.matches).toHaveLength(2);
    const next = first.bundle.link?.find(({ relation }) => relation === 'next')?.url ?? '';
    const second = await as()('GET', next);
    expect(second.matches).toHaveLength(2);
    expect(second.matches[0]!.id).not.toBe(first.matches[1]!.id);
  });

  it('finds visits by an identifier of the patient, and by nobody else’s', async () => {
    const visit = await booked();
    const find = (number: string) =>
      get(
        `Appointment?date=ge2026-11-23&actor:identifier=https://larkspurvalley.example/mrn|${number}`,
      );
    expect((await find('LV-104417')).matches.map(({ id }) => id)).toContain(visit['id']);
    expect((await find('LV-088120')).matches).toEqual([]);
  });

  describe('$hold', () => {
    it('keeps a Slot, says until when, and leaves no Appointment', async () => {
      const slot = await open();
      const answer = await hold(slot);
      expect(answer.status).toBe(200);
      expect(under(answer, 'slot')).toMatchObject({ id: slot['id'], status: 'busy-tentative' });
      expect(under(answer, 'outcome')).toMatchObject({ issue: [{ severity: 'information' }] });
      expect(under(answer, 'held-until')).toEqual({
        name: 'held-until',
        valueDateTime: new Date(monday + 600_000).toISOString().replace('.000', ''),
      });
      expect((await get(`Slot/${String(slot['id'])}`)).body).toMatchObject({
        status: 'busy-tentative',
      });
      const { matches } = await get(`Appointment?date=ge2026&actor=${own}`);
      expect(matches.filter(({ start }) => start === slot['start'])).toEqual([]);
      const others = await as('ruth-okafor')('GET', `${base}/Slot/${String(slot['id'])}`);
      expect(others.body).toMatchObject({ status: 'busy' });
      expect(under(await hold(slot, 'free'), 'slot')).toMatchObject({ status: 'free' });
    });

    it('says no by a Slot that is unavailable', async () => {
      const slot = await open();
      await clinic.ehr.levers.takeTime({ slotId: String(slot['id']) });
      for (const status of ['busy-tentative', 'free']) {
        const answer = await hold(slot, status);
        expect(answer.status).toBe(200);
        expect(under(answer, 'slot')).toMatchObject({ status: 'busy-unavailable' });
        expect(under(answer, 'outcome')).toMatchObject({ issue: [{ severity: 'error' }] });
      }
    });

    const slotReference = { name: 'slot-reference', valueReference: { reference: 'Slot/x' } };
    const status = { name: 'slot-status', valueCode: 'busy-tentative' };
    it.each<[string, readonly Json[], number]>([
      ['without a status', [slotReference], 400],
      [
        'with a status as a string',
        [slotReference, { name: 'slot-status', valueString: 'free' }],
        400,
      ],
      ['with another status', [slotReference, { name: 'slot-status', valueCode: 'busy' }], 422],
      ['of two Slots', [slotReference, slotReference, status], 400],
      ['of no Slot', [status], 422],
      ['by Argonaut’s name', [{ name: 'appt-id', valueUri: 'Appointment/x' }, status], 400],
      ['of an unknown Slot', [slotReference, status], 404],
      [
        'by identifiers that resolve to none',
        [{ name: 'slot-identifier', valueIdentifier: { system: 'urn:x', value: '1' } }, status],
        422,
      ],
    ])('%s is refused', async (_, parameter, expected) => {
      expect((await post('Slot/$hold', ...parameter)).status).toBe(expected);
    });
  });

  describe('$book', () => {
    it('books what is proposed, in the shapes of R5', async () => {
      const slot = await open();
      const answer = await book(proposed(slot, { note: [{ text: 'My knee' }] }));
      expect(answer.status).toBe(200);
      expect(under(answer, 'appointment')).toMatchObject({
        status: 'booked',
        start: slot['start'],
        subject: { reference: own },
        note: [{ text: 'My knee' }],
        serviceType: [{ concept: { coding: [{ code: 'new-patient' }] } }],
      });
      const parts = list(under(answer, 'appointment')['participant']);
      expect(parts.every(({ required }) => required === true)).toBe(true);
      const again = await book(proposed(slot));
      expect(again.status).toBe(200);
      expect(under(again, 'appointment')).toMatchObject({ status: 'cancelled' });
      expect(under(again, 'outcome')).toMatchObject({ issue: [{ severity: 'error' }] });
    });

    it('makes the visit for what it is proposed of a Slot that was held for nothing in particular', async () => {
      const slot = await open();
      const codes = JSON.stringify(slot['serviceType']).match(/"code":"[^"]+"/g) ?? [];
      const last = codes.at(-1)!.slice('"code":"'.length, -1);
      await hold(slot);
      const serviceType = [{ concept: { coding: [{ system: visitTypes, code: last }] } }];
      expect(under(await book(proposed(slot, { serviceType })), 'appointment')).toMatchObject({
        status: 'booked',
        serviceType: [{ concept: { coding: [{ code: last }] } }],
      });
    });

    it('waits for the clinic where somebody there has to say yes', async () => {
      clinic.ehr.rules.confirms = 'staff';
      const visit = await booked();
      clinic.ehr.rules.confirms = 'server';
      expect(visit).toMatchObject({ status: 'pending' });
      expect((await get(`Appointment/${String(visit['id'])}`)).body).toMatchObject({
        status: 'pending',
      });
    });

    const patient = { actor: { reference: own }, required: true, status: 'accepted' };
    it.each<[string, Json, number]>([
      ['a status other than proposed', { status: 'booked' }, 422],
      ['a bare concept, as in R4', { serviceType: [{ coding: [{ code: 'new-patient' }] }] }, 422],
      [
        'required as a code, as in R4',
        { participant: [{ ...patient, required: 'required' }] },
        422,
      ],
      ['a comment, as in R4', { comment: 'x' }, 422],
      ['no subject', { subject: undefined }, 422],
      [
        'no patient among those who come',
        { participant: [{ ...patient, actor: { display: 'Noor' } }] },
        422,
      ],
      ['somebody else as the subject', { subject: { reference: 'Patient/ruth-okafor' } }, 403],
      ['no Slot', { slot: undefined }, 422],
      ['another time than the Slot’s', { end: '2026-12-24T20:00:00Z' }, 422],
      [
        'what the Slot is not for',
        { serviceType: [{ concept: { coding: [{ code: 'mri' }] } }] },
        422,
      ],
      [
        'somebody whose Slot it is not',
        {
          participant: [
            patient,
            { actor: { reference: 'Practitioner/naomi-castellane' }, status: 'accepted' },
          ],
        },
        422,
      ],
    ])('refuses %s', async (_, more, status) => {
      expect((await book(proposed(await open(), more))).status).toBe(status);
    });

    it('takes nothing but appointment-resource, in Parameters', async () => {
      const resource = proposed(await open());
      expect((await post('Appointment/$book', { name: 'appt-resource', resource })).status).toBe(
        400,
      );
      expect((await as()('POST', `${base}/Appointment/$book`, resource)).status).toBe(400);
    });
  });

  describe('PUT', () => {
    it('cancels, with a reason, and gives the whole visit back', async () => {
      const visit = await booked();
      const cancellationReason = { text: 'No snow tires' };
      const answer = await put({ ...visit, status: 'cancelled', cancellationReason });
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        id: visit['id'],
        status: 'cancelled',
        cancellationReason,
      });
    });

    it('puts off to another time of the same service, under the same id', async () => {
      const [visit, slot] = [await booked(), await open()];
      const { start, end } = slot;
      const moved = { ...visit, start, end, slot: [{ reference: `Slot/${String(slot['id'])}` }] };
      expect((await put(moved)).body).toMatchObject({
        id: visit['id'],
        status: 'booked',
        start,
        end,
      });
    });

    it('puts off to a time that the patient holds', async () => {
      const [visit, slot] = [await booked(), await open()];
      await hold(slot);
      const { start, end } = slot;
      const moved = { ...visit, start, end, slot: [{ reference: `Slot/${String(slot['id'])}` }] };
      expect((await put(moved)).status).toBe(200);
      expect((await get(`Slot/${String(slot['id'])}`)).body).toMatchObject({ status: 'busy' });
    });

    it.each<[string, (visit: Json) => Json, number]>([
      [
        'another subject',
        (visit) => ({ ...visit, subject: { reference: 'Patient/ruth-okafor' } }),
        403,
      ],
      [
        'another service',
        (visit) => ({ ...visit, serviceType: [{ concept: { text: 'Massage' } }] }),
        422,
      ],
      ['another description', (visit) => ({ ...visit, description: 'x' }), 422],
      ['a visit without its note', (visit) => without(visit, 'note'), 422],
      ['a time without its Slot', (visit) => ({ ...visit, start: '2026-11-23T00:00:00Z' }), 422],
      [
        'a reason without a cancellation',
        (visit) => ({ ...visit, cancellationReason: { text: 'x' } }),
        422,
      ],
      ['another status', (visit) => ({ ...visit, status: 'fulfilled' }), 422],
      [
        'a cancelled visit at another time',
        (visit) => ({ ...visit, status: 'cancelled', end: visit['start'] }),
        422,
      ],
      [
        'nothing but the status',
        ({ id }) => ({ resourceType: 'Appointment', id, status: 'cancelled' }),
        422,
      ],
    ])('refuses %s, and changes nothing', async (_, change, status) => {
      const visit = await booked({ note: [{ text: 'My knee' }] });
      expect((await put(change(visit))).status).toBe(status);
      expect((await get(`Appointment/${String(visit['id'])}`)).body).toEqual(visit);
    });

    it('refuses a visit without what it should answer, another version, another id and another patient', async () => {
      const visit = await booked();
      const cancelled = { ...visit, status: 'cancelled' };
      expect((await put(cancelled, {})).status).toBe(400);
      expect((await put(cancelled, { ...prefer, 'if-match': 'W/"9"' })).status).toBe(412);
      expect((await put(cancelled, prefer, 'ruth-okafor')).status).toBe(403);
      const elsewhere = await as()('PUT', `${base}/Appointment/x`, cancelled, prefer);
      expect(elsewhere.status).toBe(400);
      expect((await put({ ...cancelled, id: 'x' })).status).toBe(404);
      await clinic.ehr.levers.moveByClinic(String(visit['id']), 24 * 60);
      expect((await put(cancelled, { ...prefer, 'if-match': 'W/"1"' })).status).toBe(412);
    });
  });
});
