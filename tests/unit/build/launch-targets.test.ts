import { describe, expect, test } from 'vitest';
import { missed, summary, type Launch } from '../../../bench/launch-targets.ts';
import { pathTo } from '../../../bench/wire.ts';

const kept: Launch = {
  depth: 3,
  depthOwnDoctor: 5,
  requests: 6,
  preflights: 3,
  preflightsOnPath: 1,
  metadata: 0,
  discoveryOnPath: 0,
  patientOnPath: 0,
  locationOnPath: 0,
  bytes: 1,
  ms: 1,
};
const ratio = { cold: 0.85, warm: 0.75 };

describe('the targets of a launch', () => {
  test('are kept by one that is just good enough', () => {
    const cold = { ...kept, depth: 6, depthOwnDoctor: 8 };
    expect(missed({ cold, warm: kept }, ratio)).toEqual([]);
  });

  test.each<[string, Partial<Launch>, string]>([
    ['one round trip more', { depth: 4, depthOwnDoctor: 5 }, 'depth is 4, at most 3'],
    ['an own doctor who comes late', { depthOwnDoctor: 6 }, 'depthOwnDoctor is 6, at most 5'],
    ['a second preflight', { preflightsOnPath: 2 }, '2 preflights are on the path'],
    ['a CapabilityStatement', { metadata: 1 }, '1 requests to /metadata'],
    ['a discovery', { discoveryOnPath: 1 }, '1 discoveries on the path'],
    ['the Patient', { patientOnPath: 1 }, '1 reads of the Patient'],
    ['a Location', { locationOnPath: 1 }, '1 reads of a Location'],
  ])('are missed by %s', (_what, worse, said) => {
    expect(missed({ cold: kept, warm: { ...kept, ...worse } }, ratio)).toEqual([
      expect.stringContaining(`MISSED, warm: ${said}`),
    ]);
  });

  test('are missed by a launch that takes too much of the typical one’s time', () => {
    const slow = { cold: 0.86, warm: 0.76 };
    expect(missed({ cold: kept, warm: kept }, slow)).toHaveLength(2);
  });

  test('are missed where the own doctor was never seen', () => {
    const { depthOwnDoctor: _never, ...unseen } = kept;
    expect(missed({ cold: kept, warm: unseen }, ratio)).toHaveLength(1);
  });

  test('take the worst of what must never happen, and the middle of everything else', () => {
    const launches = [kept, { ...kept, metadata: 1, depth: 9 }, kept];
    expect(summary(launches)).toMatchObject({ metadata: 1, depth: 3 });
  });
});

test('a chain holds only requests that waited for each other', () => {
  const request = (startedAt: number, endedAt: number) => ({ startedAt, endedAt });
  const [page, script, beside, last] = [
    request(0, 50),
    request(50, 100),
    request(60, 140),
    request(120, 200),
  ];
  expect(pathTo(last, [last, beside, script, page])).toEqual([page, script, last]);
});
