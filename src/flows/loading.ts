import type { EhrFailure } from '../scheduling/failure.ts';
import type { Result } from '../scheduling/result.ts';

/** Something that the EHR was asked for. */
export type Loading<Value> =
  | { readonly at: 'loading' }
  | { readonly at: 'ready'; readonly value: Value }
  | { readonly at: 'failed'; readonly failure: EhrFailure };

export const loading = { at: 'loading' } as const;

export function loaded<Value>(result: Result<Value, EhrFailure>): Loading<Value> {
  return result.ok
    ? { at: 'ready', value: result.value }
    : { at: 'failed', failure: result.failure };
}
