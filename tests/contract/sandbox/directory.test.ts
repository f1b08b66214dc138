import type * as fhir3 from 'fhir/r3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { visitTypes as known } from '../../../sandbox/clinic/codes.ts';
import { type ClinicDay, openClinicDay, type Reply, visitTypes } from './clinic-day.ts';

let clinic: ClinicDay;
let maria: ReturnType<ClinicDay['as']>;
beforeAll(async () => {
  clinic = await openClinicDay();
  maria = clinic.as('maria-alvarez');
}, 120_000);
afterAll(() => clinic.ehr.close());

const found = <Resource extends fhir3.FhirResource>(
  { bundle }: Reply,
  mode = 'match',
): (Resource & { id: string })[] =>
  (bundle.entry ?? [])
    .filter(({ search }) => search?.mode === mode)
    .map(({ resource }) => resource as Resource & { id: string });
const idsOf = (reply: Reply): string[] => found(reply).map(({ id }) => id);
const next = ({ bundle }: Reply): string | undefined =>
  bundle.link?.find(({ relation }) => relation === 'next')?.url;
const read = async <Resource extends fhir3.FhirResource>(path: string): Promise<Resource> =>
  (await maria('GET', path)).body as unknown as Resource;
const codes = (concepts: readonly fhir3.CodeableConcept[] = []): (string | undefined)[] =>
  concepts.flatMap(({ coding = [] }) => coding.map(({ code }) => code));
const services = async (query = ''): Promise<(fhir3.HealthcareService & { id: string })[]> =>
  found<fhir3.HealthcareService>(await maria('GET', `/HealthcareService?active=true${query}`));
const free = async (query: string): Promise<number> =>
  (
    await maria(
      'GET',
      `/Appointment/$find?start=2026-11-24&end=2026-12-24&_count=1&${new URLSearchParams(query).toString()}`,
    )
  ).matches.length;

describe('what the hospital does', () => {
  test('is a list of services, each with a name, a place and a phone', async () => {
    const all = await services();
    expect(all.map(({ id }) => id)).toEqual([
      'cardiology',
      'dermatology',
      'family-practice',
      'flu-shots-walk-in',
      'heart-surgery-consultations',
      'ophthalmology',
      'orthopedics',
      'pediatrics',
      'phone-visits',
      'radiology',
      'sleep-laboratory',
      'video-visits',
    ]);
    for (const { name, category, location, specialty, telecom } of all) {
      expect(name).toBeTruthy();
      expect(category?.coding?.[0]?.system).toBe('http://hl7.org/fhir/service-category');
      expect(specialty?.length).toBeGreaterThan(0);
      expect(location?.every(({ display }) => Boolean(display))).toBe(true);
      expect(telecom?.[0]).toMatchObject({ system: 'phone' });
      expect(telecom?.[0]?.value).toMatch(/^\+1-\d{3}-555-01\d\d$/);
    }
  });

  test('keeps what has ended, and says so', async () => {
    expect(idsOf(await maria('GET', '/HealthcareService?active=false'))).toEqual(['house-calls']);
    expect((await maria('GET', '/HealthcareService')).bundle.total).toBe(13);
  });

  test('and can be booked, says for which of the guide’s kinds of visit', async () => {
    const skin = await read<fhir3.HealthcareService>('/HealthcareService/dermatology');
    expect(skin).toMatchObject({
      name: 'Dermatology',
      appointmentRequired: true,
      specialty: [{ coding: [{ system: 'http://snomed.info/sct', code: '394582007' }] }],
      location: [
        { reference: 'Location/harborview' },
        { reference: 'Location/prairie-junction' },
        { reference: 'Location/ocotillo' },
      ],
    });
    expect(codes(skin.type)).toEqual([
      'new-patient',
      'consult',
      'follow-up',
      'office-visit',
      'minor-surgery',
      'procedure',
      'treatment',
    ]);
  });

  test('has a time for every kind of visit at every service that has a schedule', async () => {
    const schedules = found<fhir3.Schedule>(await maria('GET', '/Schedule'));
    const scheduled = new Set(schedules.flatMap(({ specialty }) => codes(specialty)));
    const bookable = (await services()).filter(
      ({ specialty, appointmentRequired }) =>
        appointmentRequired === true && codes(specialty).some((code) => scheduled.has(code)),
    );
    expect(bookable).toHaveLength(9);
    for (const { specialty, type, location = [] } of bookable) {
      const places = location.map(({ reference }) => `location-reference=${reference ?? ''}`);
      for (const code of codes(type)) {
        expect(known).toHaveProperty([code ?? '']);
        const query = [
          ...places,
          `specialty=http://snomed.info/sct|${codes(specialty)[0] ?? ''}`,
          `visit-type=${visitTypes}|${code ?? ''}`,
        ];
        expect([query, await free(query.join('&'))]).toEqual([query, 1]);
      }
    }
  });

  test.each(['heart-surgery-consultations', 'sleep-laboratory'])(
    '%s has no schedule and no time, and says why and whom to call',
    async (id) => {
      const service = await read<fhir3.HealthcareService>(`/HealthcareService/${id}`);
      const [specialty] = codes(service.specialty);
      expect(service).toMatchObject({
        active: true,
        appointmentRequired: true,
        comment: expect.stringMatching(/^[A-Z].* by phone\.$/) as string,
        telecom: [{ system: 'phone' }],
      });
      expect(
        found<fhir3.Schedule>(await maria('GET', '/Schedule')).flatMap((each) =>
          codes(each.specialty),
        ),
      ).not.toContain(specialty);
      expect(await free(`specialty=http://snomed.info/sct|${specialty ?? ''}`)).toBe(0);
    },
  );

  test('can be for whoever just comes, in its hours', async () => {
    expect(await read('/HealthcareService/flu-shots-walk-in')).toMatchObject({
      appointmentRequired: false,
      availableTime: [
        {
          daysOfWeek: ['mon', 'tue', 'wed', 'thu', 'fri'],
          availableStartTime: '09:00:00',
          availableEndTime: '16:00:00',
        },
      ],
      notAvailable: [{ description: 'Public holidays' }],
    });
  });
});

describe('who does it', () => {
  test('is named in the role, with specialty, places and services', async () => {
    expect(await read('/PractitionerRole/peter-oyelaran-role')).toMatchObject({
      active: true,
      practitioner: {
        reference: 'Practitioner/peter-oyelaran',
        display: 'Dr. Peter Oyelaran',
      },
      specialty: [{ coding: [{ code: '419772000' }], text: 'Family practice' }],
      location: [
        { reference: 'Location/harborview', display: 'Larkspur Harborview Clinic' },
        { reference: 'Location/harborview-phone', display: 'Phone visit' },
      ],
      healthcareService: [
        { reference: 'HealthcareService/family-practice', display: 'Family practice' },
        { reference: 'HealthcareService/phone-visits', display: 'Phone visits' },
      ],
    });
  });

  test('has a schedule for each place, for these visits, as far as it is published', async () => {
    expect(await read('/Schedule/peter-oyelaran.harborview-phone')).toMatchObject({
      active: true,
      serviceCategory: { text: 'Phone visit' },
      serviceType: [
        { coding: [{ system: visitTypes, code: 'follow-up' }] },
        { coding: [{ system: visitTypes, code: 'office-visit' }] },
      ],
      specialty: [{ text: 'Family practice' }],
      actor: [
        { reference: 'Practitioner/peter-oyelaran', display: 'Dr. Peter Oyelaran' },
        { reference: 'Location/harborview-phone', display: 'Phone visit' },
      ],
      planningHorizon: { start: '2026-11-23', end: '2027-01-22' },
    });
  });
});

describe('a search of the directory', () => {
  test.each([
    ['/HealthcareService?active=true&location=Location/prairie-junction&name=sleep', 1],
    ['/HealthcareService?location=ocotillo-video', 1],
    ['/HealthcareService?specialty=http://snomed.info/sct|394582007', 1],
    ['/HealthcareService?specialty=394582007,394579002', 2],
    ['/HealthcareService?specialty=http://elsewhere.example|394582007', 0],
    [`/HealthcareService?type=${encodeURIComponent(`${visitTypes}|mri`)}`, 1],
    ['/HealthcareService?type=walk-in&location=ocotillo', 1],
    ['/PractitionerRole?active=true', 16],
    ['/PractitionerRole?active=false', 0],
    ['/PractitionerRole?active=true&specialty=394582007', 2],
    ['/PractitionerRole?active=true&specialty=394582007&location=Location/ocotillo', 1],
    ['/PractitionerRole?service=HealthcareService/video-visits', 3],
    ['/PractitionerRole?service=video-visits&practitioner=naomi-castellane', 1],
    ['/Location?address=tempe', 1],
    ['/Location?address=floor', 1],
    ['/Location?address=work', 0],
    ['/Location?address=temp_', 0],
    ['/Location?address-city=Madison', 1],
    ['/Location?address-state=ME&address-postalcode=041', 1],
    ['/Location?name=larkspur&status=active', 3],
    ['/Location?partof=harborview', 2],
    ['/Schedule?actor=Practitioner/naomi-castellane', 2],
    ['/Schedule?actor=Location/harborview&type=x-ray', 1],
    ['/Schedule?actor=Practitioner/naomi-castellane&date=2026-12-24', 2],
    ['/Schedule?actor=Practitioner/naomi-castellane&date=ge2026-12-24&date=lt2027-06', 2],
    ['/Schedule?actor=Practitioner/naomi-castellane&date=2027-01-22', 2],
    ['/Schedule?actor=Practitioner/naomi-castellane&date=2027-01-23', 0],
    ['/Schedule?actor=Practitioner/naomi-castellane&date=lt2026-11-23', 0],
  ])('%s finds %i', async (path, count) => {
    const { status, bundle } = await maria('GET', path);
    expect([status, bundle.total]).toEqual([200, count]);
  });

  test.each(['/Schedule?date=soon', '/Schedule?date=ap2026-11-24', '/Location?address='])(
    '%s is refused with 400',
    async (path) => {
      expect((await maria('GET', path)).status).toBe(400);
    },
  );

  test.each([
    '/HealthcareService?active=true',
    '/PractitionerRole?active=true&_include=PractitionerRole:practitioner',
    '/Location?address=Portland,Tempe,Madison',
    '/Schedule?actor=Location/harborview,Location/ocotillo',
  ])('%s comes in pages, each resource once', async (path) => {
    const whole = idsOf(await maria('GET', path));
    expect(whole.length).toBeGreaterThan(2);
    const pages: string[][] = [];
    let link: string | undefined = `${path}&_count=2`;
    while (link !== undefined) {
      const page: Reply = await maria('GET', link);
      expect(page.bundle.total).toBe(whole.length);
      expect(found(page, 'include').length).toBeLessThanOrEqual(2);
      pages.push(idsOf(page));
      link = next(page);
      if (link !== undefined) expect(link).toMatch(/\?_page=[A-Za-z0-9_-]+$/);
    }
    expect(pages).toHaveLength(Math.ceil(whole.length / 2));
    expect(pages.flat()).toEqual(whole);
  });

  test('with _count=0 counts only', async () => {
    const reply = await maria('GET', '/Schedule?_count=0');
    expect(reply.bundle.total).toBeGreaterThan(16);
    expect([reply.bundle.entry, next(reply)]).toEqual([undefined, undefined]);
  });

  test('brings the practitioners of the roles along, each once', async () => {
    const path = '/PractitionerRole?specialty=394582007&_include=PractitionerRole:practitioner';
    const reply = await maria('GET', path);
    expect(reply.bundle.total).toBe(2);
    expect(found(reply, 'include').map(({ resourceType, id }) => [resourceType, id])).toEqual([
      ['Practitioner', 'ingrid-falkenrath'],
      ['Practitioner', 'omar-benhaddou'],
    ]);
  });

  test('brings along nothing that the token could not read', async () => {
    const narrow = clinic.as('maria-alvarez', 'patient/PractitionerRole.read');
    const path = '/PractitionerRole?_include=PractitionerRole:practitioner';
    const reply = await narrow('GET', path);
    expect([reply.status, reply.bundle.total]).toEqual([200, 16]);
    expect(found(reply, 'include')).toEqual([]);
  });

  test('remarks on what it cannot bring along', async () => {
    const roles = await maria('GET', '/PractitionerRole?_include=PractitionerRole:location');
    expect(roles.said).toContain('warning: PractitionerRole:location cannot be included');
    const places = await maria('GET', '/Location?_include=Location:partof');
    expect(places.said).toContain('warning: The search parameter _include is not supported');
  });
});

test('the CapabilityStatement declares these searches', async () => {
  const { rest } = await read<fhir3.CapabilityStatement>('/metadata');
  const declared = new Map(rest?.[0]?.resource?.map((each) => [each.type, each]));
  const parameters = (type: string): Record<string, string> =>
    Object.fromEntries(
      declared.get(type)?.searchParam?.map((each) => [each.name, each.type]) ?? [],
    );
  expect(parameters('HealthcareService')).toMatchObject({
    active: 'token',
    location: 'reference',
    specialty: 'token',
    type: 'token',
  });
  expect(parameters('PractitionerRole')).toMatchObject({
    active: 'token',
    practitioner: 'reference',
    specialty: 'token',
    location: 'reference',
    service: 'reference',
  });
  expect(parameters('Location')).toMatchObject({
    address: 'string',
    'address-city': 'string',
    name: 'string',
  });
  expect(parameters('Schedule')).toMatchObject({ actor: 'reference', type: 'token', date: 'date' });
  expect(declared.get('PractitionerRole')?.searchInclude).toEqual([
    'PractitionerRole:practitioner',
  ]);
  expect(declared.get('Location')?.searchInclude).toBeUndefined();
});
