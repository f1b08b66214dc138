import { html, raw } from 'hono/html';
import { mark } from './art.ts';

type Html = ReturnType<typeof html>;

export interface Hospital {
  readonly name: string;
  readonly phone: { readonly display: string; readonly href: string };
  readonly emergency: string;
}

export interface PageParts {
  readonly hospital: Hospital;
  readonly title: string;
  readonly body: Html;
}

const pages = [
  { path: '/home', label: 'Home' },
  { path: '/visits', label: 'Visits' },
  { path: '/schedule', label: 'Schedule' },
  { path: '/settings', label: 'Settings' },
] as const;
export type PagePath = (typeof pages)[number]['path'];

function documentOf({ hospital, title, body }: PageParts, kind: string): Html {
  return html`<!doctype html>
    <html lang="en" class="${kind}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} - ${hospital.name}</title>
        <link rel="stylesheet" href="/portal.css" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      </head>
      <body>
        ${body}
      </body>
    </html>`;
}

/** The page before anybody is signed in. */
export function welcomePage(parts: PageParts): Html {
  return documentOf(parts, 'welcome');
}

/** A page of somebody who is signed in: who it is, the menu, the page itself, how to reach the hospital. */
export function patientPage(
  parts: PageParts & { readonly patientName: string; readonly current: PagePath },
): Html {
  const { hospital, patientName, current } = parts;
  const body = html` <a class="skip" href="#main">Skip to the content</a>
    <header class="top">
      <div class="bar">
        <a class="brand" href="/home"
          >${mark}<span
            ><strong>${hospital.name}</strong><span class="sub">Patient portal</span></span
          ></a
        >
        <div class="who">
          <span class="avatar" aria-hidden="true">${initials(patientName)}</span>
          <span class="name"><span class="unseen">Signed in as </span>${patientName}</span>
          <form method="post" action="/sign-out"><button class="quiet">Sign out</button></form>
        </div>
      </div>
      <nav aria-label="Portal">
        <ul>
          ${pages.map(
            ({ path, label }) =>
              html`<li>
                <a href="${path}" ${path === current ? raw(' aria-current="page"') : ''}
                  >${label}</a
                >
              </li>`,
          )}
        </ul>
      </nav>
    </header>
    <main id="main" tabindex="-1">${parts.body}</main>
    ${current === '/schedule' ? '' : footer(hospital)}`;
  return documentOf({ ...parts, body }, current === '/schedule' ? 'framed' : 'plain');
}

export function footer({ name, phone, emergency }: Hospital): Html {
  return html`<footer>
    <p>
      <strong>${emergency}</strong> For anything else, call
      <a href="${phone.href}">${phone.display}</a>.
    </p>
    <p class="small">
      ${name} is invented, and so are its patients: this portal is a demonstration.
    </p>
  </footer>`;
}

function initials(name: string): string {
  const words = name.split(/\s+/);
  return `${words[0]?.charAt(0) ?? ''}${words.length > 1 ? (words.at(-1)?.charAt(0) ?? '') : ''}`.toUpperCase();
}
