import { describe, expect, test } from 'vitest';

import { first as en, later as enLater, launch as enLaunch } from '../../../src/ui/messages/en.ts';
import { loadLaterMessages, loadMessages } from '../../../src/ui/messages/load.ts';

/** Every text of the catalogue; functions are given words that are as short as theirs will be. */
function texts(messages: unknown): string[] {
  if (typeof messages === 'string') return [messages];
  if (typeof messages === 'function') {
    // Names and dates are the record's, so plain stand-ins measure the sentence around them.
    const given = Array.from({ length: messages.length }, () => 'May');
    try {
      return texts((messages as (...given: unknown[]) => unknown)(...given));
    } catch {
      return texts((messages as (...given: unknown[]) => unknown)(['May']));
    }
  }
  return Object.values(messages as Record<string, unknown>).flatMap(texts);
}

const syllables = (word: string) =>
  Math.max(
    1,
    word
      .toLowerCase()
      .replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, '')
      .match(/[aeiouy]{1,2}/g)?.length ?? 1,
  );

/** Flesch-Kincaid: the school year in which a text can be read. */
function grade(text: string): number {
  const words = text.match(/[A-Za-z’']+/g) ?? [];
  const sentences = text
    .split(/[.!?…:]+(?:\s|$)/)
    .filter((sentence) => sentence.trim() !== '').length;
  const sounds = words.reduce((sum, word) => sum + syllables(word), 0);
  return 0.39 * (words.length / sentences) + 11.8 * (sounds / words.length) - 15.59;
}

const all = [...texts(en), ...texts(enLater), ...texts(enLaunch)];
/** Of less than so many words a formula tells nothing: a name alone would decide. */
const fewest = 8;

describe('[A22] the words', () => {
  test('all together can be read in the fourth grade', () => {
    expect(grade(all.map((text) => text.replace(/[.…]?$/, '.')).join(' '))).toBeLessThan(5);
  });

  test.each(Object.entries(enLater.failures))(
    'of %s can be read in the sixth grade',
    (_, { title, text }) => {
      expect(grade(`${title}. ${text}`)).toBeLessThanOrEqual(6);
    },
  );

  test('can each be read in the sixth grade', () => {
    const hard = all.filter((text) => text.split(/\s+/).length >= fewest && grade(text) > 6);
    expect(hard).toEqual([]);
  });

  test('are nowhere longer than a sentence can be', () => {
    const long = all
      .flatMap((text) => text.split(/[.!?]\s/))
      .filter((sentence) => sentence.split(' ').length > 20);
    expect(long).toEqual([]);
  });

  test('have no jargon', () => {
    expect(all.join('\n')).not.toMatch(
      /\b(FHIR|EHR|slot|error|invalid|server|token|session ID|submit|practitioner|null|undefined)\b/i,
    );
  });
});

test('a count of one is not "1 times"', () => {
  expect([enLater.moreTimes.found(1, 1), enLater.moreTimes.found(47, 10)]).toEqual([
    '1 time found on 1 day.',
    '47 times found on 10 days.',
  ]);
});

test.each(['en', 'en-GB', 'xx', ''])(
  '[B24] a wish for "%s" is answered in a language that is there',
  async (wanted) => {
    expect((await loadMessages(wanted)).language).toBe('en');
    expect((await loadLaterMessages(wanted)).language).toBe('en');
  },
);
