import type * as fhir3 from 'fhir/r3';
import { Refused } from './clinic.ts';

interface Details {
  readonly status?: number;
  readonly code?: string;
  readonly expression?: string;
  /** For programs. */
  readonly diagnostics?: string;
}

/** Nearly every refusal is a 400 with the issue `invalid` and a text that is always the same. */
export function invalid(
  text: string,
  { status = 400, code = 'invalid', expression, diagnostics }: Details = {},
): Refused {
  const resource: unknown = {
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: 'error',
        code,
        details: { text },
        ...(expression === undefined ? {} : { expression: [expression] }),
        ...(diagnostics === undefined ? {} : { diagnostics }),
      },
    ],
  };
  return new Refused({
    status,
    resource: resource as fhir3.OperationOutcome,
    headers: new Headers(),
  });
}

/** The answer to whoever came too late, or asks for what was never open. */
export const notAvailable = (schedule: string): Refused =>
  invalid('Requested time slot is not available', {
    diagnostics: JSON.stringify({ schedule, blockingSlots: [] }),
  });
