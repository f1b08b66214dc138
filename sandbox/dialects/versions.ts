import type * as fhir3 from 'fhir/r3';
import { instructionExtension } from '../fhir/appointment.ts';

/** A resource of any version of FHIR, as JSON. */
export type Json = { [element: string]: unknown };

const reasonExtension = /\/extension-status-reason$/;

/**
 * The clinic keeps its records in FHIR STU3. These write them as later versions have them, and read them back.
 * Bundles and Parameters are gone through; whatever is the same in both stays as it is.
 */
export function toR4(resource: fhir3.FhirResource): Json {
  return within(resource as unknown as Json, r4);
}

export function toR5(resource: fhir3.FhirResource): Json {
  return within(resource as unknown as Json, (json) => r5(r4(json)));
}

/** An Appointment that a client sent in R4 or R5, as the clinic reads it. Unknown elements are left out. */
export function appointmentFrom(json: Json): fhir3.Appointment {
  const { serviceCategory, serviceType, participant, note, ...others } = json;
  const rest = without(others, [
    'reasonCode',
    'reason',
    'cancelationReason',
    'cancellationReason',
    'patientInstruction',
    'subject',
  ]);
  const comment = rest['comment'] ?? listOf(note)[0]?.['text'];
  return {
    ...rest,
    ...(comment === undefined ? {} : { comment }),
    ...(serviceCategory === undefined ? {} : { serviceCategory: listOf(serviceCategory)[0] }),
    ...(serviceType === undefined
      ? {}
      : { serviceType: listOf(serviceType).map((type) => type['concept'] ?? type) }),
    participant: listOf(participant).map(({ required, ...part }) => ({
      ...part,
      ...(required === undefined
        ? {}
        : {
            required: required === true ? 'required' : required === false ? 'optional' : required,
          }),
    })),
  } as unknown as fhir3.Appointment;
}

function within(json: Json, convert: (json: Json) => Json): Json {
  if (json['resourceType'] === 'Bundle')
    return {
      ...json,
      ...(json['entry'] === undefined
        ? {}
        : {
            entry: listOf(json['entry']).map((entry) => ({
              ...entry,
              ...(entry['resource'] === undefined
                ? {}
                : { resource: within(entry['resource'] as Json, convert) }),
            })),
          }),
    };
  return convert(json);
}

function r4(json: Json): Json {
  switch (json['resourceType']) {
    case 'Appointment': {
      const { serviceCategory, reason, extension, meta, ...rest } = json;
      const why = listOf(extension).find(({ url }) => reasonExtension.test(String(url)));
      const told = listOf(extension).find(({ url }) => url === instructionExtension);
      const others = listOf(extension).filter((each) => each !== why && each !== told);
      return {
        ...rest,
        ...metaOf(meta),
        ...(others.length ? { extension: others } : {}),
        ...(serviceCategory === undefined ? {} : { serviceCategory: [serviceCategory] }),
        ...(reason === undefined ? {} : { reasonCode: reason }),
        ...(why === undefined ? {} : { cancelationReason: why['valueCodeableConcept'] }),
        ...(told === undefined ? {} : { patientInstruction: told['valueString'] }),
      };
    }
    case 'Slot':
    case 'Schedule': {
      const { serviceCategory, meta, ...rest } = json;
      return {
        ...rest,
        ...metaOf(meta),
        ...(serviceCategory === undefined ? {} : { serviceCategory: [serviceCategory] }),
      };
    }
    case 'HealthcareService': {
      const { category, eligibility, ...rest } = json;
      return {
        ...rest,
        ...(category === undefined ? {} : { category: [category] }),
        ...(eligibility === undefined ? {} : { eligibility: [{ code: eligibility }] }),
      };
    }
    case 'Location': {
      const { type, ...rest } = json;
      return { ...rest, ...(type === undefined ? {} : { type: [type] }) };
    }
    case 'Coverage': {
      const { grouping, sequence, meta, ...rest } = json;
      const { plan, planDisplay, group, groupDisplay } = (grouping ?? {}) as Record<string, string>;
      const kinds = [
        ['plan', plan ?? planDisplay, planDisplay],
        ['group', group ?? groupDisplay, groupDisplay],
      ] as const;
      const classes = kinds.flatMap(([code, value, name]) =>
        value === undefined
          ? []
          : [
              {
                type: {
                  coding: [
                    { system: 'http://terminology.hl7.org/CodeSystem/coverage-class', code },
                  ],
                },
                value,
                ...(name === undefined ? {} : { name }),
              },
            ],
      );
      return {
        ...rest,
        ...metaOf(meta),
        ...(classes.length ? { class: classes } : {}),
        ...(sequence === undefined ? {} : { order: Number(sequence) || 1 }),
      };
    }
    default:
      return json;
  }
}

function r5(json: Json): Json {
  switch (json['resourceType']) {
    case 'Appointment': {
      const { serviceType, reasonCode, cancelationReason, participant, comment, ...others } = json;
      const { patientInstruction, ...rest } = others;
      const parts = listOf(participant);
      const patient = parts
        .map(({ actor }) => actor as { reference?: string } | undefined)
        .find((actor) => actor?.reference?.startsWith('Patient/'));
      return {
        ...rest,
        ...(serviceType === undefined ? {} : { serviceType: referenced(serviceType) }),
        ...(reasonCode === undefined ? {} : { reason: referenced(reasonCode) }),
        ...(cancelationReason === undefined ? {} : { cancellationReason: cancelationReason }),
        ...(comment === undefined ? {} : { note: [{ text: comment }] }),
        ...(patientInstruction === undefined
          ? {}
          : { patientInstruction: [{ concept: { text: patientInstruction } }] }),
        ...(patient === undefined ? {} : { subject: patient }),
        participant: parts.map(({ required, ...part }) => ({
          ...part,
          ...(required === undefined ? {} : { required: required === 'required' }),
        })),
      };
    }
    case 'Slot':
    case 'Schedule': {
      const { serviceType, ...rest } = json;
      return {
        ...rest,
        ...(serviceType === undefined ? {} : { serviceType: referenced(serviceType) }),
      };
    }
    case 'HealthcareService':
    case 'PractitionerRole':
    case 'Location': {
      const { telecom, ...rest } = json;
      return { ...rest, ...(telecom === undefined ? {} : { contact: [{ telecom }] }) };
    }
    case 'Coverage': {
      const { payor, class: classes, ...rest } = json;
      return {
        ...rest,
        kind: 'insurance',
        ...(payor === undefined ? {} : { insurer: listOf(payor)[0] }),
        ...(classes === undefined
          ? {}
          : {
              class: listOf(classes).map((each) => ({ ...each, value: { value: each['value'] } })),
            }),
      };
    }
    default:
      return json;
  }
}

/** The profiles are those of the STU3 guide, so they are no claim of a later version's resource. */
function metaOf(meta: unknown): Json {
  if (meta === undefined) return {};
  return { meta: without(meta as Json, ['profile']) };
}

const without = (json: Json, names: readonly string[]): Json =>
  Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));

const referenced = (concepts: unknown): readonly Json[] =>
  listOf(concepts).map((concept) => ({ concept }));

const listOf = (value: unknown): readonly Json[] =>
  value === undefined || value === null ? [] : ((Array.isArray(value) ? value : [value]) as Json[]);
