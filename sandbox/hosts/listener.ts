import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { sendAnswer } from './answer.ts';

/** One request as it came over a connection. */
export interface Arrival {
  readonly request: Request;
  readonly body: string;
  readonly connection: number;
  /** The how-manyth request on its connection, from 1. */
  readonly onConnection: number;
  /** How much longer than it would the way here takes; it counts from when the request is logged. */
  readonly latencyMilliseconds: number;
}

/** `reset`: the connection is reset and nothing is answered. */
export type Outcome = Response | 'reset';
export interface Handled {
  readonly outcome: Outcome;
  /** Called when the answer is on its way, with the bytes of its body; 0 after a reset. */
  sent?(bytes: number): void;
}

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

export interface ListenerOptions {
  /** 0 for any that is free. */
  readonly port: number;
  /** Added to each request before it is handled. */
  readonly latencyMilliseconds: number;
  /** Asked only once all listeners are open, so that handlers can know each other's addresses. */
  readonly handler: () => (arrival: Arrival) => Promise<Handled>;
}

/** Thrown when somebody else listens on the port. */
export class PortInUse extends Error {
  override readonly name = 'PortInUse';
  readonly port: number;
  constructor(port: number) {
    super(`Port ${String(port)} is in use.`);
    this.port = port;
  }
}

const largestBody = 1_000_000;
let connections = 0;

/** Listens on loopback, IPv4 and, where the machine has it, IPv6: `localhost` may mean either. */
export async function listen(options: ListenerOptions): Promise<Listener> {
  const seen = new WeakMap<Socket, { id: number; requests: number }>();
  const onRequest = (incoming: IncomingMessage, response: ServerResponse): void => {
    const connection = seen.get(incoming.socket) ?? { id: ++connections, requests: 0 };
    connection.requests += 1;
    seen.set(incoming.socket, connection);
    serve(incoming, response, options, connection).catch((error: unknown) => {
      console.error(`sandbox: ${incoming.method ?? ''} ${incoming.url ?? ''} failed`, error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
  const first = await open('127.0.0.1', options.port, onRequest);
  const { port } = first.address() as AddressInfo;
  const second = await open('::1', port, onRequest).catch(() => undefined);
  return {
    port,
    async close() {
      await Promise.all([first, ...(second === undefined ? [] : [second])].map(shut));
    },
  };
}

function open(
  host: string,
  port: number,
  onRequest: (incoming: IncomingMessage, response: ServerResponse) => void,
): Promise<Server> {
  // Browsers keep idle connections for longer than Node's five seconds, and would find them closed.
  const server = createServer({ keepAliveTimeout: 120_000 }, onRequest);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortInUse(port) : error);
    });
    server.listen(port, host, () => {
      resolve(server);
    });
  });
}

function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  { handler, latencyMilliseconds }: ListenerOptions,
  connection: { readonly id: number; readonly requests: number },
): Promise<void> {
  const onConnection = connection.requests;
  const body = await bodyOf(incoming);
  if (body === undefined) {
    response.writeHead(413, { Connection: 'close' }).end();
    return;
  }
  const request = requestOf(incoming, body);
  const handled = await handler()({
    request,
    body: body.toString('utf8'),
    connection: connection.id,
    onConnection,
    latencyMilliseconds,
  });
  const { outcome } = handled;
  if (outcome === 'reset') {
    incoming.socket.resetAndDestroy();
    handled.sent?.(0);
    return;
  }
  handled.sent?.(await sendAnswer(response, outcome, incoming.headers['accept-encoding']));
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer> | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function requestOf(incoming: IncomingMessage, body: Buffer<ArrayBuffer>): Request {
  const method = incoming.method ?? 'GET';
  const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? 'localhost'}`);
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headersDistinct)) {
    for (const one of value ?? []) headers.append(name, one);
  }
  return new Request(url, { method, headers, ...(body.length === 0 ? {} : { body }) });
}
