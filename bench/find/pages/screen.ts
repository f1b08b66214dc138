/**
 * What a page of this benchmark offers to whoever drives it. The page that drives is in Node and speaks to
 * `globalThis.bench`; all marks are taken in the page itself.
 */
import { pause, settling, twoFrames, writeLayout } from './moments.ts';

/** One way to show the same times. */
export interface Screen {
  /** What a page has before the answer is there: its code and its words. */
  prepare(): Promise<void>;
  /** The answer is in hand, and not yet looked at. */
  receive(body: Uint8Array<ArrayBuffer>): void;
  /** The page stands as it does before anybody asks for the times; one that is nothing but them is empty. */
  stand(): Promise<void>;
  /** From the press that asks for the times, with the answer in hand, to the first times in the DOM. */
  draw(): Promise<void>;
  /** How many times the patient can see and choose, or scroll to. */
  shown(): number;
  /** Shows the times of the next day; where a page has no such thing it is left out. */
  nextDay?(): Promise<void>;
  /** Shows one clinician's times. */
  filter?(): Promise<void>;
  /** Lets go of the answer's bytes, so that the heap holds only what the page itself keeps. */
  release(): void;
  /** How often the answer was asked for. */
  asked?(): number;
  /** Makes ready for a server that honours windows, at this path; what it returns opens the list. */
  windowed?(path: string): () => Promise<void>;
}

export interface Drawn {
  /** Until the page stood, without times. */
  readonly standsMs: number;
  /** Times written and laid out. */
  readonly commitMs: number;
  /** Two animation frames later. */
  readonly paintMs: number;
  /** When the page last changed by itself. */
  readonly settledMs: number;
  /** Of the tasks until the page has settled; 0 where none took 50 ms. */
  readonly longestTaskMs: number;
  /** Under the root, when the page has settled. */
  readonly nodes: number;
  readonly timesShown: number;
  /** Since the page began to load. */
  readonly intlConstructions: number;
  readonly asked: number;
}

export interface Bench {
  receive(url: string): Promise<void>;
  draw(): Promise<Drawn>;
  /** An answer without times: what is then on the heap is the page's own. */
  drawNothing(): Promise<void>;
  nextDay(): Promise<number>;
  filter(): Promise<number>;
  release(): void;
  /** Milliseconds from opening the list to its first times, over a server that honours windows. */
  openWindowed(path: string): Promise<number>;
}

declare global {
  var bench: Bench;
  /** Counted by a script that runs before the page's own. */
  var intlConstructions: number;
}

/** Before a page puts something in its place. */
const network = globalThis.fetch.bind(globalThis);

export const root = document.getElementById('app') ?? document.body;

export function offer(screen: Screen): void {
  const timed = async (work: (() => Promise<void>) | undefined, what: string): Promise<number> => {
    if (work === undefined) throw new Error(`This page has no ${what}.`);
    const start = performance.now();
    await work();
    writeLayout();
    return performance.now() - start;
  };
  globalThis.bench = {
    async receive(url) {
      await screen.prepare();
      const answer = await network(url);
      if (!answer.ok) throw new Error(`${url} was answered with ${answer.status}`);
      screen.receive(new Uint8Array(await answer.arrayBuffer()));
      await pause(100);
    },
    async draw() {
      const from = performance.now();
      await screen.stand();
      const standsMs = performance.now() - from;
      // The page is at rest.
      await pause(300);
      await twoFrames();
      const settle = settling(root);
      const start = performance.now();
      await screen.draw();
      writeLayout();
      const commit = performance.now();
      await twoFrames();
      const paint = performance.now();
      const { at, longestTask } = await settle(start);
      return {
        standsMs,
        commitMs: commit - start,
        paintMs: paint - start,
        settledMs: Math.max(commit, at) - start,
        longestTaskMs: longestTask,
        nodes: root.querySelectorAll('*').length,
        timesShown: screen.shown(),
        intlConstructions: globalThis.intlConstructions,
        asked: screen.asked?.() ?? 1,
      };
    },
    async drawNothing() {
      const settle = settling(root);
      // A page that waits for its first times waits in vain.
      void screen
        .stand()
        .then(() => screen.draw())
        .catch(() => undefined);
      await settle(performance.now());
    },
    nextDay: () => timed(screen.nextDay?.bind(screen), 'next day'),
    filter: () => timed(screen.filter?.bind(screen), 'filter'),
    release() {
      screen.release();
    },
    async openWindowed(path) {
      await screen.prepare();
      const open = screen.windowed?.(path);
      await pause(200);
      const start = performance.now();
      await timed(open, 'windows');
      await twoFrames();
      return performance.now() - start;
    },
  };
}
