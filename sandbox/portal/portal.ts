import { readFileSync } from 'node:fs';
import { type Context, Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { secureHeaders } from 'hono/secure-headers';
import type { LaunchContext } from '../authorization/launches.ts';
import type { Clock } from '../types.ts';
import type { Hospital } from './layout.ts';
import {
  goneWrongPage,
  homePage,
  type PortalPatient,
  schedulePage,
  settingsPage,
  type Signed,
  signInPage,
  visitsPage,
} from './pages.ts';
import { PortalSessions } from './sessions.ts';
import type { Visit } from '../database/visits.ts';

export interface PortalOptions {
  readonly hospital: Hospital;
  readonly patients: readonly PortalPatient[];
  /** What the frame may show: the app's origin, and the EHR's, which the app passes through to be authorized. */
  readonly frames: readonly string[];
  readonly clock: Clock;
  /** Makes a one-time launch and hands back the address that opens the app with it. */
  readonly launchUrl: (context: LaunchContext) => Promise<string>;
  readonly visitsOf: (patient: string) => Promise<readonly Visit[]>;
  /** Puts the clinic back to how it was at the start. */
  readonly reset: () => Promise<void>;
}

const stylesheet = readFileSync(new URL('./portal.css', import.meta.url), 'utf8');
const icon = readFileSync(new URL('./icon.svg', import.meta.url), 'utf8');

/** The hospital's patient portal: plain pages and forms, no script of its own. */
export function createPortal(options: PortalOptions): Hono {
  const { hospital, patients, clock } = options;
  const sessions = new PortalSessions();
  const portal = new Hono();

  portal.use(headersFor(options.frames));
  portal.use(csrf());
  portal.get('/portal.css', (context) =>
    context.body(stylesheet, 200, {
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control': 'no-cache',
    }),
  );
  portal.get('/icon.svg', (context) =>
    context.body(icon, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'no-cache' }),
  );

  const signed = (context: Context): Signed | undefined => {
    const patient = patients.find(({ id }) => id === sessions.patientOf(context));
    return patient === undefined ? undefined : { hospital, patient };
  };
  /** A page for somebody who is signed in; anybody else is shown the way in. */
  const page = (
    path: string,
    answer: (context: Context, who: Signed) => Response | Promise<Response>,
  ): void => {
    portal.get(path, (context) => {
      const who = signed(context);
      context.header('Cache-Control', 'no-store');
      return who === undefined ? context.redirect('/', 303) : answer(context, who);
    });
  };

  portal.get('/', (context) => {
    context.header('Cache-Control', 'no-store');
    return signed(context) === undefined
      ? context.html(signInPage(hospital, patients))
      : context.redirect('/home', 303);
  });
  portal.post('/sign-in', async (context) => {
    const { patient } = await context.req.parseBody();
    const chosen = patients.find(({ id }) => id === patient);
    if (chosen === undefined)
      return context.html(
        goneWrongPage(hospital, 'You are not signed in', 'We do not know this patient.'),
        400,
      );
    sessions.signIn(context, chosen.id);
    return context.redirect('/home', 303);
  });
  portal.post('/sign-out', (context) => {
    sessions.signOut(context);
    return context.redirect('/', 303);
  });
  portal.post('/settings/reset', async (context) => {
    if (signed(context) === undefined) return context.redirect('/', 303);
    await options.reset();
    return context.redirect('/settings?done', 303);
  });

  page('/home', async (context, who) =>
    context.html(homePage(who, await options.visitsOf(who.patient.id), clock())),
  );
  page('/visits', async (context, who) =>
    context.html(visitsPage(who, await options.visitsOf(who.patient.id), clock())),
  );
  page('/settings', (context, who) =>
    context.html(settingsPage(who, context.req.query('done') !== undefined)),
  );
  // The portal's own page says who the patient is; in a tab of its own the app must.
  page('/schedule', async (context, who) =>
    context.html(
      schedulePage(
        who,
        await options.launchUrl({ patient: who.patient.id, needPatientBanner: false }),
      ),
    ),
  );
  page('/schedule/new-tab', async (context, who) =>
    context.redirect(await options.launchUrl({ patient: who.patient.id }), 303),
  );

  portal.notFound((context) =>
    context.html(goneWrongPage(hospital, 'There is no such page', 'It may have been moved.'), 404),
  );
  return portal;
}

function headersFor(frames: readonly string[]) {
  const none = ["'none'"];
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: none,
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      frameSrc: [...frames],
      formAction: ["'self'"],
      baseUri: none,
      frameAncestors: none,
    },
    // Not 'no-referrer', with which browsers send forms with `Origin: null`.
    referrerPolicy: 'same-origin',
    // Plain http on loopback: these two would have no effect, or a wrong one.
    strictTransportSecurity: false,
    crossOriginResourcePolicy: false,
  });
}
