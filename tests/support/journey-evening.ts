import type { Database } from '../../sandbox/database/database.ts';

/** A Sunday evening: every clinic is closed, so no time that a journey has on screen goes by under it. */
const tenAtNight = Date.UTC(2026, 10, 22, 22);

/** The hospital's clock. */
export interface Evening {
  now(): number;
  /** Milliseconds that a journey has let go by at once. */
  skipped: number;
  startAgain(): void;
}

/** It goes on with the real one. */
export function sundayEvening(): Evening {
  let startedAt = performance.now();
  const clock: Evening = {
    now: () => Math.floor(tenAtNight + performance.now() - startedAt) + clock.skipped,
    skipped: 0,
    startAgain() {
      startedAt = performance.now();
      clock.skipped = 0;
    },
  };
  return clock;
}

/**
 * What journeys change, put back. To seed again would take the better part of a second for each; almost all of it for
 * the slots, which no journey changes.
 */
export async function keepFirstEvening(database: Database): Promise<() => Promise<void>> {
  await database.query('create table first_resource as table resource');
  await database.query('create table first_claim as table claim');
  return () =>
    database.transaction(async (transaction) => {
      await transaction.query('delete from resource');
      await transaction.query('insert into resource table first_resource');
      await transaction.query(
        'delete from claim where appointment not in (select appointment from first_claim)',
      );
      await transaction.query(
        `update claim set status = f.status, patient = f.patient, expires_at = f.expires_at, slot = f.slot,
                schedule = f.schedule, practitioner = f.practitioner, during = f.during
           from first_claim f where f.appointment = claim.appointment
            and (f.status, f.slot) is distinct from (claim.status, claim.slot)`,
      );
    });
}
