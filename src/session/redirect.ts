import { only, takeQuery, type Page } from './page.ts';
import type { AuthorizationError, SessionFailure } from './types.ts';

/**
 * What the authorization server sent the browser back with. None of it is believed before `state`
 * is known.
 */
export interface Redirect {
  readonly state: string | undefined;
  readonly code: string | undefined;
  readonly error: string | undefined;
  readonly errorDescription: string | undefined;
  readonly errorUri: string | undefined;
  readonly iss: string | undefined;
}

/**
 * Reads the answer and takes it out of the address at once, so that neither a reload nor Back sends
 * the code again. Call it before anything that waits.
 */
export function takeRedirect(page: Page): Redirect {
  const query = takeQuery(page);
  return {
    state: only(query, 'state'),
    code: only(query, 'code'),
    error: only(query, 'error'),
    errorDescription: only(query, 'error_description'),
    errorUri: only(query, 'error_uri'),
    iss: only(query, 'iss'),
  };
}

/** RFC 6749, section 4.1.2.1. */
const known: readonly AuthorizationError[] = [
  'access_denied',
  'invalid_scope',
  'invalid_request',
  'unauthorized_client',
  'unsupported_response_type',
  'server_error',
  'temporarily_unavailable',
];

export function refusalOf({ error, errorDescription, errorUri }: Redirect): SessionFailure {
  return {
    kind: 'authorization-refused',
    error: known.find((code) => code === error) ?? 'other',
    description: plain(errorDescription),
    moreInformation: secureLink(errorUri),
  };
}

/**
 * Without control characters and those that turn the direction of writing, which could disguise
 * what is said.
 */
function plain(text: string | undefined): string | undefined {
  const cleaned = text?.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return cleaned === undefined || cleaned === '' ? undefined : cleaned.slice(0, 300);
}

function secureLink(href: string | undefined): string | undefined {
  if (href === undefined || !URL.canParse(href)) return undefined;
  const { protocol, username, password, href: written } = new URL(href);
  return protocol === 'https:' && username === '' && password === '' ? written : undefined;
}
