import { unreadable } from './errors.ts';

/** An answer whose body has come. */
export interface RawAnswer {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: Headers;
  /** Trimmed. */
  readonly text: string;
}

/** More than any answer that a page could use; it only keeps a broken server from filling the memory. */
const largest = 64 * 1024 * 1024;

/** Reads the body. A refusal stands even where its explanation got lost on the way. */
export async function answerOf(response: Response): Promise<RawAnswer> {
  const { status, ok, headers } = response;
  try {
    return { status, ok, headers, text: (await textOf(response)).trim() };
  } catch (error) {
    if (!ok) return { status, ok, headers, text: '' };
    throw error;
  }
}

/** `undefined` where it is no JSON. The content type is not asked: some servers send JSON as text/plain. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Newline-delimited JSON; `undefined` for a line that is none. */
export function parseLines(text: string): readonly unknown[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parseJson);
}

/** A page of a proxy or of a sign-in, in place of an answer. */
export function isHtml(text: string, headers: Headers): boolean {
  const declared = headers.get('Content-Type')?.includes('html') === true;
  return declared || /^<(?:!doctype html|html)/i.test(text);
}

async function textOf(response: Response): Promise<string> {
  if (Number(response.headers.get('Content-Length')) > largest) throw unreadable('not-json');
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.length;
    if (bytes > largest) {
      await reader.cancel();
      throw unreadable('not-json');
    }
    chunks.push(value);
  }
  const [only] = chunks;
  return new TextDecoder().decode(chunks.length === 1 ? only : joined(chunks, bytes));
}

/** Decoded in one piece: thousands of strings that are joined are copied twice, and are garbage to be collected. */
function joined(chunks: readonly Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
