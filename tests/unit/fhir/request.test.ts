import { describe, expect, it } from 'vitest';

import { createSend, type FhirRequest } from '../../../src/fhir/request.ts';
import { FhirError } from '../../../src/fhir/errors.ts';
import { answering, base, json, noon, outcome, words, type ScriptedWire } from './wire.ts';

const patient = { resourceType: 'Patient', id: 'hal' };

function send(wire: Pick<ScriptedWire, 'fetch'>, request: Partial<FhirRequest> = {}, read = 1_000) {
  return createSend({
    base,
    authorization: () => 'Bearer secret',
    fetch: wire.fetch,
    now: () => noon,
    patience: { read, change: 2 * read },
  })({ method: 'GET', url: 'Patient/hal', ...request });
}

async function failing(...given: Parameters<typeof send>) {
  const error: unknown = await send(...given).catch((thrown: unknown) => thrown);
  if (error instanceof FhirError) return error.failure;
  throw new Error('no FhirError', { cause: error });
}

describe('a request', () => {
  it('carries the token, asks for FHIR, and nothing that the browser would add of itself', async () => {
    const wire = answering(json(patient));
    await send(wire);
    expect(wire.sent[0]).toMatchObject({
      url: `${base}/Patient/hal`,
      method: 'GET',
      headers: { authorization: 'Bearer secret', accept: 'application/fhir+json' },
      init: {
        credentials: 'omit',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
      },
    });
    expect(Object.keys(wire.sent[0]!.headers)).toEqual(['accept', 'authorization']);
  });

  it('that changes something leaves the cache alone, which would forget the preflight', async () => {
    const wire = answering(json(patient));
    await send(wire, { method: 'POST', body: {} });
    expect(wire.sent[0]!.init.cache).toBe('default');
  });

  it('asks for the token each time, so that a renewed one is used', async () => {
    const wire = answering(json(patient));
    let turn = 0;
    const sending = createSend({
      base,
      authorization: () => `Bearer ${String(++turn)}`,
      fetch: wire.fetch,
      now: () => noon,
    });
    await sending({ method: 'GET', url: 'Patient/hal' });
    await sending({ method: 'GET', url: 'Patient/hal' });
    expect(wire.sent.map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer 1',
      'Bearer 2',
    ]);
  });

  it('says what its body is, and which version it may change', async () => {
    const wire = answering(json(patient));
    await send(wire, {
      method: 'PATCH',
      body: [],
      contentType: 'application/json-patch+json',
      ifMatch: '7',
    });
    expect(wire.sent[0]!.headers).toMatchObject({
      'content-type': 'application/json-patch+json',
      'if-match': 'W/"7"',
    });
  });

  it.each([
    'https://evil.example/fhir/Patient/hal',
    'https://ehr.example/fhir-evil/Patient/hal',
    'Patient/..',
  ])('is not sent to %s', async (url) => {
    const wire = answering(json(patient));
    expect(await failing(wire, { url })).toMatchObject({ kind: 'not-found' });
    expect(wire.sent).toEqual([]);
  });

  it.each(['GET', 'POST', 'PATCH'] as const)('is sent once, also when %s fails', async (method) => {
    for (const failure of [
      new TypeError('Failed to fetch'),
      json({}, 503),
      json({}, 500),
      json({}, 401),
    ]) {
      const wire = answering(failure);
      await failing(wire, { method });
      expect(wire.sent).toHaveLength(1);
    }
  });
});

describe('an answer', () => {
  it('is JSON whatever its content type says', async () => {
    expect(await send(answering(words(JSON.stringify(patient), 200, 'text/html')))).toMatchObject({
      json: patient,
    });
  });

  it('may start with a byte order mark', async () => {
    expect(await send(answering(words(`\uFEFF${JSON.stringify(patient)}`)))).toMatchObject({
      json: patient,
    });
  });

  it('may be empty', async () => {
    for (const empty of [
      new Response(null, { status: 204 }),
      words(''),
      words(' \n', 200, 'text/html'),
    ]) {
      expect(await send(answering(empty))).toMatchObject({ json: undefined });
    }
  });

  it('is unreadable when it is a page', async () => {
    const page = words('<!doctype html><title>Sign in</title>', 200, 'text/html');
    expect(await failing(answering(page))).toEqual({
      kind: 'unreadable',
      what: 'html',
      notices: [],
    });
    expect(await failing(answering(words('<HTML></HTML>')))).toMatchObject({ what: 'html' });
  });

  it.each(['{"resourceType":"Patient","id":', 'OK', '<Patient xmlns="http://hl7.org/fhir"/>'])(
    'is unreadable when it is %s',
    async (text) => {
      expect(await failing(answering(words(text)))).toMatchObject({
        kind: 'unreadable',
        what: 'not-json',
      });
    },
  );

  it('is unreadable when it is larger than any answer can be', async () => {
    const announced = new Response('{}', {
      headers: { 'Content-Length': String(65 * 1024 * 1024) },
    });
    expect(await failing(answering(announced))).toMatchObject({ kind: 'unreadable' });
    let pulled = 0;
    const megabyte = new Uint8Array(1024 * 1024).fill(0x20);
    const endless = () =>
      Promise.resolve(
        new Response(
          new ReadableStream({
            pull(controller) {
              pulled += 1;
              controller.enqueue(megabyte);
            },
          }),
        ),
      );
    expect(await failing(answering(endless), {}, 20_000)).toMatchObject({ kind: 'unreadable' });
    expect(pulled).toBeLessThan(70);
  });

  it('that breaks off in the body is no answer', async () => {
    const broken = () =>
      Promise.resolve(
        new Response(
          new ReadableStream({
            start(controller) {
              controller.enqueue(new TextEncoder().encode('{"resource'));
              controller.error(new TypeError('network error'));
            },
          }),
        ),
      );
    expect(await failing(answering(broken))).toMatchObject({ kind: 'no-answer', timedOut: false });
  });

  it('that refuses still refuses when its explanation is lost', async () => {
    const broken = () =>
      Promise.resolve(
        new Response(
          new ReadableStream({ start: (controller) => controller.error(new TypeError()) }),
          {
            status: 403,
          },
        ),
      );
    expect(await failing(answering(broken))).toMatchObject({ kind: 'not-permitted' });
  });

  it('is not there when the network fails', async () => {
    expect(await failing(answering(new TypeError('Failed to fetch')))).toEqual({
      kind: 'no-answer',
      timedOut: false,
      notices: [],
    });
  });

  it('is given up after a while, a change later than a reading', async () => {
    const never: ScriptedWire['fetch'] = (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      });
    const started = performance.now();
    expect(await failing({ fetch: never }, {}, 20)).toMatchObject({
      kind: 'no-answer',
      timedOut: true,
    });
    const reading = performance.now() - started;
    expect(await failing({ fetch: never }, { changes: true }, 20)).toMatchObject({
      timedOut: true,
    });
    expect(performance.now() - started - reading).toBeGreaterThanOrEqual(35);
  });

  it('that nobody waits for any more ends without counting as slow', async () => {
    const stop = new AbortController();
    const never: ScriptedWire['fetch'] = (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
        stop.abort();
      });
    expect(await failing({ fetch: never }, { signal: stop.signal })).toMatchObject({
      kind: 'no-answer',
      timedOut: false,
    });
  });

  it('that nobody waits for from the start is not asked for', async () => {
    const wire = answering(json(patient));
    expect(await failing(wire, { signal: AbortSignal.abort() })).toMatchObject({
      kind: 'no-answer',
    });
    expect(wire.sent).toEqual([]);
  });

  it('tells how long to wait, in seconds or as a date, where the browser may read it', async () => {
    const busy = (headers: Record<string, string>) => failing(answering(json({}, 429, headers)));
    expect(await busy({ 'Retry-After': '30' })).toMatchObject({ retryAfterSeconds: 30 });
    expect(await busy({ 'Retry-After': 'Wed, 06 May 2026 12:01:30 GMT' })).toMatchObject({
      retryAfterSeconds: 90,
    });
    expect(await busy({ 'Retry-After': 'Wed, 06 May 2026 11:00:00 GMT' })).toMatchObject({
      retryAfterSeconds: undefined,
    });
    expect(await busy({ 'Retry-After': 'soon' })).toMatchObject({ retryAfterSeconds: undefined });
    expect(await busy({})).toEqual({ kind: 'too-busy', retryAfterSeconds: undefined, notices: [] });
  });

  it('keeps the words of the EHR', async () => {
    expect(await failing(answering(json(outcome('forbidden', 'Not for <b>you</b>'), 403)))).toEqual(
      {
        kind: 'not-permitted',
        notices: [{ severity: 'error', code: 'forbidden', text: 'Not for <b>you</b>' }],
      },
    );
  });
});

describe('what is published for everybody', () => {
  const file = { url: 'https://ehr.example/open/slots.ndjson', published: 'lines' } as const;

  it('is asked for without the token, in its own type, and may be kept by the browser', async () => {
    const wire = answering(words('{}'));
    await send(wire, file);
    await send(wire, { url: '$bulk-publish', published: 'json' });
    expect(wire.sent.map(({ url, headers, init }) => [url, headers, init.cache])).toEqual([
      [file.url, { accept: 'application/fhir+ndjson' }, 'default'],
      [`${base}/$bulk-publish`, { accept: 'application/json' }, 'default'],
    ]);
  });

  it('comes as a list of lines, with nothing for a line that is no JSON', async () => {
    const { json: lines } = await send(answering(words('{"a":1}\r\n\noops\n[2]\n')), file);
    expect(lines).toEqual([{ a: 1 }, undefined, [2]]);
    expect((await send(answering(words('')), file)).json).toEqual([]);
  });

  it('is not asked of another origin', async () => {
    const wire = answering(words('{}'));
    const other = { ...file, url: 'https://evil.example/slots.ndjson' };
    expect(await failing(wire, other)).toMatchObject({ kind: 'not-found' });
    expect(wire.sent).toEqual([]);
  });

  it('is no page of a sign-in', async () => {
    const wire = answering(words('<!doctype html><h1>Sign in</h1>', 200, 'text/html'));
    expect(await failing(wire, file)).toMatchObject({ kind: 'unreadable', what: 'html' });
  });

  it('is not asked for in nobody’s name', async () => {
    const wire = answering(words('{}'));
    const sending = createSend({
      base,
      authorization: () => undefined,
      fetch: wire.fetch,
      now: () => noon,
    });
    await expect(sending({ method: 'GET', ...file })).rejects.toMatchObject({
      code: 'session-ended',
    });
    expect(wire.sent).toEqual([]);
  });

  it('says nothing of the EHR’s clock: its date may be that of a copy', async () => {
    const wire = answering(words('{}', 200));
    const dates: unknown[] = [];
    const sending = createSend({
      base,
      authorization: () => 'Bearer secret',
      fetch: wire.fetch,
      now: () => noon,
      onDate: (date) => dates.push(date),
    });
    await sending({ method: 'GET', ...file });
    expect(dates).toEqual([]);
  });
});
