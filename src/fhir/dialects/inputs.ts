import type { Code, Reference } from '../../scheduling/model.ts';
import type { Json } from '../parse/json.ts';

/** The inputs of an operation by their names. Each stands as often as it has values, in the order of preference. */
export type Inputs = Readonly<Record<string, readonly Json[]>>;

/** As a Parameters resource of FHIR R4, where inputs have types of which STU3's guides know nothing. */
export function parametersOf(inputs: Inputs): Json {
  return {
    resourceType: 'Parameters',
    parameter: Object.entries(inputs).flatMap(([name, values]) =>
      values.map((value) => ({ name, ...value })),
    ),
  };
}

export const references = (list: readonly Reference[] = []): readonly Json[] =>
  list.map((reference) => ({ valueReference: { reference } }));

/** Tokens with both parts. */
export const tokens = (codes: readonly Code[] = []): readonly Json[] =>
  codes.map(({ system, code }) => ({ valueString: `${system}|${code}` }));

export const concepts = (codes: readonly Code[] = []): readonly Json[] =>
  codes.map(({ system, code }) => ({ valueCodeableConcept: { coding: [{ system, code }] } }));
