import { insertBookedClaims, insertClaim } from '../database/claims.ts';
import type { Database, Queryable } from '../database/database.ts';
import { bringMorningBack, keepMorning } from '../database/morning.ts';
import { insertResources } from '../database/resources.ts';
import { insertSlots } from '../database/slots.ts';
import { horizonDays, isTakenByOthers, slotsBetween } from './calendar.ts';
import { clinicianName, clinicians } from './clinicians.ts';
import { clinicianResources } from './directory.ts';
import { comingAppointments, pastAppointments } from './history.ts';
import { coverageResource, patientResource, people } from './people.ts';
import { placeResources } from './places.ts';
import { serviceResources } from './service-resources.ts';

/** The `now` at which the calendar was last filled, and the one at which the clinic was opened. */
const calendarEnd = 'calendar-end';
const firstMorning = 'first-morning';

/** Opens the clinic: everything as on the demo's first morning. What was there before is gone. */
export async function seedClinic(database: Database, now: number): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.query('truncate resource, slot, claim');
    const slots = slotsBetween(now, 0, horizonDays);
    const coming = comingAppointments(now, slots);
    await insertResources(
      transaction,
      [
        ...[...placeResources(), ...serviceResources(), ...clinicianResources(now)].map(
          (resource) => ({
            resource,
            patient: null,
          }),
        ),
        ...people.flatMap((person) => personResources(person, now)),
        ...pastAppointments(now),
        ...coming.map(({ resource, patient }) => ({ resource, patient })),
      ],
      now,
    );
    await insertSlots(transaction, slots);
    const own = new Set(coming.map(({ slot }) => slot.id));
    for (const { resource, slot, patient, live } of coming) {
      if (live) await insertClaim(transaction, { appointment: resource.id, slot, patient });
    }
    const others = slots.filter((slot) => !own.has(slot.id) && isTakenByOthers(slot, now));
    await insertBookedClaims(
      transaction,
      others.map(({ id }) => id),
    );
    await keepMorning(transaction);
    await remember(transaction, firstMorning, now);
    await remember(transaction, calendarEnd, now);
  });
}

/** As `seedClinic`, but quick where the clinic was seeded at this very moment of the clock. */
export async function resetClinic(database: Database, now: number): Promise<void> {
  const moments = [await recall(database, firstMorning), await recall(database, calendarEnd)];
  if (moments.some((moment) => moment !== now)) return seedClinic(database, now);
  await database.transaction(bringMorningBack);
  // Nobody else does: an embedded PostgreSQL has no autovacuum.
  await database.query('vacuum resource, claim');
}

/** Seeds an empty database; in one from an earlier day publishes the days that have come into view since. */
export async function openClinic(database: Database, now: number): Promise<void> {
  const end = await recall(database, calendarEnd);
  if (end === undefined) return seedClinic(database, now);
  const missing = Math.floor((now - end) / 86_400_000);
  if (missing <= 0) return;
  await database.transaction(async (transaction) => {
    // Slot ids are made of place and time, so days that are there already stay as they are.
    const slots = slotsBetween(now, Math.max(0, horizonDays - missing), horizonDays);
    await insertSlots(transaction, slots);
    await remember(transaction, calendarEnd, now);
  });
}

async function remember(transaction: Queryable, name: string, now: number): Promise<void> {
  await transaction.query(
    'insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value',
    [name, JSON.stringify(now)],
  );
}

async function recall(database: Queryable, name: string): Promise<number | undefined> {
  const rows = await database.query<{ value: number }>(
    'select value from setting where name = $1',
    [name],
  );
  return rows[0]?.value;
}

function personResources(person: (typeof people)[number], now: number) {
  const clinician = clinicians.find(({ id }) => id === person.generalPractitioner);
  const coverage = coverageResource(person, now);
  return [
    {
      resource: patientResource(person, clinician && clinicianName(clinician)),
      patient: person.id,
    },
    ...(coverage ? [{ resource: coverage, patient: person.id }] : []),
  ];
}
