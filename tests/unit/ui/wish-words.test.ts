import { expect, test } from 'vitest';

import { anything, timesWith, type Wish } from '../../../src/scheduling/wish.ts';
import { createFormat } from '../../../src/ui/format.ts';
import { first as en, later as enLater } from '../../../src/ui/messages/en.ts';
import { askedOf, titleOf, wishInWords } from '../../../src/ui/more-times/wish-words.ts';

const yee = { reference: 'Practitioner/yee', display: 'Dr. Yee' };
const chen = { reference: 'Practitioner/chen', display: 'Dr. Chen' };
const inWords = (wish: Partial<Wish>) =>
  wishInWords({ ...anything, ...wish }, { messages: en, format: createFormat('en', en) }, enLater);

test.each<[string, Wish, string]>([
  ['nothing', anything, 'Times with any clinician'],
  ['one clinician', timesWith(yee), 'Times with Dr. Yee'],
  [
    'one clinician without a name',
    timesWith({ ...yee, display: undefined }),
    'Times with your doctor',
  ],
  ['two clinicians', { ...anything, practitioners: [yee, chen] }, 'Times that fit your search'],
  [
    'a clinician in the morning',
    { ...timesWith(yee), partsOfDay: ['morning'] },
    'Times that fit your search',
  ],
  ['a last day', { ...anything, to: '2027-03-20' }, 'Times that fit your search'],
])('the times of a wish for %s have their heading', (_, wish, title) => {
  expect(titleOf(wish, en, enLater)).toBe(title);
  expect(askedOf(wish).kind === 'search').toBe(title === 'Times that fit your search');
});

test('several of one kind are alternatives, each said once', () => {
  const code = (system: string, display: string | undefined) => ({ system, code: '1', display });
  expect(
    inWords({
      visitTypes: [code('a', 'Follow-up'), code('b', 'Follow-up'), code('c', undefined)],
      practitioners: [yee, chen, { reference: 'Practitioner/lind', display: 'Dr. Lind' }],
      venues: ['video', 'phone'],
    }),
  ).toBe('Follow-up; with Dr. Yee, Dr. Chen or Dr. Lind; by video or by phone');
});

test.each([
  [{ from: '2027-03-02' }, 'from Tuesday, March 2'],
  [{ to: '2027-03-20' }, 'up to Saturday, March 20'],
  [{ from: '2027-03-02', to: '2027-03-20' }, 'from Tuesday, March 2 to Saturday, March 20'],
])('days are told with their weekday: %o', (wish, words) => {
  expect(inWords(wish)).toBe(words);
});
