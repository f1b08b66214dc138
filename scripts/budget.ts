import { gzipSync } from 'node:zlib';
import type { Logger, Plugin, Rolldown } from 'vite';

/** What a page costs the patient, by the files it needs. Bytes are those of `gzip -9`. */
export interface Cost {
  readonly name: string;
  readonly files: readonly { readonly file: string; readonly bytes: number }[];
}

/** Bytes by name of the cost; a kB is 1000 bytes. */
export type Limits = Readonly<Record<string, number>>;

export interface Verdict {
  /** Ready to print, a line each. */
  readonly table: readonly string[];
  /** One sentence per limit that is passed; empty where all is well. */
  readonly complaints: readonly string[];
}

const kB = (bytes: number) => `${(bytes / 1000).toFixed(2)} kB`;
const sum = (cost: Cost) => cost.files.reduce((bytes, file) => bytes + file.bytes, 0);
const largestFirst = (cost: Cost) => [...cost.files].sort((a, b) => b.bytes - a.bytes);

/**
 * Compares what pages cost with what they may cost.
 * @throws {Error} where a limit has no cost, or a cost no limit: such a budget guards nothing.
 */
export function judge(costs: readonly Cost[], limits: Limits): Verdict {
  const table: string[] = [];
  const complaints: string[] = [];
  for (const name of Object.keys(limits)) {
    if (!costs.some((cost) => cost.name === name)) throw new Error(`budget: no page is "${name}"`);
  }
  for (const cost of costs) {
    const limit = limits[cost.name];
    if (limit === undefined) throw new Error(`budget: "${cost.name}" has no limit`);
    if (cost.files.length === 0) throw new Error(`budget: "${cost.name}" has no files`);
    const bytes = sum(cost);
    table.push(`${cost.name}: ${kB(bytes)} of ${kB(limit)} (gzip -9)`);
    for (const file of largestFirst(cost)) {
      table.push(`  ${kB(file.bytes).padStart(9)}  ${file.file}`);
    }
    if (bytes > limit) {
      const largest = largestFirst(cost)
        .slice(0, 3)
        .map((file) => `${file.file} (${kB(file.bytes)})`);
      complaints.push(
        `${cost.name} takes ${kB(bytes)}, ${kB(bytes - limit)} above its budget of ${kB(limit)}. ` +
          `Largest: ${largest.join(', ')}.`,
      );
    }
  }
  return { table, complaints };
}

/** The local scripts, preloads and style sheets that a built page names; what a template names it does not need. */
export function references(html: string): readonly string[] {
  const found: string[] = [];
  const page = html.replace(/<template>[^]*?<\/template>/g, '');
  for (const [tag] of page.matchAll(/<(?:script|link)\b[^>]*>/g)) {
    const url = /\s(?:src|href)="([^"]+)"/.exec(tag)?.[1];
    if (url === undefined || /^[a-z]+:|^\/\//.test(url)) continue;
    const path = url.replace(/^\.?\//, '').replace(/[?#].*$/, '');
    if (/\.(?:m?js|css)$/.test(path)) found.push(path);
  }
  return found;
}

/** The named files of a build, with all that they import without waiting. */
function closure(bundle: Rolldown.OutputBundle, roots: readonly string[]): Set<string> {
  const needed = new Set<string>();
  const visit = (file: string) => {
    if (needed.has(file)) return;
    const output = bundle[file];
    if (!output) throw new Error(`budget: ${file} is needed and was not built`);
    needed.add(file);
    if (output.type !== 'chunk') return;
    for (const next of [...output.imports, ...(output.viteMetadata?.importedCss ?? [])]) {
      visit(next);
    }
  };
  roots.forEach(visit);
  return needed;
}

/** The files that a page of a build needs at once, itself among them; what stands in it comes with it. */
export function filesOf(bundle: Rolldown.OutputBundle, page: string): Set<string> {
  return closure(bundle, [page, ...references(Buffer.from(contents(bundle, page)).toString())]);
}

/** One of several things of which a patient loads one, later: a language, a dialect. */
export interface Choice {
  /** The name of its module. */
  readonly name: string;
  /** What it takes beside the files from which it is imported. */
  readonly files: readonly string[];
}

/** What there is to choose from in modules with such ids, imported by these files. */
export function choicesOf(
  bundle: Rolldown.OutputBundle,
  files: ReadonlySet<string>,
  modules: RegExp,
): readonly Choice[] {
  const imported = [...files].flatMap((file) => {
    const output = bundle[file];
    return output?.type === 'chunk' ? output.dynamicImports : [];
  });
  return [...new Set(imported)].flatMap((file) => {
    const output = bundle[file];
    const id = output?.type === 'chunk' ? (output.facadeModuleId ?? '') : '';
    if (!modules.test(id)) return [];
    const needed = [...closure(bundle, [file])].filter((each) => !files.has(each));
    return [{ name: /([^/]+)\.\w+(?:\?\w+)?$/.exec(id)?.[1] ?? id, files: needed }];
  });
}

function contents(bundle: Rolldown.OutputBundle, file: string): string | Uint8Array {
  const output = bundle[file];
  if (!output) throw new Error(`budget: ${file} was not built`);
  return output.type === 'chunk' ? output.code : output.source;
}

interface Options {
  /** The launch page, and the page on which the patient arrives. */
  readonly pages: { readonly launch: string; readonly home: string };
  /** Ids of the modules of which a patient loads one, later: the largest of them counts. */
  readonly language: RegExp;
  readonly dialects: {
    /** Ids of the modules of which a deployment pays for one. */
    readonly modules: RegExp;
    /** The one that counts with the home screen. */
    readonly usual: string;
  };
  /** `dialect` is that of the largest. */
  readonly limits: { readonly launch: number; readonly home: number; readonly dialect: number };
}

/** What each limit is held against, and what each dialect costs, from the files that a build has written. */
export function costs(
  bundle: Rolldown.OutputBundle,
  options: Options,
): { readonly limited: readonly Cost[]; readonly dialects: readonly Cost[] } {
  const bytes = (file: string) => gzipSync(contents(bundle, file), { level: 9 }).byteLength;
  const total = (files: Iterable<string>) => [...files].reduce((all, file) => all + bytes(file), 0);
  const cost = (name: string, files: Iterable<string>): Cost => ({
    name,
    files: [...files].map((file) => ({ file, bytes: bytes(file) })),
  });

  const launch = filesOf(bundle, options.pages.launch);
  const first = new Set([...launch, ...filesOf(bundle, options.pages.home)]);
  const [language] = [...choicesOf(bundle, first, options.language)].sort(
    (a, b) => total(b.files) - total(a.files),
  );
  const { modules, usual } = options.dialects;
  const dialects = choicesOf(bundle, first, modules)
    .map(({ name, files }) => cost(name, files))
    .sort((a, b) => sum(b) - sum(a));
  const counted = dialects.find(({ name }) => name === usual);
  const [largest] = dialects;
  if (counted === undefined || largest === undefined)
    throw new Error(`budget: there is no dialect "${usual}"`);

  const home = cost('home', [...first, ...(language?.files ?? [])]);
  return {
    limited: [
      cost('launch', launch),
      { ...home, files: [...home.files, ...counted.files] },
      { ...largest, name: 'dialect' },
    ],
    dialects,
  };
}

/** What each dialect takes beside the home screen, largest first: a line each. */
export function dialectTable(dialects: readonly Cost[], usual: string): readonly string[] {
  return [
    `dialects, of which a deployment pays for one ("home" has ${usual}'s in it):`,
    ...dialects.map(
      (dialect) =>
        `  ${kB(sum(dialect)).padStart(9)}  ${dialect.name}, files: ${dialect.files.length}`,
    ),
  ];
}

/**
 * Prints what the launch page and the whole way to the home screen cost, and fails the build above
 * the limits. The files stay written, so that they can be looked at.
 */
export function budget(options: Options): Plugin {
  let logger: Logger | undefined;
  return {
    name: 'house:budget',
    apply: 'build',
    configResolved(config) {
      ({ logger } = config);
    },
    writeBundle(_, bundle) {
      const { limited, dialects } = costs(bundle, options);
      const verdict = judge(limited, options.limits);
      const table = [...verdict.table, ...dialectTable(dialects, options.dialects.usual)];
      logger?.info(['', ...table].join('\n'));
      if (verdict.complaints.length > 0) this.error(verdict.complaints.join('\n'));
    },
  };
}
