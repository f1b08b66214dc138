import type { Code, Venue } from '../../scheduling/model.ts';

const venues: Readonly<Record<string, Venue>> = {
  // HL7 v3 ActCode, encounter class "ambulatory": the patient comes to the clinic.
  'http://hl7.org/fhir/v3/ActCode|AMB': 'in-person',
  'http://terminology.hl7.org/CodeSystem/v3-ActCode|AMB': 'in-person',
  // SNOMED CT "Telephone encounter".
  'http://snomed.info/sct|185317003': 'phone',
  // SNOMED CT "Telemedicine consultation with patient": beside the telephone, which has its own code, that is video.
  'http://snomed.info/sct|448337001': 'video',
};

/**
 * Where the visit takes place, as far as a code of the Appointment says so; names and free text are never
 * interpreted. HL7's codes for "virtual" (v3 ActCode `VR`, location physical type `vi`) cover telephone and
 * video alike by their definitions, so they do not decide between the two.
 * @param codes of the service category, the service type and the appointment type
 */
export function parseVenue(codes: readonly Code[]): Venue {
  return codes
    .map(({ system, code }) => venues[`${system}|${code}`])
    .find((venue) => venue !== undefined);
}
