import { IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

/**
 * Asks a Node request listener (oidc-provider is one) and hands back its whole answer, without a connection. The
 * hosts can then treat every server of the sandbox alike, and drop an answer after the server has acted.
 */
export async function askListener(
  listener: RequestListener,
  request: Request,
  mount: string,
): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const incoming = new IncomingMessage(new Socket());
  incoming.method = request.method;
  incoming.url = `${pathname.slice(mount.length) || '/'}${search}`;
  // oidc-provider finds its mount by comparing the two.
  Object.assign(incoming, { originalUrl: `${pathname}${search}` });
  incoming.headers = Object.fromEntries(request.headers);
  const body = Buffer.from(await request.arrayBuffer());
  if (body.length > 0) {
    incoming.headers['content-length'] = String(body.length);
    incoming.push(body);
  }
  incoming.push(null);

  const answer = new ServerResponse(incoming);
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    const take = (chunk: unknown): void => {
      if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
    };
    answer.write = (chunk: unknown) => (take(chunk), true);
    answer.end = (chunk?: unknown) => {
      take(chunk);
      resolve(responseOf(answer, Buffer.concat(chunks)));
      return answer;
    };
    listener(incoming, answer);
  });
}

function responseOf(answer: ServerResponse, body: Buffer<ArrayBuffer>): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.getHeaders())) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && name !== 'content-length') headers.append(name, String(one));
    }
  }
  const empty = [101, 204, 205, 304].includes(answer.statusCode);
  return new Response(empty ? null : body, { status: answer.statusCode, headers });
}
