import { describe, expect, it } from 'vitest';

import type { Search } from '../../../src/scheduling/ports.ts';
import {
  answering,
  base,
  bundle,
  ehrOver,
  json,
  noon,
  outcome,
  proposal,
  words,
  type ScriptedWire,
} from './wire.ts';

const week = 7 * 86_400_000;
const search: Search = { start: noon, end: noon + week };
const full: Search = {
  ...search,
  practitioners: ['Practitioner/dr-y', 'Practitioner/dr-z'],
  locations: ['Location/napa'],
  organizations: ['Organization/clinic'],
  places: ['Napa, CA'],
  specialties: [{ system: 'http://snomed.info/sct', code: '394582007', display: 'Dermatology' }],
  visitTypes: [{ system: 'urn:types', code: 'a|b,c', display: undefined }],
  reasons: [{ system: 'http://snomed.info/sct', code: '271807003', display: undefined }],
  count: 10,
};

const time = (id: string, day = 11) => ({
  ...proposal,
  id,
  start: `2026-05-${String(day)}T14:00:00Z`,
  end: `2026-05-${String(day)}T14:20:00Z`,
});
const find = (wire: ScriptedWire, asked: Search = search, settings = {}) =>
  ehrOver(wire, settings).findAppointments(asked);
const ids = async (wire: ScriptedWire, asked?: Search) => {
  const found = await find(wire, asked);
  return found.ok
    ? { ...found.value, appointments: found.value.appointments.map(({ id }) => id) }
    : found;
};

describe('what is asked of $find', () => {
  it('by POST is every input in Parameters, with nothing but the count in the URL', async () => {
    const wire = answering(json(bundle([])));
    await find(wire, full);
    expect(wire.sent).toHaveLength(1);
    expect(wire.sent[0]).toMatchObject({
      method: 'POST',
      url: `${base}/Appointment/$find?_count=10`,
      headers: { 'content-type': 'application/fhir+json' },
      body: {
        resourceType: 'Parameters',
        parameter: [
          { name: 'start', valueDateTime: '2026-05-06T12:00:00Z' },
          { name: 'end', valueDateTime: '2026-05-13T12:00:00Z' },
          { name: 'specialty', valueString: 'http://snomed.info/sct|394582007' },
          { name: 'visit-type', valueString: 'urn:types|a|b,c' },
          { name: 'practitioner', valueUri: 'Practitioner/dr-y' },
          { name: 'practitioner', valueUri: 'Practitioner/dr-z' },
          { name: 'organization', valueUri: 'Organization/clinic' },
          { name: 'location-string', valueString: 'Napa, CA' },
          { name: 'location-reference', valueUri: 'Location/napa' },
          { name: 'patient-reference', valueUri: 'Patient/hal' },
          { name: 'reason', valueString: 'http://snomed.info/sct|271807003' },
        ],
      },
    });
  });

  it('by POST has the same URL at every launch', async () => {
    const wire = answering(json(bundle([])));
    await find(wire);
    await find(wire, {
      start: noon + week,
      end: noon + 2 * week,
      practitioners: ['Practitioner/dr-y'],
    });
    expect(new Set(wire.sent.map(({ url }) => url))).toEqual(
      new Set([`${base}/Appointment/$find`]),
    );
  });

  it('by GET is the same as a query, encoded, with literal commas and bars escaped', async () => {
    const wire = answering(json(bundle([])));
    await find(wire, full, { find: 'GET' });
    expect(wire.sent[0]).toMatchObject({ method: 'GET', body: undefined });
    const url = new URL(wire.sent[0]!.url);
    expect(url.pathname).toBe('/fhir/Appointment/$find');
    expect([...url.searchParams]).toEqual([
      ['start', '2026-05-06T12:00:00Z'],
      ['end', '2026-05-13T12:00:00Z'],
      ['specialty', 'http://snomed.info/sct|394582007'],
      ['visit-type', 'urn:types|a\\|b\\,c'],
      ['practitioner', 'Practitioner/dr-y'],
      ['practitioner', 'Practitioner/dr-z'],
      ['organization', 'Organization/clinic'],
      ['location-string', 'Napa\\, CA'],
      ['location-reference', 'Location/napa'],
      ['patient-reference', 'Patient/hal'],
      ['reason', 'http://snomed.info/sct|271807003'],
      ['_count', '10'],
    ]);
    expect(url.search).not.toMatch(/[|+:,]/);
  });
});

describe('what $find gives', () => {
  it('nothing at all is a whole answer', async () => {
    for (const empty of [
      bundle([]),
      { resourceType: 'Bundle' },
      outcome('not-found', 'No results', 'warning'),
    ]) {
      expect(await ids(answering(json(empty)))).toMatchObject({
        appointments: [],
        complete: true,
        dropped: 0,
      });
    }
  });

  it('what cannot be read is left out and counted', async () => {
    const broken = [
      { ...proposal, id: 'no-start', start: 'soon' },
      { ...proposal, id: 'mine', status: 'booked' },
      7,
    ];
    expect(await ids(answering(json(bundle([time('a'), ...broken]))))).toMatchObject({
      appointments: ['a'],
      dropped: 3,
      complete: true,
    });
  });

  it('the notices come with it', async () => {
    const said = outcome('informational', 'Outside your period', 'information');
    expect(await ids(answering(json(bundle([time('a'), said]))))).toMatchObject({
      appointments: ['a'],
      notices: [{ severity: 'information', code: 'informational', text: 'Outside your period' }],
    });
  });

  it('a time without id that comes twice is known to be one', async () => {
    const anonymous = { ...proposal, id: undefined };
    const found = await find(answering(json(bundle([anonymous, anonymous]))));
    const keys = found.ok ? found.value.appointments.map(({ key }) => key) : [];
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  it('as many as were asked for may not be all', async () => {
    const wire = answering(json(bundle([time('a'), time('b')])));
    expect(await ids(wire, { ...search, count: 2 })).toMatchObject({ complete: false });
    expect(await ids(wire, { ...search, count: 3 })).toMatchObject({ complete: true });
  });

  it.each([
    ['a page', words('<!doctype html>', 200, 'text/html'), 'html'],
    ['nothing', words(''), 'empty'],
    ['half an answer', words('{"resourceType":"Bundle","entry":[{'), 'not-json'],
    ['another resource', json({ resourceType: 'Patient', id: 'hal' }), 'other-resource'],
    ['an array', json([proposal]), 'other-resource'],
    ['null', json(null), 'other-resource'],
  ])('%s is unreadable', async (_, answer, what) => {
    expect(await find(answering(answer))).toMatchObject({
      ok: false,
      failure: { kind: 'unreadable', what },
    });
  });

  it('a server without $find is told from one that refuses', async () => {
    expect(await find(answering(words('Not Found', 404)))).toMatchObject({
      failure: { kind: 'not-supported' },
    });
    expect(
      await find(answering(json(outcome('not-found', 'Practitioner/dr-y'), 404))),
    ).toMatchObject({
      failure: { kind: 'not-found' },
    });
    expect(await find(answering(json(outcome('invalid', 'period too long'), 422)))).toMatchObject({
      failure: { kind: 'rejected' },
    });
  });
});

describe('the pages of an answer', () => {
  const next = `${base}?_getpages=s%2F1&_offset=1`;

  it('are read by GET, each link as it was written', async () => {
    const wire = answering(
      json(bundle([time('a')], next)),
      json(bundle([time('b')], 'Appointment?page=3')),
      json(bundle([time('c')])),
    );
    expect(await ids(wire)).toMatchObject({ appointments: ['a', 'b', 'c'], complete: true });
    expect(wire.sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `POST ${base}/Appointment/$find`,
      `GET ${next}`,
      `GET ${base}/Appointment?page=3`,
    ]);
    expect(wire.sent[1]).toMatchObject({
      body: undefined,
      headers: { authorization: 'Bearer secret' },
    });
    expect(wire.sent[1]!.headers['content-type']).toBeUndefined();
  });

  it.each([
    'https://evil.example/fhir/Appointment?page=2',
    'https://ehr.example/fhir-evil/Appointment?page=2',
    'https://ehr.example.evil.example/fhir',
    `${base}/../admin`,
    'javascript:alert(1)',
    'https://',
  ])('at %s are never asked for', async (foreign) => {
    const wire = answering(json(bundle([time('a')], foreign)));
    expect(await ids(wire)).toMatchObject({ appointments: ['a'], complete: false });
    expect(wire.sent).toHaveLength(1);
  });

  it('that lead back to themselves end', async () => {
    const own = answering(json(bundle([time('a')], next)));
    expect(await ids(own)).toMatchObject({ appointments: ['a', 'a'], complete: false });
    expect(own.sent).toHaveLength(2);

    const byGet = answering(json(bundle([time('a')], `${base}/Appointment/$find?again`)));
    const first = `${base}/Appointment/$find?`;
    await find(byGet, search, { find: 'GET' });
    expect(byGet.sent).toHaveLength(2);
    expect(byGet.sent[0]!.url.startsWith(first)).toBe(true);
  });

  it('that never end are read up to a cap', async () => {
    let page = 0;
    const wire = answering(() => {
      page += 1;
      return Promise.resolve(json(bundle([time(`t${String(page)}`)], `${base}?p=${String(page)}`)));
    });
    const found = await ids(wire);
    expect(found).toMatchObject({ complete: false });
    expect(wire.sent).toHaveLength(20);
  });

  it('are not read further than was asked for', async () => {
    const wire = answering(json(bundle([time('a'), time('b')], next)));
    expect(await ids(wire, { ...search, count: 2 })).toMatchObject({
      appointments: ['a', 'b'],
      complete: false,
    });
    expect(wire.sent).toHaveLength(1);
  });

  it.each([
    ['fails', json(outcome('exception', 'Session expired'), 500)],
    ['is lost', new TypeError('Failed to fetch')],
    ['is a page of a proxy', words('<html></html>', 200, 'text/html')],
    ['finds the session ended', json({}, 401)],
  ])('keep what came before when a later one %s', async (_, later) => {
    expect(await ids(answering(json(bundle([time('a')], next)), later))).toMatchObject({
      appointments: ['a'],
      complete: false,
    });
  });

  it('that shift while they are read are given as they came, for the search to drop what comes twice', async () => {
    const wire = answering(
      json(bundle([time('a'), time('b')], next)),
      json(bundle([time('b'), time('c')])),
    );
    expect(await ids(wire)).toMatchObject({ appointments: ['a', 'b', 'b', 'c'] });
  });

  it('are no longer asked for when nobody waits', async () => {
    const stop = new AbortController();
    const wire = answering(json(bundle([time('a')], next)), () => {
      stop.abort();
      return Promise.resolve(json(bundle([])));
    });
    await ehrOver(wire).findAppointments(search, stop.signal);
    expect(wire.sent[1]!.init.signal?.aborted).toBe(true);
  });
});
