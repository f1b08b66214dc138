import type { Server } from '../fhir/call.ts';
import { r4Statement } from './r4-statement.ts';
import type { Json } from './versions.ts';

export interface RestDeclared {
  /** The name of the product. */
  readonly software: string;
  readonly fhirVersion: string;
  readonly patchFormats: readonly string[];
  /** What can be asked of the whole system, such as `transaction`. */
  readonly system?: readonly string[];
  /** Whatever is not just read and searched as in plain FHIR. */
  readonly types: Readonly<
    Record<
      string,
      {
        readonly interactions: readonly string[];
        /** Types of search parameters by their names. */
        readonly searches: Readonly<Record<string, string>>;
      }
    >
  >;
}

/** What a server says of itself that schedules without any operation. */
export function restStatement(server: Server, declared: RestDeclared): Json {
  const { software, fhirVersion, patchFormats, system, types } = declared;
  const whole = r4Statement(server, {
    software,
    patchFormats,
    interactions: [],
    searches: {},
    operations: {},
  });
  const [rest] = whole['rest'] as [{ resource: readonly Json[] }];
  const codes = (interactions: readonly string[]): readonly Json[] =>
    interactions.map((code) => ({ code }));
  const own = Object.entries(types).map(([type, { interactions, searches }]) => ({
    type,
    interaction: codes(interactions),
    searchParam: Object.entries(searches).map(([name, kind]) => ({ name, type: kind })),
  }));
  const others = rest.resource.filter(
    ({ type }) => type !== 'Appointment' && types[String(type)] === undefined,
  );
  return {
    ...whole,
    fhirVersion,
    // An element that later versions no longer have.
    ...(fhirVersion.startsWith('3') ? { acceptUnknown: 'no' } : {}),
    rest: [
      { ...rest, resource: [...own, ...others], ...(system ? { interaction: codes(system) } : {}) },
    ],
  };
}
