import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

const cookie = 'portal_session';

/** Who is signed in to the portal. The cookie is for the portal's own pages; the app's frame never needs it. */
export class PortalSessions {
  readonly #patients = new Map<string, string>();

  signIn(context: Context, patient: string): void {
    const id = randomBytes(24).toString('base64url');
    this.#patients.set(id, patient);
    setCookie(context, cookie, id, { httpOnly: true, sameSite: 'Lax', path: '/' });
  }

  /** @returns the logical id of the patient */
  patientOf(context: Context): string | undefined {
    return this.#patients.get(getCookie(context, cookie) ?? '');
  }

  signOut(context: Context): void {
    this.#patients.delete(getCookie(context, cookie) ?? '');
    deleteCookie(context, cookie, { path: '/' });
  }
}
