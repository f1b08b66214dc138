import { listResources, readResource, type Stored } from '../database/resources.ts';
import { searchset } from './bundle.ts';
import type { Answer, Call } from './call.ts';
import {
  directoryCondition,
  directoryIncludes,
  directoryParameters,
  type DirectoryType,
} from './directory-parameters.ts';
import { readCount } from './input.ts';
import { type Issue, refuse } from './outcome.ts';
import { pageLink, readPage } from './paging.ts';
import { checkSearch, pairsOf, readSearch, type SearchInput } from './search.ts';

interface Page {
  readonly pairs: readonly (readonly [string, string])[];
  readonly offset: number;
  readonly size: number;
}

/** Who works here, where and for what: everybody with the scope may read it. */
export async function readDirectory(call: Call, type: DirectoryType, id: string): Promise<Answer> {
  call.access.require(type, 'r');
  const row = await readResource(call.server.database, type, id);
  if (!row) throw refuse(404, 'not-found', `There is no ${type}/${id}`);
  return { status: 200, resource: row.resource };
}

/** In order of their ids, in pages. */
export async function searchDirectory(call: Call, type: DirectoryType): Promise<Answer> {
  call.access.require(type, 's');
  const page = readPage(call) as Page | undefined;
  const known = [
    ...directoryParameters(type).map(({ name }) => name),
    ...(Object.keys(directoryIncludes(type)).length ? ['_include'] : []),
  ];
  const search = page ? checkSearch(call, page.pairs, known) : await readSearch(call, known);
  const { where, values } = directoryCondition(call, type, search);
  const rows = await listResources(call.server.database, type, where, values);
  const offset = page?.offset ?? 0;
  const size = page?.size ?? readCount(call.url, 50, 200);
  const matches = rows.slice(offset, offset + size).map(({ resource }) => resource);
  const after: Page = { pairs: page?.pairs ?? pairsOf(search), offset: offset + size, size };
  const { included, issues } = await include(call, type, search, matches);
  return {
    status: 200,
    resource: searchset({
      base: call.server.base,
      matches,
      total: rows.length,
      included,
      issues: [...search.issues, ...issues],
      self: call.url.href,
      next: size > 0 && after.offset < rows.length ? pageLink(call, type, after) : undefined,
    }),
  };
}

/** `_include`: each resource once, and none that the token could not read by itself. */
async function include(
  call: Call,
  type: DirectoryType,
  search: SearchInput,
  matches: readonly Stored[],
): Promise<{ included: Stored[]; issues: Issue[] }> {
  const included: Stored[] = [];
  const issues: Issue[] = [];
  for (const wanted of new Set(search.conditions.get('_include')?.flat())) {
    const found = directoryIncludes(type)[wanted];
    if (!found) {
      issues.push({
        severity: 'warning',
        code: 'not-supported',
        text: `${wanted} cannot be included and was left out`,
        expression: '_include',
      });
    } else if (call.access.allows(found.type, 'r')) {
      included.push(...(await referredTo(call, found, matches)));
    }
  }
  return { included, issues };
}

async function referredTo(
  call: Call,
  { element, type }: { readonly element: string; readonly type: DirectoryType },
  matches: readonly Stored[],
): Promise<Stored[]> {
  const rows = await listResources(
    call.server.database,
    type,
    `type || '/' || id in (select r #>> '{${element},reference}' from jsonb_array_elements($2::jsonb) r)`,
    [JSON.stringify(matches)],
  );
  return rows.map(({ resource }) => resource);
}
