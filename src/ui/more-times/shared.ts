import type { Zone } from '../../scheduling/availability.ts';
import type { Instant } from '../../scheduling/model.ts';
import type { Format } from '../format.ts';

/** What is the same for all the times of a day: it is said once, above them. */
export interface Shared {
  readonly who: string | undefined;
  readonly where: string | undefined;
  readonly zone: string | undefined;
}

/** The one value that all have, if it is one. */
export function sameOf<Item>(
  items: readonly Item[],
  of: (item: Item) => string | undefined,
): string | undefined {
  const [first, ...rest] = items;
  if (first === undefined) return undefined;
  const value = of(first);
  return rest.every((item) => of(item) === value) ? value : undefined;
}

/** Names the zones of one day, each once: a day has one name for a zone, and to find it takes long. */
export function zoneNames(format: Format): (instant: Instant, zone: Zone) => string | undefined {
  const names = new Map<string | number, string | undefined>();
  return (instant, zone) => {
    if (zone.kind === 'unknown') return undefined;
    const key = zone.kind === 'iana' ? zone.name : zone.minutes;
    if (!names.has(key)) names.set(key, format.zone(instant, zone));
    return names.get(key);
  };
}

/** "by video" as a line of its own: "By video". */
export const asLine = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);
