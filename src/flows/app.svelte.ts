import type { Reference } from '../scheduling/model.ts';
import type { Clock, Ehr } from '../scheduling/ports.ts';
import type { Wait } from '../scheduling/reconcile-booking.ts';
import { BookingFlow, type Later, type SignIn } from './booking.svelte.ts';
import { HomeTimes } from './home-times.svelte.ts';
import { MoreTimes, type Whose } from './more-times.svelte.ts';
import { PatientRecord } from './patient-record.svelte.ts';
import type { Closed } from './shell.svelte.ts';
import { Places, type PlaceSettings } from './places.svelte.ts';

/** What the patient is looking at. */
export type Screen =
  'home' | 'more-times' | 'appointments' | 'check' | 'booked' | 'requested' | 'unknown';

export interface AppPorts {
  readonly ehr: Ehr;
  /** `Patient/123`. */
  readonly patient: Reference;
  readonly now: Clock;
  readonly wait: Wait;
  readonly later: Later;
  readonly places: PlaceSettings;
  /** False where the EHR did not grant this app the right to book: then times are shown with the phone. */
  readonly mayBook: boolean;
  /** True unless the EHR said that the portal shows who the patient is. */
  readonly needPatientBanner: boolean;
  readonly signIn: SignIn;
  /** Ends the session and takes everything of the patient's off the page. */
  readonly onClose: (why: Closed) => void;
}

/** One launch for one patient: the record, the times, the booking, and which screen shows. */
export class AppFlow {
  readonly places: Places;
  readonly record: PatientRecord;
  readonly times: HomeTimes;
  readonly moreTimes: MoreTimes;
  readonly booking: BookingFlow;
  readonly mayBook: boolean;
  readonly needPatientBanner: boolean;
  readonly #onClose: (why: Closed) => void;
  #page = $state.raw<'home' | 'more-times' | 'appointments'>('home');

  constructor(ports: AppPorts) {
    const { ehr, patient, now, wait, later, places } = ports;
    this.mayBook = ports.mayBook;
    this.needPatientBanner = ports.needPatientBanner;
    this.#onClose = ports.onClose;
    this.places = new Places(ehr, places);
    this.record = new PatientRecord(ehr, now, this.places);
    this.times = new HomeTimes(ehr, now, this.record, this.places);
    this.moreTimes = new MoreTimes(ehr, now, this.places);
    this.booking = new BookingFlow({
      ehr,
      patient,
      now,
      wait,
      later,
      signIn: ports.signIn,
      onHeld: (time) => {
        this.places.learnDetail(time);
      },
      onLost: (time) => {
        this.times.withdraw(time);
        this.moreTimes.withdraw(time);
        this.#lookAgain();
      },
      onChanged: () => {
        void this.record.readComing();
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
      case 'unknown':
        return step.at;
      case 'holding':
        return step.again ? 'check' : this.#page;
      case 'choosing':
        return this.#page;
    }
  }

  /** The launch: all that can be read side by side is, and the first times wait for none of it. */
  async start(page: 'home' | 'appointments' = 'home'): Promise<void> {
    if (page === 'appointments') this.seeAppointments();
    await Promise.all([
      this.times.open(),
      this.record.readComing(),
      this.record.readCoverages(),
      this.#checkPatient(),
    ]);
  }

  /** The patient is done, or gone: a held time is given back, and nothing stays on the page. */
  close(why: Closed): void {
    this.booking.chooseAnother();
    this.#onClose(why);
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

  seeMoreTimes(whose: Whose): void {
    this.#show('more-times');
    void this.moreTimes.open(whose);
  }

  seeAppointments(): void {
    this.#show('appointments');
    void this.record.readPast();
    if (this.record.coming.at === 'failed') void this.record.readComing();
  }

  /** Wherever the patient goes from a booking, the times on Home are from before it. */
  #show(page: 'home' | 'more-times' | 'appointments'): void {
    const changed = this.booking.step.at !== 'choosing';
    this.booking.startOver();
    this.#page = page;
    if (changed) void this.times.open();
  }

  #lookAgain(): void {
    void this.times.open();
    if (this.#page === 'more-times') void this.moreTimes.open(this.moreTimes.whose);
  }
}
