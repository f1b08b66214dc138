import type { EhrCapabilities } from './ports.ts';

/** Whether visits can be moved at all: who must let go of the old one first needs the new one kept meanwhile. */
export function canReschedule({ hold, cancel, reschedule }: EhrCapabilities): boolean {
  return reschedule === 'atomic' || (cancel && (reschedule === 'book-first' || hold));
}
