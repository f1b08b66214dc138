import type * as fhir3 from 'fhir/r3';
import { referenceTo } from '../clinic/directory.ts';
import {
  specialtyConcept,
  visitInstructions,
  visitModeConcept,
  visitTypeConcept,
} from '../clinic/codes.ts';
import { modeOf } from '../clinic/places.ts';
import type { Stored } from '../database/resources.ts';
import { instant } from './dates.ts';

export const appointmentProfile =
  'http://fhir.org/guides/argonaut-scheduling/StructureDefinition/argo-appt';

/** STU3 has no element for it; HL7 names R4's as an extension. */
export const instructionExtension =
  'http://hl7.org/fhir/4.0/StructureDefinition/extension-Appointment.patientInstruction';

/** What one visit is: enough to write its Appointment in any of its states. */
export interface VisitFacts {
  readonly practitioner: string;
  readonly location: string;
  readonly specialty: string;
  readonly visitType: string;
  readonly start: Date;
  readonly end: Date;
  /** Absent for visits before the published calendar begins. */
  readonly slot?: string;
}

/** Everybody's part in it, by state: the guide's state diagram. */
const participation: Readonly<Record<string, string>> = {
  proposed: 'needs-action',
  pending: 'tentative',
  booked: 'accepted',
  fulfilled: 'accepted',
  cancelled: 'declined',
};

/** An Appointment in the guide's profile. `requestedPeriod` is the visit's own time unless another is known. */
export function writeAppointment(
  facts: VisitFacts,
  as: {
    readonly id: string;
    readonly status: 'proposed' | 'pending' | 'booked' | 'fulfilled' | 'cancelled';
    readonly patient?: string;
    readonly requestedPeriod?: fhir3.Period;
    readonly created?: number;
  },
): Stored<fhir3.Appointment> {
  const status = participation[as.status] ?? 'needs-action';
  const actors = [
    referenceTo('Practitioner', facts.practitioner),
    referenceTo('Location', facts.location),
    ...(as.patient ? [referenceTo('Patient', as.patient)] : []),
  ];
  const concept = visitTypeConcept(facts.visitType);
  const mode = modeOf(facts.location);
  const instruction = visitInstructions[facts.visitType];
  const [practitioner] = actors;
  return {
    resourceType: 'Appointment',
    id: as.id,
    meta: { profile: [appointmentProfile] },
    ...(instruction === undefined
      ? {}
      : { extension: [{ url: instructionExtension, valueString: instruction }] }),
    status: as.status,
    serviceCategory: visitModeConcept(mode),
    serviceType: [concept],
    specialty: [specialtyConcept(facts.specialty)],
    description: `${concept.text ?? ''}${mode === 'in-person' ? '' : ` by ${mode}`} with ${practitioner?.display ?? ''}`,
    start: instant(facts.start),
    end: instant(facts.end),
    minutesDuration: Math.round((facts.end.getTime() - facts.start.getTime()) / 60_000),
    ...(facts.slot ? { slot: [{ reference: `Slot/${facts.slot}` }] } : {}),
    ...(as.created === undefined ? {} : { created: instant(as.created) }),
    participant: actors.map((actor) => ({ actor, required: 'required', status })),
    requestedPeriod: [
      as.requestedPeriod ?? { start: instant(facts.start), end: instant(facts.end) },
    ],
  };
}

/** The same Appointment in another state, with everybody's part in it changed accordingly. */
export function inStatus(
  appointment: Stored<fhir3.Appointment>,
  status: string,
): Stored<fhir3.Appointment> {
  const part = participation[status] ?? 'needs-action';
  return {
    ...appointment,
    status,
    participant: appointment.participant.map((participant) => ({ ...participant, status: part })),
  };
}
