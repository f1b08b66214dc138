import type { Hono } from 'hono';
import type { Server } from '../fhir/call.ts';
import type { Clinic } from './clinic.ts';
import { commonRecords, createDialectApp, passedOn } from './dialect-app.ts';
import { cancel, confirm, reschedule, take } from './medplum-changes.ts';
import { readListed, searchListed, searchParameters } from './medplum-directory.ts';
import { find } from './medplum-find.ts';
import { jsonPatch, patchAppointment } from './medplum-patch.ts';
import { statementOf } from './statement.ts';
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
function statement(server: Server): Json {
  const searches = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, name === 'date' ? 'date' : 'token']));
  return statementOf(server, {
    software: 'medplum',
    patchFormats: [jsonPatch],
    types: {
      Appointment: {
        interactions: ['read', 'search-type', 'patch'],
        searches: searches(['_id', 'patient', 'status', 'date', 'practitioner']),
      },
      ...Object.fromEntries(
        listed.map((type) => [type, { searches: searches(searchParameters(type)) }]),
      ),
    },
  });
}
