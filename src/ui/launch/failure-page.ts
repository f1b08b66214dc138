import type { LaunchFailure } from '../../session/types.ts';
import { languages, type Language } from '../messages/languages.ts';
import type { Explanation, LaunchMessages } from './explanation.ts';

/** Whom the patient can turn to, from the deployment's settings. */
export interface Contact {
  readonly hospital: string;
  readonly phone: { readonly display: string; readonly href: string };
  readonly emergency: string;
  readonly emergencyIn: Readonly<Record<string, string>>;
  readonly portalUrl: string | undefined;
}

export interface Words {
  readonly language: Language;
  readonly messages: LaunchMessages;
}

/**
 * What helps: to ask the EHR once more, or only a new start from the portal, or nobody but the
 * clinic.
 */
const helps = {
  'not-launched': 'portal',
  'unknown-issuer': 'portal',
  'insecure-page': 'call',
  'storage-blocked': 'portal',
  'discovery-failed': 'retry',
  'discovery-unsafe': 'call',
} as const satisfies Record<LaunchFailure['kind'], 'retry' | 'portal' | 'call'>;

/**
 * Says in plain words why scheduling did not open. Built from text nodes only, under a policy that
 * allows neither inline styles nor HTML from strings.
 *
 * @param main is emptied, and put back as it was when the patient tries again
 */
export function showFailure(
  main: HTMLElement,
  failure: LaunchFailure,
  contact: Contact,
  { language, messages }: Words,
  retry: () => void,
): void {
  const { emergency, emergencyIn, hospital, phone, portalUrl } = contact;
  const { title, text } = explanationOf(failure, messages);
  const action = helps[failure.kind];
  const before = [...main.childNodes];
  const again = () => {
    main.replaceChildren(...before);
    retry();
  };
  const heading = headingOf(title);
  const { direction } = languages[language];
  Object.assign(main.ownerDocument.documentElement, { lang: language, dir: direction });
  main.replaceChildren(
    heading,
    element('p', {}, text),
    element('p', {}, messages.nothingBooked),
    ...(action === 'retry' ? [button(messages.tryAgain, again)] : []),
    // A frame of the portal may not be let to navigate the portal itself, so the link opens a tab.
    ...(action === 'portal' && portalUrl !== undefined
      ? [link(portalUrl, messages.openPortal, { target: '_blank', rel: 'noopener noreferrer' })]
      : []),
    element(
      'p',
      {},
      `${messages.call(hospital)} `,
      link(phone.href, phone.display, { dir: 'ltr' }),
    ),
    element('p', {}, emergencyIn[language] ?? emergency),
    element('p', { className: 'detail' }, `${messages.forStaff} ${codeOf(failure)}`),
  );
  announce(main, heading, `${title} – ${hospital}`);
}

/**
 * Names every mistake in the settings, for the one who can mend them, and sends patients to the
 * phone.
 */
export function showMistakes(
  main: HTMLElement,
  problems: readonly string[],
  messages: LaunchMessages,
): void {
  const { title, text } = messages.brokenSettings;
  const heading = headingOf(title);
  const list = element('ul', {}, ...problems.map((problem) => element('li', {}, problem)));
  main.replaceChildren(heading, element('p', {}, text), element('h2', {}, messages.mistakes), list);
  announce(main, heading, title);
}

function explanationOf(failure: LaunchFailure, { failures }: LaunchMessages): Explanation {
  switch (failure.kind) {
    case 'discovery-failed':
      return failures[failure.kind][failure.why];
    case 'discovery-unsafe':
      return failures[failure.kind][failure.why];
    default:
      return failures[failure.kind];
  }
}

function codeOf(failure: LaunchFailure): string {
  return 'why' in failure ? `${failure.kind}: ${failure.why}` : failure.kind;
}

/**
 * The page has become another one: its title says so, and a screen reader starts at its heading.
 */
function announce(main: HTMLElement, heading: HTMLElement, title: string): void {
  main.ownerDocument.title = title;
  heading.focus();
}

function headingOf(title: string): HTMLHeadingElement {
  return element('h1', { tabIndex: -1 }, title);
}

function button(label: string, onclick: () => void): HTMLButtonElement {
  return element('button', { type: 'button', onclick }, label);
}

function link(
  href: string,
  label: string,
  more: Partial<HTMLAnchorElement> = {},
): HTMLAnchorElement {
  return element('a', { href, ...more }, label);
}

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
  ...content: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...content);
  return made;
}
