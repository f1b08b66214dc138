import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/** Stand in the headers until the deployer writes their own there; a browser lets nothing pass for them. */
export const placeholders = {
  ehr: 'https://ehr.example',
  portal: 'https://portal.example',
} as const;

/** Seconds. As long as a deployment may go unseen: docs/decisions/0011. */
const pageAge = 300;

const everyFile = ['X-Content-Type-Options: nosniff', 'Referrer-Policy: no-referrer'];

/**
 * The headers that the built files need, in the form that several static hosts read by themselves: a path, and its
 * headers indented below it.
 *
 * @param pages the text of each page by its file's name
 */
export function headersFor(pages: ReadonlyMap<string, string>): string {
  const sections = [...pages].map(([file, html]) => [
    `/${file}`,
    `Content-Security-Policy: ${policyFor(html)}`,
    `Cache-Control: max-age=${pageAge}`,
    // The page is the same whatever the portal or the authorization server wrote behind it.
    'No-Vary-Search: params',
    ...everyFile,
  ]);
  sections.push(['/assets/*', 'Cache-Control: public, max-age=31536000, immutable', ...everyFile]);
  return sections.map((lines) => `${lines.join('\n  ')}\n`).join('\n');
}

function policyFor(html: string): string {
  const page = html.replace(/<!--[^]*?-->/g, '');
  // Settings are data, which no policy asks about: they can be edited without a new hash.
  const scripts = /<script\b(?![^>]*\bsrc=)(?![^>]*application\/json)[^>]*>([^]*?)<\/script>/g;
  return [
    "default-src 'none'",
    `script-src 'self'${hashesOf(page, scripts)}`,
    `style-src 'self'${hashesOf(page, /<style\b[^>]*>([^]*?)<\/style>/g)}`,
    "img-src 'self' data:",
    `connect-src ${placeholders.ehr}`,
    "form-action 'none'",
    "base-uri 'none'",
    `frame-ancestors 'self' ${placeholders.portal}`,
    "require-trusted-types-for 'script'",
    'trusted-types svelte-trusted-html',
  ].join('; ');
}

function hashesOf(page: string, elements: RegExp): string {
  return [...page.matchAll(elements)]
    .map(([, code = '']) => ` 'sha256-${createHash('sha256').update(code).digest('base64')}'`)
    .join('');
}

/** Writes `_headers` beside the pages. Comes after the plugins that write pages. */
export function headers(): Plugin {
  return {
    name: 'house:headers',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const pages = Object.values(bundle).flatMap((output) =>
          output.type === 'asset' && output.fileName.endsWith('.html')
            ? [[output.fileName, Buffer.from(output.source).toString()] as const]
            : [],
        );
        this.emitFile({
          type: 'asset',
          fileName: '_headers',
          source: headersFor(new Map(pages.sort(([one], [other]) => one.localeCompare(other)))),
        });
      },
    },
  };
}
