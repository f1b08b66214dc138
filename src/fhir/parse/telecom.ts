import { type Json, objects, text } from './json.ts';

/** Of a place or a service: R5 has `contact` around what stood in the resource itself. */
export const telecomOf = ({ telecom, contact }: Json): readonly Json[] => [
  ...objects(telecom),
  ...objects(contact).flatMap((each) => objects(each.telecom)),
];

/** The number or address to use first, of those still in use. */
export function parseTelecom(telecom: unknown, system: 'phone' | 'email'): string | undefined {
  const rank = (contact: Json): number =>
    typeof contact.rank === 'number' ? contact.rank : Number.MAX_SAFE_INTEGER;
  return objects(telecom)
    .filter((contact) => text(contact.system) === system && text(contact.use) !== 'old')
    .sort((one, other) => rank(one) - rank(other))
    .map(({ value }) => text(value))
    .find((value) => value !== undefined);
}
