import type * as fhir3 from 'fhir/r3';
import type { Hono } from 'hono';
import { refuse } from '../fhir/outcome.ts';
import { readFhirJson } from '../fhir/media.ts';
import { isObject } from '../fhir/validation/validate.ts';
import type { Clinic } from './clinic.ts';
import {
  commonRecords,
  createDialectApp,
  type DialectAnswer,
  type DialectCall,
} from './dialect-app.ts';
import { type Definition, inStu3, readInputs, referred } from './r4-inputs.ts';
import { statementOf } from './statement.ts';
import { type Json, toR4 } from './versions.ts';

const most = 1000;
const anyNumber = { min: 0, max: '*' } as const;
const atMostOne = { min: 0, max: 1 } as const;
const find: Definition = {
  start: { kind: 'dateTime', min: 1, max: 1 },
  end: { kind: 'dateTime', min: 1, max: 1 },
  'service-type': { kind: 'CodeableConcept', ...anyNumber },
  specialty: { kind: 'CodeableConcept', ...anyNumber },
  practitioner: { kind: 'Reference', ...anyNumber },
  location: { kind: 'Reference', ...anyNumber },
};
const book: Definition = {
  'appt-id': { kind: 'uri', ...atMostOne },
  'appt-resource': { kind: 'Appointment', ...atMostOne },
  'cancelled-appt-id': { kind: 'uri', ...atMostOne },
  'patient-id': { kind: 'uri', min: 1, max: '*' },
  comment: { kind: 'string', ...atMostOne },
};

/**
 * Oracle Health AI Application Suite. Where its documentation says nothing (what a refused booking is answered
 * with), it does as Argonaut's guide, whose inputs `$book` has.
 */
export function createOracleApp(clinic: Clinic): Hono {
  const options = { write, records: [...commonRecords, 'Appointment'] };
  return createDialectApp(clinic, options, (app) => {
    app.on('POST', '/Appointment/:operation{\\$find}', (call) => findTimes(call, clinic));
    app.on('GET', '/Appointment/:operation{\\$find}', async ({ request, url }) => {
      if (!url.searchParams.has('_page')) throw refuse(405, 'not-supported', '$find is a POST');
      const told = await clinic.get(request, 'GET', `Appointment/$find${url.search}`);
      return { status: told.status, resource: told.resource && write(told.resource) };
    });
    app.on('POST', '/Appointment/:operation{\\$book}', (call) => bookTime(call, clinic));
    app.on('PATCH', '/Appointment/:id{[A-Za-z0-9.-]+}', (call) => patch(call, clinic));
    app.declare(() =>
      statementOf(clinic.server, {
        software: 'Oracle Health AI Application Suite (imitated by the Larkspur sandbox)',
        patchFormats: ['application/fhir+json'],
        types: {
          Appointment: {
            interactions: ['read', 'search-type', 'patch'],
            searches: { _id: 'token', patient: 'reference', date: 'date', status: 'token' },
            // Oracle has published no canonicals.
            operations: Object.fromEntries(
              ['find', 'book'].map((name) => [
                name,
                `${clinic.base}/OperationDefinition/Appointment-${name}`,
              ]),
            ),
          },
        },
      }),
    );
  });
}

/** Without the Argonaut guide's profiles. */
function write(resource: fhir3.FhirResource): Json {
  const { meta: _, ...bundle } = toR4(resource);
  return resource.resourceType === 'Bundle' ? bundle : toR4(resource);
}

async function findTimes(call: DialectCall, clinic: Clinic): Promise<DialectAnswer> {
  const { url, access, request } = call;
  const inputs = await readInputs(call, find);
  const parameter: fhir3.ParametersParameter[] = [
    { name: 'patient-reference', valueUri: `Patient/${access.patient}` },
  ];
  for (const name of ['start', 'end'])
    for (const valueDateTime of inputs(name) as readonly string[])
      parameter.push({ name, valueDateTime });
  for (const [name, own] of [
    ['service-type', 'visit-type'],
    ['specialty', 'specialty'],
  ] as const)
    for (const { coding = [] } of inputs(name) as readonly fhir3.CodeableConcept[])
      for (const { system = '', code = '' } of coding)
        parameter.push({ name: own, valueString: `${system}|${code}` });
  for (const [name, own, type] of [
    ['practitioner', 'practitioner', 'Practitioner'],
    ['location', 'location-reference', 'Location'],
  ] as const)
    for (const reference of inputs(name)) {
      const id = await referred(clinic, reference, type, name);
      parameter.push({ name: own, valueUri: `${type}/${id ?? 'nobody'}` });
    }
  const question = { resourceType: 'Parameters', parameter };
  const told = await clinic.get(request, 'POST', `Appointment/$find${url.search}`, question);
  return {
    status: told.status,
    resource: withAppliedCount(url, write(told.resource as fhir3.Bundle)),
  };
}

/** "When a request exceeds this value, the link[self] reflects the applied maximum." */
function withAppliedCount(url: URL, bundle: Json): Json {
  if (Number(url.searchParams.get('_count') ?? 0) <= most) return bundle;
  const applied = new URL(url);
  applied.searchParams.set('_count', String(most));
  const links = (bundle['link'] ?? []) as readonly Json[];
  return {
    ...bundle,
    link: links.map((link) =>
      link['relation'] === 'self' ? { ...link, url: applied.href } : link,
    ),
  };
}

async function bookTime(call: DialectCall, clinic: Clinic): Promise<DialectAnswer> {
  const inputs = await readInputs(call, book);
  const parameter = Object.entries(book).flatMap(([name, { kind }]) =>
    inputs(name).map((value) => ({
      name,
      ...(kind === 'Appointment'
        ? { resource: inStu3(value as Json) }
        : { [kind === 'uri' ? 'valueUri' : 'valueString']: value }),
    })),
  );
  const question = { resourceType: 'Parameters', parameter };
  const told = await clinic.get(call.request, 'POST', 'Appointment/$book', question);
  return { status: 200, resource: write(told.resource as fhir3.Bundle) };
}

/** FHIRPath Patch of one or two operations, on the version that `If-Match` names and on no other. */
async function patch(call: DialectCall, clinic: Clinic): Promise<DialectAnswer> {
  const { request } = call;
  const body = await readFhirJson(request);
  if (!/^W\/"[^"]+"$/.test(request.headers.get('if-match') ?? ''))
    throw refuse(
      412,
      'conflict',
      'If-Match is needed, with the version to which the patch applies',
    );
  const id = call.param('id');
  const told = await clinic.get(request, 'PATCH', `Appointment/${id}`, operationsOf(body));
  return { status: 200, resource: write(told.resource as fhir3.Appointment) };
}

const guide = 'http://fhir.org/guides/argonaut-scheduling';
const reasons = 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason';

/** What the clinic is asked, as JSON Patch: it keeps the reason in an extension, where R4 has an element. */
function operationsOf(body: unknown): readonly Json[] {
  const { resourceType, parameter } = (isObject(body) ? body : {}) as Partial<fhir3.Parameters>;
  if (resourceType !== 'Parameters' || !Array.isArray(parameter))
    throw refuse(400, 'structure', 'A FHIRPath Patch is a Parameters resource');
  if (parameter.length < 1 || parameter.length > 2)
    throw refuse(400, 'structure', 'A patch has one or two operations');
  return (parameter as readonly fhir3.ParametersParameter[]).map(({ name, part = [] }) => {
    const parts = new Map(part.map((each) => [each.name, each]));
    const what = `${parts.get('type')?.valueCode ?? ''} ${parts.get('path')?.valueString ?? ''}`;
    const value = parts.get('value');
    if (name !== 'operation' || parts.size !== part.length)
      throw refuse(400, 'structure', 'An operation has a type, a path and a value, each once');
    if (what === 'replace Appointment.status' && parts.size === 3 && value?.valueCode)
      return { op: 'replace', path: '/status', value: value.valueCode };
    const element = parts.get('name')?.valueString;
    const why = value?.valueCodeableConcept;
    if (what === 'add Appointment' && element === 'cancelationReason' && parts.size === 4 && why) {
      if (!why.coding?.some(({ system }) => system === reasons))
        throw refuse(422, 'code-invalid', `A code of ${reasons} is needed`, 'Appointment');
      const url = `${guide}/StructureDefinition/extension-status-reason`;
      return { op: 'add', path: '/extension/-', value: { url, valueCodeableConcept: why } };
    }
    throw refuse(422, 'not-supported', `This server does not patch ${what}`);
  });
}
