import { describe, expect, it } from 'vitest';

import { plain, plainStu3 } from '../../../../src/fhir/dialects/plain.ts';
import { parseAppointment } from '../../../../src/fhir/parse/appointment.ts';
import { bookAppointment } from '../../../../src/scheduling/book-appointment.ts';
import type { Appointment, Code, ProposedAppointment } from '../../../../src/scheduling/model.ts';
import type { Search } from '../../../../src/scheduling/ports.ts';
import { rescheduleAppointment } from '../../../../src/scheduling/reschedule-appointment.ts';
import { base, bundle, json, noon, outcome, words } from '../wire.ts';
import { openOver, type Opened, type Reads } from './slots-wire.ts';

const visitTypes = 'https://hospital.example/visit-types';
const search: Search = { start: noon, end: noon + 7 * 86_400_000 };
const kind = (code: string) => ({
  coding: [{ system: visitTypes, code, display: `Kind ${code}` }],
});

const slot = (more: object = {}) => ({
  resourceType: 'Slot',
  id: 's1',
  meta: { versionId: '7' },
  status: 'free',
  schedule: { reference: 'Schedule/chen' },
  serviceType: [kind('a'), kind('b')],
  start: '2026-05-11T14:00:00Z',
  end: '2026-05-11T14:20:00Z',
  comment: 'Ground floor',
  ...more,
});
const calendar = {
  resourceType: 'Schedule',
  id: 'chen',
  serviceCategory: [{ text: 'Outpatients' }],
  actor: [
    { reference: 'Practitioner/chen', display: 'Dr. Amy Chen' },
    { reference: 'Location/east', display: 'East' },
  ],
};
const found = bundle([slot(), calendar]);
const visit = (more: object = {}) => ({
  resourceType: 'Appointment',
  id: 'v1',
  meta: { versionId: '3' },
  status: 'booked',
  slot: [{ reference: 'Slot/s1' }],
  start: '2026-05-11T14:00:00Z',
  end: '2026-05-11T14:20:00Z',
  description: 'Written by the clinic',
  participant: [
    { actor: { reference: 'Practitioner/chen' }, status: 'accepted' },
    { actor: { reference: 'Patient/hal' }, status: 'accepted' },
  ],
  ...more,
});
const appointment = (more: object = {}): Appointment => parseAppointment(visit(more), base)!;

/** As HAPI answers: no resource, and its place within this server. */
const done = (...locations: readonly string[]): Response =>
  json({
    resourceType: 'Bundle',
    type: 'transaction-response',
    entry: locations.map((location) => ({
      response: { status: '200 OK', location, etag: '1', lastModified: '2026-05-06T12:00:00Z' },
    })),
  });
const booked = done('Slot/s1/_history/8', 'Appointment/v1/_history/1');

const open = (
  reads: Partial<Reads> = {},
  answers: readonly (Response | Error)[] = [],
  settings = {},
): Opened =>
  openOver(
    { dialect: plain, ...settings },
    {
      Slot: (path) =>
        json(path.includes('?') ? found : slot({ status: 'busy', meta: { versionId: '8' } })),
      Appointment: (path) => json(path.includes('?') ? bundle([]) : visit()),
      ...reads,
    },
    answers,
  );
const timeOf = async (
  { ehr, forget }: Opened,
  more: Partial<Search> = {},
): Promise<ProposedAppointment> => {
  const result = await ehr.findAppointments({ ...search, ...more });
  const [time] = result.ok ? result.value.appointments : [];
  if (time === undefined) throw new Error('not found');
  forget();
  return time;
};
const portsOf = ({ ehr }: Opened) => ({
  ehr,
  patient: 'Patient/hal',
  now: () => noon,
  wait: () => Promise.resolve(),
});
const entriesOf = (opened: Opened) => {
  const [change] = opened.changes();
  expect(change).toMatchObject({ method: 'POST', url: base });
  const { entry, ...transaction } = change!.body as { readonly entry: readonly object[] };
  expect(transaction).toEqual({ resourceType: 'Bundle', type: 'transaction' });
  return entry;
};

describe('a search', () => {
  it('asks for free Slots in order, by clinician alone, whatever else is wished for', async () => {
    const opened = open();
    await opened.ehr.findAppointments({
      ...search,
      practitioners: ['Practitioner/chen', 'Practitioner/diaz'],
      locations: ['Location/east'],
      visitTypes: [{ system: visitTypes, code: 'a', display: undefined }],
      places: ['Portland'],
      count: 20,
    });
    expect(opened.sent).toHaveLength(1);
    expect(opened.sent[0]).toMatchObject({ method: 'GET' });
    expect([...new URL(opened.sent[0]!.url).searchParams]).toEqual([
      ['status', 'free'],
      ['start', 'ge2026-05-06T12:00:00Z'],
      ['start', 'lt2026-05-13T12:00:00Z'],
      ['schedule.actor', 'Practitioner/chen,Practitioner/diaz'],
      ['_include', 'Slot:schedule'],
      ['_sort', 'start'],
      ['_count', '20'],
    ]);
  });

  it('shows that kind of visit which was asked for, of those for which a Slot is', async () => {
    const b: Code = { system: visitTypes, code: 'b', display: undefined };
    expect(await timeOf(open())).toMatchObject({ visitType: 'Kind a' });
    expect(await timeOf(open(), { visitTypes: [b] })).toMatchObject({ visitType: 'Kind b' });
  });

  it('of a server that does not sort reads them all before it says which the soonest are', async () => {
    const at = (hour: string) =>
      slot({ id: hour, start: `2026-05-11T${hour}:00:00Z`, end: `2026-05-11T${hour}:20:00Z` });
    for (const [hours, requests] of [
      [['10', '11'], 1],
      [['11', '10'], 3],
    ] as const) {
      const opened = open({
        Slot: (path) =>
          json(
            path.includes('page=2')
              ? bundle([at('09'), calendar])
              : bundle([...hours.map(at), calendar], `${base}/Slot?page=2`),
          ),
      });
      const result = await opened.ehr.findAppointments({ ...search, count: 2 });
      expect(opened.sent).toHaveLength(requests);
      expect(result.ok && result.value).toMatchObject({ complete: requests === 3 });
    }
  });
});

describe('a hold', () => {
  it('is never asked for: nobody would end it', async () => {
    const opened = open({}, [], { hold: true });
    const time = await timeOf(opened);
    expect(opened.ehr.can).toMatchObject({ hold: false, pending: 'requested' });
    const hold = { appointment: appointment(), until: undefined };
    for (const asked of [
      opened.ehr.holdAppointment(time),
      opened.ehr.extendHold(hold),
      opened.ehr.releaseHold(hold),
    ])
      expect(await asked).toMatchObject({ failure: { kind: 'not-supported' } });
    expect(opened.sent).toEqual([]);
  });
});

describe('a booking', () => {
  const book = async (opened: Opened, comment?: string) => {
    const time = await timeOf(opened);
    return opened.ehr.bookAppointment({ time, hold: undefined, comment });
  };

  it('takes the Slot in the version that was read and makes the visit, in one transaction', async () => {
    const opened = open({}, [booked]);
    expect(await book(opened, 'Back pain')).toMatchObject({
      value: { appointment: { id: 'v1', status: 'booked', patients: ['Patient/hal'] } },
    });
    expect(opened.calls()).toEqual(['POST ', 'GET /Appointment/v1']);
    const entries = entriesOf(opened);
    expect(entries).toEqual([
      {
        fullUrl: `${base}/Slot/s1`,
        resource: slot({ status: 'busy' }),
        request: { method: 'PUT', url: 'Slot/s1', ifMatch: 'W/"7"' },
      },
      {
        fullUrl: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/) as string,
        resource: {
          resourceType: 'Appointment',
          status: 'booked',
          start: '2026-05-11T14:00:00Z',
          end: '2026-05-11T14:20:00Z',
          slot: [{ reference: 'Slot/s1' }],
          serviceCategory: [{ text: 'Outpatients' }],
          serviceType: [kind('a')],
          comment: 'Back pain',
          participant: [
            { actor: calendar.actor[0], status: 'accepted' },
            { actor: calendar.actor[1], status: 'accepted' },
            { actor: { reference: 'Patient/hal' }, status: 'accepted' },
          ],
        },
        request: { method: 'POST', url: 'Appointment' },
      },
    ]);
  });

  it('is read from the answer where the server returns what it made', async () => {
    const entry = [{ resource: slot({ status: 'busy' }) }, { resource: visit() }].map((each) => ({
      ...each,
      response: { status: '201 Created' },
    }));
    const opened = open({}, [
      json({ resourceType: 'Bundle', type: 'transaction-response', entry }),
    ]);
    expect(await book(opened)).toMatchObject({ value: { appointment: { id: 'v1' } } });
    expect(opened.sent).toHaveLength(1);
  });

  it.each([
    ['absolute', `${base}/Appointment/v1/_history/1`, 'v1'],
    ['of another server', 'https://other.example/Appointment/v1', undefined],
    ['not told', undefined, undefined],
  ])('whose place is %s is read or left to the list', async (_, location = '', id) => {
    const opened = open({}, [done('Slot/s1/_history/8', location)]);
    const answer = await book(opened);
    expect(answer.ok && answer.value.appointment?.id).toBe(id);
  });

  it('of a Slot without a version is not sent: somebody else could have it, too', async () => {
    const opened = open({ Slot: () => json(bundle([slot({ meta: undefined }), calendar])) });
    expect(await book(opened)).toMatchObject({ failure: { kind: 'not-supported' } });
    expect(opened.sent).toEqual([]);
  });

  it.each([
    ['409', json(outcome('processing', 'HAPI-0974: not the current version'), 409), 'conflict'],
    ['412', json(outcome('conflict'), 412), 'conflict'],
    ['422', json(outcome('business-rule'), 422), 'conflict'],
    ['404', words('<h1>404</h1>', 404, 'text/html'), 'not-supported'],
    ['405', words('No.', 405), 'not-supported'],
    ['400 of a kind', json(outcome('not-supported', 'No transactions'), 400), 'not-supported'],
    ['403', json(outcome('forbidden'), 403), 'not-permitted'],
  ] as const)('refused with %s is sent once, and nothing else is tried', async (_, answer, is) => {
    const opened = open({}, [answer]);
    expect(await book(opened)).toMatchObject({ failure: { kind: is } });
    expect(opened.sent).toHaveLength(1);
  });

  it('of which the server says inside a good answer that a part failed is a conflict', async () => {
    const entry = [
      { response: { status: '412 Precondition Failed', outcome: outcome('conflict', 'Taken') } },
      { response: { status: '201 Created', location: 'Appointment/v1' } },
    ];
    const opened = open({}, [json({ resourceType: 'Bundle', type: 'batch-response', entry })]);
    expect(await book(opened)).toMatchObject({
      failure: { kind: 'conflict', notices: [{ text: 'Taken' }] },
    });
  });

  it.each([
    ['is lost', new TypeError('fetch failed')],
    ['is empty', new Response(null)],
    ['has no word of the visit', done()],
  ])('whose answer %s is looked up in the list', async (_, answer) => {
    const opened = open({ Appointment: () => json(bundle([visit()])) }, [answer]);
    const time = await timeOf(opened);
    const result = await bookAppointment(
      { time, hold: undefined, comment: undefined },
      portsOf(opened),
    );
    expect(result).toMatchObject({ ok: true, value: { id: 'v1' } });
    expect(opened.changes()).toHaveLength(1);
  });
});

describe('moving a visit', () => {
  const old = () =>
    visit({
      id: 'old',
      slot: [{ reference: 'Slot/s0' }],
      start: '2026-05-10T14:00:00Z',
      end: '2026-05-10T14:20:00Z',
    });
  const taken = slot({ id: 's0', status: 'busy', meta: { versionId: '2' } });

  it('ends the old one, gives its Slot back and books the new one in one transaction', async () => {
    let ended = false;
    const opened = open(
      {
        Slot: (path) => json(path.includes('?') ? found : taken),
        Appointment: (path) =>
          json(
            path.endsWith('/old') ? { ...old(), status: ended ? 'cancelled' : 'booked' } : visit(),
          ),
      },
      [
        done(
          'Appointment/old/_history/4',
          'Slot/s0/_history/3',
          'Slot/s1/_history/8',
          'Appointment/v1/_history/1',
        ),
      ],
    );
    const time = await timeOf(opened);
    const ports = portsOf(opened);
    const outcomeOf = rescheduleAppointment(
      parseAppointment(old(), base)!,
      { time, hold: undefined, comment: undefined },
      { ...ports, onPhase: () => void (ended = true) },
    );
    expect(await outcomeOf).toMatchObject({
      is: 'moved',
      appointment: { id: 'v1' },
      old: { status: 'cancelled' },
    });
    expect(opened.changes()).toHaveLength(1);
    expect(entriesOf(opened)).toMatchObject([
      {
        request: { method: 'PUT', url: 'Appointment/old', ifMatch: 'W/"3"' },
        resource: { ...old(), status: 'cancelled' },
      },
      {
        request: { method: 'PUT', url: 'Slot/s0', ifMatch: 'W/"2"' },
        resource: { status: 'free' },
      },
      {
        request: { method: 'PUT', url: 'Slot/s1', ifMatch: 'W/"7"' },
        resource: { status: 'busy' },
      },
      { request: { method: 'POST', url: 'Appointment' } },
    ]);
  });

  it('whose old Slot cannot be read leaves that as it is', async () => {
    const opened = open(
      { Slot: (path) => (path.includes('?') ? json(found) : json(outcome('forbidden'), 403)) },
      [done('Appointment/old/_history/4', 'Slot/s1/_history/8', 'Appointment/v1/_history/1')],
    );
    const time = await timeOf(opened);
    const replaces = parseAppointment(old(), base)!;
    const answer = await opened.ehr.bookAppointment({
      time,
      hold: undefined,
      comment: undefined,
      replaces,
    });
    expect(answer).toMatchObject({ value: { appointment: { id: 'v1' } } });
    expect(entriesOf(opened)).toHaveLength(3);
  });

  it('that is cancelled already only books', async () => {
    const opened = open({}, [booked]);
    const time = await timeOf(opened);
    const replaces = appointment({ status: 'cancelled' });
    await opened.ehr.bookAppointment({ time, hold: undefined, comment: undefined, replaces });
    expect(entriesOf(opened)).toHaveLength(2);
  });
});

describe('cancelling', () => {
  const hl7 = 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason';
  const statement = (patchFormat: readonly string[], interaction: readonly string[]) =>
    json({
      resourceType: 'CapabilityStatement',
      patchFormat,
      rest: [
        { resource: [{ type: 'Appointment', interaction: interaction.map((code) => ({ code })) }] },
      ],
    });
  const freed = done('Appointment/v1/_history/4', 'Slot/s1/_history/9');

  it('writes the whole visit back, and its Slot, in the versions that were read', async () => {
    const opened = open({}, [freed]);
    expect(await opened.ehr.acceptsCancelling()).toBe(true);
    const answer = await opened.ehr.cancelAppointment(appointment(), 'transportation');
    expect(answer).toMatchObject({ ok: true });
    expect(opened.calls()).toEqual(['GET /Slot/s1', 'POST ']);
    expect(entriesOf(opened)).toMatchObject([
      {
        fullUrl: `${base}/Appointment/v1`,
        request: { method: 'PUT', url: 'Appointment/v1', ifMatch: 'W/"3"' },
        resource: {
          ...visit({ status: 'cancelled' }),
          cancelationReason: {
            coding: [{ system: hl7, code: 'pat' }, { system: hl7, code: 'pat-lt' }, {}],
          },
        },
      },
      {
        request: { method: 'PUT', url: 'Slot/s1', ifMatch: 'W/"8"' },
        resource: slot({ status: 'free', meta: { versionId: '8' } }),
      },
    ]);
  });

  it('in STU3 tells why in an extension, beside those that are there', async () => {
    const other = { url: 'https://hospital.example/room', valueString: '3' };
    const opened = open({}, [freed], { dialect: plainStu3 });
    await opened.ehr.cancelAppointment(appointment({ extension: [other] }), 'weather');
    const [ended] = entriesOf(opened) as readonly { readonly resource: object }[];
    expect(ended?.resource).toMatchObject({
      extension: [other, { url: expect.stringMatching(/\/extension-status-reason$/) as string }],
    });
    expect(ended?.resource).not.toHaveProperty('cancelationReason');
  });

  it('without a reason changes nothing but the status', async () => {
    for (const dialect of [plain, plainStu3]) {
      const opened = open({}, [freed], { dialect });
      await opened.ehr.cancelAppointment(appointment(), undefined);
      const [ended] = entriesOf(opened) as readonly { readonly resource: object }[];
      expect(ended?.resource).toEqual(visit({ status: 'cancelled' }));
    }
  });

  it.each([
    ['has no Slot', { slot: undefined }, {}],
    ['has a Slot that is free already', {}, { Slot: () => json(slot()) }],
    ['has a Slot that cannot be read', {}, { Slot: () => json(outcome('forbidden'), 403) }],
  ])(
    'a visit that %s changes that alone, by JSON Patch where it is declared',
    async (_, more, reads) => {
      const metadata = () =>
        statement(['application/json-patch+json'], ['read', 'patch', 'update']);
      const opened = open({ ...reads, metadata }, [json(visit({ status: 'cancelled' }))]);
      const answer = await opened.ehr.cancelAppointment(appointment(more), 'moved');
      expect(answer).toMatchObject({ value: { appointment: { status: 'cancelled' } } });
      expect(opened.changes()).toMatchObject([
        {
          method: 'PATCH',
          url: `${base}/Appointment/v1`,
          headers: { 'content-type': 'application/json-patch+json', 'if-match': 'W/"3"' },
          body: [
            { op: 'replace', path: '/status', value: 'cancelled' },
            { op: 'add', path: '/cancelationReason' },
          ],
        },
      ]);
    },
  );

  it.each([
    ['no patch', statement([], ['read', 'update'])],
    ['another format', statement(['application/fhir+json'], ['read', 'patch', 'update'])],
  ])('of a server that declares %s is a PUT of the whole visit', async (_, declared) => {
    const opened = open({ metadata: () => declared.clone() }, [new Response(null)]);
    await opened.ehr.cancelAppointment(appointment({ slot: undefined }), undefined);
    expect(opened.changes()).toMatchObject([
      {
        method: 'PUT',
        url: `${base}/Appointment/v1`,
        headers: { 'content-type': 'application/fhir+json', 'if-match': 'W/"3"' },
      },
    ]);
    const { slot: _slot, ...rest } = visit({ status: 'cancelled' });
    expect(opened.changes()[0]!.body).toEqual(rest);
  });

  it('that the server refuses is not tried in another way', async () => {
    for (const [answer, is] of [
      [words('No.', 405), 'not-supported'],
      [json(outcome('processing'), 409), 'conflict'],
    ] as const) {
      const opened = open({}, [answer]);
      expect(await opened.ehr.cancelAppointment(appointment(), undefined)).toMatchObject({
        failure: { kind: is },
      });
      expect(opened.changes()).toHaveLength(1);
    }
  });

  it('is not for apps where the settings say so, and nothing is sent', async () => {
    const opened = open({}, [], { cancel: false });
    expect(opened.ehr.can.cancel).toBe(false);
    expect(await opened.ehr.acceptsCancelling()).toBe(false);
    expect(await opened.ehr.cancelAppointment(appointment(), undefined)).toMatchObject({
      failure: { kind: 'not-supported' },
    });
    expect(opened.sent).toEqual([]);
  });
});
