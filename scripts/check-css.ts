import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse, parseCss, type AST } from 'svelte/compiler';

/**
 * Looks at every style sheet and `<style>` under src/: sides are logical (`inline-start`), so that a
 * page mirrors itself in Arabic; colours come from src/ui/tokens.css, so that a portal's colours,
 * the dark scheme and contrast are settled in one place; and nothing moves, so that nobody has to ask
 * for less motion.
 */

export interface Complaint {
  readonly rule: 'physical-side' | 'hard-coded-colour' | 'motion';
  readonly line: number;
  /** What was written, and what to write instead. */
  readonly message: string;
}

/** The only file that names colours. */
export const tokens = 'src/ui/tokens.css';

/**
 * It repeats a few of those colours, because the whole of tokens.css is more than the launch page
 * needs. A colour that tokens.css does not have is refused there too.
 */
export const repeatsTokens = 'src/ui/launch/launch.css';

const colourNames =
  /\b(?:aliceblue|antiquewhite|aqua|aquamarine|azure|beige|bisque|black|blanchedalmond|blue|blueviolet|brown|burlywood|cadetblue|chartreuse|chocolate|coral|cornflowerblue|cornsilk|crimson|cyan|dark(?:blue|cyan|goldenrod|gr[ae]y|green|khaki|magenta|olivegreen|orange|orchid|red|salmon|seagreen|slateblue|slategr[ae]y|turquoise|violet)|deeppink|deepskyblue|dimgr[ae]y|dodgerblue|firebrick|floralwhite|forestgreen|fuchsia|gainsboro|ghostwhite|gold|goldenrod|gr[ae]y|green|greenyellow|honeydew|hotpink|indianred|indigo|ivory|khaki|lavender|lavenderblush|lawngreen|lemonchiffon|light(?:blue|coral|cyan|goldenrodyellow|gr[ae]y|green|pink|salmon|seagreen|skyblue|slategr[ae]y|steelblue|yellow)|lime|limegreen|linen|magenta|maroon|medium(?:aquamarine|blue|orchid|purple|seagreen|slateblue|springgreen|turquoise|violetred)|midnightblue|mintcream|mistyrose|moccasin|navajowhite|navy|oldlace|olive|olivedrab|orange|orangered|orchid|palegoldenrod|palegreen|paleturquoise|palevioletred|papayawhip|peachpuff|peru|pink|plum|powderblue|purple|rebeccapurple|red|rosybrown|royalblue|saddlebrown|salmon|sandybrown|seagreen|seashell|sienna|silver|skyblue|slateblue|slategr[ae]y|snow|springgreen|steelblue|tan|teal|thistle|tomato|turquoise|violet|wheat|white|whitesmoke|yellow|yellowgreen)\b(?!-)/i;
const colourFunctions =
  /#[\da-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|device-cmyk)\(/i;
const takesColour =
  /^--|color|background|border|outline|shadow|fill|stroke|decoration|emphasis|filter|image|column-rule|mask/;

const side = /^(?:left|right)$/;
const physicalProperty =
  /^(?:(?:scroll-)?(?:margin|padding)-(?:left|right)|border-(?:left|right)(?:-.+)?|border-(?:top|bottom)-(?:left|right)-radius)$/;
const fourSided =
  /^(?:inset|margin|padding|scroll-margin|scroll-padding|border-(?:width|style|color))$/;

/** Splits a value at spaces that stand in no brackets. */
const words = (value: string): readonly string[] =>
  value.match(/(?:[^\s(]|\((?:[^()]|\([^()]*\))*\))+/g) ?? [];

function physical(property: string, value: string): string | undefined {
  if (side.test(property)) return `write inset-inline-start or inset-inline-end`;
  if (physicalProperty.test(property)) {
    return 'write the inline-start or inline-end property';
  }
  if (/^(?:float|clear|text-align(?:-last)?|caption-side)$/.test(property) && side.test(value)) {
    return property === 'float' || property === 'clear'
      ? 'write inline-start or inline-end'
      : 'write start or end';
  }
  if (fourSided.test(property)) {
    const [, right, , left] = words(value);
    if (left !== undefined && left !== right) {
      return 'its sides differ: write the -block and -inline properties';
    }
  }
  return undefined;
}

/** What takes any time at all to come about can be seen to move. */
function moves(property: string, value: string): boolean {
  if (property === 'scroll-behavior') return value !== 'auto';
  if (!/^(?:transition|animation)(?:-duration)?$/.test(property)) return false;
  const [, duration = '0'] = /(?:^|\s)(\d*\.?\d+)m?s\b/.exec(value) ?? [];
  return Number(duration) > 0;
}

/** `#fff` and `#FFFFFF` are one colour. */
const spelledOut = (hex: string) => {
  const digits = hex.slice(1).toLowerCase();
  return `#${digits.length < 6 ? digits.replace(/./g, '$&$&') : digits}`;
};

/** The colours that tokens.css gives names to. */
export function tokenColours(tokensSource: string): ReadonlySet<string> {
  return new Set((tokensSource.match(/#[\da-f]{3,8}\b/gi) ?? []).map(spelledOut));
}

function judge(
  property: string,
  value: string,
  repeatable: ReadonlySet<string>,
): Omit<Complaint, 'line'> | undefined {
  const name = property.toLowerCase();
  const bare = value
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/"[^"]*"|'[^']*'|url\([^)]*\)/g, ' ')
    .replace(/!important/gi, ' ')
    .trim();
  const instead = physical(name, bare.toLowerCase());
  const written = `${property}: ${value}`;
  if (moves(name, bare)) return { rule: 'motion', message: `${written}: let it stand still` };
  if (instead !== undefined) return { rule: 'physical-side', message: `${written}: ${instead}` };
  // A token's name may be that of a colour.
  const own = bare
    .replace(/var\(\s*--[\w-]+/g, 'var(')
    .replace(/#[\da-f]+/gi, (hex) => (repeatable.has(spelledOut(hex)) ? '' : hex));
  if (colourFunctions.test(own) || (takesColour.test(name) && colourNames.test(own))) {
    return {
      rule: 'hard-coded-colour',
      message:
        repeatable.size > 0
          ? `${written}: ${tokens} has no such colour to repeat`
          : `${written}: name the colour in ${tokens} and use var(--…)`,
    };
  }
  return undefined;
}

type Declaration = AST.CSS.Declaration;

function* declarations(
  nodes: readonly (AST.CSS.Node | Declaration)[],
): Generator<Declaration, void, undefined> {
  for (const node of nodes) {
    if (node.type === 'Declaration') yield node;
    else if (node.type === 'Rule') yield* declarations(node.block.children);
    else if (node.type === 'Atrule' && node.block) yield* declarations(node.block.children);
  }
}

const isNode = (value: unknown): value is { readonly type: string } =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Every node of a component's markup, in any order. */
function* markup(node: unknown): Generator<{ readonly type: string }, void, undefined> {
  if (Array.isArray(node)) {
    for (const one of node) yield* markup(one);
  } else if (typeof node === 'object' && node !== null) {
    if (isNode(node)) yield node;
    for (const value of Object.values(node)) yield* markup(value);
  }
}

/** The text of an attribute's value where it is written out; else undefined. */
function literal(value: AST.Attribute['value']): string | undefined {
  if (value === true || !Array.isArray(value)) return undefined;
  const [text] = value;
  return value.length === 1 && text?.type === 'Text' ? text.data : undefined;
}

/**
 * What is wrong with the styles of one file.
 * @param file its path from the root of the repository, with slashes; `.css` or `.svelte`
 * @param colours those that the launch page may repeat
 */
export function checkStyles(
  file: string,
  source: string,
  colours: ReadonlySet<string> = new Set(),
): readonly Complaint[] {
  const complaints: Complaint[] = [];
  const repeatable = file === repeatsTokens ? colours : new Set<string>();
  const look = (property: string, value: string, start: number) => {
    const found = judge(property, value, repeatable);
    if (!found || (found.rule === 'hard-coded-colour' && file === tokens)) return;
    complaints.push({ ...found, line: source.slice(0, start).split('\n').length });
  };
  const lookAll = (nodes: readonly AST.CSS.Node[]) => {
    for (const { property, value, start } of declarations(nodes)) look(property, value, start);
  };
  if (file.endsWith('.css')) {
    lookAll(parseCss(source).children);
    return complaints;
  }
  const component = parse(source, { modern: true, filename: file });
  lookAll(component.css?.children ?? []);
  for (const node of markup(component.fragment)) {
    if (node.type === 'StyleDirective') {
      const { name, value, start } = node as AST.StyleDirective;
      look(name, literal(value) ?? '', start);
    } else if (node.type === 'Attribute') {
      const { name, value, start } = node as AST.Attribute;
      const text = literal(value);
      if (text !== undefined && /^(?:fill|stroke|color|stop-color|flood-color)$/.test(name)) {
        look(name, text, start);
      }
    }
  }
  return complaints;
}

/** The files under `folder` that have styles, by their paths from `root`, with slashes. */
export function styledFiles(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:css|svelte)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

function main(): void {
  const files = styledFiles('.', 'src');
  const colours = tokenColours(readFileSync(tokens, 'utf8'));
  let found = 0;
  for (const file of files) {
    const source = readFileSync(file, 'utf8');
    for (const { line, rule, message } of checkStyles(file, source, colours)) {
      console.error(`${file}:${line}  ${rule}  ${message}`);
      found += 1;
    }
  }
  console.log(`styles: ${files.length} files, ${found} complaints`);
  if (found > 0 || files.length === 0) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
