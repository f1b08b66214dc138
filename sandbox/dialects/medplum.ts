import type { Hono } from 'hono';
import { directoryParameters, directoryTypes } from '../fhir/directory-parameters.ts';
import type { Server } from '../fhir/call.ts';
import { recordParameters } from '../fhir/records.ts';
import type { Clinic } from './clinic.ts';
import { commonRecords, createDialectApp, passedOn } from './dialect-app.ts';
import { cancel, confirm, reschedule, take } from './medplum-changes.ts';
import { readListed, searchListed, searchParameters } from './medplum-directory.ts';
import { find } from './medplum-find.ts';
import { jsonPatch, patchAppointment } from './medplum-patch.ts';
import { type Json, toR4 } from './versions.ts';

const id = ':id{[A-Za-z0-9.-]+}';
/** They are others than those of the guide: see medplum-directory.ts. */
const listed = ['Schedule', 'HealthcareService'] as const;
const records = commonRecords.filter((type) => !listed.some((each) => each === type));

/** A server in Medplum's manner, from its documentation and its source: https://www.medplum.com/docs/scheduling. */
export function createMedplumApp(clinic: Clinic): Hono {
  const { server } = clinic;
  return createDialectApp(clinic, { write: toR4, records }, (app) => {
    app.on('GET', '/Appointment/:operation{\\$find}', (call) => find(call, server));
    app.on('POST', '/Appointment/:operation{\\$hold}', (call) => take(call, server, 'pending'));
    app.on('POST', '/Appointment/:operation{\\$book}', (call) => take(call, server, 'booked'));
    for (const [name, work] of Object.entries({ confirm, cancel, reschedule }))
      app.on('POST', `/Appointment/${id}/:operation{\\$${name}}`, (call) => work(call, server));
    app.on('GET', `/Appointment`, passedOn(clinic, toR4));
    app.on('GET', `/Appointment/${id}`, passedOn(clinic, toR4));
    app.on('PATCH', `/Appointment/${id}`, (call) => patchAppointment(call, server));
    for (const type of listed) {
      app.on('GET', `/${type}`, (call) => searchListed(call, type, server));
      app.on('GET', `/${type}/${id}`, (call) => readListed(call, type, server));
    }
    app.declare(() => statement(server));
  });
}

/** It lists none of the operations, as Medplum's does not. */
function statement({ base }: Server): Json {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-01-01',
    kind: 'instance',
    software: { name: 'medplum', version: '5.1.30 (imitated by the Larkspur sandbox)' },
    implementation: { description: 'A sandbox with invented patients', url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    patchFormat: [jsonPatch],
    rest: [
      {
        mode: 'server',
        security: {
          cors: true,
          service: [
            {
              coding: [
                {
                  system: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
                  code: 'SMART-on-FHIR',
                },
              ],
            },
          ],
        },
        resource: [
          resource('Appointment', ['_id', 'patient', 'status', 'date', 'practitioner'], ['patch']),
          ...listed.map((type) => resource(type, searchParameters(type))),
          ...records.map((type) => resource(type, parametersOf(type))),
        ],
      },
    ],
  };
}

const resource = (
  type: string,
  parameters: readonly string[],
  more: readonly string[] = [],
): Json => ({
  type,
  interaction: ['read', 'search-type', ...more].map((code) => ({ code })),
  searchParam: parameters.map((name) => ({ name, type: name === 'date' ? 'date' : 'token' })),
});

function parametersOf(type: string): readonly string[] {
  if (type === 'Patient' || type === 'Coverage') return recordParameters(type);
  const known = directoryTypes.find((each) => each === type);
  return known === undefined ? [] : directoryParameters(known).map(({ name }) => name);
}
