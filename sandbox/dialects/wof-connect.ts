import type * as fhir3 from 'fhir/r3';
import type { Hono } from 'hono';
import { people } from '../clinic/people.ts';
import { searchset } from '../fhir/bundle.ts';
import { FhirRefusal, information } from '../fhir/outcome.ts';
import type { Clinic } from './clinic.ts';
import { commonRecords, createDialectApp } from './dialect-app.ts';
import { bookResource, refusalOf } from './ihe-book.ts';
import { servesFind } from './ihe-find.ts';
import { toIhe } from './ihe.ts';
import { readInputs } from './r4-inputs.ts';
import { statementOf } from './statement.ts';
import type { Json } from './versions.ts';

const canonical = 'http://canonical.fhir.link/servicewell/wof-connect';
const slotId = `${canonical}/identifiercodesystem/slot-id`;

const moment = { kind: 'dateTime', min: 1, max: 1 } as const;
const reference = { kind: 'Reference', min: 0, max: '*' } as const;

/** WOF Connect 0.1: IHE's operations with fewer inputs, and its own names for them. It holds nothing. */
export function createWofConnectApp(clinic: Clinic): Hono {
  const options = { write: toWof, records: [...commonRecords, 'Appointment'] };
  return createDialectApp(clinic, options, (app) => {
    const find = {
      start: moment,
      end: moment,
      practitioner: reference,
      organization: reference,
      'visit-type': { kind: 'string', min: 0, max: '*' },
    } as const;
    servesFind(app, clinic, find, toWof);
    app.on('POST', '/Appointment/:operation{\\$book}', async (call) => {
      const inputs = await readInputs(call, {
        appointment: { kind: 'Appointment', min: 1, max: 1 },
      });
      const [sent] = inputs('appointment') as readonly [Json];
      const matches = [await bookResource(call, clinic, sent, undefined).catch(refusedAloud)];
      const issues = [information('Done')];
      return { status: 200, resource: toWof(searchset({ base: clinic.base, matches, issues })) };
    });
    app.declare(() =>
      statementOf(clinic.server, {
        software: 'Larkspur sandbox, WOF Connect',
        types: {
          Appointment: {
            interactions: ['read', 'search-type'],
            searches: { patient: 'reference', date: 'date', status: 'token' },
            operations: {
              find: `${canonical}/OperationDefinition/FindAppointments`,
              book: `${canonical}/OperationDefinition/BookAppointment`,
            },
          },
        },
      }),
    );
  });
}

/** "On error, an OperationOutcome is returned instead" of the Bundle: what is no longer free is a conflict. */
function refusedAloud(error: unknown): never {
  const refusal = refusalOf(error);
  throw refusal === undefined ? error : new FhirRefusal(refusal.status, refusal.issues);
}

/** Elements that its profile of a booked Appointment has no use for (WofConnectBookedAppointment). */
const unused = [
  'cancelationReason',
  'serviceCategory',
  'specialty',
  'appointmentType',
  'minutesDuration',
  'slot',
  'created',
  'comment',
];

/** An open time has the identifier of its slot; a visit names its patient by an identifier alone. */
function toWof(resource: fhir3.FhirResource): Json {
  const written = toIhe(resource);
  if (written['resourceType'] === 'Appointment') return profiled(written);
  const { entry, ...bundle } = written as { entry?: readonly Json[] };
  if (entry === undefined) return written;
  return {
    ...bundle,
    entry: entry.map((each) =>
      (each['resource'] as Json | undefined)?.['resourceType'] === 'Appointment'
        ? { ...each, resource: profiled(each['resource'] as Json) }
        : each,
    ),
  };
}

function profiled(appointment: Json): Json {
  const { slot, comment, participant } = appointment as unknown as fhir3.Appointment;
  if (appointment['status'] === 'proposed') {
    const value = slot?.[0]?.reference?.split('/')[1];
    return { ...appointment, identifier: [{ system: slotId, value }] };
  }
  const rest = Object.entries(appointment).filter(([element]) => !unused.includes(element));
  return {
    ...Object.fromEntries(rest),
    ...(comment === undefined ? {} : { reasonCode: [{ text: comment }] }),
    participant: participant.map((part) => ({ ...part, actor: identified(part.actor) })),
  };
}

function identified(actor: fhir3.Reference | undefined): unknown {
  const person = people.find(({ id }) => actor?.reference === `Patient/${id}`);
  if (person === undefined) return actor;
  const identifier = { system: 'https://larkspurvalley.example/mrn', value: person.recordNumber };
  return { type: 'Patient', identifier, display: person.name };
}
