import type { LaterMessages } from './en-later.ts';
import type { Messages } from './en.ts';

interface Language {
  readonly first: () => Promise<Messages>;
  readonly later: () => Promise<LaterMessages>;
}

/** Two modules per language, so that a patient loads one language only, and first what is read first. */
const languages: Readonly<Record<string, Language>> = {
  en: {
    first: async () => (await import('./en.ts')).en,
    later: async () => (await import('./en-later.ts')).enLater,
  },
};

function languageOf(wanted: string): Language {
  const found = languages[wanted.split('-')[0]?.toLowerCase() ?? ''] ?? languages['en'];
  if (found === undefined) throw new Error('the English messages are gone');
  return found;
}

/** @param wanted BCP 47; a language that is not there falls back to English */
export const loadMessages = (wanted: string): Promise<Messages> => languageOf(wanted).first();

/** The words of the later screens, in the language that `loadMessages` gave. */
export const loadLaterMessages = (wanted: string): Promise<LaterMessages> =>
  languageOf(wanted).later();
