import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, type AST } from 'svelte/compiler';
import { expect, test } from 'vitest';

/** Attributes that are read aloud or shown. */
const spoken =
  /^(?:aria-(?:label|description|valuetext|roledescription)|alt|placeholder|title|label)$/;

/** Words that stand in a component itself, and so in one language only. */
function bareWords(source: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: unknown, attribute: string | undefined): void => {
    if (Array.isArray(node)) {
      for (const each of node) visit(each, attribute);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const { type, name, data } = node as Partial<AST.Text & { name: string }>;
    if (type === 'Text' && typeof data === 'string') {
      const shown = attribute === undefined || spoken.test(attribute);
      if (shown && /[\p{L}.,:;“”]/u.test(data)) found.push(data.trim());
      return;
    }
    const inside = String(type) === 'Attribute' ? name : attribute;
    for (const [key, each] of Object.entries(node)) if (key !== 'metadata') visit(each, inside);
  };
  visit(parse(source, { modern: true }).fragment, undefined);
  return found;
}

test('a word that stands in a component is found, wherever a patient would come across it', () => {
  expect(
    bareWords('<p class="x">Hello {name}</p><img alt="A map" src="map.png">{#if a}<b>!</b>{/if}'),
  ).toEqual(['Hello', 'A map']);
});

const components = readdirSync('src/ui', { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.svelte'),
);

test.each(components)('[B24] %s has all its words from the catalogue', (file) => {
  expect(bareWords(readFileSync(join('src/ui', file), 'utf8'))).toEqual([]);
});
