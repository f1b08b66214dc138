import type { Appointment, CancelReason } from '../scheduling/model.ts';
import { FhirError } from './errors.ts';
import { cancelPatch, type PatchFormat, type ReasonAt } from './patch.ts';
import { patchFormatOf } from './patch-format.ts';
import type { FhirAnswer, Send } from './request.ts';

export interface Cancelling {
  /** Whether the server takes a patch that this app can write. */
  accepts(): Promise<boolean>;
  /** @throws {FhirError} `not-supported`, without a request, where it does not */
  cancel(appointment: Appointment, reason: CancelReason | undefined): Promise<FhirAnswer>;
}

/** @param known what the deployment's settings say of the format; else the server is asked, once */
export function createCancelling(
  send: Send,
  known: PatchFormat | undefined,
  at: ReasonAt,
): Cancelling {
  const declared = patchFormatOf(send, known);
  return {
    accepts: async () => (await declared()) !== 'none',
    async cancel(appointment, reason) {
      const format = await declared();
      if (format === 'none') throw new FhirError({ kind: 'not-supported', notices: [] });
      return send(cancelPatch(appointment, reason, format, at));
    },
  };
}
