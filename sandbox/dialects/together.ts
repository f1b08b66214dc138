import { sweepExpiredHolds } from '../database/claims.ts';
import type { Database, Queryable } from '../database/database.ts';
import { createApp } from '../fhir/app.ts';
import type { Call, Server } from '../fhir/call.ts';
import { type Clinic, openClinicBehind, type Told } from './clinic.ts';
import type { DialectCall } from './dialect-app.ts';

/** The clinic within one transaction. */
export interface Inside {
  readonly database: Queryable;
  /** As the clinic's own interactions are called. */
  readonly call: Call;
  /** Asks the clinic; what it refuses undoes everything. */
  readonly ask: (method: 'POST' | 'PATCH', path: string, body: unknown) => Promise<Told>;
}

/**
 * Asks the clinic for several things of which it does all or none: what `work` throws undoes them. Holds whose time
 * is over are ended first. Of the request's headers only the token counts for what is asked.
 */
export async function together<Value>(
  { server }: Clinic,
  { request, url, access, now }: DialectCall,
  work: (inside: Inside) => Promise<Value>,
): Promise<Value> {
  const authorization = request.headers.get('Authorization') ?? '';
  const bare = new Request(request.url, { headers: { Authorization: authorization } });
  // Looked up now: the database answers nobody else while the transaction lasts.
  const grant = await server.tokens.verify(authorization.replace(/^Bearer +/i, ''));
  const changed: string[] = [];
  const value = await server.database.transaction(async (transaction) => {
    changed.push(...(await sweepExpiredHolds(transaction, now)));
    const own: Server = {
      ...server,
      database: within(transaction),
      tokens: { verify: () => Promise.resolve(grant) },
      changed: (schedules) => void changed.push(...schedules),
    };
    const clinic = openClinicBehind(own, createApp(own));
    return work({
      database: transaction,
      call: { server: own, request: bare, url, access, now },
      ask: (method, path, body) => clinic.get(bare, method, path, body),
    });
  });
  server.changed(changed);
  return value;
}

/** A database whose transactions are part of this one. */
function within(transaction: Queryable): Database {
  const database: Pick<Database, 'query' | 'transaction'> = {
    query: (sql, values) => transaction.query(sql, values),
    transaction: (work) => work(transaction),
  };
  return database as Database;
}
