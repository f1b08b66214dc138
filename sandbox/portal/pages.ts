import { html, raw } from 'hono/html';
import { icons, mark, valley } from './art.ts';
import { footer, type Hospital, patientPage, welcomePage } from './layout.ts';
import type { StyleName } from '../authorization/style.ts';
import type { Visit } from '../database/visits.ts';
import { comingVisits, otherVisits, statusWords, whenOf } from './visits.ts';

type Html = ReturnType<typeof html>;

export interface PortalPatient {
  readonly id: string;
  readonly name: string;
  /** One line that tells the patients of the demonstration apart. */
  readonly description: string;
}

/** A way in which the EHR of the demonstration can schedule. */
export interface PortalDialect {
  readonly name: string;
  /** As people read it. */
  readonly words: string;
  /** The FHIR base with which the app is launched. */
  readonly iss: string;
}

/** What the hospital can tell the app of its looks. */
export const portalStyles: readonly {
  readonly name: string;
  /** As people read it. */
  readonly words: string;
  readonly style: StyleName | undefined;
}[] = [
  { name: 'own', words: 'The app’s own', style: undefined },
  { name: 'hospital', words: 'The hospital’s: blue, with larger letters', style: 'hospital' },
  { name: 'unreadable', words: 'Unreadable ones, which the app refuses', style: 'unreadable' },
];
/** Who may be signed in for the patient of the demonstration; the first, unless another is chosen. */
export const portalUsers = [
  { name: 'patient', words: 'The patient', type: undefined },
  { name: 'related', words: 'A parent or a carer (RelatedPerson)', type: 'RelatedPerson' },
  { name: 'person', words: 'A person with a record of their own (Person)', type: 'Person' },
] as const;

/** What all pages of a signed-in patient need. */
export interface Signed {
  readonly hospital: Hospital;
  readonly patient: PortalPatient;
  /** The one that was chosen, or the first. */
  readonly dialect: PortalDialect;
  /** That which was chosen, if any. */
  readonly style: StyleName | undefined;
  /** The same. */
  readonly user: (typeof portalUsers)[number];
}

export function signInPage(hospital: Hospital, patients: readonly PortalPatient[]): Html {
  const body = html`<div class="split">
    <div class="scene">
      ${valley}
      <header class="scene-words">
        <p class="brand">${mark}<strong>${hospital.name}</strong></p>
        <p class="promise">Your care, close to home.</p>
      </header>
    </div>
    <div class="side">
      <main id="main">
        <h1>Sign in to your patient portal</h1>
        <p class="lead">
          This is a demonstration. Choose the patient you want to be; there is no password.
        </p>
        <ul class="people">
          ${patients.map(
            ({ id, name, description }) =>
              html`<li>
                <form method="post" action="/sign-in">
                  <input type="hidden" name="patient" value="${id}" />
                  <button class="person">
                    <span><strong>${name}</strong><span class="about">${description}</span></span
                    >${icons.forward}
                  </button>
                </form>
              </li>`,
          )}
        </ul>
      </main>
      ${footer(hospital)}
    </div>
  </div>`;
  return welcomePage({ hospital, title: 'Sign in', body });
}

export function homePage(
  { hospital, patient }: Signed,
  visits: readonly Visit[],
  now: number,
): Html {
  const next = comingVisits(visits, now).find(({ status }) => status === 'booked');
  const body = html`<div class="column">
    <h1>Welcome, ${patient.name.split(' ')[0] ?? patient.name}</h1>
    <section class="next" aria-labelledby="next">
      <h2 id="next">Your next visit</h2>
      ${next === undefined ? html`<p>You have no visit coming up.</p>` : visitLines(next)}
    </section>
    <ul class="tiles">
      <li>
        <a class="tile main" href="/schedule"
          >${icons.calendar}<span
            ><strong>Schedule an appointment</strong><span>Find a time, and book it now</span></span
          ></a
        >
      </li>
      <li>
        <a class="tile" href="/visits"
          >${icons.visits}<span><strong>Visits</strong><span>Upcoming and past</span></span></a
        >
      </li>
      <li>
        <a class="tile" href="/settings"
          >${icons.settings}<span
            ><strong>Settings</strong><span>What the demonstration shows</span></span
          ></a
        >
      </li>
    </ul>
  </div>`;
  return patientPage({
    hospital,
    patientName: patient.name,
    current: '/home',
    title: 'Home',
    body,
  });
}

export function visitsPage(
  { hospital, patient }: Signed,
  visits: readonly Visit[],
  now: number,
): Html {
  const coming = comingVisits(visits, now);
  const others = otherVisits(visits, now);
  const body = html`<div class="column">
    <h1>Visits</h1>
    <section aria-labelledby="coming">
      <h2 id="coming">Coming up</h2>
      ${coming.length === 0 ? html`<p class="none">You have no visit coming up. <a href="/schedule">Schedule an appointment</a></p>` : visitList(coming)}
    </section>
    ${
      others.length === 0
        ? ''
        : html`<section aria-labelledby="others">
            <h2 id="others">Past and canceled</h2>
            ${visitList(others)}
          </section>`
    }
  </div>`;
  return patientPage({
    hospital,
    patientName: patient.name,
    current: '/visits',
    title: 'Visits',
    body,
  });
}

/** The sandbox attributes are those that athenahealth's frame has: no top navigation, so the app cannot leave the portal. */
const allowed =
  'allow-forms allow-modals allow-pointer-lock allow-popups allow-popups-to-escape-sandbox allow-same-origin allow-scripts allow-downloads';

export function schedulePage({ hospital, patient }: Signed, launchUrl: string): Html {
  const body = html`<div class="frame-head">
      <h1>Schedule an appointment</h1>
      <a href="/schedule/new-tab" target="_blank" rel="noopener"
        >Open in a new tab${icons.newTab}</a
      >
    </div>
    <iframe
      title="Schedule an appointment"
      src="${launchUrl}"
      sandbox="${allowed}"
      referrerpolicy="no-referrer"
    ></iframe>`;
  return patientPage({
    hospital,
    patientName: patient.name,
    current: '/schedule',
    title: 'Schedule an appointment',
    body,
  });
}

const doneWords = {
  reset: 'Done. The clinic’s calendar is as it was at the start.',
  chosen: 'Done. It counts from the next time that you open scheduling.',
} as const;

export function settingsPage(
  { hospital, patient, dialect, style: worn, user }: Signed,
  dialects: readonly PortalDialect[],
  done: keyof typeof doneWords | undefined,
): Html {
  const body = html`<div class="column">
    <h1>Settings</h1>
    ${done === undefined ? '' : html`<p class="done" role="status">${doneWords[done]}</p>`}
    <section aria-labelledby="again">
      <h2 id="again">Start the demonstration again</h2>
      <p>All visits that were booked or canceled here are undone, for every patient.</p>
      <form method="post" action="/settings/reset">
        <button class="action">Reset the demonstration</button>
      </form>
    </section>
    <section aria-labelledby="dialect">
      <h2 id="dialect">For demonstrations</h2>
      <form method="post" action="/settings/dialect">
        <fieldset class="choices">
          <legend>Which way of scheduling does the hospital’s EHR speak?</legend>
          ${dialects.map(
            ({ name, words }) =>
              html`<label
                ><input
                  type="radio"
                  name="dialect"
                  value="${name}"
                  ${name === dialect.name ? raw(' checked') : ''}
                />${words}</label
              >`,
          )}
        </fieldset>
        <button class="action">Use this one</button>
      </form>
      <form method="post" action="/settings/style">
        <fieldset class="choices">
          <legend>Which colors shall the app wear?</legend>
          ${portalStyles.map(
            ({ name, words, style }) =>
              html`<label
                ><input
                  type="radio"
                  name="style"
                  value="${name}"
                  ${style === worn ? raw(' checked') : ''}
                />${words}</label
              >`,
          )}
        </fieldset>
        <button class="action">Wear these</button>
      </form>
      <form method="post" action="/settings/user">
        <fieldset class="choices">
          <legend>Who does the EHR say is signed in for ${patient.name}?</legend>
          ${portalUsers.map(
            ({ name, words }) =>
              html`<label
                ><input
                  type="radio"
                  name="user"
                  value="${name}"
                  ${name === user.name ? raw(' checked') : ''}
                />${words}</label
              >`,
          )}
        </fieldset>
        <button class="action">Sign in as this one</button>
      </form>
    </section>
    <section aria-labelledby="other">
      <h2 id="other">Be somebody else</h2>
      <p>You are signed in as ${patient.name}. Sign out to choose another patient.</p>
      <form method="post" action="/sign-out"><button class="action second">Sign out</button></form>
    </section>
  </div>`;
  return patientPage({
    hospital,
    patientName: patient.name,
    current: '/settings',
    title: 'Settings',
    body,
  });
}

export function goneWrongPage(hospital: Hospital, title: string, text: string): Html {
  const body = html`<main class="column alone" id="main">
    <h1>${title}</h1>
    <p>${text}</p>
    <p><a href="/">Back to the portal</a></p>
  </main>`;
  return welcomePage({ hospital, title, body });
}

function visitList(visits: readonly Visit[]): Html {
  return html`<ul class="visits">
    ${visits.map((visit) => html`<li>${visitLines(visit)}</li>`)}
  </ul>`;
}

function visitLines(visit: Visit): Html {
  const { day, weekday, month, line } = whenOf(visit);
  return html`<div class="visit">
    <div class="leaf" aria-hidden="true">
      <span>${month}</span><b>${day}</b><span>${weekday}</span>
    </div>
    <div>
      <p class="when">${line}</p>
      <p>${[visit.practitioner, visit.location].filter((text) => text !== '').join(', ')}</p>
      <p class="status ${visit.status}">${statusWords(visit.status)}</p>
    </div>
  </div>`;
}
