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
    plan:
      text(grouping.planDisplay) ?? text(grouping.plan) ?? planIn(json) ?? parseWords(json.type),
    payer: objects(json.payor ?? json.insurer)
      .map(({ display }) => text(display))
      .find(Boolean),
    status: statuses.find((known) => known === status) ?? 'unknown',
    start: parseDate(start),
    end: parseDate(end),
  };
}

/** R4 has a list of classes in place of STU3's grouping; R5 has an Identifier for what names the class. */
function planIn(json: Json): string | undefined {
  const plan = objects(json.class).find(({ type }) =>
    objects(object(type).coding).some(({ code }) => code === 'plan'),
  );
  return text(plan?.name) ?? text(plan?.value) ?? text(object(plan?.value).value);
}
