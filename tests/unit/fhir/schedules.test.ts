import { describe, expect, it } from 'vitest';

import { FhirError } from '../../../src/fhir/errors.ts';
import { createSend } from '../../../src/fhir/request.ts';
import { idsAtOnce } from '../../../src/fhir/chunks.ts';
import { findBySchedules, type ScheduleSearches } from '../../../src/fhir/schedules.ts';
import { token } from '../../../src/fhir/token.ts';
import type { Search } from '../../../src/scheduling/ports.ts';
import { base, bundle, json, noon } from './wire.ts';

const hour = 3_600_000;
const kinds = 'https://ehr.example/kinds';
const skills = 'https://ehr.example/skills';
const concept = (system: string, code: string) => ({ coding: [{ system, code }], text: code });
const code = (system: string, value: string) => ({ system, code: value, display: undefined });

const calendar = (id: string, more: object = {}) => ({
  resourceType: 'Schedule',
  id,
  actor: [{ reference: `Practitioner/${id}`, display: `Dr. ${id}` }],
  ...more,
});
/** So many hours after noon. */
const slot = (id: string, of: string, hours: number, more: object = {}) => ({
  resourceType: 'Slot',
  id,
  schedule: { reference: `Schedule/${of}` },
  status: 'free',
  start: new Date(noon + hours * hour).toISOString(),
  end: new Date(noon + hours * hour + 1_200_000).toISOString(),
  ...more,
});

type Answers = (type: string, query: URLSearchParams) => Response;

/** A server that answers by what it is asked; its searches are those of everybody, or of actors. */
function finding(answers: Answers, more: Partial<ScheduleSearches> = {}) {
  const asked: URL[] = [];
  const send = createSend({
    base,
    authorization: () => 'Bearer secret',
    now: () => noon,
    fetch: (written) => {
      const url = new URL(written);
      asked.push(url);
      return Promise.resolve(answers(url.pathname.split('/').at(-1) ?? '', url.searchParams));
    },
  });
  const find = findBySchedules(send, base, {
    schedules: (actors) => Promise.resolve([[['actor', actors.join(',')]]]),
    ...more,
  });
  return {
    asked: (type: string) => asked.filter(({ pathname }) => pathname.endsWith(`/${type}`)),
    find: (search: Partial<Search> = {}) => find({ start: noon, end: noon + 24 * hour, ...search }),
  };
}

const of = (resources: readonly object[], next?: string): Response => json(bundle(resources, next));
const startsOf = ({ appointments }: { appointments: readonly { start: number }[] }) =>
  appointments.map(({ start }) => (start - noon) / hour);

describe('the Schedules', () => {
  const day: Answers = (type) =>
    type === 'Schedule' ? of([calendar('a'), calendar('b')]) : of([slot('one', 'a', 1)]);

  it('of everybody are read once, and narrowed here from then on', async () => {
    const { asked, find } = finding(day);
    await find();
    await find();
    await find({ practitioners: ['Practitioner/b'] });
    expect(asked('Schedule')).toHaveLength(1);
    expect(asked('Slot').map(({ searchParams }) => searchParams.get('schedule'))).toEqual([
      'Schedule/a,Schedule/b',
      'Schedule/a,Schedule/b',
      'Schedule/b',
    ]);
  });

  it('of some clinicians are asked for by them, once each', async () => {
    const { asked, find } = finding(day);
    for (const who of ['a', 'b', 'a']) await find({ practitioners: [`Practitioner/${who}`] });
    await find();
    expect(asked('Schedule').map(({ searchParams }) => searchParams.get('actor'))).toEqual([
      'Practitioner/a',
      'Practitioner/b',
      '',
    ]);
  });

  it('that could not be read are asked for again', async () => {
    let reads = 0;
    const { find } = finding((type, query) => {
      if (type !== 'Schedule') return day(type, query);
      reads += 1;
      return reads === 1 ? json({}, 500) : day(type, query);
    });
    await expect(find()).rejects.toMatchObject({ code: 'server-error' });
    expect(startsOf(await find())).toEqual([1]);
  });

  it('that are not active are left out, and so is what has no id', async () => {
    const { asked, find } = finding((type) =>
      type === 'Schedule'
        ? of([
            calendar('a', { active: false }),
            calendar('b'),
            calendar('b'),
            { ...calendar('c'), id: '?' },
          ])
        : of([]),
    );
    await find();
    expect(asked('Slot')[0]?.searchParams.get('schedule')).toBe('Schedule/b');
  });

  it.each<[string, Partial<Search>, readonly string[]]>([
    ['place', { locations: ['Location/east'] }, ['west']],
    ['specialty', { specialties: [code(skills, 'skin')] }, ['eyes']],
    ['kind of visit', { visitTypes: [code(kinds, 'ekg')] }, ['lab']],
  ])('of another %s are not asked for; those that do not say are', async (_, search, left) => {
    const all = [
      calendar('east', { actor: [{ reference: 'Location/east' }] }),
      calendar('west', { actor: [{ reference: 'Location/west' }] }),
      calendar('skin', { specialty: [concept(skills, 'skin')] }),
      calendar('eyes', { specialty: [concept(skills, 'eyes')] }),
      calendar('other', { specialty: [concept('https://other.example', 'eyes')] }),
      calendar('ekg', { serviceType: [concept(kinds, 'lab'), concept(kinds, 'ekg')] }),
      calendar('lab', { serviceType: [concept(kinds, 'lab')] }),
      calendar('silent', { actor: [{ display: 'Room 4' }] }),
    ];
    const { asked, find } = finding((type) => of(type === 'Schedule' ? all : []));
    await find(search);
    const ids = asked('Slot')[0]?.searchParams.get('schedule')?.split(',') ?? [];
    const missing = all.map(({ id }) => id).filter((id) => !ids.includes(`Schedule/${id}`));
    expect(missing).toEqual(left);
  });

  it('of which none suits leave nothing to ask for', async () => {
    const { asked, find } = finding(day);
    await find();
    expect(await find({ practitioners: ['Practitioner/z'] })).toEqual({
      appointments: [],
      complete: true,
      dropped: 0,
      notices: [],
    });
    expect(asked('Slot')).toHaveLength(1);
  });

  it('of which some could not be read make no complete answer', async () => {
    const { find } = finding((type, query) => {
      if (type !== 'Schedule') return of([slot('one', 'a', 1)]);
      return query.has('page') ? json({}, 500) : of([calendar('a')], `${base}/Schedule?page=2`);
    });
    expect(await find()).toMatchObject({ complete: false, appointments: [{}] });
  });
});

describe('the Slots', () => {
  it('are asked for in the window, the free ones, soonest first and as many as are wanted', async () => {
    const { asked, find } = finding(
      (type) => (type === 'Schedule' ? of([calendar('a')]) : of([])),
      { slots: () => Promise.resolve([['service-type', token(code(kinds, 'a,b|c'))]]) },
    );
    await find({ count: 7, start: noon + 1, end: noon + 12 * hour + 1 });
    expect([...(asked('Slot')[0]?.searchParams ?? [])]).toEqual([
      ['schedule', 'Schedule/a'],
      ['service-type', String.raw`https://ehr.example/kinds|a\,b\|c`],
      ['start', 'ge2026-05-06T12:00:00Z'],
      ['start', 'lt2026-05-07T00:00:01Z'],
      ['status', 'free'],
      ['_sort', 'start'],
      ['_count', '7'],
    ]);
  });

  it('are of their Schedule’s clinicians, and each for one kind: the wanted one, else the first', async () => {
    const several = [concept(kinds, 'lab'), concept(kinds, 'ekg')];
    const { find } = finding((type) =>
      type === 'Schedule'
        ? of([calendar('a', { serviceType: several })])
        : of([
            slot('one', 'a', 1),
            slot('two', 'a', 2, { serviceType: [concept(kinds, 'x-ray')] }),
          ]),
    );
    const kindsOf = async (search: Partial<Search>) =>
      (await find(search)).appointments.map(({ visitTypeCodes }) =>
        visitTypeCodes.map((each) => each.code),
      );
    expect(await kindsOf({})).toEqual([['lab'], ['x-ray']]);
    expect(await kindsOf({ visitTypes: [code(kinds, 'ekg')] })).toEqual([['ekg'], ['x-ray']]);
    expect((await find()).appointments[0]?.practitioners).toEqual([
      { reference: 'Practitioner/a', display: 'Dr. a' },
    ]);
  });

  describe('of more Schedules than fit into one address', () => {
    const many = Array.from({ length: 2 * idsAtOnce + 1 }, (_, index) =>
      calendar(`s${String(index)}`),
    );
    /** By the first Schedule of each search. */
    const finds = (answers: Readonly<Record<string, () => Response>>) =>
      finding((type, query) => {
        if (type === 'Schedule') return of(many);
        const [first = ''] = (query.get('schedule') ?? '').split(',');
        return answers[first.slice('Schedule/'.length)]?.() ?? of([]);
      });
    const second = `s${String(idsAtOnce)}`;
    const third = `s${String(2 * idsAtOnce)}`;

    it('are asked for in several searches, and come soonest first as one answer', async () => {
      const { asked, find } = finds({
        s0: () => of([slot('one', 's0', 1), slot('four', 's1', 4)]),
        [second]: () => of([slot('two', second, 2)]),
        [third]: () => of([slot('three', third, 3)]),
      });
      const found = await find();
      expect(startsOf(found)).toEqual([1, 2, 3, 4]);
      expect(found.complete).toBe(true);
      expect(
        asked('Slot').map(({ searchParams }) => searchParams.get('schedule')?.split(',').length),
      ).toEqual([idsAtOnce, idsAtOnce, 1]);
    });

    it('end where the first answer that is cut off ends: beyond it nobody knows', async () => {
      const { find } = finds({
        s0: () => of([slot('one', 's0', 1), slot('nine', 's1', 9)]),
        [second]: () =>
          of([slot('two', second, 2), slot('three', second, 3)], 'https://else.example/'),
      });
      const found = await find();
      expect(startsOf(found)).toEqual([1, 2, 3]);
      expect(found.complete).toBe(false);
    });

    it('are no more than asked for, and then not all', async () => {
      const { find } = finds({
        s0: () => of([slot('one', 's0', 1), slot('three', 's0', 3)]),
        [second]: () => of([slot('two', second, 2)]),
      });
      expect(startsOf(await find({ count: 2 }))).toEqual([1, 2]);
      expect(await find({ count: 2 })).toMatchObject({ complete: false });
      expect(await find({ count: 9 })).toMatchObject({ complete: true });
    });

    it('are none at all where one search fails', async () => {
      const { find } = finds({ [second]: () => json({}, 503) });
      await expect(find()).rejects.toBeInstanceOf(FhirError);
    });
  });

  it.each<[string, readonly object[]]>([
    ['not in order', [slot('nine', 'a', 9), slot('one', 'a', 1)]],
    ['busy', [slot('busy', 'a', 1, { status: 'busy' }), slot('more', 'a', 2, { status: 'busy' })]],
  ])('that come %s are all read before the soonest are said to be those', async (_, few) => {
    const { asked, find } = finding((type, query) => {
      if (type === 'Schedule') return of([calendar('a')]);
      return query.has('_count') ? of(few) : of([...few, slot('half', 'a', 0.5)]);
    });
    const found = await find({ count: 2 });
    expect(startsOf(found)[0]).toBe(0.5);
    expect(asked('Slot')).toHaveLength(2);
  });

  it('that come in order are not asked for twice', async () => {
    const { asked, find } = finding((type) =>
      type === 'Schedule' ? of([calendar('a')]) : of([slot('one', 'a', 1), slot('two', 'a', 2)]),
    );
    expect(await find({ count: 2 })).toMatchObject({ complete: false });
    expect(asked('Slot')).toHaveLength(1);
  });

  it('keep what the server says, and count what could not be read', async () => {
    const said = {
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'warning', code: 'value' }],
    };
    const { find } = finding((type) =>
      type === 'Schedule'
        ? of([calendar('a')])
        : of([slot('one', 'a', 1), slot('two', 'a', 2, { end: 'noon' }), said]),
    );
    expect(await find()).toMatchObject({ dropped: 1, notices: [{ code: 'value' }] });
  });
});
