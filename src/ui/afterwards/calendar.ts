import { ICalCalendar, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';

import type { Instant } from '../../scheduling/model.ts';

/** One visit as a calendar shows it. It tells nothing of why somebody comes. */
export interface CalendarEntry {
  /** The same for the same visit at all times, and nobody's name. */
  readonly uid: string;
  readonly start: Instant;
  readonly end: Instant;
  readonly off: boolean;
  readonly title: string;
  readonly where: string | undefined;
  readonly note: string;
}

/** @param iss the FHIR base in which the id means something */
export async function uidOf(iss: string, id: string): Promise<string> {
  const bytes = new TextEncoder().encode(`${iss}/Appointment/${id}`);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash.slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const minute = 60_000;

/**
 * A calendar file (RFC 5545). Imported again it changes the entry that is there: its UID is the same and its SEQUENCE
 * higher. A visit that is off is there as `CANCELLED`, beside the one that came in its place.
 * @param now epoch milliseconds
 */
export function calendarOf(entries: readonly CalendarEntry[], now: Instant): string {
  const [only] = entries;
  const isOff = entries.length === 1 && only?.off === true;
  const calendar = new ICalCalendar({
    method: isOff ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Argonaut scheduling', product: 'visits' },
  });
  for (const { uid, start, end, off, title, where, note } of entries)
    calendar.createEvent({
      id: uid,
      // Nobody keeps count of the files that were made; minutes rise by themselves.
      sequence: Math.floor(now / minute),
      stamp: new Date(now),
      start: new Date(start),
      end: new Date(end),
      status: off ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      summary: title,
      location: where ?? null,
      description: note,
    });
  return calendar.toString();
}
