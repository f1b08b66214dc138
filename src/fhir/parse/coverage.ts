import type { Coverage } from '../../scheduling/model.ts';
import { parseWords } from './concept.ts';
import { type Json, object, objects, text } from './json.ts';
import { parseDate } from './patient.ts';
import { parseId } from './reference.ts';

const statuses = ['active', 'cancelled', 'draft', 'entered-in-error'] as const;

/** `undefined` where it has no identity. */
export function parseCoverage(json: Json): Coverage | undefined {
  const id = parseId(json.id);
  if (id === undefined) return undefined;
  const status = text(json.status);
  const { start, end } = object(json.period);
  const grouping = object(json.grouping);
  return {
    id,
    // The kind of coverage is better than nothing.
    plan: text(grouping.planDisplay) ?? text(grouping.plan) ?? parseWords(json.type),
    payer: objects(json.payor)
      .map(({ display }) => text(display))
      .find(Boolean),
    status: statuses.find((known) => known === status) ?? 'unknown',
    start: parseDate(start),
    end: parseDate(end),
  };
}
