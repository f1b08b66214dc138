import type { Visit } from '../database/visits.ts';

const planned = new Set(['booked', 'pending', 'arrived', 'proposed']);

export function comingVisits(visits: readonly Visit[], now: number): Visit[] {
  return visits
    .filter((visit) => isComing(visit, now))
    .sort((one, other) => one.start.getTime() - other.start.getTime());
}

/** Past and canceled visits, latest first. */
export function otherVisits(visits: readonly Visit[], now: number): Visit[] {
  return visits
    .filter((visit) => !isComing(visit, now))
    .sort((one, other) => other.start.getTime() - one.start.getTime());
}

function isComing({ status, end }: Visit, now: number): boolean {
  return planned.has(status) && end.getTime() > now;
}

const words: Readonly<Record<string, string>> = {
  arrived: 'Arrived',
  booked: 'Booked',
  cancelled: 'Canceled',
  fulfilled: 'Done',
  noshow: 'Missed',
  pending: 'On hold, not booked yet',
  proposed: 'Requested, not booked yet',
};

export function statusWords(status: string): string {
  return words[status] ?? status;
}

/** A visit's time on the clock of its place. */
export function whenOf({ start, zone }: Visit): {
  day: string;
  weekday: string;
  month: string;
  line: string;
} {
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('en-US', { ...options, timeZone: zone }).format(start);
  return {
    day: part({ day: 'numeric' }),
    weekday: part({ weekday: 'short' }),
    month: part({ month: 'short' }),
    line: part({
      weekday: 'long',
      month: 'long',
      day: 'numeric',
      year: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
    }),
  };
}
