/** What the page wants to do with a type of resource. */
export type Interaction = 'create' | 'read' | 'update' | 'search';

/** SMART v2's letter of each. */
const letters = { create: 'c', read: 'r', update: 'u', search: 's' } as const satisfies Record<
  Interaction,
  string
>;

/** SMART v1's words in v2's letters (SMART App Launch 2.2, section 3.0.3). */
const versionOne: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };

/** Context, type, and words or letters; a v2 scope may narrow itself to a search behind `?`. */
const resourceScope = /^(?:patient|user)\/(\*|[A-Za-z]+)\.(\*|[a-z]+)(?:\?.*)?$/;

/** @param text separated by spaces, as in a token response */
export function parseScopes(text: string): readonly string[] {
  return [...new Set(text.split(/\s+/).filter((scope) => scope !== ''))];
}

/**
 * Whether the scopes that were granted allow an interaction with a type, in SMART v1 or v2, alone
 * or between them. A scope that is narrowed to a search counts: what falls outside is the EHR's to
 * refuse. Operations such as `$book` have no letter of their own; an EHR that grants `create` of
 * Appointment may still refuse `$book`.
 */
export function grants(scopes: readonly string[], type: string, interaction: Interaction): boolean {
  return scopes.some((scope) => {
    const [, granted = '', words = ''] = resourceScope.exec(scope) ?? [];
    return (
      (granted === '*' || granted === type) &&
      (versionOne[words] ?? inOrder(words)).includes(letters[interaction])
    );
  });
}

/**
 * v2's letters mean something in this order only; `write` of an unknown kind must not count for
 * its `r` and `e`.
 */
function inOrder(words: string): string {
  return /^c?r?u?d?s?$/.test(words) ? words : '';
}
