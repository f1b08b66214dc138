import { firstWindow, ownHeap, sample, type Sample } from './browser.ts';
import { allOf, figuresOf, type OwnHeaps, rounded } from './medians.ts';
import type { SizeFigures } from './results.ts';
import type { Server } from './server.ts';
import { median } from '../wire.ts';

export interface Calendar {
  readonly name: string;
  readonly page: string;
  /** False where there is no way from one day's times to the next day's. */
  readonly nextDay: boolean;
  /** Whether it can draw all days at once. */
  readonly all: boolean;
}

export const calendars: readonly Calendar[] = [
  { name: 'fullcalendar', page: '/peers/fullcalendar.html', nextDay: true, all: true },
  { name: 'event-calendar', page: '/peers/event-calendar.html', nextDay: true, all: true },
  { name: 'medplum', page: '/peers/medplum.html', nextDay: false, all: false },
];

const app = { name: 'app', page: '/pages/app.html', nextDay: true, all: false };
const blank = { name: 'parse', page: '/pages/blank.html', nextDay: false, all: false };

/** Medians of three: nothing of it depends on what is shown. */
export async function ownHeaps(server: Server, peers: readonly Calendar[]): Promise<OwnHeaps> {
  const heaps: Record<string, number> = {};
  for (const { name, page } of [blank, app, ...peers]) {
    const taken: number[] = [];
    for (let turn = 0; turn < 3; turn += 1)
      taken.push(await ownHeap(server.origin + page, '/bundles/none'));
    heaps[name] = median(taken);
  }
  return heaps;
}

export interface Plan {
  readonly times: number;
  readonly peers: readonly Calendar[];
  readonly repetitions: number;
  /** Whether the next day and the filter are measured too. */
  readonly clicks: boolean;
  /** Whether the others draw all days at once too. */
  readonly allAtOnce: boolean;
}

/** Every page in turn with the Bundle of this size, and again, in the other order every second time. */
export async function measureSize(
  server: Server,
  own: OwnHeaps,
  { times, peers, repetitions, clicks, allAtOnce }: Plan,
): Promise<Omit<SizeFigures, 'firstWindowMs'>> {
  const { origin } = server;
  const bundle = `/bundles/${times}`;
  const draw = ({ name, page, nextDay }: Calendar) => ({
    name,
    take: () =>
      sample({
        page: origin + page,
        bundle,
        nextDay: clicks && nextDay,
        filter: clicks && name !== blank.name,
      }),
  });
  const drawAll = ({ name, page }: Calendar) => ({
    name: allOf(name),
    take: () => sample({ page: `${origin}${page}?all`, bundle, nextDay: false, filter: false }),
  });
  const turns = [
    ...[blank, app, ...peers].map(draw),
    ...peers.filter(({ all }) => all && allAtOnce).map(drawAll),
  ];
  const samples = new Map<string, Sample[]>(turns.map(({ name }) => [name, []]));
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    for (const { name, take } of repetition % 2 === 0 ? turns : turns.toReversed())
      samples.get(name)?.push(await take());
  }

  return figuresOf(samples, own, {
    repetitions,
    bytes: server.bytes(String(times)),
    app: app.name,
    blank: blank.name,
    peers: peers.map(({ name }) => name),
  });
}

/**
 * Milliseconds to the first times by size, over a server that honours windows. All sizes in each turn, since
 * it is sizes that are compared.
 */
export async function firstWindows(
  { origin }: Server,
  sizes: readonly string[],
  repetitions: number,
): Promise<Readonly<Record<string, number>>> {
  const taken = new Map<string, number[]>(sizes.map((size) => [size, []]));
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    for (const size of repetition % 2 === 0 ? sizes : sizes.toReversed())
      taken.get(size)?.push(await firstWindow(origin + app.page, `/windows/${size}`));
  }
  return Object.fromEntries([...taken].map(([size, ms]) => [size, rounded(median(ms))]));
}
