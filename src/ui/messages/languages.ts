/** The languages that a patient can choose, each under its own name. The words of each are in the file of that tag. */
export const languages = {
  en: { name: 'English', direction: 'ltr' },
  es: { name: 'Español', direction: 'ltr' },
  zh: { name: '简体中文', direction: 'ltr' },
  vi: { name: 'Tiếng Việt', direction: 'ltr' },
  ar: { name: 'العربية', direction: 'rtl' },
} as const;

export type Language = keyof typeof languages;

/** @param tag BCP 47: "es-MX" is of "es" */
const primaryOf = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';

/** The first of some wishes in a language that is there; English where none is. */
export function languageFor(...wishes: readonly (string | undefined)[]): Language {
  const wanted = wishes.map((wish) => primaryOf(wish ?? ''));
  return wanted.find(isLanguage) ?? 'en';
}

const isLanguage = (tag: string): tag is Language => Object.hasOwn(languages, tag);
