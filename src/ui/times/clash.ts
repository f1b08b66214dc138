import type { AppFlow } from '../../flows/app.svelte.ts';
import { clashesWith } from '../../scheduling/availability.ts';
import type { Appointment, AppointmentFacts } from '../../scheduling/model.ts';
import type { Ui } from '../context.ts';
import { whoOf } from './actors.ts';

/**
 * "You have another visit then: 9:00 AM with Dr. Yee"; `undefined` where the patient's own visits show none,
 * or have not come yet.
 */
export function clashOf(
  time: AppointmentFacts,
  { record: { coming }, places, booking }: AppFlow,
  { messages, format }: Pick<Ui, 'messages' | 'format'>,
): string | undefined {
  if (coming.at !== 'ready') return undefined;
  const clashes = clashesWith(time, coming.value.appointments, booking.moving?.id);
  // Written in one go, hours and all: what is drawn already stays as it is.
  const here = places.zoneOf(time);
  if (clashes.length === 0 || here === undefined || clashes.some((own) => !places.zoneOf(own)))
    return undefined;

  const zoneHere = format.zone(time.start, here);
  const inWords = (own: Appointment): string => {
    const zone = places.zoneOf(own) ?? here;
    const hour = format.hour(own.start, zone);
    if (hour === undefined) return whoOf(own, messages);
    const zoneThere = format.zone(own.start, zone) ?? '';
    const when = zoneThere === zoneHere ? hour : messages.time.hourAndZone(hour, zoneThere);
    return own.practitioners.some(({ display }) => display !== undefined)
      ? messages.time.visit(when, whoOf(own, messages))
      : when;
  };
  return messages.time.clash(messages.time.and(clashes.map(inWords)));
}
