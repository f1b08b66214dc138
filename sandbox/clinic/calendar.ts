import { TZDate } from '@date-fns/tz';
import type { SlotRow } from '../database/slots.ts';
import { chance } from './random.ts';
import { clinicians, scheduleId, type Clinician, type Post } from './clinicians.ts';
import { places } from './places.ts';

/** How far ahead the clinic publishes its times, in days. */
export const horizonDays = 60;

/** A day on the wall calendar of a place. */
export interface Day {
  readonly year: number;
  /** From 0, as `Date` has it. */
  readonly month: number;
  readonly date: number;
}

/**
 * The slots of every clinician for the days `from` to `until` after `now`'s day, both included.
 * "Day" is each place's own: the sessions stand on its wall clock, also across a change of the clocks.
 */
export function slotsBetween(now: number, from: number, until: number): SlotRow[] {
  return clinicians.flatMap((clinician) =>
    clinician.posts.flatMap((post) => postSlots(clinician, post, now, from, until)),
  );
}

export function zoneOf(place: string): string {
  return places.find(({ id }) => id === place)?.zone ?? 'UTC';
}

/** The local calendar day at a place, `ahead` days from `now`. */
export function dayAt(
  now: number,
  zone: string,
  ahead: number,
): Day & { readonly weekday: number } {
  const today = new TZDate(now, zone);
  const day = new TZDate(
    today.getFullYear(),
    today.getMonth(),
    today.getDate() + ahead,
    12,
    0,
    zone,
  );
  return {
    year: day.getFullYear(),
    month: day.getMonth(),
    date: day.getDate(),
    weekday: day.getDay(),
  };
}

/** The instant at which a place's clocks show this time. */
export function localTime(day: Day, time: string, zone: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return new TZDate(day.year, day.month, day.date, hours, minutes, zone).getTime();
}

/** Whether one of the clinic's other patients has the time already. Near days are fuller than far ones. */
export function isTakenByOthers(slot: SlotRow, now: number): boolean {
  const days = (slot.start.getTime() - now) / 86_400_000;
  const share = days < 3 ? 0.6 : days < 10 ? 0.35 : 0.12;
  return chance('taken', slot.id) < share;
}

function postSlots(
  clinician: Clinician,
  post: Post,
  now: number,
  from: number,
  until: number,
): SlotRow[] {
  const zone = zoneOf(post.place);
  const slots: SlotRow[] = [];
  for (let ahead = from; ahead <= until; ahead += 1) {
    const day = dayAt(now, zone, ahead);
    if (!post.days.some((weekday) => weekday === day.weekday)) continue;
    for (const [start, end] of post.sessions) {
      slots.push(
        ...sessionSlots(clinician, post, localTime(day, start, zone), localTime(day, end, zone)),
      );
    }
  }
  return slots;
}

function sessionSlots(clinician: Clinician, post: Post, start: number, end: number): SlotRow[] {
  const slots: SlotRow[] = [];
  for (let at = start, index = 0; ; index += 1) {
    const stretch = post.template[index % post.template.length];
    if (!stretch || at + stretch.minutes * 60_000 > end) return slots;
    const schedule = scheduleId(clinician, post.place);
    slots.push({
      id: `${schedule}.${compact(at)}`,
      schedule,
      practitioner: clinician.id,
      location: post.place,
      organization: clinician.organization,
      specialty: clinician.specialty,
      visitTypes: stretch.visitTypes,
      start: new Date(at),
      end: new Date(at + stretch.minutes * 60_000),
      oldestAge: clinician.oldestAge ?? null,
    });
    at += stretch.minutes * 60_000;
  }
}

/** `202611231400`: an instant that may stand in a FHIR id, where colons may not. */
function compact(instant: number): string {
  return new Date(instant).toISOString().replace(/\D/g, '').slice(0, 12);
}
