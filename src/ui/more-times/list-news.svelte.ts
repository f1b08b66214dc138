import type { MoreTimes } from '../../flows/more-times.svelte.ts';
import type { PartOfDay } from '../../scheduling/availability.ts';
import type { Instant, ProposedAppointment } from '../../scheduling/model.ts';
import type { Wish } from '../../scheduling/wish.ts';
import type { Format } from '../format.ts';
import type { LaterMessages } from '../messages/en.ts';
import { countOf } from './shown-list.ts';

/** What the patient did to the list last. */
type News =
  | { readonly at: 'listed' }
  | {
      readonly at: 'later';
      /** Whether later dates are still being asked for. */
      readonly asking: boolean;
      /** What there was before. */
      readonly days: number;
      readonly times: number;
      readonly until: Instant | undefined;
    }
  | { readonly at: 'unfolded'; readonly part: PartOfDay; readonly count: number };

const listed: News = { at: 'listed' };

/** What has become of a list since it was first shown, for whoever does not see it change. */
export class ListNews {
  readonly #moreTimes: MoreTimes;
  #told = $state.raw<{ readonly wish: Wish | undefined; readonly news: News }>({
    wish: undefined,
    news: listed,
  });
  /** Those of which was told before the last news. */
  #passed: readonly ProposedAppointment[] = [];

  constructor(moreTimes: MoreTimes) {
    this.#moreTimes = moreTimes;
  }

  /** Times that have begun since the last other news. */
  get passed(): readonly ProposedAppointment[] {
    const { passed } = this.#moreTimes;
    return passed === this.#passed ? [] : passed;
  }

  /** Whether later dates were asked for and have not all come. */
  get isAsking(): boolean {
    const { step } = this.#moreTimes;
    const news = this.#news;
    return news.at === 'later' && (news.asking || (step.at === 'listed' && step.looking));
  }

  /** Whether it was looked for later dates, and there was nothing. */
  get isNothingLater(): boolean {
    const news = this.#news;
    return news.at === 'later' && !this.isAsking && this.#moreTimes.days.length <= news.days;
  }

  /** Whether nothing later can be asked for: it was, and the search has got no further. */
  get isAtEnd(): boolean {
    const news = this.#news;
    return this.isNothingLater && news.at === 'later' && news.until === this.#until;
  }

  /** It is told how many times the list has. */
  reset(): void {
    this.#tell(listed);
  }

  unfolded(part: PartOfDay, count: number): void {
    this.#tell({ at: 'unfolded', part, count });
  }

  /** Asks for later dates. */
  async showLater(): Promise<void> {
    const { days } = this.#moreTimes;
    const before = {
      at: 'later',
      days: days.length,
      times: countOf(days),
      until: this.#until,
    } as const;
    this.#tell({ ...before, asking: true });
    await this.#moreTimes.showLater();
    if (this.#news.at === 'later') this.#tell({ ...before, asking: false });
  }

  /** In words; `undefined` where there is nothing new. */
  inWords({ moreTimes: words }: LaterMessages, format: Format): string | undefined {
    const news = this.#news;
    if (news.at === 'listed') return undefined;
    if (news.at === 'unfolded') return words.allShown[news.part](news.count);
    const { step, days } = this.#moreTimes;
    if (this.isAsking) return words.lookingForMore;
    if (!('searchedUntil' in step)) return undefined;
    if (days.length > news.days)
      return words.more(days.length - news.days, countOf(days) - news.times);
    if (step.at === 'listed' && !step.complete) return words.incomplete;
    const until = format.ownDay(step.searchedUntil);
    if (days.length === 0) return words.noneUpTo(until);
    return this.#moreTimes.hasLater ? words.nothingUpTo(until) : words.noLater(until);
  }

  /** What was done to the list of another wish is no news of this one. */
  get #news(): News {
    const { wish, news } = this.#told;
    return wish === this.#moreTimes.wish ? news : listed;
  }

  get #until(): Instant | undefined {
    const { step } = this.#moreTimes;
    return 'searchedUntil' in step ? step.searchedUntil : undefined;
  }

  #tell(news: News): void {
    this.#passed = this.#moreTimes.passed;
    this.#told = { wish: this.#moreTimes.wish, news };
  }
}

const all = new WeakMap<MoreTimes, ListNews>();

/** The news of a list: the screen makes them, and the page's one status region tells them. */
export function newsOf(moreTimes: MoreTimes): ListNews {
  const known = all.get(moreTimes);
  if (known !== undefined) return known;
  const news = new ListNews(moreTimes);
  all.set(moreTimes, news);
  return news;
}
