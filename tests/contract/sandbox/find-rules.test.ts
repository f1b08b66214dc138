import type * as fhir3 from 'fhir/r3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  type ClinicDay,
  day,
  findQuery,
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
afterEach(() => {
  clinic.ehr.rules.find = {};
  clinic.ehr.levers.clear();
});

const next = ({ bundle }: Reply): string | undefined =>
  bundle.link?.find(({ relation }) => relation === 'next')?.url;
const idsOf = ({ matches }: Reply): (string | undefined)[] => matches.map(({ id }) => id);
const outcomeOf = ({ body }: Reply): fhir3.OperationOutcomeIssue | undefined =>
  (body as unknown as fhir3.OperationOutcome).issue[0];

describe('a server that takes no notice of an input', () => {
  test.each([
    ['practitioner', 'practitioner=Practitioner/nobody'],
    ['specialty', 'specialty=http://snomed.info/sct|1'],
    ['visit-type', `visit-type=${encodeURIComponent(`${visitTypes}|egd`)}`],
    ['location-reference', 'location-reference=Location/nowhere'],
    ['location-string', 'location-string=Nowhere'],
    ['organization', 'organization=Organization/none'],
  ])('%s: answers as if it were not there, and does not say so', async (name, input) => {
    const path = findQuery(`&${input}&_count=7`);
    expect((await maria('GET', path)).matches).toEqual([]);
    const without = await maria('GET', findQuery('&_count=7'));
    clinic.ehr.rules.find = { ignores: [name] };
    const reply = await maria('GET', path);
    expect(idsOf(reply)).toEqual(idsOf(without));
    expect(reply.said).toBe(without.said);
  });

  test('does so by POST as well', async () => {
    const body = parameters(
      { name: 'start', valueDateTime: week.start },
      { name: 'end', valueDateTime: week.end },
      { name: 'practitioner', valueUri: 'Practitioner/nobody' },
    );
    clinic.ehr.rules.find = { ignores: ['practitioner'] };
    const reply = await maria('POST', '/Appointment/$find?_count=7', body);
    expect(reply.matches).toHaveLength(7);
    expect(reply.said).not.toContain('practitioner');
  });

  test('start: offers what there is from now on', async () => {
    const path = '/Appointment/$find?start=2026-11-26T00:00:00Z&end=2026-11-30T00:00:00Z&_count=3';
    clinic.ehr.rules.find = { ignores: ['start'] };
    const { matches } = await maria('GET', path);
    expect(matches.every(({ start }) => (start ?? '') < '2026-11-24')).toBe(true);
  });

  test('end: offers what there is after it', async () => {
    const path = '/Appointment/$find?start=2026-11-24T15:00:00Z&end=2026-11-24T15:30:00Z';
    clinic.ehr.rules.find = { ignores: ['end'] };
    const { matches } = await maria('GET', path);
    expect(matches).toHaveLength(50);
    expect(matches.some(({ start }) => (start ?? '') > '2026-11-24T15:30:00Z')).toBe(true);
  });

  test('_count: gives as many as it always gives', async () => {
    clinic.ehr.rules.find = { ignores: ['_count'] };
    expect((await maria('GET', findQuery('&_count=2'))).matches).toHaveLength(50);
    expect((await maria('GET', findQuery('&_count=500'))).matches).toHaveLength(50);
  });
});

describe('a server that refuses a large window', () => {
  const find = (days: number): Promise<Reply> => {
    const at = (ahead: number): string => new Date(monday + ahead * day).toISOString();
    return maria('GET', `/Appointment/$find?start=${at(1)}&end=${at(1 + days)}&_count=1`);
  };

  test('says how large it may be, and reads the one that is just as large', async () => {
    clinic.ehr.rules.find = { longestWindowDays: 31 };
    expect((await find(31)).matches).toHaveLength(1);
    const refused = await find(31 + 1 / 86_400);
    expect([refused.status, outcomeOf(refused)]).toMatchObject([
      400,
      {
        severity: 'error',
        code: 'too-costly',
        diagnostics: 'Search range cannot exceed 31 days',
      },
    ]);
  });

  test('does not refuse one whose end it does not read', async () => {
    clinic.ehr.rules.find = { longestWindowDays: 7, ignores: ['end'] };
    expect((await find(20)).status).toBe(200);
  });
});

describe('a server that answers in pages', () => {
  const query = findQuery('&practitioner=Practitioner/lena-brandvold');
  const pagesFrom = async (first: Reply): Promise<Reply[]> => {
    const pages = [first];
    for (let link = next(first); link !== undefined;) {
      const page = await maria('GET', link);
      pages.push(page);
      link = next(page);
    }
    return pages;
  };

  test('gives every time once, in order, and tells how many there are', async () => {
    const whole = await maria('GET', `${query}&_count=1000`);
    expect(whole.matches.length).toBeGreaterThan(20);
    clinic.ehr.rules.find = { pageSize: 7 };
    const pages = await pagesFrom(await maria('GET', query));
    expect(pages.flatMap((page) => page.matches)).toEqual(whole.matches);
    expect(pages).toHaveLength(Math.ceil(whole.matches.length / 7));
    for (const { bundle, said } of pages) {
      expect([bundle.total, said]).toEqual([whole.matches.length, '']);
    }
  });

  test('takes _count for the size of a page, up to its own', async () => {
    clinic.ehr.rules.find = { pageSize: 7 };
    expect((await maria('GET', `${query}&_count=3`)).matches).toHaveLength(3);
    expect((await maria('GET', `${query}&_count=30`)).matches).toHaveLength(7);
    clinic.ehr.rules.find = { pageSize: 7, ignores: ['_count'] };
    expect((await maria('GET', `${query}&_count=3`)).matches).toHaveLength(7);
  });

  test('leads on from a POST by GET, and remembers everything that was asked', async () => {
    const inputs = [
      { name: 'start', valueDateTime: week.start },
      { name: 'end', valueDateTime: week.end },
      { name: 'visit-type', valueString: `${visitTypes}|vaccine` },
      {
        name: 'patient-resource',
        resource: { resourceType: 'Patient', birthDate: '1980-05-05' } as fhir3.Patient,
      },
    ];
    const whole = await maria('POST', '/Appointment/$find?_count=1000', parameters(...inputs));
    clinic.ehr.rules.find = { pageSize: 40 };
    const pages = await pagesFrom(await maria('POST', '/Appointment/$find', parameters(...inputs)));
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flatMap((page) => page.matches)).toEqual(whole.matches);
  });

  test('remarks on a question on its first page only', async () => {
    clinic.ehr.rules.find = { pageSize: 7 };
    const [first, ...others] = await pagesFrom(await maria('GET', `${query}&colour=blue`));
    expect(first?.said).toContain('colour is not known');
    expect(others.map(({ said }) => said).join('')).toBe('');
  });

  test('refuses a page that it never gave out', async () => {
    expect((await maria('GET', '/Appointment/$find?_page=nonsense')).status).toBe(400);
  });

  test.each(['the same page again', 'another server'])(
    'can be made to lead to %s',
    async (where) => {
      clinic.ehr.rules.find = { pageSize: 7 };
      const first = await maria('GET', query);
      const url =
        where === 'another server' ? 'https://elsewhere.example/fhir' : (next(first) ?? '');
      clinic.ehr.levers.add({
        match: { path: '_page=' },
        fault: {
          kind: 'answer',
          status: 200,
          body: { ...first.bundle, link: [{ relation: 'next', url }] },
        },
        times: 2,
      });
      const second = await maria('GET', next(first) ?? '');
      expect([next(second), idsOf(second)]).toEqual([url, idsOf(first)]);
    },
  );
});
