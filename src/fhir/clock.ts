import type { Instant } from '../scheduling/model.ts';
import type { Clock } from '../scheduling/ports.ts';

/** Less than this is the way of the answer, or a clock that is right enough for appointments. */
const mattersFrom = 30_000;

/**
 * The EHR's clock, as far as its answers show it: patients' devices may be hours off, and the EHR alone decides
 * which times are past. Browsers show the `Date` header only where the server exposes it (Fetch, CORS-safelisted
 * response headers); until it is seen, and where it never is, this is the device's clock.
 */
export class EhrClock {
  readonly #device: Clock;
  #ahead = 0;

  constructor(device: Clock) {
    this.#device = device;
  }

  readonly now: Clock = () => this.#device() + this.#ahead;

  /**
   * @param date the `Date` header of an answer, to the second
   * @param sentAt when the device had sent the request
   */
  hear(date: string | null, sentAt: Instant): void {
    const shown = date === null ? Number.NaN : Date.parse(date);
    if (Number.isNaN(shown)) return;
    // The answer was written somewhere between, at any moment of that second.
    const ahead = shown + 500 - (sentAt + this.#device()) / 2;
    this.#ahead = Math.abs(ahead) < mattersFrom ? 0 : ahead;
  }
}
