import type { Reference } from '../scheduling/model.ts';
import type { Clock, Ehr } from '../scheduling/ports.ts';
import type { Wait } from '../scheduling/reconcile-booking.ts';
import { BookingFlow, type Later } from './booking.svelte.ts';
import { HomeTimes } from './home-times.svelte.ts';
import { MoreTimes, type Whose } from './more-times.svelte.ts';
import { PatientRecord } from './patient-record.svelte.ts';
import { Places, type PlaceSettings } from './places.svelte.ts';

/** What the patient is looking at. */
export type Screen =
  | 'home'
  | 'more-times'
  | 'appointments'
  | 'check'
  | 'booked'
  | 'requested'
  | 'unknown';

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
}

/** One launch for one patient: the record, the times, the booking, and which screen shows. */
export class AppFlow {
  readonly places: Places;
  readonly record: PatientRecord;
  readonly times: HomeTimes;
  readonly moreTimes: MoreTimes;
  readonly booking: BookingFlow;
  readonly mayBook: boolean;
  readonly patient: Reference;
  #page = $state.raw<'home' | 'more-times' | 'appointments'>('home');

  constructor({ ehr, patient, now, wait, later, places, mayBook }: AppPorts) {
    this.patient = patient;
    this.mayBook = mayBook;
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
      onLost: ({ key }) => {
        this.times.withdraw(key);
        this.moreTimes.withdraw(key);
        this.#lookAgain();
      },
      onChanged: () => {
        void this.record.readComing();
      },
    });
  }

  get screen(): Screen {
    const { at } = this.booking.step;
    switch (at) {
      case 'checking':
      case 'expired':
      case 'confirming':
        return 'check';
      case 'booked':
      case 'requested':
      case 'unknown':
        return at;
      case 'choosing':
      case 'holding':
        return this.#page;
    }
  }

  /** The launch: all that can be read side by side is, and the first times wait for none of it. */
  async start(): Promise<void> {
    await Promise.all([this.times.open(), this.record.readComing(), this.record.readCoverages()]);
  }

  goHome(): void {
    const changed = this.booking.step.at !== 'choosing';
    this.booking.startOver();
    this.#page = 'home';
    if (changed) void this.times.open();
  }

  seeMoreTimes(whose: Whose): void {
    this.booking.startOver();
    this.#page = 'more-times';
    void this.moreTimes.open(whose);
  }

  seeAppointments(): void {
    this.booking.startOver();
    this.#page = 'appointments';
    void this.record.readPast();
    if (this.record.coming.at === 'failed') void this.record.readComing();
  }

  #lookAgain(): void {
    void this.times.open();
    if (this.#page === 'more-times') void this.moreTimes.open(this.moreTimes.whose);
  }
}
