import type { Queryable } from './database.ts';

/** Keeps a copy of what the clinic has now, its slots apart: nothing changes those. */
export async function keepMorning(database: Queryable): Promise<void> {
  await database.query('truncate morning_resource, morning_claim');
  await database.query('insert into morning_resource table resource');
  await database.query('insert into morning_claim table claim');
}

/** Puts back what has changed since then. That is little, and so it is quick: tests do it before each case. */
export async function bringMorningBack(database: Queryable): Promise<void> {
  await database.query(
    'delete from claim where appointment in (select appointment from (table claim except table morning_claim) c)',
  );
  await database.query('insert into claim (table morning_claim except table claim)');
  await database.query(
    'delete from resource where (type, id) in (select type, id from (table resource except table morning_resource) r)',
  );
  await database.query('insert into resource (table morning_resource except table resource)');
}
