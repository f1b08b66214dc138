import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Json } from '../../../sandbox/dialects/versions.ts';
import { type ClinicDay, openClinicDay, week } from './clinic-day.ts';

const canonical = 'http://canonical.fhir.link/servicewell/wof-connect';
const window = [
  { name: 'start', valueDateTime: week.start },
  { name: 'end', valueDateTime: week.end },
];
const parameters = (...parameter: readonly Json[]) => ({ resourceType: 'Parameters', parameter });
const given = (resource: Json) => ({ name: 'appointment', resource });

describe('the sandbox as WOF Connect', () => {
  let clinic: ClinicDay;
  let base = '';
  let used = 0;
  beforeAll(async () => {
    clinic = await openClinicDay();
    base = clinic.ehr.bases['wof-connect'] ?? '';
  }, 60_000);
  afterAll(() => clinic.ehr.close());

  const ask = (name: string, ...parameter: readonly Json[]) =>
    clinic.as('noor-lindgren')('POST', `${base}/Appointment/$${name}`, parameters(...parameter));
  const open = async (): Promise<Json> => {
    const reference = 'Practitioner/lena-brandvold';
    const found = await ask('find', ...window, {
      name: 'practitioner',
      valueReference: { reference },
    });
    return found.matches[(used += 1)] as unknown as Json;
  };
  const requested = (time: Json): Json => ({
    ...time,
    status: 'pending',
    participant: [
      ...(time['participant'] as Json[]),
      { actor: { reference: 'Patient/noor-lindgren' }, status: 'accepted' },
    ],
  });

  it('declares its own definitions, and no hold', async () => {
    const { body } = await clinic.as('noor-lindgren')('GET', `${base}/metadata`);
    expect(body).toMatchObject({
      fhirVersion: '4.0.1',
      rest: [
        {
          resource: expect.arrayContaining([
            expect.objectContaining({
              type: 'Appointment',
              operation: [
                { name: 'find', definition: `${canonical}/OperationDefinition/FindAppointments` },
                { name: 'book', definition: `${canonical}/OperationDefinition/BookAppointment` },
              ],
            }),
          ]) as unknown,
        },
      ],
    });
    const reference = { reference: 'Appointment/x' };
    const held = await ask('hold', { name: 'appointment-reference', valueReference: reference });
    expect(held.status).toBe(404);
  });

  it.each([
    ['specialty', { valueString: 'http://snomed.info/sct|394582007' }],
    ['location-reference', { valueReference: { reference: 'Location/ocotillo' } }],
    ['patient-reference', { valueReference: { reference: 'Patient/noor-lindgren' } }],
    ['location-string', { valueString: 'Tempe' }],
    ['visit-type', { valueCodeableConcept: { coding: [{ code: 'ekg' }] } }],
  ])('$find refuses %s in this form', async (name, value) => {
    expect((await ask('find', ...window, { name, ...value })).status).toBe(400);
  });

  it('its open times have the identifier of their slot', async () => {
    expect(await open()).toMatchObject({
      status: 'proposed',
      identifier: [{ system: `${canonical}/identifiercodesystem/slot-id` }],
    });
  });

  it('$book takes one Appointment, and nothing beside it', async () => {
    const time = requested(await open());
    for (const wrong of [
      [],
      [given(time), given(time)],
      [{ name: 'appointment-resource', resource: time }],
      [given(time), { name: 'comment', valueString: 'x' }],
      [given(time), { name: 'patient-resource', resource: { resourceType: 'Patient' } }],
    ])
      expect((await ask('book', ...wrong)).status).toBe(400);
  });

  it('$book books, and names the patient by an identifier alone', async () => {
    const time = requested({ ...(await open()), reasonCode: [{ text: 'Tooth' }] });
    const booked = await ask('book', given(time));
    expect(booked.status).toBe(200);
    const [visit] = booked.matches;
    expect(visit).toMatchObject({ status: 'booked', reasonCode: [{ text: 'Tooth' }] });
    expect(JSON.stringify(visit)).not.toContain('Patient/noor-lindgren');
    expect(visit?.participant).toContainEqual(
      expect.objectContaining({
        actor: expect.objectContaining({
          type: 'Patient',
          identifier: expect.anything() as unknown,
        }) as unknown,
      }),
    );
    for (const element of ['slot', 'comment', 'minutesDuration', 'specialty'])
      expect(visit).not.toHaveProperty(element);

    const again = await ask('book', given(time));
    expect(again.status).toBe(409);
    expect(again.body.resourceType).toBe('OperationOutcome');
  });

  it('$book moves and cancels what it gave, as it gave it', async () => {
    const { matches } = await ask('book', given(requested(await open())));
    const visit = matches[0] as unknown as Json;
    const time = await open();
    const moved = await ask(
      'book',
      given({
        ...time,
        id: visit['id'],
        status: 'booked',
        participant: [...(time['participant'] as Json[]), (visit['participant'] as Json[]).at(-1)],
      }),
    );
    expect(moved.matches).toMatchObject([
      { id: visit['id'], status: 'booked', start: time['start'] },
    ]);
    const cancelled = await ask('book', given({ ...visit, status: 'cancelled' }));
    expect(cancelled.matches).toMatchObject([{ id: visit['id'], status: 'cancelled' }]);
    const again = await ask('book', given({ ...visit, status: 'cancelled' }));
    expect([again.status, again.body.resourceType]).toEqual([422, 'OperationOutcome']);
  });

  it.each([
    ['proposed', 422],
    ['fulfilled', 422],
  ])('$book refuses an Appointment that is %s', async (status, code) => {
    const refused = await ask('book', given({ ...requested(await open()), status }));
    expect([refused.status, refused.body.resourceType]).toEqual([code, 'OperationOutcome']);
  });

  it('$book refuses an Appointment of somebody else, and one of nobody', async () => {
    const time = await open();
    const ruth = { actor: { reference: 'Patient/ruth-okafor' }, status: 'accepted' };
    const participant = [...(time['participant'] as Json[]), ruth];
    expect((await ask('book', given({ ...time, status: 'pending', participant }))).status).toBe(
      403,
    );
    expect((await ask('book', given({ ...time, status: 'pending' }))).status).toBe(422);
  });
});
