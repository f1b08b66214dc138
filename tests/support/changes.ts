import type { Changes } from '../../src/flows/booking-step.ts';

/** What the app fetches when a visit is to be changed. */
export const changes = (): Promise<Changes> => import('../../src/flows/visit-change.svelte.ts');
