import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  type ClinicDay,
  day,
  everything,
  minute,
  openClinicDay,
  type Reply,
  week,
} from './clinic-day.ts';

const kinds = 'https://fhir.cerner.com/larkspur/codeSet/14249';
const snomed = 'http://snomed.info/sct';
const family = `${snomed}|419772000`;
const jsonPatch = 'application/json-patch+json';

interface Slot {
  readonly id: string;
  readonly meta: { readonly versionId: string };
  readonly status: string;
  readonly start: string;
}

describe('the sandbox in Millennium’s manner', () => {
  let clinic: ClinicDay;
  let base = '';
  beforeAll(async () => {
    clinic = await openClinicDay();
    base = clinic.ehr.bases['millennium'] ?? '';
  }, 60_000);
  afterAll(() => clinic.ehr.close());

  const as = (patient = 'noor-lindgren', scopes = everything) => {
    const send = clinic.as(patient, scopes);
    return (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
      send(method, `${base}/${path}`, body, headers);
  };
  const search = (pairs: readonly (readonly [string, string])[]) =>
    as()('GET', `Slot?${new URLSearchParams(pairs.map((pair) => [...pair]))}`);
  const type = ['service-type', family] as const;
  const ge = ['start', `ge${week.start}`] as const;
  const lt = ['start', `lt${week.end}`] as const;
  const slots = async (...more: readonly (readonly [string, string])[]) =>
    (await search([type, ge, lt, ...more])).matches as unknown as readonly Slot[];
  const patch = (path: string, body: unknown, version?: string, patient?: string) =>
    as(patient)('PATCH', path, body, {
      'content-type': jsonPatch,
      ...(version === undefined ? {} : { 'if-match': `W/"${version}"` }),
    });
  const setStatus = (slot: Slot, value: string, patient?: string) =>
    patch(
      `Slot/${slot.id}`,
      [{ op: 'replace', path: '/status', value }],
      slot.meta.versionId,
      patient,
    );
  const readSlot = async ({ id }: Slot) =>
    (await as()('GET', `Slot/${id}`)).body as unknown as Slot;
  const booking = (slot: string, more: object = {}) => ({
    resourceType: 'Appointment',
    status: 'booked',
    slot: [{ reference: `Slot/${slot}` }],
    participant: [{ actor: { reference: 'Patient/noor-lindgren' }, status: 'accepted' }],
    ...more,
  });
  const idIn = ({ headers }: Reply): string => headers.get('Location')?.split('/').at(-1) ?? '';

  it('says what it can do, and has no operations', async () => {
    const { body } = await as()('GET', 'metadata');
    expect(body).toMatchObject({ fhirVersion: '4.0.1', patchFormat: [jsonPatch] });
    const text = JSON.stringify(body);
    expect(text).toMatch(/"software":\{"name":"Cerner Millennium/);
    expect(text).not.toContain('operation');
    expect(text).toContain('"code":"create"');
  });

  it.each([
    ['no kind of visit', [ge, lt]],
    ['no start', [type]],
    ['an open period', [type, ge]],
    ['a period of one prefix', [type, ge, ge]],
    [
      'a period that ends before it begins',
      [type, ['start', `lt${week.start}`], ['start', `ge${week.end}`]],
    ],
    ['a date without a time', [type, ['start', 'ge2026-11-23'], lt]],
    ['three starts', [type, ge, lt, lt]],
    ['a kind without its system', [['service-type', '419772000'], ge, lt]],
    ['codes of both sorts', [['service-type', `${family},${kinds}|ekg`], ge, lt]],
    ['one parameter twice', [type, type, ge, lt]],
    ['a Location for an actor', [type, ge, lt, ['schedule.actor', 'Location/harborview']]],
    ['what it does not know', [type, ge, lt, ['status', 'free']]],
    ['another include', [type, ge, lt, ['_include', 'Slot:location']]],
  ] as const)('refuses a search with %s', async (_, pairs) => {
    expect((await search(pairs)).status).toBe(400);
  });

  it('has a Slot for each kind of visit, its place in an extension, and no more beside it than was asked', async () => {
    const [slot] = await slots(['_count', '1']);
    expect(slot).toMatchObject({
      resourceType: 'Slot',
      status: 'free',
      serviceType: [
        { coding: [{ system: kinds }, { system: snomed, code: '419772000', userSelected: false }] },
      ],
      extension: [
        { url: 'https://fhir-ehr.cerner.com/r4/StructureDefinition/scheduling-location' },
      ],
    });
    const { bundle } = await search([type, ge, lt, ['_include', 'Slot:schedule'], ['_count', '5']]);
    expect(bundle.total).toBeUndefined();
    const included = bundle.entry?.filter((entry) => entry.search?.mode === 'include');
    expect(included?.length).toBeGreaterThan(0);
    for (const entry of included ?? [])
      expect((entry.resource as { actor?: unknown[] }).actor).toHaveLength(1);
  });

  it('needs the right to Schedules for including them', async () => {
    const only = as('noor-lindgren', 'patient/Slot.read');
    const query = new URLSearchParams([[...type], [...ge], [...lt]]);
    expect((await only('GET', `Slot?${query}`)).status).toBe(200);
    expect((await only('GET', `Slot?${query}&_include=Slot:schedule`)).status).toBe(403);
    expect((await as()('GET', 'Schedule?actor=Practitioner/naomi-castellane')).status).toBe(400);
  });

  it('keeps a Slot in the version that is named, for its patient alone, until that is over', async () => {
    const [slot] = await slots();
    const body = [{ op: 'replace', path: '/status', value: 'busy-tentative' }];
    expect((await patch(`Slot/${slot!.id}`, body)).status).toBe(412);
    expect((await patch(`Slot/${slot!.id}`, body, '0')).status).toBe(409);
    const wrong = [{ op: 'replace', path: '/status', value: 'busy' }];
    expect((await patch(`Slot/${slot!.id}`, wrong, slot!.meta.versionId)).status).toBe(422);
    expect((await as()('PATCH', `Slot/${slot!.id}`, body)).status).toBe(415);
    const held = await setStatus(slot!, 'busy-tentative');
    expect(held.status).toBe(200);
    expect(held.headers.get('Content-Type')).toBe('text/html');
    const kept = await readSlot(slot!);
    expect(held.headers.get('ETag')).toBe(`W/"${kept.meta.versionId}"`);
    expect(kept).toMatchObject({ status: 'busy-tentative' });
    expect(kept.meta.versionId).not.toBe(slot!.meta.versionId);
    expect((await setStatus(kept, 'free', 'ruth-okafor')).status).toBe(422);
    expect((await as('ruth-okafor')('POST', 'Appointment', booking(slot!.id))).status).toBe(403);
    const others = booking(slot!.id, {
      participant: [{ actor: { reference: 'Patient/ruth-okafor' }, status: 'accepted' }],
    });
    expect((await as('ruth-okafor')('POST', 'Appointment', others)).status).toBe(422);
    clinic.pass(11 * minute);
    expect(await readSlot(slot!)).toMatchObject({ status: 'free' });
    expect((await setStatus(kept, 'free')).status).toBe(409);
  });

  it('keeps no Appointment of a Slot that is kept', async () => {
    const [slot] = await slots();
    await setStatus(slot!, 'busy-tentative');
    const at = `date=ge${encodeURIComponent(slot!.start)}`;
    expect((await as()('GET', `Appointment?patient=noor-lindgren&${at}`)).matches).toEqual([]);
    expect((await setStatus(await readSlot(slot!), 'free')).status).toBe(200);
    expect((await as()('GET', `Appointment?patient=noor-lindgren&${at}`)).matches).toEqual([]);
  });

  it.each([
    ['status', { status: 'proposed' }],
    ['slot', { slot: [] }],
    ['participant', { participant: [] }],
    [
      'participant.status',
      { participant: [{ actor: { reference: 'Patient/noor-lindgren' }, status: 'needs-action' }] },
    ],
    [
      'participant.type',
      {
        participant: [
          { actor: { reference: 'Patient/noor-lindgren' }, status: 'accepted', type: [{}] },
        ],
      },
    ],
    ['reasonCode', { reasonCode: [{ coding: [] }] }],
    ['start', { start: '2026-11-24T15:00:00Z' }],
  ])('refuses a booking for its %s', async (element, more) => {
    const [slot] = await slots();
    const { status, said } = await as()('POST', 'Appointment', booking(slot!.id, more));
    expect(status).toBe(422);
    expect(said).toContain(element);
  });

  it('books with an empty answer, lists, moves and cancels in the version that is named', async () => {
    const [slot, ...others] = await slots(['_count', '50']);
    const later = others.find(({ start }) => start > slot!.start);
    const made = await as()('POST', 'Appointment', booking(slot!.id, { comment: 'Thanks' }));
    expect({ status: made.status, etag: made.headers.get('ETag') }).toEqual({
      status: 201,
      etag: 'W/"1"',
    });
    expect(made.headers.get('Location')).toBe(`${base}/Appointment/${idIn(made)}`);
    expect((await as()('POST', 'Appointment', booking(slot!.id))).status).toBe(422);
    const path = `Appointment/${idIn(made)}`;
    expect((await as()('GET', path)).body).toMatchObject({
      status: 'booked',
      comment: 'Thanks',
      slot: [{ reference: `Slot/${slot!.id}` }],
    });

    const move = [{ op: 'replace', path: '/slot', value: [{ reference: `Slot/${later!.id}` }] }];
    expect((await patch(path, move)).status).toBe(412);
    expect((await patch(path, move, '9')).status).toBe(409);
    const both = [...move, { op: 'replace', path: '/status', value: 'cancelled' }];
    expect((await patch(path, both, '1')).status).toBe(422);
    expect((await patch(path, move, '1')).headers.get('ETag')).toBe('W/"2"');
    expect((await as()('GET', path)).body).toMatchObject({ start: later!.start, status: 'booked' });
    expect(await readSlot(slot!)).toMatchObject({ status: 'free' });
    expect(await readSlot(later!)).toMatchObject({ status: 'busy' });

    const cancelled = { op: 'replace', path: '/status', value: 'cancelled' };
    const why = (code: string) => ({
      op: 'add',
      path: '/cancelationReason',
      value: { coding: [{ code }] },
    });
    expect((await patch(path, [cancelled, why('no-such')], '2')).status).toBe(422);
    expect((await patch(path, [{ ...cancelled, value: 'noshow' }], '2')).status).toBe(422);
    expect((await patch(path, [cancelled, why('pat-lt')], '2')).status).toBe(200);
    expect((await as()('GET', path)).body).toMatchObject({
      status: 'cancelled',
      cancelationReason: { coding: [{ code: 'transportation' }, { code: 'pat-lt' }] },
    });
  });

  it('lists what begins and ends within a period, which must be given', async () => {
    const list = (query: string) =>
      as('ruth-okafor')('GET', `Appointment?patient=ruth-okafor${query}`);
    expect((await list('')).status).toBe(400);
    expect((await list('&date=2026-11-23T00:00:00Z')).status).toBe(400);
    expect((await list(`&date=lt${week.start}&date=lt${week.end}`)).status).toBe(400);
    expect((await as('ruth-okafor')('GET', `Appointment?date=ge${week.start}`)).status).toBe(400);
    expect((await list(`&date=ge${week.start}&practitioner=1`)).status).toBe(400);
    const { bundle, matches } = await list('&date=ge2020-01-01T00:00:00Z');
    expect(matches).toHaveLength(20);
    expect(bundle.link?.[1]?.url).toContain('-pageContext=');
    const [first] = matches;
    const from = Date.parse(first?.start ?? '');
    const upTo = (at: number) =>
      list(`&date=ge${new Date(from).toISOString()}&date=lt${new Date(at).toISOString()}`);
    expect((await upTo(from + minute)).matches).toEqual([]);
    expect((await upTo(from + day)).matches[0]?.id).toBe(first?.id);
  });
});
