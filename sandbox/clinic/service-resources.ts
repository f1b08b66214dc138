import type * as fhir3 from 'fhir/r3';
import type { Stored } from '../database/resources.ts';
import { specialtyConcept, visitTypeConcept } from './codes.ts';
import { referenceTo } from './directory.ts';
import { site } from './places.ts';
import { type Service, type ServiceCategory, services } from './services.ts';

const categories: Readonly<Record<ServiceCategory, string>> = {
  'General Practice': '17',
  'Specialist Medical': '27',
  Hospital: '35',
};

/** The hospital's HealthcareServices, those that cannot be booked online among them. */
export function serviceResources(): Stored[] {
  return services.map(resource);
}

function resource(service: Service): Stored<fhir3.HealthcareService> {
  const { category, comment, mode, visitTypes, walkIn } = service;
  return {
    resourceType: 'HealthcareService',
    id: service.id,
    active: service.ended !== true,
    providedBy: referenceTo('Organization', 'larkspur-valley'),
    category: {
      coding: [
        {
          system: 'http://hl7.org/fhir/service-category',
          code: categories[category],
          display: category,
        },
      ],
      text: category,
    },
    ...(visitTypes.length ? { type: visitTypes.map(visitTypeConcept) } : {}),
    specialty: service.specialties.map(specialtyConcept),
    location: service.places.map((place) => referenceTo('Location', place)),
    name: service.name,
    ...(comment === undefined ? {} : { comment }),
    telecom: [{ system: 'phone', value: service.phone, use: 'work' }],
    ...(mode === 'in-person' ? {} : { characteristic: [remoteCharacteristic] }),
    appointmentRequired: walkIn === undefined,
    ...(walkIn
      ? {
          availableTime: [
            {
              daysOfWeek: ['mon', 'tue', 'wed', 'thu', 'fri'],
              availableStartTime: walkIn.from,
              availableEndTime: walkIn.until,
            },
          ],
          notAvailable: [{ description: walkIn.notOn }],
        }
      : {}),
  };
}

const remoteCharacteristic: fhir3.CodeableConcept = {
  coding: [{ system: `${site}/fhir/service-mode`, code: 'virtual', display: 'Virtual' }],
  text: 'Virtual',
};
