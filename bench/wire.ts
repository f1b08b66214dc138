import type { WireEntry } from '../sandbox/types.ts';

/** A request that was answered. */
export interface Answered extends WireEntry {
  readonly endedAt: number;
}

/**
 * The redirects of one authorization count as one: the server answers the first, and the browser follows
 * to the app's page, which is counted as itself. What is dropped here is only what the authorization server
 * sends to itself.
 */
function isOwnRedirect(entry: WireEntry): boolean {
  return (
    entry.host === 'authorization' &&
    entry.status === 303 &&
    !entry.path.startsWith('/auth/authorize?')
  );
}

/**
 * What was asked after `from` and answered before `until` (epoch milliseconds). The log notes the end of an
 * answer once it is wholly sent, which may be a moment after the browser has drawn it; but nothing that had
 * not yet travelled for `latency` milliseconds can have been answered. The portal's own pages are left out:
 * they come before any app, and no app can change them.
 */
export function answeredBetween(
  log: readonly WireEntry[],
  {
    from,
    until,
    latency,
  }: { readonly from: number; readonly until: number; readonly latency: number },
): readonly Answered[] {
  return log.flatMap((entry) => {
    const { host, startedAt, endedAt } = entry;
    if (endedAt === undefined || startedAt < from || startedAt + latency > until) return [];
    if (host === 'portal' || isOwnRedirect(entry)) return [];
    return { ...entry, endedAt: Math.min(endedAt, until) };
  });
}

type Timed = Pick<Answered, 'startedAt' | 'endedAt'>;

/** The longest chain of requests, each started after the one before it had ended, that ends with the last of these. */
export function pathTo<Request extends Timed>(
  last: Request,
  requests: readonly Request[],
): readonly Request[] {
  const paths = new Map<Request, readonly Request[]>();
  const inOrder = [...requests].sort((one, other) => one.startedAt - other.startedAt);
  for (const request of inOrder) {
    const before = [...paths].filter(([{ endedAt }]) => endedAt <= request.startedAt);
    const longest = before.reduce<readonly Request[]>(
      (path, [, other]) => (other.length > path.length ? other : path),
      [],
    );
    paths.set(request, [...longest, request]);
  }
  return paths.get(last) ?? [];
}

export function bytesOf(entries: readonly WireEntry[]): number {
  return entries.reduce((sum, { responseBytes }) => sum + responseBytes, 0);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
