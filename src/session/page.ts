/** What of the browser's page `session/` touches; `window` is one. */
export interface Page {
  readonly location: Pick<Location, 'href' | 'replace'>;
  readonly history: Pick<History, 'replaceState'>;
  /** Reading it throws where the browser blocks storage in this frame. */
  readonly sessionStorage: Storage;
  readonly crypto: Pick<Crypto, 'getRandomValues'> & {
    /** Absent unless the page came over https or from this very machine. */
    readonly subtle?: SubtleCrypto;
  };
}

/** Epoch milliseconds. */
export type Clock = () => number;

/**
 * Takes the query out of the address bar and out of the history entry, so that neither Back nor a
 * reload, nor a referrer, comes with it again.
 */
export function takeQuery(page: Page): URLSearchParams {
  const url = new URL(page.location.href);
  const query = url.searchParams;
  page.history.replaceState(null, '', url.origin + url.pathname);
  return query;
}

/** A parameter that stands more than once is as good as none (RFC 6749, section 3.1). */
export function only(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  return values.length === 1 && values[0] !== '' ? values[0] : undefined;
}
