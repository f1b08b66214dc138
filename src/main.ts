/**
 * The app page: takes the answer of the authorization server, opens the session, and joins the layers.
 * Only this file and `launch.ts` see more than one of them.
 */
import { mount } from 'svelte';

import { DeploymentError, readDeployment, type Deployment, type Issuer } from './config.ts';
import { createEhr, forgetDialect, loadDialect } from './fhir/capability.ts';
import { EhrClock } from './fhir/clock.ts';
import type { Dialect } from './fhir/dialect.ts';
import { AppFlow, type AppPorts, type Opening } from './flows/app.svelte.ts';
import { Shell, type Closed } from './flows/shell.svelte.ts';
import type { Journal } from './scheduling/ports.ts';
import { openDrawer } from './session/drawer.ts';
import { registrationOf } from './session/issuers.ts';
import { takeRedirect } from './session/redirect.ts';
import { resumeSession } from './session/resume.ts';
import { grants } from './session/scopes.ts';
import { send } from './session/send.ts';
import type { Session, SessionFailure } from './session/types.ts';
import { isAtVisit } from './ui/address.ts';
import App from './ui/App.svelte';
import { whenIdle } from './ui/idle.ts';
import { loadMessages } from './ui/messages/load.ts';
import { sightOf } from './ui/sight.ts';

const now = () => Date.now();
/** As long as most portals leave a session open that nobody uses. */
const idleAfter = 15 * 60_000;

const wasAtVisit = isAtVisit(location);
// First of all, so that `code` and `state` stand in the address no longer than this line takes to run.
const redirect = takeRedirect(window);
const target = document.getElementById('app') ?? document.body;

try {
  void open(readDeployment(document));
} catch (error) {
  if (!(error instanceof DeploymentError)) throw error;
  void explain(error.problems);
}

/** The same plain page as at launch: it needs no settings to be drawn, and is loaded only when it is needed. */
async function explain(problems: readonly string[]): Promise<void> {
  const [{ showMistakes }, { messagesIn }] = await Promise.all([
    import('./ui/launch/failure-page.ts'),
    import('./ui/launch/messages.ts'),
  ]);
  showMistakes(target, problems, (await messagesIn(document.documentElement.lang)).messages);
}

async function open(deployment: Deployment): Promise<void> {
  const { issuers } = deployment;
  // Until the page is watched, the patient has just come.
  let lastActive = now;
  let dialect: Promise<Dialect> | undefined;
  // The token is fetched while the page gets its words, and neither waits for the other.
  const resuming = resumeSession(redirect, {
    page: window,
    issuers,
    now,
    lastActive: () => lastActive(),
    // The EHR's way of scheduling is found out and fetched beside the token, and waits for nothing else.
    onIssuer: (iss) => {
      dialect = loadDialect(issuerOf(iss, deployment), window);
      dialect.catch(() => undefined);
    },
  });
  const shell = new Shell();
  const drawn = loadMessages(deployment.language).then((messages) => {
    target.replaceChildren();
    mount(App, { target, props: { shell, deployment, messages } });
  });

  const opened: { app?: AppFlow; session?: Session } = {};
  const close = (why: Closed | SessionFailure, sent: Promise<void> = Promise.resolve()): void => {
    shell.refuse(why);
    void sent.finally(() => opened.session?.finish());
  };
  // A page that comes back from the back/forward cache, perhaps before other eyes, or after the portal has opened the
  // app for another patient in its place, has nothing to show and nothing to send; nor has one that was still opening.
  addEventListener(
    'pagehide',
    () => {
      opened.app?.leave();
      close({ kind: isAtVisit(location) ? 'loaded-again' : 'not-launched' });
    },
    { once: true },
  );
  const resumed = await resuming;
  if (resumed.at === 'failed') {
    const again = wasAtVisit && resumed.failure.kind === 'not-launched';
    shell.refuse(again ? { kind: 'loaded-again' } : resumed.failure);
    await drawn;
    return;
  }
  const { session } = resumed;
  opened.session = session;
  const { iss, patient } = session;
  const [journal, spoken] = await Promise.all([
    openDrawer({ page: window, iss, patient }),
    dialect?.catch(() => undefined),
  ]);
  if (shell.step.at !== 'opening' || spoken === undefined) {
    close(spoken ? { kind: 'not-launched' } : { kind: 'token-unreachable', timedOut: false });
    await drawn;
    return;
  }
  const app = appFor(session, spoken, deployment, journal, close);
  opened.app = app;
  // An EHR may want to hear sooner from a patient who is still there.
  const patience = () => Math.min(idleAfter, session.activeFor ?? idleAfter);
  const idle = whenIdle(window, patience, now, () => {
    app.close({ kind: 'idle' });
  });
  lastActive = () => idle.lastActive();
  shell.open(app);
  // The times are asked for as soon as there is a token, words or no words.
  await Promise.all([drawn, app.start(openingOf(session))]);
  const { styleUrl } = session;
  // They come last, and nobody misses them.
  if (styleUrl !== undefined)
    import('./ui/theme/wear.ts').then((theme) => theme.wear(styleUrl, send)).catch(() => undefined);
}

/** The portal may open the app for something it already has; whatever else it says opens the booking. */
function openingOf({ intent, context }: Session): Opening {
  const visits = context.flatMap((reference) => /^Appointment\/(.+)$/.exec(reference)?.[1] ?? []);
  const [visit] = visits;
  if (intent === undefined && visit !== undefined && visits.length === 1)
    return { at: 'visit', visit };
  const areWanted = intent === undefined ? visit !== undefined : intent === 'view-appointments';
  return { at: areWanted ? 'appointments' : 'home' };
}

function issuerOf(iss: string, { issuers }: Deployment): Issuer {
  const issuer = registrationOf(iss, issuers);
  if (issuer === undefined) throw new Error('a session of an issuer that is not registered');
  return issuer;
}

function appFor(
  session: Session,
  dialect: Dialect,
  deployment: Deployment,
  journal: Journal,
  onClose: AppPorts['onClose'],
): AppFlow {
  const issuer = issuerOf(session.iss, deployment);
  const { patient, grantedScopes, needPatientBanner } = session;
  const clock = new EhrClock(now);
  return new AppFlow({
    iss: session.iss,
    ehr: createEhr({
      issuer,
      dialect,
      patient,
      authorization: () => session.authorization(),
      renew: () => session.refresh(),
      now,
      onDate: (date, sentAt) => {
        clock.hear(date, sentAt);
      },
      onNotSupported: () => {
        forgetDialect(issuer, window).catch(() => undefined);
      },
    }),
    patient: `Patient/${patient}`,
    now,
    ehrNow: clock.now,
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    later: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds);
      return () => {
        clearTimeout(timer);
      };
    },
    sight: sightOf(document),
    places: { locations: issuer.locations, timeZone: deployment.timeZone },
    // SMART has no word for operations; EHRs tie `$book` to creating or to changing an Appointment.
    actsFor: () => session.actsFor(),
    mayBook:
      grants(grantedScopes, 'Appointment', 'create') ||
      grants(grantedScopes, 'Appointment', 'update'),
    needPatientBanner,
    journal,
    changes: () => import('./flows/visit-change.svelte.ts'),
    finding: () => import('./flows/finding.svelte.ts'),
    onClose,
    signIn: { endsAt: () => session.expiresAt, renew: () => session.refresh() },
  });
}
