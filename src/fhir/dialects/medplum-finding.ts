import { daysAfter } from '../../scheduling/availability.ts';
import type { Instant, Notice, Period, ProposedAppointment } from '../../scheduling/model.ts';
import type { FoundAppointments, Search } from '../../scheduling/ports.ts';
import type { Sending } from '../dialect.ts';
import { FhirError } from '../errors.ts';
import { readPages } from '../pages.ts';
import { writeInstant } from '../parse/instant.ts';
import { Proposals } from '../parse/proposal.ts';
import { query } from '../records.ts';
import { inSlices } from '../slices.ts';
import { type Calendar, type Calendars, isPlanned, suits, withPlace } from './medplum-calendars.ts';

/** What `$find` takes at most. */
const mostDays = 31;
const mostTimes = 1000;
/** So that no visit falls between two windows: none lasts a day. */
const stepDays = mostDays - 1;
/** More calendars than these nobody can wait for; whoever says what kind of visit it is needs fewer. */
const mostCalendars = 60;
/** Requests under way at a time. */
const atOnce = 6;

/** The answer of one calendar. */
interface Found {
  readonly times: readonly ProposedAppointment[];
  /** Where it was cut off: up to there none is missing. */
  readonly until: Instant;
  readonly dropped: number;
  readonly notices: readonly Notice[];
}

/**
 * Asks every calendar by itself, since all Schedules of one `$find` must be free at the same time, and puts the times
 * together, soonest first. Where one answer was cut off, what comes after that is left out of all of them: an earlier
 * time may be missing there. A search that is longer than what `$find` takes is asked for in parts.
 */
export async function findInCalendars(
  sending: Sending,
  { list, complete }: Calendars,
  search: Search,
  signal: AbortSignal | undefined,
): Promise<FoundAppointments> {
  const suited = list.filter((calendar) => suits(calendar, search, sending.base));
  const asked = suited.slice(0, mostCalendars);
  const count = search.count ?? Infinity;
  const proposals = new Proposals(sending.base);
  const times: ProposedAppointment[] = [];
  const notices: Notice[] = [];
  let dropped = 0;
  for (let { start } = search; ; start = daysAfter(start, stepDays)) {
    const isLast = daysAfter(start, mostDays) >= search.end;
    const window = { start, end: isLast ? search.end : daysAfter(start, mostDays) };
    const answers = await eachOf(
      asked.filter((calendar) => isPlanned(calendar, window)),
      (calendar) => findIn(sending, proposals, calendar, { ...window, count, signal }),
    );
    const until = Math.min(...answers.map((found) => found.until));
    const before = isLast ? Infinity : daysAfter(start, stepDays);
    for (const found of answers) {
      times.push(...found.times.filter((time) => time.start < before && time.start <= until));
      notices.push(...found.notices);
      dropped += found.dropped;
    }
    if (!isLast && until === Infinity && times.length < count) continue;
    const whole = isLast && until === Infinity && times.length <= count;
    return {
      appointments: times.sort((one, other) => one.start - other.start).slice(0, count),
      complete: whole && complete && asked.length === suited.length,
      dropped,
      notices,
    };
  }
}

/** @throws {FhirError} `rejected`, too, where the server does not want this calendar to be asked */
async function findIn(
  { send, base }: Sending,
  proposals: Proposals,
  calendar: Calendar,
  { start, end, count, signal }: Period & { count: number; signal: AbortSignal | undefined },
): Promise<Found> {
  const size = Math.min(count, mostTimes);
  const url = query('Appointment/$find', [
    ['start', writeInstant(start)],
    ['end', writeInstant(end)],
    ['service-type-reference', calendar.service],
    ['schedule', calendar.schedule],
    ['_count', String(size)],
  ]);
  const request = { method: 'GET', url, operation: true, signal } as const;
  const pages = await readPages(send, base, request, 'Appointment', size);
  const times: ProposedAppointment[] = [];
  await inSlices(pages.resources, (resource) => {
    const time = proposals.parse(withPlace(resource, calendar, base));
    if (time !== undefined) times.push(time);
  });
  const isWhole = pages.complete && pages.resources.length < size;
  return {
    times,
    until: isWhole ? Infinity : (times.at(-1)?.start ?? start),
    dropped: pages.broken + pages.resources.length - times.length,
    notices: pages.notices,
  };
}

/**
 * Asks side by side, a few at a time. A calendar that the server refuses, as it does where one was never set up
 * for scheduling, has no times to book; but where it refuses all of them it is the question that it refuses.
 */
async function eachOf(
  calendars: readonly Calendar[],
  ask: (calendar: Calendar) => Promise<Found>,
): Promise<readonly Found[]> {
  const answers: Found[][] = calendars.map(() => []);
  const refusals: FhirError[] = [];
  const waiting = [...calendars.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [at, calendar] = next;
      try {
        answers[at] = [await ask(calendar)];
      } catch (error) {
        if (!(error instanceof FhirError) || !isAboutCalendar(error)) {
          waiting.length = 0;
          throw error;
        }
        refusals.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (refusals[0] !== undefined && refusals.length === calendars.length) throw refusals[0];
  return answers.flat();
}

/** "Too many slots found in range; try searching with smaller bounds" is about the window: the domain halves it. */
const isAboutCalendar = ({ failure: { kind, notices } }: FhirError): boolean =>
  kind === 'rejected' && !notices.some((notice) => /too many/i.test(notice.text ?? ''));
