import type { PatchFormat } from './patch.ts';
import { attempt } from './errors.ts';
import { object, objects, text, texts } from './parse/json.ts';
import type { Send } from './request.ts';

/** What a server's CapabilityStatement says of changing an Appointment: a format that this app writes, or none. */
export type Declared = PatchFormat | 'none';

/**
 * Asks for the CapabilityStatement when a patch is first needed, and not again. A server that says nothing of
 * patches gets JSON Patch, which Argonaut's own samples use; so does one whose statement cannot be read, and
 * that one is asked again the next time.
 * @param known what the deployment's settings say: then nothing is asked
 */
export function patchFormatOf(send: Send, known: PatchFormat | undefined): () => Promise<Declared> {
  let found: Promise<Declared> | undefined = known && Promise.resolve(known);
  return () => (found ??= ask());
  async function ask(): Promise<Declared> {
    const read = await attempt(() => send({ method: 'GET', url: 'metadata' }));
    if (read.ok && object(read.value.json).resourceType === 'CapabilityStatement')
      return declaredIn(read.value.json);
    found = undefined;
    return 'json';
  }
}

/** XML Patch is declared by some and written by none of ours: there the answer is `none`. */
function declaredIn(json: unknown): Declared {
  const statement = object(json);
  const appointment = objects(statement.rest)
    .filter(({ mode }) => text(mode) !== 'client')
    .flatMap(({ resource }) => objects(resource))
    .find(({ type }) => text(type) === 'Appointment');
  const interactions = objects(appointment?.interaction).map(({ code }) => text(code));
  if (interactions.length > 0 && !interactions.includes('patch')) return 'none';
  const formats = texts(statement.patchFormat);
  if (formats.length === 0 || formats.some((format) => format.includes('json-patch')))
    return 'json';
  return formats.some((format) => /fhirpath|^application\/fhir\+json/.test(format))
    ? 'fhirpath'
    : 'none';
}
