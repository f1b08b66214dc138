import { daysAfter } from '../scheduling/availability.ts';
import type { EhrFailure } from '../scheduling/failure.ts';
import { findAppointments, type OpenTimes } from '../scheduling/find-appointments.ts';
import { isSameTime } from '../scheduling/judge.ts';
import type { Instant, ProposedAppointment, Reference } from '../scheduling/model.ts';
import { doctorOnRecord, doctorSeenMost, type OwnDoctor } from '../scheduling/own-doctor.ts';
import type { Clock, Ehr, Search } from '../scheduling/ports.ts';
import { ok, type Result } from '../scheduling/result.ts';
import { whenFirstPasses } from './passing.ts';
import type { PatientRecord } from './patient-record.svelte.ts';
import type { Places } from './places.svelte.ts';
import type { Later } from './sign-in.svelte.ts';

/** One of the two lists of times on Home. */
export type TimesPanel =
  | { readonly at: 'looking' }
  | { readonly at: 'times'; readonly times: readonly ProposedAppointment[] }
  | { readonly at: 'none'; readonly searchedUntil: Instant }
  | { readonly at: 'failed'; readonly failure: EhrFailure };

/** The own doctor, or why there is none to show. */
export type DoctorState =
  | { readonly at: 'looking' }
  | { readonly at: 'known'; readonly doctor: OwnDoctor }
  | { readonly at: 'nobody' }
  /** The record that would say could not be read. */
  | { readonly at: 'failed'; readonly failure: EhrFailure };

/** How many times each list shows. */
export const timesOnHome = 4;
const firstDays = 14;
const farthestDays = 60;
/** Enough for the lists after a refusal or two, and small enough to come at once. */
const count = 20;

interface HomePorts {
  readonly ehr: Ehr;
  /** Decides which times are past. */
  readonly now: Clock;
  readonly later: Later;
  readonly record: PatientRecord;
  readonly places: Places;
}

/** One window that was searched, up to when. */
interface Searched {
  readonly result: Result<OpenTimes, EhrFailure>;
  readonly until: Instant;
}

/**
 * The times on Home: the soonest with anyone, asked for before anything else is known, and the own
 * doctor's, which fill their own place above as soon as it is known who that is.
 */
export class HomeTimes {
  readonly #ehr: Ehr;
  readonly #now: Clock;
  readonly #later: Later;
  readonly #record: PatientRecord;
  readonly #places: Places;
  #anyone = $state.raw<TimesPanel>({ at: 'looking' });
  #own = $state.raw<TimesPanel>({ at: 'looking' });
  #doctor = $state.raw<DoctorState>({ at: 'looking' });
  #passed = $state.raw<readonly ProposedAppointment[]>([]);
  #stopWatching: () => void = () => undefined;
  /** Numbers the openings, so that a late answer never replaces a newer one. */
  #turn = 0;
  readonly #withdrawn: ProposedAppointment[] = [];

  constructor({ ehr, now, later, record, places }: HomePorts) {
    this.#ehr = ehr;
    this.#now = now;
    this.#later = later;
    this.#record = record;
    this.#places = places;
  }

  get anyone(): TimesPanel {
    return this.#anyone;
  }
  get own(): TimesPanel {
    return this.#own;
  }
  /** Times that were shown, and have begun since. */
  get passed(): readonly ProposedAppointment[] {
    return this.#passed;
  }
  get doctor(): DoctorState {
    return this.#doctor;
  }

  /** The first `$find` waits for nothing; the record that names the own doctor is read beside it. */
  async open(): Promise<void> {
    this.#passed = [];
    await this.#look();
  }

  async #look(): Promise<void> {
    const turn = ++this.#turn;
    this.#stopWatching();
    this.#anyone = { at: 'looking' };
    this.#own = { at: 'looking' };
    let answered: Searched | undefined;
    const first = this.#search({}, firstDays).then((searched) => (answered = searched));
    await Promise.all([
      this.#fillAnyone(turn, first),
      this.#learnDoctor().then(() => this.#fillOwn(turn, () => answered)),
    ]);
    if (turn === this.#turn) this.#watch();
  }

  /** Nobody sees the lists any more. */
  leave(): void {
    this.#turn += 1;
    this.#stopWatching();
  }

  /** A page may stay open for hours; what has begun meanwhile goes off the lists. */
  #watch(): void {
    this.#stopWatching();
    const shown = [this.#own, this.#anyone]
      .flatMap((panel) => (panel.at === 'times' ? panel.times : []))
      .sort((one, other) => one.start - other.start);
    this.#stopWatching = whenFirstPasses(shown, this.#now, this.#later, (left, gone) => {
      this.#passed = gone;
      this.#own = keeping(this.#own, left);
      this.#anyone = keeping(this.#anyone, left);
      const isEmpty = [this.#own, this.#anyone].some(
        (panel) => panel.at === 'times' && panel.times.length === 0,
      );
      if (isEmpty) void this.#look();
      else this.#watch();
    });
  }

  /** Takes a time off the lists that the EHR refused: it would only be refused again. */
  withdraw(time: ProposedAppointment): void {
    this.#withdrawn.push(time);
    this.#own = this.#withoutWithdrawn(this.#own);
    this.#anyone = this.#withoutWithdrawn(this.#anyone);
  }

  async #fillAnyone(turn: number, first: Promise<Searched>): Promise<void> {
    const searched = await this.#widened(await first, {});
    if (turn === this.#turn) this.#anyone = this.#panel(searched);
  }

  /** @param first the answer of the first `$find`, where it has come already */
  async #fillOwn(turn: number, first: () => Searched | undefined): Promise<void> {
    if (this.#doctor.at !== 'known' || turn !== this.#turn) return;
    const { reference } = this.#doctor.doctor.practitioner;
    const search = { practitioners: [reference] };
    const searched = await this.#widened(
      ownOf(first(), reference) ?? (await this.#search(search, firstDays)),
      search,
    );
    if (turn === this.#turn) this.#own = this.#panel(searched);
  }

  async #learnDoctor(): Promise<void> {
    if (this.#doctor.at === 'known') return;
    this.#doctor = { at: 'looking' };
    const patient = await this.#record.readPatient();
    if (patient.at === 'failed') {
      this.#doctor = patient;
      return;
    }
    const onRecord = patient.at === 'ready' ? doctorOnRecord(patient.value) : undefined;
    if (onRecord !== undefined) {
      this.#doctor = { at: 'known', doctor: await this.#named(onRecord) };
      return;
    }
    const past = await this.#record.readPast();
    const seen = past.at === 'ready' ? doctorSeenMost(past.value.appointments) : undefined;
    if (seen !== undefined) this.#doctor = { at: 'known', doctor: await this.#named(seen) };
    else this.#doctor = past.at === 'failed' ? past : { at: 'nobody' };
  }

  /** A doctor without a name is nobody's doctor on a page, so the name is read where the record lacks it. */
  async #named(doctor: OwnDoctor): Promise<OwnDoctor> {
    if (doctor.practitioner.display !== undefined) return doctor;
    const read = await this.#ehr.readPractitioner(doctor.practitioner.reference);
    const display = read.ok ? read.value.name : undefined;
    return { ...doctor, practitioner: { ...doctor.practitioner, display } };
  }

  async #search(search: Partial<Search>, days: number): Promise<Searched> {
    const start = this.#now();
    const until = daysAfter(start, days);
    const result = await findAppointments(
      { ...search, start, end: until, count },
      { ehr: this.#ehr, now: this.#now },
    );
    if (!result.ok) return { result, until };
    const times = result.value.times.filter((time) => !this.#isWithdrawn(time));
    return { result: ok({ ...result.value, times }), until };
  }

  async #widened(searched: Searched, search: Partial<Search>): Promise<Searched> {
    const empty = searched.result.ok && searched.result.value.times.length === 0;
    return empty ? this.#search(search, farthestDays) : searched;
  }

  #panel({ result, until }: Searched): TimesPanel {
    if (!result.ok) return { at: 'failed', failure: result.failure };
    const { times } = result.value;
    void this.#places.learnZones(times.slice(0, timesOnHome));
    return times.length === 0 ? { at: 'none', searchedUntil: until } : { at: 'times', times };
  }

  #withoutWithdrawn(panel: TimesPanel): TimesPanel {
    if (panel.at !== 'times') return panel;
    return keeping(
      panel,
      panel.times.filter((time) => !this.#isWithdrawn(time)),
    );
  }

  #isWithdrawn(time: ProposedAppointment): boolean {
    return this.#withdrawn.some((withdrawn) => isSameTime(withdrawn, time));
  }
}

function keeping(panel: TimesPanel, left: readonly ProposedAppointment[]): TimesPanel {
  if (panel.at !== 'times') return panel;
  return { at: 'times', times: panel.times.filter((time) => left.includes(time)) };
}

/** The own doctor's times out of an answer that left nothing out; a cut-off answer may lack the soonest. */
function ownOf(searched: Searched | undefined, doctor: Reference): Searched | undefined {
  if (searched?.result.ok !== true || !searched.result.value.complete) return undefined;
  const { value } = searched.result;
  const times = value.times.filter(({ practitioners }) =>
    practitioners.some(({ reference }) => reference === doctor),
  );
  return { ...searched, result: { ok: true, value: { ...value, times } } };
}
