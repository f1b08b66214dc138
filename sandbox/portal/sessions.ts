import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { StyleName } from '../authorization/style.ts';

const cookie = 'portal_session';

/** What was chosen in the settings, if anything. */
export interface Chosen {
  readonly dialect?: string;
  readonly style?: StyleName | undefined;
  /** Who is signed in for the patient. */
  readonly user?: string;
}

interface Signed extends Chosen {
  /** Logical id. */
  readonly patient: string;
}

/** Who is signed in to the portal. The cookie is for the portal's own pages; the app's frame never needs it. */
export class PortalSessions {
  readonly #signed = new Map<string, Signed>();

  signIn(context: Context, patient: string): void {
    const id = randomBytes(24).toString('base64url');
    this.#signed.set(id, { patient });
    setCookie(context, cookie, id, { httpOnly: true, sameSite: 'Lax', path: '/' });
  }

  of(context: Context): Signed | undefined {
    return this.#signed.get(getCookie(context, cookie) ?? '');
  }

  /** Keeps the choice for as long as the patient is signed in. */
  choose(context: Context, chosen: Chosen): void {
    const signed = this.of(context);
    if (signed !== undefined)
      this.#signed.set(getCookie(context, cookie) ?? '', { ...signed, ...chosen });
  }

  signOut(context: Context): void {
    this.#signed.delete(getCookie(context, cookie) ?? '');
    deleteCookie(context, cookie, { path: '/' });
  }
}
