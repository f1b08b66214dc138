import type { AppFlow } from '../flows/app.svelte.ts';
import type { LaterMessages } from './messages/en.ts';

/**
 * The heading of a later screen, which is the title of the page too. It names neither the patient nor a
 * clinician nor a time: titles stay in the browser's history.
 */
export function screenTitle(app: AppFlow, { titles }: LaterMessages): string | undefined {
  const { booking, recovery, screen } = app;
  switch (screen) {
    case 'home':
      return undefined;
    case 'change':
      return titles.change[changeAt(app)];
    case 'moved':
      return titles.moved[movedAs(app)];
    case 'recovering':
      return titleOfRecovery(recovery, titles);
    case 'check':
      return booking.moving === undefined ? titles.check : titles.checkMoving;
    case 'more-times':
      return booking.moving === undefined ? titles['more-times'] : titles.moreTimesMoving;
    default:
      return titles[screen];
  }
}

/** A visit that was on screen is only looked up; about everything else there is something to find out. */
export function titleOfRecovery(
  { step }: AppFlow['recovery'],
  titles: LaterMessages['titles'],
): string {
  const failed = step.at === 'unknown';
  if ('about' in step && step.about === 'look')
    return titles.change[failed ? 'not-read' : 'reading'];
  return titles.recovering[failed ? 'unknown' : 'checking'];
}

/** Asking and doing it are one page. */
function changeAt({ change }: AppFlow): keyof LaterMessages['titles']['change'] {
  if (change === 'loading') return 'reading';
  if (change === 'not-loaded') return change;
  const { at } = change.step;
  return at === 'cancelling' ? 'asking' : at;
}

function movedAs({ booking: { step } }: AppFlow): keyof LaterMessages['titles']['moved'] {
  if (step.at !== 'moved') return 'unknown';
  const { outcome } = step;
  if (outcome.is !== 'both') return outcome.is;
  return mayBeCancelled(outcome.failure) ? 'perhapsBoth' : 'both';
}

/** Failures after which nobody knows whether the old visit still stands. */
export function mayBeCancelled({ kind }: { readonly kind: string }): boolean {
  return kind === 'cancel-unknown' || kind === 'session-ended' || kind === 'not-read';
}
