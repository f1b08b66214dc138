import { daysAfter, groupByDay, type OpenDay, type Zone } from '../scheduling/availability.ts';
import type { EhrFailure } from '../scheduling/failure.ts';
import { findAppointments } from '../scheduling/find-appointments.ts';
import { isSameTime } from '../scheduling/judge.ts';
import type { Instant, ProposedAppointment, Reference } from '../scheduling/model.ts';
import type { Clock, Ehr } from '../scheduling/ports.ts';
import type { Places } from './places.svelte.ts';

/** Whose times the list shows. */
export type Whose =
  | { readonly kind: 'anyone' }
  | {
      readonly kind: 'practitioner';
      readonly reference: Reference;
      readonly name: string | undefined;
    };

export type MoreTimesStep =
  | { readonly at: 'looking' }
  | {
      readonly at: 'listed';
      readonly times: readonly ProposedAppointment[];
      /** False where the EHR stopped answering on the way: what came first is shown, and said so. */
      readonly complete: boolean;
    }
  | { readonly at: 'none'; readonly searchedUntil: Instant }
  | { readonly at: 'failed'; readonly failure: EhrFailure };

/** A list of ten dates lets most patients find one without asking for more (NHS booking research, 2025). */
export const daysListed = 10;
const windowDays = 14;
const farthestDays = 60;
const count = 500;

/** "See more times": the next ten days at the clinic that really have times. */
export class MoreTimes {
  readonly #ehr: Ehr;
  readonly #now: Clock;
  readonly #places: Places;
  #whose = $state.raw<Whose>({ kind: 'anyone' });
  #step = $state.raw<MoreTimesStep>({ at: 'looking' });
  #turn = 0;
  #searching: AbortController | undefined;
  readonly #withdrawn: ProposedAppointment[] = [];

  constructor(ehr: Ehr, now: Clock, places: Places) {
    this.#ehr = ehr;
    this.#now = now;
    this.#places = places;
  }

  get whose(): Whose {
    return this.#whose;
  }
  get step(): MoreTimesStep {
    return this.#step;
  }
  /** The listed days on the clinics' calendars; empty until every zone is known. */
  get days(): readonly OpenDay[] {
    const step = this.#step;
    if (step.at !== 'listed') return [];
    const zones = new Map<ProposedAppointment, Zone>();
    for (const time of step.times) {
      const zone = this.#places.zoneOf(time);
      if (zone === undefined) return [];
      zones.set(time, zone);
    }
    return groupByDay(step.times, (time) => zones.get(time) ?? { kind: 'unknown' }, daysListed);
  }

  /** Looks at two weeks after two weeks, until ten days have times or the farthest day is reached. */
  async open(whose: Whose): Promise<void> {
    const turn = ++this.#turn;
    this.#searching?.abort();
    const { signal } = (this.#searching = new AbortController());
    this.#whose = whose;
    this.#step = { at: 'looking' };

    const start = this.#now();
    const farthest = daysAfter(start, farthestDays);
    const found = new Map<string, ProposedAppointment>();
    let from = start;
    while (from < farthest) {
      const end = Math.min(daysAfter(from, windowDays), farthest);
      const practitioners = whose.kind === 'practitioner' ? [whose.reference] : [];
      const result = await findAppointments(
        { start: from, end, practitioners, count },
        { ehr: this.#ehr, now: this.#now },
        signal,
      );
      if (turn !== this.#turn) return;
      if (!result.ok) {
        this.#end(found, false, from, result.failure);
        return;
      }
      const { times, complete } = result.value;
      const before = found.size;
      for (const time of times) {
        if (!this.#withdrawn.some((withdrawn) => isSameTime(withdrawn, time)))
          found.set(time.key, time);
      }
      if (surelyDays(found) > daysListed) break;
      const last = times.at(-1);
      // An answer that was cut off goes on at its last time, unless that brought nothing new.
      from = complete || last === undefined || found.size === before ? end : last.start;
    }
    this.#end(found, true, farthest);
  }

  /** Leaves a time off the lists to come that the EHR refused. */
  withdraw(time: ProposedAppointment): void {
    this.#withdrawn.push(time);
  }

  #end(
    found: ReadonlyMap<string, ProposedAppointment>,
    complete: boolean,
    searchedUntil: Instant,
    failure?: EhrFailure,
  ): void {
    const times = [...found.values()].sort((one, other) => one.start - other.start);
    this.#places.learnZones(times);
    if (times.length > 0) this.#step = { at: 'listed', times, complete };
    else
      this.#step =
        failure === undefined ? { at: 'none', searchedUntil } : { at: 'failed', failure };
  }
}

/**
 * At least so many local days, in whichever zones: times 25 hours apart never share a day, not even one on
 * which the clocks go back. One more than the list needs makes its last day whole.
 * @param found soonest first
 */
function surelyDays(found: ReadonlyMap<string, ProposedAppointment>): number {
  let days = 0;
  let next = -Infinity;
  for (const { start } of found.values()) {
    if (start < next) continue;
    days += 1;
    next = start + 25 * 3_600_000;
  }
  return days;
}
