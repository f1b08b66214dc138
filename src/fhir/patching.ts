import type { Ehr } from '../scheduling/ports.ts';
import type { Cancelling } from './cancelling.ts';
import { readCancelled } from './changes.ts';
import type { DialectPorts } from './dialect.ts';
import { attempt, FhirError } from './errors.ts';
import type { ReasonAt } from './patch.ts';

type Patching = Pick<Ehr, 'cancelAppointment' | 'acceptsCancelling'>;

/**
 * Cancelling by PATCH, in the format that the settings name or the server declares.
 * @param at where the reason is to stand
 */
export function patchCancelling(
  { send, base, cancel, patch }: DialectPorts,
  at: ReasonAt = 'extension',
): Patching {
  let loading: Promise<Cancelling> | undefined;
  // Few patients cancel, and nobody does so first, so the code for it comes when it is needed.
  const cancelling = (): Promise<Cancelling> =>
    (loading ??= import('./cancelling.ts').then(
      ({ createCancelling }) => createCancelling(send, patch, at),
      () => {
        loading = undefined;
        throw new FhirError({ kind: 'no-answer', timedOut: false, notices: [] });
      },
    ));
  return {
    cancelAppointment: (appointment, reason) =>
      attempt(async () =>
        readCancelled(await (await cancelling()).cancel(appointment, reason), appointment, base),
      ),
    async acceptsCancelling() {
      if (!cancel) return false;
      const accepted = await attempt(async () => (await cancelling()).accepts());
      // Nobody could tell, so it is offered, and the EHR has the last word.
      return !accepted.ok || accepted.value;
    },
  };
}
