import { setTimeout as pause } from 'node:timers/promises';
import type { WireEntry } from '../types.ts';
import type { WireLog } from '../wire-log.ts';
import type { Arrival, Handled, Outcome } from './listener.ts';

/** Handles a request, and writes down what came over the wire and what went back. */
export async function logged(
  log: WireLog,
  host: WireEntry['host'],
  { request, body, connection, onConnection, latencyMilliseconds }: Arrival,
  handle: (entry: WireEntry) => Promise<Outcome>,
): Promise<Handled> {
  const { pathname, search } = new URL(request.url);
  const entry = log.begin({
    host,
    connection,
    onConnection,
    method: request.method,
    path: `${pathname}${search}`,
    origin: request.headers.get('Origin') ?? undefined,
    contentType: request.headers.get('Content-Type') ?? undefined,
    authorized: request.headers.has('Authorization'),
    requestBody: body === '' ? undefined : body,
  });
  if (latencyMilliseconds > 0) await pause(latencyMilliseconds);
  const outcome = await handle(entry);
  return {
    outcome,
    sent(bytes) {
      log.end(entry, outcome === 'reset' ? undefined : outcome.status, bytes);
    },
  };
}
