import { describe, expect, it } from 'vitest';

import type { PatchFormat } from '../../../src/fhir/patch.ts';
import { parseAppointment } from '../../../src/fhir/parse/appointment.ts';
import type { Json } from '../../../src/fhir/parse/json.ts';
import {
  answering,
  appointment,
  base,
  ehrOver,
  json,
  outcome,
  words,
  type ScriptedWire,
} from './wire.ts';

const visit = parseAppointment(appointment('booked') as Json, base)!;
const jsonPatch = 'application/json-patch+json';
const xmlPatch = 'application/xml-patch+xml';
const fhirJson = 'application/fhir+json';
const argonautFhirPath = 'application/fhirpath-patch+fhirpath';

const codes = (...names: readonly string[]) => names.map((code) => ({ code }));
const declaring = (patchFormat?: unknown, interaction?: unknown): object => ({
  resourceType: 'CapabilityStatement',
  ...(patchFormat === undefined ? {} : { patchFormat }),
  rest: [
    {
      mode: 'server',
      resource: [
        { type: 'Patient', interaction: codes('read') },
        { type: 'Appointment', ...(interaction === undefined ? {} : { interaction }) },
      ],
    },
  ],
});

/** What is sent when a visit is cancelled at a server that says this of itself. */
async function cancelAt(statement: Response | Error, patch?: PatchFormat) {
  const wire = answering(statement, json(appointment('cancelled')));
  const ehr = ehrOver(wire, patch === undefined ? {} : { patch });
  const accepts = await ehr.acceptsCancelling();
  const result = await ehr.cancelAppointment(visit, undefined);
  const change = wire.sent.find(({ method }) => method === 'PATCH');
  return { accepts, result, type: change?.headers['content-type'], sent: wire.sent };
}

const asked = ({ sent }: Pick<ScriptedWire, 'sent'>) =>
  sent.filter(({ url }) => url === `${base}/metadata`).length;

describe('how a change is written', () => {
  it.each([
    ['JSON Patch alone', [jsonPatch], jsonPatch],
    ['JSON Patch among others', [xmlPatch, fhirJson, argonautFhirPath, jsonPatch], jsonPatch],
    ['JSON Patch, not in a list', jsonPatch, jsonPatch],
    ['FHIRPath Patch as FHIR names it', [fhirJson], fhirJson],
    ['FHIRPath Patch with parameters', [`${fhirJson}; fhirVersion=3.0`], fhirJson],
    ['FHIRPath Patch as Argonaut names it', [argonautFhirPath], fhirJson],
    ['FHIRPath Patch beside XML Patch', [xmlPatch, argonautFhirPath], fhirJson],
    ['nothing', undefined, jsonPatch],
    ['an empty list', [], jsonPatch],
    ['something that makes no sense', [7, null], jsonPatch],
  ])('where the server declares %s', async (_, formats, type) => {
    const { accepts, result, ...at } = await cancelAt(json(declaring(formats)));
    expect(accepts).toBe(true);
    expect(result).toMatchObject({ ok: true });
    expect(at.type).toBe(type);
  });

  it.each([
    ['XML Patch alone', [xmlPatch], codes('read', 'patch')],
    ['FHIRPath Patch in XML alone', ['application/fhir+xml'], undefined],
    ['no patch of appointments', [jsonPatch], codes('read', 'search-type')],
    ['reading of appointments, and no format', undefined, codes('read')],
  ])('[B17] where it declares %s, no cancelling is offered', async (_, formats, interaction) => {
    const { accepts, result, sent } = await cancelAt(json(declaring(formats, interaction)));
    expect(accepts).toBe(false);
    expect(result).toEqual({ ok: false, failure: { kind: 'not-supported', notices: [] } });
    expect(sent.map(({ method }) => method)).toEqual(['GET']);
  });

  it.each([
    ['patch among the interactions', codes('read', 'patch', 'search-type')],
    ['an empty list of interactions', []],
    ['no interactions', undefined],
  ])('where it declares %s, cancelling is offered', async (_, interaction) => {
    expect((await cancelAt(json(declaring([jsonPatch], interaction)))).accepts).toBe(true);
  });

  it('is JSON Patch where the server does not list appointments at all', async () => {
    const silent = { resourceType: 'CapabilityStatement', rest: [{ mode: 'server' }] };
    expect((await cancelAt(json(silent))).type).toBe(jsonPatch);
    expect((await cancelAt(json({ resourceType: 'CapabilityStatement' }))).type).toBe(jsonPatch);
  });

  it('is not read out of what a client could do', async () => {
    const { rest } = declaring([jsonPatch], codes('read', 'patch')) as { rest: [object] };
    const client = {
      mode: 'client',
      resource: [{ type: 'Appointment', interaction: codes('read') }],
    };
    const both = { resourceType: 'CapabilityStatement', rest: [client, ...rest] };
    expect((await cancelAt(json(both))).accepts).toBe(true);
  });
});

describe('what the server can do', () => {
  it('is asked for at one address, with nothing but the token', async () => {
    const { sent } = await cancelAt(json(declaring([jsonPatch])));
    expect(sent[0]).toMatchObject({ method: 'GET', url: `${base}/metadata`, body: undefined });
    expect(Object.keys(sent[0]!.headers)).toEqual(['accept', 'authorization']);
  });

  it('is asked for once, however often something is changed', async () => {
    const wire = answering(json(declaring([fhirJson])), json(appointment('cancelled')));
    const ehr = ehrOver(wire);
    await ehr.releaseHold({ appointment: visit, until: undefined });
    await ehr.acceptsCancelling();
    await ehr.cancelAppointment(visit, 'patient-cancel');
    await ehr.cancelAppointment(visit, undefined);
    expect(asked(wire)).toBe(1);
    expect(wire.sent).toHaveLength(4);
  });

  it('[B19] is asked for once, also when two want to know at the same time', async () => {
    const wire = answering(json(declaring([jsonPatch])));
    const ehr = ehrOver(wire);
    await Promise.all([ehr.acceptsCancelling(), ehr.acceptsCancelling()]);
    expect(asked(wire)).toBe(1);
  });

  it('is asked for once, also when the answer is no', async () => {
    const wire = answering(json(declaring([xmlPatch])));
    const ehr = ehrOver(wire);
    expect([await ehr.acceptsCancelling(), await ehr.acceptsCancelling()]).toEqual([false, false]);
    expect(asked(wire)).toBe(1);
  });

  it.each(['json', 'fhirpath'] as const)('is not asked for where it is set: %s', async (patch) => {
    const { accepts, type, sent } = await cancelAt(json(appointment('cancelled')), patch);
    expect(accepts).toBe(true);
    expect(type).toBe(patch === 'json' ? jsonPatch : fhirJson);
    expect(sent.map(({ method }) => method)).toEqual(['PATCH']);
  });

  it('is not asked for, and cancelling not offered, where the settings rule it out', async () => {
    const wire = answering(json(declaring([jsonPatch])));
    expect(await ehrOver(wire, { cancel: false }).acceptsCancelling()).toBe(false);
    expect(await ehrOver(wire, { cancel: false, patch: 'json' }).acceptsCancelling()).toBe(false);
    expect(wire.sent).toEqual([]);
  });

  it.each([
    ['an error', json(outcome('exception'), 500)],
    ['no permission', json(outcome('forbidden'), 403)],
    ['a page', words('<!doctype html><title>Portal</title>', 200, 'text/html')],
    ['no JSON', words('<CapabilityStatement/>')],
    ['no network', new TypeError('Failed to fetch')],
    ['nothing', words('')],
    ['something else', json(outcome('processing', 'Try later'))],
  ])('is taken for JSON Patch after %s, and asked for again the next time', async (_, unread) => {
    const wire = answering(unread, json(appointment('cancelled')), json(declaring([xmlPatch])));
    const ehr = ehrOver(wire);
    expect(await ehr.cancelAppointment(visit, undefined)).toMatchObject({ ok: true });
    expect(wire.sent[1]).toMatchObject({ headers: { 'content-type': jsonPatch } });
    expect(await ehr.acceptsCancelling()).toBe(false);
    expect(asked(wire)).toBe(2);
  });
});
