import type * as fhir3 from 'fhir/r3';
import { requireValid } from '../fhir/validation/validate.ts';
import { appointmentFrom, type Json, toR4 } from './versions.ts';

const statusReason =
  'http://fhir.org/guides/argonaut-scheduling/StructureDefinition/extension-status-reason';

/** In what a plain server of one version of FHIR differs from that of another. */
export interface Version {
  readonly fhirVersion: string;
  /** How the clinic's records are written. */
  readonly write: typeof toR4;
  /** @throws FhirRefusal 422 for what is no Appointment of this version */
  readonly read: (appointment: Json) => fhir3.Appointment;
  /** Search parameters of Slot for kinds of visit and for specialties. */
  readonly searches: Readonly<{ visitTypes: string; specialties?: string }>;
  /** The element in which a cancelled Appointment says why. */
  readonly whyIn: 'cancelationReason' | 'extension';
  /** What stands in that element, as the clinic keeps it. */
  readonly why: (appointment: Json) => fhir3.CodeableConcept | undefined;
}

export const r4: Version = {
  fhirVersion: '4.0.1',
  write: toR4,
  read(appointment) {
    const read = appointmentFrom(appointment);
    requireValid(read, 'Appointment');
    return read;
  },
  searches: { visitTypes: 'service-type', specialties: 'specialty' },
  whyIn: 'cancelationReason',
  why: ({ cancelationReason }) => cancelationReason as fhir3.CodeableConcept | undefined,
};

export const stu3: Version = {
  fhirVersion: '3.0.2',
  write: (resource) => resource as unknown as Json,
  read(appointment) {
    requireValid(appointment, 'Appointment');
    return appointment as unknown as fhir3.Appointment;
  },
  searches: { visitTypes: 'slot-type' },
  whyIn: 'extension',
  why({ extension }) {
    const all = (extension ?? []) as readonly fhir3.Extension[];
    return all.find(({ url }) => url === statusReason)?.valueCodeableConcept;
  },
};
