import type * as fhir3 from 'fhir/r3';

export const visitTypeSystem = 'http://fhir.org/guides/argonaut-scheduling/CodeSystem/visit-type';
const statusReasonSystem = 'http://fhir.org/guides/argonaut-scheduling/CodeSystem/status-reason';
export const snomed = 'http://snomed.info/sct';
export const timezoneExtension = 'http://hl7.org/fhir/StructureDefinition/timezone';

/** Every visit type of the guide's code system, in words for a patient. */
export const visitTypes: Readonly<Record<string, string>> = {
  'breast-imaging': 'Breast imaging',
  consult: 'Consultation',
  ct: 'CT scan',
  dental: 'Dental visit',
  dxa: 'Bone density scan (DXA)',
  echo: 'Echocardiogram',
  'echo-stresstest': 'Echocardiogram stress test',
  'ed-followup': 'Education follow-up',
  eeg: 'EEG',
  egd: 'Upper endoscopy (EGD)',
  ekg: 'Electrocardiogram (EKG)',
  evaluation: 'Evaluation',
  'flu-shot-clinic': 'Flu shot',
  fluoroscopy: 'Fluoroscopy',
  'follow-up': 'Follow-up visit',
  'home-health': 'Home health visit',
  injection: 'Injection',
  'inter-rad': 'Interventional radiology',
  lab: 'Laboratory tests',
  'minor-surgery': 'Minor surgery',
  mri: 'MRI',
  'new-patient': 'New patient visit',
  'nuc-med': 'Nuclear medicine',
  'occup-therapy': 'Occupational therapy',
  'office-visit': 'Office visit',
  physical: 'Yearly physical',
  'post-op': 'Visit after an operation',
  'pre-admit-testing': 'Tests before admission',
  'pre-op': 'Visit before an operation',
  procedure: 'Procedure',
  'same-day': 'Same-day visit',
  'stress-test': 'Stress test',
  surgery: 'Surgery',
  treatment: 'Treatment',
  ultrasound: 'Ultrasound',
  urgent: 'Urgent visit',
  vaccine: 'Vaccination',
  vision: 'Eye exam',
  'walk-in': 'Walk-in visit',
  'well-child': 'Well-child visit',
  'x-ray': 'X-ray',
};

/** SNOMED CT specialties that the clinic practises. */
export const specialties = {
  '419772000': 'Family practice',
  '394582007': 'Dermatology',
  '394579002': 'Cardiology',
  '394537008': 'Pediatrics',
  '394801008': 'Orthopedics',
  '394594003': 'Ophthalmology',
  '394914008': 'Radiology',
} as const;

export type Specialty = keyof typeof specialties;

/** What the hospital does besides, without a schedule that anybody could book from. */
const otherSpecialties: Readonly<Record<string, string>> = {
  '394603008': 'Cardiothoracic surgery',
  '418112009': 'Pulmonary medicine',
};

/** Reasons for a visit (SNOMED CT and ICD-10-CM) and who looks after them here. */
export const reasons: Readonly<Record<string, readonly Specialty[]>> = {
  [`${snomed}|386661006`]: ['419772000', '394537008'],
  [`${snomed}|271807003`]: ['394582007', '419772000'],
  [`${snomed}|29857009`]: ['394579002', '419772000'],
  [`${snomed}|161891005`]: ['394801008', '419772000'],
  [`${snomed}|57676002`]: ['394801008'],
  [`${snomed}|111516008`]: ['394594003'],
  'http://hl7.org/fhir/sid/icd-10-cm|R21': ['394582007', '419772000'],
  'http://hl7.org/fhir/sid/icd-10-cm|M54.5': ['394801008', '419772000'],
  'http://hl7.org/fhir/sid/icd-10-cm|Z00.00': ['419772000'],
};

/** Why a visit was called off: the guide's code system, in its own words. */
const statusReasons: Readonly<Record<string, string>> = {
  'abnormal-results': 'Laboratory Test Results Out of Acceptable Range',
  'cms-auth': 'CMS Therapy Cap Service Not Authorized',
  deceased: 'Patient Deceased',
  discharged: 'Patient Discharged',
  disgruntled: 'Patient Unhappy',
  'equip-unavail': 'Equipment Not Available',
  financial: 'Other Financial',
  hospitalized: 'Patient Hospitalized',
  'improper-iv': 'Improper IV Access/Infiltrate IV',
  improved: 'Patient Feeling Better',
  'interpreter-unavail': 'Interpreter  Not Available',
  meeting: 'Provider: Education or Meeting',
  moved: 'Patient Moved',
  'needs-tests': 'Patient Needs Tests',
  'new-provider': 'Patient Changed Provider',
  'no-show': 'Patient No Show',
  other: 'Other',
  'patient-cancel': 'Patient Cancel',
  personal: 'Provider Personal Reason?',
  'plan-changes': 'Treatment Plan Changes',
  pregnant: 'Patient Pregnant',
  'prep-incomplete': 'Prep? Medications Incomplete',
  'prep-unavail': 'Prep? or Medication or Test Results Unavailable',
  refused: 'Patient Refused Procedure',
  'room-unavial': 'Room or Location Not Available.',
  'scheduling-error': 'Scheduling Error',
  'staff-cancel': 'Staff Cancel',
  terminated: 'Patient Member Terminated',
  transportation: 'Patient Lacked Transportation',
  'wait-list': 'Patient Scheduled from Wait List',
  'walk-in-error': 'Silent Walk In Error',
  weather: 'Weather',
};

export function statusReasonConcept(code: string): fhir3.CodeableConcept {
  const display = statusReasons[code] ?? code;
  return { coding: [{ system: statusReasonSystem, code, display }], text: display };
}

export function visitTypeConcept(code: string): fhir3.CodeableConcept {
  const display = visitTypes[code] ?? code;
  return { coding: [{ system: visitTypeSystem, code, display }], text: display };
}

/** What patients are told to do before visits of a kind. */
export const visitInstructions: Readonly<Record<string, string>> = {
  'new-patient':
    'Please come 15 minutes early, and bring your health plan card and a list of your medicines.',
  lab: 'Please do not eat for 8 hours before. You may drink water, and take your medicines as usual.',
};

export function specialtyConcept(code: string): fhir3.CodeableConcept {
  const display = { ...otherSpecialties, ...specialties }[code] ?? code;
  return { coding: [{ system: snomed, code, display }], text: display };
}

/** How patient and clinician meet. */
export type VisitMode = 'in-person' | 'video' | 'phone';

const actCode = 'http://hl7.org/fhir/v3/ActCode';
const virtual = { system: actCode, code: 'VR', display: 'virtual' };

/** HL7's code for "virtual" covers telephone and video alike, so SNOMED CT's stands beside it. */
const visitModes: Readonly<Record<VisitMode, fhir3.CodeableConcept>> = {
  'in-person': {
    coding: [{ system: actCode, code: 'AMB', display: 'ambulatory' }],
    text: 'In person',
  },
  video: {
    coding: [
      virtual,
      { system: snomed, code: '448337001', display: 'Telemedicine consultation with patient' },
    ],
    text: 'Video visit',
  },
  phone: {
    coding: [virtual, { system: snomed, code: '185317003', display: 'Telephone encounter' }],
    text: 'Phone visit',
  },
};

export function visitModeConcept(mode: VisitMode): fhir3.CodeableConcept {
  return visitModes[mode];
}
