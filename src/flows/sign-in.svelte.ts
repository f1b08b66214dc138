import type { Instant } from '../scheduling/model.ts';
import type { Clock } from '../scheduling/ports.ts';

/** Runs something later; answers how to call it off. */
export type Later = (milliseconds: number, run: () => void) => () => void;

/** The patient's session with the EHR, as far as a booking depends on it. */
export interface SignIn {
  /** `undefined` where the EHR does not say. */
  readonly endsAt: () => Instant | undefined;
  /** Whether the session could be made to last longer. */
  readonly renew: () => Promise<boolean>;
}

/** Warned of so long before the end (WCAG 2.2.1 asks for twenty seconds at the least). */
const warning = 2 * 60_000;

/** Watches for the end of the session while a patient has something to confirm. */
export class SignInWatch {
  readonly #signIn: SignIn;
  readonly #now: Clock;
  readonly #later: Later;
  #endsSoon = $state.raw(false);
  #stop: () => void = () => undefined;

  constructor(ports: { readonly signIn: SignIn; readonly now: Clock; readonly later: Later }) {
    this.#signIn = ports.signIn;
    this.#now = ports.now;
    this.#later = ports.later;
  }

  /** Less than two minutes are left to confirm: then the patient has to go back through the portal. */
  get endsSoon(): boolean {
    return this.#endsSoon;
  }

  /** Whether a request that is sent now would find a session; it is renewed where that is needed. */
  async isOpen(): Promise<boolean> {
    return this.#left() > 0 || (await this.#signIn.renew());
  }

  /** @param matters false once there is nothing to confirm any more */
  watch(matters: () => boolean): void {
    this.#stop();
    const left = this.#left() - warning;
    if (left === Infinity) {
      this.#endsSoon = false;
      return;
    }
    if (left <= 0) {
      void this.#prolong(matters);
      return;
    }
    this.#endsSoon = false;
    this.#stop = this.#later(left, () => void this.#prolong(matters));
  }

  /** Warns only where the session cannot be renewed: a false alarm would frighten for nothing. */
  async #prolong(matters: () => boolean): Promise<void> {
    if (!matters()) return;
    const renewed = await this.#signIn.renew();
    this.#endsSoon = !renewed;
    // A token that is renewed for less than the warning's time is not asked for again and again.
    if (renewed && this.#left() > warning) this.watch(matters);
  }

  #left(): number {
    return (this.#signIn.endsAt() ?? Infinity) - this.#now();
  }
}
