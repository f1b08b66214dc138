import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build, type Plugin, type ResolvedConfig, type Rolldown } from 'vite';
import { choicesOf, filesOf } from './budget.ts';
import { inlineCode } from './no-inline.ts';

/** A page's own code and style sheet, as the build has made them. */
export interface Inlined {
  readonly script: string;
  readonly style: string;
  /** The files of the app that the page lets come while the browser is away, as the page is to name them. */
  readonly ahead: readonly string[];
}

const scriptTag = /<script type="module" src="\/([^"]+)"><\/script>/;
const styleTag = /<link rel="stylesheet" href="\/([^"]+)" \/>/;
const template = '<template></template>';

/**
 * The source files of a page that is to come without a request of its own.
 * @throws {Error} where it has not exactly one script, one style sheet and one empty template
 */
export function sourcesOf(html: string): { readonly script: string; readonly style: string } {
  const [script, style] = [scriptTag, styleTag].map((tag) => tag.exec(html)?.[1]);
  const tags = html.match(/<template|<link rel="stylesheet"|<script type="module"/g) ?? [];
  if (script === undefined || style === undefined || !html.includes(template) || tags.length !== 3)
    throw new Error('launch page: one script, one style sheet and one empty template are needed');
  const [stray] = inlineCode(html);
  if (stray !== undefined)
    throw new Error(`launch page: ${stray} was not put there by the build; move it into a file`);
  return { script, style };
}

/**
 * Puts code, style sheet and the names of the app's files into the page. The names stand in a template, where they are
 * data: they change with every build of the app, and the hash of the code does not.
 * @throws {Error} where the code would end its own element
 */
export function inlined(html: string, { script, style, ahead }: Inlined): string {
  // Either would change what the parser takes for the end of the element.
  if (/<\/script|<!--/i.test(script)) throw new Error('launch page: the script ends itself');
  if (/<\/style|<!--/i.test(style)) throw new Error('launch page: the style sheet ends itself');
  const links = ahead.map((file) => linkTo(file)).join('');
  return html
    .replace(/^[ \t]*<!--[^]*?-->\n/gm, '')
    .replace(styleTag, () => `<style>${style.trim()}</style>`)
    .replace(template, () => `<template>${links}</template>`)
    .replace(scriptTag, () => `<script type="module">${script.trim()}</script>`);
}

function linkTo(file: string): string {
  return file.endsWith('.css')
    ? `<link rel="prefetch" as="style" crossorigin href="./${file}">`
    : `<link rel="modulepreload" crossorigin href="./${file}">`;
}

interface Built {
  readonly script: string;
  readonly style: string;
  /** What only a launch that fails needs. */
  readonly later: readonly Rolldown.OutputChunk[];
}

/** Bundled apart from the app, because a file that both need would be a request of the launch page. */
async function bundle(
  { root, build: { target } }: ResolvedConfig,
  sources: { readonly script: string; readonly style: string },
): Promise<Built> {
  const results = await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      target,
      // To Vite a library is what comes without its helper for preloading, which is half as large as the launch.
      lib: { entry: sources, formats: ['es'] },
      cssCodeSplit: true,
      rolldownOptions: {
        output: {
          minify: true,
          comments: false,
          entryFileNames: '[name].js',
          // Beside `assets/` is where the page stands, and with it the code in it.
          chunkFileNames: 'assets/launch-[name]-[hash].js',
        },
      },
    },
  });
  const files = [results].flat().flatMap((result) => ('output' in result ? result.output : []));
  const script = files.find(({ fileName }) => fileName === 'script.js');
  const style = files.find(({ fileName }) => fileName.endsWith('.css'));
  if (script?.type !== 'chunk' || style?.type !== 'asset' || script.imports.length > 0)
    throw new Error('launch page: its code is not one script and one style sheet');
  const later = files.flatMap((file) => (file.type === 'chunk' && file !== script ? file : []));
  return { script: script.code, style: Buffer.from(style.source).toString(), later };
}

interface Options {
  /** The page that is to come without a request of its own. */
  readonly page: string;
  /** The page to which the authorization leads. */
  readonly app: string;
  /** Ids of the modules with its first words, which come ahead. */
  readonly language: RegExp;
}

/** Builds a page that has its code and style sheet in it; `headers` tells the hashes that let them run. */
export function launchPage({ page, app, language }: Options): Plugin {
  let config: ResolvedConfig | undefined;
  return {
    name: 'house:launch-page',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    generateBundle: {
      order: 'post',
      async handler(_, outputs) {
        if (config === undefined) return;
        const html = await readFile(resolve(config.root, page), 'utf8');
        const { later, ...inline } = await bundle(config, sourcesOf(html));
        const needed = filesOf(outputs, app);
        const words = choicesOf(outputs, needed, language).flatMap(({ files }) => files);
        const ahead = [...needed, ...words].filter((file) => file !== app);
        this.emitFile({
          type: 'asset',
          fileName: page,
          source: inlined(html, { ...inline, ahead }),
        });
        for (const { fileName, code } of later)
          this.emitFile({ type: 'asset', fileName, source: code });
      },
    },
  };
}
