import type { LaterMessages, Messages } from './en.ts';
import { languageFor } from './languages.ts';

// A language is one file, of which the build makes one for each of these: a patient loads one language only, and
// first of it what is read first.
const first = import.meta.glob<Messages>('./??.ts', { query: '?first', import: 'first' });
const later = import.meta.glob<LaterMessages>('./??.ts', { query: '?later', import: 'later' });

function load<Words>(files: Readonly<Record<string, () => Promise<Words>>>, wanted: string) {
  const words = files[`./${languageFor(wanted)}.ts`];
  if (words === undefined) throw new Error(`there are no words for "${wanted}"`);
  return words();
}

/** Where words come from. */
export interface Catalogue {
  readonly first: (wanted: string) => Promise<Messages>;
  readonly later: (wanted: string) => Promise<LaterMessages>;
}

/** @param wanted BCP 47; a language that is not there falls back to English */
export const loadMessages = (wanted: string): Promise<Messages> => load(first, wanted);

/** The words of the later screens, in the language that `loadMessages` gave. */
export const loadLaterMessages = (wanted: string): Promise<LaterMessages> => load(later, wanted);

export const catalogue: Catalogue = { first: loadMessages, later: loadLaterMessages };
