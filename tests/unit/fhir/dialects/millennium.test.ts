import { describe, expect, it } from 'vitest';

import { millennium } from '../../../../src/fhir/dialects/millennium.ts';
import { parseAppointment } from '../../../../src/fhir/parse/appointment.ts';
import { bookAppointment } from '../../../../src/scheduling/book-appointment.ts';
import { holdAppointment, releaseHold } from '../../../../src/scheduling/hold-appointment.ts';
import type { Appointment, Code, ProposedAppointment } from '../../../../src/scheduling/model.ts';
import type { Search } from '../../../../src/scheduling/ports.ts';
import { base, bundle, json, noon, outcome } from '../wire.ts';
import { openOver, type Opened, type Reads } from './slots-wire.ts';

const tenant = 'https://fhir.cerner.com/ec2458f2-1e24-41c8-b71b-0e701af7583d';
const kinds = `${tenant}/codeSet/14249`;
const snomed = 'http://snomed.info/sct';
const day = 86_400_000;
const search: Search = { start: noon, end: noon + 7 * day };
const code = (system: string, value: string): Code => ({ system, code: value, display: undefined });

/** As the documentation's sample has it, for a patient. */
const slot = (more: object = {}, kind = '4047611', display = 'Surgery Rapid') => ({
  resourceType: 'Slot',
  id: `${kind}-32216049-61518614-0`,
  meta: { versionId: '3423957v2380283', lastUpdated: '2026-05-01T18:13:55Z' },
  extension: [
    {
      valueReference: { reference: 'Location/32216049' },
      url: 'https://fhir-ehr.cerner.com/r4/StructureDefinition/scheduling-location',
    },
  ],
  serviceType: [
    {
      coding: [
        { system: kinds, code: kind, display, userSelected: true },
        { system: snomed, code: '394576009', display: 'Accident & emergency', userSelected: false },
      ],
      text: display,
    },
  ],
  schedule: { reference: 'Schedule/4047611-32216049-61518614-0' },
  status: 'free',
  start: '2026-05-11T14:00:00Z',
  end: '2026-05-11T15:00:00Z',
  ...more,
});
const calendar = {
  resourceType: 'Schedule',
  id: '4047611-32216049-61518614-0',
  active: true,
  actor: [{ reference: 'Practitioner/593923', display: 'Dr. Applegate' }],
};
const visit = (more: object = {}) => ({
  resourceType: 'Appointment',
  id: '20465903',
  meta: { versionId: '0' },
  status: 'booked',
  slot: [{ reference: 'Slot/old' }],
  start: '2026-05-11T14:00:00Z',
  end: '2026-05-11T15:00:00Z',
  participant: [
    { actor: { reference: 'Patient/hal' }, status: 'accepted' },
    { actor: { reference: 'Practitioner/593923' }, status: 'accepted' },
  ],
  ...more,
});
const found = bundle([slot(), calendar]);

/** What changes are answered with, and the headers that pages of other origins see. */
const nothing = (status = 200, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers: { 'Content-Type': 'text/html', ...headers } });
const created = nothing(201, { Location: `${base}/Appointment/20465903`, ETag: 'W/"0"' });

const open = (
  reads: Partial<Reads> = {},
  answers: readonly (Response | Error)[] = [],
  settings = {},
): Opened =>
  openOver(
    { dialect: millennium, ...settings },
    {
      Slot: (path) => json(path.includes('?') ? found : slot({ status: 'busy-tentative' })),
      Appointment: (path) => json(path.includes('?') ? bundle([visit()]) : visit()),
      ...reads,
    },
    answers,
  );
const timeOf = async ({ ehr, forget }: Opened): Promise<ProposedAppointment> => {
  const result = await ehr.findAppointments(search);
  const [time] = result.ok ? result.value.appointments : [];
  if (time === undefined) throw new Error('not found');
  forget();
  return time;
};
const appointment = (more: object = {}): Appointment => parseAppointment(visit(more), base)!;
const portsOf = ({ ehr }: Opened) => ({
  ehr,
  patient: 'Patient/hal',
  now: () => noon,
  wait: () => Promise.resolve(),
});

describe('a search', () => {
  const urlFor = async (more: Partial<Search> = {}): Promise<URLSearchParams> => {
    const opened = open();
    await opened.ehr.findAppointments({ ...search, ...more });
    expect(opened.sent).toHaveLength(1);
    const { url, method } = opened.sent[0]!;
    expect(method).toBe('GET');
    expect(url.split('?')[0]).toBe(`${base}/Slot`);
    return new URL(url).searchParams;
  };

  it('names the start twice, a kind of visit, and each other wish once', async () => {
    const asked = await urlFor({
      visitTypes: [code(kinds, '4047611'), code(kinds, '24477854')],
      practitioners: ['Practitioner/593923', 'Practitioner/2578010'],
      locations: ['Location/32216049', 'Location/633867'],
      count: 25,
    });
    expect([...asked]).toEqual([
      ['service-type', `${kinds}|4047611,${kinds}|24477854`],
      ['start', 'ge2026-05-06T12:00:00Z'],
      ['start', 'lt2026-05-13T12:00:00Z'],
      ['schedule.actor', 'Practitioner/593923,Practitioner/2578010'],
      ['-location', '32216049,633867'],
      ['_include', 'Slot:schedule'],
      ['_count', '25'],
    ]);
  });

  it('for nothing in particular asks for every specialty, as a kind is required', async () => {
    const asked = await urlFor();
    expect([...asked.keys()]).toEqual(['service-type', 'start', 'start', '_include']);
    const types = (asked.get('service-type') ?? '').split(',');
    expect(types).toContain(`${snomed}|394579002`);
    expect(types.every((type) => /^http:\/\/snomed\.info\/sct\|\d{9}$/.test(type))).toBe(true);
    expect(new Set(types).size).toBe(types.length);
    expect(types.length).toBeGreaterThan(100);
  });

  it('by specialty asks by the codes that every hospital has', async () => {
    const skin = code(snomed, '394582007');
    const asked = await urlFor({ specialties: [skin, code('urn:oid:1.2.3', 'DERM')] });
    expect(asked.get('service-type')).toBe(`${snomed}|394582007`);
  });

  it('never mixes the codes of the hospital with those of everybody', async () => {
    const wished = [code(kinds, '4047611'), code(snomed, '394576009'), code(kinds, '667105')];
    const asked = await urlFor({
      visitTypes: wished,
      specialties: [code(snomed, '394582007')],
      organizations: ['Organization/1'],
      places: ['Kansas City'],
      reasons: [code(snomed, '386661006')],
    });
    expect(asked.get('service-type')).toBe(`${kinds}|4047611,${kinds}|667105`);
    expect([...asked.keys()]).toHaveLength(4);
  });

  it('finds who, where and what for, though they stand in three places', async () => {
    expect(await timeOf(open())).toMatchObject({
      start: Date.UTC(2026, 4, 11, 14),
      visitType: 'Surgery Rapid',
      visitTypeCodes: [{ system: kinds, code: '4047611' }],
      specialties: [{ system: snomed, code: '394576009' }],
      practitioners: [{ reference: 'Practitioner/593923', display: 'Dr. Applegate' }],
      locations: [{ reference: 'Location/32216049' }],
    });
  });

  it('keeps a kind that has only a standard code', async () => {
    const coding = [{ system: snomed, code: '394802001', display: 'General medicine' }];
    const Slot = () => json(bundle([slot({ serviceType: [{ coding }] })]));
    expect(await timeOf(open({ Slot }))).toMatchObject({ visitType: 'General medicine' });
  });

  const several = bundle([
    slot(),
    slot({}, '667105', 'Follow-up'),
    slot({ end: '2026-05-11T14:30:00Z' }, '667106', 'Injection'),
    calendar,
  ]);

  it('shows a time for several kinds of visit once, unless one was asked for', async () => {
    const opened = open({ Slot: () => json(several) });
    const all = await opened.ehr.findAppointments(search);
    expect(all).toMatchObject({
      value: {
        appointments: [
          { visitType: 'Surgery Rapid', visitTypeCodes: [{ code: '4047611' }, { code: '667105' }] },
          { visitType: 'Injection' },
        ],
      },
    });
    const visitTypes = [code(kinds, '4047611'), code(kinds, '667105')];
    const asked = await opened.ehr.findAppointments({ ...search, visitTypes });
    expect(asked.ok && asked.value.appointments.map(({ visitType }) => visitType)).toEqual([
      'Surgery Rapid',
      'Follow-up',
      'Injection',
    ]);
  });

  it('follows the opaque links to later pages', async () => {
    const next = `${base}/Slot?_include=Slot%3Aschedule&-pageContext=2d46d307&-pageDirection=NEXT`;
    const opened = open({
      Slot: (path) =>
        json(
          path.includes('-pageContext')
            ? bundle([
                slot({ id: 'later', start: '2026-05-11T16:00:00Z', end: '2026-05-11T17:00:00Z' }),
              ])
            : bundle([slot(), calendar], next),
        ),
    });
    const result = await opened.ehr.findAppointments(search);
    expect(result.ok && result.value.appointments).toHaveLength(2);
    expect(opened.sent[1]?.url).toBe(next);
  });
});

describe('a hold', () => {
  it('makes the Slot busy-tentative in the version that was read, and is known by the Slot', async () => {
    const opened = open({}, [nothing(200, { ETag: 'W/"410v795030969834"' })]);
    const time = await timeOf(opened);
    const held = await holdAppointment(time, portsOf(opened));
    expect(opened.sent).toHaveLength(1);
    expect(opened.sent[0]).toMatchObject({
      method: 'PATCH',
      url: `${base}/Slot/4047611-32216049-61518614-0`,
      headers: {
        'content-type': 'application/json-patch+json',
        'if-match': 'W/"3423957v2380283"',
      },
      body: [{ op: 'replace', path: '/status', value: 'busy-tentative' }],
    });
    expect(held).toMatchObject({
      value: {
        until: undefined,
        appointment: {
          id: '4047611-32216049-61518614-0',
          status: 'pending',
          start: time.start,
          patients: ['Patient/hal'],
          practitioners: [{ reference: 'Practitioner/593923' }],
        },
      },
    });
  });

  it.each([
    ['ETag', nothing(200, { ETag: 'W/"410v795030969834"' }), '410v795030969834', 1],
    ['Slot, where the header is hidden', nothing(), '9', 2],
  ] as const)(
    'is given back in the version that it was left in: that of the %s',
    async (_, answer, version, requests) => {
      const kept = slot({ status: 'busy-tentative', meta: { versionId: '9' } });
      const opened = open({ Slot: (path) => json(path.includes('?') ? found : kept) }, [
        answer,
        nothing(),
      ]);
      const held = await holdAppointment(await timeOf(opened), portsOf(opened));
      expect(opened.sent).toHaveLength(requests);
      opened.forget();
      await releaseHold((held.ok && held.value) as never, portsOf(opened));
      expect(opened.changes()).toMatchObject([
        {
          headers: { 'if-match': `W/"${version}"` },
          body: [{ op: 'replace', path: '/status', value: 'free' }],
        },
      ]);
    },
  );

  it.each([
    ['an error', json(outcome('processing'))],
    ['something else', json({ resourceType: 'Bundle', type: 'searchset' })],
    ['nothing at all', nothing()],
  ])('is none that the Slot does not show, though %s came with a 200', async (_, answer) => {
    const opened = open(
      {
        Appointment: () => json(bundle([])),
        Slot: (path) => json(path.includes('?') ? found : slot({ status: 'free' })),
      },
      [answer],
    );
    const held = await holdAppointment(await timeOf(opened), portsOf(opened));
    expect(held).toMatchObject({ failure: { kind: 'hold-unknown' } });
  });

  it('that is over, or became a visit, is not given back', async () => {
    for (const status of ['free', 'busy']) {
      const opened = open({ Slot: (path) => json(path.includes('?') ? found : slot({ status })) }, [
        nothing(200, { ETag: 'W/"1"' }),
      ]);
      const held = await holdAppointment(await timeOf(opened), portsOf(opened));
      opened.forget();
      await releaseHold((held.ok && held.value) as never, portsOf(opened));
      expect(opened.changes()).toEqual([]);
    }
  });

  it('of which the version is not known is left to the EHR', async () => {
    const opened = open({}, [nothing()]);
    const read = await opened.ehr.releaseHold({ appointment: appointment(), until: undefined });
    expect(read).toMatchObject({ failure: { kind: 'not-supported' } });
    expect(opened.sent).toEqual([]);
  });

  it.each([
    ['a stale version', json(outcome('conflict'), 409)],
    ['a Slot that is gone', json(outcome('not-found', 'Slot was not found'), 404)],
    ['a lock', json(outcome('lock-error'), 423)],
  ])('is lost to somebody else: %s', async (_, answer) => {
    const opened = open({ Appointment: () => json(bundle([])) }, [answer]);
    const held = await holdAppointment(await timeOf(opened), portsOf(opened));
    expect(held).toMatchObject({ failure: { kind: 'taken' } });
  });

  it('is never asked for where a Slot has no version, or the settings say no', async () => {
    const Slot = () => json(bundle([slot({ meta: {} })]));
    for (const opened of [open({ Slot }), open({}, [], { hold: false })]) {
      const time = await timeOf(opened);
      expect(await opened.ehr.holdAppointment(time)).toMatchObject({
        failure: { kind: 'not-supported' },
      });
      expect(opened.sent).toEqual([]);
    }
  });

  it('cannot be kept longer', async () => {
    const opened = open();
    expect(opened.ehr.can).toMatchObject({ hold: true, pending: 'requested' });
    const asked = await opened.ehr.extendHold({ appointment: appointment(), until: undefined });
    expect(asked).toMatchObject({ failure: { kind: 'not-supported' } });
    expect(opened.sent).toEqual([]);
  });
});

describe('a booking', () => {
  const book = async (opened: Opened, comment?: string) => {
    const time = await timeOf(opened);
    return opened.ehr.bookAppointment({ time, hold: undefined, comment });
  };

  it('creates an Appointment with its Slot and the patient alone, and reads what became of it', async () => {
    const opened = open({}, [created]);
    expect(await book(opened, 'Back pain')).toMatchObject({
      value: { appointment: { id: '20465903', status: 'booked', patients: ['Patient/hal'] } },
    });
    expect(opened.calls()).toEqual(['POST /Appointment', 'GET /Appointment/20465903']);
    expect(opened.sent[0]!.headers).toMatchObject({ 'content-type': 'application/fhir+json' });
    expect(opened.sent[0]!.body).toEqual({
      resourceType: 'Appointment',
      status: 'booked',
      slot: [{ reference: 'Slot/4047611-32216049-61518614-0' }],
      participant: [{ actor: { reference: 'Patient/hal' }, status: 'accepted' }],
      comment: 'Back pain',
    });
  });

  it.each([
    ['hidden', nothing(201)],
    ['that of another server', nothing(201, { Location: 'https://other.example/Appointment/1' })],
  ])('whose place is %s is found in the list', async (_, answer) => {
    const opened = open({}, [answer]);
    const time = await timeOf(opened);
    const booked = await bookAppointment(
      { time, hold: undefined, comment: undefined },
      portsOf(opened),
    );
    expect(booked).toMatchObject({ ok: true, value: { id: '20465903' } });
    expect(opened.changes()).toHaveLength(1);
  });

  it('that cannot be read back is no failure: the list is still to be asked', async () => {
    const opened = open({ Appointment: () => json(outcome('exception'), 500) }, [created]);
    expect(await book(opened)).toEqual({
      ok: true,
      value: { appointment: undefined, notices: [], expires: undefined },
    });
  });

  it.each([
    [409, 'conflict'],
    [412, 'conflict'],
    [422, 'conflict'],
    [423, 'conflict'],
    [424, 'conflict'],
    [403, 'not-permitted'],
    [500, 'server-error'],
  ] as const)('refused with %i is %s, in the words of the EHR', async (status, kind) => {
    const opened = open({}, [json(outcome('business-rule', 'Slot is not available'), status)]);
    expect(await book(opened)).toMatchObject({
      failure: { kind, notices: [{ text: 'Slot is not available' }] },
    });
    expect(opened.sent).toHaveLength(1);
  });
});

describe('a visit', () => {
  it('is moved in one step under its own id, in the version that was read', async () => {
    const moved = visit({ start: '2026-05-12T14:00:00Z', end: '2026-05-12T15:00:00Z' });
    const opened = open({ Appointment: () => json(moved) }, [nothing()]);
    const time = await timeOf(opened);
    const replaces = appointment({ meta: { versionId: '4' } });
    expect(opened.ehr.can.reschedule).toBe('atomic');
    const answer = await opened.ehr.bookAppointment({
      time,
      hold: undefined,
      comment: undefined,
      replaces,
    });
    expect(answer).toMatchObject({ value: { appointment: { id: '20465903', status: 'booked' } } });
    expect(opened.calls()).toEqual(['PATCH /Appointment/20465903', 'GET /Appointment/20465903']);
    expect(opened.sent[0]).toMatchObject({
      headers: { 'content-type': 'application/json-patch+json', 'if-match': 'W/"4"' },
      body: [
        {
          op: 'replace',
          path: '/slot',
          value: [{ reference: 'Slot/4047611-32216049-61518614-0' }],
        },
      ],
    });
  });

  it('that is cancelled already is replaced by a new one', async () => {
    const opened = open({}, [created]);
    const time = await timeOf(opened);
    const replaces = appointment({ status: 'cancelled' });
    await opened.ehr.bookAppointment({ time, hold: undefined, comment: undefined, replaces });
    expect(opened.changes()).toMatchObject([{ method: 'POST', url: `${base}/Appointment` }]);
  });

  it.each([
    [undefined, []],
    [
      'transportation',
      [
        {
          op: 'add',
          path: '/cancelationReason',
          value: {
            coding: [
              {
                system: 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason',
                code: 'pat-lt',
              },
            ],
          },
        },
      ],
    ],
    ['refused', [{ value: { coding: [{ code: 'pat' }] } }]],
  ] as const)('is cancelled in the version that was read (reason: %s)', async (reason, why) => {
    const opened = open({}, [nothing()]);
    expect(await opened.ehr.acceptsCancelling()).toBe(true);
    expect(await opened.ehr.cancelAppointment(appointment(), reason)).toMatchObject({ ok: true });
    expect(opened.sent).toMatchObject([
      {
        method: 'PATCH',
        url: `${base}/Appointment/20465903`,
        headers: { 'content-type': 'application/json-patch+json', 'if-match': 'W/"0"' },
        body: [{ op: 'replace', path: '/status', value: 'cancelled' }, ...why],
      },
    ]);
  });

  it('is not cancelled where the settings say no, and nothing is sent', async () => {
    const opened = open({}, [], { cancel: false });
    expect(opened.ehr.can.cancel).toBe(false);
    expect(await opened.ehr.acceptsCancelling()).toBe(false);
    expect(await opened.ehr.cancelAppointment(appointment(), undefined)).toMatchObject({
      failure: { kind: 'not-supported' },
    });
    expect(opened.sent).toEqual([]);
  });
});

describe("the patient's visits", () => {
  const listed = async (period: { from?: number; to?: number }) => {
    const opened = open({ Appointment: () => json(bundle([visit()])) });
    const list = await opened.ehr.listAppointments(period);
    return { list, asked: new URL(opened.sent[0]!.url).searchParams };
  };

  it('are asked for by a closed period that leaves room for the last to end in it', async () => {
    const start = Date.UTC(2026, 4, 11, 14);
    const { list, asked } = await listed({ from: start, to: start + 1 });
    expect([...asked]).toEqual([
      ['patient', 'hal'],
      ['date', 'ge2026-05-11T14:00:00Z'],
      ['date', 'lt2026-05-12T14:00:01Z'],
    ]);
    expect(list).toMatchObject({ value: { appointments: [{ id: '20465903' }], complete: true } });
  });

  it('that begin after the period are left out', async () => {
    const start = Date.UTC(2026, 4, 11, 14);
    const { list } = await listed({ from: start - day, to: start });
    expect(list).toMatchObject({ value: { appointments: [], complete: true } });
  });

  it('have a closed period also where nobody gave one', async () => {
    const { list, asked } = await listed({});
    expect(asked.getAll('date')).toEqual(['ge2016-05-08T12:00:00Z', 'lt2028-05-06T12:00:00Z']);
    expect(list).toMatchObject({ value: { appointments: [{ id: '20465903' }] } });
  });
});
