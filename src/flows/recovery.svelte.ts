import type { Intention } from '../scheduling/intention.ts';
import type { Appointment, Reference } from '../scheduling/model.ts';
import type { Clock, Ehr, Journal } from '../scheduling/ports.ts';
import type { Wait } from '../scheduling/reconcile-booking.ts';
import type { BookingFlow } from './booking.svelte.ts';
import type { Changes } from './booking-step.ts';
import { isOnlyLook } from './journal.ts';
import type { ChangeStep } from './visit-change.svelte.ts';

export type RecoveryStep =
  | { readonly at: 'none' }
  /** The EHR is asked what came of a change that an earlier page did not see the end of. */
  | { readonly at: 'checking'; readonly about: Intention['kind'] | undefined }
  /** Nobody could tell; where not even the code for asking came, it is not known of what. */
  | { readonly at: 'unknown'; readonly about: Intention['kind'] | undefined }
  /** Neither booked nor kept; `old` is the visit that was to be moved, as it is now. */
  | {
      readonly at: 'nothing';
      readonly intention: Intention;
      readonly old: Appointment | undefined;
    };

export interface RecoveryPorts {
  readonly ehr: Ehr;
  /** `Patient/123`. */
  readonly patient: Reference;
  readonly now: Clock;
  readonly wait: Wait;
  readonly journal: Journal;
  readonly booking: BookingFlow;
  /** Rejects where the code cannot be fetched. */
  readonly changes: () => Promise<Changes>;
  /** A cancellation that was under way is shown as what it came to. */
  readonly onVisit: (step: ChangeStep) => void;
  /** A move goes on: whoever wants another time for it chooses among these clinicians' times. */
  readonly onMoving: (old: Appointment) => void;
}

/** What an earlier page of this tab has left open, looked up before anything else is offered. */
export class Recovery {
  readonly #ports: RecoveryPorts;
  #step = $state.raw<RecoveryStep>({ at: 'none' });
  #given: Intention | undefined;

  constructor(ports: RecoveryPorts) {
    this.#ports = ports;
  }

  get step(): RecoveryStep {
    return this.#step;
  }

  /**
   * Looks up what is left open, if anything is.
   * @param given what to look up instead, where the patient has pointed to it
   */
  async look(given?: Intention): Promise<void> {
    const isLook = given === undefined && isOnlyLook(this.#ports);
    if (given === undefined && this.#ports.journal.entries().length === 0) {
      this.#step = { at: 'none' };
      return;
    }
    this.#given = given;
    let step: RecoveryStep = { at: 'checking', about: isLook ? 'look' : given?.kind };
    this.#step = step;
    const changes = await this.#ports.changes().catch(() => undefined);
    // Wherever the patient has gone on meanwhile, what is left stays in the journal for the next launch.
    if (this.#step !== step) return;
    const intention = given ?? changes?.leftOpen(this.#ports);
    if (changes === undefined || intention === undefined) {
      this.#step = changes === undefined ? { ...step, at: 'unknown' } : { at: 'none' };
      return;
    }
    const { kind: about } = intention;
    this.#step = step = { at: 'checking', about };
    const truth = await changes.reconcile(intention, this.#ports);
    if (this.#step !== step) return;
    this.#step = { at: 'none' };
    this.#step =
      truth.is === 'unknown'
        ? { at: 'unknown', about }
        : changes.showTruth(intention, truth, this.#ports);
  }

  async checkAgain(): Promise<void> {
    if (this.#step.at === 'unknown') await this.look(this.#given);
  }

  /** The patient does something else. */
  leave(): void {
    this.#step = { at: 'none' };
  }
}
