import type { Code } from '../scheduling/model.ts';

/** Part of a value in a query: a comma would mean "or", so literal ones are escaped (FHIR STU3, search, 3.1.1.4.3). */
export const escaped = (part: string): string => part.replace(/[\\,|$]/g, String.raw`\$&`);

/** A value of a token parameter. */
export const token = ({ system, code }: Pick<Code, 'system' | 'code'>): string =>
  [system, code].map(escaped).join('|');
