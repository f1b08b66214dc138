import type { Call } from './call.ts';
import { refuse } from './outcome.ts';

/** The next page is the question and a place in its answer, packed so that no client takes it apart. */
export function pageLink(call: Call, path: string, page: object): string {
  const packed = Buffer.from(JSON.stringify(page)).toString('base64url');
  return `${call.server.base}/${path}?_page=${packed}`;
}

/** What an earlier answer packed into its link; `undefined` for a question that is asked for the first time. */
export function readPage(call: Call): unknown {
  const packed = call.url.searchParams.get('_page');
  if (packed === null) return undefined;
  try {
    return JSON.parse(Buffer.from(packed, 'base64url').toString()) as unknown;
  } catch {
    throw refuse(400, 'value', 'This is not a page that the server gave out', '_page');
  }
}
