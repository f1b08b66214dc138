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
  type PortalDialect,
  type PortalPatient,
  portalStyles,
  portalUsers,
  schedulePage,
  settingsPage,
  type Signed,
  signInPage,
  visitsPage,
} from './pages.ts';
import { type Chosen, PortalSessions } from './sessions.ts';
import type { Visit } from '../database/visits.ts';

export interface PortalOptions {
  readonly hospital: Hospital;
  readonly patients: readonly PortalPatient[];
  /** What the frame may show: the app's origin, and the EHR's, which the app passes through to be authorized. */
  readonly frames: readonly string[];
  readonly clock: Clock;
  /** The ways in which the hospital's EHR can schedule; the first, unless another is chosen. */
  readonly dialects: readonly [PortalDialect, ...PortalDialect[]];
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
  const { hospital, patients, clock, dialects } = options;
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
    const session = sessions.of(context);
    const patient = patients.find(({ id }) => id === session?.patient);
    const dialect = dialects.find(({ name }) => name === session?.dialect) ?? dialects[0];
    const user = portalUsers.find(({ name }) => name === session?.user) ?? portalUsers[0];
    return patient === undefined
      ? undefined
      : { hospital, patient, dialect, style: session?.style, user };
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

  /** A choice among those of the settings page, kept for as long as the patient is signed in. */
  const choice = <Choice extends { readonly name: string }>(
    of: string,
    choices: readonly Choice[],
    chosenIn: (choice: Choice) => Chosen,
    unknown: string,
  ): void => {
    portal.post(`/settings/${of}`, async (context) => {
      const { [of]: name } = await context.req.parseBody();
      const found = choices.find((each) => each.name === name);
      if (found === undefined)
        return context.html(goneWrongPage(hospital, 'Nothing was chosen', unknown), 400);
      sessions.choose(context, chosenIn(found));
      return context.redirect('/settings?chosen', 303);
    });
  };
  choice(
    'dialect',
    dialects,
    ({ name }) => ({ dialect: name }),
    'We do not know this way of scheduling.',
  );
  choice('style', portalStyles, ({ style }) => ({ style }), 'We do not know these colors.');
  choice('user', portalUsers, ({ name }) => ({ user: name }), 'We do not know who that would be.');

  page('/home', async (context, who) =>
    context.html(homePage(who, await options.visitsOf(who.patient.id), clock())),
  );
  page('/visits', async (context, who) =>
    context.html(visitsPage(who, await options.visitsOf(who.patient.id), clock())),
  );
  page('/settings', (context, who) => context.html(settingsPage(who, dialects, doneIn(context))));
  // The portal's own page says who the patient is; in a tab of its own the app must.
  page('/schedule', async (context, who) =>
    context.html(
      schedulePage(who, await options.launchUrl({ ...launchOf(who), needPatientBanner: false })),
    ),
  );
  page('/schedule/new-tab', async (context, who) =>
    context.redirect(await options.launchUrl(launchOf(who)), 303),
  );

  portal.notFound((context) =>
    context.html(goneWrongPage(hospital, 'There is no such page', 'It may have been moved.'), 404),
  );
  return portal;
}

function launchOf({ patient, dialect, style, user: { type } }: Signed): LaunchContext {
  return {
    patient: patient.id,
    iss: dialect.iss,
    ...(style === undefined ? {} : { style }),
    ...(type === undefined ? {} : { fhirUser: `${type}/for-${patient.id}` }),
  };
}

/** What was done on the settings page that is shown again. */
function doneIn(context: Context): 'reset' | 'chosen' | undefined {
  if (context.req.query('done') !== undefined) return 'reset';
  return context.req.query('chosen') === undefined ? undefined : 'chosen';
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
