import type * as fhir3 from 'fhir/r3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apptId, type ClinicDay, offerOf, openClinicDay, parameters } from './clinic-day.ts';

let clinic: ClinicDay;
let maria: ReturnType<ClinicDay['as']>;
beforeAll(async () => {
  clinic = await openClinicDay();
  maria = clinic.as('maria-alvarez');
}, 120_000);
afterAll(() => clinic.ehr.close());

describe('a Patient', () => {
  test.each([
    ['', 1],
    ['?_id=maria-alvarez', 1],
    ['?family=alv&given=maria', 1],
    ['?family=okafor', 0],
    ['?birthdate=1984-03-17&gender=female', 1],
    ['?identifier=https://larkspurvalley.example/mrn|LV-100284', 1],
    ['?identifier=LV-088120', 0],
  ])('is found within the compartment only: /Patient%s finds %i', async (query, count) => {
    expect((await maria('GET', `/Patient${query}`)).bundle.total).toBe(count);
  });

  const newcomer: fhir3.Patient = {
    resourceType: 'Patient',
    name: [{ family: 'Hallgrim', given: ['Ida'] }],
    gender: 'female',
    birthDate: '1990-02-03',
  };

  test('is registered: 201, a Location, a record number from the clinic', async () => {
    const { status, headers, body } = await maria('POST', '/Patient', {
      ...newcomer,
      id: 'my-own-idea',
    });
    expect(status).toBe(201);
    expect(body.id).not.toBe('my-own-idea');
    expect(headers.get('Location')).toBe(`${clinic.ehr.base}/Patient/${body.id ?? ''}/_history/1`);
    expect((body as fhir3.Patient).identifier?.[0]?.value).toMatch(/^LV-/);
    const own = clinic.as(body.id);
    expect((await own('GET', `/Patient/${body.id ?? ''}`)).status).toBe(200);
  });

  test.each<[string, object, string]>([
    ['without a birth date', { birthDate: undefined }, 'Patient.birthDate'],
    ['with an unknown gender', { gender: 'femail' }, 'Patient.gender'],
    ['born on no day', { birthDate: '1990-02-31' }, 'Patient.birthDate'],
    ['with one name that is no list', { name: { family: 'X' } }, 'Patient.name'],
    ['with an empty list', { telecom: [] }, 'Patient.telecom'],
    ['with an empty string', { name: [{ family: '' }] }, 'Patient.name[0].family'],
    ['with a null', { gender: null }, 'Patient.gender'],
    [
      'with an element of R4',
      { contact: [{ additionalName: [] }] },
      'Patient.contact[0].additionalName',
    ],
    ['dead in two ways', { deceasedBoolean: true, deceasedDateTime: '2020' }, 'Only one of'],
    [
      'with a language that is none',
      { communication: [{ preferred: true }] },
      'Patient.communication[0].language',
    ],
  ])('%s is refused with 422, and the element is named', async (_, change, text) => {
    const { status, said } = await maria(
      'POST',
      '/Patient',
      JSON.stringify({ ...newcomer, ...change }),
    );
    expect(status).toBe(422);
    expect(said).toContain(text);
  });

  test('may carry extensions on an element and on a primitive', async () => {
    const extension = [{ url: 'http://x.example/reason', valueCode: 'unknown' }];
    const reply = await maria('POST', '/Patient', {
      ...newcomer,
      _birthDate: { extension },
      name: [{ family: 'X', given: ['A', null], _given: [null, { extension }] }],
    });
    expect(reply.status).toBe(201);
  });
});

describe('a Coverage', () => {
  const plan: fhir3.Coverage = {
    resourceType: 'Coverage',
    status: 'active',
    beneficiary: { reference: 'Patient/maria-alvarez' },
    payor: [{ display: 'Beacon Mutual' }],
    grouping: { plan: 'P1', planDisplay: 'Plan One' },
  };

  test('is found by patient, beneficiary and status', async () => {
    for (const query of [
      '',
      '?patient=maria-alvarez',
      '?beneficiary=Patient/maria-alvarez',
      '?status=active',
    ]) {
      expect((await maria('GET', `/Coverage${query}`)).matches.map(({ id }) => id)).toContain(
        'maria-alvarez-plan',
      );
    }
    expect((await maria('GET', '/Coverage?status=cancelled')).bundle.total).toBe(0);
  });

  test('is created, updated with the version in hand, and refused with an old one', async () => {
    const made = await maria('POST', '/Coverage', plan);
    expect(made.status).toBe(201);
    const id = made.body.id ?? '';
    const changed = { ...plan, id, subscriberId: 'S-1' };
    expect(
      (await maria('PUT', `/Coverage/${id}`, changed, { 'if-match': 'W/"1"' })).headers.get('ETag'),
    ).toBe('W/"2"');
    expect((await maria('PUT', `/Coverage/${id}`, changed, { 'if-match': 'W/"1"' })).status).toBe(
      412,
    );
    expect((await maria('GET', `/Coverage/${id}`)).body).toMatchObject({ subscriberId: 'S-1' });
  });

  test('can be put under an id of the client’s', async () => {
    expect((await maria('PUT', '/Coverage/mine', { ...plan, id: 'mine' })).status).toBe(201);
    expect((await maria('PUT', '/Coverage/mine', { ...plan, id: 'mine' })).status).toBe(200);
    expect((await maria('PUT', '/Coverage/mine', { ...plan, id: 'other' })).status).toBe(400);
    expect((await maria('PUT', '/Coverage/mine', plan)).status).toBe(400);
  });

  test('of another patient is 403, in whichever way', async () => {
    expect(
      (
        await maria('POST', '/Coverage', {
          ...plan,
          beneficiary: { reference: 'Patient/ruth-okafor' },
        })
      ).status,
    ).toBe(403);
    expect(
      (
        await maria('POST', '/Coverage', {
          ...plan,
          subscriber: { reference: 'Patient/ruth-okafor' },
        })
      ).status,
    ).toBe(403);
    expect(
      (await maria('PUT', '/Coverage/ruth-okafor-plan', { ...plan, id: 'ruth-okafor-plan' }))
        .status,
    ).toBe(403);
  });

  test.each<[string, Partial<fhir3.Coverage>, string]>([
    ['a status', { status: undefined }, 'Coverage.status'],
    ['a payor', { payor: undefined }, 'Coverage.payor'],
    ['the plan', { grouping: { planDisplay: 'x' } }, 'Coverage.grouping.plan'],
    ['its name', { grouping: { plan: 'x' } }, 'Coverage.grouping.planDisplay'],
    ['the patient', { beneficiary: undefined }, 'Coverage.beneficiary'],
    [
      'a period that ends after it starts',
      { period: { start: '2026-05', end: '2026-01' } },
      'Coverage.period',
    ],
  ])('without %s is refused with 422', async (_, change, text) => {
    const { status, said } = await maria(
      'POST',
      '/Coverage',
      JSON.stringify({ ...plan, ...change }),
    );
    expect(status).toBe(422);
    expect(said).toContain(text);
  });
});

describe('Slot/$prefetch', () => {
  const query = '/Slot/$prefetch?start=2026-11-24T00:00:00Z&end=2026-11-26T00:00:00Z';

  test('gives free slots in the prefetch profile, also by POST', async () => {
    const got = await maria('GET', `${query}&practitioner=Practitioner/lena-brandvold`);
    const slot = got.bundle.entry?.[0]?.resource as fhir3.Slot;
    expect(slot).toMatchObject({
      resourceType: 'Slot',
      status: 'free',
      schedule: { reference: 'Schedule/lena-brandvold.prairie-junction' },
    });
    expect(got.bundle.total).toBe(got.matches.length);
    const posted = await maria(
      'POST',
      '/Slot/$prefetch',
      parameters(
        { name: 'start', valueDateTime: '2026-11-24T00:00:00Z' },
        { name: 'end', valueDateTime: '2026-11-26T00:00:00Z' },
        { name: 'practitioner', valueUri: 'Practitioner/lena-brandvold' },
      ),
    );
    expect(posted.matches).toEqual(got.matches);
  });

  test.each([
    ['location-string=Tempe', 'ocotillo'],
    ['location-reference=Location/ocotillo', 'ocotillo'],
    ['organization=Organization/saguaro-eye', 'yusuf-karadeniz.ocotillo'],
    ['location-string=Tempe&practitioner=Practitioner/omar-benhaddou', 'omar-benhaddou.ocotillo'],
  ])('%s narrows to %s', async (more, schedule) => {
    const { bundle } = await maria('GET', `${query}&${more}`);
    const schedules = (bundle.entry ?? []).flatMap(({ resource }) =>
      resource?.resourceType === 'Slot' ? [(resource as fhir3.Slot).schedule.reference] : [],
    );
    expect(schedules.length).toBeGreaterThan(0);
    expect(schedules.every((reference) => reference?.endsWith(schedule))).toBe(true);
  });

  test('leaves a booked slot out', async () => {
    const offer = await offerOf(maria, 'lena-brandvold', 20);
    const slot = offer.slot?.[0]?.reference?.slice('Slot/'.length);
    const ids = async () =>
      (
        await maria(
          'GET',
          '/Slot/$prefetch?start=2026-11-23&end=2026-11-30&practitioner=Practitioner/lena-brandvold',
        )
      ).matches.map(({ id }) => id);
    expect(await ids()).toContain(slot);
    await maria('POST', '/Appointment/$book', parameters(apptId(offer.id)));
    expect(await ids()).not.toContain(slot);
  });

  test('needs start and end, and does not know visit types', async () => {
    expect((await maria('GET', '/Slot/$prefetch?start=2026-11-24')).status).toBe(400);
    expect((await maria('GET', `${query}&visit-type=a|b&_count=1`)).said).toContain(
      'visit-type is not known',
    );
  });
});
