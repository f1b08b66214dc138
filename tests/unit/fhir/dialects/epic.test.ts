import { describe, expect, it } from 'vitest';

import { epic } from '../../../../src/fhir/dialects/epic.ts';
import { parseAppointment } from '../../../../src/fhir/parse/appointment.ts';
import { bookAppointment } from '../../../../src/scheduling/book-appointment.ts';
import { canReschedule } from '../../../../src/scheduling/can-reschedule.ts';
import { findAppointments } from '../../../../src/scheduling/find-appointments.ts';
import type { Code, ProposedAppointment } from '../../../../src/scheduling/model.ts';
import type { Search } from '../../../../src/scheduling/ports.ts';
import { answering, bundle, ehrOver, json, noon, words, type ScriptedWire } from '../wire.ts';

const host = 'https://ehr.example/instance/api/FHIR';
const iss = `${host}/R4`;
const stu3 = `${host}/STU3`;
const errorCodes = 'urn:oid:1.2.840.114350.1.13.236.2.7.2.657369';
const visitTypes = 'urn:oid:1.2.840.114350.1.13.861.1.7.3.808267.11';

const week = 7 * 86_400_000;
const search: Search = { start: noon, end: noon + week };
const code = (system: string, value: string): Code => ({ system, code: value, display: 'Words' });

/** An open time as the documentation's sample has it: everybody named by a whole URL of the STU3 base. */
const open = {
  resourceType: 'Appointment',
  id: 'ezu6MfS.FpOXrHAn1eJHczv4LlH.fMIwtdkA8rsm-Yfu96eUh91EBd0UN9BZx7kbB3',
  contained: [
    {
      resourceType: 'Slot',
      id: 'eSlot1',
      schedule: { reference: `${stu3}/Schedule/eSchedule1` },
      status: 'free',
      start: '2026-05-11T14:00:00Z',
      end: '2026-05-11T14:20:00Z',
    },
  ],
  status: 'proposed',
  serviceType: [{ coding: [{ system: visitTypes, code: '95014', display: 'Office Visit' }] }],
  start: '2026-05-11T14:00:00Z',
  end: '2026-05-11T14:20:00Z',
  minutesDuration: 20,
  slot: [{ reference: '#eSlot1', display: 'Slot 1' }],
  participant: [
    { actor: { reference: `${stu3}/Patient/hal`, display: 'Hal' }, status: 'needs-action' },
    { actor: { reference: `${stu3}/Practitioner/dr-y`, display: 'Dr Y' }, status: 'needs-action' },
    { actor: { reference: `${stu3}/Location/napa`, display: 'Napa' }, status: 'needs-action' },
  ],
};
const booked = {
  ...open,
  id: 'eBooked1',
  status: 'booked',
  participant: open.participant.map((part) => ({ ...part, status: 'accepted' })),
};

/** As Epic words it. */
const outcome = (
  severity: 'fatal' | 'warning' | 'information',
  issue: string,
  number: string,
  text: string,
) => ({
  resourceType: 'OperationOutcome',
  issue: [
    {
      severity,
      code: issue,
      details: { coding: [{ system: errorCodes, code: number, display: text }], text },
      diagnostics: 'Details for developers',
    },
  ],
});
const noResults = outcome('warning', 'processing', '4101', 'Resource request returns no results.');
const staleId = outcome('fatal', 'not-found', '59144', 'The reference provided was not found.');

const ehr = (wire: ScriptedWire, settings = {}) =>
  ehrOver(wire, { iss, dialect: epic, ...settings });
const found = (wire: ScriptedWire, asked: Search = search) =>
  findAppointments(asked, { ehr: ehr(wire), now: () => noon });
const timeOf = async (resource: object = open): Promise<ProposedAppointment> => {
  const result = await ehr(answering(json(bundle([resource])))).findAppointments(search);
  const [time] = result.ok ? result.value.appointments : [];
  if (time === undefined) throw new Error('not found');
  return time;
};
const bookOver = async (wire: ScriptedWire) =>
  bookAppointment(
    { time: await timeOf(), hold: undefined, comment: 'Back pain' },
    { ehr: ehr(wire), patient: 'Patient/hal', now: () => noon, wait: () => Promise.resolve() },
  );

describe('what is asked of $find', () => {
  const patient = {
    name: 'patient',
    resource: { resourceType: 'Patient', identifier: [{ value: 'hal' }] },
  };
  const window = [
    { name: 'startTime', valueDateTime: '2026-05-06T12:00:00Z' },
    { name: 'endTime', valueDateTime: '2026-05-13T12:00:00Z' },
  ];
  const parametersFor = async (asked: Partial<Search>) => {
    const wire = answering(json(bundle([])));
    await ehr(wire).findAppointments({ ...search, ...asked });
    expect(wire.sent).toHaveLength(1);
    return wire.sent[0]!;
  };

  it('is sent to the STU3 base beside the R4 one of the launch, with the names that Epic gives', async () => {
    const sent = await parametersFor({
      locations: ['Location/napa'],
      specialties: [code('urn:oid:1.2.840.114350.1.72.1.7.7.10.688867.4150', '20')],
      visitTypes: [code(visitTypes, '95014')],
      reasons: [code('urn:oid:2.16.840.1.113883.6.96', '46866001')],
      count: 10,
    });
    const concept = (system: string, value: string) => ({
      valueCodeableConcept: { coding: [{ system, code: value }] },
    });
    expect(sent).toMatchObject({
      method: 'POST',
      url: `${stu3}/Appointment/$find`,
      headers: {
        accept: 'application/fhir+json',
        authorization: 'Bearer secret',
        'content-type': 'application/fhir+json',
      },
    });
    expect(sent.body).toEqual({
      resourceType: 'Parameters',
      parameter: [
        patient,
        ...window,
        { name: 'serviceType', ...concept(visitTypes, '95014') },
        { name: 'indications', ...concept('urn:oid:2.16.840.1.113883.6.96', '46866001') },
        {
          name: 'specialties',
          ...concept('urn:oid:1.2.840.114350.1.72.1.7.7.10.688867.4150', '20'),
        },
        {
          name: 'location-reference',
          valueReference: { reference: `${stu3}/Location/napa` },
        },
      ],
    });
  });

  it('has nothing for what Epic knows no name, and nothing of which there are several', async () => {
    const { body } = await parametersFor({
      practitioners: ['Practitioner/dr-y'],
      organizations: ['Organization/clinic'],
      places: ['Napa'],
      locations: ['Location/napa', 'Location/sonoma'],
      specialties: [code('urn:oid:1.2.3', '20'), code('urn:oid:1.2.3', '21')],
    });
    expect(body).toEqual({ resourceType: 'Parameters', parameter: [patient, ...window] });
  });

  it('is one question for each kind of visit, whose answers are put together', async () => {
    const [soon, later] = ['2026-05-08T14:00:00Z', '2026-05-12T14:00:00Z'];
    const of = (kind: string, start: string) => ({
      ...open,
      id: `e${kind}`,
      start,
      end: start.replace(':00:00', ':20:00'),
      serviceType: [{ coding: [{ system: visitTypes, code: kind }] }],
    });
    const asked = { ...search, visitTypes: [code(visitTypes, '1'), code(visitTypes, '2')] };
    const wire = answering(json(bundle([of('1', later)])), json(bundle([of('2', soon)])));
    expect(await found(wire, { ...asked, count: 20 })).toMatchObject({
      value: { times: [{ id: 'e2' }, { id: 'e1' }], complete: true },
    });
    const kinds = wire.sent.map(({ body }) => /"code":"(.)"/.exec(JSON.stringify(body))?.[1]);
    expect(kinds).toEqual(['1', '2']);

    const cut = bundle([of('2', soon)], `${iss}/of-another-base`);
    const broken = answering(json(bundle([of('1', later)])), json(cut));
    expect(await found(broken, asked)).toMatchObject({
      value: { times: [{ id: 'e2' }], complete: false, until: Date.parse(soon) },
    });
  });

  it('is a POST whatever the settings say, for Epic takes nothing else', async () => {
    const wire = answering(json(bundle([])));
    await ehr(wire, { find: 'GET' }).findAppointments(search);
    expect(wire.sent[0]).toMatchObject({ method: 'POST', url: `${stu3}/Appointment/$find` });
  });

  it('stays where it is when the launch names the STU3 base itself', async () => {
    const wire = answering(json(bundle([])));
    await ehr(wire, { iss: `${stu3}/` }).findAppointments(search);
    expect(wire.sent[0]!.url).toBe(`${stu3}/Appointment/$find`);
  });
});

describe('what $find gives', () => {
  it('is read with the names that the rest of the record uses', async () => {
    expect(await timeOf()).toMatchObject({
      id: open.id,
      start: Date.UTC(2026, 4, 11, 14),
      end: Date.UTC(2026, 4, 11, 14, 20),
      patients: ['Patient/hal'],
      practitioners: [{ reference: 'Practitioner/dr-y', display: 'Dr Y' }],
      locations: [{ reference: 'Location/napa', display: 'Napa' }],
      visitType: 'Office Visit',
      visitTypeCodes: [{ system: visitTypes, code: '95014' }],
    });
  });

  it.each([
    ['no results', noResults],
    ['no template', outcome('warning', 'processing', '59134', 'Processing issues.')],
    [
      'no kind of visit that the decision tree could choose',
      outcome('warning', 'not-found', '59200', 'The Cadence Decision Tree was unable to …'),
    ],
  ])('with nothing but a warning, %s, is no open time and no failure', async (_, said) => {
    for (const answer of [bundle([said]), bundle([said, noResults]), said]) {
      expect(await found(answering(json(answer)))).toMatchObject({
        ok: true,
        value: { times: [], complete: true },
      });
    }
  });

  it('with nothing but an error is a failure, with what Epic said', async () => {
    const fatal = outcome('fatal', 'forbidden', '4118', 'User not authorized for request');
    expect(await found(answering(json(bundle([fatal]))))).toMatchObject({
      failure: {
        kind: 'server-error',
        notices: [{ severity: 'fatal', text: 'User not authorized for request' }],
      },
    });
  });

  it('without the filter that was asked for says so, and is filtered here', async () => {
    const ignored = outcome('information', 'value', '59109', 'An element was ignored.');
    const elsewhere = {
      ...open,
      id: 'eOther',
      participant: [{ actor: { reference: `${stu3}/Location/sonoma` }, status: 'needs-action' }],
    };
    const late = {
      ...open,
      id: 'eLate',
      start: '2026-07-01T14:00:00Z',
      end: '2026-07-01T15:00:00Z',
    };
    const wire = answering(json(bundle([elsewhere, open, late, ignored])));
    expect(await found(wire, { ...search, locations: ['Location/napa'], count: 10 })).toMatchObject(
      {
        value: {
          times: [{ id: open.id }],
          filtered: 2,
          ignored: ['locations'],
          notices: [{ severity: 'information', code: 'value', text: 'An element was ignored.' }],
        },
      },
    );
  });

  it('of a clinician is what the others are taken out of, for Epic cannot be asked for one', async () => {
    const other = {
      ...open,
      id: 'eOther',
      participant: [{ actor: { reference: `${stu3}/Practitioner/dr-z` }, status: 'needs-action' }],
    };
    const wire = answering(json(bundle([other, open])));
    expect(await found(wire, { ...search, practitioners: ['Practitioner/dr-y'] })).toMatchObject({
      value: { times: [{ id: open.id }] },
    });
  });

  it('goes on at the next page of the same base, and of no other', async () => {
    const next = `${stu3}/Appointment?session=1-A&page=2`;
    const wire = answering(json(bundle([open], next)), json(bundle([{ ...open, id: 'e2' }])));
    expect(await found(wire)).toMatchObject({ value: { complete: true } });
    expect(wire.sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `POST ${stu3}/Appointment/$find`,
      `GET ${next}`,
    ]);
    for (const foreign of [
      `${iss}/Appointment?session=1`,
      'https://evil.example/api/FHIR/STU3/A',
    ]) {
      const once = answering(json(bundle([open], foreign)));
      expect(await found(once)).toMatchObject({ value: { complete: false } });
      expect(once.sent).toHaveLength(1);
    }
  });

  it('that the site has not approved is not permitted', async () => {
    expect(await found(answering(words('', 403)))).toMatchObject({
      failure: { kind: 'not-permitted' },
    });
    expect(await found(answering(words('<html>404</html>', 404, 'text/html')))).toMatchObject({
      failure: { kind: 'not-supported' },
    });
  });
});

describe('$book', () => {
  it('names patient and time by identifiers, on the STU3 base, and says the patient’s words', async () => {
    const wire = answering(json(booked, 201));
    expect(await bookOver(wire)).toMatchObject({ ok: true, value: { id: 'eBooked1' } });
    expect(wire.sent).toHaveLength(1);
    expect(wire.sent[0]).toMatchObject({
      method: 'POST',
      url: `${stu3}/Appointment/$book`,
      headers: { 'content-type': 'application/fhir+json' },
    });
    expect(wire.sent[0]!.body).toEqual({
      resourceType: 'Parameters',
      parameter: [
        { name: 'patient', valueIdentifier: { value: 'hal' } },
        { name: 'appointment', valueIdentifier: { value: open.id } },
        { name: 'appointmentNote', valueString: 'Back pain' },
      ],
    });
  });

  it.each([undefined, ''])('says nothing where the patient said nothing (%s)', async (comment) => {
    const wire = answering(json(booked));
    await ehr(wire).bookAppointment({ time: await timeOf(), hold: undefined, comment });
    expect(JSON.stringify(wire.sent[0]!.body)).not.toContain('appointmentNote');
  });

  it('is answered by the bare Appointment or by a Bundle of it', async () => {
    const information = outcome('information', 'informational', '59100', 'Ignored.');
    for (const answer of [booked, bundle([booked]), bundle([booked, information])])
      expect(await bookOver(answering(json(answer)))).toMatchObject({
        value: { id: 'eBooked1', status: 'booked', patients: ['Patient/hal'] },
      });
  });

  it.each([200, 400, 404, 422])(
    'with an id that is gone is a time that was taken, after the list was read (%s)',
    async (status) => {
      const wire = answering(json(staleId, status), json(bundle([noResults])));
      expect(await bookOver(wire)).toMatchObject({
        failure: {
          kind: 'taken',
          notices: [{ severity: 'fatal', text: 'The reference provided was not found.' }],
        },
      });
      expect(wire.sent.map(({ method }) => method)).toEqual(['POST', 'GET']);
      expect(wire.sent[1]!.url.startsWith(`${iss}/Appointment?patient=hal&date=`)).toBe(true);
    },
  );

  it('that is refused by a rule is refused, and sent once', async () => {
    const rule = outcome('fatal', 'business-rule', '59159', 'A business rule was not passed.');
    const wire = answering(json(rule, 400), json(bundle([noResults])));
    expect(await bookOver(wire)).toMatchObject({ failure: { kind: 'taken' } });
    expect(wire.sent.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it.each([
    ['is lost', new TypeError('Failed to fetch')],
    ['is empty', words('', 201)],
    [
      'is of another patient',
      json({ ...booked, participant: [{ actor: { reference: `${stu3}/Patient/eve` } }] }),
    ],
    [
      'is of another time',
      json({ ...booked, start: '2026-05-11T16:00:00Z', end: '2026-05-11T17:00:00Z' }),
    ],
  ])('whose answer %s is looked up in the R4 list, and never sent again', async (_, answer) => {
    const listed = {
      ...booked,
      contained: [],
      participant: ['Patient/hal', 'Practitioner/dr-y'].map((reference) => ({
        actor: { reference },
        status: 'accepted',
      })),
    };
    const wire = answering(answer, json(bundle([listed])));
    expect(await bookOver(wire)).toMatchObject({ ok: true, value: { id: 'eBooked1' } });
    expect(wire.sent.map(({ method }) => method)).toEqual(['POST', 'GET']);
  });

  it('of a time without an id is not sent: there is nothing to name it by', async () => {
    const wire = answering(json(booked));
    const time = await timeOf({ ...open, id: undefined });
    const answer = await ehr(wire).bookAppointment({ time, hold: undefined, comment: undefined });
    expect(answer).toMatchObject({ failure: { kind: 'not-supported' } });
    expect(wire.sent).toEqual([]);
  });
});

describe('what Epic cannot do', () => {
  it('is not offered, whatever the settings say', async () => {
    const { can, acceptsCancelling } = ehr(answering(), {
      hold: true,
      cancel: true,
      reschedule: 'atomic',
    });
    expect(can).toMatchObject({ hold: false, pending: 'requested', cancel: false });
    expect(canReschedule(can)).toBe(false);
    expect(await acceptsCancelling()).toBe(false);
  });

  it('is not tried either', async () => {
    const wire = answering(json({}));
    const time = await timeOf();
    const appointment = parseAppointment(booked, stu3)!;
    const hold = { appointment, until: undefined };
    const { holdAppointment, extendHold, releaseHold, cancelAppointment } = ehr(wire);
    const answers = await Promise.all([
      holdAppointment(time),
      extendHold(hold),
      releaseHold(hold),
      cancelAppointment(appointment, 'weather'),
    ]);
    for (const answer of answers)
      expect(answer).toEqual({ ok: false, failure: { kind: 'not-supported', notices: [] } });
    expect(wire.sent).toEqual([]);
  });
});

describe('the record', () => {
  it('is read on the base of the launch', async () => {
    const wire = answering(json({ resourceType: 'Patient', id: 'hal' }), json(bundle([])));
    await ehr(wire).readPatient();
    await ehr(wire).listAppointments({ from: noon });
    expect(wire.sent.map(({ url }) => url)).toEqual([
      `${iss}/Patient/hal`,
      `${iss}/Appointment?patient=hal&date=ge2026-05-06T12%3A00%3A00Z`,
    ]);
  });

  it('has no visits where only a warning says so, and also beside what Epic keeps to itself', async () => {
    const hidden = outcome('warning', 'suppressed', '59204', 'Not authorized for surgeries.');
    for (const said of [noResults, hidden])
      expect(await ehr(answering(json(bundle([said])))).listAppointments({})).toMatchObject({
        value: { appointments: [], complete: true },
      });
  });

  it('is not empty where an error stands in its place: the patient is told that it could not be read', async () => {
    const fatal = outcome('fatal', 'exception', '59177', 'An unexpected internal error occurred.');
    expect(await ehr(answering(json(bundle([fatal])))).listAppointments({})).toMatchObject({
      failure: {
        kind: 'unreadable',
        notices: [{ severity: 'fatal', text: 'An unexpected internal error occurred.' }],
      },
    });
  });
});
