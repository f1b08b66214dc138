import type * as fhir3 from 'fhir/r3';
import type { Stored } from '../database/resources.ts';
import {
  specialtyConcept,
  timezoneExtension,
  visitModeConcept,
  visitTypeConcept,
} from './codes.ts';
import { clinicianName, clinicians, scheduleId, type Clinician } from './clinicians.ts';
import { dayAt, horizonDays, zoneOf } from './calendar.ts';
import { people } from './people.ts';
import { modeOf, organizations, places } from './places.ts';
import { services, servicesOf } from './services.ts';

const names = new Map<string, string>([
  ...clinicians.map(
    (clinician) => [`Practitioner/${clinician.id}`, clinicianName(clinician)] as const,
  ),
  ...places.map((place) => [`Location/${place.id}`, place.name] as const),
  ...people.map((person) => [`Patient/${person.id}`, person.name] as const),
  ...services.map((service) => [`HealthcareService/${service.id}`, service.name] as const),
  ...Object.entries(organizations).map(([id, { name }]) => [`Organization/${id}`, name] as const),
]);

/** A reference with the name that the clinic writes beside it. */
export function referenceTo(type: string, id: string): fhir3.Reference {
  const reference = `${type}/${id}`;
  const display = names.get(reference);
  return { reference, ...(display ? { display } : {}) };
}

/** Practitioner, PractitionerRole and Schedule resources of everybody who sees patients. */
export function clinicianResources(now: number): Stored[] {
  return clinicians.flatMap((clinician) => [
    practitioner(clinician),
    role(clinician),
    ...schedules(clinician, now),
  ]);
}

function practitioner(clinician: Clinician): Stored<fhir3.Practitioner> {
  return {
    resourceType: 'Practitioner',
    id: clinician.id,
    meta: { profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-practitioner'] },
    identifier: [{ system: 'https://larkspurvalley.example/staff', value: clinician.id }],
    active: true,
    name: [
      {
        use: 'official',
        text: clinicianName(clinician),
        family: clinician.family,
        given: [clinician.given],
        suffix: [clinician.suffix],
        ...(clinician.prefix ? { prefix: [clinician.prefix] } : {}),
      },
    ],
    gender: clinician.gender,
    communication: clinician.languages.map((code) => ({
      coding: [{ system: 'urn:ietf:bcp:47', code }],
    })),
  };
}

function role(clinician: Clinician): Stored<fhir3.PractitionerRole> {
  const posts = [...new Set(clinician.posts.map((post) => post.place))];
  return {
    resourceType: 'PractitionerRole',
    id: `${clinician.id}-role`,
    active: true,
    practitioner: referenceTo('Practitioner', clinician.id),
    organization: referenceTo('Organization', clinician.organization),
    code: [
      {
        coding: [
          {
            system: 'http://hl7.org/fhir/practitioner-role',
            code: clinician.suffix === 'RN' ? 'nurse' : 'doctor',
          },
        ],
      },
    ],
    specialty: [specialtyConcept(clinician.specialty)],
    location: posts.map((place) => referenceTo('Location', place)),
    healthcareService: servicesOf(clinician).map(({ id }) => referenceTo('HealthcareService', id)),
  };
}

function schedules(clinician: Clinician, now: number): Stored<fhir3.Schedule>[] {
  return [...new Set(clinician.posts.map((post) => post.place))].map((place) => {
    const posts = clinician.posts.filter((post) => post.place === place);
    const offered = new Set(
      posts.flatMap((post) => post.template.flatMap((stretch) => stretch.visitTypes)),
    );
    const zone = zoneOf(place);
    return {
      resourceType: 'Schedule',
      id: scheduleId(clinician, place),
      meta: {
        profile: [
          'http://fhir.org/guides/argonaut-scheduling/StructureDefinition/argo-sched-notif',
        ],
      },
      extension: [{ url: timezoneExtension, valueCode: zone }],
      active: true,
      serviceCategory: visitModeConcept(modeOf(place)),
      serviceType: [...offered].map(visitTypeConcept),
      specialty: [specialtyConcept(clinician.specialty)],
      actor: [referenceTo('Practitioner', clinician.id), referenceTo('Location', place)],
      planningHorizon: {
        start: isoDate(dayAt(now, zone, 0)),
        end: isoDate(dayAt(now, zone, horizonDays)),
      },
    };
  });
}

function isoDate(day: { year: number; month: number; date: number }): string {
  return `${day.year}-${String(day.month + 1).padStart(2, '0')}-${String(day.date).padStart(2, '0')}`;
}
