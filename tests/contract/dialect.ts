import { describe } from 'vitest';

import { describeBooking } from './booking.ts';
import { describeCancelling } from './cancelling.ts';
import { describeConfirming } from './confirming.ts';
import { describeElsewhere } from './elsewhere.ts';
import { describeFailing, describeFailingBookings } from './failing.ts';
import { describeFinding } from './finding.ts';
import { describeHolding } from './holding.ts';
import { describeMoving } from './moving.ts';
import { describeRecords } from './records.ts';
import { openScene } from './scene.ts';
import { worldOf } from './world.ts';
import { rowOf } from './worlds.ts';

/** What every dialect owes the domain, told over a server that speaks it: the domain, the wire and the EHR together. */
export function describeDialect(name: string, title: string): void {
  const row = rowOf(name);
  describe(title, () => {
    const scene = openScene(() => worldOf(name));
    describeFinding(row, scene);
    describeRecords(row, scene);
    describeFailing(row, scene);
    if (!row.does.book) {
      describeElsewhere(scene);
      return;
    }
    describeHolding(row, scene);
    describeBooking(row, scene);
    describeFailingBookings(row, scene);
    describeCancelling(row, scene);
    describeMoving(row, scene);
    describeConfirming(row, scene);
  });
}
