import type { Coverage, Patient } from '../scheduling/model.ts';
import type { AppointmentList, Clock, Ehr } from '../scheduling/ports.ts';
import { loaded, loading, type Loading } from './loading.ts';
import type { Places } from './places.svelte.ts';

/** What the hospital has on the patient and this app shows: who, which visits, which plan. */
export class PatientRecord {
  readonly #ehr: Ehr;
  readonly #now: Clock;
  readonly #places: Places;
  #patient = $state.raw<Loading<Patient>>(loading);
  #coming = $state.raw<Loading<AppointmentList>>(loading);
  #past = $state.raw<Loading<AppointmentList>>(loading);
  #coverages = $state.raw<Loading<readonly Coverage[]>>(loading);
  #readingPatient: Promise<Loading<Patient>> | undefined;
  #readingPast: Promise<Loading<AppointmentList>> | undefined;
  /** Counts the readings of coming appointments, so that a late answer never replaces a newer one. */
  #turn = 0;

  constructor(ehr: Ehr, now: Clock, places: Places) {
    this.#ehr = ehr;
    this.#now = now;
    this.#places = places;
  }

  get patient(): Loading<Patient> {
    return this.#patient;
  }
  /** Not ended yet, whatever their status; cancelled ones are shown as cancelled. */
  get coming(): Loading<AppointmentList> {
    return this.#coming;
  }
  get past(): Loading<AppointmentList> {
    return this.#past;
  }
  get coverages(): Loading<readonly Coverage[]> {
    return this.#coverages;
  }

  /** Read once; read again only after a failure. */
  readPatient(): Promise<Loading<Patient>> {
    if (this.#patient.at === 'failed') this.#readingPatient = undefined;
    return (this.#readingPatient ??= this.#doReadPatient());
  }

  async readCoverages(): Promise<void> {
    this.#coverages = loading;
    this.#coverages = loaded(await this.#ehr.listCoverages());
  }

  async readComing(): Promise<void> {
    const turn = ++this.#turn;
    this.#coming = loading;
    const from = this.#now();
    const list = loaded(await this.#ehr.listAppointments({ from }));
    if (turn !== this.#turn) return;
    if (list.at === 'ready') void this.#places.learnZones(list.value.appointments);
    this.#coming = list;
  }

  /** Read once, when first needed; read again only after a failure. */
  readPast(): Promise<Loading<AppointmentList>> {
    if (this.#past.at === 'failed') this.#readingPast = undefined;
    return (this.#readingPast ??= this.#doReadPast());
  }

  async #doReadPatient(): Promise<Loading<Patient>> {
    this.#patient = loading;
    return (this.#patient = loaded(await this.#ehr.readPatient()));
  }

  async #doReadPast(): Promise<Loading<AppointmentList>> {
    this.#past = loading;
    const list = loaded(await this.#ehr.listAppointments({ to: this.#now() }));
    if (list.at === 'ready') void this.#places.learnZones(list.value.appointments);
    return (this.#past = list);
  }
}
