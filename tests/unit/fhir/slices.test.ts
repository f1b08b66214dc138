import { afterEach, expect, test, vi } from 'vitest';

import { inSlices } from '../../../src/fhir/slices.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([0, 1, 4_000, 4_001, 12_345])('each of %d is worked on once, in order', async (count) => {
  const items = Array.from({ length: count }, (_, index) => index);
  const seen: number[] = [];
  await inSlices(items, (item) => seen.push(item));
  expect(seen).toEqual(items);
});

test('a short list is done without a pause', () => {
  const seen: string[] = [];
  void inSlices(['a', 'b'], (item) => seen.push(item));
  expect(seen).toEqual(['a', 'b']);
});

test('in a long one the page can do other things in between', async () => {
  const log: string[] = [];
  let done = 0;
  setTimeout(() => log.push(`pressed after ${done}`));
  await inSlices(Array.from({ length: 9_000 }), () => (done += 1));
  expect(log).toEqual(['pressed after 4000']);
  expect(done).toBe(9_000);
});

test('browsers that can go on with this before anything less urgent do', async () => {
  let breaths = 0;
  vi.stubGlobal('scheduler', {
    yield: () => {
      breaths += 1;
      return Promise.resolve();
    },
  });
  await inSlices(Array.from({ length: 9_000 }), () => undefined);
  expect(breaths).toBe(2);
});

test('work that fails ends it, and says so', async () => {
  let done = 0;
  const failing = inSlices(Array.from({ length: 9_000 }), () => {
    done += 1;
    if (done === 5_000) throw new TypeError('a bug');
  });
  await expect(failing).rejects.toThrow('a bug');
  expect(done).toBe(5_000);
});
