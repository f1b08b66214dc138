import { insertBookedClaims, insertClaim } from '../database/claims.ts';
import type { Database, Queryable } from '../database/database.ts';
import { insertResources } from '../database/resources.ts';
import { insertSlots } from '../database/slots.ts';
import { horizonDays, isTakenByOthers, slotsBetween } from './calendar.ts';
import { clinicianName, clinicians } from './clinicians.ts';
import { clinicianResources } from './directory.ts';
import { comingAppointments, pastAppointments } from './history.ts';
import { coverageResource, patientResource, people } from './people.ts';
import { placeResources } from './places.ts';

const calendarEnd = 'calendar-end';

/** Opens the clinic: everything as on the demo's first morning. What was there before is gone. */
export async function seedClinic(database: Database, now: number): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.query('truncate resource, slot, claim');
    const slots = slotsBetween(now, 0, horizonDays);
    const coming = comingAppointments(now, slots);
    await insertResources(
      transaction,
      [
        ...[...placeResources(), ...clinicianResources(now)].map((resource) => ({
          resource,
          patient: null,
        })),
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
    await rememberEnd(transaction, now);
  });
}

/** Seeds an empty database; in one from an earlier day publishes the days that have come into view since. */
export async function openClinic(database: Database, now: number): Promise<void> {
  const rows = await database.query<{ value: number }>(
    'select value from setting where name = $1',
    [calendarEnd],
  );
  const end = rows[0]?.value;
  if (end === undefined) return seedClinic(database, now);
  const missing = Math.floor((now - end) / 86_400_000);
  if (missing <= 0) return;
  await database.transaction(async (transaction) => {
    // Slot ids are made of place and time, so days that are there already stay as they are.
    const slots = slotsBetween(now, Math.max(0, horizonDays - missing), horizonDays);
    await insertSlots(transaction, slots);
    await rememberEnd(transaction, now);
  });
}

/** The day is kept as the `now` at which the calendar was last filled. */
async function rememberEnd(transaction: Queryable, now: number): Promise<void> {
  await transaction.query(
    'insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value',
    [calendarEnd, JSON.stringify(now)],
  );
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
