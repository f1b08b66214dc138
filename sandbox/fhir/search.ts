import type { Call } from './call.ts';
import { readSpan, type Span } from './dates.ts';
import { refuse, type Issue } from './outcome.ts';

/** What a search asks, after the names were checked. */
export interface SearchInput {
  /** Values by parameter name: each entry must be met (AND); inside an entry any value will do (OR). */
  readonly conditions: ReadonlyMap<string, readonly (readonly string[])[]>;
  readonly issues: readonly Issue[];
}

/** Parameters about the answer, not the question. */
const control = new Set(['_count', '_format', '_pretty', '_page', '_sort']);

/** The query of a search, of a POST to `_search` also the form in its body. */
export async function readSearch(call: Call, known: readonly string[]): Promise<SearchInput> {
  const pairs = [...call.url.searchParams];
  if (call.request.method === 'POST') pairs.push(...(await readForm(call.request)));
  return checkSearch(call, pairs, known);
}

/** Sorts pairs into conditions. Unknown ones are ignored with a warning, or refused where the client wants it strict. */
export function checkSearch(
  call: Call,
  pairs: readonly (readonly [string, string])[],
  known: readonly string[],
): SearchInput {
  const strict = (call.request.headers.get('prefer') ?? '').includes('handling=strict');
  const conditions = new Map<string, string[][]>();
  const issues: Issue[] = [];
  for (const [name, value] of pairs) {
    if (control.has(name)) continue;
    const [plain = ''] = name.split(/[:.]/);
    if (plain !== name && known.includes(plain))
      throw refuse(400, 'not-supported', `Modifiers and chains are not supported: ${name}`, name);
    if (!known.includes(name)) {
      if (strict)
        throw refuse(400, 'not-supported', `The search parameter ${name} is not supported`, name);
      issues.push({
        severity: 'warning',
        code: 'not-supported',
        text: `The search parameter ${name} is not supported and was ignored`,
        expression: name,
      });
      continue;
    }
    const values = value.split(/(?<!\\),/).map((part) => part.replaceAll('\\,', ',').trim());
    if (values.some((part) => part === '')) throw refuse(400, 'value', `${name} is empty`, name);
    conditions.set(name, [...(conditions.get(name) ?? []), values]);
  }
  return { conditions, issues };
}

/** The code of a token: `system|code`, `|code` or `code`. */
export function tokenCode(token: string): string {
  return token.slice(token.lastIndexOf('|') + 1);
}

/** The conditions as they are asked again, for the next page. */
export function pairsOf({ conditions }: SearchInput): [string, string][] {
  return [...conditions].flatMap(([name, entries]) =>
    entries.map((values): [string, string] => [
      name,
      values.map((value) => value.replaceAll(',', '\\,')).join(','),
    ]),
  );
}

/** The moments that a date with its prefix stands for: `ge2026-11` is everything from November on. */
export function readDateRange(name: string, value: string): Span {
  const [, prefix = 'eq', text = ''] = /^([a-z]{2})?(.*)$/.exec(value) ?? [];
  const span = readSpan(text);
  if (!span)
    throw refuse(
      400,
      'value',
      `${name} must be a date, or a time with its zone, not "${text}"`,
      name,
    );
  switch (prefix) {
    case 'eq':
      return span;
    case 'ge':
      return { start: span.start, end: Infinity };
    case 'gt':
      return { start: span.end, end: Infinity };
    case 'le':
      return { start: -Infinity, end: span.end };
    case 'lt':
      return { start: -Infinity, end: span.start };
    default:
      throw refuse(
        400,
        'not-supported',
        `${name} can be compared with eq, ge, gt, le and lt, not ${prefix}`,
        name,
      );
  }
}

async function readForm(request: Request): Promise<[string, string][]> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim();
  if (type !== 'application/x-www-form-urlencoded') {
    throw refuse(
      415,
      'not-supported',
      'A POST to _search carries application/x-www-form-urlencoded',
    );
  }
  return [...new URLSearchParams(await request.text())];
}
