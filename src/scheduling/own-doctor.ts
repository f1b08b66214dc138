import { tookPlace } from './history.ts';
import type { Actor, Appointment, Patient, Reference } from './model.ts';

/** The clinician whose times come first, and why: the page always says which. */
export interface OwnDoctor {
  readonly practitioner: Actor & { readonly reference: Reference };
  readonly because:
    { readonly kind: 'on-record' } | { readonly kind: 'seen-most'; readonly visits: number };
}

/** The first clinician that the record names; organizations, which FHIR allows there too, are nobody's doctor. */
export function doctorOnRecord(patient: Patient): OwnDoctor | undefined {
  for (const { reference, display } of patient.generalPractitioners) {
    if (reference?.startsWith('Practitioner/') === true) {
      return { practitioner: { reference, display }, because: { kind: 'on-record' } };
    }
  }
  return undefined;
}

/** The clinician of most past visits that took place; of equals, the one seen last. */
export function doctorSeenMost(past: readonly Appointment[]): OwnDoctor | undefined {
  const seen = new Map<Reference, { visits: number; last: number; display: string | undefined }>();
  for (const { practitioners, status, start } of past) {
    if (!tookPlace.has(status)) continue;
    for (const { reference, display } of practitioners) {
      if (reference === undefined) continue;
      const before = seen.get(reference);
      seen.set(reference, {
        visits: (before?.visits ?? 0) + 1,
        last: Math.max(before?.last ?? start, start),
        display: before?.display ?? display,
      });
    }
  }
  const most = [...seen].sort(
    ([, one], [, other]) => other.visits - one.visits || other.last - one.last,
  )[0];
  if (most === undefined) return undefined;
  const [reference, { visits, display }] = most;
  return { practitioner: { reference, display }, because: { kind: 'seen-most', visits } };
}
