import type { ProposedAppointment } from '../scheduling/model.ts';
import type { FoundAppointments } from '../scheduling/ports.ts';

/**
 * The soonest times where a server is asked for so many. One that does not sort, or gives what is not free as well,
 * has perhaps kept the soonest back: of that only all times tell.
 */
export async function soonest(
  ask: (count: number | undefined) => Promise<FoundAppointments>,
  count: number | undefined,
): Promise<FoundAppointments> {
  const found = await ask(count);
  const isSure = count === undefined || found.complete || isInOrder(found.appointments);
  return isSure ? found : ask(undefined);
}

function isInOrder(times: readonly ProposedAppointment[]): boolean {
  return (
    times.length > 0 &&
    times.every(({ start }, index) => start >= (times[index - 1]?.start ?? -Infinity))
  );
}
