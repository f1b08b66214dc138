import type { Rules } from './types.ts';

const asTheGuideHasIt: Rules = {
  twoBookings: 'allowed',
  reschedule: 'argonaut',
  cancelUntilHours: undefined,
  bookAgain: false,
  confirms: 'server',
  patchFormats: ['json', 'fhirpath'],
  showsDate: false,
  find: {},
};

/** The rules of a clinic that does only these things in its own way. */
export function rulesWith(own: Partial<Rules> = {}): Rules {
  return { ...asTheGuideHasIt, ...own };
}
