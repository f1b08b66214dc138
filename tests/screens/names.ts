/** Every screen of which there are pictures, in the order in which the overview shows them. */
export const screenNames = [
  'not-launched',
  'launch-failed',
  'sign-in-refused',
  'opening',
  'home-looking',
  'home',
  'home-without-own-doctor',
  'home-without-times',
  'home-broken',
  'home-taken',
  'home-taken-twice',
  'more-times',
  'more-times-anyone',
  'find',
  'find-open',
  'book-elsewhere',
  'check',
  'check-without-hold',
  'check-hold-expired',
  'check-slow',
  'check-not-booked',
  'session-ended',
  'booked',
  'requested',
  'unknown',
  'finished',
  'appointments',
  'cancel',
  'cancelled',
  'cancel-unknown',
  'cancel-not-offered',
  'visit-changed',
  'move',
  'move-check',
  'move-consent',
  'moved',
  'move-both',
  'move-requested',
  'move-won-back',
  'move-nothing-left',
  'move-unknown',
  'recovering',
  'recovering-unknown',
] as const;

export type ScreenName = (typeof screenNames)[number];

/** Of a laptop and of an old phone. */
export const widths = [1280, 320] as const;
export const themes = ['light', 'dark'] as const;

/** A picture's file within the folder of all pictures. */
export function fileOf(
  language: string,
  theme: (typeof themes)[number],
  width: number,
  name: ScreenName,
): string {
  return `${language}-${theme}/${String(width)}/${name}.png`;
}
