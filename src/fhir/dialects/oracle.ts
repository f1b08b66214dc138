import type { Search } from '../../scheduling/ports.ts';
import { cannot, readChange } from '../changes.ts';
import type { Dialect } from '../dialect.ts';
import { attempt } from '../errors.ts';
import { findProposed } from '../finding.ts';
import { writeInstant } from '../parse/instant.ts';
import { operation } from '../operation.ts';
import { patchCancelling } from '../patching.ts';
import { readRecords } from '../records.ts';
import { concepts, type Inputs, parametersOf, references } from './inputs.ts';
import { bookParameters } from './parameters.ts';

/** No answer has more (Oracle Health AI Application Suite, FHIR APIs Change Log, `_count`). */
const most = 1000;

/**
 * Oracle Health AI Application Suite (FHIR R4,
 * https://docs.oracle.com/en/industries/health/health-ai-application-suite/airap/): `$find` with inputs of its own,
 * Argonaut's `$book`, and FHIRPath Patch. It keeps no times.
 */
export const oracle: Dialect = (ports) => {
  const { send, base, patient, cancel, reschedule = 'book-first' } = ports;
  const patching = patchCancelling({ ...ports, patch: 'fhirpath' }, 'cancelationReason');
  return {
    ...readRecords(ports),
    can: { hold: false, pending: 'requested', cancel, reschedule },
    findAppointments: (search, signal) =>
      attempt(() => {
        const query =
          search.count === undefined ? '' : `?_count=${String(Math.min(search.count, most))}`;
        const request = operation(`$find${query}`, parametersOf(findInputs(search)));
        return findProposed(send, base, { ...request, signal }, search.count);
      }),
    bookAppointment: (booking) =>
      attempt(async () => {
        const request = operation(
          '$book',
          bookParameters({ ...booking, hold: undefined }, patient),
        );
        return readChange(await send({ ...request, changes: true }), booking.time, base);
      }),
    holdAppointment: cannot,
    extendHold: cannot,
    releaseHold: cannot,
    acceptsCancelling: patching.acceptsCancelling,
    cancelAppointment(visit, reason) {
      // Without `If-Match` it is refused for certain.
      const cancellable = cancel && visit.versionId !== undefined;
      return cancellable ? patching.cancelAppointment(visit, reason) : cannot();
    },
  };
};

/** There is none for the patient: whoever is signed in asks. */
function findInputs({
  start,
  end,
  visitTypes,
  specialties,
  practitioners,
  locations,
}: Search): Inputs {
  return {
    start: [{ valueDateTime: writeInstant(start) }],
    end: [{ valueDateTime: writeInstant(end) }],
    'service-type': concepts(visitTypes),
    specialty: concepts(specialties),
    practitioner: references(practitioners),
    location: references(locations),
  };
}
