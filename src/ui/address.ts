import type { ShellStep } from '../flows/shell.svelte.ts';

/** Where a visit is shown that the EHR has. Its id is nobody's but the EHR's, and stays out of the address. */
const visit = '#visit';

export function isAtVisit({ hash }: Pick<Location, 'hash'>): boolean {
  return hash === visit;
}

/**
 * Writes where the patient is into the address: the page of a visit has its own, so that loading it again, which ends
 * the session, can say how to come back to it. It makes no entry in the history, where Back leads to the portal.
 */
export function showAddress(step: ShellStep, { location, history }: Window): void {
  const isVisit =
    step.at === 'open'
      ? step.app.booking.lookedAt !== undefined
      : step.at === 'not-opened' && step.failure.kind === 'loaded-again';
  if (isVisit === isAtVisit(location)) return;
  history.replaceState(
    history.state,
    '',
    location.origin + location.pathname + (isVisit ? visit : ''),
  );
}
