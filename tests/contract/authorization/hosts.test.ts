import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type RunningSandbox, startSandbox } from '../../../sandbox/hosts.ts';
import { authorize, redeem, signIn } from './smart-client.ts';

const inline = "document.documentElement.dataset.began = ''";
const page = `<!doctype html><html lang="en"><head><title>App</title><script>${inline}</script>
<script type="application/json" id="deployment">{"as":"built"}</script><script type="module" src="/assets/app-1234.js"></script></head></html>`;

let directory: string;
interface Found {
  readonly entry: readonly {
    readonly resource: { readonly id: string; readonly status: string };
  }[];
}

const clock = (): number => Date.UTC(2026, 10, 23, 14);
let sandbox: RunningSandbox;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dist-'));
  await mkdir(join(directory, 'app', 'assets'), { recursive: true });
  await writeFile(join(directory, 'secret.txt'), 'not for anybody');
  for (const name of ['index.html', 'launch.html'])
    await writeFile(join(directory, 'app', name), page);
  await writeFile(join(directory, 'app', 'assets', 'app-1234.js'), `// ${'long '.repeat(1000)}`);
  sandbox = await startSandbox({
    clock,
    appDirectory: join(directory, 'app'),
    settings: ({ iss }) => ({ iss, trick: '</script><script>alert(1)</script>$&' }),
  });
}, 120_000);
afterAll(async () => {
  await sandbox.close();
  await rm(directory, { recursive: true });
});
afterEach(() => {
  sandbox.ehrHandle.levers.clear();
  sandbox.ehrHandle.log.clear();
});

test('the app’s pages are never kept where the build says nothing of it, and may only call the EHR and be framed by the portal', async () => {
  const response = await fetch(new URL('/launch.html', sandbox.app));
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  expect(response.headers.get('Referrer-Policy')).toBe('no-referrer');
  expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
  const policy = response.headers.get('Content-Security-Policy') ?? '';
  expect(policy).toContain(`connect-src ${sandbox.ehr.origin};`);
  expect(policy).toContain(`frame-ancestors 'self' ${sandbox.portal.origin};`);
  expect(policy).toMatch(/script-src 'self' 'sha256-[A-Za-z0-9+/=]+';/);
  expect(policy).toContain("require-trusted-types-for 'script'");
});

test('the deployment’s settings stand in the pages, and no text among them can end the script element', async () => {
  const text = await (await fetch(new URL('/index.html', sandbox.app))).text();
  const block = /id="deployment">([^]*?)<\/script>/.exec(text)?.[1] ?? '';
  expect(JSON.parse(block)).toEqual({
    iss: sandbox.iss,
    trick: '</script><script>alert(1)</script>$&',
  });
  expect(text).not.toContain('<script>alert');
  expect(text).toContain(inline);
});

test('files with a hash in their name are kept for a year, and travel compressed', async () => {
  const response = await fetch(new URL('/assets/app-1234.js', sandbox.app));
  expect(response.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
  expect(response.headers.get('Content-Encoding')).toBe('gzip');
  expect(response.headers.get('Vary')).toContain('Accept-Encoding');
  expect(await response.text()).toContain('long long');
});

test.each([
  '/nothing.html',
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/assets/../../secret.txt',
  '/assets',
  '/%00',
])('%s is not found', async (path) => {
  const { statusCode, text } = await raw(sandbox.app, path);
  expect(statusCode).toBe(404);
  expect(text).not.toContain('not for anybody');
});

test.each([
  ['drop-before', 'before the server has acted, so the code can still be redeemed', 200],
  ['drop-after', 'after the server has acted, so the code is spent', 400],
] as const)('%s resets the connection %s', async (kind, _title, status) => {
  const code = (await authorize(sandbox)).get('code');
  sandbox.ehrHandle.levers.add({ match: { method: 'POST', path: '/auth/token' }, fault: { kind } });
  await expect(redeem(sandbox, code)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  expect(sandbox.ehrHandle.log.entries.at(-1)).toMatchObject({
    fault: kind,
    status: undefined,
    responseBytes: 0,
  });
  expect((await redeem(sandbox, code)).status).toBe(status);
});

test('a request on a connection that has carried one before can find it reset', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  sandbox.ehrHandle.levers.add({
    match: { path: 'smart-configuration' },
    fault: { kind: 'reset-reused' },
  });
  const path = '/fhir/argonaut/.well-known/smart-configuration';
  expect((await raw(sandbox.ehr, path, agent)).statusCode).toBe(200);
  await expect(raw(sandbox.ehr, path, agent)).rejects.toMatchObject({ code: 'ECONNRESET' });
  const [first, second] = sandbox.ehrHandle.log.entries;
  expect(second?.connection).toBe(first?.connection);
  expect([first?.onConnection, second?.onConnection]).toEqual([1, 2]);
  agent.destroy();
});

test('the token endpoint can answer with a fault, which the app’s page can read', async () => {
  sandbox.ehrHandle.levers.add({
    match: { method: 'POST', path: '/auth/token' },
    fault: { kind: 'answer', status: 503, headers: { 'Retry-After': '5' }, body: 'busy' },
  });
  const response = await fetch(new URL('/auth/token', sandbox.ehr), {
    method: 'POST',
    headers: { Origin: sandbox.app.origin },
  });
  expect(response.status).toBe(503);
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe(sandbox.app.origin);
  expect(await response.text()).toBe('busy');
});

test('a token can end at the very request that it comes with', async () => {
  const { access_token: token } = await signIn(sandbox);
  const read = (): Promise<Response> =>
    fetch(`${sandbox.iss}/Patient/maria-alvarez`, {
      headers: { Authorization: `Bearer ${token}` },
    });
  expect((await read()).status).toBe(200);
  sandbox.ehrHandle.levers.add({ match: { path: 'Patient/' }, fault: { kind: 'expire-token' } });
  expect((await read()).status).toBe(401);
});

test('somebody else can book the time that a request names, just before it is handled', async () => {
  const { access_token: token } = await signIn(sandbox);
  const ask = async (operation: string, parameter: object[]): Promise<Found> => {
    const response = await fetch(`${sandbox.iss}/Appointment/${operation}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/fhir+json' },
      body: JSON.stringify({ resourceType: 'Parameters', parameter }),
    });
    return (await response.json()) as Found;
  };
  const found = await ask('$find', [
    { name: 'start', valueDateTime: '2026-11-24T00:00:00-05:00' },
    { name: 'end', valueDateTime: '2026-12-01T00:00:00-05:00' },
  ]);
  const hold = async (which: number): Promise<string | undefined> => {
    const valueUri = `Appointment/${found.entry[which]?.resource.id ?? ''}`;
    return (await ask('$hold', [{ name: 'appt-id', valueUri }])).entry[0]?.resource.status;
  };
  sandbox.ehrHandle.levers.add({ match: { path: 'hold' }, fault: { kind: 'take-time' } });
  expect(await hold(0)).toBe('cancelled');
  expect(await hold(1)).toBe('pending');
});

test('what came over the wire is written down', async () => {
  await fetch(new URL('/auth/token', sandbox.ehr), {
    method: 'POST',
    headers: { Origin: sandbox.app.origin },
    body: new URLSearchParams({ a: 'b' }),
  });
  await fetch(new URL('/index.html', sandbox.app));
  expect(sandbox.ehrHandle.log.entries).toMatchObject([
    {
      host: 'authorization',
      method: 'POST',
      path: '/auth/token',
      origin: sandbox.app.origin,
      requestBody: 'a=b',
      status: 400,
      authorized: false,
    },
    { host: 'app', method: 'GET', path: '/index.html', status: 200 },
  ]);
});

test('latency is added to every request', async () => {
  const slow = await startSandbox({ clock, latencyMilliseconds: 120 });
  const began = performance.now();
  await fetch(new URL('/', slow.portal));
  expect(performance.now() - began).toBeGreaterThanOrEqual(115);
  await slow.close();
}, 120_000);

/** As a bare client sends it: `fetch` would tidy the path, and might try again after a reset. */
function raw(
  host: URL,
  path: string,
  agent = new Agent(),
): Promise<{ statusCode: number | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: host.port, path, agent },
      (response: IncomingMessage) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => {
          resolve({ statusCode: response.statusCode, text });
        });
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}
