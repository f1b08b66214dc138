import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
const packs = /^(text\/|image\/svg|application\/)/;

export interface AppFilesOptions {
  /** The built app. */
  readonly directory: string;
  /** The origins that the app may call, and be framed by. */
  readonly ehr: string;
  readonly portal: string;
  /** The deployment's settings, in the app's own schema; without them the pages are served as built. */
  readonly settings?: unknown;
}

interface StoredFile {
  readonly body: Buffer<ArrayBuffer>;
  readonly packed: Buffer<ArrayBuffer> | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The app's files as a hospital's static web server would serve them. All are read once, when it starts: what was not
 * read cannot be asked for, whatever the path looks like.
 */
export async function serveAppFiles(
  options: AppFilesOptions,
): Promise<(request: Request) => Response> {
  const files = new Map<string, StoredFile>();
  const told = await toldHeaders(options);
  for (const path of await pathsIn(options.directory)) {
    if (path === headersFile) continue;
    const file = await load(join(options.directory, path), path, options);
    files.set(path, { ...file, headers: { ...file.headers, ...told(path) } });
  }
  const index = files.get('/index.html');
  if (index !== undefined) files.set('/', index);

  return (request) => {
    const file = files.get(new URL(request.url).pathname);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return new Response('Method not allowed\n', { status: 405, headers: { Allow: 'GET, HEAD' } });
    if (file === undefined)
      return new Response('Not found\n', {
        status: 404,
        headers: { 'Content-Type': 'text/plain', 'X-Content-Type-Options': 'nosniff' },
      });
    const packed = /\bgzip\b/.test(request.headers.get('Accept-Encoding') ?? '')
      ? file.packed
      : undefined;
    const headers = {
      ...file.headers,
      ...(packed === undefined ? {} : { 'Content-Encoding': 'gzip' }),
    };
    return new Response(request.method === 'HEAD' ? null : (packed ?? file.body), { headers });
  };
}

const headersFile = '/_headers';

/**
 * What the build says of its files' headers, with a deployer's own origins in it. Of a build that says nothing the
 * pages are never kept, and may run what stands in them.
 */
async function toldHeaders({
  directory,
  ehr,
  portal,
}: AppFilesOptions): Promise<(path: string) => Readonly<Record<string, string>>> {
  const text = await readFile(join(directory, headersFile), 'utf8').catch(() => '');
  const sections = text.split(/^(?=\/)/m).map((section) => {
    const [pattern = '', ...lines] = section.trim().split(/\n\s*/);
    const headers = lines.map((line) => {
      const [name = '', value = ''] = line.split(/:\s*(.*)/);
      return [
        name,
        value.replace('https://ehr.example', ehr).replace('https://portal.example', portal),
      ] as const;
    });
    return { pattern, headers: Object.fromEntries(headers) };
  });
  return (path) => {
    const found = sections.filter(({ pattern }) =>
      pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern,
    );
    return Object.assign({}, ...found.map(({ headers }) => headers)) as Record<string, string>;
  };
}

async function pathsIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(
      (entry) => `/${relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/')}`,
    );
}

async function load(file: string, path: string, options: AppFilesOptions): Promise<StoredFile> {
  const type = types[extname(path)] ?? 'application/octet-stream';
  const read = await readFile(file);
  const body =
    extname(path) === '.html'
      ? Buffer.from(withSettings(read.toString('utf8'), options.settings))
      : Buffer.from(read);
  const packed = packs.test(type) ? await compress(body, { level: 9 }) : undefined;
  const common = {
    'Content-Type': type,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    ...(packed === undefined ? {} : { Vary: 'Accept-Encoding' }),
  };
  const page = {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': policyFor(body.toString('utf8'), options),
    'Permissions-Policy': nothing,
  };
  const kept = {
    'Cache-Control': path.startsWith('/assets/')
      ? 'public, max-age=31536000, immutable'
      : 'no-cache',
  };
  return { body, packed, headers: { ...common, ...(extname(path) === '.html' ? page : kept) } };
}

const nothing = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb']
  .map((feature) => `${feature}=()`)
  .join(', ');
const settingsBlock =
  /(<script\b(?=[^>]*\btype="application\/json")(?=[^>]*\bid="deployment")[^>]*>)[^]*?(<\/script>)/;

/** Fills the settings in as a deployer does. `<` is escaped, so that no text among them can end the script element. */
function withSettings(page: string, settings: unknown): string {
  if (settings === undefined) return page;
  const json = JSON.stringify(settings, undefined, 1).replaceAll('<', '\\u003c');
  return page.replace(
    settingsBlock,
    (_whole, start: string, end: string) => `${start}${json}${end}`,
  );
}

function policyFor(page: string, { ehr, portal }: AppFilesOptions): string {
  const scripts = hashesOf(
    page,
    /<script\b(?![^>]*\bsrc=)(?![^>]*application\/json)[^>]*>([^]*?)<\/script>/g,
  );
  const styles = hashesOf(page, /<style\b[^>]*>([^]*?)<\/style>/g);
  return [
    "default-src 'none'",
    `script-src 'self'${scripts}`,
    `style-src 'self'${styles}`,
    "img-src 'self' data:",
    `connect-src ${ehr}`,
    "form-action 'none'",
    "base-uri 'none'",
    `frame-ancestors 'self' ${portal}`,
    "require-trusted-types-for 'script'",
    'trusted-types svelte-trusted-html',
  ].join('; ');
}

/** What a build has put inline is allowed by its hash, never by 'unsafe-inline'. */
function hashesOf(page: string, elements: RegExp): string {
  return [...page.matchAll(elements)]
    .map(([, text = '']) => ` 'sha256-${createHash('sha256').update(text).digest('base64')}'`)
    .join('');
}
