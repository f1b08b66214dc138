import type { Changes } from '../../src/flows/booking-step.ts';
import type * as FindingCode from '../../src/flows/finding.svelte.ts';

/** What the app fetches when a visit is to be changed. */
export const changes = (): Promise<Changes> => import('../../src/flows/visit-change.svelte.ts');

/** What the app fetches when a patient looks for something in particular. */
export const finding = (): Promise<typeof FindingCode> =>
  import('../../src/flows/finding.svelte.ts');
