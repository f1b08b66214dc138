import { expect, test } from 'vitest';
import { arrive, begun, ehr } from '../session/support.ts';

test('[smart 14] the verifier has the 43 characters of 256 random bits, none that RFC 7636 forbids', async () => {
  const verifiers = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const { storage, state } = await begun();
      const { fetch, sent } = ehr();
      await arrive({ storage, query: { state, code: 'abc' }, fetch });
      return sent[0]?.form.get('code_verifier');
    }),
  );
  expect(new Set(verifiers).size).toBe(10);
  for (const verifier of verifiers) expect(verifier).toMatch(/^[A-Za-z0-9_-]{43}$/);
});
