import type { Elsewhere } from '../../scheduling/model.ts';
import { type Json, objects, text } from './json.ts';

/**
 * SMART Scheduling Links, as it was first published and as HL7's guide
 * (`.../StructureDefinition/booking-deep-link`, `.../booking-phone`), and HL7 Austria's link
 * (`.../appointment-booking-url`, `.../slot-booking-url` before).
 */
const link = /\/(?:booking-deep-link|(?:appointment-|slot-)?booking-url)$/;
const telephone = /\/booking-phone$/;

/** Where a time is booked that its server only shows: it says so itself, or one of its Slots does. */
export function parseElsewhere({ extension, contained }: Json): Elsewhere | undefined {
  const slots = objects(contained).filter(({ resourceType }) => resourceType === 'Slot');
  const extensions = objects([extension, ...slots.map((slot) => slot.extension)].flat());
  const named = (name: RegExp): readonly Json[] =>
    extensions.filter(({ url }) => name.test(text(url) ?? ''));
  const links = named(link);
  const phones = named(telephone);
  if (links.length + phones.length === 0) return undefined;
  return {
    url: links
      .map(({ valueUrl, valueUri }) => webPage(text(valueUrl) ?? text(valueUri)))
      .find((url) => url !== undefined),
    phone: phones
      .map(({ valueString }) => text(valueString))
      .find((phone) => phone !== undefined && /\d{3}/.test(phone.replaceAll(/\D/g, ''))),
  };
}

/** Nothing but https, and nothing that could look like another site than it is. */
function webPage(written: string | undefined): string | undefined {
  if (written === undefined || !URL.canParse(written)) return undefined;
  const { protocol, username, password, href } = new URL(written);
  return protocol === 'https:' && username === '' && password === '' ? href : undefined;
}
