import type { DialectName } from './dialect.ts';

/** What of a window detection needs. */
export type DetectingPage = Pick<Window, 'fetch' | 'localStorage'>;

/** To be built. */
export function detectDialect(_base: string, _page: DetectingPage): Promise<DialectName> {
  return Promise.resolve('argonaut');
}
