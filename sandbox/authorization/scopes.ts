/**
 * Which scopes the app may have. Asked for more, the server grants less and says so in the token response,
 * as SMART App Launch 2.2 allows ("the scopes granted may be different from those requested").
 */

const plain = new Set([
  'launch',
  'launch/patient',
  'openid',
  'fhirUser',
  'online_access',
  'offline_access',
]);

/** What a patient may do with each type, in the letters of SMART v2: create, read, update, delete, search. */
const letters: Readonly<Record<string, string>> = {
  '*': 'rs',
  Appointment: 'cruds',
  Coverage: 'rs',
  HealthcareService: 'rs',
  Location: 'rs',
  Observation: 'rs',
  Organization: 'rs',
  Patient: 'rs',
  Practitioner: 'rs',
  PractitionerRole: 'rs',
  Schedule: 'rs',
  Slot: 'cruds',
};

const versionOne: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };
const patientScope =
  /^patient\/(\*|[A-Z][A-Za-z]+)\.(read|write|\*|c?r?u?d?s?)(\?[A-Za-z0-9_.:|/%&=-]+)?$/;

/** Scopes with a meaning to OpenID Connect; all others belong to the FHIR server. */
export const identityScopes: ReadonlySet<string> = new Set(['openid', 'fhirUser']);

export const advertisedScopes: readonly string[] = [
  ...plain,
  'patient/Patient.read',
  'patient/Appointment.read',
  'patient/Appointment.write',
  'patient/Appointment.cruds',
  'patient/Slot.read',
  'patient/Slot.write',
  'patient/Coverage.read',
  'patient/Practitioner.read',
  'patient/Location.read',
  'patient/HealthcareService.read',
  'patient/PractitionerRole.read',
  'patient/Schedule.read',
  'patient/*.rs',
];

/** @param requested the space-separated scopes of the authorization request */
export function grantedScopes(requested: string): string[] {
  return [...new Set(requested.split(' ').flatMap((scope) => granted(scope) ?? []))];
}

function granted(scope: string): string | undefined {
  if (plain.has(scope)) return scope;
  const [, type = '', wanted = '', filter = ''] = patientScope.exec(scope) ?? [];
  const may = letters[type];
  if (may === undefined || wanted === '') return undefined;
  const asked = versionOne[wanted] ?? wanted;
  const both = asked.replace(/./g, (letter) => (may.includes(letter) ? letter : ''));
  if (both === asked) return scope;
  if (both === '') return undefined;
  // Narrowed in the version that was asked in: `patient/Patient.*` becomes `.read`, `.cruds` becomes `.rs`.
  return `patient/${type}.${wanted === '*' ? 'read' : both}${filter}`;
}
