// @vitest-environment jsdom
import '@testing-library/jest-dom/vitest';
import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { parseDeployment } from '../../../src/config.ts';
import type { LaunchFailure } from '../../../src/session/types.ts';
import { launch as en } from '../../../src/ui/messages/en.ts';
import { showFailure, showMistakes, type Contact } from '../../../src/ui/launch/failure-page.ts';
import { messagesIn } from '../../../src/ui/launch/messages.ts';

const contact: Contact = {
  hospital: 'Larkspur Valley Health',
  phone: { display: '(555) 010-0199', href: 'tel:+15550100199' },
  emergency: 'If this is an emergency, call 911.',
  emergencyIn: {},
  portalUrl: 'https://portal.example/',
};

const reasons = (kind: 'discovery-failed' | 'discovery-unsafe') =>
  Object.keys(en.failures[kind]).map((why) => ({ kind, why }) as LaunchFailure);

const failures: readonly LaunchFailure[] = [
  { kind: 'not-launched' },
  { kind: 'unknown-issuer' },
  { kind: 'insecure-page' },
  { kind: 'storage-blocked' },
  ...reasons('discovery-failed'),
  ...reasons('discovery-unsafe'),
];

const html = readFileSync('launch.html', 'utf8');
let main: HTMLElement;

beforeEach(() => {
  document.body.innerHTML = html.replace(/^[^]*<body>|<\/body>[^]*$/g, '');
  main = document.querySelector('main')!;
});

const nothing = () => undefined;
const show = (failure: LaunchFailure, given: Partial<Contact> = {}, retry: () => void = nothing) =>
  showFailure(main, failure, { ...contact, ...given }, { language: 'en', messages: en }, retry);

test.each(failures)(
  '[smart 12] $kind $why says what happened, that nothing was booked, and whom to call',
  (failure) => {
    show(failure);
    expect(main.querySelectorAll('h1')).toHaveLength(1);
    expect(main).toHaveTextContent('Nothing was booked');
    expect(main).toHaveTextContent('If this is an emergency, call 911.');
    const phone = [...main.querySelectorAll('a')].find((link) => link.href === 'tel:+15550100199');
    expect(phone).toHaveTextContent('(555) 010-0199');
    expect(document.title).toBe(
      `${main.querySelector('h1')!.textContent} – Larkspur Valley Health`,
    );
    expect(document.activeElement).toBe(main.querySelector('h1'));
  },
);

test('[smart 12] no two failures are explained in the same words', () => {
  const told = failures.map((failure) => {
    show(failure);
    return main.textContent;
  });
  expect(new Set(told).size).toBe(failures.length);
});

test('[smart 12] what may pass is tried again with a button, which puts the first words back', () => {
  const opening = main.textContent;
  let tries = 0;
  show({ kind: 'discovery-failed', why: 'timeout' }, {}, () => void (tries += 1));
  expect(main.textContent).not.toBe(opening);
  main.querySelector('button')!.click();
  expect(tries).toBe(1);
  expect(main.textContent).toBe(opening);
});

test.each([
  ['not-launched', true],
  ['unknown-issuer', true],
  ['storage-blocked', true],
  ['insecure-page', false],
] as const)('%s leads back to the portal: %s', (kind, leads) => {
  show({ kind });
  const portal = main.querySelector<HTMLAnchorElement>('a[target]');
  expect(main.querySelector('button')).toBeNull();
  expect(portal !== null).toBe(leads);
});

test('[smart 56] the portal opens in a tab of its own, which cannot reach back', () => {
  show({ kind: 'not-launched' });
  const portal = main.querySelector<HTMLAnchorElement>('a[target]')!;
  expect(portal.href).toBe('https://portal.example/');
  expect(portal.target).toBe('_blank');
  expect(portal.rel).toBe('noopener noreferrer');
  expect(portal).toHaveTextContent('opens a new tab');
});

test('without a portal in the settings there is no empty link', () => {
  show({ kind: 'not-launched' }, { portalUrl: undefined });
  expect(main.querySelectorAll('a')).toHaveLength(1);
});

test('settings that contain markup are shown as text', () => {
  show({ kind: 'not-launched' }, { hospital: '<img src=x>', emergency: '<b>911</b>' });
  expect(main.querySelector('img, b')).toBeNull();
  expect(main).toHaveTextContent('<b>911</b>');
});

test('settings that cannot be used name every mistake, and patients are sent to the phone', () => {
  showMistakes(
    main,
    ['issuers[0].iss: "http://ehr.example" is not an https URL', 'phone: must be an object'],
    en,
  );
  expect([...main.querySelectorAll('li')].map((item) => item.textContent)).toEqual([
    'issuers[0].iss: "http://ehr.example" is not an https URL',
    'phone: must be an object',
  ]);
  expect(main.querySelector('h1')).toHaveTextContent('not set up');
  expect(main).toHaveTextContent('call your clinic');
  expect(main).toHaveTextContent('emergency');
});

test('a language that nobody has translated yet is answered in English, and said to be English', async () => {
  expect(await messagesIn('tlh-US')).toEqual({ language: 'en', messages: en });
  expect(await messagesIn('constructor')).toEqual({ language: 'en', messages: en });
});

test('the settings that stand in launch.html are complete', () => {
  const block = /<script type="application\/json" id="deployment">([^]*?)<\/script>/.exec(html);
  expect(parseDeployment(block![1]!).issuers[0]?.clientId).toBe('argonaut-scheduling-app');
});

test('[smart 55] [smart 61] launch.html says something before any script runs, and says it in a language', () => {
  const page = new DOMParser().parseFromString(html, 'text/html');
  expect(page.documentElement.lang).toBe('en');
  expect(page.title).not.toBe('');
  expect(page.querySelector('[role=status]')?.textContent).toContain('Opening scheduling');
  expect(page.querySelector('.late')?.textContent).toContain('call your clinic');
  expect(page.querySelector('noscript')?.textContent).toContain('JavaScript');
  expect(page.querySelector('meta[name=referrer]')?.getAttribute('content')).toBe('no-referrer');
});
