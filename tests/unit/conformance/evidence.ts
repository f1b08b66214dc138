import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** What the last column of a table names: a test, by its file and its title or the beginning of it. */
export interface Citation {
  /** Empty where a title stands before any file. */
  readonly file: string;
  readonly title: string;
}

export interface Row {
  /** Heading of the section that the table stands in. */
  readonly section: string;
  /** The first cell. */
  readonly key: string;
  readonly state: string;
  readonly tests: readonly Citation[];
  /** What the last cell says beside the tests. */
  readonly reason: string;
}

/** The rows of every table in which the column before the last is called `State`. */
export function rowsIn(markdown: string): readonly Row[] {
  const rows: Row[] = [];
  let section = '';
  let counts = false;
  for (const line of markdown.split('\n')) {
    section = /^#+ (.+)/.exec(line)?.[1] ?? section;
    const cells = line.startsWith('|') ? line.split('|').slice(1, -1) : [];
    const [key = '', state = '', evidence = ''] = [cells[0], cells.at(-2), cells.at(-1)].map(
      (cell) => cell?.trim() ?? '',
    );
    if (cells.length === 0) counts = false;
    else if (state === 'State') counts = true;
    else if (counts && !/^[\s:-]+$/.test(key))
      rows.push({ section, key, state, ...read(evidence) });
  }
  return rows;
}

const named = /`(tests\/[^`]+)`:?|"([^"]+)"/g;

function read(evidence: string): Pick<Row, 'tests' | 'reason'> {
  const tests: Citation[] = [];
  let file = '';
  for (const [, path, title] of evidence.matchAll(named)) {
    if (title === undefined) file = path ?? '';
    else tests.push({ file, title });
  }
  const reason = evidence.replace(named, '').replace(/<br>/g, ' ');
  return { tests, reason: reason.replace(/[\s,.;:]+/g, ' ').trim() };
}

const known = new Map<string, readonly string[]>();

/** The titles of the tests in a file, and of their groups; each placeholder is a `…`. */
export function titlesIn(path: string): readonly string[] {
  const before = known.get(path);
  if (before) return before;
  const titles: string[] = [];
  known.set(path, titles);
  const source = readFileSync(path, 'utf8');
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) titles.push(...titleOf(node));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, source, ts.ScriptTarget.Latest));
  return titles;
}

function titleOf({ expression, arguments: [title] }: ts.CallExpression): readonly string[] {
  let [called, table]: [ts.Expression, boolean] = [expression, false];
  while (!ts.isIdentifier(called)) {
    table ||= ts.isCallExpression(called);
    if (!ts.isCallExpression(called) && !ts.isPropertyAccessExpression(called)) return [];
    called = called.expression;
  }
  if (!['describe', 'it', 'test'].includes(called.text) || title === undefined) return [];
  if (ts.isTemplateExpression(title))
    return [
      [title.head, ...title.templateSpans.map(({ literal }) => literal)]
        .map(({ text }) => text)
        .join('…'),
    ];
  if (!ts.isStringLiteralLike(title)) return [];
  return [table ? title.text.replace(/%(?:\.\d+)?[a-z]|\$[\w.]+/g, '…') : title.text];
}

/** Why this citation proves nothing; `undefined` where it names a test. */
export function faultOf({ file, title }: Citation): string | undefined {
  if (file === '') return `"${title}" stands behind no file`;
  if (!existsSync(file)) return `${file} does not exist`;
  const titles = titlesIn(file);
  if (titles.includes(title)) return undefined;
  const count = titles.filter((other) => other.startsWith(title)).length;
  if (count === 1) return undefined;
  return `${file} has ${count === 0 ? 'no test' : `${count} tests`} "${title}"`;
}

/** The tags that stand in titles, such as `smart 15` or `B8`, each by itself. */
export function tagsIn(folder: string): ReadonlySet<string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:test|spec)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('fixtures'));
  const tags = files
    .flatMap(titlesIn)
    .flatMap((title) =>
      [...title.matchAll(/\[((?:smart \d+|[AB]\d+)(?:, (?:\d+|smart \d+|[AB]\d+))*)\]/g)].flatMap(
        ([, list = '']) => list.split(', ').map((tag) => (/^\d/.test(tag) ? `smart ${tag}` : tag)),
      ),
    );
  return new Set(tags);
}
