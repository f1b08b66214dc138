import { describe, expect, it } from 'vitest';

import { parseAppointment } from '../../../src/fhir/parse/appointment.ts';
import { parseProposed } from '../../../src/fhir/parse/proposal.ts';
import type { Json } from '../../../src/fhir/parse/json.ts';
import type { Hold } from '../../../src/scheduling/model.ts';
import {
  answering,
  appointment,
  base,
  bundle,
  ehrOver,
  json,
  noon,
  outcome,
  proposal,
  words,
} from './wire.ts';

const time = parseProposed(proposal, base)!;
const anonymous = parseProposed({ ...proposal, id: undefined }, base)!;
const held: Hold = {
  appointment: parseAppointment(appointment('pending') as Json, base)!,
  until: undefined,
};
const old = parseAppointment({ ...appointment('booked'), id: 'old-1' }, base)!;
const unversioned: Hold = { ...held, appointment: { ...held.appointment, versionId: undefined } };
const booking = { time, hold: undefined, comment: undefined };

const hold = (answer: Response | Error) => ehrOver(answering(answer)).holdAppointment(time);
const book = (answer: Response | Error) => ehrOver(answering(answer)).bookAppointment(booking);

describe('what is sent', () => {
  it('$hold names the time by its id, at a URL that is the same for every time', async () => {
    const wire = answering(json(bundle([appointment('pending')])));
    await ehrOver(wire).holdAppointment(time);
    expect(wire.sent).toHaveLength(1);
    expect(wire.sent[0]).toMatchObject({
      method: 'POST',
      url: `${base}/Appointment/$hold`,
      body: {
        resourceType: 'Parameters',
        parameter: [{ name: 'appt-id', valueUri: 'Appointment/open-1' }],
      },
    });
    expect(Object.keys(wire.sent[0]!.headers)).toEqual(['accept', 'authorization', 'content-type']);
  });

  it('more time is $hold again, on the held one', async () => {
    const wire = answering(json(bundle([appointment('pending')])));
    await ehrOver(wire).extendHold(held);
    expect(wire.sent[0]).toMatchObject({
      url: `${base}/Appointment/$hold`,
      body: { parameter: [{ name: 'appt-id', valueUri: 'Appointment/pending-1' }] },
    });
  });

  it('$hold gives a time without id back whole but for Slots in it, as the profile wants it', async () => {
    const wire = answering(json(bundle([appointment('pending')])));
    const careless = {
      ...proposal,
      id: undefined,
      requestedPeriod: undefined,
      participant: [...proposal.participant, { status: 'needs-action' }],
      contained: [
        { resourceType: 'Slot', id: 's' },
        { resourceType: 'Practitioner', id: 'p' },
      ],
      future: true,
    };
    await ehrOver(wire).holdAppointment(parseProposed(careless, base)!);
    const { start, end } = proposal;
    const parameter = [
      {
        name: 'appt-resource',
        resource: {
          ...careless,
          id: undefined,
          requestedPeriod: [{ start, end }],
          participant: proposal.participant,
          contained: [{ resourceType: 'Practitioner', id: 'p' }],
        },
      },
    ];
    expect(wire.sent[0]!.body).toEqual(
      JSON.parse(JSON.stringify({ resourceType: 'Parameters', parameter })),
    );
  });

  it('$book names the held time, the patient and their words', async () => {
    const wire = answering(json(bundle([appointment('booked')])));
    await ehrOver(wire).bookAppointment({ time, hold: held, comment: 'Back pain, <since> Monday' });
    expect(wire.sent).toHaveLength(1);
    expect(wire.sent[0]).toMatchObject({
      method: 'POST',
      url: `${base}/Appointment/$book`,
      body: {
        resourceType: 'Parameters',
        parameter: [
          { name: 'appt-id', valueUri: 'Appointment/pending-1' },
          { name: 'patient-id', valueUri: 'Patient/hal' },
          { name: 'comment', valueString: 'Back pain, <since> Monday' },
        ],
      },
    });
  });

  it('$book without a hold names the open time, and says nothing where the patient said nothing', async () => {
    const wire = answering(json(bundle([appointment('booked')])));
    await ehrOver(wire).bookAppointment({ ...booking, comment: '' });
    expect(wire.sent[0]!.body).toEqual({
      resourceType: 'Parameters',
      parameter: [
        { name: 'appt-id', valueUri: 'Appointment/open-1' },
        { name: 'patient-id', valueUri: 'Patient/hal' },
      ],
    });
  });

  it('$book of a time without id gives it back with the patient in it, once', async () => {
    const wire = answering(json(bundle([appointment('booked')])));
    await ehrOver(wire).bookAppointment({ ...booking, time: anonymous });
    const patient = {
      actor: { reference: 'Patient/hal' },
      required: 'required',
      status: 'accepted',
    };
    const participant = [...proposal.participant, patient];
    expect(wire.sent[0]!.body).toMatchObject({
      parameter: [
        {
          name: 'appt-resource',
          resource: { resourceType: 'Appointment', status: 'proposed', participant },
        },
        { name: 'patient-id', valueUri: 'Patient/hal' },
      ],
    });

    const already = parseProposed(
      { ...proposal, id: undefined, participant: [...proposal.participant, patient] },
      base,
    )!;
    await ehrOver(wire).bookAppointment({ ...booking, time: already });
    expect(wire.sent[1]!.body).toMatchObject({ parameter: [{ resource: { participant } }, {}] });
  });

  it('a hold is released by cancelling this version of it', async () => {
    const wire = answering(json(appointment('cancelled')));
    const ehr = ehrOver(wire, { patch: 'json' });
    await ehr.releaseHold(held);
    expect(wire.sent).toHaveLength(1);
    expect(wire.sent[0]).toMatchObject({
      method: 'PATCH',
      url: `${base}/Appointment/pending-1`,
      headers: { 'content-type': 'application/json-patch+json', 'if-match': 'W/"3"' },
    });
    expect(wire.sent[0]!.body).toEqual([{ op: 'replace', path: '/status', value: 'cancelled' }]);
    await ehr.releaseHold(unversioned);
    expect(wire.sent[1]!.headers['if-match']).toBeUndefined();
  });

  it('a hold is released in the format that the server declares', async () => {
    const statement = {
      resourceType: 'CapabilityStatement',
      patchFormat: ['application/fhir+json'],
    };
    const wire = answering(json(statement), json(appointment('cancelled')));
    await ehrOver(wire).releaseHold(held);
    expect(wire.sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET ${base}/metadata`,
      `PATCH ${base}/Appointment/pending-1`,
    ]);
    expect(wire.sent[1]!.body).toMatchObject({ resourceType: 'Parameters' });
  });

  it('[B11] $book names the visit whose place the new one takes', async () => {
    const wire = answering(json(bundle([appointment('booked')])));
    await ehrOver(wire).bookAppointment({ time, hold: held, comment: 'Knee', replaces: old });
    expect(wire.sent).toHaveLength(1);
    expect(wire.sent[0]!.body).toEqual({
      resourceType: 'Parameters',
      parameter: [
        { name: 'appt-id', valueUri: 'Appointment/pending-1' },
        { name: 'cancelled-appt-id', valueUri: 'Appointment/old-1' },
        { name: 'patient-id', valueUri: 'Patient/hal' },
        { name: 'comment', valueString: 'Knee' },
      ],
    });
  });

  it('[B11] $book of a time without id, too', async () => {
    const wire = answering(json(bundle([appointment('booked')])));
    await ehrOver(wire).bookAppointment({ ...booking, time: anonymous, replaces: old });
    expect(wire.sent[0]!.body).toMatchObject({
      parameter: [
        { name: 'appt-resource' },
        { name: 'cancelled-appt-id', valueUri: 'Appointment/old-1' },
        { name: 'patient-id' },
      ],
    });
  });
});

describe('the answer to a change', () => {
  it.each([
    ['a Bundle', bundle([appointment('booked')])],
    ['the bare Appointment', appointment('booked')],
    [
      'Parameters',
      {
        resourceType: 'Parameters',
        parameter: [{ name: 'return', resource: appointment('booked') }],
      },
    ],
    [
      'a Bundle with the replaced one first',
      bundle([appointment('cancelled'), appointment('booked')]),
    ],
  ])('%s is read', async (_, body) => {
    for (const status of [200, 201, 202]) {
      expect(await book(json(body, status))).toMatchObject({
        ok: true,
        value: { appointment: { id: 'booked-1', status: 'booked', patients: ['Patient/hal'] } },
      });
    }
  });

  it('a refusal is an answer, not judged here', async () => {
    expect(
      await hold(json(bundle([appointment('cancelled'), outcome('conflict', 'Taken')]))),
    ).toMatchObject({
      ok: true,
      value: {
        appointment: { status: 'cancelled' },
        notices: [{ code: 'conflict', text: 'Taken' }],
      },
    });
    expect(
      await hold(json({ resourceType: 'Appointment', status: 'cancelled', participant: [] })),
    ).toMatchObject({
      ok: true,
      value: { appointment: { id: 'open-1', start: time.start, status: 'cancelled' } },
    });
  });

  it('a mere outcome is an answer without an Appointment', async () => {
    for (const body of [
      outcome('conflict', 'Taken', 'fatal'),
      bundle([outcome('conflict', 'Taken', 'fatal')]),
    ]) {
      expect(await book(json(body))).toMatchObject({
        ok: true,
        value: { appointment: undefined, notices: [{ severity: 'fatal', text: 'Taken' }] },
      });
    }
  });

  it.each([
    ['nothing', words('', 200), 'empty'],
    ['no content', new Response(null, { status: 204 }), 'empty'],
    ['an empty Bundle', json(bundle([])), 'empty'],
    ['a page', words('<!DOCTYPE html><p>Welcome', 200, 'text/html'), 'html'],
    ['half an answer', words('{"resourceType":"Bund'), 'not-json'],
    ['someone', json({ resourceType: 'Patient', id: 'hal' }), 'other-resource'],
    [
      'a booked Appointment without a time',
      json(appointment('booked', { start: undefined })),
      'other-resource',
    ],
    [
      'a booked Appointment without identity',
      json(appointment('booked', { id: undefined })),
      'other-resource',
    ],
  ])('%s leaves open what happened', async (_, answer, what) => {
    expect(await book(answer)).toMatchObject({ ok: false, failure: { kind: 'unreadable', what } });
    expect(await hold(answer)).toMatchObject({ ok: false, failure: { kind: 'unreadable', what } });
  });

  it('to a release may be empty', async () => {
    for (const answer of [words(''), new Response(null, { status: 204 })]) {
      expect(await ehrOver(answering(answer), { patch: 'json' }).releaseHold(held)).toEqual({
        ok: true,
        value: { appointment: undefined, notices: [], expires: undefined },
      });
    }
  });

  it('that is lost is no answer', async () => {
    expect(await book(new TypeError('Failed to fetch'))).toMatchObject({
      failure: { kind: 'no-answer', timedOut: false },
    });
  });

  it('that comes with an error status is a failure, also with the cancelled Appointment in it', async () => {
    const refused = bundle([appointment('cancelled'), outcome('conflict', 'Taken')]);
    expect(await book(json(refused, 409))).toMatchObject({
      failure: { kind: 'conflict', notices: [{ text: 'Taken' }] },
    });
    expect(
      await book(json(outcome('invalid', 'Requested time slot is not available'), 400)),
    ).toMatchObject({
      failure: { kind: 'conflict' },
    });
    expect(await book(words('Bad Request', 400))).toMatchObject({ failure: { kind: 'rejected' } });
  });

  it('says when the hold ends, where that can be believed', async () => {
    const ending = (Expires: string) =>
      hold(json(bundle([appointment('pending')]), 200, { Expires }));
    expect(await ending('Wed, 06 May 2026 12:10:00 GMT')).toMatchObject({
      value: { expires: noon + 600_000 },
    });
    expect(await ending('0')).toMatchObject({ value: { expires: undefined } });
    expect(await hold(json(bundle([appointment('pending')])))).toMatchObject({
      value: { expires: undefined },
    });
  });
});

describe('a server without $hold', () => {
  it.each([
    ['405', words('', 405)],
    ['501', words('', 501)],
    ['a bare 404', words('Not Found', 404)],
    ['404 with not-supported', json(outcome('not-supported'), 404)],
    ['400 with not-supported', json(outcome('not-supported'), 400)],
    ['404 about the operation', json(outcome('not-found', 'Unknown operation: $hold'), 404)],
  ])('says so with %s', async (_, answer) => {
    expect(await hold(answer)).toMatchObject({ failure: { kind: 'not-supported' } });
  });

  it('is another thing than a time that is gone', async () => {
    const gone = json(outcome('not-found', 'Appointment/open-1 is not known'), 404);
    expect(await hold(gone)).toMatchObject({ failure: { kind: 'not-found' } });
  });

  it('may be known beforehand', () => {
    expect(ehrOver(answering(), { hold: false }).can.hold).toBe(false);
    expect(ehrOver(answering()).can.hold).toBe(true);
  });
});

describe('what an EHR can do', () => {
  it('is everything, one visit booked before the other is cancelled, unless the settings say', () => {
    expect(ehrOver(answering()).can).toEqual({
      hold: true,
      pending: 'held',
      cancel: true,
      reschedule: 'book-first',
    });
  });

  it.each(['book-first', 'cancel-first', 'atomic'] as const)('is as set: %s', (reschedule) => {
    const { can } = ehrOver(answering(), { hold: false, cancel: false, reschedule });
    expect(can).toEqual({ hold: false, pending: 'requested', cancel: false, reschedule });
  });

  it.each([
    [true, 'held'],
    [false, 'requested'],
  ] as const)('with holds (%s), what is pending is %s', (hold, pending) => {
    expect(ehrOver(answering(), { hold }).can.pending).toBe(pending);
  });
});
