/** One careful request: no cookie, no referrer, no redirect, an end in time, and no more bytes than asked for. */
export type Send = (
  fetch: typeof globalThis.fetch,
  url: string,
  init: RequestInit,
  milliseconds: number,
  most: number,
) => Promise<
  | { readonly at: 'answered'; readonly status: number; readonly text: string }
  | { readonly at: 'unanswered' }
>;

const threeSeconds = 3_000;
/** Eleven short values. */
const tenKilobytes = 10_000;

/**
 * What the portal says of its looks, as it stands there: nothing of it is judged here. Empty where it does not come,
 * for whatever reason.
 */
export async function readPortalStyle(
  url: string,
  send: Send,
  fetch = globalThis.fetch,
): Promise<Readonly<Record<string, unknown>>> {
  const headers = { Accept: 'application/json' };
  const answer = await send(fetch, url, { headers }, threeSeconds, tenKilobytes);
  if (answer.at === 'unanswered' || answer.status !== 200) return {};
  try {
    const said: unknown = JSON.parse(answer.text);
    return typeof said === 'object' && said !== null && !Array.isArray(said) ? { ...said } : {};
  } catch {
    return {};
  }
}
