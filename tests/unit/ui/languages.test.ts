import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { messagesIn } from '../../../src/ui/launch/messages.ts';
import { languageFor, languages, type Language } from '../../../src/ui/messages/languages.ts';
import { loadLaterMessages, loadMessages } from '../../../src/ui/messages/load.ts';

const tags = Object.keys(languages) as readonly Language[];
const foreign = tags.filter((tag) => tag !== 'en');

type Entry = readonly [path: string, value: unknown];

/** Every text and every function of a catalogue, by its path. */
function entriesOf(value: unknown, path = ''): readonly Entry[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, each]) => entriesOf(each, `${path}.${key}`));
}

async function catalogue(tag: Language): Promise<readonly Entry[]> {
  const [{ messages: launch }, first, later] = await Promise.all([
    messagesIn(tag),
    loadMessages(tag),
    loadLaterMessages(tag),
  ]);
  return entriesOf({ launch, first, later });
}

/** Functions of counts alone, which this cannot see of their types. */
const counted =
  /^\.later\.(?:moreTimes\.(?:lead|found|more|showAll|allShown)|find\.(?:found|filtered)|check\.(?:left|minutesLeft|endsSoon)|appointments\.found)|^\.first\.time\.minutes/;

/** What stands between texts. */
const marks = /marks|semicolon/;

test('there is a file for each language that can be chosen, and no other', () => {
  const files = readdirSync('src/ui/messages').filter((name) => /^..\.ts$/.test(name));
  expect(files.map((name) => name.slice(0, -3)).sort()).toEqual([...tags].sort());
});

test.each([
  [['es'], 'es'],
  [['es-MX'], 'es'],
  [['ZH-Hans-CN'], 'zh'],
  [['tlh', 'ar'], 'ar'],
  [[undefined, ''], 'en'],
  [['constructor', 'toString'], 'en'],
] as const)('of the wishes %j it is "%s" that is there', (wishes, language) => {
  expect(languageFor(...wishes)).toBe(language);
});

describe.each(tags)('[B24] the language "%s"', (tag) => {
  test('says of itself what it is, in each of its parts', async () => {
    expect([(await loadMessages(tag)).language, (await loadLaterMessages(tag)).language]).toEqual([
      tag,
      tag,
    ]);
    expect(await messagesIn(tag)).toMatchObject({ language: tag });
  });

  test('has every text that English has, and functions of no more parameters', async () => {
    const [own, usual] = await Promise.all([catalogue(tag), catalogue('en')]);
    expect(own.map(([path]) => path)).toEqual(usual.map(([path]) => path));
    usual.forEach(([path, text], index) => {
      const [, translated] = own[index] ?? [];
      expect(typeof translated, path).toBe(typeof text);
      if (typeof text === 'function' && typeof translated === 'function')
        expect(translated.length, path).toBeLessThanOrEqual(text.length);
    });
  });

  test('has no empty text, and none with a space at its end', async () => {
    for (const [path, text] of await catalogue(tag)) {
      if (typeof text !== 'string' || marks.test(path)) continue;
      expect(text.trim(), path).toBe(text);
      expect(text, path).not.toBe('');
    }
  });

  test('has a form of its own for every kind of number, wherever it says the number', () => {
    const source = readFileSync(`src/ui/messages/${tag}.ts`, 'utf8');
    const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions();
    // None and millions are not counted here.
    const kinds = pluralCategories.filter(
      (kind) => kind !== 'zero' && !(tag === 'es' && kind === 'many'),
    );
    for (const [, forms = ''] of source.matchAll(/plural\([^{]+\{(.*?)\n\s*\}\)/gs)) {
      if (!/other:.*\$\{/.test(forms)) continue;
      for (const kind of kinds) expect(forms, kind).toMatch(new RegExp(`\\b${kind}:`));
    }
  });

  test('has a form for every number', async () => {
    for (const [path, text] of await catalogue(tag)) {
      if (typeof text !== 'function' || !counted.test(path)) continue;
      for (const count of [0, 1, 2, 3, 5, 11, 21, 100, 101]) {
        const said = String(
          (text as (...given: readonly number[]) => unknown)(
            ...Array.from({ length: text.length }, () => count),
          ),
        );
        expect(said, `${path}(${String(count)})`).not.toMatch(/undefined|NaN|\[object/);
        // One and two have words of their own in some languages.
        if (count > 2) expect(said, path).toContain(String(count));
      }
    }
  });

  test('puts into a text all that it is given', async () => {
    for (const [path, text] of await catalogue(tag)) {
      if (typeof text !== 'function' || counted.test(path)) continue;
      const given = Array.from({ length: text.length }, (_, index) => `Q${String(index)}X`);
      const whole = [given, given.map((each) => [each]), [given[0], 3]].flatMap((tried) => {
        try {
          const said = (text as (...tried: readonly unknown[]) => unknown)(...tried);
          return typeof said === 'string' ? [said] : [];
        } catch {
          return [];
        }
      });
      expect(whole.length, path).toBeGreaterThan(0);
      for (const each of given)
        expect(
          whole.some((said) => said.includes(each) || path.endsWith('seenMost')),
          `${path}: ${each}`,
        ).toBe(true);
    }
  });
});

describe.each(foreign)('the language "%s"', (tag) => {
  test('is translated: few of its texts are the English ones', async () => {
    const [own, usual] = await Promise.all([catalogue(tag), catalogue('en')]);
    const same = own.filter(
      ([, text], index) => typeof text === 'string' && text === usual[index]?.[1],
    );
    expect(same.map(([path, text]) => `${path}: ${String(text)}`)).toEqual(
      same
        .map(([path, text]) => `${path}: ${String(text)}`)
        .filter((each) => untranslated.test(each)),
    );
  });
});

/** The file name, and words that are the same. */
const untranslated = /calendar\.file|marks|semicolon/;

test('[A17] no word that is written from left to right breaks an Arabic line: each stands by itself', async () => {
  for (const [path, text] of await catalogue('ar')) {
    if (typeof text !== 'function' || !/name|doctor|patient|onBehalf|For$/i.test(path)) continue;
    const said = String((text as (...given: readonly string[]) => unknown)('Dr. Yee', 'Dr. Yee'));
    if (said.includes('Dr. Yee')) expect(said, path).toContain('\u2068Dr. Yee\u2069');
  }
});
