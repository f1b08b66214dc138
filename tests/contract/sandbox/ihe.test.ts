import type * as fhir3 from 'fhir/r3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Json } from '../../../sandbox/dialects/versions.ts';
import { type ClinicDay, everything, openClinicDay, type Reply, week } from './clinic-day.ts';

const guide = 'https://profiles.ihe.net/ITI/Scheduling';
const statusReason = `${guide}/StructureDefinition/extension-status-reason`;

const window = [
  { name: 'start', valueDateTime: week.start },
  { name: 'end', valueDateTime: week.end },
];
const parameters = (...parameter: readonly Json[]) => ({ resourceType: 'Parameters', parameter });
const referring = (name: string, reference: string) => ({ name, valueReference: { reference } });
const given = (resource: Json) => ({ name: 'appointment-resource', resource });
const asJson = (value: unknown) => value as Json;
/** The statuses of the Appointments in an answer, and the issues beside them. */
const told = ({ status, matches, said }: Reply) => ({
  status,
  is: matches.map((each) => each.status),
  said,
});

describe('the sandbox as an IHE scheduling server', () => {
  let clinic: ClinicDay;
  let base = '';
  let noor: Json = {};
  let used = 0;
  beforeAll(async () => {
    clinic = await openClinicDay();
    base = clinic.ehr.bases['ihe'] ?? '';
    noor = asJson((await as()('GET', `${base}/Patient/noor-lindgren`)).body);
  }, 60_000);
  afterAll(() => clinic.ehr.close());

  const as = (patient = 'noor-lindgren', scopes = everything) => clinic.as(patient, scopes);
  const ask = (name: string, ...parameter: readonly Json[]) =>
    as()('POST', `${base}/Appointment/$${name}`, parameters(...parameter));
  const find = (...more: readonly Json[]) => ask('find', ...window, ...more);
  const who = () => ({ name: 'patient-resource', resource: noor });
  /** A time that no other test has. */
  const open = async (): Promise<Json & { readonly id: string }> => {
    const lena = referring('practitioner', 'Practitioner/lena-brandvold');
    const time = (await find(lena)).matches[(used += 1)];
    if (time?.id === undefined) throw new Error('no time');
    return { ...asJson(time), id: time.id };
  };
  const byId = ({ id }: { readonly id: string }) =>
    referring('appointment-reference', `Appointment/${id}`);
  const book = async () => (await ask('book', byId(await open()), who())).matches[0]!;
  const own = { actor: { reference: 'Patient/noor-lindgren' }, status: 'accepted' };
  const withNoor = (time: Json): Json => ({
    ...time,
    participant: [...(time['participant'] as Json[]), own],
  });

  it('declares IHE’s operations, in R4, and no more', async () => {
    const { body } = await as()('GET', `${base}/metadata`);
    expect(body).toMatchObject({
      fhirVersion: '4.0.1',
      rest: [
        {
          resource: expect.arrayContaining([
            expect.objectContaining({
              type: 'Appointment',
              interaction: [{ code: 'read' }, { code: 'search-type' }],
              operation: ['find', 'hold', 'book'].map((name) => ({
                name,
                definition: `${guide}/OperationDefinition/appointment-${name}`,
              })),
            }),
          ]) as unknown,
        },
      ],
    });
    expect(body).not.toHaveProperty('patchFormat');
    expect((await as()('PATCH', `${base}/Appointment/x`, [])).status).toBe(405);
  });

  describe('$find', () => {
    it.each<[string, Json, number]>([
      ['another guide’s name', { name: 'startTime', valueDateTime: week.start }, 400],
      ['a reference as a uri', { name: 'practitioner', valueUri: 'Practitioner/x' }, 400],
      ['a reference to nothing', { name: 'practitioner', valueReference: { display: 'X' } }, 400],
      ['a reference to another type', referring('practitioner', 'Location/ocotillo'), 400],
      ['a code without its system', { name: 'visit-type', valueString: 'ekg' }, 400],
      ['two values at once', { name: 'reason', valueString: 'urn:x|y', valueCode: 'y' }, 400],
      ['a second start', { name: 'start', valueDateTime: week.start }, 400],
      ['an insurance as a resource', { name: 'coverage', resource: {} }, 400],
      ['another patient', referring('patient-reference', 'Patient/ruth-okafor'), 403],
    ])('refuses %s', async (_, parameter, status) => {
      expect((await find(parameter)).status).toBe(status);
    });

    it('refuses a GET, a window in the URL, and a body of another type', async () => {
      const url = `${base}/Appointment/$find`;
      const query = `?start=${week.start}&end=${week.end}`;
      expect((await as()('GET', `${url}${query}`)).status).toBe(405);
      expect((await as()('POST', `${url}${query}`, parameters(...window))).status).toBe(400);
      const plain = { 'content-type': 'text/plain' };
      expect((await as()('POST', url, parameters(...window), plain)).status).toBe(415);
      expect((await ask('find', window[0]!)).status).toBe(400);
    });

    it('knows people by an identifier alone, and ignores what it may', async () => {
      const identifier = {
        system: 'https://larkspurvalley.example/staff',
        value: 'lena-brandvold',
      };
      const found = await find(
        { name: 'practitioner', valueReference: { identifier, display: 'Dr. Brandvold' } },
        { name: 'timing', valueTiming: { repeat: { timeOfDay: ['09:00:00'] } } },
      );
      expect(found.matches.length).toBeGreaterThan(0);
      expect(new Set(JSON.stringify(found.matches).match(/Practitioner\/[\w-]+/g))).toEqual(
        new Set(['Practitioner/lena-brandvold']),
      );
      expect(found.matches[0]?.meta?.profile).toEqual([
        `${guide}/StructureDefinition/ihe-sched-appt`,
      ]);
      const unknown = { identifier: { ...identifier, value: 'x' } };
      expect((await find({ name: 'practitioner', valueReference: unknown })).matches).toEqual([]);
    });
  });

  describe('$hold', () => {
    it('keeps an open time, and says nothing of until when', async () => {
      const held = await ask('hold', byId(await open()));
      expect(told(held)).toMatchObject({ status: 200, is: ['pending'] });
      expect(held.headers.get('Expires')).toBeNull();
    });

    it('of what is no open time is a bare OperationOutcome: fatal, not found', async () => {
      const time = await open();
      const held = (await ask('hold', byId(time))).matches[0]!;
      const ruth = clinic.as('ruth-okafor');
      for (const [id, ask] of [
        [held.id!, as()],
        ['no-such', ruth],
        [time.id, ruth],
      ] as const) {
        const refused = await ask('POST', `${base}/Appointment/$hold`, parameters(byId({ id })));
        expect(refused.status).toBe(200);
        expect(refused.body).toMatchObject({
          resourceType: 'OperationOutcome',
          issue: [{ severity: 'fatal', code: 'not-found' }],
        });
      }
    });

    it('takes a reference and nothing else', async () => {
      const time = await open();
      expect((await ask('hold', { name: 'appt-id', valueUri: time.id })).status).toBe(400);
      expect((await ask('hold', given(time))).status).toBe(400);
      expect((await ask('hold')).status).toBe(400);
      const onInstance = `${base}/Appointment/${time.id}/$hold`;
      expect((await as()('POST', onInstance, parameters(byId(time)))).status).toBe(405);
    });
  });

  describe('$book', () => {
    it('by reference, for the Patient who is sent whole', async () => {
      const booked = await ask('book', byId(await open()), who(), {
        name: 'comment',
        valueString: 'Knee',
      });
      expect(told(booked)).toMatchObject({ status: 200, is: ['booked'] });
      expect(booked.matches[0]).toMatchObject({ comment: 'Knee' });
    });

    it.each<[string, () => Json, number]>([
      ['somebody else', () => ({ ...noor, id: 'ruth-okafor' }), 403],
      ['nobody in particular', () => ({ ...noor, id: undefined }), 403],
      ['a mere id', () => ({ resourceType: 'Patient', id: 'noor-lindgren' }), 422],
      ['no Patient', () => ({ ...noor, resourceType: 'Person' }), 422],
    ])('refuses %s as the Patient', async (_, patient, status) => {
      const resource = patient();
      const answer = await ask('book', byId(await open()), { name: 'patient-resource', resource });
      expect(answer.status).toBe(status);
    });

    it('refuses a time for nobody, a time twice, none at all, and other inputs', async () => {
      const time = await open();
      expect((await ask('book', byId(time))).status).toBe(400);
      expect((await ask('book', byId(time), given(time), who())).status).toBe(400);
      expect((await ask('book', who())).status).toBe(400);
      const id = { name: 'patient-id', valueUri: 'Patient/noor-lindgren' };
      expect((await ask('book', byId(time), who(), id)).status).toBe(400);
    });

    it('by resource is a pending Appointment in the profile, with the patient', async () => {
      const time = await open();
      const pending = withNoor({ ...time, status: 'pending' });
      for (const wrong of [
        { ...pending, requestedPeriod: undefined },
        { ...pending, start: undefined },
        { ...pending, participant: time['participant'] },
        { ...pending, status: 'proposed' },
        { ...pending, serviceCategory: {} },
        { ...pending, reason: [{ text: 'STU3' }] },
      ]) {
        const refused = await ask('book', given(wrong), who());
        expect(refused.matches).toEqual([]);
        expect(refused.said).not.toBe('');
      }
      const booked = await ask('book', given({ ...pending, id: undefined }), who());
      expect(told(booked)).toMatchObject({ status: 200, is: ['booked'] });
    });

    it('that is not successful is a Bundle with an OperationOutcome only', async () => {
      const time = await open();
      await ask('book', byId(time), who());
      const again = await ask('book', byId(time), who());
      expect(again.status).toBe(200);
      expect(again.bundle).toMatchObject({
        resourceType: 'Bundle',
        total: 0,
        entry: [{ resource: { resourceType: 'OperationOutcome' }, search: { mode: 'outcome' } }],
      });
      expect(again.said).toContain('error');
    });

    it('with a booked Appointment moves that visit, under its id', async () => {
      const visit = await book();
      const { id: _, ...time } = await open();
      const wanted = withNoor({ ...time, id: visit.id, status: 'booked' });
      const moved = await ask('book', given(wanted), { name: 'comment', valueString: 'Moved' });
      expect(told(moved)).toMatchObject({ status: 200, is: ['booked'] });
      expect(moved.matches[0]).toMatchObject({
        id: visit.id,
        start: time['start'],
        comment: 'Moved',
      });
      const read = await as()('GET', `${base}/Appointment/${visit.id!}`);
      expect(read.body).toMatchObject({ status: 'booked', start: time['start'] });
    });

    it('does not move a visit to a time that is held, nor what is no visit of this patient', async () => {
      const visit = await book();
      const time = await open();
      const move = (id: string | undefined) =>
        ask('book', given(withNoor({ ...time, id, status: 'booked' })));
      expect(told(await move('no-such'))).toMatchObject({ status: 200, is: [] });
      expect(told(await move(undefined))).toMatchObject({ status: 200, is: [] });
      await ask('hold', byId(time));
      expect(told(await move(visit.id))).toMatchObject({ status: 200, is: [] });
      const read = await as()('GET', `${base}/Appointment/${visit.id!}`);
      expect(read.body).toMatchObject({ status: 'booked', start: visit.start });
    });

    it('with a cancelled Appointment cancels a visit, and keeps why', async () => {
      const visit = await book();
      const why = { coding: [{ system: `${guide}/CodeSystem/status-reason`, code: 'weather' }] };
      const cancelled = {
        ...asJson(visit),
        status: 'cancelled',
        extension: [{ url: statusReason, valueCodeableConcept: why }],
      };
      expect(told(await ask('book', given(cancelled)))).toMatchObject({
        status: 200,
        is: ['cancelled'],
      });
      const read = await as()('GET', `${base}/Appointment/${visit.id!}`);
      expect(read.body).toMatchObject({
        status: 'cancelled',
        extension: [{ url: statusReason, valueCodeableConcept: why }],
      });
      expect(read.body).not.toHaveProperty('cancelationReason');
      expect(told(await ask('book', given(cancelled)))).toMatchObject({ status: 200, is: [] });
    });

    it('cancels nothing of anybody else', async () => {
      const visit = await book();
      const other = clinic.as('ruth-okafor');
      const body = parameters(given({ ...asJson(visit), status: 'cancelled' }));
      expect((await other('POST', `${base}/Appointment/$book`, body)).status).toBe(403);
    });
  });

  describe('the search for existing appointments', () => {
    const list = async (query: string) => as()('GET', `${base}/Appointment?${query}`);

    it('is for an id or an identifier, by GET or by POST', async () => {
      const visit = await book();
      const [identifier] = noor['identifier'] as fhir3.Identifier[];
      const token = encodeURIComponent(`${identifier?.system ?? ''}|${identifier?.value ?? ''}`);
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      for (const reply of [
        await list('patient=noor-lindgren&status=booked'),
        await list(`patient.identifier=${token}&status=booked`),
        await as()(
          'POST',
          `${base}/Appointment/_search`,
          'patient=noor-lindgren&status=booked',
          form,
        ),
      ])
        expect(reply.matches.map(({ id }) => id)).toContain(visit.id);
      const json = await as()('POST', `${base}/Appointment/_search`, { patient: 'noor-lindgren' });
      expect(json.status).toBe(415);
    });

    it('finds nothing for an identifier that it does not know', async () => {
      const none = await list('patient.identifier=urn:x|1');
      expect(none.bundle).toMatchObject({ type: 'searchset', total: 0 });
      expect(none.matches).toEqual([]);
    });
  });
});
