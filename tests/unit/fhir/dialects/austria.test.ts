import { describe, expect, it } from 'vitest';

import type { EhrPorts } from '../../../../src/fhir/capability.ts';
import { austria } from '../../../../src/fhir/dialects/austria.ts';
import { parseAppointment } from '../../../../src/fhir/parse/appointment.ts';
import type { Appointment, Hold, ProposedAppointment } from '../../../../src/scheduling/model.ts';
import type { Ehr } from '../../../../src/scheduling/ports.ts';
import { base, bundle, json, noon, outcome, words } from '../wire.ts';
import { type Opened, openOver, type Reads } from './slots-wire.ts';

const services = 'http://terminology.hl7.org/CodeSystem/service-type';
const hl7Reasons = 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason';
const argonautReasons = 'http://fhir.org/guides/argonaut-scheduling/CodeSystem/status-reason';
const minute = 60_000;

const kind = (code: string, display: string) => ({
  concept: { coding: [{ system: services, code, display }] },
});
const physiotherapy = kind('65', 'Physiotherapy');
const massage = kind('66', 'Massage');
const eva = { reference: 'Practitioner/eva', display: 'Eva Berger' };
const graz = { reference: 'Location/graz', display: 'Graz' };
const schedule = {
  resourceType: 'Schedule',
  id: 'eva',
  serviceType: [physiotherapy, { reference: { reference: 'HealthcareService/gym' } }],
  actor: [eva, graz],
};
const slot = (more: object = {}) => ({
  resourceType: 'Slot',
  id: 's1',
  schedule: { reference: 'Schedule/eva' },
  status: 'free',
  serviceType: [physiotherapy],
  start: '2026-05-11T09:00:00+02:00',
  end: '2026-05-11T09:30:00+02:00',
  ...more,
});
const gym = {
  resourceType: 'HealthcareService',
  id: 'gym',
  type: [{ coding: [{ system: services, code: '67' }] }],
};
const record = {
  resourceType: 'Patient',
  id: 'hal',
  name: [{ text: 'Hal Huber' }],
  identifier: [
    { use: 'old', system: 'urn:oid:1.2.3', value: 'B' },
    { system: 'urn:oid:1.2.3', value: 'A,7' },
    { system: 'urn:oid:1.2.40.0.10.1.4.3.1', value: '1234010100' },
  ],
};
const own = { actor: { reference: 'Patient/hal' }, required: true, status: 'accepted' };
const withEva = { actor: eva, required: true, status: 'accepted' };
const mum = { actor: { reference: 'RelatedPerson/mum' }, required: false, status: 'accepted' };
/** A visit as the server keeps it. */
const visit = (more: object = {}) => ({
  resourceType: 'Appointment',
  id: 'v1',
  meta: { versionId: '4' },
  extension: [{ url: 'https://ehr.example/room', valueString: '4B' }],
  status: 'booked',
  serviceType: [physiotherapy],
  start: '2026-05-08T10:00:00+02:00',
  end: '2026-05-08T10:45:00+02:00',
  minutesDuration: 45,
  slot: [{ reference: 'Slot/s0' }],
  subject: { reference: 'Patient/hal' },
  note: [{ text: 'My knee' }],
  participant: [
    withEva,
    { actor: { reference: 'Location/linz' }, required: true, status: 'accepted' },
    mum,
    own,
  ],
  ...more,
});
const { start, end } = slot();
const booked = (more: object = {}) =>
  visit({ id: 'v2', start, end, slot: [{ reference: 'Slot/s1' }], ...more });
const parameters = (
  resources: Readonly<Record<string, unknown>>,
  ...more: readonly object[]
): object => ({
  resourceType: 'Parameters',
  parameter: [
    ...Object.entries(resources).map(([name, resource]) => ({ name, resource })),
    ...more,
  ],
});
const fine = outcome('success', 'Done', 'information');
const refusal = outcome('conflict', 'Somebody else was faster');
const until = (valueDateTime: string) => ({ name: 'held-until', valueDateTime });
const held = json(
  parameters(
    { slot: slot({ status: 'busy-tentative' }), outcome: fine },
    until('2026-05-06T14:10:00+02:00'),
  ),
);

type Answer = Response | Error;
type Settings = Partial<EhrPorts['issuer']>;
const everything: Reads = {
  HealthcareService: () => json(bundle([gym])),
  Schedule: () => json(bundle([schedule])),
  Slot: () => json(bundle([slot()])),
  Patient: () => json(record),
  Appointment: () => json(bundle([visit()])),
};
const open = (answers: readonly Answer[] = [], settings: Settings = {}, reads: Reads = {}) =>
  openOver({ dialect: austria, ...settings }, { ...everything, ...reads }, answers);
const week = { start: noon, end: noon + 7 * 24 * 60 * minute };

async function timeOf({ ehr, forget }: Opened): Promise<ProposedAppointment> {
  const found = await ehr.findAppointments(week);
  const time = found.ok ? found.value.appointments[0] : undefined;
  if (time === undefined) throw new Error('no time was found');
  forget();
  return time;
}
const visitOf = (more: object = {}): Appointment => parseAppointment(visit(more), base)!;
async function holdOf(opened: Opened): Promise<{ time: ProposedAppointment; hold: Hold }> {
  const time = await timeOf(opened);
  const answer = await opened.ehr.holdAppointment(time);
  if (!answer.ok || answer.value.appointment === undefined) throw new Error('not held');
  opened.forget();
  return { time, hold: { appointment: answer.value.appointment, until: answer.value.expires } };
}

describe('finding', () => {
  it('asks for the Schedules of the services by a date, and for free Slots by what they are for', async () => {
    const { ehr, calls } = open();
    const found = await ehr.findAppointments({ ...week, count: 5 });
    expect(calls()).toEqual([
      'GET /HealthcareService?active=true',
      'GET /Schedule?service-type-reference=HealthcareService/gym&date=ge2026-05-06',
      `GET /Slot?schedule=Schedule/eva&service-type=${services}|65` +
        '&start=ge2026-05-06T12:00:00Z&start=lt2026-05-13T12:00:00Z&status=free&_sort=start&_count=5',
    ]);
    expect(found).toMatchObject({
      value: {
        complete: true,
        appointments: [
          {
            id: undefined,
            start: Date.parse(start),
            end: Date.parse(end),
            writtenOffset: 120,
            practitioners: [eva],
            locations: [graz],
            visitType: 'Physiotherapy',
            visitTypeCodes: [{ system: services, code: '65' }],
            patients: [],
          },
        ],
      },
    });
  });

  it('of one clinician asks by them, and for the kinds of visit that are wanted', async () => {
    const { ehr, calls } = open();
    const code = { system: services, code: '65', display: undefined };
    await ehr.findAppointments({
      ...week,
      practitioners: ['Practitioner/eva'],
      visitTypes: [code],
    });
    expect(calls().slice(0, 2)).toEqual([
      'GET /Schedule?actor=Practitioner/eva&date=ge2026-05-06',
      expect.stringMatching(/&service-type=[^&]+\|65&/),
    ]);
  });

  it('takes what the services are for where the Schedules only name them', async () => {
    const bare = {
      ...schedule,
      serviceType: [{ reference: { reference: 'HealthcareService/gym' } }],
    };
    const { ehr, calls } = open([], {}, { Schedule: () => json(bundle([bare])) });
    await ehr.findAppointments(week);
    expect(calls()[2]).toContain(`&service-type=${services}|67&`);
    expect(calls()).toHaveLength(3);
  });

  it.each([
    ['cannot be read', () => json(outcome('forbidden'), 403)],
    ['are none', () => json(bundle([]))],
  ])('leaves the services out where they %s', async (_, HealthcareService) => {
    const { ehr, calls } = open([], {}, { HealthcareService });
    expect((await ehr.findAppointments(week)).ok).toBe(true);
    expect(calls()[1]).toBe('GET /Schedule?date=ge2026-05-06');
  });

  it('asks for the services again after they could not be read', async () => {
    let reads = 0;
    const HealthcareService = (): Response => {
      reads += 1;
      return reads === 1 ? words('', 500) : json(bundle([gym]));
    };
    const Schedule = (path: string) =>
      path.includes('service-type-reference') ? json(bundle([schedule])) : json({}, 400);
    const { ehr } = open([], {}, { HealthcareService, Schedule });
    expect(await ehr.findAppointments(week)).toMatchObject({ failure: { kind: 'rejected' } });
    expect(await ehr.findAppointments(week)).toMatchObject({ value: { appointments: [{}] } });
    expect(reads).toBe(2);
  });

  it('says where a time is booked that is not booked here', async () => {
    const url =
      'https://fhir.hl7.at/tc/wg/scheduling/r5/StructureDefinition/appointment-booking-url';
    const extension = [{ url, valueUri: 'https://gym.example/book?slot=s1' }];
    const opened = open([], {}, { Slot: () => json(bundle([slot({ extension })])) });
    expect((await timeOf(opened)).elsewhere).toMatchObject({
      url: 'https://gym.example/book?slot=s1',
    });
  });
});

describe('a hold', () => {
  it('is asked for on the Slot, and stands for the time until it ends', async () => {
    const opened = open([held]);
    const time = await timeOf(opened);
    const answer = await opened.ehr.holdAppointment(time);
    expect(opened.sent).toMatchObject([
      {
        method: 'POST',
        url: `${base}/Slot/$hold`,
        body: {
          resourceType: 'Parameters',
          parameter: [
            { name: 'slot-reference', valueReference: { reference: 'Slot/s1' } },
            { name: 'slot-status', valueCode: 'busy-tentative' },
          ],
        },
      },
    ]);
    expect(answer).toMatchObject({
      value: {
        expires: noon + 10 * minute,
        notices: [{ severity: 'information', text: 'Done' }],
        appointment: {
          id: 's1',
          status: 'pending',
          start: time.start,
          end: time.end,
          patients: ['Patient/hal'],
          practitioners: [eva],
          locations: [graz],
          visitType: 'Physiotherapy',
        },
      },
    });
  });

  const kept = slot({ status: 'busy-tentative' });
  it.each<[string, object, number | undefined]>([
    [
      'under return, as the definition has it',
      parameters({
        return: parameters({ slot: kept, outcome: fine }, until('2026-05-06T12:05:00Z')),
      }),
      noon + 5 * minute,
    ],
    [
      'in parts',
      {
        resourceType: 'Parameters',
        parameter: [
          {
            name: 'return',
            part: [{ name: 'slot', resource: kept }, until('2026-05-06T12:05:00Z')],
          },
        ],
      },
      noon + 5 * minute,
    ],
    [
      'without an end, as the samples have it',
      parameters({ slot: kept, outcome: fine }),
      undefined,
    ],
    [
      'with an end that is past',
      parameters({ slot: kept }, until('2026-05-06T11:59:00Z')),
      undefined,
    ],
    [
      'with an end without a zone',
      parameters({ slot: kept }, until('2026-05-06T12:05:00')),
      undefined,
    ],
    ['as the Slot alone', kept, undefined],
  ])('is read %s', async (_, body, expires) => {
    const opened = open([json(body)]);
    expect(await opened.ehr.holdAppointment(await timeOf(opened))).toMatchObject({
      value: { appointment: { status: 'pending' }, expires },
    });
  });

  it.each([
    [
      'a Slot that is not available',
      parameters({ slot: slot({ status: 'busy-unavailable' }), outcome: refusal }),
    ],
    [
      'one that is just busy',
      parameters(
        { slot: slot({ status: 'busy' }), outcome: refusal },
        until('2026-05-06T12:05:00Z'),
      ),
    ],
  ])('is refused by %s', async (_, body) => {
    const opened = open([json(body)]);
    expect(await opened.ehr.holdAppointment(await timeOf(opened))).toMatchObject({
      value: {
        appointment: { id: 's1', status: 'cancelled' },
        notices: [{ severity: 'error', text: 'Somebody else was faster' }],
        expires: undefined,
      },
    });
  });

  it('is refused by words alone', async () => {
    const opened = open([json(refusal)]);
    expect(await opened.ehr.holdAppointment(await timeOf(opened))).toMatchObject({
      value: { appointment: undefined, notices: [{ code: 'conflict' }] },
    });
  });

  it.each<[string, Answer, object]>([
    ['nothing', words(''), { kind: 'unreadable', what: 'empty' }],
    ['empty Parameters', json(parameters({})), { kind: 'unreadable', what: 'empty' }],
    [
      'another Slot',
      json(parameters({ slot: slot({ id: 's9', status: 'busy-tentative' }) })),
      { kind: 'unreadable' },
    ],
    ['a Patient', json(record), { kind: 'unreadable', what: 'other-resource' }],
    ['no network', new TypeError('fetch failed'), { kind: 'no-answer' }],
    ['409', json(refusal, 409), { kind: 'conflict' }],
    ['404 without a word', words('<h1>404</h1>', 404, 'text/html'), { kind: 'not-supported' }],
  ])('answered by %s is none', async (_, answer, failure) => {
    const opened = open([answer]);
    const time = await timeOf(opened);
    expect(await opened.ehr.holdAppointment(time)).toMatchObject({ ok: false, failure });
    expect(opened.sent).toHaveLength(1);
  });

  it('is asked for again for more time, and given back by the same request with free', async () => {
    const free = json(parameters({ slot: slot(), outcome: fine }));
    const opened = open([held, held, free]);
    const { hold } = await holdOf(opened);
    expect(await opened.ehr.extendHold(hold)).toMatchObject({
      value: { appointment: { id: 's1', status: 'pending' }, expires: noon + 10 * minute },
    });
    expect((await opened.ehr.releaseHold(hold)).ok).toBe(true);
    expect(opened.changes().map(({ url, body }) => [url, body])).toEqual(
      ['busy-tentative', 'free'].map((valueCode) => [
        `${base}/Slot/$hold`,
        {
          resourceType: 'Parameters',
          parameter: [
            { name: 'slot-reference', valueReference: { reference: 'Slot/s1' } },
            { name: 'slot-status', valueCode },
          ],
        },
      ]),
    );
  });

  it.each([
    ['busy-tentative', 'pending'],
    ['free', 'cancelled'],
    ['busy', 'cancelled'],
  ])('is read by its Slot: %s is %s', async (status, expected) => {
    const Slot = (path: string) => json(path.includes('?') ? bundle([slot()]) : slot({ status }));
    const opened = open([held], {}, { Slot });
    const { hold } = await holdOf(opened);
    expect(await opened.ehr.readAppointment(hold.appointment.id)).toMatchObject({
      value: { id: 's1', status: expected, start: Date.parse(start), patients: ['Patient/hal'] },
    });
    expect(opened.calls()).toEqual(['GET /Slot/s1']);
  });

  it('that became a visit is no longer read by its Slot', async () => {
    const opened = open([held, json(parameters({ appointment: booked(), outcome: fine }))]);
    const { time, hold } = await holdOf(opened);
    await opened.ehr.bookAppointment({ time, hold, comment: undefined });
    opened.forget();
    await opened.ehr.readAppointment('s1');
    expect(opened.calls()).toEqual(['GET /Appointment/s1']);
  });

  it('is never asked for where the settings say that this EHR keeps none', async () => {
    const opened = open([held], { hold: false });
    const { ehr } = opened;
    expect(ehr.can).toMatchObject({ hold: false, pending: 'requested' });
    const time = await timeOf(opened);
    const hold = { appointment: visitOf(), until: undefined };
    const notSupported = { ok: false, failure: { kind: 'not-supported' } };
    expect(await ehr.holdAppointment(time)).toMatchObject(notSupported);
    expect(await ehr.extendHold(hold)).toMatchObject(notSupported);
    expect(await ehr.releaseHold(hold)).toMatchObject(notSupported);
    expect(opened.sent).toEqual([]);
  });
});

describe('$book', () => {
  const book = async (answers: readonly Answer[], comment?: string, reads: Reads = {}) => {
    const opened = open(answers, {}, reads);
    const time = await timeOf(opened);
    const result = await opened.ehr.bookAppointment({ time, hold: undefined, comment });
    return { opened, result };
  };
  const yes = json(parameters({ appointment: booked(), outcome: fine }));

  it('proposes the whole Appointment, in the shapes of R5 and with the patient in it twice', async () => {
    const { opened } = await book([yes], 'My knee, <since> Monday');
    expect(opened.sent).toHaveLength(1);
    expect(opened.sent[0]).toMatchObject({ method: 'POST', url: `${base}/Appointment/$book` });
    expect(opened.sent[0]!.body).toEqual(
      parameters({
        'appointment-resource': {
          resourceType: 'Appointment',
          status: 'proposed',
          serviceType: [physiotherapy],
          start,
          end,
          slot: [{ reference: 'Slot/s1' }],
          subject: { reference: 'Patient/hal' },
          note: [{ text: 'My knee, <since> Monday' }],
          participant: [
            { actor: eva, status: 'needs-action', required: true },
            { actor: graz, status: 'needs-action', required: true },
            own,
          ],
        },
      }),
    );
    expect(opened.sent[0]!.headers).not.toHaveProperty('prefer');
  });

  it('says nothing where the patient said nothing, and is the same for a time that is held', async () => {
    const { opened: open1 } = await book([yes], '');
    const opened = open([held, yes, yes]);
    const { time, hold } = await holdOf(opened);
    await opened.ehr.bookAppointment({ time, hold, comment: undefined });
    // As after a reload, when nothing but the hold is there.
    const again = { ...hold.appointment, key: hold.appointment.id };
    await opened.ehr.bookAppointment({ time: again, hold, comment: undefined });
    const [first] = open1.sent;
    expect(JSON.stringify(first!.body)).not.toContain('note');
    expect(opened.sent.map(({ body }) => body)).toEqual([first!.body, first!.body]);
  });

  it('wraps what an older server has as a bare concept', async () => {
    const Slot = () => json(bundle([slot({ serviceType: [physiotherapy.concept] })]));
    const { opened } = await book([yes], undefined, { Slot });
    expect(opened.sent[0]!.body).toMatchObject({
      parameter: [{ resource: { serviceType: [physiotherapy] } }],
    });
  });

  it.each<[string, object, string]>([
    ['booked', parameters({ appointment: booked(), outcome: fine }), 'booked'],
    [
      'booked, under return',
      parameters({ return: parameters({ appointment: booked() }) }),
      'booked',
    ],
    ['booked, alone', booked(), 'booked'],
    [
      'to be confirmed',
      parameters({ appointment: booked({ status: 'pending' }), outcome: fine }),
      'pending',
    ],
    [
      'refused',
      parameters({ appointment: booked({ status: 'cancelled' }), outcome: refusal }),
      'cancelled',
    ],
    [
      'refused without a time or an id',
      parameters({
        appointment: { resourceType: 'Appointment', status: 'cancelled' },
        outcome: refusal,
      }),
      'cancelled',
    ],
  ])('is answered: %s', async (_, body, status) => {
    const { result } = await book([json(body)]);
    expect(result).toMatchObject({
      value: { appointment: { status, start: Date.parse(start) } },
    });
    if (status === 'booked')
      expect(result).toMatchObject({
        value: { appointment: { comment: 'My knee', patients: ['Patient/hal'] } },
      });
  });

  it.each<[string, Answer, object]>([
    ['nothing', words(''), { kind: 'unreadable', what: 'empty' }],
    ['a page', words('<html></html>', 200, 'text/html'), { kind: 'unreadable', what: 'html' }],
    ['no network', new TypeError('fetch failed'), { kind: 'no-answer' }],
    ['400 about the resource', json(outcome('structure'), 400), { kind: 'rejected' }],
    ['422', json(refusal, 422), { kind: 'conflict' }],
    ['500', words('', 500), { kind: 'server-error' }],
  ])('answered by %s is sent once', async (_, answer, failure) => {
    const { opened, result } = await book([answer]);
    expect(result).toMatchObject({ ok: false, failure });
    expect(opened.sent).toHaveLength(1);
  });
});

describe('putting a visit off', () => {
  const put = async (answer: Answer, old = visitOf(), Slot = () => json(bundle([slot()]))) => {
    const opened = open([answer], {}, { Slot });
    const time = await timeOf(opened);
    const result = await opened.ehr.bookAppointment({
      time,
      hold: undefined,
      comment: undefined,
      replaces: old,
    });
    expect(opened.sent).toHaveLength(1);
    return { sent: opened.sent[0]!, result };
  };

  it('is a PUT of the whole visit with its new time, and of nothing else', async () => {
    const { sent, result } = await put(json(visit({ start, end, meta: { versionId: '5' } })));
    expect(sent).toMatchObject({
      method: 'PUT',
      url: `${base}/Appointment/v1`,
      headers: {
        'if-match': 'W/"4"',
        prefer: 'return=representation',
        'content-type': 'application/fhir+json',
      },
    });
    expect(sent.body).toEqual(
      visit({
        start,
        end,
        minutesDuration: 30,
        slot: [{ reference: 'Slot/s1' }],
        participant: [withEva, { actor: graz, status: 'needs-action', required: true }, mum, own],
      }),
    );
    expect(result).toMatchObject({
      value: { appointment: { id: 'v1', status: 'booked', start: Date.parse(start) } },
    });
  });

  it('leaves who is there, and how long, where nobody says', async () => {
    const bare = { ...schedule, actor: [] };
    const opened = open([json(visit())], {}, { Schedule: () => json(bundle([bare])) });
    const time = await timeOf(opened);
    const old = visitOf({ minutesDuration: undefined });
    await opened.ehr.bookAppointment({ time, hold: undefined, comment: undefined, replaces: old });
    const { body } = opened.sent[0]!;
    expect(body).toMatchObject({ participant: visit().participant });
    expect(body).not.toHaveProperty('minutesDuration');
  });

  it('to a time that is for something else too is for what it was', async () => {
    const Slot = () => json(bundle([slot({ serviceType: [massage, physiotherapy] })]));
    expect((await put(json(visit()), visitOf(), Slot)).sent).toMatchObject({
      method: 'PUT',
      body: { serviceType: [physiotherapy] },
    });
  });

  it('to a time for another service is booking another visit: the service cannot change', async () => {
    const Slot = () => json(bundle([slot({ serviceType: [massage] })]));
    const { sent, result } = await put(
      json(parameters({ appointment: booked() })),
      visitOf(),
      Slot,
    );
    expect(sent).toMatchObject({
      method: 'POST',
      url: `${base}/Appointment/$book`,
      body: { parameter: [{ resource: { serviceType: [massage] } }] },
    });
    expect(result).toMatchObject({ value: { appointment: { id: 'v2' } } });
  });

  it('of one that is cancelled already is booking another visit', async () => {
    const answer = json(parameters({ appointment: booked() }));
    const { sent } = await put(answer, visitOf({ status: 'cancelled' }));
    expect(sent.url).toBe(`${base}/Appointment/$book`);
  });

  it.each<[string, Answer, object]>([
    ['nothing', words(''), { value: { appointment: undefined, notices: [] } }],
    ['a refusal', json(refusal, 422), { failure: { kind: 'conflict' } }],
    ['412', json(refusal, 412), { failure: { kind: 'conflict' } }],
    ['no network', new TypeError('fetch failed'), { failure: { kind: 'no-answer' } }],
  ])('answered by %s is sent once, for the domain to look it up', async (_, answer, expected) => {
    expect((await put(answer)).result).toMatchObject(expected);
  });
});

describe('cancelling', () => {
  it('is a PUT of the whole visit, in which nothing changes but that, and why', async () => {
    const { ehr, sent } = open([json(visit({ status: 'cancelled' }))]);
    expect(await ehr.cancelAppointment(visitOf(), 'transportation')).toMatchObject({
      value: { appointment: { id: 'v1', status: 'cancelled' } },
    });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      method: 'PUT',
      url: `${base}/Appointment/v1`,
      headers: { 'if-match': 'W/"4"', prefer: 'return=representation' },
    });
    expect(sent[0]!.body).toEqual(
      visit({
        status: 'cancelled',
        cancellationReason: {
          coding: [
            { system: hl7Reasons, code: 'pat' },
            { system: hl7Reasons, code: 'pat-lt' },
            { system: argonautReasons, code: 'transportation' },
          ],
        },
      }),
    );
  });

  it('needs neither a reason nor a version, and takes an empty answer for a good one', async () => {
    const { ehr, sent } = open([words('')]);
    const unversioned = visitOf({ meta: undefined });
    expect(await ehr.cancelAppointment(unversioned, undefined)).toMatchObject({
      value: { appointment: undefined, notices: [] },
    });
    expect(sent[0]!.body).toEqual(
      JSON.parse(JSON.stringify(visit({ meta: undefined, status: 'cancelled' }))),
    );
    expect(sent[0]!.headers).not.toHaveProperty('if-match');
  });

  it('is not offered where the settings say so, and nothing is sent', async () => {
    const { ehr, sent } = open([], { cancel: false });
    expect(ehr.can.cancel).toBe(false);
    expect(await ehr.acceptsCancelling()).toBe(false);
    expect(await ehr.cancelAppointment(visitOf(), undefined)).toMatchObject({
      failure: { kind: 'not-supported' },
    });
    expect(await open().ehr.acceptsCancelling()).toBe(true);
    expect(sent).toEqual([]);
  });
});

describe('the patient’s visits', () => {
  const lists = async (more: object, period: Parameters<Ehr['listAppointments']>[0] = {}) => {
    const opened = open([], {}, { Patient: () => json({ ...record, ...more }) });
    const list = await opened.ehr.listAppointments(period);
    return { ...opened, list };
  };

  it.each<[string, object, string]>([
    ['the social security number', {}, 'actor:identifier=urn:oid:1.2.40.0.10.1.4.3.1|1234010100'],
    [
      'another identifier that is still good',
      { identifier: record.identifier.slice(0, 2) },
      String.raw`actor:identifier=urn:oid:1.2.3|A\,7`,
    ],
    ['reference, where there is none', { identifier: [{ value: '7' }] }, 'actor=Patient/hal'],
  ])('are asked for by %s', async (_, more, query) => {
    const { calls, list } = await lists(more, { from: noon });
    expect(calls()).toEqual([
      'GET /Patient/hal',
      `GET /Appointment?${query}&date=ge2026-05-06T12:00:00Z`,
    ]);
    expect(list).toMatchObject({ value: { complete: true, appointments: [{ id: 'v1' }] } });
  });

  it('are always asked for by a date', async () => {
    const { ehr, calls } = open();
    await ehr.listAppointments({});
    await ehr.listAppointments({ to: noon });
    await ehr.listAppointments({ from: noon, to: noon + minute });
    const dates = calls().map((call) => call.split('1234010100')[1]);
    expect(dates).toEqual([
      undefined,
      '&date=ge1970-01-01T00:00:00Z',
      '&date=lt2026-05-06T12:00:00Z',
      '&date=ge2026-05-06T12:00:00Z&date=lt2026-05-06T12:01:00Z',
    ]);
  });

  it('need no second reading of a record that the page has read', async () => {
    const { ehr, calls } = open();
    expect(await ehr.readPatient()).toMatchObject({ value: { name: 'Hal Huber' } });
    await ehr.listAppointments({ from: noon });
    await ehr.readPatient();
    expect(calls().filter((call) => call === 'GET /Patient/hal')).toHaveLength(2);
  });

  it('fail with the record, and are asked for anew', async () => {
    let reads = 0;
    const Patient = (): Response => {
      reads += 1;
      return reads === 1 ? words('', 500) : json(record);
    };
    const { ehr, calls } = open([], {}, { Patient });
    expect(await ehr.listAppointments({})).toMatchObject({ failure: { kind: 'server-error' } });
    expect(calls()).toEqual(['GET /Patient/hal']);
    expect((await ehr.listAppointments({})).ok).toBe(true);
  });
});

it('moves in one step unless the settings say otherwise, and what is pending waits for the clinic', () => {
  expect(open().ehr.can).toEqual({
    hold: true,
    pending: 'requested',
    cancel: true,
    reschedule: 'atomic',
  });
  expect(open([], { reschedule: 'book-first' }).ehr.can.reschedule).toBe('book-first');
});
