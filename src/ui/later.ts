import { getUi, type LaterScreens } from './context.ts';

/** For components that come with the later screens: where they are drawn, their words have come too. */
export function getLater(): LaterScreens {
  const later = getUi().fetched();
  if (later === undefined) throw new Error('a later screen was drawn before its words had come');
  return later;
}
