import type { Hono } from 'hono';
import type { Clinic } from './clinic.ts';
import { commonRecords, createDialectApp } from './dialect-app.ts';
import { onlyTogether, patchVisit, putVisit, transact } from './plain-changes.ts';
import { pageOfSlots, readSlot, searchSlots } from './plain-slots.ts';
import { r4, stu3, type Version } from './plain-version.ts';
import { statementOf } from './statement.ts';
import type { Json } from './versions.ts';

/**
 * A server in the manner of HAPI: FHIR without any guide. Slots are searched; one transaction books, moves or cancels
 * a visit along with its Slots. Stale versions are refused with 409, as HAPI does.
 */
function createVersion(clinic: Clinic, version: Version): Hono {
  const options = {
    write: version.write,
    records: [...commonRecords, 'Appointment'],
    exposes: ['Location', 'Content-Location'],
  };
  return createDialectApp(clinic, options, (app) => {
    app.on('GET', '/', (call) => pageOfSlots(clinic, version, call));
    app.on('POST', '/', (call) => transact(clinic, version, call));
    app.on('GET', '/Slot', (call) => searchSlots(clinic, version, call));
    app.on('GET', '/Slot/:id{[A-Za-z0-9.-]+}', (call) => readSlot(clinic, version, call));
    app.on('PUT', '/Slot/:id{[A-Za-z0-9.-]+}', onlyTogether);
    app.on('POST', '/Appointment', onlyTogether);
    app.on('PUT', '/Appointment/:id{[A-Za-z0-9.-]+}', (call) => putVisit(clinic, version, call));
    app.on('PATCH', '/Appointment/:id{[A-Za-z0-9.-]+}', (call) =>
      patchVisit(clinic, version, call),
    );
    app.declare(() => statement(clinic, version));
  });
}

export const createPlainApp = (clinic: Clinic): Hono => createVersion(clinic, r4);
export const createPlainStu3App = (clinic: Clinic): Hono => createVersion(clinic, stu3);

function statement({ server }: Clinic, { fhirVersion, searches }: Version): Json {
  const codes = Object.values(searches).map((name: string) => [name, 'token'] as const);
  return statementOf(server, {
    software: 'HAPI FHIR Server, a sandbox of it',
    fhirVersion,
    patchFormats: ['application/json-patch+json'],
    system: ['transaction'],
    types: {
      Appointment: {
        interactions: ['read', 'search-type', 'create', 'update', 'patch'],
        searches: {
          _id: 'token',
          patient: 'reference',
          status: 'token',
          date: 'date',
          practitioner: 'reference',
        },
      },
      Slot: {
        interactions: ['read', 'search-type', 'update'],
        searches: { status: 'token', start: 'date', ...Object.fromEntries<string>(codes) },
      },
    },
  });
}
