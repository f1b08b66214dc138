import type {
  BookFailure,
  CancelFailure,
  Declined,
  ExtendFailure,
  HoldFailure,
} from '../scheduling/failure.ts';
import { bookAppointment } from '../scheduling/book-appointment.ts';
import { extendHold, holdAppointment, releaseHold } from '../scheduling/hold-appointment.ts';
import type { Intention } from '../scheduling/intention.ts';
import { isSameTime } from '../scheduling/judge.ts';
import type { Appointment, Hold, Instant, ProposedAppointment } from '../scheduling/model.ts';
import type { Booking } from '../scheduling/ports.ts';
import type { MoveOutcome } from '../scheduling/reschedule-appointment.ts';
import type {
  BookingPorts,
  BookingStep,
  CheckNote,
  ClinicsYes,
  ConfirmingPhase,
  MovedOutcome,
  Moving,
  Shown,
  Waiting,
} from './booking-step.ts';
import { Intent } from './journal.ts';
import { SignInWatch } from './sign-in.svelte.ts';

/** After this long the page says that it is still waiting. */
const slowAfter = 5_000;
const minute = 60_000;

/** From a chosen time to an appointment that the EHR shows as booked. The step itself guards double clicks. */
export class BookingFlow {
  readonly #ports: BookingPorts;
  readonly #signIn: SignInWatch;
  readonly #intent: Intent;
  #step = $state.raw<BookingStep>({ at: 'choosing', lost: undefined });
  #lostInARow = $state.raw(0);
  #minutesLeft = $state.raw<number | undefined>(undefined);
  #moving = $state.raw<Moving | undefined>(undefined);
  #clinicsYes = $state.raw<ClinicsYes | undefined>(undefined);
  #stopTimer: () => void = () => undefined;
  #stopAsking: () => void = () => undefined;
  /** Visits that wait for the clinic's yes, which in a list look like times that are only kept. */
  readonly #waiting = new Set<string>();
  #pending: Promise<void> | undefined;
  /** Times of which nobody could say whether they are booked. */
  readonly #unsure: ProposedAppointment[] = [];
  /** Held times that are being given back. */
  readonly #goingBack = new Map<Appointment, Promise<void>>();
  /** Ids of those of which no answer tells that they are back: they may end at any moment, booked or not. */
  readonly #ending = new Set<string>();
  #closed = false;
  /** The reason in the patient's own words. It stands here, so that no failure wipes it. */
  comment = $state('');

  constructor(ports: BookingPorts) {
    this.#ports = ports;
    this.#signIn = new SignInWatch(ports);
    this.#intent = new Intent(ports.journal, ports.now);
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
    return this.#signIn.endsSoon;
  }

  /** The visit that the chosen time is to replace, as the EHR showed it last. */
  get moving(): Appointment | undefined {
    return this.#moving?.old;
  }

  /** The visit on screen that a page which is loaded again comes back to. */
  get lookedAt(): Appointment | undefined {
    const step = this.#step;
    if (step.at === 'booked') return step.appointment;
    if (step.at === 'moved')
      return step.outcome.is === 'moved' ? step.outcome.appointment : undefined;
    // Later nobody could tell it from a time that is only kept.
    const isLikeHeld = this.#ports.ehr.can.pending === 'held';
    return step.at === 'requested' && !(isLikeHeld && step.appointment.status === 'pending')
      ? step.appointment
      : undefined;
  }

  /** How far the clinic's yes has come, where what is on screen waits for it, or has waited. */
  get clinicsYes(): ClinicsYes | undefined {
    return this.#clinicsYes;
  }

  /** Whether this page has asked for it and was told that the clinic has to say yes. */
  isWaiting(id: string): boolean {
    return this.#waiting.has(id);
  }

  /** Whether this page has asked for the end of a hold and was not told of it. */
  isEnding(id: string | undefined): boolean {
    return id !== undefined && this.#ending.has(id);
  }

  /** From now on the chosen time takes the place of a visit. False where a time is in hand already. */
  move(moving: Moving): boolean {
    if (this.#step.at !== 'choosing') return false;
    this.#moving = moving;
    // What the visit is for stays the same, unless the patient says otherwise.
    this.comment = moving.old.comment ?? '';
    return true;
  }

  /** Goes on with a time that the EHR keeps: one of an earlier page, or one that the patient came back to. */
  goOn(
    hold: Hold,
    from: { intention?: Intention; moving?: Moving | undefined; note?: CheckNote },
  ): void {
    if (this.#step.at !== 'choosing') return;
    if (from.intention !== undefined) this.#intent.adopt(from.intention);
    this.#moving = from.moving;
    if (from.moving !== undefined) this.comment = from.moving.old.comment ?? '';
    const { appointment } = hold;
    const time = { ...appointment, key: appointment.id };
    this.#ports.onHeld(time);
    this.#check(time, hold, from.note);
    // The end of a hold that an earlier page got is known only to the EHR, which says it when it is held again.
    void this.#finishes(this.#extend(from.note, () => from.note));
  }

  /**
   * Shows what an earlier page did not live to show.
   * @param from when it was sent, and the move that it was part of
   */
  show(step: Shown, from: { since?: Instant; moving?: Moving | undefined } = {}): void {
    if (this.#step.at !== 'choosing') return;
    this.#moving = from.moving;
    this.#step = step;
    this.#remember();
    const shown = step.at === 'moved' ? step.outcome : step;
    if ('appointment' in shown && typeof shown.appointment === 'object')
      this.#ports.onShown(shown.appointment);
    this.#askClinic(step, from.since ?? this.#ports.now(), '');
  }

  async choose(time: ProposedAppointment): Promise<void> {
    const { at } = this.#step;
    // The page has no button for what is booked elsewhere.
    if (time.elsewhere !== undefined || this.#ports.ehr.can.book === 'elsewhere') return;
    if (at === 'choosing' || at === 'expired')
      await this.#finishes(this.#hold(time, at === 'expired'));
  }

  async #hold(time: ProposedAppointment, again: boolean): Promise<void> {
    if (!this.#ports.ehr.can.hold) {
      this.#kept(time, undefined);
      return;
    }
    const asking: BookingStep = { at: 'holding', time, again };
    this.#step = asking;
    this.#note('hold', 'holding', time, undefined);
    // Asked sooner, the EHR would answer with the hold that is about to end.
    for (const [before, gone] of this.#goingBack) if (isSameTime(before, time)) await gone;
    if (this.#step !== asking) return;
    const held = await holdAppointment(time, this.#ports);
    // The patient has gone elsewhere meanwhile, and waits for it no more.
    if (this.#step !== asking) this.#release(held.ok ? held.value : undefined);
    else if (held.ok) this.#kept(time, held.value);
    else if (again && held.failure.kind === 'taken') await this.#chooseNear(time, held.failure);
    else this.#lose(time, held.failure);
  }

  async keepLonger(): Promise<void> {
    await this.#finishes(
      this.#extend({ kind: 'kept-longer' }, (failure) => ({ kind: 'not-kept-longer', failure })),
    );
  }

  /** Gives the held time back, as well as that can be told, and returns to the times. */
  chooseAnother(): void {
    const step = this.#step;
    if (step.at !== 'checking' && step.at !== 'expired') return;
    this.#stopTimer();
    this.#step = { at: 'choosing', lost: undefined };
    this.#settle();
    if (step.at === 'checking') this.#release(step.hold);
  }

  /** The page is no longer seen: what comes of a booking is left for the next launch to tell. */
  leave(): void {
    this.#closed = true;
    this.#stopAsking();
  }

  /**
   * The page closes: a held time is given back, also one that is still on its way here. Where the old visit is
   * gone already, the new time is all that is left, and stays for the next launch. Resolves when all is sent.
   */
  async close(): Promise<void> {
    const { at } = this.#step;
    this.leave();
    // What is answered may leave something more to be sent.
    let seen: Promise<void> | undefined;
    while (seen !== this.#pending) {
      seen = this.#pending;
      await seen;
    }
    const step = this.#step;
    this.#stopTimer();
    // What became of a yes is told by the next launch, so nothing of that is given back.
    if (at === 'confirming' || step.at !== 'checking' || this.#isAllThatIsLeft) {
      this.#intent.leave();
      return;
    }
    this.#step = { at: 'choosing', lost: undefined };
    this.#intent.settle();
    if (step.hold !== undefined) await this.giveBack(step.hold);
  }

  async confirm(): Promise<void> {
    const step = this.#step;
    // A longer hold may have another id, so its answer is waited for.
    if (step.at === 'checking' && !step.extending) await this.#finishes(this.#book(step));
  }

  async #book({ time, hold }: Extract<BookingStep, { at: 'checking' }>): Promise<void> {
    this.#stopTimer();
    this.#step = { at: 'confirming', time, hold, phase: 'sent' };
    this.#stopTimer = this.#ports.later(slowAfter, () => {
      this.#phase('slow');
    });
    if (!(await this.#signIn.isOpen()) || this.#closed) {
      // The EHR would refuse the token: nothing is sent, and what was typed stays.
      const failure = { kind: 'session-ended', notices: [] } as const;
      this.#check(time, hold, { kind: 'not-booked', failure });
      return;
    }
    this.#note(this.#moving === undefined ? 'book' : 'reschedule', 'sent', time, hold);
    const typed = this.comment.trim();
    const booking: Booking = { time, hold, comment: typed === '' ? undefined : typed };
    const ports = { ...this.#ports, onPhase: this.#phase, onReadingBack: this.#readingBack };
    if (this.#moving === undefined) {
      const unsure = this.#unsure.some((sent) => isSameTime(sent, time));
      const booked = await bookAppointment(booking, { ...ports, unsure });
      this.#stopTimer();
      if (booked.ok) this.#end({ at: 'booked', appointment: booked.value });
      else this.#notBooked(booking, booked.failure);
    } else {
      const { old, reschedule } = this.#moving;
      const outcome = await reschedule(old, booking, ports);
      this.#stopTimer();
      this.#moved(booking, outcome);
    }
  }

  /** Leaves a page that has nothing more to do: an outcome, an alert that was read, times to choose from. */
  startOver(): void {
    const { at } = this.#step;
    if (!leavable.includes(at)) return;
    // A time that is still on its way here will be given back.
    if (at === 'holding') this.#settle();
    this.#intent.leave();
    this.#stopAsking();
    this.#clinicsYes = undefined;
    this.#step = { at: 'choosing', lost: undefined };
    if (this.#moving !== undefined) this.comment = '';
    this.#moving = undefined;
  }

  #kept(time: ProposedAppointment, hold: Hold | undefined): void {
    if (this.isEnding(hold?.appointment.id)) {
      this.#lose(time, { kind: 'hold-unknown' });
      return;
    }
    this.#ports.onHeld(time);
    if (hold === undefined) this.#settle();
    else this.#note('hold', 'held', time, hold);
    this.#check(time, hold, undefined);
  }

  /** A time that was kept before: perhaps it is open under another id, else the nearest may do. */
  async #chooseNear(time: ProposedAppointment, failure: HoldFailure): Promise<void> {
    const asking = this.#step;
    const changes = await this.#ports.changes().catch(() => undefined);
    const nearest = await changes?.findNearest(time, this.#ports);
    if (this.#step !== asking) return;
    const isOpenAgain = nearest !== undefined && isSameTime(nearest, time);
    if (!isOpenAgain || nearest.key === time.key) {
      // What was just refused is no way out, whatever the calendar says.
      this.#lose(time, failure, isOpenAgain ? undefined : nearest);
      return;
    }
    const held = await holdAppointment(nearest, this.#ports);
    if (this.#step !== asking) this.#release(held.ok ? held.value : undefined);
    else if (held.ok) this.#kept(nearest, held.value);
    else this.#lose(nearest, held.failure);
  }

  /** @param otherwise what is said when the EHR does not keep it longer */
  async #extend(
    kept: CheckNote | undefined,
    otherwise: (failure: ExtendFailure) => CheckNote | undefined,
  ): Promise<void> {
    const step = this.#step;
    if (step.at !== 'checking' || step.hold === undefined || step.extending) return;
    const asking: BookingStep = { ...step, extending: true };
    this.#step = asking;
    const longer = await extendHold(step.hold, this.#ports);
    // The hold may have ended, or the patient gone on, to another time even, while the EHR was asked.
    if (this.#step !== asking) {
      if (longer.ok) this.#keptTooLate(step.time, longer.value);
    } else if (longer.ok) {
      this.#note('hold', 'held', step.time, longer.value);
      this.#check(step.time, longer.value, kept);
    } else if (longer.failure.kind === 'hold-expired') this.#expire(step.time);
    else this.#check(step.time, step.hold, otherwise(longer.failure));
  }

  #moved(sent: Booking, outcome: MoveOutcome): void {
    const gone = outcome.is === 'not-moved' && outcome.holdIsGone === true;
    const booking = gone ? { ...sent, hold: undefined } : sent;
    if (outcome.is === 'won-back' || outcome.is === 'nothing-left') this.#release(booking.hold);
    if (outcome.is !== 'not-moved' && outcome.is !== 'still-held') {
      this.#end({ at: 'moved', outcome });
      return;
    }
    const { old, failure } = outcome;
    if (this.#moving !== undefined) this.#moving = { ...this.#moving, old };
    if (old.status === 'cancelled' || failure.kind === 'changed') this.#ports.onChanged();
    if (outcome.is === 'still-held')
      this.#goBack(booking, { kind: 'not-booked', failure: outcome.failure });
    else if (!isCancelFailure(failure)) this.#notBooked(booking, failure);
    else this.#goBack(booking, { kind: 'not-moved', failure });
  }

  #notBooked(booking: Booking, failure: BookFailure): void {
    const { time, hold } = booking;
    switch (failure.kind) {
      case 'taken':
      case 'hold-expired':
        this.#release(hold);
        this.#lose(time, failure);
        return;
      case 'requested':
        this.#end({ at: 'requested', appointment: failure.appointment });
        return;
      case 'booking-unknown':
        this.#unsure.push(time);
        this.#end({ at: 'unknown', time });
        return;
      case 'not-booked':
        if (hold !== undefined && !failure.stillHeld) this.#lose(time, failure);
        else this.#goBack(booking, { kind: 'not-booked', failure });
        return;
      case 'session-ended':
        // Nobody could look it up, so the journal still has it as sent.
        this.#check(time, hold, { kind: 'not-booked', failure });
        return;
      default:
        this.#goBack(booking, { kind: 'not-booked', failure });
    }
  }

  /** Back to the check page: nothing is booked, and the time is kept as before. */
  #goBack({ time, hold }: Booking, note: CheckNote): void {
    if (hold === undefined) this.#settle();
    else this.#note('hold', 'held', time, hold);
    this.#check(time, hold, note);
  }

  #end(step: Shown | Extract<BookingStep, { at: 'unknown' }>): void {
    const open = step.at === 'unknown' || (step.at === 'moved' && isOpen(step.outcome));
    if (!open && !this.#closed) this.#intent.settle();
    this.#lostInARow = 0;
    const said = this.comment;
    if (isHad(step)) this.comment = '';
    this.#step = step;
    if (!this.#closed) this.#remember();
    this.#askClinic(step, this.#ports.now(), said);
    this.#ports.onChanged();
  }

  /** What is on screen comes back where the page is loaded again. */
  #remember(): void {
    if (this.lookedAt !== undefined) this.#intent.show(this.lookedAt);
  }

  /**
   * What waits for the clinic's yes is asked for again, for a while.
   * @param since when it was sent
   * @param said the patient's words, which are needed once more if the clinic says no
   */
  #askClinic(step: BookingStep, since: Instant, said: string): void {
    const waiting = waitingIn(step);
    if (waiting === undefined || this.#closed) return;
    this.#waiting.add(waiting.appointment.id);
    this.#clinicsYes = 'asked-for';
    const isShown = (): boolean => this.#step === step;
    const tell = (yes: ClinicsYes | undefined): void => {
      if (!isShown()) return;
      this.#clinicsYes = yes;
      if (yes === undefined) this.comment ||= said;
    };
    this.#ports.changes().then(
      (changes) => {
        if (!isShown() || this.#closed) return;
        this.#stopAsking = changes.awaitClinic(waiting, since, {
          ...this.#ports,
          intent: this.#intent,
          isShown,
          tell,
          end: (next) => {
            this.#end(next);
          },
          lose: (time, failure) => {
            this.#lose(time, failure);
          },
          finishes: (work) => void this.#finishes(work),
        });
      },
      () => {
        tell('silent');
      },
    );
  }

  #note(
    kind: Intention['kind'],
    step: Intention['step'],
    time: ProposedAppointment,
    hold: Hold | undefined,
  ): void {
    // With the old visit gone this is more than a time to choose, and matters for longer.
    this.#intent.note(kind === 'hold' && this.#isAllThatIsLeft ? 'reschedule' : kind, step, time, {
      appointment: hold?.appointment.id,
      replaces: this.#moving?.old.id,
    });
  }

  /** The old visit had to go first, and is gone. */
  get #isAllThatIsLeft(): boolean {
    return this.#moving?.old.status === 'cancelled';
  }

  /** Nothing is left open, unless the old visit is gone: until another has its place, the next launch says so. */
  #settle(): void {
    if (!this.#isAllThatIsLeft && !this.#closed) this.#intent.settle();
  }

  /** The EHR kept the time longer after all: good where it just ended on the page, else it is given back. */
  #keptTooLate(time: ProposedAppointment, hold: Hold): void {
    const step = this.#step;
    if (step.at === 'expired' && step.time === time) {
      this.#note('hold', 'held', time, hold);
      this.#check(time, hold, { kind: 'kept-longer' });
    } else if (!('time' in step) || !isSameTime(step.time, time)) this.#release(hold);
  }

  /** A hold that cannot be released ends by itself. */
  #release(hold: Hold | undefined): void {
    if (hold !== undefined) void this.#finishes(this.giveBack(hold).then(this.#ports.onChanged));
  }

  /** Gives a held time back. Until that is answered, the same time is not asked for. */
  async giveBack(hold: Hold): Promise<void> {
    const { appointment } = hold;
    const gone = releaseHold(hold, this.#ports).then((isSure) => {
      if (!isSure) this.#ending.add(appointment.id);
    });
    this.#goingBack.set(appointment, gone);
    await gone.finally(() => this.#goingBack.delete(appointment));
  }

  /** What `close` has to wait for. */
  async #finishes(work: Promise<void>): Promise<void> {
    const before = this.#pending;
    this.#pending = Promise.all([before, work]).then(() => undefined);
    await work;
  }

  #lose(
    time: ProposedAppointment,
    failure: HoldFailure | BookFailure | Declined,
    nearest?: ProposedAppointment,
  ): void {
    this.#stopTimer();
    this.#minutesLeft = undefined;
    this.#step = { at: 'choosing', lost: { time, failure, nearest } };
    // What nobody could tell is asked again on the next launch.
    const isOpen = failure.kind === 'hold-unknown' || failure.kind === 'session-ended';
    if (!isOpen) this.#settle();
    else if (!this.#isAllThatIsLeft) this.#intent.leave();
    if (!/^(taken|hold-expired|declined)$/.test(failure.kind)) return;
    this.#lostInARow += 1;
    this.#ports.onLost(time);
  }

  #check(time: ProposedAppointment, hold: Hold | undefined, note: CheckNote | undefined): void {
    this.#stopTimer();
    this.#step = { at: 'checking', time, hold, note, extending: false };
    this.#minutesLeft = undefined;
    if (hold?.until !== undefined) this.#countDown(time, hold.until);
    this.#signIn.watch(() => this.#step.at === 'checking');
  }

  /** The time is kept no longer, and the patient has done nothing wrong: one press asks for it again. */
  #expire(time: ProposedAppointment): void {
    this.#stopTimer();
    this.#step = { at: 'expired', time };
  }

  /** Looks at the clock once a minute: a count of seconds would press the patient. */
  #countDown(time: ProposedAppointment, until: Instant): void {
    if (this.#step.at !== 'checking') return;
    const left = until - this.#ports.now();
    if (left <= 0) {
      this.#expire(time);
      return;
    }
    const minutes = Math.ceil(left / minute);
    this.#minutesLeft = minutes;
    this.#stopTimer = this.#ports.later(left - (minutes - 1) * minute, () => {
      this.#countDown(time, until);
    });
  }

  readonly #readingBack = (): void => {
    this.#stopTimer();
    this.#phase('reading-back');
  };

  readonly #phase = (phase: ConfirmingPhase): void => {
    const step = this.#step;
    if (step.at !== 'confirming') return;
    // The old visit may have taken long to let go of, and a booking that is sent now is on its way from now.
    if (phase === 'booking-new') this.#note('reschedule', 'sent', step.time, step.hold);
    this.#step = { ...step, phase };
  };
}

function waitingIn(step: BookingStep): Waiting | undefined {
  if (step.at === 'requested') return step;
  return step.at === 'moved' && step.outcome.is === 'requested' ? step.outcome : undefined;
}

const leavable: readonly BookingStep['at'][] = [
  'choosing',
  'holding',
  'booked',
  'requested',
  'moved',
  'unknown',
];

/** Where the patient's words have gone with the visit; everywhere else they are still needed. */
const isHad = (step: BookingStep): boolean =>
  step.at === 'booked' ||
  step.at === 'requested' ||
  (step.at === 'moved' && ['moved', 'both', 'requested'].includes(step.outcome.is));

/** What a later page has to look up once more. */
const isOpen = (outcome: MovedOutcome): boolean =>
  outcome.is === 'unknown' ||
  (outcome.is === 'both' &&
    ['session-ended', 'cancel-unknown', 'not-read'].includes(outcome.failure.kind));

const cancelling = ['cancel-refused', 'changed', 'not-cancelled', 'cancel-unknown', 'not-read'];

const isCancelFailure = (
  failure: BookFailure | CancelFailure,
): failure is Exclude<CancelFailure, BookFailure> => cancelling.includes(failure.kind);
