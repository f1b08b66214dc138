import type { Queryable } from './database.ts';
import type { SlotRow } from './slots.ts';

/** Who has a stretch of a schedule, and whether for good (`booked`) or for some minutes (`pending`). */
export interface Claim {
  readonly appointment: string;
  readonly slot: string;
  readonly schedule: string;
  readonly patient: string | null;
  readonly status: 'pending' | 'booked' | 'released';
  readonly heldSince: Date | null;
  readonly expiresAt: Date | null;
}

const columns = `appointment, slot, schedule, patient, status, held_since as "heldSince", expires_at as "expiresAt"`;

/**
 * Ends the holds whose time is over, and cancels their Appointments. Every transaction that looks at
 * free time runs this first: an exclusion constraint cannot read the clock, so the row must change.
 * @returns the ids of the schedules that became freer.
 */
export async function sweepExpiredHolds(database: Queryable, now: number): Promise<string[]> {
  const swept = await database.query<{ schedule: string }>(
    `with swept as (
       update claim set status = 'released', expires_at = null
        where status = 'pending' and expires_at <= $1 returning appointment, schedule
     ), cancelled as (
       update resource r set version = r.version + 1, last_updated = $1,
              content = r.content || '{"status":"cancelled"}'::jsonb
         from swept s where r.type = 'Appointment' and r.id = s.appointment
     )
     select schedule from swept`,
    [new Date(now)],
  );
  return swept.map((row) => row.schedule);
}

/**
 * Claims a slot's time. When it overlaps another live claim the database refuses with SQLSTATE 23P01,
 * which ends the transaction; that error is the answer to "is it still free?".
 */
export async function insertClaim(
  database: Queryable,
  claim: {
    readonly appointment: string;
    readonly slot: SlotRow;
    readonly patient: string | null;
    readonly heldSince?: Date;
    readonly expiresAt?: Date;
  },
): Promise<void> {
  const { slot } = claim;
  await database.query(
    `insert into claim (appointment, slot, schedule, practitioner, patient, during, status, held_since, expires_at)
     values ($1, $2, $3, $4, $5, tstzrange($6, $7), $8, $9, $10)`,
    [
      claim.appointment,
      slot.id,
      slot.schedule,
      slot.practitioner,
      claim.patient,
      slot.start,
      slot.end,
      claim.expiresAt ? 'pending' : 'booked',
      claim.heldSince ?? null,
      claim.expiresAt ?? null,
    ],
  );
}

/** Takes whole slots for the clinic's other patients, who have no record here: the seed. */
export async function insertBookedClaims(
  database: Queryable,
  slots: readonly string[],
): Promise<void> {
  await database.query(
    `insert into claim (appointment, slot, schedule, practitioner, during, status)
     select 'other-' || s.id, s.id, s.schedule, s.practitioner, s.during, 'booked'
       from slot s where s.id = any($1::text[])`,
    [slots],
  );
}

export async function readClaim(
  database: Queryable,
  appointment: string,
): Promise<Claim | undefined> {
  return (
    await database.query<Claim>(`select ${columns} from claim where appointment = $1`, [
      appointment,
    ])
  )[0];
}

/** The patient's own live hold on a slot, if there is one. */
export async function holdOn(
  database: Queryable,
  slot: string,
  patient: string,
): Promise<Claim | undefined> {
  const rows = await database.query<Claim>(
    `select ${columns} from claim where slot = $1 and patient = $2 and status = 'pending'`,
    [slot, patient],
  );
  return rows[0];
}

/** The Appointment by which the patient has a slot booked, if they have. */
export async function bookedOn(
  database: Queryable,
  slot: string,
  patient: string,
): Promise<string | undefined> {
  const rows = await database.query<{ appointment: string }>(
    `select appointment from claim where slot = $1 and patient = $2 and status = 'booked'`,
    [slot, patient],
  );
  return rows[0]?.appointment;
}

/** Whether the patient has a visit booked in a specialty that is still ahead, other than `besides`. */
export async function hasBookedAhead(
  database: Queryable,
  visit: {
    readonly patient: string;
    readonly specialty: string;
    readonly now: number;
    readonly besides: string | undefined;
  },
): Promise<boolean> {
  const rows = await database.query(
    `select from claim c join slot s on s.id = c.slot
      where c.patient = $1 and c.status = 'booked' and s.specialty = $2 and lower(c.during) > $3
        and c.appointment is distinct from $4 limit 1`,
    [visit.patient, visit.specialty, new Date(visit.now), visit.besides ?? null],
  );
  return rows.length > 0;
}

/** Gives a booked visit another slot's time instead of its own. */
export async function moveClaim(
  database: Queryable,
  appointment: string,
  slot: SlotRow,
): Promise<void> {
  await database.query(
    `update claim set slot = $2, schedule = $3, practitioner = $4, during = tstzrange($5, $6)
      where appointment = $1 and status = 'booked'`,
    [appointment, slot.id, slot.schedule, slot.practitioner, slot.start, slot.end],
  );
}

/** Lets all holds end now, or the one on a slot. @returns how many that were. */
export async function endHolds(
  database: Queryable,
  now: number,
  slot: string | undefined,
): Promise<number> {
  const rows = await database.query(
    `update claim set expires_at = $1
      where status = 'pending' and ($2::text is null or slot = $2) returning appointment`,
    [new Date(now), slot ?? null],
  );
  return rows.length;
}

export async function extendClaim(
  database: Queryable,
  appointment: string,
  expiresAt: Date,
): Promise<void> {
  await database.query(
    `update claim set expires_at = $2 where appointment = $1 and status = 'pending'`,
    [appointment, expiresAt],
  );
}

/** Turns a hold into a booking. @returns false when it was no longer a hold. */
export async function bookClaim(database: Queryable, appointment: string): Promise<boolean> {
  const rows = await database.query(
    `update claim set status = 'booked', expires_at = null
      where appointment = $1 and status = 'pending' returning appointment`,
    [appointment],
  );
  return rows.length > 0;
}

/** Gives the time back. */
export async function releaseClaim(database: Queryable, appointment: string): Promise<void> {
  await database.query(
    `update claim set status = 'released', expires_at = null where appointment = $1`,
    [appointment],
  );
}
