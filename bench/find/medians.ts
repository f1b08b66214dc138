import type { Sample } from './browser.ts';
import type { PageFigures, PeerFigures, SizeFigures } from './results.ts';
import { median } from '../wire.ts';

/** The heap of each page without any times, in MB, by the page's name. */
export type OwnHeaps = Readonly<Record<string, number>>;

/** The name under which a page's samples with all days at once are kept. */
export const allOf = (name: string) => `${name}, all`;

interface About {
  readonly repetitions: number;
  readonly bytes: number;
  /** Names of the pages. */
  readonly app: string;
  readonly blank: string;
  readonly peers: readonly string[];
}

/** The medians of all samples of one size, by the names of their pages. */
export function figuresOf(
  samples: ReadonlyMap<string, readonly Sample[]>,
  own: OwnHeaps,
  { repetitions, bytes, app, blank, peers }: About,
): Omit<SizeFigures, 'firstWindowMs'> {
  /** `undefined` where nothing was measured. */
  const middle = (name: string, pick: (sample: Sample) => number | undefined) => {
    const values = (samples.get(name) ?? []).map(pick).filter((value) => value !== undefined);
    return values.length === 0 ? undefined : rounded(median(values));
  };
  const number = (name: string, pick: (sample: Sample) => number) =>
    middle(name, pick) ?? Number.NaN;
  const heapOf = (name: string) => {
    const [raw, empty] = [number(name, ({ heapMB }) => heapMB), own[name] ?? Number.NaN];
    return { heapMB: rounded(raw - empty), rawHeapMB: raw, ownHeapMB: rounded(empty) };
  };
  const page = (name: string): PageFigures => ({
    paintMs: number(name, ({ paintMs }) => paintMs),
    commitMs: number(name, ({ commitMs }) => commitMs),
    nextDayMs: middle(name, ({ nextDayMs }) => nextDayMs),
    filterMs: middle(name, ({ filterMs }) => filterMs),
    nodes: number(name, ({ nodes }) => nodes),
    timesShown: number(name, ({ timesShown }) => timesShown),
    ...heapOf(name),
    longestTaskMs: number(name, ({ longestTaskMs }) => longestTaskMs),
    intlConstructions: number(name, ({ intlConstructions }) => intlConstructions),
  });
  const peer = (name: string): PeerFigures => ({
    ...page(name),
    allPaintMs: middle(allOf(name), ({ paintMs }) => paintMs),
  });
  const parsed = heapOf(blank);
  return {
    repetitions,
    bytes,
    parseMs: number(blank, ({ commitMs }) => commitMs),
    app: {
      ...page(app),
      bundleHeapMB: parsed.heapMB,
      rawBundleHeapMB: parsed.rawHeapMB,
      ownBundleHeapMB: parsed.ownHeapMB,
      standsMs: number(app, ({ standsMs }) => standsMs),
      settledMs: number(app, ({ settledMs }) => settledMs),
      asked: number(app, ({ asked }) => asked),
    },
    peers: Object.fromEntries(peers.map((name) => [name, peer(name)])),
  };
}

export const rounded = (value: number) => Math.round(value * 100) / 100;
