import { describe, expect, it } from 'vitest';

import { oracle } from '../../../../src/fhir/dialects/oracle.ts';
import { parseAppointment } from '../../../../src/fhir/parse/appointment.ts';
import type { Json } from '../../../../src/fhir/parse/json.ts';
import { parseProposed } from '../../../../src/fhir/parse/proposal.ts';
import { bookAppointment } from '../../../../src/scheduling/book-appointment.ts';
import { cancelAppointment } from '../../../../src/scheduling/cancel-appointment.ts';
import type { Hold } from '../../../../src/scheduling/model.ts';
import {
  answering,
  appointment,
  base,
  bundle,
  ehrOver,
  fhirJson,
  json,
  noon,
  outcome,
  proposal,
  type ScriptedWire,
  words,
} from '../wire.ts';

const week = 7 * 86_400_000;
const window = { start: noon, end: noon + week };
const code = (system: string, value: string) => ({ system, code: value, display: 'Words' });
const time = parseProposed(proposal, base)!;
const visit = parseAppointment(appointment('booked') as Json, base)!;
const held: Hold = {
  appointment: parseAppointment(appointment('pending') as Json, base)!,
  until: undefined,
};
const booking = { time, hold: undefined, comment: undefined };

const over = (wire: Pick<ScriptedWire, 'fetch'>, settings = {}) =>
  ehrOver(wire, { dialect: oracle, ...settings });
const ports = (wire: ScriptedWire) => ({
  ehr: over(wire),
  patient: 'Patient/hal',
  now: () => noon,
  wait: () => Promise.resolve(),
});

const status = {
  name: 'operation',
  part: [
    { name: 'type', valueCode: 'replace' },
    { name: 'path', valueString: 'Appointment.status' },
    { name: 'value', valueCode: 'cancelled' },
  ],
};

describe('what Oracle’s $find is asked', () => {
  it('is what it has inputs for, by their own names and types', async () => {
    const wire = answering(json(bundle([proposal])));
    const found = await over(wire, { find: 'GET' }).findAppointments({
      ...window,
      visitTypes: [code('urn:types', 'ekg')],
      specialties: [code('urn:s', '1'), code('urn:s', '2')],
      practitioners: ['Practitioner/dr-y'],
      locations: ['Location/napa', 'Location/sonoma'],
      places: ['Napa'],
      organizations: ['Organization/a'],
      reasons: [code('urn:r', 'cough')],
      count: 25,
    });
    expect(found).toMatchObject({ ok: true, value: { appointments: [{ id: 'open-1' }] } });
    expect(wire.sent[0]).toMatchObject({
      method: 'POST',
      url: `${base}/Appointment/$find?_count=25`,
      headers: { 'content-type': fhirJson },
    });
    const concept = (system: string, value: string) => ({
      valueCodeableConcept: { coding: [{ system, code: value }] },
    });
    expect(wire.sent[0]!.body).toEqual({
      resourceType: 'Parameters',
      parameter: [
        { name: 'start', valueDateTime: '2026-05-06T12:00:00Z' },
        { name: 'end', valueDateTime: '2026-05-13T12:00:00Z' },
        { name: 'service-type', ...concept('urn:types', 'ekg') },
        { name: 'specialty', ...concept('urn:s', '1') },
        { name: 'specialty', ...concept('urn:s', '2') },
        { name: 'practitioner', valueReference: { reference: 'Practitioner/dr-y' } },
        { name: 'location', valueReference: { reference: 'Location/napa' } },
        { name: 'location', valueReference: { reference: 'Location/sonoma' } },
      ],
    });
  });

  it('is never more than it gives at once, and what is missing is told', async () => {
    const next = `${base}/Appointment/$find?page=2`;
    const wire = answering(
      json(bundle([proposal], next)),
      json(bundle([{ ...proposal, id: 'open-2' }])),
    );
    const found = await over(wire).findAppointments({ ...window, count: 5000 });
    expect(wire.sent.map(({ url }) => url)).toEqual([
      `${base}/Appointment/$find?_count=1000`,
      next,
    ]);
    expect(found).toMatchObject({ value: { appointments: [{}, {}], complete: true } });
    const unbounded = answering(json(bundle([])));
    await over(unbounded).findAppointments(window);
    expect(unbounded.sent[0]!.url).toBe(`${base}/Appointment/$find`);
  });

  it('leaves out resources and says so in a notice', async () => {
    const notice = outcome('processing', 'Resources were left out', 'warning');
    const wire = answering(json(bundle([proposal, notice])));
    expect(await over(wire).findAppointments(window)).toMatchObject({
      value: { appointments: [{}], notices: [{ text: 'Resources were left out' }] },
    });
  });
});

describe('booking at Oracle', () => {
  it('has Argonaut’s inputs', async () => {
    const wire = answering(json(bundle([appointment('booked')])));
    const booked = await over(wire).bookAppointment({ ...booking, comment: 'Knee' });
    expect(wire.sent).toHaveLength(1);
    expect(wire.sent[0]).toMatchObject({ method: 'POST', url: `${base}/Appointment/$book` });
    expect(wire.sent[0]!.body).toEqual({
      resourceType: 'Parameters',
      parameter: [
        { name: 'appt-id', valueUri: 'Appointment/open-1' },
        { name: 'patient-id', valueUri: 'Patient/hal' },
        { name: 'comment', valueString: 'Knee' },
      ],
    });
    expect(booked).toMatchObject({ value: { appointment: { id: 'booked-1' } } });
  });

  it('names the visit whose place the new one takes, and a hold never', async () => {
    const wire = answering(json(bundle([appointment('booked')])));
    await over(wire).bookAppointment({ ...booking, hold: held, replaces: visit });
    expect(wire.sent[0]!.body).toMatchObject({
      parameter: [
        { name: 'appt-id', valueUri: 'Appointment/open-1' },
        { name: 'cancelled-appt-id', valueUri: 'Appointment/booked-1' },
        { name: 'patient-id', valueUri: 'Patient/hal' },
      ],
    });
  });

  it.each([
    ['a cancelled Appointment', json(bundle([appointment('cancelled'), outcome('conflict')]))],
    ['an OperationOutcome', json(outcome('conflict'))],
    ['409', json(outcome('conflict'), 409)],
    ['422', words('', 422)],
  ])('that is refused with %s is taken', async (_, refused) => {
    const wire = answering(refused, json(bundle([])));
    expect(await bookAppointment(booking, ports(wire))).toMatchObject({
      failure: { kind: 'taken' },
    });
    expect(wire.sent.map(({ method }) => method)).toEqual(['POST', 'GET']);
  });

  it.each([
    ['lost', new TypeError('Failed to fetch')],
    ['empty', words('', 200)],
  ])('whose answer is %s is looked up', async (_, answer) => {
    const wire = answering(answer, json(bundle([appointment('booked')])));
    expect(await bookAppointment(booking, ports(wire))).toMatchObject({ ok: true });
  });
});

describe('cancelling at Oracle', () => {
  it.each(['json', 'fhirpath', undefined] as const)(
    'is a FHIRPath Patch of this version, whatever the settings say: %s',
    async (patch) => {
      const wire = answering(json(appointment('cancelled')));
      expect(await over(wire, { patch }).cancelAppointment(visit, undefined)).toMatchObject({
        value: { appointment: { status: 'cancelled' } },
      });
      expect(wire.sent).toHaveLength(1);
      expect(wire.sent[0]).toMatchObject({
        method: 'PATCH',
        url: `${base}/Appointment/booked-1`,
        headers: { 'content-type': fhirJson, 'if-match': 'W/"3"' },
      });
      expect(wire.sent[0]!.body).toEqual({ resourceType: 'Parameters', parameter: [status] });
    },
  );

  it('says why in R4’s element, in HL7’s code and in the patient’s own choice', async () => {
    const wire = answering(json(appointment('cancelled')));
    await over(wire).cancelAppointment(visit, 'transportation');
    const { parameter } = wire.sent[0]!.body as { parameter: readonly unknown[] };
    expect(parameter).toHaveLength(2);
    expect(parameter[0]).toEqual(status);
    expect(parameter[1]).toMatchObject({
      name: 'operation',
      part: [
        { name: 'type', valueCode: 'add' },
        { name: 'path', valueString: 'Appointment' },
        { name: 'name', valueString: 'cancelationReason' },
        { name: 'value', valueCodeableConcept: { coding: expect.any(Array) as unknown } },
      ],
    });
    const hl7 = 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason';
    const sent = JSON.stringify(parameter[1]);
    expect(sent).toContain(JSON.stringify({ system: hl7, code: 'pat-lt' }));
    expect(sent).toContain('"transportation"');
  });

  it('is not sent without a version, for it would be refused, nor where the EHR takes none', async () => {
    const wire = answering();
    const cannot = { ok: false, failure: { kind: 'not-supported', notices: [] } };
    const unversioned = { ...visit, versionId: undefined };
    expect(await over(wire).cancelAppointment(unversioned, undefined)).toEqual(cannot);
    const never = over(wire, { cancel: false });
    expect(await never.cancelAppointment(visit, undefined)).toEqual(cannot);
    expect(await never.acceptsCancelling()).toBe(false);
    expect(await over(wire).acceptsCancelling()).toBe(true);
    expect(wire.sent).toEqual([]);
  });

  it.each([409, 412])(
    'of another version is refused with %i, and nothing is lost',
    async (stale) => {
      const booked = json(appointment('booked'));
      const wire = answering(booked, json(outcome('conflict'), stale), booked.clone());
      expect(await cancelAppointment(visit, undefined, ports(wire))).toMatchObject({
        failure: { kind: 'cancel-refused' },
      });
    },
  );
});

describe('what Oracle does not do', () => {
  it('is not offered, and nothing is sent', async () => {
    const wire = answering();
    const ehr = over(wire, { hold: true });
    expect(ehr.can).toEqual({
      hold: false,
      pending: 'requested',
      cancel: true,
      reschedule: 'book-first',
    });
    for (const answer of [
      await ehr.holdAppointment(time),
      await ehr.extendHold(held),
      await ehr.releaseHold(held),
    ])
      expect(answer).toMatchObject({ failure: { kind: 'not-supported' } });
    expect(wire.sent).toEqual([]);
    expect(over(wire, { reschedule: 'atomic' }).can.reschedule).toBe('atomic');
  });
});
