import { describe, expect, test } from 'vitest';
import { counts, summary } from '../../../scripts/steps.ts';

describe('the last line of a test run', () => {
  const vitest = { numTotalTests: 12, numPassedTests: 12, numFailedTests: 0, numPendingTests: 0 };
  const journeys = { stats: { expected: 5, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] };

  test('adds up the tests of vitest and Playwright', () => {
    expect(summary([counts(vitest), counts(journeys)], false)).toBe('checks: 17 passed, 0 failed');
  });

  test('counts what was left out, or passed at a second try, as failed', () => {
    expect(counts({ ...vitest, numPassedTests: 10, numPendingTests: 2 })).toEqual({
      passed: 10,
      failed: 2,
    });
    const stats = { expected: 5, unexpected: 1, flaky: 2, skipped: 3 };
    expect(counts({ stats, errors: ['no server'] })).toEqual({ passed: 5, failed: 7 });
  });

  test('tells a failure where a step failed before any test did', () => {
    expect(summary([], true)).toBe('checks: 0 passed, 1 failed');
    expect(summary([counts(vitest), { passed: 3, failed: 2 }], true)).toBe(
      'checks: 15 passed, 2 failed',
    );
  });

  test('is not made of a report that says nothing', () => {
    expect(() => counts({})).toThrow('numPassedTests');
    expect(() => counts(null)).toThrow('no JSON object');
  });
});
