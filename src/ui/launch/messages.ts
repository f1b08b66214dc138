import { launch as english } from '../messages/en.ts';
import { languageFor } from '../messages/languages.ts';
import type { LaunchMessages } from './explanation.ts';
import type { Words } from './failure-page.ts';

/** Of each language only these words. */
const others = import.meta.glob<LaunchMessages>(['../messages/??.ts', '!../messages/en.ts'], {
  query: '?launch',
  import: 'launch',
});

/**
 * English comes with the page, because the words are needed most when nothing more can be loaded.
 * @param wanted BCP 47
 */
export async function messagesIn(wanted: string): Promise<Words> {
  const language = languageFor(wanted);
  const messages = await others[`../messages/${language}.ts`]?.().catch(() => undefined);
  return messages === undefined ? { language: 'en', messages: english } : { language, messages };
}
