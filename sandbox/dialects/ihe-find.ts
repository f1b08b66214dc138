import type * as fhir3 from 'fhir/r3';
import { refuse } from '../fhir/outcome.ts';
import type { Clinic } from './clinic.ts';
import type { DialectApp, DialectCall } from './dialect-app.ts';
import { type Definition, readInputs, referred } from './r4-inputs.ts';
import type { toR4 } from './versions.ts';

export type FindDefinition = Definition;

/** The types to which the inputs that are References refer. */
const types = {
  practitioner: 'Practitioner',
  organization: 'Organization',
  'location-reference': 'Location',
  'patient-reference': 'Patient',
} as const;

/** In the clinic's words they have the same names. It takes no notice of the others. */
const texts = ['specialty', 'visit-type', 'location-string', 'reason'] as const;

/** ITI-115: `$find` by POST, with inputs that have types. Only later pages are fetched by GET. */
export function servesFind(
  app: DialectApp,
  clinic: Clinic,
  definition: FindDefinition,
  write: typeof toR4,
): void {
  app.on('POST', '/Appointment/:operation{\\$find}', async (call) => {
    const parameter = await parametersOf(call, clinic, definition);
    const question = { resourceType: 'Parameters', parameter };
    const path = `Appointment/$find${call.url.search}`;
    const { status, resource } = await clinic.get(call.request, 'POST', path, question);
    return { status, resource: resource && write(resource) };
  });
  app.on('GET', '/Appointment/:operation{\\$find}', async ({ request, url }) => {
    if (!url.searchParams.has('_page')) throw refuse(405, 'not-supported', '$find is a POST');
    const path = `Appointment/$find${url.search}`;
    const { status, resource } = await clinic.get(request, 'GET', path);
    return { status, resource: resource && write(resource) };
  });
}

async function parametersOf(
  call: DialectCall,
  clinic: Clinic,
  definition: FindDefinition,
): Promise<fhir3.ParametersParameter[]> {
  const inputs = await readInputs(call, definition);
  const parameter: fhir3.ParametersParameter[] = [];
  for (const name of ['start', 'end'])
    for (const valueDateTime of inputs(name) as readonly string[])
      parameter.push({ name, valueDateTime });
  for (const name of texts)
    for (const valueString of inputs(name) as readonly string[])
      // The guide has no list of alternatives in one value, as the clinic has.
      parameter.push({ name, valueString: valueString.replaceAll(',', String.raw`\,`) });
  for (const [name, type] of Object.entries(types))
    for (const reference of inputs(name)) {
      const id = await referred(clinic, reference, type, name);
      parameter.push({ name, valueUri: `${type}/${id ?? 'nobody'}` });
    }
  for (const resource of inputs('patient-resource') as readonly fhir3.Patient[])
    parameter.push({ name: 'patient-resource', resource });
  return parameter;
}
