import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import type { AddressInfo } from 'node:net';

import { bundleOf, type Entry } from './bundles.ts';
import { latency } from './pages/home.ts';

export interface Server {
  readonly origin: string;
  /** Puts a Bundle at `/bundles/<name>` and behind a `$find` that honours windows at `/windows/<name>`. */
  serve(name: string, entries: readonly Entry[]): void;
  /** Bytes of the Bundle. */
  bytes(name: string): number;
  close(): Promise<void>;
}

interface Served {
  readonly entries: readonly Entry[];
  readonly whole: Buffer;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/fhir+json',
};

/** Serves the built pages under `folder` and the answers. */
export async function startServer(folder: string): Promise<Server> {
  const bundles = new Map<string, Served>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bench');
    const send = (body: string | Buffer, type: string | undefined) => {
      response.writeHead(200, { 'Content-Type': type ?? 'application/octet-stream' });
      response.end(body);
    };
    const [, kind, name = ''] = pathname.split('/');
    const served = bundles.get(name);
    if (kind === 'bundles' && served !== undefined) {
      send(served.whole, types['.json']);
    } else if (kind === 'windows' && served !== undefined) {
      const asked = inputsOf(await bodyOf(request), searchParams);
      await new Promise((resolve) => setTimeout(resolve, latency));
      send(bundleOf(within(served.entries, asked)), types['.json']);
    } else {
      send(await readFile(join(folder, normalize(pathname))), types[extname(pathname)]);
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      response.writeHead(404);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    serve(name, entries) {
      bundles.set(name, { entries, whole: Buffer.from(bundleOf(entries)) });
    },
    bytes: (name) => bundles.get(name)?.whole.byteLength ?? 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

interface Inputs {
  readonly start: number;
  readonly end: number;
  readonly practitioners: readonly string[];
  readonly count: number;
}

/** The inputs of `$find` that say which times, from the query and from the Parameters of a POST. */
function inputsOf(body: string, query: URLSearchParams): Inputs {
  const { parameter = [] } = (body === '' ? {} : JSON.parse(body)) as {
    parameter?: readonly Readonly<Record<string, string>>[];
  };
  const all = (name: string): readonly string[] => [
    ...query.getAll(name),
    ...parameter
      .filter((input) => input['name'] === name)
      .map((input) => input['valueDateTime'] ?? input['valueUri'] ?? ''),
  ];
  const instant = (name: string, otherwise: number) => Date.parse(all(name)[0] ?? '') || otherwise;
  return {
    start: instant('start', -Infinity),
    end: instant('end', Infinity),
    practitioners: all('practitioner'),
    count: Number(query.get('_count') ?? Infinity),
  };
}

/** No more is looked at than is answered, so that it takes no longer where there is more. */
function within(entries: readonly Entry[], asked: Inputs): readonly Entry[] {
  const found: Entry[] = [];
  for (let index = firstFrom(entries, asked.start); found.length < asked.count; index += 1) {
    const entry = entries[index];
    if (entry === undefined || entry.start >= asked.end) break;
    if (asked.practitioners.length === 0 || asked.practitioners.includes(entry.practitioner))
      found.push(entry);
  }
  return found;
}

/** Index of the first entry that does not start before. */
function firstFrom(entries: readonly Entry[], start: number): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((entries[middle]?.start ?? Infinity) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
