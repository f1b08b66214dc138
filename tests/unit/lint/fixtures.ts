import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

export type Tool = 'eslint' | 'depcruise' | 'styles';

/**
 * A file that stands in a copy of the house. What breaks a rule says so in its first line:
 * `refused by eslint: house/layers; depcruise: domain-is-pure, no-circular`.
 */
export interface Fixture {
  /** Its path in the house, such as `src/ui/Home.svelte`. */
  readonly path: string;
  readonly source: string;
  /** The rules that refuse it, sorted. */
  readonly refusedBy: Readonly<Record<Tool, readonly string[]>>;
}

const isTool = (text: string | undefined): text is Tool =>
  text === 'eslint' || text === 'depcruise' || text === 'styles';

function refusals(path: string, source: string): Fixture['refusedBy'] {
  const found: Record<Tool, readonly string[]> = { eslint: [], depcruise: [], styles: [] };
  const said = /refused by (.+?)(?: -->| \*\/)?\n/.exec(source)?.[1];
  for (const part of said?.split('; ') ?? []) {
    const [tool, rules] = part.split(': ');
    if (!isTool(tool) || rules === undefined) throw new Error(`${path}: who is "${part}"?`);
    found[tool] = rules.split(', ').sort();
  }
  return found;
}

/** The files below a folder, by their paths in it, with slashes. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

export const folderOf = (kind: 'accepted' | 'refused') =>
  join(root, 'tests/unit/lint/fixtures', kind);

export function fixtures(kind: 'accepted' | 'refused'): readonly Fixture[] {
  const folder = folderOf(kind);
  return filesIn(folder)
    .filter((path) => path !== 'package.json')
    .map((path) => {
      const source = readFileSync(join(folder, path), 'utf8');
      return { path, source, refusedBy: refusals(path, source) };
    });
}
