import type { Figures, PageFigures, PeerFigures } from './results.ts';
import { isMissed, type Target } from './targets.ts';

const columns = [
  ['paint ms', 'paintMs'],
  ['to DOM ms', 'commitMs'],
  ['next day ms', 'nextDayMs'],
  ['filter ms', 'filterMs'],
  ['all days ms', 'allPaintMs'],
  ['nodes', 'nodes'],
  ['times', 'timesShown'],
  ['heap MB', 'heapMB'],
  ['heap, whole MB', 'rawHeapMB'],
  ['longest task ms', 'longestTaskMs'],
  ['Intl', 'intlConstructions'],
] as const satisfies readonly (readonly [string, keyof PeerFigures])[];

/** A table per size, what was missed as sentences, and all figures on one last line of JSON. */
export function print(figures: Figures, targets: readonly Target[]): void {
  for (const [size, of] of Object.entries(figures)) {
    const { app, peers, parseMs, firstWindowMs, repetitions, bytes } = of;
    console.log(
      [
        '',
        `${size} times, ${bytes} bytes, medians of ${repetitions}; JSON.parse alone ${shown(parseMs)} ms`,
        '',
        row(['', ...columns.map(([title]) => title)]),
        row(['---', ...columns.map(() => '--:')]),
        line('app', app),
        ...Object.entries(peers).map(([name, peer]) => line(name, peer)),
        '',
        `heap is what the times add to each page's own; the parsed Bundle adds ${shown(app.bundleHeapMB)} MB ` +
          `to a blank page (${shown(app.rawBundleHeapMB)} in all, ${shown(app.ownBundleHeapMB)} without it)`,
        `app: its screen stood after ${shown(app.standsMs)} ms, and was settled after ${shown(app.settledMs)} ms; ` +
          `$find was asked ${app.asked} times`,
        `firstWindowMs: ${shown(firstWindowMs)}`,
      ].join('\n'),
    );
  }
  console.log();
  for (const target of targets.filter(isMissed))
    console.log(`Missed, ${target.what}: ${exact(target.is)} instead of ${exact(target.atMost)}.`);
  console.log(`${targets.length} targets, ${targets.filter(isMissed).length} missed`);
  console.log(JSON.stringify({ sizes: figures }));
}

function line(name: string, page: PageFigures & Partial<PeerFigures>): string {
  return row([name, ...columns.map(([, key]) => shown(page[key]))]);
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** Three figures tell a near miss from a hit. */
const exact = (value: number) => String(Math.round(value * 1000) / 1000);

const shown = (value: number | undefined) =>
  value === undefined ? '' : String(Math.round(value * 100) / 100);
