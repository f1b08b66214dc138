import type { Queryable } from './database.ts';

/** One line of the portal's "Visits" page. */
export interface Visit {
  readonly id: string;
  /** The code of FHIR's AppointmentStatus. */
  readonly status: string;
  readonly start: Date;
  readonly end: Date;
  /** IANA zone of the place. */
  readonly zone: string;
  readonly practitioner: string;
  readonly location: string;
}

/** The specialties in which a patient has been seen: codes of visits that took place, or that have begun. */
export async function specialtiesSeen(
  database: Queryable,
  patientId: string,
  now: number,
): Promise<Set<string>> {
  const rows = await database.query<{ code: string }>(
    `select distinct coding->>'code' as code
       from resource, jsonb_path_query(content, '$.specialty[*].coding[*]') coding
      where type = 'Appointment' and patient = $1
        and (content->>'status' = 'fulfilled'
             or content->>'status' = 'booked' and (content->>'start')::timestamptz < $2)`,
    [patientId, new Date(now)],
  );
  return new Set(rows.map(({ code }) => code));
}

/** Straight from the tables, not through the FHIR server: what a test compares the app's claims with. */
export function visitsOf(database: Queryable, patientId: string): Promise<Visit[]> {
  return database.query<Visit>(
    `select a.id, a.content->>'status' as status,
            (a.content->>'start')::timestamptz as start, (a.content->>'end')::timestamptz as "end",
            coalesce(max(x->>'valueCode') filter (where x->>'url' like '%/timezone'), 'UTC') as zone,
            coalesce(max(actor->>'display') filter (where actor->>'reference' like 'Practitioner/%'), '') as practitioner,
            coalesce(max(actor->>'display') filter (where actor->>'reference' like 'Location/%'), '') as location
       from resource a
       cross join lateral (select p->'actor' as actor from jsonb_array_elements(a.content->'participant') p) actors
       left join resource l on l.type = 'Location' and 'Location/' || l.id = actor->>'reference'
       left join lateral jsonb_array_elements(l.content->'extension') x on true
      where a.type = 'Appointment' and a.patient = $1
      group by a.id, a.content
      order by 3, 1`,
    [patientId],
  );
}
