import type { ProposedAppointment } from '../scheduling/model.ts';
import type { FoundAppointments } from '../scheduling/ports.ts';
import { readPages } from './pages.ts';
import { Proposals } from './parse/proposal.ts';
import type { FhirRequest, Send } from './request.ts';
import { inSlices } from './slices.ts';

/** Asks an operation for proposed Appointments, and reads every page of its answer, up to `count` of them. */
export async function findProposed(
  send: Send,
  base: string,
  request: FhirRequest,
  count: number | undefined,
): Promise<FoundAppointments> {
  const pages = await readPages(send, base, request, 'Appointment', count);
  const proposals = new Proposals(base);
  const appointments: ProposedAppointment[] = [];
  await inSlices(pages.resources, (resource) => {
    const time = proposals.parse(resource);
    if (time !== undefined) appointments.push(time);
  });
  return {
    appointments,
    // More than was asked for are all that there are: such a server knows no count.
    complete: pages.complete && pages.resources.length !== count,
    dropped: pages.broken + pages.resources.length - appointments.length,
    notices: pages.notices,
  };
}
