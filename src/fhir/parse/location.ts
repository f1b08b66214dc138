import type { Location, Reference } from '../../scheduling/model.ts';
import { isTimeZone } from '../../scheduling/time-zone.ts';
import { type Json, object, objects, text, texts } from './json.ts';
import { parseTelecom, telecomOf } from './telecom.ts';

const timeZoneExtension = 'http://hl7.org/fhir/StructureDefinition/timezone';

export function parseLocation(json: Json, reference: Reference): Location {
  return {
    reference,
    name: text(json.name),
    address: linesOf(object(json.address)),
    phone: parseTelecom(telecomOf(json), 'phone'),
    timeZone: timeZoneOf(json),
  };
}

function linesOf(address: Json): readonly string[] {
  const region = texts([address.state, address.postalCode]).join(' ');
  const town = texts([address.city, region]).join(', ');
  const lines = texts([...texts(address.line), town]);
  // Without its parts the address may still stand in one text, its lines separated as on an envelope.
  if (lines.length > 0 || typeof address.text !== 'string') return lines;
  return texts(address.text.split(/\r?\n/));
}

/** Only names that this browser can reckon with, and no bare offsets, which do not know summer from winter. */
function timeZoneOf({ extension }: Json): string | undefined {
  const zone = objects(extension).find(({ url }) => url === timeZoneExtension);
  const name = zone && (text(zone.valueCode) ?? text(zone.valueString));
  return name !== undefined && isTimeZone(name) ? name : undefined;
}
