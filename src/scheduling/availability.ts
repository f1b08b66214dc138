import { tzOffset } from '@date-fns/tz/tzOffset';

import { isSameTime } from './judge.ts';
import type {
  Appointment,
  AppointmentFacts,
  AppointmentStatus,
  Instant,
  ProposedAppointment,
} from './model.ts';

/** Where an appointment's clock stands. `unknown` is said to the patient; it is never guessed. */
export type Zone =
  | { readonly kind: 'iana'; readonly name: string }
  /** Minutes east of UTC, as the EHR wrote it in the instant. */
  | { readonly kind: 'offset'; readonly minutes: number }
  | { readonly kind: 'unknown' };

export type PartOfDay = 'morning' | 'afternoon' | 'evening';

/** A day at the clinic that has open times. */
export interface OpenDay<Time extends AppointmentFacts = ProposedAppointment> {
  /** `yyyy-MM-dd` on the clinic's calendar. */
  readonly date: string;
  readonly parts: readonly { readonly part: PartOfDay; readonly times: readonly Time[] }[];
}

const minute = 60_000;
const wholeDay = 24 * 60 * minute;

/** Minutes east of UTC at that instant, summer time included; `undefined` where the zone is unknown. */
export function offsetAt(instant: Instant, zone: Zone): number | undefined {
  if (zone.kind === 'iana') return offsetIn(zone.name, instant);
  return zone.kind === 'offset' ? zone.minutes : undefined;
}

/** Offsets that were reckoned once, by zone and UTC day; `undefined` for days on which the clocks change. */
const offsets = new Map<string, Map<number, number | undefined>>();

/** Reckoning an offset takes the browser microseconds, and lists have thousands of times. */
function offsetIn(zone: string, instant: Instant): number {
  let days = offsets.get(zone);
  if (days === undefined) offsets.set(zone, (days = new Map<number, number | undefined>()));
  const day = Math.floor(instant / wholeDay);
  if (!days.has(day)) {
    const [first, last] = [day * wholeDay, (day + 1) * wholeDay - 1].map((at) =>
      tzOffset(zone, new Date(at)),
    );
    days.set(day, first === last ? first : undefined);
  }
  return days.get(day) ?? tzOffset(zone, new Date(instant));
}

/** The clinic's calendar day, `yyyy-MM-dd`; an unknown zone groups by UTC, and its hours are not shown. */
export function localDay(instant: Instant, zone: Zone): string {
  return wallClock(instant, zone).toISOString().slice(0, 10);
}

/** Noon starts the afternoon, 17:00 the evening, on the clinic's clock. */
export function partOfDay(instant: Instant, zone: Zone): PartOfDay {
  const hour = wallClock(instant, zone).getUTCHours();
  if (hour < 12) return 'morning';
  return hour < 17 ? 'afternoon' : 'evening';
}

/** A date whose UTC fields read what the clinic's wall clock reads. */
function wallClock(instant: Instant, zone: Zone): Date {
  return new Date(instant + (offsetAt(instant, zone) ?? 0) * minute);
}

/**
 * Groups times by the clinic's own calendar day, and within the day by morning, afternoon and evening.
 * @param times sorted, soonest first
 * @param zoneOf the zone of each time: one list may span clinics in several zones
 * @param limit at most so many days; a day that is listed is listed whole
 */
export function groupByDay<Time extends AppointmentFacts>(
  times: readonly Time[],
  zoneOf: (time: Time) => Zone,
  limit: number,
): readonly OpenDay<Time>[] {
  const days = new Map<string, Map<PartOfDay, Time[]>>();
  let end = Infinity;
  for (const time of times) {
    if (time.start > end) break;
    const zone = zoneOf(time);
    const date = localDay(time.start, zone);
    let day = days.get(date);
    if (day === undefined) {
      days.set(date, (day = new Map<PartOfDay, Time[]>()));
      // A day that has begun anywhere has ended everywhere 50 hours later: UTC+14 begins it, UTC-12 ends it.
      if (days.size > limit && end === Infinity) end = time.start + 50 * 60 * minute;
    }
    const part = partOfDay(time.start, zone);
    const listed = day.get(part);
    if (listed === undefined) day.set(part, [time]);
    else listed.push(time);
  }
  return [...days]
    .sort(([one], [other]) => one.localeCompare(other, 'en'))
    .slice(0, limit)
    .map(([date, parts]) => ({
      date,
      parts: (['morning', 'afternoon', 'evening'] as const).flatMap((part) => {
        const listed = parts.get(part);
        return listed === undefined ? [] : [{ part, times: listed }];
      }),
    }));
}

/** So many times 24 hours later: how far to search is no calendar, least of all that of the browser. */
export function daysAfter(start: Instant, days: number): Instant {
  return start + days * wholeDay;
}

/** Whether two stretches of time share a moment; back to back is no overlap. */
export function overlaps(
  one: { start: Instant; end: Instant },
  other: { start: Instant; end: Instant },
): boolean {
  return one.start < other.end && other.start < one.end;
}

/** The patient is awaited there, as far as anybody knows. */
const live: ReadonlySet<AppointmentStatus> = new Set([
  'booked',
  'pending',
  'arrived',
  'checked-in',
]);

/**
 * Which of the patient's own appointments a time would clash with, soonest first. A hold on this very time
 * is no clash with itself; whoever has this very time booked already is told.
 * @param except id of the appointment that is to be moved
 */
export function clashesWith(
  time: AppointmentFacts,
  appointments: readonly Appointment[],
  except?: string,
): readonly Appointment[] {
  return appointments
    .filter(
      (own) =>
        own.id !== except &&
        live.has(own.status) &&
        overlaps(time, own) &&
        !(own.status === 'pending' && isSameTime(time, own)),
    )
    .sort((one, other) => one.start - other.start);
}
