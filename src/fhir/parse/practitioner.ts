import type { Practitioner, Reference } from '../../scheduling/model.ts';
import { parseName } from './human-name.ts';
import type { Json } from './json.ts';

export function parsePractitioner(json: Json, reference: Reference): Practitioner {
  return { reference, name: parseName(json.name) };
}
