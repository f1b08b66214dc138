import { type Asked, failureOf, FhirError, unreadable } from './errors.ts';
import { onOrigin, underBase } from './base.ts';
import { answerOf, isHtml, parseJson, parseLines } from './body.ts';
import { parseRetryAfter } from './parse/expires.ts';
import type { Instant } from '../scheduling/model.ts';
import type { Clock } from '../scheduling/ports.ts';

export interface FhirRequest extends Asked {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Absolute, or relative to the FHIR base. */
  readonly url: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** `application/fhir+json` unless said. */
  readonly contentType?: string;
  /** A `meta.versionId`: the change applies only to this version. */
  readonly ifMatch?: string | undefined;
  /** What the answer should be like (RFC 7240), such as `return=representation`. */
  readonly prefer?: string;
  readonly signal?: AbortSignal | undefined;
  /**
   * Open data, which everybody may read: asked for without the token, and so wherever it lies on the EHR's origin.
   * `lines`: newline-delimited JSON, answered as a list, with `undefined` for a line that is none.
   */
  readonly published?: 'json' | 'lines';
}

export interface FhirAnswer {
  /** `undefined` where the body is empty. */
  readonly json: unknown;
  /** The `Expires` header; it is one of the few that a browser lets every page read (Fetch, CORS-safelisted). */
  readonly expires: string | null;
  /** The others, of which a page of another origin sees only those that the server exposes. */
  readonly headers: Pick<Headers, 'get'>;
}

/** @throws {FhirError} for everything but a 2xx answer whose body is JSON or empty */
export type Send = (request: FhirRequest) => Promise<FhirAnswer>;

export interface Wire {
  /** The FHIR base, without a slash at its end. */
  readonly base: string;
  /** The value of the Authorization header, asked for at every request. */
  readonly authorization: () => string | undefined;
  /** Asked after a 401; true when `authorization` has a new value. */
  readonly renew?: (() => Promise<boolean>) | undefined;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly now: Clock;
  /** Told of every answer's `Date` header, where the browser shows it, and when the request was sent. */
  readonly onDate?: ((date: string | null, sentAt: Instant) => void) | undefined;
  /** Milliseconds until a request is given up. */
  readonly patience?: { readonly read: number; readonly change: number };
}

/**
 * The one place that sends a FHIR request. A change is sent once, whatever comes back: a repeated `$book` might
 * book twice (RFC 9110, 9.2.2). A reading whose token has ended is sent once more with a renewed one. Needs no header that a server would have to expose to browsers.
 */
export function createSend({
  base,
  authorization,
  renew,
  fetch,
  now,
  onDate,
  patience,
}: Wire): Send {
  const { read, change } = patience ?? { read: 20_000, change: 30_000 };
  return async (request) => {
    const { published } = request;
    const url = (published === undefined ? underBase : onOrigin)(base, request.url);
    // What lies outside the base is not of this EHR, so it has no such thing.
    if (url === undefined) throw new FhirError({ kind: 'not-found', notices: [] });
    const changes = request.changes === true;
    const once = (): ReturnType<typeof answerOf> => {
      const allowed = authorization();
      // The patient has finished: there is nobody in whose name to ask.
      if (allowed === undefined) throw new FhirError({ kind: 'session-ended', notices: [] });
      const init = initOf(request, allowed);
      const sentAt = now();
      return within(changes ? change : read, request.signal, async (signal) => {
        const response = await fetch(url, { ...init, signal });
        // What is published may have been kept on the way, and its date with it.
        if (published === undefined) onDate?.(response.headers.get('Date'), sentAt);
        return answerOf(response);
      });
    };
    let answer = await once();
    if (answer.status === 401 && !changes && (await renew?.()) === true) answer = await once();
    const { status, ok, headers, text } = answer;
    if (!ok) {
      const wait = parseRetryAfter(headers.get('Retry-After'), now());
      throw new FhirError(failureOf(status, parseJson(text), request, wait));
    }
    const lines = published === 'lines' && !isHtml(text, headers);
    const json = lines ? parseLines(text) : parseJson(text);
    if (json === undefined && text !== '')
      throw unreadable(isHtml(text, headers) ? 'html' : 'not-json');
    return { json, expires: headers.get('Expires'), headers };
  };
}

function initOf(
  { method, body, contentType, ifMatch, prefer, published }: FhirRequest,
  authorization: string,
): RequestInit {
  const headers: Record<string, string> = {
    Accept: accepted[published ?? 'resource'],
    ...(published === undefined ? { Authorization: authorization } : {}),
  };
  if (body !== undefined) headers['Content-Type'] = contentType ?? 'application/fhir+json';
  if (ifMatch !== undefined) headers['If-Match'] = `W/"${ifMatch}"`;
  if (prefer !== undefined) headers.Prefer = prefer;
  return {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    credentials: 'omit',
    // A redirect could carry the token to another host.
    redirect: 'error',
    referrerPolicy: 'no-referrer',
    // Answers hold health data. Only a GET's could be kept, and for other methods `no-store` would do harm:
    // Chromium then also forgets the preflight, and asks again before each request.
    cache: method === 'GET' && published === undefined ? 'no-store' : 'default',
  };
}

/** Static servers may know no other type than that of the file (SMART Scheduling Links, Accept Headers). */
const accepted = {
  resource: 'application/fhir+json',
  json: 'application/json',
  lines: 'application/fhir+ndjson',
} as const;

/** @throws {FhirError} `no-answer` when the work failed, took too long, or nobody waits for it any more */
export async function within<Value>(
  milliseconds: number,
  unwanted: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const stop = new AbortController();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    stop.abort();
  }, milliseconds);
  const abandon = (): void => {
    stop.abort();
  };
  unwanted?.addEventListener('abort', abandon);
  try {
    unwanted?.throwIfAborted();
    return await work(stop.signal);
  } catch (error) {
    if (error instanceof FhirError) throw error;
    throw new FhirError({ kind: 'no-answer', timedOut, notices: [] });
  } finally {
    clearTimeout(timer);
    unwanted?.removeEventListener('abort', abandon);
  }
}
