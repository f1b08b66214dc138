import { listResources } from '../database/resources.ts';
import { searchset } from '../fhir/bundle.ts';
import { refuse } from '../fhir/outcome.ts';
import type { Clinic } from './clinic.ts';
import type { DialectAnswer, DialectApp, DialectCall } from './dialect-app.ts';
import type { toR4 } from './versions.ts';

type Pair = readonly [name: string, value: string];

/** ITI-118: the patient's appointments, searched by GET and by POST, for an id or for an identifier. */
export function servesSearch(app: DialectApp, clinic: Clinic, write: typeof toR4): void {
  const search = async (call: DialectCall, pairs: readonly Pair[]): Promise<DialectAnswer> => {
    const own = await identifiersOf(call, clinic);
    const named = pairs.filter(([name]) => name === 'patient.identifier');
    if (named.some(([, value]) => !value.split(',').some((each) => own.includes(each))))
      return { status: 200, resource: write(searchset({ base: clinic.base, matches: [] })) };
    const query = new URLSearchParams([
      ...pairs.filter(([name]) => name !== 'patient.identifier').map(([...pair]) => pair),
      ...(named.length > 0 ? [['patient', call.access.patient]] : []),
    ]);
    const told = await clinic.get(call.request, 'GET', `Appointment?${query.toString()}`);
    return { status: told.status, resource: told.resource && write(told.resource) };
  };
  app.on('GET', '/Appointment', (call) => search(call, [...call.url.searchParams]));
  app.on('POST', '/Appointment/_search', async (call) => {
    const type = call.request.headers.get('content-type') ?? '';
    if (!type.startsWith('application/x-www-form-urlencoded'))
      throw refuse(415, 'not-supported', 'A search by POST is a form');
    const form = new URLSearchParams(await call.request.text());
    return search(call, [...call.url.searchParams, ...form]);
  });
}

async function identifiersOf({ access }: DialectCall, { server }: Clinic): Promise<string[]> {
  const rows = await listResources(server.database, 'Patient', 'id = $2', [access.patient]);
  return rows.flatMap(({ resource }) =>
    resource.resourceType === 'Patient'
      ? (resource.identifier ?? []).map(({ system = '', value = '' }) => `${system}|${value}`)
      : [],
  );
}
