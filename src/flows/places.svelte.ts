import type { Zone } from '../scheduling/availability.ts';
import type { AppointmentFacts, Location, Reference } from '../scheduling/model.ts';
import type { Ehr } from '../scheduling/ports.ts';
import { loaded, loading, type Loading } from './loading.ts';

export interface PlaceSettings {
  /** IANA zones by Location reference, as the deployer listed them. */
  readonly locations: Readonly<Record<Reference, string>>;
  /** The zone of Locations that the EHR knows and gives no zone for. */
  readonly timeZone: string | undefined;
}

/**
 * What is known of the clinics: above all their time zones. A zone comes from the settings, else from the
 * Location that the EHR keeps, else from the settings' default, else from the offset written in the time;
 * never from the browser.
 */
export class Places {
  readonly #ehr: Ehr;
  readonly #settings: PlaceSettings;
  #read = $state.raw<ReadonlyMap<Reference, Loading<Location>>>(new Map());
  readonly #reading = new Map<Reference, Promise<void>>();

  constructor(ehr: Ehr, settings: PlaceSettings) {
    this.#ehr = ehr;
    this.#settings = settings;
  }

  /** `undefined` while it is still being read: then the time is not drawn. */
  zoneOf(facts: AppointmentFacts): Zone | undefined {
    const reference = facts.locations[0]?.reference;
    if (reference === undefined) return this.#otherwise(facts);
    const configured = this.#settings.locations[reference];
    if (configured !== undefined) return { kind: 'iana', name: configured };
    const location = this.#read.get(reference);
    if (location === undefined || location.at === 'loading') return undefined;
    // A Location that cannot be read may be in any zone, so the default would be a guess.
    if (location.at === 'failed') return writtenIn(facts);
    const { timeZone } = location.value;
    return timeZone === undefined ? this.#otherwise(facts) : { kind: 'iana', name: timeZone };
  }

  /** The clinic's record, once it was asked for and read. */
  detailOf(facts: AppointmentFacts): Location | undefined {
    const reference = facts.locations[0]?.reference;
    const location = reference === undefined ? undefined : this.#read.get(reference);
    return location?.at === 'ready' ? location.value : undefined;
  }

  /** Reads the clinics of these times whose zone is not known yet, each once, side by side. */
  learnZones(times: readonly AppointmentFacts[]): Promise<void> {
    return this.learn(times, false);
  }

  /** @param details whether the addresses are wanted too, also of clinics whose zone is known */
  async learn(times: readonly AppointmentFacts[], details: boolean): Promise<void> {
    const wanted = new Set<Reference>();
    for (const time of times) {
      const reference = time.locations[0]?.reference;
      if (reference === undefined) continue;
      if (details || this.#settings.locations[reference] === undefined) wanted.add(reference);
    }
    await Promise.all([...wanted].map((reference) => this.#learn(reference)));
  }

  /** Reads a clinic's address and phone, for a page that shows them. */
  learnDetail(time: AppointmentFacts): void {
    void this.learn([time], true);
  }

  #learn(reference: Reference): Promise<void> {
    const known = this.#read.get(reference);
    const reading = this.#reading.get(reference);
    if (reading !== undefined && known?.at !== 'failed') return reading;
    // While it is read again, what was known stands: a list that is on screen must not vanish.
    if (known === undefined) this.#put(reference, loading);
    const read = this.#ehr.readLocation(reference).then((result) => {
      this.#put(reference, loaded(result));
    });
    this.#reading.set(reference, read);
    return read;
  }

  #put(reference: Reference, location: Loading<Location>): void {
    this.#read = new Map(this.#read).set(reference, location);
  }

  #otherwise(facts: AppointmentFacts): Zone {
    const name = this.#settings.timeZone;
    return name === undefined ? writtenIn(facts) : { kind: 'iana', name };
  }
}

function writtenIn({ writtenOffset }: AppointmentFacts): Zone {
  return writtenOffset === undefined
    ? { kind: 'unknown' }
    : { kind: 'offset', minutes: writtenOffset };
}
