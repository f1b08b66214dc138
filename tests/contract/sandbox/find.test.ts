import type * as fhir3 from 'fhir/r3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type ClinicDay,
  day,
  findQuery,
  minute,
  monday,
  openClinicDay,
  parameters,
  type Reply,
  visitTypes,
  week,
} from './clinic-day.ts';

let clinic: ClinicDay;
let maria: ReturnType<ClinicDay['as']>;
beforeAll(async () => {
  clinic = await openClinicDay();
  maria = clinic.as('maria-alvarez');
}, 120_000);
afterAll(() => clinic.ehr.close());

const window = [
  { name: 'start', valueDateTime: week.start },
  { name: 'end', valueDateTime: week.end },
];
const actors = (
  appointments: readonly fhir3.Appointment[],
  type: string,
): Set<string | undefined> =>
  new Set(
    appointments.flatMap(({ participant }) =>
      participant
        .map(({ actor }) => actor?.reference)
        .filter((reference) => reference?.startsWith(type)),
    ),
  );
const typesOf = (appointments: readonly fhir3.Appointment[]): Set<string | undefined> =>
  new Set(appointments.map(({ serviceType }) => serviceType?.[0]?.coding?.[0]?.code));

describe('an offered time', () => {
  test('is an Appointment in the argo-appt profile', async () => {
    const { matches, status, bundle } = await maria(
      'GET',
      findQuery('&practitioner=Practitioner/mateo-quintanar&_count=1'),
    );
    expect(status).toBe(200);
    expect(bundle).toMatchObject({ type: 'searchset', total: 1 });
    expect(matches[0]).toMatchObject({
      resourceType: 'Appointment',
      meta: {
        profile: ['http://fhir.org/guides/argonaut-scheduling/StructureDefinition/argo-appt'],
      },
      status: 'proposed',
      participant: [
        {
          actor: { reference: 'Practitioner/mateo-quintanar', display: 'Dr. Mateo Quintanar' },
          required: 'required',
          status: 'needs-action',
        },
        {
          actor: { reference: 'Location/ocotillo', display: 'Larkspur Ocotillo Center' },
          required: 'required',
          status: 'needs-action',
        },
      ],
      requestedPeriod: [week],
    });
    expect(matches[0]?.start).toMatch(/^2026-11-\d\dT\d\d:\d\d:00Z$/);
    expect(matches[0]?.requestedPeriod).toHaveLength(1);
    expect(matches[0]?.slot?.[0]?.reference).toMatch(/^Slot\//);
  });

  test('can be read by its id, and has an id that FHIR allows', async () => {
    const { matches } = await maria('GET', findQuery('&_count=1000'));
    expect(matches.every(({ id }) => /^[A-Za-z0-9\-.]{1,64}$/.test(id ?? ''))).toBe(true);
    const { body, status } = await maria('GET', `/Appointment/${matches[0]?.id ?? ''}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'proposed', start: matches[0]?.start });
  });

  test('by video is at a place called "Video visit" and says so', async () => {
    const { matches } = await maria(
      'GET',
      findQuery('&location-reference=Location/ocotillo-video'),
    );
    expect(matches.length).toBeGreaterThan(0);
    expect(matches[0]?.description).toBe('Office visit by video with Dr. Mateo Quintanar');
    expect(matches[0]?.participant[1]?.actor?.display).toBe('Video visit');
  });

  test.each([
    ['ocotillo', ['http://hl7.org/fhir/v3/ActCode|AMB']],
    ['ocotillo-video', ['http://hl7.org/fhir/v3/ActCode|VR', 'http://snomed.info/sct|448337001']],
    ['harborview-phone', ['http://hl7.org/fhir/v3/ActCode|VR', 'http://snomed.info/sct|185317003']],
  ])('at %s says in codes how patient and clinician meet', async (place, expected) => {
    const { matches } = await maria('GET', findQuery(`&location-reference=Location/${place}`));
    expect(matches.length).toBeGreaterThan(0);
    for (const { serviceCategory } of matches) {
      expect(
        serviceCategory?.coding?.map(({ system, code }) => `${system ?? ''}|${code ?? ''}`),
      ).toEqual(expected);
    }
    const held = await maria('POST', `/Appointment/${matches[0]?.id ?? ''}/$hold`, parameters());
    expect(held.matches[0]?.serviceCategory).toEqual(matches[0]?.serviceCategory);
    clinic.pass(10 * minute);
    await maria('GET', '/Appointment');
    clinic.pass(-10 * minute);
  });
});

describe('the window', () => {
  test('holds every time offered, soonest first', async () => {
    const { matches } = await maria(
      'GET',
      '/Appointment/$find?start=2026-11-24T15:00:00Z&end=2026-11-24T18:00:00Z&_count=500',
    );
    const starts = matches.map(({ start }) => start ?? '');
    expect(starts).toEqual([...starts].sort());
    expect(starts.length).toBeGreaterThan(10);
    expect(starts.every((start) => start >= '2026-11-24T15:00:00Z')).toBe(true);
    expect(matches.every(({ end }) => (end ?? '') <= '2026-11-24T18:00:00Z')).toBe(true);
  });

  test('may be given with any offset from UTC', async () => {
    const plus = encodeURIComponent('2026-11-24T17:00:00+02:00');
    const one = await maria('GET', `/Appointment/$find?start=${plus}&end=2026-11-24T18:00:00Z`);
    const other = await maria(
      'GET',
      '/Appointment/$find?start=2026-11-24T15:00:00Z&end=2026-11-24T18:00:00Z',
    );
    expect(one.matches).toEqual(other.matches);
  });

  test('may be given in whole days, of which the last counts', async () => {
    const { matches } = await maria(
      'GET',
      '/Appointment/$find?start=2026-11-24&end=2026-11-24&_count=1000',
    );
    expect(new Set(matches.map(({ start }) => start?.slice(0, 10)))).toEqual(
      new Set(['2026-11-24']),
    );
  });

  test('offers nothing in the past', async () => {
    const { matches } = await maria(
      'GET',
      '/Appointment/$find?start=2026-11-20T00:00:00Z&end=2026-11-23T15:00:00Z&_count=1000',
    );
    expect(matches.length).toBeGreaterThan(0);
    expect(matches.every(({ start }) => Date.parse(start ?? '') >= monday)).toBe(true);
  });

  test('that is wholly past is empty, with no entry and a total of 0', async () => {
    const { bundle, status } = await maria(
      'GET',
      '/Appointment/$find?start=2026-11-20T00:00:00Z&end=2026-11-21T15:00:00Z',
    );
    expect(status).toBe(200);
    expect(bundle.total).toBe(0);
    expect(bundle).not.toHaveProperty('entry');
  });

  test('is cut off 60 days ahead, and the answer says so', async () => {
    const { matches, said, bundle } = await maria(
      'GET',
      `/Appointment/$find?start=${new Date(monday + 59 * day).toISOString()}&end=2027-06-01T00:00:00Z&_count=1000`,
    );
    expect(said).toContain('60 days');
    expect(matches.every(({ end }) => Date.parse(end ?? '') <= monday + 60 * day)).toBe(true);
    expect(bundle.total).toBe(matches.length);
    expect(bundle.entry?.at(-1)?.search?.mode).toBe('outcome');
  });

  test.each([
    ['no start', '/Appointment/$find?end=2026-11-30T00:00:00Z', 'start is required'],
    ['no end', '/Appointment/$find?start=2026-11-24T00:00:00Z', 'end is required'],
    [
      'an end before the start',
      '/Appointment/$find?start=2026-11-24T00:00:00Z&end=2026-11-23T00:00:00Z',
      'after start',
    ],
    ['two starts', findQuery('&start=2026-11-24T00:00:00Z'), 'may be given once'],
    [
      'a time without its zone',
      '/Appointment/$find?start=2026-11-24T00:00:00&end=2026-11-30T00:00:00Z',
      'time zone',
    ],
    [
      'an unencoded plus',
      '/Appointment/$find?start=2026-11-24T00:00:00+02:00&end=2026-11-30T00:00:00Z',
      'time zone',
    ],
    ['30 February', '/Appointment/$find?start=2027-02-30&end=2027-03-02', 'start must be'],
    ['a count that is no number', findQuery('&_count=some'), '_count'],
  ])('%s is refused with 400', async (_, path, text) => {
    const { status, said } = await maria('GET', path);
    expect(status).toBe(400);
    expect(said).toContain(text);
  });
});

describe('a parameter', () => {
  test('practitioner, repeated, means either', async () => {
    const { matches } = await maria(
      'GET',
      findQuery(
        '&practitioner=Practitioner/naomi-castellane&practitioner=Practitioner/lena-brandvold&_count=200',
      ),
    );
    expect(actors(matches, 'Practitioner/')).toEqual(
      new Set(['Practitioner/naomi-castellane', 'Practitioner/lena-brandvold']),
    );
  });

  test('practitioner, repeated, is an order of preference among equal times', async () => {
    const both = (first: string, second: string) =>
      maria(
        'GET',
        `/Appointment/$find?start=2026-12-07T14:00:00Z&end=2026-12-12T00:00:00Z&practitioner=Practitioner/${first}&practitioner=Practitioner/${second}&_count=300`,
      );
    const { matches } = await both('peter-oyelaran', 'bea-thornquist');
    const { matches: reversed } = await both('bea-thornquist', 'peter-oyelaran');
    const twice = matches.find((each, index) => matches[index + 1]?.start === each.start)?.start;
    const order = (list: readonly fhir3.Appointment[]) =>
      list
        .filter(({ start }) => start === twice)
        .map(({ participant }) => participant[0]?.actor?.reference);
    expect(order(matches)).toEqual(['Practitioner/peter-oyelaran', 'Practitioner/bea-thornquist']);
    expect(order(reversed)).toEqual(['Practitioner/bea-thornquist', 'Practitioner/peter-oyelaran']);
  });

  test('practitioner and location together mean both', async () => {
    const { matches } = await maria(
      'GET',
      findQuery(
        '&practitioner=Practitioner/ingrid-falkenrath&location-reference=Location/prairie-junction&_count=200',
      ),
    );
    expect(matches.length).toBeGreaterThan(0);
    expect(actors(matches, 'Location/')).toEqual(new Set(['Location/prairie-junction']));
    const none = await maria(
      'GET',
      findQuery('&practitioner=Practitioner/lena-brandvold&location-reference=Location/ocotillo'),
    );
    expect(none.bundle.total).toBe(0);
  });

  test('practitioner may be an absolute URL of this server, not of another', async () => {
    const own = await maria(
      'GET',
      findQuery(`&practitioner=${clinic.ehr.base}/Practitioner/lena-brandvold&_count=5`),
    );
    expect(own.matches).toHaveLength(5);
    const other = await maria(
      'GET',
      findQuery('&practitioner=https://elsewhere.example/fhir/Practitioner/lena-brandvold'),
    );
    expect(other.status).toBe(400);
    const wrongType = await maria('GET', findQuery('&practitioner=Location/harborview'));
    expect(wrongType.status).toBe(400);
  });

  test('practitioner of nobody finds nothing', async () => {
    expect((await maria('GET', findQuery('&practitioner=Practitioner/nobody'))).bundle.total).toBe(
      0,
    );
  });

  test('organization includes its parts', async () => {
    const eye = await maria('GET', findQuery('&organization=Organization/saguaro-eye&_count=500'));
    expect(actors(eye.matches, 'Practitioner/')).toEqual(new Set(['Practitioner/yusuf-karadeniz']));
    const all = await maria(
      'GET',
      findQuery(
        '&organization=Organization/larkspur-valley&practitioner=Practitioner/yusuf-karadeniz',
      ),
    );
    expect(all.matches.length).toBeGreaterThan(0);
  });

  test.each(['Tempe', 'tem', 'AZ', '85281', '3300 East'])(
    'location-string "%s" is the beginning of a part of the address',
    async (text) => {
      const { matches } = await maria(
        'GET',
        findQuery(`&location-string=${encodeURIComponent(text)}&_count=1000`),
      );
      expect(actors(matches, 'Location/')).toEqual(new Set(['Location/ocotillo']));
    },
  );

  test('location-string, repeated, means either', async () => {
    const { matches } = await maria(
      'GET',
      findQuery('&location-string=Tempe&location-string=Madison&_count=1000'),
    );
    expect(actors(matches, 'Location/')).toEqual(
      new Set(['Location/ocotillo', 'Location/prairie-junction']),
    );
  });

  test('visit-type decides what the visit is, the first wanted first', async () => {
    const one = await maria(
      'GET',
      findQuery(`&visit-type=${encodeURIComponent(`${visitTypes}|physical`)}&_count=100`),
    );
    expect(typesOf(one.matches)).toEqual(new Set(['physical']));
    const two = await maria(
      'GET',
      findQuery(
        `&visit-type=${encodeURIComponent(`${visitTypes}|physical`)}&visit-type=${encodeURIComponent(`${visitTypes}|new-patient`)}&practitioner=Practitioner/lena-brandvold`,
      ),
    );
    expect(typesOf(two.matches)).toEqual(new Set(['physical']));
  });

  test('visit-type, left out, means the first visit of a new patient, and a usual one of who was here before', async () => {
    const kinds = async (
      send: typeof maria,
      practitioner: string,
      more: readonly fhir3.ParametersParameter[] = [],
    ): Promise<Set<string | undefined>> => {
      const body = parameters(
        ...window,
        { name: 'practitioner', valueUri: `Practitioner/${practitioner}` },
        ...more,
      );
      return typesOf((await send('POST', '/Appointment/$find?_count=200', body)).matches);
    };
    const noor = clinic.as('noor-lindgren');
    // Family practice: some slots are for new patients and yearly physicals, the others are for anybody.
    expect(await kinds(noor, 'lena-brandvold')).toEqual(new Set(['new-patient', 'office-visit']));
    expect(await kinds(maria, 'lena-brandvold')).toEqual(new Set(['physical', 'office-visit']));
    expect(await kinds(clinic.as(undefined), 'lena-brandvold')).toEqual(
      new Set(['new-patient', 'office-visit']),
    );
    // Maria was never at the heart clinic; at the skin clinic she was, with another clinician.
    expect(await kinds(maria, 'grace-lindqvist')).toEqual(
      new Set(['new-patient', 'office-visit', 'ekg', 'echo']),
    );
    expect(await kinds(maria, 'ingrid-falkenrath')).toEqual(
      new Set(['consult', 'follow-up', 'minor-surgery']),
    );
    const child = { resourceType: 'Patient', birthDate: '2020-05-05' } as fhir3.Patient;
    expect(
      await kinds(maria, 'lena-brandvold', [{ name: 'patient-resource', resource: child }]),
    ).toEqual(new Set(['new-patient', 'office-visit']));
  });

  test('visit-type, left out, counts a booked visit as one once it has begun', async () => {
    const noor = clinic.as('noor-lindgren');
    const find = (): Promise<Reply> =>
      noor('GET', findQuery('&practitioner=Practitioner/victor-amaechi&_count=200'));
    const offers = (await find()).matches;
    expect(typesOf(offers)).toContain('new-patient');
    await noor('POST', `/Appointment/${offers[0]?.id ?? ''}/$book`, parameters());
    expect(typesOf((await find()).matches)).toContain('new-patient');
    const passed = Date.parse(offers[0]?.start ?? '') + minute - monday;
    clinic.pass(passed);
    expect(typesOf((await find()).matches)).not.toContain('new-patient');
    clinic.pass(-passed);
  });

  test('visit-type of another code system finds nothing', async () => {
    expect(
      (await maria('GET', findQuery('&visit-type=http://elsewhere.example|physical'))).bundle.total,
    ).toBe(0);
  });

  test('specialty narrows to its clinicians; a comma joins alternatives', async () => {
    const skin = await maria(
      'GET',
      findQuery('&specialty=http://snomed.info/sct|394582007&_count=1000'),
    );
    expect(actors(skin.matches, 'Practitioner/')).toEqual(
      new Set(['Practitioner/ingrid-falkenrath', 'Practitioner/omar-benhaddou']),
    );
    const both = await maria(
      'GET',
      findQuery(
        '&specialty=http://snomed.info/sct|394582007,http://snomed.info/sct|394594003&_count=1000',
      ),
    );
    expect(actors(both.matches, 'Practitioner/')).toEqual(
      new Set([
        'Practitioner/ingrid-falkenrath',
        'Practitioner/omar-benhaddou',
        'Practitioner/yusuf-karadeniz',
      ]),
    );
  });

  test.each(['specialty', 'visit-type', 'reason'])(
    '%s without its system is refused',
    async (name) => {
      const { status, said } = await maria('GET', findQuery(`&${name}=394582007`));
      expect(status).toBe(400);
      expect(said).toContain('system|code');
    },
  );

  test('reason narrows to who looks after it; an unknown one is only remarked on', async () => {
    const eye = await maria(
      'GET',
      findQuery('&reason=http://snomed.info/sct|111516008&_count=200'),
    );
    expect(actors(eye.matches, 'Practitioner/')).toEqual(new Set(['Practitioner/yusuf-karadeniz']));
    const unknown = await maria('GET', findQuery('&reason=http://snomed.info/sct|1&_count=5'));
    expect(unknown.matches).toHaveLength(5);
    expect(unknown.said).toContain('information: The clinic has no rule');
  });

  test('patient-reference is the patient in context, who is too old for a pediatrician', async () => {
    const adult = await maria(
      'GET',
      findQuery(
        '&practitioner=Practitioner/theo-marchetti&patient-reference=Patient/maria-alvarez',
      ),
    );
    expect(adult.bundle.total).toBe(0);
    const unsaid = await maria('GET', findQuery('&practitioner=Practitioner/theo-marchetti'));
    expect(unsaid.matches.length).toBeGreaterThan(0);
    const other = await maria('GET', findQuery('&patient-reference=Patient/ruth-okafor'));
    expect(other.status).toBe(403);
  });

  test('patient-resource describes somebody who is not registered yet', async () => {
    const find = (birthDate: string) =>
      maria(
        'POST',
        '/Appointment/$find?_count=3',
        parameters(
          ...window,
          { name: 'practitioner', valueUri: 'Practitioner/theo-marchetti' },
          {
            name: 'patient-resource',
            resource: { resourceType: 'Patient', birthDate } as fhir3.Patient,
          },
        ),
      );
    expect((await find('2020-05-05')).matches).toHaveLength(3);
    expect((await find('1980-05-05')).bundle.total).toBe(0);
  });

  test('coverage is checked against its profile, and one that has ended is remarked on', async () => {
    const coverage: fhir3.Coverage = {
      resourceType: 'Coverage',
      status: 'active',
      payor: [{ display: 'X' }],
      grouping: { plan: 'p', planDisplay: 'Plan P' },
      period: { end: '2026-10-31' },
    };
    const ended = await maria(
      'POST',
      '/Appointment/$find?_count=3',
      parameters(...window, { name: 'coverage', resource: coverage }),
    );
    expect(ended.matches).toHaveLength(3);
    expect(ended.said).toContain('warning: The plan Plan P ended');
    const wrong = await maria(
      'POST',
      '/Appointment/$find',
      parameters(...window, {
        name: 'coverage',
        resource: { resourceType: 'Coverage', status: 'active' } as fhir3.Coverage,
      }),
    );
    expect(wrong.status).toBe(422);
    expect(wrong.said).toContain('Coverage.payor');
  });

  test('that is unknown is remarked on and ignored', async () => {
    const { matches, said } = await maria('GET', findQuery('&provider=Practitioner/x&_count=4'));
    expect(matches).toHaveLength(4);
    expect(said).toBe(
      'information: The parameter provider is not known here and was ignored [provider]\ninformation: There are more times in this window; narrow it, or raise _count []',
    );
  });
});

describe('by POST', () => {
  test('it answers as by GET', async () => {
    const posted = await maria(
      'POST',
      '/Appointment/$find?_count=7',
      parameters(
        ...window,
        { name: 'practitioner', valueUri: 'Practitioner/lena-brandvold' },
        { name: 'visit-type', valueString: `${visitTypes}|physical` },
      ),
    );
    const got = await maria(
      'GET',
      findQuery(
        `&practitioner=Practitioner/lena-brandvold&visit-type=${encodeURIComponent(`${visitTypes}|physical`)}&_count=7`,
      ),
    );
    expect(posted.matches).toEqual(got.matches);
    expect(posted.matches).toHaveLength(7);
  });

  test.each([
    ['a value of another type', { name: 'practitioner', valueString: 'Practitioner/x' }, 400],
    [
      'a value[x] that FHIR does not have',
      { name: 'practitioner', valueUrl: 'Practitioner/x' },
      422,
    ],
    ['a list for a value', { name: 'practitioner', valueUri: ['Practitioner/x'] }, 422],
    [
      'a resource of another type',
      { name: 'patient-resource', resource: { resourceType: 'Coverage', status: 'active' } },
      422,
    ],
  ])('%s is refused', async (_, parameter, status) => {
    const reply = await maria(
      'POST',
      '/Appointment/$find',
      parameters(...window, parameter as fhir3.ParametersParameter),
    );
    expect(reply.status).toBe(status);
  });

  test('parameters of the question on the URL are refused', async () => {
    expect(
      (await maria('POST', `/Appointment/$find?start=${week.start}`, parameters(...window))).status,
    ).toBe(400);
  });
});

describe('the number of times', () => {
  test('is 50 unless asked, and the answer says that there are more', async () => {
    const { matches, said } = await maria('GET', findQuery());
    expect(matches).toHaveLength(50);
    expect(said).toContain('There are more times');
  });

  test('is 1,000 at most', async () => {
    expect(
      (await maria('GET', '/Appointment/$find?start=2026-11-24&end=2026-12-24&_count=5000'))
        .matches,
    ).toHaveLength(1000);
  });
});

test('a time that somebody has held is not offered, and is again when the hold has ended', async () => {
  const query =
    '/Appointment/$find?start=2026-11-24&end=2026-11-25&practitioner=Practitioner/caleb-whitmarsh&_count=1';
  const [offer] = (await maria('GET', query)).matches;
  await maria('POST', `/Appointment/${offer?.id ?? ''}/$hold`, parameters());
  expect((await maria('GET', query)).matches[0]?.id).not.toBe(offer?.id);
  clinic.pass(10 * minute);
  expect((await maria('GET', query)).matches[0]?.id).toBe(offer?.id);
  clinic.pass(-10 * minute);
});
