import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { shown } from '../../docs/components/shown.ts';

const ui = join(import.meta.dirname, '../../src/ui');

test('the page of all components shows each of them, and none that is gone', () => {
  const written = readdirSync(ui, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.svelte'))
    .map((file) => file.replace(/\.svelte$/, '').replaceAll('\\', '/'));
  expect(Object.keys(shown).sort()).toEqual(written.sort());
  const without = Object.keys(shown).filter((component) => shown[component]?.length === 0);
  expect(without, 'components without a state').toEqual([]);
});

test('no component is shown twice in the same state', () => {
  for (const [component, states] of Object.entries(shown)) {
    const names = states.map(({ name }) => name);
    expect([...new Set(names)], component).toEqual(names);
  }
});
