import type { AppFlow } from '../flows/app.svelte.ts';
import type { BookingStep } from '../flows/booking.svelte.ts';
import type { ShellStep } from '../flows/shell.svelte.ts';
import type { Format } from './format.ts';
import type { Messages } from './messages/en.ts';

/** What a screen reader is told without being asked. What a heading or an alert says is not said twice. */
export function announcement(step: ShellStep, messages: Messages, format: Format): string {
  if (step.at === 'opening') return messages.opening;
  return step.at === 'open'
    ? (ofBooking(step.app, messages) ?? ofScreen(step.app, messages, format))
    : '';
}

/** @returns `undefined` where the booking has nothing to say and the screen may */
function ofBooking({ booking }: AppFlow, { home, check }: Messages): string | undefined {
  const { step } = booking;
  switch (step.at) {
    case 'choosing':
      return step.lost === undefined ? undefined : '';
    case 'holding':
      return home.keeping;
    case 'checking':
      return ofChecking(step, booking.minutesLeft, check);
    case 'confirming':
      return { sent: check.booking, slow: check.slow, 'reading-back': check.readingBack }[
        step.phase
      ];
    default:
      return '';
  }
}

/** Few words, and seldom: at the start, when asked for, and when the end is near. */
function ofChecking(
  { hold, note, extending }: Extract<BookingStep, { at: 'checking' }>,
  left: number | undefined,
  check: Messages['check'],
): string {
  if (extending) return check.keepingLonger;
  if (hold === undefined) return check.notKept;
  if (note?.kind === 'kept-longer') return check.keptLonger;
  if (left === undefined) return check.kept;
  // Said again only in the last two minutes; until then the words stay the same, and so unsaid.
  return left <= 2 ? check.minutesLeft(left) : check.kept;
}

function ofScreen(app: AppFlow, messages: Messages, format: Format): string {
  switch (app.screen) {
    case 'home':
      return ofHome(app, messages, format);
    case 'more-times':
      return ofMoreTimes(app, messages);
    case 'appointments':
      return ofAppointments(app, messages);
    default:
      return '';
  }
}

function ofHome({ times, places }: AppFlow, { home }: Messages, format: Format): string {
  const shown = [times.own, times.anyone].find(({ at }) => at === 'times');
  const first = shown?.at === 'times' ? shown.times[0] : undefined;
  const ownIsDue =
    times.doctor.at === 'looking' || (times.doctor.at === 'known' && times.own.at === 'looking');
  if (times.anyone.at === 'looking' || ownIsDue) return home.looking;
  const zone = first === undefined ? undefined : places.zoneOf(first);
  if (first !== undefined)
    return zone === undefined ? home.looking : home.found(format.when(first.start, zone));
  return times.anyone.at === 'failed' ? '' : home.foundNone;
}

function ofMoreTimes({ moreTimes }: AppFlow, { home, moreTimes: words }: Messages): string {
  const { step, days } = moreTimes;
  if (step.at === 'none') return home.foundNone;
  if (step.at === 'failed') return '';
  if (step.at === 'looking' || days.length === 0) return home.looking;
  const count = days.reduce(
    (all, { parts }) => all + parts.reduce((sum, part) => sum + part.times.length, 0),
    0,
  );
  return words.found(count, days.length);
}

function ofAppointments({ record }: AppFlow, { appointments }: Messages): string {
  const { coming, past } = record;
  if (coming.at === 'loading' || past.at === 'loading') return appointments.loading;
  if (coming.at === 'failed' || past.at === 'failed') return '';
  return appointments.found(coming.value.appointments.length, past.value.appointments.length);
}
