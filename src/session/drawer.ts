import { withoutSlash } from './issuers.ts';
import type { Page } from './page.ts';

/**
 * Small values of one patient at one EHR: the one thing here that outlives a page, and a new launch
 * too, though not the tab. The values can be read by whoever has the tab, so they name nobody.
 */
export interface Drawer {
  /** What lies in it now, in no order. Anything may have been written there, so judge the values. */
  entries(): readonly (readonly [id: string, value: unknown])[];
  /** @param value is stored as JSON */
  put(id: string, value: object): void;
  remove(id: string): void;
}

export interface DrawerOptions {
  readonly page: Pick<Page, 'sessionStorage' | 'crypto'>;
  readonly iss: string;
  /** Logical id, without `Patient/`. */
  readonly patient: string;
}

/**
 * Two frames of one tab share its storage, and may be of two patients, so each patient has a drawer
 * of their own. Its name is a hash, and tells nobody whose it is.
 */
export async function openDrawer({ page, iss, patient }: DrawerOptions): Promise<Drawer> {
  const { subtle } = page.crypto;
  const storage = subtle && attempt(() => page.sessionStorage);
  const prefix = subtle && `intention/${await hashOf(`${withoutSlash(iss)} ${patient}`, subtle)}/`;
  return drawerIn(storage, prefix ?? '');
}

function drawerIn(storage: Storage | undefined, prefix: string): Drawer {
  // What the browser does not store is kept for as long as the page lives. It need not be kept for
  // longer: what is true is in the EHR, and is read from there on the next launch.
  const unstored = new Map<string, string>();
  const stored = () => (storage && attempt(() => textsUnder(prefix, storage))) ?? [];

  const store = (id: string, text: string): boolean =>
    attempt(() => {
      storage?.setItem(prefix + id, text);
      return storage !== undefined;
    }) ?? false;

  const remove = (id: string): void => {
    unstored.delete(id);
    attempt(() => storage?.removeItem(prefix + id));
  };

  return {
    entries() {
      return [...new Map([...stored(), ...unstored])].flatMap(([id, text]) => {
        const read = attempt(() => ({ value: JSON.parse(text) as unknown }));
        if (read === undefined) remove(id);
        return read === undefined ? [] : [[id, read.value] as const];
      });
    },
    put(id, value) {
      const text = JSON.stringify(value);
      // The earlier value goes in any case: storage that is full would keep it, and the next page
      // would take it for the last word.
      remove(id);
      if (!store(id, text)) unstored.set(id, text);
    },
    remove,
  };
}

function textsUnder(prefix: string, storage: Storage): readonly (readonly [string, string])[] {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
  return keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => [key.slice(prefix.length), storage.getItem(key) ?? '']);
}

/** @returns undefined where it throws */
function attempt<Result>(run: () => Result): Result | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

/** Half of a SHA-256, in hex: enough that no two patients meet. */
async function hashOf(text: string, subtle: SubtleCrypto): Promise<string> {
  const digest = new Uint8Array(await subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(digest.slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
