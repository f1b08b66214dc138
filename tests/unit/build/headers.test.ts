import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveAppFiles } from '../../../sandbox/hosts/app-files.ts';
import { headersFor } from '../../../scripts/headers.ts';

const code = 'start()';
const style = 'p{}';
const page = (settings: string) =>
  `<!doctype html><style>${style}</style><!-- <script>no()</script> -->` +
  `<script type="application/json" id="deployment">${settings}</script>` +
  `<script type="module">${code}</script><script type="module" src="./a.js"></script>`;
const told = headersFor(
  new Map([
    ['index.html', '<script type="module" src="./a.js"></script>'],
    ['launch.html', page('{}')],
  ]),
);
const section = (path: string, text = told) =>
  text.split('\n\n').find((lines) => lines.startsWith(`${path}\n`)) ?? '';
const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('the headers that a build asks for', () => {
  test('let run what the build has put into a page, by its hash, and nothing else that is inline', () => {
    expect(section('/launch.html')).toContain(`; script-src 'self' ${sha256(code)};`);
    expect(section('/launch.html')).toContain(`; style-src 'self' ${sha256(style)};`);
    expect(section('/index.html')).toContain("; script-src 'self'; style-src 'self';");
    expect(told).not.toMatch(/unsafe-(inline|eval|hashes)/);
  });

  test('are the same whatever the deployer writes into the settings', () => {
    const other = headersFor(new Map([['launch.html', page('{ "hospital": "Another" }')]]));
    expect(section('/launch.html', other)).toBe(section('/launch.html'));
  });

  test('let browsers keep a page for minutes whatever stands behind its name, and a hashed file for ever', () => {
    for (const path of ['/index.html', '/launch.html']) {
      expect(section(path)).toContain('\n  Cache-Control: max-age=300\n');
      expect(section(path)).toContain('\n  No-Vary-Search: params\n');
    }
    expect(section('/assets/*')).toContain('Cache-Control: public, max-age=31536000, immutable');
    expect(section('/assets/*')).not.toContain('No-Vary-Search');
  });
});

describe('the app’s host', () => {
  let directory: string;
  let serve: (request: Request) => Response;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'headers-'));
    await mkdir(join(directory, 'assets'));
    for (const [name, text] of [
      ['_headers', told],
      ['launch.html', page('{}')],
      ['other.html', '<p>'],
      ['assets/a-1.js', 'a()'],
    ] as const)
      await writeFile(join(directory, name), text);
    serve = await serveAppFiles({
      directory,
      ehr: 'http://ehr.localhost:1',
      portal: 'http://portal.localhost:2',
      settings: { hospital: 'Another' },
    });
  });
  afterAll(() => rm(directory, { recursive: true }));
  const headersOf = (path: string) => serve(new Request(`http://app.localhost${path}`)).headers;

  test('sends what the build asks for, with the deployer’s own origins', () => {
    const headers = headersOf('/launch.html?iss=x&launch=y');
    const policy = headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain(`script-src 'self' ${sha256(code)};`);
    expect(policy).toContain('connect-src http://ehr.localhost:1;');
    expect(policy).toContain("frame-ancestors 'self' http://portal.localhost:2;");
    expect(policy).not.toContain('.example');
    expect(headers.get('No-Vary-Search')).toBe('params');
    expect(headersOf('/assets/a-1.js').get('Cache-Control')).toContain('immutable');
  });

  test('does not serve the list of headers, and never keeps a page of which the list says nothing', () => {
    expect(serve(new Request('http://app.localhost/_headers')).status).toBe(404);
    expect(headersOf('/other.html').get('Cache-Control')).toBe('no-store');
  });
});
