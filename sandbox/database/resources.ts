import type * as fhir3 from 'fhir/r3';
import type { Queryable } from './database.ts';

/** A resource as the server keeps it: it always has an id. */
export type Stored<Type extends fhir3.FhirResource = fhir3.FhirResource> = Type & { id: string };

export interface ResourceRow<Type extends fhir3.FhirResource = fhir3.FhirResource> {
  readonly version: number;
  readonly lastUpdated: Date;
  /** Whose compartment it lies in, or `null` where it lies in nobody's. */
  readonly patient: string | null;
  readonly resource: Stored<Type>;
}

interface Row {
  version: number;
  last_updated: Date;
  patient: string | null;
  content: Stored;
}

/** Reads one resource with its version. */
export async function readResource<Type extends fhir3.FhirResource>(
  database: Queryable,
  type: Type['resourceType'],
  id: string,
): Promise<ResourceRow<Type> | undefined> {
  const rows = await database.query<Row>(
    'select version, last_updated, patient, content from resource where type = $1 and id = $2',
    [type, id],
  );
  return rows[0] && fromRow<Type>(rows[0]);
}

/** Every resource of one type that meets `where`, a condition on `content`, `id` and `patient` with `$2`... for `values`. */
export async function listResources<Type extends fhir3.FhirResource>(
  database: Queryable,
  type: Type['resourceType'],
  where = 'true',
  values: readonly unknown[] = [],
): Promise<ResourceRow<Type>[]> {
  const rows = await database.query<Row>(
    `select version, last_updated, patient, content from resource where type = $1 and (${where}) order by id`,
    [type, ...values],
  );
  return rows.map((row) => fromRow<Type>(row));
}

/** Writes a resource: version 1 when it is new, else the next one. `meta` is the server's to write. */
export async function writeResource<Type extends fhir3.FhirResource>(
  database: Queryable,
  resource: Stored<Type>,
  options: { readonly now: number; readonly patient: string | null },
): Promise<ResourceRow<Type>> {
  const rows = await database.query<Row>(
    `insert into resource (type, id, version, last_updated, patient, content) values ($1, $2, 1, $3, $4, $5)
     on conflict (type, id) do update
       set version = resource.version + 1, last_updated = excluded.last_updated,
           patient = excluded.patient, content = excluded.content
     returning version, last_updated, patient, content`,
    [
      resource.resourceType,
      resource.id,
      new Date(options.now),
      options.patient,
      JSON.stringify(resource),
    ],
  );
  const [row] = rows;
  if (!row) throw new Error(`${resource.resourceType}/${resource.id} was not written`);
  return fromRow<Type>(row);
}

/** Puts many new resources in with one statement: the seed. */
export async function insertResources(
  database: Queryable,
  resources: readonly { readonly resource: Stored; readonly patient: string | null }[],
  now: number,
): Promise<void> {
  await database.query(
    `insert into resource (type, id, version, last_updated, patient, content)
     select r->'resource'->>'resourceType', r->'resource'->>'id', 1, $2::timestamptz, r->>'patient', r->'resource'
       from jsonb_array_elements($1::jsonb) r`,
    [JSON.stringify(resources), new Date(now)],
  );
}

/** @returns whether there was one to delete. */
export async function deleteResource(
  database: Queryable,
  type: string,
  id: string,
): Promise<boolean> {
  return (
    (
      await database.query('delete from resource where type = $1 and id = $2 returning id', [
        type,
        id,
      ])
    ).length > 0
  );
}

function fromRow<Type extends fhir3.FhirResource>(row: Row): ResourceRow<Type> {
  // jsonb keeps no order of keys; the usual three come first so that people can read the wire.
  const { resourceType, id, meta, ...content } = row.content;
  const resource = {
    resourceType,
    id,
    meta: { ...meta, versionId: String(row.version), lastUpdated: row.last_updated.toISOString() },
    ...content,
  };
  return {
    version: row.version,
    lastUpdated: row.last_updated,
    patient: row.patient,
    // The type column was the condition of the query, so the content is of that type.
    resource: resource as unknown as Stored<Type>,
  };
}
