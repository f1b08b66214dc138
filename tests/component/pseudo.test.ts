import { screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { languages } from '../../src/ui/messages/languages.ts';
import { catalogue, type Catalogue } from '../../src/ui/messages/load.ts';
import { pseudo } from '../support/pseudo.ts';
import { deployment } from '../support/deployment.ts';
import { openApp, settled } from './open-app.ts';

const words: Catalogue = {
  first: async (wanted) => pseudo(await catalogue.first(wanted)),
  later: async (wanted) => pseudo(await catalogue.later(wanted)),
};

/** What the record, the clock and the deployment say, and no catalogue. */
const facts = [
  ...Object.values(languages).map(({ name }) => name),
  deployment.emergency,
  deployment.phone.display,
  /^\w+day, \w+ \d+(?:, \d+)?$/,
  /^\d+:\d\d [AP]M$/,
  'Eastern Time',
  /^Dr\. \w+$/,
  'Maria Alvarez',
  'Main Street Clinic',
  '12 Main Street',
  'Portland, ME 04101',
  'Office visit',
  'Harbor Health Silver',
  /^\+1[\d-]+$/,
  /@/,
  'example.com',
];

/** Words on the page, or in what is read aloud of it, that no language has translated. */
function foreign(): readonly string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: string[] = [document.title];
  while (walker.nextNode() !== null) texts.push(walker.currentNode.textContent ?? '');
  for (const element of document.querySelectorAll('[aria-label]'))
    texts.push(element.getAttribute('aria-label') ?? '');
  return texts
    .map((text) => text.trim())
    .filter((text) => /\p{L}/u.test(text) && !/⟦.*⟧/su.test(text))
    .filter(
      (text) => !facts.some((fact) => (typeof fact === 'string' ? fact === text : fact.test(text))),
    );
}

test('[B24] in a made-up language no English word is left on the way to a booked visit', async () => {
  const { app, user } = await openApp({}, { words });
  expect(foreign()).toEqual([]);
  await user.click(screen.getByRole('button', { name: /^⟦Book this time/ }));
  await settled();
  expect(foreign()).toEqual([]);
  await user.click(screen.getByRole('button', { name: /^⟦Confirm appointment/ }));
  await settled();
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(/^⟦You’re booked~+⟧$/);
  expect(foreign()).toEqual([]);
  app.seeAppointments();
  await settled();
  expect(foreign()).toEqual([]);
  app.goHome();
  await app.seeFind();
  await settled();
  expect(foreign()).toEqual([]);
});

test('a word of no catalogue is noticed', async () => {
  await openApp({}, { words });
  document.querySelector('main')?.append('Hello there');
  expect(foreign()).toEqual(['Hello there']);
});
