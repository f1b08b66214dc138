import type { Actor, Appointment, AppointmentStatus, Code, Reference } from './model.ts';

/** A clinician whom the patient has seen. */
export type Seen = Actor & { readonly reference: Reference };

/** A visit that could be made once more. */
export interface Again {
  readonly visitType: string;
  readonly codes: readonly Code[];
  readonly practitioner: Seen | undefined;
}

/** A clinic may leave a visit that took place at any of these. */
export const tookPlace: ReadonlySet<AppointmentStatus> = new Set([
  'booked',
  'arrived',
  'checked-in',
  'fulfilled',
]);

/**
 * The clinicians whom a patient has seen, the last one first, each once and with a name.
 * @param except who has their own place on the page
 */
export function cliniciansSeen(
  past: readonly Appointment[],
  except: Reference | undefined,
  most: number,
): readonly Seen[] {
  const seen = new Map<Reference, Seen>();
  for (const { practitioners } of latestFirst(past)) {
    for (const { reference, display } of practitioners) {
      if (reference === undefined || display === undefined || reference === except) continue;
      if (!seen.has(reference)) seen.set(reference, { reference, display });
    }
  }
  return [...seen.values()].slice(0, most);
}

/** The kinds of visit that a patient has had, the last one first, each with its last clinician. */
export function visitsAgain(past: readonly Appointment[], most: number): readonly Again[] {
  const kinds = new Map<string, Again>();
  for (const { visitType, visitTypeCodes, practitioners } of latestFirst(past)) {
    if (visitType === undefined || visitTypeCodes.length === 0 || kinds.has(visitType)) continue;
    const [first] = practitioners;
    const practitioner =
      first?.reference === undefined
        ? undefined
        : { reference: first.reference, display: first.display };
    kinds.set(visitType, { visitType, codes: visitTypeCodes, practitioner });
  }
  return [...kinds.values()].slice(0, most);
}

function latestFirst(past: readonly Appointment[]): readonly Appointment[] {
  return past
    .filter(({ status }) => tookPlace.has(status))
    .sort((one, other) => other.start - one.start);
}
