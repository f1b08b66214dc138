import type { BrowserContext, ConsoleMessage, Frame, Page, Request } from '@playwright/test';

/** What a page has done that nobody sees on screen. */
export interface Watch {
  readonly requests: readonly Request[];
  /** Warnings and errors of the console; a violation of the Content-Security-Policy is one. */
  readonly complaints: readonly string[];
  readonly said: readonly string[];
  readonly dialogs: readonly string[];
  readonly popups: readonly string[];
  /** Where the frames of the page have been, the page itself included. */
  readonly addresses: readonly string[];
}

/** Begins to watch; what happened before is not in it. */
export function watch(page: Page): Watch {
  const seen = {
    requests: [] as Request[],
    complaints: [] as string[],
    said: [] as string[],
    dialogs: [] as string[],
    popups: [] as string[],
    addresses: [] as string[],
  };
  page.on('request', (request) => seen.requests.push(request));
  page.on('console', (message) => {
    seen.said.push(message.text());
    const complains = ['error', 'warning'].includes(message.type());
    if (complains && !isOfTheTrace(message)) seen.complaints.push(message.text());
  });
  page.on('dialog', (dialog) => {
    seen.dialogs.push(dialog.type());
    void dialog.dismiss();
  });
  page.on('popup', (popup) => seen.popups.push(popup.url()));
  page.on('framenavigated', (frame) => seen.addresses.push(frame.url()));
  return seen;
}

/**
 * For its trace Playwright fetches a file of the page once more where it came as a prefetch or was gone too soon, and
 * the page's own policy forbids that. What the page itself asks for has a line in a script.
 */
const isOfTheTrace = (message: ConsoleMessage): boolean =>
  message.location().url === '' && /^Connecting to '[^']+\/assets\//.test(message.text());

/** Everything that the app could have left behind in the browser, as one text; empty places are left out. */
export function leftBehind(frame: Frame): Promise<Record<string, unknown>> {
  return frame.evaluate(async () => {
    const places = {
      sessionStorage: Object.entries(sessionStorage),
      localStorage: Object.entries(localStorage),
      databases: (await indexedDB.databases()).map(({ name }) => name),
      caches: await caches.keys(),
      cookie: document.cookie,
      name: window.name,
      state: history.state as unknown,
      query: location.search,
      fragment: location.hash,
    };
    const empty = (value: unknown) =>
      value == null ||
      value === '' ||
      (typeof value === 'object' && Object.keys(value).length === 0);
    return Object.fromEntries(Object.entries(places).filter(([, value]) => !empty(value)));
  });
}

/** What Maria's record says of her, and what journeys type for her. */
const ofMaria = [
  'Maria',
  'Alvarez',
  '1984',
  'March 17',
  '555-0133',
  'mail.example',
  'LV-100284',
  'Palo Brea',
  'cough',
];

/** Of these texts, those that tell something of Maria. */
export const tellingOfMaria = (texts: readonly string[]): readonly string[] =>
  texts.filter((text) => ofMaria.some((word) => text.toLowerCase().includes(word.toLowerCase())));

/** The names and values of what an open change leaves behind, and nothing else may be. */
export interface OpenChange {
  readonly key: string;
  readonly text: string;
  readonly change: Readonly<Record<string, unknown>>;
}

/** What is left of changes that are open, or of a visit on screen. Fails where anything else is left. */
export async function openChanges(frame: Frame): Promise<readonly OpenChange[]> {
  const { sessionStorage = [], fragment = '#visit', ...others } = await leftBehind(frame);
  if (Object.keys(others).length > 0 || fragment !== '#visit')
    throw new Error(`this was left behind: ${JSON.stringify({ fragment, ...others })}`);
  return (sessionStorage as readonly (readonly [string, string])[]).map(([key, text]) => ({
    key,
    text,
    change: JSON.parse(text) as Readonly<Record<string, unknown>>,
  }));
}

/** The addresses that Back and Forward of a tab lead to. */
export async function historyOf(context: BrowserContext, page: Page): Promise<readonly string[]> {
  const session = await context.newCDPSession(page);
  const { entries } = await session.send('Page.getNavigationHistory');
  await session.detach();
  return entries.map(({ url }) => url);
}
