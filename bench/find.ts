/**
 * How soon open times are on screen, and what they take, beside other calendars that are given the same
 * Bundles. Every page is built for production; the app's is its own screen "See more times".
 *
 * Each sample is a new browser. Pages take turns, in the other order every second time, so that whatever else
 * the machine does hits all of them; trust ratios and counts, not milliseconds.
 *
 *   npm run bench:find -- --sizes 100,1000 --repetitions 3 --peers fullcalendar --paint-only
 *
 * `--paint-only` clicks nothing; `--all` lets the others draw all days at once at 50,000 times too, which takes
 * minutes. What misses its target is told, and the exit code is then 1. The last line is JSON.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { buildPages, installPeers } from './find/build.ts';
import { entriesOf, shapes } from './find/bundles.ts';
import { print } from './find/report.ts';
import type { SizeFigures } from './find/results.ts';
import { calendars, firstWindows, measureSize, ownHeaps } from './find/run.ts';
import { startServer } from './find/server.ts';
import { isMissed, targetsFor } from './find/targets.ts';

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: shapes.map(({ times }) => times).join(',') },
    repetitions: { type: 'string' },
    peers: { type: 'string', default: calendars.map(({ name }) => name).join(',') },
    all: { type: 'boolean', default: false },
    'paint-only': { type: 'boolean', default: false },
  },
});
const chosen = shapes.filter(({ times }) => options.sizes.split(',').includes(String(times)));
if (chosen.length === 0)
  throw new Error(`--sizes knows ${shapes.map(({ times }) => times).join(', ')}`);
const peers = calendars.filter(({ name }) => options.peers.split(',').includes(name));
const repetitionsAt = (times: number) => Number(options.repetitions ?? (times >= 50_000 ? 3 : 5));

const folder = await mkdtemp(join(tmpdir(), 'find-bench-'));
const server = await startServer(folder);
try {
  installPeers();
  await buildPages(folder);
  server.serve('none', []);
  server.serve('home', shapes.slice(0, 1).flatMap(entriesOf));
  for (const shape of chosen) server.serve(String(shape.times), entriesOf(shape));

  const own = await ownHeaps(server, peers);
  const sizes: Record<string, Omit<SizeFigures, 'firstWindowMs'>> = {};
  for (const { times } of chosen) {
    sizes[times] = await measureSize(server, own, {
      times,
      peers,
      repetitions: repetitionsAt(times),
      clicks: !options['paint-only'],
      allAtOnce: times < 50_000 || options.all,
    });
    console.log(`${times} times: measured`);
  }
  const first = await firstWindows(server, Object.keys(sizes), Number(options.repetitions ?? 9));
  const figures = Object.fromEntries(
    Object.entries(sizes).map(([size, of]) => [
      size,
      { ...of, firstWindowMs: first[size] ?? Number.NaN },
    ]),
  );
  const targets = targetsFor(figures);
  print(figures, targets);
  process.exitCode = targets.some(isMissed) ? 1 : 0;
} finally {
  await server.close();
  await rm(folder, { recursive: true, force: true });
}
