import type { Hono } from 'hono';
import { refuse } from '../fhir/outcome.ts';
import type { Clinic } from './clinic.ts';
import { commonRecords, createDialectApp, type DialectCall, passedOn } from './dialect-app.ts';
import {
  createAppointment,
  patchAppointment,
  readAppointment,
  searchAppointments,
} from './millennium-appointments.ts';
import { writeMillennium } from './millennium-resources.ts';
import { patchSlot, readSlot, searchSlots } from './millennium-slots.ts';
import { statementOf } from './statement.ts';
import type { Json } from './versions.ts';

const exposed = [
  'ETag',
  'Location',
  'Content-Location',
  'X-Request-Id',
  'WWW-Authenticate',
  'Date',
];

/**
 * A server in the manner of Oracle Health Millennium, R4, after its public documentation: Slots of one kind of visit
 * each, which are kept and given back by PATCH, and Appointments that are created, moved and cancelled.
 */
export function createMillenniumApp(clinic: Clinic): Hono {
  const options = {
    write: writeMillennium,
    records: commonRecords.filter(isOpen),
    exposes: exposed,
  };
  return createDialectApp(clinic, options, (app) => {
    app.on('GET', '/Slot', (call) => searchSlots(clinic, call));
    app.on('GET', '/Slot/:id{[A-Za-z0-9.-]+}', (call) => readSlot(clinic, call));
    app.on('PATCH', '/Slot/:id{[A-Za-z0-9.-]+}', (call) => patchSlot(clinic, call));
    app.on('GET', '/Appointment', (call) => searchAppointments(clinic, call));
    app.on('POST', '/Appointment', (call) => createAppointment(clinic, call));
    app.on('GET', '/Appointment/:id{[A-Za-z0-9.-]+}', (call) => readAppointment(clinic, call));
    app.on('PATCH', '/Appointment/:id{[A-Za-z0-9.-]+}', (call) => patchAppointment(clinic, call));
    app.on('GET', '/Schedule', (call) => {
      requireIds(call);
      return passedOn(clinic, writeMillennium)(call);
    });
    app.on('GET', '/Schedule/:id{[A-Za-z0-9.-]+}', passedOn(clinic, writeMillennium));
    app.declare(() => statement(clinic));
  });
}

/** Schedules are found by their ids alone. */
const isOpen = (type: string): boolean => type !== 'Schedule';

function requireIds({ url }: DialectCall): void {
  const other = [...url.searchParams.keys()].find((name) => name !== '_id' && name !== '_count');
  if (other !== undefined || !url.searchParams.has('_id'))
    throw refuse(400, 'required', 'Schedules are searched by _id', other ?? '_id');
}

function statement({ server }: Clinic): Json {
  const period = { date: 'date', '-date-or-req-period': 'date' };
  return statementOf(server, {
    software: 'Cerner Millennium, a sandbox of it',
    fhirVersion: '4.0.1',
    patchFormats: ['application/json-patch+json'],
    types: {
      Appointment: {
        interactions: ['read', 'search-type', 'create', 'patch'],
        searches: { patient: 'reference', ...period, status: 'token' },
      },
      Slot: {
        interactions: ['read', 'search-type', 'patch'],
        searches: {
          'service-type': 'token',
          'schedule.actor': 'reference',
          '-location': 'reference',
          start: 'date',
        },
      },
      Schedule: { interactions: ['read', 'search-type'], searches: { _id: 'token' } },
    },
  });
}
