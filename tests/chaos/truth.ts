import type { Ehr } from '../../sandbox/ehr.ts';
import type { Instant } from '../../src/scheduling/model.ts';
import { patient } from './clinic.ts';
import type { Asked } from './asked.ts';

/** One of the patient's appointments as the clinic's own tables have it. */
export interface Visit {
  readonly id: string;
  readonly slot: string;
  readonly start: Instant;
  readonly status: string;
  /** Of a hold; `undefined` where there is none. */
  readonly heldUntil: Instant | undefined;
  readonly version: number;
}

/** Who has made the tables say something else. */
export type Cause = Asked | 'others';

export interface Change {
  readonly before: Visit | undefined;
  readonly after: Visit;
  readonly at: Instant;
  readonly by: Cause;
}

interface Row {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly start: string;
  readonly slot: string | null;
  readonly expires: Date | null;
}

/** What the database has said from the first moment of a run to now. The oracle knows nothing else. */
export class Truth {
  readonly #ehr: Ehr;
  readonly #now: () => Instant;
  #visits: ReadonlyMap<string, Visit> = new Map();
  #changes: Change[] = [];

  constructor(ehr: Ehr, now: () => Instant) {
    this.#ehr = ehr;
    this.#now = now;
  }

  get visits(): readonly Visit[] {
    return [...this.#visits.values()];
  }
  get changes(): readonly Change[] {
    return this.#changes;
  }

  visit(id: string): Visit | undefined {
    return this.#visits.get(id);
  }

  booked(): readonly Visit[] {
    return this.visits.filter(({ status }) => status === 'booked');
  }

  /** Those whose minutes are not over, whether or not the clinic has swept them up. */
  held(): readonly Visit[] {
    return this.visits.filter(
      ({ status, heldUntil }) => status === 'pending' && (heldUntil ?? 0) > this.#now(),
    );
  }

  async startAgain(): Promise<void> {
    this.#visits = await this.#read();
    this.#changes = [];
  }

  /** Looks into the tables. @param by who has been at work since the last look */
  async look(by: Cause): Promise<void> {
    const visits = await this.#read();
    for (const after of visits.values()) {
      const before = this.#visits.get(after.id);
      if (before?.version === after.version && before.heldUntil === after.heldUntil) continue;
      this.#changes.push({ before, after, at: this.#now(), by });
    }
    this.#visits = visits;
  }

  async #read(): Promise<ReadonlyMap<string, Visit>> {
    const rows = await this.#ehr.database.query<Row>(
      `select r.id, r.version, r.content->>'status' as status, r.content->>'start' as start,
              r.content->'slot'->0->>'reference' as slot, c.expires_at as expires
         from resource r left join claim c on c.appointment = r.id
        where r.type = 'Appointment' and r.patient = $1`,
      [patient],
    );
    return new Map(
      rows.map(({ id, version, status, start, slot, expires }) => [
        id,
        {
          id,
          version,
          status,
          start: Date.parse(start),
          slot: slot?.replace('Slot/', '') ?? '',
          heldUntil: expires?.getTime(),
        },
      ]),
    );
  }
}
