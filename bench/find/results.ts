/** What one run of the benchmark has measured: medians, milliseconds and MB unless a name says otherwise. */

export interface PageFigures {
  /** From the answer in hand to two animation frames after the first times stood in the DOM, laid out. */
  readonly paintMs: number;
  /** The same up to the DOM alone. */
  readonly commitMs: number;
  /** To the DOM, laid out. */
  readonly nextDayMs: number | undefined;
  readonly filterMs: number | undefined;
  readonly nodes: number;
  readonly timesShown: number;
  /** What the times add to the page: the heap with them, less the heap of the same page without any. */
  readonly heapMB: number;
  /** The whole heap of the page with the times, and of the same page without any. */
  readonly rawHeapMB: number;
  readonly ownHeapMB: number;
  readonly longestTaskMs: number;
  readonly intlConstructions: number;
}

export interface AppFigures extends PageFigures {
  /** What the parsed Bundle adds to a blank page: no page that keeps the times can do with less. */
  readonly bundleHeapMB: number;
  readonly rawBundleHeapMB: number;
  readonly ownBundleHeapMB: number;
  /** When the screen stood, still without times: so much of `paintMs` a patient spends waiting for the EHR. */
  readonly standsMs: number;
  /** When the list last changed by itself. */
  readonly settledMs: number;
  /** How many times `$find` was asked. */
  readonly asked: number;
}

export interface PeerFigures extends PageFigures {
  /** The same as `paintMs`, for a list of all days at once. */
  readonly allPaintMs: number | undefined;
}

export interface SizeFigures {
  readonly repetitions: number;
  readonly bytes: number;
  /** JSON.parse of the same text and nothing else: the floor. */
  readonly parseMs: number;
  /** From opening the list to its first times, over a server that honours windows and has so many. */
  readonly firstWindowMs: number;
  readonly app: AppFigures;
  /** By the name of their page. */
  readonly peers: Readonly<Record<string, PeerFigures>>;
}

/** By the number of times in the Bundle. */
export type Figures = Readonly<Record<string, SizeFigures>>;
