import { sweepExpiredHolds } from '../database/claims.ts';
import { freeSlots } from '../database/slots.ts';
import { readAvailability, slotQuery } from './availability.ts';
import { searchset } from './bundle.ts';
import type { Answer, Call } from './call.ts';
import { readCount, readOperationInput, type Definition } from './input.ts';
import { information, type Issue } from './outcome.ts';
import { slotResource } from './slot.ts';

const definition: Definition = {
  start: { kind: 'dateTime', min: 1, max: 1 },
  end: { kind: 'dateTime', min: 1, max: 1 },
  practitioner: { kind: 'uri', min: 0, max: '*' },
  organization: { kind: 'uri', min: 0, max: '*' },
  'location-string': { kind: 'string', min: 0, max: '*' },
  'location-reference': { kind: 'uri', min: 0, max: '*' },
};

/** `Slot/$prefetch`: free slots, from which a client may write its own proposed Appointments. */
export async function prefetchSlots(call: Call): Promise<Answer> {
  call.access.require('Slot', 'r', 's');
  const availability = readAvailability(call, await readOperationInput(call, definition));
  const limit = readCount(call.url, 1000, 5000);
  const { slots, swept } = await call.server.database.transaction(async (transaction) => ({
    swept: await sweepExpiredHolds(transaction, call.now),
    slots: await freeSlots(transaction, { ...slotQuery(availability), limit: limit + 1 }),
  }));
  call.server.changed(swept);
  const issues: Issue[] = [...availability.issues];
  if (slots.length > limit)
    issues.push(information('There are more slots in this window; narrow it, or raise _count'));
  const matches = slots.slice(0, limit).map((slot) => slotResource(slot, true));
  const profile = 'http://fhir.org/guides/argonaut-scheduling/StructureDefinition/slot-bundle';
  return {
    status: 200,
    resource: searchset({ base: call.server.base, matches, issues, profile, self: call.url.href }),
  };
}
