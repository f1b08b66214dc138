import type * as fhir3 from 'fhir/r3';
import { visitTypeConcept } from '../clinic/codes.ts';
import { type Clinician, clinicians } from '../clinic/clinicians.ts';
import type { SlotRow } from '../database/slots.ts';
import type { Json } from './versions.ts';

/** What a Medplum HealthcareService is: one kind of visit, of one length, at one place. */
export interface Service {
  readonly id: string;
  readonly place: string;
  readonly specialty: string;
  readonly visitTypes: readonly string[];
  readonly minutes: number;
}

const serviceReference = 'https://medplum.com/fhir/service-type-reference';

const keyOf = (place: string, specialty: string, visitTypes: readonly string[]): string =>
  [place, specialty, ...visitTypes].join(' ');

/** Every slot of the clinic's is of exactly one of them. */
const services = new Map<string, Service>();
for (const { posts, specialty } of clinicians)
  for (const { place, template } of posts)
    for (const { visitTypes, minutes } of template) {
      const key = keyOf(place, specialty, visitTypes);
      const id = `${place}.${specialty}.${services.size}`;
      if (!services.has(key)) services.set(key, { id, place, specialty, visitTypes, minutes });
    }

export const allServices: readonly Service[] = [...services.values()];

export const serviceWith = (id: string): Service | undefined =>
  allServices.find((service) => service.id === id);

export const serviceOf = ({ location, specialty, visitTypes }: SlotRow): Service | undefined =>
  services.get(keyOf(location, specialty, visitTypes));

export const servicesOf = ({ posts, specialty }: Clinician): readonly Service[] => [
  ...new Set(
    posts.flatMap(({ place, template }) =>
      template.flatMap(({ visitTypes }) => services.get(keyOf(place, specialty, visitTypes)) ?? []),
    ),
  ),
];

/** A Schedule has one actor, so that a clinician has one for all places. */
export const scheduleOf = (clinician: string): string => `Schedule/${clinician}.calendar`;

export function clinicianWith(schedule: string): Clinician | undefined {
  return clinicians.find(({ id }) => scheduleOf(id) === schedule);
}

export function isOffered(service: Service, clinician: string): boolean {
  return clinicians.some((each) => each.id === clinician && servicesOf(each).includes(service));
}

/** R5's CodeableReference, as Medplum writes it in R4. */
export function serviceType({ id, visitTypes }: Service): readonly Json[] {
  const valueReference = { reference: `HealthcareService/${id}` };
  return visitTypes.map((code) => ({
    ...visitTypeConcept(code),
    extension: [{ url: serviceReference, valueReference }],
  }));
}

/** The services that a `serviceType` refers to, each once. */
export function referredIn(serviceTypes: unknown): readonly string[] {
  const concepts = (serviceTypes ?? []) as readonly fhir3.CodeableConcept[];
  const references = concepts.flatMap(({ extension = [] }) =>
    extension.flatMap(({ url, valueReference }) =>
      url === serviceReference ? (valueReference?.reference ?? []) : [],
    ),
  );
  return [...new Set(references)];
}
