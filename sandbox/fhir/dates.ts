/** An instant as this server writes it: UTC, without milliseconds. */
export function instant(time: Date | number): string {
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** What a FHIR date or dateTime covers: from `start` until just before `end`, epoch milliseconds. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const pattern =
  /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d|60)(\.\d+)?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d))?)?)?$/;

/**
 * Reads a FHIR date or dateTime of any precision. A time must carry its zone, as FHIR says; a date
 * without time is read as that day in UTC. `undefined` when it is none, 30 February included.
 */
export function readSpan(text: string): Span | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [, year = '', month, day, hours] = match;
  if (hours !== undefined) return timeSpan(text, match);
  const start = Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1));
  if (day !== undefined && new Date(start).getUTCDate() !== Number(day)) return undefined;
  if (day !== undefined) return { start, end: start + 86_400_000 };
  return month === undefined
    ? { start, end: Date.UTC(Number(year) + 1, 0, 1) }
    : { start, end: Date.UTC(Number(year), Number(month), 1) };
}

function timeSpan(text: string, match: RegExpExecArray): Span | undefined {
  const [, year = '', month = '', day = '', , , seconds] = match;
  const midnight = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (midnight.getUTCDate() !== Number(day)) return undefined;
  const start = Date.parse(text);
  return Number.isNaN(start)
    ? undefined
    : { start, end: start + (seconds === undefined ? 60_000 : 1) };
}
