import type { Cancellation } from '../../scheduling/model.ts';
import { parseCodes, parseWords } from './concept.ts';
import { type Json, objects, text } from './json.ts';

/** Argonaut's `status-reason` codes that name a side; the others could be anybody's. */
const sides: Readonly<Record<string, Cancellation['by']>> = {
  'patient-cancel': 'patient',
  improved: 'patient',
  transportation: 'patient',
  moved: 'patient',
  refused: 'patient',
  'new-provider': 'patient',
  disgruntled: 'patient',
  'staff-cancel': 'clinic',
  'equip-unavail': 'clinic',
  'room-unavial': 'clinic',
  'prep-unavail': 'clinic',
  'interpreter-unavail': 'clinic',
  meeting: 'clinic',
  personal: 'clinic',
};

/**
 * Why an Appointment is cancelled: Argonaut's extension in STU3, `cancelationReason` in R4 and
 * `cancellationReason` in R5. A code without words is not shown: it is for machines.
 */
export function parseCancellation(json: Json): Cancellation | undefined {
  if (!/^cancell?ed$/.test(text(json.status) ?? '')) return undefined;
  const extension = objects(json.extension).find(({ url }) =>
    text(url)?.endsWith('/extension-status-reason'),
  );
  const concept =
    extension?.valueCodeableConcept ?? json.cancelationReason ?? json.cancellationReason;
  const by = parseCodes(concept)
    .map(({ code }) => sides[code])
    .find((side) => side !== undefined);
  return { reason: parseWords(concept), by };
}
