import {
  daysAfter,
  groupByDay,
  localDay,
  type OpenDay,
  type PartOfDay,
  type Zone,
} from '../scheduling/availability.ts';
import type { EhrFailure } from '../scheduling/failure.ts';
import { findAppointments, type Asked } from '../scheduling/find-appointments.ts';
import { isSameTime } from '../scheduling/judge.ts';
import type { Actor, Instant, ProposedAppointment, Venue } from '../scheduling/model.ts';
import type { Clock, Ehr } from '../scheduling/ports.ts';
import {
  anything,
  asksForHours,
  fits,
  isAt,
  periodOf,
  rankOf,
  searchOf,
  type Wish,
} from '../scheduling/wish.ts';
import { whenFirstPasses } from './passing.ts';
import type { Places } from './places.svelte.ts';
import type { Later } from './sign-in.svelte.ts';

export type MoreTimesStep =
  | { readonly at: 'looking' }
  | {
      readonly at: 'listed';
      /** Soonest first. */
      readonly times: readonly ProposedAppointment[];
      /** Whether further days are still being looked for. */
      readonly looking: boolean;
      /** False where the EHR stopped answering on the way: what came first is shown, and said so. */
      readonly complete: boolean;
      readonly searchedUntil: Instant;
      /** In which wishes the EHR gave more than was asked for; it is left out, and said so. */
      readonly ignored: readonly Asked[];
    }
  | { readonly at: 'none'; readonly searchedUntil: Instant }
  | { readonly at: 'failed'; readonly failure: EhrFailure };

/** What of the listed times is shown: a look at the list, not a new search. */
export interface Narrowing {
  /** Reference, or the name where the EHR gives no more. */
  readonly practitioner: string | undefined;
  readonly partOfDay: PartOfDay | undefined;
  readonly venue: Venue;
}

const everything: Narrowing = { practitioner: undefined, partOfDay: undefined, venue: undefined };

/** A list of ten dates lets most patients find one without asking for more (NHS booking research, 2025). */
export const daysListed = 10;
const firstDays = 14;
const longestDays = 56;
const farthestDays = 60;
/** "Show later dates" ends here: nobody publishes calendars farther ahead. */
const endOfTime = 400;
/** A day on which the clocks go back. */
const longestDay = 25 * 3_600_000;
/** The first answer is small, so that times are on screen at once however many there are. */
const firstCount = 100;
const count = 500;

/** The next ten days at the clinic that really have times, and the next ten after those. */
export class MoreTimes {
  readonly #ehr: Ehr;
  readonly #now: Clock;
  readonly #places: Places;
  readonly #later: Later;
  #wish = $state.raw<Wish>(anything);
  #step = $state.raw<MoreTimesStep>({ at: 'looking' });
  #narrowing = $state.raw<Narrowing>(everything);
  /** How many days may be listed; "Show later dates" adds to it. */
  #most = $state(daysListed);
  #passed = $state.raw<readonly ProposedAppointment[]>([]);
  /** Key of the time that is ticked, and not asked for yet. */
  chosen = $state.raw<string>();
  #turn = 0;
  #searching: AbortController | undefined;
  #found: readonly ProposedAppointment[] = [];
  readonly #ignored = new Set<Asked>();
  /** Whether there were more times at one moment than the EHR gives. */
  #hasGaps = false;
  /** Where the search has got to, and where it ends for now. */
  #from: Instant = 0;
  #end: Instant = 0;
  #stopWatching: () => void = () => undefined;
  readonly #withdrawn: ProposedAppointment[] = [];

  constructor(ehr: Ehr, now: Clock, places: Places, later: Later) {
    this.#ehr = ehr;
    this.#now = now;
    this.#places = places;
    this.#later = later;
  }

  get wish(): Wish {
    return this.#wish;
  }
  get step(): MoreTimesStep {
    return this.#step;
  }
  get narrowing(): Narrowing {
    return this.#narrowing;
  }
  /** Times that were listed, and have begun since. */
  get passed(): readonly ProposedAppointment[] {
    return this.#passed;
  }

  /** As wished for and narrowed to, soonest first. */
  readonly #shown = $derived.by((): readonly ProposedAppointment[] => {
    const step = this.#step;
    return step.at === 'listed' ? this.#narrowed(step.times) : [];
  });

  readonly #days = $derived.by((): readonly OpenDay[] => {
    const step = this.#step;
    if (step.at !== 'listed') return [];
    const unread: ProposedAppointment[] = [];
    const days = groupByDay(
      this.#shown,
      (time) => {
        const zone = this.#places.zoneOf(time);
        if (zone === undefined) unread.push(time);
        return zone ?? unknown;
      },
      this.#most,
    );
    if (unread.length > 0) return [];
    return step.looking || !step.complete ? days : this.#whole(days, step.searchedUntil);
  });
  /** The listed days on the clinics' calendars; empty until every zone is known. */
  get days(): readonly OpenDay[] {
    return this.#days;
  }

  /** Whether there may be times on later days than the listed ones. */
  readonly #hasLater = $derived.by((): boolean => {
    const step = this.#step;
    if (step.at !== 'listed' || step.looking) return false;
    const last = this.#days.at(-1)?.parts.at(-1)?.times.at(-1);
    const beyond = last !== undefined && this.#shown.at(-1)?.start !== last.start;
    const farthest = this.#wish.to === undefined ? this.#endOfTime() : this.#end;
    return beyond || step.searchedUntil < farthest;
  });
  get hasLater(): boolean {
    return this.#hasLater;
  }

  /** The clinicians and the ways of being seen that the list could be narrowed to. */
  readonly #choices = $derived.by(() => {
    const step = this.#step;
    const practitioners = new Map<string, Actor>();
    const venues = new Set<NonNullable<Venue>>();
    const listed = step.at === 'listed' ? upTo(step.times, this.#most + 2) : [];
    for (const time of this.#wished(listed)) {
      for (const actor of time.practitioners) {
        const name = nameOf(actor);
        if (name !== undefined && !practitioners.has(name)) practitioners.set(name, actor);
      }
      if (time.venue !== undefined) venues.add(time.venue);
    }
    return { practitioners: [...practitioners], venues: [...venues] };
  });
  get choices(): {
    readonly practitioners: readonly (readonly [name: string, actor: Actor])[];
    readonly venues: readonly NonNullable<Venue>[];
  } {
    return this.#choices;
  }

  /** Looks for the next ten days; a window that has nothing makes the next one wider. */
  async open(wish: Wish): Promise<void> {
    this.#wish = wish;
    this.#most = daysListed;
    this.#narrowing = everything;
    this.#found = [];
    this.#passed = [];
    this.chosen = undefined;
    this.#ignored.clear();
    this.#hasGaps = false;
    this.#step = { at: 'looking' };
    const now = this.#now();
    const { start, end } = periodOf(wish, { now, farthest: daysAfter(now, farthestDays) });
    this.#from = start;
    this.#end = end;
    await this.#look(firstCount);
  }

  /** Ten more days, as far as there are any. */
  async showLater(): Promise<void> {
    if (this.#step.at !== 'listed' && this.#step.at !== 'none') return;
    this.#most += daysListed;
    if (this.#step.at === 'none') this.#step = { at: 'looking' };
    if (this.#from >= this.#end && this.#wish.to === undefined)
      this.#end = Math.min(daysAfter(this.#end, farthestDays), this.#endOfTime());
    await this.#look(count);
  }

  /** Shows only some of the times that are there. */
  narrow(to: Partial<Narrowing>): void {
    this.#narrowing = { ...this.#narrowing, ...to };
  }

  /** Leaves a time off the lists to come that the EHR refused. */
  withdraw(time: ProposedAppointment): void {
    this.#withdrawn.push(time);
  }

  /** Nobody sees the list any more. */
  leave(): void {
    this.#turn += 1;
    this.#searching?.abort();
    this.#stopWatching();
  }

  async #look(first: number): Promise<void> {
    this.leave();
    const turn = this.#turn;
    const { signal } = (this.#searching = new AbortController());
    let width = firstDays;
    let atMost = first;
    let isStuck = false;
    for (;;) {
      const looking = this.#from < this.#end && (!this.#mayBeEnough() || !(await this.#isEnough()));
      if (turn !== this.#turn) return;
      if (!looking || this.#found.length > 0) this.#show({ looking, complete: !this.#hasGaps });
      if (!looking) return;
      const end = Math.min(daysAfter(this.#from, width), this.#end);
      const result = await findAppointments(
        { ...searchOf(this.#wish), start: this.#from, end, count: atMost },
        { ehr: this.#ehr, now: this.#now, farthest: this.#end },
        signal,
      );
      if (turn !== this.#turn) return;
      if (!result.ok) {
        this.#show({ looking: false, complete: false, failure: result.failure });
        return;
      }
      const { times, complete, until, ignored } = result.value;
      const fresh = this.#add(times);
      for (const asked of ignored) this.#ignored.add(asked);
      if (until > this.#from || fresh > 0) {
        this.#from = until;
        isStuck = false;
      } else {
        // More at one moment than the EHR gives: go on right after it and, where that gets no further, at the end.
        this.#from = isStuck ? end : until + 1;
        isStuck = true;
        this.#hasGaps = true;
      }
      if (complete && times.length === 0) width = Math.min(2 * width, longestDays);
      atMost = count;
    }
  }

  /** One day more than is listed makes the last listed one whole. */
  #mayBeEnough(times = this.#found): boolean {
    return dayStart(times, this.#most) !== undefined;
  }

  async #isEnough(): Promise<boolean> {
    if (!this.#sifts()) return true;
    await this.#places.learn(this.#found, this.#wish.places.length > 0);
    return this.#mayBeEnough(this.#wished(this.#found));
  }

  /** @returns how many were not there before */
  #add(times: readonly ProposedAppointment[]): number {
    const known = new Set<string>();
    // Soonest first, so that only the last ones can come twice.
    for (let at = this.#found.length - 1; at >= 0; at -= 1) {
      const time = this.#found[at];
      if (time === undefined || time.start < this.#from) break;
      known.add(time.key);
    }
    const fresh =
      known.size + this.#withdrawn.length === 0
        ? times
        : times.filter(
            (time) =>
              !known.has(time.key) &&
              !this.#withdrawn.some((withdrawn) => isSameTime(withdrawn, time)),
          );
    if (fresh.length > 0) this.#found = [...this.#found, ...fresh];
    return fresh.length;
  }

  #show({
    looking,
    complete,
    failure,
  }: {
    looking: boolean;
    complete: boolean;
    failure?: EhrFailure;
  }): void {
    const searchedUntil = this.#from;
    const times = this.#found;
    if (times.length > 0) {
      void this.#places.learn(upTo(times, this.#most + 2), this.#wish.places.length > 0);
      const ignored = [...this.#ignored];
      this.#step = { at: 'listed', times, looking, complete, searchedUntil, ignored };
      this.#watch();
    } else {
      this.#step =
        failure === undefined ? { at: 'none', searchedUntil } : { at: 'failed', failure };
    }
  }

  /** A list may stay open for hours; what has begun meanwhile goes off it. */
  #watch(): void {
    this.#stopWatching();
    this.#stopWatching = whenFirstPasses(this.#found, this.#now, this.#later, (left, gone) => {
      this.#found = left;
      this.#passed = gone;
      if (this.#step.at === 'listed') {
        if (left.length > 0) this.#step = { ...this.#step, times: left };
        else this.#step = { at: 'none', searchedUntil: this.#step.searchedUntil };
      }
      this.#watch();
    });
  }

  #sifts(): boolean {
    const { venues, places } = this.#wish;
    return asksForHours(this.#wish) || venues.length > 0 || places.length > 0;
  }

  /** As wished for in what only this page can tell, and of one hour the preferred ones first. */
  #wished(times: readonly ProposedAppointment[]): readonly ProposedAppointment[] {
    if (!this.#sifts()) return times;
    const wish = this.#wish;
    return times.filter((time) => {
      const place = this.#places.detailOf(time);
      return (
        fits(time, this.#places.zoneOf(time) ?? unknown, wish) &&
        (place === undefined || isAt(place, wish.places))
      );
    });
  }

  #narrowed(times: readonly ProposedAppointment[]): readonly ProposedAppointment[] {
    const { practitioner, partOfDay, venue } = this.#narrowing;
    const wished = this.#wished(times);
    const narrowed =
      practitioner === undefined && partOfDay === undefined && venue === undefined
        ? wished
        : wished.filter(
            (time) =>
              (practitioner === undefined ||
                time.practitioners.some((actor) => nameOf(actor) === practitioner)) &&
              (venue === undefined || time.venue === venue) &&
              (partOfDay === undefined ||
                fits(time, this.#places.zoneOf(time) ?? unknown, {
                  ...anything,
                  partsOfDay: [partOfDay],
                })),
          );
    const { practitioners, locations } = this.#wish;
    return practitioners.length + locations.length < 2
      ? narrowed
      : [...narrowed].sort(
          (one, other) =>
            one.start - other.start || rankOf(one, this.#wish) - rankOf(other, this.#wish),
        );
  }

  /** A search that has enough stops in the middle of a day: that one is listed when it is whole, or alone. */
  #whole(days: readonly OpenDay[], until: Instant): readonly OpenDay[] {
    if (until >= this.#end) return days;
    const isOver = (time: ProposedAppointment, date: string): boolean =>
      until > time.start + longestDay ||
      localDay(until, this.#places.zoneOf(time) ?? unknown) > date;
    const whole = days.filter(({ date, parts }) =>
      parts.every(({ times }) => times.every((time) => isOver(time, date))),
    );
    return whole.length > 0 ? whole : days;
  }

  #endOfTime(): Instant {
    return daysAfter(this.#now(), endOfTime);
  }
}

const unknown: Zone = { kind: 'unknown' };

/** How a clinician is told from others: names alone may be shared. */
const nameOf = ({ reference, display }: Actor): string | undefined => reference ?? display;

/**
 * Where so many days are over, of which no two are one local day, in whichever zones: times 25 hours apart never
 * share a day, not even one on which the clocks go back.
 * @param found soonest first
 * @returns `undefined` where there are not more than so many
 */
function dayStart(found: readonly ProposedAppointment[], days: number): number | undefined {
  let next = -Infinity;
  let started = 0;
  for (let index = 0; index < found.length; index += 1) {
    const start = found[index]?.start ?? 0;
    if (start < next) continue;
    if (started === days) return index;
    started += 1;
    next = start + longestDay;
  }
  return undefined;
}

/** The first times, of at least so many days. */
function upTo(found: readonly ProposedAppointment[], days: number): readonly ProposedAppointment[] {
  return found.slice(0, dayStart(found, days));
}
