import type * as fhir3 from 'fhir/r3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  apptId,
  type ClinicDay,
  monday,
  offerOf,
  openClinicDay,
  parameters,
} from './clinic-day.ts';

let clinic: ClinicDay;
let ruth: ReturnType<ClinicDay['as']>;
let maria: ReturnType<ClinicDay['as']>;
beforeAll(async () => {
  clinic = await openClinicDay();
  ruth = clinic.as('ruth-okafor');
  maria = clinic.as('maria-alvarez');
}, 120_000);
afterAll(() => clinic.ehr.close());

const next = (bundle: fhir3.Bundle): string | undefined =>
  bundle.link?.find(({ relation }) => relation === 'next')?.url;
const starts = (appointments: readonly fhir3.Appointment[]): string[] =>
  appointments.map(({ start }) => start ?? '');

describe('a patient’s Appointments', () => {
  test('come in pages of 20, in order of time, each once', async () => {
    const first = await ruth('GET', '/Appointment?patient=ruth-okafor');
    expect(first.matches).toHaveLength(20);
    expect(first.bundle.total).toBe(33);
    const second = await ruth('GET', next(first.bundle) ?? '');
    expect(second.matches).toHaveLength(13);
    expect(second.bundle.total).toBe(33);
    expect(next(second.bundle)).toBeUndefined();
    const all = [...first.matches, ...second.matches];
    expect(new Set(all.map(({ id }) => id)).size).toBe(33);
    expect(starts(all)).toEqual(starts(all).sort());
  });

  test('keep their conditions and page size on the next page', async () => {
    const first = await ruth(
      'GET',
      '/Appointment?patient=Patient/ruth-okafor&status=fulfilled&_count=25',
    );
    const second = await ruth('GET', next(first.bundle) ?? '');
    expect(first.bundle.total).toBe(30);
    expect(
      [...first.matches, ...second.matches].every(({ status }) => status === 'fulfilled'),
    ).toBe(true);
    expect(second.matches).toHaveLength(5);
  });

  test('of a page link are those of whoever follows it', async () => {
    const { bundle } = await ruth('GET', '/Appointment?status=fulfilled');
    const stranger = await maria('GET', next(bundle) ?? '');
    expect(stranger.matches).toHaveLength(0);
    expect((await ruth('GET', '/Appointment?_page=nonsense')).status).toBe(400);
  });

  test('can come latest first', async () => {
    const { matches, bundle } = await ruth('GET', '/Appointment?_sort=-date');
    const second = await ruth('GET', next(bundle) ?? '');
    const all = starts([...matches, ...second.matches]);
    expect(all).toEqual([...all].sort().reverse());
  });

  test('are the patient’s in context where none is named', async () => {
    expect((await maria('GET', '/Appointment')).bundle.total).toBe(4);
  });

  test('of another patient are refused with 403', async () => {
    expect((await maria('GET', '/Appointment?patient=ruth-okafor')).status).toBe(403);
    expect((await maria('GET', '/Appointment?patient=maria-alvarez,ruth-okafor')).status).toBe(403);
  });

  test('that are only offered are not among them', async () => {
    const offer = await offerOf(maria, 'mateo-quintanar');
    expect((await maria('GET', `/Appointment?_id=${offer.id}`)).bundle.total).toBe(0);
  });

  test('that were refused are not among them', async () => {
    const offer = await offerOf(maria, 'caleb-whitmarsh', 1);
    await ruth('POST', '/Appointment/$book', parameters(apptId(offer.id)));
    await maria('POST', '/Appointment/$book', parameters(apptId(offer.id)));
    expect((await maria('GET', '/Appointment')).bundle.total).toBe(4);
  });
});

describe('conditions', () => {
  test.each([
    ['status=booked', 1],
    ['status=booked,fulfilled', 4],
    ['status=http://hl7.org/fhir/appointmentstatus|fulfilled', 3],
    ['_id=coming-1', 1],
    ['_id=coming-1,past-31', 2],
    ['_id=past-1', 0],
    ['practitioner=Practitioner/omar-benhaddou', 1],
    ['practitioner=omar-benhaddou', 1],
    ['practitioner=omar-benhaddou&status=booked', 0],
    ['date=ge2026-11-23', 1],
    ['date=lt2026-11-23', 3],
    ['date=ge2026-01-01&date=le2026-11-23', 2],
    ['date=2025', 1],
    ['date=eq2025-10', 1],
    ['date=gt2026', 0],
    ['date=lt2026-11-23T14:00:00Z', 3],
    ['date=2025,ge2026-11-23', 2],
  ])('%s finds %i', async (query, count) => {
    expect((await maria('GET', `/Appointment?${query}`)).bundle.total).toBe(count);
  });

  test.each([
    'date=ap2026-11-23',
    'date=soon',
    'date=2026-11-23T10:00',
    'status=',
    'patient:Patient=maria-alvarez',
    'patient.name=Maria',
    'practitioner=Location/x',
    '_count=-1',
  ])('%s is refused with 400', async (query) => {
    expect((await maria('GET', `/Appointment?${query}`)).status).toBe(400);
  });

  test('that are unknown are ignored with a warning, or refused where the client is strict', async () => {
    const lenient = await maria('GET', '/Appointment?colour=blue');
    expect(lenient.bundle.total).toBe(4);
    expect(lenient.said).toContain('warning: The search parameter colour');
    expect(
      (await maria('GET', '/Appointment?colour=blue', undefined, { prefer: 'handling=strict' }))
        .status,
    ).toBe(400);
  });

  test('may be posted as a form', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await maria('POST', '/Appointment/_search', 'status=booked', form)).bundle.total).toBe(
      1,
    );
    expect((await maria('POST', '/Appointment/_search', '{}')).status).toBe(415);
  });

  test('_count=0 counts only', async () => {
    const { bundle } = await maria('GET', '/Appointment?_count=0');
    expect(bundle.total).toBe(4);
    expect(bundle.entry).toBeUndefined();
    expect(next(bundle)).toBeUndefined();
  });
});

test('a visit that the clinic called off is listed as cancelled, with the reason', async () => {
  const { matches } = await ruth('GET', '/Appointment?status=cancelled');
  expect(matches).toHaveLength(1);
  expect(matches[0]?.extension?.[0]?.valueCodeableConcept?.coding?.[0]?.code).toBe('staff-cancel');
  expect(Date.parse(matches[0]?.start ?? '')).toBeGreaterThan(monday);
});

describe('who works where', () => {
  test.each([
    ['/Practitioner?_id=naomi-castellane', ['naomi-castellane']],
    ['/Practitioner?family=castel', ['naomi-castellane']],
    ['/PractitionerRole?practitioner=Practitioner/yusuf-karadeniz', ['yusuf-karadeniz-role']],
    ['/PractitionerRole?practitioner=yusuf-karadeniz', ['yusuf-karadeniz-role']],
    ['/PractitionerRole?specialty=http://snomed.info/sct|394594003', ['yusuf-karadeniz-role']],
    ['/Location?name=larkspur ocotillo', ['ocotillo']],
    ['/Location?partof=Location/ocotillo', ['ocotillo-video']],
    ['/Organization?partof=Organization/larkspur-valley', ['saguaro-eye']],
    ['/HealthcareService?location=harborview-video', ['video-visits']],
    [
      '/Schedule?actor=Location/harborview-video&actor=Practitioner/naomi-castellane',
      ['naomi-castellane.harborview-video'],
    ],
  ])('%s', async (path, ids) => {
    expect((await maria('GET', path)).matches.map(({ id }) => id)).toEqual(ids);
  });

  test('reads each of them by id', async () => {
    for (const path of [
      'Practitioner/naomi-castellane',
      'PractitionerRole/naomi-castellane-role',
      'Location/harborview',
      'Organization/larkspur-valley',
      'HealthcareService/video-visits',
      'Schedule/naomi-castellane.harborview',
    ]) {
      const { status, body } = await maria('GET', `/${path}`);
      expect([status, `${body.resourceType}/${body.id ?? ''}`]).toEqual([200, path]);
    }
    expect((await maria('GET', '/Practitioner/nobody')).status).toBe(404);
  });

  test('a place says its time zone', async () => {
    const { body } = await maria('GET', '/Location/ocotillo');
    expect((body as fhir3.Location).extension).toEqual([
      { url: 'http://hl7.org/fhir/StructureDefinition/timezone', valueCode: 'America/Phoenix' },
    ]);
  });
});
