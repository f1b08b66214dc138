import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { mutants } from '../chaos/mutants.ts';

test.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
  'the mutant "%s" fits the code of today, in one place',
  (_, { file, find, replace }) => {
    expect(readFileSync(file, 'utf8').split(find)).toHaveLength(2);
    expect(replace).not.toBe(find);
  },
);
