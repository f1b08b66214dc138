import type { WireEntry } from '../sandbox/types.ts';

/** A request that was answered, in the order of the log. */
export interface Answered {
  readonly path: string;
  readonly startedAt: number;
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
 * not yet travelled for `latency` milliseconds can have been answered.
 */
export function answeredBetween(
  log: readonly WireEntry[],
  {
    from,
    until,
    latency,
  }: { readonly from: number; readonly until: number; readonly latency: number },
): readonly (WireEntry & Answered)[] {
  return log.flatMap((entry) => {
    const { startedAt, endedAt } = entry;
    if (endedAt === undefined || startedAt < from || startedAt + latency > until) return [];
    return isOwnRedirect(entry) ? [] : { ...entry, endedAt: Math.min(endedAt, until) };
  });
}

/** The longest chain of requests, each started after the one before it had ended, that ends with the last of these. */
export function depthTo(last: Answered, requests: readonly Answered[]): number {
  const depths = new Map<Answered, number>();
  const inOrder = [...requests].sort((one, other) => one.startedAt - other.startedAt);
  for (const request of inOrder) {
    const before = [...depths].filter(([{ endedAt }]) => endedAt <= request.startedAt);
    depths.set(request, 1 + Math.max(0, ...before.map(([, depth]) => depth)));
  }
  return depths.get(last) ?? Number.NaN;
}

export function bytesOf(entries: readonly WireEntry[]): number {
  return entries.reduce((sum, { responseBytes }) => sum + responseBytes, 0);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
