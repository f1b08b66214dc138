import type { CancelReason } from '../scheduling/model.ts';
import type { Json } from './parse/json.ts';

const hl7 = 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason';
const argonaut = 'http://fhir.org/guides/argonaut-scheduling/CodeSystem/status-reason';

/** HL7's finer codes, where there is one. */
const finer: Readonly<Partial<Record<CancelReason, string>>> = {
  improved: 'pat-fb',
  transportation: 'pat-lt',
  weather: 'oth-weath',
  moved: 'pat-mv',
  'new-provider': 'pat-ucp',
  terminated: 'pat-mt',
  'patient-cancel': 'pat-cpp',
};

/**
 * Why the patient cancels, for `cancelationReason` of R4 and `cancellationReason` of R5. HL7's `pat` stands first:
 * some guides have room for the groups alone. The reason as the patient chose it stands last, in Argonaut's code.
 */
export function cancelReason(reason: CancelReason): Json {
  const codes = ['pat', ...(finer[reason] === undefined ? [] : [finer[reason]])];
  return {
    coding: [...codes.map((code) => ({ system: hl7, code })), { system: argonaut, code: reason }],
  };
}
