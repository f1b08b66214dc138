import type * as fhir3 from 'fhir/r3';
import {
  snomed,
  specialtyConcept,
  statusReasonConcept,
  visitTypeConcept,
} from '../clinic/codes.ts';
import { instant } from '../fhir/dates.ts';
import { offerId } from '../fhir/offer.ts';
import type { SlotState } from './slot-state.ts';
import { type Json, toR4 } from './versions.ts';

const tenant = 'https://fhir.cerner.com/larkspur';
const extensions = 'https://fhir-ehr.cerner.com/r4/StructureDefinition';

/** The hospital's own codes for kinds of visit; the numbers are those of Millennium's code sets. */
export const visitTypeSet = `${tenant}/codeSet/14249`;
const cancelReasonSet = `${tenant}/codeSet/14229`;
const hl7Reasons = 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason';

/** HL7's codes by the clinic's; what has none is told by who it was. */
const reasons: readonly (readonly [clinic: string, hl7: string])[] = [
  ['patient-cancel', 'pat'],
  ['patient-cancel', 'pat-cpp'],
  ['improved', 'pat-fb'],
  ['transportation', 'pat-lt'],
  ['moved', 'pat-mv'],
  ['new-provider', 'pat-ucp'],
  ['terminated', 'pat-mt'],
  ['weather', 'oth-weath'],
  ['staff-cancel', 'prov'],
  ['scheduling-error', 'oth-err'],
];

/** The clinic's reason that a client means; `undefined` for a code that nobody here knows. */
export function reasonOf(code: string): fhir3.CodeableConcept | undefined {
  const found = reasons.find(([, hl7]) => hl7 === code);
  return found && statusReasonConcept(found[0]);
}

/** One kind of visit in one specialty: the hospital's code, then everybody's. */
function kindConcept(kind: string, specialty: string): Json {
  const [own] = visitTypeConcept(kind).coding ?? [];
  const [standard] = specialtyConcept(specialty).coding ?? [];
  return {
    coding: [
      { ...own, system: visitTypeSet, userSelected: true },
      { ...standard, userSelected: false },
    ],
    text: own?.display,
  };
}

/** Each kind of visit that a time is good for has a Slot of its own. */
export function slotResource({ slot, status, version }: SlotState, kind: string): Json {
  return {
    resourceType: 'Slot',
    id: offerId(slot.id, kind),
    meta: { versionId: version },
    extension: [
      {
        url: `${extensions}/scheduling-location`,
        valueReference: { reference: `Location/${slot.location}` },
      },
    ],
    serviceType: [kindConcept(kind, slot.specialty)],
    schedule: { reference: `Schedule/${slot.schedule}` },
    status,
    start: instant(slot.start),
    end: instant(slot.end),
  };
}

/** What the clinic has, as Millennium writes it. */
export function writeMillennium(resource: fhir3.FhirResource): Json {
  if (resource.resourceType === 'Bundle') {
    const entry = resource.entry?.map((each) => ({
      ...each,
      ...(each.resource ? { resource: writeMillennium(each.resource as fhir3.FhirResource) } : {}),
    }));
    return { ...resource, ...(entry ? { entry } : {}) };
  }
  if (resource.resourceType === 'Schedule') return scheduleResource(resource);
  return resource.resourceType === 'Appointment' ? appointmentResource(resource) : toR4(resource);
}

/** A Schedule is of one actor; where it is stands in its Slots. */
function scheduleResource(schedule: fhir3.Schedule): Json {
  const { serviceCategory: _, specialty: __, ...rest } = toR4(schedule);
  const code = schedule.specialty?.[0]?.coding?.[0]?.code ?? '';
  return {
    ...rest,
    serviceType: (schedule.serviceType ?? []).map(({ coding = [] }) =>
      kindConcept(coding[0]?.code ?? '', code),
    ),
    actor: [schedule.actor]
      .flat()
      .filter(({ reference = '' }) => reference.startsWith('Practitioner/')),
  };
}

function appointmentResource(appointment: fhir3.Appointment): Json {
  const kind = appointment.serviceType?.[0]?.coding?.[0]?.code ?? '';
  const specialty = appointment.specialty?.[0]?.coding?.[0]?.code ?? '';
  const { specialty: _, cancelationReason, ...rest } = toR4(appointment);
  return {
    ...rest,
    serviceType: [kindConcept(kind, specialty)],
    ...(appointment.slot
      ? {
          slot: appointment.slot.map(({ reference = '' }) => ({
            reference: offerId(reference, kind),
          })),
        }
      : {}),
    ...(cancelationReason === undefined
      ? {}
      : { cancelationReason: reasonConcept(cancelationReason as fhir3.CodeableConcept) }),
  };
}

function reasonConcept({ coding = [], text }: fhir3.CodeableConcept): Json {
  const [{ code = '', display } = {}] = coding;
  const hl7 = reasons.find(([clinic]) => clinic === code)?.[1] ?? 'other';
  return {
    coding: [
      { system: cancelReasonSet, code, display, userSelected: true },
      { system: hl7Reasons, code: hl7, userSelected: false },
    ],
    text,
  };
}

/** What a search asks for by its `service-type`: the hospital's kinds of visit, or everybody's specialties. */
export const kindSystems = { visitTypes: visitTypeSet, specialties: snomed } as const;
