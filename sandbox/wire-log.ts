import type { Clock, WireEntry } from './types.ts';

/** What is known of a request when it arrives. */
export type WireArrival = Omit<
  WireEntry,
  'sequence' | 'startedAt' | 'endedAt' | 'status' | 'responseBytes' | 'fault' | 'acted'
>;

/** The requests that reached a host, newest last; the oldest are forgotten. What tests assert about the wire. */
export class WireLog {
  readonly #clock: Clock;
  readonly #capacity: number;
  #entries: WireEntry[] = [];
  #sequence = 0;

  constructor(clock: Clock, capacity = 5_000) {
    this.#clock = clock;
    this.#capacity = capacity;
  }

  get entries(): readonly WireEntry[] {
    return this.#entries;
  }

  /** Notes an arrival. */
  begin(arrival: WireArrival): WireEntry {
    this.#sequence += 1;
    const entry: WireEntry = {
      ...arrival,
      sequence: this.#sequence,
      startedAt: this.#clock(),
      endedAt: undefined,
      status: undefined,
      responseBytes: 0,
      fault: undefined,
      acted: [],
    };
    this.#entries.push(entry);
    if (this.#entries.length > this.#capacity) this.#entries.shift();
    return entry;
  }

  /** Notes that the EHR acted on it. */
  async acting(entry: WireEntry, answer: Response | Promise<Response>): Promise<Response> {
    const given = await answer;
    entry.acted.push({ at: this.#clock(), status: given.status });
    return given;
  }

  /** Notes what went back; `status` is `undefined` where nothing did. */
  end(entry: WireEntry, status: number | undefined, bytes: number): void {
    entry.endedAt = this.#clock();
    entry.status = status;
    entry.responseBytes = bytes;
  }

  clear(): void {
    this.#entries = [];
  }
}
