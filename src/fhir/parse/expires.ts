import type { Instant } from '../../scheduling/model.ts';

/** No clinic keeps a time for a day; what says so is the header's other meaning, caching. */
const longest = 24 * 3_600_000;

/**
 * When a hold ends, from the `Expires` header (Argonaut Scheduling 1.0.0, Appointment $hold).
 * `undefined` where it is absent, past, more than a day off or unreadable: then no end can be shown.
 */
export function parseExpires(header: string | null, now: Instant): Instant | undefined {
  const at = parseHttpDate(header);
  return at !== undefined && at > now && at - now <= longest ? at : undefined;
}

/** Seconds to wait, from `Retry-After`, which is a number of seconds or a date. */
export function parseRetryAfter(header: string | null, now: Instant): number | undefined {
  if (/^\d{1,6}$/.test(header ?? '')) return Number(header);
  const at = parseHttpDate(header);
  return at !== undefined && at > now ? Math.ceil((at - now) / 1000) : undefined;
}

/**
 * A date that names its zone, in the forms of RFC 9110, 5.6.7, or of FHIR. The engine's own parser reads
 * them, and also the month written out, as in the guide's sample `Wed, 21 March 2018 07:28:00 GMT`.
 */
function parseHttpDate(header: string | null): Instant | undefined {
  if (
    header === null ||
    !/\d:\d\d(?::\d\d)?(?:\.\d+)? ?(?:GMT|UTC|Z|[+-]\d\d:?\d\d)$/i.test(header)
  ) {
    return undefined;
  }
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : at;
}
