import type { Figures, SizeFigures } from './results.ts';

const twoFrames = 2 * (1000 / 60);
/** The two that show one day's times with clinician and place, as the app does. */
const lists = ['fullcalendar', 'event-calendar'];

/** One thing that was to be reached, in words and in figures. */
export interface Target {
  readonly what: string;
  readonly is: number;
  readonly atMost: number;
}

/** All targets for which this run has the figures. */
export function targetsFor(figures: Figures): readonly Target[] {
  const targets = Object.entries(figures).flatMap(([size, of]) => ofSize(Number(size), of));
  const first = Object.values(figures).map(({ firstWindowMs }) => firstWindowMs);
  if (first.length > 1)
    targets.push({
      what: 'first times over a server that honours windows, slowest size against fastest',
      is: Math.max(...first) / Math.min(...first),
      atMost: 1.3,
    });
  return targets;
}

export function isMissed({ is, atMost }: Target): boolean {
  return !(is <= atMost);
}

function ofSize(size: number, { app, peers, parseMs }: SizeFigures): Target[] {
  const targets: Target[] = [];
  const demand = (what: string, is: number | undefined, atMost: number) => {
    if (is !== undefined) targets.push({ what: `${size} times: ${what}`, is, atMost });
  };
  const ratio = (own: number | undefined, other: number | undefined) =>
    own === undefined || other === undefined ? undefined : own / other;

  for (const name of lists)
    demand(
      `paint, against ${name}'s`,
      ratio(app.paintMs, peers[name]?.paintMs),
      size > 1_000 ? 0.7 : 0.55,
    );
  if (size >= 10_000) {
    const times = size >= 50_000 ? 2 : 3;
    demand(
      `paint in ms, against ${times} x parse + two frames`,
      app.paintMs,
      times * parseMs + twoFrames,
    );
  }
  if (size === 10_000) {
    for (const [name, { allPaintMs }] of Object.entries(peers))
      demand(`paint, against all days at once in ${name}`, ratio(app.paintMs, allPaintMs), 0.1);
    const other = peers['fullcalendar'];
    demand("next day, against fullcalendar's", ratio(app.nextDayMs, other?.nextDayMs), 0.4);
    demand('next day in ms', app.nextDayMs, 50);
    demand("filter, against fullcalendar's", ratio(app.filterMs, other?.filterMs), 0.4);
    demand('filter in ms', app.filterMs, 50);
  }
  demand('nodes, against 4 x times shown + 100', app.nodes, 4 * app.timesShown + 100);
  demand(
    'heap in MB, against 1.1 x the parsed Bundle + 2 MB',
    app.heapMB,
    1.1 * app.bundleHeapMB + 2,
  );
  demand('Intl constructions', app.intlConstructions, 6);
  return targets;
}
