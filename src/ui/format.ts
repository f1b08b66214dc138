import { localDay, offsetAt, type Zone } from '../scheduling/availability.ts';
import type { Instant } from '../scheduling/model.ts';
import type { Messages } from './messages/en.ts';

/** Every date and time that a patient reads is made here. */
export interface Format {
  /** "Tuesday, March 3" on the clinic's calendar; only "About ..." where the zone is unknown. */
  day(instant: Instant, zone: Zone): string;
  /** "Tuesday, March 3, 2026": for lists that reach into other years. */
  dayAndYear(instant: Instant, zone: Zone): string;
  /** "Tuesday, March 3" of a calendar day `yyyy-MM-dd`. */
  calendarDay(date: string): string;
  /** "April 2, 1951" of `yyyy-MM-dd`; shorter dates stay short. What is no date is shown as it came. */
  calendarDate(date: string): string;
  /** "9:20 AM"; `undefined` where the zone is unknown, for then no hour is shown. */
  hour(instant: Instant, zone: Zone): string | undefined;
  /** "Eastern Time", or "UTC−5" where only an offset is known. */
  zone(instant: Instant, zone: Zone): string | undefined;
  /** The whole of it on one line: "Tuesday, March 3, 9:20 AM Eastern Time". */
  when(instant: Instant, zone: Zone): string;
  /** The hour where the browser stands, if it differs at that instant; with the day, if that differs too. */
  elsewhere(instant: Instant, zone: Zone): string | undefined;
  /** "Tuesday, March 3" where the browser stands: for dates that belong to no clinic. */
  ownDay(instant: Instant): string;
}

const minute = 60_000;

/**
 * Shifts each instant by its own offset and writes it as if it were UTC: so one formatter serves every
 * zone, and summer time is that of the appointment, never that of today.
 * @param language BCP 47
 */
export function createFormat(language: string, messages: Messages): Format {
  const made = new Map<string, Intl.DateTimeFormat>();
  const formatter = (name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
    let found = made.get(name);
    if (found === undefined)
      made.set(name, (found = new Intl.DateTimeFormat(language, { ...options, ...everywhere })));
    return found;
  };
  const write = (name: keyof typeof shapes, utc: number): string =>
    formatter(name, { ...shapes[name], timeZone: 'UTC' }).format(utc);

  const wall = (instant: Instant, zone: Zone): number =>
    instant + (offsetAt(instant, zone) ?? 0) * minute;
  const hourOf = (utc: number): string =>
    // Engines differ in the space before AM.
    write('hour', utc).replace(/\s/g, ' ');
  const about = (zone: Zone, day: string): string =>
    zone.kind === 'unknown' ? messages.time.about(day) : day;

  const format: Format = {
    day: (instant, zone) => about(zone, write('day', wall(instant, zone))),
    dayAndYear: (instant, zone) => about(zone, write('dayAndYear', wall(instant, zone))),
    calendarDay: (date) => write('day', Date.parse(date)),
    calendarDate(date) {
      const utc = Date.parse(date);
      if (Number.isNaN(utc) || date.length < 7) return date;
      return write(date.length === 7 ? 'month' : 'date', utc);
    },
    hour: (instant, zone) => (zone.kind === 'unknown' ? undefined : hourOf(wall(instant, zone))),
    zone(instant, zone) {
      if (zone.kind === 'unknown') return undefined;
      if (zone.kind === 'offset') return offsetName(zone.minutes);
      const options = { timeZone: zone.name, timeZoneName: 'longGeneric' } as const;
      const parts = formatter(`zone ${zone.name}`, options).formatToParts(instant);
      return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone.name;
    },
    when(instant, zone) {
      const [day, hour, name] = [
        format.day(instant, zone),
        format.hour(instant, zone),
        format.zone(instant, zone),
      ];
      return hour === undefined || name === undefined
        ? messages.time.whenUnconfirmed(day)
        : messages.time.when(day, hour, name);
    },
    elsewhere(instant, zone) {
      const here = browserZone(instant);
      const there = offsetAt(instant, zone);
      if (there === undefined || there === here.minutes) return undefined;
      const hour = hourOf(wall(instant, here));
      return localDay(instant, here) === localDay(instant, zone)
        ? hour
        : messages.time.dayAndHour(format.day(instant, here), hour);
    },
    ownDay: (instant) => format.day(instant, browserZone(instant)),
  };
  return format;
}

/** Numbers that stand in sentences are written so, and the clinic's calendar is this one, whatever a region's own. */
const everywhere = { numberingSystem: 'latn', calendar: 'gregory' } as const;

const shapes = {
  day: { weekday: 'long', month: 'long', day: 'numeric' },
  dayAndYear: { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' },
  date: { month: 'long', day: 'numeric', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  hour: { hour: 'numeric', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Where the browser stands, compared by offset: two names may mean the same clock. */
function browserZone(instant: Instant): { kind: 'offset'; minutes: number } {
  return { kind: 'offset', minutes: -new Date(instant).getTimezoneOffset() };
}

function offsetName(minutes: number): string {
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const clock = rest === 0 ? String(hours) : `${String(hours)}:${String(rest).padStart(2, '0')}`;
  if (minutes === 0) return 'UTC';
  return `UTC${minutes < 0 ? '−' : '+'}${clock}`;
}
