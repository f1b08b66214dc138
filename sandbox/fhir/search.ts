import type { Call } from './call.ts';
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
