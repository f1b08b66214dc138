import { existsSync } from 'node:fs';
import type * as English from '../../src/ui/messages/en.ts';
import { languages, type Language } from '../../src/ui/messages/languages.ts';

/** All that the app says, in one language: what a journey in that language finds things by. */
export type Words = Pick<typeof English, 'first' | 'later' | 'launch'>;

const fileOf = (language: Language): URL =>
  new URL(`../../src/ui/messages/${language}.ts`, import.meta.url);

/** The languages that patients can choose and that have words, English first. */
export const spoken: readonly Language[] = (Object.keys(languages) as Language[]).filter(
  (language) => existsSync(fileOf(language)),
);

/** @throws where the language has no words yet */
export async function wordsIn(language: Language): Promise<Words> {
  return (await import(fileOf(language).href)) as Words;
}

/** Matches a name that begins with this; what follows says to whom or to what it belongs. */
export function starting(text: string): RegExp {
  return new RegExp(`^${text.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)}`);
}
