import type { EhrSettings } from '../../src/fhir/capability.ts';
import type { RescheduleOrder } from '../../src/scheduling/ports.ts';
import { rowOf, worlds, type WholeRow } from '../contract/worlds.ts';

/** A dialect as far as chaos has to know it: what its row in the contract says. */
export interface Spoken extends Pick<WholeRow, 'dialect' | 'server' | 'rules'> {
  readonly settings: Omit<EhrSettings, 'iss'>;
  /** The orders in which it can move a visit. */
  readonly orders: readonly [RescheduleOrder, ...RescheduleOrder[]];
  /** What holds are kept on, where it keeps any. */
  readonly holds: 'visit' | 'slot' | 'none';
  /** Whether the EHR refuses to cancel any version but the one that was read. */
  readonly versions: boolean;
}

/** The names of all in which patients can book. */
export const spokenNames: readonly string[] = Object.keys(worlds).filter(
  (name) => rowOf(name).does.book,
);

export function spokenAs(name: string): Spoken {
  const { dialect, server, rules, settings, does } = rowOf(name);
  return {
    dialect,
    server,
    rules,
    settings,
    orders: ordersOf(name, does),
    versions: does.versions,
    holds: does.hold === 'appointment' ? 'visit' : does.hold === 'slot' ? 'slot' : 'none',
  };
}

function ordersOf(name: string, { reschedule, hold }: WholeRow['does']): Spoken['orders'] {
  // The sandbox's Argonaut server can be told to move in one step.
  if (name === 'argonaut') return ['book-first', 'cancel-first', 'atomic'];
  if (reschedule === 'new id' || reschedule === 'same id') return ['atomic', 'book-first'];
  return hold === 'appointment' ? ['book-first', 'cancel-first'] : ['book-first'];
}
