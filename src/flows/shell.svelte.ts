import type { SessionFailure } from '../session/types.ts';
import type { AppFlow } from './app.svelte.ts';

/** Why an open session was closed on this page. What was booked stays booked. */
export type Closed =
  | { readonly kind: 'finished' }
  | { readonly kind: 'idle' }
  /** The page of a visit was loaded again: only the portal can open it once more. */
  | { readonly kind: 'loaded-again' }
  /** The EHR answered with somebody else's record. */
  | { readonly kind: 'wrong-patient' };

export type ShellStep =
  | { readonly at: 'opening' }
  | { readonly at: 'not-opened'; readonly failure: SessionFailure | Closed }
  | { readonly at: 'open'; readonly app: AppFlow };

/** The page before and after there is a session: it is on screen while the token is fetched. */
export class Shell {
  #step = $state.raw<ShellStep>({ at: 'opening' });

  get step(): ShellStep {
    return this.#step;
  }

  open(app: AppFlow): void {
    this.#step = { at: 'open', app };
  }

  refuse(failure: SessionFailure | Closed): void {
    this.#step = { at: 'not-opened', failure };
  }
}
