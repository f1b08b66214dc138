import { expect, test } from 'vitest';

import { telOf } from '../../../src/ui/tel.ts';

test.each([
  ['+1-207-555-0140', 'tel:+12075550140'],
  ['(555) 010-0199', 'tel:5550100199'],
  ['555 0100 ext. 12', 'tel:5550100'],
  ['555 0100 x12', 'tel:5550100'],
  ['555 0100, 12', 'tel:5550100'],
  ['555 0100;ext=12', 'tel:5550100'],
  ['555 0100 #12', 'tel:5550100'],
])('%s is dialled as %s', (phone, uri) => {
  expect(telOf(phone)).toBe(uri);
});
