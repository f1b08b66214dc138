import type { Instant } from '../../scheduling/model.ts';
import type { LaterMessages } from '../messages/en.ts';

export type DateMistake = keyof LaterMessages['find']['wrong'];

const hour = 3_600_000;

/** What is wrong with the days that were asked for, if anything: `yyyy-MM-dd`, as the patient left them. */
export function mistakesOf(
  { from, to }: { readonly from: string | undefined; readonly to: string | undefined },
  now: Instant,
): { readonly from: DateMistake | undefined; readonly to: DateMistake | undefined } {
  const isOver = (date: string | undefined) =>
    // The day has ended everywhere on earth; no clinic's zone is known yet.
    date !== undefined && Date.parse(date) + 36 * hour <= now;
  const isBefore = from !== undefined && to !== undefined && to < from;
  return {
    from: isOver(from) ? 'past' : undefined,
    to: isOver(to) ? 'past' : isBefore ? 'order' : undefined,
  };
}
