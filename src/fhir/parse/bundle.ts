import type { Notice } from '../../scheduling/model.ts';
import { isObject, type Json, many, object, objects, text } from './json.ts';
import { parseNotices } from './operation-outcome.ts';

/** What an answer holds, whatever it is wrapped in. */
export interface Contents {
  /** The resources themselves; neither OperationOutcomes nor what was only included. */
  readonly resources: readonly Json[];
  /** What only came along with them. */
  readonly included: readonly Json[];
  readonly notices: readonly Notice[];
  /** The link to the next page, exactly as written. */
  readonly next: string | undefined;
  /** Entries that are no resource at all. */
  readonly broken: number;
}

interface Gathered {
  readonly resources: Json[];
  readonly included: Json[];
  readonly notices: Notice[];
  next: string | undefined;
  broken: number;
}

/** Deeper than Parameters in Parameters with a Bundle nobody has seen. */
const deepest = 4;

/**
 * Unwraps an answer: servers of one and the same guide return a Bundle, Parameters around one, the
 * bare resource, or an OperationOutcome alone. `Bundle.total` is not looked at: some count the outcome.
 */
export function parseContents(json: unknown): Contents {
  const gathered: Gathered = {
    resources: [],
    included: [],
    notices: [],
    next: undefined,
    broken: 0,
  };
  gather(json, gathered, 0);
  return gathered;
}

function gather(json: unknown, into: Gathered, depth: number): void {
  if (!isObject(json) || typeof json.resourceType !== 'string' || depth > deepest) {
    into.broken += 1;
    return;
  }
  switch (json.resourceType) {
    case 'OperationOutcome':
      into.notices.push(...parseNotices(json));
      return;
    case 'Bundle':
      into.next ??= nextOf(json);
      for (const entry of many(json.entry)) gatherEntry(object(entry), into, depth);
      return;
    case 'Parameters':
      gatherParameters(json.parameter, into, depth);
      return;
    default:
      into.resources.push(json);
  }
}

function gatherEntry({ resource, search, response }: Json, into: Gathered, depth: number): void {
  const mode = text(object(search).mode);
  if (mode === 'include') {
    if (isObject(resource)) into.included.push(resource);
    return;
  }
  if (resource === undefined && response !== undefined) {
    const { outcome } = object(response);
    if (outcome !== undefined) gather(outcome, into, depth + 1);
    return;
  }
  if (mode === 'outcome' && object(resource).resourceType !== 'OperationOutcome') return;
  gather(resource, into, depth + 1);
}

function gatherParameters(parameters: unknown, into: Gathered, depth: number): void {
  for (const { resource, part } of objects(parameters)) {
    if (resource !== undefined) gather(resource, into, depth + 1);
    if (part !== undefined && depth < deepest) gatherParameters(part, into, depth + 1);
  }
}

/** Not cleaned like other text: the link is opaque, often bound to a session, and goes back as it came. */
function nextOf(bundle: Json): string | undefined {
  const link = objects(bundle.link).find(({ relation }) => text(relation) === 'next');
  return typeof link?.url === 'string' ? link.url : undefined;
}
