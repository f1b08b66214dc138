import type { DialectAnswer, DialectCall } from './dialect-app.ts';
import { readSpan, type Span } from '../fhir/dates.ts';
import { readJson } from '../fhir/media.ts';
import { refuse } from '../fhir/outcome.ts';

/** By name, the values of each parameter of a search. Whatever Millennium does not know it refuses. */
export type Parameters = ReadonlyMap<string, readonly string[]>;

/** @param twice the only ones that may stand there twice */
export function readParameters(
  { url }: DialectCall,
  known: readonly string[],
  twice: readonly string[],
): Parameters {
  const found = new Map<string, string[]>();
  for (const [name, value] of url.searchParams) {
    if (!known.includes(name))
      throw refuse(400, 'not-supported', `The parameter ${name} is not supported`, name);
    if (value === '') throw refuse(400, 'value', `${name} is empty`, name);
    const before = found.get(name) ?? [];
    if (before.length >= (twice.includes(name) ? 2 : 1))
      throw refuse(400, 'invalid', `${name} is given too often`, name);
    found.set(name, [...before, value]);
  }
  return found;
}

/** A closed period: two moments, of which one is its first (`ge`) and the other is just behind it (`lt`). */
export function readPeriod(name: string, values: readonly string[]): Span {
  const [first, second] = ['ge', 'lt'].map((prefix) => {
    const [value, other] = values.filter((each) => each.startsWith(prefix));
    return other === undefined && value !== undefined ? momentOf(name, value) : undefined;
  });
  if (values.length !== 2 || first === undefined || second === undefined || second <= first)
    throw refuse(400, 'value', `${name} must be given as ge and as lt, which is later`, name);
  return { start: first, end: second };
}

/** With its prefix; a date alone is no moment. */
export function momentOf(name: string, value: string): number {
  const span = value.includes('T') ? readSpan(value.slice(2)) : undefined;
  if (!span) throw refuse(400, 'value', `${name} needs a time with its zone, not "${value}"`, name);
  return span.start;
}

export function readCount(parameters: Parameters, standard: number, most: number): number {
  const [text] = parameters.get('_count') ?? [];
  if (text === undefined) return standard;
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw refuse(400, 'value', `_count must be a whole number, not "${text}"`, '_count');
  return Math.min(Number(text), most);
}

/** A page's question and place, as nobody but the server reads them. */
export function packed(context: object): string {
  const text = Buffer.from(JSON.stringify(context)).toString('base64url');
  return `-pageContext=${text}&-pageDirection=NEXT`;
}

export function unpacked(parameters: Parameters): unknown {
  const [text] = parameters.get('-pageContext') ?? [];
  if (text === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown;
  } catch {
    throw refuse(400, 'value', 'This page was never given out', '-pageContext');
  }
}

export interface Change {
  readonly op: string;
  readonly path: string;
  readonly value: unknown;
}

/** A JSON Patch, and the version to which alone it is to apply. */
export async function readPatch({
  request,
}: DialectCall): Promise<{ readonly changes: readonly Change[]; readonly version: string }> {
  const body = await readJson(request, ['application/json-patch+json']);
  const version = /^W\/"(.+)"$/.exec(request.headers.get('If-Match') ?? '')?.[1];
  if (version === undefined)
    throw refuse(412, 'required', 'If-Match must name the version, as in W/"1"');
  const isChange = (each: unknown): each is Change => {
    const { op, path, value } = Object(each) as Partial<Change>;
    return typeof op === 'string' && typeof path === 'string' && value !== undefined;
  };
  if (!Array.isArray(body) || body.length === 0 || !body.every(isChange))
    throw refuse(400, 'structure', 'A JSON Patch is a list of operations, each with a value');
  return { changes: body, version };
}

/** The value, if this is what is changed. */
export const changed = (change: Change | undefined, op: string, path: string): unknown =>
  change?.op === op && change.path === path ? change.value : undefined;

export function requireVersion(wanted: string, current: string | number): void {
  if (wanted !== String(current))
    throw refuse(409, 'conflict', `The version is ${current}, not ${wanted}`);
}

/** What every change is answered with: nothing, and the version that there is now. */
export const done = (version: string | number): DialectAnswer => ({
  status: 200,
  headers: { ETag: `W/"${version}"` },
  contentType: 'text/html',
});
