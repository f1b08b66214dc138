import type { ProposedAppointment } from '../scheduling/model.ts';
import type { FoundAppointments, Search } from '../scheduling/ports.ts';
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

/**
 * All answers as one, soonest first, and no farther than where the first of them breaks off.
 * @param count no more than so many, where the servers did not go by it or were asked for as many each
 * @param complete false where something was not even asked for
 */
export function joined(
  found: readonly FoundAppointments[],
  { count = Infinity }: Pick<Search, 'count'> = {},
  complete = true,
): FoundAppointments {
  const until = Math.min(
    ...found
      .filter((each) => !each.complete)
      .map(({ appointments }) =>
        appointments.reduce((last, { start }) => Math.max(last, start), -Infinity),
      ),
  );
  const all = found
    .flatMap(({ appointments }) => appointments)
    .sort((one, other) => one.start - other.start);
  const appointments = all.filter(({ start }) => start <= until).slice(0, count);
  return {
    appointments,
    complete:
      complete && found.every((each) => each.complete) && appointments.length === all.length,
    dropped: found.reduce((sum, { dropped }) => sum + dropped, 0),
    notices: found.flatMap(({ notices }) => notices),
  };
}
