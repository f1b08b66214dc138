import { PGlite, type PGliteInterface, type Transaction } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { lockDirectory } from './lock.ts';
import { schema } from './schema.ts';
import { visitsOf, type Visit } from './visits.ts';

/** What a statement needs: the database itself or a transaction in it. */
export interface Queryable {
  /** Rows as objects; timestamps arrive as `Date`, jsonb parsed. */
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** PostgreSQL inside this process. One writer at a time: transactions queue. */
export class Database implements Queryable {
  readonly #pglite: PGliteInterface;
  readonly #release: () => void;

  constructor(pglite: PGliteInterface, release: () => void) {
    this.#pglite = pglite;
    this.#release = release;
  }

  async query<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.#pglite.query<Row>(sql, [...values])).rows;
  }

  /** All or nothing: what `work` throws rolls everything back and is thrown again. */
  async transaction<Value>(work: (transaction: Queryable) => Promise<Value>): Promise<Value> {
    return this.#pglite.transaction((transaction) => work(asQueryable(transaction)));
  }

  /** A patient's visits as the clinic's own desk sees them, straight from the tables, soonest first. */
  visitsOf(patientId: string): Promise<Visit[]> {
    return visitsOf(this, patientId);
  }

  /** The whole database as one file, for `openDatabase({ template })`. */
  dump(): Promise<File | Blob> {
    return this.#pglite.dumpDataDir('none');
  }

  async close(): Promise<void> {
    if (!this.#pglite.closed) await this.#pglite.close();
    this.#release();
  }
}

/**
 * Opens a database with the schema in place.
 * @throws DirectoryInUse when another living process has the directory.
 */
export async function openDatabase(
  where: 'memory' | { readonly dataDirectory: string } | { readonly template: File | Blob },
): Promise<Database> {
  const extensions = { btree_gist };
  if (where !== 'memory' && 'template' in where) {
    const pglite = await PGlite.create({ extensions, loadDataDir: where.template });
    return new Database(pglite, () => undefined);
  }
  const release = where === 'memory' ? () => undefined : lockDirectory(where.dataDirectory);
  try {
    const pglite = await PGlite.create({
      extensions,
      ...(where === 'memory' ? {} : { dataDir: where.dataDirectory }),
    });
    await pglite.exec(schema);
    return new Database(pglite, release);
  } catch (error) {
    release();
    throw error;
  }
}

function asQueryable(transaction: Transaction): Queryable {
  return {
    query: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
      (await transaction.query<Row>(sql, [...values])).rows,
  };
}

/** The SQLSTATE of an error that PostgreSQL raised, e.g. `23P01` for an exclusion constraint. */
export function sqlState(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
