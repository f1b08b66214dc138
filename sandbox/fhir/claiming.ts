import { sweepExpiredHolds } from '../database/claims.ts';
import { sqlState, type Queryable } from '../database/database.ts';
import type { Answer, Call } from './call.ts';
import { lookUp, tooLate, type Named, type Target } from './target.ts';

/** What `$hold` or `$book` did, and the schedules in which something changed. */
export interface Claimed {
  readonly answer: Answer;
  readonly changed: readonly string[];
}

/**
 * The mechanism under `$hold` and `$book`: expired holds are swept and the time is claimed in one transaction.
 * Where the database's own rule against two visits at once refuses, the time went to somebody else.
 * @param claim looks the named time up when it is ready to
 */
export async function claimTime(
  call: Call,
  named: Named,
  claim: (database: Queryable, find: () => Promise<Target>) => Promise<Claimed>,
): Promise<Answer> {
  let target: Target | undefined;
  try {
    const { answer, changed } = await call.server.database.transaction(async (transaction) => {
      const swept = await sweepExpiredHolds(transaction, call.now);
      const find = async (): Promise<Target> => (target = await lookUp(call, transaction, named));
      const done = await claim(transaction, find);
      return { answer: done.answer, changed: [...swept, ...done.changed] };
    });
    call.server.changed(changed);
    return answer;
  } catch (error) {
    if (sqlState(error) === '23P01' && target)
      return tooLate(call, target, 'This time is no longer free');
    throw error;
  }
}
