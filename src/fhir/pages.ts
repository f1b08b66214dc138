import { underBase } from './base.ts';
import { FhirError, unreadable } from './errors.ts';
import { parseContents } from './parse/bundle.ts';
import { isObject, type Json } from './parse/json.ts';
import type { FhirRequest, Send } from './request.ts';
import type { Notice } from '../scheduling/model.ts';

export interface Pages {
  /** Resources of the wanted type, as they came. */
  readonly resources: readonly Json[];
  /** What came along with them, of any type. */
  readonly included: readonly Json[];
  readonly notices: readonly Notice[];
  /** Entries that are no resource at all. */
  readonly broken: number;
  /** False where a page is left, or could not be read. */
  readonly complete: boolean;
}

/** No patient looks through more; it ends servers whose pages never do. */
const mostPages = 20;

const envelopes: readonly unknown[] = ['Bundle', 'Parameters', 'OperationOutcome'];

/**
 * Reads an answer and the pages after it, until there is no `next` link or `enough` is there. The links
 * are followed exactly as written, by GET also after a POST, and only under the base (FHIR STU3, search,
 * paging). When a later page fails, what was read before it is still the answer.
 * @throws {FhirError} when the first page cannot be read
 */
export async function readPages(
  send: Send,
  base: string,
  first: FhirRequest,
  type: string,
  enough = Infinity,
): Promise<Pages> {
  const resources: Json[] = [];
  const included: Json[] = [];
  const notices: Notice[] = [];
  const seen = new Set([first.method === 'GET' ? underBase(base, first.url) : undefined]);
  let broken = 0;
  let request = first;
  for (let page = 1; ; page += 1) {
    try {
      const { json } = await send(request);
      const contents = parseContents(expectEnvelope(json, type));
      // One by one: as arguments, a hundred thousand would not fit on the stack.
      for (const resource of contents.resources) {
        // Some servers do not mark what they only included.
        if (resource.resourceType === type) resources.push(resource);
        else included.push(resource);
      }
      for (const resource of contents.included) included.push(resource);
      notices.push(...contents.notices);
      broken += contents.broken;
      if (contents.next === undefined)
        return { resources, included, notices, broken, complete: true };
      const url = underBase(base, contents.next);
      const more = page < mostPages && resources.length < enough && !seen.has(url);
      if (url === undefined || !more)
        return { resources, included, notices, broken, complete: false };
      seen.add(url);
      request = { method: 'GET', url, signal: first.signal };
    } catch (error) {
      if (page === 1 || !(error instanceof FhirError)) throw error;
      notices.push(...error.failure.notices);
      return { resources, included, notices, broken, complete: false };
    }
  }
}

/**
 * The answer, if it can hold resources of this type at all.
 * @throws {FhirError} `unreadable` otherwise
 */
export function expectEnvelope(json: unknown, type: string): Json {
  if (json === undefined) throw unreadable('empty');
  if (isObject(json) && [...envelopes, type].includes(json.resourceType)) return json;
  throw unreadable('other-resource');
}
