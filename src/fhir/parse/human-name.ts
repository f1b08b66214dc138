import { type Json, objects, text, texts } from './json.ts';

/** From the last choice to the first: what has another use, such as a nickname, comes after these. */
const uses = [undefined, 'usual', 'official'];

/** A person's name as the hospital writes it; never a former one. */
export function parseName(names: unknown): string | undefined {
  const useOf = ({ use }: Json): number => uses.indexOf(text(use));
  return objects(names)
    .filter(({ use }) => use !== 'old' && use !== 'maiden')
    .sort((one, other) => useOf(other) - useOf(one))
    .map(
      ({ text: whole, prefix, given, family, suffix }) =>
        text(whole) ?? text([prefix, given, family, suffix].flatMap(texts).join(' ')),
    )
    .find((name) => name !== undefined);
}
