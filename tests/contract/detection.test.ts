import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { isKnown } from '../../src/fhir/capability.ts';
import { detectDialect } from '../../src/fhir/detection.ts';
import { unnamed } from '../../sandbox/deployment.ts';
import { basesBeside } from '../../sandbox/dialects/bases.ts';
import { createEhr, type Ehr } from '../../sandbox/ehr.ts';
import { createStaticTokens } from '../../sandbox/fhir/tokens.ts';

const bases = basesBeside('http://127.0.0.1:7102/fhir/argonaut');
const now = (): number => Date.UTC(2026, 2, 2, 15);

let sandbox: Ehr;
beforeAll(async () => {
  const tokens = createStaticTokens(now);
  sandbox = await createEhr({
    base: bases['argonaut'] ?? '',
    clock: now,
    tokens,
    database: 'memory',
  });
}, 60_000);
afterEach(() => {
  sandbox.log.clear();
});
afterAll(() => sandbox.close());

describe('an EHR of which the settings do not say how it schedules', () => {
  test.each(
    Object.entries(bases).map(([name, base]) => [name === unnamed ? 'ihe' : name, base] as const),
  )('is found to schedule as "%s" has it, by what it declares at %s', async (name, base) => {
    const kept = new Map<string, string>();
    const page = {
      fetch: (url: string | URL | Request, init?: RequestInit) =>
        sandbox.fetch(new Request(url, init)),
      localStorage: {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => kept.set(key, value),
      } as unknown as Storage,
    };
    expect(await detectDialect(base, page, { isKnown })).toBe(name);
    expect(kept.size).toBe(1);
    for (const { method, authorized, status } of sandbox.log.entries)
      expect({ method, authorized, status }).toEqual({
        method: 'GET',
        authorized: false,
        status: 200,
      });
  });
});
