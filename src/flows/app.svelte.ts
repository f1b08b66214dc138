import { canReschedule } from '../scheduling/can-reschedule.ts';
import { factsOf } from '../scheduling/intention.ts';
import type {
  Appointment,
  Elsewhere,
  ProposedAppointment,
  Reference,
} from '../scheduling/model.ts';
import { cliniciansSeen, visitsAgain, type Again, type Seen } from '../scheduling/history.ts';
import type { Clock, Ehr, Journal } from '../scheduling/ports.ts';
import type { ActsFor } from '../session/types.ts';
import { anything, timesWith, type Wish } from '../scheduling/wish.ts';
import type { Wait } from '../scheduling/reconcile-booking.ts';
import { BookingFlow } from './booking.svelte.ts';
import type * as FindingCode from './finding.svelte.ts';
import type { Finding, OtherWay } from './finding.svelte.ts';
import { HomeTimes } from './home-times.svelte.ts';
import { lookAt } from './journal.ts';
import { MoreTimes } from './more-times.svelte.ts';
import { PatientRecord } from './patient-record.svelte.ts';
import { Places, type PlaceSettings } from './places.svelte.ts';
import { Recovery } from './recovery.svelte.ts';
import type { Closed } from './shell.svelte.ts';
import type { Later, SignIn } from './sign-in.svelte.ts';
import type { Changes } from './booking-step.ts';
import type { ChangeStep, VisitChange, Wish as VisitWish } from './visit-change.svelte.ts';
import type { Sight } from './waiting.ts';

/** What the patient is looking at. */
export type Screen =
  | 'home'
  | 'more-times'
  | 'find'
  | 'appointments'
  | 'change'
  | 'check'
  | 'booked'
  | 'requested'
  | 'moved'
  | 'unknown'
  | 'recovering';

/** What the portal opens the app for. */
export type Opening =
  | { readonly at: 'home' | 'appointments' }
  /** `visit`: id of an Appointment. */
  | { readonly at: 'visit'; readonly visit: string };

type Page = Extract<Screen, 'home' | 'more-times' | 'find' | 'appointments' | 'change'>;

const nobodySays: Elsewhere = { url: undefined, phone: undefined };

/** So many of each have room on the page. */
const mostSeen = 3;
const mostAgain = 2;

export interface AppPorts {
  /** The EHR's FHIR base, as the portal sent it: ids mean something only together with it. */
  readonly iss: string;
  readonly ehr: Ehr;
  /** `Patient/123`. */
  readonly patient: Reference;
  readonly now: Clock;
  /** The EHR's clock, where the browser can see it: it decides which times are past. `now` unless given. */
  readonly ehrNow?: Clock;
  readonly wait: Wait;
  readonly later: Later;
  /** The page counts as seen unless given. */
  readonly sight?: Sight;
  readonly places: PlaceSettings;
  /** False where the EHR did not grant this app the right to book: then times are shown with the phone. */
  readonly mayBook: boolean;
  /** True unless the EHR said that the portal shows who the patient is. */
  readonly needPatientBanner: boolean;
  /** Whether somebody acts for the patient; nobody does unless given. Rejects where that cannot be found out. */
  readonly actsFor?: () => Promise<ActsFor | undefined>;
  readonly signIn: SignIn;
  readonly journal: Journal;
  /** Rejects where the code cannot be fetched. */
  readonly changes: () => Promise<Changes>;
  /** Rejects where the code cannot be fetched. */
  readonly finding: () => Promise<typeof FindingCode>;
  /**
   * Takes everything of the patient's off the page at once, and ends the session when the last request, which
   * gives a held time back, was sent.
   */
  readonly onClose: (why: Closed, sent: Promise<void>) => void;
}

/** One launch for one patient: the record, the times, the booking, and which screen shows. */
export class AppFlow {
  readonly places: Places;
  readonly record: PatientRecord;
  readonly times: HomeTimes;
  readonly moreTimes: MoreTimes;
  readonly booking: BookingFlow;
  readonly recovery: Recovery;
  readonly iss: string;
  readonly mayBook: boolean;
  /** This EHR only shows its times; they are booked on another page or by phone. */
  readonly booksElsewhere: boolean;
  /** What may be offered for a visit that is booked. */
  readonly may: Readonly<Record<VisitWish, boolean>>;
  /** Whether this EHR wants the old visit cancelled before the new one is booked, to which a patient has to agree. */
  readonly cancelsFirst: boolean;
  /** Whether the app itself cancels the old visit of a move, once the new one is booked. */
  readonly booksFirst: boolean;
  readonly needPatientBanner: boolean;
  readonly #ports: AppPorts;
  readonly #ehrNow: Clock;
  #page = $state.raw<Page>('home');
  #change = $state.raw<VisitChange | 'loading' | 'not-loaded'>('loading');
  #finding = $state.raw<Finding | 'loading' | 'not-loaded'>('loading');
  #others = $state.raw<readonly OtherWay[] | 'looking' | 'unknown'>('looking');
  #actsFor = $state.raw<ActsFor | undefined>();
  #gone = false;
  /** The times on screen are from before the patient's last change. */
  #stale = false;
  /** Counts the visits that were asked for, so that code that comes late never shows an earlier one. */
  #turn = 0;
  readonly #releasing = new Set<string>();

  constructor(ports: AppPorts) {
    const { ehr, now, later, places } = ports;
    const ehrNow = ports.ehrNow ?? now;
    this.#ehrNow = ehrNow;
    this.#ports = ports;
    this.iss = ports.iss;
    this.booksElsewhere = ehr.can.book === 'elsewhere';
    this.mayBook = ports.mayBook && !this.booksElsewhere;
    this.may = {
      cancel: this.mayBook && ehr.can.cancel,
      move: this.mayBook && canReschedule(ehr.can),
    };
    this.cancelsFirst = ehr.can.reschedule === 'cancel-first';
    this.booksFirst = ehr.can.reschedule === 'book-first';
    this.needPatientBanner = ports.needPatientBanner;
    this.places = new Places(ehr, places);
    this.record = new PatientRecord(ehr, now, this.places);
    this.times = new HomeTimes({
      ehr,
      now: ehrNow,
      later,
      record: this.record,
      places: this.places,
    });
    this.moreTimes = new MoreTimes(ehr, ehrNow, this.places, later);
    this.booking = new BookingFlow({
      ...ports,
      onHeld: (time) => {
        this.recovery.leave();
        this.moreTimes.chosen = undefined;
        this.places.learnDetail(time);
      },
      onShown: (visit) => {
        this.places.learnDetail(visit);
      },
      onLost: (time) => {
        this.times.withdraw(time);
        this.moreTimes.withdraw(time);
        this.#lookAgain();
      },
      onChanged: this.#onChanged,
    });
    this.recovery = new Recovery({
      ...ports,
      booking: this.booking,
      onVisit: (step) => void this.#showChange(step),
      onMoving: (old) => {
        this.#page = 'more-times';
        void this.moreTimes.open(sameClinician(old));
      },
    });
  }

  get screen(): Screen {
    const { step } = this.booking;
    switch (step.at) {
      case 'checking':
      case 'expired':
      case 'confirming':
        return 'check';
      case 'booked':
      case 'requested':
      case 'moved':
      case 'unknown':
        return step.at;
      case 'holding':
        return step.again ? 'check' : this.#page;
      case 'choosing':
        return this.recovery.step.at === 'checking' || this.recovery.step.at === 'unknown'
          ? 'recovering'
          : this.#page;
    }
  }

  /** The visit that is being cancelled or looked at, or why that cannot be shown. */
  get change(): VisitChange | 'loading' | 'not-loaded' {
    return this.#change;
  }

  /** The hospital's menu and the form of five inputs, or why they cannot be shown. */
  get finding(): Finding | 'loading' | 'not-loaded' {
    return this.#finding;
  }

  /** Where else there are times, when the list has none; `unknown` where nobody could tell. */
  get others(): readonly OtherWay[] | 'looking' | 'unknown' {
    return this.#others;
  }

  /** Clinicians whom the patient has seen, beside the own doctor. */
  get seen(): readonly Seen[] {
    const { past } = this.record;
    if (past.at !== 'ready') return [];
    return cliniciansSeen(past.value.appointments, this.#ownDoctor?.reference, mostSeen);
  }

  /** Visits of a kind that the patient has had before. */
  get again(): readonly Again[] {
    const { past } = this.record;
    return past.at === 'ready' ? visitsAgain(past.value.appointments, mostAgain) : [];
  }

  /** Whether the one who is signed in is known to be somebody else than the patient. */
  get isForAnother(): boolean {
    return this.#actsFor === 'another';
  }

  /**
   * The patient's name, where the buttons that count shall say it: somebody else is signed in, or may be. Where the
   * record has no name, or cannot be read, the buttons say what they say to everybody.
   */
  get forWhom(): string | undefined {
    const { patient } = this.record;
    return this.#actsFor !== undefined && patient.at === 'ready' ? patient.value.name : undefined;
  }

  get #ownDoctor(): Seen | undefined {
    const { doctor } = this.times;
    return doctor.at === 'known' ? doctor.doctor.practitioner : undefined;
  }

  /** Whether a visit has not begun: one that has can be neither moved nor cancelled. */
  isAhead({ start }: Appointment): boolean {
    return start > this.#ports.now();
  }

  /** Where a time is booked that cannot be booked here; `undefined` for all others. */
  elsewhereOf({ elsewhere }: ProposedAppointment): Elsewhere | undefined {
    const known = elsewhere ?? (this.booksElsewhere ? nobodySays : undefined);
    // Another page would book a second visit, and know nothing of the one that is to be moved.
    return known !== undefined && this.booking.moving !== undefined
      ? { ...known, url: undefined }
      : known;
  }

  /** Whether a visit of the list is only a time that the EHR keeps for the patient. */
  isKept({ id, status }: Appointment): boolean {
    return (
      status === 'pending' && this.#ports.ehr.can.pending === 'held' && !this.booking.isWaiting(id)
    );
  }

  /** Times that the EHR keeps for this patient and that this page is not about to book. */
  get kept(): readonly Appointment[] {
    const { coming } = this.record;
    if (coming.at !== 'ready' || !this.mayBook) return [];
    const { step } = this.booking;
    const inHand = 'hold' in step ? step.hold?.appointment.id : undefined;
    return coming.value.appointments.filter(
      (visit) => this.isKept(visit) && visit.id !== inHand && !this.booking.isEnding(visit.id),
    );
  }

  /** The launch: all that can be read side by side is, and the first times wait for none of it. */
  async start(opening: Opening = { at: 'home' }): Promise<void> {
    // Behind a visit are the others, should it be none that can be shown by itself.
    if (opening.at !== 'home') this.seeAppointments();
    if (opening.at === 'visit') lookAt(opening.visit, this.#ports);
    await Promise.all([
      // Visits of long ago, and who is signed in, come last: nothing on the way to the first time needs them.
      this.times.open().then(() => {
        void this.#ports.actsFor?.().then(
          (who) => (this.#actsFor = who),
          () => undefined,
        );
        return this.record.readPast();
      }),
      this.record.readComing(),
      this.record.readCoverages(),
      this.#checkPatient(),
      this.recovery.look(),
    ]);
  }

  /** The patient is done, or gone: a held time is given back, and nothing stays on the page. */
  close(why: Closed): void {
    this.recovery.leave();
    this.#leaveLists();
    this.#gone = true;
    this.#ports.onClose(why, this.booking.close());
  }

  /** The page is no longer seen: what is answered from now on is left for the next launch to tell. */
  leave(): void {
    this.#gone = true;
    this.#leaveLists();
    this.booking.leave();
  }

  #leaveFinding(): void {
    if (typeof this.#finding !== 'string') this.#finding.leave();
  }

  #leaveLists(): void {
    this.#leaveFinding();
    this.times.leave();
    this.moreTimes.leave();
  }

  /** Somebody else's record in the answer: whatever else comes may be somebody else's too. */
  async #checkPatient(): Promise<void> {
    const patient = await this.record.readPatient();
    if (patient.at !== 'failed') return;
    const { failure } = patient;
    if (failure.kind === 'unreadable' && failure.what === 'other-patient') {
      this.close({ kind: 'wrong-patient' });
    }
  }

  goHome(): void {
    this.#show('home');
  }

  seeMoreTimes(wish: Wish): void {
    // A visit that is being moved stays in hand while the patient looks at other clinicians' times.
    if (this.booking.moving === undefined) this.#show('more-times');
    else this.#page = 'more-times';
    void this.moreTimes.open(wish);
  }

  /** The menu of what can be booked, and the form. */
  async seeFind(): Promise<void> {
    this.#show('find');
    const code = await this.#ports.finding().catch(() => undefined);
    if (code === undefined) {
      this.#finding = 'not-loaded';
      return;
    }
    if (typeof this.#finding === 'string') {
      const { ehr } = this.#ports;
      const known = () => ({
        practitioners: [this.#ownDoctor ?? [], this.seen].flat(),
        times: [this.times.own, this.times.anyone].flatMap((panel) =>
          panel.at === 'times' ? panel.times : [],
        ),
      });
      this.#finding = new code.Finding({ ehr, now: this.#ehrNow, places: this.places, known });
    }
    await this.#finding.open();
  }

  /** What comes nearest to a wish that has no times. */
  async lookForOthers(): Promise<void> {
    const { wish } = this.moreTimes;
    this.#others = 'looking';
    const code = await this.#ports.finding().catch(() => undefined);
    const { ehr } = this.#ports;
    const others = await code?.otherWays(wish, { ehr, now: this.#ehrNow, places: this.places });
    if (wish === this.moreTimes.wish) this.#others = others ?? 'unknown';
  }

  seeAppointments(): void {
    this.#show('appointments');
    void this.record.readPast();
    if (this.record.coming.at === 'failed') void this.record.readComing();
  }

  async cancelVisit(visit: Appointment): Promise<void> {
    await this.#showChange({ at: 'reading', visit, wish: 'cancel' });
  }

  async moveVisit(visit: Appointment): Promise<void> {
    await this.#showChange({ at: 'reading', visit, wish: 'move' });
  }

  /** Goes on with a time that the EHR keeps, although no page remembers it. */
  async finishKept(visit: Appointment): Promise<void> {
    this.booking.startOver();
    // The list may be old: that the time is still kept is read before it is said.
    await this.recovery.look({
      id: `kept-${visit.id}`,
      kind: 'hold',
      step: 'held',
      startedAt: this.#ports.now(),
      ...factsOf(visit),
      appointment: visit.id,
      replaces: undefined,
    });
    if (this.booking.step.at === 'choosing') await this.record.readComing();
  }

  async releaseKept(visit: Appointment): Promise<void> {
    if (this.#releasing.has(visit.id)) return;
    this.#releasing.add(visit.id);
    // Whether that worked, the list shows.
    await this.booking.giveBack({ appointment: visit, until: undefined });
    this.#releasing.delete(visit.id);
    void this.times.open();
    await this.record.readComing();
  }

  /** @param step where to begin: `reading` looks at the visit first */
  async #showChange(step: ChangeStep): Promise<void> {
    this.#show('change');
    this.#change = 'loading';
    this.places.learnDetail(step.visit);
    const turn = ++this.#turn;
    const changes = await this.#ports.changes().catch(() => undefined);
    if (turn !== this.#turn) return;
    if (changes === undefined) {
      this.#change = 'not-loaded';
      return;
    }
    const { VisitChange, rescheduleAppointment } = changes;
    const change = new VisitChange(
      {
        ...this.#ports,
        onMove: (old) => {
          // The patient may have gone on while it was read, to another visit even.
          if (this.#change !== change || this.#page !== 'change') return;
          this.booking.startOver();
          if (this.booking.move({ old, reschedule: rescheduleAppointment }))
            this.seeMoreTimes(sameClinician(old));
        },
        onChanged: this.#onChanged,
        isSeen: () => !this.#gone,
      },
      step,
    );
    this.#change = change;
    if (step.at === 'reading') await change.open();
  }

  /** Wherever the patient goes from a change, the times on Home are from before it. */
  #show(page: Page): void {
    const changed = this.#stale || this.booking.step.at !== 'choosing';
    this.booking.chooseAnother();
    this.booking.startOver();
    this.recovery.leave();
    if (page !== 'more-times') this.moreTimes.leave();
    if (page !== 'find') this.#leaveFinding();
    this.#page = page;
    if (!changed) return;
    this.#stale = false;
    void this.times.open();
  }

  readonly #onChanged = (): void => {
    this.#stale = true;
    void this.record.readComing();
  };

  #lookAgain(): void {
    void this.times.open();
    if (this.#page === 'more-times') void this.moreTimes.open(this.moreTimes.wish);
  }
}

/** A visit is moved among its own clinician's times, unless the patient asks for others. */
function sameClinician({ practitioners }: Appointment): Wish {
  const [own] = practitioners;
  return own?.reference === undefined ? anything : timesWith(own);
}
