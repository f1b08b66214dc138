import type { Adapter, AdapterPayload } from 'oidc-provider';
import { errors } from 'oidc-provider';
import type { Clock } from '../types.ts';

/** What this folder asks of the database. */
export interface Sql {
  query<Row extends object>(statement: string, values?: readonly unknown[]): Promise<Row[]>;
}

interface StoredRow {
  readonly payload: AdapterPayload;
  readonly expires_at: Date | string | null;
}

/**
 * Codes, tokens, grants and launch contexts, in the EHR's own database, so that a patient who is signed in
 * stays signed in when the sandbox is started again. When a thing ends is judged by the sandbox's clock.
 */
export class Artifacts {
  readonly #sql: Sql;
  readonly #clock: Clock;

  constructor(sql: Sql, clock: Clock) {
    this.#sql = sql;
    this.#clock = clock;
  }

  async put(
    model: string,
    id: string,
    payload: object,
    seconds?: number,
    grantId?: string,
    uid?: string,
  ): Promise<void> {
    const expiresAt =
      seconds === undefined ? null : new Date(this.#clock() + seconds * 1000).toISOString();
    await this.#sql.query(
      `insert into oidc_payload (model, id, payload, expires_at, grant_id, uid) values ($1, $2, $3::jsonb, $4, $5, $6)
       on conflict (model, id) do update
         set payload = excluded.payload, expires_at = excluded.expires_at, grant_id = excluded.grant_id, uid = excluded.uid`,
      [model, id, JSON.stringify(payload), expiresAt, grantId ?? null, uid ?? null],
    );
  }

  async find(model: string, key: 'id' | 'uid', value: string): Promise<AdapterPayload | undefined> {
    const rows = await this.#sql.query<StoredRow>(
      `select payload, expires_at from oidc_payload where model = $1 and ${key} = $2`,
      [model, value],
    );
    return this.#live(rows[0])?.payload;
  }

  /** Epoch milliseconds at which a thing that has not ended will end. */
  async endOf(model: string, id: string): Promise<number | undefined> {
    const rows = await this.#sql.query<StoredRow>(
      'select payload, expires_at from oidc_payload where model = $1 and id = $2',
      [model, id],
    );
    const expiresAt = this.#live(rows[0])?.expires_at;
    return expiresAt == null ? undefined : new Date(expiresAt).getTime();
  }

  /** Finds and removes in one statement, so that of two who ask only one is given it. */
  async take(model: string, id: string): Promise<object | undefined> {
    const rows = await this.#sql.query<StoredRow>(
      'delete from oidc_payload where model = $1 and id = $2 returning payload, expires_at',
      [model, id],
    );
    return this.#live(rows[0])?.payload;
  }

  async remove(model: string, key: 'id' | 'grant_id', value: string): Promise<void> {
    await this.#sql.query(`delete from oidc_payload where model = $1 and ${key} = $2`, [
      model,
      value,
    ]);
  }

  /** @returns false where it had been consumed before: two requests raced, and this one lost. */
  async consume(model: string, id: string): Promise<boolean> {
    const rows = await this.#sql.query<{ id: string }>(
      `update oidc_payload set payload = payload || jsonb_build_object('consumed', $3::bigint)
       where model = $1 and id = $2 and not payload ? 'consumed' returning id`,
      [model, id, Math.floor(this.#clock() / 1000)],
    );
    return rows.length > 0;
  }

  async sweep(): Promise<void> {
    await this.#sql.query('delete from oidc_payload where expires_at <= $1', [
      new Date(this.#clock()).toISOString(),
    ]);
  }

  /** A value that is made once and kept: signing keys. */
  async setting<Value>(name: string, make: () => Promise<Value>): Promise<Value> {
    const rows = await this.#sql.query<{ value: Value }>(
      'select value from setting where name = $1',
      [name],
    );
    const kept = rows[0];
    if (kept !== undefined) return kept.value;
    const value = await make();
    await this.#sql.query('insert into setting (name, value) values ($1, $2::jsonb)', [
      name,
      JSON.stringify(value),
    ]);
    return value;
  }

  #live(row: StoredRow | undefined): StoredRow | undefined {
    if (row?.expires_at == null) return row;
    return new Date(row.expires_at).getTime() > this.#clock() ? row : undefined;
  }
}

/** oidc-provider's storage interface over {@link Artifacts}. */
export function adapterOver(artifacts: Artifacts): (model: string) => Adapter {
  return (model) => ({
    upsert: (id, payload, seconds) =>
      artifacts.put(model, id, payload, seconds, payload.grantId, payload.uid),
    find: (id) => artifacts.find(model, 'id', id),
    findByUid: (uid) => artifacts.find(model, 'uid', uid),
    findByUserCode: () => Promise.resolve(undefined),
    async consume(id) {
      if (!(await artifacts.consume(model, id))) throw new errors.InvalidGrant('already used');
    },
    destroy: (id) => artifacts.remove(model, 'id', id),
    revokeByGrantId: (grantId) => artifacts.remove(model, 'grant_id', grantId),
  });
}
