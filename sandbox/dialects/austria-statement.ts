import type { Server } from '../fhir/call.ts';
import { capabilityStatement } from '../fhir/metadata.ts';
import { commonRecords } from './dialect-app.ts';
import type { Json } from './versions.ts';

const guide = 'https://fhir.hl7.at/tc/wg/scheduling/r5';

/** What Slots are searched by. */
export const slotParameters = {
  schedule: 'reference',
  'service-type': 'token',
  start: 'date',
  status: 'token',
} as const;

/** What this server does, with the canonicals of the guide. */
export function statement(server: Server): Json {
  const { rest = [], ...common } = capabilityStatement(server);
  const [{ security, resource = [] } = {}] = rest;
  const params = (searches: Readonly<Record<string, string>>) =>
    Object.entries(searches).map(([name, type]) => ({ name, type }));
  const operation = (name: string, definition: string) => ({
    name,
    definition: `${guide}/OperationDefinition/${definition}`,
  });
  const of = (type: string, interactions: readonly string[], more: Json): Json => ({
    type,
    interaction: interactions.map((code) => ({ code })),
    ...more,
  });
  const readable = ['read', 'search-type'];
  return {
    resourceType: 'CapabilityStatement',
    status: common.status,
    date: common.date,
    publisher: common.publisher,
    kind: common.kind,
    software: common.software,
    implementation: common.implementation,
    fhirVersion: '5.0.0',
    format: common.format,
    rest: [
      {
        mode: 'server',
        security,
        resource: [
          of('Appointment', [...readable, 'update'], {
            searchParam: params({ actor: 'reference', date: 'date', status: 'token' }),
            operation: [operation('book', 'appointment-book')],
          }),
          of('Slot', readable, {
            searchParam: params(slotParameters),
            operation: [operation('hold', 'slot-hold')],
          }),
          of('Schedule', readable, {
            searchParam: params({
              actor: 'reference',
              date: 'date',
              'service-type-reference': 'reference',
            }),
          }),
          ...resource
            .filter(({ type }) => commonRecords.includes(type) && type !== 'Schedule')
            .map(({ type, searchParam = [] }) => of(type, readable, { searchParam })),
        ],
      },
    ],
  };
}
