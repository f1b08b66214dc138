import type { ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);
const compressible =
  /^(text\/|image\/svg\+xml|application\/(json|fhir\+json|javascript|manifest\+json))/;
const worthIt = 1024;

/**
 * Sends a whole answer, compressed where that helps and the browser can read it.
 * @returns the bytes of the body as they went over the wire
 */
export async function sendAnswer(
  response: ServerResponse,
  answer: Response,
  acceptEncoding: string | undefined,
): Promise<number> {
  const whole = Buffer.from(await answer.arrayBuffer());
  const suits =
    compressible.test(answer.headers.get('Content-Type') ?? '') &&
    !answer.headers.has('Content-Encoding');
  const packs = suits && whole.length > worthIt && /\bgzip\b/.test(acceptEncoding ?? '');
  const body = packs ? await compress(whole) : whole;

  for (const [name, value] of answer.headers) {
    if (name !== 'set-cookie') response.setHeader(name, value);
  }
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) response.setHeader('Set-Cookie', cookies);
  if (suits) response.appendHeader('Vary', 'Accept-Encoding');
  if (packs) response.setHeader('Content-Encoding', 'gzip');
  const bodiless = answer.status === 204 || answer.status === 304;
  if (!bodiless) response.setHeader('Content-Length', body.length);
  response.writeHead(answer.status);
  response.end(bodiless ? undefined : body);
  return bodiless ? 0 : body.length;
}
