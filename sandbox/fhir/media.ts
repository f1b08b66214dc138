import { refuse } from './outcome.ts';

export const fhirJson = 'application/fhir+json;charset=utf-8';

const jsonTypes = new Set([
  'application/fhir+json',
  'application/json',
  'application/json+fhir',
  'application/*',
  '*/*',
  'text/json',
  'json',
]);

/** JSON is all this server writes: whoever insists on another format is told so (406). */
export function requireJsonAccepted(request: Request, url: URL): void {
  const format = url.searchParams.get('_format');
  const wanted = format === null ? (request.headers.get('accept') ?? '*/*') : format;
  const acceptable = wanted.split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const refused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    // An unencoded "+" in `_format=application/fhir+json` arrives as a space.
    return !refused && jsonTypes.has(type.replace('fhir json', 'fhir+json'));
  });
  if (!acceptable)
    throw refuse(
      406,
      'not-supported',
      `This server answers application/fhir+json only, not ${wanted}`,
    );
}

/** Reads a JSON body of one of the media types, else 415; what is no JSON is 400. */
export async function readJson(request: Request, types: readonly string[]): Promise<unknown> {
  const [type = '', ...parameters] = (request.headers.get('content-type') ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase());
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '');
  if (!types.includes(type) || (charset !== undefined && charset !== 'utf-8')) {
    throw refuse(
      415,
      'not-supported',
      `Content-Type must be ${types.join(' or ')}, not ${type || 'absent'}${charset ? `;charset=${charset}` : ''}`,
    );
  }
  try {
    return JSON.parse(await request.text()) as unknown;
  } catch {
    throw refuse(400, 'structure', 'The body is not JSON');
  }
}

/** The body of a create, an update or an operation. */
export function readFhirJson(request: Request): Promise<unknown> {
  return readJson(request, ['application/fhir+json', 'application/json']);
}
