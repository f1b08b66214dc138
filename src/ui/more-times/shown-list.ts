import type { AppFlow } from '../../flows/app.svelte.ts';
import type { MoreTimes, Narrowing } from '../../flows/more-times.svelte.ts';
import type { OpenDay } from '../../scheduling/availability.ts';

/** How a day stands in the list. */
export type Form = 'plain' | 'unfolded' | 'folded';

export interface ShownDay {
  readonly day: OpenDay;
  readonly count: number;
  readonly form: Form;
}

/** What there is to show of the times that were found. */
export type List =
  | { readonly at: 'looking' | 'failed' | 'none' | 'left-out' }
  | { readonly at: 'days'; readonly days: readonly ShownDay[] };

/** More than these do not lie open beside each other. */
export const mostOpen = 60;

/**
 * The list as it stands on screen. It remembers what was shown: further days come in below, and neither they
 * nor a zone that is still being read move what stands above.
 */
export class ShownList {
  #days: readonly OpenDay[] = [];
  #narrowing: Narrowing | undefined;
  readonly #forms = new Map<string, Form>();

  of(app: AppFlow): List {
    const { step, days, narrowing } = app.moreTimes;
    if (step.at !== 'listed' || narrowing !== this.#narrowing) this.#forget(narrowing);
    if (step.at !== 'listed') return { at: step.at };
    const reading = days.length === 0 && (step.looking || isReading(app, step.times));
    if (!reading) this.#days = days;
    if (this.#days.length > 0) return { at: 'days', days: this.#shown(this.#days) };
    if (reading) return { at: 'looking' };
    return { at: isNarrowed(narrowing) ? 'left-out' : 'none' };
  }

  #forget(narrowing: Narrowing): void {
    this.#days = [];
    this.#narrowing = narrowing;
    this.#forms.clear();
  }

  #shown(days: readonly OpenDay[]): readonly ShownDay[] {
    const many = countOf(days) > mostOpen;
    return days.map((day, index) => {
      const fresh = many ? (index === 0 ? 'unfolded' : 'folded') : 'plain';
      const form = this.#forms.get(day.date) ?? fresh;
      this.#forms.set(day.date, form);
      return { day, count: countOf([day]), form };
    });
  }
}

export const countOf = (days: readonly OpenDay[]): number =>
  days.reduce((all, { parts }) => all + parts.reduce((sum, { times }) => sum + times.length, 0), 0);

export const isNarrowed = ({ practitioner, partOfDay, venue }: Narrowing): boolean =>
  practitioner !== undefined || partOfDay !== undefined || venue !== undefined;

/** Whether a clinic's zone is still unknown, and with it the days. */
export const isReading = (
  { places }: AppFlow,
  times: Extract<MoreTimes['step'], { at: 'listed' }>['times'],
): boolean => times.some((time) => places.zoneOf(time) === undefined);
