import type { Queryable } from './database.ts';

/** An open or taken stretch of a practitioner's day, as the clinic published it. */
export interface SlotRow {
  readonly id: string;
  readonly schedule: string;
  readonly practitioner: string;
  readonly location: string;
  readonly organization: string;
  readonly specialty: string;
  readonly visitTypes: readonly string[];
  readonly start: Date;
  readonly end: Date;
  /** Nobody older is seen here (children's clinics), or `null`. */
  readonly oldestAge: number | null;
}

export interface SlotQuery {
  readonly from: Date;
  readonly until: Date;
  readonly limit: number;
  /** How many of the soonest are left out. */
  readonly offset?: number | undefined;
  /** Of each kind any one, in order of preference; an absent kind does not restrict. Ids without type. */
  readonly practitioners?: readonly string[] | undefined;
  readonly locations?: readonly string[] | undefined;
  readonly organizations?: readonly string[] | undefined;
  readonly specialties?: readonly string[] | undefined;
  readonly visitTypes?: readonly string[] | undefined;
  readonly age?: number | undefined;
  readonly schedules?: readonly string[] | undefined;
}

const columns = `s.id, s.schedule, s.practitioner, s.location, s.organization, s.specialty,
  s.visit_types as "visitTypes", lower(s.during) as start, upper(s.during) as "end", s.oldest_age as "oldestAge"`;

// "offset 0" has PostgreSQL ask the index slot by slot. It would else compare all slots with all claims,
// because it thinks little of how much an overlap of ranges rules out.
const isFree = `not exists (select from claim c
  where c.practitioner = s.practitioner and c.during && s.during and c.status in ('pending', 'booked') offset 0)`;

const isWanted = `lower(s.during) >= $1 and lower(s.during) < $2 and upper(s.during) <= $2
        and ($3::text[] is null or s.practitioner = any($3))
        and ($4::text[] is null or s.location = any($4))
        and ($5::text[] is null or s.organization = any($5))
        and ($6::text[] is null or s.specialty = any($6))
        and ($7::text[] is null or s.visit_types && $7)
        and ($8::integer is null or s.oldest_age is null or s.oldest_age >= $8)
        and ($9::text[] is null or s.schedule = any($9))
        and ${isFree}`;

/** Free slots that lie wholly in the window, soonest first, then by the asker's order of preference. */
export function freeSlots(database: Queryable, query: SlotQuery): Promise<SlotRow[]> {
  return database.query<SlotRow>(
    `select ${columns} from slot s
      where ${isWanted}
      order by lower(s.during), array_position($3, s.practitioner), array_position($4, s.location),
               array_position($5, s.organization), array_position($6, s.specialty), s.id
      limit $10 offset $11`,
    [...wishesOf(query), query.limit, query.offset ?? 0],
  );
}

/** How many free slots there are in the window, whatever the limit. */
export async function countFreeSlots(database: Queryable, query: SlotQuery): Promise<number> {
  const rows = await database.query<{ count: number }>(
    `select count(*)::integer as count from slot s where ${isWanted}`,
    wishesOf(query),
  );
  return rows[0]?.count ?? 0;
}

function wishesOf(query: SlotQuery): unknown[] {
  return [
    query.from,
    query.until,
    query.practitioners ?? null,
    query.locations ?? null,
    query.organizations ?? null,
    query.specialties ?? null,
    query.visitTypes ?? null,
    query.age ?? null,
    query.schedules ?? null,
  ];
}

/** One slot and whether it is free now. */
export async function readSlot(
  database: Queryable,
  id: string,
): Promise<{ slot: SlotRow; free: boolean } | undefined> {
  const rows = await database.query<SlotRow & { free: boolean }>(
    `select ${columns}, ${isFree} as free from slot s where s.id = $1`,
    [id],
  );
  return rows[0] && { slot: rows[0], free: rows[0].free };
}

/** The slot that a client describes by who and when, as the prefetch workflow does. */
export async function slotAt(
  database: Queryable,
  where: { readonly practitioner: string; readonly start: Date; readonly end: Date },
): Promise<SlotRow | undefined> {
  const rows = await database.query<SlotRow>(
    `select ${columns} from slot s
      where s.practitioner = $1 and lower(s.during) = $2 and upper(s.during) = $3`,
    [where.practitioner, where.start, where.end],
  );
  return rows[0];
}

/** Of a schedule's free slots for one kind of visit, begun neither before nor after the window, the nearest to a moment. */
export async function nearestFreeSlot(
  database: Queryable,
  query: {
    readonly schedule: string;
    readonly visitType: string;
    readonly near: Date;
    readonly after: Date;
    /** `undefined` for no end. */
    readonly before: Date | undefined;
  },
): Promise<SlotRow | undefined> {
  const rows = await database.query<SlotRow>(
    `select ${columns} from slot s
      where s.schedule = $1 and $2 = any(s.visit_types)
        and lower(s.during) > $4 and ($5::timestamptz is null or lower(s.during) < $5)
        and ${isFree}
      order by abs(extract(epoch from lower(s.during) - $3)), s.id
      limit 1`,
    [query.schedule, query.visitType, query.near, query.after, query.before ?? null],
  );
  return rows[0];
}

/** Puts many slots in with one statement; those that are there already stay. */
export async function insertSlots(database: Queryable, slots: readonly SlotRow[]): Promise<void> {
  await database.query(
    `insert into slot (id, schedule, practitioner, location, organization, specialty, visit_types, during, oldest_age)
     select id, schedule, practitioner, location, organization, specialty, "visitTypes",
            tstzrange(start, "end"), "oldestAge"
       from jsonb_to_recordset($1::jsonb) as r(id text, schedule text, practitioner text, location text,
            organization text, specialty text, "visitTypes" text[], start timestamptz, "end" timestamptz, "oldestAge" integer)
     on conflict (id) do nothing`,
    [JSON.stringify(slots)],
  );
}
