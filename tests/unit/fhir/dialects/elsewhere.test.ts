import { describe, expect, test } from 'vitest';

import { createEhr } from '../../../../src/fhir/capability.ts';
import { elsewhere } from '../../../../src/fhir/dialects/elsewhere.ts';
import type { Ehr } from '../../../../src/scheduling/ports.ts';
import { base, bundle, json, noon, outcome, type Sent, words } from '../wire.ts';

const day = 86_400_000;
const origin = 'https://ehr.example';
const extensions = 'http://fhir-registry.smarthealthit.org/StructureDefinition';

const files = {
  slots: `${base}/published/slots.ndjson`,
  later: `${base}/published/later.ndjson`,
  schedules: `${origin}/open/schedules.ndjson`,
  locations: 'published/locations.ndjson',
};
const manifest = (...more: readonly object[]) => ({
  transactionTime: '2026-05-06T12:00:00Z',
  request: `${base}/$bulk-publish`,
  output: [
    { type: 'Slot', url: files.slots, extension: { state: ['ME'] } },
    { type: 'Schedule', url: files.schedules },
    { type: 'Location', url: files.locations },
    ...more,
  ],
});

const slot = (id: string, start: string, more: object = {}) => ({
  resourceType: 'Slot',
  id,
  schedule: { reference: 'Schedule/ada' },
  status: 'free',
  start: `${start}:00-04:00`,
  end: `${start.slice(0, -2)}20:00-04:00`,
  extension: [
    { url: `${extensions}/booking-deep-link`, valueUrl: `https://booking.example.org/${id}` },
    { url: `${extensions}/booking-phone`, valueString: '+1-207-555-0140' },
  ],
  ...more,
});
const general = { system: 'http://terminology.hl7.org/CodeSystem/service-type', code: '124' };
const schedules = [
  {
    resourceType: 'Schedule',
    id: 'ada',
    serviceType: [{ coding: [{ ...general, display: 'General Practice' }] }],
    actor: [
      { reference: 'PractitionerRole/ada-harbor', display: 'Dr. Ada Lind' },
      { reference: 'Location/harbor' },
    ],
  },
  { resourceType: 'Schedule', id: 'madison', actor: [{ reference: 'Location/madison' }] },
];
const locations = [
  {
    resourceType: 'Location',
    id: 'harbor',
    name: 'Harbor Clinic',
    telecom: [{ system: 'phone', value: '+1-207-555-0140' }],
    address: { line: ['210 Quayside'], city: 'Portland', state: 'ME', postalCode: '04101-7223' },
    extension: [
      { url: 'http://hl7.org/fhir/StructureDefinition/timezone', valueCode: 'America/New_York' },
    ],
  },
  {
    resourceType: 'Location',
    id: 'madison',
    name: 'Prairie Junction',
    address: { city: 'Madison', state: 'WI', postalCode: '53703' },
  },
];
const slots = [
  slot('s-2', '2026-05-12T09:00'),
  slot('s-1', '2026-05-11T09:00'),
  slot('s-busy', '2026-05-11T10:00', { status: 'busy' }),
  slot('m-1', '2026-05-13T09:00', { schedule: { reference: 'Schedule/madison' } }),
];

const lines = (resources: readonly unknown[]) =>
  words(resources.map((each) => `${JSON.stringify(each)}\r\n`).join(''), 200, 'text/plain');

type Answers = Readonly<Record<string, () => Response>>;

const usual: Answers = {
  '$bulk-publish': () => json(manifest()),
  'published/slots.ndjson': () => lines(slots),
  '/open/schedules.ndjson': () => lines(schedules),
  'published/locations.ndjson': () => lines(locations),
};

/** An EHR that publishes these files; it has no others, and no record of anybody. */
function publisher(answers: Answers = {}) {
  const sent: Sent[] = [];
  let time = noon;
  const all = { ...usual, ...answers };
  const ehr: Ehr = createEhr({
    issuer: { iss: base },
    dialect: elsewhere,
    patient: 'hal',
    authorization: () => 'Bearer secret',
    now: () => time,
    fetch: (url, init) => {
      sent.push({
        url,
        method: init.method ?? 'GET',
        headers: Object.fromEntries(new Headers(init.headers)),
        body: init.body,
        init,
      });
      const path = url.startsWith(`${base}/`)
        ? url.slice(base.length + 1)
        : url.slice(origin.length);
      const answer = all[path.replace(/\?.*$/, '')];
      return Promise.resolve(answer?.() ?? words('Not Found', 404, 'text/plain'));
    },
  });
  return { ehr, sent, pass: (milliseconds: number) => (time += milliseconds) };
}

const soon = { start: noon, end: noon + 30 * day };

async function found(answers: Answers = {}, search: object = {}) {
  const result = await publisher(answers).ehr.findAppointments({ ...soon, ...search });
  if (!result.ok) throw new Error(result.failure.kind);
  return result.value;
}
const pages = ({ appointments }: Awaited<ReturnType<typeof found>>) =>
  appointments.map(({ elsewhere: where }) => where?.url?.split('/').at(-1));

describe('times that are published', () => {
  test('are read from the files that the manifest lists, wherever they lie on the EHR’s origin, without the token', async () => {
    const { ehr, sent } = publisher();
    expect(await ehr.findAppointments(soon)).toMatchObject({ ok: true });
    expect(sent.map(({ url, headers }) => [url, headers])).toEqual([
      [`${base}/$bulk-publish`, { accept: 'application/json' }],
      [files.slots, { accept: 'application/fhir+ndjson' }],
      [files.schedules, { accept: 'application/fhir+ndjson' }],
      [`${base}/${files.locations}`, { accept: 'application/fhir+ndjson' }],
    ]);
    for (const { method, init } of sent) {
      expect(method).toBe('GET');
      expect(init.credentials).toBe('omit');
      expect(init.redirect).toBe('error');
      expect(init.cache).toBe('default');
    }
  });

  test('come soonest first, each with whom, where, for what, and where it is booked', async () => {
    const { appointments, complete, dropped } = await found();
    expect([complete, dropped]).toEqual([true, 0]);
    expect(appointments).toHaveLength(3);
    expect(appointments[0]).toMatchObject({
      id: undefined,
      start: Date.parse('2026-05-11T13:00:00Z'),
      end: Date.parse('2026-05-11T13:20:00Z'),
      writtenOffset: -240,
      visitType: 'General Practice',
      practitioners: [{ reference: 'PractitionerRole/ada-harbor', display: 'Dr. Ada Lind' }],
      locations: [{ reference: 'Location/harbor', display: 'Harbor Clinic' }],
      elsewhere: { url: 'https://booking.example.org/s-1', phone: '+1-207-555-0140' },
    });
    expect(appointments.map(({ key }) => key)).toEqual([
      ...new Set(appointments.map(({ key }) => key)),
    ]);
  });

  test.each([
    ['a window', { start: Date.parse('2026-05-12T00:00:00Z') }, ['s-2', 'm-1']],
    ['the end of a window', { end: Date.parse('2026-05-12T13:00:00Z') }, ['s-1']],
    ['a town', { places: ['madison'] }, ['m-1']],
    ['a zip code', { places: ['04101'] }, ['s-1', 's-2']],
    ['either of two towns', { places: ['Madison', 'Portland'] }, ['s-1', 's-2', 'm-1']],
    ['a town without any', { places: ['Tempe'] }, []],
    ['no count: who they are with is not known here', { count: 1 }, ['s-1', 's-2', 'm-1']],
  ])('are narrowed to %s', async (_, search, expected) => {
    const answer = await found({}, search);
    expect(pages(answer)).toEqual(expected);
    expect(answer.complete).toBe(true);
  });

  test('of a role have the name of whoever has it', async () => {
    const role = {
      resourceType: 'PractitionerRole',
      id: 'ada-harbor',
      practitioner: { reference: 'Practitioner/ada', display: 'Dr. Ada Lind' },
    };
    const [ada, ...others] = schedules;
    const nameless = { ...ada, actor: ada?.actor.map(({ reference }) => ({ reference })) };
    const { appointments } = await found({
      '$bulk-publish': () =>
        json(manifest({ type: 'PractitionerRole', url: `${base}/roles.ndjson` })),
      'roles.ndjson': () => lines([role]),
      '/open/schedules.ndjson': () => lines([nameless, ...others]),
    });
    expect(appointments[0]?.practitioners).toEqual([
      { reference: 'PractitionerRole/ada-harbor', display: 'Dr. Ada Lind' },
    ]);
  });

  test('are not asked for more than once a minute, however often they are looked at', async () => {
    const { ehr, sent, pass } = publisher();
    await Promise.all([
      ehr.findAppointments(soon),
      ehr.findAppointments({ ...soon, places: ['Madison'] }),
      ehr.readLocation('Location/harbor'),
    ]);
    pass(59_999);
    await ehr.findAppointments(soon);
    expect(sent).toHaveLength(4);
    pass(1);
    await ehr.findAppointments(soon);
    expect(sent).toHaveLength(8);
  });
});

describe('what cannot be read of them', () => {
  test('a line that is no resource is left out, and counted', async () => {
    const broken = 'not json\n"a text"\n\n';
    const answer = await found({
      'published/slots.ndjson': () =>
        words(`${broken}${slots.map((each) => JSON.stringify(each)).join('\n')}`),
    });
    expect(answer).toMatchObject({ complete: true, dropped: 2 });
    expect(pages(answer)).toEqual(['s-1', 's-2', 'm-1']);
  });

  test('a time of a calendar that nobody publishes is left out, and counted', async () => {
    const lost = slot('s-9', '2026-05-11T08:00', { schedule: { reference: 'Schedule/gone' } });
    const answer = await found({ 'published/slots.ndjson': () => lines([lost, ...slots]) });
    expect(answer.dropped).toBe(1);
    expect(pages(answer)).toEqual(['s-1', 's-2', 'm-1']);
  });

  test('a file of several, or one of another origin: the rest is shown, as not all', async () => {
    for (const url of [files.later, 'https://other.example/slots.ndjson']) {
      const answer = await found({ '$bulk-publish': () => json(manifest({ type: 'Slot', url })) });
      expect(answer.complete).toBe(false);
      expect(pages(answer)).toEqual(['s-1', 's-2', 'm-1']);
    }
  });

  test('a file of another origin is not even asked for', async () => {
    const { ehr, sent } = publisher({
      '$bulk-publish': () =>
        json(manifest({ type: 'Slot', url: 'https://other.example/slots.ndjson' })),
    });
    await ehr.findAppointments(soon);
    expect(sent.map(({ url }) => new URL(url).origin)).toEqual(Array(4).fill(origin));
  });

  test('no file at all: that is a failure, and no calendar without times', async () => {
    for (const [answer, kind] of [
      [() => json(outcome('exception'), 500), 'server-error'],
      [() => words('<!doctype html><title>Sign in</title>', 200, 'text/html'), 'unreadable'],
    ] as const) {
      const { ehr } = publisher({ 'published/slots.ndjson': answer });
      expect(await ehr.findAppointments(soon)).toMatchObject({ ok: false, failure: { kind } });
    }
  });

  test('an empty file is a calendar without times', async () => {
    expect(await found({ 'published/slots.ndjson': () => words('') })).toEqual({
      appointments: [],
      complete: true,
      dropped: 0,
      notices: [],
    });
  });

  test('where nothing is published, the EHR cannot do it: the phone is the way', async () => {
    const { ehr } = publisher({ '$bulk-publish': () => words('Not Found', 404) });
    expect(await ehr.findAppointments(soon)).toMatchObject({ failure: { kind: 'not-supported' } });
  });

  test.each([
    ['nothing', () => words('')],
    ['something else', () => json(bundle([]))],
    ['a page', () => words('<html></html>', 200, 'text/html')],
  ])('a manifest that is %s is unreadable, and is asked for again', async (_, answer) => {
    const { ehr, sent } = publisher({ '$bulk-publish': answer });
    expect(await ehr.findAppointments(soon)).toMatchObject({ failure: { kind: 'unreadable' } });
    expect(await ehr.findAppointments(soon)).toMatchObject({ failure: { kind: 'unreadable' } });
    expect(sent).toHaveLength(2);
  });
});

describe('beside the times', () => {
  test('a published place is not asked of the EHR', async () => {
    const { ehr, sent } = publisher();
    expect(await ehr.readLocation('Location/harbor')).toMatchObject({
      value: { name: 'Harbor Clinic', timeZone: 'America/New_York' },
    });
    expect(sent.filter(({ url }) => url.endsWith('/Location/harbor'))).toEqual([]);
    await ehr.readLocation('Location/other');
    expect(sent.at(-1)?.url).toBe(`${base}/Location/other`);
    expect(sent.at(-1)?.headers.authorization).toBe('Bearer secret');
  });

  test('the places are the directory of whoever has none', async () => {
    const { ehr } = publisher();
    const { locations: known, services } = await ehr.readDirectory();
    expect(known.map(({ name }) => name)).toEqual(['Harbor Clinic', 'Prairie Junction']);
    expect(services).toEqual([]);
    const directory = publisher({
      Location: () => json(bundle([{ ...locations[0], name: 'Harbor, of the directory' }])),
    });
    expect((await directory.ehr.readDirectory()).locations).toMatchObject([
      { name: 'Harbor, of the directory' },
    ]);
  });

  test('the patient’s visits are those of the EHR', async () => {
    const visit = {
      resourceType: 'Appointment',
      id: 'a-1',
      status: 'booked',
      start: '2026-05-11T09:00:00-04:00',
      end: '2026-05-11T09:20:00-04:00',
      participant: [{ actor: { reference: 'Patient/hal' }, status: 'accepted' }],
    };
    const { ehr } = publisher({ Appointment: () => json(bundle([visit])) });
    expect(await ehr.listAppointments({})).toMatchObject({
      value: { appointments: [{ id: 'a-1' }], complete: true },
    });
  });

  test.each([
    ['404 of a web server', () => words('Not Found', 404)],
    ['405', () => words('', 405)],
  ])(
    'where the EHR has no visits (%s), none are shown, and some may be missing',
    async (_, answer) => {
      const { ehr } = publisher({ Appointment: answer });
      expect(await ehr.listAppointments({})).toEqual({
        ok: true,
        value: { appointments: [], complete: false },
      });
    },
  );

  test('where they cannot be read, that is said', async () => {
    const { ehr } = publisher({ Appointment: () => words('', 500) });
    expect(await ehr.listAppointments({})).toMatchObject({ failure: { kind: 'server-error' } });
  });
});

test('nothing can be changed, and nothing is sent', async () => {
  const { ehr, sent } = publisher();
  const [time] = (await found()).appointments;
  const visit = { ...time!, id: 'a-1', status: 'booked', versionId: '1' } as const;
  const appointment = {
    ...visit,
    comment: undefined,
    changedAt: undefined,
    cancellation: undefined,
  };
  const hold = { appointment, until: undefined };
  expect(ehr.can).toEqual({
    book: 'elsewhere',
    hold: false,
    pending: 'requested',
    cancel: false,
    reschedule: 'book-first',
  });
  const refused = { ok: false, failure: { kind: 'not-supported' } };
  expect(await ehr.holdAppointment(time!)).toMatchObject(refused);
  expect(await ehr.extendHold(hold)).toMatchObject(refused);
  expect(await ehr.releaseHold(hold)).toMatchObject(refused);
  expect(
    await ehr.bookAppointment({ time: time!, hold: undefined, comment: undefined }),
  ).toMatchObject(refused);
  expect(await ehr.cancelAppointment(appointment, undefined)).toMatchObject(refused);
  expect(await ehr.acceptsCancelling()).toBe(false);
  expect(sent).toEqual([]);
});
