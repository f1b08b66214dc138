import type { Cancellation } from '../../scheduling/model.ts';
import { parseCodes, parseWords } from './concept.ts';
import { type Json, objects, text } from './json.ts';

/**
 * Argonaut's `status-reason` codes by the side that their definition names. The others (the weather, and those
 * that are defined as "??") could be anybody's.
 */
const sides = {
  patient: [
    'patient-cancel',
    'improved',
    'transportation',
    'moved',
    'refused',
    'needs-tests',
    'new-provider',
    'terminated',
    'disgruntled',
    'pregnant',
    'no-show',
  ],
  clinic: [
    'staff-cancel',
    'equip-unavail',
    'room-unavial',
    'prep-unavail',
    'prep-incomplete',
    'interpreter-unavail',
    'plan-changes',
    'abnormal-results',
    'scheduling-error',
    'financial',
    'hospitalized',
    'other',
  ],
} as const satisfies Record<NonNullable<Cancellation['by']>, readonly string[]>;
/** IHE took over the codes of Argonaut's guide. */
const system = /\/(?:argonaut-scheduling|ITI\/Scheduling)\/CodeSystem\/status-reason$/;

/** HL7's codes of R4 and later stand in groups; what is in no group of these may be anybody's. */
const groups: readonly (readonly [RegExp, NonNullable<Cancellation['by']>])[] = [
  [/\/appointment-cancellation-reason\|pat(?:-|$)/, 'patient'],
  [/\/appointment-cancellation-reason\|(?:prov(?:-|$)|maint$|meds-inc$)/, 'clinic'],
];

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
  const all = parseCodes(concept);
  const codes = all.filter((coding) => system.test(coding.system));
  const by =
    (['patient', 'clinic'] as const).find((side) =>
      codes.some(({ code }) => (sides[side] as readonly string[]).includes(code)),
    ) ??
    groups.find(([group]) => all.some((each) => group.test(`${each.system}|${each.code}`)))?.[1];
  return { reason: parseWords(concept), by };
}
