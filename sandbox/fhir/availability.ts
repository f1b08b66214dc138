import { horizonDays } from '../clinic/calendar.ts';
import { places, withParts } from '../clinic/places.ts';
import type { SlotQuery } from '../database/slots.ts';
import type { Call } from './call.ts';
import { readSpan, type Span } from './dates.ts';
import type { OperationInput } from './input.ts';
import { information, refuse, type Issue } from './outcome.ts';
import { readReference } from './references.ts';

/** The part of a question about free time that `$find` and `$prefetch` share. */
export interface Availability {
  readonly from: Date;
  readonly until: Date;
  readonly practitioners: readonly string[] | undefined;
  readonly organizations: readonly string[] | undefined;
  readonly locations: readonly string[] | undefined;
  /** The window as it was asked for, as `requestedPeriod` repeats it. */
  readonly asked: { readonly start: number; readonly end: number };
  readonly issues: readonly Issue[];
}

/** Reads window and actors. Of one kind any will do; all kinds must be met. */
export function readAvailability(call: Call, input: OperationInput): Availability {
  const horizon = call.now + horizonDays * 86_400_000;
  // Both are required, so only a server that ignores one goes without it.
  const start = input.texts.has('start') ? spanOf(input, 'start').start : call.now;
  const end = input.texts.has('end') ? endOf(spanOf(input, 'end')) : horizon;
  if (end <= start) throw refuse(400, 'value', 'end must be after start', 'end');
  const issues: Issue[] = input.unknown.map((name) =>
    information(`The parameter ${name} is not known here and was ignored`, name),
  );
  if (end > horizon)
    issues.push(
      information(
        `Times are published for ${horizonDays} days; the window was cut off there`,
        'end',
      ),
    );
  const ids = (name: string, type: string): string[] | undefined =>
    input.texts.get(name)?.map((text) => readReference(text, type, call.server.base, name));
  const strings = input.texts.get('location-string');
  const references = ids('location-reference', 'Location');
  return {
    from: new Date(Math.max(start, call.now)),
    until: new Date(Math.min(end, horizon)),
    practitioners: ids('practitioner', 'Practitioner'),
    organizations: ids('organization', 'Organization')?.flatMap(withParts),
    locations: both(references, strings && placesMatching(strings)),
    asked: { start, end },
    issues,
  };
}

export function slotQuery(availability: Availability): Omit<SlotQuery, 'limit'> {
  const { from, until, practitioners, organizations, locations } = availability;
  return {
    from,
    until: until < from ? from : until,
    practitioners,
    organizations,
    locations,
  };
}

/** A date as the end includes that day; an instant is the end itself. */
function endOf({ start, end }: Span): number {
  return end - start > 60_000 ? end : start;
}

function spanOf(input: OperationInput, name: string): Span {
  const text = input.texts.get(name)?.[0] ?? '';
  const span = readSpan(text);
  if (!span)
    throw refuse(
      400,
      'value',
      `${name} must be a dateTime with its time zone, not "${text}"`,
      name,
    );
  return span;
}

/** FHIR's string search: any string part of the address begins with it, whatever the case and the accents. */
function placesMatching(strings: readonly string[]): string[] {
  const matches = strings.flatMap((text) =>
    places.filter(({ address }) => {
      const parts = [
        address?.text,
        ...(address?.line ?? []),
        address?.city,
        address?.district,
        address?.state,
        address?.postalCode,
        address?.country,
      ];
      return parts.some((part) => part !== undefined && plain(part).startsWith(plain(text)));
    }),
  );
  return [...new Set(matches.map(({ id }) => id))];
}

function both(one: string[] | undefined, other: string[] | undefined): string[] | undefined {
  return one && other ? one.filter((id) => other.includes(id)) : (one ?? other);
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
