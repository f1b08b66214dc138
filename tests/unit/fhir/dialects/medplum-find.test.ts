import { describe, expect, it } from 'vitest';

import type { Search } from '../../../../src/scheduling/ports.ts';
import { findAppointments } from '../../../../src/scheduling/find-appointments.ts';
import { base, json, noon, type Sent, words } from '../wire.ts';
import {
  at,
  codeOf,
  directory,
  ehr,
  open,
  refusal,
  type Routes,
  schedule,
  searchset,
  type Server,
  service,
  serving,
  typeOf,
} from './medplum-server.ts';

const day = 86_400_000;
const week: Search = { start: noon, end: noon + 7 * day };
const snomed = 'http://snomed.info/sct';
const skin = { coding: [{ system: snomed, code: '394582007' }] };

/** Two clinicians, of whom one does two things. */
const two = directory(
  [schedule('dr-y', ['visit', 'check']), schedule('dr-z', ['visit'], { specialty: [skin] })],
  [service('visit'), service('check', { location: [{ reference: 'Location/yountville' }] })],
);
const nothing: Routes = { 'GET Appointment/$find': searchset() };

/** Whom, and for what, `$find` was asked: `dr-y visit`. */
const asked = (server: Server): readonly string[] =>
  server
    .callsTo('GET Appointment/$find')
    .map((call) => {
      const { searchParams } = new URL(call.slice('GET '.length), base);
      expect(searchParams.getAll('schedule')).toHaveLength(1);
      const who = searchParams.get('schedule')?.replace(/^Schedule\/|-schedule$/g, '') ?? '';
      const of = searchParams.get('service-type-reference')?.replace('HealthcareService/', '');
      return `${who} ${of ?? ''}`;
    })
    .sort();

async function find(server: Server, more: Partial<Search> = {}) {
  const found = await ehr(server).findAppointments({ ...week, ...more });
  if (!found.ok) throw new Error(JSON.stringify(found.failure));
  return found.value;
}

/** Answers each calendar by itself. */
const each = (answers: Readonly<Record<string, Response>>): Routes => ({
  'GET Appointment/$find': ({ url }: Sent) =>
    Object.entries(answers).find(([who]) => url.includes(`Schedule%2F${who}-schedule`))?.[1] ??
    searchset(),
});

describe('the calendars of Medplum', () => {
  it('are read once, whoever looks for times and however often', async () => {
    const server = serving({ ...two, ...nothing });
    const one = ehr(server);
    await Promise.all([one.findAppointments(week), one.findAppointments(week)]);
    await one.findAppointments({ ...week, count: 5 });
    expect(server.callsTo('GET Schedule')).toEqual([
      'GET Schedule?_count=1000&_include=Schedule:actor',
    ]);
    expect(server.callsTo('GET HealthcareService')).toEqual([
      'GET HealthcareService?_count=1000&_include=HealthcareService:location',
    ]);
  });

  it('are read again after they could not be read', async () => {
    let times = 0;
    const server = serving({
      ...nothing,
      'GET Schedule?': (_: Sent) =>
        ++times === 1 ? words('Oops', 500) : searchset(schedule('dr-y', ['visit'])),
      'GET HealthcareService?': searchset(service('visit')),
    });
    const one = ehr(server);
    expect(await one.findAppointments(week)).toMatchObject({ failure: { kind: 'server-error' } });
    expect(server.callsTo('GET Appointment')).toEqual([]);
    expect(await one.findAppointments(week)).toMatchObject({ ok: true });
    expect(asked(server)).toEqual(['dr-y visit']);
  });

  it('are read again after the server refused them all: they may have changed', async () => {
    const server = serving({
      ...two,
      'GET Appointment/$find': refusal('Schedule is not schedulable for requested service type'),
    });
    const one = ehr(server);
    await one.findAppointments(week);
    await one.findAppointments(week);
    expect(server.callsTo('GET Schedule')).toHaveLength(2);
  });

  it('are read over all pages', async () => {
    const page = (resource: object, url?: string) =>
      json({
        resourceType: 'Bundle',
        type: 'searchset',
        entry: [{ search: { mode: 'match' }, resource }],
        link: url === undefined ? [] : [{ relation: 'next', url }],
      });
    const server = serving({
      ...nothing,
      'GET Schedule?_count=1000&_include=Schedule:actor&_offset': page(schedule('dr-z', ['visit'])),
      'GET Schedule?': page(
        schedule('dr-y', ['visit']),
        `${base}/Schedule?_count=1000&_include=Schedule:actor&_offset=1000`,
      ),
      'GET HealthcareService?': searchset(service('visit')),
    });
    await find(server);
    expect(asked(server)).toEqual(['dr-y visit', 'dr-z visit']);
  });

  it('are asked one by one, for each service by itself', async () => {
    const server = serving({ ...two, ...nothing });
    expect(await find(server)).toMatchObject({ appointments: [], complete: true });
    expect(asked(server)).toEqual(['dr-y check', 'dr-y visit', 'dr-z visit']);
    const { url, method, body, headers } = server.sent.find((sent) => sent.url.includes('$find'))!;
    expect({ url, method, body }).toEqual({
      url: `${base}/Appointment/$find?start=2026-05-06T12%3A00%3A00Z&end=2026-05-13T12%3A00%3A00Z&service-type-reference=HealthcareService%2Fvisit&schedule=Schedule%2Fdr-y-schedule&_count=1000`,
      method: 'GET',
      body: undefined,
    });
    expect(headers).not.toHaveProperty('content-type');
  });

  it.each<[string, Partial<Search>, readonly string[]]>([
    ['a clinician', { practitioners: ['Practitioner/dr-z'] }, ['dr-z visit']],
    ['a place', { locations: ['Location/yountville'] }, ['dr-y check']],
    ['a kind of visit', { visitTypes: [codeOf('visit')] }, ['dr-y visit', 'dr-z visit']],
    [
      'a specialty, which only one names',
      { specialties: [{ system: snomed, code: '419772000', display: undefined }] },
      ['dr-y check', 'dr-y visit'],
    ],
    [
      'a code of a system that nobody uses',
      { visitTypes: [{ system: 'urn:other', code: 'x', display: undefined }] },
      ['dr-y check', 'dr-y visit', 'dr-z visit'],
    ],
    ['somebody who has no calendar', { practitioners: ['Practitioner/nobody'] }, []],
    [
      'what nobody has together',
      { practitioners: ['Practitioner/dr-z'], locations: ['Location/yountville'] },
      [],
    ],
  ])('are only those of %s where that is wished for', async (_, wish, expected) => {
    const server = serving({ ...two, ...nothing });
    expect(await find(server, wish)).toMatchObject({ appointments: [], complete: true });
    expect(asked(server)).toEqual(expected);
  });

  it.each([
    ['is not in use', schedule('dr-x', ['visit'], { active: false })],
    [
      'is of two, which `$find` refuses',
      schedule('dr-x', ['visit'], {
        actor: [{ reference: 'Practitioner/dr-x' }, { reference: 'Location/napa' }],
      }),
    ],
    ['offers what is offered no more', schedule('dr-x', ['old'])],
    ['offers what is unknown', schedule('dr-x', ['lost'])],
    ['says only in codes what it offers', schedule('dr-x', [], { serviceType: [skin] })],
    [
      'is over',
      schedule('dr-x', ['visit'], { planningHorizon: { start: '2025-01-01', end: '2026-05-05' } }),
    ],
    [
      'has not begun',
      schedule('dr-x', ['visit'], { planningHorizon: { start: '2026-06-01', end: '2026-12-31' } }),
    ],
    [
      'is a room’s, where clinicians give the service',
      schedule('room', ['visit'], { actor: [{ reference: 'Location/room' }] }),
    ],
  ])('are left out where one %s', async (_, calendar) => {
    const server = serving({
      ...directory(
        [schedule('dr-y', ['visit']), calendar],
        [service('visit'), service('old', { active: false })],
      ),
      ...nothing,
    });
    await find(server);
    expect(asked(server)).toEqual(['dr-y visit']);
  });

  it('are asked once for a service that has several types', async () => {
    const types = [typeOf('visit'), typeOf('visit', 'follow-up')];
    const server = serving({
      ...directory([schedule('dr-y', [], { serviceType: types })], [service('visit')]),
      ...nothing,
    });
    await find(server);
    expect(asked(server)).toEqual(['dr-y visit']);
  });

  it('are also those of rooms, where no clinician is needed', async () => {
    const room = schedule('room', ['x-ray'], { actor: [{ reference: 'Location/room' }] });
    const server = serving({
      ...directory([schedule('dr-y', ['visit']), room], [service('visit'), service('x-ray')]),
      ...nothing,
    });
    await find(server, { locations: ['Location/room', 'Location/napa'] });
    expect(asked(server)).toEqual(['dr-y visit', 'room x-ray']);
    await find(server, { practitioners: ['Practitioner/dr-y'] });
    expect(asked(server)).toEqual(['dr-y visit', 'dr-y visit', 'room x-ray']);
  });

  it('are asked a few at a time', async () => {
    let underWay = 0;
    let most = 0;
    const many = Array.from({ length: 20 }, (_, index) => schedule(`dr-${index}`, ['visit']));
    const server = serving({
      ...directory(many, [service('visit')]),
      'GET Appointment/$find': async () => {
        most = Math.max(most, ++underWay);
        await new Promise((resolve) => setTimeout(resolve, 1));
        underWay -= 1;
        return searchset();
      },
    });
    await find(server);
    expect(asked(server)).toHaveLength(20);
    expect(most).toBe(6);
  });

  it('of a large hospital are not all asked, the first service of each before any other, and so it is said', async () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      schedule(`dr-${index}`, ['visit', 'check']),
    );
    const server = serving({
      ...directory(many, [service('visit'), service('check')]),
      ...nothing,
    });
    expect(await find(server)).toMatchObject({ complete: false });
    const of = asked(server).map((each) => each.split(' ')[1]);
    expect(of.filter((each) => each === 'visit')).toHaveLength(40);
    expect(of.filter((each) => each === 'check')).toHaveLength(20);
    expect(await find(server, { visitTypes: [codeOf('check')] })).toMatchObject({ complete: true });
  });
});

describe('open times of Medplum', () => {
  it('come soonest first, of all calendars', async () => {
    const server = serving({
      ...two,
      ...each({
        'dr-y': searchset(open('dr-y', 'visit', 1), open('dr-y', 'visit', 5)),
        'dr-z': searchset(open('dr-z', 'visit', 2), open('dr-z', 'visit', 3)),
      }),
    });
    const { appointments, complete, dropped } = await find(server, {
      visitTypes: [codeOf('visit')],
    });
    expect(appointments.map(({ start }) => (start - noon) / day)).toEqual([1, 2, 3, 5]);
    expect({ complete, dropped }).toEqual({ complete: true, dropped: 0 });
  });

  it('have no id, and everything in them that is to be given back', async () => {
    const time = open('dr-z', 'visit', 1);
    const server = serving({ ...two, ...each({ 'dr-z': searchset(time) }) });
    const [found] = (await find(server)).appointments;
    expect(found).toMatchObject({
      id: undefined,
      start: noon + day,
      writtenOffset: undefined,
      visitType: 'A visit',
      resource: { serviceType: time.serviceType, contained: time.contained },
    });
  });

  it('have the names, the place and the specialty that the directory has', async () => {
    const server = serving({ ...two, ...each({ 'dr-z': searchset(open('dr-z', 'visit', 1)) }) });
    expect((await find(server)).appointments).toMatchObject([
      {
        practitioners: [{ reference: 'Practitioner/dr-z', display: 'Dr dr-z' }],
        locations: [{ reference: 'Location/napa', display: 'Napa' }],
        specialties: [{ system: snomed, code: '394582007' }],
      },
    ]);
  });

  it('have names that came along with the directory', async () => {
    const include = (resource: object) => ({ search: { mode: 'include' }, resource });
    const bundle = (resource: object, ...included: readonly object[]) =>
      json({
        resourceType: 'Bundle',
        type: 'searchset',
        entry: [{ search: { mode: 'match' }, resource }, ...included.map(include)],
      });
    const server = serving({
      'GET Schedule?': bundle(
        schedule('dr-y', ['visit'], { actor: [{ reference: 'Practitioner/dr-y' }] }),
        { resourceType: 'Practitioner', id: 'dr-y', name: [{ family: 'Why', given: ['Ann'] }] },
      ),
      'GET HealthcareService?': bundle(
        service('visit', { location: [{ reference: 'Location/napa' }] }),
        { resourceType: 'Location', id: 'napa', name: 'Napa Office' },
      ),
      ...each({ 'dr-y': searchset(open('dr-y', 'visit', 1)) }),
    });
    expect((await find(server)).appointments).toMatchObject([
      { practitioners: [{ display: 'Ann Why' }], locations: [{ display: 'Napa Office' }] },
    ]);
  });

  it.each([
    ['several places', [{ reference: 'Location/napa' }, { reference: 'Location/yountville' }], []],
    ['no place', [], []],
  ])('of a service with %s are given none', async (_, location, expected) => {
    const server = serving({
      ...directory([schedule('dr-y', ['visit'])], [service('visit', { location })]),
      ...each({ 'dr-y': searchset(open('dr-y', 'visit', 1)) }),
    });
    expect((await find(server)).appointments[0]?.locations).toEqual(expected);
  });

  it('keep a place that they have', async () => {
    const room = { actor: { reference: 'Location/room' }, status: 'needs-action' };
    const time = open('dr-y', 'visit', 1);
    const server = serving({
      ...directory([schedule('dr-y', ['visit'])], [service('visit')]),
      ...each({ 'dr-y': searchset({ ...time, participant: [...time.participant, room] }) }),
    });
    expect((await find(server)).appointments[0]?.locations).toMatchObject([
      { reference: 'Location/room' },
    ]);
  });

  it('come in Parameters from earlier versions', async () => {
    const wrapped = {
      resourceType: 'Parameters',
      parameter: [
        {
          name: 'return',
          resource: {
            resourceType: 'Bundle',
            type: 'searchset',
            entry: [{ resource: open('dr-y', 'visit', 1) }],
          },
        },
      ],
    };
    const server = serving({ ...two, ...each({ 'dr-y': json(wrapped) }) });
    expect((await find(server, { locations: ['Location/napa'] })).appointments).toHaveLength(1);
  });

  it('after the point where one answer was cut off are left to the next search', async () => {
    const unreadable = { resourceType: 'Appointment', status: 'proposed' };
    const server = serving({
      ...two,
      ...each({
        'dr-y': searchset(open('dr-y', 'visit', 1), open('dr-y', 'visit', 3), unreadable),
        'dr-z': searchset(open('dr-z', 'visit', 2), open('dr-z', 'visit', 4)),
      }),
    });
    const wish = { visitTypes: [codeOf('visit')], count: 3 };
    const { appointments, complete } = await find(server, wish);
    expect(appointments.map(({ start }) => (start - noon) / day)).toEqual([1, 2, 3]);
    expect(complete).toBe(false);
    expect(server.callsTo('GET Appointment')[0]).toMatch(/&_count=3$/);
    const cutOff = serving({
      ...two,
      ...each({
        'dr-y': searchset(open('dr-y', 'visit', 1), unreadable),
        'dr-z': searchset(open('dr-z', 'visit', 2)),
      }),
    });
    const few = await find(cutOff, { ...wish, count: 2 });
    expect(few.appointments.map(({ start }) => (start - noon) / day)).toEqual([1]);
    expect(few.complete).toBe(false);
  });

  it('are no more than asked for, and then not all', async () => {
    const server = serving({
      ...two,
      ...each({
        'dr-y': searchset(open('dr-y', 'visit', 1), open('dr-y', 'visit', 3)),
        'dr-z': searchset(open('dr-z', 'visit', 2), open('dr-z', 'visit', 4)),
      }),
    });
    const wish = { visitTypes: [codeOf('visit')] };
    expect(await find(server, { ...wish, count: 4 })).toMatchObject({ complete: true });
    const { appointments, complete } = await find(server, { ...wish, count: 3 });
    expect(appointments.map(({ start }) => (start - noon) / day)).toEqual([1, 2, 3]);
    expect(complete).toBe(false);
  });

  it('are asked for up to the thousand that Medplum gives', async () => {
    const server = serving({ ...two, ...nothing });
    await find(server, { count: 5000, visitTypes: [codeOf('check')] });
    expect(server.callsTo('GET Appointment')[0]).toMatch(/&_count=1000$/);
  });

  it('that cannot be read are counted', async () => {
    const server = serving({
      ...directory([schedule('dr-y', ['visit'])], [service('visit')]),
      ...each({ 'dr-y': searchset(open('dr-y', 'visit', 1), { resourceType: 'Appointment' }) }),
    });
    expect(await find(server)).toMatchObject({ dropped: 1, appointments: [{}] });
  });
});

describe('a search of more than 31 days', () => {
  const one = directory([schedule('dr-y', ['visit'])], [service('visit')]);
  const windows = (server: Server) =>
    server.callsTo('GET Appointment').map((call) => {
      const { searchParams } = new URL(call.slice('GET '.length), base);
      return ['start', 'end'].map((edge) => (Date.parse(searchParams.get(edge)!) - noon) / day);
    });
  const within: Routes = {
    'GET Appointment/$find': ({ url }: Sent) => {
      const { searchParams } = new URL(url);
      const [from, until] = [searchParams.get('start')!, searchParams.get('end')!].map(Date.parse);
      const times = [10, 30.5, 45, 59].filter(
        (days) => noon + days * day >= from! && noon + days * day < until!,
      );
      return searchset(...times.map((days) => open('dr-y', 'visit', days)));
    },
  };

  it('is asked for in parts that overlap by a day, and a time in both comes once', async () => {
    const server = serving({ ...one, ...within });
    const { appointments, complete } = await find(server, { end: noon + 70 * day });
    expect(windows(server)).toEqual([
      [0, 31],
      [30, 61],
      [60, 70],
    ]);
    expect(appointments.map(({ start }) => (start - noon) / day)).toEqual([10, 30.5, 45, 59]);
    expect(complete).toBe(true);
  });

  it('of exactly 31 days is one request', async () => {
    const server = serving({ ...one, ...within });
    expect(await find(server, { end: noon + 31 * day })).toMatchObject({ complete: true });
    expect(windows(server)).toEqual([[0, 31]]);
  });

  it('ends where there are enough', async () => {
    const server = serving({ ...one, ...within });
    const { appointments, complete } = await find(server, { end: noon + 70 * day, count: 1 });
    expect(windows(server)).toEqual([[0, 31]]);
    expect(appointments.map(({ start }) => (start - noon) / day)).toEqual([10]);
    expect(complete).toBe(false);
  });

  it('ends also where several calendars together have enough', async () => {
    const server = serving({
      ...directory([schedule('dr-y', ['visit']), schedule('dr-z', ['visit'])], [service('visit')]),
      ...each({
        'dr-y': searchset(open('dr-y', 'visit', 10)),
        'dr-z': searchset(open('dr-z', 'visit', 11)),
      }),
    });
    const { appointments, complete } = await find(server, { end: noon + 70 * day, count: 2 });
    expect(appointments).toHaveLength(2);
    expect(complete).toBe(false);
    expect(windows(server)).toEqual([
      [0, 31],
      [0, 31],
    ]);
  });

  it('leaves out a calendar that is over by then', async () => {
    const server = serving({
      ...directory(
        [schedule('dr-y', ['visit'], { planningHorizon: { start: at(-9), end: at(20) } })],
        [service('visit')],
      ),
      ...within,
    });
    expect(await find(server, { end: noon + 70 * day })).toMatchObject({ complete: true });
    expect(windows(server)).toEqual([[0, 31]]);
  });
});

describe('a refusal of $find', () => {
  it('is about one calendar where others answer: nothing can be booked there', async () => {
    const server = serving({
      ...two,
      ...each({
        'dr-y': refusal('No timezone specified'),
        'dr-z': searchset(open('dr-z', 'visit', 1)),
      }),
    });
    expect(await find(server)).toMatchObject({ appointments: [{}], complete: true, notices: [] });
  });

  it('of all calendars is one of the question, in the words of the EHR', async () => {
    const server = serving({
      ...two,
      'GET Appointment/$find': refusal('Search range cannot exceed 31 days'),
    });
    expect(await ehr(server).findAppointments(week)).toMatchObject({
      failure: { kind: 'rejected', notices: [{ text: 'Search range cannot exceed 31 days' }] },
    });
  });

  it('because of too many Slots is followed by two shorter windows', async () => {
    const server = serving({
      ...two,
      'GET Appointment/$find': ({ url }: Sent) => {
        const { searchParams } = new URL(url);
        const [from, until] = ['start', 'end'].map((edge) => Date.parse(searchParams.get(edge)!));
        if (url.includes('dr-y') && until! - from! > 14 * day)
          return refusal('Too many slots found in range; try searching with smaller bounds');
        return searchset();
      },
    });
    const search = { ...week, end: noon + 28 * day };
    const ports = { ehr: ehr(server), now: () => noon };
    expect(await findAppointments(search, ports)).toMatchObject({ value: { complete: true } });
    const ofY = server.callsTo('GET Appointment').filter((call) => call.includes('/dr-y-schedule'));
    for (const end of ['2026-05-20', '2026-06-03'])
      expect(ofY.filter((call) => call.includes(`end=${end}`)).length).toBeGreaterThan(0);
    expect(ofY.filter((call) => call.includes('start=2026-05-20')).length).toBeGreaterThan(0);
  });

  it.each([
    [401, 'session-ended'],
    [403, 'not-permitted'],
    [404, 'not-supported'],
    [429, 'too-busy'],
    [500, 'server-error'],
  ] as const)(
    '%i is no calendar without open times, and no others are asked',
    async (status, kind) => {
      const many = Array.from({ length: 40 }, (_, index) => schedule(`dr-${index}`, ['visit']));
      const server = serving({
        ...directory(many, [service('visit')]),
        ...each({ 'dr-0': words('No.', status) }),
      });
      expect(await ehr(server).findAppointments(week)).toMatchObject({ failure: { kind } });
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(asked(server).length).toBeLessThanOrEqual(20);
    },
  );

  it('is none where nobody waits for the answer any more', async () => {
    const stop = new AbortController();
    const server = serving({ ...two, ...nothing });
    stop.abort();
    expect(await ehr(server).findAppointments(week, stop.signal)).toMatchObject({
      failure: { kind: 'no-answer' },
    });
    expect(asked(server)).toEqual([]);
  });
});
