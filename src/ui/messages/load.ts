import type { Messages } from './en.ts';

/** One module per language, so that a patient loads one language only. */
const languages: Readonly<Record<string, () => Promise<Messages>>> = {
  en: async () => (await import('./en.ts')).en,
};

/** @param wanted BCP 47; a language that is not there falls back to English */
export async function loadMessages(wanted: string): Promise<Messages> {
  const load = languages[wanted.split('-')[0]?.toLowerCase() ?? ''] ?? languages['en'];
  if (load === undefined) throw new Error('the English messages are gone');
  return load();
}
