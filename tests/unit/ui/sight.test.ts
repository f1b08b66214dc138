import { expect, test } from 'vitest';

import { sightOf } from '../../../src/ui/sight.ts';

/** As much of a page as can be seen or not. */
function page() {
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  return {
    sight: sightOf(document as unknown as Document),
    becomes(state: 'visible' | 'hidden') {
      document.visibilityState = state;
      document.dispatchEvent(new Event('visibilitychange'));
    },
  };
}

test('a page behind another tab is not seen, and what waits for it runs once when it is', () => {
  const { sight, becomes } = page();
  expect(sight.isSeen()).toBe(true);
  becomes('hidden');
  expect(sight.isSeen()).toBe(false);
  let runs = 0;
  sight.whenSeen(() => (runs += 1));
  becomes('hidden');
  expect(runs).toBe(0);
  becomes('visible');
  becomes('hidden');
  becomes('visible');
  expect(runs).toBe(1);
});

test('what was called off does not run', () => {
  const { sight, becomes } = page();
  becomes('hidden');
  let runs = 0;
  sight.whenSeen(() => (runs += 1))();
  becomes('visible');
  expect(runs).toBe(0);
});
