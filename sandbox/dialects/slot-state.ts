import type { Queryable } from '../database/database.ts';
import { readSlot, type SlotRow } from '../database/slots.ts';

/** A Slot as a server has it that lets clients change it. */
export interface SlotState {
  readonly slot: SlotRow;
  readonly status: 'free' | 'busy' | 'busy-tentative';
  /** Another one whenever its time is claimed, given back, or becomes a visit. */
  readonly version: string;
}

/**
 * The clinic's Slots are never written: what is so of them follows from the claims on their time, and their versions
 * from what these have gone through.
 */
export async function slotStates(
  database: Queryable,
  slots: readonly SlotRow[],
): Promise<readonly SlotState[]> {
  const rows = await database.query<Pick<SlotState, 'status' | 'version'> & { id: string }>(
    `select s.id,
            case when bool_or(c.status = 'booked') then 'busy'
                 when bool_or(c.status = 'pending') then 'busy-tentative' else 'free' end as status,
            (1 + coalesce(sum(array_position(array['pending', 'booked', 'released'], c.status)), 0))::text as version
       from slot s left join claim c on c.practitioner = s.practitioner and c.during && s.during
      where s.id = any($1) group by s.id`,
    [slots.map(({ id }) => id)],
  );
  const states = new Map(rows.map((row) => [row.id, row]));
  return slots.flatMap((slot) => {
    const state = states.get(slot.id);
    return state === undefined ? [] : { slot, status: state.status, version: state.version };
  });
}

export async function slotState(database: Queryable, id: string): Promise<SlotState | undefined> {
  const found = await readSlot(database, id);
  return found && (await slotStates(database, [found.slot]))[0];
}
