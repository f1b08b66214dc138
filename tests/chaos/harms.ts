/** Ways to harm a patient; each is defined in docs/decisions/0008-chaos-and-its-harms.md. */
export const harmKinds = [
  'doubleBookings',
  'falseConfirmations',
  'unreconciledFailures',
  'lostAppointments',
  'blindResends',
  'statesWithoutWords',
] as const;
export type HarmKind = (typeof harmKinds)[number];

export interface Harm {
  readonly kind: HarmKind;
  readonly what: string;
}
