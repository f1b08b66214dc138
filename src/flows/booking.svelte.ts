import type { BookFailure, ExtendFailure, HoldFailure } from '../scheduling/failure.ts';
import { bookAppointment } from '../scheduling/book-appointment.ts';
import { extendHold, holdAppointment } from '../scheduling/hold-appointment.ts';
import type {
  Appointment,
  Hold,
  Instant,
  ProposedAppointment,
  Reference,
} from '../scheduling/model.ts';
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
  | {
      readonly at: 'holding';
      readonly time: ProposedAppointment;
      /** Asked for once more from the check page, which stays on screen meanwhile. */
      readonly again: boolean;
    }
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

/** The patient's session with the EHR, as far as a booking depends on it. */
export interface SignIn {
  /** `undefined` where the EHR does not say. */
  readonly endsAt: () => Instant | undefined;
  /** Whether the session could be made to last longer. */
  readonly renew: () => Promise<boolean>;
}

export interface BookingPorts {
  readonly ehr: Ehr;
  /** `Patient/123`. */
  readonly patient: Reference;
  readonly now: Clock;
  readonly wait: Wait;
  readonly later: Later;
  readonly signIn: SignIn;
  /** The patient goes on with this time: its clinic's address will be shown. */
  readonly onHeld: (time: ProposedAppointment) => void;
  /** The EHR refused this time: it should not be offered again. */
  readonly onLost: (time: ProposedAppointment) => void;
  /** Something of the patient's changed in the EHR. */
  readonly onChanged: () => void;
}

/** After this long the page says that it is still waiting. */
const slowAfter = 5_000;
const minute = 60_000;
/** Warned of so long before the end (WCAG 2.2.1 asks for twenty seconds at the least). */
const signInWarning = 2 * minute;

/** From a chosen time to an appointment that the EHR shows as booked. The step itself guards double clicks. */
export class BookingFlow {
  readonly #ports: BookingPorts;
  #step = $state.raw<BookingStep>({ at: 'choosing', lost: undefined });
  #lostInARow = $state.raw(0);
  #minutesLeft = $state.raw<number | undefined>(undefined);
  #signInEndsSoon = $state.raw(false);
  #stopTimer: () => void = () => undefined;
  #stopSignInTimer: () => void = () => undefined;
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

  /** Minutes until the hold ends, begun ones counted whole; `undefined` where no end is known. */
  get minutesLeft(): number | undefined {
    return this.#minutesLeft;
  }

  /** Less than two minutes are left to confirm: then the patient has to go back through the portal. */
  get signInEndsSoon(): boolean {
    return this.#signInEndsSoon;
  }

  async choose(time: ProposedAppointment): Promise<void> {
    const { at } = this.#step;
    if (at !== 'choosing' && at !== 'expired') return;
    this.#step = { at: 'holding', time, again: at === 'expired' };
    const held = await holdAppointment(time, this.#ports);
    if (!held.ok) {
      this.#lose(time, held.failure);
      return;
    }
    this.#ports.onHeld(time);
    this.#check(time, held.value, undefined);
  }

  async keepLonger(): Promise<void> {
    const step = this.#step;
    if (step.at !== 'checking' || step.hold === undefined || step.extending) return;
    const asking: BookingStep = { ...step, extending: true };
    this.#step = asking;
    const longer = await extendHold(step.hold, this.#ports);
    // The hold may have ended, or the patient gone on, to another time even, while the EHR was asked.
    if (this.#step !== asking) {
      if (longer.ok) this.#keptTooLate(step.time, longer.value);
      return;
    }
    if (longer.ok) this.#check(step.time, longer.value, { kind: 'kept-longer' });
    else this.#check(step.time, step.hold, { kind: 'not-kept-longer', failure: longer.failure });
  }

  /** Gives the held time back, as well as that can be told, and returns to the times. */
  chooseAnother(): void {
    const step = this.#step;
    if (step.at !== 'checking' && step.at !== 'expired') return;
    this.#stopTimer();
    this.#step = { at: 'choosing', lost: undefined };
    if (step.at === 'checking') this.#release(step.hold);
  }

  async confirm(): Promise<void> {
    const step = this.#step;
    // A longer hold may have another id, so its answer is waited for.
    if (step.at !== 'checking' || step.extending) return;
    const { time, hold } = step;
    this.#stopTimer();
    this.#step = { at: 'confirming', time, hold, phase: 'sent' };
    if (this.#signInLeft() <= 0 && !(await this.#ports.signIn.renew())) {
      // The EHR would refuse the token: nothing is sent, and what was typed stays.
      const failure = { kind: 'session-ended', notices: [] } as const;
      this.#check(time, hold, { kind: 'not-booked', failure });
      return;
    }
    this.#stopTimer = this.#ports.later(slowAfter, () => {
      this.#phase('slow');
    });
    const typed = this.comment.trim();
    const booking: Booking = { time, hold, comment: typed === '' ? undefined : typed };
    const booked = await bookAppointment(booking, {
      ...this.#ports,
      onReadingBack: () => {
        this.#stopTimer();
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
        this.#release(hold);
        this.#lose(time, failure);
        return;
      case 'requested':
        this.#lostInARow = 0;
        this.comment = '';
        this.#step = { at: 'requested', appointment: failure.appointment };
        this.#ports.onChanged();
        return;
      case 'booking-unknown':
        this.#step = { at: 'unknown', time };
        this.#ports.onChanged();
        return;
      case 'not-booked':
        if (hold !== undefined && !failure.stillHeld) this.#lose(time, failure);
        else this.#check(time, hold, { kind: 'not-booked', failure });
        return;
      default:
        this.#check(time, hold, { kind: 'not-booked', failure });
    }
  }

  /** The EHR kept the time longer after all: good where it just ended on the page, else it is given back. */
  #keptTooLate(time: ProposedAppointment, hold: Hold): void {
    const step = this.#step;
    if (step.at === 'expired' && step.time === time)
      this.#check(time, hold, { kind: 'kept-longer' });
    else this.#release(hold);
  }

  /** Nobody waits for this: a hold that cannot be released ends by itself. */
  #release(hold: Hold | undefined): void {
    if (hold === undefined) return;
    void this.#ports.ehr.releaseHold(hold).then(() => {
      this.#ports.onChanged();
    });
  }

  #lose(time: ProposedAppointment, failure: HoldFailure | BookFailure): void {
    this.#stopTimer();
    this.#minutesLeft = undefined;
    this.#step = { at: 'choosing', lost: { time, failure } };
    if (failure.kind !== 'taken' && failure.kind !== 'hold-expired') return;
    this.#lostInARow += 1;
    this.#ports.onLost(time);
  }

  #check(time: ProposedAppointment, hold: Hold | undefined, note: CheckNote | undefined): void {
    this.#stopTimer();
    this.#step = { at: 'checking', time, hold, note, extending: false };
    this.#minutesLeft = undefined;
    if (hold?.until !== undefined) this.#countDown(time, hold.until);
    this.#watchSignIn();
  }

  #signInLeft(): number {
    return (this.#ports.signIn.endsAt() ?? Infinity) - this.#ports.now();
  }

  #watchSignIn(): void {
    this.#stopSignInTimer();
    const left = this.#signInLeft() - signInWarning;
    if (left === Infinity) return;
    if (left <= 0) void this.#prolongSignIn();
    else this.#stopSignInTimer = this.#ports.later(left, () => void this.#prolongSignIn());
  }

  /** Warns only where the session cannot be renewed: a false alarm would frighten for nothing. */
  async #prolongSignIn(): Promise<void> {
    if (this.#step.at !== 'checking') return;
    const renewed = await this.#ports.signIn.renew();
    this.#signInEndsSoon = !renewed;
    // A token that is renewed for less than the warning's time is not asked for again and again.
    if (renewed && this.#signInLeft() > signInWarning) this.#watchSignIn();
  }

  /** Looks at the clock once a minute: a count of seconds would press the patient. */
  #countDown(time: ProposedAppointment, until: Instant): void {
    if (this.#step.at !== 'checking') return;
    const left = until - this.#ports.now();
    if (left <= 0) {
      this.#step = { at: 'expired', time };
      return;
    }
    const minutes = Math.ceil(left / minute);
    this.#minutesLeft = minutes;
    this.#stopTimer = this.#ports.later(left - (minutes - 1) * minute, () => {
      this.#countDown(time, until);
    });
  }

  #phase(phase: 'slow' | 'reading-back'): void {
    const step = this.#step;
    if (step.at === 'confirming') this.#step = { ...step, phase };
  }
}
