import type { Actor, Code } from '../../scheduling/model.ts';
import type { Wish } from '../../scheduling/wish.ts';
import type { Ui } from '../context.ts';
import type { LaterMessages, Messages } from '../messages/en.ts';

/** Whose times a wish asks for, where it asks for nothing else; else it is a search. */
export type Asked =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'practitioner'; readonly practitioner: Actor }
  | { readonly kind: 'search' };

export function askedOf(wish: Wish): Asked {
  const { practitioners, from, to, ...others } = wish;
  const isPlain =
    from === undefined &&
    to === undefined &&
    Object.values(others).every((values: readonly unknown[]) => values.length === 0);
  const [practitioner, ...more] = practitioners;
  if (!isPlain || more.length > 0) return { kind: 'search' };
  return practitioner === undefined ? { kind: 'anyone' } : { kind: 'practitioner', practitioner };
}

/** The heading over the times of a wish. */
export function titleOf(wish: Wish, { home }: Messages, { moreTimes }: LaterMessages): string {
  const asked = askedOf(wish);
  switch (asked.kind) {
    case 'anyone':
      return moreTimes.anyone;
    case 'practitioner':
      return moreTimes.practitioner(asked.practitioner.display ?? home.yourDoctor);
    case 'search':
      return moreTimes.search;
  }
}

/** "Follow-up visit; with Dr. Yee; Mondays and Tuesdays; from Tuesday, March 3": what was asked for, in one line. */
export function wishInWords(
  wish: Wish,
  { messages, format }: Pick<Ui, 'messages' | 'format'>,
  later: LaterMessages,
): string {
  const { wish: words } = later;
  const names = (given: readonly (Actor | Code)[]): readonly string[] => [
    ...new Set(given.flatMap(({ display }) => display ?? [])),
  ];
  const several = (
    given: readonly string[],
    inWords: (list: string) => string = (list) => list,
  ): readonly string[] => (given.length === 0 ? [] : [inWords(words.or(given))]);
  return [
    ...several(names(wish.visitTypes)),
    ...several(names(wish.specialties)),
    ...several(names(wish.practitioners), words.with),
    ...several(names(wish.locations), words.at),
    ...several(wish.places, words.near),
    ...several(wish.venues.map((venue) => messages.time.how[venue])),
    ...several(wish.weekdays.map((weekday) => words.weekdays[weekday])),
    ...several(wish.partsOfDay.map((part) => words.parts[part])),
    ...periodInWords(wish, format, words),
  ].join(later.semicolon);
}

/** "from Tuesday, March 3 to Friday, March 20"; nothing where no day was asked for. */
export function periodInWords(
  { from, to }: Wish,
  format: Ui['format'],
  words: LaterMessages['wish'],
): readonly string[] {
  if (from !== undefined && to !== undefined)
    return [words.fromTo(format.calendarDay(from), format.calendarDay(to))];
  if (from !== undefined) return [words.from(format.calendarDay(from))];
  return to === undefined ? [] : [words.to(format.calendarDay(to))];
}
