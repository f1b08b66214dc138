import type { BookFailure, ExtendFailure, HoldFailure } from '../scheduling/failure.ts';
import { bookAppointment } from '../scheduling/book-appointment.ts';
import { extendHold, holdAppointment } from '../scheduling/hold-appointment.ts';
import type { Appointment, Hold, ProposedAppointment, Reference } from '../scheduling/model.ts';
import type { Booking, Clock, Ehr } from '../scheduling/ports.ts';
import type { Wait } from '../scheduling/reconcile-booking.ts';

/** Why a chosen time was not had; shown where the patient chooses again. */
export interface LostTime {
  readonly time: ProposedAppointment;
  readonly failure: HoldFailure | BookFailure;
}

/** What the check page says beside the facts. */
export type CheckNote =
  | { readonly kind: 'kept-longer' }
  | { readonly kind: 'not-kept-longer'; readonly failure: ExtendFailure }
  | { readonly kind: 'not-booked'; readonly failure: BookFailure };

export type BookingStep =
  | { readonly at: 'choosing'; readonly lost: LostTime | undefined }
  | { readonly at: 'holding'; readonly time: ProposedAppointment }
  | {
      readonly at: 'checking';
      readonly time: ProposedAppointment;
      /** `undefined` where the EHR keeps no times: not reserved until booked. */
      readonly hold: Hold | undefined;
      readonly note: CheckNote | undefined;
      /** "Keep it longer" was pressed and not answered yet. */
      readonly extending: boolean;
    }
  /** The hold has ended while the patient was checking; nothing is booked. */
  | { readonly at: 'expired'; readonly time: ProposedAppointment }
  | {
      readonly at: 'confirming';
      readonly time: ProposedAppointment;
      readonly hold: Hold | undefined;
      readonly phase: 'sent' | 'slow' | 'reading-back';
    }
  | { readonly at: 'booked'; readonly appointment: Appointment }
  | { readonly at: 'requested'; readonly appointment: Appointment }
  /** Sent, and nobody could say yet whether it is booked. */
  | { readonly at: 'unknown'; readonly time: ProposedAppointment };

/** Runs something later; answers how to call it off. */
export type Later = (milliseconds: number, run: () => void) => () => void;

export interface BookingPorts {
  readonly ehr: Ehr;
  /** `Patient/123`. */
  readonly patient: Reference;
  readonly now: Clock;
  readonly wait: Wait;
  readonly later: Later;
  /** The EHR refused this time: it should not be offered again. */
  readonly onLost: (time: ProposedAppointment) => void;
  /** Something of the patient's changed in the EHR. */
  readonly onChanged: () => void;
}

/** After this long the page says that it is still waiting. */
const slowAfter = 5_000;

/** From a chosen time to an appointment that the EHR shows as booked. The step itself guards double clicks. */
export class BookingFlow {
  readonly #ports: BookingPorts;
  #step = $state.raw<BookingStep>({ at: 'choosing', lost: undefined });
  #lostInARow = $state.raw(0);
  #stopTimer: () => void = () => undefined;
  /** The reason in the patient's own words. It stands here, so that no failure wipes it. */
  comment = $state('');

  constructor(ports: BookingPorts) {
    this.#ports = ports;
  }

  get step(): BookingStep {
    return this.#step;
  }
  /** From the second on, the page gives a person to call instead of another list. */
  get lostInARow(): number {
    return this.#lostInARow;
  }

  async choose(time: ProposedAppointment): Promise<void> {
    if (this.#step.at !== 'choosing' && this.#step.at !== 'expired') return;
    this.#step = { at: 'holding', time };
    const held = await holdAppointment(time, this.#ports);
    if (held.ok) this.#check(time, held.value, undefined);
    else this.#lose(time, held.failure);
  }

  async keepLonger(): Promise<void> {
    const step = this.#step;
    if (step.at !== 'checking' || step.hold === undefined || step.extending) return;
    this.#step = { ...step, extending: true };
    const longer = await extendHold(step.hold, this.#ports);
    // The hold may have ended, or the patient gone on, while the EHR was asked.
    if (this.#step.at !== 'checking') return;
    if (longer.ok) this.#check(step.time, longer.value, { kind: 'kept-longer' });
    else this.#check(step.time, step.hold, { kind: 'not-kept-longer', failure: longer.failure });
  }

  /** Gives the held time back, as well as that can be told, and returns to the times. */
  chooseAnother(): void {
    const step = this.#step;
    if (step.at !== 'checking' && step.at !== 'expired') return;
    this.#stopTimer();
    this.#step = { at: 'choosing', lost: undefined };
    if (step.at === 'checking' && step.hold !== undefined) {
      // Nobody waits for this: a hold that cannot be released ends by itself.
      void this.#ports.ehr.releaseHold(step.hold).then(() => {
        this.#ports.onChanged();
      });
    }
  }

  async confirm(): Promise<void> {
    const step = this.#step;
    if (step.at !== 'checking') return;
    const { time, hold } = step;
    this.#stopTimer();
    this.#step = { at: 'confirming', time, hold, phase: 'sent' };
    this.#stopTimer = this.#ports.later(slowAfter, () => {
      this.#phase('slow');
    });
    const typed = this.comment.trim();
    const booking: Booking = { time, hold, comment: typed === '' ? undefined : typed };
    const booked = await bookAppointment(booking, {
      ...this.#ports,
      onReadingBack: () => {
        this.#phase('reading-back');
      },
    });
    this.#stopTimer();
    if (booked.ok) {
      this.#lostInARow = 0;
      this.comment = '';
      this.#step = { at: 'booked', appointment: booked.value };
      this.#ports.onChanged();
    } else this.#notBooked(booking, booked.failure);
  }

  /** Leaves a page that has nothing more to do: booked, requested, unknown, or an alert that was read. */
  startOver(): void {
    const { at } = this.#step;
    if (at === 'booked' || at === 'requested' || at === 'unknown' || at === 'choosing') {
      this.#step = { at: 'choosing', lost: undefined };
    }
  }

  #notBooked({ time, hold }: Booking, failure: BookFailure): void {
    switch (failure.kind) {
      case 'taken':
      case 'hold-expired':
        this.#lose(time, failure);
        return;
      case 'requested':
        this.#step = { at: 'requested', appointment: failure.appointment };
        this.#ports.onChanged();
        return;
      case 'booking-unknown':
        this.#step = { at: 'unknown', time };
        return;
      case 'not-booked':
        if (hold !== undefined && !failure.stillHeld) this.#lose(time, failure);
        else this.#check(time, hold, { kind: 'not-booked', failure });
        return;
      default:
        this.#check(time, hold, { kind: 'not-booked', failure });
    }
  }

  #lose(time: ProposedAppointment, failure: HoldFailure | BookFailure): void {
    this.#stopTimer();
    this.#step = { at: 'choosing', lost: { time, failure } };
    if (failure.kind !== 'taken' && failure.kind !== 'hold-expired') return;
    this.#lostInARow += 1;
    this.#ports.onLost(time);
  }

  #check(time: ProposedAppointment, hold: Hold | undefined, note: CheckNote | undefined): void {
    this.#stopTimer();
    this.#step = { at: 'checking', time, hold, note, extending: false };
    if (hold?.until === undefined) return;
    this.#stopTimer = this.#ports.later(Math.max(0, hold.until - this.#ports.now()), () => {
      if (this.#step.at === 'checking') this.#step = { at: 'expired', time };
    });
  }

  #phase(phase: 'slow' | 'reading-back'): void {
    const step = this.#step;
    if (step.at === 'confirming') this.#step = { ...step, phase };
  }
}
