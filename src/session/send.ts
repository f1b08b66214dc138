export type Fetch = typeof globalThis.fetch;

export type Answer =
  | { readonly at: 'answered'; readonly status: number; readonly text: string }
  | { readonly at: 'unanswered'; readonly why: 'unreachable' | 'timeout' | 'too-large' };

/**
 * One request to an authorization server. Nothing of the browser's goes along (no cookie, no
 * referrer), and a redirect is an error: it could carry the code or the verifier to another server.
 *
 * @param milliseconds for the whole answer, body included
 * @param most bytes of the body; a SMART configuration or a token response is a few kilobytes
 */
export async function send(
  fetch: Fetch,
  url: string,
  init: RequestInit,
  milliseconds: number,
  most = 64 * 1024,
): Promise<Answer> {
  const limit = new AbortController();
  const timer = setTimeout(() => {
    limit.abort();
  }, milliseconds);
  try {
    const response = await fetch(url, {
      ...init,
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: limit.signal,
    });
    const text = await textOf(response, most);
    return text === undefined
      ? { at: 'unanswered', why: 'too-large' }
      : { at: 'answered', status: response.status, text };
  } catch {
    // Browsers tell a script nothing more: no network, no CORS header and a redirect all look the
    // same.
    return { at: 'unanswered', why: limit.signal.aborted ? 'timeout' : 'unreachable' };
  } finally {
    clearTimeout(timer);
  }
}

async function textOf({ body }: Response, most: number): Promise<string | undefined> {
  if (body === null) return '';
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > most) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}

export type Fields = Readonly<Record<string, unknown>>;

/** @returns undefined unless the text is a JSON object */
export function fieldsOf(text: string): Fields | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? (json as Fields)
      : undefined;
  } catch {
    return undefined;
  }
}
