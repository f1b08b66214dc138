import type { Instant } from '../../scheduling/model.ts';

export interface WrittenInstant {
  readonly at: Instant;
  /** Minutes east of UTC as written; `undefined` for `Z` and `-00:00`, which say nothing local (RFC 3339, 4.3). */
  readonly offset: number | undefined;
}

const form =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?(?:Z|([+-])(\d\d):(\d\d))$/;

/**
 * A FHIR `instant`, or a `dateTime` with hour and offset; seconds may be missing. Anything without an
 * offset is no instant and gives `undefined`: guessing the zone would move the visit.
 */
export function parseInstant(written: unknown): WrittenInstant | undefined {
  if (typeof written !== 'string') return undefined;
  const known = read.get(written);
  if (known !== undefined) return known;
  const instant = parse(written);
  if (instant === undefined) return undefined;
  if (read.size === mostKept) read.clear();
  read.set(written, instant);
  return instant;
}

/** Lists have thousands of times, of which many begin with others, or when others end. */
const read = new Map<string, WrittenInstant>();
const mostKept = 4_000;

function parse(written: string): WrittenInstant | undefined {
  const parts = form.exec(written.trim());
  if (parts === null) return undefined;
  const part = (index: number): number => Number(parts[index] ?? 0);
  const [month, day, hour, minute, second] = [part(2), part(3), part(4), part(5), part(6)];
  const milliseconds = Number((parts[7] ?? '').padEnd(3, '0'));
  const local = Date.UTC(part(1), month - 1, day, hour, minute, second, milliseconds);
  // Date.UTC carries what does not fit into the next month: February 30 would silently be March 2.
  const carried = new Date(local).getUTCMonth() !== month - 1;
  const fits = hour < 24 && minute < 60 && second < 60 && part(9) < 15 && part(10) < 60;
  if (carried || !fits) return undefined;
  const east = (parts[8] === '-' ? -1 : 1) * (part(9) * 60 + part(10));
  const silent = parts[8] === undefined || (east === 0 && parts[8] === '-');
  return { at: local - east * 60_000, offset: silent ? undefined : east };
}

/** As FHIR wants an instant that says UTC, to the second. */
export function writeInstant(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
