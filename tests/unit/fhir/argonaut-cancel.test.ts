import { applyPatch, type Operation } from 'rfc6902';
import { describe, expect, it } from 'vitest';

import { parseAppointment } from '../../../src/fhir/parse/appointment.ts';
import type { Json } from '../../../src/fhir/parse/json.ts';
import { cancelReasons, type Appointment } from '../../../src/scheduling/model.ts';
import { answering, appointment, base, bundle, ehrOver, json, outcome, words } from './wire.ts';

const guide = 'http://fhir.org/guides/argonaut-scheduling';
const url = `${guide}/StructureDefinition/extension-status-reason`;
const system = `${guide}/CodeSystem/status-reason`;
const reasonOf = (code: string) => ({ url, valueCodeableConcept: { coding: [{ system, code }] } });

const visitWith = (changes: object = {}): Appointment =>
  parseAppointment(appointment('booked', changes) as Json, base)!;
const visit = visitWith();
const clinics = { url: 'https://ehr.example/room', valueString: '4B' };

/** The one request with which a visit is cancelled. */
async function sentFor(
  cancelled: Appointment,
  reason: Parameters<ReturnType<typeof ehrOver>['cancelAppointment']>[1],
  patch: 'json' | 'fhirpath' = 'json',
) {
  const wire = answering(json(appointment('cancelled')));
  await ehrOver(wire, { patch }).cancelAppointment(cancelled, reason);
  expect(wire.sent).toHaveLength(1);
  return wire.sent[0]!;
}

/** What a server makes of a visit that is patched so; it applies all, or refuses. */
async function patched(changes: object, reason: (typeof cancelReasons)[number] | undefined) {
  const { body } = await sentFor(visitWith(changes), reason);
  const resource = structuredClone(appointment('booked', changes)) as { extension?: unknown[] };
  const problems = applyPatch(resource, body as Operation[]);
  expect(problems.filter((problem) => problem !== null)).toEqual([]);
  return resource;
}

describe('a cancellation', () => {
  it('is a PATCH of this version of the visit', async () => {
    const { method, headers, ...sent } = await sentFor(visit, undefined);
    expect(`${method} ${sent.url}`).toBe(`PATCH ${base}/Appointment/booked-1`);
    expect(headers['if-match']).toBe('W/"3"');
    expect(Object.keys(headers).toSorted()).toEqual([
      'accept',
      'authorization',
      'content-type',
      'if-match',
    ]);
  });

  it.each(['json', 'fhirpath'] as const)(
    'names no version where the EHR keeps none (%s)',
    async (patch) => {
      const { headers } = await sentFor({ ...visit, versionId: undefined }, undefined, patch);
      expect(headers).not.toHaveProperty('if-match');
      expect((await sentFor(visit, undefined, patch)).headers['if-match']).toBe('W/"3"');
    },
  );

  it('has the id in its address, whatever is in it', async () => {
    const { url: at } = await sentFor({ ...visit, id: 'a~b_1' }, undefined);
    expect(at).toBe(`${base}/Appointment/a~b_1`);
  });

  it('changes the status and nothing else where no reason is given', async () => {
    const { body, headers } = await sentFor(visit, undefined);
    expect(headers['content-type']).toBe('application/json-patch+json');
    expect(body).toEqual([{ op: 'replace', path: '/status', value: 'cancelled' }]);
  });
});

describe('the reason in JSON Patch', () => {
  it('starts a list of extensions, where the visit has none', async () => {
    expect((await sentFor(visit, 'transportation')).body).toEqual([
      { op: 'replace', path: '/status', value: 'cancelled' },
      { op: 'add', path: '/extension', value: [reasonOf('transportation')] },
    ]);
  });

  it('is put behind those that the clinic has', async () => {
    expect((await sentFor(visitWith({ extension: [clinics] }), 'weather')).body).toEqual([
      { op: 'replace', path: '/status', value: 'cancelled' },
      { op: 'add', path: '/extension/-', value: reasonOf('weather') },
    ]);
  });

  it.each(cancelReasons)('can be applied, and keeps what is there: %s', async (code) => {
    const reason = reasonOf(code);
    expect(await patched({}, code)).toEqual(
      appointment('booked', { status: 'cancelled', extension: [reason] }),
    );
    expect(await patched({ extension: [clinics] }, code)).toEqual(
      appointment('booked', { status: 'cancelled', extension: [clinics, reason] }),
    );
    expect(await patched({ extension: [] }, code)).toMatchObject({ extension: [reason] });
  });

  it('is the only one: the profile has room for one reason', async () => {
    const { extension } = await patched({ extension: [clinics, reasonOf('wait-list')] }, 'moved');
    expect(extension).toEqual([clinics, reasonOf('moved')]);
  });
});

describe('in FHIRPath Patch', () => {
  const status = {
    name: 'operation',
    part: [
      { name: 'type', valueCode: 'replace' },
      { name: 'path', valueString: 'Appointment.status' },
      { name: 'value', valueCode: 'cancelled' },
    ],
  };

  it('the status is replaced', async () => {
    const { method, headers, body } = await sentFor(visit, undefined, 'fhirpath');
    expect(method).toBe('PATCH');
    expect(headers).toMatchObject({
      'content-type': 'application/fhir+json',
      'if-match': 'W/"3"',
    });
    expect(body).toEqual({ resourceType: 'Parameters', parameter: [status] });
  });

  it.each([
    ['none', visit],
    ['one', visitWith({ extension: [clinics] })],
  ])('the reason is added as an extension, where the visit has %s', async (_, cancelled) => {
    const { valueCodeableConcept } = reasonOf('improved');
    const { body } = await sentFor(cancelled, 'improved', 'fhirpath');
    expect(body).toEqual({
      resourceType: 'Parameters',
      parameter: [
        status,
        {
          name: 'operation',
          part: [
            { name: 'type', valueCode: 'add' },
            { name: 'path', valueString: 'Appointment' },
            { name: 'name', valueString: 'extension' },
            {
              name: 'value',
              part: [
                { name: 'url', valueUri: url },
                { name: 'value', valueCodeableConcept },
              ],
            },
          ],
        },
      ],
    });
  });
});

describe('the answer to a cancellation', () => {
  const cancel = (answer: Response | Error) =>
    ehrOver(answering(answer), { patch: 'json' }).cancelAppointment(visit, undefined);

  it.each([
    ['nothing', words('')],
    ['no content', new Response(null, { status: 204 })],
    ['nothing, called a page', words('', 200, 'text/html')],
  ])('may be %s', async (_, answer) => {
    expect(await cancel(answer)).toEqual({
      ok: true,
      value: { appointment: undefined, notices: [], expires: undefined },
    });
  });

  it.each([
    ['the visit', json(appointment('cancelled', { id: 'booked-1' }))],
    ['a Bundle', json(bundle([appointment('cancelled', { id: 'booked-1' })]))],
    ['a bare status', json({ resourceType: 'Appointment', status: 'cancelled' })],
  ])('may be %s', async (_, answer) => {
    expect(await cancel(answer)).toMatchObject({
      ok: true,
      value: { appointment: { id: 'booked-1', status: 'cancelled' }, notices: [] },
    });
  });

  it('keeps the words of the EHR', async () => {
    const late = outcome('business-rule', 'Please call us within 24 hours of your visit');
    expect(await cancel(json(late, 422))).toMatchObject({
      ok: false,
      failure: {
        kind: 'conflict',
        notices: [{ text: expect.stringMatching(/^Please call/) as string }],
      },
    });
    expect(await cancel(json(late))).toMatchObject({
      ok: true,
      value: { appointment: undefined, notices: [{ severity: 'error', code: 'business-rule' }] },
    });
  });

  it.each([
    ['session-ended', json({}, 401)],
    ['not-permitted', json({}, 403)],
    ['not-found', json({}, 404)],
    ['not-supported', json({}, 405)],
    ['conflict', json({}, 409)],
    ['conflict', json({}, 412)],
    ['too-busy', json({}, 429)],
    ['server-error', json({}, 500)],
    ['no-answer', new TypeError('Failed to fetch')],
    ['unreadable', words('<!doctype html><title>Sign in</title>', 200, 'text/html')],
  ])('may be %s, and the request is not sent again', async (kind, answer) => {
    const wire = answering(answer);
    const result = await ehrOver(wire, { patch: 'json' }).cancelAppointment(visit, undefined);
    expect(result).toMatchObject({ ok: false, failure: { kind } });
    expect(wire.sent).toHaveLength(1);
  });
});
