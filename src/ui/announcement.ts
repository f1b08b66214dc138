import type { AppFlow } from '../flows/app.svelte.ts';
import type { ShellStep } from '../flows/shell.svelte.ts';
import type { LaterScreens } from './context.ts';
import type { Format } from './format.ts';
import type { Messages } from './messages/en.ts';

/**
 * What a screen reader is told without being asked. What a heading or an alert says is not said twice.
 * @param later speaks for all but the first screen, once it has come; `missing` where it does not come
 */
export function announcement(
  step: ShellStep,
  messages: Messages,
  format: Format,
  later: LaterScreens | 'missing' | undefined,
): string | undefined {
  if (step.at === 'opening') return messages.opening;
  const loaded = later === 'missing' ? undefined : later;
  // Where a heading gets the focus it says more, and this is short.
  if (step.at !== 'open') return loaded?.titleLater(step, loaded.words);
  const { app } = step;
  const booking = app.booking.step;
  if (booking.at === 'holding') return messages.home.keeping;
  if (booking.at === 'choosing' && booking.lost !== undefined) return undefined;
  const said = loaded?.announceLater(app, messages, loaded.words, format);
  if (app.screen === 'home') return said ?? ofHome(app, messages, format);
  return later === undefined ? messages.opening : said;
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
