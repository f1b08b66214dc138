import type { AppFlow } from '../flows/app.svelte.ts';
import type { BookingStep } from '../flows/booking-step.ts';
import type { Places } from '../flows/places.svelte.ts';
import type { ShellStep } from '../flows/shell.svelte.ts';
import type { ProposedAppointment } from '../scheduling/model.ts';
import type { Format } from './format.ts';
import type { LaterMessages, Messages } from './messages/en.ts';
import { extendFailureText } from './failure-text.ts';
import { newsOf } from './more-times/list-news.svelte.ts';
import { countOf, isNarrowed, isReading } from './more-times/shown-list.ts';
import { cancellingInWords, confirmingInWords } from './progress.ts';
import { screenTitle } from './screen-title.ts';

/** The page's title, where it is not that of the first screen. */
export function titleLater(step: ShellStep, words: LaterMessages): string | undefined {
  if (step.at === 'not-opened') {
    const { kind } = step.failure;
    return words.titles[/^(finished|idle|loaded-again)$/.test(kind) ? 'closed' : 'not-opened'];
  }
  return step.at === 'open' ? screenTitle(step.app, words) : undefined;
}

/** What a screen reader is told on the later screens, as `announcement` is for the first. */
export function announceLater(
  app: AppFlow,
  messages: Messages,
  words: LaterMessages,
  format: Format,
): string | undefined {
  const { step } = app.booking;
  switch (step.at) {
    case 'checking':
      return ofChecking(step, app.booking, messages, words);
    case 'confirming':
      return confirmingInWords(step.phase, app, words);
    case 'choosing':
      return ofScreen(app, messages, words, format);
    case 'booked':
    case 'requested':
    case 'moved':
      return ofClinicsYes(app, words);
    default:
      return undefined;
  }
}

/** That something has come, or will not come by itself any more: the page has changed while nobody pressed anything. */
function ofClinicsYes(
  { booking: { clinicsYes } }: AppFlow,
  { requested, moving }: LaterMessages,
): string | undefined {
  switch (clinicsYes) {
    case 'finishing':
      return moving.cancellingOld;
    case 'given':
      return requested.given;
    case 'silent':
      return requested.silent;
    default:
      return undefined;
  }
}

/** Few words, and seldom: at the start, when asked for, and when the end is near. */
function ofChecking(
  { hold, note, extending }: Extract<BookingStep, { at: 'checking' }>,
  { minutesLeft: left, signInEndsSoon }: AppFlow['booking'],
  { marks }: Messages,
  words: LaterMessages,
): string {
  const { check } = words;
  if (extending) return check.keepingLonger;
  const urgent: string[] = [];
  if (note?.kind === 'not-kept-longer') {
    const { title, text } = extendFailureText(note.failure, words);
    urgent.push(title + marks.stop + text);
  }
  // Of a time that was kept longer the end comes near, too.
  if (hold !== undefined && left !== undefined && left <= 2) urgent.push(check.minutesLeft(left));
  if (signInEndsSoon) urgent.push(check.signInEndsSoon);
  if (urgent.length > 0) return urgent.join(' ');
  if (hold === undefined) return check.notKept;
  // Until then the words stay the same, and so unsaid.
  return note?.kind === 'kept-longer' ? check.keptLonger : check.kept;
}

function ofScreen(
  app: AppFlow,
  messages: Messages,
  words: LaterMessages,
  format: Format,
): string | undefined {
  switch (app.screen) {
    case 'more-times':
      return ofMoreTimes(app, messages, words, format);
    case 'home':
      return app.times.passed.length > 0
        ? passedInWords(app.times.passed, app.places, words, format)
        : undefined;
    case 'find':
      return ofFinding(app, words);
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

function ofMoreTimes(
  app: AppFlow,
  { home }: Messages,
  words: LaterMessages,
  format: Format,
): string {
  const { moreTimes, places } = app;
  const { step, days, narrowing } = moreTimes;
  const news = newsOf(moreTimes);
  if (news.passed.length > 0) return passedInWords(news.passed, places, words, format);
  if (step.at === 'listed' && days.length === 0 && (step.looking || isReading(app, step.times)))
    return home.looking;
  const told = news.inWords(words, format);
  if (told !== undefined) return told;
  if (step.at === 'none') return home.foundNone;
  if (step.at === 'failed') return '';
  if (days.length > 0) return words.moreTimes.found(countOf(days), days.length);
  if (step.at === 'looking') return home.looking;
  return isNarrowed(narrowing) ? words.moreTimes.noneFit : home.foundNone;
}

function ofFinding({ finding }: AppFlow, { find }: LaterMessages): string {
  if (finding === 'not-loaded') return '';
  if (finding === 'loading' || finding.isLooking) return find.looking;
  if (finding.offers.some(({ offered }) => offered.at === 'looking')) return find.looking;
  const open = finding.offers.filter(({ offered }) => offered.at === 'open').length;
  return finding.offers.length === 0 ? '' : find.found(open);
}

/** "9:20 AM has passed. We took it off the list." */
function passedInWords(
  times: readonly ProposedAppointment[],
  places: Places,
  words: LaterMessages,
  format: Format,
): string {
  const hours = times.flatMap((time) => {
    const zone = places.zoneOf(time);
    return zone === undefined ? [] : (format.hour(time.start, zone) ?? []);
  });
  return hours.length === 0 ? '' : words.moreTimes.passed([...new Set(hours)]);
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
