import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { faultOf, rowsIn, tagsIn, type Row } from './conformance/evidence.ts';

const rows = rowsIn(readFileSync('docs/conformance.md', 'utf8'));
const keysOf = (section: string) =>
  rows.filter((row) => row.section === section).map(({ key }) => key);
const numbered = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
const quoted = (...names: readonly string[]) => names.map((name) => `\`${name}\``);

/** What a row has to give to be believed. */
const owed: Readonly<Record<string, readonly ('test' | 'reason')[]>> = {
  proven: ['test'],
  'in part': ['test', 'reason'],
  later: ['reason'],
  'not done': ['reason'],
  'not needed': ['reason'],
};

function complaintsOf({ key, state, tests, reason }: Row): readonly string[] {
  const given = { test: tests.length > 0, reason: reason.split(' ').length >= 3 };
  const missing = owed[state]?.filter((what) => !given[what]);
  return (
    missing?.map((what) => `${key}: ${state}, without a ${what}`) ?? [
      `${key}: "${state}" is no state`,
    ]
  );
}

describe('docs/conformance.md', () => {
  test('lists all 65 checks of the launch, each once, in order', () => {
    expect(keysOf('SMART App Launch')).toEqual(numbered('', 65));
  });

  test('lists every kind of mistake and every rule of accessibility', () => {
    expect(keysOf('Mistakes of other schedulers')).toEqual(numbered('B', 26));
    expect(keysOf('Accessibility')).toEqual(numbered('A', 23));
  });

  test('lists every input of the operations', () => {
    expect(keysOf('$find')).toEqual([
      ...quoted('start', 'end', 'specialty', 'visit-type', 'practitioner', 'organization'),
      ...quoted('location-string', 'location-reference', 'patient-reference', 'patient-resource'),
      ...quoted('coverage', 'reason', '_count', 'return'),
    ]);
    expect(keysOf('$hold')).toEqual(quoted('appt-id', 'appt-resource', 'return'));
    expect(keysOf('$book')).toEqual([
      ...quoted('appt-id', 'appt-resource', 'cancelled-appt-id', 'patient-id', 'comment'),
      ...quoted('return'),
    ]);
  });

  test('names only tests that exist', () => {
    const tests = rows.flatMap((row) => row.tests);
    expect(tests.length).toBeGreaterThan(200);
    expect(tests.map(faultOf).filter((fault) => fault !== undefined)).toEqual([]);
  });

  test('gives a test for what it calls proven, and a reason for what it does not', () => {
    expect(rows.flatMap(complaintsOf)).toEqual([]);
  });

  test('names a test wherever a title carries the tag of the row', () => {
    const tagged = tagsIn('tests');
    expect(tagged.size).toBeGreaterThan(60);
    const tagOf = ({ section, key }: Row) =>
      section === 'SMART App Launch' ? `smart ${key}` : key;
    const unnamed = rows.filter((row) => tagged.has(tagOf(row)) && row.tests.length === 0);
    expect(unnamed.map(tagOf)).toEqual([]);
    const known = new Set(rows.map(tagOf));
    expect([...tagged].filter((tag) => !known.has(tag))).toEqual([]);
  });
});

describe('a table', () => {
  const own = 'tests/unit/conformance.test.ts';
  const rowWith = (state: string, evidence: string): Row => {
    const [row] = rowsIn(
      `## Checks\n\n| # | State | Tests |\n| --- | --- | --- |\n| 1 | ${state} | ${evidence} |`,
    );
    if (!row) throw new Error('no row');
    return row;
  };
  const faults = (evidence: string) => rowWith('proven', evidence).tests.map(faultOf);

  test('is found out when it names a file or a title that is not there, or a title that is not distinct', () => {
    expect(faults('`tests/unit/nowhere.test.ts`: "a fact"')).toEqual([
      'tests/unit/nowhere.test.ts does not exist',
    ]);
    expect(faults(`\`${own}\`: "a fact"`)).toEqual([`${own} has no test "a fact"`]);
    expect(faults(`\`${own}\`: "is found out when it"`)).toEqual([
      `${own} has 2 tests "is found out when it"`,
    ]);
    expect(faults('"a fact"')).toEqual(['"a fact" stands behind no file']);
    expect(faults(`\`${own}\`: "names only tests", "lists every kind"`)).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('is found out when it promises a proof or a reason and gives none', () => {
    const complaint = (state: string, evidence: string) => complaintsOf(rowWith(state, evidence));
    expect(complaint('proven', 'It is so, believe us.')).toEqual(['1: proven, without a test']);
    expect(complaint('in part', `\`${own}\`: "a table"`)).toEqual(['1: in part, without a reason']);
    expect(complaint('later', '')).toEqual(['1: later, without a reason']);
    expect(complaint('done', `\`${own}\`: "a table"`)).toEqual(['1: "done" is no state']);
    expect(complaint('later', 'With the next change.')).toEqual([]);
  });
});
