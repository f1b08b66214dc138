import type * as fhir3 from 'fhir/r3';
import { readSlot, type SlotRow } from '../database/slots.ts';
import type { Stored } from '../database/resources.ts';
import { specialtyConcept, visitTypeConcept } from '../clinic/codes.ts';
import type { Answer, Call } from './call.ts';
import { instant } from './dates.ts';
import { refuse } from './outcome.ts';

/** One published time, free or not: everybody with the scope may read it. */
export async function readSlotResource(call: Call, id: string): Promise<Answer> {
  call.access.require('Slot', 'r');
  const found = await readSlot(call.server.database, id);
  if (!found) throw refuse(404, 'not-found', `There is no Slot/${id}`);
  return { status: 200, resource: slotResource(found.slot, found.free) };
}

/** A Slot in the guide's prefetch profile, which has `busy` also for a time that is only held. */
export function slotResource(slot: SlotRow, free: boolean): Stored<fhir3.Slot> {
  return {
    resourceType: 'Slot',
    id: slot.id,
    meta: {
      profile: ['http://fhir.org/guides/argonaut-scheduling/StructureDefinition/prefetch-slot'],
    },
    serviceType: slot.visitTypes.map(visitTypeConcept),
    specialty: [specialtyConcept(slot.specialty)],
    schedule: { reference: `Schedule/${slot.schedule}` },
    status: free ? 'free' : 'busy',
    start: instant(slot.start),
    end: instant(slot.end),
    ...(slot.oldestAge === null ? {} : { comment: `age < ${slot.oldestAge + 1}` }),
  };
}
