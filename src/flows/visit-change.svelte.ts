import { cancelAppointment, isAsSeen } from '../scheduling/cancel-appointment.ts';
import type { CancelFailure, EhrFailure } from '../scheduling/failure.ts';
import type { Appointment, CancelReason } from '../scheduling/model.ts';
import type { Clock, Ehr, Journal } from '../scheduling/ports.ts';
import type { Wait } from '../scheduling/reconcile-booking.ts';
import { Intent } from './journal.ts';
import type { Later } from './sign-in.svelte.ts';

// They are loaded together with this flow: nobody needs them before a visit is to be changed.
export { findNearest } from '../scheduling/find-nearest.ts';
export { rescheduleAppointment } from '../scheduling/reschedule-appointment.ts';
export { leftOpen, reconcile, showTruth } from './recover.ts';
export { awaitClinic } from './waiting.ts';

/** What the patient wants done about a visit. */
export type Wish = 'cancel' | 'move';

export type ChangeStep =
  /** Read once more before anything is offered: the list may be old. */
  | { readonly at: 'reading'; readonly visit: Appointment; readonly wish: Wish }
  | {
      readonly at: 'not-read';
      readonly visit: Appointment;
      readonly wish: Wish;
      readonly failure: EhrFailure;
    }
  /** It is no longer what the page showed. `visit` is as it is now; it may have been on screen for no wish at all. */
  | { readonly at: 'changed'; readonly visit: Appointment; readonly wish: Wish | undefined }
  /** The EHR takes no such change from an app. */
  | { readonly at: 'not-offered'; readonly visit: Appointment; readonly wish: Wish }
  | {
      readonly at: 'asking';
      readonly visit: Appointment;
      readonly failure: Exclude<CancelFailure, { kind: 'changed' | 'cancel-unknown' }> | undefined;
    }
  | {
      readonly at: 'cancelling';
      readonly visit: Appointment;
      readonly phase: 'sent' | 'slow' | 'reading-back';
    }
  /** As the EHR shows it. */
  | { readonly at: 'cancelled'; readonly visit: Appointment }
  /** Sent, and nobody could say yet whether it is cancelled. */
  | { readonly at: 'unknown'; readonly visit: Appointment };

export interface ChangePorts {
  readonly ehr: Ehr;
  readonly now: Clock;
  readonly wait: Wait;
  readonly later: Later;
  readonly journal: Journal;
  /** The visit is as the patient saw it, and can be moved. */
  readonly onMove: (visit: Appointment) => void;
  readonly onChanged: () => void;
  /** False once the page is closed: an answer that comes then is told by the next launch. */
  readonly isSeen: () => boolean;
}

/** After this long the page says that it is still waiting. */
const slowAfter = 5_000;

/** Cancelling one visit, and the look at it that comes before moving it. The step itself guards double clicks. */
export class VisitChange {
  readonly #ports: ChangePorts;
  readonly #intent: Intent;
  #step: ChangeStep;
  #turn = 0;
  /** Why the visit shall be cancelled, as far as the patient has said. */
  reason = $state.raw<CancelReason>();

  constructor(ports: ChangePorts, first: ChangeStep) {
    this.#ports = ports;
    this.#intent = new Intent(ports.journal, ports.now);
    this.#step = $state.raw(first);
  }

  get step(): ChangeStep {
    return this.#step;
  }

  /** Looks at the visit, and asks; or says why not. */
  async open(): Promise<void> {
    const { at, visit } = this.#step;
    if (at === 'cancelling') return;
    const { wish = 'cancel' } = 'wish' in this.#step ? this.#step : {};
    const turn = ++this.#turn;
    this.#step = { at: 'reading', visit, wish };
    const { ehr } = this.#ports;
    const [read, accepted] = await Promise.all([
      ehr.readAppointment(visit.id),
      // Who moves in one step cancels nothing by itself.
      wish === 'move' && ehr.can.reschedule === 'atomic' ? true : ehr.acceptsCancelling(),
    ]);
    if (turn !== this.#turn) return;
    if (!read.ok) this.#step = { at: 'not-read', visit, wish, failure: read.failure };
    else if (at === 'unknown' && read.value.status === 'cancelled') this.#cancelled(read.value);
    else if (!isAsSeen(read.value, visit)) {
      this.#step = { at: 'changed', visit: read.value, wish };
      this.#ports.onChanged();
    } else if (!accepted) this.#step = { at: 'not-offered', visit: read.value, wish };
    else if (wish === 'move') this.#ports.onMove(read.value);
    else this.#step = { at: 'asking', visit: read.value, failure: undefined };
  }

  async cancel(): Promise<void> {
    const { at, visit } = this.#step;
    if (at !== 'asking') return;
    this.#step = { at: 'cancelling', visit, phase: 'sent' };
    this.#intent.note('cancel', 'sent', visit, { appointment: visit.id });
    const stop = this.#ports.later(slowAfter, () => {
      this.#phase('slow');
    });
    const cancelled = await cancelAppointment(visit, this.reason, {
      ...this.#ports,
      onReadingBack: () => {
        stop();
        this.#phase('reading-back');
      },
    });
    stop();
    if (cancelled.ok) this.#cancelled(cancelled.value);
    else this.#notCancelled(visit, cancelled.failure);
  }

  #settle(): void {
    if (this.#ports.isSeen()) this.#intent.settle();
  }

  #cancelled(visit: Appointment): void {
    this.#settle();
    this.#step = { at: 'cancelled', visit };
    this.#ports.onChanged();
  }

  #notCancelled(visit: Appointment, failure: CancelFailure): void {
    switch (failure.kind) {
      case 'cancel-unknown':
        this.#step = { at: 'unknown', visit };
        this.#ports.onChanged();
        return;
      case 'changed':
        this.#settle();
        this.#step = { at: 'changed', visit: failure.appointment, wish: 'cancel' };
        this.#ports.onChanged();
        return;
      default:
        // Without a session nothing could be looked up: the next launch does.
        if (failure.kind !== 'session-ended') this.#settle();
        this.#step = { at: 'asking', visit, failure };
    }
  }

  #phase(phase: 'slow' | 'reading-back'): void {
    const step = this.#step;
    if (step.at === 'cancelling') this.#step = { ...step, phase };
  }
}
