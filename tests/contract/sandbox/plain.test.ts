import type * as fhir3 from 'fhir/r3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type ClinicDay, everything, openClinicDay, week } from './clinic-day.ts';

type Json = Readonly<Record<string, unknown>>;
interface Slot extends Json {
  readonly id: string;
  readonly meta: { readonly versionId: string };
  readonly status: string;
}

const start = `start=ge2026-11-24&start=lt${week.end}`;
const me = { actor: { reference: 'Patient/noor-lindgren' }, status: 'accepted' };

describe.each(['plain', 'plain-stu3'])('the sandbox without a guide (%s)', (name) => {
  let clinic: ClinicDay;
  let base = '';
  beforeAll(async () => {
    clinic = await openClinicDay();
    base = clinic.ehr.bases[name] ?? '';
  }, 60_000);
  afterAll(() => clinic.ehr.close());

  const as = (patient = 'noor-lindgren', scopes = everything) => {
    const send = clinic.as(patient, scopes);
    return (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
      send(method, `${base}${path}`, body, headers);
  };
  const slots = async (count: number) =>
    (await as()('GET', `/Slot?status=free&${start}&_sort=start&_count=${count}`))
      .matches as unknown as readonly Slot[];
  const read = async (path: string) => (await as()('GET', path)).body as unknown as Slot;
  const put = (resource: Json, version?: string) => ({
    resource,
    request: {
      method: 'PUT',
      url: `${String(resource['resourceType'])}/${String(resource['id'])}`,
      ...(version === undefined ? {} : { ifMatch: `W/"${version}"` }),
    },
  });
  const taken = (slot: Slot, version = slot.meta.versionId) =>
    put({ ...slot, status: 'busy' }, version);
  const freed = (slot: Slot) => put({ ...slot, status: 'free' }, slot.meta.versionId);
  const visitIn = (slot: Slot, more: object = {}) => {
    const [practitioner, place] = slot.id.split('.');
    return {
      resourceType: 'Appointment',
      status: 'booked',
      start: slot['start'],
      end: slot['end'],
      slot: [{ reference: `Slot/${slot.id}` }],
      participant: [
        { actor: { reference: `Practitioner/${practitioner}` }, status: 'accepted' },
        { actor: { reference: `Location/${place}` }, status: 'accepted' },
        me,
      ],
      ...more,
    };
  };
  const made = (resource: object) => ({
    resource,
    request: { method: 'POST', url: 'Appointment' },
  });
  const transact = (...entry: readonly object[]) =>
    as()('POST', '', { resourceType: 'Bundle', type: 'transaction', entry });
  const book = async (slot: Slot) => {
    const { body } = await transact(taken(slot), made(visitIn(slot)));
    const location = (body as fhir3.Bundle).entry?.[1]?.response?.location ?? '';
    return read(`/${location.replace(/\/_history.*/, '')}`);
  };

  it('says what it can do, in its version of FHIR', async () => {
    const { body } = await as()('GET', '/metadata');
    expect(body).toMatchObject({
      fhirVersion: name === 'plain' ? '4.0.1' : '3.0.2',
      software: { name: expect.stringMatching(/^HAPI FHIR/) as string },
      rest: [{ interaction: [{ code: 'transaction' }] }],
    });
    expect(JSON.stringify(body)).not.toContain('operation');
  });

  it('refuses a search by what it does not know', async () => {
    const code = name === 'plain' ? 'service-type' : 'slot-type';
    for (const [query, status] of [
      [`${code}=office-visit`, 200],
      ['schedule.actor=Practitioner/naomi-castellane', 200],
      ['end=lt2026-11-30', 400],
      [`${name === 'plain' ? 'slot-type' : 'service-type'}=office-visit`, 400],
      ['schedule.actor=naomi-castellane', 400],
      ['_include=Slot:location', 400],
      ['_count=many', 400],
    ] as const)
      expect((await as()('GET', `/Slot?status=free&${start}&${query}`)).status).toBe(status);
  });

  it('gives pages, with Schedules for whoever may read them', async () => {
    const first = await as()('GET', `/Slot?status=free&${start}&_include=Slot:schedule&_count=5`);
    expect(first.matches).toHaveLength(5);
    expect(first.bundle.entry?.some(({ search }) => search?.mode === 'include')).toBe(true);
    const next = first.bundle.link?.[1]?.url ?? '';
    expect(next.startsWith(`${base}?_getpages=`)).toBe(true);
    const second = await as()('GET', next.slice(base.length));
    expect(second.matches).toHaveLength(5);
    expect(second.matches.map(({ id }) => id)).not.toContain(first.matches[0]?.id);
    expect((await as()('GET', '?_getpages=no-such')).status).toBe(410);
    const narrow = as('noor-lindgren', 'patient/Slot.read');
    const { bundle } = await narrow('GET', `/Slot?status=free&${start}&_include=Slot:schedule`);
    expect(bundle.entry?.some(({ search }) => search?.mode === 'include')).toBe(false);
  });

  it('books a Slot in the version that is named, once', async () => {
    const [slot] = await slots(1);
    const booked = await transact(taken(slot!), made(visitIn(slot!)));
    expect(booked.status).toBe(200);
    expect(booked.body).toMatchObject({
      type: 'transaction-response',
      entry: [
        {
          response: {
            status: '200 OK',
            location: expect.stringMatching(/^Slot\/.+\/_history\/\d+$/) as string,
          },
        },
        {
          response: {
            status: '201 Created',
            location: expect.stringMatching(/^Appointment\//) as string,
          },
        },
      ],
    });
    const after = await read(`/Slot/${slot!.id}`);
    expect(after.status).toBe('busy');
    expect(after.meta.versionId).not.toBe(slot!.meta.versionId);
    for (const version of [slot!.meta.versionId, after.meta.versionId, undefined])
      expect(
        (await transact(put({ ...slot, status: 'busy' }, version), made(visitIn(slot!)))).status,
      ).toBe(409);
  });

  it('does all of a transaction or nothing', async () => {
    const [, , one, other] = await slots(20);
    const visit = await book(one!);
    const busy = await read(`/Slot/${one!.id}`);
    const ended = put({ ...visit, status: 'cancelled' }, visit.meta.versionId);
    const refused = await transact(ended, freed(busy), taken(other!, '99'), made(visitIn(other!)));
    expect(refused.status).toBe(409);
    expect(refused.said).toContain('HAPI-0974');
    expect(await read(`/Appointment/${visit.id}`)).toMatchObject({ status: 'booked' });
    expect(await read(`/Slot/${one!.id}`)).toEqual(busy);
    clinic.ehr.rules.cancelUntilHours = 10_000;
    expect((await transact(ended, freed(busy), taken(other!), made(visitIn(other!)))).status).toBe(
      422,
    );
    clinic.ehr.rules.cancelUntilHours = undefined;
    expect(await read(`/Slot/${other!.id}`)).toMatchObject({ status: 'free' });
    const moved = await transact(ended, freed(busy), taken(other!), made(visitIn(other!)));
    expect(moved.status).toBe(200);
    expect(await read(`/Appointment/${visit.id}`)).toMatchObject({ status: 'cancelled' });
    expect(await read(`/Slot/${one!.id}`)).toMatchObject({ status: 'free' });
    expect(await read(`/Slot/${other!.id}`)).toMatchObject({ status: 'busy' });
  });

  it.each([
    ['no Bundle', { resourceType: 'Parameters' }, 400],
    ['a batch', { resourceType: 'Bundle', type: 'batch', entry: [{}] }, 400],
    ['nothing', { resourceType: 'Bundle', type: 'transaction' }, 400],
    [
      'an entry without a request',
      { resourceType: 'Bundle', type: 'transaction', entry: [{}] },
      400,
    ],
  ])('takes no transaction of %s', async (_, body, status) => {
    expect((await as()('POST', '', body)).status).toBe(status);
  });

  it('refuses parts that do not fit each other', async () => {
    const [, , , , one, other] = await slots(30);
    const visit = made(visitIn(one!));
    const cases: readonly (readonly [number, readonly object[]])[] = [
      [422, [taken(one!)]],
      [422, [visit]],
      [422, [taken(other!), visit]],
      [409, [freed(one!), visit]],
      [422, [put({ ...one, status: 'busy', end: '2026-11-24T00:00:00Z' }), visit]],
      [409, [put({ ...one, status: 'busy-tentative' }), visit]],
      [400, [taken(one!), taken(one!), visit]],
      [400, [{ ...taken(one!), fullUrl: 'Slot/1' }, visit]],
      [
        400,
        [
          { ...taken(one!), request: { method: 'PUT', url: `Slot/${one!.id}`, ifMatch: '1' } },
          visit,
        ],
      ],
      [404, [put({ ...one, id: 'no-such', status: 'busy' }), visit]],
      [422, [{ request: { method: 'DELETE', url: 'Slot/1' } }]],
      [422, [taken(one!), made(visitIn(one!, { status: 'proposed' }))]],
      [422, [taken(one!), made(visitIn(one!, { start: '2026-11-24T00:00:00Z' }))]],
      [422, [taken(one!), made(visitIn(one!, { participant: [me] }))]],
      [422, [taken(one!), made(visitIn(one!, { surprise: true }))]],
    ];
    for (const [status, entries] of cases)
      expect([status, entries, (await transact(...entries)).status]).toEqual([
        status,
        entries,
        status,
      ]);
    expect(await read(`/Slot/${one!.id}`)).toEqual(one);
  });

  it('cancels alone by PUT or JSON Patch, in the version that is named, and changes nothing else', async () => {
    const [, , , , , , one] = await slots(40);
    const visit = await book(one!);
    const path = `/Appointment/${visit.id}`;
    const headers = { 'if-match': `W/"${visit.meta.versionId}"` };
    const patched = { ...headers, 'content-type': 'application/json-patch+json' };
    const ended = { ...visit, status: 'cancelled' };
    const operations = [{ op: 'replace', path: '/status', value: 'cancelled' }];
    const stale = { 'if-match': 'W/"9"' };
    expect((await as()('PUT', path, ended, stale)).status).toBe(409);
    expect((await as()('PATCH', path, operations, { ...patched, ...stale })).status).toBe(409);
    expect((await as()('PUT', path, { ...ended, description: 'Mine' }, headers)).status).toBe(422);
    expect((await as()('PUT', path, { ...visit, status: 'noshow' }, headers)).status).toBe(422);
    expect((await as('ruth-okafor')('PUT', path, ended, headers)).status).toBe(403);
    expect((await as()('PATCH', path, operations, patched)).status).toBe(200);
    expect(await read(path)).toMatchObject({ status: 'cancelled' });
    expect(await read(`/Slot/${one!.id}`)).toMatchObject({ status: 'free' });
  });

  it('writes neither a Slot nor a new visit alone, and nothing without the right to', async () => {
    const [slot] = await slots(1);
    expect((await as()('PUT', `/Slot/${slot!.id}`, { ...slot, status: 'busy' })).status).toBe(422);
    expect((await as()('POST', '/Appointment', visitIn(slot!))).status).toBe(422);
    const body = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [taken(slot!), made(visitIn(slot!))],
    };
    for (const scopes of ['patient/Appointment.write', 'patient/Slot.write'])
      expect((await as('noor-lindgren', scopes)('POST', '', body)).status).toBe(403);
  });
});
