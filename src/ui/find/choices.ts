import type { Actor, Code } from '../../scheduling/model.ts';

/** One line of a list to choose from; names that several codes share are one line. */
export interface Choice<Value> {
  readonly id: string;
  readonly name: string;
  readonly values: readonly Value[];
  /** What tells it from others, such as an address. */
  readonly about?: string | undefined;
}

export const actorId = ({ reference, display }: Actor): string => reference ?? display ?? '';
export const codeId = ({ system, code, display }: Code): string => display ?? `${system}|${code}`;

/** What can be chosen, and whatever is chosen already although no list has it. */
export function choicesOf<Value extends Actor | Code>(
  options: readonly Value[],
  chosen: readonly Value[],
  idOf: (value: Value) => string,
): readonly Choice<Value>[] {
  const choices = new Map<string, Choice<Value>>();
  const add = (value: Value): void => {
    const id = idOf(value);
    const { values } = choices.get(id) ?? { values: [] };
    choices.set(id, { id, name: value.display ?? id, values: [...values, value] });
  };
  options.forEach(add);
  const known = new Set(choices.keys());
  chosen.filter((value) => !known.has(idOf(value))).forEach(add);
  return [...choices.values()];
}

/** In the order in which they were chosen. */
export const idsOf = <Value>(
  chosen: readonly Value[],
  idOf: (value: Value) => string,
): readonly string[] => [...new Set(chosen.map(idOf))];

export const valuesOf = <Value>(
  choices: readonly Choice<Value>[],
  ids: readonly string[],
): readonly Value[] =>
  ids.flatMap((id) => choices.find((choice) => choice.id === id)?.values ?? []);

/** Ticked ones go to the end: the order of ticking is the order of preference. */
export const toggled = <Value>(chosen: readonly Value[], value: Value): readonly Value[] =>
  chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];

/** Whether a name has this text, whatever the case and the accents. */
export const has = (name: string, text: string): boolean => plain(name).includes(plain(text));

const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
