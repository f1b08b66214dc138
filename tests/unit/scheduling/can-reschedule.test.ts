import { expect, test } from 'vitest';

import { canReschedule } from '../../../src/scheduling/can-reschedule.ts';
import type { RescheduleOrder } from '../../../src/scheduling/ports.ts';

const table: readonly (readonly [RescheduleOrder, boolean, boolean, boolean])[] = [
  // The order, whether the EHR takes cancellations, whether it keeps times: whether visits can be moved.
  ['book-first', true, true, true],
  ['book-first', true, false, true],
  ['book-first', false, true, false],
  ['book-first', false, false, false],
  ['cancel-first', true, true, true],
  ['cancel-first', true, false, false],
  ['cancel-first', false, true, false],
  ['cancel-first', false, false, false],
  ['atomic', true, true, true],
  ['atomic', true, false, true],
  ['atomic', false, true, true],
  ['atomic', false, false, true],
];

test.each(table)(
  '[B11] [B17] with the order %s, cancelling %s and holding %s, moving a visit is offered: %s',
  (reschedule, cancel, hold, offered) => {
    expect(canReschedule({ reschedule, cancel, hold, pending: 'held' })).toBe(offered);
  },
);
