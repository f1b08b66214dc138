import type { AppFlow } from '../flows/app.svelte.ts';
import type { BookingStep } from '../flows/booking-step.ts';
import type { ShellStep } from '../flows/shell.svelte.ts';
import type { LaterMessages } from './messages/en-later.ts';
import type { Messages } from './messages/en.ts';
import { cancellingInWords, confirmingInWords } from './progress.ts';
import { screenTitle } from './screen-title.ts';

/** The page's title, where it is not that of the first screen. */
export function titleLater(step: ShellStep, words: LaterMessages): string | undefined {
  if (step.at === 'not-opened') {
    const { kind } = step.failure;
    return words.titles[kind === 'finished' || kind === 'idle' ? 'closed' : 'not-opened'];
  }
  return step.at === 'open' ? screenTitle(step.app, words) : undefined;
}

/** What a screen reader is told on the later screens, as `announcement` is for the first. */
export function announceLater(
  app: AppFlow,
  messages: Messages,
  words: LaterMessages,
): string | undefined {
  const { step } = app.booking;
  switch (step.at) {
    case 'checking':
      return ofChecking(step, app.booking.minutesLeft, words);
    case 'confirming':
      return confirmingInWords(step.phase, app, words);
    case 'choosing':
      return ofScreen(app, messages, words);
    default:
      return undefined;
  }
}

/** Few words, and seldom: at the start, when asked for, and when the end is near. */
function ofChecking(
  { hold, note, extending }: Extract<BookingStep, { at: 'checking' }>,
  left: number | undefined,
  { check }: LaterMessages,
): string {
  if (extending) return check.keepingLonger;
  if (hold === undefined) return check.notKept;
  if (note?.kind === 'kept-longer') return check.keptLonger;
  if (left === undefined) return check.kept;
  // Said again only in the last two minutes; until then the words stay the same, and so unsaid.
  return left <= 2 ? check.minutesLeft(left) : check.kept;
}

function ofScreen(app: AppFlow, messages: Messages, words: LaterMessages): string | undefined {
  switch (app.screen) {
    case 'more-times':
      return ofMoreTimes(app, messages, words);
    case 'appointments':
      return ofAppointments(app, words);
    case 'change':
      return ofChange(app, words);
    case 'recovering':
      return app.recovery.step.at === 'checking' ? words.recovering.looking : undefined;
    default:
      return undefined;
  }
}

function ofMoreTimes({ moreTimes }: AppFlow, { home }: Messages, words: LaterMessages): string {
  const { step, days } = moreTimes;
  if (step.at === 'none') return home.foundNone;
  if (step.at === 'failed') return '';
  if (step.at === 'looking' || days.length === 0) return home.looking;
  const count = days.reduce(
    (all, { parts }) => all + parts.reduce((sum, part) => sum + part.times.length, 0),
    0,
  );
  return words.moreTimes.found(count, days.length);
}

/** What is asked, and how it ended, the headings say. */
function ofChange({ change }: AppFlow, words: LaterMessages): string | undefined {
  if (typeof change === 'string' || change.step.at !== 'cancelling') return undefined;
  return cancellingInWords(change.step.phase, words);
}

function ofAppointments({ record }: AppFlow, { appointments }: LaterMessages): string {
  const { coming, past } = record;
  if (coming.at === 'loading' || past.at === 'loading') return appointments.loading;
  if (coming.at === 'failed' || past.at === 'failed') return '';
  return appointments.found(coming.value.appointments.length, past.value.appointments.length);
}
